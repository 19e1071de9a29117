"""The parts house: a Sydney wholesaler of motor parts, month-end terms, one US-style ledger export and what is written beside it."""
import math
from datetime import date, timedelta

from . import model, out

DAY = timedelta(days=1)
AS_OF = date(2026, 11, 3)              # a Tuesday, the first collection day of the month
LATER = date(2026, 11, 4)              # receipts that come between two collection days
HOUSE = "Harbour Line Parts Pty Ltd"

STAFF = [("GM", "Margaret Oakden", "general_manager", "", "", ""), ("FC", "Douglas Peverell", "finance_manager", "GM", "", ""),
         ("NSM", "Anthony Brazier", "sales_director", "GM", "", ""), ("AR1", "Bronwyn Castle", "ar", "FC", "", ""),
         ("CC1", "Keith Mulgrew", "collector", "FC", "", ""), ("CC2", "Leanne Dwyer", "collector", "FC", "", ""),
         ("R1", "Scott Fenwick", "salesman", "NSM", "Sydney", ""), ("R2", "Jodie Marchetti", "salesman", "NSM", "Hunter", ""),
         ("R3", "Grant Willoughby", "salesman", "NSM", "Illawarra", "")]

# code, name, class, rep, suburb, postcode, terms, level, open invoices (month, day, …) of 2026, trait
ACCOUNTS = [
    ("000101", "Bayside Brake & Clutch Pty Ltd", "Trade", "R1", "Brookvale", "2100", 30, 1, [(10, 6), (10, 21)], "October's invoices are due on 30 November"),
    ("000102", "Wattle Street Motors", "Trade", "R1", "Ultimo", "2007", 30, .7, [(9, 8), (9, 24), (10, 13)], "September's invoices: overdue since 1 November"),
    ("000103", "Northgate Auto Electrics Pty Ltd", "Trade", "R2", "Newcastle", "2300", 30, 1.2, [(8, 12), (9, 17), (10, 2)], "August and September"),
    ("000104", "Ironbark 4WD & Towing Pty Ltd", "Trade", "R2", "Cessnock", "2325", 30, 1.5, [(7, 9), (8, 20), (9, 3)], "three months: over 60 days, a case"),
    ("000105", "Figtree Mechanical Repairs", "Trade", "R3", "Figtree", "2525", 30, .6, [(1, 31), (9, 30)], "an invoice of 31 January, due on 28 February, still open"),
    ("000106", "Lakeside Tyre & Suspension Pty Ltd", "Trade", "R2", "Belmont", "2280", 30, .8, [(10, 8)], "in credit: paid twice"),
    ("000107", "Redgum Diesel Service Pty Ltd", "Trade", "R3", "Nowra", "2541", 30, 1, [(9, 11)], "return authorisation open"),
    ("000108", "Pelican Marine & Auto", "Trade", "R2", "Swansea", "2281", 30, .5, [(9, 22)], "part came back, no credit yet"),
    ("000109", "Summit Fleet Maintenance Pty Ltd", "Trade", "R1", "Penrith", "2750", 30, 2, [(8, 27), (9, 10)], "promised to pay on 3 November"),
    ("000110", "Kookaburra Bus Lines Pty Ltd", "Trade", "R3", "Dapto", "2530", 30, 2.4, [(9, 4), (9, 25)], "says on 2 November that it has paid"),
    ("000111", "Old Mill Garage", "Trade", "R2", "Maitland", "2320", 30, .5, [(8, 6), (9, 14)], "five calls in vain: another number"),
    ("000112", "Corner Service Station", "COD", "R1", "Marrickville", "2204", 7, .2, [(10, 19), (10, 29)], "cash account: older than 7 days"),
    ("000113", "Mick's Mobile Mechanic", "COD", "R1", "Rozelle", "2039", 7, .2, [(10, 30)], "cash account within its 7 days"),
    ("000114", "Gully Road Panel Shop", "COD", "R3", "Corrimal", "2518", 7, .3, [(9, 28), (10, 14)], "cash account, over a month old"),
    ("000115", "Southern Tablelands Farm Machinery Pty Ltd", "Trade", "R3", "Goulburn", "2580", 30, 1.8, [(9, 2), (9, 16), (10, 1)], "everything overdue is disputed"),
    ("000116", "Blue Gum Smash Repairs Pty Ltd", "Trade", "R1", "Hornsby", "2077", 30, .9, [(8, 4)], "credit stopped since October"),
    ("000117", "Consolidated Agricultural, Earthmoving and Quarry Equipment Spare Parts Distributors of Northern New South Wales Pty Ltd",
     "Trade", "R2", "Tamworth", "2340", 30, 1, [(9, 9), (10, 7)], "a name of 115 characters"),
    ("000118", "Eastgate Taxi Co-operative Ltd", "Trade", "R1", "Mascot", "2020", 30, 1.4, [(5, 14), (6, 18)], "handed to an agency"),
    ("000119", "Wollondilly Earthworks Pty Ltd", "Trade", "R3", "Picton", "2571", 30, 1.1, [(8, 19), (9, 23)], "promise of 20 October broken"),
    ("000120", "Harbourview Prestige Cars Pty Ltd", "Trade", "R1", "Artarmon", "2064", 30, 1.6, [(7, 15), (8, 11)], "pays all of it on 4 November"),
    ("000121", "Three Rivers Motorcycle Centre", "Trade", "R2", "Raymond Terrace", "2324", 30, .6, [], "nothing is owed"),
    ("000122", "Metro Couriers Workshop Pty Ltd", "Trade", "R1", "Alexandria", "2015", 30, .3, [(9, 1 + d) for d in range(28)], "28 small invoices of one month"),
    ("000123", "Jervis Bay Auto & Caravan", "Trade", "R3", "Vincentia", "2540", 30, .8, [(8, 25), (9, 29)], "an open credit note beside overdue invoices"),
    ("000124", "Tuggerah Lakes Mower & Saw", "Trade", "R2", "Wyong", "2259", 30, .1, [(9, 15)], "A$ 18.70 overdue: below the minimum"),
]
STREETS = ["Foundry Lane", "Wharf Street", "Kembla Avenue", "Railway Parade", "Depot Road", "Carrington Street", "Banksia Way"]
PEOPLE = ["Wayne Hartog", "Sharon Pike", "Darren Kosta", "Kylie Brandt", "Troy Nankervis", "Michelle Osei", "Brett Halloran", "Tanya Lim", "Craig Sundquist",
          "Nicole Abbas", "Trevor Quist", "Donna Vale"]
