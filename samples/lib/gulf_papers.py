"""The gulf house beside its ledger: contacts, events, arrangements, assets, scans, holidays, house.ini."""
import math
from datetime import date

from . import names, out, scans
from .gulf import AS_OF, DAY, HOUSE, LEGAL_RU, STAFF

HOLIDAYS = [("2025-12-01", "Eid Al Etihad (National Day) holiday"), ("2025-12-02", "Eid Al Etihad (National Day)"),
            ("2026-01-01", "New Year's Day"), ("2026-03-20", "Eid Al Fitr"), ("2026-03-21", "Eid Al Fitr"), ("2026-03-22", "Eid Al Fitr"),
            ("2026-05-26", "Arafah Day"), ("2026-05-27", "Eid Al Adha"), ("2026-05-28", "Eid Al Adha"), ("2026-05-29", "Eid Al Adha"),
            ("2026-06-16", "Islamic New Year"), ("2026-08-25", "Prophet's Birthday"), ("2026-12-02", "Eid Al Etihad (National Day)"),
            ("2026-12-03", "Eid Al Etihad (National Day) holiday"), ("2027-01-01", "New Year's Day")]
TALKS = [("will_check", "Accounts will check the invoice against their delivery note and revert."),
         ("will_pay", "Payment is in the next cheque run, they say; no date given."),
         ("no_answer", "No answer on the office line, message left with the cashier."),
         ("wants_copy", "Asked for a copy of the invoice and of the signed delivery note."),
         ("call_back", "Accountant on leave; call back after his return.")]
TALKS_AR = [("will_check", "وعد قسم الحسابات بمراجعة الفاتورة والرد."), ("will_pay", "سيتم السداد ضمن دفعة الشيكات القادمة دون تحديد تاريخ."),
            ("wants_copy", "طلبوا نسخة من الفاتورة وسند الاستلام الموقّع.")]
MAILS = ["Statement sent to accounts.", "Invoice copy and statement sent.", "Statement sent, reply requested within two days."]
VISITS = ["Visit with channel manager.\nCustomer confirmed the balance and asked for time.",
          "Visit with channel manager.\nSlow sales given as the reason; part payment discussed.",
          "Visit with channel manager.\nCheque shown, signature of the partner still missing."]
VISITS_AR = ["زيارة المشرف ومدير القناة: أكد المالك الرصيد وطلب مهلة.", "زيارة المشرف ومدير القناة: عرض المالك سداد جزء من المبلغ."]
HIGH_VISITS = ["Visit with PRO. Customer expects funds from a project payment.", "Visit with PRO. Owner abroad; partner received us and took the statement.",
               "Visit with PRO. Balance not contested; instalments were mentioned."]
MGR = {code: boss for code, _, _, boss, _, _ in STAFF}
STAFF_NAME = {code: name for code, name, *_ in STAFF}


def office_day(d, step=-1):
    """The same day, or the nearest one that is no Saturday or Sunday."""
    while d.weekday() > 4:
        d += DAY * step
    return d


def staff(folder):
    rows = [["code", "name", "role", "reports_to", "region", "email", "phone", "left_on"]]
    for i, (code, name, role, boss, region, left) in enumerate(STAFF):
        mail = "".join(ch for ch in name.lower().replace(" ", ".") if ch.isalnum() or ch == ".")
        rows.append([code, name, role, boss, region, f"{mail}@samrat-almarsa.example", "+971 50 555 %04d" % (200 + i), left])
    out.write_csv(folder + "/exports/staff.csv", rows)


