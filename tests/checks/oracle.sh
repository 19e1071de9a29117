# What the demo's runs froze, against the samples' oracle; and what the statements print, against the same.
. "$TOP/tests/lib.sh"
for pair in gulf:2026-11-01 sibir:2026-11-02 parts:2026-11-03 fjord:2026-11-02; do
	h=${pair%%:*}
	day=${pair#*:}
	found=
	for s in "$DEMO/$h"/out/*/snapshot.db; do
		[ -f "$s" ] || continue
		n=$(sqlite3 "$s" "SELECT date(as_of * 86400, 'unixepoch') FROM run_info")
		[ "$n" = "$day" ] && found=$s
	done
	[ -n "$found" ]
	verdict $? "$h: the snapshot of $day is kept" || continue
	python3 "$TOP/tests/oracle.py" "$found" "$SAMPLES/$h" >lines || bad=1
	sed "s/^\(not \)\{0,1\}ok /&$h: /" lines
done
# totals at other dates: nothing after the day counts
python3 - "$SAMPLES/gulf/expected.json" <<'PY' >days
import json, sys
d = json.load(open(sys.argv[1]))
for day, t in d["as_of_totals"].items():
    for cur, v in t.items():
        digits = d["minor_digits"][cur]
        s = f"{v['sum']:0{digits + 1}d}"
        print(day, cur, s[:-digits] + "." + s[-digits:])
PY
gulf
while read -r day cur sum; do
	"$LP" -C house status --as-of "$day" --json 2>/dev/null | tr -d ' \n' | grep -qF "$sum" || echo "$day $cur $sum"
done <days | empty "status at $(cut -d' ' -f1 days | sort -u | wc -l) other dates"
# the printed paper
python3 - "$SAMPLES/gulf/expected-items.csv" "$DEMO/gulf/out" <<'PY'
import collections, csv, glob, re, subprocess, sys
want = collections.defaultdict(lambda: collections.defaultdict(int))
for r in csv.DictReader(open(sys.argv[1], encoding="utf-8")):
    want[r["customer"]][r["currency"]] += int(r["outstanding_minor"])
digits = {"KWD": 3}
wrong, looked = [], 0
for f in glob.glob(sys.argv[2] + "/*20261101*/STMT/**/*.pdf", recursive=True) or glob.glob(sys.argv[2] + "/*/STMT/**/*20261101_STMT*.pdf", recursive=True):
    code = f.rsplit("/", 1)[1].split("_")[1] if "_" in f.rsplit("/", 1)[1] else ""
    code = re.sub(r"~~.*", "", code)
    code = re.sub(r"~([0-9A-F]{2})", lambda m: chr(int(m[1], 16)), code)
    if code not in want:
        continue
    looked += 1
    text = subprocess.run(["pdftotext", "-raw", f, "-"], capture_output=True, text=True).stdout
    text = re.sub("[‎‏‪-‮⁦-⁩]", "", text)
    for cur, minor in want[code].items():
        d = digits.get(cur, 2)
        s = f"{abs(minor) // 10 ** d:,}.{abs(minor) % 10 ** d:0{d}d}"
        forms = {s, s.replace(",", "\u00a0").replace(".", ","), s.replace(",", "\u202f").replace(".", ","), s.replace(",", " ").replace(".", ",")}
        if not any(x in text for x in forms):
            wrong.append(f"{f.rsplit('/', 1)[1]}: {cur} {s} is not printed")
print(("not ok" if wrong or looked < 50 else "ok"), f"{looked} statements print the oracle's balance")
print("\n".join("   " + w for w in wrong[:10]))
sys.exit(bool(wrong) or looked < 50)
PY
[ $? -eq 0 ] || bad=1
exit $bad
