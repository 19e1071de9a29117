"""A case of many large papers goes through the store, the bundle and its proof in flat memory: large.py PROGRAM OUT.

FILES (2000) papers come to MB (5000) megabytes; the same is done before with a tenth of it. No process may need more than 64 MB beside what the small
case needed, and none more than a tenth of the papers' bytes. What the disk has no room for is said, and nothing is done.
"""
import os
import pathlib
import random
import shutil
import sqlite3
import subprocess
import sys

PROGRAM, OUT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
FILES, MB = int(os.environ.get("FILES") or 2000), int(os.environ.get("MB") or 5000)
ROOM = 64 << 10  # [KB]


def peak(house, *words):
    """Runs a command, and says the most memory that it needed [KB]."""
    with open(OUT / "said", "wb") as said:
        child = subprocess.Popen([PROGRAM, "-q", "-C", house, *map(str, words)], stdout=said, stderr=said)
        _, status, used = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"large: {' '.join(map(str, words))} ended with {os.waitstatus_to_exitcode(status)}:\n{(OUT / 'said').read_text(errors='replace')[-2000:]}")
    return used.ru_maxrss


def case(files, megabytes):
    """A house with one case of so many papers; the peaks of each step."""
    house, scans = OUT / "house", OUT / "scans"
    for folder in (house, scans):
        shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([PROGRAM, "-q", "init", house, "--preset", "sop"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    (house / "c.csv").write_text("code,name,kind,terms_days,country\nA1,Alpha Trading,company_credit,30,AE\n")
    (house / "l.csv").write_text("customer,type,number,date,amount,currency\nA1,invoice,1,2026-01-01,1000.00,AED\n")
    peak(house, "import", house / "c.csv", "--as", "customers")
    peak(house, "import", house / "l.csv", "--as", "ledger")
    peak(house, "case", "open", "A1", "--as-of", "2026-10-01")
    scans.mkdir()
    noise, each = random.Random(files).randbytes(1 << 20), (megabytes << 20) // files
    with open(scans / "index.csv", "w") as index:
        index.write("file,customer,date,doctype\n")
        for i in range(files):
            with open(scans / f"{i}.bin", "wb") as f:
                f.write(b"paper %d\n" % i)
                for at in range(0, each, len(noise)):
                    f.write(noise[: each - at])
            index.write(f"{i}.bin,A1,2026-02-{1 + i % 28:02},OTHER\n")
    peaks = {"evidence import": peak(house, "evidence", "import", scans / "index.csv", "--as-of", "2026-10-02")}
    shutil.rmtree(scans)
    name = sqlite3.connect(house / "ledger.db").execute("SELECT id FROM bad_case").fetchone()[0]
    peaks["bundle"] = peak(house, "bundle", name, "--as-of", "2026-10-03")
    made = list((house / "out/bundles").glob("*BUNDLE.zip"))
    if len(made) != 1 or made[0].stat().st_size < (megabytes << 20):
        sys.exit(f"large: the bundle does not hold its papers: {made}")
    peaks["verify"] = peak(house, "verify", made[0])
    peaks["evidence check"] = peak(house, "evidence", "check", "--as-of", "2026-10-03")
    shutil.rmtree(house)
    return peaks


shutil.rmtree(OUT, ignore_errors=True)
OUT.mkdir(parents=True)
if shutil.disk_usage(OUT).free < (MB << 20) * 5 // 2:
    print(f"large: {MB} MB of papers and their bundle want two and a half times that of disk; it was not done")
    sys.exit(0)
small, large = case(FILES // 10, MB // 10), case(FILES, MB)
bad = 0
for step, kb in large.items():
    wrong = kb > small[step] + ROOM or kb > max(MB << 10, 640 << 10) // 10 + ROOM
    bad |= wrong
    print(f"large: {step}: {small[step] >> 10} MB with {FILES // 10} papers of {MB // 10} MB, {kb >> 10} MB with {FILES} of {MB} MB{': NOT FLAT' if wrong else ''}")
shutil.rmtree(OUT)
sys.exit(bad)
