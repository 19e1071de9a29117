# SIGKILL anywhere, then the same words again: files and register end byte-identical to an undisturbed run, nothing is made twice.
. "$TOP/tests/lib.sh"
run() { "$LP" -q -C "$1" make --as-of 2026-11-01 -j 2 >said 2>&1; }
files() { (cd "$1" && find out -type f -exec sha256sum {} + | sort -k2); }
register() {
	for t in run paper paper_item paper_event bad_case sequence; do
		echo "-- $t"
		sqlite3 "$1/ledger.db" "SELECT * FROM $t ORDER BY 1, 2"
	done
}
gulf clean
run clean || { not_ok "the undisturbed run"; tail said; exit 1; }
files clean >want.files
register clean >want.register
[ "$(wc -l <want.files)" -gt 100 ] || { not_ok "nothing was made"; exit 1; }

# same TITLE: house is run once more and must then be as the undisturbed one.
same() {
	run house
	status=$?
	files house | diff want.files - >differs
	register house | diff want.register - >>differs
	if [ $status -eq 0 ] && [ ! -s differs ]; then ok "$1"; else not_ok "$1 (exit $status)"; head -n 6 differs; tail -n 3 said; fi
	rm -rf house
}
# The K-th call of a kind kills the process that makes it. came: the kinds of which one did.
came=
struck() {
	gulf house
	strace -f -qq -o /dev/null -e "trace=$1" -e "inject=$1:signal=KILL:when=$2" "$LP" -q -C house make --as-of 2026-11-01 -j 2 >struck.txt 2>&1
	status=$?
	[ $status -eq 0 ] || came="$came $1"
	if [ $status -eq 0 ]; then
		# fewer than K such calls: the run is simply done
		files house | diff -q want.files - >/dev/null && echo "ok $1 $2: never came" || not_ok "$1 $2: exit 0, and not the same"
		rm -rf house
		return
	fi
	same "killed at $1 number $2 (exit $status)"
}
# The suite takes the first, some within and the last; KILL_POINTS=all, as make soak has it, many more.
if [ "${KILL_POINTS-}" = all ]; then
	for k in 1 2 17 64 65 100 147 190; do struck renameat2 $k; done
	for k in 1 2 3 4 6; do struck fsync $k; done
	for k in 1 2 3; do struck syncfs $k; done
	for k in 1 2 3 4 5; do struck fdatasync $k; done
	for k in 1 2 10 30 100 200; do struck pwrite64 $k; done
else
	for k in 1 65 147; do struck renameat2 $k; done
	for k in 1 3; do struck fsync $k; done
	for k in 1 3; do struck syncfs $k; done
	for k in 2 4; do struck fdatasync $k; done
	for k in 30 200; do struck pwrite64 $k; done
fi
struck rename 1
struck mkdir 2
for call in renameat2 fsync syncfs fdatasync pwrite64; do
	case " $came " in *" $call "*) ;; *) not_ok "no $call was struck" ;; esac
done

# A storm: killed again and again wherever it is, until one run gets through.
gulf house
n=0
while [ $n -lt 25 ]; do
	n=$((n + 1))
	timeout -s KILL "0.$((5 + n * 7 % 60))" "$LP" -q -C house make --as-of 2026-11-01 -j 2 >said 2>&1 && break
done
same "a storm of $n kills"

# A worker that is killed, by the machine for want of memory as a rule, stops the run, and its paper keeps its number; one that crashes costs its
# document, and the run goes on.
struck_worker() {
	gulf house
	"$LP" -q -C house make --as-of 2026-11-01 -j 2 >said 2>&1 &
	main=$!
	victim=
	while kill -0 $main 2>/dev/null && [ -z "$victim" ]; do victim=$(cat /proc/$main/task/*/children 2>/dev/null | tr ' ' '\n' | grep . | tail -n 1); done
	[ -n "$victim" ] && kill "-$1" "$victim" 2>/dev/null
	wait $main
	status=$?
	failed=$(sqlite3 house/ledger.db "SELECT count(*) FROM paper WHERE state = 'failed'")
	made=$(sqlite3 house/ledger.db "SELECT count(*) FROM paper WHERE state = 'made'")
}
all=$(grep -c '\.pdf$' want.files)
struck_worker KILL
if [ $status -ne 0 ]; then
	is "a killed worker stops the run, and no paper failed" "$status $failed $(grep -c 'worker-gone' said)" "2 0 1"
fi
same "the same words finish it, with the same numbers"
struck_worker SEGV
if [ "$failed" -eq 0 ]; then
	is "the worker was idle when it died: everything is made" "$status $made" "0 $all"
else
	is "a worker that crashes costs one document, and the exit says so" "$status $((made + failed)) $failed" "1 $all 1"
	grep -q '\[worker\]' said
	verdict $? "and it is said"
	run house
	verdict $? "the next run makes what is missing"
	is "and nothing twice" "$(sqlite3 house/ledger.db "SELECT count(*), count(DISTINCT key) FROM paper WHERE state = 'made'")" "$all|$all"
fi
exit $bad
