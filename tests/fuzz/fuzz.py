"""Spoilt exports through `import`, spoilt layouts through `check`, by a build that watches memory: fuzz.py PROGRAM OUT.

Whatever comes in: the exit status is one of the documented, no sanitizer speaks, what was refused has changed nothing in the ledger, and what
was taken leaves a sound one; every message stands in the file at a place that is there, and has a name of gen/base/diag.def.
SEED makes a campaign, ROUND repeats one of its rounds alone; MINUTES or ROUNDS end it. What fails is kept in OUT/SEED-ROUND/.
"""
import functools
import hashlib
import multiprocessing
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import time

import mutate

TOP = pathlib.Path(__file__).resolve().parents[2]
EXPORTS = [("gulf", "staff.csv", ["--as", "staff"]), ("gulf", "customers.csv", ["--profile", "customer-master"]), ("gulf", "contacts.csv", ["--as", "contacts"]),
           ("gulf", "holidays.csv", ["--as", "holidays"]), ("gulf", "sales-register-2025-11_2026-04.csv", ["--profile", "sales-register"]),
           ("gulf", "invoices-2026-05_2026-11.csv", ["--profile", "invoice-journal"]), ("gulf", "receipts.csv", ["--profile", "receipts"]),
           ("gulf", "journal-vouchers.csv", ["--profile", "journal-vouchers"]), ("gulf", "pdc-register.csv", ["--profile", "pdc-register"]),
           ("gulf", "events.csv", ["--as", "events"]), ("gulf", "arrangements.csv", ["--as", "arrangements"]), ("gulf", "assets.csv", ["--as", "assets"]),
           ("gulf", "deductions.csv", ["--as", "deductions"]), ("sibir", "kontragenty-1c.csv", ["--profile", "onec-catalogue"]),
           ("sibir", "raschety-1c.csv", ["--profile", "onec"]), ("sibir", "events.csv", ["--as", "events"])]
TABLES = ["customers", "contacts", "staff", "ledger", "events", "arrangements", "assets", "deductions", "holidays", "evidence"]
STATUS = {0, 1, 2, 64}
MESSAGE = re.compile(r"^(?:(?P<file>[^\n]*?)(?::(?P<line>\d+)(?::(?P<col>\d+))?)?: )?(?P<level>info|warning|error|fatal|bug): .*\[(?P<name>[a-z0-9-]+)\]; .")
NAMES = set(re.findall(r'^D\(\w+, \w+, "([a-z0-9-]+)"', (TOP / "gen/base/diag.def").read_text(encoding="utf-8"), re.M)) | {"usage"}
# what speaks of a file as a whole
WHOLE = {"import-doubt", "import-skipped", "example-data"}
SANITIZER = re.compile(r"AddressSanitizer|LeakSanitizer|UndefinedBehaviorSanitizer|runtime error:|SUMMARY: ")


def same_bytes(house, base):
    """True when not a byte of the ledger is another: then what it says need not be read."""
    log = house / "ledger.db-wal"
    return (house / "ledger.db").read_bytes() == (base / "ledger.db").read_bytes() and not (log.exists() and log.stat().st_size)


@functools.lru_cache(maxsize=None)
def base_of(base):
    return ledger_of(base)[0]


def ledger_of(house):
    """What the ledger says, whatever its pages look like; and whether it is sound."""
    h = hashlib.sha256()
    db = sqlite3.connect(f"file:{house / 'ledger.db'}?mode=ro", uri=True)
    try:
        sound = [row[0] for row in db.execute("PRAGMA integrity_check")] == ["ok"] and not db.execute("PRAGMA foreign_key_check").fetchall()
        for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall():
            h.update(name.encode())
            for row in db.execute(f'SELECT * FROM "{name}" ORDER BY rowid' if name not in ("paper_item",) else f"SELECT * FROM {name}"):
                h.update(repr(row).encode("utf-8", "surrogatepass"))
    finally:
        db.close()
    return h.hexdigest(), sound


