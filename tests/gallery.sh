#!/bin/sh
# One picture a document type and language, to look at: gallery.sh BUILD writes BUILD/gallery/TYPE_LANGUAGE.png (the paper's first two
# pages side by side) from previews of what the demo issued, and samples/pictures/papers.png, the first page of each type as it was issued.
set -u
cd "$(dirname "$0")/.." || exit 2
B=${1:-build}
LP=$B/ledgerpress
case $LP in /*) ;; *) LP=$(pwd)/$LP ;; esac
OUT=$B/gallery
case $OUT in /*) ;; *) OUT=$(pwd)/$OUT ;; esac
LANGUAGES="en ar ru nb"
FONT=$(pwd)/fonts/SourceSans3-Regular.otf
LC_ALL=C.UTF-8
export LC_ALL
[ -f "$B/demo/done" ] || { echo "there is no demo in $B/demo; run make demo first" >&2; exit 2; }
rm -rf "$OUT"
mkdir -p "$OUT/tmp"

# a copy of each house of the demo, with all languages; its papers stay where they are
for house in gulf sibir fjord parts; do
	mkdir -p "$OUT/tmp/$house"
	cp -R "$B/demo/$house/evidence" "$OUT/tmp/$house/" 2>/dev/null
	cp "$B/demo/$house/"*.db "$B/demo/$house/"*.ini "$B/demo/$house/"*.png "$OUT/tmp/$house/"
	sed -i "s/^languages = .*/languages = $(echo $LANGUAGES | sed 's/ /, /g')/" "$OUT/tmp/$house/house.ini"
done

# papers: TYPE|HOUSE|DAY|SUBJECT|FILE: of each type the newest paper, of the first house that issued one.
papers() {
	for house in gulf sibir fjord parts; do
		"$LP" -C "$B/demo/$house" register list --csv 2>/dev/null | python3 -c '
import csv, sys
newest = {}
for paper in csv.DictReader(sys.stdin):
    if paper["file"] and (paper["type"] not in newest or paper["as_of"] > newest[paper["type"]]["as_of"]):
        newest[paper["type"]] = paper
for kind, paper in newest.items():
    subject = paper["customer"] or paper["salesman"] or (paper["key"].split("|") + [""])[1]
    print(kind, sys.argv[1], paper["as_of"], "" if kind == "HOLD" else subject, paper["file"], sep="|")
' "$house"
	done | awk -F'|' '!seen[$1]++' | sort
}
papers >"$OUT/tmp/papers"

# picture NAME FILE: the first two pages side by side.
picture() {
	pdftoppm -r 72 -l 2 -png "$2" "$OUT/tmp/$1" && convert "$OUT/tmp/$1"-*.png +append -colors 48 "PNG8:$OUT/$1.png"
	rm -f "$OUT/tmp/$1"-*.png
}

# pictures TYPE HOUSE DAY SUBJECT FILE: in each language. The papers of a handover want its two people, which a preview does not know:
# they are shown as they were issued.
pictures() {
	pdftoppm -r 48 -l 1 -singlefile -png "$B/demo/$2/$5" "$OUT/tmp/issued-$1"
	for lang in $LANGUAGES; do
		if "$LP" -C "$OUT/tmp/$2" preview "$1" ${4:+"$4"} --as-of "$3" --lang "$lang" --to "$OUT/tmp/$1.pdf" </dev/null >/dev/null 2>&1; then
			picture "$1_$lang" "$OUT/tmp/$1.pdf"
		elif [ "$lang" = en ]; then
			picture "$1_issued" "$B/demo/$2/$5"
		fi
	done
}

# every second type, for two processors
half() {
	awk -v n="$1" 'NR % 2 == n' "$OUT/tmp/papers" | while IFS='|' read -r type house day subject file; do
		pictures "$type" "$house" "$day" "$subject" "$file"
	done
}
half 0 &
half 1
wait

# the contact sheet: the types in the order of their codes, each as the demo issued it
set --
while IFS='|' read -r type _; do
	set -- "$@" -label "$type" "$OUT/tmp/issued-$type.png"
done <"$OUT/tmp/papers"
montage -font "$FONT" -pointsize 14 "$@" -tile 8x -geometry '200x200>+6+6' -background '#e4e4e4' -colors 32 PNG8:samples/pictures/papers.png || exit 1
rm -rf "$OUT/tmp"
size=$(wc -c <samples/pictures/papers.png)
printf '%d pictures in %s; samples/pictures/papers.png: %d types, %d KB\n' "$(find "$OUT" -name '*.png' | wc -l)" "$OUT" $(($# / 3)) $((size / 1024))
[ "$size" -le 409600 ] || { echo "the contact sheet is too large for the README" >&2; exit 1; }
