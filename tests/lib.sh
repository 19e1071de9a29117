# What checks share: ok, not_ok, verdict. Read with `. "$TOP/tests/lib.sh"`; run in a scratch folder.
bad=0
ok() { echo "ok $*"; }
not_ok() { bad=1; echo "not ok $*"; }
# verdict STATUS TITLE: ok when STATUS is 0.
verdict() { if [ "$1" -eq 0 ]; then shift; ok "$*"; else shift; not_ok "$*"; fi; }
# is TITLE GOT WANTED
is() { if [ "$2" = "$3" ]; then ok "$1"; else not_ok "$1"; echo "   is: $2"; echo "   wanted: $3"; fi; }
# empty TITLE: stdin must be empty; what is there is shown.
empty() {
	found=$(head -n 20)
	if [ -z "$found" ]; then ok "$1"; else not_ok "$1"; printf '%s\n' "$found" | sed 's/^/   /'; fi
}
# gulf, sibir, parts, fjord: a copy of the imported sample house as ./house.
gulf() { cp -R "$OUT/fixture/gulf" "${1:-house}"; }
sibir() { cp -R "$OUT/fixture/sibir" "${1:-house}"; }
parts() { cp -R "$OUT/fixture/parts" "${1:-house}"; }
fjord() { cp -R "$OUT/fixture/fjord" "${1:-house}"; }
# papers: what the demo's runs made and registered; print files, previews and filed scans are none.
papers() {
	find "$DEMO/gulf/out" "$DEMO/sibir/out" -mindepth 3 -name '*.pdf' |
		grep -E '/(R|HO)[0-9-]+/(STMT|SCSTMT|REM[012]|ESCN|NOTICE|CONF|CASHN|CLAIM|GUAR|BDR|HO[A-Z]+|COLSCH)/' | sort
}
