"""A run on a cluster: cluster.py PROGRAM OUT.

A Slurm of Debian on loopback plans once, makes PARTS (6) parts of STATEMENTS (6000) by an array job on NODES (3) nodes, and merges, all by
samples/cluster/submit.sh. One node dies with the part that it is making half-way, and another task is called back half-way; Slurm begins both again.
What comes out is what one machine makes: files byte for byte, and the register. Where Slurm cannot be started, it says why, and that is all: with
FORCE=1 that is a failure.
"""
import hashlib
import os
import pathlib
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

TOP = pathlib.Path(__file__).resolve().parents[2]
PARTS, STATEMENTS, NODES = (int(os.environ.get(k) or v) for k, v in (("PARTS", 6), ("STATEMENTS", 6000), ("NODES", 3)))
PORT = int(os.environ.get("PORT") or 17700)
WORDS = ["--as-of", "2026-11-01", "STMT"]
CONF = """ClusterName=soak
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={lab}/munge/socket,cred_expire=20
CredType=cred/munge
StateSaveLocation={lab}/state
SlurmdSpoolDir={lab}/spool/%n
SlurmctldPidFile={lab}/slurmctld.pid
SlurmdPidFile={lab}/%n.pid
SlurmctldLogFile={lab}/log/slurmctld
SlurmdLogFile={lab}/log/%n
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
SlurmdParameters=config_overrides
SlurmdTimeout=10
KillWait=5
ReturnToService=2
SchedulerParameters=sched_interval=1,bf_interval=1
"""


class Skip(Exception):
    """Slurm cannot be started, and why."""


class Fault(Exception):
    """What came out is wrong."""


