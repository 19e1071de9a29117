#!/usr/bin/env python3
"""headings.py FILE…: headings with nothing under them, and tables of heads alone, by the structure tree of tagged PDFs as qpdf has it. One line a
finding, "FILE: what"; nothing where all is well."""
import json
import re
import subprocess
import sys


def nodes(path):
    """(role, where its last descendant stands, whether something is marked in it or below, its language) of each element in reading order."""
    said = subprocess.run(["qpdf", "--json=2", "--json-key=qpdf", "--json-stream-data=none", path], stdout=subprocess.PIPE, check=True).stdout
    objects = json.loads(said)["qpdf"][1]
    out = []

    def at(v):
        while isinstance(v, str) and re.fullmatch(r"\d+ \d+ R", v):
            o = objects.get("obj:" + v, {"value": None})
            v = o["stream"]["dict"] if "stream" in o else o["value"]
        return v

    def walk(element):
        node = [element["/S"][1:], 0, False, element.get("/Lang")]
        out.append(node)
        kids = at(element.get("/K", []))
        for kid in kids if isinstance(kids, list) else [kids]:
            kid = at(kid)
            if isinstance(kid, dict) and "/S" in kid:
                node[2] |= walk(kid)
            elif kid is not None:
                node[2] = True
        node[1] = len(out)
        return node[2]

    top = at(at(at(objects["trailer"]["value"]["/Root"])["/StructTreeRoot"])["/K"])
    for element in top if isinstance(top, list) else [top]:
        walk(at(element))
    return out


def level(role):
    return int(role[1]) if re.fullmatch("H[1-6]", role) else 0


def findings(path):
    every, heading = nodes(path), 0
    if not every:
        yield "no tags"
    for i, (role, end, _, _) in enumerate(every):
        if level(role):
            heading += 1
            below, after = [], end
            # the same in the other language of the paper
            while after < len(every) and every[after][0] == role and every[after][3] != every[i][3]:
                after = every[after][1]
            for r, _, marked, _ in every[after:]:
                if level(r) and level(r) <= level(role):
                    break
                below.append((r, marked))
            if not any(marked and not level(r) and r not in ("Document", "Part", "Sect", "Div") for r, marked in below):
                yield f"nothing stands under heading {heading} ({role})"
        if role == "Table" and not any(r == "TD" for r, _, _, _ in every[i + 1:end]):
            yield f"the table below heading {heading} has heads alone"


for path in sys.argv[1:]:
    for what in findings(path):
        print(f"{path}: {what}")
