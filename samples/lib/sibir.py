"""The sibir house: a small wholesaler in Novosibirsk; one flat export of 1C in windows-1251."""
import math
from datetime import date, timedelta

from . import out

AS_OF = date(2026, 11, 2)
DAY = timedelta(days=1)
HOUSE = "ООО «Торговый дом „Обь-Снаб“»"
NBSP = "\u00a0"

STAFF = [("ДИР", "Воронцова Елена Павловна", "general_manager", "", "", ""),
         ("ГБ", "Климова Ольга Сергеевна", "finance_manager", "ДИР", "", ""),
         ("РДП", "Мельников Артём Игоревич", "sales_director", "ДИР", "", ""),
         ("МКО", "Шубина Дарья Олеговна", "coordinator", "РДП", "", ""),
         ("БУХ", "Ларина Вера Николаевна", "ar", "ГБ", "", ""),
         ("СВ-1", "Гусев Павел Андреевич", "supervisor", "РДП", "Новосибирск", ""),
         ("ТП-01", "Зайцев Илья Романович", "salesman", "СВ-1", "Новосибирск", ""),
         ("ТП-02", "Ершова Наталья Юрьевна", "salesman", "СВ-1", "Томск", ""),
         ("РП-03", "Абрамов Степан Львович", "salesman", "РДП", "Барнаул", ""),
         ("ЮР", "Соболева Инна Марковна", "legal", "ДИР", "", "")]

# code, name, representative, city, days overdue of open items on the demo date (0 and less: not due yet), price level, trait
CLIENTS = [
    ("00-00000101", "ООО «Кедровый двор»", "ТП-01", "Новосибирск", [0, -14], 1, "срок 02.11.2026: гарантийное письмо сегодня"),
    ("00-00000102", "ИП Сорокина Т. В.", "ТП-01", "Новосибирск", [0], .1, "срок 02.11.2026, сумма ниже 30 000"),
    ("00-00000103", "ООО «Таёжник-Маркет»", "ТП-01", "Бердск", [23, 13, -5], 1, "23 дня: претензия"),
    ("00-00000104", "ООО «Стройресурс-Обь»", "ТП-01", "Новосибирск", [81, 67, 48, 24], 2, "81 день, четыре поставки"),
    ("00-00000105", "АО «Северная пекарня»", "ТП-02", "Томск", [1, -13], 1, "1 день: просрочка с сегодняшнего дня"),
    ("00-00000106", "ООО «Лесная лавка»", "ТП-02", "Томск", [22], 1, "22 дня: первый день претензии"),
    ("00-00000107", "ООО «Уют и Ко»", "ТП-02", "Северск", [6, -1], .6, "6 дней"),
    ("00-00000108", "ИП Бектемиров А. Р.", "ТП-02", "Томск", [16], .1, "16 дней, сумма ниже 30 000"),
    ("00-00000109", "ООО «Алтайские травы плюс»", "РП-03", "Барнаул", [17, 3, -8], 1, "более 15 дней: ответственность РДП"),
    ("00-00000110", "ООО «Молочный берег»", "РП-03", "Барнаул", [37, 9], 1.5, "37 дней, претензия"),
    ("00-00000111", "ООО «Хлебокомбинат „Заря-7“»", "РП-03", "Бийск", [-1, -8, -19], 2, "срок 03.11.2026: предварительный звонок"),
    ("00-00000112", "ООО «Гранд-Сервис; Сибирь»", "РП-03", "Барнаул", [55, 41], 1, "точка с запятой в названии"),
    ("СБ-000031", "ООО «Мебель \"Сибирячка\"»", "ТП-01", "Новосибирск", [28, 4], 1, "код кириллицей, кавычки в названии"),
    ("СБ-000032", "ИП Ён С. Г.", "ТП-01", "Искитим", [2], .08, "2 дня"),
    ("СБ-000033", "Общество с ограниченной ответственностью «Научно-производственное объединение „Сибирские строительные технологии“»",
     "ТП-01", "Новосибирск", [11, -3, -10], 2.4, "длинное название"),
    ("00-00000116", "ООО «Рыбный причал»", "ТП-02", "Томск", [-2, -7], .8, "только не наступивший срок"),
    ("00-00000117", "ООО «Детский остров»", "ТП-02", "Томск", [], .7, "задолженности нет"),
    ("00-00000118", "ООО «Фермер Кожевниковский»", "ТП-02", "Кожевниково", [63], 1.2, "63 дня"),
    ("00-00000119", "ИП Гладышев М. О.", "РП-03", "Рубцовск", [32], .09, "32 дня, мелкая сумма"),
    ("00-00000120", "ООО «Пчёлка»", "РП-03", "Бийск", [8, -4], .5, "8 дней"),
    ("00-00000121", "ООО «Торгсеть „Рядом“»", "РП-03", "Барнаул", [14, 7, 0, -7], 1.4, "и просрочка, и срок сегодня"),
    ("00-00000122", "ООО «Автодеталь-Чуя»", "РП-03", "Горно-Алтайск", [46], 1, "частичная оплата"),
    ("00-00000123", "ООО «Вершина»", "ТП-01", "Новосибирск", [], 1, "задолженности нет"),
    ("00-00000124", "ООО «Бумага и краски»", "ТП-01", "Обь", [-6], .6, "в пределах срока"),
    ("00-00000125", "ООО «Омега-Фуд»", "ТП-02", "Томск", [5], 1, "5 дней"),
]
TRADERS = {"00-00000102": "Сорокина Татьяна Викторовна", "00-00000108": "Бектемиров Азамат Рустамович", "СБ-000032": "Ён Сергей Григорьевич",
           "00-00000119": "Гладышев Михаил Олегович"}
