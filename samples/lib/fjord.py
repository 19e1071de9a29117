"""The fjord house: a Bergen wholesaler of ship's stores, one Norwegian reskontro export in kroner and euros, arrangements, deductions."""
import math
from datetime import date, timedelta

from . import model, out
from .sibir import NBSP

DAY = timedelta(days=1)
AS_OF = date(2026, 11, 2)
LATER = date(2026, 11, 13)             # what the bank brings before the second run, of 16 November
HOUSE = "Fjordforsyning AS"

STAFF = [("DL", "Ingrid Haukeland", "general_manager", "", "", ""), ("ØK", "Torbjørn Sæther", "finance_manager", "DL", "", ""),
         ("SJ", "Kari Nygård", "sales_director", "DL", "", ""), ("AR", "Silje Østrem", "ar", "ØK", "", ""),
         ("INN", "Per Åge Lunde", "collector", "ØK", "", ""), ("JUR", "Astrid Vågen", "legal", "DL", "", ""),
         ("S1", "Geir Myklebust", "salesman", "SJ", "Vest", ""), ("S2", "Hanne Fjeld", "salesman", "SJ", "Nord", "")]

# code, name, form, salesman, postcode, town, country, language, currency, terms, level, days overdue of open invoices, trait
CUSTOMERS = [
    ("10001", "Nordnes Bygg AS", "AS", "S1", "5005", "Bergen", "NO", "nb", "NOK", 14, 1, [1, -6], "første dag etter forfall"),
    ("10002", "Skjærgård Marina AS", "AS", "S1", "5353", "Straume", "NO", "nb", "NOK", 14, .8, [13], "13 dager: ennå uten gebyr"),
    ("10003", "Lofoten Fiskemottak AS", "AS", "S2", "8300", "Svolvær", "NO", "nb", "NOK", 30, 1.6, [15, -12], "15 dager: purring"),
    ("10004", "Sognefjord Rederi AS", "AS", "S1", "6856", "Sogndal", "NO", "nb", "NOK", 30, 2.4, [31, 10], "31 dager: inkassovarsel"),
    ("10005", "Hardanger Kraftservice AS", "AS", "S1", "5750", "Odda", "NO", "nb", "NOK", 30, 2, [62, 34], "62 dager: betalingsoppfordring"),
    ("10006", "Tromsø Skipsverksted AS", "AS", "S2", "9008", "Tromsø", "NO", "nb", "NOK", 30, 2.8, [75, 44], "nedbetalingsavtale, første avdrag betalt, med kausjonist"),
    ("10007", "Ytre Karmøy Bunkers AS", "AS", "S1", "4270", "Åkrehamn", "NO", "nb", "NOK", 30, 1.9, [70, 40], "nedbetalingsavtale misligholdt 26. oktober"),
    ("10008", "Vågsbygd Storkjøkken AS", "AS", "S1", "4624", "Kristiansand S", "NO", "nb", "NOK", 30, 1, [24], "trakk fra for manglende levering"),
    ("10009", "Hafenkontor Lübeck GmbH", "GmbH", "S2", "23552", "Lübeck", "DE", "en", "EUR", 30, .3, [20, 4], "euro, brev på engelsk"),
    ("10010", "Zeeland Scheepsuitrusting B.V.", "BV", "S2", "4381", "Vlissingen", "NL", "en", "EUR", 30, .4, [-9], "euro, ikke forfalt"),
    ("10011", "Brislingen Hermetikk AS", "AS", "S1", "4004", "Stavanger", "NO", "nb", "NOK", 30, 1.3, [120, 96], "til inkassobyrå"),
    ("10012", "Sunnmøre Betong AS", "AS", "S1", "6003", "Ålesund", "NO", "nb", "NOK", 30, 2.2, [160], "i forliksrådet"),
    ("10013", "Øygarden Båtutstyr AS", "AS", "S1", "5337", "Rong", "NO", "nb", "NOK", 14, .7, [-3], "til gode: betalte to ganger"),
    ("10014", "Senja Laks AS", "AS", "S2", "9300", "Finnsnes", "NO", "nb", "NOK", 30, 3, [-4, -20], "ingenting forfalt"),
    ("10015", "Kystens Hus Drift AS", "AS", "S2", "9008", "Tromsø", "NO", "nb", "NOK", 30, .9, [22], "bestridt"),
    ("10016", "Austevoll Notbøteri AS", "AS", "S1", "5392", "Storebø", "NO", "nb", "NOK", 30, 1, [17], "lover betaling 6. november"),
    ("10017", "Måløy Motor og Slipp AS", "AS", "S1", "6700", "Måløy", "NO", "nb", "NOK", 30, 1.2, [36, 8], "løftet 23. oktober er brutt"),
    ("10018", "Gamle Sjøbua AS", "AS", "S2", "8006", "Bodø", "NO", "nb", "NOK", 14, .3, [], "tapsført, saken er avsluttet"),
    ("10019", "Rogaland Offshore Catering AS", "AS", "S1", "4056", "Tananger", "NO", "nb", "NOK", 45, 6, [5, -8, -20], "over kredittgrensen"),
    ("10020", "Helgelandskystens og Vefsn kommunes felles innkjøpssamarbeid for beredskap, havnetjeneste og brannvesen IKS", "IKS", "S2", "8656", "Mosjøen",
     "NO", "nb", "NOK", 30, .8, [16, 2], "et navn på over hundre tegn"),
    ("10021", "Kaffevogna på Torget", "ENK", "S1", "5014", "Bergen", "NO", "nb", "NOK", 0, .1, [12], "kontantkunde med saldo"),
    ("10022", "Nesttun Dykkerservice, Olav Tveit", "ENK", "S1", "5221", "Nesttun", "NO", "nb", "NOK", 14, .4, [33], "enkeltpersonforetak"),
    ("10023", "Fedje Sjømat AS", "AS", "S1", "5947", "Fedje", "NO", "nb", "NOK", 14, .9, [18, 11], "betaler alt 13. november"),
    ("10024", "Barents Supply & Logistikk AS", "AS", "S2", "9900", "Kirkenes", "NO", "nb", "NOK", 30, 1.4, [9], "kroner og euro på samme konto"),
]
STREETS = ["Strandgaten", "Sjøgata", "Havnevegen", "Kaigata", "Industrivegen", "Nøstegaten", "Fiskerveien"]
PEOPLE = ["Arne Vik", "Bente Solheim", "Cato Aasen", "Ragnhild Bø", "Sverre Øien", "Turid Halvorsen", "Kjetil Moe", "Liv Eide", "Jan Erik Rønning", "Marit Åsheim"]
HOLIDAYS = [("2026-01-01", "Første nyttårsdag"), ("2026-04-02", "Skjærtorsdag"), ("2026-04-03", "Langfredag"), ("2026-04-06", "Andre påskedag"), ("2026-05-01", "Arbeidernes dag"),
            ("2026-05-14", "Kristi himmelfartsdag"), ("2026-05-17", "Grunnlovsdagen"), ("2026-05-25", "Andre pinsedag"), ("2026-12-25", "Første juledag"),
            ("2026-12-26", "Andre juledag")]


