# forge.py OURS.zip FOLDER: forged copies of a bundle of ours, each consistent in itself (manifests, Payload-Oxum) but for the one thing that
# its name says: sealed again as we seal (NAME.sealed.zip), and with no seal (NAME.bare.zip). hostile.* are ZIPs and folders made from nothing.
import hashlib, io, os, struct, sys, zipfile

ours, folder = sys.argv[1:3]
source = zipfile.ZipFile(ours)
top = source.namelist()[0].split("/")[0]
base = {n[len(top) + 1:]: source.read(n) for n in source.namelist()}
SEAL = b"Ledgerpress evidence bundle. SHA-256 of all bytes before this digest: "
sha = lambda kind, b: hashlib.new(kind, b).hexdigest()
FIFO, LINK = 0o010644, 0o120777


def tags(m, kind="sha256"):
    """The tag manifest of what m holds."""
    m.pop("tagmanifest-%s.txt" % kind, None)
    lines = ["%s  %s\n" % (sha(kind, m[n]), n) for n in sorted(m) if not n.startswith(("data/", "tagmanifest-"))]
    m["tagmanifest-%s.txt" % kind] = "".join(lines).encode()


def manifest(m, kind="sha256"):
    m["manifest-%s.txt" % kind] = "".join("%s  %s\n" % (sha(kind, m[n]), n) for n in sorted(m) if n.startswith("data/")).encode()
    payload = [n for n in m if n.startswith("data/")]
    info = [l for l in m["bag-info.txt"].decode().splitlines() if not l.startswith("Payload-Oxum")]
    m["bag-info.txt"] = ("\n".join(info) + "\nPayload-Oxum: %d.%d\n" % (sum(len(m[n]) for n in payload), len(payload))).encode()


def write(name, m, mode={}, sealed=True, late=lambda b: b):
    out = io.BytesIO()
    z = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
    for n in m:
        i = zipfile.ZipInfo(top + "/" + n, (2026, 11, 1, 0, 0, 0))
        i.external_attr = mode.get(n, 0o100644) << 16
        i.compress_type = zipfile.ZIP_DEFLATED
        z.writestr(i, m[n])
    if sealed:
        z.comment = SEAL + b"0" * 64
    z.close()
    b = late(out.getvalue())
    if sealed:
        b = b[:-64] + sha("sha256", b[:-64]).encode()
    open(os.path.join(folder, name + (".sealed" if sealed else ".bare") + ".zip"), "wb").write(b)


def forge(name, change, mode={}, late=lambda b: b, after=lambda m: None):
    for sealed in True, False:
        m = dict(base)
        change(m)
        manifest(m)
        after(m)
        tags(m)
        write(name, m, mode, sealed, late)


def put(name, content):
    return lambda m: m.__setitem__(name, content)


def replace(name, a, b):
    return lambda m: m.__setitem__(name, m[name].replace(a, b))


forge("good", lambda m: None)
forge("version", replace("bagit.txt", b"1.0", b"99.9"))
forge("no-encoding", put("bagit.txt", b"BagIt-Version: 1.0\n"))
forge("utf-16", replace("bagit.txt", b"UTF-8", b"UTF-16"))
forge("fetch-missing", put("fetch.txt", b"http://example.com/x 1 data/papers/x.pdf\n"), after=lambda m: m.__setitem__(
    "manifest-sha256.txt", m["manifest-sha256.txt"] + b"%s  data/papers/x.pdf\n" % sha("sha256", b"x").encode()))
forge("fetch-outside", put("fetch.txt", b"http://example.com/x 1 ../x.pdf\n"))
forge("sha512-lies", put("manifest-sha512.txt", "".join(
    "%s  %s\n" % ("0" * 128, n) for n in sorted(base) if n.startswith("data/")).encode()))
forge("zero-in-manifest", put("data/a.txt", b"a"), after=lambda m: m.__setitem__(
    "manifest-sha256.txt", m["manifest-sha256.txt"].replace(b"  data/a.txt\n", b"  data/a.txt\0.pdf\n")))
forge("zero-in-name", put("data/a.txt#.pdf", b"a"), late=lambda b: b.replace(b"data/a.txt#.pdf", b"data/a.txt\0.pdf") if b.count(b"data/a.txt#.pdf") == 2 else b,
      after=lambda m: m.__setitem__("manifest-sha256.txt", m["manifest-sha256.txt"].replace(b"data/a.txt#.pdf", b"data/a.txt")))
forge("fifo", put("data/pipe", b""), {"data/pipe": FIFO})
forge("link", put("data/link", b"index.pdf"), {"data/link": LINK})


def capitals(m):
    m["data/Index.pdf"] = b"another"


forge("capitals", capitals)


def composed(m):
    m["data/Nu\u0301.txt"], m["data/N\u00fa.txt"] = b"one", b"two"


forge("accents", composed)
# what a sealed bundle never has, be it harmless
forge("other-tag", put("notes.txt", b"not ours"))
forge("sha512-too", lambda m: manifest(m, "sha512"))

# ---- hostile from nothing ----


def small(**more):
    m = {"bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n", "bag-info.txt": b"", "data/a.txt": b"a\n"}
    m.update(more)
    manifest(m)
    tags(m)
    return m


