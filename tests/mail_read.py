"""Reads drafts back with Python's email package: mail_read.py HOUSE RUN. Says what is wrong, a line each; nothing: all is well.

Each mail is held against the register (paper, paper_event), the paper's own file and the evidence store."""
import csv
import email
import email.policy
import hashlib
import os
import sqlite3
import sys

HEADERS = ["X-Unsent", "From", "To", "Subject", "Date", "Message-Id", "MIME-Version", "Content-Type"]
house, run = sys.argv[1:3]
folder = os.path.join(house, "out", run, "mail")
db = sqlite3.connect(os.path.join(house, "ledger.db"))
rows = list(csv.DictReader(open(os.path.join(folder, "mails.csv"), encoding="utf-8")))
listed = {}
for r in rows:
    listed.setdefault(r["number"], []).append(r)
store = {sha for (sha,) in db.execute("SELECT sha256 FROM evidence")}


def check(number, wrong):
    path = os.path.join(folder, number + ".eml")
    raw = open(path, "rb").read()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    if b"\n" in raw.replace(b"\r\n", b""):
        wrong("a line does not end with CR LF")
    if any(len(line) > 998 for line in raw.split(b"\r\n")):
        wrong("a line is longer than 998 bytes")
    if [k for k in mail.keys()] != HEADERS:
        wrong("headers are %s" % list(mail.keys()))
    if mail.defects or any(p.defects for p in mail.walk()):
        wrong("defects")
    if mail["X-Unsent"] != "1":
        wrong("X-Unsent is %s" % mail["X-Unsent"])
    if any(ord(c) < 32 for h in HEADERS for c in str(mail[h])):
        wrong("a control character in a header")
    to = [(a.display_name, a.addr_spec) for a in mail["To"].addresses]
    if [a for _, a in to] != [r["email"] for r in listed[number]]:
        wrong("goes to %s" % to)
    if str(mail["Subject"]) != listed[number][0]["subject"].lstrip("'"):
        wrong("subject %s" % mail["Subject"])
    plain = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    sha, file, date = db.execute("SELECT sha256, file, as_of FROM paper WHERE number = ?", (number,)).fetchone()
    if number not in plain or number not in html:
        wrong("its words do not name it")
    if "<html" not in html or "�" in plain + html:
        wrong("its words are damaged")
    if mail["Date"].datetime.timestamp() != date * 86400 + 43200:
        wrong("date %s" % mail["Date"])
    parts = list(mail.iter_attachments())
    got = [(p.get_filename(), hashlib.sha256(p.get_payload(decode=True)).hexdigest()) for p in parts]
    if not got or got[0] != (os.path.basename(file), sha):
        wrong("the first attachment is not the paper")
    own = number + "_"
    for name, digest in got[1:]:
        if digest not in store and not name.startswith(own):
            wrong("%s is neither of the store nor made for it" % name)
    if len(got) != int(listed[number][0]["attached"]):
        wrong("%d files are attached, not %s" % (len(got), listed[number][0]["attached"]))
    noted = db.execute("SELECT who, note FROM paper_event e JOIN paper p ON p.id = e.paper WHERE p.number = ? AND e.state = 'mailed'",
                       (number,)).fetchall()
    if noted != [(", ".join(a for _, a in to), "out/%s/mail/%s.eml" % (run, number))]:
        wrong("the register says %s" % noted)


for number in sorted(listed):
    check(number, lambda what: print("%s: %s" % (number, what)))
there = {f[:-4] for f in os.listdir(folder) if f.endswith(".eml")}
if there != set(listed):
    print("mails.csv and the folder differ: %s" % sorted(there ^ set(listed)))
