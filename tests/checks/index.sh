# The pages of runs in a browser: they stand alone, and a clerk finds papers by customer, type, state and amount, by mouse and by keyboard.
. "$TOP/tests/lib.sh"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { not_ok "there is no chromium"; exit 1; }
gulf house
lp() { "$LP" -C house "$@"; }
ask() { sqlite3 -cmd '.timeout 5000' house/ledger.db "$1"; }
lp -q make --as-of 2026-11-01 --merged >said 2>&1
verdict $? "a month is made"
run=R20261101-01
page=house/out/$run/index.html
use() { timeout 120 python3 "$TOP/tests/page.py" "$browser" "$PWD/profile" "$@" 2>said; }
grep -oE '(src|href)="(https?:)?//[^"]*"|@import|url\(' "$page" house/out/index.html | empty "they load nothing from elsewhere"

# each link is a file that is there
for p in "$page" house/out/index.html; do
	grep -oE 'href="[^"#]*"' "$p" | sed 's/href="//; s/"$//' | sort -u | while read -r f; do
		[ -f "$(dirname "$p")/$f" ] || echo "$p: $f"
	done
done | empty "each link leads to a file"
papers=$(ask "SELECT count(*) FROM paper WHERE run = '$run'")
links=$(grep -oE 'href="[^"]*\.pdf"' "$page" | sort -u | wc -l)
is "to each paper and print file" "$links" "$((papers + $(find house/out/$run -maxdepth 1 -name '*.pdf' | wc -l)))"

# what is looked for
rows() { ask "SELECT count(*) FROM paper WHERE run = '$run' AND $1"; }
big=$(ask "SELECT max(s) FROM (SELECT sum(outstanding) s FROM paper p JOIN paper_item i ON i.paper = p.id WHERE run = '$run' AND currency = 'AED' GROUP BY p.id)")
whole=$((big / 100)) cents=$(printf %02d $((big % 100)))
grouped() { printf %s "$whole" | rev | sed "s/.../&$1/g; s/$1\$//" | rev; }
arabic() { printf %s "$1" | sed 's/0/٠/g; s/1/١/g; s/2/٢/g; s/3/٣/g; s/4/٤/g; s/5/٥/g; s/6/٦/g; s/7/٧/g; s/8/٨/g; s/9/٩/g'; }
same=$(ask "SELECT count(*) FROM (SELECT 1 FROM paper p JOIN paper_item i ON i.paper = p.id WHERE run = '$run' GROUP BY p.id, currency HAVING sum(outstanding) = $big)")
use "$page" open keys=6 "find=C1103" "find=$(grouped ' '),$cents" "find=$(grouped ,).$cents" "find=$whole.$cents" "find=$(grouped "$(printf '\302\240')"),$cents" \
	"find=$(arabic "$(grouped ٬)٫$cents")" "find=STMT $(grouped ' '),$cents" "find=zzzz-no-such" "find=" type=REM1 type= state=sent state= sort=8 sort=8 why print >seen
verdict $? "a clerk uses the page"
shown() { sed -n "s/^$1:  *\([0-9]*\) .*/\1/p" seen; }
is "all papers stand there" "$(shown 'find ')" "$papers"
is "a customer is found" "$(shown 'find C1103')" "$(rows "customer = 'C1103'")"
for f in "$(grouped ' '),$cents" "$(grouped ,).$cents" "$whole.$cents" "$(grouped "$(printf '\302\240')"),$cents" "$(arabic "$(grouped ٬)٫$cents")" "STMT $(grouped ' '),$cents"; do
	is "an amount is found as $f" "$(shown "find $f")" "$same"
done
is "nothing is found of nothing" "$(shown 'find zzzz-no-such')" 0
is "one type" "$(shown 'type REM1')" "$(rows "type = 'REM1'")"
is "no state that no paper has" "$(shown 'state sent')" "$papers"
is "the head of a column sorts, and turns" "$(grep '^sort' seen | cut -d'|' -f1 | tr '\n' ' ')" "sort 8: ascending  sort 8: descending  "
grep '^sort' seen | tail -n 1 | grep -q "| AED $(grouped ,).$cents "
verdict $? "the largest sum comes first then"
is "the keyboard goes in the order of the page" "$(sed -n 's/^keys:  *//p' seen)" "To the papers > All runs > tie-out.csv > run.json > count-sheet.csv > ${run}_ASSET.pdf"
is "who was not written to" "$(shown why)" "$(sqlite3 house/out/$run/snapshot.db 'SELECT count(*) FROM run_without')"
is "all rows are printed" "$(sed -n 's/^print:  *//p' seen)" "$papers rows"

