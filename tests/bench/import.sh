#!/bin/sh
# The import's rate beside `sqlite3 .import` of the same file, in alternation: a million ledger rows (ROWS), medians of ROUNDS. Ours
# decodes, validates, finds duplicates and customers, sums, indexes and syncs; sqlite3 puts text into a table without index.
# Both sync what they wrote. The ratio is the median of the rounds' own, as a machine is not the same from one to the next.
set -eu
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build}
ROWS=${ROWS:-1000000}
ROUNDS=${ROUNDS:-3}
LP=$(cd "$B" && pwd)/ledgerpress
W=$B/bench/import
rm -rf "$W"
mkdir -p "$W/house"
printf '[company]\nname = Bench\n[locale]\ncurrency = AED\nlanguages = en\n' >"$W/house/house.ini"
python3 - "$ROWS" "$W" <<'PY'
import random, sys
n, to = int(sys.argv[1]), sys.argv[2]
r = random.Random(7)
with open(to + "/customers.csv", "w") as f:
    f.write("code,name,terms_days\n")
    for i in range(20000):
        f.write(f"C{i:05d},Customer {i},30\n")
with open(to + "/ledger.csv", "w") as f:
    f.write("customer,type,number,date,due,amount,currency,applies_to,po_number,delivery_note,salesman,status,text\n")
    for i in range(n):
        kind = "payment" if i % 3 == 2 else "invoice"
        m, d = r.randrange(1, 13), r.randrange(1, 29)
        due = "" if kind == "payment" else f"2026-{m:02d}-{d:02d}"
        f.write(f"C{r.randrange(20000):05d},{kind},{kind[:3].upper()}-2025/{i:07d},2025-{m:02d}-{d:02d},{due},"
                f"{r.randrange(1, 900000)}.{r.randrange(100):02d},AED,,PO-{r.randrange(99999)},DN-{r.randrange(999999)},"
                f"S{r.randrange(40):02d},,\"delivery of goods, week {r.randrange(52)} {'x' * r.randrange(30)}\"\n")
PY
# one NAME COMMAND…: appends "name wall cpu KiB".
one() {
	name=$1
	shift
	command time -f '%e %U %S %M' -o "$W/time" "$@" >/dev/null 2>"$W/said" || { cat "$W/said" >&2; exit 1; }
	tail -n 1 "$W/time" | awk -v n="$name" '{ print n, $1, $2 + $3, $4 }' >>"$W/all"
}
round=0
while [ $round -lt "$ROUNDS" ]; do
	round=$((round + 1))
	rm -f "$W"/house/ledger.db*
	"$LP" -q -C "$W/house" import "$PWD/$W/customers.csv" >/dev/null
	one ours "$LP" -q -C "$W/house" import ../ledger.csv
	rm -f "$W/peer.db"
	one sqlite3 sqlite3 "$W/peer.db" ".import --csv $W/ledger.csv t"
done
median() {
	awk -v n="$1" '$1 == n { print $'"$2"' }' "$W/all" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
echo "$ROWS ledger rows, $(($(wc -c <"$W/ledger.csv") / 1000000)) MB, medians of $ROUNDS"
echo
echo "| program | rows/s | rows/s of one core | s | CPU s | MB of memory |"
echo "|---|--:|--:|--:|--:|--:|"
for p in ours sqlite3; do
	label="ledgerpress import (validated, indexed, synced)"
	[ $p = ours ] || label="sqlite3 .import (text, no index)"
	awk -v l="$label" -v n="$ROWS" -v w="$(median $p 2)" -v c="$(median $p 3)" -v m="$(median $p 4)" \
		'BEGIN { printf "| %s | %.0f | %.0f | %.2f | %.2f | %.0f |\n", l, n / w, n / c, w, c, m / 1024 }'
done
awk '$1 == "ours" { a = $3 } $1 == "sqlite3" { print "ratio", a / $3 }' "$W/all" >"$W/ratios"
cat "$W/ratios" >>"$W/all"
printf '\nours takes %.2f times the CPU of sqlite3 .import\n' "$(median ratio 2)"
rm -rf "$W"
