"""JPEGs for tests, grey, written block by block: of the DC coefficient's size the tables know 0 and 8, of the others none."""
import struct


def jpeg(w, h, dark, exif=b""):
    """w by h pixels, black where dark(x, y) of a block's corner says so; exif: an APP1 segment."""
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
