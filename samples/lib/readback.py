"""A strict reader of exports by house.ini, to prove that what was written can be imported without loss."""
import configparser
import csv
import io
import re
from datetime import date

from .out import MINOR

CANON = {
    "ledger": "customer type number date due amount currency applies_to po_number delivery_note salesman status text "
              "customer_name open_amount cleared_on".split(),
    "customers": "code name legal_name tax_id kind address1 address2 city postcode country region route salesman currency language "
                 "terms_days credit_limit email phone status since contract_no contract_date".split()}
ENCODING = {"windows-1251": "cp1251", "windows-1252": "cp1252", "utf-16le": "utf-16-le", "utf-8": "utf-8"}


def profiles(house):
    ini = configparser.RawConfigParser(delimiters=("=",), comment_prefixes=("#", ";"), strict=True)
    ini.optionxform = str
    with open(house + "/house.ini", encoding="utf-8") as f:
        ini.read_file(f)
    return {s[7:]: dict(ini[s]) for s in ini.sections() if s.startswith("import.")}


def minor(text, currency, decimal):
    sign = 1
    if text.startswith("(") and text.endswith(")"):
        sign, text = -1, text[1:-1]
    if text.startswith("-"):
        sign, text = -sign, text[1:]
    group = "." if decimal == "," else ","
    text = text.replace("\u202f", "").replace("\u00a0", "").replace(group, "")
    whole, _, part = text.partition(decimal)
    assert whole.isdigit() and part.isdigit() and len(part) == MINOR[currency], text
    return sign * (int(whole) * 10 ** MINOR[currency] + int(part))


def day(text, order):
    if not text:
        return None
    n = re.split("[./-]", text)
    if len(n) == 1:
        n = [text[:4], text[4:6], text[6:]]
    if len(n[0]) < 4:
        n = [n[2], n[1], n[0]] if order == "dmy" else [n[2], n[0], n[1]]
    y, m, d = n
    return date(int(y), int(m), int(d))


def ledger(path, profile):
    """(rows, totals): canonical ledger rows, and how many totals rows tied out."""
    with open(path, "rb") as f:
        raw = f.read()
    for bom in (b"\xef\xbb\xbf", b"\xff\xfe"):
        if raw.startswith(bom):
            raw = raw[len(bom):]
    text = raw.decode(ENCODING[profile["encoding"]])
    if text.startswith("sep="):
        text = text.split("\n", 1)[1]
    delimiter = {"tab": "\t"}.get(profile["delimiter"], profile["delimiter"])
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    lines = lines[int(profile.get("skip_lines", 0)):]
    head = lines[0]
    named = [h for h in head if h]
    assert len(named) == len(set(named)), "duplicate headers"
    where = {k[7:]: head.index(v) for k, v in profile.items() if k.startswith("column.")}
    skip = re.compile(profile["ignore_row"]) if "ignore_row" in profile else None
    default = {k[8:]: v for k, v in profile.items() if k.startswith("default.")}
    maps = {k[4:]: v for k, v in profile.items() if k.startswith("map.")}
    amounts = [c for c in ("amount", "debit", "credit", "open_amount") if c in where]
    rows, running, grand, tied = [], {}, {}, 0
    for cells in lines[1:]:
        if skip and skip.match(cells[0]):
            cur = cells[where["currency"]] if "currency" in where else default["currency"]
            if not any(cells[where[a]] for a in amounts) or cells == head:
                continue
            for a in amounts:
                v = minor(cells[where[a]], cur, profile["decimal"])
                assert v in (running.get((cur, a), 0), grand.get((cur, a), 0)), (path, cells)
            whole = all(minor(cells[where[a]], cur, profile["decimal"]) == grand.get((cur, a), 0) for a in amounts)
            for a in amounts:
                running[cur, a] = 0
            tied += 1
            last = whole
            continue
        assert len(cells) == len(head), (path, cells)
        row = dict(default)
        for canon, i in where.items():
            v = cells[i]
            if v or canon not in row:
                row[canon] = maps.get(f"{canon}.{v}", v)
        cur = row["currency"]
        for a in amounts:
            if row[a]:
                v = minor(row[a], cur, profile["decimal"])
                running[cur, a] = running.get((cur, a), 0) + v
                grand[cur, a] = grand.get((cur, a), 0) + v
                row[a] = v
        if "debit" in where:
            assert bool(row["debit"]) != bool(row["credit"])
            assert bool(row["debit"]) == (row["type"] in ("invoice", "debit_note"))
            row["amount"] = row.pop("debit") or row["credit"]
        elif profile.get("signed") == "yes":
            assert (row["amount"] > 0) == (row["type"] in ("invoice", "debit_note"))
            row["amount"] = abs(row["amount"])
        for k in ("date", "due", "cleared_on"):
            row[k] = day(row.get(k, ""), profile["date_order"])
        for k in CANON["ledger"]:
            row.setdefault(k, "")
        row["text"] = row["text"]
        rows.append(row)
    assert last, "the last row is no grand total"
    return rows, tied


def customers(path, profile):
    """Canonical customer rows, every cell kept."""
    with open(path, "rb") as f:
        text = f.read().decode(ENCODING[profile["encoding"]]).lstrip("\ufeff")
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=profile["delimiter"], strict=True))
    head = lines[0]
    where = {k[7:]: head.index(v) for k, v in profile.items() if k.startswith("column.")}
    assert set(where) <= set(CANON["customers"]), where
    assert all(len(r) == len(head) for r in lines)
    maps = {k[4:]: v for k, v in profile.items() if k.startswith("map.")}
    return [{c: maps.get(f"{c}.{r[i]}", r[i]) for c, i in where.items()} for r in lines[1:]]


def recognise(path, house_profiles):
    """The one profile whose headers all stand in the file, or None for canonical headers."""
    with open(path, "rb") as f:
        raw = f.read()
    hits = []
    for name, p in house_profiles.items():
        try:
            lines = raw.decode(ENCODING[p["encoding"]]).lstrip("\ufeff").split("\n")
        except UnicodeDecodeError:
            continue
        delimiter = {"tab": "\t"}.get(p["delimiter"], p["delimiter"])
        want = {v for k, v in p.items() if k.startswith("column.")}
        if any(want <= {c.strip('"') for c in line.rstrip("\r").split(delimiter)} for line in lines[:12]):
            hits.append(name)
    assert len(hits) <= 1, (path, hits)
    return hits[0] if hits else None