def raw(name, pairs, comment=b""):
    z = zipfile.ZipFile(os.path.join(folder, "hostile." + name + ".zip"), "w", zipfile.ZIP_DEFLATED)
    for n, b in pairs:
        i = zipfile.ZipInfo("x", (2026, 11, 1, 0, 0, 0))
        i.filename, i.create_system, i.external_attr, i.compress_type = n, 3, 0o100644 << 16, zipfile.ZIP_DEFLATED
        z.writestr(i, b)
    z.comment = comment
    z.close()


import warnings
warnings.simplefilter("ignore")
good = [("bag/" + n, b) for n, b in small().items()]
for name, member in (("dots", "bag/../../x"), ("absolute", "/etc/x"), ("backslash", "bag\\data\\x"), ("drive", "C:/x"), ("home", "~/x"), ("double", "bag/data/a.txt"),
                     ("outside", "other/x"), ("dot", "bag/./data/x"), ("line", "bag/data/x\ny"), ("bell", "bag/data/x\x07y"), ("escape", "bag/data/\x1b[2Jx"), ("delete", "bag/data/x\x7fy"), ("next-line", "bag/data/x\u0085y"),
                     ("device", "bag/data/con.txt"), ("device-folder", "bag/data/AUX/x.pdf"), ("port", "bag/data/Com1"), ("turned", "bag/data/invoice\u202efdp.exe"),
                     ("isolate", "bag/data/x\u2067y.pdf")):
    raw(name, good + [(member, b"x")])
zeros = [("bag/" + n, b) for n, b in small(**{"data/zeros": b"\0" * 40000000}).items()]
raw("bomb", zeros)
b = bytearray(open(os.path.join(folder, "hostile.bomb.zip"), "rb").read())
size = struct.pack("<I", 40000000)
for at in range(len(b) - 4):
    if b[at:at + 4] == size:
        b[at:at + 4] = struct.pack("<I", 1000)
open(os.path.join(folder, "hostile.liar.zip"), "wb").write(b)
out = zipfile.ZipFile(os.path.join(folder, "hostile.bomb.zip"), "w", zipfile.ZIP_BZIP2)
for n, b in zeros:
    out.writestr(n, b)
out.close()
# tolerated
raw("near-devices", [("bag/" + n, b) for n, b in small(**{"data/" + n: b"x" for n in ("contract.pdf", "com.pdf", "LPT0.pdf", "nullable", "auxiliary.txt")}).items()])
names = small(**{"data/" + n: b"x" for n in ("con.txt", "AUX/x.pdf", "Com1", "invoice\u202efdp.exe", "x\u2067y.pdf")})
raw("names", [("bag/" + n, b) for n, b in names.items()])
raw("names-sealed", [("bag/" + n, b) for n, b in names.items()], b"Ledgerpress evidence bundle. SHA-256 of all bytes before this digest: " + b"0" * 64)
for n, b in names.items():
    os.makedirs(os.path.dirname(os.path.join(folder, "names", n)), exist_ok=True)
    with open(os.path.join(folder, "names", n), "wb") as f:
        f.write(b)
raw("mac", good + [("__MACOSX/bag/._a.txt", b"x"), (".DS_Store", b"x")])
raw("notop", [(n[4:], b) for n, b in good])
raw("dotted", [("./" + n, b) for n, b in good])
# one that says ISO-8859-1 and has a name in it, and the same in each of many encodings
for encoding in "ISO-8859-1", "windows-1251", "KOI8-R", "UTF-16LE", "UTF-16", "UTF-32", "Shift_JIS", "IBM037", "US-ASCII":
    name = {"ISO-8859-1": "data/Årsak.txt", "windows-1251": "data/Счёт.txt", "KOI8-R": "data/Счет.txt", "US-ASCII": "data/plain.txt"}.get(encoding, "data/A.txt")
    m = {name: b"a\n"}
    declared = "BagIt-Version: 0.97\r\nTag-File-Character-Encoding: %s\r\n" % encoding
    m["bagit.txt"] = declared.encode()
    codec = {"IBM037": "cp037"}.get(encoding, encoding)
    m["manifest-sha1.txt"] = ("%s  %s\r\n" % (sha("sha1", b"a\n"), name)).encode(codec)
    m["bag-info.txt"] = "Payload-Oxum: 2.1\r\n".encode(codec)
    m["tagmanifest-sha1.txt"] = "".join("%s %s\r\n" % (sha("sha1", m[n]), n) for n in ("bagit.txt", "manifest-sha1.txt", "bag-info.txt")).encode(codec)
    raw("encoding-" + encoding, [("bag/" + n, b) for n, b in m.items()])
# a folder with a FIFO, a link, a missing and a changed file: every fault at once
for name in "folder", "folder-good":
    at = os.path.join(folder, name)
    m = small(**{"data/b.txt": b"b\n", "data/c.txt": b"c\n"})
    for n, b in m.items():
        os.makedirs(os.path.dirname(os.path.join(at, n)), exist_ok=True)
        open(os.path.join(at, n), "wb").write(b)
at = os.path.join(folder, "folder")
os.mkfifo(os.path.join(at, "data/pipe"))
os.symlink("a.txt", os.path.join(at, "data/link"))
os.unlink(os.path.join(at, "data/b.txt"))
open(os.path.join(at, "data/c.txt"), "wb").write(b"C\n")
open(os.path.join(at, "data/extra.txt"), "wb").write(b"x")
