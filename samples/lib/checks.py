"""What the generator proves of its own work before it ends."""
import os
from datetime import date

from . import readback

AS_OF = date(2026, 11, 1)


def same_ledger(folder, plain):
    """Every ledger export read back by its profile equals what was meant; gives the control totals per file."""
    profiles = readback.profiles(folder)
    want = {e["number"]: e for e in plain}
    assert len(want) == len(plain), "numbers are not unique"
    assert len({n.lower() for n in want}) == len(want)
    seen, control = set(), {}
    for name in sorted(os.listdir(folder + "/exports")):
        path = f"{folder}/exports/{name}"
        found = readback.recognise(path, profiles)
        if found is None or profiles[found]["table"] != "ledger":
            continue
        rows, tied = readback.ledger(path, profiles[found])
        sums = {}
        for r in rows:
            e = want[r["number"]]
            assert r["number"] not in seen
            seen.add(r["number"])
            for k in ("customer", "type", "date", "due", "amount", "currency", "applies_to"):
                assert (r[k] or None) == (e[k] or None), (name, k, r, e)
            if r["type"] != "pdc":
                assert r["salesman"] == e["salesman"]
            for k in ("text", "status"):
                assert r[k] == e[k], (name, r, e)
            if r["type"] == "invoice":
                assert r["po_number"] == e["po_number"] and r["delivery_note"] == e["delivery_note"]
            sums[r["currency"]] = sums.get(r["currency"], 0) + r["amount"] * (1 if r["type"] in ("invoice", "debit_note", "pdc") else -1)
        control[name] = {"profile": found, "rows": len(rows), "totals_rows": tied, "signed_sums": dict(sorted(sums.items()))}
    assert seen == set(want), "an entry is in no export"
    return control


def flat(folder, entries):
    profiles = readback.profiles(folder)
    path = folder + "/exports/raschety-1c.csv"
    assert readback.recognise(path, profiles) == "onec"
    assert readback.recognise(folder + "/exports/kontragenty-1c.csv", profiles) == "onec-catalogue"
    rows, tied = readback.ledger(path, profiles["onec"])
    want = {e["number"]: e for e in entries}
    assert len(rows) == len(want) == len(entries)
    for r in rows:
        e = want[r["number"]]
        assert (r["customer"], r["customer_name"], r["date"], r["due"], r["amount"], r["open_amount"], r["cleared_on"]) == (
            e["client"]["code"], e["client"]["name"], e["date"], e["due"], e["amount"], e["open"], e["cleared"]), r
    return {"raschety-1c.csv": {"profile": "onec", "rows": len(rows), "totals_rows": tied,
                                "signed_sums": {"RUB": sum(e["amount"] for e in entries)},
                                "open_sums": {"RUB": sum(e["open"] for e in entries)}}}


def gulf(folder, rows, plain, result, items, events, papers):
    by = {c["code"]: c for c in rows}
    back = readback.customers(folder + "/exports/customers.csv", readback.profiles(folder)["customer-master"])
    assert [(r["code"], r["name"], r["kind"], r["language"], r["salesman"]) for r in back] == [
        (c["code"], c["name"], c["kind"], c["language"], c["salesman"]) for c in rows]
    assert {r["status"] for r in back} == {"active", "hold", "blocked"}
    assert len(by) == len(rows) and 60 <= len(rows) <= 100, len(rows)
    assert len({c["name"] for c in rows}) == len(rows)
    assert max(len(c["name"]) for c in rows) in range(110, 121)
    got = result["customers"]
    assert len([i for i in items if i["customer"] == "C/1042" and i["type"] == "invoice"]) == 300
    for c in rows:                                     # everyone has the age that was promised
        a = c["age"] if c["age"] is None or c["age"] > 0 else None
        assert got[c["code"]]["oldest_age"] == a, (c["code"], a, got[c["code"]]["oldest_age"])
    for point, codes in result["checkpoints"].items():
        assert len(codes) >= 4, (point, codes)
    for cur in ("AED", "USD", "KWD"):
        t = result["totals"][cur]
        assert sum(b["sum"] for b in t["buckets"].values()) == t["sum"]
        assert sum(b["sum"] for b in t["owed_buckets"].values()) + t["credits"]["sum"] == t["sum"]
        assert t["credits"]["count"]
    for b in result["totals"]["AED"]["owed_buckets"].values():
        assert b["count"] >= 5
    assert got["C1120"]["currencies"]["AED"]["sum"] == -1250000
    assert got["C1122"]["currencies"]["AED"]["sum"] == 3150 and got["C1123"]["currencies"]["AED"]["sum"] == 5000
    assert got["C1134"]["oldest_age_without_disputed"] is None and got["C1135"]["oldest_age_without_disputed"] is None
    assert len(got["K2004"]["currencies"]) == 3 and len(got["K2003"]["currencies"]) == 2 and len(got["C1143"]["currencies"]) == 2
    assert {e["status"] for e in plain if e["type"] == "pdc"} == {"in_hand", "cleared", "bounced", "replaced"}
    assert {e["type"] for e in plain} == {"invoice", "debit_note", "credit_note", "payment", "write_off", "pdc"}
    late = [e for e in plain if e["date"] > AS_OF]
    assert {e["type"] for e in late} >= {"invoice", "payment", "credit_note"}
    ours = [c for c in rows if c["salesman"] == "S04"]
    assert 8 <= len(ours) <= 14 and {c["kind"] for c in ours} == {"company_credit", "short_cash", "cash"}
    for e in plain:
        assert e["amount"] > 0 and e["salesman"] == by[e["customer"]]["salesman"]
        assert e["due"] is None or e["due"] >= e["date"], e
        if e["type"] == "invoice" and e["currency"] == "AED" and e["customer"] not in ("C1122", "C1123"):
            assert 18000 <= e["amount"] <= 8500000, e
    numbers = {e["number"] for e in plain}
    assert sum(1 for i in items if i["status"] == "disputed") >= 4 and sum(1 for i in items if i["status"] == "rma") >= 2
    assert any(e["type"] == "credit_note" and e["date"] < date(2026, 5, 1) for e in plain)
    kinds = set()
    for r in events:
        assert r[2] in by and (not r[3] or r[3] in numbers) and r[0] <= "2026-11-01", r
        kinds.add(r[4])
    assert kinds >= {"call", "email", "message", "visit", "promise", "dispute", "return", "block", "unblock", "police_case", "asset_removal",
                     "do_not_write", "agency", "court"}
    assert any(r[4] == "GUARS" and r[6] == "storekeeper" for r in papers) and any(r[4] == "CONFR" and r[6] == "accounts" for r in papers)
    for r in papers[1:]:
        assert r[1] in by and (not r[2] or r[2] in numbers) and r[3] <= "2026-11-01", r


