# Eight processes make the same papers at once: each paper is made once, by one of them, and nobody is harmed.
. "$TOP/tests/lib.sh"
gulf clean
"$LP" -q -C clean make --as-of 2026-11-01 >said 2>&1 || { not_ok "the undisturbed run"; tail said; exit 1; }
gulf house
for i in 1 2 3 4 5 6 7 8; do
	("$LP" -q -C house make --as-of 2026-11-01 -j 1 >"said.$i" 2>&1; echo $? >"status.$i") &
done
wait
# busy is an answer (1), another is not
cat status.? | grep -v '^[01]$' | empty "all eight end well or say that another is at it"
grep -hE 'error|fatal|bug' said.? | grep -v run-busy | empty "and no other trouble is said"
is "each paper stands once in the register" \
	"$(sqlite3 house/ledger.db "SELECT count(*), count(DISTINCT key), count(DISTINCT number) FROM paper WHERE state = 'made'")" \
	"$(sqlite3 clean/ledger.db "SELECT count(*), count(*), count(*) FROM paper")"
is "numbers have no gap" "$(sqlite3 house/ledger.db "SELECT sum(last) FROM sequence WHERE name LIKE '%-2026' AND name NOT LIKE 'case%'")" \
	"$(sqlite3 house/ledger.db "SELECT count(*) FROM paper")"
