"""photo.py FILE[=YYYY:MM:DD HH:MM:SS]…: JPEGs, with the time of a camera or without."""

import struct
import sys


def jpeg(w, h, dark, exif=b""):
    seg = lambda mark, body: b"\xff" + mark + struct.pack(">H", len(body) + 2) + body
    bits, last = [], 0
    for y in range(0, h, 8):
        for x in range(0, w, 8):
            value = -128 if dark(x, y) else 127
            diff, last = value - last, value
            if diff in (-128, 127):  # the first block
                diff, last = -128, -128
            bits.append("00" if diff == 0 else "10" + format(diff if diff > 0 else diff + 255, "08b") + "0")
    text = "".join(bits)
    text += "1" * (-len(text) % 8)
    data = int(text, 2).to_bytes(len(text) // 8, "big").replace(b"\xff", b"\xff\0")
    return (b"\xff\xd8" + exif + seg(b"\xdb", b"\0" + b"\x08" * 64) + seg(b"\xc0", struct.pack(">BHHBBBB", 8, h, w, 1, 1, 0x11, 0)) +
            seg(b"\xc4", b"\0" + bytes([1, 1] + [0] * 14) + b"\0\x08") + seg(b"\xc4", b"\x10" + bytes([1] + [0] * 15) + b"\0") +
            seg(b"\xda", b"\1\1\0\0\x3f\0") + data + b"\xff\xd9")


def photo(name, stamp):
    """A grey picture with its camera's time in EXIF; stamp None: without."""
    text = (stamp or "").encode() + b"\0"
    # the first directory points to the camera's own, which has DateTimeOriginal
    x = (b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x87\x69\0\x04\0\0\0\x01\0\0\0\x1a\0\0\0\0\0\x01\x90\x03\0\x02" + struct.pack(">I", len(text)) + b"\0\0\0\x2c\0\0\0\0" + text)
    exif = b"\xff\xe1" + struct.pack(">H", len(x) + 2) + x if stamp else b""
    open(name, "wb").write(jpeg(64, 48, lambda a, b: a < 8 * (len(name) % 5), exif))


for word in sys.argv[1:]:
    photo(*(word.split("=") + [None])[:2])
