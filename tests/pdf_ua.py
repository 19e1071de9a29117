#!/usr/bin/env python3
"""pdf_ua.py FILE…: the machine-checkable essentials of PDF/A-2a/3a (ISO 19005-2/-3) and PDF/UA-1 (ISO 14289-1), by what
`qpdf --json` says about a file. One line a file, "ok - FILE" or "not ok - FILE: what is wrong"; exit status 1 when one is not."""
import base64
import json
import re
import subprocess
import sys

STANDARD = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl
LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure
Formula Form""".split())
PARENTS = {"TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"}, "TBody": {"Table"},
           "TFoot": {"Table"}, "LI": {"L"}, "Lbl": {"LI", "Note"}, "LBody": {"LI"}}
TOKEN = re.compile(rb"""[\x00\t\n\f\r ]+|%[^\r\n]*|(<<|>>|\[|\]|<[0-9A-Fa-f\s]*>|/[^\x00\t\n\f\r ()<>\[\]{}/%]*|[^\x00\t\n\f\r ()<>\[\]{}/%]+)""")


class Pdf:
    def __init__(self, path):
        out = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path],
                             stdout=subprocess.PIPE, check=True).stdout
        parts = json.loads(out)["qpdf"]
        self.head, self.objects = parts[0], parts[1]
        self.raw = open(path, "rb").read()
        self.trailer = self.objects["trailer"]["value"]

    def at(self, v):
        """The value behind a reference; streams give their dictionary."""
        while isinstance(v, str) and re.fullmatch(r"\d+ \d+ R", v):
            o = self.objects.get("obj:" + v, {"value": None})
            v = o["stream"]["dict"] if "stream" in o else o["value"]
        return v

    def data(self, ref):
        return base64.b64decode(self.objects["obj:" + ref]["stream"]["data"])


def literal(b, i):
    """The string that opens at b[i] == '(' and the place behind it."""
    out, depth, i = bytearray(), 1, i + 1
    while depth:
        c = b[i]
        if c == 0x5C:
            i += 1
            c = b[i]
            if 0x30 <= c <= 0x37:
                m = re.match(rb"[0-7]{1,3}", b[i:i + 3])
                out.append(int(m[0], 8) & 255)
                i += len(m[0])
                continue
            out.append({0x6E: 10, 0x72: 13, 0x74: 9, 0x62: 8, 0x66: 12}.get(c, c))
        elif c == 0x28 or c == 0x29:
            depth += 1 if c == 0x28 else -1
            if depth:
                out.append(c)
        else:
            out.append(c)
        i += 1
    return bytes(out), i


def operators(b):
    """(operator, operands) of a content stream; strings as bytes, names and numbers as str, dictionaries flat between << >>."""
    i, stack = 0, []
    while i < len(b):
        if b[i] == 0x28:
            s, i = literal(b, i)
            stack.append(s)
            continue
        m = TOKEN.match(b, i)
        if not m:
            raise ValueError("unreadable content at byte %d" % i)
        i = m.end()
        t = m[1]
        if t is None:
            continue
        if t[:1] == b"<" and t != b"<<":
            h = re.sub(rb"\s", b"", t[1:-1])
            stack.append(bytes.fromhex((h + b"0" * (len(h) % 2)).decode()))
        elif re.fullmatch(rb"[+-]?[0-9.]+|/.*|<<|>>|\[|\]|true|false|null", t, re.S):
            stack.append(t.decode("latin-1"))
        else:
            yield t.decode("latin-1"), stack
            stack = []


def cmap_codes(b):
    """code -> text, of a ToUnicode CMap."""
    codes = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", b, re.S):
        for code, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            codes[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", b, re.S):
        for first, last, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            for code in range(int(first, 16), int(last, 16) + 1):
                codes[code] = chr(int(text, 16) + code - int(first, 16))
    return codes


class Check:
    def __init__(self, path):
        self.pdf, self.bad = Pdf(path), []
        self.root = self.pdf.at(self.pdf.trailer["/Root"])
        self.used = {}    # font -> codes shown
        self.shown = {}   # page -> MCIDs
        self.objr = set() # annotations in the structure tree
        self.pages = []

    def want(self, truth, *what):
        if not truth and len(self.bad) < 20:
            self.bad.append(" ".join(str(w) for w in what))
        return truth

    def run(self):
        self.catalog()
        self.walk_pages(self.root["/Pages"], {})
        self.want(self.pages, "no pages")
        for number, ref in enumerate(self.pages, 1):
            self.page(number, ref)
        self.tree()
        self.fonts()
        self.fields()
        self.forbidden()
        return self.bad

    # ---- the file as a whole

    def catalog(self):
        at, r = self.pdf.at, self.root
        self.want((at(r.get("/MarkInfo")) or {}).get("/Marked") is True, "MarkInfo/Marked is not true")
        self.want((at(r.get("/ViewerPreferences")) or {}).get("/DisplayDocTitle") is True, "DisplayDocTitle is not true")
        self.want(str(r.get("/Lang", ""))[2:], "no Lang")
        self.want("/ID" in self.pdf.trailer, "no ID")
        self.want("/Encrypt" not in self.pdf.trailer, "encrypted")
        intents = at(r.get("/OutputIntents")) or []
        if self.want(len(intents) == 1, "not one OutputIntent"):
            o = at(intents[0])
            self.want(o.get("/S") == "/GTS_PDFA1", "OutputIntent is not GTS_PDFA1")
            icc = self.pdf.data(o["/DestOutputProfile"])
            self.want(icc[36:40] == b"acsp" and icc[16:20] == b"RGB ", "the output profile is not an RGB ICC profile")
        meta = r.get("/Metadata")
        if not self.want(meta, "no Metadata"):
            return
        d = at(meta)
        self.want("/Filter" not in d and d.get("/Type") == "/Metadata" and d.get("/Subtype") == "/XML", "Metadata is filtered or mistyped")
        xmp = self.pdf.data(meta).decode("utf-8")
        part = re.search(r"<pdfaid:part>([0-9])</pdfaid:part>", xmp)
        self.want(part and part[1] in "23" and "<pdfaid:conformance>A</pdfaid:conformance>" in xmp, "pdfaid is not 2a or 3a")
        self.want("<pdfuaid:part>1</pdfuaid:part>" in xmp and "pdfaExtension:schemas" in xmp, "pdfuaid or its schema is missing")
        self.want("<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" in xmp, "no dc:title")
        info = at(self.pdf.trailer.get("/Info")) or {}
        xml = lambda s: s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for key, name in (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Subject", "dc:description"),
                          ("/Keywords", "pdf:Keywords"), ("/Producer", "pdf:Producer"), ("/Creator", "xmp:CreatorTool")):
            m = re.search("<%s>(?:<rdf:\\w+><rdf:li[^>]*>)?([^<]*)" % name, xmp)
            self.want((m[1] if m else None) == (xml(info[key][2:]) if key in info else None), "Info", key, "is out of step with XMP")
        m = re.search(r"<xmp:CreateDate>([^<]*)<", xmp)
        if m:
            day = re.sub("[-:T]", "", m[1])
            self.want(info.get("/CreationDate") == "u:D:" + day, "CreationDate is out of step with XMP")

    def walk_pages(self, ref, inherited):
        node = self.pdf.at(ref)
        if node.get("/Type") == "/Page":
            self.pages.append(ref)
            return
        before = len(self.pages)
        for kid in node["/Kids"]:
            self.want(self.pdf.at(kid).get("/Parent") == ref, "a page's Parent is wrong")
            self.walk_pages(kid, inherited)
        self.want(node["/Count"] == len(self.pages) - before, "Count of", ref, "is wrong")

    # ---- pages

    def page(self, number, ref):
        page = self.pdf.at(ref)
        where = "page %d:" % number
        self.want(page.get("/Tabs") == "/S" or "/Annots" not in page, where, "Tabs is not S")
        self.want("/StructParents" in page, where, "no StructParents")
        self.want("/Group" not in page, where, "a transparency group")
        fonts = (self.pdf.at(page["/Resources"]) or {}).get("/Font", {})
        marks, font, open_marks, text = set(), None, [], False
        for op, args in operators(self.pdf.data(page["/Contents"])):
            if op in ("BMC", "BDC"):
                kind = args[0]
                if "/MCID" in args:
                    mcid = int(args[args.index("/MCID") + 1])
                    self.want(mcid not in marks, where, "MCID", mcid, "twice")
                    self.want(not any(k == "/Artifact" or m is not None for k, m, _ in open_marks), where, "MCID", mcid, "inside other content")
                    marks.add(mcid)
                else:
                    mcid = None
                    self.want(kind in ("/Artifact", "/Span", "/ReversedChars"), where, "marked content", kind, "without MCID")
                    self.want(kind != "/Artifact" or not open_marks, where, "an artifact inside tagged content")
                open_marks.append((kind, mcid, text))
            elif op == "EMC":
                if self.want(open_marks, where, "EMC without BMC"):
                    self.want(open_marks.pop()[2] == text, where, "marked content crosses BT or ET")
            elif op == "BT" or op == "ET":
                self.want(text == (op == "ET"), where, op, "nested")
                text = op == "BT"
            elif op == "Tf":
                self.want(args[0] in fonts, where, "font", args[0], "is not in the resources")
                font = fonts.get(args[0])
            elif op in ("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI", "INLINE"):
                self.want(any(k == "/Artifact" or m is not None for k, m, _ in open_marks), where, op, "outside tagged content and artifacts")
                if op[0] == "T":
                    self.want(text, where, op, "outside BT")
                    for s in args:
                        if isinstance(s, bytes):
                            wide = self.pdf.at(font)["/Subtype"] == "/Type0"
                            self.used.setdefault(font, set()).update(
                                (s[i] << 8 | s[i + 1] for i in range(0, len(s) - 1, 2)) if wide else s)
            elif op == "gs":
                self.want(False, where, "an extended graphics state")
        self.want(not open_marks and not text, where, "marked content or BT stays open")
        self.shown[ref] = marks

    # ---- structure

    def tree(self):
        at = self.pdf.at
        root = at(self.root.get("/StructTreeRoot"))
        if not self.want(root, "no StructTreeRoot"):
            return
        self.parents = {}
        self.number_tree(root["/ParentTree"], self.parents)
        self.seen, self.objr, self.ids, self.headings, self.elements = {}, set(), set(), [], 0
        kids = root["/K"]
        for k in kids if isinstance(kids, list) else [kids]:
            self.element(k, self.root["/StructTreeRoot"], "root")
        for page, marks in self.shown.items():
            key = at(page).get("/StructParents")
            row = at(self.parents.get(key))
            if not self.want(isinstance(row, list), "page", page, "is not in the parent tree"):
                continue
            for m in marks:
                self.want(m < len(row) and self.seen.get((page, m)) == row[m], "MCID", m, "of page", page, "is not in the structure tree")
            self.want(len(row) == len(marks), "the parent tree knows", len(row), "of", len(marks), "MCIDs of page", page)
        self.want(len(self.seen) == sum(len(m) for m in self.shown.values()), "the structure tree names content that is not there")
        last = 0
        for h in self.headings:
            self.want(h <= last + 1, "a heading H%d follows H%d" % (h, last))
            last = h

    def number_tree(self, ref, out):
        node = self.pdf.at(ref)
        for k in node.get("/Kids", []):
            low, high = self.pdf.at(k)["/Limits"]
            sub = {}
            self.number_tree(k, sub)
            self.want(sub and min(sub) == low and max(sub) == high, "Limits of", k, "are wrong")
            out.update(sub)
        nums = node.get("/Nums", [])
        self.want(nums[::2] == sorted(set(nums[::2])), "the parent tree is not sorted")
        out.update(zip(nums[::2], nums[1::2]))

    def element(self, ref, parent, role_above):
        at, e = self.pdf.at, self.pdf.at(ref)
        role = e["/S"][1:]
        self.elements += 1
        self.want(role in STANDARD, "no standard structure type:", role)
        self.want(e.get("/P") == parent, role, ref, "has a wrong parent")
        self.want(role not in PARENTS or role_above in PARENTS[role], role, ref, "below", role_above)
        attributes = e.get("/A") or {}
        if role == "TH":
            self.want(attributes.get("/Scope") in ("/Row", "/Column", "/Both"), "TH", ref, "has no Scope")
        if role in ("Figure", "Form"):
            self.want(str(e.get("/Alt", ""))[2:], role, ref, "has no Alt")
        if role == "Note":
            self.want(e.get("/ID") and e["/ID"] not in self.ids, "Note", ref, "has no ID of its own")
            self.ids.add(e.get("/ID"))
        if re.fullmatch("H[1-6]", role):
            self.headings.append(int(role[1]))
        if "/Lang" in e:
            self.want(re.fullmatch(r"u:[A-Za-z]{2,3}(-[A-Za-z0-9]+)*", e["/Lang"]), "Lang", e["/Lang"], "is no tag")
        if role == "Table":
            self.table(ref)
        kids = e.get("/K", [])
        for k in kids if isinstance(kids, list) else [kids]:
            d = k if isinstance(k, (int, dict)) else at(k)
            if isinstance(d, int):
                self.mark(e.get("/Pg"), d, ref)
            elif d.get("/Type") == "/MCR":
                self.mark(d.get("/Pg", e.get("/Pg")), d["/MCID"], ref)
            elif d.get("/Type") == "/OBJR":
                self.objr.add(d["/Obj"])
                self.want(self.parents.get(at(d["/Obj"]).get("/StructParent")) == ref, "the annotation", d["/Obj"], "is not back-linked")
            else:
                self.element(k, ref, role)

    def rows(self, ref):
        """The TR elements of a table, in order, as lists of their cells' attributes."""
        at = self.pdf.at
        kids = at(ref).get("/K", [])
        for k in kids if isinstance(kids, list) else [kids]:
            e = at(k) if isinstance(k, str) else {}
            if e.get("/S") == "/TR":
                cells = e.get("/K", [])
                cells = [at(c) for c in (cells if isinstance(cells, list) else [cells]) if isinstance(c, str)]
                yield [c.get("/A") or {} for c in cells if c.get("/S") in ("/TH", "/TD")]
            elif e.get("/S") in ("/THead", "/TBody", "/TFoot"):
                yield from self.rows(k)

    def table(self, ref):
        """Rows are equally long, spans counted (ISO 14289-1, 7.5; ISO 32000-1, 14.8.5.7): no cell lies on another, none is missing."""
        rows, taken = list(self.rows(ref)), {}
        for r, cells in enumerate(rows):
            column = 0
            for a in cells:
                while (r, column) in taken:
                    column += 1
                for down in range(a.get("/RowSpan", 1)):
                    for over in range(a.get("/ColSpan", 1)):
                        self.want((r + down, column + over) not in taken, "cells of table", ref, "lie on each other")
                        taken[r + down, column + over] = 1
                column += a.get("/ColSpan", 1)
        self.want(all(r < len(rows) for r, c in taken), "a cell of table", ref, "spans beyond its rows")
        wide = {sum((r, c) in taken for c in range(64)) for r in range(len(rows))}
        self.want(len(wide) <= 1, "table", ref, "has rows of", sorted(wide), "cells")

    def mark(self, page, mcid, ref):
        self.want((page, mcid) not in self.seen, "MCID", mcid, "of page", page, "is in two elements")
        self.seen[(page, mcid)] = ref

    # ---- fonts, fields, what must not be there

    def fonts(self):
        at = self.pdf.at
        for ref, codes in self.used.items():
            font = at(ref)
            name = font["/BaseFont"]
            simple = font["/Subtype"] == "/Type1"
            cid = font if simple else at(at(font["/DescendantFonts"])[0])
            self.want(re.match("/[A-Z]{6}\\+", name) and cid["/BaseFont"] == name, name, "has no subset tag")
            descriptor = at(cid["/FontDescriptor"])
            self.want(descriptor["/FontName"] == name, name, "and its descriptor differ")
            if simple:
                self.want("/Encoding" not in font and descriptor["/Flags"] & 4, name, "is not symbolic with its own encoding")
                self.want(at(descriptor["/FontFile3"])["/Subtype"] == "/Type1C", name, "is not Type1C")
                self.want(font["/LastChar"] - font["/FirstChar"] + 1 == len(font["/Widths"]), name, "has too many or too few widths")
                self.cubic_widths(name, font["/FirstChar"], font["/Widths"], self.pdf.data(descriptor["/FontFile3"]), codes, False)
            else:
                self.want(font["/Subtype"] == "/Type0" and font["/Encoding"] == "/Identity-H", name, "is not Type0 with Identity-H")
                cubic = cid["/Subtype"] == "/CIDFontType0"
                self.want(("/CIDToGIDMap" not in cid) if cubic else cid.get("/CIDToGIDMap") == "/Identity", name, "has a wrong CIDToGIDMap")
                if cubic:
                    self.want(at(descriptor["/FontFile3"])["/Subtype"] == "/CIDFontType0C", name, "is not CIDFontType0C")
                    self.cubic_widths(name, cid["/W"][0], cid["/W"][1], self.pdf.data(descriptor["/FontFile3"]), codes, True)
                else:
                    program = self.pdf.data(descriptor["/FontFile2"])
                    self.want(at(descriptor["/FontFile2"])["/Length1"] == len(program), name, "Length1 is wrong")
                    self.widths(name, cid, program, codes)
            said = cmap_codes(self.pdf.data(font["/ToUnicode"]))
            self.want(0 not in codes, name, "shows .notdef")
            for c in codes:
                if self.want(c in said, name, "code", c, "is not in ToUnicode"):
                    self.want(said[c] and not set(said[c]) & set("\0\ufeff\ufffe"), name, "code", c, "has no allowed Unicode value")

    def widths(self, name, cid, program, codes):
        tables = {program[12 + 16 * i:16 + 16 * i]: int.from_bytes(program[20 + 16 * i:24 + 16 * i], "big")
                  for i in range(int.from_bytes(program[4:6], "big"))}
        if not self.want(all(t in tables for t in (b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp")), name, "lacks a table"):
            return
        half = lambda o: int.from_bytes(program[o:o + 2], "big")
        em, metrics = half(tables[b"head"] + 18), half(tables[b"hhea"] + 34)
        glyphs = half(tables[b"maxp"] + 4)
        first, row = cid["/W"][0], cid["/W"][1]
        for c in codes:
            if self.want(c < glyphs, name, "code", c, "is not in the font program"):
                advance = half(tables[b"hmtx"] + 4 * min(c, metrics - 1)) * 1000 / em
                self.want(0 <= c - first < len(row) and abs(row[c - first] - advance) <= 1, name, "width of code", c, "is wrong")

    def cubic_widths(self, name, first, row, program, codes, keyed):
        """CFF (Adobe Technical Note 5176): a width is that of the Private DICT unless the charstring begins with another one."""
        def index(at):
            count, size = int.from_bytes(program[at:at + 2], "big"), program[at + 2]
            if count == 0:
                return [], at + 2
            o = [int.from_bytes(program[at + 3 + i * size:at + 3 + (i + 1) * size], "big") for i in range(count + 1)]
            base = at + 2 + (count + 1) * size
            return [program[base + a:base + b] for a, b in zip(o, o[1:])], base + o[-1]

        def tokens(s, charstring):
            stack, i = [], 0
            while i < len(s):
                b, i = s[i], i + 1
                if 32 <= b <= 246:
                    stack.append(b - 139)
                elif 247 <= b <= 250:
                    stack.append((b - 247) * 256 + s[i] + 108)
                    i += 1
                elif 251 <= b <= 254:
                    stack.append(-(b - 251) * 256 - s[i] - 108)
                    i += 1
                elif b == 28 or (b == 29 and not charstring):
                    n = 2 if b == 28 else 4
                    stack.append(int.from_bytes(s[i:i + n], "big", signed=True))
                    i += n
                elif b == 12:
                    yield (12, s[i]), stack
                    i, stack = i + 1, []
                else:
                    yield b, stack
                    stack = []

        at = index(index(program[2])[1])
        top = dict((op, v) for op, v in tokens(at[0][0], False))
        if not self.want(((12, 30) in top) == keyed, name, "is not keyed as its font wants"):
            return
        glyphs = index(top[17][0])[0]
        font = dict((op, v) for op, v in tokens(index(top[(12, 36)][0])[0][0], False)) if keyed else top
        size, where = font[18]
        if not keyed:  # format 1, one range: code i is glyph i
            coded = program[top[16][0]:top[16][0] + 4]
            self.want(coded == bytes([1, 1, 1, len(glyphs) - 2]), name, "has another encoding than its codes")
        private = dict((op, v) for op, v in tokens(program[where:where + size], False))
        for c in codes:
            if self.want(c < len(glyphs), name, "code", c, "is not in the font program"):
                op, stack = next(tokens(glyphs[c], True))
                other = len(stack) > {21: 2, 22: 1, 4: 1, 14: 0}[op]
                width = private[21][0] + stack[0] if other else private[20][0]
                self.want(0 <= c - first < len(row) and abs(row[c - first] - width) <= 1, name, "width of code", c, "is wrong")

    def fields(self):
        at = self.pdf.at
        annots = set()
        for ref in self.pages:
            for a in at(at(ref).get("/Annots")) or []:
                w = at(a)
                link = w.get("/Subtype") == "/Link"
                if not link:
                    annots.add(a)
                self.want(w.get("/F") == 4, a, "F is not 4 (print)")
                self.want(link or "/AP" in w and set(w["/AP"]) == {"/N"}, a, "has no normal appearance alone")
                self.want(str(w.get("/TU", w.get("/Contents", "")))[2:], a, "has no TU")
                self.want(a in self.objr, a, "is in no OBJR")
                self.want(w.get("/P") == ref, a, "names a wrong page")
        form = at(self.root.get("/AcroForm"))
        if not form:
            self.want(not annots, "widgets without AcroForm")
            return
        self.want(not form.get("/NeedAppearances"), "NeedAppearances")
        self.want(set(form["/Fields"]) == annots, "AcroForm and the pages' widgets differ")
        names = [at(f)["/T"] for f in form["/Fields"]]
        self.want(len(names) == len(set(names)), "a field name twice")
        for f in form["/Fields"]:
            if at(f).get("/FT") != "/Tx":
                continue
            used = re.search(r"/(\S+)", at(f).get("/DA", form.get("/DA", "")))
            font = at(((form.get("/DR") or {}).get("/Font") or {}).get("/" + used[1] if used else ""))
            if self.want(font, f, "DA names no font of DR"):
                self.want({"/FontFile2", "/FontFile3"} & set(at(font.get("/FontDescriptor")) or {}), f, "its font is not embedded")

    def forbidden(self):
        for name, o in self.pdf.objects.items():
            d = o["stream"]["dict"] if "stream" in o else o.get("value")
            if not isinstance(d, dict):
                continue
            self.want("/SMask" not in d and "/CA" not in d and "/ca" not in d and "/BM" not in d, name, "transparency")
            self.want(d.get("/S") not in ("/JavaScript", "/Launch", "/URI", "/GoToR"), name, "an action")
            self.want("/LZWDecode" not in str(d.get("/Filter", "")), name, "LZW")
            if d.get("/Type") == "/Font" and d.get("/Subtype") in ("/Type1", "/TrueType", "/Type3"):
                self.want({"/FontFile2", "/FontFile3"} & set(self.pdf.at(d.get("/FontDescriptor")) or {}), name, "a font that is not embedded")


def main():
    failed = 0
    for path in sys.argv[1:]:
        try:
            bad = Check(path).run()
        except Exception as e:  # an unreadable file is a finding, not a crash
            bad = ["%s: %s" % (type(e).__name__, e)]
        print("not ok - %s: %s" % (path, "; ".join(bad)) if bad else "ok - %s" % path)
        failed += bool(bad)
    return 1 if failed else 0


sys.exit(main())
