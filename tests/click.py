#!/usr/bin/env python3
"""Clicks through the links of a page by mouse and by keyboard, as a person does, in a headless Chromium over its debugging pipe:
click.py CHROMIUM PROFILE PAGE. Prints what each led to, "mouse HREF" or "keyboard HREF", for the first and last links and some between."""
import os, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
from browser import close, key, mouse, open_page, value

open_page(*sys.argv[1:4])
value("""window.led = []; document.addEventListener('click', function (e) { var a = e.target.closest('a');
if (a && e.isTrusted) { window.led.push(a.getAttribute('href')); e.preventDefault() } })""")
links = value("document.querySelectorAll('a').length") or 0
wanted = sorted({0, 1, links // 2, links - 1} & set(range(links)))
for i in wanted:
    x, y = value("(function () { var a = document.querySelectorAll('a')[%d]; a.scrollIntoView({block: 'center'});"
                 "var r = a.getClientRects()[0]; return [r.left + r.width / 2, r.top + r.height / 2] })()" % i)
    mouse(x, y)
for href in value("window.led.splice(0)") or []:
    print("mouse", href)
value("document.activeElement.blur(); window.scrollTo(0, 0); getSelection().removeAllRanges()")
for i in range(min(links, 3)):
    key("Tab", 9)
    key("Enter", 13, "\r")
for href in value("window.led.splice(0)") or []:
    print("keyboard", href)
close()