HOLIDAYS = [("2026-01-01", "New Year's Day"), ("2026-01-26", "Australia Day"), ("2026-04-03", "Good Friday"), ("2026-04-06", "Easter Monday"),
            ("2026-04-25", "Anzac Day"), ("2026-06-08", "King's Birthday"), ("2026-10-05", "Labour Day"), ("2026-12-25", "Christmas Day"),
            ("2026-12-28", "Boxing Day (additional day)")]


def month_end(d, months):
    """The last day of the month that is so many months after that of d."""
    n = d.year * 12 + d.month + months
    return date(n // 12, n % 12 + 1, 1) - DAY


def due(d, terms):
    """30 days nett by month end: the end of the month after the invoice's; shorter terms count from the day."""
    return month_end(d, terms // 30) if terms >= 30 else d + DAY * terms


def abn(rng):
    """Eleven digits whose weighted sum is divisible by 89, and that nobody has: they begin with 99."""
    while True:
        d = [9, 9] + [rng.randrange(10) for _ in range(9)]
        if ((d[0] - 1) * 10 + sum(a * b for a, b in zip((1, 3, 5, 7, 9, 11, 13, 15, 17, 19), d[1:]))) % 89 == 0:
            return "".join(map(str, d))


def customers(rng):
    rows = []
    for i, (code, name, kind, rep, city, postcode, terms, level, opened, trait) in enumerate(ACCOUNTS):
        rows.append(dict(code=code, name=name, kind={"Trade": "company_credit", "COD": "cash"}[kind], klass=kind, rep=rep, city=city, postcode=postcode,
                         terms=terms, level=level, open=opened, trait=trait, abn=abn(rng), address=f"{3 + i * 7} {STREETS[i % len(STREETS)]}",
                         phone="(02) 5550 %04d" % (1100 + i * 13), limit=0 if kind == "COD" else int(level * 40) * 100000,
                         since=date(2016 + i % 9, 1 + i % 12, 3 + i % 25)))
    return rows


def ledger(rng, rows):
    """Model entries, numbered, in the order of their days."""
    entries = []
    for c in rows:
        def invoice(day):
            amount = int(math.exp(rng.uniform(math.log(22000), math.log(290000))) * c["level"]) // 5 * 5
            e = model.Entry(c["code"], "invoice", day, due(day, c["terms"]), max(amount, 1150), "AUD", salesman=c["rep"])
            if c["code"] == "000124":
                e.amount = 1870
            entries.append(e)
            return e

        def pay(e, day, amount=None, kind="payment"):
            entries.append(model.settle(e, model.Entry(c["code"], kind, day, None, amount or e.left(), "AUD", salesman=c["rep"])))

        first = date(2026, *min(c["open"])) if c["open"] else AS_OF - DAY * 30
        day = date(2026, 4, 1) + DAY * rng.randrange(0, 12)
        while day < min(first, date(2026, 9, 1)):
            e = invoice(out.workday(day))
            paid = min(e.due + DAY * rng.randrange(-4, 9), AS_OF - DAY * 4)
            if paid > e.date:
                pay(e, out.workday(paid) if out.workday(paid) < AS_OF else AS_OF - DAY * 4)
            else:
                pay(e, e.date)
            day += DAY * rng.randrange(11, 26)
        opened = [invoice(date(2026, m, d)) for m, d in c["open"]]
        if c["code"] == "000103":
            pay(opened[0], date(2026, 10, 12), opened[0].amount // 3)
        if c["code"] == "000123":
            entries.append(model.Entry(c["code"], "credit_note", date(2026, 10, 9), None, 8415, "AUD", salesman=c["rep"]))
        if c["code"] == "000106":
            entries.append(model.Entry(c["code"], "payment", date(2026, 10, 22), None, opened[0].amount + 63250, "AUD", salesman=c["rep"]))
        if c["code"] == "000120":
            for e in opened:
                pay(e, LATER)
        if c["code"] == "000109":
            pay(opened[0], LATER)
    entries.sort(key=lambda e: (e.date, e.customer, e.type, e.amount))
    number = {"invoice": 41830, "payment": 7004, "credit_note": 612}
    mark = {"invoice": "", "payment": "BP-", "credit_note": "CR-"}
    for e in entries:
        number[e.type] += 1
        e.number = f"{mark[e.type]}{number[e.type]}"
        if e.type == "invoice":
            e.po = f"PO{rng.randrange(10000, 99999)}"
    return entries


def us(d):
    return d.strftime("%m/%d/%Y")


def export(path, entries, codes, since, until):
    head = ["Date", "Type", "Num", "Account #", "Name", "P.O. No.", "Rep", "Debit", "Credit", "Applied To"]
    word = {"invoice": "Invoice", "payment": "Payment", "credit_note": "Credit Memo"}
    body, debit, credit = [], 0, 0
    for e in entries:
        if not since <= e.date <= until:
            continue
        up = e.type == "invoice"
        debit, credit = debit + e.amount * up, credit + e.amount * (not up)
        money = out.money(e.amount, "AUD")
        body.append([us(e.date), word[e.type], e.number, e.customer, codes[e.customer]["name"], e.po, e.salesman, money if up else "", "" if up else money,
                     e.applies.number if e.applies else ""])
    body.append(["TOTAL", "", "", "", "", "", "", out.money(debit, "AUD"), out.money(credit, "AUD"), ""])
    title = [[HOUSE], ["Customer Ledger Detail"], [f"{us(since)} through {us(until)}"], []]
    out.write_csv(path, title + [head] + body)


def write(folder, rows, entries, rng):
    ex = folder + "/exports/"
    by = {c["code"]: c for c in rows}
    export(ex + "ledger-2026-11-03.csv", entries, by, date(2026, 1, 1), AS_OF)
    export(ex + "ledger-2026-11-04.csv", entries, by, LATER, LATER)
    t = [["Account #", "Account Name", "ABN", "Class", "Street", "Suburb", "Postcode", "State", "Rep", "Terms", "Credit Limit", "A/P E-mail", "Phone", "Opened", "Collector"]]
    for i, c in enumerate(rows):
        t.append([c["code"], c["name"], c["abn"], c["klass"], c["address"], c["city"] + " NSW", c["postcode"], "AU", c["rep"],
                  "Net 30 EOM" if c["terms"] == 30 else "COD 7", out.money(c["limit"], "AUD"), f"accounts{c['code']}@client.example", c["phone"], us(c["since"]),
                  "CC1" if i % 2 else "CC2"])
    out.write_csv(ex + "accounts.csv", t)
    t = [["code", "name", "role", "reports_to", "region", "email", "phone", "left_on"]]
    for i, s in enumerate(STAFF):
        t.append(list(s[:5]) + [s[1].lower().replace(" ", ".") + "@harbourlineparts.example", "(02) 5550 %04d" % (2000 + i), s[5]])
    out.write_csv(ex + "staff.csv", t)
    t = [["customer", "name", "role", "email", "phone", "valid_from", "valid_to"]]
    for i, c in enumerate(rows):
        t.append([c["code"], PEOPLE[i % len(PEOPLE)], "owner" if c["kind"] == "cash" else "director", f"office{c['code']}@client.example", c["phone"], "2020-07-01", ""])
        if c["kind"] != "cash":
            t.append([c["code"], PEOPLE[(i * 5 + 3) % len(PEOPLE)], "admin" if i % 4 == 0 else "accounts", f"accounts{c['code']}@client.example", c["phone"], "2020-07-01", ""])
    out.write_csv(ex + "contacts.csv", t)
    out.write_csv(ex + "holidays.csv", [["date", "name", "country"]] + [[d, n, "AU"] for d, n in HOLIDAYS])
    events(ex, rows, entries)


def events(ex, rows, entries):
    oldest = {}
    for e in entries:
        if e.type == "invoice" and e.left_on(AS_OF):
            oldest.setdefault(e.customer, e)
    sums = {c["code"]: sum(e.left_on(AS_OF) for e in entries if e.type == "invoice" and e.customer == c["code"] and e.due < AS_OF) for c in rows}
    head = ["date", "time", "customer", "invoice", "kind", "staff", "contact", "outcome", "promise_date", "promise_amount", "next_action", "next_date", "risk", "reference", "note"]
    t = []

    def add(day, time, code, kind, staff, invoice="", outcome="", promise="", nxt="", next_date="", reference="", note=""):
        t.append([day, time, code, invoice, kind, staff, "", outcome, promise, out.money(sums[code], "AUD", "") if promise else "", nxt, next_date, "", reference, note])

    add("2026-10-15", "10:20", "000107", "rma", "CC1", oldest["000107"].number, reference="RMA-2026-118", note="Wrong injectors delivered; customer has the authorisation.")
    add("2026-10-20", "14:05", "000108", "return", "R2", oldest["000108"].number, note="Two of six bearings came back with the driver; no credit note yet.")
    add("2026-10-27", "09:40", "000109", "promise", "CC2", outcome="promised", promise="2026-11-03", note="Pay run on Tuesday.")
    add("2026-11-02", "15:30", "000110", "paid_said", "CC1", note="Says that it paid by transfer this morning.")
    for day, time in (("2026-10-06", "09:10"), ("2026-10-08", "16:45"), ("2026-10-15", "11:00"), ("2026-10-22", "08:30"), ("2026-10-29", "13:15")):
        add(day, time, "000111", "call", "CC2", outcome="no_answer", nxt="call again", note="Rings out, no message bank.")
    for e in entries:
        if e.customer == "000115" and e.type == "invoice" and e.left_on(AS_OF) and e.due < AS_OF:
            add("2026-10-19", "10:00", "000115", "dispute", "R3", e.number, note="Price on the order form differs from the invoice.")
    add("2026-10-13", "12:00", "000116", "hold", "FC", note="Credit stopped: overdue since September.")
    add("2026-09-15", "12:00", "000118", "agency", "FC", reference="REC-20517", note="File handed over with statement and signed delivery notes.")
    add("2026-10-08", "11:25", "000119", "promise", "CC1", outcome="promised", promise="2026-10-20", note="Waiting for a progress payment.")
    add("2026-10-21", "09:05", "000119", "call", "CC1", outcome="no_answer", nxt="call again", next_date="2026-11-03", note="Nothing in the bank.")
    add("2026-10-22", "10:50", "000103", "call", "CC1", outcome="call_back", nxt="call", next_date="2026-11-03", note="Accounts person back on Tuesday after 14:00.")
    add("2026-10-29", "10:10", "000104", "visit", "R2", outcome="met", note="Owner admits the debt; a truck is off the road.")
    out.write_csv(ex + "events.csv", [head] + sorted(t))


def logo(folder):
    """A harbour bridge's arch over water, in teal and ochre."""
    teal, ochre, white = (16, 92, 102), (201, 138, 36), (255, 255, 255)

    def pixel(x, y):
        if not (.04 < x < .96 and .04 < y < .96):
            return white
        r = math.hypot((x - .5) / .42, (y - .66) / .46)
        if y < .66 and .86 < r < 1:
            return teal
        if .62 < y < .68 and .06 < x < .94:
            return teal
        if y < .62 and r < .86 and int(x * 100) % 9 < 2 and y > .66 - .4 * math.sqrt(max(0, 1 - ((x - .5) / .36) ** 2)):
            return teal
        wave = .018 * math.sin(x * 22)
        return ochre if .76 < y + wave < .81 or .86 < y + wave < .90 else white

    out.write_bytes(folder + "/logo.png", out.png(168, 168, pixel))


def house(folder):
    out.write_text(folder + "/house.ini", f"""# Harbour Line Parts: a sample house. Every name and number here is invented.

[company]
name = {HOUSE}
legal_name = {HOUSE}
address1 = 18 Foundry Lane
city = Alexandria NSW
postcode = 2015
country = AU
tax_label = ABN
tax_id = 99 555 001 017
registration = ACN 555 001 017
bank_name = Demo Bank of the Pacific, Sydney
account = BSB 999-001 · 5550 0117
# What a payer quotes: a customer reference number of BPAY, one an account.
reference = bpay customer:8
phone = (02) 5550 1000
email = accounts@harbourlineparts.example
website = www.harbourlineparts.example
logo = logo.png
accent = #105C66

[locale]
languages = en
country = AU
currency = AUD
paper = A4
envelope = iso-dl-left
digits = western

[policy]
preset = jj
minimum.AUD = 20.00

[staff]
ar = AR1
sales_director = NSM
finance_manager = FC
general_manager = GM

# The accounting program's ledger: US dates, debit and credit, four title lines, no due dates (terms by month end decide).
[import.ledger-detail]
table = ledger
encoding = utf-8
delimiter = ,
decimal = .
date_order = mdy
column.date = Date
column.type = Type
column.number = Num
column.customer = Account #
column.customer_name = Name
column.po_number = P.O. No.
column.salesman = Rep
column.debit = Debit
column.credit = Credit
column.applies_to = Applied To
map.type.Invoice = invoice
map.type.Payment = payment
map.type.Credit Memo = credit_note
default.currency = AUD
skip_lines = 4
ignore_row = ^TOTAL

# The accounts of customers, terms in words.
[import.accounts]
table = customers
encoding = utf-8
delimiter = ,
decimal = .
date_order = mdy
column.code = Account #
column.name = Account Name
column.tax_id = ABN
column.kind = Class
column.address1 = Street
column.city = Suburb
column.postcode = Postcode
column.country = State
column.salesman = Rep
column.terms_days = Terms
column.credit_limit = Credit Limit
column.email = A/P E-mail
column.phone = Phone
column.since = Opened
map.kind.Trade = company_credit
map.kind.COD = cash
map.terms_days.Net 30 EOM = 30
map.terms_days.COD 7 = 7
default.currency = AUD
default.language = en

[retention]
years = 7
""")
