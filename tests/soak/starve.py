"""One allocation inside HarfBuzz, ICU, libdeflate or expat fails, at every place where there is one: starve.py PROGRAM HOUSE OUT [SAMPLE].

An Arabic and a Russian paper are made in a copy of HOUSE. Whatever fails, the run either ends well with the very bytes of an undisturbed one, or it
says so, what stands under final names being those bytes; and the same words then finish it: same files, same register, same numbers. SAMPLE: so
many places, evenly spread, instead of all of them; JOBS: at once (2).
"""
import concurrent.futures
import hashlib
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]
WORDS = ["-q", "make", "--as-of", "2026-11-01", "-j", "1", "STMT", "--customer", "D3101", "--customer", "D3011"]


def make(program, house, preload=None, at=0):
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    if preload:
        env.update(LD_PRELOAD=str(preload), STARVE=str(at), STARVE_COUNT=str(house / "count"))
    return subprocess.run([program, "-C", house, *WORDS], env=env, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)


def files(house):
    out = house / "out"
    return {str(p.relative_to(out)): hashlib.sha256(p.read_bytes()).hexdigest() for p in out.rglob("*")
            if p.is_file() and not p.name.endswith((".tmp", ".part"))}


def register(house):
    db = sqlite3.connect(house / "ledger.db")
    try:
        return [db.execute(f"SELECT * FROM {t} ORDER BY 1, 2").fetchall() for t in ("run", "paper", "paper_item", "paper_event", "sequence")]
    finally:
        db.close()


class Campaign:
    def __init__(self, program, house, out):
        self.program, self.house, self.out = program, house, out
        self.preload = out / "starve.so"
        subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", self.preload, TOP / "tests/soak/starve.c", "-ldl"], check=True)
        clean = self.copy("clean")
        done = make(program, clean, self.preload)
        if done.returncode:
            sys.exit(f"the undisturbed run: {done.stderr.decode()}")
        self.most = max(int(n) for n in (clean / "count").read_text().split())
        self.files, self.register = files(clean), register(clean)

    def copy(self, name):
        house = self.out / name
        shutil.copytree(self.house, house)
        return house

    def fault(self, at):
        """What is wrong when the allocation number `at` fails, or ''; and whether the failure was noticed."""
        house = self.copy(str(at))
        done = make(self.program, house, self.preload, at)
        now = files(house)
        wrong = ""
        if done.returncode == 0:
            wrong = "" if (now, register(house)) == (self.files, self.register) else "exit 0, and not the bytes of an undisturbed run"
        elif done.returncode < 0 or not done.stderr:
            wrong = f"exit {done.returncode} without a word"
        elif any(self.files.get(name) != digest for name, digest in now.items() if name.endswith(".pdf")):
            wrong = f"exit {done.returncode}, and a paper of other bytes"
        if not wrong and done.returncode:
            again = make(self.program, house)
            if again.returncode:
                wrong = f"the same words again: exit {again.returncode}: {again.stderr.decode()}"
            elif (files(house), register(house)) != (self.files, self.register):
                wrong = "the same words again end otherwise than an undisturbed run"
        if wrong:
            wrong += "\n   " + done.stderr.decode().strip().replace("\n", "\n   ")
        else:
            shutil.rmtree(house)
        return wrong, done.returncode != 0


def main():
    program, house, out = (pathlib.Path(p).resolve() for p in sys.argv[1:4])
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    campaign = Campaign(program, house, out)
    sample = int(sys.argv[4]) if len(sys.argv) > 4 else campaign.most
    step = max(1, campaign.most // sample)
    places = range(1 + step // 2, campaign.most + 1, step)
    failed = noticed = 0
    with concurrent.futures.ThreadPoolExecutor(int(os.environ.get("JOBS", "2"))) as pool:
        for at, (wrong, seen) in zip(places, pool.map(campaign.fault, places)):
            noticed += seen
            if wrong:
                failed += 1
                print(f"not ok allocation {at} of {campaign.most} fails: {wrong}", flush=True)
    print(f"{'not ok' if failed else 'ok'} {len(places)} of {campaign.most} allocations failed in turn: {noticed} were said and resumed, "
          f"{len(places) - noticed - failed} changed nothing")
    if noticed == 0:
        print("not ok no failure was noticed: nothing was tried")
    print(f"{len(places) - failed} passed, {failed} failed")
    return failed > 0 or noticed == 0


if __name__ == "__main__":
    sys.exit(main())
