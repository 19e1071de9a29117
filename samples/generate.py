#!/usr/bin/env python3
"""Rewrites the sample houses gulf/, sibir/, parts/, fjord/ and README.md: seeded, no clock, the same bytes on every run."""
import json
import os
import random
import shutil
import sys
from datetime import date

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

from lib import checks, fjord, gulf, gulf_papers, model, out, parts, readback, readme, sibir  # noqa: E402


def clear(folder):
    for sub in ("exports", "scans"):
        shutil.rmtree(os.path.join(folder, sub), ignore_errors=True)


def oracle(items_of, as_of, dates, kinds):
    """expected.json: what is open, by currency, bucket and customer, as of the demo date."""
    items = items_of(as_of)
    currencies = sorted({i["currency"] for i in items})
    result = {
        "as_of": as_of.isoformat(),
        "minor_digits": {c: out.MINOR[c] for c in currencies},
        "totals": {c: model.summary([i for i in items if i["currency"] == c]) for c in currencies},
        "as_of_totals": {d.isoformat(): {c: {"count": len(s), "sum": sum(i["outstanding"] for i in s)}
                                         for c in currencies for s in [[i for i in items_of(d) if i["currency"] == c]]} for d in dates},
        "customers": {}, "checkpoints": {}}
    for code, kind in kinds.items():
        mine = [i for i in items if i["customer"] == code]
        by_currency = {c: model.summary([i for i in mine if i["currency"] == c]) for c in currencies if any(i["currency"] == c for i in mine)}
        oldest = max((s["oldest_age"] for s in by_currency.values() if s["oldest_age"] is not None), default=None)
        free = max((s["oldest_age_without_disputed"] for s in by_currency.values() if s["oldest_age_without_disputed"] is not None), default=None)
        result["customers"][code] = {"kind": kind, "oldest_age": oldest, "checkpoint": model.checkpoint(oldest),
                                     "oldest_age_without_disputed": free, "currencies": by_currency}
    for point in model.CHECKPOINTS:
        result["checkpoints"][str(point)] = [c for c, v in result["customers"].items()
                                             if v["kind"] == "company_credit" and v["checkpoint"] == point]
    return result, items


def write_oracle(folder, result, items):
    out.write_text(folder + "/expected.json", json.dumps(result, ensure_ascii=False, indent=1) + "\n")
    head = ["customer", "type", "number", "currency", "outstanding_minor", "age", "bucket", "status"]
    rows = [[i["customer"], i["type"], i["number"], i["currency"], i["outstanding"], i["age"], i["bucket"], i["status"]]
            for i in sorted(items, key=lambda i: (i["customer"], i["currency"], -i["age"], i["number"]))]
    out.write_csv(folder + "/expected-items.csv", [head] + rows, eol="\n")


def make_gulf():
    folder = os.path.join(HERE, "gulf")
    clear(folder)
    rng = random.Random("gulf 2026-11-01")
    rows = gulf.customers(rng)
    entries, opened = gulf.ledger(rng, rows)
    gulf.number(entries)
    gulf.limits(rows, entries)
    gulf.write_exports(folder, rows, entries)
    gulf_papers.house(folder)
    gulf_papers.logo(folder)
    gulf_papers.staff(folder)
    people = gulf_papers.contacts(rng, folder, rows)
    events = gulf_papers.events(rng, folder, rows, entries, opened, people)
    gulf_papers.arrangements(folder, entries, opened, people)
    gulf_papers.assets(folder, rows)
    gulf_papers.deductions(folder, opened)
    gulf_papers.holidays(folder)
    papers = gulf_papers.evidence(random.Random("gulf scans"), folder, rows, opened, people)

    plain = [dict(customer=e.customer, type=e.type, number=e.number, date=e.date, due=e.due, amount=e.amount, currency=e.currency,
                  applies_to=e.applies.number if e.applies else "", status=e.status, salesman=e.salesman, text=e.text,
                  po_number=e.po, delivery_note=e.dn) for e in entries]
    control = checks.same_ledger(folder, plain)
    result, items = oracle(lambda d: model.open_items(plain, d), gulf.AS_OF,
                           [date(2026, 1, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 11, 1), date(2026, 11, 3), date(2026, 11, 30)],
                           {c["code"]: c["kind"] for c in rows})
    result["control_totals"] = control
    write_oracle(folder, result, items)
    checks.gulf(folder, rows, plain, result, items, events, papers)
    return rows, plain, result, papers


def make_sibir():
    folder = os.path.join(HERE, "sibir")
    clear(folder)
    rng = random.Random("sibir 2026-11-02")
    rows = sibir.clients(rng)
    entries = sibir.ledger(rng, rows)
    sibir.write(folder, rows, entries, rng)
    sibir.house(folder)
    sibir.logo(folder)

    def items_of(d):
        found = []
        for e in entries:
            if e["date"] > d or e["cleared"] and e["cleared"] <= d:
                continue
            age = (d - e["due"]).days
            # a cleared item was wholly open before its clearing; what is not cleared shows its rest at the export's date
            found.append(dict(customer=e["client"]["code"], type="invoice", number=e["number"], currency="RUB",
                              outstanding=e["amount"] if e["cleared"] else e["open"], age=age, bucket=model.bucket(age), status=""))
        return found

    result, items = oracle(items_of, sibir.AS_OF, [sibir.AS_OF], {c["code"]: "company_credit" for c in rows})
    result["claim_over_21_days"] = [c for c, v in result["customers"].items() if v["oldest_age"] is not None and v["oldest_age"] > 21]
    result["due_on_as_of"] = sorted({e["client"]["code"] for e in entries if e["open"] and e["due"] == sibir.AS_OF})
    result["control_totals"] = checks.flat(folder, entries)
    write_oracle(folder, result, items)
    checks.sibir(folder, rows, entries, result)
    return rows, entries, result


def make_plain(name, house):
    """parts and fjord: one ledger of model entries, exported twice, the second time with what came later."""
    folder = os.path.join(HERE, name)
    clear(folder)
    rng = random.Random(f"{name} {house.AS_OF.isoformat()}")
    rows = house.customers(rng)
    entries = house.ledger(rng, rows)
    house.write(folder, rows, entries, rng)
    house.house(folder)
    house.logo(folder)
    plain = [dict(customer=e.customer, type=e.type, number=e.number, date=e.date, due=e.due, amount=e.amount, currency=e.currency,
                  applies_to=e.applies.number if e.applies else "", status="", salesman=e.salesman, text="", po_number=e.po, delivery_note="")
             for e in entries]
    control = checks.plain_ledger(folder, plain)
    result, items = oracle(lambda d: model.open_items(plain, d), house.AS_OF, [house.AS_OF, house.LATER], {c["code"]: c["kind"] for c in rows})
    result["control_totals"] = control
    write_oracle(folder, result, items)
    return rows, plain, result


def make_parts():
    rows, plain, result = made = make_plain("parts", parts)
    checks.parts(rows, plain, result)
    return made


def make_fjord():
    rows, plain, result = made = make_plain("fjord", fjord)
    checks.fjord(rows, plain, result)
    return made


if __name__ == "__main__":
    readme.write(HERE, make_gulf(), make_sibir(), make_parts(), make_fjord())
