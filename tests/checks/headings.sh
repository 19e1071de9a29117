# Nothing empty: no heading of a paper stands over nothing, no table has heads alone. Every type that plans itself is asked for by name in all four
# houses on a day on which little is there; of each type the smallest papers are looked at, and the smallest of the demo, by their tags (headings.py).
. "$TOP/tests/lib.sh"
: >files
for house in gulf sibir parts fjord; do
	$house $house
	sed -i 's/^languages = .*/languages = en/' $house/house.ini
	types=$("$LP" -C $house check -v 2>/dev/null | awk 'NR > 1 && $1 ~ /^[A-Z0-9]+$/ { print $1 }' |
		grep -vxE 'COUNT|COURT|CSLIP|DESK|ENCL|INDEX|PACK|SHEET|HOFORM|HOIDX|HOCHK|HOMEET|COLSCH|COMLOG')
	# shellcheck disable=SC2086
	"$LP" -C $house make $types --as-of 2026-08-03 >said 2>&1
	grep -E 'error|fatal' said | empty "every type that has something to say is made in $house"
	for folder in $house/out/R*/*/ "$DEMO/$house"/out/R*/*/ "$DEMO/$house"/out/HO*/*/; do
		[ -d "$folder" ] && find "$folder" -name '*.pdf' -printf '%s %p\n' | sort -n | head -1 | cut -d' ' -f2- >>files
	done
done
[ "$(wc -l <files)" -gt 100 ]
verdict $? "the papers to be looked at are there"
xargs -d '\n' -n 100 python3 -B "$TOP/tests/headings.py" <files | empty "no heading over nothing, no table of heads alone in $(wc -l <files) papers"
# a paper that has one is found
mkdir -p gulf/layouts && cp "$TOP"/layouts/return-details.* gulf/layouts/
sed -i 's,<p id="fact">,<heading level="2">Returns</heading><heading level="2">Others</heading><p id="fact">,' gulf/layouts/return-details.xml
"$LP" -C gulf make RETDET --as-of 2026-11-02 >said 2>&1
find gulf/out -name '*RETDET.pdf' | xargs python3 -B "$TOP/tests/headings.py" | grep -c 'nothing stands under heading' | grep -vx 0 >/dev/null
verdict $? "an empty heading is found"
exit $bad
