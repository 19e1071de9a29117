# The aging workbook: LibreOffice opens it, its sums are those of the oracle, formulas stay text, the same bytes on every run.
. "$TOP/tests/lib.sh"
gulf
python3 - >evil.csv <<'PY'
print("code,name,currency")
print("=1+1,=HYPERLINK(\"\"http://x\"\"),AED")
PY
printf 'code,name,currency\n"=1+1","@SUM(A1)",AED\n' >evil.csv
printf 'customer,type,number,date,due,amount,currency\n"=1+1",invoice,"+5",2026-10-01,2026-10-15,10.01,AED\n' >item.csv
"$LP" -q -C house report aging --as-of 2026-11-01 --to "$(pwd)/one" >said 2>&1
verdict $? "the report is made"
TZ=Asia/Tokyo LC_ALL=C "$LP" -q -C house report aging --as-of 2026-11-01 --to "$(pwd)/two" >/dev/null 2>&1
cmp -s one/*.xlsx two/*.xlsx
verdict $? "the same bytes in another time zone"
is "nothing else stays behind" "$(ls -A one)" "aging_20261101.xlsx"
unzip -tqq one/aging_20261101.xlsx && unzip -l one/aging_20261101.xlsx | grep -q xl/charts/chart1.xml
verdict $? "it has a chart of its own"
convert() { # XLSX DIR: every sheet as CSV
	mkdir -p "$2"
	soffice -env:UserInstallation="file://$(pwd)/profile" --headless --convert-to \
		'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1' --outdir "$2" "$1" >said 2>&1
}
convert one/aging_20261101.xlsx csv
is "LibreOffice opens it: sheets" "$(ls csv | wc -l)" 4
python3 - "$SAMPLES/gulf/expected.json" csv <<'PY' | empty "every sheet adds up to the oracle, to the minor unit"
import csv, glob, json, sys
from decimal import Decimal
want = json.load(open(sys.argv[1]))
digits = want["minor_digits"]
for sheet, column in (("Totals", "Total"), ("Salespeople", "Total"), ("Customers", "Total"), ("Open items", "Outstanding")):
    path = glob.glob(f"{sys.argv[2]}/*-{sheet}.csv")
    rows = list(csv.reader(open(path[0], encoding="utf-8")))[2:]
    head, rows = rows[0], rows[1:]
    money, currency = head.index(column), head.index("Currency")
    sums, n = {}, {}
    for row in rows:
        c = row[currency]
        sums[c] = sums.get(c, 0) + Decimal(row[money].replace(",", ""))
        n[c] = n.get(c, 0) + 1
    for c, total in want["totals"].items():
        got = sums.get(c, Decimal(0)).scaleb(digits[c])
        if got != total["sum"]:
            print(sheet, c, "adds up to", got, "and not", total["sum"])
        if sheet == "Open items" and n[c] != total["count"]:
            print(sheet, c, "has", n[c], "rows and not", total["count"])
    if sheet == "Customers":
        buckets = [i for i, h in enumerate(head) if "days" in h and "Oldest" not in h or h == "Not yet due" or h == "Unallocated"]
        for row in rows:
            parts = sum(Decimal(row[i].replace(",", "") or 0) for i in buckets)
            if parts != Decimal(row[money].replace(",", "")):
                print("the buckets of", row, "do not add up")
PY
"$LP" -q -C house import "$(pwd)/evil.csv" --as customers >said 2>&1 && "$LP" -q -C house import "$(pwd)/item.csv" --as ledger >>said 2>&1
verdict $? "a customer whose name is a formula comes in"
"$LP" -q -C house report aging --as-of 2026-11-01 --to "$(pwd)/evil" >said 2>&1
verdict $? "and is reported"
convert evil/aging_20261101.xlsx evilcsv
grep -q '=1+1,@SUM(A1)' evilcsv/*-Customers.csv && grep -q '+5,' "evilcsv/aging_20261101-Open items.csv"
verdict $? "as text"
mkdir tiny full
echo x >full/aging_20261101.xlsx
cp full/aging_20261101.xlsx was
strace -f -o /dev/null -e trace=write -e inject=write:error=ENOSPC:when=20+ "$LP" -q -C house report aging --as-of 2026-11-01 --to "$(pwd)/full" >said 2>&1
[ $? -ne 0 ] && cmp -s full/aging_20261101.xlsx was
verdict $? "a full disk leaves the old workbook as it was"
exit $bad
