"""Writing exports: CSV dialects, money as text, PNG; nothing here reads a clock."""
import os
import struct
import zlib
from datetime import date

MINOR = {"AED": 2, "USD": 2, "KWD": 3, "RUB": 2, "AUD": 2, "NOK": 2, "EUR": 2}


def money(minor, currency, group=",", decimal="."):
    """Minor units as text: money(123456, "AED") -> 1,234.56"""
    digits = MINOR[currency]
    whole, part = divmod(abs(minor), 10 ** digits)
    text = f"{whole:,}".replace(",", group) + decimal + f"{part:0{digits}d}"
    return "-" + text if minor < 0 else text


def dmy(d, mark="/"):
    return d.strftime(f"%d{mark}%m{mark}%Y") if d else ""


def iso(d):
    return d.isoformat() if d else ""


def field(text, delimiter):
    text = str(text)
    if any(c in text for c in (delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def rows_text(rows, delimiter, eol="\r\n"):
    return "".join(delimiter.join(field(c, delimiter) for c in row) + eol for row in rows)


def write_bytes(path, data):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def write_csv(path, rows, delimiter=",", encoding="utf-8", bom=b"", eol="\r\n", head=""):
    write_bytes(path, bom + (head + rows_text(rows, delimiter, eol)).encode(encoding))


def write_text(path, text):
    write_bytes(path, text.encode("utf-8"))


def png(width, height, pixel, supersample=2, most=16):
    """RGB PNG bytes; pixel(x, y) in 0..1 coordinates gives (r, g, b). At most so many colours: small in every letter."""
    grid = []
    n = supersample
    for y in range(height):
        for x in range(width):
            total = [0, 0, 0]
            for sy in range(n):
                for sx in range(n):
                    c = pixel((x + (sx + .5) / n) / width, (y + (sy + .5) / n) / height)
                    total[0] += c[0]
                    total[1] += c[1]
                    total[2] += c[2]
            grid.append(tuple(t // (n * n) for t in total))
    count = {}
    for c in grid:
        count[c] = count.get(c, 0) + 1
    kept = sorted(count, key=lambda c: (-count[c], c))[:most]
    near = {c: min(kept, key=lambda k: (sum((a - b) ** 2 for a, b in zip(c, k)), k)) for c in count}
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for c in grid[y * width:(y + 1) * width]:
            rows += bytes(near[c])

    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    phys = struct.pack(">IIB", 11811, 11811, 1)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"pHYs", phys)
            + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b""))


def iban(country, bban):
    """IBAN with right check digits (ISO 13616)."""
    digits = "".join(str(int(c, 36)) for c in bban + country + "00")
    return f"{country}{98 - int(digits) % 97:02d}{bban}"


def workday(d, weekend=(5, 6)):
    from datetime import timedelta
    while d.weekday() in weekend:
        d += timedelta(days=1)
    return d


def parse_iso(text):
    return date.fromisoformat(text) if text else None
