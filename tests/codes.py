"""What payment codes say on pages: codes.py PAGE.pgm… prints each code that ZXing finds, with a line's end as \\n."""
import sys

import numpy
import zxingcpp


def page(path):
    data = open(path, "rb").read()
    _, width, height = data.split(None, 3)[:3]
    width, height = int(width), int(height)
    return numpy.frombuffer(data[-width * height:], dtype=numpy.uint8).reshape(height, width)


for path in sys.argv[1:]:
    for code in zxingcpp.read_barcodes(page(path)):
        print(code.text.replace("\n", "\\n"))
