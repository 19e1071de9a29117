# Every list has its columns where help json says, as CSV and as JSON of a named form.
. "$TOP/tests/lib.sh"
gulf
cd house || exit 2
"$LP" -q evidence import "$SAMPLES/gulf/scans/evidence.csv" >/dev/null 2>&1
"$LP" -q make STMT REM1 BDR --as-of 2026-11-01 >/dev/null 2>&1
case=$(sqlite3 ledger.db "SELECT id FROM bad_case ORDER BY id LIMIT 1")
invoice=$(sqlite3 ledger.db "SELECT number FROM entry WHERE type = 'invoice' ORDER BY id LIMIT 1")
"$LP" -q make STMT --customer C1103 --as-of 2026-10-15 --freeze ../part >/dev/null 2>&1
"$LP" -q -C ../part make STMT --customer C1103 --as-of 2026-10-15 --shard 0/1 >/dev/null 2>&1
"$LP" -q record call --customer C1101 --date 2026-11-01 >/dev/null 2>&1
"$LP" -q plan --except C1103 --reason r --who w --as-of 2026-11-02 >/dev/null 2>&1
"$LP" case close "$case" --why settled --as-of 2026-11-02 --reason r >/dev/null 2>&1
cat >asked <<ROWS
register|register list
plan|plan STMT --as-of 2026-11-02
plan_why|plan REM1 --as-of 2026-11-02 --why
conditions|plan REM1 --customer C1103 --as-of 2026-11-02 --conditions
month|month --as-of 2026-11-02
merge|merge ../part/ledger.db
choices|plan --choices --as-of 2026-11-02
events|record list
cases|case list --all
history|case show $case
evidence|evidence list
gaps|evidence check
explain|explain $invoice
retention|retention --as-of 2036-01-01 --all
succession|handover --from S01 --to S02 --as-of 2026-11-02 --dry-run
signatures|sign STMT-2026-00001 BDR-2026-00001
layouts|check
doctor|doctor
versions|--version -v
wordings|wording REM1 --lang ar
help|help events
ROWS
"$LP" help json --json >all.json
is "every list is asked for" "$(jq -r '.rows[] | select(.of == null) | .name' all.json | sed 's,ledgerpress\.\([a-z_]*\)/[0-9]*,\1,' | sort | tr '\n' ' ')" "$(cut -d'|' -f1 asked | sort | tr '\n' ' ')"
cat >compare.py <<'PY'
import csv, io, json, re, subprocess, sys
program, rows = sys.argv[1], json.load(open("all.json"))["rows"]
lists, at = {}, None
for r in rows:
    if r["of"] is None:
        at = lists.setdefault(re.match(r"ledgerpress\.(\w+)/", r["name"])[1], {"schema": r["name"], "columns": []})
    else:
        at["columns"].append((r["name"], *r["value"].split(", ")))
for line in open("asked"):
    name, words = line.rstrip("\n").split("|")
    want, bad = lists[name], lambda s: print(f"{name}: {s}")
    run = lambda flag: subprocess.run([program, *words.split(), flag], capture_output=True, text=True, stdin=subprocess.DEVNULL).stdout
    texts = run("--json")
    decoder, docs, k = json.JSONDecoder(), [], 0
    while texts[k:].strip():
        doc, k = decoder.raw_decode(texts, k + len(texts[k:]) - len(texts[k:].lstrip()))
        docs.append(doc)
    docs = [d for d in docs if isinstance(d, dict) and d.get("schema") == want["schema"]]
    if len(docs) != 1: bad(f"{len(docs)} documents of the form {want['schema']}"); continue
    found = docs[0]["rows"]
    if not found: bad("has no row to look at")
    always = [c[0] for c in want["columns"] if "at times" not in c]
    every = [c[0] for c in want["columns"]]
    for r in found:
        keys = list(r)
        if keys not in (always, every): bad(f"columns {keys}"); break
    kind = {c[0]: c[1] for c in want["columns"]}
    for r in found:
        for key, v in r.items():
            if v is None or kind.get(key) is None: continue
            fits = {"number": lambda: isinstance(v, (int, float)), "date": lambda: re.fullmatch(r"\d{4}-\d\d-\d\d|", v), "money": lambda: re.fullmatch(r"-?\d+(\.\d+)?", v), "text": lambda: isinstance(v, str)}[kind[key]]
            if not fits(): bad(f"{key} is no {kind[key]}: {v!r}")
    heads = [row for row in csv.reader(io.StringIO(run("--csv"))) if row in (always, every)]
    if not heads: bad("the CSV's head is another")
PY
python3 compare.py "$LP" 2>&1 | sort | uniq -c | empty "each has the columns that help json says, of their kind"
grep -l 'out_open()' "$TOP"/gen/*/*.c | sed 's,.*/,,' | sort | tr '\n' ' ' >plain
is "what is a table and no list" "$(cat plain)" "cmd_start.c cmd_status.c list.c summary.c verify_json.c "
# what plan --conditions says is worded in every language: each meaning is a label of terms.xml, and po asks for its translations
sed -n 's/^R("\([a-z_]*\)", "\(.*\)")$/\1	\2/p' "$TOP/gen/plan/reason.def" | sort >meanings
[ "$(wc -l <meanings)" -gt 70 ]
verdict $? "the meanings are there"
sed -n 's/^.*<label name="met_\([a-z_]*\)">\(.*\)<.label>$/\1	\2/p' "$TOP/layouts/terms.xml" | sort | diff meanings - | empty "each meaning of a condition is a label with the same words"
for l in nb ru ar; do
	fjord in-$l
	sed -i "s/^languages *=.*/languages = $l, $(printf '%s\n' en ar ru nb | grep -vx $l | paste -sd, | sed 's/,/, /g')/" in-$l/house.ini
	COLUMNS=200 "$LP" -C in-$l plan --conditions REM1 --customer 10001 --as-of 2026-11-16 2>/dev/null >said
	cut -f 2 meanings | grep -Ff - said | empty "plan --conditions has no English meaning in $l"
	COLUMNS=200 "$LP" -C in-$l explain 202600644 2>/dev/null | grep -oE 'customer|days overdue|bucket|outstanding|limitation: ' | empty "nor has explain an English head in $l"
done
exit $bad