def places(path):
    """How many lines a file has, and the characters of its longest; None where that is not told by itself."""
    data = path.read_bytes()
    for mark, code in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"", "utf-8")):
        if data.startswith(mark):
            try:
                text = data.decode(code)
                break
            except UnicodeDecodeError:
                return None, None
    rows = re.split(r"\r\n|\n|\r", text)
    return len(rows), max(map(len, rows))


class Round:
    def __init__(self, program, out, bases, seed, number):
        self.program, self.out, self.bases, self.seed, self.number = program, out, bases, seed, number
        self.r = random.Random(f"{seed}:{number}")
        self.faults, self.ways = [], []

    def run(self, house, words):
        env = dict(os.environ, ASAN_OPTIONS="exitcode=99:detect_leaks=1:allocator_may_return_null=0",
                   UBSAN_OPTIONS="print_stacktrace=1:exitcode=99")
        self.words = words
        try:
            done = subprocess.run([self.program, *words], cwd=house, env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        except subprocess.TimeoutExpired as late:
            self.faults.append("takes more than two minutes")
            self.said = (late.stderr or b"").decode("utf-8", "replace")
            return None
        self.said = done.stderr.decode("utf-8", "replace")
        if done.returncode not in STATUS:
            self.faults.append(f"exit status {done.returncode}")
        if SANITIZER.search(self.said):
            self.faults.append("a sanitizer speaks")
        try:
            done.stderr.decode("utf-8"), done.stdout.decode("utf-8")
        except UnicodeDecodeError:
            self.faults.append("what is said is no UTF-8")
        return done.returncode

    def messages(self, house, status):
        told = 0
        for line in self.said.split("\n"):
            m = MESSAGE.match(line)
            if not m:
                continue
            told += m["level"] in ("error", "fatal")
            if m["level"] == "bug":
                self.faults.append(f"a bug is reported: {line[:200]}")
            if m["name"] not in NAMES:
                self.faults.append(f"diag.def has no {m['name']}: {line[:200]}")
            if not m["line"] and m["name"] not in WHOLE:
                self.faults.append(f"no place: {line[:200]}")
            path = house / m["file"] if m["file"] else None
            if m["line"] and path and path.is_file():
                rows, longest = places(path)
                if rows and not (1 <= int(m["line"]) <= rows and 1 <= int(m["col"] or 1) <= longest + 1):
                    self.faults.append(f"there is no such place in the file: {line[:200]}")
        if status in (1, 2) and not told:
            self.faults.append(f"exit status {status}, and no error is told")
        if status == 0 and told:
            self.faults.append("an error is told, and the exit status is 0")

    def import_one(self):
        r = self.r
        kind, name, words = r.choice(EXPORTS + [("samples", p, ["--export-date", "2026-11-01"]) for p in sorted(TOP.glob("tests/golden/import/*/export.*"))])
        source = name if kind == "samples" else TOP / "samples" / kind / "exports" / name
        base = self.bases["gulf" if kind == "samples" else kind]
        house = self.out / f"house-{os.getpid()}"
        shutil.rmtree(house, ignore_errors=True)
        shutil.copytree(base, house)
        data = source.read_bytes()
        if len(data) > 40000 and r.random() < .7:
            # a long file's head spoils as well as all of it, ten times as fast
            data = data[:data.rfind(b"\n", 0, r.choice([5000, 20000, 40000])) + 1]
        file = f"spoilt-{source.name}"
        (house / file).write_bytes(mutate.spoil(r, data, mutate.EXPORT, self.ways))
        if r.random() < .15:
            words = r.choice([[], ["--as", r.choice(TABLES)], words + ["--date-order", r.choice(["dmy", "mdy", "ymd"])]])
        skip, dry = r.random() < .2, r.random() < .1
        words = ["import", file, *words, *(["--skip-bad"] if skip else []), *(["--dry-run"] if dry else []), *(["--rejects", "rejects.csv"] if r.random() < .2 else [])]
        status = self.run(house, words)
        self.kept = house
        if not same_bytes(house, base):
            after, sound = ledger_of(house)
            if not sound:
                self.faults.append("the ledger is not sound")
            if (status != 0 and not skip or dry) and after != base_of(base):
                self.faults.append("it was refused, and the ledger is another")
        self.messages(house, status)

    def check_one(self):
        r = self.r
        house = self.out / f"house-{os.getpid()}"
        shutil.rmtree(house, ignore_errors=True)
        shutil.copytree(self.bases["gulf"], house)
        (house / "layouts/po").mkdir(parents=True)
        share = self.out / "share"
        what = r.choice(sorted(share.glob("layouts/*.xml")) * 4 + sorted(share.glob("layouts/*.sql")) + sorted(share.glob("layouts/po/*.po")) * 3)
        to = house / what.relative_to(share)
        to.write_bytes(mutate.spoil(r, what.read_bytes(), mutate.LAYOUT, self.ways))
        status = self.run(house, ["check"])
        self.kept = house
        if not same_bytes(house, self.bases["gulf"]) and ledger_of(house)[0] != base_of(self.bases["gulf"]):
            self.faults.append("check has changed the ledger")
        self.messages(house, status)

    def go(self):
        (self.import_one if self.r.random() < .7 else self.check_one)()
        if self.faults:
            to = self.out / f"{self.seed}-{self.number}"
            shutil.rmtree(to, ignore_errors=True)
            shutil.copytree(self.kept, to)
            (to / "FAULTS").write_text("\n".join([*self.faults, "", f"mutations: {' '.join(self.ways)}", f"ledgerpress {' '.join(self.words)}", "", self.said]), encoding="utf-8",
                                       errors="replace")
        return self.number, self.words[0], self.faults, " ".join(self.ways)


def one_round(args):
    return Round(*args).go()


def main():
    program, out = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).absolute()
    seed = os.environ.get("SEED") or str(int(time.time()))
    only, rounds, minutes = os.environ.get("ROUND"), int(os.environ.get("ROUNDS") or 0), float(os.environ.get("MINUTES") or 5)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    # a copy of the program and of what it reads: what is built or edited meanwhile does not touch the campaign
    for name in ("layouts", "fonts"):
        shutil.copytree(TOP / name, out / "share" / name)
    program = shutil.copy(program, out / "share/ledgerpress")
    os.environ.update(LEDGERPRESS_SHARE=str(out / "share"), LC_ALL="C.UTF-8", TZ="UTC")
    bases = {}
    for name in ("gulf", "sibir"):
        bases[name] = out / f"base-{name}"
        env = dict(os.environ, LP=program, SAMPLES=str(TOP / "samples"))
        subprocess.run(["sh", str(TOP / "tests/house.sh"), name, str(bases[name])], env=env, check=True, capture_output=True)
    print(f"fuzz: SEED={seed}, {'round ' + only if only else f'{rounds} rounds' if rounds else f'{minutes:g} minutes'}", flush=True)
    until = time.monotonic() + 60 * minutes
    numbers = [int(only)] if only else range(1, rounds + 1) if rounds else iter(int, 1)
    failed, done = 0, 0

    def work():
        for i, _ in enumerate(numbers, 1):
            if not rounds and not only and time.monotonic() > until:
                return
            yield program, out, bases, seed, int(only) if only else i

    with multiprocessing.Pool(int(os.environ.get("J") or os.cpu_count() or 1)) as pool:
        waiting, source = [], work()
        while True:
            # a short queue, so that the end is near when the time is up
            while len(waiting) < 8 and (args := next(source, None)):
                waiting.append(pool.apply_async(one_round, (args,)))
            if not waiting:
                break
            number, what, faults, ways = waiting.pop(0).get()
            done += 1
            if faults:
                failed += 1
                print(f"not ok {what}, round {number} ({ways}): {faults[0]}\n   kept in {out}/{seed}-{number}; again: make fuzz SEED={seed} ROUND={number}", flush=True)
            if done % 500 == 0:
                print(f"{done} rounds, {failed} failed", flush=True)
    print(f"{'not ok' if failed else 'ok'} fuzz: {done} rounds of SEED={seed}, {failed} failed", flush=True)
    sys.exit(failed > 0 or done == 0)


main()
