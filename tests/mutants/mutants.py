"""Edits that a test must notice: mutants.py [--list | --named] [NAME…].

tests/mutants/list holds them as plain data, parted by blank lines: a name, the file, the tests that should notice, a fragment of the file and what
stands in its place. A fragment is found by its content, whatever blanks and line ends stand between its words, and must stand there once:

    # name
    in gen/base/date.c
    by base_date plan_dunning          units; golden:STAGE or golden:STAGE/NAME; checks:NAME
    - d = a + 1; d <= b
    + d = a; d < b

Each is applied to a copy of the tree, what it needs is built, and the tests are run until one fails. Where those named pass, the golden cases of plan
and content and the check against the oracle are tried. What nothing notices, and what no longer applies or builds, is a failure.
--list: only sees whether each applies. --named: tries none but the tests named. NAME: only those whose name holds it. Environment: OUT the folder for the copies (build/mutants), J copies at
once (2), CC.
"""
import concurrent.futures
import os
import pathlib
import queue
import re
import shutil
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
LAST = ["golden:plan", "golden:content", "checks:oracle"]


class Edit:
    def __init__(self, lines):
        self.name = lines[0].removeprefix("#").strip()
        said = {"in": "", "by": "", "-": "", "+": ""}
        for line in lines[1:]:
            key, _, rest = line.partition(" ")
            if key not in said:
                sys.exit(f"tests/mutants/list: {self.name}: \"{line}\" begins with none of: {' '.join(said)}")
            said[key] = rest
        self.file, self.by, self.old, self.new = said["in"], said["by"].split(), said["-"].strip(), said["+"].strip()

    def pattern(self):
        return re.compile(r"\s+".join(re.escape(word) for word in self.old.split()))

    def lacks(self):
        """Why it does not apply, or ''."""
        path = TOP / self.file
        if not self.file or not path.is_file():
            return f"there is no file \"{self.file}\""
        n = len(self.pattern().findall(path.read_text())) if self.old else 0
        if n != 1:
            return f"{self.file} holds \"{self.old}\" {n} times"
        for test in self.by:
            kind, _, name = test.rpartition(":")
            if not (list((TOP / "tests" / kind).glob(name + "*")) if kind else (TOP / f"tests/unit/{name}.c").is_file()):
                return f"there is no test {test}"
        return "" if self.by else "it names no test"


def read_list():
    text = (TOP / "tests/mutants/list").read_text()
    return [Edit(lines) for block in text.split("\n\n") if (lines := [s for s in block.splitlines() if s.strip()])]


class Copy:
    """A copy of the tree with a build folder of its own."""

    def __init__(self, folder):
        self.top = folder
        files = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=TOP, capture_output=True, check=True).stdout.decode().split("\0")
        for name in filter(None, files):
            source, target = TOP / name, folder / name
            if not source.is_file() or target.is_file() and target.read_bytes() == source.read_bytes():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
        self.env = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "B", "OUT", "J")}
        self.env.update(MAKELEVEL="1", B="build", CCACHE_NOHASHDIR="1", J="1")
        if "CC" not in self.env and shutil.which("ccache"):
            self.env["CC"] = "ccache gcc"

    def run(self, *words):
        try:
            return subprocess.run(words, cwd=self.top, env=self.env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
        except subprocess.TimeoutExpired:
            return subprocess.CompletedProcess(words, 124, b"took more than ten minutes")

    def build(self, target):
        done = self.run("make", "-s", target)
        return "" if done.returncode == 0 else "it does not build: " + done.stdout.decode(errors="replace").strip()[-600:]

    def notices(self, test):
        """Whether a test fails; a text when what it needs is not built."""
        kind, _, name = test.rpartition(":")
        bad = self.build("program" if kind else f"build/unit/{name}")
        return bad or self.run("sh", "tests/run.sh", kind or "unit", name).returncode != 0

    def hunt(self, edit, last):
        """The test that notices, or what is wrong with the edit."""
        path = self.top / edit.file
        sound = path.read_text()
        path.write_text(edit.pattern().sub(lambda _: edit.new, sound))
        try:
            for test in edit.by + [t for t in last if t not in edit.by]:
                seen = self.notices(test)
                if seen:
                    return (test, "") if seen is True else ("", seen)
            return "", "SURVIVED: no test notices"
        finally:
            path.write_text(sound)


def main():
    words = sys.argv[1:]
    only_list = "--list" in words
    last = [] if "--named" in words else LAST
    words = [w for w in words if w not in ("--list", "--named")]
    edits = [e for e in read_list() if not words or any(w in e.name for w in words)]
    names = [e.name for e in edits]
    bad = [(e, e.lacks()) for e in edits if e.lacks()] + [(e, "two edits have this name") for e in edits if names.count(e.name) > 1]
    for edit, why in bad:
        print(f"not ok {edit.name}: {why}")
    if only_list:
        print(f"{'not ok' if bad or not edits else 'ok'} {len(edits) - len(bad)} of {len(edits)} edits apply")
        return bool(bad) or not edits
    edits = [e for e in edits if not e.lacks()]
    out = pathlib.Path(os.environ.get("OUT") or TOP / "build/mutants").resolve()
    copies = queue.Queue()
    for i in range(int(os.environ.get("J") or 2)):
        copies.put(Copy(out / str(i)))
    copy = copies.get()
    for test in sorted({t for e in edits for t in e.by}):
        seen = copy.notices(test)
        if seen:
            sys.exit(f"without any edit {test} fails already{': ' + seen if seen is not True else ''}\n0 passed, 1 failed")
    copies.put(copy)

    def hunt(edit):
        copy = copies.get()
        try:
            return copy.hunt(edit, last)
        finally:
            copies.put(copy)

    failed = len(bad)
    with concurrent.futures.ThreadPoolExecutor(copies.qsize()) as pool:
        for edit, (test, why) in zip(edits, pool.map(hunt, edits)):
            failed += bool(why)
            print(f"not ok {edit.name}: {why}" if why else f"ok {edit.name}: {test}", flush=True)
    print(f"{len(edits) + len(bad) - failed} passed, {failed} failed")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
