#!/usr/bin/env python3
"""Clicks through the links of a page by mouse and by keyboard, as a person does, in a headless Chromium over its debugging pipe:
click.py CHROMIUM PROFILE PAGE. Prints what each led to, "mouse HREF" or "keyboard HREF", for the first and last links and some between."""
import json, os, subprocess, sys

down, up = os.pipe(), os.pipe()
for fd in (down[0], up[1]):
    os.set_inheritable(fd, True)


def pipes():
    os.dup2(down[0], 13), os.dup2(up[1], 14)
    os.dup2(13, 3), os.dup2(14, 4)


browser = subprocess.Popen([sys.argv[1], "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
                            "--remote-debugging-pipe", "--user-data-dir=" + sys.argv[2], "about:blank"], preexec_fn=pipes, close_fds=False,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
number, rest, session = 0, b"", None


def call(method, **params):
    global number, rest
    number += 1
    message = {"id": number, "method": method, "params": params}
    if session:
        message["sessionId"] = session
    os.write(down[1], json.dumps(message).encode() + b"\0")
    while True:
        while b"\0" not in rest:
            got = os.read(up[0], 65536)
            if not got:
                sys.exit("the browser ended")
            rest += got
        line, rest = rest.split(b"\0", 1)
        answer = json.loads(line)
        if answer.get("id") == number:
            return answer.get("result", {})


def value(script):
    return call("Runtime.evaluate", expression=script, returnByValue=True).get("result", {}).get("value")


target = [t for t in call("Target.getTargets")["targetInfos"] if t["type"] == "page"][0]["targetId"]
session = call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
call("Page.enable")
call("Page.navigate", url="file://" + os.path.abspath(sys.argv[3]))
while value("document.readyState + location.protocol") != "completefile:":
    pass
value("""window.led = []; document.addEventListener('click', function (e) { var a = e.target.closest('a');
if (a && e.isTrusted) { window.led.push(a.getAttribute('href')); e.preventDefault() } })""")
links = value("document.querySelectorAll('a').length") or 0
wanted = sorted({0, 1, links // 2, links - 1} & set(range(links)))
for i in wanted:
    x, y = value("(function () { var a = document.querySelectorAll('a')[%d]; a.scrollIntoView({block: 'center'});"
                 "var r = a.getClientRects()[0]; return [r.left + r.width / 2, r.top + r.height / 2] })()" % i)
    for kind in ("mousePressed", "mouseReleased"):
        call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)
for href in value("window.led.splice(0)") or []:
    print("mouse", href)
value("document.activeElement.blur(); window.scrollTo(0, 0); getSelection().removeAllRanges()")
key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r"}
for i in range(min(links, 3)):
    call("Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)
    call("Input.dispatchKeyEvent", type="keyUp", key="Tab", code="Tab", windowsVirtualKeyCode=9)
    call("Input.dispatchKeyEvent", type="keyDown", **key)
    call("Input.dispatchKeyEvent", type="keyUp", key="Enter", code="Enter", windowsVirtualKeyCode=13)
for href in value("window.led.splice(0)") or []:
    print("keyboard", href)
session = None
call("Browser.close")
browser.wait(20)
