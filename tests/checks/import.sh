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
# strike CALLS FAULT: the house after a fault, and after the next run. came: how many of the faults did.
came=0
strike() {
	cp -R empty house
	strace -f -qq -o /dev/null -e "trace=$1" -e "inject=$1:$2" "$LP" -q -C house import "$PWD/ledger.csv" >said 2>&1
	status=$?
	[ $status -eq 0 ] || came=$((came + 1))
	all house >is 2>&1
	if cmp -s is want.new; then now=new; elif cmp -s is want.old; then now=old; else now=neither; fi
	case $status-$now in
	0-new | 2-old) ok "$1:$2: exit $status, the $now ledger" ;;
	137-old) ok "$1:$2: killed, the old ledger" ;;
	137-new) ok "$1:$2: killed, the new ledger" ;;
	*) not_ok "$1:$2: exit $status, the $now ledger"; tail -n 3 said; head -n 3 is ;;
	esac
	# a disk that fails is one fatal thing, and has the ledger's name
	if [ $status -eq 2 ]; then
		grep -E 'error:|fatal:|bug:' said >is
		case $(wc -l <is)-$(cat is) in
		"1-ledger.db: fatal: "*) ;;
		*) not_ok "$1:$2: what is said"; cat is ;;
		esac
	fi
	import house >said 2>&1 && all house | cmp -s - want.new || not_ok "$1:$2: the next run does not end the same"
	rm -rf house
}
for k in 1 2 3 4 5 9 40 200 700 1100; do strike pwrite64 "error=ENOSPC:when=$k+"; done
for k in 1 2 3 4 5 9 40 200 700 1100; do strike pwrite64 "signal=KILL:when=$k"; done
for k in 1 2 3 4 5 6 7; do
	strike fdatasync,fsync "error=EIO:when=$k"
	strike fdatasync,fsync "signal=KILL:when=$k"
done
for k in 1 2; do strike fdatasync,fsync "error=EIO:when=$k+"; done
for k in 1 2 3; do
	strike ftruncate "signal=KILL:when=$k"
	strike unlink "signal=KILL:when=$k"
done
[ $came -ge 30 ]
verdict $? "the faults came: $came"
# pages PRAGMAS: a ledger of pages that are not the usual ones takes the load as any other.
pages() {
	cp -R empty house
	sqlite3 house/ledger.db "PRAGMA journal_mode = DELETE; $1; VACUUM" >said
	import house >said 2>&1
	is "$1: exit" $? 0
	grep -E 'error|fatal|bug' said | empty "$1: no trouble is said"
	all house | cmp -s - want.new
	verdict $? "$1: the new ledger"
	rm -rf house
}
for size in 512 1024 8192 65536; do pages "PRAGMA page_size = $size"; done
is "and its pages stay" "$(cp -R empty house; sqlite3 house/ledger.db 'PRAGMA journal_mode = DELETE; PRAGMA page_size = 8192; VACUUM' >said
	import house >said; sqlite3 house/ledger.db 'PRAGMA page_size'; rm -rf house)" 8192
pages "PRAGMA auto_vacuum = 1"
# The same file again, which is larger than the ledger that took what it wanted of it.
awk 'BEGIN {
	x = sprintf("%1000s", ""); gsub(/ /, "x", x)
	print "customer,type,number,date,due,amount,remark"
	for (i = 0; i < 4000; i++)
		printf "C%03d,invoice,INV-%06d,2026-01-02,,%d.00,%s\n", i % 500, i, i + 1, x
}' >wide.csv
cp -R empty house
"$LP" -q -C house import "$PWD/wide.csv" >said 2>&1
verdict $? "a wide file"
[ "$(wc -c <wide.csv)" -gt "$(wc -c <house/ledger.db)" ]
verdict $? "is larger than its ledger"
cksum <house/ledger.db >was
"$LP" -q -C house import "$PWD/wide.csv" >said 2>&1
verdict $? "the same file again"
cksum <house/ledger.db | cmp -s was -
verdict $? "leaves the ledger's bytes"
exit $bad
