# A paper cancelled while its run is being made: the run goes on without it, says so, leaves no file, and the next run issues it anew, once.
. "$TOP/tests/lib.sh"
gulf house
ask() { sqlite3 -cmd '.timeout 5000' house/ledger.db "$1"; }
"$LP" -C house make --as-of 2026-11-01 -j 2 >said 2>&1 &
main=$!
# the plan is committed before the first paper is made; then the process is held where it is
while kill -0 $main 2>/dev/null && [ "$(ask 'SELECT count(*) FROM paper' 2>/dev/null)" = 0 ]; do :; done
kill -STOP $main
n=$(ask "SELECT number FROM paper WHERE state = 'planned' AND type = 'STMT' ORDER BY seq DESC LIMIT 1")
all=$(ask "SELECT count(*) FROM paper")
[ -n "$n" ] || { kill -CONT $main; wait $main; not_ok "the run was over before it could be held"; exit 1; }
"$LP" -q -C house register cancel "$n" --reason "wrong address" >cancelled 2>&1
is "a planned paper can be cancelled" "$?" 0
kill -CONT $main
wait $main
is "the run goes on to its end" "$?" 0
grep -q "$n was cancelled while R20261101-01 was made \[run-cancelled\]" said
verdict $? "and says what it left out"
grep -q "cancelled meanwhile 1" said
verdict $? "and counts it"
is "all others are made" "$(ask "SELECT group_concat(state || ' ' || n, ', ') FROM (SELECT state, count(*) AS n FROM paper GROUP BY 1 ORDER BY 1)")" \
	"cancelled 1, made $((all - 1))"
is "each has its file, and the one left out has none" "$(cd house && find out -name '*.pdf' | wc -l)" $((all - 1))
"$LP" -C house verify out/R20261101-01 >said 2>&1
verdict $? "the run is whole"
"$LP" -q -C house make --as-of 2026-11-01 -j 2 >said 2>&1
is "the next run issues it anew, and nothing else" "$? $(ask "SELECT count(*) FROM paper WHERE run <> 'R20261101-01'") $(ask "SELECT state FROM paper WHERE replaces = '$n'")" "0 1 made"
is "nothing went out twice" "$(ask "SELECT count(*) - count(DISTINCT key) FROM paper WHERE state = 'made'")" 0
"$LP" -C house make --as-of 2026-11-01 -j 2 >said 2>&1
grep -q "nothing to make" said
verdict $? "then nothing is left"

# Killed between naming the files and registering them, then cancelled: the file of what was never issued goes, when the run is resumed.
rm -rf house
gulf house
only="--customer C1103 --customer C1132"
# shellcheck disable=SC2086
strace -f -qq -o /dev/null -e trace=renameat2 -e inject=renameat2:signal=KILL:when=3 "$LP" -q -C house make --as-of 2026-11-01 -j 1 $only >/dev/null 2>&1
file=$(cd house && find out -name '*.pdf' | head -n 1)
n=$(ask "SELECT number FROM paper WHERE file = '$file'")
"$LP" -q -C house register cancel "$n" --reason "wrong address" >said 2>&1
is "a named, unregistered paper is cancelled" "$? $(ask "SELECT state FROM paper WHERE number = '$n'")" "0 cancelled"
# shellcheck disable=SC2086
"$LP" -q -C house make --as-of 2026-11-01 -j 1 $only >said 2>&1
is "the run is finished without it" "$? $(ask "SELECT state FROM run")" "0 made"
[ ! -e "house/$file" ]
verdict $? "and its file is gone"
exit $bad