def orgnr(rng):
    """Nine digits with the check digit of the register (MOD11, weights 3 2 7 6 5 4 3 2); 7 begins no real one."""
    while True:
        d = [7] + [rng.randrange(10) for _ in range(7)]
        check = 11 - sum(a * b for a, b in zip((3, 2, 7, 6, 5, 4, 3, 2), d)) % 11
        if check != 10:
            return "".join(map(str, d)) + str(check % 11)


def customers(rng):
    rows = []
    for i, (code, name, form, rep, postcode, town, country, language, currency, terms, level, ages, trait) in enumerate(CUSTOMERS):
        number = orgnr(rng)
        rows.append(dict(code=code, name=name, form=form, rep=rep, postcode=postcode, town=town, country=country, language=language, currency=currency,
                         terms=terms, level=level, ages=ages, trait=trait, kind="cash" if code == "10021" else "company_credit",
                         tax={"NO": number, "DE": "DE9" + number[1:], "NL": "NL9" + number[1:] + "B01"}[country],
                         address=f"{STREETS[i % len(STREETS)]} {4 + i * 3}", phone="+47 555 01 %03d" % (100 + i * 7), limit=int(level * 60) * 100000,
                         since=date(2015 + i % 10, 1 + i % 12, 2 + i % 26)))
    return rows


