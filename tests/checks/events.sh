# One list of events for every door: what SQL asks for, `record` takes, an import knows and papers word is declared in event.def.
. "$TOP/tests/lib.sh"
"$LP" help events --csv | python3 -c '
import csv, sys
for r in csv.DictReader(sys.stdin):
    if not r["of"]: print(r["name"], r["value"].replace(" and ", " "))' >kinds
[ "$(wc -l <kinds)" -ge 30 ]
verdict $? "help names $(wc -l <kinds) events"
cat >used.py <<'PY'
import pathlib, re, sys
top = pathlib.Path(sys.argv[1])
found = set()
for f in sorted([*top.glob("gen/**/*.sql"), *top.glob("gen/**/*.c"), *top.glob("layouts/*.sql")]):
    text = re.sub(r'--.*', '', f.read_text())
    text = text.replace('"\n', '').replace('\\n', ' ')
    for statement in text.split(";"):
        for alias in re.findall(r"\b(?:FROM|JOIN) event\b(?: (?:AS )?(?!ON\b|WHERE\b|JOIN\b|LEFT\b|CROSS\b|GROUP\b|ORDER\b)([a-z]\w*))?", statement):
            dot = rf"(?:\b{alias}\.|(?<![.\w]))" if alias else r"(?<![.\w])"
            for m in re.finditer(dot + r"kind (?:=|<>|IS|IN) *(\([^)]*\)|'\w+')", statement):
                found |= {(w, f.name) for w in re.findall(r"'([a-z_]+)'", m[1])}
            for m in re.finditer(r"AS kind, column2 AS why FROM \(VALUES (.*?)\)\) w", statement, re.S):
                found |= {(w, f.name) for w in re.findall(r"\('(\w+)'", m[1])}
for w, f in sorted(found):
    print(w, f)
PY
python3 used.py "$TOP" >used
[ "$(cut -d' ' -f1 used | sort -u | wc -l)" -ge 10 ]
verdict $? "SQL asks for $(cut -d' ' -f1 used | sort -u | wc -l) kinds of event"
while read -r kind file; do
	grep -q "^$kind\( \|$\)" kinds || echo "$file asks for the event $kind"
done <used | empty "each is declared"
cut -d' ' -f1 kinds | while read -r kind; do
	grep -q "<term code=\"$kind\">" "$TOP/layouts/terms.xml" || echo "$kind"
done | empty "each has its term"
gulf
customer=C1132
"$LP" -q -C house make BDR --as-of 2026-10-20 --customer $customer >said 2>&1
report=$(sqlite3 house/ledger.db "SELECT number FROM paper WHERE type = 'BDR'")
invoice=$(sqlite3 house/ledger.db "SELECT number FROM entry WHERE customer = '$customer' AND type = 'invoice' LIMIT 1")
while read -r kind needs; do
	set -- record "$kind" --customer "$customer" --date 2026-10-20
	for n in $needs; do
		"$LP" -C house "$@" >/dev/null 2>said && echo "$kind is taken without its $n"
		case $n in
		invoice) set -- "$@" --invoice "$invoice" ;;
		promise_date) set -- "$@" --promise-date 2026-10-30 ;;
		reference)
			case $kind in
			approved | rejected)
				"$LP" -C house "$@" --reference 44/2026 >/dev/null 2>said && echo "$kind is taken of no report"
				set -- "$@" --reference "$report"
				;;
			*) set -- "$@" --reference 44/2026 ;;
			esac
			;;
		note) set -- "$@" --note "Director agreed" ;;
		*) echo "the check has no $n" ;;
		esac
	done
	"$LP" -q -C house "$@" >said 2>&1 </dev/null || { echo "record $kind:"; cat said; }
done <kinds | empty "record takes each, with what it needs and not without"
"$LP" -C house record lunch --customer "$customer" --date 2026-10-20 >said 2>&1
is "another is refused" "$?" 64
{ echo date,customer,kind,note; cut -d' ' -f1 kinds | sed "s/.*/2026-10-21,$customer,&,by import/"; } >kinds.csv
"$LP" -q -C house import ../kinds.csv --as events 2>&1 | grep -v "events: [0-9]* added$" | empty "an import knows each"
is "and the ledger holds them" "$(sqlite3 house/ledger.db "SELECT count(*) FROM event WHERE note = 'by import'")" "$(wc -l <kinds)"
exit $bad
