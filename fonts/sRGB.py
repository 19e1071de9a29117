#!/usr/bin/env python3
"""Makes sRGB.icc, the output intent's profile: IEC 61966-2.1 as an ICC version 2 display profile (PDF/A-1 takes no later one)
of some 600 bytes, since every file carries it. Usage: python3 fonts/sRGB.py > fonts/sRGB.icc

Primaries are adapted to D50 (Bradford); the curve has 65 points, which is within 0.0001 of the formula everywhere."""
import struct
import sys

POINTS = 65
XYZ = {b"wtpt": (0.9642, 1.0, 0.8249), b"rXYZ": (0.4360747, 0.2225045, 0.0139322),
       b"gXYZ": (0.3850649, 0.7168786, 0.0971045), b"bXYZ": (0.1430804, 0.0606169, 0.7141733)}


def linear(v):
    return v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4


def xyz(v):
    return b"".join(struct.pack(">i", round(x * 65536)) for x in v)


name = b"sRGB IEC61966-2.1\0"
blocks = [
    ([b"desc"], b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + bytes(4 + 4 + 2 + 1 + 67)),
    ([b"cprt"], b"text\0\0\0\0" + b"No copyright, use freely\0"),
] + [([tag], b"XYZ \0\0\0\0" + xyz(v)) for tag, v in XYZ.items()] + [
    ([b"rTRC", b"gTRC", b"bTRC"], b"curv\0\0\0\0" + struct.pack(">I", POINTS) +
     b"".join(struct.pack(">H", round(65535 * linear(i / (POINTS - 1)))) for i in range(POINTS))),
]
tags, data = b"", b""
start = 128 + 4 + 12 * sum(len(t) for t, _ in blocks)
for names, block in blocks:
    for tag in names:
        tags += tag + struct.pack(">II", start + len(data), len(block))
    data += block + bytes(-len(block) % 4)
head = struct.pack(">I4sI4s4s4s6H4s4sI4s4sQI", start + len(data), b"\0" * 4, 0x02100000, b"mntr", b"RGB ", b"XYZ ",
                   2026, 1, 1, 0, 0, 0, b"acsp", b"\0" * 4, 0, b"\0" * 4, b"\0" * 4, 0, 0) + xyz(XYZ[b"wtpt"])
sys.stdout.buffer.write(head.ljust(128, b"\0") + struct.pack(">I", len(tags) // 12) + tags + data)
