"""A headless Chromium over its debugging pipe, for checks of pages: open_page(CHROMIUM, PROFILE, PAGE), then value(SCRIPT), mouse, key."""
import json, os, subprocess, sys

browser = down = up = session = None
number, rest = 0, b""


def pipes():
    os.dup2(down[0], 13), os.dup2(up[1], 14)
    os.dup2(13, 3), os.dup2(14, 4)


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


def go(page):
    call("Page.navigate", url="file://" + os.path.abspath(page.split("#")[0]) + page[len(page.split("#")[0]):])
    while value("document.readyState + location.protocol") != "completefile:":
        pass


def open_page(program, profile, page):
    global browser, down, up, session
    down, up = os.pipe(), os.pipe()
    for fd in (down[0], up[1]):
        os.set_inheritable(fd, True)
    browser = subprocess.Popen([program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
                                "--remote-debugging-pipe", "--user-data-dir=" + profile, "about:blank"], preexec_fn=pipes, close_fds=False,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    target = [t for t in call("Target.getTargets")["targetInfos"] if t["type"] == "page"][0]["targetId"]
    session = call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    call("Page.enable")
    call("Performance.enable", timeDomain="threadTicks")
    go(page)


def spent():
    """Milliseconds of the processor that the page took so far: what a busy machine does beside it does not count."""
    return round(1000 * {m["name"]: m["value"] for m in call("Performance.getMetrics")["metrics"]}["TaskDuration"])


def mouse(x, y):
    for kind in ("mousePressed", "mouseReleased"):
        call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


def key(name, code=0, text=""):
    call("Input.dispatchKeyEvent", type="keyDown", key=name, code=name, windowsVirtualKeyCode=code, **({"text": text} if text else {}))
    call("Input.dispatchKeyEvent", type="keyUp", key=name, code=name, windowsVirtualKeyCode=code)


def write(text):
    call("Input.insertText", text=text)


def close():
    global session
    session = None
    call("Browser.close")
    browser.wait(20)
