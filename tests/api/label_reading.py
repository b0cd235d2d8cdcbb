"""Labels as others read them: codes by zxing-cpp, sheets by PDFium, neither of which had a part in making them."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import NamedTuple

import pypdfium2
import zxingcpp
from PIL import Image

from api.label_symbols import Symbol

MM = 72 / 25.4
"""Points of a millimetre."""


class Read(NamedTuple):
    """A code that was read: its symbology identifier (ISO/IEC 15424), and its content as a scanner sends it."""

    identifier: str
    content: str


def image_of(symbol: Symbol, pixels: int = 4) -> Image.Image:
    """A code alone on white, with its quiet zone."""
    image = Image.new("L", (symbol.size * pixels,) * 2, 255)
    for left, top, width, height in symbol.rectangles():
        box = (left * pixels, top * pixels, (left + width) * pixels, (top + height) * pixels)
        image.paste(0, box)
    return image


def read_codes(image: Image.Image) -> list[Read]:
    """The codes in a picture, from top to bottom and left to right."""
    found = zxingcpp.read_barcodes(image, text_mode=zxingcpp.TextMode.Plain)
    found = sorted(found, key=lambda each: (each.position.top_left.y // 40, each.position.top_left.x))
    return [Read(each.symbology_identifier, each.bytes.decode("ascii")) for each in found]


def one_code(symbol: Symbol) -> Read:
    """The one code in its own picture."""
    (read,) = read_codes(image_of(symbol))
    return read


class Pages:
    """A PDF document."""

    def __init__(self, pieces: Sequence[bytes] | bytes) -> None:
        self.data = pieces if isinstance(pieces, bytes) else b"".join(pieces)
        self.document = pypdfium2.PdfDocument(self.data)

    def __len__(self) -> int:
        return len(self.document)

    def picture(self, page: int = 0, dpi: int = 300) -> Image.Image:
        """A page in grey pixels."""
        return self.document[page].render(scale=dpi / 72).to_pil().convert("L")

    def codes(self, page: int = 0) -> list[Read]:
        """The codes of a page."""
        return read_codes(self.picture(page))

    def lines(self, page: int = 0) -> list[str]:
        """The lines of text of a page."""
        return self.document[page].get_textpage().get_text_range().splitlines()

    def size(self, page: int = 0) -> tuple[float, float]:
        """A page's size in millimetres."""
        width, height = self.document[page].get_size()
        return width / MM, height / MM

    def paths(self, page: int = 0) -> list[tuple[float, float, float, float]]:
        """Left, top, width and height, in millimetres from the top left, of each filled or drawn path."""
        _, page_height = self.document[page].get_size()
        boxes = []
        for each in self.document[page].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
            left, bottom, right, top = each.get_bounds()
            boxes.append((left / MM, (page_height - top) / MM, (right - left) / MM, (top - bottom) / MM))
        return boxes


def broken_offsets(data: bytes) -> list[int]:
    """The objects of a PDF that are not where its table says, which lenient readers would repair."""
    start = int(re.findall(rb"startxref\n(\d+)\n", data)[-1])
    table = io.BytesIO(data[start:])
    assert table.readline() == b"xref\n"
    count = int(table.readline().split()[1])
    rows = [table.readline() for _ in range(count)]
    assert all(len(row) == 20 for row in rows)
    return [
        number
        for number, row in enumerate(rows)
        if number and not data[int(row[:10]) :].startswith(b"%d 0 obj\n" % number)
    ]