def ledger(rng, rows):
    """Model entries, numbered, in the order of their days."""
    entries = []
    for c in rows:
        def invoice(day, currency=None, amount=None):
            amount = amount or int(math.exp(rng.uniform(math.log(250000), math.log(2600000))) * c["level"])
            e = model.Entry(c["code"], "invoice", day, day + DAY * c["terms"], amount, currency or c["currency"], salesman=c["rep"])
            entries.append(e)
            return e

        def pay(e, day, amount=None, kind="payment"):
            entries.append(model.settle(e, model.Entry(c["code"], kind, day, None, amount or e.left(), e.currency, salesman=c["rep"])))

        day = date(2026, 3, 2) + DAY * rng.randrange(0, 20)
        last = AS_OF - DAY * (max([a for a in c["ages"] if a > 0], default=6) + c["terms"] + 3)
        while day < last - DAY * 4:                    # paid, some a few days late
            e = invoice(out.workday(day))
            paid = out.workday(e.due + DAY * rng.randrange(-2, 12))
            pay(e, min(paid, date(2026, 10, 30)))
            day += DAY * rng.randrange(14, 31)
        opened = [invoice(AS_OF - DAY * (a + c["terms"])) for a in c["ages"]]
        if c["code"] == "10006":
            pay(opened[0], date(2026, 10, 15), 2500000)
        if c["code"] == "10008":
            pay(opened[0], opened[0].due, opened[0].amount - 184500)
        if c["code"] == "10013":
            entries.append(model.Entry(c["code"], "payment", date(2026, 10, 20), None, opened[0].amount + 412000, "NOK", salesman=c["rep"]))
        if c["code"] == "10018":
            e = invoice(date(2026, 3, 16))
            pay(e, date(2026, 10, 28), kind="write_off")
        if c["code"] == "10023":
            for e in opened:
                pay(e, LATER)
        if c["code"] == "10024":
            invoice(AS_OF - DAY * 48, "EUR", 318450)
    entries.sort(key=lambda e: (e.date, e.customer, e.type, e.amount))
    number = {"invoice": 202600410, "payment": 88100, "write_off": 9020}
    for e in entries:
        number[e.type] += 1
        e.number = str(number[e.type])
        if e.type == "invoice":
            e.po = f"B-{rng.randrange(1000, 9999)}"
    return entries


def export(path, entries, codes, since, until):
    head = ["Kundenr", "Kundenavn", "Bilagsart", "Bilagsnr", "Dato", "Forfall", "Valuta", "Beløp", "Avregnet mot", "Deres ref.", "Selger"]
    word = {"invoice": "Faktura", "payment": "Innbetaling", "write_off": "Tapsføring"}
    body, sums = [], {}
    for e in entries:
        if since <= e.date <= until:
            amount = e.amount if e.type == "invoice" else -e.amount
            sums[e.currency] = sums.get(e.currency, 0) + amount
            body.append([e.customer, codes[e.customer]["name"], word[e.type], e.number, out.dmy(e.date, "."), out.dmy(e.due, "."), e.currency,
                         out.money(amount, e.currency, NBSP, ","), e.applies.number if e.applies else "", e.po, e.salesman])
    for cur in sorted(sums):
        body.append(["Sum", "", "", "", "", "", cur, out.money(sums[cur], cur, NBSP, ","), "", "", ""])
    title = [[HOUSE + " - Kundereskontro"], [f"Periode {out.dmy(since, '.')}-{out.dmy(until, '.')}"]]
    out.write_csv(path, title + [head] + body, ";", "cp1252")