(cd clean && find out -type f -exec sha256sum {} + | sort -k2) >want
(cd house && find out -type f -exec sha256sum {} + | sort -k2) | diff want - | empty "the files are those of an undisturbed run"
# Bundles of one case at once, to one folder: each ends well, and there is one, as from a process alone.
case=$(sqlite3 house/ledger.db "SELECT id FROM bad_case ORDER BY id LIMIT 1")
"$LP" -q -C house bundle "$case" --to "$PWD/alone" >said 2>&1
verdict $? "a bundle is made alone"
n=0
while [ $n -lt 20 ]; do
	n=$((n + 1))
	rm -rf both
	for i in 1 2 3; do ("$LP" -q -C house bundle "$case" --to "$PWD/both" >"said.$i" 2>&1 || echo "round $n, process $i: $(cat "said.$i")" >>uneven) & done
	wait
	# shellcheck disable=SC2012
	[ "$(ls -A both | wc -l)" = 1 ] && cmp -s both/*.zip alone/*.zip || echo "round $n: $(ls -A both)" >>uneven
done
touch uneven
empty "three bundles of a case at once, twenty rounds: one, whole, and the same bytes" <uneven
# Court files of one case at once, while an import writes: one, whole, and exhibits that are numbered once. RACES rounds (make soak: 20).
full=$(sqlite3 house/ledger.db "SELECT id FROM bad_case WHERE customer = 'C1132'")
printf 'code,name\nZ9,Other\n' >others.csv
rm -f uneven
n=0
while [ $n -lt "${RACES:-4}" ]; do
	n=$((n + 1))
	rm -rf both
	for i in 1 2 3; do ("$LP" -q -C house bundle "$full" --court --to "$PWD/both" >"said.$i" 2>&1 || echo "round $n, process $i: $(cat "said.$i")" >>uneven) & done
	("$LP" -q -C house import "$PWD/others.csv" >said.4 2>&1 || echo "round $n: $(cat said.4)" >>uneven) &
	printf 'code,name\nZ9,Other %s\n' "$n" >others.csv
	wait
	# shellcheck disable=SC2012
	[ "$(ls -A both | wc -l)" = 2 ] && qpdf --check both/*COURT.pdf >/dev/null 2>&1 || echo "round $n: $(ls -A both)" >>uneven
done
touch uneven
empty "three court files at once, beside an import, ${RACES:-4} rounds: one, and whole" <uneven
is "no exhibit is numbered twice" "$(sqlite3 house/ledger.db "SELECT count(*) - count(DISTINCT case_id || ' ' || subject) FROM exhibit")" 0
# Other days at once: other runs, and still no key twice.
for i in 1 2 3 4; do ("$LP" -q -C house make --as-of 2026-12-0$i -j 1 >"said.$i" 2>&1; echo $? >"status.$i") & done
wait
cat status.[1234] | grep -v '^[01]$' | empty "four days at once end well"
is "no key twice" "$(sqlite3 house/ledger.db "SELECT count(*) - count(DISTINCT key) FROM paper WHERE state NOT IN ('cancelled', 'failed')")" 0
# An import that has waited for another one knows what that one has brought: here the customer's name and days, in each of the ways that
# an import takes. The other one is a writer that holds the lock until the import must be waiting.
printf '[company]\nname = Race\n[locale]\ncurrency = AED\nlanguages = en\n' >house.ini
printf 'code,name,kind,terms_days,currency\nK1,Master LLC,company_credit,60,AED\n' >master.csv
printf 'customer,customer_name,type,number,date,amount,currency\nK1,FLAT,invoice,F1,2026-09-01,900.00,AED\n' >flat.csv
awk 'BEGIN {
	x = sprintf("%60s", "goods")
	print "customer,customer_name,type,number,date,amount,currency,text"
	for (i = 1; i <= 15000; i++)
		printf "K1,FLAT,invoice,F%d,2026-09-01,900.00,AED,%s\n", i, x
}' >large.csv
state() { sqlite3 "$1/ledger.db" 'SELECT code, name, terms_days, currency, line FROM customer; SELECT DISTINCT customer, date, due - date, amount FROM entry; SELECT count(*) FROM entry'; }
fresh() { rm -rf "$1" && mkdir "$1" && cp house.ini "$1/" && "$LP" -q -C "$1" check >said 2>&1; printf 'code,name\nZ9,Other\n' >other.csv; "$LP" -q -C "$1" import "$PWD/other.csv" >said 2>&1; }
for file in flat large; do
	fresh seq
	"$LP" -q -C seq import "$PWD/master.csv" >said 2>&1
	"$LP" -q -C seq import "$PWD/$file.csv" >said 2>&1
	state seq >want
	fresh now
	cp -R now done
	"$LP" -q -C done import "$PWD/master.csv" >said 2>&1
	python3 - "$LP" "$file.csv" >said 2>&1 <<'PY'
import os, sqlite3, subprocess, sys, time
b = sqlite3.connect("now/ledger.db", isolation_level=None)
b.execute("ATTACH 'done/ledger.db' AS done")
b.execute("BEGIN IMMEDIATE")
p = subprocess.Popen([sys.argv[1], "-q", "-C", "now", "import", os.path.abspath(sys.argv[2])])
time.sleep(1)
for t in "source", "customer":
    b.execute(f"INSERT INTO main.{t} SELECT * FROM done.{t} t WHERE rowid NOT IN (SELECT rowid FROM main.{t})")
b.execute("COMMIT")
b.close()
sys.exit(p.wait())
PY
	verdict $? "an import of the $file file waits for another one"
	state now | diff want - | empty "and knows its customer"
	rm -rf done
done
# Both at once: the one or the other sequence.
fresh rev
for file in flat master; do "$LP" -q -C rev import "$PWD/$file.csv" >said 2>&1; done
fresh seq
for file in master flat; do "$LP" -q -C seq import "$PWD/$file.csv" >said 2>&1; done
fresh now
python3 - "$LP" >said 2>&1 <<'PY'
import os, sqlite3, subprocess, sys, time
b = sqlite3.connect("now/ledger.db", isolation_level=None)
b.execute("BEGIN IMMEDIATE")
p = []
for f in "master.csv", "flat.csv":
    p.append(subprocess.Popen([sys.argv[1], "-q", "-C", "now", "import", os.path.abspath(f)]))
    time.sleep(.3)
b.execute("ROLLBACK")
b.close()
sys.exit(max(x.wait() for x in p))
PY
verdict $? "two imports at once"
state now >is
state seq | cmp -s - is || state rev | cmp -s - is
verdict $? "end as one after the other"
exit $bad
