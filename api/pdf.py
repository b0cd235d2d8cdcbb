"""PDF documents of vector pages, written page by page as they come (ISO 32000-2).

The well-known libraries hold a whole document in memory and begin to write when it is complete. A sheet of ten thousand
labels is sent while it is made, in the memory of one page.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from api.label_font import FIRST, LAST, Font

POINTS_PER_MM = 72 / 25.4

_CATALOGUE, _PAGES, _INFO, _FONT, _DESCRIPTOR, _FONT_FILE, _FIRST_PAGE = range(1, 8)
_NOT_SYMBOLIC = 32  # a font of letters in their standard encoding


class Page(NamedTuple):
    """A page: its size in millimetres, and its content stream, in points from the bottom left corner.

    The font is /F there.
    """

    width: float
    height: float
    content: bytes


def document(pages: Iterable[Page], font: Font, title: str) -> Iterator[bytes]:
    """The document in pieces: one for its head, one for each page, one for the tables at its end.

    `title` is printable ASCII. There is at least one page.
    """
    writer = _Writer()
    yield b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"".join(
        [
            writer.put(_CATALOGUE, b"<</Type/Catalog/Pages %d 0 R>>" % _PAGES, at=15),
            writer.put(_INFO, b"<</Title%s/Producer(Wayproof)>>" % text(title)),
            writer.put(_FONT, _font(font)),
            writer.put(_DESCRIPTOR, _descriptor(font)),
            writer.put_stream(_FONT_FILE, font.file, b"/Length1 %d" % len(font.file)),
        ]
    )
    kids = []
    for number, page in enumerate(pages):
        at = _FIRST_PAGE + 2 * number
        kids.append(b"%d 0 R" % at)
        box = b"0 0 %s %s" % (points(page.width), points(page.height))
        dictionary = b"<</Type/Page/Parent %d 0 R/MediaBox[%s]/Contents %d 0 R/Resources<</Font<</F %d 0 R>>>>>>" % (
            _PAGES,
            box,
            at + 1,
            _FONT,
        )
        yield writer.put(at, dictionary) + writer.put_stream(at + 1, page.content)
    yield writer.put(_PAGES, b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))) + writer.end()


def points(millimetres: float) -> bytes:
    """A length in points, exact to less than a ten-thousandth of a millimetre."""
    return number(millimetres * POINTS_PER_MM)


def number(value: float) -> bytes:
    """A number as PDF writes it, with at most five digits after the point."""
    return f"{value:.5f}".rstrip("0").rstrip(".").encode()


def text(ascii_text: str) -> bytes:
    """A string of printable ASCII as PDF writes it."""
    return b"(" + ascii_text.encode("ascii").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)") + b")"


class _Writer:
    """Makes objects into bytes, and remembers where each begins for the table at the end."""

    def __init__(self) -> None:
        self._offsets: dict[int, int] = {}
        self._position = 0

    def put(self, which: int, content: bytes, *, at: int | None = None) -> bytes:
        self._position = self._position if at is None else at
        self._offsets[which] = self._position
        made = b"%d 0 obj\n%s\nendobj\n" % (which, content)
        self._position += len(made)
        return made

    def put_stream(self, which: int, content: bytes, more: bytes = b"") -> bytes:
        packed = zlib.compress(content)
        head = b"<</Length %d/Filter/FlateDecode%s>>" % (len(packed), more)
        return self.put(which, head + b"\nstream\n" + packed + b"\nendstream")

    def end(self) -> bytes:
        size = len(self._offsets) + 1
        rows = b"".join(b"%010d 00000 n \n" % self._offsets[which] for which in range(1, size))
        tables = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, rows)
        trailer = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R>>\n" % (size, _CATALOGUE, _INFO)
        return tables + trailer + b"startxref\n%d\n%%%%EOF\n" % self._position


def _font(font: Font) -> bytes:
    widths = " ".join(map(str, font.widths)).encode()
    return (
        b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar %d/LastChar %d/Widths[%s]"
        b"/Encoding/WinAnsiEncoding/FontDescriptor %d 0 R>>" % (font.name.encode(), FIRST, LAST, widths, _DESCRIPTOR)
    )


def _descriptor(font: Font) -> bytes:
    box = " ".join(map(str, font.box)).encode()
    return (
        b"<</Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%s]/ItalicAngle 0/Ascent %d/Descent %d"
        b"/CapHeight %d/StemV 80/FontFile2 %d 0 R>>"
        % (font.name.encode(), _NOT_SYMBOLIC, box, font.ascent, -font.descent, font.capitals, _FONT_FILE)
    )