STREETS = ["ул. Пристанская", "ул. Кедровая", "пр-т Строителей", "ул. Заречная", "ул. Складская", "Промышленный пер."]
HOLIDAYS = [(f"2026-01-{d:02d}", "Новогодние каникулы") for d in range(1, 9) if d != 7] + [
    ("2026-01-07", "Рождество Христово"), ("2026-01-09", "Перенос выходного дня"), ("2026-02-23", "День защитника Отечества"),
    ("2026-03-09", "Перенос с 8 марта"), ("2026-05-01", "Праздник Весны и Труда"), ("2026-05-11", "Перенос с 9 мая"),
    ("2026-06-12", "День России"), ("2026-11-04", "День народного единства"), ("2026-12-31", "Перенос выходного дня")]


def inn10(rng):
    d = [9, 9] + [rng.randrange(10) for _ in range(7)]
    return "".join(map(str, d)) + str(sum(a * b for a, b in zip((2, 4, 10, 3, 5, 9, 4, 6, 8), d)) % 11 % 10)


def inn12(rng):
    d = [9, 9] + [rng.randrange(10) for _ in range(8)]
    d.append(sum(a * b for a, b in zip((7, 2, 4, 10, 3, 5, 9, 4, 6, 8), d)) % 11 % 10)
    d.append(sum(a * b for a, b in zip((3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8), d)) % 11 % 10)
    return "".join(map(str, d))


def clients(rng):
    rows = []
    for i, (code, name, rep, city, ages, level, trait) in enumerate(CLIENTS):
        single = name.startswith("ИП")
        signed = date(2023, 2, 6) + DAY * rng.randrange(0, 900)
        rows.append(dict(code=code, name=name, rep=rep, city=city, ages=ages, level=level, trait=trait,
                         inn=inn12(rng) if single else inn10(rng), terms=[14, 21, 30][i % 3],
                         contract="%d/%s" % (14 + i * 3, signed.year % 100), contract_date=signed,
                         address=f"{rng.choice(STREETS)}, д. {rng.randrange(2, 118)}", postcode="63%04d" % rng.randrange(1000, 9999),
                         phone="+7 383 555-%02d-%02d" % (10 + i, rng.randrange(10, 99)), single=single))
    return rows


