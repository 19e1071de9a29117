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
cat >sums.py <<'PY'
import csv, glob, json, sys
from decimal import Decimal
want = json.load(open(sys.argv[1]))
digits = want["minor_digits"]
words = sys.argv[3].split("|")
totals, salespeople, customers, items, total, outstanding, in_currency = words[:7]
for sheet, column in ((totals, total), (salespeople, total), (customers, total), (items, outstanding)):
    path = glob.glob(f"{sys.argv[2]}/*-{sheet}.csv")
    rows = list(csv.reader(open(path[0], encoding="utf-8")))[2:]
    head, rows = rows[0], rows[1:]
    money, currency = head.index(column), head.index(in_currency)
    sums, n = {}, {}
    for row in rows:
        c = row[currency]
        sums[c] = sums.get(c, 0) + Decimal(row[money].replace(",", ""))
        n[c] = n.get(c, 0) + 1
    for c, total in want["totals"].items():
        got = sums.get(c, Decimal(0)).scaleb(digits[c])
        if got != total["sum"]:
            print(sheet, c, "adds up to", got, "and not", total["sum"])
        if sheet == items and n[c] != total["count"]:
            print(sheet, c, "has", n[c], "rows and not", total["count"])
    if sheet == customers:
        buckets = [head.index(w) for w in words[7:]]
        for row in rows:
            parts = sum(Decimal(row[i].replace(",", "") or 0) for i in buckets)
            if parts != Decimal(row[money].replace(",", "")):
                print("the buckets of", row, "do not add up")
PY
sums() { # DIR WORDS: sheets and columns as they are called there
	python3 sums.py "$SAMPLES/gulf/expected.json" "$1" "$2"
}
sums csv "Totals|Salespeople|Customers|Open items|Total|Outstanding|Currency|Not yet due|1–15 days|16–30 days|31–60 days|Over 60 days|Unallocated" |
	empty "every sheet adds up to the oracle, to the minor unit"
# The same workbook in Arabic: its words, its direction, the same figures.
"$LP" -q -C house report aging --as-of 2026-11-01 --lang ar --to "$(pwd)/arabic" >said 2>&1
verdict $? "it is made in Arabic"
convert arabic/aging_20261101.xlsx arabiccsv
isolated=$(printf '\342\201\246%%s\342\201\251 يوم')
sums arabiccsv "المجاميع|مندوبو المبيعات|العملاء|البنود المفتوحة|المجموع|المتبقي|العملة|غير مستحق بعد|$(printf "$isolated|$isolated|$isolated" 1–15 16–30 31–60)|أكثر من 60 يوم|غير مخصص" |
	empty "there it adds up to the oracle, too"
for i in 1 2 3 4; do
	unzip -p arabic/aging_20261101.xlsx "xl/worksheets/sheet$i.xml" | grep -c 'rightToLeft="1"'
done | sort -u >said
is "each sheet runs from right to left" "$(cat said)" 1
unzip -p one/aging_20261101.xlsx xl/worksheets/sheet1.xml | grep -c rightToLeft | grep -vx 0 | empty "and in English none"
unzip -p arabic/aging_20261101.xlsx xl/worksheets/sheet4.xml | grep -oE '<t>(invoice|payment|credit_note|short_cash|cash|Total|Overdue|Not yet due)</t>' | empty "no code and no English word is left"
for l in en ar; do "$LP" -q -C house report aging --as-of 2026-11-01 --lang $l --csv >$l.csv 2>said; done
cmp -s en.csv ar.csv && grep -q '^salesman,customer,name,type,number,date,due,age,bucket,currency,amount,paid,outstanding,status,po_number.$' en.csv && grep -q ',invoice,' ar.csv
verdict $? "data are the same in every language: names and codes"
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
