# Never twice: what went out in October does not go out again in November, and a run repeated makes nothing.
. "$TOP/tests/lib.sh"
"$LP" -C "$DEMO/gulf" register list --csv >register.csv 2>said || { not_ok "register list --csv"; cat said; }
python3 - <<'PY' >facts
import csv, collections, sys
rows = list(csv.DictReader(open("register.csv", encoding="utf-8")))
print("columns:", ",".join(rows[0]) if rows else "none", file=sys.stderr)
def col(*names):
    for n in names:
        if rows and n in rows[0]:
            return n
    raise SystemExit(f"no column of {names}")
typ, subject, number = col("type"), col("customer", "subject"), col("number")
state = col("state")
key = "key" if "key" in rows[0] else None
as_of = col("as_of", "as-of", "date")
live = [r for r in rows if r[state] != "cancelled"]
print("numbers", len(live) == len({r[number] for r in live}) and len(rows) > 100)
levels = ("REM0", "REM1", "REM2", "ESCN")
seen, twice, back = {}, [], []
for r in sorted(live, key=lambda r: (r[as_of], r[number])):
    if r[typ] not in levels:
        continue
    k = (r[subject], r[key] if key else "")
    n = levels.index(r[typ])
    if k in seen and n == seen[k]:
        twice.append(k + (r[typ],))
    if k in seen and n < seen[k]:
        back.append(k + (r[typ],))
    seen[k] = n
print("twice", not twice, *twice[:5])
print("back", not back, *back[:5])
both = collections.defaultdict(set)
for r in live:
    if r[typ] in levels:
        both[r[subject]].add((r[as_of], r[typ]))
print("next", any(len({a for a, _ in v}) > 1 and len({t for _, t in v}) > 1 for v in both.values()))
PY
while read -r fact value rest; do
	case $fact in
	numbers) title="every paper has a number of its own" ;;
	twice) title="no reminder level goes twice to one customer and episode" ;;
	back) title="no level is lower than the one before" ;;
	next) title="some customer got one level in October and the next in November" ;;
	esac
	if [ "$value" = True ]; then ok "$title"; else not_ok "$title"; echo "   $rest"; fi
done <facts
[ "$(wc -l <facts)" -eq 4 ] || { not_ok "the register can be read"; head -n 3 register.csv; }
cp -R "$DEMO/gulf" again
(cd again && find out -name '*.pdf' -exec sha256sum {} + | sort -k2) >before
"$LP" -q -C again make --as-of 2026-11-01 --merged >said 2>&1
verdict $? "the same run again ends well"
(cd again && find out -name '*.pdf' -exec sha256sum {} + | sort -k2) >after
diff before after | empty "and makes nothing"
"$LP" -C again register list --csv 2>/dev/null | cmp -s - register.csv
verdict $? "and registers nothing"
exit $bad
