# Two processes hand the same salesman's customers over at once, to one successor and to two: one pack, and the other says why not.
# RACES rounds (make soak: 20).
. "$TOP/tests/lib.sh"
gulf base
n=0
while [ $n -lt "${RACES:-8}" ]; do
	n=$((n + 1))
	rm -rf house && cp -R base house
	second=S08
	[ $((n % 2)) = 0 ] && second=S07
	for to in S08 $second; do
		i=$((${i:-0} % 2 + 1))
		("$LP" -q -C house handover --from S04 --to "$to" --as-of 2026-11-01 -j 1 >"said.$i" 2>&1; echo $? >"status.$i") &
	done
	wait
	is "round $n: one pack" "$(sqlite3 house/ledger.db "SELECT count(*) || ' ' || sum(state = 'made') FROM run WHERE kind = 'handover'") $(find house/out -name '*HANDOVER.zip' | wc -l)" "1 1 1"
	cat status.? | grep -v '^[01]$' | empty "round $n: each ends well or says that another is at it"
done
exit $bad
