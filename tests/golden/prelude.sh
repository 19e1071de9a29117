# What every golden case starts with; `cmd` is read after it, in a scratch copy of the case's folder.
# LP: the program. SAMPLES: the sample houses. The case's own files lie in `.`.

# gulf, sibir, parts, fjord: a copy of the sample house with everything imported, and into it.
gulf() { cp -R "$OUT/fixture/gulf" house && cd house; }
sibir() { cp -R "$OUT/fixture/sibir" house && cd house; }
parts() { cp -R "$OUT/fixture/parts" house && cd house; }
fjord() { cp -R "$OUT/fixture/fjord" house && cd house; }

# begin KIND PRESET: a copy of the new house that one.sh made, and into it; files of the case move along.
begin() {
	cp -R "$OUT/fixture/$1-$2" house
	set --
	for f in *; do [ "$f" = house ] || set -- "$@" "$f"; done
	[ $# -eq 0 ] || mv "$@" house/
	cd house || exit 2
}

# new_house [PRESET]: an empty house as init makes it.
new_house() { begin init "${1-sop}"; }

# own_house [PRESET]: the same without the example's mark, of which every command would remind.
own_house() { begin own "${1-sop}"; }

# put FILE: stdin as FILE.
put() { cat >"$1"; }

# note_house: own_house with a small document type of its own, NOTE, to be spoilt: its lines change with no shipped layout.
note_house() {
	own_house "$@"
	sed -i 's/^languages = .*/languages = en/' house.ini
	mkdir -p layouts/po
	put layouts/note.xml <<'XML'
<?xml version="1.0" encoding="UTF-8"?>
<layout version="1" code="NOTE" title="Statement of account" audience="customer">
	<include src="letterhead"/>
	<subject id="call">Please call {to.code}.</subject>
</layout>
XML
	put layouts/note.sql <<'SQL'
-- name: jobs
SELECT customer, salesman, language, 0 AS level, 'x' AS key, NULL AS reason, NULL AS first_on, sort FROM dunning;
SQL
}

# bundle_index CUSTOMER [OPTION…]: a bundle of the customer's case and its index, in the words of index.html. Hashes and sizes are those of PDFs
# and follow every change of the pages: folded.
bundle_index() {
	customer=$1
	shift
	$LP bundle "$(sqlite3 ledger.db "SELECT id FROM bad_case WHERE customer = '$customer'")" --to bundles "$@" 2>&1 || return
	unzip -p bundles/*.zip '*/data/index.html' | sed -nE '/<html/p; /<title/p; /<body/,$p' |
		sed -E 's,<td>[^<0-9a-f]*[0-9a-f]{16}( [0-9a-f]{16}){3}[^<]*</td>,<td>HASH</td>,'
}

# own_sql NAME SCRIPT: the house's own layouts/NAME.sql, which is the shipped one after sed's SCRIPT.
own_sql() {
	mkdir -p layouts
	sed -E "$2" "$TOP/layouts/$1.sql" >"layouts/$1.sql"
	! cmp -s "$TOP/layouts/$1.sql" "layouts/$1.sql" || echo "own_sql $1: the script changes nothing"
}

# scan FILE WORDS: a picture of one point, told from others by the words in it: a paper has a page, and words alone are none.
scan() { printf 'GIF89a\001\000\001\000\000\000\000;%s' "$2" >"$1"; }
