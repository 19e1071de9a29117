# A paper taken back is taken out of its run's lists and print file, and goes again only where it is to be replaced; print makes the files of a run at any time.
. "$TOP/tests/lib.sh"
gulf house
ask() { sqlite3 -cmd '.timeout 5000' house/ledger.db "$1"; }
lp() { "$LP" -C house "$@"; }
lp -q make REM2 ESCN STMT --as-of 2026-11-01 --merged >said 2>&1
verdict $? "a month with print files"
run=R20261101-01
cp -R house/out/$run first
print_file() { pdftotext "house/out/$run/${run}_$1.pdf" - | tr '\n' ' '; }

# print, by itself and by make --merged: the same bytes
rm house/out/$run/${run}_*.pdf house/out/$run/count-sheet.csv
lp -q print $run >said 2>&1
verdict $? "print makes the print files of a run"
diff -r first house/out/$run >said 2>&1
verdict $? "with the bytes that make --merged gave"
rm house/out/$run/${run}_*.pdf
lp -q make REM2 ESCN STMT --as-of 2026-11-01 --merged >said 2>&1
is "make --merged where all is made already" "$?" 0
diff -r first house/out/$run >said 2>&1
verdict $? "makes them too"
rm house/out/$run/${run}_*.pdf
lp -q print $run ESCN >said 2>&1
is "print RUN TYPE makes one" "$(cd house/out/$run && ls ${run}_*.pdf)" "${run}_ESCN.pdf"
lp -q print $run >said 2>&1

# the way of the post, both sides, volumes, routes
inside() { pdftotext -f 3 "house/out/$run/$1.pdf" - | grep -oE 'STMT-2026-[0-9]+' | awk '!seen[$0]++'; }
lp -q print $run STMT --duplex --sheets 30 >said 2>&1
is "volumes of at most so many sheets" "$? $(awk -F, '$2 == "STMT" { n += $7; s += $9; v = $5; if ($9 > 30) b++ } END { print n, v, b + 0 }' house/out/$run/count-sheet.csv)" \
	"0 $(ask "SELECT count(*) FROM paper WHERE run = '$run' AND type = 'STMT'") $(find house/out/$run -name "${run}_STMT_v*.pdf" | wc -l) 0"
is "the file without volumes is gone" "$(find house/out/$run -name "${run}_STMT.pdf")" ""
for f in house/out/$run/${run}_STMT_v*.pdf; do
	want=$(awk -F, -v f="$(basename "$f")" '$1 == f { print 2 * $9 }' house/out/$run/count-sheet.csv)
	all=$(qpdf --show-npages "$f")
	[ $((all - want)) -eq 2 ] || echo "$f has $all pages, count sheet and $want"
done | empty "each paper begins on a front, the count sheet too"
qpdf --check house/out/$run/${run}_STMT_v1.pdf >said 2>&1
verdict $? "with blank backs it is a whole PDF"
for v in 1 2 3 4 5 6 7 8 9; do [ ! -f house/out/$run/${run}_STMT_v$v.pdf ] || inside ${run}_STMT_v$v; done | awk '!seen[$0]++' >stacked
ask "SELECT p.number FROM paper p JOIN customer c ON c.code = p.customer WHERE run = '$run' AND type = 'STMT' AND state = 'made'
	ORDER BY c.country NOT IN ('AE', 'UAE', 'U.A.E.', 'United Arab Emirates') AND coalesce(c.country, '') <> '', CASE WHEN c.country IN ('AE', 'UAE', 'U.A.E.', 'United Arab Emirates') OR c.country IS NULL THEN '' ELSE c.country END,
	coalesce(c.postcode, ''), coalesce(c.route, ''), coalesce(c.city, ''), coalesce(c.address1, ''), c.code" >wanted
