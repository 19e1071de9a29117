"""The gulf house: a distributor in Dubai, a year of its ledger, in the untidy form of its ERP's exports."""
import math
import random
from datetime import date, timedelta

from . import names, out, scans
from .model import Entry, settle

AS_OF = date(2026, 11, 1)
START = date(2025, 11, 1)
LAST = date(2026, 10, 31)
HOUSE = "Samrat Al Marsa Distribution LLC"
DAY = timedelta(days=1)

STAFF = [  # code, name, role, reports_to, region, left_on
    ("GM1", "Hessa Al Mazrouqi", "general_manager", "", "", ""),
    ("FM1", "Ramesh Pillai", "finance_manager", "GM1", "", ""),
    ("SD1", "Nabil Haddadin", "sales_director", "GM1", "", ""),
    ("CM1", "Lina Khoury", "channel_manager", "SD1", "Dubai", ""),
    ("CM2", "Tariq Barakat", "channel_manager", "SD1", "Northern Emirates", ""),
    ("SV1", "Joseph D'Souza", "supervisor", "CM1", "Dubai", ""),
    ("SV2", "Adel Sharafi", "supervisor", "CM2", "Northern Emirates", ""),
    ("SV3", "Anil Menon", "supervisor", "CM1", "Abu Dhabi", ""),
    ("S01", "Imran Qureshi", "salesman", "SV1", "Dubai", ""),
    ("S02", "Rajan Nair", "salesman", "SV1", "Dubai", ""),
    ("S03", "Marwan Saab", "salesman", "SV2", "Sharjah", ""),
    ("S04", "Bilal Farouqi", "salesman", "SV3", "Abu Dhabi", "2026-11-12"),
    ("S05", "Suresh Mathew", "salesman", "SV2", "Ajman", ""),
    ("S06", "Hamad Al Tunaiji", "salesman", "SV2", "Ras Al Khaimah", ""),
    ("S07", "Ghassan Zaidan", "salesman", "SV3", "GCC export", ""),
    ("S08", "Priya Santos", "salesman", "SV3", "Abu Dhabi", ""),
    ("AR1", "Maria Pinto", "ar", "FM1", "", ""),
    ("COL1", "Dina Hashemi", "collector", "AR1", "", ""),
    ("MEM1", "Sami Al Rumaithy", "mem", "SD1", "", ""),
    ("PRO1", "Yousef Al Daheri", "pro", "GM1", "", ""),
    ("LEG1", "Salma Zaidan", "legal", "GM1", "", ""),
    ("HR1", "Noura Saab", "hr", "GM1", "", ""),
]
REGION = {"S01": "Dubai", "S02": "Dubai", "S03": "Sharjah", "S04": "Abu Dhabi", "S05": "Ajman",
          "S06": "Ras Al Khaimah", "S07": "Kuwait", "S08": "Abu Dhabi"}
AREAS = {"Dubai": ["Deira, Naif Road", "Al Quoz Industrial 3", "Al Karama, Street 18B", "Ras Al Khor", "Al Barsha 1"],
         "Sharjah": ["Industrial Area 6", "Rolla Street", "Al Nahda"], "Abu Dhabi": ["Musaffah M-14", "Hamdan Street", "Al Ain Road"],
         "Ajman": ["Al Jurf 2", "New Industrial Area"], "Ras Al Khaimah": ["Al Nakheel", "Al Hamra Industrial Zone"],
         "Kuwait": ["Shuwaikh Industrial 2", "Farwaniya Block 4"]}

LONG = ("Bustan Al Janoub Company for General Trading, Building Materials, Sanitary Ware "
        "and Foodstuff Wholesale (Branch) LLC")
assert len(LONG) == 116, len(LONG)

