#!/bin/sh
# make bench: 1 000 statements by ledgerpress, by cairo/pango and by libharu's own text, and the first SLOW of them by what takes longer,
# side by side on this machine, medians of 3; then the import's rate and planning by size of house. What it prints is RESULTS.md.
# N=100 tests/bench/bench.sh is a quick try.
set -eu
cd "$(dirname "$0")/../.." || exit 2
B=${B:-build}
N=${N:-1000}
ROUNDS=${ROUNDS:-3}
SLOW=${SLOW:-100}
[ "$SLOW" -lt "$N" ] || SLOW=$N
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

# Typst is not in Debian: from npm, where there is one
mkdir -p "$W/typst"
cp tests/bench/typst.mjs "$W/typst/"
(cd "$W/typst" && { [ -d node_modules ] || npm install --silent --no-save @myriaddreamin/typst-ts-node-compiler@0.7.0; }) >/dev/null 2>&1 || true
slow="groff reportlab weasyprint"
[ ! -d "$W/typst/node_modules" ] || slow="typst $slow"

# one NAME COMMAND…: a measured run; appends "name wall cpu peak".
one() {
	name=$1
	shift
	"$W/measure" "$W/m" "$@" >"$W/$name.txt" 2>&1 || { cat "$W/$name.txt" >&2; exit 1; }
	echo "$name $(cat "$W/m")" >>"$W/all"
}
: >"$W/all"
python3 tests/bench/peers.py json "$house/statements.tsv" "$SLOW" >"$W/slow.json"
round=0
while [ $round -lt "$ROUNDS" ]; do
	round=$((round + 1))
	for peer in cairo haru-utf8 haru-8bit haru-8bit-cut ours ours-j2 $slow; do
		# whole fonts in UTF-8 take most of a minute: once is enough to see it
		[ $peer != haru-utf8 ] || [ $round -eq 1 ] || continue
		# a fresh folder each round: ext4 is slow to give out what was just freed
		out=$W/out/$peer-$round
		mkdir -p "$out"
		case $peer in
		cairo) one cairo "$W/cairo" "$house/statements.tsv" "$out" fonts ;;
		haru-utf8) one haru-utf8 "$W/haru" utf8 "$house/statements.tsv" "$out" "$W/dejavu" ;;
		haru-8bit) one haru-8bit "$W/haru" 8bit "$house/statements.tsv" "$out" "$W/dejavu" ;;
		typst) one typst node "$W/typst/typst.mjs" "$W/slow.json" "$out" fonts ;;
		groff | reportlab | weasyprint) one $peer /usr/bin/python3 tests/bench/peers.py $peer "$house/statements.tsv" "$out" "$W/fonts" "$SLOW" ;;
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
	[ "$n" -eq "${3-$N}" ] || echo "!! $1 made $n of ${3-$N} documents"
	python3 tests/bench/peers.py check "$house/statements.tsv" "$(last "$1")" "$((SLOW < 20 ? SLOW : 20))" || true
	awk -v label="$2" -v n="$n" -v w="$(median "$1" 2)" -v c="$(median "$1" 3)" -v m="$(median "$1" 4)" -v kb="$kb" -v base="$(awk -v c="$(median cairo 3)" -v n="$N" 'BEGIN { print c / n }')" \
		'BEGIN { printf "| %s | %.0f | %.0f | %.2f | %.1f | %.0f | %s |\n", label, n / w * 1000, n / c * 1000, c / n, base * n / c, m / 1024, kb }'
}
pages=$(find "$(last ours)" -name '*.pdf' | head -n 2000 | xargs -I{} sh -c 'pdfinfo "{}" 2>/dev/null | sed -n "s/^Pages: *//p"' | awk '{ s += $1 } END { print s }')
echo "# Results of make bench"
echo
echo "Written by \`make bench\`: everything in one go, each peer in alternation, medians of $ROUNDS. $(nproc) cores of $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GiB, Linux $(uname -r | cut -d- -f1), $(date +%Y-%m-%d)."
echo
echo "gcc $($cc -dumpfullversion), SQLite $(sqlite3 --version | cut -d' ' -f1), HarfBuzz $(pkg-config --modversion harfbuzz), cairo $(pkg-config --modversion cairo), pango $(pkg-config --modversion pango), libharu $(dpkg-query -W -f '${Version}' libhpdf-dev), groff $(groff --version | sed -n 's/^GNU groff version //p'), ReportLab $(/usr/bin/python3 -c 'import reportlab; print(reportlab.Version)'), WeasyPrint $(/usr/bin/python3 -c 'import weasyprint; print(weasyprint.__version__)'), Typst by typst-ts-node-compiler 0.7.0. Each peer's pages of 20 customers are read by pdftotext and must print every figure."
echo
echo "## Statements"
echo
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
for peer in $slow; do
	case $peer in
	typst) row typst "Typst, $SLOW of them" "$SLOW" ;;
	groff) row groff "groff, tbl and ms, gropdf, $SLOW of them" "$SLOW" ;;
	reportlab) row reportlab "ReportLab, $SLOW of them" "$SLOW" ;;
	weasyprint) row weasyprint "WeasyPrint, $SLOW of them" "$SLOW" ;;
	esac
done
echo
echo "## Import"
echo
B=$B sh tests/bench/import.sh
echo
echo "## Planning"
echo
B=$B sh tests/bench/plan.sh
