"""samples/README.md: what each house holds, with the figures of this very run."""
from . import fjord as n
from . import gulf as g
from . import out
from . import parts as au

NAME = {"on_due": "not yet due", "1-15": "1–15", "16-30": "16–30", "31-60": "31–60", ">60": "over 60"}


def figures(result):
    rows = ["| currency | open items | outstanding | " + " | ".join(NAME.values()) + " | credits |",
            "|---|--:|--:|" + "--:|" * (len(NAME) + 1)]
    for cur, t in result["totals"].items():
        cells = [f"{out.money(t['owed_buckets'][b]['sum'], cur)} ({t['owed_buckets'][b]['count']})" for b in NAME]
        rows.append(f"| {cur} | {t['count']} | **{out.money(t['sum'], cur)}** | " + " | ".join(cells)
                    + f" | {out.money(t['credits']['sum'], cur)} ({t['credits']['count']}) |")
    return "\n".join(rows)


def controls(result):
    rows = ["| file | profile | rows | totals rows | sum, up less down |", "|---|---|--:|--:|---|"]
    for name, c in result["control_totals"].items():
        sums = ", ".join(f"{cur} {out.money(v, cur)}" for cur, v in c["signed_sums"].items())
        rows.append(f"| `{name}` | `{c['profile']}` | {c['rows']} | {c['totals_rows']} | {sums} |")
    return "\n".join(rows)


def characters(house):
    rows, _, result = house
    lines = ["| customer | name | language | oldest age | outstanding | what it shows |", "|---|---|---|--:|---|---|"]
    for c in rows:
        r = result["customers"][c["code"]]
        owed = ", ".join(f"{cur} {out.money(s['sum'], cur)}" for cur, s in r["currencies"].items()) or "–"
        age = "–" if r["oldest_age"] is None else r["oldest_age"]
        lines.append(f"| `{c['code']}` | {c['name']} | {c.get('language', 'en')} | {age} | {owed} | {c['trait']} |")
    return "\n".join(lines)


