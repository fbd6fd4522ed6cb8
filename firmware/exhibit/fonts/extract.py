#!/usr/bin/env python3
"""Cuts fonts/pixel-12.hex out of the npm package @fontsource/fusion-pixel-12px-proportional-sc (OFL 1.1).

    npm pack @fontsource/fusion-pixel-12px-proportional-sc && tar xzf fontsource-*.tgz
    pip install fonttools brotli
    python3 extract.py package/files/*.woff2 > pixel-12.hex

A line is a glyph: its code point, its advance, and 14 rows of 16 bits, the leftmost pixel first; the baseline is below row 12.
It keeps ASCII, the letters of Italian, some signs, and the 3 755 common characters of GB 2312.
"""
import sys
from fontTools.ttLib import TTFont
from fontTools.pens.recordingPen import RecordingPen

# Characters of places in Zhejiang and Guangdong that are not common.
NAMES = "圳暨嵊鄞瓯"
PIXELS, ROWS, TOP, WIDTH = 12, 14, 12, 16
font = TTFont(sys.argv[1])
pixel = font["head"].unitsPerEm // PIXELS
glyphs, cmap = font.getGlyphSet(), font.getBestCmap()


def common():
    for high in range(0xB0, 0xD8):
        for low in range(0xA1, 0xFF):
            try:
                yield ord(bytes([high, low]).decode("gb2312"))
            except UnicodeDecodeError:
                pass


def contours(name):
    pen = RecordingPen()
    glyphs[name].draw(pen)
    points = []
    for command, arguments in pen.value:
        if command == "moveTo":
            points = [arguments[0]]
        elif command == "lineTo":
            points.append(arguments[0])
        elif command in ("closePath", "endPath"):
            yield points
        else:
            raise SystemExit(f"{name} has curves: not a pixel font")


def inside(shape, x, y):
    """Non-zero winding number of the point, by a ray to the right."""
    winding = 0
    for points in shape:
        for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1]):
            if x0 == x1 and x0 > x and min(y0, y1) <= y < max(y0, y1):
                winding += 1 if y1 > y0 else -1
    return winding != 0


wanted = sorted({*range(0x20, 0x7F), *map(ord, "ÀÈÉÌÒÙàèéìòù°·×–—‘’“”…→←↑↓▲▼◀▶●○，。、：；？！（）《》％±"), *map(ord, NAMES), *common()})
print("# Cut from Fusion Pixel 12px Proportional SC by extract.py; licence in OFL.txt. Code point, advance, 14 rows.")
for code in wanted:
    name = cmap.get(code)
    if name is None:
        print(f"no glyph for {chr(code)}", file=sys.stderr)
        continue
    shape = list(contours(name))
    rows = []
    for row in range(ROWS):
        y = (TOP - row - 0.5) * pixel
        bits = 0
        for column in range(WIDTH):
            bits = bits << 1 | inside(shape, (column + 0.5) * pixel, y)
        rows.append(f"{bits:04x}")
    advance = round(font["hmtx"][name][0] / pixel)
    print(f"{code:04x} {advance:x} {''.join(rows)}")
