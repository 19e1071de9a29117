#!/bin/sh
# Planning by size of house: 1 000, 10 000 and 50 000 customers (SIZES) with a median of 6 and up to 320 open invoices. CPU seconds and peak
# MB of each command, so that growth shows: ten times the customers should take ten times the seconds, and hardly more memory.
# make, nothing due: statements of short cash, of which this house has none, so that only the plan is made.
set -eu
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build}
SIZES=${SIZES:-1000 10000 50000}
LP=$(cd "$B" && pwd)/ledgerpress
W=$B/bench/plan
rm -rf "$W"
mkdir -p "$W"
export LC_ALL=C.UTF-8 TZ=UTC
${CC:-gcc} -std=gnu11 -O2 -Wall -Wextra -Werror -o "$W/measure" tests/bench/measure.c

# one COMMAND…: adds its CPU seconds and peak MB to the row
one() {
	"$W/measure" "$W/m" "$LP" -q -C "$house" "$@" >"$W/said" 2>&1 || { cat "$W/said" >&2; exit 1; }
	printf ' %s |' "$(awk '{ printf "%.2f / %.0f", $2 / 1000, $3 / 1024 }' "$W/m")"
}
echo "Planning by size of house, CPU s / peak MB, $(nproc) cores, $(date +%Y-%m-%d)"
echo
echo "| customers | ledger rows | import | plan STMT | plan | plan --why | status | make, nothing due |"
echo "|--:|--:|--:|--:|--:|--:|--:|--:|"
for n in $SIZES; do
	house=$W/$n
	mkdir -p "$house"
	python3 tests/bench/house.py "$n" "$house"
	for t in staff customers; do "$LP" -q -C "$house" import $t.csv --as $t >/dev/null; done
	printf '| %s | %s |' "$n" "$(($(wc -l <"$house/ledger.csv") - 1))"
	one import ledger.csv --as ledger
	one plan STMT --as-of 2026-11-01
	one plan --as-of 2026-11-01
	one plan --why --as-of 2026-11-01
	one status --as-of 2026-11-01
	one make SCSTMT --as-of 2026-11-01
	echo
	rm -rf "$house"
done
rm -rf "$W"