def write(here, gulf, sibir, parts, fjord):
    rows, plain, result, papers = gulf
    srows, sentries, sresult = sibir
    chars = ["| customer | name | kind | salesman | language | oldest age | outstanding | what it shows |", "|---|---|---|---|---|--:|---|---|"]
    for c in rows:
        if not c["trait"]:
            continue
        r = result["customers"][c["code"]]
        owed = ", ".join(f"{cur} {out.money(s['sum'], cur)}" for cur, s in r["currencies"].items()) or "–"
        age = "–" if r["oldest_age"] is None else r["oldest_age"]
        chars.append(f"| `{c['code']}` | {c['name']} | {c['kind']} | {c['salesman']} | {c['language']} | {age} | {owed} | {c['trait']} |")
    points = ["| checkpoint | customers | codes |", "|--:|--:|---|"]
    for p, codes in result["checkpoints"].items():
        points.append(f"| +{p} | {len(codes)} | " + ", ".join(f"`{c}`" for c in codes) + " |")
    left = [c for c in rows if c["salesman"] == "S04"]
    hand = sum(s["currencies"].get("AED", {"sum": 0})["sum"] for s in (result["customers"][c["code"]] for c in left))
    items = sum(s["currencies"].get("AED", {"count": 0})["count"] for s in (result["customers"][c["code"]] for c in left))
    schars = ["| клиент | название | возраст | долг, ₽ | что показывает |", "|---|---|--:|--:|---|"]
    for c in srows:
        r = sresult["customers"][c["code"]]
        owed = out.money(r["currencies"]["RUB"]["sum"], "RUB", " ", ",") if r["currencies"] else "–"
        schars.append(f"| `{c['code']}` | {c['name']} | {'–' if r['oldest_age'] is None else r['oldest_age']} | {owed} | {c['trait']} |")
    kinds = {k: sum(c["kind"] == k for c in rows) for k in ("company_credit", "short_cash", "cash")}
    out.write_text(here + "/README.md", f"""# Sample houses

Four invented houses with a year of untidy exports. `python3 samples/generate.py` rewrites them all, and this page, to the same bytes on every
run (Python's standard library alone; seeded; no clock), and stops if a promise below does not hold. Names, numbers, accounts and
telephones are invented; mail goes to `.example`.

| file | what |
|---|---|
| `generate.py`, `lib/` | the generator: `gulf.py` ledger and exports, `gulf_papers.py` everything beside the ledger, `sibir.py`, `parts.py`, `fjord.py`, `scans.py` PDF and JPEG scans, `names.py` word lists, `out.py` dialects, `model.py` the aging oracle, `readback.py` a strict reader by `house.ini`, `checks.py` the assertions |
| `HOUSE/house.ini`, `HOUSE/logo.png` | the house, its policy, and one `[import.NAME]` profile for each export of its own |
| `HOUSE/exports/*.csv` | what its ERP exports; files without a profile have the canonical headers, UTF-8, comma, ISO dates, decimal point |
| `gulf/scans/evidence.csv` | the index of the scans beside it; `file` is relative to the index |
| `HOUSE/expected.json` | the oracle: open items and sums in minor units by currency, bucket and customer; checkpoints; control totals; totals as of other dates |
| `HOUSE/expected-items.csv` | the same, item by item |

## gulf: {g.HOUSE}, Dubai

As of **2026-11-01**, preset `sop`, letters in English, Arabic, Russian and English beside Arabic. {len(rows)} customers ({kinds['company_credit']} company
credit, {kinds['short_cash']} short cash, {kinds['cash']} cash), {sum(e['type'] == 'invoice' for e in plain)} invoices, {len(plain)} ledger entries, {len(papers) - 1} scans. {sum(e['date'] > g.AS_OF for e in plain)} entries are dated after the demo date
and must not count on it.

{figures(result)}

Buckets hold positive items; credits stand apart. `expected.json` also has buckets with credits by their own date (`buckets`); an entry
without a due date ages from its date.

### Exports

{controls(result)}

- `customers.csv`: UTF-8 with BOM, CRLF, a trailing empty column.
- `sales-register…`: Windows-1252, four title lines, `Page 2 of N` and the header again on every page, monthly sub-totals and grand totals by
  currency, returns as `(123.45)` (`signed = yes`), two trailing empty columns.
- `invoices-…`: UTF-16LE with BOM, two title lines, Arabic, embedded newlines in quoted narration.
- `receipts.csv`: one row per allocation, numbers `RV-26-00012/1`, `/2`; a row without a document is money on account; narrow no-break
  spaces between thousands.
- `journal-vouchers.csv`: tabs, LF, debit and credit columns, in thousands by comma.
- `pdc-register.csv`: `sep=;` first, dates as `20261231`. Cheques never count; a cleared one has its receipt. Cheques name the invoice
  in `applies_to`, which allocates nothing.

A sub-total is the sum of its column, as written, for its currency since the sub-total before it; a grand total that of the whole file. Rows
whose first cell matches `ignore_row` are never data.

### Company credit by checkpoint

The highest checkpoint (+n: n + 1 days overdue) that the oldest overdue item has reached, before any suppression:

{chr(10).join(points)}

### Handover

Salesman `S04` leaves on 2026-11-12, successor `S08`, pack as of 2026-11-01: {len(left)} customers, {items} open items, AED {out.money(hand, 'AED')}:
{', '.join('`' + c['code'] + '`' for c in left)}. Each kind is among them, and the supporting papers have gaps.

### Papers

`C1132` has every paper of its case; `C1133` has gaps; `C1136` holds a `GUARS` signed by a storekeeper and `C1137` a `CONFR` signed by accounts:
stored, not valid. `C1128` has a valid `GUARS`, twice under two names (one object); `C1103` and `C/1042` valid `CONFR`. Arabic file names, one
with letters outside ASCII, and capitals in `.PDF` are meant.

### Characters

{chr(10).join(chars)}

## sibir: Обь-Снаб, Novosibirsk

As of **2026-11-02** (a Monday; schedule day), preset `reg`, letters in Russian. {len(srows)} customers, {len(sentries)} deliveries. `raschety-1c.csv` is the flat export
of 1C and is enough alone: Windows-1251, `;`, `1 234,56` with no-break spaces, `31.12.2026`, three title lines, `Итого` per customer and of the
whole. `kontragenty-1c.csv`, the catalogue with addresses and contracts, makes the letters complete. What is part-paid shows its
rest in `Остаток долга`, at the export's date.

{figures(sresult)}

{controls(sresult)}

Over 21 days, a claim is due: {', '.join('`' + c + '`' for c in sresult['claim_over_21_days'])}. Due on the demo date, a guarantee letter is due:
{', '.join('`' + c + '`' for c in sresult['due_on_as_of'])}.

{chr(10).join(schars)}

## parts: {au.HOUSE}, Sydney

As of **2026-11-03** (a Tuesday; collection days are Tuesday and Thursday), preset `jj`: 30 days nett by month end, so that an invoice of September
is due on 31 October. {len(parts[0])} customers, {sum(e['type'] == 'invoice' for e in parts[1])} invoices. `ledger-2026-11-03.csv` is the accounting program's own: dates as 11/03/2026,
debit and credit, four title lines, a total, no due dates; terms stand in words in `accounts.csv` (`Net 30 EOM`, `COD 7`).
`ledger-2026-11-04.csv` brings the receipts of the day between two collection days.

{figures(parts[2])}

{controls(parts[2])}

{characters(parts)}

## fjord: {n.HOUSE}, Bergen

As of **2026-11-02**, preset `col`, letters in Norwegian, to customers abroad in English, in kroner and euros. {len(fjord[0])} customers, {sum(e['type'] == 'invoice' for e in fjord[1])} invoices.
`kundereskontro-2026-11-02.csv`: Windows-1252, `;`, `1 234,56` with no-break spaces, `02.11.2026`, signed amounts, sums by currency;
`kundereskontro-2026-11-13.csv` is what came before the second run. Arrangements with instalments and a surety, deductions, an agency, a suit, a write-off.

{figures(fjord[2])}

{controls(fjord[2])}

{characters(fjord)}
""")
