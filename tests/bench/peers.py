#!/usr/bin/env python3
"""The same statements as statement.c draws, on what else typesets: peers.py reportlab|weasyprint|groff TSV FOLDER FONTS N, one PDF a customer for the first N
of them, in one process. peers.py json TSV N: the same data for others. peers.py check TSV FOLDER N: every PDF prints each of its figures."""
import html, json, pathlib, subprocess, sys

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
HEAD = ["Type", "Document", "Date", "Due", "Your order", "Amount", "Paid", "Outstanding", "Days"]
BUCKETS = ["Not yet due", "1–15 days", "16–30 days", "31–60 days", "Over 60 days"]
FOOT = ["Bench Distribution LLC · Trade licence 999017 · TRN 100999900000003",
        "Demo Gulf Bank PJSC, Al Quoz branch · IBAN AE190990001234567890123 · SWIFT DGBXAEAA"]
FACTS = ["Date", "1 November 2026", "Customer", None, "Contact", "Lina Haddad", "Telephone", "+971 4 555 0100"]
TEXT = ["Please pay by transfer to Demo Gulf Bank PJSC, Al Quoz branch, IBAN AE190990001234567890123, SWIFT DGBXAEAA, and quote your customer code so that "
        "we can credit your account at once.",
        "Please compare this statement with your books. If anything differs, let us know within ten days.",
        "Your contact: Lina Haddad, +971 4 555 0100, ar@bench.example."]


def money(minor):
    return f"{minor // 100:,}.{minor % 100:02d}"


def date(iso):
    return f"{iso[8:]} {MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"


def statements(tsv, most):
    """One a customer: code, name, street, town, rows of strings, total, overdue, buckets with their percentages."""
    one, out = None, []
    for line in open(tsv, encoding="utf-8"):
        f = line.rstrip("\n").split("\t")
        if f[0] == "C":
            if len(out) == most:
                break
            one = {"code": f[1], "name": f[2], "street": f[3], "town": f[4], "rows": [], "total": 0, "overdue": 0, "sums": [0] * 5}
            out.append(one)
            continue
        amount, paid, left, age = (int(x) for x in f[5:9])
        one["rows"].append(["Invoice", f[1], date(f[2]), date(f[3]), f[4], money(amount), money(paid) if paid else "", money(left), str(age)])
        one["total"] += left
        one["overdue"] += left if age >= 0 else 0
        one["sums"][0 if age < 0 else 1 if age <= 15 else 2 if age <= 30 else 3 if age <= 60 else 4] += left
    for s in out:
        s["percents"] = [f"{100 * x / s['total'] if s['total'] else 0:.1f} %" for x in s["sums"]]
        s["sums"] = [money(x) if x else "–" for x in s["sums"]]
        s["total"], s["overdue"] = money(s["total"]), money(s["overdue"])
    return out