# code, kind, language, salesman, terms, oldest overdue age or None, invoices a month, currencies, trait, name, Arabic
NAMED = [
    ("C/1042", "company_credit", "en+ar", "S02", 60, 39, 0, "AED", "300 open invoices", "Tilal Al Manar Hypermarkets LLC", "هايبرماركت تلال المنار ذ.م.م"),
    ("C 1077", "company_credit", "en", "S01", 45, 6, 1.6, "AED", "customer code with a space; exactly at checkpoint +5", "Café Bérénice Restaurants LLC", "مطاعم كافيه بيرينيس ذ.م.م"),
    ("KX-20a", "short_cash", "ar", "S03", 15, 8, 2, "AED", "code differs from KX-20A only by case", "Najma Al Souq Grocery", "بقالة نجمة السوق"),
    ("KX-20A", "short_cash", "en", "S03", 15, 18, 2, "AED", "code differs from KX-20a only by case", "Najma Al Reef Minimart", "ميني مارت نجمة الريف"),
    ("C1101", "company_credit", "en+ar", "S04", 30, 1, 1.5, "AED", "first day overdue on the demo date: checkpoint +0", "Rawabi Al Wadi Foodstuff Trading LLC", "روابي الوادي لتجارة المواد الغذائية ذ.م.م"),
    ("C1102", "company_credit", "ar", "S04", 30, 16, 1.5, "AED", "exactly at checkpoint +15, first day of bucket 16-30: a case opens", "Safwa Al Hosn Building Materials Trading LLC", "صفوة الحصن لتجارة مواد البناء ذ.م.م"),
    ("C1103", "company_credit", "en", "S04", 45, 31, 1.5, "AED", "exactly at checkpoint +30, first day of bucket 31-60", "Mizan Electrical & Hardware LLC", "ميزان للأدوات الكهربائية والعدد ذ.م.م"),
    ("C1104", "company_credit", "en+ar", "S04", 60, 61, 1.5, "AED", "exactly at checkpoint +60, first day of bucket >60", "Durra Al Bahr General Trading LLC", "درة البحر للتجارة العامة ذ.م.م"),
    ("C1105", "company_credit", "en+ar", "S05", 60, 62, 1.5, "AED", "second day of bucket >60", "Ghaf Al Shamal Catering Services LLC", "غاف الشمال لخدمات التموين ذ.م.م"),
    ("C1106", "company_credit", "en", "S05", 30, 5, 1.5, "AED", "one day before checkpoint +5", "Joshi Brothers Hardware Trading", ""),
    ("C1107", "company_credit", "ar", "S06", 30, 15, 1.5, "AED", "one day before checkpoint +15, last day of bucket 1-15", "Falaj Al Hosn Hardware & Sanitary Ware Trading", "فلج الحصن لتجارة الأدوات الصحية والعدد"),
    ("C1108", "company_credit", "en", "S06", 45, 30, 1.5, "AED", "one day before checkpoint +30, last day of bucket 16-30", "Waha Al Reef Supermarket LLC", "سوبرماركت واحة الريف ذ.م.م"),
    ("C1109", "company_credit", "en+ar", "S01", 30, 60, 1.5, "AED", "one day before checkpoint +60, last day of bucket 31-60", "Karam Al Souq Foodstuff Trading LLC", "كرم السوق لتجارة المواد الغذائية ذ.م.م"),
    ("C1110", "company_credit", "en", "S01", 30, 17, 1.5, "AED", "second day of bucket 16-30", "Barjeel Facility Supplies LLC", "برجيل لتوريدات المرافق ذ.م.م"),
    ("C1111", "company_credit", "en+ar", "S02", 30, 32, 1.5, "AED", "second day of bucket 31-60", "Yasmeen Al Medina Supermarket LLC", "سوبرماركت ياسمين المدينة ذ.م.م"),
    ("C1112", "company_credit", "en", "S02", 45, 0, 1.2, "AED", "due on the demo date itself: not overdue before tomorrow", "Marsa Al Khor Ship Stores LLC", "مرسى الخور لتموين السفن ذ.م.م"),
    ("C1120", "company_credit", "en", "S01", 30, None, 1, "AED", "negative balance: an unallocated payment exceeds the open invoices", "Zaytoun Al Manar Catering Services LLC", "زيتون المنار لخدمات التموين ذ.م.م"),
    ("C1121", "company_credit", "ar", "S03", 30, 10, 1, "AED", "open credit note and unallocated payment beside overdue invoices", "Qamar Al Medina General Trading LLC", "قمر المدينة للتجارة العامة ذ.م.م"),
    ("C1122", "company_credit", "en", "S03", 30, 25, 0, "AED", "overdue AED 31.50: below the minimum amount", "Jood Al Reef Cafeteria", "كافتيريا جود الريف"),
    ("C1123", "company_credit", "en", "S05", 30, 25, 0, "AED", "overdue exactly AED 50.00: the minimum itself", "Tamr Al Souq Cafeteria", "كافتيريا تمر السوق"),
    ("C1124", "company_credit", "en+ar", "S06", 30, 34, 1.5, "AED", "marked do_not_write", "Saqr Al Shamal Building Materials Trading LLC", "صقر الشمال لتجارة مواد البناء ذ.م.م"),
    ("C1125", "company_credit", "en", "S02", 30, 22, 1.5, "AED", "promise pending (2026-11-05)", "Mawsim Foodstuff Trading LLC", "موسم لتجارة المواد الغذائية ذ.م.م"),
    ("C1126", "company_credit", "en+ar", "S04", 30, 41, 1.5, "AED", "promise broken (2026-10-22, nothing came)", "Shurooq Al Qurm Hardware & Sanitary Ware Trading", "شروق القرم لتجارة الأدوات الصحية والعدد"),
    ("C1127", "company_credit", "en", "S01", 30, 13, 1.5, "AED", "promise kept (2026-10-15), newer items overdue", "Rimal Al Wadi Electrical & Hardware LLC", "رمال الوادي للأدوات الكهربائية والعدد ذ.م.م"),
    ("C1128", "company_credit", "en+ar", "S05", 45, 53, 1.5, "AED", "settlement arrangement pending: first instalment paid, next 2026-11-15", "Burj Zaman General Trading LLC", "برج زمان للتجارة العامة ذ.م.م"),
    ("C1129", "company_credit", "en", "S06", 30, 141, 1, "AED", "handed to a collection agency", "Sahel Al Janoub Minimart LLC", "ميني مارت ساحل الجنوب ذ.م.م"),
    ("C1130", "company_credit", "en+ar", "S03", 30, 211, 1, "AED", "before the court", "Nahda Al Bahr Building Materials Trading LLC", "نهضة البحر لتجارة مواد البناء ذ.م.م"),
    ("C1131", "company_credit", "en+ar", "S02", 60, 23, 2, "AED", "high risk, large exposure", "Wared Al Manar Contracting Supplies LLC", "وارد المنار لتوريدات المقاولات ذ.م.م"),
    ("C1132", "company_credit", "en+ar", "S01", 30, 99, 1.2, "AED", "case over 60 days with complete papers; assets placed; police case for a bounced cheque", "Murjan Al Fajr Supermarket LLC", "سوبرماركت مرجان الفجر ذ.م.م"),
    ("C1133", "company_credit", "ar", "S03", 45, 76, 1.2, "AED", "case over 60 days with gaps in its papers", "Sidra Al Wadi Building Materials Trading LLC", "سدرة الوادي لتجارة مواد البناء ذ.م.م"),
    ("C1134", "company_credit", "en", "S05", 30, 20, 0, "AED", "everything overdue is disputed", "Rayhan Al Khor Foodstuff Trading LLC", "ريحان الخور لتجارة المواد الغذائية ذ.م.م"),
    ("C1135", "company_credit", "ar", "S06", 30, 27, 0, "AED", "everything overdue is under RMA", "Bustan Al Qurm Electrical & Hardware LLC", "بستان القرم للأدوات الكهربائية والعدد ذ.م.م"),
    ("C1136", "company_credit", "en+ar", "S01", 30, 37, 1.5, "AED", "guarantee letter signed by a storekeeper: not valid evidence; its first date is broken", "Fajr Al Souq General Trading LLC", "فجر السوق للتجارة العامة ذ.م.م"),
    ("C1137", "company_credit", "en", "S02", 30, 9, 1.5, "AED", "confirmation signed by accounts: not valid evidence", "Safwa Al Khor Foodstuff Trading LLC", "صفوة الخور لتجارة المواد الغذائية ذ.م.م"),
    ("C1138", "company_credit", "en+ar", "S04", 45, 48, 1.2, "AED", "over 45 days: DoA needed; part-paid items; a cheque bounced", "Tilal Al Bahr Catering Services LLC", "تلال البحر لخدمات التموين ذ.م.م"),
    ("C1139", "company_credit", "en", "S05", 30, None, 1.5, "AED", "nothing overdue", "Waha Al Hosn Supermarket LLC", "سوبرماركت واحة الحصن ذ.م.م"),
    ("C1140", "company_credit", "ar", "S06", 30, None, 1.5, "AED", "nothing overdue; post-dated cheques in hand for all", "Karam Al Wadi Foodstuff Trading LLC", "كرم الوادي لتجارة المواد الغذائية ذ.م.م"),
    ("C1141", "company_credit", "en+ar", "S02", 60, 4, 1.5, "AED", "a name of 116 characters", LONG, "شركة بستان الجنوب للتجارة العامة ومواد البناء والأدوات الصحية والمواد الغذائية بالجملة ذ.م.م"),
    ("C1142", "company_credit", "ru", "S01", 30, 7, 1.5, "USD", "letters in Russian, in dollars", "Severny Bereg Trading FZE", "سيفيرني بيريغ للتجارة م.م.ح"),
    ("C1143", "company_credit", "ru", "S01", 30, 35, 1.2, "AED USD", "letters in Russian, two currencies", "Vostochny Dvor Gastronom FZE", "فوستوتشني دفور م.م.ح"),
    ("K2001", "company_credit", "en+ar", "S07", 60, 19, 1.4, "KWD", "dinars, three decimals", "Durrat Al Sahel Trading W.L.L.", "درة الساحل للتجارة ذ.م.م"),
    ("K2002", "company_credit", "ar", "S07", 60, 67, 1.2, "KWD", "dinars over 60 days", "Mizan Al Shamal Foodstuff W.L.L.", "ميزان الشمال للمواد الغذائية ذ.م.م"),
    ("K2003", "company_credit", "en", "S07", 45, 3, 1.4, "KWD USD", "dinars and dollars", "Barjeel Al Bahr Supplies W.L.L.", "برجيل البحر للتوريدات ذ.م.م"),
    ("K2004", "company_credit", "en+ar", "S07", 30, 32, 1.2, "AED USD KWD", "three currencies at once", "Tamr Al Janoub Import & Export Co.", "تمر الجنوب للاستيراد والتصدير"),
    ("K2005", "company_credit", "en", "S07", 60, None, 1.2, "USD", "dollars, nothing overdue", "Qamar Ocean Provisions FZE", ""),
    ("D3001", "short_cash", "ar", "S04", 15, 4, 2, "AED", "of the leaving salesman", "Tamr Al Hosn Grocery", "بقالة تمر الحصن"),
    ("D3002", "short_cash", "en", "S04", 10, 13, 2, "AED", "of the leaving salesman; third breach", "Jood Al Wadi Minimart", "ميني مارت جود الوادي"),
    ("D3003", "short_cash", "en+ar", "S04", 15, 34, 1.6, "AED", "of the leaving salesman; delay over 15 days: pure cash", "Qamar Al Souq Hardware & Sanitary Ware Trading", "قمر السوق لتجارة الأدوات الصحية والعدد"),
    ("D3004", "short_cash", "ar", "S04", 7, None, 2, "AED", "of the leaving salesman; nothing overdue", "Sidra Al Qurm Cafeteria", "كافتيريا سدرة القرم"),
    ("M4001", "cash", "ar", "S04", 0, 12, 1.4, "AED", "cash customer of the leaving salesman, overdue since 20 October", "Najma Al Khor Grocery", "بقالة نجمة الخور"),
    ("M4002", "cash", "en", "S04", 0, None, 1.4, "AED", "cash customer of the leaving salesman, due 20 November", "Wared Al Reef Minimart", "ميني مارت وارد الريف"),
    ("D3010", "short_cash", "en", "S01", 15, 71, 1.5, "AED", "short cash over 60 days; part written off", "Zaytoun Al Souq Minimart", "ميني مارت زيتون السوق"),
    ("D3011", "short_cash", "ru", "S02", 15, 11, 1.5, "AED", "short cash, letters in Russian", "Teremok Delikates Foodstuff LLC", "تيريموك ديليكاتس للمواد الغذائية ذ.م.م"),
]
SHORT_AGES = [None, 1, 3, 6, 9, 12, 16, 17, 19, 22, 27, 31, 32, 38, 46, 59, 62, None, 2, 5, 7, 14]
CASH_AGES = [None, 12, None, 42, None, 12, None, 73, None, None]
LEGAL_RU = {"C1142": "Северный берег Трейдинг", "C1143": "Гастроном «Восточный двор»", "D3011": "Теремок Деликатес"}


