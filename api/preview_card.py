"""The picture of a link preview: name, brand and verdict with its date, drawn as PNG.

Pillow's own font has the letters of ASCII only: accents are left out, and so is a text in another script, which the
tags beside the picture tell.
"""

from __future__ import annotations

import io
import unicodedata
from functools import cache

from PIL import Image, ImageDraw, ImageFont
from PIL.ImageFont import FreeTypeFont
from PIL.ImageFont import ImageFont as BitmapFont

from api.preview_words import PreviewWords, moment, verdict_in_words
from api.previews import Preview
from verifier.report import Status, Verdict

WIDTH, HEIGHT = 1200, 630

_PAPER, _INK, _GREY = "#f7f5f0", "#1d2326", "#5d666b"
_GOOD, _WAITING, _BAD = "#1f6f4a", "#8a6100", "#a3211c"
_COLOURS = {
    Verdict.VERIFIED: _GOOD,
    Verdict.PENDING: _WAITING,
    Verdict.INCOMPLETE: _WAITING,
    Verdict.NO_RECORD: _BAD,
    Verdict.REFUSED: _BAD,
}
_MARGIN, _BAND = 80, 28
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "ß": "ss", "æ": "ae", "ø": "o", "ł": "l", "Ł": "L"}
)


def draw_card(preview: Preview, number: str, words: PreviewWords) -> bytes:
    """The card of an item; `number` is how people write its number."""
    recalled = preview.status is Status.RECALLED
    colour = _BAD if recalled else _COLOURS[preview.verdict]
    image = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, _BAND, HEIGHT), colour)
    _sign(draw, preview.verdict, recalled=recalled, colour=colour)
    name, y = _plain(preview.name or ""), 90
    for text, size, ink in (
        (name or number, 64 if name else 40, _INK),
        (_plain(preview.brand or ""), 40, _GREY),
        (number if name else "", 32, _GREY),
    ):
        y += _line(draw, (_MARGIN, y), text, size, ink, WIDTH - _MARGIN - 320)
    said = _plain(verdict_in_words(words, preview)) or f"{moment(preview)} UTC"
    head, comma, rest = said.partition(", ")
    if comma:
        _line(draw, (_MARGIN, 400), head, 56, colour, WIDTH - 2 * _MARGIN)
    _line(draw, (_MARGIN, 490), rest or head, 34, _GREY, WIDTH - 2 * _MARGIN)
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def _sign(draw: ImageDraw.ImageDraw, verdict: Verdict, *, recalled: bool, colour: str) -> None:
    """A sign for the verdict that needs no language: a tick, an hourglass's dots, or a cross."""
    left, top, size = WIDTH - _MARGIN - 180, 90, 180
    draw.ellipse((left, top, left + size, top + size), colour)
    x, y = left + size // 2, top + size // 2
    if recalled or verdict in (Verdict.NO_RECORD, Verdict.REFUSED):
        draw.line((x - 42, y - 42, x + 42, y + 42), _PAPER, 20)
        draw.line((x + 42, y - 42, x - 42, y + 42), _PAPER, 20)
    elif verdict is Verdict.VERIFIED:
        draw.line((x - 50, y + 2, x - 14, y + 40, x + 52, y - 40), _PAPER, 20, joint="curve")
    else:
        for offset in (-50, 0, 50):
            draw.ellipse((x + offset - 14, y - 14, x + offset + 14, y + 14), _PAPER)


def _line(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, ink: str, width: int) -> int:
    """Write one line, shortened to a width; returns how far down the next one stands."""
    if not text:
        return 0
    font, shown = _font(size), text
    while len(shown) > 1 and font.getlength(shown) > width:
        shown = f"{shown.removesuffix('...')[:-1].rstrip()}..."
    draw.text(at, shown, ink, font)
    return size + 24


def _plain(text: str) -> str:
    """Text in the letters of the font; nothing if it has others."""
    parts = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    plain = "".join(each for each in parts if not unicodedata.combining(each))
    return plain if plain.isascii() and plain.isprintable() else ""


@cache
def _font(size: int) -> FreeTypeFont | BitmapFont:
    return ImageFont.load_default(size)
