#!/bin/sh
# pdf_checks.sh FILE.pdf…: what others' tools say about PDFs: qpdf, poppler, mutool, and for PDF/A-1b PDFBox's preflight.
# One line a check, "ok - …" or "not ok - …: why"; the last line counts. Exit status 1 when a check failed.
set -u
passed=0
failed=0
scratch=$(mktemp -d) || exit 2
trap 'rm -rf "$scratch"' EXIT

ok() {
	passed=$((passed + 1))
	echo "ok - $1"
}

not_ok() {
	failed=$((failed + 1))
	echo "not ok - $1: $(head -n 3 "$2" | tr '\n' ' ')"
}

# check NAME COMMAND…: passes when the command succeeds and says nothing on stderr.
check() {
	name=$1
	shift
	if "$@" >"$scratch/out" 2>"$scratch/err" && [ ! -s "$scratch/err" ]; then
		ok "$name"
		return 0
	fi
	[ -s "$scratch/err" ] || cp "$scratch/out" "$scratch/err"
	[ -s "$scratch/err" ] || echo "fails" >"$scratch/err"
	not_ok "$name" "$scratch/err"
	return 1
}

# All fonts embedded (column emb); those that show text are subsets with a Unicode map (the form's font has WinAnsi).
fonts() {
	pdffonts "$1" >"$scratch/fonts" || return 1
	[ "$(wc -l <"$scratch/fonts")" -gt 2 ] || { echo "no font" >&2; return 1; }
	sed -n '3,$p' "$scratch/fonts" | grep -v ' yes yes \(yes\|no \) *[0-9]* *[0-9]*$' >&2 && return 1
	sed -n '3,$p' "$scratch/fonts" | grep ' CID ' | grep -v ' yes yes yes ' >&2 && return 1
	return 0
}

text() {
	pdftotext "$1" "$scratch/text" && grep -q '[^[:space:]]' "$scratch/text" || { echo "no text" >&2; return 1; }
	# presentation forms and the replacement character: text that cannot be searched
	LC_ALL=C.UTF-8 grep -nP '[\x{FB50}-\x{FDFF}\x{FE70}-\x{FEFC}\x{FFFD}]' "$scratch/text" >&2 && return 1
	return 0
}

# mutool reports on stderr what it repairs (-N: Debian's has no colour management and says so each time).
drawn() {
	mutool info "$1" >/dev/null || return 1
	mutool draw -q -N -r 20 -F pgm -o "$scratch/page%d.pgm" "$1" || return 1
	rm -f "$scratch"/page*.pgm
}

qpdf_clean() {
	qpdf --check "$1" >"$scratch/qpdf" 2>&1 || { grep -v '^checking' "$scratch/qpdf" >&2; return 1; }
}

: >"$scratch/archive"
for file; do
	check "qpdf: $file" qpdf_clean "$file" || continue
	check "fonts: $file" fonts "$file"
	check "text: $file" text "$file"
	check "mutool: $file" drawn "$file"
	grep -aq '<pdfaid:part>1</pdfaid:part>' "$file" && echo "$file" >>"$scratch/archive"
done

# One Java for all of them: a second a file otherwise. Reports are written beside the files, so these are links.
if [ -s "$scratch/archive" ]; then
	class_path=
	for jar in preflight xmpbox pdfbox2 fontbox2 commons-logging commons-io javax.activation jaxb-api; do
		class_path=$class_path:/usr/share/java/$jar.jar
	done
	n=0
	while read -r file; do
		n=$((n + 1))
		ln -s "$(realpath "$file")" "$scratch/archive$n.pdf"
		echo "$scratch/archive$n.pdf"
	done <"$scratch/archive" >"$scratch/links"
	java -cp "$class_path" org.apache.pdfbox.preflight.Validator_A1b xml batch "$scratch/links" >"$scratch/err" 2>&1
	n=0
	while read -r file; do
		n=$((n + 1))
		report=$scratch/archive$n.pdf.preflight.xml
		if grep -q '<isValid type="PDF/A1-b">true</isValid>' "$report" 2>/dev/null; then
			ok "preflight: $file"
		else
			[ -f "$report" ] && sed -n 's/ *<details>\(.*\)<\/details>/\1/p' "$report" >"$scratch/err"
			not_ok "preflight: $file" "$scratch/err"
		fi
	done <"$scratch/archive"
fi
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
