"""Scans of signed papers: small PDFs drawn by hand, and JPEG photographs; no library, no clock."""
import math


# ---- JPEG, baseline, grey -------------------------------------------------------------------------
ZIGZAG = [0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
          13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
          52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63]
QUANT = [16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56,
         14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92,
         49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99]
DC_BITS = [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
DC_VALS = list(range(12))
AC_BITS = [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d]
AC_VALS = list(bytes.fromhex(
    "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282090a161718191a25262728292a"
    "3435363738393a434445464748494a535455565758595a636465666768696a737475767778797a838485868788898a929394"
    "95969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae1e2e3e4e5e6e7e8"
    "e9eaf1f2f3f4f5f6f7f8f9fa"))
COS = [[math.cos((2 * x + 1) * u * math.pi / 16) * (math.sqrt(1 / 8) if u == 0 else .5) for x in range(8)]
       for u in range(8)]


def huffman(bits, vals):
    table, code, k = {}, 0, 0
    for length, n in enumerate(bits, 1):
        for _ in range(n):
            table[vals[k]] = (code, length)
            code += 1
            k += 1
        code <<= 1
    return table


def jpeg(width, height, pixel):
    """Grey JPEG bytes; pixel(x, y) gives 0..255."""
    dc, ac = huffman(DC_BITS, DC_VALS), huffman(AC_BITS, AC_VALS)
    acc, filled, data = 0, 0, bytearray()

    def put(code, length):
        nonlocal acc, filled
        acc = acc << length | code
        filled += length
        while filled >= 8:
            filled -= 8
            byte = acc >> filled & 255
            data.append(byte)
            if byte == 255:
                data.append(0)
        acc &= (1 << filled) - 1

    def value(v):
        n = abs(v).bit_length()
        return n, (v if v >= 0 else v + (1 << n) - 1)

    before = 0
    for by in range(0, height, 8):
        for bx in range(0, width, 8):
            block = [[pixel(min(bx + x, width - 1), min(by + y, height - 1)) - 128 for x in range(8)]
                     for y in range(8)]
            half = [[sum(row[x] * COS[u][x] for x in range(8)) for u in range(8)] for row in block]
            coef = [[sum(half[y][u] * COS[v][y] for y in range(8)) for u in range(8)] for v in range(8)]
            flat = [round(coef[z // 8][z % 8] / QUANT[z]) for z in ZIGZAG]
            n, code = value(flat[0] - before)
            before = flat[0]
            put(*dc[n])
            put(code, n)
            run = 0
            last = max((i for i in range(1, 64) if flat[i]), default=0)
            for i in range(1, last + 1):
                if flat[i] == 0:
                    run += 1
                    continue
                while run > 15:
                    put(*ac[0xf0])
                    run -= 16
                n, code = value(flat[i])
                put(*ac[run << 4 | n])
                put(code, n)
                run = 0
            if last < 63:
                put(*ac[0])
    if filled:
        put((1 << (8 - filled)) - 1, 8 - filled)

    def seg(marker, body):
        return bytes([255, marker]) + (len(body) + 2).to_bytes(2, "big") + body

    return (b"\xff\xd8" + seg(0xe0, b"JFIF\0\1\1\1\0\x60\0\x60\0\0")
            + seg(0xdb, b"\0" + bytes(QUANT[z] for z in ZIGZAG))
            + seg(0xc0, bytes([8]) + height.to_bytes(2, "big") + width.to_bytes(2, "big") + b"\1\1\x11\0")
            + seg(0xc4, b"\0" + bytes(DC_BITS) + bytes(DC_VALS))
            + seg(0xc4, b"\x10" + bytes(AC_BITS) + bytes(AC_VALS))
            + seg(0xda, b"\1\1\0\0\x3f\0") + bytes(data) + b"\xff\xd9")


def photo(rng, kind="fridge", width=240, height=320):
    """A photograph of an asset in a shop, as a storekeeper would take it."""
    noise = [rng.randrange(-7, 8) for _ in range(1021)]
    left, right = .22 + rng.random() * .08, .70 + rng.random() * .08
    top, floor = .12 + rng.random() * .06, .84

    def pixel(px, py):
        x, y = px / width, py / height
        v = 176 - 50 * y if y < floor else 108 + 60 * (y - floor)
        if left < x < right and top < y < floor + .04:
            v = 232 - 60 * (x - left)
            inner = left + .035 < x < right - .035 and top + .12 < y < floor - .06
            if inner:
                v = 60 + 40 * (x - left)
                shelf = (y - top) * (5 if kind == "fridge" else 3.2) % 1
                if shelf < .08:
                    v = 200
                elif (x * 19 + int((y - top) * 5) * .37) % 1 < .62 and shelf > .3:
                    v = 120 + 70 * ((x * 19) % 1)
            if top < y < top + .09:
                v = 70
        return max(0, min(255, int(v + noise[(px * 7 + py * 131) % 1021])))

    return jpeg(width, height, pixel)


# ---- PDF ------------------------------------------------------------------------------------------
def escape(text):
    raw = text.encode("cp1252", "replace")
    return b"(" + raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"


def show(x, y, size, text, font="F1"):
    return b"BT /%s %g Tf %g %g Td %s Tj ET\n" % (font.encode(), size, x, y, escape(text))


def scribble(rng, x, y, width=120):
    """A signature: one stroke of joined curves."""
    out = [b"q 0.10 0.14 0.45 RG 1.3 w 1 J 1 j %.1f %.1f m" % (x, y)]
    cx = x
    for _ in range(rng.randrange(5, 9)):
        nx = cx + width / 7 * (.5 + rng.random())
        out.append(b"%.1f %.1f %.1f %.1f %.1f %.1f c" % (
            cx + rng.uniform(-8, 16), y + rng.uniform(6, 30), nx - rng.uniform(-6, 14), y - rng.uniform(2, 22),
            nx, y + rng.uniform(-7, 9)))
        cx = nx
    out.append(b"%.1f %.1f l S Q\n" % (cx + 22, y + rng.uniform(-3, 6)))
    return b"\n".join(out)


def circle(x, y, r):
    k = r * .5523
    return (b"%.1f %.1f m %.1f %.1f %.1f %.1f %.1f %.1f c %.1f %.1f %.1f %.1f %.1f %.1f c "
            b"%.1f %.1f %.1f %.1f %.1f %.1f c %.1f %.1f %.1f %.1f %.1f %.1f c S\n" % (
                x + r, y, x + r, y + k, x + k, y + r, x, y + r, x - k, y + r, x - r, y + k, x - r, y,
                x - r, y - k, x - k, y - r, x, y - r, x + k, y - r, x + r, y - k, x + r, y))


def stamp(rng, x, y, words):
    """A round company stamp, a little turned, as stamps are."""
    turn = math.radians(rng.uniform(-18, 18))
    c, s = math.cos(turn), math.sin(turn)
    out = b"q 0.25 0.20 0.62 RG 0.25 0.20 0.62 rg %.4f %.4f %.4f %.4f %.1f %.1f cm 1.6 w\n" % (c, s, -s, c, x, y)
    out += circle(0, 0, 41) + b"0.7 w " + circle(0, 0, 34)
    lines = words[:3]
    for i, line in enumerate(lines):
        size = min(8.5, 100 / max(len(line), 1))
        out += show(-len(line) * size * .26, 6 * (len(lines) - 1) - 12 * i - 3, size, line, "F2")
    return out + b"Q\n"


def paper(rng, sender, title, facts, lines=(), signed=None, stamped=None, foot=""):
    """One page: letterhead, title, facts (label, value), table lines, signature, stamp; gently skewed."""
    turn = math.radians(rng.uniform(-.9, .9))
    c, s = math.cos(turn), math.sin(turn)
    out = b"q 0.985 0.98 0.965 rg 0 0 595 842 re f Q\n"
    out += b"q %.5f %.5f %.5f %.5f %.1f %.1f cm\n" % (c, s, -s, c, rng.uniform(-5, 9), rng.uniform(-9, 5))
    out += b"0.12 g\n" + show(56, 776, 15, sender, "F2")
    out += b"0.6 w 56 766 m 540 766 l S\n" + show(56, 732, 19, title, "F2")
    y = 700
    for label, value in facts:
        out += show(56, y, 9.5, label) + show(190, y, 10, value, "F2")
        y -= 17
    y -= 12
    for row in lines:
        out += show(56, y, 9, row[0]) + show(440, y, 9, row[1])
        out += b"0.3 w 56 %d m 540 %d l S\n" % (y - 5, y - 5)
        y -= 18
    y = min(y - 60, 240)
    out += b"0.6 w 56 %d m 250 %d l S\n" % (y, y)
    if signed:
        out += scribble(rng, 70, y + 10) + b"0.12 g " + show(56, y - 14, 9, signed[0])
        out += show(56, y - 27, 8.5, signed[1])
    else:
        out += show(56, y - 14, 9, "Received by (name, signature)")
    if stamped:
        out += stamp(rng, 380 + rng.uniform(-20, 30), y + 20 + rng.uniform(-10, 14), stamped)
    if foot:
        out += b"0.35 g " + show(56, 46, 7.5, foot)
    return out + b"Q\n"


def pdf(pages, image=None):
    """A PDF of content streams; with image = (jpeg, width, height) the first page shows it alone."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = (b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> "
             b"/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>")
    kids = []
    for content in pages:
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font %s >> "
                       b"/Contents %d 0 R >>" % (fonts, len(objects)))
        kids.append(len(objects))
    if image:
        data, width, height = image
        objects.append(b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray "
                       b"/BitsPerComponent 8 /Filter /DCTDecode /Length %d >>\nstream\n%s\nendstream"
                       % (width, height, len(data), data))
        content = b"q 595 0 0 842 0 0 cm /Im0 Do Q"
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content))
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /Im0 %d 0 R "
                       b">> >> /Contents %d 0 R >>" % (len(objects) - 1, len(objects)))
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (
        len(kids), b" ".join(b"%d 0 R" % k for k in kids))
    out, places = bytearray(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"), []
    for i, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (i, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for p in places:
        out += b"%010d 00000 n \n" % p
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)