def contacts(rng, folder, rows):
    """Two to four persons a customer; returns {code: {role: (name, phone)}}."""
    table, found = [["customer", "name", "role", "email", "phone", "valid_from", "valid_to"]], {}

    def person(arabic):
        if arabic:
            return rng.choice(names.MEN_AR) + " " + rng.choice(names.FAMILIES_AR)
        return rng.choice(names.MEN + names.WOMEN) + " " + rng.choice(names.FAMILIES)

    for i, c in enumerate(rows):
        top = {"company_credit": "managing_director", "short_cash": "owner", "cash": "owner"}[c["kind"]]
        roles = [top, "accounts"] if c["kind"] != "cash" else [top]
        if c["kind"] == "company_credit":
            roles += ["purchasing", "storekeeper"]
        if c["code"] in ("C1128", "C1136", "C1132"):
            roles.append("chief_accountant")
        mine = found[c["code"]] = {}
        for j, role in enumerate(roles):
            name = person(c["language"] == "ar" and role in ("owner", "managing_director"))
            if c["code"] in LEGAL_RU and j == 0:
                name = {"C1142": "Сергей Волков", "C1143": "Анна Дорохова", "D3011": "Ирина Лаптева"}[c["code"]]
            mine[role] = (name, ("+965 5550 %04d" if c["country"] == "KW" else "+971 55 555 %04d") % (i * 41 + j * 9 + 100))
            mail = c["email"].replace("accounts@", {"accounts": "accounts@", "purchasing": "purchase@"}.get(role, "office@")) \
                if role != "storekeeper" else ""
            table.append([c["code"], name, role, mail, mine[role][1], out.iso(c["since"]), ""])
        if i % 17 == 3:                                # someone who has left the customer since
            table.append([c["code"], person(False), "accounts", c["email"], "+971 55 555 %04d" % (9000 + i), out.iso(c["since"]),
                          out.iso(date(2026, 6, 30))])
    out.write_csv(folder + "/exports/contacts.csv", table)
    return found


def latin(people, role, fallback):
    """A signer's name that a scan can show in Latin letters."""
    name = people.get(role, (fallback,))[0]
    return name if name.isascii() else fallback


