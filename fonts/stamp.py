#!/usr/bin/env python3
"""Makes stamp.ttf of SourceSans3-Bold.otf: figures, capital letters and what stands between them, with quadratic outlines, as libharu reads no
others. It has a name of its own, as its licence asks of a changed font. Wants fontTools: stamp.py SourceSans3-Bold.otf stamp.ttf"""
import sys
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

source = TTFont(sys.argv[1])
shapes, cmap = source.getGlyphSet(), source.getBestCmap()
letters = " -.,/()0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
order = [".notdef"] + [cmap[ord(c)] for c in letters]
glyphs, metrics = {}, {}
for name in order:
    pen = TTGlyphPen(None)
    shapes[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
    glyphs[name] = pen.glyph()
    metrics[name] = (shapes[name].width, 0)
font = FontBuilder(source["head"].unitsPerEm, isTTF=True)
font.setupGlyphOrder(order)
font.setupCharacterMap({ord(c): cmap[ord(c)] for c in letters})
font.setupGlyf(glyphs)
for name in order:
    metrics[name] = (metrics[name][0], font.font["glyf"][name].xMin if font.font["glyf"][name].numberOfContours else 0)
font.setupHorizontalMetrics(metrics)
font.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
font.setupOS2(sTypoAscender=source["hhea"].ascent, usWinAscent=1200, usWinDescent=400, sCapHeight=660, sxHeight=486, usWeightClass=700)
font.setupNameTable({"familyName": "Ledgerpress Stamp", "styleName": "Regular", "psName": "LedgerpressStamp-Regular", "fullName": "Ledgerpress Stamp",
                     "uniqueFontIdentifier": "Ledgerpress Stamp 1", "version": "Version 1.0",
                     "licenseDescription": "SIL Open Font License 1.1, as the font that it is made of"})
font.setupPost()
font.font["head"].created = font.font["head"].modified = 0
font.font.recalcTimestamp = False
font.save(sys.argv[2])
