# A handover: nobody else's customers, every paper that belongs, totals of form = statements = ledger, intact, once.
. "$TOP/tests/lib.sh"
gulf
"$LP" -q -C house evidence import "$SAMPLES/gulf/scans/evidence.csv" >/dev/null 2>&1
"$LP" -q -C house make --as-of 2026-10-15 >said 2>&1
cp -R house other
"$LP" -C house handover --from S04 --to S08 --as-of 2026-11-01 >said 2>&1
verdict $? "the pack is made"
cat said >made
run=$(ls house/out | grep '^HO')
pack=house/out/$run
zip=$(ls "$pack"/*.zip)
"$LP" -C house verify "out/$run" "out/$run/$(basename "$zip")" >said 2>&1
verdict $? "folder and ZIP are intact"
unzip -tqq "$zip" && 7z t "$zip" >/dev/null
verdict $? "unzip and 7z find the ZIP whole"
mkdir x && bsdtar -xf "$zip" -C x && (cd x/* && sha256sum --quiet --strict -c manifest-sha256.txt) >said 2>&1
verdict $? "sha256sum proves its manifest"
# its index, on paper and for a browser: to each member, and to nothing that is elsewhere
(cd x/*/data && find . -type f ! -name 'index.*' | sed 's,^\./,,' | sort) >members
index_of() { # FOLDER WORDS…: both indexes lead to each member and say the words
	grep -oE 'href="[^"]*"' "$1"/index.html | cut -d'"' -f2 | sort -u >links
	diff members links | empty "index.html of the ZIP leads to each of its members, and nowhere else"
	qpdf --check "$1"/index.pdf >said 2>&1 && python3 "$TOP/tests/pdf_ua.py" "$1"/index.pdf >said 2>&1
	verdict $? "index.pdf is clean, and tagged"
	qpdf --qdf --object-streams=disable "$1"/index.pdf - | sed -nE 's,^ *(/UF|/URI) \((.*)\)$,\2,p' | sort -u | diff members - |
		empty "index.pdf leads to each member, and nowhere else"
	pdftotext -layout "$1"/index.pdf - | tr '\n' ' ' | sed 's/[   ][   ]*/ /g' >index.txt
	sed 's/<[^>]*>/ /g' "$1"/index.html | tr '\n' ' ' | sed 's/[   ][   ]*/ /g' >index.words
	shift
	for w in "$@"; do
		grep -qF "$w" index.txt && grep -qF "$w" index.words || echo "$w"
	done | empty "both say what was handed over"
}
index_of "$(ls -d x/*/data)" "Handover pack $run" "AED 393,727.19" "Supporting papers" "44 of 114 papers are there; 70 papers are missing." "Statement of account"
grep -cE 'https?:|src=|<script|@import' x/*/data/index.html | grep -v '^0$' | empty "and asks for nothing from elsewhere"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
timeout 120 python3 "$TOP/tests/click.py" "${browser:-chromium}" "$(pwd)/profile" "$(ls x/*/data/index.html)" >clicked 2>said
[ "$(grep -c '^mouse ' clicked)" -ge 3 ] && [ "$(grep -c '^keyboard ' clicked)" -ge 2 ]
verdict $? "Chromium follows its links by mouse and by keyboard"
while read -r how href; do [ -f "$(ls -d x/*/data)/$href" ] || echo "$how: $href"; done <clicked | empty "each click leads to a file of the pack"
# in the house's language, whichever that is
for l in ru ar nb; do
	cp -R other in-$l
	sed -i "s/^languages *=.*/languages = $l, $(printf '%s\n' en ar ru nb | grep -vx $l | paste -sd, | sed 's/,/, /g')/" in-$l/house.ini
	"$LP" -q -C in-$l handover --from S04 --to S08 --as-of 2026-11-01 >said 2>&1
	verdict $? "a pack of a house that writes $l first"
	mkdir y-$l && bsdtar -xf in-$l/out/HO*/*.zip -C y-$l
	case $l in
	ru) index_of "$(ls -d y-$l/*/data)" "Пакет передачи" "Подтверждающие документы" "Выписка по расчётам" ;;
	ar) index_of "$(ls -d y-$l/*/data)" && grep -qF 'dir="rtl"' y-ar/*/data/index.html && grep -qF 'المستندات المؤيِّدة' y-ar/*/data/index.html ;;
	nb) index_of "$(ls -d y-$l/*/data)" "Overleveringspakke" "Underlag" "Kontoutdrag" ;;
	esac
	verdict $? "with its own words in $l"
	grep -qF "<html lang=\"$l\"" y-$l/*/data/index.html && qpdf --qdf --object-streams=disable y-$l/*/data/index.pdf - | grep -aq "/Lang ($l)"
	verdict $? "its index speaks $l"
	grep -oiE 'handover|supporting|papers|customer|statement of' index.words | sort -u | empty "and no English"
	grep -E '^(External-Description|Papers-Missing)' y-$l/*/bag-info.txt | grep -iE 'handover of|confidential' | empty "nor does its bag-info.txt"
done
for t in STMT CONF CASHN COMLOG COLSCH HOIDX HOCHK HOMEET HOFORM; do
	echo "$t $(ls "$pack/$t"/*.pdf 2>/dev/null | wc -l)"
done >counts
is "papers by type" "$(tr '\n' ' ' <counts)" "STMT 12 CONF 12 CASHN 2 COMLOG 12 COLSCH 1 HOIDX 1 HOCHK 1 HOMEET 1 HOFORM 1 "
mine="C1101 C1102 C1103 C1104 C1126 C1138 D3001 D3002 D3003 D3004 M4001 M4002"
ls "$pack"/STMT "$pack"/CONF "$pack"/CASHN "$pack"/evidence x/*/data/evidence | grep -oE '_[A-Z][0-9]{4}_|_KX[^_]*_|_C~[^_]*_' | tr -d _ | sort -u >whose
is "nobody else's customers" "$(tr '\n' ' ' <whose)" "$mine "
sqlite3 -separator '	' house/ledger.db "SELECT code, name FROM customer" >all.tsv
grep -vE "^($(echo "$mine" | tr ' ' '|'))	" all.tsv | cut -f2 >others
cat x/*/*.txt x/*/data/*.csv >words
find "$pack" -name '*.pdf' -exec pdftotext {} - \; >>words
find "$pack" -type f ! -name '*.pdf' ! -name '*.zip' ! -name '*.jpg' -exec cat {} + >>words
[ "$(wc -l <others)" -gt 60 ] && grep -aoFf others words | sort -u | empty "nobody else's name in any file of the folder or the ZIP"
"$LP" -C other handover --from S05 --to S04 --as-of 2026-11-20 >said 2>&1
[ $? -eq 1 ] && grep -q "S04 left on 2026-11-12" said
verdict $? "who left takes nothing over"
pdftotext -layout "$pack"/HOFORM/*.pdf form.txt
tr '\n' ' ' <form.txt | tr -s ' ' | grep -q "The items handed over come to AED 393,727.19; the statements in this pack come to AED 393,727.19"
verdict $? "the form says so with the figures of the oracle"
is "the register's statements add up to it" "$(sqlite3 house/ledger.db "SELECT sum(i.outstanding) FROM paper p JOIN paper_item i ON i.paper = p.id
	WHERE p.run = '$run' AND p.type = 'STMT'")" 39372719
sqlite3 -separator ' ' house/ledger.db "SELECT p.file, printf('%,d', sum(i.outstanding) / 100) || printf('.%02d', sum(i.outstanding) % 100) FROM paper p
	JOIN paper_item i ON i.paper = p.id WHERE p.run = '$run' AND p.type = 'STMT' GROUP BY p.id" >printed
while read -r file sum; do
	pdftotext -layout "house/$file" - | grep -qF "$sum" || echo "$file does not print $sum"
done <printed | empty "each statement prints its sum"
is "so many statements" "$(wc -l <printed)" 12
grep -q "70 are missing" made && pdftotext "$pack"/HOCHK/*.pdf - | tr '\n' ' ' | grep -q "70 papers of 114 are missing from this pack"
verdict $? "the pack says how many papers are missing"
is "who gave and who received is in the register" "$(sqlite3 house/ledger.db "SELECT made_by, given_to, state FROM run WHERE id = '$run'")" "S04|S08|made"
"$LP" -C house handover --from S04 --to S08 --as-of 2026-11-01 >said 2>&1
is "the same handover again ends well" $? 0
is "and makes nothing" "$(sqlite3 house/ledger.db "SELECT count(*) FROM run WHERE kind = 'handover'")" 1
"$LP" -q -C house plan STMT --as-of 2026-11-02 --csv >plan.csv 2>/dev/null
grep -q 'S04' plan.csv
is "afterwards nothing is planned for the one who left" $? 1
is "and his customers are the successor's" "$(grep -cE '^STMT,C1101,.*,S08,' plan.csv)" 1
"$LP" -q -C other handover --from S04 --to S08 --as-of 2026-11-01 -j 1 >/dev/null 2>&1
cmp -s "$zip" other/out/"$run"/"$(basename "$zip")"
verdict $? "one worker makes the same bytes"
"$LP" -C house handover --from S04 --to S08 --as-of 2026-11-03 >said 2>&1
is "who left has nothing more to hand over" $? 1
cp -R "$pack" "$run" && "$LP" -C house verify "$(pwd)/$run" >said 2>&1
verdict $? "a copy of the pack verifies wherever it lies"
rm "$(find "$run/evidence" -type f | sort | head -n 1)"
touch "$run/forged.pdf" "$run/STMT/.hidden.pdf"
"$LP" -C house verify "$(pwd)/$run" >said 2>&1
[ $? -eq 1 ] && grep -q "0 changed, 1 missing, 2 extra" said
verdict $? "a paper of the store that is gone, a forged and a hidden file are named"
echo >>"$(ls "$pack"/STMT/*.pdf | head -n 1)"
"$LP" -C house verify "out/$run" >said 2>&1
[ $? -eq 1 ] && grep -q "was changed after it was made" said
verdict $? "a changed statement is named"
exit $bad