def events(rng, folder, rows, entries, opened, people):
    head = ["date", "time", "customer", "invoice", "kind", "staff", "contact", "outcome", "promise_date", "promise_amount",
            "next_action", "next_date", "risk", "reference", "note"]
    table = []
    by = {c["code"]: c for c in rows}

    def who(code):
        p = people[code]
        return p.get("accounts", next(iter(p.values())))[0]

    def add(d, code, kind, staff, invoice="", outcome="", pdate=None, pamount="", action="", ndate=None, risk="", ref="", note="", contact=None):
        table.append([out.iso(d), "%02d:%02d" % (rng.randrange(9, 17), rng.randrange(0, 60)), code, invoice, kind, staff,
                      who(code) if contact is None else contact, outcome, out.iso(pdate), pamount, action, out.iso(ndate), risk, ref, note])

    def worst(code):
        return min(opened[code], key=lambda e: (e.due, e.number))

    for c in rows:
        code, age, s = c["code"], c["age"], c["salesman"]
        if age is None or age < 2:
            continue
        sv = MGR[s]
        start = AS_OF - DAY * (age - 1)                # the first day overdue of the oldest item
        inv = worst(code).number
        talk = rng.choice(TALKS_AR if c["language"] == "ar" else TALKS)
        called = office_day(start + DAY * 1 if age > 2 else start)
        add(called, code, "call", s, inv, talk[0], action="call again", ndate=office_day(called + DAY * 3, 1), risk="low", note=talk[1])
        if age >= 6 and c["email"]:
            mailed = office_day(start + DAY * 5)
            add(mailed, code, "email", "AR1", inv, "sent", action="call", ndate=office_day(mailed + DAY * 3, 1), note=rng.choice(MAILS))
        if age >= 17:
            add(start + DAY * 16, code, "block", "AR1", ref="BLK-%s" % code.replace("/", "").replace(" ", ""),
                note="Automatic block: delay over 15 days.", contact="")
            seen = office_day(min(start + DAY * 18, AS_OF - DAY))
            met = rng.choice(VISITS_AR if c["language"] == "ar" else VISITS)
            add(seen, code, "visit", sv, inv, "met", action="follow up payment", ndate=office_day(seen + DAY * 4, 1), risk="medium",
                contact=next(iter(people[code].values()))[0], note=met)
        if age >= 35:
            seen = office_day(start + DAY * 33)
            add(seen, code, "visit", "SD1", inv, "met", action="formal notice", ndate=office_day(seen + DAY * 3, 1), risk="medium",
                contact=next(iter(people[code].values()))[0], note=rng.choice(HIGH_VISITS))

    def left(code, n=1):
        due = sorted((e for e in opened[code] if (AS_OF - e.due).days - 1 >= 0), key=lambda e: e.due)
        return sum(e.left_on(AS_OF) for e in due[:n])

    plain = lambda v: out.money(v, "AED", "")
    p = worst("C1125")
    add(date(2026, 10, 27), "C1125", "promise", "COL1", p.number, "promised", date(2026, 11, 5), plain(left("C1125", 99)), "check bank", date(2026, 11, 5), "low",
        note="Full overdue amount by transfer.")
    p = worst("C1126")
    add(date(2026, 10, 15), "C1126", "promise", "COL1", p.number, "promised", date(2026, 10, 22), plain(left("C1126")), "check bank", date(2026, 10, 22), "medium",
        note="Cheque to be ready on the 22nd.")
    add(date(2026, 10, 23), "C1126", "call", "COL1", p.number, "no_answer", action="call again", ndate=date(2026, 10, 26), risk="high", note="Nothing received in the bank.")
    kept = [e for e in entries if e.customer == "C1127" and e.type == "payment" and e.date == date(2026, 10, 14)]
    add(date(2026, 10, 8), "C1127", "promise", "S01", kept[0].applies.number, "promised", date(2026, 10, 15), plain(sum(e.amount for e in kept)), "check bank",
        date(2026, 10, 15), "low", note="Transfer in the middle of the month.")
    add(date(2026, 10, 20), "C1124", "do_not_write", "COL1", note="Family mourning; owner will be met in person by the sales director.", contact="")
    add(date(2026, 8, 18), "C1129", "agency", "FM1", ref="AG-26-0007", note="Referred to the collection agency with all papers.", contact="")
    add(date(2026, 7, 6), "C1130", "court", "LEG1", ref="DXB-CIV-2026-DEMO-118", note="Order for payment applied for.", contact="")
    add(date(2026, 10, 28), "C1131", "message", "SD1", worst("C1131").number, risk="high", outcome="alert", action="high-risk alert", ndate=date(2026, 11, 2),
        note="Two site closures reported; other suppliers unpaid. Exposure to be reviewed at once.")
    add(date(2026, 8, 19), "C1132", "police_case", "PRO1", worst("C1132").number, "opened", ref="BUR-DXB-2026-DEMO-4471", note="Case for the bounced cheque.", contact="")
    add(date(2026, 9, 8), "C1132", "asset_removal", "MEM1", ref="C3-0091", outcome="partly", note="One chest freezer removed, upright fridge refused.", risk="high")
    add(date(2026, 10, 1), "C1132", "message", "COL1", worst("C1132").number, "no_answer", risk="high", note="Reminder left with the shop manager.")
    for e in sorted((e for mine in opened.values() for e in mine if e.status), key=lambda e: e.number):
        d = min(e.date + DAY * 8, AS_OF - DAY * 3)
        if e.status == "disputed":
            add(d, e.customer, "dispute", e.salesman, e.number, "open", action="check proof of delivery", ndate=AS_OF + DAY * 4,
                ref="CLM-" + e.dn[3:], note="Quantity received differs from the delivery note.")
        else:
            add(d, e.customer, "return", e.salesman, e.number, "open", ref="RMA-" + e.dn[3:], note="Return authorised, goods not yet back.")
    add(date(2026, 6, 2), "C1139", "block", "AR1", ref="BLK-C1139", note="Manual block.", contact="")
    add(date(2026, 6, 24), "C1139", "unblock", "FM1", ref="DOA-2026-019", note="Paid in full; reinstated with DoA.", contact="")
    for k, d in enumerate((date(2026, 3, 9), date(2026, 6, 15), date(2026, 9, 14))):
        add(d, "D3002", "block", "AR1", ref="VIOL-%d" % (k + 1), note="Short cash terms broken (%d)." % (k + 1), contact="")
    table.sort(key=lambda r: (r[0], r[1], r[2], r[4]))
    out.write_csv(folder + "/exports/events.csv", [head] + table)
    return table


def arrangements(folder, entries, opened, people):
    head = ["customer", "ref", "kind", "date", "instalment", "due", "amount", "interest", "guarantor", "signed_by", "signed_role"]
    paid = next(e for e in entries if e.customer == "C1128" and e.text.startswith("Instalment 1"))
    rest = sum(e.left_on(AS_OF) for e in opened["C1128"] if (AS_OF - e.due).days >= 1)
    half = rest // 2 // 100 * 100
    m = lambda v: out.money(v, "AED", "")
    md = people["C1128"]["managing_director"][0]
    table = [head]
    for i, (due, amount) in enumerate(((date(2026, 10, 15), paid.amount), (date(2026, 11, 15), half), (date(2026, 12, 15), rest - half)), 1):
        table.append(["C1128", "SET-2026-004", "settlement", "2026-09-29", i, out.iso(due), m(amount), "0.00", md, md, "managing_director"])
    owed = sum(e.left_on(AS_OF) for e in opened["C1136"] if (AS_OF - e.due).days >= 1)
    half = owed // 2 // 100 * 100
    keeper = people["C1136"]["storekeeper"][0]
    for i, (due, amount) in enumerate(((date(2026, 10, 15), half), (date(2026, 11, 30), owed - half)), 1):
        table.append(["C1136", "GL-2026-011", "guarantee", "2026-10-01", i, out.iso(due), m(amount), "", "", keeper, "storekeeper"])
    out.write_csv(folder + "/exports/arrangements.csv", table)