def write(folder, rows, entries, rng):
    ex = folder + "/exports/"
    by = {c["code"]: c for c in rows}
    export(ex + "kundereskontro-2026-11-02.csv", entries, by, date(2026, 1, 1), AS_OF)
    export(ex + "kundereskontro-2026-11-13.csv", entries, by, LATER, LATER)
    t = [["Kundenr", "Navn", "Org.nr", "Gruppe", "Adresse", "Postnr", "Sted", "Land", "Distrikt", "Selger", "Valuta", "Språk", "Betalingsfrist", "Kredittgrense", "E-post",
          "Telefon", "Kunde siden"]]
    for c in rows:
        t.append([c["code"], c["name"], c["tax"], "Kontant" if c["kind"] == "cash" else "Kreditt", c["address"], c["postcode"], c["town"], c["country"],
                  next(s[4] for s in STAFF if s[0] == c["rep"]), c["rep"], c["currency"], c["language"], c["terms"],
                  out.money(c["limit"], c["currency"], NBSP, ","), f"regnskap{c['code']}@kunde.example", c["phone"], out.dmy(c["since"], ".")])
    out.write_csv(ex + "kunder.csv", t, ";", "cp1252")
    t = [["code", "name", "role", "reports_to", "region", "email", "phone", "left_on"]]
    for i, s in enumerate(STAFF):
        t.append(list(s[:5]) + [f"ansatt{i + 1}@fjordforsyning.example", "+47 555 02 %03d" % (10 + i), s[5]])
    out.write_csv(ex + "staff.csv", t)
    t = [["customer", "name", "role", "email", "phone", "valid_from", "valid_to"]]
    for i, c in enumerate(rows):
        role = "owner" if c["form"] == "ENK" else "managing_director"
        t.append([c["code"], PEOPLE[i % len(PEOPLE)], role, f"post{c['code']}@kunde.example", c["phone"], "2021-01-01", ""])
        if role != "owner":
            t.append([c["code"], PEOPLE[(i * 3 + 4) % len(PEOPLE)], "accounts", f"regnskap{c['code']}@kunde.example", c["phone"], "2021-01-01", ""])
    out.write_csv(ex + "contacts.csv", t)
    out.write_csv(ex + "holidays.csv", [["date", "name", "country"]] + [[d, n, "NO"] for d, n in HOLIDAYS])
    said(ex, rows, entries)