def by_reportlab(all_of_them, folder, fonts):
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer, Table
    pdfmetrics.registerFont(TTFont("R", fonts + "/Regular.ttf"))
    pdfmetrics.registerFont(TTFont("B", fonts + "/Bold.ttf"))
    body = ParagraphStyle("body", fontName="R", fontSize=10, leading=13, spaceAfter=6)
    title = ParagraphStyle("title", parent=body, fontName="B", fontSize=12, spaceAfter=10)
    pay = ParagraphStyle("pay", parent=body, fontName="B")
    rule = ("LINEBELOW", (0, 0), (-1, -1), .25, colors.black)

    def foot(c, doc):
        c.setFont("R", 7)
        c.line(71, 52, 538, 52)
        for i, line in enumerate(FOOT):
            c.drawString(71, 42 - 9 * i, line)
        c.drawRightString(538, 42, f"Page {doc.page}")

    for s in all_of_them:
        doc = BaseDocTemplate(f"{folder}/{s['code']}.pdf", pagesize=(595.3, 841.9), leftMargin=71, rightMargin=57, topMargin=50, bottomMargin=60)
        doc.addPageTemplates(PageTemplate(frames=Frame(71, 60, 467, 730, 0, 0, 0, 0), onPage=foot))
        facts = [[FACTS[i], FACTS[i + 1] or s["code"]] for i in range(0, 8, 2)]
        who = [s["name"], s["street"], s["town"], "United Arab Emirates"]
        small = [("FONT", (0, 0), (-1, -1), "R", 8.5), ("LEFTPADDING", (0, 0), (-1, -1), 0), ("TOPPADDING", (0, 0), (-1, -1), 1), ("BOTTOMPADDING", (0, 0), (-1, -1), 1)]
        doc.build([
            Paragraph("Bench Distribution", ParagraphStyle("h", fontName="B", fontSize=16, leading=20)), Spacer(0, 50),
            Table([[w, *f] for w, f in zip(who, facts)], [299, 70, 98], style=small), Spacer(0, 40),
            Paragraph("Statement of account as of 1 November 2026", title),
            Table([["Balance", "Of which overdue", "Please quote"], ["AED " + s["total"], "AED " + s["overdue"], s["code"]]], [159, 160, 148],
                  style=small + [("FONT", (0, 1), (0, 1), "B", 14)]), Spacer(0, 14),
            Table([HEAD, *s["rows"], ["", "Balance in AED", "", "", "", "", "", s["total"], ""]], [35, 78, 56, 56, 56, 48, 48, 60, 30], repeatRows=1,
                  style=small + [rule, ("ALIGN", (5, 0), (-1, -1), "RIGHT"), ("FONT", (0, 0), (-1, 0), "B", 8), ("FONT", (0, -1), (-1, -1), "B", 8.5)]), Spacer(0, 12),
            Table([BUCKETS, s["sums"], s["percents"]], [93.4] * 5, style=small + [("ALIGN", (0, 0), (-1, -1), "RIGHT"), ("FONT", (0, 0), (-1, 0), "B", 8)]), Spacer(0, 14),
            Paragraph("How to pay", pay), *[Paragraph(t, body) for t in TEXT]])


def by_weasyprint(all_of_them, folder, fonts):
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    config = FontConfiguration()
    css = CSS(string=f"""@font-face {{ font-family: F; src: url(file://{fonts}/Regular.ttf) }} @font-face {{ font-family: F; font-weight: bold; src: url(file://{fonts}/Bold.ttf) }}
        @page {{ size: A4; margin: 18mm 20mm 22mm 25mm; @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 7pt F }}
            @bottom-left {{ content: "{FOOT[0]} {FOOT[1]}"; font: 7pt F }} }}
        body {{ font: 10pt/1.3 F }} h1 {{ font-size: 16pt; border-bottom: 1pt solid }} h2 {{ font-size: 12pt }} table {{ border-collapse: collapse; width: 100%; font-size: 8.5pt }}
        .items td, .items th {{ border-bottom: .25pt solid; text-align: left; white-space: nowrap }} .n {{ text-align: right !important }}""", font_config=config)
    cell = lambda v, n, t="td": f"<{t} class=n>{html.escape(v)}</{t}>" if n else f"<{t}>{html.escape(v)}</{t}>"
    row = lambda r, t="td": "<tr>" + "".join(cell(v, i > 4, t) for i, v in enumerate(r)) + "</tr>"
    for s in all_of_them:
        facts = [[FACTS[i], FACTS[i + 1] or s["code"]] for i in range(0, 8, 2)]
        who = [s["name"], s["street"], s["town"], "United Arab Emirates"]
        page = ["<h1>Bench Distribution</h1><table>", *[f"<tr><td>{html.escape(w)}<td>{f[0]}<td>{f[1]}" for w, f in zip(who, facts)], "</table>",
                f"<h2>Statement of account as of 1 November 2026</h2><table><tr><td>Balance<td>Of which overdue<td>Please quote<tr><td><b>AED {s['total']}</b><td>AED {s['overdue']}<td>{s['code']}</table>",
                "<table class=items><thead>", row(HEAD, "th"), "</thead>", *map(row, s["rows"]), row(["", "Balance in AED", "", "", "", "", "", s["total"], ""], "th"), "</table><br><table>",
                *["<tr>" + "".join(cell(v, 1) for v in r) + "</tr>" for r in (BUCKETS, s["sums"], s["percents"])], "</table><h4>How to pay</h4>", *[f"<p>{t}</p>" for t in TEXT]]
        HTML(string="".join(page)).write_pdf(f"{folder}/{s['code']}.pdf", stylesheets=[css], font_config=config)