def assets(folder, rows):
    head = ["customer", "type", "qty", "serial", "condition", "location", "placed_on", "removed_on", "form_no", "verifier", "photo"]
    t = [head,
         ["C1132", "upright fridge", 1, "UF-550-20381", "good", "front of shop, left", "2024-03-11", "", "C3-0091", "", "IMG_20260908_1012.jpg"],
         ["C1132", "chest freezer", 1, "CF-300-11752", "scratched lid", "behind the counter", "2024-03-11", "2026-09-08", "C3-0091", "MEM1", "IMG_20260908_1020.jpg"],
         ["C1132", "display stand", 2, "", "good", "aisle 3", "2025-01-20", "", "", "", ""]]
    kinds = [("upright fridge", "UF-550-%05d"), ("display stand", ""), ("chest freezer", "CF-300-%05d"), ("gondola end", ""), ("key cutting stand", "KS-2-%05d")]
    for i, code in enumerate(("C/1042", "C/1042", "C/1042", "C1101", "C1109", "C1124", "C1111", "C1133", "D3001", "D3003", "KX-20a", "M4001")):
        k = kinds[i % 5]
        t.append([code, k[0], 1 + i % 3 if not k[1] else 1, k[1] % (20400 + i * 37) if k[1] else "", ["good", "fair", "good", "door seal worn"][i % 4],
                  ["entrance", "aisle 1", "cash desk"][i % 3], out.iso(date(2024, 5, 6) + DAY * 31 * i), "", "", "", ""])
    out.write_csv(folder + "/exports/assets.csv", t)