def customers(rng):
    """Every customer as a dict, in the order of the export."""
    rows = [dict(zip("code kind language salesman terms age rate currencies trait name arabic".split(), r)) for r in NAMED]
    used = {r["name"] for r in rows}
    fills = [("D31%02d" % i, "short_cash", a) for i, a in enumerate(SHORT_AGES)]
    fills += [("M41%02d" % i, "cash", a) for i, a in enumerate(CASH_AGES)]
    for i, (code, kind, age) in enumerate(fills):
        while True:
            w, s = rng.choice(names.WORDS), rng.choice(names.SECOND)
            t = rng.choice(names.TRADES[3:8] if kind == "cash" else names.TRADES)
            name = f"{w[0]} {s[0]} {t[0]}"
            if name not in used:
                break
        used.add(name)
        arabic = f"{w[1]} {s[1]} {t[1]}" if "ذ.م.م" in t[1] or t[1].startswith("ل") else f"{t[1]} {w[1]} {s[1]}"
        rows.append(dict(code=code, kind=kind, language=["en", "ar", "en+ar", "ar"][i % 4],
                         salesman=["S01", "S02", "S03", "S05", "S06", "S08"][i % 6],
                         terms=0 if kind == "cash" else [7, 10, 15][i % 3], age=age,
                         rate=[1.2, 2, 1.6][i % 3], currencies="AED", trait="", name=name, arabic=arabic))
    for i, c in enumerate(rows):
        kuwait = c["code"].startswith("K2") and c["code"] != "K2005"
        region = "Kuwait" if kuwait else REGION[c["salesman"]] if c["salesman"] != "S07" else "Dubai"
        c["region"] = region
        c["city"] = "Kuwait City" if kuwait else region
        c["country"] = "KW" if kuwait else "AE"
        c["address1"] = rng.choice(["Shop %d", "Warehouse %d", "Unit %d", "Office %d"]) % rng.randrange(2, 68)
        c["address2"] = rng.choice(AREAS[region])
        c["pobox"] = "" if kuwait else "P.O. Box %d" % rng.randrange(10100, 98900)
        c["postcode"] = "%05d" % rng.randrange(13000, 92000) if kuwait else ""
        c["tax_id"] = "" if kuwait or c["kind"] == "cash" and i % 2 else "1009999%08d" % (i * 1237 + 101)
        c["route"] = "R%s-%d" % (c["salesman"][1:], i % 5 + 1)
        c["phone"] = ("+965 5555 %04d" if kuwait else "+971 4 555 %04d") % (100 + i * 7)
        slug = "".join(ch for ch in c["name"].lower().split(" llc")[0].replace("é", "e") if ch.isalnum())[:24]
        c["email"] = "" if c["kind"] == "cash" and i % 3 else f"accounts@{slug}.example"
        c["since"] = date(2016, 1, 1) + DAY * rng.randrange(0, 3300)
        c["contract"] = "SA-%04d/%d" % (200 + i, c["since"].year) if c["kind"] == "company_credit" else ""
        c["contract_date"] = c["since"] + DAY * 14 if c["contract"] else None
        c["status"] = "Active"
        c["limit"] = 0
    for c in rows:
        a = c["age"]
        if c["code"] in ("C1129", "C1130", "C1132", "C1133") or a is not None and a > 46:
            c["status"] = "Blocked"
        elif c["kind"] == "short_cash" and a is not None and a > 16:
            c["status"] = "Hold"
    return rows


