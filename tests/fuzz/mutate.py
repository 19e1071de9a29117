"""Mutations of exports and layouts, each by a seeded random.Random: the same seed spoils the same file in the same way."""
import re

NASTY = ["", " ", "-", "0", "00", "-0", "1,234", "1.234", "1.234,56", "1'234.56", "(12.30)", "12.30-", "12.30 CR", "1.23457E+11", "1e5", "NaN", "Infinity",
         "9" * 18, "9" * 40, "-92233720368547758.08", "92233720368547758.07", "0.001", "1.005", "#N/A", "#REF!", "=cmd|' /C calc'!A0", "@SUM(1)", "+1", "\t1",
         "0000-00-00", "2026-02-30", "29/02/2025", "13/13/2026", "01/02/03", "31-Dec-26", "20261101.0", "46000", "99999", "2026-11-01T00:00:00", "December",
         "AED", "XTS", "KWD", "aed", "invoice", "payment", "pdc", "Total", "Итого", "Grand total", "NULL", "none", "yes", "\u00a0", "\u202e12.00", "\u200b",
         "\u0661\u0662\u0663", "é", "e\u0301", "ﬃ", "😀", "\ufeff", "a" * 300, "ж" * 5000, "\x00", "\x01", "\x7f", "\x85", "a\nb", "a\r\nb", 'a"b', '""', "'", ";", "|",
         "C1101", "C/1042", "c1101", "KX-20a", "KX-20A", "../../etc", "%s%n%d", "${HOME}", "'; DROP TABLE entry; --"]
WIDE = ["utf-16-le", "utf-16-be", "utf-32-le"]
NARROW = ["cp1251", "cp1252", "koi8-r", "utf-7", "cp1256", "shift-jis"]


def text_of(data):
    for code in ("utf-8-sig", "cp1251"):
        try:
            return data.decode(code), code
        except UnicodeDecodeError:
            pass
    return data.decode("latin-1"), "latin-1"


def somewhere(r, data):
    """An offset; as often near the head as anywhere, for there the columns are settled."""
    return r.randrange(min(len(data), r.choice([200, 2000, 1 << 30]))) if data else 0


def flip(r, data):
    data = bytearray(data)
    for _ in range(r.choice([1, 1, 2, 8])):
        if data:
            data[somewhere(r, data)] ^= 1 << r.randrange(8)
    return bytes(data)


def insert(r, data):
    at = somewhere(r, data)
    what = r.choice([bytes([r.randrange(256)]), b"\x00", b'"', b"\xff\xfe", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\x1a", b"\r", b"\n", b"\\",
                     bytes(r.randrange(256) for _ in range(r.randrange(1, 40)))])
    return data[:at] + what + data[at:]


def delete(r, data):
    at = somewhere(r, data)
    return data[:at] + data[at + r.choice([1, 1, 3, 50, 1000]):]


def copy(r, data):
    at, to, n = somewhere(r, data), somewhere(r, data), r.choice([1, 20, 300, 3000])
    return data[:to] + data[at:at + n] + data[to:]


def truncate(r, data):
    return data[:somewhere(r, data)]


def lines(r, data):
    rows = data.splitlines(keepends=True)
    if not rows:
        return data
    a, b = (min(somewhere(r, rows), r.randrange(len(rows))) for _ in range(2))
    what = r.randrange(4)
    if what == 0:
        rows[a], rows[b] = rows[b], rows[a]
    elif what == 1:
        rows.insert(b, rows[0])
    elif what == 2:
        rows[a:a] = [rows[b]] * r.choice([1, 2, 20])
    else:
        del rows[a]
    return b"".join(rows)


def ends(r, data):
    data = data.replace(b"\r\n", b"\n")
    end = r.choice([b"\r\n", b"\r", b"\n\r", b"\n\n", b"\r\r\n", b"\x0b", b"\x0c", "\u2028".encode()])
    if r.random() < .4:
        rows = data.split(b"\n")
        return b"".join(row + (end if r.random() < .1 else b"\n") for row in rows)
    return data.replace(b"\n", end)


def encode(r, data):
    text, was = text_of(data)
    code = r.choice(WIDE + NARROW + ["utf-8"])
    out = text.encode(code, "replace")
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff", "utf-32-le": b"\xff\xfe\0\0", "utf-8": b"\xef\xbb\xbf"}.get(code, b"")
    if r.random() < .3:
        # half of it in one, half in another
        cut = r.randrange(len(text) + 1)
        out = text[:cut].encode(was, "replace") + text[cut:].encode(code, "replace")
    return (mark if r.random() < .7 else b"") + out


def delimiter(text):
    head = "".join(text.splitlines(keepends=True)[:12])
    return max(",;\t|", key=head.count)


