"""older.py LEDGER [ZIP OLD=NEW …]…: a ledger of version 16, and bundles in which members are called as that version called them. The custody log has
the bundles as they then are: it is bound together anew (evidence/custody.h)."""

import hashlib
import os
import sqlite3
import sys
import zipfile


def sha(data):
    return hashlib.sha256(data).hexdigest()


def rename(path, names):
    with zipfile.ZipFile(path) as z:
        members = {i.filename: z.read(i) for i in z.infolist()}
    for old, new in names:
        old_path = next(m for m in members if m.endswith("/papers/" + old))
        members["\0" + old_path.replace(old, new)] = members.pop(old_path)
    members = {m.lstrip("\0"): data for m, data in members.items()}
    base = next(iter(members)).split("/")[0] + "/"
    payload = sorted(m for m in members if m.startswith(base + "data/"))
    members[base + "manifest-sha256.txt"] = "".join(f"{sha(members[m])}  {m[len(base):]}\n" for m in payload).encode()
    with zipfile.ZipFile(path, "w") as z:
        for m in sorted(members):
            z.writestr(m, members[m])


def shown(value):
    return str(value if value is not None else "").replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def main():
    ledger, bundles = sys.argv[1], {}
    for word in sys.argv[2:]:
        if "=" in word:
            bundles[path].append(word.split("="))
        else:
            path = word
            bundles[path] = []
    db = sqlite3.connect(ledger)
    for path, names in bundles.items():
        if names:
            rename(path, names)
        with open(path, "rb") as f:
            db.execute("UPDATE custody SET sha256 = ? WHERE act = 'bundled' AND subject = ?", (sha(f.read()), os.path.basename(path)))
    before = "0" * 64
    for line, *said in db.execute(
        "SELECT id, date(date * 86400, 'unixepoch'), act, subject, sha256, who, note FROM custody ORDER BY id"
    ).fetchall():
        content = sha("\t".join(map(shown, said)).encode())
        own = sha(f"{line} {before} {content}".encode())
        db.execute("UPDATE custody SET content_sha256 = ?, before_sha256 = ?, line_sha256 = ? WHERE id = ?", (content, before, own, line))
        before = own
    for table in ("custody_change", "exhibit_name", "bundle_unread"):
        db.execute(f"DROP TABLE {table}")
    for column in ("taken_on", "taken_at"):
        db.execute(f"ALTER TABLE evidence DROP COLUMN {column}")
    db.execute("PRAGMA user_version = 16")
    db.commit()


main()
