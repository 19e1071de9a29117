# What a house holds is its owner's alone: files 0600, folders 0700, whatever wrote them and whatever the umask is.
. "$TOP/tests/lib.sh"
umask 000
"$LP" -q init house --preset sop >said 2>&1
verdict $? "a house is made"
cp -R "$SAMPLES/gulf/scans" scans
cd house || exit 2
cp "$SAMPLES/gulf/house.ini" "$SAMPLES/gulf/logo.png" .
chmod 600 house.ini logo.png
"$LP" -q import "$SAMPLES"/gulf/exports/*.csv >../said 2>&1
verdict $? "the ledger is filled"
"$LP" -q evidence import ../scans/evidence.csv >../said 2>&1
"$LP" -q make --as-of 2026-11-01 --merged >../said 2>&1
"$LP" -q bundle "$(sqlite3 ledger.db "SELECT id FROM bad_case WHERE customer = 'C1133'")" --to bundles >../said 2>&1
"$LP" -q report aging --as-of 2026-11-01 >../said 2>&1
"$LP" -q handover --from S04 --to S08 --as-of 2026-11-01 >../said 2>&1
"$LP" -q preview STMT C1103 --as-of 2026-11-01 >../said 2>&1
"$LP" -q new VISIT --from NOTICE >../said 2>&1
sed '3s/[0-9]\{4\}/x/g' "$SAMPLES/gulf/exports/events.csv" >../events.csv
"$LP" -q import ../events.csv --as events --skip-bad --rejects rejects.csv >../said 2>&1
for kind in ledger.db '*.pdf' '*.xlsx' '*.zip' snapshot.db index.html run.json rejects.csv '*.xml'; do
	[ -n "$(find . -name "$kind" | head -n 1)" ]
	verdict $? "there is a $kind to look at"
done
find . -perm /077 | empty "no file and no folder is anybody else's"
# while somebody reads, what is written stands in a log beside the ledger
{ echo 'SELECT count(*) FROM entry;'; sleep 3; } | sqlite3 ledger.db >/dev/null &
sleep 1
"$LP" -q make STMT --as-of 2026-11-02 --customer C1103 >../said 2>&1
is "the ledger's log" "$(stat -c %a ledger.db-wal ledger.db-shm 2>&1 | tr '\n' ' ')" "600 600 "
wait
# what the user has made wider stays so
chmod 755 out
"$LP" -q make STMT --as-of 2026-11-03 --customer C1103 >../said 2>&1
is "a folder that was opened on purpose stays open" "$(stat -c %a out)" 755
exit $bad