is "the house's own country comes first, then postcode, route and town" "$(diff stacked wanted | grep -c '^[<>]')" 0
lp -q print $run --by route >said 2>&1
is "by route: a file each, of all letters" "$? $(find house/out/$run -name "${run}_route*.pdf" | wc -l)" "0 $(ask "SELECT count(DISTINCT coalesce(c.route, '')) FROM paper p JOIN customer c ON c.code = p.customer WHERE run = '$run'")"
is "and no file of letters by type is left" "$(find house/out/$run -maxdepth 1 -name "${run}_*.pdf" ! -name "${run}_route*")" ""
is "all papers are counted" "$(awk -F, '$1 == "total" { print $7, $8, $9 }' house/out/$run/count-sheet.csv)" "$(ask "SELECT count(*), sum(pages), sum(pages) FROM paper WHERE run = '$run' AND state = 'made'" | tr '|' ' ')"
grep -q "href=\"${run}_route" house/out/$run/index.html
verdict $? "index.html leads to them"
lp print $run STMT --by route >said 2>&1
is "a type by route is refused" "$? $(grep -c 'hold papers of all types' said)" "64 1"
lp print $run --by town >said 2>&1
is "so is another order" "$? $(grep -c 'type or route is expected' said)" "64 1"
lp print $run --sheets 0 >said 2>&1
is "and a volume of nothing" "$? $(grep -c 'at least one sheet' said)" "64 1"
lp verify out/$run >said 2>&1
verdict $? "the run is whole"
# marks of an inserter, labels
lp -q print $run ESCN --marks datamatrix --duplex --labels L7160 >said 2>&1
is "marks and labels are made" "$? $(ls house/out/$run/${run}_labels.pdf)" "0 house/out/$run/${run}_labels.pdf"
mark() { pdftoppm -gray -r 600 -f "$1" -l "$1" -x 150 -y 2550 -W 320 -H 400 "house/out/$run/${run}_ESCN.pdf" mark && python3 "$TOP/tests/codes.py" mark*.pgm && rm mark*.pgm; }
first_two=$(ask "SELECT number FROM paper WHERE number IN ($(pdftotext -f 3 house/out/$run/${run}_ESCN.pdf - | grep -oE 'ESCN-2026-[0-9]+' | awk '!seen[$0]++' | sed "s/.*/'&'/" | paste -sd,))" | wc -l)
is "the papers of the print file" "$first_two" "$(ask "SELECT count(*) FROM paper WHERE run = '$run' AND type = 'ESCN' AND state = 'made'")"
lead=$(awk -F, '$2 == "ESCN" { print $10 }' house/out/$run/count-sheet.csv)
of=$(ask "SELECT (pages + 1) / 2 FROM paper WHERE number = '$lead'")
is "a DataMatrix says paper, sheet, sheets and place" "$(mark 3)" "$lead 1/$of 1"
is "on fronts alone" "$(pages=$(ask "SELECT pages FROM paper WHERE number = '$lead'"); [ "$pages" -gt 1 ] && mark 4)" ""
addressed=$(ask "SELECT count(DISTINCT customer) FROM paper WHERE run = '$run' AND state = 'made' AND type IN ('STMT', 'ESCN', 'REM2')")
is "a sheet of labels has 21" "$(qpdf --show-npages house/out/$run/${run}_labels.pdf)" "$(((addressed + 20) / 21))"
qpdf --check house/out/$run/${run}_labels.pdf >said 2>&1
verdict $? "labels are a whole PDF"
for l in L7163 5160; do lp -q print $run ESCN --labels $l >said 2>&1 && pdfinfo house/out/$run/${run}_labels.pdf | grep -E '^Page' | tr -s ' ' | tr '\n' ' '; done >sizes
is "sheets of other sizes" "$(cat sizes)" "Pages: $(((addressed + 13) / 14)) Page size: 595.276 x 841.89 pts (A4) Page rot: 0 Pages: $(((addressed + 29) / 30)) Page size: 612 x 792 pts (letter) Page rot: 0 "
lp -q print $run ESCN --marks omr >said 2>&1
is "strokes are drawn, and labels that nobody asks for go" "$? $(find house/out/$run -name '*labels*')" "0 "
lp print $run --labels L716 >said 2>&1
is "a sheet that is none is told" "$? $(grep -c 'did you mean L7160' said)" "64 1"
lp print $run --marks barcode >said 2>&1
is "so is a mark" "$? $(grep -c 'none, omr or datamatrix is expected' said)" "64 1"
printf '[output]\nmarks = omrs\n' >>house/house.ini
lp print $run >said 2>&1
is "also in house.ini, with its line" "$? $(grep -c 'house.ini:[0-9]*:.*marks = omrs: none, omr or datamatrix is expected' said)" "1 1"
sed -i '/^marks = omrs/d; $d' house/house.ini
lp -q print $run >said 2>&1
diff -r first house/out/$run >said 2>&1
verdict $? "by type again it has the bytes of before"

# taken back
number() { ask "SELECT number FROM paper WHERE run = '$run' AND type = '$1' ORDER BY seq LIMIT 1 OFFSET $2"; }
paid=$(number ESCN 0) replaced=$(number ESCN 1) wrong=$(number STMT 0)
print_file ESCN | grep -q "$paid"
verdict $? "the print file holds the paper"
lp register cancel "$paid" --reason paid --who Maria --note "came on Friday" >said 2>&1
is "one is cancelled as paid" "$? $(grep -c "$paid is cancelled as paid; its level is not written again" said)" "0 1"
print_file ESCN >words
grep -q "$paid" words
is "the print file is made again without it" "$? $(grep -c "$replaced" words)" "1 1"
is "nothing is stale" "$(find house/out -name '*.stale.pdf')" ""
is "the count sheet counts without it" "$(awk -F, '$2 == "ESCN" { n += $7 } END { print n }' house/out/$run/count-sheet.csv)" \
	"$(($(ask "SELECT count(*) FROM paper WHERE run = '$run' AND type = 'ESCN'") - 1))"
