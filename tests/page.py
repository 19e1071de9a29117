#!/usr/bin/env python3
"""Uses a run's page as a clerk does, by mouse and keyboard, in a headless Chromium: page.py CHROMIUM PROFILE PAGE STEP… Prints what is then seen, a line a
step: find=WORDS, type=CODE, state=CODE, customer=CODE, sort=COLUMN (clicks its head), keys (what Tab reaches), why (opens the list of who got nothing),
print (rows when it prints), open (milliseconds of the processor until the first rows are there), text=SELECTOR, go=HASH."""
import os, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
sys.dont_write_bytecode = True
from browser import call, close, go, key, mouse, open_page, spent, value, write

page = sys.argv[3]
say = print


def print(first, asked, *words):
    say(first, asked, *(str(w).replace("\u00a0", " ") for w in words))


open_page(*sys.argv[1:4])


def settle():
    value("new Promise(r => setTimeout(r, 30))")


def middle(selector):
    return value("(function () { var e = document.querySelector('%s'); e.scrollIntoView({block: 'center'}); var r = e.getBoundingClientRect();"
                 "return [r.left + r.width / 2, r.top + r.height / 2] })()" % selector)


def seen(rows):
    return value("document.getElementById('%s-shown').textContent" % rows)


for step in sys.argv[4:]:
    name, _, given = step.partition("=")
    if name == "find":
        mouse(*middle("form input[type=search]"))
        value("document.activeElement.select()")
        key("Backspace", 8) if not given else write(given)
        print("find", given + ":", seen("paper-rows"), "|", value("[...document.querySelectorAll('[data-list=paper-rows] tbody tr')].slice(0, 3)"
                                                                   ".map(r => r.cells[0].firstChild.textContent).join(' ')"))
    elif name in ("type", "state", "salesman", "customer"):
        value("(function () { var e = document.querySelector('form [name=%s]'); e.value = '%s'; e.dispatchEvent(new Event('input', {bubbles: true})) })()" % (name, given))
        print(name, given + ":", seen("paper-rows"))
    elif name == "sort":
        mouse(*middle("[data-list=paper-rows] th:nth-child(%s) button" % given))
        print("sort", given + ":", value("document.querySelectorAll('[data-list=paper-rows] th')[%s - 1].getAttribute('aria-sort')" % given), "|",
              value("[...document.querySelectorAll('[data-list=paper-rows] tbody tr')].slice(0, 3).map(r => r.cells[%s - 1].textContent).join(' ')" % given))
    elif name == "keys":
        order = []
        for i in range(int(given)):
            key("Tab", 9)
            order.append(value("(function () { var e = document.activeElement; return e.getAttribute('aria-label') || (e.labels && e.labels[0] ?"
                               "e.labels[0].firstChild.textContent : e.textContent) })()").strip())
        print("keys:", "", " > ".join(order))
    elif name == "why":
        mouse(*middle("summary"))
        settle()
        print("why:", "", seen("without-rows"), "|", value("document.querySelector('[data-list=without-rows] tbody tr').innerText"))
    elif name == "print":
        value("window.dispatchEvent(new Event('beforeprint'))")
        print("print:", "", value("document.querySelectorAll('[data-list=paper-rows] tbody tr').length"), "rows")
    elif name == "open":
        print("open:", "", spent(), "ms,", value("document.querySelectorAll('[data-list] tbody tr').length"), "rows drawn, on the clock",
              value("Math.round(performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart)"), "ms")
    elif name == "text":
        print("text:", "", value("[...document.querySelectorAll('%s')].map(e => e.textContent.trim()).join(' | ')" % given))
    elif name == "go":
        call("Page.navigate", url="about:blank")
        go(page + "#" + given)
        print("go", given + ":", seen("paper-rows"))
close()
