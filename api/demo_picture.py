"""The picture of the demo's product, drawn: a bag of coffee with two beans on its label, as a PNG of few colours.

Each row of pixels is a few level strokes with exact edges, four to a row, so that no library has to draw.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

SIZE = 480
_SUB = 4
"""Strokes that make up a row of pixels."""

_Colour = tuple[int, int, int]
_Span = tuple[float, float, _Colour]

_WALL, _TABLE, _SHADE = (243, 236, 225), (226, 214, 197), (206, 191, 170)
_BAG, _FOLD, _SEAL = (58, 74, 66), (46, 60, 53), (38, 50, 44)
_LABEL, _LINE = (247, 242, 232), (176, 137, 87)
_BEAN, _CREASE = (111, 70, 43), (73, 44, 26)


def picture() -> bytes:
    """The picture as PNG; the same bytes each time."""
    rows = b"".join(b"\0" + _row(y) for y in range(SIZE))
    head = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    chunks = _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 9)) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _row(y: int) -> bytes:
    """The pixels of a row: the mean of its strokes."""
    sums = [0.0] * (3 * SIZE)
    for part in range(_SUB):
        row = y + (part + 0.5) / _SUB
        stroke = bytearray(bytes(_WALL if row < 372 else _TABLE) * SIZE)
        for left, right, colour in _spans(row):
            _paint(stroke, left, right, colour)
        sums = [total + value for total, value in zip(sums, stroke, strict=True)]
    return bytes(round(total / _SUB) for total in sums)


def _paint(stroke: bytearray, left: float, right: float, colour: _Colour) -> None:
    first, last = int(left), int(right)
    if first + 1 < last:
        stroke[3 * (first + 1) : 3 * last] = bytes(colour) * (last - first - 1)
    for pixel, cover in ((first, first + 1 - left), (last, right - last)) if first < last else ((first, right - left),):
        for channel, value in enumerate(colour):
            at = 3 * pixel + channel
            stroke[at] = round(stroke[at] + cover * (value - stroke[at]))


def _spans(y: float) -> Iterable[_Span]:
    """What lies on a level line, from the back to the front."""
    yield from _ellipse(y, 244, 412, 150, 16, _SHADE)
    if 70 <= y < 412:  # the bag, narrower at its top, round at its foot
        waist = 108 + 12 * min(1.0, (y - 70) / 60) - max(0.0, y - 396) ** 2 / 16
        yield 240 - waist, 240 + waist, _BAG
        yield 240 + waist - 26, 240 + waist, _FOLD
    if 70 <= y < 104:
        yield 132, 348, _SEAL
    if 104 <= y < 107:
        yield 131, 349, _LINE
    if 168 <= y < 348:
        yield 156, 316, _LABEL
    for top, width in ((306, 92), (322, 60)):
        if top <= y < top + 6:
            yield 236 - width / 2, 236 + width / 2, _LINE
    yield from _bean(y, 208, 224, 30, 42, -9)
    yield from _bean(y, 268, 250, 30, 42, 9)


def _bean(y: float, x: float, middle: float, width: float, height: float, bend: float) -> Iterable[_Span]:
    yield from _ellipse(y, x, middle, width, height, _BEAN)
    rise = (y - middle) / height
    if abs(rise) < 0.98:
        crease = x + bend * 2.6 * rise * (1 - rise * rise)
        yield crease - 2.2, crease + 2.2, _CREASE


def _ellipse(y: float, x: float, middle: float, width: float, height: float, colour: _Colour) -> Iterable[_Span]:
    rise = (y - middle) / height
    if abs(rise) < 1:
        half = width * (1 - rise * rise) ** 0.5
        yield x - half, x + half, colour
