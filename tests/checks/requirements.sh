# tests/requirements.md: what it names as doing something exists: papers and commands in the demo, keys, columns, events, files.
. "$TOP/tests/lib.sh"
for t in policy tables events; do "$LP" help $t --csv >$t.csv; done
cat >look.py <<'PY'
import csv, glob, pathlib, re, sys
top, demo = map(pathlib.Path, sys.argv[1:])
made = {p.parent.name for p in demo.glob("*/out/**/*.pdf")} | {re.split(r"[_.]", p.stem)[-1] for p in demo.glob("*/out/**/*.pdf")}
ran = " \n".join(p.read_text() for p in demo.glob("*/log/*.txt"))
policy = [r["name"] for r in csv.DictReader(open("policy.csv"))] + [r["of"] for r in csv.DictReader(open("policy.csv"))]
columns = {f"{r['of']}.{r['name']}" for r in csv.DictReader(open("tables.csv"))}
events = {r["name"] for r in csv.DictReader(open("events.csv"))}
seen, count, said = set(), {"done": 0, "part": 0, "open": 0}, None
for line in (top / "tests/requirements.md").read_text().split("\n"):
    if m := re.fullmatch(r"done (\d+) · part (\d+) · open (\d+)", line): said = [int(x) for x in m.groups()]
    m = re.fullmatch(r"\| ([A-Z]+-\d+\w?) \| .*? \| .* \| (\w+) \| (.*) \|", line)
    if not m: continue
    id, state, by = m.groups()
    if id in seen: print(f"{id} stands twice")
    seen.add(id)
    if state not in count: print(f"{id}: {state} is no state"); continue
    count[state] += 1
    names = re.findall(r"`([^`]+)`", by)
    if state == "done" and not names: print(f"{id} is done, and nothing is named that does it")
    if not by.strip(): print(f"{id}: nothing is said")
    for n in names:
        word, _, rest = n.partition(" ")
        ok = (n in made if re.fullmatch(r"[A-Z]{3,7}\d?", n) else any(f"ledgerpress {rest}" in line for line in ran.split("\n") if line.startswith("$ ")) if word == "ledgerpress"
              else any(k == rest or k.endswith("*") and rest.startswith(k[:-1]) for k in policy) if word == "policy" else rest in columns if word == "column"
              else rest in events if word == "event" else (top / n).exists() if "/" in n else n == "record")
        if not ok: print(f"{id}: {n} is not there")
if len(seen) < 163: print(f"{len(seen)} requirements of 163")
if said != list(count.values()): print(f"the head says {said}, the rows {list(count.values())}")
PY
python3 look.py "$TOP" "$DEMO" 2>&1 | empty "each of the $(grep -c '^| [A-Z]*-[0-9]' "$TOP/tests/requirements.md") requirements: what is named exists"
exit $bad
