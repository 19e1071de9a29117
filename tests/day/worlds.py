"""Four more houses whose exports the program never saw: worlds.py leeds|bergen|kuwait|tver FOLDER. Each has a list of customers and one of open documents as of
2 November 2026. leeds: an ageing report with titles above, columns of age behind, brackets for credits, a total below, terms as "Net 30".
bergen: UTF-8 with a mark, semicolons, decimal commas, blanks in thousands, terms as "30 dager".
kuwait: Arabic in windows-1256, three decimals, the day of the list in a title, terms as "30 يوم", a total below. tver: Russian in windows-1251,
code and name of the customer in one header of capital letters, documents named in words, a column of days late, a total. The same bytes each time."""
import datetime
import random
import sys

TODAY = datetime.date(2026, 11, 2)


def documents(seed, customers, first, n):
    """(number, customer, day, due, minor units) of n documents by customer and day; each ninth is a credit."""
    rng, all_ = random.Random(seed), []
    for i in range(n):
        customer = rng.choice(customers)
        when = TODAY - datetime.timedelta(rng.randrange(1, 120))
        amount = rng.randrange(8_000, 900_000)
        all_.append((first + i, customer, when, when + datetime.timedelta(customer[2]), -amount // 5 if i % 9 == 4 else amount))
    return sorted(all_, key=lambda d: (d[1][0], d[2]))


def leeds(folder):
    names = ["Ashdown Fittings Ltd", "Brook & Sons", "Calder Mills Ltd", "Dunmore Kitchens", "Eastgate Joinery Ltd", "Fenwick Tools"]
    customers = [(f"{n.split()[0].upper()[:5]}01", n, 30 if i % 2 else 14) for i, n in enumerate(names)]
    quoted = lambda s: f'"{s}"' if "," in s else s
    money = lambda n: f"({-n // 100:,}.{-n % 100:02d})" if n < 0 else f"{n // 100:,}.{n % 100:02d}"
    day = lambda d: d.strftime("%d/%m/%Y")
    lines = ["Aged debtors by document" + "," * 12, "As of 2 November 2026" + "," * 12,
             "Account,Customer,Doc type,Doc date,Reference,Due date,Days late,Original,Outstanding,Not yet due,1 - 30,31 - 60,61 - 90,Over 90"]
    total = 0
    for number, (code, name, _), when, due, amount in documents(7, customers, 20410, 40):
        late = max(0, (TODAY - due).days)
        ages = [""] * 5
        ages[0 if late == 0 else min(4, 1 + (late - 1) // 30)] = money(amount)
        total += amount
        cells = [code, name, "Credit note" if amount < 0 else "Invoice", day(when), str(number), day(due), str(late), money(amount), money(amount)]
        lines.append(",".join(map(quoted, cells + ages)))
    lines.append(f"Total,,,,,,,,{quoted(money(total))},,,,,")
    write(folder, "aged debtors 2026-11-02.csv", "utf-8", lines)
    write(folder, "customer list.csv", "utf-8", ["Account,Customer,Phone,Email,Contact person,Street,City,Postcode,Country,Terms"] + [
        f"{code},{name},020 7946 0{i:03d},accounts@{name.split()[0].lower()}.example,Sam {name.split()[0]},{i + 3} Mill Lane,Leeds,LS{i + 1} 4AB,"
        f"United Kingdom,Net {terms}" for i, (code, name, terms) in enumerate(customers)])


def bergen(folder):
    names = ["Bergen Rør AS", "Ålesund Fisk AS", "Lofoten Kjøl AS", "Sørlandets Bygg AS", "Tromsø Tre AS"]
    customers = [(str(10041 + 7 * i), n, 14 if i % 2 else 30) for i, n in enumerate(names)]
    money = lambda n: ("-" if n < 0 else "") + f"{abs(n) // 100:,}".replace(",", " ") + f",{abs(n) % 100:02d}"
    day = lambda d: d.strftime("%d.%m.%Y")
    write(folder, "Åpne poster 02.11.2026.csv", "utf-8-sig", ["Kundenr;Kunde;Bilagstype;Fakturanr;Fakturadato;Forfall;Valuta;Beløp;Restbeløp;KID"] + [
        f"{code};{name};{'Kreditnota' if amount < 0 else 'Faktura'};{number};{day(when)};{day(due)};NOK;{money(amount)};{money(amount)};"
        for number, (code, name, _), when, due, amount in documents(11, customers, 30218, 34)])
    write(folder, "Kunder.csv", "utf-8-sig", ["Kundenr;Kundenavn;Organisasjonsnr;Adresse;Postnr;Poststed;Land;E-post;Telefon;Betalingsfrist"] + [
        f"{code};{name};9{i}1234567;Storgata {i + 4};{5003 + i};Bergen;Norge;post@k{i}.example;+47 55 90 00 {i:02d};{terms} dager"
        for i, (code, name, terms) in enumerate(customers)])


def kuwait(folder):
    names = ["شركة النور للتجارة", "مؤسسة الخليج", "معرض السالمية", "شركة الوفاء للأدوات", "بقالة الفردوس"]
    customers = [(f"K-{210 + i}", n, 60 if i % 2 else 30) for i, n in enumerate(names)]
    money = lambda n: ("-" if n < 0 else "") + f"{abs(n) // 1000:,}.{abs(n) % 1000:03d}"
    day = lambda d: d.strftime("%d/%m/%Y")
    rows, total = [], 0
    for number, (code, name, _), when, due, amount in documents(13, customers, 7001, 36):
        total += amount
        rows.append(f"{code};{name};{'إشعار دائن' if amount < 0 else 'فاتورة مبيعات'};{number};{day(when)};{day(due)};{money(amount)};{money(amount)};KWD")
    write(folder, "كشف الذمم 2026-11-02.csv", "cp1256", ["شركة المهلب لمواد البناء", "كشف الذمم المدينة كما في 02/11/2026;;;;;;;;",
          "رمز العميل;اسم العميل;نوع المستند;رقم المستند;تاريخ المستند;تاريخ الاستحقاق;المبلغ;الرصيد المتبقي;العملة"] + rows
          + [f"الإجمالي;;;;;;;{money(total)};KWD"])
    write(folder, "العملاء.csv", "cp1256", ["رمز العميل;اسم العميل;العنوان;المدينة;الدولة;الهاتف;البريد الإلكتروني;مدة الائتمان"] + [
        f"{code};{name};شارع {i + 4};الكويت;الكويت;+965 2200 00{i:02d};accounts@k{i}.example;{terms} يوم" for i, (code, name, terms) in enumerate(customers)])


def tver(folder):
    names = ["ООО Кедр", "ИП Смирнов А.А.", "АО Верхневолжский комбинат", "ООО Липа и партнёры", "ТД Ольха"]
    customers = [(f"00-{100 + i:06d}", n, 14 if i % 2 else 30) for i, n in enumerate(names)]
    money = lambda n: ("-" if n < 0 else "") + f"{abs(n) // 100:,}".replace(",", "\u00a0") + f",{abs(n) % 100:02d}"
    day = lambda d: d.strftime("%d.%m.%Y")
    rows, total = [], 0
    for number, (code, name, _), when, due, amount in documents(17, customers, 1201, 38):
        total += amount
        kind = "Корректировка" if amount < 0 else "Реализация товаров"
        rows.append(f"{name};{code};{kind} {number:08d};{day(when)};{day(due)};{money(amount)};{money(amount)};{max(0, (TODAY - due).days)};Петрова")
    write(folder, "Задолженность 02.11.2026.csv", "cp1251", ["Задолженность покупателей на 02.11.2026;;;;;;;;", ";;;;;;;;",
          "КЛИЕНТ;КОД;ДОКУМЕНТ;ДАТА;СРОК ОПЛАТЫ;СУММА;ОСТАТОК;ДНЕЙ ПРОСРОЧКИ;МЕНЕДЖЕР"] + rows + [f"Итого;;;;;;{money(total)};;"])
    write(folder, "Клиенты.csv", "cp1251", ["Код;Клиент;ИНН;Адрес;Город;Индекс;Страна;Телефон;E-mail;Отсрочка"] + [
        f"{code};{name};690{i}123456;ул. Советская, {i + 4};Тверь;17000{i};Россия;+7 4822 00-00-0{i};buh@t{i}.example;{terms} дней"
        for i, (code, name, terms) in enumerate(customers)])


def write(folder, name, encoding, lines):
    open(f"{folder}/{name}", "w", encoding=encoding, newline="").write("\r\n".join(lines) + "\r\n")


{"leeds": leeds, "bergen": bergen, "kuwait": kuwait, "tver": tver}[sys.argv[1]](sys.argv[2])
