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
# Other days at once: other runs, and still no key twice.
for i in 1 2 3 4; do ("$LP" -q -C house make --as-of 2026-12-0$i -j 1 >"said.$i" 2>&1; echo $? >"status.$i") & done
wait
cat status.[1234] | grep -v '^[01]$' | empty "four days at once end well"
is "no key twice" "$(sqlite3 house/ledger.db "SELECT count(*) - count(DISTINCT key) FROM paper WHERE state NOT IN ('cancelled', 'failed')")" 0
exit $bad