def sibir(folder, rows, entries, result):
    back = readback.customers(folder + "/exports/kontragenty-1c.csv", readback.profiles(folder)["onec-catalogue"])
    assert [(r["code"], r["name"]) for r in back] == [(c["code"], c["name"]) for c in rows]
    assert len(rows) == 25 and len({c["code"] for c in rows}) == 25
    for c in rows:
        overdue = [a for a in c["ages"] if a > 0]
        assert result["customers"][c["code"]]["oldest_age"] == max(overdue, default=None), c["code"]
    assert len(result["claim_over_21_days"]) >= 6 and len(result["due_on_as_of"]) >= 3
    for e in entries:
        assert e["date"] < e["due"] and 0 <= e["open"] <= e["amount"] and (e["open"] == 0) == bool(e["cleared"])
        assert not e["cleared"] or e["date"] <= e["cleared"] <= date(2026, 11, 2), e


def plain_ledger(folder, plain):
    """Every row of the ledger's exports read back by its profile is what was meant; gives the control totals per file."""
    profiles = readback.profiles(folder)
    want = {e["number"]: e for e in plain}
    assert len(want) == len(plain), "numbers are not unique"
    seen, control = set(), {}
    for name in sorted(os.listdir(folder + "/exports")):
        path = f"{folder}/exports/{name}"
        found = readback.recognise(path, profiles)
        if found is None or profiles[found]["table"] != "ledger":
            continue
        rows, tied = readback.ledger(path, profiles[found])
        sums = {}
        for r in rows:
            e = want[r["number"]]
            assert r["number"] not in seen
            seen.add(r["number"])
            for k in ("customer", "type", "date", "amount", "currency", "applies_to", "salesman", "po_number"):
                assert (r[k] or None) == (e[k] or None), (name, k, r, e)
            assert "column.due" not in profiles[found] or (r["due"] or None) == (e["due"] or None), (name, r, e)
            sums[r["currency"]] = sums.get(r["currency"], 0) + r["amount"] * (1 if r["type"] == "invoice" else -1)
        control[name] = {"profile": found, "rows": len(rows), "totals_rows": tied, "signed_sums": dict(sorted(sums.items()))}
    assert seen == set(want), "an entry is in no export"
    return control


def parts(rows, plain, result):
    got = result["customers"]
    assert len(rows) == 24 and max(len(c["name"]) for c in rows) in range(110, 121)
    for c in rows:                                     # 30 days nett by month end: overdue from the first of the second month
        for e in plain:
            if e["customer"] == c["code"] and e["type"] == "invoice" and c["terms"] == 30:
                assert e["due"].day >= 28 and (e["due"].year * 12 + e["due"].month) - (e["date"].year * 12 + e["date"].month) == 1, e
    assert got["000101"]["oldest_age"] is None and got["000102"]["oldest_age"] == 3 and got["000104"]["oldest_age"] == 64
    assert got["000105"]["oldest_age"] == (date(2026, 11, 3) - date(2026, 2, 28)).days
    assert got["000106"]["currencies"]["AUD"]["sum"] == -63250 and got["000124"]["currencies"]["AUD"]["sum"] == 1870
    assert got["000113"]["oldest_age"] is None and got["000112"]["oldest_age"] == 8


def fjord(rows, plain, result):
    got = result["customers"]
    assert len(rows) == 24 and {c["currency"] for c in rows} == {"NOK", "EUR"}
    for c in rows:
        if c["code"] != "10024":
            assert got[c["code"]]["oldest_age"] == max((a for a in c["ages"] if a > 0), default=None), c["code"]
    assert len(got["10024"]["currencies"]) == 2 and got["10013"]["currencies"]["NOK"]["sum"] == -412000
