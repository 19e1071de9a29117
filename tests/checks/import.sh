# A large import under faults: killed or refused by the disk at any call, the ledger is the old one or the new one, and the next run
# ends the same.
. "$TOP/tests/lib.sh"
mkdir empty
printf '[company]\nname = Large\n[locale]\ncurrency = AED\nlanguages = en\n' >empty/house.ini
awk 'BEGIN { print "code,name"; for (i = 0; i < 500; i++) printf "C%03d,Customer %d\n", i, i }' >customers.csv
awk 'BEGIN {
	print "customer,type,number,date,due,amount,text"
	for (i = 0; i < 40000; i++)
		printf "C%03d,invoice,INV-%06d,2026-%02d-%02d,,%d.%02d,\"goods, week %d\"\n", i * 7919 % 500, i, i % 12 + 1, i % 28 + 1, i % 9000 + 1, i % 100, i % 53
}' >ledger.csv
"$LP" -q -C empty import "$PWD/customers.csv" >said 2>&1
all() { sqlite3 "$1/ledger.db" 'PRAGMA integrity_check; SELECT * FROM entry ORDER BY id; SELECT * FROM source; SELECT * FROM source_total; SELECT * FROM customer'; }
import() { "$LP" -q -C "$1" import "$PWD/ledger.csv"; }
cp -R empty clean
import clean >said 2>&1
verdict $? "the undisturbed import"
all clean >want.new
all empty >want.old
[ "$(sqlite3 clean/ledger.db 'SELECT count(*) FROM entry')" -eq 40000 ] || { not_ok "the rows are not there"; exit 1; }
# strike TITLE CALLS FAULT: the house after a fault, and after the next run.
strike() {
	cp -R empty house
	strace -f -qq -o /dev/null -e "trace=$1" -e "inject=$1:$2" "$LP" -q -C house import "$PWD/ledger.csv" >said 2>&1
	status=$?
	all house >is 2>&1
	if cmp -s is want.new; then now=new; elif cmp -s is want.old; then now=old; else now=neither; fi
	case $status-$now in
	0-new | [1-9]*-old) ok "$1:$2: exit $status, the $now ledger" ;;
	137-new) ok "$1:$2: killed, the new ledger" ;;
	*) not_ok "$1:$2: exit $status, the $now ledger"; tail -n 3 said; head -n 3 is ;;
	esac
	import house >said 2>&1 && all house | cmp -s - want.new || not_ok "$1:$2: the next run does not end the same"
	rm -rf house
}
for k in 1 2 3 4 5 9 40 200 700 1100; do strike pwrite64 "error=ENOSPC:when=$k+"; done
for k in 1 2 3 4 5 9 40 200 700 1100; do strike pwrite64 "signal=KILL:when=$k"; done
for k in 1 2 3 4 5 6 7; do
	strike fdatasync,fsync "error=EIO:when=$k"
	strike fdatasync,fsync "signal=KILL:when=$k"
done
for k in 1 2 3; do
	strike ftruncate "signal=KILL:when=$k"
	strike unlink "signal=KILL:when=$k"
done
exit $bad