def goods_text(rng, language, latin):
    lines = []
    for g in rng.sample(names.GOODS, rng.randrange(1, 4)):
        n = rng.randrange(2, 60)
        if language == "ar" and not latin:
            lines.append(f"توريد {g[2]} {g[0]} عدد {n}")
        else:
            lines.append(f"{g[1]} {g[0]}, {n} pcs")
    return lines


def gross(rng, low, high, currency):
    net = math.exp(rng.uniform(math.log(low), math.log(high)))
    if currency == "KWD":
        return int(net * 1000) // 5 * 5              # export, zero-rated; fils in fives
    fils = int(net * 100) // 25 * 25
    return fils * 105 // 100 if currency == "AED" else fils


def due_of(c, d):
    if c["terms"]:
        return d + DAY * c["terms"]
    return date(d.year, d.month, 20) if d.day <= 20 else (
        date(d.year + d.month // 12, d.month % 12 + 1, 20))


def date_for_due(c, due):
    return due - DAY * c["terms"] if c["terms"] else due - DAY * 12


SIZE = {"company_credit": (2200, 38000), "short_cash": (450, 6500), "cash": (180, 2600)}


def invoice_dates(rng, c, rate):
    dates, d = [], START
    while d <= LAST:
        if d.weekday() < 5 and rng.random() < rate / 21.0:
            dates.append(d)
        d += DAY
    return dates


def ledger(rng, rows):
    """All entries, with allocations; numbers come later, in the order of dates."""
    entries, opened = [], {}

    def invoice(c, d, amount, currency="AED", due=None, status="", text=None):
        latin = d < date(2026, 5, 1)
        e = Entry(c["code"], "invoice", d, due or due_of(c, d), amount, currency, salesman=c["salesman"], status=status)
        lines = text or goods_text(rng, c["language"], latin)
        e.text = ("; " if latin else "\n").join(lines)
        e.po = "" if c["kind"] == "cash" else rng.choice(["LPO-%05d", "PO/%d", "4500%06d"]) % rng.randrange(1000, 99999)
        e.dn = "DN-%06d" % rng.randrange(100000, 999999)
        entries.append(e)
        return e

    def pay(inv, d, amount=None, text="", number=""):
        e = Entry(inv.customer, "payment", d, None, amount or inv.left(), inv.currency, salesman=inv.salesman,
                  text=text or rng.choice(["Bank transfer", "Cheque", "Cash", "Card"]))
        settle(inv, e)
        entries.append(e)
        return e

    def returned(inv, d):
        e = Entry(inv.customer, "credit_note", d, None, inv.amount // 11 // 5 * 5, inv.currency, salesman=inv.salesman,
                  text=rng.choice(["Return – damaged cartons", "Return – short expiry", "Price difference – agreed list ½ %"]))
        entries.append(settle(inv, e))

    for c in rows:
        code, age = c["code"], c["age"]
        opened[code] = []
        if code == "C/1042":
            many(rng, c, invoice, pay, opened[code])
            continue
        if code in ("C1122", "C1123", "C1134", "C1135"):
            continue                                   # made by hand below
        for ci, currency in enumerate(c["currencies"].split()):
            low, high = SIZE[c["kind"]]
            if currency == "USD":
                low, high = low / 3.67, high / 3.67
            if currency == "KWD":
                low, high = low / 12, high / 12
            if code == "C1131":
                low, high = 21000, 78000
            target = age if ci == 0 or age is None else max(1, age - 11 * ci)
            dates = invoice_dates(rng, c, c["rate"] / (1 + .35 * ci))
            if target is not None:
                t = date_for_due(c, AS_OF - DAY * target)
                if target > 90:                       # no new deliveries to a blocked customer
                    dates = [d for d in dates if d <= t + DAY * 45]
                dates = sorted(set(dates) | {t})
            elif not any(due_of(c, d) >= AS_OF for d in dates):
                dates.append(AS_OF - DAY * (4 if c["terms"] else 6))
            for d in dates:
                e = invoice(c, d, gross(rng, low, high, currency), currency)
                a = (AS_OF - e.due).days
                must = target is not None and a == target
                if target is not None and a > target or target is None and a > 0:
                    paid = True
                elif must:
                    paid = False
                else:
                    paid = rng.random() < (.42 if a > 0 else .05)
                when = e.due + DAY * rng.randrange(-4, 22)
                when += DAY * ((3 - when.weekday()) % 7)
                when = max(d + DAY, min(when, LAST - DAY * rng.randrange(0, 3)))
                if when > LAST:
                    when = LAST
                if paid and when >= d:
                    back = d + DAY * 5
                    if back < date(2026, 5, 1) and when > back and rng.random() < .07:
                        returned(e, back)              # goods came back: a credit note, and the rest is paid
                    pay(e, when)
                else:
                    opened[code].append(e)
                    if e.amount > 300000 and currency == "AED" and rng.random() < .16:
                        step = 10 ** 5 if e.amount < 10 ** 6 else 5 * 10 ** 5
                        part = max(step, int(e.amount * rng.uniform(.2, .6)) // step * step)
                        pay(e, min(LAST, d + DAY * rng.randrange(6, 20)), min(part, e.amount // 2), "Part payment")

    by = {c["code"]: c for c in rows}

    def loose(code, kind, d, amount, currency="AED", text=""):
        e = Entry(code, kind, d, None, amount, currency, salesman=by[code]["salesman"], text=text)
        entries.append(e)
        return e

    def against(inv, kind, d, amount, text):
        e = Entry(inv.customer, kind, d, None, amount, inv.currency, salesman=inv.salesman, text=text)
        entries.append(settle(inv, e))
        return e

    def oldest(code, currency=None):
        return min((e for e in opened[code] if currency in (None, e.currency)), key=lambda e: (e.due, e.date, -e.amount))

    # by hand: small, disputed, RMA
    for code, amount in (("C1122", 3150), ("C1123", 5000)):
        c = by[code]
        old = invoice(c, date(2026, 6, 8), 84000)
        pay(old, date(2026, 7, 16))
        opened[code].append(invoice(c, date_for_due(c, AS_OF - DAY * 25), amount, text=["Delivery charge difference"]))
    for code, status, first in (("C1134", "disputed", 20), ("C1135", "rma", 27)):
        c = by[code]
        for d in (date(2026, 2, 12), date(2026, 4, 20), date(2026, 6, 11)):
            pay(invoice(c, d, gross(rng, 5000, 21000, "AED")), d + DAY * 34)
        for back in (first, first - 8):
            opened[code].append(invoice(c, date_for_due(c, AS_OF - DAY * back), gross(rng, 5000, 21000, "AED"), status=status))
        opened[code].append(invoice(c, date(2026, 10, 12), gross(rng, 3000, 12000, "AED")))
    # single disputed and RMA items of customers who owe more
    for code, status in (("C1111", "disputed"), ("C1133", "disputed"), ("C1109", "rma"), ("C1104", "disputed"), ("C/1042", "disputed")):
        later = [e for e in opened[code] if e is not oldest(code) and e.date < date(2026, 10, 16)]
        if later:
            later[len(later) // 3].status = status

    # credits
    total = sum(e.left() for e in opened["C1120"])
    loose("C1120", "payment", date(2026, 10, 19), total + 1250000, text="Bank transfer, no advice received")
    loose("C1121", "payment", date(2026, 10, 26), 175000, text="Cheque on account")
    loose("C1121", "credit_note", date(2026, 9, 30), 96390, text="Volume rebate Q3")
    loose("C/1042", "credit_note", date(2026, 9, 30), 1432515, text="Listing rebate Q3, 2.5 %")
    loose("K2004", "payment", date(2026, 10, 8), 61250, "USD", "TT received, remitter's reference missing")
    loose("K2002", "credit_note", date(2026, 8, 24), 18750, "KWD", "Short expiry returns")
    loose("D3003", "credit_note", date(2026, 10, 14), 21000, text="Damaged goods returned")
    for code in ("C1103", "C1110", "C1108", "D3010", "C1143", "C1131"):
        e = oldest(code)
        d = min(e.date + DAY * 9, LAST)
        against(e, "credit_note", d, e.left() // 12 // 5 * 5 or 5, "Price difference per agreed list")
    against(oldest("D3010"), "write_off", date(2026, 9, 28), oldest("D3010").left() // 3, "Partial write-off, approval WO-26-011")
    gone = invoice(by["C1130"], date(2025, 12, 9), 412650)
    against(gone, "write_off", date(2026, 9, 15), 412650, "Write-off, credit memo approval CM-26-034")

    # bounced cheques bring a fee
    for code, d in (("C1132", date(2026, 8, 12)), ("C1138", date(2026, 10, 5))):
        fee = Entry(code, "debit_note", d, d, 26250, "AED", salesman=by[code]["salesman"], text="Returned cheque charge, incl. 5 % VAT")
        entries.append(fee)
        opened[code].append(fee)

    # promise kept: what was promised came on the day before
    kept = [e for e in entries if e.customer == "C1127" and e.type == "invoice" and e.settled and e.due < date(2026, 10, 15)][-1]
    kept.settled[-1].date = date(2026, 10, 14)
    # the arrangement's first instalment
    pay(oldest("C1128"), date(2026, 10, 15), oldest("C1128").left() // 3 // 100 * 100, "Instalment 1 of settlement")

    # after the demo date: must not count on it
    for code, d in (("C1101", date(2026, 11, 3)), ("C1106", date(2026, 11, 3)), ("C1125", date(2026, 11, 5)),
                    ("D3001", date(2026, 11, 2)), ("K2001", date(2026, 11, 4)), ("C1142", date(2026, 11, 3))):
        e = oldest(code)
        pay(e, d, None if code != "K2001" else 400000 if e.left() > 400000 else None, "Bank transfer")
    c1108 = oldest("C1108")
    against(c1108, "credit_note", date(2026, 11, 2), c1108.left() // 10, "Return of 2 pcs, RMA closed")
    for code, d in (("C1139", date(2026, 11, 2)), ("C1112", date(2026, 11, 3)), ("M4002", date(2026, 11, 2)), ("D3004", date(2026, 11, 3))):
        invoice(by[code], d, gross(rng, 600, 9000, "AED"))
    cheques(rng, by, entries, opened, oldest)
    return entries, opened


def many(rng, c, invoice, pay, opened):
    """A hypermarket with several deliveries a day: exactly 300 invoices open on the demo date."""
    oldest_due = AS_OF - DAY * 39
    first = oldest_due - DAY * c["terms"]
    d = START
    while d < first:                                    # settled months
        if d.weekday() in (0, 3):
            e = invoice(c, d, gross(rng, 900, 9000, "AED"))
            when = min(e.due + DAY * 6, LAST)
            pay(e, when + DAY * ((3 - when.weekday()) % 7) if when + DAY * 6 <= LAST else when)
        d += DAY
    days = [first + DAY * i for i in range((LAST - first).days + 1) if (first + DAY * i).weekday() != 6 or i == 0]
    for i in range(300):
        d = days[i * len(days) // 300]
        e = invoice(c, d, gross(rng, 700, 9800, "AED"))
        opened.append(e)
        if i in (4, 17, 58):
            pay(e, d + DAY * 20, e.amount // 3 // 100 * 100, "Part payment")


def cheques(rng, by, entries, opened, oldest):
    """Post-dated cheques: never money; a cleared one has its payment beside it."""
    banks = ["Demo Gulf Bank", "Oasis Commercial Bank (demo)", "Creek Bank (demo)"]

    def pdc(inv, got, due, amount, status):
        entries.append(Entry(inv.customer, "pdc", got, due, amount, inv.currency, applies=inv,
                             salesman=inv.salesman, status=status, text=rng.choice(banks)))

    for e in opened["C1140"]:
        pdc(e, min(e.date + DAY * 2, LAST), max(e.due, AS_OF) + DAY * 3, e.left(), "in_hand")
    for code in ("C1104", "C1111", "C1138", "C1102", "D3003", "C1141", "K2002"):
        e = oldest(code)
        pdc(e, LAST - DAY * 9, AS_OF + DAY * rng.randrange(8, 40), e.left(), "in_hand")
    for code, when in (("C1132", date(2026, 8, 10)), ("C1138", date(2026, 10, 2)), ("C1109", date(2026, 9, 21))):
        e = oldest(code)
        pdc(e, max(e.date + DAY, when - DAY * 30), when, e.left(), "bounced")
    e = oldest("C1109")
    pdc(e, date(2026, 9, 14) if e.date < date(2026, 9, 14) else e.date, date(2026, 9, 18), e.left(), "replaced")
    pdc(e, date(2026, 9, 24), date(2026, 11, 24), e.left(), "in_hand")
    n = 0
    for p in [p for p in entries if p.type == "payment" and p.text == "Cheque" and p.date <= LAST]:
        if n == 25:
            break
        if p.applies and (p.date - p.applies.date).days > 12 and rng.random() < .3:
            entries.append(Entry(p.customer, "pdc", p.applies.date + DAY * 3, p.date, p.amount, p.currency,
                                 applies=p.applies, salesman=p.salesman, status="cleared", text=rng.choice(banks)))
            p.text = "Post-dated cheque cleared"
            n += 1


def number(entries):
    """Number everything in the order of its dates, as the two ERPs did; sort for good."""
    order = {"invoice": 0, "debit_note": 1, "credit_note": 2, "payment": 3, "write_off": 4, "pdc": 5}
    entries.sort(key=lambda e: (e.date, order[e.type], e.customer, e.currency, e.due or e.date,
                                e.applies.number if e.applies else "", -e.amount))
    n = {k: 0 for k in ("legacy", "inv", "cn_old", "cn", "dn", "wo", "pdc")}
    receipts = {}
    for e in entries:
        if e.type == "payment":
            receipts.setdefault((e.date, e.customer, e.currency, e.text), []).append(e)
    for e in entries:
        old = e.date < date(2026, 5, 1)
        if e.type == "invoice":
            if old:
                n["legacy"] += 1
                e.number, e.file = "SI/%02d/%05d" % (e.date.year % 100, 4700 + n["legacy"]), "legacy"
            else:
                n["inv"] += 1
                e.number, e.file = "INV-2026/%05d" % n["inv"], "new"
        elif e.type == "credit_note" and old:
            n["cn_old"] += 1
            e.number, e.file = "SR/%02d/%05d" % (e.date.year % 100, 310 + n["cn_old"]), "legacy"
        elif e.type in ("credit_note", "debit_note", "write_off"):
            k, prefix = {"credit_note": ("cn", "CN-2026/"), "debit_note": ("dn", "DBN-2026/"), "write_off": ("wo", "WO-2026/")}[e.type]
            n[k] += 1
            e.number, e.file = prefix + "%04d" % n[k], "journal"
        elif e.type == "pdc":
            n["pdc"] += 1
            e.number, e.file = "PDC-%06d" % (400100 + n["pdc"] * 3), "pdc"
    for i, (key, group) in enumerate(receipts.items(), 1):
        base = "RV-%s-%05d" % (key[0].strftime("%y"), i)
        group.sort(key=lambda e: e.applies.number if e.applies else "~")
        for j, e in enumerate(group, 1):
            e.number, e.file = base if len(group) == 1 else f"{base}/{j}", "receipts"
    entries.sort(key=lambda e: (e.date, order[e.type], e.number))


# ---- exports ----------------------------------------------------------------------------------------
NNBSP = "\u202f"


def paged(rows, title, header, every):
    """Rows as a report prints them: title lines, header, and both again on every page."""
    body = [r for r in rows]
    pages = (len(body) + every - 1) // every
    width = len(header)
    yield from title
    yield header
    for i, r in enumerate(body):
        if i and i % every == 0:
            yield [f"Page {i // every + 1} of {pages}"] + [""] * (width - 1)
            yield header
        yield r


def totals(label, sums, width, cur_col, amount_col, text):
    for cur in sorted(sums):
        r = [""] * width
        r[0], r[cur_col], r[amount_col] = f"{label} {cur}", cur, text(sums[cur], cur)
        yield r


def write_exports(folder, rows, entries):
    by = {c["code"]: c for c in rows}
    ex = folder + "/exports/"
    groups = {"company_credit": "CC", "short_cash": "SC", "cash": "CA"}
    head = ["Account No.", "Account Name", "Trade Licence Name", "TRN", "Group", "Address Line 1", "Address Line 2", "City",
            "Postal Code", "Country", "Region", "Route", "Rep Code", "Account Currency", "Letter Language", "Credit Days", "Credit Limit",
            "Accounts E-mail", "Telephone", "Account Status", "Customer Since", "Agreement No.", "Agreement Date", ""]
    table = [head]
    for c in rows:
        legal = LEGAL_RU.get(c["code"]) or (c["arabic"] if c["language"] != "en" else "")
        table.append([c["code"], c["name"], legal, c["tax_id"], groups[c["kind"]], c["address1"] + (", " + c["pobox"] if c["pobox"] else ""),
                      c["address2"], c["city"], c["postcode"], c["country"], c["region"], c["route"], c["salesman"],
                      c["currencies"].split()[0], c["language"], c["terms"], out.money(c["limit"], c["currencies"].split()[0]),
                      c["email"], c["phone"], c["status"], out.dmy(c["since"]), c["contract"], out.dmy(c["contract_date"]), ""])
    out.write_csv(ex + "customers.csv", table, ",", bom=b"\xef\xbb\xbf")

    # legacy ERP: signed amounts, credit notes in parentheses, page breaks, monthly subtotals, Windows-1252
    head = ["Doc. Type", "Doc. No.", "Doc. Date", "Due Date", "A/C Code", "A/C Name", "L.P.O. No.", "D/N No.", "S/Man", "Curr.",
            "Doc. Amount", "Hold", "Against Doc.", "Narration", "", ""]
    w, body, month, sub, grand = len(head), [], None, {}, {}

    def paren(v, cur):
        return out.money(v, cur) if v >= 0 else "(" + out.money(-v, cur) + ")"

    for e in [e for e in entries if e.file == "legacy"]:
        m = e.date.strftime("%m/%Y")
        if month and m != month:
            body += totals(f"Sub-total {month}", sub, w, 9, 10, paren)
            sub = {}
        month = m
        v = e.amount if e.type == "invoice" else -e.amount
        for s in (sub, grand):
            s[e.currency] = s.get(e.currency, 0) + v
        body.append(["SI" if e.type == "invoice" else "SR", e.number, out.dmy(e.date), out.dmy(e.due), e.customer, by[e.customer]["name"],
                     e.po, e.dn, e.salesman, e.currency, paren(v, e.currency),
                     {"disputed": "DISP", "rma": "RMA", "": ""}[e.status], e.applies.number if e.applies else "", e.text, "", ""])
    body += totals(f"Sub-total {month}", sub, w, 9, 10, paren)
    body += totals("Grand total", grand, w, 9, 10, paren)
    title = [[HOUSE], ["Sales register – invoices and returns"], ["From 01/11/2025 to 30/04/2026"], ["Printed by: AR1"]]
    out.write_csv(ex + "sales-register-2025-11_2026-04.csv", list(paged(body, title, head, 52)), ";", "cp1252")

    # new ERP: Arabic texts with embedded newlines, UTF-16LE as Excel saves it
    head = ["Voucher", "Voucher Date", "Maturity Date", "Account", "Account Title", "Customer PO", "Delivery Ref", "Rep",
            "Currency Code", "Gross Amount", "Flag", "Line Narration", ""]
    w, body, month, sub, grand = len(head), [], None, {}, {}
    for e in [e for e in entries if e.file == "new"]:
        m = e.date.strftime("%m/%Y")
        if month and m != month:
            body += totals(f"Sub-total {month}", sub, w, 8, 9, out.money)
            sub = {}
        month = m
        for s in (sub, grand):
            s[e.currency] = s.get(e.currency, 0) + e.amount
        c = by[e.customer]
        body.append([e.number, out.dmy(e.date), out.dmy(e.due), e.customer, c["arabic"] if c["language"] == "ar" else c["name"], e.po, e.dn,
                     e.salesman, e.currency, out.money(e.amount, e.currency), {"disputed": "Disputed", "rma": "RMA open", "": ""}[e.status],
                     e.text, ""])
    body += totals(f"Sub-total {month}", sub, w, 8, 9, out.money)
    body += totals("Grand total", grand, w, 8, 9, out.money)
    out.write_csv(ex + "invoices-2026-05_2026-11.csv", [[HOUSE], ["Invoice journal", "05/2026 - 11/2026"], head] + body,
                  ";", "utf-16-le", b"\xff\xfe")

    # receipts: one row per allocation, narrow no-break spaces between thousands
    head = ["Receipt No", "Receipt Date", "Received From", "Payer Name", "Mode", "Applied Document", "Ccy", "Receipt Amount", "Collected By"]
    body, grand = [], {}
    for e in [e for e in entries if e.file == "receipts"]:
        grand[e.currency] = grand.get(e.currency, 0) + e.amount
        body.append([e.number, out.iso(e.date), e.customer, by[e.customer]["name"], e.text, e.applies.number if e.applies else "",
                     e.currency, out.money(e.amount, e.currency, NNBSP), e.salesman])
    body += totals("Grand total", grand, len(head), 6, 7, lambda v, c: out.money(v, c, NNBSP))
    out.write_csv(ex + "receipts.csv", [head] + body)

    # journal: separate debit and credit columns, tabs
    head = ["JV No", "JV Date", "JV Class", "Party Code", "Against Ref", "JV Currency", "Due By", "Debit", "Credit", "JV Rep", "Particulars"]
    body, debit, credit = [], {}, {}
    for e in [e for e in entries if e.file == "journal"]:
        up = e.type == "debit_note"
        s = debit if up else credit
        s[e.currency] = s.get(e.currency, 0) + e.amount
        v = out.money(e.amount, e.currency)
        body.append([e.number, out.dmy(e.date), {"credit_note": "CN", "debit_note": "DBN", "write_off": "WO"}[e.type], e.customer,
                     e.applies.number if e.applies else "", e.currency, out.dmy(e.due), v if up else "", "" if up else v, e.salesman, e.text])
    for cur in sorted(set(debit) | set(credit)):
        r = [""] * len(head)
        r[0], r[5] = f"Grand total {cur}", cur
        r[7], r[8] = out.money(debit.get(cur, 0), cur), out.money(credit.get(cur, 0), cur)
        body.append(r)
    out.write_csv(ex + "journal-vouchers.csv", [head] + body, "\t", eol="\n")

    # cheque register: Excel's sep= line, dates as 20261231
    head = ["Cheque Ref", "Received On", "Cheque Date", "Drawer Code", "Drawer Name", "Drawee Bank", "Cheque Amount", "Cheque Currency",
            "Position", "Against Invoice"]
    body, grand = [], {}
    pos = {"in_hand": "In hand", "cleared": "Cleared", "bounced": "Bounced", "replaced": "Replaced"}
    for e in [e for e in entries if e.file == "pdc"]:
        grand[e.currency] = grand.get(e.currency, 0) + e.amount
        body.append([e.number, e.date.strftime("%Y%m%d"), e.due.strftime("%Y%m%d"), e.customer, by[e.customer]["name"], e.text,
                     out.money(e.amount, e.currency), e.currency, pos[e.status], e.applies.number])
    body += totals("Grand total", grand, len(head), 7, 6, out.money)
    out.write_csv(ex + "pdc-register.csv", [head] + body, ";", head="sep=;\r\n")


def limits(rows, entries):
    """Credit limits near what a customer buys, so that some are exceeded."""
    for i, c in enumerate(rows):
        if c["kind"] != "company_credit":
            continue
        cur = c["currencies"].split()[0]
        bought = sum(e.amount for e in entries if e.customer == c["code"] and e.type == "invoice" and e.currency == cur)
        unit = 10 ** (3 if cur == "KWD" else 2)
        step = 1000 if cur == "KWD" else 5000
        if c["code"] in ("C/1042", "C1131"):           # one within its large limit, one beyond its small one
            c["limit"] = {"C/1042": 1250000_00, "C1131": 75000_00}[c["code"]]
            continue
        c["limit"] = max(step, round(bought / unit / 12 * (2.2 + i % 3) / step) * step) * unit
