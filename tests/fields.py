"""The fields of a PDF (qpdf's JSON on stdin), one a line: kind, locked or free, name, tip. Fails where a name stands twice, a tip or an
appearance is missing."""
import json
import sys

objects = json.load(sys.stdin)["qpdf"][1]
names = set()
wrong = 0
for entry in objects.values():
    widget = entry.get("value")
    if not isinstance(widget, dict) or widget.get("/Subtype") != "/Widget":
        continue
    name, tip = widget["/T"][2:], widget.get("/TU", "")[2:]
    kind = {"/Sig": "signature", "/Tx": "text", "/Btn": "check"}[widget["/FT"]]
    print(kind, "locked" if widget.get("/Ff", 0) & 1 else "free", name, tip)
    normal = widget.get("/AP", {}).get("/N")
    wrong |= name in names or not tip or not normal or (kind == "check" and set(normal) != {"/Off", "/Yes"})
    names.add(name)
sys.exit(wrong or not names)