grep -qE "<tr class=\"cancelled\"><td>.*$paid.*<td>Cancelled: it was paid</td>" house/out/$run/index.html
verdict $? "index.html says so"
grep -q "of them cancelled</dt><dd>1</dd>" house/out/$run/index.html
verdict $? "and counts it"
is "run.json says so" "$(jq -r ".papers[] | select(.number == \"$paid\") | .state + \" \" + .reason" house/out/$run/run.json)" "cancelled paid"
is "and whose rules they were" "$(jq -r ".policy.version" house/out/$run/run.json)" "sop 2026.1"
lp register show "$paid" >said
is "register show has the reason, who and why" "$(grep -cE '^reason +paid$|cancelled as paid by Maria: came on Friday' said)" 2
is "register list too" "$(lp register list --state cancelled --json | jq -r '.rows[].reason')" paid
lp verify out/$run >said 2>&1
verdict $? "the run is whole"

lp -q register cancel "$wrong" --reason wrong >said 2>&1
is "the tie-out counts what is issued" "$(grep -c ",$wrong," first/tie-out.csv) $(diff first/tie-out.csv house/out/$run/tie-out.csv | grep -c '^[<>] paper') $(grep -c ",$wrong," house/out/$run/tie-out.csv)" "1 1 0"
is "and says whom no paper adds up now" "$(diff first/tie-out.csv house/out/$run/tie-out.csv | grep -c '^> customer.*no paper of the run')" 1
lp -q register cancel "$replaced" --reason replace >said 2>&1
lp -q make REM2 ESCN STMT --as-of 2026-11-01 >said 2>&1
is "the next run issues what is to be replaced, and nothing else" "$(ask "SELECT group_concat(replaces) FROM paper WHERE run <> '$run'")" "$replaced"
lp -q plan ESCN --as-of 2026-11-04 --csv 2>/dev/null | grep -q "$(ask "SELECT customer FROM paper WHERE number = '$paid'")"
is "days later the same level is not planned for what was paid" "$?" 1
lp -q make REM2 ESCN STMT --as-of 2026-11-01 --merged >said 2>&1
is "make --merged prints the runs of its words" "$(find house/out -name 'R*_ESCN.pdf' | wc -l)" 2

# reasons: other words are a note of a replacement, a near miss is asked about
other=$(number STMT 1)
lp register cancel "$other" --reason payd >said 2>&1
is "a near miss changes nothing" "$? $(grep -c 'did you mean paid' said) $(ask "SELECT state FROM paper WHERE number = '$other'")" "64 1 made"
lp -q register cancel "$other" --reason "wrong address" >said 2>&1
is "other words are kept and replace" "$? $(ask "SELECT v.state || ': ' || v.note FROM paper_event v JOIN paper p ON p.id = v.paper WHERE p.number = '$other' ORDER BY v.id DESC LIMIT 1")" \
	"0 cancelled: wrong address"

# the last paper of a type takes its print file along
lp -q make GUAR --as-of 2026-11-01 --customer "$(ask "SELECT customer FROM paper WHERE type = 'ESCN' LIMIT 1")" >/dev/null 2>&1
for n in $(ask "SELECT number FROM paper WHERE run = '$run' AND type = 'REM2' AND state = 'made'"); do
	lp -q register cancel "$n" --reason paid >said 2>&1 || not_ok "cancel $n"
done
is "no print file is left of a type without papers" "$(find house/out/$run -name "${run}_REM2*")" ""

# what would not be printed as it was issued is not printed; what cannot be made is marked
lp -q new STMT --from STMT >said 2>&1
sed -i 's/>Statement of account as of {doc.date}</>{doc.date}</' house/layouts/statement.xml
lp print $run STMT >said 2>&1
is "under another layout the old letters are not printed" "$? $(grep -c 'would not be printed as it was issued.*\[print\]' said)" "1 1"
third=$(number STMT 2)
lp register cancel "$third" --reason paid >said 2>&1
is "the print file is stale then" "$? $(cd house/out/$run && ls ${run}_STMT*)" "1 ${run}_STMT.stale.pdf"
rm -r house/layouts
lp -q print $run STMT >said 2>&1
is "and made when it can be" "$? $(cd house/out/$run && ls ${run}_STMT*)" "0 ${run}_STMT.pdf"
mv house/out/$run/snapshot.db gone
lp print $run >said 2>&1
is "nor without the frozen ledger" "$? $(grep -c 'snapshot.db: error: the frozen ledger of the run R20261101-01 is gone \[print\]' said)" "1 1"
exit $bad
