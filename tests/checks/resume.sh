# A run that was killed and cannot simply go on: what stands in its way is named, with the way out, and nothing is lost or sent twice.
. "$TOP/tests/lib.sh"
only="--customer C1103 --customer C1132 --customer C1101"
# shellcheck disable=SC2086
make_it() { "$LP" -q -C house make --as-of "$1" -j 2 $only >said 2>&1; }
# Killed when the first file gets its name: all is planned, nothing is registered as made.
killed() {
	rm -rf house
	gulf house
	# shellcheck disable=SC2086
	strace -f -qq -o /dev/null -e "trace=$1" -e "inject=$1:signal=KILL:when=$2" "$LP" -q -C house make --as-of 2026-11-01 -j 2 $only >/dev/null 2>&1
}
states() { sqlite3 house/ledger.db "SELECT group_concat(state || ' ' || n, ', ') FROM (SELECT state, count(*) AS n FROM paper GROUP BY 1 ORDER BY 1)"; }

killed renameat2 1
all=$(sqlite3 house/ledger.db "SELECT count(*) FROM paper")
is "everything was planned" "$(states)" "planned $all"
"$LP" -q -C house plan --as-of 2026-11-02 --customer C1103 --why >said 2>&1
grep -q 'R20261101-01 is unfinished: .* planned only \[run-unfinished\]' said
verdict $? "plan of another day tells of the unfinished run"
make_it 2026-11-02
grep -q 'run-unfinished' said
verdict $? "and so does make"
make_it 2026-11-01
status=$?
grep -q 'run-unfinished' said
is "the same words finish it, without that warning" "$status $?" "0 1"

# Its frozen ledger is damaged: it is not resumed, given up, and its papers go by the next run.
killed renameat2 1
printf x | dd of=house/out/R20261101-01/snapshot.db bs=1 seek=5000 conv=notrunc 2>/dev/null
make_it 2026-11-01
is "a damaged snapshot is not resumed" "$? $(states)" "2 planned $all"
grep -q 'register cancel R20261101-01' said
verdict $? "and the way out is told"
"$LP" -q -C house register cancel R20261101-01 --reason "its snapshot is damaged" >said 2>&1
is "the run is given up" "$? $(states)" "0 cancelled $all"
"$LP" -C house verify out/R20261101-01 >said 2>&1
is "what was never made is not missed" "$? $(grep -c missing said)" "0 0"
make_it 2026-11-01
is "its papers go by the next run, once each" "$? $(states)" "0 cancelled $all, made $all"
is "each of them in the place of the one given up" "$(sqlite3 house/ledger.db "SELECT count(DISTINCT replaces) FROM paper WHERE state = 'made'")" "$all"
"$LP" -q -C house register cancel R20261101-02 --reason "no reason" >said 2>&1
is "a run that is made is not given up" "$? $(states)" "1 cancelled $all, made $all"

# A paper of it is changed: said, kept, and the run stays open until the paper is moved away and made anew with the same bytes.
killed rename 2
file=$(cd house && find out -name '*STMT*.pdf' | sort | head -n 1)
cp "house/$file" as-made
echo >>"house/$file"
make_it 2026-11-01
is "a changed paper is said" "$? $(grep -c 'run-file' said)" "1 1"
is "and the run stays open" "$(sqlite3 house/ledger.db "SELECT state FROM run")" planned
rm "house/$file"
make_it 2026-11-01
is "moved away it is made anew" "$? $(sqlite3 house/ledger.db "SELECT state FROM run")" "0 made"
cmp -s as-made "house/$file"
verdict $? "with the same bytes"

# Frozen by an older version of the program, with another form of the ledger: it is not resumed, what was made stays issued, what was only planned
# goes by the next run. Of a finished run the papers are there, and only its print file is not made again.
older() {
	sqlite3 house/out/R20261101-01/snapshot.db "PRAGMA user_version = 14"
	sqlite3 house/ledger.db "UPDATE run SET snapshot_sha256 = '$(sha256sum house/out/R20261101-01/snapshot.db | cut -d' ' -f1)'"
}
killed rename 2
older
last=$(sqlite3 house/ledger.db "SELECT file FROM paper ORDER BY id DESC LIMIT 1")
rm "house/$last"
sqlite3 house/ledger.db "UPDATE paper SET state = 'planned', sha256 = NULL, bytes = NULL, pages = NULL WHERE file = '$last'"
sum=$(cd house && find out -name '*.pdf' -exec sha256sum {} + | sort)
make_it 2026-11-01
is "a run of an older version is not resumed" "$? $(grep -c 'run-snapshot' said) $(states)" "2 1 made $((all - 1)), planned 1"
grep -q 'is of another version' said && grep -q 'register cancel R20261101-01' said
verdict $? "and the way out is told"
is "its papers are as they were" "$(cd house && find out -name '*.pdf' -exec sha256sum {} + | sort)" "$sum"
"$LP" -q -C house register cancel R20261101-01 --reason "of an older version" >said 2>&1
is "the run is given up" "$? $(states) $(grep -c "1 paper that was" said)" "0 cancelled 1, made $((all - 1)) 1"
make_it 2026-11-01
is "what was only planned goes by the next run, nothing twice" "$? $(states) $(sqlite3 house/ledger.db "SELECT count(*) - count(DISTINCT key) FROM paper WHERE state = 'made'")" "0 cancelled 1, made $all 0"
rm -rf house
gulf house
make_it 2026-11-01
older
"$LP" -q -C house print R20261101-01 >said 2>&1
is "a finished run of an older version is not printed anew" "$? $(grep -c 'is of another version' said)" "1 1"
"$LP" -q -C house verify out/R20261101-01 >said 2>&1
verdict $? "but it is whole"
"$LP" -q -C house register cancel "$(sqlite3 house/ledger.db "SELECT number FROM paper LIMIT 1")" --reason wrong >said 2>&1
is "and a paper of it can be taken back" "$? $(states)" "0 cancelled 1, made $((all - 1))"
exit $bad
