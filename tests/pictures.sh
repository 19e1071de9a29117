#!/bin/sh
# The README's pictures: pages of the demo, its index and the desk as a browser shows them, made small: pictures.sh BUILD writes samples/pictures/*.png.
set -u
cd "$(dirname "$0")/.." || exit 2
B=${1:-build}
OUT=samples/pictures
mkdir -p "$OUT"
find "$OUT" -name '*.png' ! -name papers.png -delete
missing=0
# picture NAME PAGE HOUSE PATTERN: page PAGE of the first paper whose path matches.
picture() {
	f=$(find "$B/demo/$3/out" -name '*.pdf' | grep -E "$4" | sort | head -n 1)
	[ -n "$f" ] || { echo "no paper for $1 ($4)" >&2; missing=1; return; }
	pdftoppm -r 72 -f "$2" -l "$2" "$f" | python3 tests/quantise.py "$OUT/$1.png"
	printf '%-22s %4d KB  %s\n' "$1.png" "$(($(wc -c <"$OUT/$1.png") / 1024))" "${f#"$B"/demo/}"
}
picture statement-en 1 gulf 'R20261101-01/.*_C1103_.*_STMT\.pdf'
picture statement-long 2 gulf 'R20261101-01/.*_C~2F1042_.*_STMT\.pdf'
picture reminder-en-ar 1 gulf 'R20261101-01/.*_(C1131|K2001)_.*_REM[012]\.pdf'
picture reminder-ar 1 gulf 'R20261101-01/.*_(C1102|C1107|C1121)_.*_REM[012]\.pdf'
picture notice-en-ar 1 gulf 'R20261101-01/.*_NOTICE\.pdf'
picture confirmation 1 gulf 'HO2026-00001/CONF/.*_C1104_.*_CONF\.pdf'
picture short-cash 1 gulf 'R20261101-01/SCSTMT/.*_SCSTMT\.pdf'
picture report-trend 1 gulf 'R20261101-01/.*_C1133_.*_BDR\.pdf'
picture claim-ru 1 sibir '_CLAIM\.pdf'
picture guarantee-ru 1 sibir '_GUAR\.pdf'
# a print file: the head of its count sheet
print=$B/demo/gulf/out/R20261101-01/R20261101-01_STMT.pdf
pdftoppm -r 110 -f 1 -l 1 -x 0 -y 0 -W 910 -H 582 "$print" | python3 tests/quantise.py "$OUT/print.png" || missing=1

# screen NAME HEIGHT PAGE: how a browser shows a page
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
screen() {
	"${browser:-chromium}" --headless --no-sandbox --disable-gpu --hide-scrollbars --user-data-dir="$PWD/$B/pictures/profile" \
		--window-size="1000,$2" --screenshot="$PWD/$B/pictures/$1.png" "file://$3" >/dev/null 2>&1
	convert "$B/pictures/$1.png" ppm:- | python3 tests/quantise.py "$OUT/$1.png" || missing=1
	printf '%-22s %4d KB\n' "$1.png" "$(($(wc -c <"$OUT/$1.png") / 1024))"
}
mkdir -p "$B/pictures"
screen page 640 "$PWD/$B/demo/gulf/out/R20261101-01/index.html"
# the beginning of the desk
{
	echo '<!doctype html><meta charset="utf-8"><body style="margin:14px 18px;background:#fff"><pre style="font:15px/1.3 monospace">$ ledgerpress status'
	"$B/ledgerpress" -C "$B/demo/gulf" status 2>/dev/null | sed -n '/^Desk/,$p' | head -n 30 | sed -e 's/&/\&amp;/g' -e 's/</\&lt;/g'
	echo '</pre></body>'
} >"$B/pictures/desk.html"
screen desk 640 "$PWD/$B/pictures/desk.html"
exit $missing
