"""A rendered page (PPM on stdin) as a small PNG with a palette of 48 colours (to the file named): for the README's pictures."""
import collections
import struct
import sys
import zlib

COLOURS = 48


def main(path):
    data = sys.stdin.buffer.read()
    head, at = [], 0
    while len(head) < 4:
        end = at
        while data[end:end + 1].strip():
            end += 1
        head.append(data[at:end])
        at = end + 1
    width, height = int(head[1]), int(head[2])
    pixels = [data[i:i + 3] for i in range(at, at + width * height * 3, 3)]
    count = collections.Counter(pixels)
    palette = []
    for colour, _ in count.most_common():
        # far enough from those that are there already
        if all(sum((a - b) ** 2 for a, b in zip(colour, other)) > 300 for other in palette):
            palette.append(colour)
            if len(palette) == COLOURS:
                break
    nearest = {c: min(range(len(palette)), key=lambda i: sum((a - b) ** 2 for a, b in zip(c, palette[i]))) for c in count}
    index = bytes(nearest[p] for p in pixels)
    rows = b"".join(b"\0" + index[y * width:(y + 1) * width] for y in range(height))
    out = b"\x89PNG\r\n\x1a\n"
    for kind, body in ((b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)), (b"PLTE", b"".join(palette)),
                       (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")):
        out += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    with open(path, "wb") as f:
        f.write(out)


main(sys.argv[1])
