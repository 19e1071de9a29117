"""The exports of a house that the program never saw: exports.py FOLDER DAY [DAY…]; days as 2026-11-02. Writes customers, staff and the
open and settled documents as of each day, as a small wholesale program of Muscat would: semicolons, dates as 02-Nov-26, thousands with
commas, amounts in rials with three decimals, a title above the header and a total below. The same days give the same bytes."""
import datetime
import random
import sys

folder, days = sys.argv[1], [datetime.date.fromisoformat(d) for d in sys.argv[2:]]
rng = random.Random(20261102)
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
day = lambda d: f"{d.day:02d}-{MONTHS[d.month - 1]}-{d.year % 100:02d}"
money = lambda n: ("-" if n < 0 else "") + f"{abs(n) // 1000:,}.{abs(n) % 1000:03d}"
NAMES = ["Al Batinah Trading", "Nizwa Building Materials", "Sur Marine Services", "Salalah Fresh Foods", "Qurum Pharmacy", "Wadi Kabir Motors",
         "Ibri Cold Stores", "Seeb Electrical", "Rusayl Plastics", "Mutrah Textiles", "Barka Dairy Products", "Ruwi Stationery & Printing"]
REPS = [("R1", "Said Al Harthy"), ("R2", "Maryam Al Balushi"), ("R3", "Joseph Mathew")]
customers = [(f"K{n + 11}", name, REPS[n % 3][0], 30 if n % 4 else 45) for n, name in enumerate(NAMES)]
documents = []
number = 7001
for when in (datetime.date(2026, 7, 6) + datetime.timedelta(n) for n in range(150)):
    if when.weekday() in (4, 5):
        continue
    for code, name, rep, terms in customers:
        if rng.random() < 0.05:
            due = when + datetime.timedelta(terms)
            # some pay in time, some late, two hardly ever
            late = rng.choice([-6, -2, 0, 3, 9, 20, 45]) if code not in ("K13", "K18") else rng.choice([60, 90, 400])
            documents.append([number, code, when, due, rng.randrange(40_000, 3_900_000), due + datetime.timedelta(late)])
            number += 1
write = lambda name, lines: open(f"{folder}/{name}", "w", encoding="cp1252", newline="").write("\r\n".join(lines) + "\r\n")
write("debtors master.csv", ["Account;Debtor;Rep;Credit days;Street;Town;Phone;Mail"] + [
    f"{c};{n};{r};{t};Way {n_ * 37 + 1201};{'Muscat' if n_ % 3 else 'Sohar'};+968 2455 01{n_:02d};accounts@{n.split()[0].lower()}{n_}.example"
    for n_, (c, n, r, t) in enumerate(customers)])
write("reps.csv", ["Rep;Rep name;Position"] + [f"{c};{n};Salesman" for c, n in REPS] + ["AC;Huda Al Lawati;Accountant"])
for d in days:
    rows, total = [], 0
    for no, code, when, due, amount, paid in documents:
        if when > d:
            continue
        left = 0 if paid <= d else amount
        total += left
        name = next(n for c, n, _, _ in customers if c == code)
        rows.append(f"SI-{no};{code};{name};{day(when)};{day(due)};Sales invoice;{money(amount)};{money(left)}")
    write(f"receivables_{d.isoformat()}.csv", ["Receivables ledger;;;;;;;", f"As at {day(d)};;;;;;;",
        "Doc. no.;Account;Debtor;Doc. date;Due on;Kind;Value OMR;Open OMR"] + rows + [f";;Total;;;;;{money(total)}"])
