"""The frozen snapshot of a run against the sample's oracle, which another program made: oracle.py SNAPSHOT.db SAMPLE.

Prints ok/not ok lines: every open item (age, bucket, outstanding), every customer's balance, totals by currency and bucket.
"""
import collections
import csv
import json
import sqlite3
import sys

BUCKETS = ["on_due", "1-15", "16-30", "31-60", ">60"]


def verdict(title, wrong):
    print(("not ok " if wrong else "ok ") + title)
    for line in wrong[:10]:
        print("  ", line)
    return bool(wrong)


def main(snapshot, sample):
    db = sqlite3.connect(f"file:{snapshot}?mode=ro", uri=True)
    want = json.load(open(f"{sample}/expected.json", encoding="utf-8"))
    bad = 0

    expected = collections.Counter()
    for r in csv.DictReader(open(f"{sample}/expected-items.csv", encoding="utf-8")):
        expected[r["customer"], r["type"], r["number"], r["currency"], int(r["outstanding_minor"]), int(r["age"])] += 1
    found = collections.Counter(
        tuple(r) for r in db.execute("SELECT customer, type, number, currency, outstanding, age FROM open_item"))
    wrong = [f"only wanted: {k}" for k in expected - found] + [f"only found: {k}" for k in found - expected]
    bad |= verdict(f"{sum(expected.values())} open items, their age and what is outstanding", sorted(wrong))

    rows = collections.defaultdict(dict)
    for customer, currency, total in db.execute("SELECT customer, currency, total FROM balance WHERE items > 0"):
        rows[customer][currency] = total
    by_hand = collections.defaultdict(lambda: collections.defaultdict(int))
    for (customer, _, _, currency, outstanding, _), n in expected.items():
        by_hand[customer][currency] += outstanding * n
    wrong = [f"{c}: {rows.get(c)}, wanted {dict(v)}" for c, v in by_hand.items() if rows.get(c) != dict(v)]
    wrong += [f"{c}: nothing is owed, found {v}" for c, v in rows.items() if c not in by_hand]
    bad |= verdict(f"the balances of {len(by_hand)} customers", wrong)

    wrong = []
    for currency, t in want["totals"].items():
        got, = db.execute("SELECT sum(total) FROM balance WHERE currency = ?", (currency,)).fetchone()
        if got != t["sum"]:
            wrong.append(f"{currency}: {got}, wanted {t['sum']}")
        apart, = db.execute("SELECT coalesce(sum(outstanding), 0) FROM open_item WHERE currency = ? AND outstanding < 0",
                            (currency,)).fetchone()
        if apart != t["credits"]["sum"]:
            wrong.append(f"{currency} credits: {apart}, wanted {t['credits']['sum']}")
        for i, name in enumerate(BUCKETS):
            got, = db.execute("SELECT coalesce(sum(amount), 0) FROM bucket_total WHERE currency = ? AND bucket = ?",
                              (currency, i)).fetchone()
            if got != t["owed_buckets"][name]["sum"]:
                wrong.append(f"{currency} {name}: {got}, wanted {t['owed_buckets'][name]['sum']}")
    bad |= verdict("totals, credits and buckets of " + ", ".join(want["totals"]), wrong)

    wrong = [f"{c} {cur}: {t}" for c, cur, t in db.execute(
        "SELECT customer, currency, sum(tenths) FROM bucket_total WHERE bucket >= 0 GROUP BY 1, 2 HAVING sum(tenths) NOT IN (0, 1000)")]
    bad |= verdict("percents add up to 100.0", wrong)

    checkpoint = {c: v["checkpoint"] for c, v in want["customers"].items()}
    oldest = {c: v["oldest_age"] for c, v in want["customers"].items()}
    wrong = []
    for c, age in db.execute("SELECT customer, max(age) FROM open_item WHERE age >= 1 AND outstanding > 0 GROUP BY customer"):
        if oldest.get(c) != age and not (oldest.get(c) is None and age < 1):
            wrong.append(f"{c}: {age}, wanted {oldest.get(c)} (checkpoint {checkpoint.get(c)})")
    bad |= verdict("the oldest overdue age of each customer", wrong)
    return bad


sys.exit(main(sys.argv[1], sys.argv[2]))