# sums: those of the ledger and of the tie-out
for c in AED KWD USD; do
	sum=$(sqlite3 house/out/$run/snapshot.db "SELECT sum(outstanding) FROM open_item WHERE currency = '$c'")
	is "the sums of $c are the ledger's, twice: statements list all of it" \
		"$(sed -n "s/.*<th scope=\"row\">$c<.th>.*<td class=\"n\">\([^<]*\)<.td><.tr>/\1/p" "$page" | tr -d ',.' | tr '\n' ' ')" "$sum $sum "
done
use "$page" go="type=REM1&q=C1" >seen && grep -q "^go.*: $(rows "type = 'REM1' AND customer LIKE 'C1%'") of $papers" seen
verdict $? "an address with what is looked for opens so"

# what becomes of a paper is said again
gone=$(ask "SELECT number FROM paper WHERE run = '$run' AND type = 'ESCN' ORDER BY seq LIMIT 1")
lp -q register cancel "$gone" --reason paid >said 2>&1
use "$page" state=cancelled 'text=tr.cancelled' >seen
grep -q "^state cancelled: 1 of $papers$" seen && grep -q "$gone.*Cancelled: it was paid" seen
verdict $? "a cancelled paper is marked, and adds to no sum"
lp -q record sent $run --date 2026-11-02 >said 2>&1
use "$page" state=sent >seen
is "what was sent is said" "$(shown 'state sent')" "$(rows "state = 'sent'")"
use house/out/index.html 'text=tbody tr' >seen
is "all runs" "$(cut -d'|' -f1 seen | sed 's/ *$//')" "text:  ${run}01 Nov 2026everything$((papers - 1))$(rows "state = 'sent'")1Made"
cp "$page" before && rm house/out/$run/index.html && lp -q print $run ESCN >said 2>&1 && cmp -s before "$page"
verdict $? "made again it has the same bytes"
lp -q report dashboard --as-of 2026-11-01 >said 2>&1
grep -q 'href="../../out/index.html"' house/out/reports/dashboard_20261101.html && grep -q 'href="reports/dashboard_20261101.html"' house/out/index.html
verdict $? "the dashboard leads to all runs, and they to it"
lp verify out/$run >said 2>&1
verdict $? "the run is whole"
printf ' ' >>"$page" && lp verify out/$run >said 2>&1
is "a page that was changed is not" "$? $(grep -c 'index.html.*was changed' said)" "1 1"

# without scripts the rows are there; in the house's language; a page of many papers
sed 's/<script>.*//' "$page" | grep -c '<tr class="' >count
is "a browser without scripts shows the papers" "$(cat count)" "$papers"
for l in nb ru ar; do
	cp -R house in-$l
	sed -i "s/^languages *=.*/languages = $l, en/" in-$l/house.ini
	"$LP" -C in-$l -q print $run ESCN >said 2>&1
	use in-$l/out/$run/index.html "text=h1, h2, th[scope=col], caption" >seen
	grep -iE 'Papers|Salesperson|Amount|Sum of|State\b|days' seen | empty "nothing is in English in $l"
done
grep -q '<html lang="ar" dir="rtl">' in-ar/out/$run/index.html
verdict $? "Arabic runs from the right"
python3 - "$page" many.html <<'PY'
import json, re, sys
s = open(sys.argv[1], encoding="utf-8").read()
m = re.search(r'(id="paper-rows">)(.*?)(</script>)', s, re.S)
rows = json.loads(m.group(2))
many = [[[f"{r[0][0]}-{i}"] + r[0][1:]] + r[1:] for i in range(10000) for r in [rows[i % len(rows)]]]
s = s[:m.start(2)] + json.dumps(many, ensure_ascii=False).replace("<", "\\u003c") + s[m.end(2):]
a = s.index("<tbody>", s.index('data-list="paper-rows"')) + 7
s = s[:a] + s[s.index("</tbody>", a):]
open(sys.argv[2], "w", encoding="utf-8").write(s)
PY
use many.html open "find=zzzz" "find=C1103" print >seen
took=$(sed -n 's/^open:  *\([0-9]*\) ms.*/\1/p' seen)
[ "${took:-9999}" -lt 1000 ]
verdict $? "10 000 papers are open after ${took:-no} ms of the processor"
is "and searched and printed" "$(shown 'find zzzz') $(sed -n 's/^find C1103: [0-9]* of \([0-9,]*\).*/\1/p; s/^print:  */ /p' seen | tr -d '\n')" "0 10,000 $(sed -n 's/^find C1103: \([0-9]*\) .*/\1/p' seen) rows"
exit $bad
