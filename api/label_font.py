"""The font of labels: Aileron, which its author gave to the public domain (CC0) and Pillow carries.

It comes with what makes PNGs anyway, so that labels look the same everywhere and a sheet has its font in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast

from PIL import ImageFont

FIRST, LAST = 32, 126
"""The characters that labels have: printable ASCII."""

_UNITS = 1000
"""Of the font's design: its widths are whole numbers of them."""


@dataclass(frozen=True, slots=True)
class Font:
    """A TrueType font: its file, and what layout needs, in thousandths of the font's size.

    `widths` are those of the characters from FIRST to LAST. `ascent` and `descent` are what letters need above and
    below the baseline, both above zero; `capitals` is the height of a capital.
    """

    name: str
    file: bytes
    widths: tuple[int, ...]
    ascent: int
    descent: int
    capitals: int
    box: tuple[int, int, int, int]

    def width(self, text: str) -> float:
        """The width of a line, in sizes of the font; all its characters are printable ASCII."""
        return sum(self.widths[ord(character) - FIRST] for character in text) / _UNITS


@cache
def label_font() -> Font:
    """The font of labels."""
    loaded = sized_font(_UNITS)
    ascent, descent = loaded.getmetrics()
    characters = "".join(map(chr, range(FIRST, LAST + 1)))
    widths = tuple(round(loaded.getlength(character)) for character in characters)
    return Font(
        name="Aileron-Regular",
        file=loaded.font_bytes,
        widths=widths,  # one by one: kerning, which only images have, moves letters of a word closer
        ascent=ascent,
        descent=descent,
        capitals=-round(loaded.getbbox("H", anchor="ls")[1]),
        box=(0, -descent, max(widths), ascent),
    )


def sized_font(pixels: float) -> ImageFont.FreeTypeFont:
    """The font for drawing into an image, in a size in pixels."""
    return cast(ImageFont.FreeTypeFont, ImageFont.load_default(pixels))