def ledger(rng, rows):
    entries = []
    for c in rows:
        def add(due, cleared=None, opened=None):
            amount = int(math.exp(rng.uniform(math.log(38000), math.log(310000))) * c["level"] * 100)
            amount = max(amount, 410000)
            entries.append(dict(client=c, date=due - DAY * c["terms"], due=due, amount=amount,
                                open=0 if cleared else amount, cleared=cleared))
        d = date(2026, 4, 6) + DAY * rng.randrange(0, 20)
        last = AS_OF - DAY * (max(c["ages"], default=6) + 2)
        while d + DAY * c["terms"] < last - DAY * 6:                      # paid, some late
            d += DAY * (d.weekday() == 6)                                # no deliveries on Sundays
            due = d + DAY * c["terms"]
            add(due, cleared=min(due + DAY * rng.randrange(-3, 12), AS_OF - DAY * 3))
            d += DAY * rng.randrange(13, 31)
        for age in c["ages"]:
            add(AS_OF - DAY * age)
    for e in entries:                                                     # part payments: the open amount is smaller
        c = e["client"]
        if e["open"] and (c["code"] == "00-00000122" or c["code"] in ("00-00000104", "00-00000110", "СБ-000033") and rng.random() < .6):
            e["open"] = e["amount"] - e["amount"] // 300000 * 100000 if e["amount"] > 600000 else e["amount"] - 100000
        if e["client"]["code"] == "00-00000103" and (AS_OF - e["due"]).days == 23:
            e["amount"] = e["open"] = 100200205 // 1000 * 1000 + 205       # 1 002 002,05: words worth a look
    entries.sort(key=lambda e: (e["date"], e["client"]["code"], e["due"]))
    for i, e in enumerate(entries, 1):
        e["number"] = "Реализация СБ00-%06d" % (410 + i)
    return entries


