# No leak and no error under valgrind: import, plan, make of some customers, a preview, a refused import.
. "$TOP/tests/lib.sh"
if nm "$LP" 2>/dev/null | grep -q __asan_init; then ok "built with AddressSanitizer, which watches everything"; exit 0; fi
gulf
vg="valgrind -q --suppressions=$TOP/tests/valgrind.supp --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,possible --child-silent-after-fork=no"
run() {
	want=$1
	shift
	$vg "$LP" -q -C house "$@" >said 2>&1
	status=$?
	if [ $status -eq "$want" ]; then ok "valgrind: $*"; else not_ok "valgrind: $* (status $status)"; grep -m 30 '==' said || tail -n 20 said; fi
}
run 0 import "$SAMPLES/gulf/exports/contacts.csv" --as contacts
run 0 plan STMT --as-of 2026-11-01 --customer C1103
run 0 make --as-of 2026-11-01 --customer C1143 -j 1
run 0 preview REM2 C1102 --as-of 2026-11-01
printf 'code,name\nX,\n,Y\nZ,"open\n' >house/bad.csv
run 1 import bad.csv --as customers
exit $bad
