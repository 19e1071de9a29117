# plan TYPE --customer C says each condition by itself: of every type and customer of both samples, what it says does not
# hold is what the planner found, and a paper is made where all hold.
. "$TOP/tests/lib.sh"
gulf gulf
sibir sibir
"$LP" -q -C gulf make REM0 REM1 REM2 ESCN STMT --as-of 2026-10-20 >/dev/null 2>&1
verdict $? "a month before is made"
"$LP" -q -C gulf record promise --customer C1111 --date 2026-10-28 --promise-date 2026-11-20 >said 2>&1
"$LP" -q -C gulf record do_not_write --customer C1114 --date 2026-10-28 --next-date 2026-11-10 >said 2>&1
"$LP" -q -C gulf record agency --customer C1132 --date 2026-10-28 >said 2>&1
cat >agree.py <<'PY'
import csv, sys
said, planned, asked = {}, {}, set()
for r in csv.DictReader(open("conditions")):
    said.setdefault((r["type"], r["customer"]), {})[r["condition"]] = r
for r in csv.DictReader(open("why")):
    planned[r["type"], r["customer"]] = r
bad = 0
for k, rows in said.items():
    made = rows.pop("made")
    unmet = {t for t, r in rows.items() if r["holds"] == "NO"}
    why = planned.get(k)
    reasons = set(why["reason"].split(",")) if why else {"not_of_customers"} if made["holds"] == "NO" else set()
    if (made["holds"] == "yes") != (not unmet) or not reasons <= unmet or (made["holds"] == "yes" and why):
        print(*sys.argv[1:], *k, made["holds"], "planner:", sorted(reasons), "said:", sorted(unmet))
    if why and made["from"] != why["first_on"]: print(*sys.argv[1:], *k, "from", made["from"], "planner:", why["first_on"])
    for t, r in rows.items():
        if r["holds"] == "yes" and r["from"]: print(*sys.argv[1:], *k, t, "holds, and has a day")
    if len(rows) > len(unmet): bad += 1
for t in open("types").read().split():
    if not any(k[0] == t for k in said): print(*sys.argv[1:], "says nothing of", t)
print(len(said), bad, file=open("counted", "a"))
PY
day() {
	house=$1
	# shellcheck disable=SC2046
	set -- $(sqlite3 $house/ledger.db "SELECT '--customer ' || code FROM customer WHERE code NOT LIKE '% %'") --as-of $2
	# shellcheck disable=SC2046
	"$LP" -C $house plan $(cat types) "$@" --csv --why >why 2>said || cat said
	# shellcheck disable=SC2046
	"$LP" -C $house plan $(cat types) "$@" --csv --conditions >conditions 2>said || cat said
	python3 agree.py $house || echo "no comparison of $house"
}
for t in "$TOP"/layouts/*.sql; do
	grep -q '^-- name: jobs' "$t" && sed -n 's/.*<layout[^>]* code="\([A-Z0-9]*\)".*/\1/p' "${t%.sql}.xml"
done >types
[ "$(wc -l <types)" -ge 15 ]
verdict $? "$(wc -l <types) types"
{ day gulf 2026-11-01; day sibir 2026-11-02; } | empty "planner and conditions agree"
awk '{ n += $1; some += $2 } END { exit !(n > 700 && some > 300) }' counted
verdict $? "of $(awk '{ n += $1 } END { print n }' counted) types and customers"

# every reason that a jobs query, the clock, an item or the planner gives has its meaning, and its name on paper
cat >reasons.py <<'PY'
import pathlib, re, sys
top = pathlib.Path(sys.argv[1])
read = lambda f: (top / f).read_text()
meant = set(re.findall(r'^R\("(\w+)"', read("gen/plan/reason.def"), re.M))
named = set(re.findall(r'<term code="(\w+)"', read("layouts/terms.xml")))
said = {}
for f in sorted((top / "layouts").glob("*.sql")):
    text = f.read_text()
    for t in re.findall(r'"unless (\w+)"', text): said.setdefault(t, f.name)
    for jobs in re.findall(r"^-- name: jobs\n(.*?)(?=^-- name: |\Z)", text, re.M | re.S):
        for reason in re.findall(r"(CASE(?:(?!CASE|END).)*END) AS reason", jobs, re.S):
            for t in re.findall(r"(?:THEN|ELSE) '(\w+)'", reason): said.setdefault(t, f.name)
clock = read("gen/plan/dunning.sql")
for part in re.findall(r"(CASE (?:(?!CASE|END).)*END) AS (?:stage_reason|reason)", clock, re.S):
    for t in re.findall(r"(?:THEN|ELSE) '(\w+)'", part): said.setdefault(t, "dunning.sql")
for part in re.findall(r"INSERT INTO hold\n(.*?);", clock, re.S):
    for t in re.findall(r"SELECT \w+\.?\w*, '(\w+)'|(?:THEN|ELSE) '(\w+)'", part): said.setdefault("".join(t), "dunning.sql")
items = read("gen/plan/items.c")
for t in re.findall(r'"(\w+)"', re.search(r"\bstopping\[\] = \{(.*?)\}", items, re.S)[1]): said.setdefault(t, "items.c")
for t in re.findall(r'blocked = "(\w+)"', items): said[t] = "items.c"
for f in ("gen/plan/strongest.c", "gen/plan/jobs.c"):
    for t in re.findall(r'reason = "(\w+)"', read(f)): said.setdefault(t, f)
everything = "\n".join(f.read_text() for g in ("gen/**/*.sql", "gen/**/*.c", "layouts/*.sql") for f in sorted(top.glob(g)))
for t in sorted(meant):
    if not re.search(rf"\b{t}\b", everything): print(f"reason.def: nothing gives the reason {t}")
for t, f in sorted(said.items()):
    if t not in meant: print(f"{f}: {t} has no meaning in reason.def")
    if t not in named: print(f"{f}: {t} is no term")
print(len(said), file=open("reasons", "w"))
PY
python3 reasons.py "$TOP" 2>&1 | empty "each reason has its meaning and its term"
[ "$(cat reasons)" -ge 60 ]
verdict $? "$(cat reasons) reasons"

# as people read it; and what make says of a type that was asked for and is not due
COLUMNS=200 "$LP" -C gulf plan NOTICE --customer C1111 --as-of 2026-11-01 >said 2>&1
grep -q "No     no promise is pending  *promised for 20.*Nov.*2026  *21.*Nov.*2026" said
verdict $? "a promise is named with its day" || cat said
COLUMNS=200 "$LP" -C gulf make REM1 --customer C1103 --as-of 2026-11-01 >said 2>&1
grep -q "REM1  C1103     No     no later stage is reached  *ESCN from 31 days on" said && grep -q "nothing to make" said
verdict $? "make REM1 says which stage is reached instead" || cat said
exit $bad
