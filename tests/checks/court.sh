# Court files: every page has its own number, nothing is covered, links and bookmarks lead where they say, scans of every turn are upright, what
# cannot be shown has a sheet, volumes keep their limits, the password is wanted; judged by qpdf, poppler and mutool.
. "$TOP/tests/lib.sh"
gulf
cp -R "$SAMPLES/gulf/scans" scans
here=$(pwd)
python3 - <<'PY'
import struct, zlib
# a picture of 60 x 40 whose left upper quarter is black, as PNG, and its JPEGs for each EXIF orientation are those of jpeg.py
w, h = 60, 40
rows = b"".join(b"\0" + bytes(0 if x < w // 2 and y < h // 2 else 255 for x in range(w)) for y in range(h))
def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
open("scans/quarter.png", "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
open("scans/broken.jpg", "wb").write(b"\xff\xd8\xff\xe0 no picture")
open("scans/call.txt", "w").write("They called on Monday.\n")
# four pages, each turned another way, with a crop box, a shared and inherited resource dictionary, and one more Q than q
out, at = b"%PDF-1.4\n", []
def obj(n, body):
    global out
    at.append((n, len(out)))
    out += b"%d 0 obj\n" % n + body + b"\nendobj\n"
obj(1, b"<</Type/Catalog/Pages 2 0 R>>")
obj(2, b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R 6 0 R]/Count 4/MediaBox[0 0 400 600]/Resources<</Font<</F 7 0 R>>>>>>")
for i, turn in enumerate((0, 90, 180, 270)):
    obj(3 + i, b"<</Type/Page/Parent 2 0 R/Rotate %d/CropBox[20 30 380 570]/Contents %d 0 R>>" % (turn, 8 + i))
obj(7, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
for i in range(4):
    s = b"BT /F 20 Tf 100 300 Td (turned %d) Tj ET BT /F 9 Tf 100 5 Td (outside) Tj ET Q" % (i * 90)
    obj(8 + i, b"<</Length %d>>stream\n" % len(s) + s + b"\nendstream")
start = len(out)
out += b"xref\n0 12\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for n, p in sorted(at)) + b"trailer<</Size 12/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
open("scans/turned.pdf", "wb").write(out)
# three pages, tagged, with links to the third and the first: by page, by action, by a name of each kind; and a cell that names its head
out, at = b"%PDF-1.7\n", []
obj(1, b"<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/Lang(de)/StructTreeRoot 20 0 R/Dests<</old[5 0 R/Fit]>>"
    b"/Names<</Dests<</Kids[<</Limits[(third)(third)]/Names[(third)<</D[5 0 R/XYZ 0 700 null]>>]>>]>>>>>>")
obj(2, b"<</Type/Pages/Kids[3 0 R 4 0 R 5 0 R]/Count 3/MediaBox[0 0 500 700]/Resources<</Font<</F 7 0 R>>>>>>")
goal = [b"/Dest[5 0 R/Fit]", b"/Dest(third)", b"/A<</S/GoTo/D/old>>", b"/Dest[3 0 R/Fit]"]
for i in range(3):
    annots = b"".join(b"%d 0 R " % (30 + n) for n in range(4)) if i == 0 else b""
    obj(3 + i, b"<</Type/Page/Parent 2 0 R/StructParents %d/Tabs/S/Contents %d 0 R/Annots[%s]>>" % (i, 8 + i, annots))
obj(7, b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>")
for i in range(3):
    s = b"/P<</MCID 0>>BDC BT /F 20 Tf 100 300 Td (Blatt %d) Tj ET EMC" % (i + 1)
    obj(8 + i, b"<</Length %d>>stream\n" % len(s) + s + b"\nendstream")
obj(20, b"<</Type/StructTreeRoot/K 21 0 R/ParentTree<</Nums[0[22 0 R]1[23 0 R]2[24 0 R]3 26 0 R]>>/RoleMap<</Blatt/P>>/IDTree<</Names[(h)24 0 R]>>>>")
obj(21, b"<</S/Document/P 20 0 R/K[22 0 R 23 0 R 25 0 R 26 0 R 21 0 R]>>")
for i in range(2):
    obj(22 + i, b"<</S/Blatt/P 21 0 R/Pg %d 0 R/K 0/ActualText(gesagt %d)>>" % (3 + i, i + 1))
obj(24, b"<</S/TH/ID(h)/P 27 0 R/Pg 5 0 R/K 0/A<</O/Table/Scope/Column>>>>")
obj(25, b"<</S/Table/P 21 0 R/K[27 0 R]>>")
obj(26, b"<</S/Link/P 21 0 R/Pg 3 0 R/Alt(dritte)/K<</Type/OBJR/Obj 30 0 R>>>>")
obj(27, b"<</S/TR/P 25 0 R/K[24 0 R<</S/TD/P 27 0 R/A<</O/Table/Headers[(h)]>>>>]>>")
for i in range(4):
    obj(30 + i, b"<</Type/Annot/Subtype/Link/Rect[%d 10 %d 20]/Border[0 0 0]%s%s>>" % (i * 20, i * 20 + 10, goal[i], b"/StructParent 3" if i == 0 else b""))
start = len(out)
out += b"xref\n0 1\n0000000000 65535 f \n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, p) for n, p in sorted(at)) + b"trailer<</Size 34/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
open("scans/linked.pdf", "wb").write(out)
PY
head -n 1 scans/evidence.csv >scans/more.csv
grep ',C1132,' scans/evidence.csv >>scans/more.csv
"$LP" -q -C house evidence import "$here/scans/more.csv" >said 2>&1
for f in quarter.png broken.jpg call.txt turned.pdf linked.pdf; do
	"$LP" -q -C house evidence add "$here/scans/$f" --customer C1132 --doctype OTHER --date 2026-10-01 >>said 2>&1
done
"$LP" -q -C house make STMT NOTICE --as-of 2026-11-01 --customer C1132 >>said 2>&1
case=$(sqlite3 house/ledger.db "SELECT id FROM bad_case WHERE customer = 'C1132'")
"$LP" -C house bundle "$case" --court --to "$here/one" >said 2>&1
verdict $? "a court file is made"
"$LP" -C house bundle "$case" --court --to "$here/two" >/dev/null 2>&1
cmp -s one/*COURT.pdf two/*COURT.pdf
verdict $? "twice the same bytes"
"$LP" -C house bundle "$case" --court --to "$here/two" >/dev/null 2>&1
is "made again in its place it is the same file" "$(ls -A two | wc -l)" 2
court=$(ls one/*COURT.pdf)
qpdf --check "$court" >said 2>&1 && mutool info "$court" >/dev/null 2>said2 && [ ! -s said2 ]
verdict $? "qpdf and mutool find it clean"
cat said2 | sort -u
pages=$(pdfinfo "$court" | sed -n 's/^Pages: *//p')
n=0
wrong=
while [ $n -lt "$pages" ]; do
	n=$((n + 1))
	[ "$(pdftotext -f $n -l $n "$court" - 2>/dev/null | tr ' ' '\n' | grep -cx $n)" -ge 1 ] || wrong="$wrong $n"
done
is "every page bears its number in the file" "$wrong" ""
pdftotext "$court" text 2>/dev/null
first=$(pdftotext "$court" - 2>/dev/null | awk 'BEGIN { n = 1 } /turned 0/ { print n } { n += gsub(/\f/, "") }')
pdftoppm -r 72 -gray -f "$first" -l "$first" -x 80 -y 543 -W 180 -H 24 -singlefile "$court" strip 2>/dev/null
tail -c 4320 strip.pgm | tr -d '\377' | wc -c | grep -vx 0 | empty "what a page did not show is not shown in the strip"
for t in 0 90 180 270; do grep -q "turned $t" text || echo "turned $t is not there"; done | empty "pages of every turn are there"
pdffonts "$court" | grep -c LedgerpressStamp | grep -vx 0 >/dev/null
verdict $? "the stamps' font is embedded"
# where the links of the index lead, and what bookmarks name, is the first page of the exhibit
qpdf --json=2 --json-key=outlines --json-key=pages "$court" >json
"$LP" -C house bundle "$case" --json --to "$here/one" >/dev/null 2>&1
python3 - "$court" <<'PY' | empty "links, bookmarks and the printed index name the same pages"
import json, re, subprocess, sys
page = {o["object"]: o["pageposfrom1"] for o in json.load(open("json"))["pages"]}
marks = {}
for s in json.load(open("json"))["outlines"]:
    for k in s["kids"]:
        marks[k["title"].split()[0]] = k["destpageposfrom1"]
front = subprocess.run(["pdftotext", "-f", "2", "-l", "2", "-layout", sys.argv[1], "-"], capture_output=True, text=True).stdout
printed = {m[1]: int(m[2]) for m in re.finditer(r"^ *(\d+[A-Z]?) +\S.* (\d+)$", front, re.M)}
if not marks or marks != printed:
    print("bookmarks", marks, "index", printed)
objects = json.loads(subprocess.run(["qpdf", "--json=2", sys.argv[1]], capture_output=True, text=True).stdout)["qpdf"][1]
led = [v["value"]["/Dest"][0] for v in objects.values() if isinstance(v.get("value"), dict) and v["value"].get("/Subtype") == "/Link" and "/Dest" in v["value"]]
front = page.__getitem__
if not set(printed.values()) <= set(map(front, led)):
    print("links", sorted(map(front, led)), "index", sorted(printed.values()))
for name, first in marks.items():
    words = subprocess.run(["pdftotext", "-f", str(first), "-l", str(first), sys.argv[1], "-"], capture_output=True, text=True).stdout.split()
    if name not in words:
        print("page", first, "does not bear the mark", name)
PY
# the tags of tagged exhibits, and their links
pdfinfo -struct-text "$court" >tags 2>said2
empty "poppler reads the tags without complaint" <said2
is "one document, and a part for each tagged exhibit and sheet" "$(grep -c '^ *Document' tags) $(grep -c '^ *Part' tags)" "1 4"
python3 - "$court" <<'PY' | empty "every marked piece belongs to an element of its page, every link to its own, and links within an exhibit lead to its pages"
import json, re, subprocess, sys
d = json.loads(subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", sys.argv[1]], capture_output=True, text=True).stdout)
objects = d["qpdf"][1]
def at(v):
    while isinstance(v, str) and re.fullmatch(r"\d+ 0 R", v):
        o = objects["obj:" + v]
        v = o["stream"]["dict"] if "stream" in o else o["value"]
    return v
import base64
def stream(ref):
    return base64.b64decode(objects["obj:" + ref]["stream"]["data"])
root = at(objects["trailer"]["value"]["/Root"])
tree = at(root["/StructTreeRoot"])
nums = at(at(tree["/ParentTree"])["/Nums"])
keys = nums[::2]
if keys != sorted(set(keys)): print("keys", keys)
parent = dict(zip(keys, nums[1::2]))
tagged = 0
pages = [p["object"] for p in d["pages"]]
for n, p in enumerate(pages):
    page = at(p)
    body = b"\n".join(stream(s) for s in (page["/Contents"] if isinstance(page["/Contents"], list) else [page["/Contents"]]))
    ids = [int(m) for m in re.findall(rb"/MCID (\d+)", body)]
    if "/StructParents" in page:
        tagged += 1
        row = at(parent.get(page["/StructParents"]))
        if row is None or len(row) < len(ids): print("page", n + 1, "has no row"); continue
        for i in ids:
            e = at(row[i])
            k = at(e["/K"]); k = k if isinstance(k, list) else [k]
            if not ((e.get("/Pg") == p and i in k) or any(isinstance(at(x), dict) and at(x).get("/Pg") == p and at(x).get("/MCID") == i for x in k)):
                print("page", n + 1, "piece", i, "belongs to", e)
    for a in at(page.get("/Annots", [])):
        annot = at(a)
        if "/StructParent" in annot:
            e = at(parent[annot["/StructParent"]])
            k = at(e["/K"]); k = k if isinstance(k, list) else [k]
            if not any(isinstance(at(x), dict) and at(x).get("/Obj") == a for x in k): print("page", n + 1, annot, e)
if tagged != 8: print(tagged, "pages are tagged")
ids = at(at(tree["/IDTree"])["/Names"])
if ids[::2] != sorted(ids[::2]) or any(at(e)["/ID"] != i for i, e in zip(ids[::2], ids[1::2])): print("identifiers", ids)
cells = [o["value"] for o in objects.values() if "value" in o and isinstance(o["value"], dict)]
heads = [e["/A"]["/Headers"][0] for e in cells if e.get("/S") == "/TD" and "/Headers" in at(e.get("/A", {}))]
if len(heads) != 1 or heads[0] not in ids[::2]: print("heads", heads, ids[::2])
text = [b"".join(stream(s) for s in (at(p)["/Contents"] if isinstance(at(p)["/Contents"], list) else [at(p)["/Contents"]])) for p in pages]
third, first = (next(n for n, t in enumerate(text) if b"Blatt %d" % k in t) for k in (3, 1))
links = [at(a) for a in at(at(pages[first])["/Annots"])]
goals = [pages.index(l["/Dest"][0]) if "/Dest" in l else None for l in links]
if goals != [third, third, third, first] or any("/A" in l for l in links): print("links", goals, "third", third, "first", first)
if at(tree["/RoleMap"]).get("/Blatt") != "/P": print("role map", tree["/RoleMap"])
PY
grep -q "cannot be read" text && grep -q "no document of pages" text
verdict $? "what cannot be shown has a sheet that says so"
# nothing is covered: an exhibit's page is, above the strip, the page that it was
# a stamp is far from what was shown: the strip is white but for mark and number
scan=$(find house/evidence -name '*C1132*_20260902_NOTICE.pdf')
first=$(python3 -c "
import json
for s in json.load(open('json'))['outlines']:
    for k in s['kids']:
        if 'Formal notice, 2026-09-02' in k['title']: print(k['destpageposfrom1'])")
pdftoppm -r 50 -gray -f 1 -l 1 "$scan" was && pdftoppm -r 50 -gray -f "$first" -l "$first" "$court" is
python3 - was*.pgm is*.pgm <<'PY' | empty "the page above the strip is the page that it was"
import sys
def read(path):
    data = open(path, "rb").read().split(b"\n", 3)
    w, h = map(int, data[1].split())
    return w, h, data[3]
w, h, a = read(sys.argv[1])
v, g, b = read(sys.argv[2])
if w != v or not h + 15 < g < h + 25:
    print("sizes", w, h, v, g)
else:
    far = sum(abs(x - y) > 40 for x, y in zip(a, b[: w * h]))
    if far > w * h // 200:
        print(far, "of", w * h, "dots differ")
PY

# pages left out, and volumes
linked=$(sqlite3 house/ledger.db "SELECT number || substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ', letter, letter > 0) FROM exhibit x JOIN evidence e ON e.name = x.subject WHERE e.original = 'linked.pdf'")
"$LP" -C house bundle "$case" --court --leave-out 1:2-3 --leave-out 2 --leave-out "$linked:2" --volume-pages 12 --to "$here/volumes" >said 2>&1
verdict $? "volumes are made, with pages left out"
for f in volumes/*COURT*.pdf; do
	qpdf --check "$f" >/dev/null 2>&1 || echo "$f"
	p=$(pdfinfo "$f" | sed -n 's/^Pages: *//p')
	[ "$p" -le 12 ] || echo "$f has $p pages"
done | empty "each is clean and within its limit"
pdftotext volumes/*COURT.pdf text
for f in volumes/*COURT*.pdf; do qpdf --qdf --object-streams=disable "$f" -; done >tags
is "no tag tells what is on a page that is left out" "$(grep -ac gesagt tags) $(qpdf --qdf --object-streams=disable "$court" - | grep -ac gesagt) $(for f in volumes/*COURT*.pdf; do pdftotext -q "$f" -; done 2>/dev/null | grep -c 'Blatt [123]')" "0 2 2"
grep -q "pages 2–3 of this exhibit" text && grep -q "This exhibit is left out" text && grep -q "Volume 1 of" text && grep -qx "1-2" text
verdict $? "what is left out has a mark, and pages name their volume"
pdftotext -f 2 -l 2 volumes/*COURT-2.pdf - | grep -q "2-" && pdftotext volumes/*COURT-2.pdf - | grep -qx "2-5"
verdict $? "the second volume numbers its own pages"
"$LP" -C house bundle "$case" --court --leave-out 99Z --to "$here/none" >said 2>&1
is "an exhibit that is not there cannot be left out" "$? $(grep -c '99Z' said)" "1 1"

# without sections: the exhibits by their numbers, no letters in the index, no bookmark above another
"$LP" -C house bundle "$case" --court --no-sections --to "$here/plain" >said 2>&1
verdict $? "a court file without sections is made"
qpdf --json=2 --json-key=outlines plain/*COURT.pdf >json
python3 - <<'PY' | empty "its bookmarks are the exhibits in the order of their numbers"
import json, re
out = json.load(open("json"))["outlines"]
of = lambda s: re.match(r"(\d+)([A-Z]*) ", s["title"])
seen = [(int(of(s)[1]), of(s)[2]) for s in out[1:] if of(s)]
if len(seen) != len(out) - 1 or len(seen) < 10 or seen != sorted(seen) or any(s["kids"] for s in out):
    print([s["title"] for s in out])
PY
qpdf --check plain/*COURT.pdf >/dev/null 2>&1
verdict $? "and it is clean"
is "as many pages are set as with them" "$(pdfinfo plain/*COURT.pdf | sed -n 's/^Pages: *//p')" "$(pdfinfo "$court" | sed -n 's/^Pages: *//p')"
pdftotext -layout -l 3 "$court" - | grep -qE '^ *[A-Z] · '
verdict $? "the index with sections has letters"
pdftotext -layout -l 3 plain/*COURT.pdf - | grep -E '^ *[A-Z] · ' | empty "and the index has no letters"

# a password
echo 'correct horse battery' >password
"$LP" -C house bundle "$case" --court --encrypt --password-file "$here/password" --to "$here/locked" >said 2>&1
verdict $? "an encrypted court file is made"
qpdf --show-encryption --password='correct horse battery' locked/*COURT.pdf >said 2>&1 && grep -q "AESv3" said && ! qpdf --check locked/*COURT.pdf >/dev/null 2>&1
verdict $? "AES-256, and its password is wanted"

# the picture's dark quarter stands where it stood, however the camera was held
cat >turn.py <<'PY'
import struct
from jpeg import jpeg
for n in range(1, 9):
    x = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01" + struct.pack(">H", n) + b"\0\0\0\0\0\0"
    open("turn%d.jpg" % n, "wb").write(jpeg(64, 48, lambda x, y: x < 32 and y < 24, b"\xff\xe1" + struct.pack(">H", len(x) + 2) + x))
PY
export PYTHONPATH="$TOP/tests" # jpeg.py
python3 turn.py
for t in 1 2 3 4 5 6 7 8; do
	"$LP" -q -C house evidence add "$here/turn$t.jpg" --customer C1132 --doctype PHOTO --date 2026-10-0$t >said 2>&1
done
"$LP" -C house bundle "$case" --court --to "$here/turned" --as-of 2026-11-01 >said 2>&1
verdict $? "pictures of all eight turns are set"
qpdf --json=2 --json-key=outlines turned/*COURT.pdf >json
python3 - turned/*COURT.pdf <<'PY' | empty "each as its camera held it"
import json, subprocess, sys
want = {1: "nw", 2: "ne", 3: "se", 4: "sw", 5: "nw", 6: "ne", 7: "se", 8: "sw"}
for s in json.load(open("json"))["outlines"]:
    for k in s["kids"]:
        if not "Photograph, 2026-10-0" in k["title"]:
            continue
        n = int(k["title"][-1])
        p = str(k["destpageposfrom1"])
        subprocess.run(["pdftoppm", "-r", "36", "-gray", "-f", p, "-l", p, "-singlefile", sys.argv[1], "shot"], check=True)
        head = open("shot.pgm", "rb").read().split(b"\n", 3)
        w, h = map(int, head[1].split())
        dark = [(i % w, i // w) for i, v in enumerate(head[3]) if v < 100 and i // w < h - 20]
        x, y = sum(d[0] for d in dark) / len(dark), sum(d[1] for d in dark) / len(dark)
        is_ = ("n" if y < (h - 14) / 2 else "s") + ("w" if x < w / 2 else "e")
        if is_ != want[n]:
            print("orientation", n, "is", is_)
PY

# the pages of a TIFF: eight turns of the dark quarter, a fax with twice as many dots across as down, and one too large to be shown
cat >tiff.py <<'PY'
import struct
def page(at, last, w, h, turn, across, down, size=None):
    rows = bytes(0 if x < w // 2 and y < h // 2 else 255 for y in range(h) for x in range(w))
    data = at + 2 + 12 * 12 + 4
    fields = [(256, 4, size or w), (257, 4, size or h), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, data), (274, 3, turn), (277, 3, 1), (278, 4, size or h), (279, 4, len(rows)),
              (282, 5, data + len(rows)), (283, 5, data + len(rows) + 8)]
    body = struct.pack("<H", len(fields)) + b"".join(struct.pack("<HHII", t, k, 1, v) for t, k, v in fields)
    end = data + len(rows) + 16
    return body + struct.pack("<I", 0 if last else end) + rows + struct.pack("<IIII", across, 1, down, 1)
out = b"II*\0\x08\0\0\0"
for turn in range(1, 9):
    out += page(len(out), False, 60, 40, turn, 300, 300)
out += page(len(out), True, 60, 40, 1, 200, 100)
open("scans/turns.tif", "wb").write(out)
PY
python3 tiff.py
"$LP" -q -C house evidence add "$here/scans/turns.tif" --customer C1132 --doctype CONTRACT --date 2026-09-11 >said 2>&1
"$LP" -C house bundle "$case" --court --to "$here/tiff" --as-of 2026-11-01 >said 2>&1
verdict $? "pages of a TIFF are set"
qpdf --check tiff/*COURT.pdf >/dev/null 2>&1
verdict $? "and the file is clean"
qpdf --json=2 --json-key=outlines tiff/*COURT.pdf >json
python3 - tiff/*COURT.pdf <<'PY' | empty "each as its file says, and a fax in the shape of its paper"
import json, subprocess, sys
want = {1: "nw", 2: "ne", 3: "se", 4: "sw", 5: "nw", 6: "ne", 7: "se", 8: "sw", 9: "nw"}
first = [k["destpageposfrom1"] for s in json.load(open("json"))["outlines"] for k in s["kids"] if "Contract, 2026-09-11" in k["title"]]
if len(first) != 1:
    print("the exhibit has", len(first), "bookmarks")
for n in range(1, 10):
    p = str(first[0] + n - 1)
    subprocess.run(["pdftoppm", "-r", "36", "-gray", "-f", p, "-l", p, "-singlefile", sys.argv[1], "shot"], check=True)
    head = open("shot.pgm", "rb").read().split(b"\n", 3)
    w, h = map(int, head[1].split())
    dark = [(i % w, i // w) for i, v in enumerate(head[3]) if v < 100 and i // w < h - 20]
    x, y = sum(d[0] for d in dark) / len(dark), sum(d[1] for d in dark) / len(dark)
    is_ = ("n" if y < (h - 14) / 2 else "s") + ("w" if x < w / 2 else "e")
    if is_ != want[n]:
        print("page", n, "is", is_)
    wide, high = [max(d[i] for d in dark) - min(d[i] for d in dark) + 1 for i in (0, 1)]
    shape = wide / high
    if abs(shape - (0.75 if n == 9 else 1.5 if n < 5 else 1 / 1.5)) > 0.1:
        print("page", n, "is", wide, "by", high)
PY
# however fine a scan is, it stands with 300 dots an inch at most, and not with far fewer
python3 - <<'PY'
import struct, zlib
from jpeg import jpeg
chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
def png(name, w, h):
    rows = b"".join(b"\0" + bytes(w // 2) + b"\xff" * (w - w // 2) for y in range(h))
    open(name, "wb").write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", w, h, 8, 0, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows, 1)) + chunk(b"IEND", b""))
png("scans/fine600.png", 4960, 7016)
png("scans/fine300.png", 2480, 3508)
open("scans/fine600.jpg", "wb").write(jpeg(4960, 7016, lambda x, y: x < 2480))
open("scans/fine150.jpg", "wb").write(jpeg(1240, 1752, lambda x, y: x < 620))
PY
cp -R house dots
for f in fine600.png fine300.png fine600.jpg fine150.jpg; do
	"$LP" -q -C dots evidence add "$here/scans/$f" --customer C1132 --doctype PHOTO --date 2026-10-20 >said 2>&1
done
"$LP" -C dots bundle "$case" --court --to "$here/dots-of" --as-of 2026-11-01 >said 2>&1
verdict $? "fine scans are set"
pdfimages -list dots-of/*COURT.pdf | awk 'NR > 2 && $4 > 400 && ($13 > 300 || $14 > 300)' | empty "none stands with more than 300 dots an inch"
is "and those that were finer with 300" "$(pdfimages -list dots-of/*COURT.pdf | awk 'NR > 2 && $4 > 400 && $13 >= 298 && $14 >= 298' | wc -l)" 3
for f in dots-of/*COURT.pdf; do pdfimages -all "$f" image; done
ls image*.jpg | while read -r f; do cmp -s "$f" scans/fine150.jpg && echo same; done >kept
is "a JPEG that is coarse enough stays as it is" "$(cat kept)" same

"$LP" -C house bundle "$case" --court --leave-out "$(python3 -c "
import json
for s in json.load(open('json'))['outlines']:
    for k in s['kids']:
        if 'Contract, 2026-09-11' in k['title']: print(k['title'].split()[0])"):2-8" --to "$here/tiffout" --as-of 2026-11-01 >said 2>&1
verdict $? "pages of a TIFF can be left out"
is "and only those" "$(($(pdfinfo tiff/*COURT.pdf | sed -n 's/^Pages: *//p') - $(pdfinfo tiffout/*COURT.pdf | sed -n 's/^Pages: *//p')))" 6
exit $bad
