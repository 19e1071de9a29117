"""Makes a house of N customers for the bench: house.py N DIR. The same bytes on every run (seeded, no clock).

DIR/house.ini, customers.csv, staff.csv, ledger.csv for ledgerpress; statements.tsv, the same open items, for the programs beside it.
Items per customer: median 6, mean about 10, a few past 300.
"""
import datetime
import random
import sys

AS_OF = datetime.date(2026, 11, 1)
FIRST = "Al Amal,Baraka,Cedar,Dana,Emirates,Falcon,Gulf,Harbour,Island,Jasmine,Kestrel,Lagoon,Marina,Noor,Oasis,Pearl,Quay,Rimal,Sahel,Tamr".split(",")
SECOND = "Grocery,Hardware,Catering Services,Building Materials,Ship Stores,Foodstuff,Electrical,Sanitary Ware,Stationery,Supermarket".split(",")
THIRD = "LLC,Trading LLC,Est.,FZE,& Sons,Company".split(",")
STREETS = "Naif Road,Sheikh Zayed Road,Al Quoz 3,Ras Al Khor,Jebel Ali,Al Nahda,Deira,Karama".split(",")


def money(minor):
    return f"{minor // 100}.{minor % 100:02d}"


def main(n, folder):
    rnd = random.Random(20261101)
    open_files = {}
    for name, head in (("customers.csv", "code,name,kind,address1,address2,city,country,salesman,currency,language,terms_days,email,phone"),
                       ("ledger.csv", "customer,type,number,date,due,amount,currency,applies_to,po_number,salesman"),
                       ("staff.csv", "code,name,role,phone,email"), ("statements.tsv", "")):
        f = open_files[name] = open(f"{folder}/{name}", "w", encoding="utf-8", newline="\n")
        if head:
            f.write(head + "\n")
    customers, ledger, staff, tsv = open_files.values()
    staff.write("AR1,Lina Haddad,ar,+971 4 555 0100,ar@bench.example\n")
    for s in range(10):
        staff.write(f"S{s:02d},Salesman {s},salesman,+971 50 555 0{s:03d},s{s}@bench.example\n")
    number = receipt = 0
    for i in range(n):
        code = f"C{i + 1:06d}"
        name = f"{rnd.choice(FIRST)} {rnd.choice(SECOND)} {rnd.choice(THIRD)}"
        street = f"Warehouse {rnd.randint(1, 99)}, P.O. Box {rnd.randint(10000, 99999)}"
        area = rnd.choice(STREETS)
        salesman = f"S{rnd.randrange(10):02d}"
        customers.write(f'{code},{name},company_credit,"{street}",{area},Dubai,AE,{salesman},AED,en,45,'
                        f"accounts{i}@customer.example,+971 4 555 {i % 10000:04d}\n")
        items = min(320, max(1, round(rnd.lognormvariate(1.79, 1.0))))
        if i % 250 == 249:
            items = 305
        tsv.write(f"C\t{code}\t{name}\t{street}\t{area}, Dubai\n")
        rows = []
        for _ in range(items):
            number += 1
            date = AS_OF - datetime.timedelta(days=rnd.randint(1, 110))
            due = date + datetime.timedelta(days=45)
            amount = rnd.randint(5000, 2500000)
            po = f"PO-{rnd.randint(1000, 99999)}" if rnd.random() < .7 else ""
            doc = f"INV-2026/{number:06d}"
            ledger.write(f"{code},invoice,{doc},{date},{due},{money(amount)},AED,,{po},{salesman}\n")
            paid = 0
            if rnd.random() < .2:
                receipt += 1
                paid = rnd.randint(1, amount - 1)
                on = min(AS_OF, date + datetime.timedelta(days=rnd.randint(1, 40)))
                ledger.write(f"{code},payment,RV-{receipt:06d},{on},,{money(paid)},AED,{doc},,{salesman}\n")
            rows.append((due, date, doc, po, amount, paid))
        for due, date, doc, po, amount, paid in sorted(rows):
            age = (AS_OF - due).days - 1
            tsv.write(f"I\t{doc}\t{date}\t{due}\t{po}\t{amount}\t{paid}\t{amount - paid}\t{age}\n")
    for f in open_files.values():
        f.close()
    with open(f"{folder}/house.ini", "w", encoding="utf-8") as f:
        f.write("""[company]
name = Bench Distribution
legal_name = Bench Distribution LLC
address1 = Warehouse 17, Street 22A
address2 = Al Quoz Industrial Area 4, P.O. Box 99017
city = Dubai
country = AE
tax_label = TRN
tax_id = 100999900000003
registration = Trade licence 999017
bank_name = Demo Gulf Bank PJSC, Al Quoz branch
iban = AE190990001234567890123
swift = DGBXAEAA
phone = +971 4 555 0117
email = accounts@bench.example
website = www.bench.example

[locale]
languages = en
country = AE
currency = AED
paper = A4
envelope = iso-dl-left

[policy]
preset = sop

[staff]
ar = AR1
""")


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
