"""The oracle: open items and aging by the rules of aging (days since the due date, calendar days), written apart from the C program."""
from dataclasses import dataclass, field
from datetime import date
from typing import Optional

UP = {"invoice", "debit_note"}
DOWN = {"payment", "credit_note", "write_off"}
NOT_MONEY = {"pdc"}                      # a cheque in hand is no payment
BUCKETS = ["on_due", "1-15", "16-30", "31-60", ">60"]
CHECKPOINTS = [0, 5, 15, 30, 60]         # days after the overdue date, which is the day after the due date


@dataclass
class Entry:
    customer: str
    type: str
    date: date
    due: Optional[date]
    amount: int                          # minor units, positive
    currency: str
    number: str = ""
    applies: Optional["Entry"] = None
    po: str = ""
    dn: str = ""
    salesman: str = ""
    status: str = ""
    text: str = ""
    file: str = ""                       # the export it goes to
    settled: list = field(default_factory=list)

    def left_on(self, day):
        """What is open as of a day."""
        return self.amount - sum(e.amount for e in self.settled if e.date <= day)

    def left(self):
        """What no entry of any date has settled yet."""
        return self.amount - sum(e.amount for e in self.settled)


def settle(invoice, entry):
    assert entry.currency == invoice.currency and entry.customer == invoice.customer
    assert entry.date >= invoice.date, (invoice, entry)
    assert 0 < entry.amount <= invoice.left(), (entry, invoice.left())
    entry.applies = invoice
    invoice.settled.append(entry)
    return entry


def bucket(age):
    if age < 1:
        return "on_due"
    return "1-15" if age <= 15 else "16-30" if age <= 30 else "31-60" if age <= 60 else ">60"


def checkpoint(age):
    """The highest checkpoint that the days overdue have reached, or None."""
    reached = [c for c in CHECKPOINTS if age is not None and age >= c + 1]
    return reached[-1] if reached else None


def open_items(entries, as_of):
    """Rows from plain tuples (customer, type, number, date, due, amount, currency, applies_to, status)."""
    by_number = {e["number"]: e for e in entries if e["type"] in UP}
    taken = {}
    for e in entries:
        if e["type"] in DOWN and e["applies_to"] and e["date"] <= as_of:
            taken[e["applies_to"]] = taken.get(e["applies_to"], 0) + e["amount"]
    items = []
    for e in entries:
        if e["date"] > as_of or e["type"] in NOT_MONEY:
            continue
        if e["type"] in UP:
            left = e["amount"] - taken.get(e["number"], 0)
            assert left >= 0, ("over-allocated", e)
        else:
            if e["applies_to"]:
                assert e["applies_to"] in by_number, ("allocated to nothing", e)
            left = 0 if e["applies_to"] else -e["amount"]
        if left == 0:
            continue
        age = (as_of - (e["due"] or e["date"])).days
        items.append(dict(customer=e["customer"], type=e["type"], number=e["number"],
                          currency=e["currency"], outstanding=left, age=age,
                          bucket=bucket(age), status=e["status"]))
    return items


def summary(items):
    """Count and sum of items: all, per bucket (credits by their own date), and credits apart."""
    def cell(sel):
        return {"count": len(sel), "sum": sum(i["outstanding"] for i in sel)}
    owed = [i for i in items if i["outstanding"] > 0]
    credit = [i for i in items if i["outstanding"] < 0]
    overdue = [i for i in owed if i["age"] >= 1]
    dunnable = [i for i in overdue if i["status"] not in ("disputed", "rma")]
    oldest = max((i["age"] for i in overdue), default=None)
    oldest_dunnable = max((i["age"] for i in dunnable), default=None)
    return {
        **cell(items),
        "buckets": {b: cell([i for i in items if i["bucket"] == b]) for b in BUCKETS},
        "owed_buckets": {b: cell([i for i in owed if i["bucket"] == b]) for b in BUCKETS},
        "credits": cell(credit),
        "overdue": cell(overdue),
        "oldest_age": oldest,
        "oldest_age_without_disputed": oldest_dunnable,
    }