def deductions(folder, opened):
    t = [["customer", "invoice", "claim_no", "date", "amount", "reason", "approved"]]
    reasons = [("short delivery", "yes"), ("price difference", "no"), ("damaged goods", ""), ("promotion support", "yes"), ("expired stock", "")]
    for i, code in enumerate(("C1134", "C1111", "C1133", "C/1042", "C1104", "C/1042", "C1121")):
        e = sorted(opened[code], key=lambda e: e.number)[i % 2 if len(opened[code]) > 1 else 0]
        t.append([code, e.number, "CLM-2026-%03d" % (41 + i), out.iso(min(AS_OF - DAY * (3 + i), e.date + DAY * 9)),
                  out.money(e.amount // (9 + i) // 5 * 5, e.currency, ""), *reasons[i % 5]])
    out.write_csv(folder + "/exports/deductions.csv", t)


def holidays(folder):
    out.write_csv(folder + "/exports/holidays.csv", [["date", "name", "country"]] + [[d, n, "AE"] for d, n in HOLIDAYS])


def evidence(rng, folder, rows, opened, people):
    """Scans of signed papers under the names that copiers and telephones give them, and their index."""
    table = [["file", "customer", "invoice", "date", "doctype", "signed_by", "signed_role", "stamped", "note"]]
    by = {c["code"]: c for c in rows}
    made = {}
    count = [30]

    def file(name, data):
        assert name.lower() not in made, name
        made[name.lower()] = data
        out.write_bytes(folder + "/scans/" + name, data)

    def stamp(c):
        words = c["name"].replace(" LLC", "").split()
        return [" ".join(words[:3]).upper(), c["city"].upper(), "LLC" if "LLC" in c["name"] else "U.A.E."]

    def scan(code, kind, d, invoice=None, signer=None, role="", stamped=True, name=None, note="", sender=None, pages=1, photo=False):
        c = by[code]
        count[0] += 1
        number = invoice.number if invoice else ""
        title = {"PO": "PURCHASE ORDER", "DN": "DELIVERY NOTE", "INV": "TAX INVOICE", "CONTRACT": "SUPPLY AGREEMENT", "PROOF": "PROOF OF DELIVERY",
                 "CONFR": "CONFIRMATION OF BALANCE", "GUARS": "GUARANTEE LETTER", "POLICE": "POLICE REPORT – RECEIPT", "VISIT1": "VISIT REPORT C-1",
                 "VISIT2": "ESCALATION VISIT C-2", "NOTICE": "FORMAL NOTICE", "PAYP": "PAYMENT ADVICE", "RMA": "RETURN AUTHORISATION", "ASSET": "ASSET RECOVERY C-3",
                 "STMT": "STATEMENT OF ACCOUNT", "BDR": "BAD DEBTS REPORT", "EMAIL": "E-MAIL PRINT-OUT"}.get(kind, kind)
        ours = kind not in ("PO", "CONFR", "GUARS", "POLICE")
        facts = [("Date", d.strftime("%d/%m/%Y")), ("Customer", f"{c['name'][:58]}"), ("Account", code)]
        lines = []
        if invoice:
            facts.append(("Invoice", number))
            ref = {"PO": invoice.po, "DN": invoice.dn}.get(kind)
            if ref:
                facts.append(("Number", ref))
            facts.append(("Amount", f"{invoice.currency} {out.money(invoice.amount, invoice.currency)}"))
            lines = [(g[1] + " " + g[0], str(rng.randrange(2, 60))) for g in rng.sample(names.GOODS, 3)]
        shown = (signer, role.replace("_", " ").title()) if signer else None
        papers = [scans.paper(rng, HOUSE if ours else c["name"][:46], title, facts, lines, shown if p == pages - 1 else None,
                              stamp(c) if stamped and p == pages - 1 else None, f"page {p + 1} of {pages}") for p in range(pages)]
        if photo:
            w, h = 200, 288
            data = scans.pdf([], (scans.jpeg(w, h, sheet(rng, w, h)), w, h))
        else:
            data = scans.pdf(papers)
        plain = (number or code).replace("/", "-").replace(" ", "_")
        default = rng.choice([f"SCAN_{d:%Y%m%d}_{count[0]:04d}.pdf", f"{kind.lower()} {plain}.pdf", f"{kind} {plain} signed.PDF",
                              f"{plain} ({kind}).pdf", f"Xerox_{count[0]:05d}.pdf", f"{d:%d-%m-%Y} {kind} {plain}.pdf"])
        name = name or default
        if name.lower() in made:
            name = f"{count[0]:03d} {name}"
        file(name, data)
        table.append([name, code, number, out.iso(d), kind, signer or "", role if signer else "", "yes" if stamped else "no", note])
        return name

    def trio(code, inv, gap=()):
        p = people[code]
        keeper = p.get("storekeeper", next(iter(p.values())))[0]
        buyer = latin(p, "purchasing", "Omar Barakat")
        role = "storekeeper" if "storekeeper" in p else "owner"
        if "PO" not in gap and inv.po:
            scan(code, "PO", inv.date - DAY * 2, inv, buyer, "purchasing" if "purchasing" in p else "owner")
        if "INV" not in gap:
            scan(code, "INV", inv.date, inv, latin(p, "accounts", "Reem Khoury"), "accounts", stamped="stamp" not in gap)
        if "DN" not in gap:
            signed = "sign" not in gap
            scan(code, "DN", inv.date + DAY, inv, (keeper if keeper.isascii() else "Anil Nair") if signed else None, role, note="" if signed else "no signature visible")

    # the leaving salesman: supporting papers, with gaps
    gaps = [(), ("PO",), ("stamp",), ("DN",), (), ("sign",), ("PO", "DN")]
    n = 0
    for c in rows:
        if c["salesman"] == "S04" and c["kind"] != "cash":
            for inv in sorted((e for e in opened[c["code"]] if e.type == "invoice" and e.date <= AS_OF), key=lambda e: e.due)[:2]:
                trio(c["code"], inv, gaps[n % len(gaps)])
                n += 1
    # a complete case, and one with gaps
    p = people["C1132"]
    md = latin(p, "managing_director", "Khalid Barakat")
    for inv in sorted((e for e in opened["C1132"] if e.type == "invoice"), key=lambda e: e.due):
        trio("C1132", inv)
    inv = min((e for e in opened["C1132"] if e.type == "invoice"), key=lambda e: e.due)
    scan("C1132", "CONTRACT", by["C1132"]["contract_date"], None, md, "managing_director", pages=3, name="Agreement murjan al fajr FINAL (2).pdf")
    scan("C1132", "VISIT1", date(2026, 8, 14), None, STAFF_NAME["SV1"] + ", " + STAFF_NAME["CM1"], "supervisor", name="C-1 murjan.pdf", note="customer stamp on page 1")
    scan("C1132", "VISIT2", date(2026, 9, 1), None, STAFF_NAME["SD1"] + ", " + STAFF_NAME["PRO1"], "sales_director", name="C-2 murjan.pdf")
    scan("C1132", "NOTICE", date(2026, 9, 2), None, STAFF_NAME["SD1"], "sales_director", stamped=False, name="NOTICE murjan 02-09.pdf", pages=2)
    scan("C1132", "PROOF", date(2026, 9, 3), None, latin(p, "accounts", "Reem Khoury"), "accounts", name="courier slip 7731204.pdf", note="delivery proof of the notice")
    scan("C1132", "POLICE", date(2026, 8, 19), None, "Duty officer", "authorised", name="report BUR-DXB-2026-DEMO-4471.pdf")
    scan("C1132", "ASSET", date(2026, 9, 8), None, STAFF_NAME["MEM1"], "mem", name="C3-0091.pdf")
    scan("C1132", "STMT", date(2026, 10, 1), None, None, stamped=False, name="stmt oct murjan.pdf")
    for i, (fn, kind) in enumerate((("IMG_20260908_1012.jpg", "fridge"), ("IMG_20260908_1020.jpg", "freezer"))):
        file(fn, scans.photo(rng, kind))
        table.append([fn, "C1132", "", "2026-09-08", "PHOTO", "", "", "no", ["upright fridge UF-550-20381, in place", "chest freezer CF-300-11752, at removal"][i]])
    for i, inv in enumerate(sorted((e for e in opened["C1133"] if e.type == "invoice"), key=lambda e: e.due)[:3]):
        trio("C1133", inv, [("PO",), ("DN",), ("INV", "sign")][i])
    scan("C1133", "VISIT1", date(2026, 9, 20), None, STAFF_NAME["SV2"], "supervisor", stamped=False, name="visit sidra.pdf", note="channel manager's signature missing")
    # papers that carry a rule
    keeper = people["C1136"]["storekeeper"][0]
    scan("C1136", "GUARS", date(2026, 10, 1), None, keeper, "storekeeper", name="guarantee fajr al souq.pdf", note="signed by the shop assistant")
    g = people["C1128"]["managing_director"][0]
    scan("C1128", "GUARS", date(2026, 9, 29), None, people["C1128"]["chief_accountant"][0], "chief_accountant", name="GL burj zaman signed.pdf")
    scan("C1128", "OTHER", date(2026, 9, 29), None, g, "managing_director", name="SET-2026-004 signed.pdf", note="settlement arrangement", pages=2)
    scan("C1137", "CONFR", date(2026, 10, 9), None, people["C1137"]["accounts"][0], "accounts", name="balance conf safwa.pdf", note="signed by accounts")
    scan("C1103", "CONFR", date(2026, 10, 7), None, latin(people["C1103"], "managing_director", "Nabil Saab"), "managing_director", name="Mizan - balance conf 30-09.pdf")
    scan("C/1042", "CONFR", date(2026, 10, 12), None, latin(people["C/1042"], "managing_director", "Huda Zaidan"), "managing_director", stamped=False,
         name="tilal conf.pdf", note="no stamp")
    scan("C/1042", "CONTRACT", by["C/1042"]["contract_date"], None, latin(people["C/1042"], "managing_director", "Huda Zaidan"), "managing_director", pages=3,
         name="SA Tilal Al Manar.pdf")
    for inv in sorted(opened["C/1042"], key=lambda e: e.due)[:4]:
        if inv.type == "invoice":
            trio("C/1042", inv, ("PO",))
    e = next(e for e in opened["C1135"] if e.status == "rma")
    scan("C1135", "RMA", e.date + DAY * 8, e, None, stamped=False, name="rma bustan.pdf")
    e = min(opened["KX-20A"], key=lambda e: e.due)
    scan("KX-20A", "DN", e.date, e, latin(people["KX-20A"], "owner", "Sami Zaidan"), "owner", name="sanad istilam 44.pdf")
    e = min(opened["KX-20a"], key=lambda e: e.due)
    scan("KX-20a", "DN", e.date, e, "Omar Sharafi", "owner", stamped=False, name="sanad istilam 45.pdf", photo=True, note="photograph of the note")
    e = min(opened["C 1077"], key=lambda e: e.due)
    scan("C 1077", "PO", e.date - DAY, e, latin(people["C 1077"], "purchasing", "Reem Khoury"), "purchasing", name="PO cafe berenice_.pdf")
    # the same content twice under two names
    row = next(r for r in table if r[0] == "GL burj zaman signed.pdf")
    file("Copy of GL burj zaman signed.pdf", made[row[0].lower()])
    table.append(["Copy of " + row[0]] + row[1:8] + ["sent again by e-mail"])
    out.write_csv(folder + "/scans/evidence.csv", table)
    return table


def sheet(rng, w, h):
    """A photographed delivery note: lines of print, a signature, uneven light."""
    noise = [rng.randrange(-6, 7) for _ in range(997)]
    ends = [rng.randrange(60, w - 30) for _ in range(40)]

    ink = set()
    for i in range(1400):                              # a signature: loops that travel to the right
        t = i / 1400 * 6.5 * math.pi
        px, py = 34 + 11 * t / math.pi + 9 * math.cos(t), h - 40 - (13 - t * .35) * math.sin(t)
        ink |= {(int(px), int(py)), (int(px) + 1, int(py))}

    def pixel(x, y):
        v = 214 - 26 * abs(x - w * .4) / w - 30 * y / h
        k = y // 9
        if 24 < y < h - 70 and y % 9 in (2, 3, 4) and 20 < x < ends[k % 40] and (x * 7 + k * 13) % 11 > 3:
            v -= 110
        if (x, y) in ink:
            v -= 120
        if x < 6 or y > h - 5:
            v = 70
        return max(0, min(255, int(v + noise[(x * 3 + y * 101) % 997])))
    return pixel


def logo(folder):
    """Three palm leaves over a waterline, deep green and sand."""
    green, sand, sea, white = (18, 84, 74), (200, 160, 92), (38, 120, 128), (255, 255, 255)

    def pixel(x, y):
        dx, dy = x - .5, y - .5
        r = math.hypot(dx, dy)
        if r > .49:
            return white
        if r > .455:
            return sand
        if y > .66:
            wave = .03 * math.sin(x * 21)
            return sea if (y + wave - .66) % .11 < .055 else white
        for a in (-.62, 0, .62):
            u, v = dx * math.cos(a) + (y - .66) * math.sin(a), -(y - .66) * math.cos(a) + dx * math.sin(a)
            if 0 < v < .44 and abs(u) < .085 * math.sin(math.pi * (v / .44) ** .8) and abs(u) > .006:
                return green
        return white

    out.write_bytes(folder + "/logo.png", out.png(168, 168, pixel))  # 14 mm at 300 dpi


def house(folder):
    iban = out.iban("AE", "0990001234567890123"[:19])
    out.write_text(folder + "/house.ini", f"""# {HOUSE}: a sample house. Every name and number here is invented.

[company]
name = Samrat Al Marsa Distribution
name.ar = سمرة المرسى للتوزيع
name.ru = Самрат Аль Марса Дистрибьюшн
legal_name = {HOUSE}
legal_name.ar = سمرة المرسى للتوزيع ذ.م.م
address1 = Warehouse 17, Street 22A
address1.ar = مستودع 17، شارع 22أ
address2 = Al Quoz Industrial Area 4, P.O. Box 99017
address2.ar = منطقة القوز الصناعية 4، ص.ب. 99017
city = Dubai
city.ar = دبي
country = AE
tax_label = TRN
tax_label.ar = رقم التسجيل الضريبي
tax_id = 100999900000003
registration = Trade licence 999017
registration.ar = رخصة تجارية 999017
bank_name = Demo Gulf Bank PJSC, Al Quoz branch
bank_name.ar = بنك الخليج التجريبي ش.م.ع، فرع القوز
iban = {iban}
swift = DGBXAEAA
phone = +971 4 555 0117
email = accounts@samrat-almarsa.example
website = www.samrat-almarsa.example
logo = logo.png
accent = #12544A

[locale]
languages = en, ar, ru
pair = en+ar
country = AE
currency = AED
paper = A4
envelope = iso-dl-left
digits = western

[policy]
preset = sop
minimum.AED = 50.00
; its letters before the first day here were written by another system and are not in the register
first_letter = none
minimum.USD = 15.00
minimum.KWD = 5.000
cash_day = 20
# This sample's own figures: what an approved bad debts report takes from each role, and who approves credit memos up to which amount.
kpi_ratio.salesman = 20.0
kpi_ratio.supervisor = 10.0
kpi_ratio.channel_manager = 5.0
kpi_ratio.sales_director = 5.0
credit_memo.collector.AED = 1000.00
credit_memo.finance_manager.AED = 25000.00

[staff]
ar = AR1
collector = COL1
sales_director = SD1
finance_manager = FM1
general_manager = GM1
mem = MEM1
pro = PRO1
legal = LEG1
hr = HR1

# The customer master of the ERP.
[import.customer-master]
table = customers
encoding = utf-8
delimiter = ,
decimal = .
date_order = dmy
column.code = Account No.
column.name = Account Name
column.legal_name = Trade Licence Name
column.tax_id = TRN
column.kind = Group
column.address1 = Address Line 1
column.address2 = Address Line 2
column.city = City
column.postcode = Postal Code
column.country = Country
column.region = Region
column.route = Route
column.salesman = Rep Code
column.currency = Account Currency
column.language = Letter Language
column.terms_days = Credit Days
column.credit_limit = Credit Limit
column.email = Accounts E-mail
column.phone = Telephone
column.status = Account Status
column.since = Customer Since
column.contract_no = Agreement No.
column.contract_date = Agreement Date
map.kind.CC = company_credit
map.kind.SC = short_cash
map.kind.CA = cash
map.status.Active = active
map.status.Hold = hold
map.status.Blocked = blocked

# The old ERP, up to April 2026: a printed register with page breaks; its own sign gives the direction.
[import.sales-register]
table = ledger
encoding = windows-1252
delimiter = ;
decimal = .
date_order = dmy
skip_lines = 4
ignore_row = ^(Page [0-9]|Doc. Type|Sub-total|Grand total)
signed = yes
column.type = Doc. Type
column.number = Doc. No.
column.date = Doc. Date
column.due = Due Date
column.customer = A/C Code
column.po_number = L.P.O. No.
column.delivery_note = D/N No.
column.salesman = S/Man
column.currency = Curr.
column.amount = Doc. Amount
column.status = Hold
column.applies_to = Against Doc.
column.text = Narration
map.type.SI = invoice
map.type.SR = credit_note
map.status.DISP = disputed
map.status.RMA = rma

# The new ERP, from May 2026: saved from Excel.
[import.invoice-journal]
table = ledger
encoding = utf-16le
delimiter = ;
decimal = .
date_order = dmy
skip_lines = 2
ignore_row = ^(Sub-total|Grand total)
default.type = invoice
column.number = Voucher
column.date = Voucher Date
column.due = Maturity Date
column.customer = Account
column.po_number = Customer PO
column.delivery_note = Delivery Ref
column.salesman = Rep
column.currency = Currency Code
column.amount = Gross Amount
column.status = Flag
column.text = Line Narration
map.status.Disputed = disputed
map.status.RMA open = rma

# Receipts: one row per allocation; a row without a document is money on account.
[import.receipts]
table = ledger
encoding = utf-8
delimiter = ,
decimal = .
date_order = ymd
ignore_row = ^Grand total
default.type = payment
column.number = Receipt No
column.date = Receipt Date
column.customer = Received From
column.applies_to = Applied Document
column.currency = Ccy
column.amount = Receipt Amount
column.salesman = Collected By
column.text = Mode

# Journal vouchers: debit and credit stand in columns of their own.
[import.journal-vouchers]
table = ledger
encoding = utf-8
delimiter = tab
decimal = .
date_order = dmy
ignore_row = ^Grand total
column.type = JV Class
column.number = JV No
column.date = JV Date
column.due = Due By
column.customer = Party Code
column.applies_to = Against Ref
column.currency = JV Currency
column.debit = Debit
column.credit = Credit
column.salesman = JV Rep
column.text = Particulars
map.type.CN = credit_note
map.type.DBN = debit_note
map.type.WO = write_off

# Post-dated cheques: not payments; a cleared one has its receipt beside it.
[import.pdc-register]
table = ledger
encoding = utf-8
delimiter = ;
decimal = .
date_order = ymd
ignore_row = ^Grand total
default.type = pdc
column.number = Cheque Ref
column.date = Received On
column.due = Cheque Date
column.customer = Drawer Code
column.applies_to = Against Invoice
column.currency = Cheque Currency
column.amount = Cheque Amount
column.status = Position
column.text = Drawee Bank
map.status.In hand = in_hand
map.status.Cleared = cleared
map.status.Bounced = bounced
map.status.Replaced = replaced

[retention]
years = 7
""")
