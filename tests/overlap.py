"""Words that lie on each other or leave the page, found by `pdftotext -bbox`: overlap.py FILE… prints them, one a line.

A machine's look at every page: it sees collisions and overflow, not beauty."""
import re
import subprocess
import sys
from html import unescape

WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)
DEEP = 1.6  # points on both axes: the boxes of neighbours may touch, line boxes overlap a little


def look(path):
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, text=True).stdout
    found = []
    for n, (width, height, body) in enumerate(PAGE.findall(text), 1):
        width, height = float(width), float(height)
        words = []
        for x0, y0, x1, y1, word in WORD.findall(body):
            x0, y0, x1, y1 = float(x0), float(y0), float(x1), float(y1)
            word = unescape(word).strip("‎‏‪‫‬‭‮⁦⁧⁨⁩")
            if not word or x1 - x0 < .1:
                continue
            # the box is a font's ascent and descent; ink is about the middle 60 %
            h = y1 - y0
            words.append((y0 + .25 * h, y1 - .2 * h, x0, x1, word))
            if x0 < 8 or x1 > width - 8 or y0 < 4 or y1 > height - 4:
                found.append(f"{path}: page {n}: `{word}` at {x0:.0f},{y0:.0f} leaves the page")
        words.sort()
        for i, (a0, a1, ax0, ax1, a) in enumerate(words):
            for b0, b1, bx0, bx1, b in words[i + 1:]:
                if b0 > a1 - DEEP:
                    break
                if min(ax1, bx1) - max(ax0, bx0) > DEEP and min(a1, b1) - max(a0, b0) > DEEP:
                    found.append(f"{path}: page {n}: `{a}` and `{b}` lie on each other at {max(ax0, bx0):.0f},{max(a0, b0):.0f}")
    return found


bad = 0
for name in sys.argv[1:]:
    for line in look(name)[:3]:
        print(line)
        bad = 1
sys.exit(bad)