def by_groff(all_of_them, folder, fonts):
    for s in all_of_them:
        facts = [[FACTS[i], FACTS[i + 1] or s["code"]] for i in range(0, 8, 2)]
        who = [s["name"], s["street"], s["town"], "United Arab Emirates"]
        lines = [".nr PO 2.5c", ".nr LL 16.5c", ".ds CH", f".ds LF {FOOT[0]}", ".ds CF", ".ds RF Page \\\\n[PN]", ".nr PS 10", ".LP", "\\fB\\s+6Bench Distribution\\s0\\fP", ".TS", "tab(\t);", "lw(9c) l l."]
        lines += ["\t".join([w, *f]) for w, f in zip(who, facts)]
        lines += [".TE", ".LP", "\\fB\\s+2Statement of account as of 1 November 2026\\s0\\fP", ".TS", "tab(\t);", "lw(5.5c) lw(5.5c) l.", "Balance\tOf which overdue\tPlease quote",
                  f"\\fBAED {s['total']}\\fP\tAED {s['overdue']}\t{s['code']}", ".TE", ".ps 8", ".TS H", "tab(\t);", "l l l l l r r r r.", "\t".join(HEAD), ".TH"]
        lines += ["\t".join(r).replace("-", "\\-") for r in s["rows"]] + [f"\tBalance in AED\t\t\t\t\t\t{s['total']}\t", ".TE", ".TS", "tab(\t);", "r r r r r."]
        lines += ["\t".join(r) for r in (BUCKETS, s["sums"], s["percents"])] + [".TE", ".ps 10", ".LP", "\\fBHow to pay\\fP"]
        for t in TEXT:
            lines += [".LP", t]
        with open(f"{folder}/{s['code']}.pdf", "wb") as out:
            subprocess.run(["groff", "-k", "-t", "-ms", "-Tpdf", "-P-pa4", "-dpaper=a4"], input="\n".join(lines).encode(), stdout=out, stderr=subprocess.DEVNULL, check=True)


def check(all_of_them, folder):
    bad = 0
    for s in all_of_them:
        file = next(pathlib.Path(folder).rglob(f"*{s['code']}*.pdf"), None)
        text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, text=True).stdout if file else ""
        text = text.replace("\u2212", "-").replace("\u2010", "-")
        for v in [s["total"], s["overdue"], *[r[k] for r in s["rows"] for k in (1, 5, 7)], *s["sums"]]:
            if v not in text:
                print(f"!! {folder}: the statement of {s['code']} does not print {v}")
                bad = 1
                break
    sys.exit(bad)


how, tsv = sys.argv[1:3]
if how == "json":
    json.dump(statements(tsv, int(sys.argv[3])), sys.stdout)
elif how == "check":
    check(statements(tsv, int(sys.argv[4])), sys.argv[3])
else:
    pathlib.Path(sys.argv[3]).mkdir(parents=True, exist_ok=True)
    {"reportlab": by_reportlab, "weasyprint": by_weasyprint, "groff": by_groff}[how](statements(tsv, int(sys.argv[5])), sys.argv[3], str(pathlib.Path(sys.argv[4]).resolve()))
