#!/bin/sh
# make bench: 1 000 statements by ledgerpress, by cairo/pango and by libharu's own text, side by side on this machine, medians of 3;
# then the import's rate and planning by size of house. Prints tables ready for the README. N=100 tests/bench/bench.sh is a quick try.
set -eu
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build}
N=${N:-1000}
ROUNDS=${ROUNDS:-3}
LP=$(cd "$B" && pwd)/ledgerpress
W=$B/bench
rm -rf "$W/house" "$W/out"
mkdir -p "$W/house" "$W/out" "$W/fonts"
export LC_ALL=C.UTF-8 TZ=UTC

cc=${CC:-gcc}
flags="-std=gnu11 -O2 -Wall -Wextra -Werror"
# shellcheck disable=SC2046,SC2086
{
	$cc $flags -o "$W/cairo" tests/bench/cairo.c tests/bench/statement.c $(pkg-config --cflags --libs pangocairo cairo-pdf fontconfig)
	$cc $flags -o "$W/haru" tests/bench/haru.c tests/bench/statement.c -lhpdf
	$cc $flags -o "$W/cut" tests/bench/cut.c $(pkg-config --cflags --libs harfbuzz) -lharfbuzz-subset
	$cc $flags -o "$W/measure" tests/bench/measure.c
}
# libharu reads no cubic outlines: it sets DejaVu Sans
mkdir -p "$W/dejavu"
for style in Book:Regular Bold:Bold; do
	cp "$(fc-match -f '%{file}' "DejaVu Sans:style=${style%:*}")" "$W/dejavu/${style#*:}.ttf"
	"$W/cut" "$W/dejavu/${style#*:}.ttf" "$W/fonts/${style#*:}.ttf"
done

python3 tests/bench/house.py "$N" "$W/house"
house=$W/house
for t in staff customers ledger; do "$LP" -q -C "$house" import $t.csv --as $t >/dev/null; done
cp "$house/ledger.db" "$W/ledger.db"

# one NAME COMMAND…: a measured run; appends "name wall cpu peak".
one() {
	name=$1
	shift
	"$W/measure" "$W/m" "$@" >"$W/$name.txt" 2>&1 || { cat "$W/$name.txt" >&2; exit 1; }
	echo "$name $(cat "$W/m")" >>"$W/all"
}
: >"$W/all"
round=0
while [ $round -lt "$ROUNDS" ]; do
	round=$((round + 1))
	for peer in cairo haru-utf8 haru-8bit haru-8bit-cut ours ours-j2; do
		# whole fonts in UTF-8 take most of a minute: once is enough to see it
		[ $peer != haru-utf8 ] || [ $round -eq 1 ] || continue
		# a fresh folder each round: ext4 is slow to give out what was just freed
		out=$W/out/$peer-$round
		mkdir -p "$out"
		case $peer in
		cairo) one cairo "$W/cairo" "$house/statements.tsv" "$out" fonts ;;
		haru-utf8) one haru-utf8 "$W/haru" utf8 "$house/statements.tsv" "$out" "$W/dejavu" ;;
		haru-8bit) one haru-8bit "$W/haru" 8bit "$house/statements.tsv" "$out" "$W/dejavu" ;;
		haru-8bit-cut) one haru-8bit-cut "$W/haru" 8bit "$house/statements.tsv" "$out" "$W/fonts" ;;
		ours | ours-j2)
			cp "$W/ledger.db" "$house/ledger.db"
			rm -f "$house/ledger.db-wal" "$house/ledger.db-shm"
			j=1
			[ $peer = ours-j2 ] && j=2
			one $peer "$LP" -q -C "$house" make STMT --as-of 2026-11-01 -j $j
			rmdir "$out"
			mv "$house/out" "$out"
			;;
		esac
	done
done

# median of column $2 for peer $1
median() {
	awk -v n="$1" '$1 == n { print $'"$2"' }' "$W/all" | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
# the folder of a program's last round
last() {
	find "$W/out" -maxdepth 1 -name "$1-[0-9]" | sort | tail -n 1
}
row() {
	n=$(find "$(last "$1")" -name '*.pdf' | wc -l)
	kb=$(find "$(last "$1")" -name '*.pdf' -printf '%s\n' | awk '{ s += $1 } END { printf "%.1f", s / NR / 1024 }')
	[ "$n" -eq "$N" ] || echo "!! $1 made $n of $N documents"
	awk -v label="$2" -v n="$n" -v w="$(median "$1" 2)" -v c="$(median "$1" 3)" -v m="$(median "$1" 4)" -v kb="$kb" -v base="$(median cairo 3)" \
		'BEGIN { printf "| %s | %.0f | %.0f | %.2f | %.1f | %.0f | %s |\n", label, n / w * 1000, n / c * 1000, c / n, base / c, m / 1024, kb }'
}
pages=$(find "$(last ours)" -name '*.pdf' | head -n 2000 | xargs -I{} sh -c 'pdfinfo "{}" 2>/dev/null | sed -n "s/^Pages: *//p"' | awk '{ s += $1 } END { print s }')
echo "$N statements ($(grep -c ^I "$house/statements.tsv") open items, ${pages:-?} pages of ours), medians of $ROUNDS, $(nproc) cores, $(date +%Y-%m-%d)"
echo
echo "| program | documents/s | per core (CPU) | CPU ms/document | times cairo/pango | peak MB | KB/document |"
echo "|---|--:|--:|--:|--:|--:|--:|"
row ours "**ledgerpress make STMT -j1** (shaped, tagged, PDF/A-2a and UA-1, registered, synced)"
row ours-j2 "ledgerpress make STMT -j2"
row haru-8bit-cut "libharu, 8-bit, fonts cut down beforehand"
row haru-8bit "libharu, 8-bit, whole fonts"
row cairo "cairo + pango, C"
row haru-utf8 "libharu, UTF-8, whole fonts"
echo
if [ -f tests/bench/import.sh ]; then B=$B sh tests/bench/import.sh; fi
if [ -f tests/bench/plan.sh ]; then echo && B=$B sh tests/bench/plan.sh; fi
