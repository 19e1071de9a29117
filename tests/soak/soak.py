"""The demo's months, disturbed: every step is killed at random moments, runs out of disk, and is begun again: soak.py PROGRAM OUT.

The same steps undisturbed say what must come out: no file under its final name may ever be another than there, and at the end of the months files
and register are the same, so that nothing was lost and nothing issued twice. SEED makes the choices (the moments are the machine's own);
MINUTES or CYCLES end it. What fails is kept in OUT/SEED-CYCLE/.
"""
import hashlib
import os
import pathlib
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
X = TOP / "samples/gulf/exports"
# what each step may end with when nothing disturbs it, and when it was done before (a killed process may have come to its end unheard)
STEPS = [
    (["import", X / "staff.csv", "--as", "staff"], {0}), (["import", X / "customers.csv", "--profile", "customer-master"], {0}),
    (["import", X / "contacts.csv", "--as", "contacts"], {0}), (["import", X / "holidays.csv", "--as", "holidays"], {0}),
    (["import", X / "sales-register-2025-11_2026-04.csv", "--profile", "sales-register"], {0}),
    (["import", X / "invoices-2026-05_2026-11.csv", "--profile", "invoice-journal"], {0}), (["import", X / "receipts.csv", "--profile", "receipts"], {0}),
    (["import", X / "journal-vouchers.csv", "--profile", "journal-vouchers"], {0}), (["import", X / "pdc-register.csv", "--profile", "pdc-register"], {0}),
    (["import", X / "events.csv", "--as", "events"], {0}), (["import", X / "arrangements.csv", "--as", "arrangements"], {0}),
    (["import", X / "assets.csv", "--as", "assets"], {0}), (["import", X / "deductions.csv", "--as", "deductions"], {0}),
    (["evidence", "import", TOP / "samples/gulf/scans/evidence.csv"], {0}),
    (["make", "--as-of", "2026-10-15"], {0}),
    (["make", "--as-of", "2026-11-01", "--merged"], {0}),
    (["register", "cancel", "STMT-2026-00003", "--reason", "wrong address"], {0, 1}),
    (["make", "--as-of", "2026-11-02", "-j", "1"], {0}),
    (["handover", "--from", "S04", "--to", "S08", "--as-of", "2026-11-02"], {0, 1}),
    (["make", "--as-of", "2026-11-15", "-j", "3"], {0}),
    (["make", "--as-of", "2026-12-01", "--merged"], {0}),
    (["make", "--as-of", "2027-01-01"], {0}),
]
TEMPORARY = (".tmp", ".part", "-wal", "-shm", "-journal")


def is_temporary(name):
    return name.endswith(TEMPORARY) or ".tmp." in name


def freeze(program, out):
    """A copy of the program and of what it reads: what is built or edited meanwhile does not touch the campaign."""
    for name in ("layouts", "fonts"):
        shutil.copytree(TOP / name, out / "share" / name)
    shutil.copy(program, out / "share/ledgerpress")
    os.environ.update(LEDGERPRESS_SHARE=str(out / "share"), LC_ALL="C.UTF-8", TZ="UTC")
    return str(out / "share/ledgerpress")


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def files(house):
    """What stands under final names: all but the ledger itself."""
    return {str(p.relative_to(house)): digest(p) for top in ("out", "evidence") for p in (house / top).rglob("*") if p.is_file() and not is_temporary(p.name)}