def write(folder, rows, entries, rng):
    ex = folder + "/exports/"
    rub = lambda v: out.money(v, "RUB", NBSP, ",")
    head = ["Код контрагента", "Контрагент", "Договор", "Документ", "Дата", "Срок оплаты", "Сумма", "Остаток долга", "Дата погашения", "Ответственный"]
    body, whole, left = [], 0, 0
    for c in sorted(rows, key=lambda c: c["code"]):
        mine = [e for e in entries if e["client"] is c]
        for e in mine:
            body.append([c["code"], c["name"], f"Договор поставки № {c['contract']} от {out.dmy(c['contract_date'], '.')}", e["number"],
                         out.dmy(e["date"], "."), out.dmy(e["due"], "."), rub(e["amount"]), rub(e["open"]), out.dmy(e["cleared"], "."), c["rep"]])
        a, b = sum(e["amount"] for e in mine), sum(e["open"] for e in mine)
        whole, left = whole + a, left + b
        body.append([f"Итого по контрагенту {c['code']}", "", "", "", "", "", rub(a), rub(b), "", ""])
    body.append(["Итого", "", "", "", "", "", rub(whole), rub(left), "", ""])
    title = [["ТД Обь-Снаб"], ["Ведомость расчётов с покупателями по документам"], ["Период: 01.04.2026 - 02.11.2026. Сформировано на 02.11.2026"]]
    out.write_csv(ex + "raschety-1c.csv", title + [head] + body, ";", "cp1251")

    # the catalogue of counterparties: addresses, tax numbers, contracts, for the letters
    head = ["Код", "Наименование", "Полное наименование", "ИНН", "Вид", "Адрес", "Город", "Индекс", "Страна", "Регион", "Менеджер", "Валюта", "Язык",
            "Отсрочка, дней", "Эл. почта", "Телефон", "Номер договора", "Дата договора"]
    t = [head]
    for c in rows:
        full = c["name"].replace("ООО ", "Общество с ограниченной ответственностью ").replace("АО ", "Акционерное общество ").replace(
            "ИП ", "Индивидуальный предприниматель ")
        region = next(s[4] for s in STAFF if s[0] == c["rep"])
        t.append([c["code"], c["name"], full, c["inn"], "company_credit", c["address"], c["city"], c["postcode"], "RU", region, c["rep"], "RUB", "ru",
                  c["terms"], f"buh{c['inn'][-5:]}@klient.example", c["phone"], c["contract"], out.dmy(c["contract_date"], ".")])
    out.write_csv(ex + "kontragenty-1c.csv", t, ";", "cp1251")

    t = [["code", "name", "role", "reports_to", "region", "email", "phone", "left_on"]]
    for i, s in enumerate(STAFF):
        t.append(list(s[:5]) + [f"sotrudnik{i + 1}@ob-snab.example", "+7 913 555-%02d-%02d" % (20 + i, 40 + i * 3), s[5]])
    out.write_csv(ex + "staff.csv", t)
    t = [["customer", "name", "role", "email", "phone", "valid_from", "valid_to"]]
    first, mid = ["Андрей", "Сергей", "Олег", "Виктор", "Роман"], ["Петрович", "Ильич", "Юрьевич", "Олегович"]
    firstf, midf = ["Марина", "Светлана", "Галина", "Юлия"], ["Петровна", "Ильинична", "Юрьевна", "Олеговна"]
    fam = ["Кузьмин", "Тарасов", "Белов", "Фролов", "Жданов", "Лапин", "Щербаков", "Юдин"]
    for c in rows:
        if c["single"]:                                # a sole trader signs alone
            t.append([c["code"], TRADERS[c["code"]], "owner", f"ip{c['inn'][-5:]}@klient.example", c["phone"], "2024-01-15", ""])
            continue
        t.append([c["code"], f"{rng.choice(fam)} {rng.choice(first)} {rng.choice(mid)}", "director", f"dir{c['inn'][-5:]}@klient.example", c["phone"], "2024-01-15", ""])
        t.append([c["code"], f"{rng.choice(fam)}а {rng.choice(firstf)} {rng.choice(midf)}", "chief_accountant", f"buh{c['inn'][-5:]}@klient.example", c["phone"], "2024-01-15", ""])
    out.write_csv(ex + "contacts.csv", t)
    out.write_csv(ex + "holidays.csv", [["date", "name", "country"]] + [[d, n, "RU"] for d, n in HOLIDAYS])
    t = [["date", "time", "customer", "invoice", "kind", "staff", "contact", "outcome", "promise_date", "promise_amount", "next_action", "next_date", "risk", "reference", "note"]]
    num = {}
    for e in entries:
        if e["open"]:
            num.setdefault(e["client"]["code"], e)
    for code, d, kind, rep, outcome, pd, note in (
            ("00-00000104", "2026-08-20", "promise", "ТП-01", "promised", "2026-09-07", "Обещана оплата после расчёта с заказчиком."),
            ("00-00000104", "2026-09-08", "call", "ТП-01", "no_answer", "", "Оплата не поступила, телефон не отвечает."),
            ("00-00000110", "2026-10-12", "promise", "РП-03", "promised", "2026-10-20", "Обещали половину суммы."),
            ("00-00000106", "2026-10-26", "visit", "ТП-02", "met", "", "Директор подтвердил долг."),
            ("00-00000109", "2026-10-30", "promise", "РП-03", "promised", "2026-11-06", "Отсрочка до пяти банковских дней."),
            ("00-00000118", "2026-09-21", "block", "МКО", "", "", "Отгрузки остановлены до решения директора.")):
        e = num[code]
        t.append([d, "10:%02d" % (len(t) * 7), code, e["number"], kind, rep, "", outcome, pd, out.money(e["open"], "RUB", "") if pd else "", "", "", "", "", note])
    t[1:] = sorted(t[1:])
    out.write_csv(ex + "events.csv", t)


