# All reports of the sample houses: their sums are those of the ledger, and LibreOffice works their formulas out to the same figures.
. "$TOP/tests/lib.sh"
for h in gulf fjord; do
	$h $h
	"$LP" -q -C $h make --as-of 2026-11-02 >said 2>&1
	verdict $? "$h: a run is made"
	"$LP" -q -C $h report all --as-of 2026-11-02 >said 2>&1
	verdict $? "$h: all reports are made"
	"$LP" -q -C $h report all --as-of 2026-11-02 --csv --to csv >said 2>&1
	verdict $? "$h: and as data"
	is "$h: a workbook each, and the dashboard" "$(ls $h/out/reports | wc -l)" "$(($(ls $h/csv | wc -l) + 1))"
	python3 - $h/csv <<'PY' | empty "$h: what is said of the ledger in parts adds up to it"
import csv, io, sys
from decimal import Decimal
def sheets(name):
    text = open(f"{sys.argv[1]}/{name}_20261102.csv", encoding="utf-8").read()
    return [list(csv.DictReader(io.StringIO(part))) for part in text.split("\n\n")]
def sums(rows, column, want=lambda r: True):
    out = {}
    for r in rows:
        if want(r):
            out[r["currency"]] = out.get(r["currency"], Decimal(0)) + Decimal(r[column] or 0)
    return out
def same(what, got, wanted):
    for c in set(got) | set(wanted):
        if got.get(c, 0) != wanted.get(c, 0):
            print(what, c, got.get(c, 0), "and not", wanted.get(c, 0))
totals, salespeople, customers, items = sheets("aging")
ledger = sums(items, "outstanding")
same("balances", sums(totals, "total"), ledger)
cases, over = sheets("over60")
old = sums(items, "outstanding", lambda r: int(r["age"] or 0) > 60)
same("over 60, by customer", sums(cases, "amount"), old)
same("over 60, totals", sums(over, "amount"), old)
accounts, credits, credit_totals = sheets("credit-accounts")
same("credits", sums(credits, "outstanding"), sums(items, "outstanding", lambda r: Decimal(r["outstanding"]) < 0))
same("accounts in credit", sums(accounts, "total"), sums(credit_totals, "in_credit"))
same("with the rest", sums(credit_totals, "total"), ledger)
house, people, closings = sheets("dso")
same("open at the end", sums(house, "closing", lambda r: r["last"] == "2026-11-02"), ledger)
same("by salesperson", sums(closings, "closing"), ledger)
same("not due", sums(closings, "not_due"), sums(items, "outstanding", lambda r: not r["age"] and Decimal(r["outstanding"]) > 0))
for month in {r["last"] for r in house}:
    for column in ("opening", "sales", "closing", "not_due"):
        same(f"{column} up to {month}", sums(people, column, lambda r: r["last"] == month), sums(house, column, lambda r: r["last"] == month))
for a, b in zip(house, house[1:]):
    if a["currency"] == b["currency"] and a["closing"] != b["opening"]:
        print("the month after", a["last"], "does not begin where it ended")
buckets, by_customer = sheets("ecl")
same("exposure", sums(buckets, "ead"), sums(items, "outstanding", lambda r: Decimal(r["outstanding"]) > 0))
same("by customer", sums(by_customer, "outstanding"), ledger)
weeks, promises, kept, guarantees = sheets("promises")
same("promised", sums(weeks, "promised"), sums(promises, "amount", lambda r: r["state"] == "pending"))
short = sheets("short-cash-lines")[0]
kind = {r["customer"]: r["kind"] for r in customers}
same("short cash", sums(short, "outstanding"), sums(items, "outstanding", lambda r: kind[r["customer"]] == "short_cash"))
cash = sheets("cash-accounts")
same("cash accounts", sums(cash[0], "outstanding"), sums(cash[1], "outstanding"))
papers, runs = sheets("register")
if len({r["paper"] for r in papers}) != sum(int(r["papers"]) + int(r["failed"]) for r in runs):
    print("the register has", len({r["paper"] for r in papers}), "papers, its runs", runs)
PY
done
# Every figure that a formula gives is thrown away; the spreadsheet must find it again.
mkdir blank kept again
"$LP" -q -C gulf report all --as-of 2026-11-02 --lang ar --to "$(pwd)/gulf/arabic" >said 2>&1
verdict $? "gulf: all reports are made in Arabic"
for w in gulf/out/reports/ecl gulf/out/reports/dso gulf/arabic/ecl gulf/arabic/dso fjord/out/reports/interest-postings fjord/out/reports/dso; do
	name=$(echo $w | tr / -)
	cp ${w}_20261102.xlsx kept/$name.xlsx
	python3 - kept/$name.xlsx blank/$name.xlsx <<'PY'
import re, sys, zipfile
n = 0
with zipfile.ZipFile(sys.argv[1]) as old, zipfile.ZipFile(sys.argv[2], "w") as new:
    for name in old.namelist():
        data = old.read(name)
        if name.startswith("xl/worksheets/sheet"):
            data, m = re.subn(rb"(<f>[^<]*</f>)<v>[^<]*</v>", rb"\1", data)
            n += m
        new.writestr(name, data)
print(n)
PY
done >formulas
[ "$(awk '{ n += $1 } END { print n }' formulas)" -gt 300 ] && ! grep -qx 0 formulas
verdict $? "there are $(awk '{ n += $1 } END { print n }' formulas) formulas in six workbooks, English, Arabic and Norwegian"
convert() { # DIR: every sheet of every workbook in it as CSV
	soffice -env:UserInstallation="file://$(pwd)/profile" --headless --convert-to \
		'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1' --outdir "$1/csv" "$1"/*.xlsx >said 2>&1
}
convert kept
convert blank
is "LibreOffice opens them: sheets" "$(ls kept/csv | wc -l)" 14
# what is kept was computed here, what is blank there: the same cells, to the last digit
diff -r kept/csv blank/csv | empty "recalculated, they say the same"
grep -l "Err:\|#NAME\|#VALUE\|#DIV" kept/csv/* blank/csv/* | empty "no formula fails"
grep -h "Expected loss: PD x LGD x EAD" kept/csv/*ecl*Buckets.csv | wc -l >said
is "a line says what the formula means" "$(cat said)" 1
grep -h "الخسارة المتوقعة: PD x LGD x EAD" kept/csv/*arabic-ecl*.csv | wc -l >said
is "in Arabic on both sheets" "$(cat said)" 2
# fjord is a Norwegian house: sheets' names are within bounds and none is English still, in any workbook.
cat >names.py <<'PY'
import glob, re, sys, zipfile
english = {}
for folder in sys.argv[1:]:
    for path in sorted(glob.glob(folder + "/*.xlsx")):
        book = zipfile.ZipFile(path).read("xl/workbook.xml").decode()
        names = re.findall(r'<sheet name="([^"]*)"', book)
        if len({n.casefold() for n in names}) < len(names) or any(not 0 < len(n) <= 31 or set("[]:*?/\\") & set(n) for n in names):
            print(path, names)
        stem = path.split("/")[-1]
        if folder == sys.argv[1]:
            english[stem] = names
        elif set(names) & set(english[stem]):
            print(path, "says in English", set(names) & set(english[stem]))
PY
python3 names.py gulf/out/reports gulf/arabic fjord/out/reports | empty "sheets have names of their language that spreadsheets take"
exit $bad