def tables(house):
    db = sqlite3.connect(house / "ledger.db")
    try:
        # a step that was done and is begun again may note it once more in the custody log, and nowhere else
        said = {name: [repr(row) for row in db.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2')] for (name,) in
                db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'custody' ORDER BY name").fetchall()}
        said["custody"] = sorted({repr(row) for row in db.execute("SELECT date, act, subject, sha256, who, note FROM custody")})
        said["sound"] = [repr(row) for row in db.execute("PRAGMA integrity_check")] + [repr(row) for row in db.execute("PRAGMA foreign_key_check")]
        return said
    finally:
        db.close()


class Disk:
    """Where the house lies: a file system in memory whose size can be shrunk to what is used, where we may mount one; else a folder."""

    def __init__(self, at):
        self.at = at
        at.mkdir(parents=True, exist_ok=True)
        self.mounted = os.geteuid() == 0 and subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1g", "tmpfs", str(at)], capture_output=True).returncode == 0

    def room(self, spare):
        """spare None: plenty."""
        st = os.statvfs(self.at)
        size = 1 << 30 if spare is None else (st.f_blocks - st.f_bfree) * st.f_frsize + spare
        subprocess.run(["mount", "-o", f"remount,size={size // 1024 + 4}k", str(self.at)], check=True, capture_output=True)

    def close(self):
        if self.mounted:
            subprocess.run(["umount", "-l", str(self.at)], capture_output=True)


class Cycle:
    def __init__(self, program, house, disk, r):
        self.program, self.house, self.disk, self.r = program, house, disk, r
        self.log, self.counts = [], {} # counts: what did interrupt a step, by its kind

    def begin(self):
        shutil.rmtree(self.house, ignore_errors=True)
        self.house.mkdir(parents=True)
        for name in ("house.ini", "logo.png"):
            shutil.copy(TOP / "samples/gulf" / name, self.house)

    def command(self, words):
        return [self.program, "-q", "-C", str(self.house), *map(str, words)]

    def plain(self, words):
        done = subprocess.run(self.command(words), stdin=subprocess.DEVNULL, capture_output=True, timeout=600)
        return done.returncode, done.stderr.decode("utf-8", "replace")

    def disturbed(self, words, seconds):
        """One attempt; what befell it."""
        kind = self.r.choice(["group", "group", "parent", "limit", "full" if self.disk.mounted else "limit"])
        limit = int(2 ** self.r.uniform(9, 22))
        ignore = self.r.random() < .5

        def prepare():
            os.setsid()
            if kind == "limit":
                resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN if ignore else signal.SIG_DFL)

        if kind == "full":
            self.disk.room(int(2 ** self.r.uniform(10, 22)))
        p = subprocess.Popen(self.command(words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, preexec_fn=prepare)
        said = b""
        try:
            _, said = p.communicate(timeout=self.r.uniform(0, 1.3 * seconds) if kind in ("group", "parent") else 600)
        except subprocess.TimeoutExpired:
            os.killpg(p.pid, signal.SIGKILL) if kind == "group" else p.kill()
            _, said = p.communicate()
        if kind == "full":
            self.disk.room(None)
        if p.returncode != 0:
            self.counts[kind] = self.counts.get(kind, 0) + 1
        said = said.decode("utf-8", "replace")
        self.log.append(f"{kind} {p.returncode}: {' '.join(map(str, words))}\n{said}")
        if kind in ("limit", "full") and p.returncode not in (0, 1, 2, -signal.SIGXFSZ):
            return f"{kind}: exit status {p.returncode}"
        if kind in ("limit", "full") and p.returncode == 2 and "fatal: " not in said and "error: " not in said:
            return f"{kind}: it stopped and did not say why"
        return None

    def undisturbed(self):
        """How long each step takes, and with what it ends."""
        self.begin()
        took = []
        for words, good in STEPS:
            began = time.monotonic()
            status, said = self.plain(words)
            if status not in good:
                sys.exit(f"undisturbed, {' '.join(map(str, words))} ends with {status}:\n{said}")
            took.append(time.monotonic() - began)
        return took, files(self.house), tables(self.house)

    def wrong(self, want):
        """The first file under a final name that is not as it will be."""
        for name, sha in files(self.house).items():
            if want.get(name) != sha:
                return name
        return None

    def go(self, took, want_files, want_tables):
        """None, or what is wrong."""
        self.begin()
        for (words, good), seconds in zip(STEPS, took):
            for _ in range(self.r.choice([0, 1, 1, 2, 4])):
                fault = self.disturbed(words, seconds)
                if fault:
                    return fault
                name = self.wrong(want_files)
                if name:
                    return f"after a disturbed {' '.join(map(str, words))}, {name} is not what it should be"
            status, said = self.plain(words)
            self.log.append(f"plain {status}: {' '.join(map(str, words))}\n{said}")
            if status not in good:
                return f"{' '.join(map(str, words))} ends with {status}: {said[:300]}"
        return self.compare(want_files, want_tables)

    def compare(self, want_files, want_tables):
        got_files, got_tables = files(self.house), tables(self.house)
        if got_files != want_files:
            differ = sorted(k for k in got_files.keys() | want_files.keys() if got_files.get(k) != want_files.get(k))
            return f"files differ: {', '.join(differ[:5])}"
        for name, rows in want_tables.items():
            if got_tables[name] != rows:
                more, less = set(got_tables[name]) - set(rows), set(rows) - set(got_tables[name])
                return f"the table {name} differs: too much {sorted(more)[:2]}, missing {sorted(less)[:2]}"
        db = sqlite3.connect(self.house / "ledger.db")
        runs = [row[0] for row in db.execute("SELECT id FROM run")]
        issued = db.execute("SELECT count(*), count(DISTINCT key), count(DISTINCT file) FROM paper WHERE state = 'made'").fetchone()
        gaps = db.execute("SELECT s.name FROM sequence s WHERE s.last <> (SELECT count(*) FROM paper p WHERE p.number LIKE s.name || '-%') AND EXISTS "
                          "(SELECT 1 FROM paper p WHERE p.number LIKE s.name || '-%')").fetchall()
        db.close()
        if len(set(issued)) != 1 or issued[0] == 0 or gaps:
            return f"papers, keys, files: {issued}; gaps in numbers: {gaps}"
        for run in runs:
            status, said = self.plain(["verify", f"out/{run}"])
            if status != 0:
                return f"{run} is not whole: {said[:300]}"
        left = [str(p) for p in (self.house / "out").rglob("*") if is_temporary(p.name)]
        return f"temporary files are left: {left[:3]}" if left else None


def main():
    program, out = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).absolute()
    seed = os.environ.get("SEED") or str(int(time.time()))
    cycles, minutes = int(os.environ.get("CYCLES") or 0), float(os.environ.get("MINUTES") or 5)
    # what a campaign that was itself killed left mounted
    if os.path.ismount(out / "disk"):
        subprocess.run(["umount", "-l", str(out / "disk")], capture_output=True)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    program = freeze(program, out)
    disk = Disk(out / "disk")
    failed = done = 0
    counts = {}
    try:
        took, want_files, want_tables = Cycle(program, disk.at / "house", disk, None).undisturbed()
        papers = sum(name.endswith(".pdf") for name in want_files)
        print(f"soak: SEED={seed}, {f'{cycles} cycles' if cycles else f'{minutes:g} minutes'}; {len(STEPS)} steps, {sum(took):.0f} s and {papers} papers a cycle, "
              f"{'with' if disk.mounted else 'without'} a disk that fills up", flush=True)
        until = time.monotonic() + 60 * minutes
        while done < cycles or (not cycles and time.monotonic() < until):
            done += 1
            c = Cycle(program, disk.at / "house", disk, random.Random(f"{seed}:{done}"))
            fault = c.go(took, want_files, want_tables)
            for kind, n in c.counts.items():
                counts[kind] = counts.get(kind, 0) + n
            if fault:
                failed += 1
                kept = out / f"{seed}-{done}"
                shutil.copytree(c.house, kept)
                (kept / "FAULT").write_text(fault + "\n\n" + "\n".join(c.log), encoding="utf-8", errors="replace")
                print(f"not ok cycle {done}: {fault}\n   kept in {kept}", flush=True)
            else:
                print(f"ok cycle {done}: {sum(c.counts.values())} interruptions", flush=True)
    finally:
        disk.close()
    print(f"{'not ok' if failed else 'ok'} soak: {done} cycles of SEED={seed}, {failed} failed; interrupted: " + ", ".join(f"{k} {n}" for k, n in sorted(counts.items())), flush=True)
    sys.exit(failed > 0 or done == 0)


main()
