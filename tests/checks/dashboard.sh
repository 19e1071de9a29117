# The dashboard in a browser: it stands alone, in the house's language and direction, its bars can be read without seeing them, its links lead somewhere,
# its figures are the ledger's, and it prints.
. "$TOP/tests/lib.sh"
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome) || { not_ok "there is no chromium"; exit 1; }
run() {
	timeout 60 "$browser" --headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking \
		--disable-component-update --disable-sync --user-data-dir="$PWD/profile" "$@" 2>browser.log
}
# look PAGE: what a browser makes of it, in words.
look() {
	sed 's#</body>#<script>(function(){var s=[].slice.call(document.querySelectorAll("svg.chart")),t=document.body;var wide=0;s.forEach(function(v){if(v.getBoundingClientRect().width<60)wide++;v.querySelectorAll("text").forEach(function(x){var a=x.getBBox();if(a.x<-2||a.x+a.width>v.viewBox.baseVal.width+2)wide++})});document.title="SEEN lang="+document.documentElement.lang+" dir="+getComputedStyle(t).direction+" bars="+(document.querySelectorAll("svg.chart rect").length>6)+" charts="+(s.length>1)+" said="+s.every(function(v){return v.getAttribute("role")==="img"\&\&v.querySelector("title").textContent.length>20\&\&v.querySelector("desc").textContent.indexOf(":")>0})+" clipped="+wide+" over="+(document.documentElement.scrollWidth>document.documentElement.clientWidth)+" sections="+document.querySelectorAll("h2").length})()</script></body>#' "$1" >"$(dirname "$1")/look.html"
	run --window-size=1300,900 --virtual-time-budget=2000 --dump-dom "file://$(dirname "$1")/look.html" | sed -n 's/.*<title>SEEN \([^<]*\)<.*/\1/p' | head -n 1
	rm -f "$(dirname "$1")/look.html"
}
page=$DEMO/gulf/out/reports/dashboard_20261103.html
[ -f "$page" ]
verdict $? "the demo has one" || exit 1
mkdir own
cp "$page" own/page.html
is "in English, from left to right" "$(look "$PWD/own/page.html")" "lang=en dir=ltr bars=true charts=true said=true clipped=0 over=false sections=6"
"$LP" -q -C "$DEMO/gulf" report dashboard --as-of 2026-11-03 --lang ar --to "$PWD/own/ar" >said 2>&1
is "in Arabic, from right to left" "$(look "$PWD/own/ar/dashboard_20261103.html")" "lang=ar dir=rtl bars=true charts=true said=true clipped=0 over=false sections=6"
is "in Russian, as that house is" "$(cp "$DEMO"/sibir/out/reports/dashboard_20261109.html own/ru.html && look "$PWD/own/ru.html" | cut -d' ' -f1-2)" "lang=ru dir=ltr"
grep -oE '(src|href)="(https?:)?//[^"]*"|<script|<link|@import|url\(' "$page" own/ar/*.html own/ru.html | empty "it loads nothing and runs nothing"
grep -c 'href=' own/ar/dashboard_20261103.html | grep -vx 0 | empty "outside the house it has no links"
grep -oE 'href="[^"]*"' "$page" | sed 's/href="//; s/"$//; s/%20/ /g' >links
[ "$(wc -l <links)" -ge 8 ]
verdict $? "it leads to $(wc -l <links) papers and runs"
while read -r f; do [ -f "$(dirname "$page")/$f" ] || echo "$f"; done <links | empty "each link leads to a file"
for d in one two; do
	TZ=$([ $d = one ] && echo UTC || echo Asia/Tokyo) "$LP" -q -C "$DEMO/gulf" report dashboard --as-of 2026-11-03 --to "$PWD/own/$d" >said 2>&1
done
cmp -s own/one/dashboard_20261103.html own/two/dashboard_20261103.html
verdict $? "the same bytes in another time zone"
# the totals of each currency are those of the ledger on that day
"$LP" -q -C "$DEMO/gulf" report aging --as-of 2026-11-03 --csv | awk '!NF { exit } NR > 1' | cut -d, -f1-3 >totals.csv
python3 - "$page" totals.csv <<'PY' | empty "its totals are the ledger's"
import re, sys
page = open(sys.argv[1], encoding="utf-8").read()
cells = lambda row: [re.sub(r"<[^>]*>", "", c) for c in re.findall(r"<td[^>]*>(.*?)</td>", row)]
rows = [cells(r) for r in re.findall(r"<tr[^>]*>(.*?)</tr>", page, re.S)]
for line in open(sys.argv[2]):
    currency, total, overdue = line.strip().split(",")
    shown = lambda s: f"{int(s.split('.')[0]):,}.{s.split('.')[1]}"
    if [currency, shown(total), shown(overdue)] not in [r[:3] for r in rows]:
        print(currency, total, overdue, "does not stand at the top")
    if not any(r[:1] == [f"Total in {currency}"] and r[-1] == shown(total) for r in rows):
        print("the salespeople's lines do not end with", currency, total)
PY
run --print-to-pdf="$PWD/page.pdf" --no-pdf-header-footer "file://$page" >/dev/null
pdfinfo page.pdf | awk '/^Page size/ { print ($3 > $5) } /^Pages/ { print ($2 < 12) }' | tr '\n' ' ' >size
is "it prints on a few sheets across" "$(cat size)" "1 1 "
exit $bad