def logo(folder):
    """A fir over a river, in blue."""
    blue, dark, white = (44, 94, 150), (22, 50, 92), (255, 255, 255)

    def pixel(x, y):
        if not (.04 < x < .96 and .04 < y < .96):
            return white
        if not (.075 < x < .925 and .075 < y < .925):
            return dark
        for top, bottom, half in ((.14, .36, .15), (.28, .52, .21), (.42, .68, .27)):
            if top < y < bottom and abs(x - .5) < half * (y - top) / (bottom - top):
                return dark if x < .5 else blue
        if .68 <= y < .74 and abs(x - .5) < .035:
            return dark
        wave = .018 * math.sin(x * 20)
        return blue if .76 < y + wave < .80 or .84 < y + wave < .88 else white

    out.write_bytes(folder + "/logo.png", out.png(168, 168, pixel))  # 14 mm at 300 dpi


def house(folder):
    out.write_text(folder + "/house.ini", f"""# Обь-Снаб: a sample house. Every name and number here is invented.

[company]
name = ТД «Обь-Снаб»
name.en = Ob-Snab Trading House
legal_name = Общество с ограниченной ответственностью «Торговый дом „Обь-Снаб“»
address1 = ул. Складская, д. 99, офис 12
city = Новосибирск
postcode = 630999
country = RU
tax_label = ИНН
tax_id = 9912345670
kpp = 991201001
ogrn = 1209900000017
registration = ОГРН 1209900000017
bank_name = АО «Демо-Сибирь Банк», г. Новосибирск
bik = 049999001
account = 40702810999990000017
corr_account = 30101810999990000001
phone = +7 383 555-00-17
email = buh@ob-snab.example
website = www.ob-snab.example
logo = logo.png
accent = #16325C

[locale]
languages = ru
country = RU
currency = RUB
paper = A4
envelope = din5008-b
digits = western

[policy]
preset = reg
minimum.RUB = 500.00
# This sample's own figure: a representative's bonus, as a share of each shipment.
bonus_rate = 1.5
# The key rate by which interest under article 395 runs: this sample's own figure, to be kept by the house.
interest.RU.2026-01-01.. = 16.00 | Bank of Russia, key rate (sample)

[staff]
ar = БУХ
coordinator = МКО
sales_director = РДП
finance_manager = ГБ
general_manager = ДИР
legal = ЮР

# The flat export of 1C: one row per delivery, paid ones with the day on which they were cleared.
[import.onec]
table = ledger
encoding = windows-1251
delimiter = ;
decimal = ,
date_order = dmy
column.customer = Код контрагента
column.customer_name = Контрагент
column.number = Документ
column.amount = Сумма
column.date = Дата
column.due = Срок оплаты
column.open_amount = Остаток долга
column.cleared_on = Дата погашения
column.salesman = Ответственный
column.text = Договор
default.currency = RUB
default.type = invoice
skip_lines = 3
ignore_row = ^Итого
# The day that the open amounts speak of: an export has no date of its own for part payments.
export_date = 2026-11-02

# The catalogue of counterparties, for addresses and contracts; the ledger above works without it.
[import.onec-catalogue]
table = customers
encoding = windows-1251
delimiter = ;
decimal = ,
date_order = dmy
column.code = Код
column.name = Наименование
column.legal_name = Полное наименование
column.tax_id = ИНН
column.kind = Вид
column.address1 = Адрес
column.city = Город
column.postcode = Индекс
column.country = Страна
column.region = Регион
column.salesman = Менеджер
column.currency = Валюта
column.language = Язык
column.terms_days = Отсрочка, дней
column.email = Эл. почта
column.phone = Телефон
column.contract_no = Номер договора
column.contract_date = Дата договора

[retention]
years = 7
""")