def fields(r, data):
    text, code = text_of(data)
    mark = delimiter(text)
    rows = text.split("\n")
    for _ in range(r.choice([1, 1, 3, 30])):
        i = min(somewhere(r, rows), len(rows) - 1)
        cells = rows[i].split(mark)
        k = r.randrange(len(cells))
        what = r.randrange(6)
        if what < 3:
            cells[k] = r.choice(NASTY)
            if r.random() < .5 and any(c in cells[k] for c in '"\n,;|\t'):
                cells[k] = '"' + cells[k].replace('"', '""') + '"'
        elif what == 3:
            cells.insert(k, r.choice(NASTY))
        elif what == 4:
            del cells[k]
        else:
            m = r.randrange(len(cells))
            cells[k], cells[m] = cells[m], cells[k]
        rows[i] = mark.join(cells)
    return "\n".join(rows).encode(code, "replace")


def column(r, data):
    """One column of the whole file: dropped, said twice, or another value."""
    text, code = text_of(data)
    mark = delimiter(text)
    rows = [row.split(mark) for row in text.split("\n")]
    k, value, what = r.randrange(max(len(row) for row in rows)), r.choice(NASTY), r.randrange(3)
    for row in rows:
        if k < len(row):
            row[k:k + 1] = [] if what == 0 else [row[k], row[k]] if what == 1 else [value if row is not rows[0] else row[k]]
    return "\n".join(mark.join(row) for row in rows).encode(code, "replace")


def quoting(r, data):
    what = r.randrange(5)
    if what == 0:
        at = somewhere(r, data)
        return data[:at] + b'"' + data[at:]
    if what == 1:
        return data.replace(b'"', b"", r.choice([1, -1]))
    if what == 2:
        return data.replace(b'"', b"'")
    if what == 3:
        return data.replace(b'"', b'""')
    text, code = text_of(data)
    mark = delimiter(text)
    return "\n".join(mark.join('"' + c.replace('"', '""') + '"' for c in row.split(mark)) for row in text.split("\n")).encode(code, "replace")


def delimiters(r, data):
    text, code = text_of(data)
    mark, other = delimiter(text), r.choice(",;\t|:")
    head = r.choice(["", "", f"sep={other}\n", f"sep={mark}\r\n"])
    return (head + text.replace(mark, other)).encode(code, "replace")


EXPORT = [flip, insert, delete, copy, truncate, lines, ends, encode, fields, fields, fields, column, quoting, delimiters]


# ---- layouts, their queries and catalogues -------------------------------------------------------------------------------------

WORDS = ["", "{", "}", "{{", "{to.code}", "{to.nothing}", "{items.due}", "<b>", "</b>", "<i>", "<p>", "</p>", "<table>", "<column/>", "<!--", "-->", "]]>", "<![CDATA[", "&amp;",
         "&#0;", "&#x110000;", "&lol;", "<?xml version='1.1'?>", "<!DOCTYPE l [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>", "<include src='letterhead'/>",
         "<include src='../../../etc/passwd'/>", "when='x'", "each='items'", "as='money'", "id='x'", "version='2'", "width='-1'", "width='99999999999'", "keep='yes'",
         "\u202e", "\u0600", "😀", "x" * 70000, "msgid", "msgstr", "msgctxt", "#, fuzzy", "\\", "\\n", "-- name: items", "-- columns: a money", "SELECT", ";", "'", "(",
         "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n)", ":as_of", ":customer", ":nobody", "LIMIT -1", "/*", "1/0", "zeroblob(1000000000)"]


def word(r, data):
    text, code = text_of(data)
    at = r.randrange(len(text) + 1)
    return (text[:at] + r.choice(WORDS) + text[at:]).encode(code, "replace")


def swap_words(r, data):
    text, code = text_of(data)
    found = list(re.finditer(r"[A-Za-z_-]+|\"[^\"\n]*\"|<[^<>\n]*>|\{[^{}\n]*\}", text))
    for _ in range(r.choice([1, 1, 4])):
        if len(found) > 1:
            a, b = r.sample(found, 2)
            text = text[:a.start()] + b.group() + text[a.end():]
            found = [m for m in found if m.end() <= len(text)]
    return text.encode(code, "replace")


def deep(r, data):
    text, code = text_of(data)
    tag, n = r.choice(["p", "b", "keep", "columns", "table", "section"]), r.choice([3, 60, 3000])
    at = text.rfind("</layout>") if "</layout>" in text else len(text)
    return (text[:at] + f"<{tag}>" * n + "x" + f"</{tag}>" * r.choice([n, n - 1]) + text[at:]).encode(code, "replace")


LAYOUT = [flip, insert, delete, copy, truncate, lines, word, word, swap_words, swap_words, deep]


def spoil(r, data, ways, seen):
    """One to four mutations; their names are added to seen."""
    for _ in range(r.choice([1, 1, 1, 2, 3, 4])):
        way = r.choice(ways)
        seen.append(way.__name__)
        data = way(r, data)
    return data
