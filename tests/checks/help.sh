# The author's reference is whole: what the program takes, what the shipped papers and houses use, and what a run's database holds all stand
# in `ledgerpress help TOPIC`, each with its meaning.
. "$TOP/tests/lib.sh"
"$LP" help | sed -n '/^Reference/,/^$/s/^  \([a-z]*\)  .*/\1/p' >topics
is "the topics" "$(tr '\n' ' ' <topics)" "layout queries tables profile house policy events doctypes json commands messages "
while read -r t; do
	"$LP" help "$t" --json >"$t.json" 2>said || { echo "help $t:"; cat said; }
	jq -r '.rows[] | select((.meaning // "") == "") | .name' "$t.json" | sed "s/^/$t: no meaning: /"
	"$LP" help "$t" | awk 'length > 90 { print FILENAME ": " $0 }'
done <topics | empty "each says something of everything in it"
"$LP" help | sed -n '/^Reference/q; s/^  \([a-z]*\)  *[A-Za-z].*/\1/p' | while read -r c; do
	"$LP" help "$c" >one && "$LP" "$c" -h >two && cmp -s one two || echo "$c"
done | empty "help COMMAND is COMMAND -h"
"$LP" help evnts >said 2>&1
is "an unknown topic" "$? $(head -n 1 said)" "64 error: there is no topic or command evnts; did you mean events? [usage]; nothing is done"
ls -d "$DEMO"/gulf/out/R*/snapshot.db >snapshots 2>/dev/null
cat >whole.py <<'PY'
import csv, json, os, pathlib, re, sqlite3, subprocess, sys
import xml.etree.ElementTree as xml
top, house, snapshot = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
rows = {t: json.load(open(t + ".json"))["rows"] for t in open("topics").read().split()}
def entries(t, section=None): return {r["name"] for r in rows[t] if r["of"] is None and (section is None or r["section"] == section)}
def parts(t): return {(r["of"], r["name"]) for r in rows[t] if r["of"]}
def lack(what, wanted, told, exact=True):
    for x in sorted(wanted - told): print(f"{what}: not told: {x}")
    for x in sorted(told - wanted) if exact else []: print(f"{what}: told, and is not: {x}")
def made(f, pattern): return set(re.findall(pattern, (top / f).read_text(), re.M))

# layouts: what is declared, and what the shipped ones use
voc = "gen/layout/vocabulary.def"
attributes = dict(re.findall(r'^NAME\((\w+), "(\w+)"\)', (top / voc).read_text(), re.M))
elements = dict(re.findall(r'^ELEMENT\((\w+), "(\w+)"', (top / voc).read_text(), re.M))
lack("elements", set(elements.values()), entries("layout", "ELEMENTS"))
own = {(elements[e], attributes[a]) for e, a in re.findall(r"^ATTRIBUTE\((\w+), (\w+),", (top / voc).read_text(), re.M)}
lack("attributes", own, parts("layout"))
shared = {(e, r["name"]) for r in rows["layout"] if r["section"].startswith("ATTRIBUTES") for e in r["meaning"].rsplit(". Of ")[1].split(", ")}
lack("shared attributes", {attributes[a] for a in made(voc, r"^SHARED\([A-Z_ |]+, (\w+),")}, {a for _, a in shared})
used, shows = set(), set()
for f in (top / "layouts").glob("*.xml"):
    if f.name == "terms.xml": continue
    for e in xml.parse(f).iter():
        used |= {(e.tag, a) for a in e.attrib}
        if "as" in e.attrib: shows.add(e.attrib["as"])
    shows |= set(re.findall(r"\{\w+\.\w+\|(\w+)\}", f.read_text()))
lack("attributes in use", used, parts("layout") | shared, exact=False)
lack("ways of writing", made(voc, r'^AS\(\w+, "(\w+)"'), entries("layout", "HOW VALUES ARE WRITTEN"))
lack("ways in use", shows, entries("layout", "HOW VALUES ARE WRITTEN"), exact=False)

# tables: the ledger's own, but for what no file has
db = sqlite3.connect(f"file:{house}/ledger.db?mode=ro", uri=True)
def columns(d): return {(t, c) for (t,) in d.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'").fetchall()
    for (c,) in d.execute("SELECT name FROM pragma_table_info(?)", (t,))}
sql = {"ledger": "entry", "holidays": "holiday", "staff": "staff", "evidence": "evidence"}
kept = columns(db)
for t in entries("tables"):
    mine = {c for x, c in kept if x == sql.get(t, t[:-1])}
    if not mine: print("tables: no table of the ledger is", t)
    told = {c for of, c in parts("tables") if of == t}
    if t == "evidence": mine = told  # another command takes it
    if t == "ledger": told -= {"customer_name", "debit", "credit"}
    lack(t, mine - {"id", "source", "line"} - (set() if t in ("ledger", "customers", "evidence") else {"currency"}), told)