def said(*words, **more):
    return subprocess.run([str(w) for w in words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)


def last_line(path):
    try:
        return path.read_text(errors="replace").strip().splitlines()[-1]
    except (OSError, IndexError):
        return "it says nothing"


class Slurm:
    """With a key, sockets and ports of its own; nothing of it is left behind."""

    def __init__(self):
        # as short as the name of a socket must be, and reached by every user
        self.lab = pathlib.Path(tempfile.mkdtemp(prefix="slurm.", dir="/tmp"))
        self.lab.chmod(0o755)

    def start(self):
        if os.geteuid() != 0:
            raise Skip("its daemons want root")
        for program in ("munged", "slurmctld", "slurmd", "sbatch"):
            if not shutil.which(program):
                raise Skip(f"there is no {program}")
        for name in ("state", "spool", "log", "munge"):
            (self.lab / name).mkdir()
        self.munge()
        host = socket.gethostname().split(".")[0]
        conf = CONF.format(host=host, port=PORT, lab=self.lab)
        for i in range(1, NODES + 1):
            (self.lab / f"spool/n{i}").mkdir()
            conf += f"NodeName=n{i} NodeHostname={host} NodeAddr=127.0.0.1 Port={PORT + i} CPUs=1 RealMemory=2000 State=UNKNOWN\n"
        conf += f"PartitionName=batch Nodes=n[1-{NODES}] Default=YES MaxTime=INFINITE State=UP\n"
        (self.lab / "slurm.conf").write_text(conf)
        os.environ["SLURM_CONF"] = str(self.lab / "slurm.conf")
        if said("slurmctld", "-c", "-f", self.lab / "slurm.conf").returncode:
            raise Skip("slurmctld: " + last_line(self.lab / "log/slurmctld"))
        for i in range(1, NODES + 1):
            self.node(f"n{i}")
        for _ in range(60):
            if said("sinfo", "-h", "-t", "idle", "-o", "%D").stdout.strip() == str(NODES):
                return said("sinfo", "--version").stdout.strip()
            time.sleep(1)
        raise Skip("its nodes do not come up: " + said("sinfo", "-h", "-o", "%D %t").stdout.strip())

    def munge(self):
        at = self.lab / "munge"
        (at / "key").write_bytes(os.urandom(1024))
        (at / "key").chmod(0o400)
        at.chmod(0o711)
        for path in (at / "key", at):
            try:
                shutil.chown(path, "munge", "munge")
            except LookupError:
                raise Skip("there is no user munge") from None
        p = said("setpriv", "--reuid=munge", "--regid=munge", "--clear-groups", "munged", f"--key-file={at}/key", f"--socket={at}/socket",
                 f"--pid-file={at}/munged.pid", f"--log-file={at}/log", f"--seed-file={at}/seed")
        if p.returncode:
            raise Skip("munged: " + (p.stdout.strip() or last_line(at / "log")))

    def node(self, name):
        if said("slurmd", "-c", "-N", name, "-f", self.lab / "slurm.conf").returncode:
            raise Skip("slurmd: " + last_line(self.lab / "log" / name))

    def stop(self, keep):
        for path in [*self.lab.glob("*.pid"), *self.lab.glob("munge/*.pid")]:
            try:
                os.kill(int(path.read_text()), signal.SIGTERM)
            except (OSError, ValueError):
                pass
        time.sleep(1)
        if keep:
            shutil.copytree(self.lab / "log", keep / "log", dirs_exist_ok=True)
        shutil.rmtree(self.lab, ignore_errors=True)


def processes():
    """(pid, words, environment) of all that can be read."""
    for p in pathlib.Path("/proc").iterdir():
        if p.name.isdigit():
            try:
                yield int(p.name), (p / "cmdline").read_bytes(), (p / "environ").read_bytes().split(b"\0")
            except OSError:
                pass


def half_way(submit):
    """A task that has made some of its papers: its number and its node; None when none did until all was over."""
    while submit.poll() is None:
        for pid, words, environment in processes():
            if b"\0make\0" not in words or f"SLURM_CONF={os.environ['SLURM_CONF']}".encode() not in environment:
                continue
            job = next((e[13:].decode() for e in environment if e.startswith(b"SLURM_JOB_ID=")), None)
            try:
                papers = sum(1 for _ in pathlib.Path(f"/proc/{pid}/cwd/out").rglob("*.pdf"))
            except OSError:
                continue
            if job and papers >= 100:
                return job, said("squeue", "-h", "-j", job, "-o", "%N").stdout.strip()
        time.sleep(.05)
    return None


def node_dies(slurm, node, job):
    """Its daemon, and all that runs on it, at once."""
    gone = [int((slurm.lab / f"{node}.pid").read_text())]
    for pid, words, environment in processes():
        if f"SLURM_JOB_ID={job}".encode() in environment or f"slurmstepd: [{job}.".encode() in words:
            gone.append(pid)
    for pid in gone:
        try:
            os.kill(pid, signal.SIGKILL)
        except OSError:
            pass
    (slurm.lab / f"{node}.pid").unlink(missing_ok=True)


def files(house):
    return {str(p.relative_to(house)): hashlib.sha256(p.read_bytes()).hexdigest() for p in (house / "out").rglob("*") if p.is_file()}


def register(house):
    db = sqlite3.connect(house / "ledger.db")
    try:
        return [row for t in ("run", "run_file", "paper", "paper_item", "paper_event", "sequence") for row in db.execute(f"SELECT '{t}', * FROM {t} ORDER BY 2, 3")]
    finally:
        db.close()


def houses(program, out):
    """The same house twice; the first makes all by itself."""
    (out / "bin").mkdir()
    (out / "bin/ledgerpress").symlink_to(program)
    os.environ.update(PATH=f"{out}/bin:{os.environ['PATH']}", LEDGERPRESS_SHARE=str(TOP), LC_ALL="C.UTF-8", TZ="UTC")
    one, many = out / "one", out / "house"
    one.mkdir()
    said(sys.executable, TOP / "tests/bench/house.py", STATEMENTS, one)
    for table in ("staff", "customers", "ledger"):
        said("ledgerpress", "-q", "-C", one, "import", f"{table}.csv", "--as", table)
    shutil.copytree(one, many)
    p = said("ledgerpress", "-q", "-C", one, "make", *WORDS, "--merged")
    if p.returncode:
        raise Fault("one machine: " + p.stdout)
    return one, many


def disturbed(slurm, many, out):
    """The cluster makes the house's run, with a node less and a task called back. What was done to it."""
    log = open(out / "submit.log", "wb")
    submit = subprocess.Popen(["sh", TOP / "samples/cluster/submit.sh", many, out / "run", str(PARTS), *WORDS], stdout=log, stderr=log)
    first = half_way(submit)
    if first:
        node_dies(slurm, first[1], first[0])
    second = half_way(submit)
    if second and said("scontrol", "requeue", second[0]).returncode:
        second = None
    if not first or not second:
        submit.wait()
        raise Fault(f"no two tasks ran long enough to be killed: STATEMENTS={STATEMENTS} are too few")
    # the node comes back when its task has been given to another
    time.sleep(15)
    slurm.node(first[1])
    status = submit.wait()
    merge = (out / "run/merge.log").read_text() if (out / "run/merge.log").exists() else ""
    print(merge, end="")
    if status:
        raise Fault(f"it ends with {status}: {(out / 'submit.log').read_text()}{merge}")
    return f"{first[1]} died with task {first[0]} half-way, task {second[0]} on {second[1]} called back half-way"


def compare(one, many, out):
    want, got = files(one), files(many)
    if want != got:
        raise Fault("files differ: " + ", ".join(sorted(k for k in want.keys() | got.keys() if want.get(k) != got.get(k))[:5]))
    if register(one) != register(many):
        raise Fault("the registers differ")
    papers = sum(name.count("/") > 2 for name in want)
    # what a node that died left half-way has a name with a dot before it
    parts = sorted(p.name for p in (out / "run/parts").iterdir() if p.name[0] != ".")
    if papers != STATEMENTS or parts != sorted(map(str, range(PARTS))):
        raise Fault(f"{papers} papers; parts: {parts}")
    return len(want)


def main():
    program, out = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).absolute()
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    os.environ["PATH"] += ":/usr/sbin"
    slurm = Slurm()
    keep = out
    try:
        print(f"cluster: {slurm.start()}, {NODES} nodes of this machine, {PARTS} parts of {STATEMENTS} statements", flush=True)
        one, many = houses(program, out)
        what = disturbed(slurm, many, out)
        n = compare(one, many, out)
        keep = None
        print(f"ok cluster: {n} files and the register are those of one machine; {what}")
    except Skip as why:
        print(f"skipped cluster: Slurm cannot be started here: {why}")
        sys.exit(1 if os.environ.get("FORCE") else 0)
    except Fault as why:
        print(f"not ok cluster: {why}")
        sys.exit(1)
    finally:
        slurm.stop(keep)


main()
