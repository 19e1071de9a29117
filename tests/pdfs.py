"""pdfs.py <LIST: what every PDF of a list is for others' libraries: clean for qpdf, tagged, titled, A4, all fonts embedded; how large a letter is.

qpdf's own command line is called inside its library (qpdfjob), poppler by its bindings: one process for all files, where a start costs more than a look.
Needs Debian's python3 (gir1.2-poppler-0.18). Prints lines "ok …" and "not ok …" as checks do; exit status 1 when one is not.
"""
import collections
import ctypes
import ctypes.util
import os
import re
import subprocess
import sys

import gi
gi.require_version("Poppler", "0.18")
from gi.repository import Poppler

LETTER = re.compile(r"_(REM[012]|ESCN|NOTICE|CASHN)\.pdf$")
INTERNAL = re.compile(r"/HO[0-9-]+/(HO[A-Z]+|COLSCH)/|/SCSTMT/|/BDR/")
NUMBER = re.compile(r"(?m)^[A-Z]+-[0-9]{4}-[0-9]{5}$")
CYRILLIC, ARABIC = "[\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f]", "[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
bad = 0


def empty(title, found):
    global bad
    print(f"ok {title}" if not found else f"not ok {title}")
    for line in found[:20]:
        print("   " + line)
    bad |= bool(found)


class Qpdf:
    def __init__(self):
        q = self.q = ctypes.CDLL(ctypes.util.find_library("qpdf") or "libqpdf.so")
        q.qpdf_init.restype = ctypes.c_void_p
        q.qpdf_read.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p]
        q.qpdf_get_root.argtypes = [ctypes.c_void_p]
        q.qpdf_oh_get_key.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_char_p]
        q.qpdf_oh_is_dictionary.argtypes = [ctypes.c_void_p, ctypes.c_uint]
        q.qpdf_oh_get_bool_value.argtypes = [ctypes.c_void_p, ctypes.c_uint]
        q.qpdf_cleanup.argtypes = [ctypes.POINTER(ctypes.c_void_p)]
        self.null, self.kept = os.open("/dev/null", os.O_WRONLY), [os.dup(1), os.dup(2)]

    def check(self, path):
        """The exit status of `qpdf --check PATH`: 0 without an error or a warning."""
        sys.stdout.flush()
        words = (ctypes.c_char_p * 4)(b"qpdf", b"--check", os.fsencode(path), None)
        os.dup2(self.null, 1), os.dup2(self.null, 2)
        try:
            return self.q.qpdfjob_run_from_argv(words)
        finally:
            os.dup2(self.kept[0], 1), os.dup2(self.kept[1], 2)

    def tagged(self, path):
        """Whether the catalogue says /MarkInfo << /Marked true >>, which is what pdfinfo calls tagged."""
        q, pdf = self.q, ctypes.c_void_p(self.q.qpdf_init())
        if q.qpdf_read(pdf, os.fsencode(path), None) > 1:
            return False
        marks = q.qpdf_oh_get_key(pdf, q.qpdf_get_root(pdf), b"/MarkInfo")
        said = q.qpdf_oh_is_dictionary(pdf, marks) and q.qpdf_oh_get_bool_value(pdf, q.qpdf_oh_get_key(pdf, marks, b"/Marked"))
        q.qpdf_cleanup(ctypes.byref(pdf))
        return bool(said)


def fonts(document):
    found, more = [], True
    info = Poppler.FontInfo.new(document)
    while more:
        more, it = info.scan(document.get_n_pages())
        while it:
            found.append((it.get_name(), it.is_embedded()))
            if not it.next():
                break
    return found


def words(path, *options):
    return subprocess.run(["pdftotext", *options, path, "-"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, close_fds=False).stdout.decode("utf-8", "replace")


def is_a4(page):
    size = page.get_size()
    return any(abs(w - 595) < 1 and abs(h - 842) < 1 for w, h in ((size.width, size.height), (size.height, size.width)))


files = sys.stdin.read().split("\n")[:-1]
qpdf = Qpdf()
document = {}
for f in files:
    try:
        document[f] = Poppler.Document.new_from_file("file://" + f, None)
    except Exception as e:  # what poppler cannot open fails every check that asks it
        print(f"not ok poppler opens {f}: {e}")
        bad = 1
font = {f: fonts(d) for f, d in document.items()}
empty("qpdf --check finds nothing in any", [f for f in files if qpdf.check(f) != 0])
empty("all fonts are embedded", [f"{f}: {name}" for f in document for name, embedded in font[f] if not embedded])
empty("all papers are tagged", [f for f in files if not re.search("/ALL|merged", f) and not qpdf.tagged(f)])
empty("all have a title", [f for f, d in document.items() if not (d.get_title() or "").strip()])
empty("all pages are A4", [f for f, d in document.items() if not all(is_a4(d.get_page(i)) for i in range(d.get_n_pages()))])

# A one-page letter in Latin or Cyrillic, with two fonts and the house's logo, has at most 20 KB; one with a table for each of two currencies 22; an
# Arabic one has four fonts, as its figures and its names are Latin, and is told.
size, large = collections.defaultdict(list), []
for f, d in document.items():
    if d.get_n_pages() != 1 or not LETTER.search(f):
        continue
    text = words(f)
    script = "arabic" if re.search(ARABIC, text) else "cyrillic" if re.search(CYRILLIC, text) else "latin"
    most = 22528 if len(re.findall(r"(?m)^(Total in|Итого,) ", text)) > 1 else 20480
    size[script].append(os.path.getsize(f))
    if script != "arabic" and (size[script][-1] > most or len(font[f]) > 2):
        large.append(f"{f}: {size[script][-1]} bytes of {most}, {len(font[f])} fonts")
empty("there are one-page letters in Latin letters", [] if size["latin"] else ["none"])
empty("there are one-page letters in Cyrillic", [] if size["cyrillic"] else ["none"])
empty("each has two fonts and at most 20 KB, of two currencies 22", large)
empty("and 20 KB in the mean", [f"{s} {sum(n) / len(n)}" for s, n in size.items() if s != "arabic" and n and sum(n) > 20480 * len(n)])
for s, n in size.items():
    print(f"   one-page letters, {s}: {len(n)}, mean {sum(n) / max(1, len(n)) / 1024:.1f} KB")
empty("each internal paper has its number on the first page", [f for f in files if INTERNAL.search(f) and not NUMBER.search(words(f, "-l", "1"))])
sys.exit(bad)