# queries: the tables of a run as they lie in its snapshot, and what the program's own lists say
lack("tables of queries", {t for t, _ in parts("queries")}, entries("queries", "FROZEN TABLES") | entries("queries", "TABLES OF THE LEDGER"))
frozen = sqlite3.connect(f"file:{snapshot}?mode=ro", uri=True)
for name in entries("queries", "FUNCTIONS"):
    f, a = re.match(r"(\w+)\((.*)\)", name).groups()
    frozen.create_function(f, len(a.split(",")) if a else 0, lambda *a: None)
lack("frozen tables", columns(frozen), parts("queries"))
lack("queries", made("gen/db/named.def", r'^QUERY\("(\w+)"'), entries("queries", "QUERIES"))
lack("jobs", made("gen/db/named.def", r'^JOB\(\w+, "(\w+)"'), entries("queries", "COLUMNS OF JOBS"))
lack("parameters", made("gen/db/named.def", r'^(?:JOBS_)?PARAM\("(\w+)"'), {n[1:] for n in entries("queries", "PARAMETERS")})
told = r'\{"(\w+)", \d.*?, sql_'
lack("functions", made("gen/db/db_function.c", told) | made("gen/db/db_payment.c", told), {n.split("(")[0] for n in entries("queries", "FUNCTIONS")})
bound = made("gen/plan/jobs.c", r'query_bind_\w+\(q, "(\w+)"') - {"type", "json"}
lack("parameters", bound, {n[1:] for n in entries("queries", "PARAMETERS")} | entries("queries", "COLUMNS OF JOBS"), exact=False)
formats = {w.split()[1] for f in (top / "layouts").glob("*.sql") for l in re.findall(r"^-- columns: (.*)", f.read_text(), re.M)
    for w in l.split(",") if len(w.split()) > 1}
lack("formats", made("gen/db/named.def", r'^FORMAT\(\w+, "(\w+)"'), entries("queries", "FORMATS"))
lack("formats in use", formats, entries("queries", "FORMATS"), exact=False)

# house.ini, profiles, presets: every key that stands in a shipped file
def fits(key, names): return any(key == n or n.endswith("*") and key.startswith(n[:-1]) or key.rsplit(".", 1)[0] == n for n in names)
files = [*top.glob("samples/*/house.ini"), *top.glob("layouts/houses/*.ini"), *top.glob("layouts/presets/*.ini"), top / "layouts/profiles.ini"]
for f in files:
    section = ""
    for line in f.read_text().splitlines():
        if m := re.match(r"\[(.*)\]", line): section = m[1]
        if not (m := re.match(r"([\w.\- А-яA-z]+?) *=", line)) or line[0] in ";#": continue
        told = entries("policy") | {n for _, n in parts("policy")} if section == "policy" else entries("profile", "A PROFILE") if section.startswith("import.") \
            else entries("house", f"[{section}]")
        if not fits(m[1], told): print(f"{f.name}: [{section}] {m[1]} is not told")
for p in top.glob("layouts/presets/*.ini"):
    for k, v in re.findall(r"^(\S+) = (.*)", p.read_text(), re.M):
        if not any(r["name"] == k and f'{p.stem} {v}' in f'{r["value"]} {r["meaning"]}' for r in rows["policy"]):
            print(f"policy: {k} of {p.stem} is not told as {v}")
lack("families of policy", {of for of, _ in parts("policy")}, entries("policy"), exact=False)
keys = re.findall(r'^K\("([^"]+)", "([^"]+)"', (top / "gen/house/house_keys.def").read_text(), re.M)
lack("policy", {k for s, k in keys if s == "policy"}, entries("policy"), exact=False)
lack("profile", {k for s, k in keys if s == "import.*"}, entries("profile", "A PROFILE"))
lack("house", {k for s, k in keys if s not in ("policy", "import.*")}, entries("house"))
lack("shipped profiles", made("layouts/profiles.ini", r"^\[import\.(.*)\]"), entries("profile", "SHIPPED PROFILES"))
lack("events", made("gen/db/event.def", r'^E\("(\w+)"'), entries("events"))

# DocTypes, papers, messages
lack("doctypes", made("layouts/evidence.sql", r"^\t\('([A-Z0-9]+)', "), entries("doctypes", "DOCTYPES"))
codes = {m[1] for f in (top / "layouts").glob("*.xml") if (m := re.search(r'<layout[^>]* code="(\w+)"', f.read_text()))}
lack("papers", codes, entries("doctypes", "PAPERS THAT ARE MADE"))
for code, roles in re.findall(r"^\t\('(\w+)', '[^']*', '[^']*', '([a-z_ ]+)'\)", (top / "layouts/evidence.sql").read_text(), re.M):
    value = next(r["value"] for r in rows["doctypes"] if r["name"] == code)
    if value != "signed by " + " or ".join(roles.split()): print("doctypes:", code, value)
lack("messages", made("gen/base/diag.def", r'^D\(\w+, \w+, "([a-z0-9-]+)"'), entries("messages"))
PY
gulf
python3 whole.py "$TOP" house "$(head -n 1 snapshots)" >said 2>&1
verdict $? "it can be compared" || cat said
empty "it is whole: layouts, tables, queries, house.ini, profiles, policy, DocTypes, messages" <said
grep -q '^\.SS help policy' "$TOP/gen/cmd/ledgerpress.1"
verdict $? "the man page has it"
exit $bad
