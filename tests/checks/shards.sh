# Twelve shards at once over one ledger: none gives up, and together they make what one run makes, each paper once.
. "$TOP/tests/lib.sh"
gulf clean
"$LP" -q -C clean make --as-of 2026-11-01 -j 2 >said 2>&1 || { not_ok "the undisturbed run"; tail said; exit 1; }
gulf house
for i in 0 1 2 3 4 5 6 7 8 9 10 11; do
	("$LP" -q -C house make --as-of 2026-11-01 -j 1 --shard $i/12 >"said.$i" 2>&1; echo $? >"status.$i") &
done
wait
cat status.* | grep -v '^0$' | empty "every shard ends well"
cat said.* | grep -E 'error|fatal|bug' | empty "and says no trouble"
keys() { sqlite3 "$1/ledger.db" "SELECT key, state, language, level, coalesce(case_id, '') FROM paper ORDER BY 1"; }
items() { sqlite3 "$1/ledger.db" "SELECT p.key, i.number, i.currency, i.outstanding FROM paper p JOIN paper_item i ON i.paper = p.id ORDER BY 1, 2, 3"; }
keys clean >want && keys house | diff want - | empty "together they are the papers of one run"
items clean >want && items house | diff want - | empty "about the same items and amounts"
is "numbers have no gap" "$(sqlite3 house/ledger.db "SELECT sum(last) FROM sequence WHERE name LIKE '%-2026' AND name NOT LIKE 'case%'")" \
	"$(sqlite3 house/ledger.db "SELECT count(*) FROM paper")"
(cd house && "$LP" verify out/R*) >said 2>&1
verdict $? "every run's folder is intact"
exit $bad
