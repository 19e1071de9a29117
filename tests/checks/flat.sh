# A flat ledger: what it says is cleared stands in the activity statement, so that opening, movements and closing are the balance.
. "$TOP/tests/lib.sh"
"$LP" -q init house --preset sop >said 2>&1
sed -i -e '/^example *=/d' -e 's/^preset = sop/preset = sop\nstatement.company_credit = activity\nstatement_months = 2/' house/house.ini
cat >flat.csv <<'CSV'
customer,customer_name,type,number,date,due,amount,cleared_on,currency
C1,One,invoice,A1,2025-12-01,2025-12-31,30.00,2026-01-05,AED
C1,One,invoice,A2,2026-01-01,2026-01-31,100.00,2026-02-10,AED
C1,One,invoice,A3,2026-02-01,2026-02-28,70.00,,AED
C1,One,invoice,A4,2026-02-02,2026-03-28,50.00,2026-03-02,AED
CSV
"$LP" -q -C house import "$PWD/flat.csv" --as ledger >said 2>&1
verdict $? "the flat file is imported"
# DAY BALANCE OPENING
statement() {
	"$LP" -q -C house make STMT --as-of "$1" >said 2>&1
	verdict $? "the statement of $1 is made"
	pdftotext -layout house/out/*"$(echo "$1" | tr -d -)"*/STMT/*.pdf statement.txt
	is "$1: the closing balance is the balance" "$(awk '/closing balance in AED/ { print $NF }' statement.txt)" "$2"
	is "$1: the opening balance is what was open then" "$(sed -n 's/.*Opening balance *//p' statement.txt)" "$3"
}
statement 2026-03-01 120.00 30.00
is "what was cleared stands on its day, under its number" "$(grep -c '10 Feb 2026 *Cleared *A2 .*100.00' statement.txt)" 1
statement 2026-03-02 70.00 100.00
statement 2026-01-02 130.00 0.00
exit $bad