def said(ex, rows, entries):
    """Events, arrangements and deductions: what was agreed and claimed."""
    oldest, left = {}, {}
    for e in entries:
        if e.type == "invoice" and e.left_on(AS_OF):
            oldest.setdefault(e.customer, e)
            if e.due < AS_OF:
                left[e.customer] = left.get(e.customer, 0) + e.left_on(AS_OF)
    head = ["date", "time", "customer", "invoice", "kind", "staff", "contact", "outcome", "promise_date", "promise_amount", "next_action", "next_date", "risk", "reference", "note"]
    nok = lambda v: out.money(v, "NOK", "")
    t = [
        ["2026-10-02", "10:00", "10006", "", "settlement", "INN", "", "", "", "", "", "", "", "NA-2026-03", "Avtalen er undertegnet av begge parter."],
        ["2026-10-05", "13:30", "10007", "", "settlement", "INN", "", "", "", "", "", "", "", "NA-2026-04", "Avtalen er undertegnet av begge parter."],
        ["2026-10-27", "09:15", "10007", "", "call", "INN", "", "no_answer", "", "", "ny samtale", "2026-11-02", "", "", "Avdraget er ikke kommet."],
        ["2026-09-01", "12:00", "10011", "", "agency", "ØK", "", "", "", "", "", "", "", "INK-44190", "Oversendt byrået med faktura og følgeseddel."],
        ["2026-09-18", "12:00", "10012", "", "court", "JUR", "", "", "", "", "", "", "", "FR-2026-0310", "Forliksklage innsendt."],
        ["2026-10-22", "11:10", "10015", oldest["10015"].number, "dispute", "S2", "", "", "", "", "", "", "", "", "Mener at prisen er feil."],
        ["2026-10-26", "14:20", "10016", "", "promise", "INN", "", "promised", "2026-11-06", nok(left["10016"]), "", "", "", "", "Betaler etter neste landing."],
        ["2026-10-13", "10:05", "10017", "", "promise", "INN", "", "promised", "2026-10-23", nok(left["10017"]), "", "", "", "", "Venter på oppgjør."],
        ["2026-10-28", "10:00", "10018", "", "write_off", "ØK", "", "", "", "", "", "", "", "", "Konkurs, ingen dividende ventes."],
        ["2026-10-30", "09:30", "10005", "", "visit", "S1", "", "met", "", "", "", "", "", "", "Daglig leder erkjenner gjelden."],
    ]
    out.write_csv(ex + "events.csv", [head] + sorted(t))
    t = [["customer", "ref", "kind", "date", "instalment", "due", "amount", "interest", "guarantor", "signed_by", "signed_role"]]
    for code, ref, day, firsts, guarantor in (("10006", "NA-2026-03", "2026-10-02", ["2026-10-15", "2026-11-16", "2026-12-15"], "Rolf Isaksen"),
                                              ("10007", "NA-2026-04", "2026-10-05", ["2026-10-26", "2026-11-26", "2026-12-28"], "")):
        whole = left[code] + (2500000 if code == "10006" else 0)
        first = 2500000 if code == "10006" else whole // 3
        parts = [first, (whole - first) // 2, whole - first - (whole - first) // 2]
        for n, (when, amount) in enumerate(zip(firsts, parts), 1):
            person = PEOPLE[[c["code"] for c in rows].index(code) % len(PEOPLE)]
            t.append([code, ref, "settlement", day, n, when, nok(amount), "8.00", guarantor, person, "managing_director"])
    out.write_csv(ex + "arrangements.csv", t)
    out.write_csv(ex + "deductions.csv", [["customer", "invoice", "claim_no", "date", "amount", "reason", "approved"],
                                          ["10008", oldest["10008"].number, "TR-2026-07", "2026-10-09", "1845.00", "Tre kasser manglet ved levering", ""],
                                          ["10019", oldest["10019"].number, "TR-2026-08", "2026-10-19", "960.00", "Avtalt markedsstøtte", "yes"]])


def logo(folder):
    """A mountain's side falling into a fjord, in slate and red."""
    slate, red, white = (38, 56, 78), (176, 42, 48), (255, 255, 255)

    def pixel(x, y):
        if not (.04 < x < .96 and .04 < y < .96):
            return white
        if y < .64 and y > .14 + abs(x - .36) * 1.15:
            return slate
        if y < .64 and y > .30 + abs(x - .68) * 1.1:
            return slate
        wave = .014 * math.sin(x * 24)
        return red if .70 < y + wave < .745 or .80 < y + wave < .845 else white

    out.write_bytes(folder + "/logo.png", out.png(168, 168, pixel))


def house(folder):
    out.write_text(folder + "/house.ini", f"""# Fjordforsyning: a sample house. Every name and number here is invented.

[company]
name = {HOUSE}
legal_name = {HOUSE}
address1 = Strandgaten 99
city = Bergen
postcode = 5004
country = NO
tax_label = Org.nr
tax_id = 799 990 017
registration = Foretaksregisteret
bank_name = Demobanken Vest
iban = {out.iban("NO", "99991234563")}
iban.EUR = {out.iban("NO", "99995678906")}
swift = DEMONO22
account = 9999 12 34563
# What a payer in kroner quotes: KID of the customer's number and the invoice's, with a check digit.
reference.NOK = kid-mod10 customer:6 invoice:9
phone = +47 555 02 000
email = regnskap@fjordforsyning.example
website = www.fjordforsyning.example
logo = logo.png
accent = #26384E

[locale]
languages = nb, en
country = NO
currency = NOK
paper = A4
envelope = din5008-b
digits = western

[policy]
preset = col
minimum.NOK = 100.00
minimum.EUR = 10.00
# Late-payment interest of the half-year: this sample's own figure, to be kept by the house.
interest.NO.2026-07-01..2026-12-31 = 12.00 | forsinkelsesrenteloven § 3 (sample)

[staff]
ar = AR
collector = INN
sales_director = SJ
finance_manager = ØK
general_manager = DL
legal = JUR

# The sub-ledger of customers: signed amounts, Norwegian dates and figures.
[import.reskontro]
table = ledger
encoding = windows-1252
delimiter = ;
decimal = ,
date_order = dmy
signed = yes
column.customer = Kundenr
column.customer_name = Kundenavn
column.type = Bilagsart
column.number = Bilagsnr
column.date = Dato
column.due = Forfall
column.currency = Valuta
column.amount = Beløp
column.applies_to = Avregnet mot
column.po_number = Deres ref.
column.salesman = Selger
map.type.Faktura = invoice
map.type.Innbetaling = payment
map.type.Tapsføring = write_off
skip_lines = 2
ignore_row = ^Sum

[import.kunder]
table = customers
encoding = windows-1252
delimiter = ;
decimal = ,
date_order = dmy
column.code = Kundenr
column.name = Navn
column.tax_id = Org.nr
column.kind = Gruppe
column.address1 = Adresse
column.postcode = Postnr
column.city = Sted
column.country = Land
column.region = Distrikt
column.salesman = Selger
column.currency = Valuta
column.language = Språk
column.terms_days = Betalingsfrist
column.credit_limit = Kredittgrense
column.email = E-post
column.phone = Telefon
column.since = Kunde siden
map.kind.Kreditt = company_credit
map.kind.Kontant = cash

[retention]
years = 7
""")
