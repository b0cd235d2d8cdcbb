"""Where codes and text stand on a label, in millimetres from its top left corner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from api.label_data import LabelError
from api.label_font import label_font
from api.label_symbols import Symbol

X_DIMENSION = 0.495
"""Millimetres of a module's side unless asked for otherwise: half as much again as a bar of a nominal EAN barcode."""

SMALLEST_X_DIMENSION, LARGEST_X_DIMENSION = 0.25, 2.0

MARGIN = 1.0
"""Millimetres at the edge of a label that stay free, for what a cutter or printer is off by."""

TEXT_SIZES = (2.5, 2.2, 1.9, 1.7, 1.5)
"""Sizes of the text in millimetres: the largest that fits is taken."""

_BETWEEN_CODES = 1.0
_FROM_MODULES = 1.5
_LINE_HEIGHT = 1.25
_ROUNDING = 1e-9


class Size(NamedTuple):
    """Width and height in millimetres."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LabelStyle:
    """How labels look: the side of a module in millimetres, and whether the text stands beside the codes."""

    x_dimension: float = X_DIMENSION
    text: bool = True

    def __post_init__(self) -> None:
        """Raises LabelError for modules that nobody prints or reads."""
        if not SMALLEST_X_DIMENSION <= self.x_dimension <= LARGEST_X_DIMENSION:
            raise LabelError(
                f"must be from {SMALLEST_X_DIMENSION} to {LARGEST_X_DIMENSION:g} millimetres", "xDimension"
            )


class PlacedSymbol(NamedTuple):
    """A code with the corner of its quiet zone."""

    symbol: Symbol
    left: float
    top: float


class PlacedLine(NamedTuple):
    """A line of text with the beginning of its baseline."""

    text: str
    left: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A label: its size, its codes, and its lines of text in their size."""

    size: Size
    x_dimension: float
    symbols: tuple[PlacedSymbol, ...]
    lines: tuple[PlacedLine, ...]
    text_size: float


def arrange(
    symbols: Sequence[Symbol],
    lines: Sequence[str],
    style: LabelStyle,
    size: Size | None = None,
    text_width: float = 0.0,
) -> Layout:
    """The label of codes and text, centred in a size, or as small as it goes with the text below the codes.

    The text gets at least `text_width`, in sizes of the font, so that all labels of a sheet look alike.

    Raises:
        LabelError: the size is too small; the message says for what.
    """
    shown = tuple(lines) if style.text else ()
    text_width = max([text_width, *map(label_font().width, shown)]) if shown else 0.0
    if size is None:
        content = _Content(symbols, shown, text_width, style.x_dimension, TEXT_SIZES[0], in_row=True, beside=False)
        return content.placed(Size(content.size.width + 2 * MARGIN, content.size.height + 2 * MARGIN))
    needs = []
    for text_size in TEXT_SIZES:
        for in_row, beside in ((True, False), (True, True), (False, True), (False, False)):
            content = _Content(symbols, shown, text_width, style.x_dimension, text_size, in_row=in_row, beside=beside)
            needed = Size(content.size.width + 2 * MARGIN, content.size.height + 2 * MARGIN)
            if needed.width <= size.width + _ROUNDING and needed.height <= size.height + _ROUNDING:
                return content.placed(size)
            needs.append(needed)
    nearest = min(needs, key=lambda need: max(need.width - size.width, 0) + max(need.height - size.height, 0))
    raise LabelError(
        f"is too small: a label of {size.width:g} × {size.height:g} mm does not hold codes and text, which need "
        f"{nearest.width:.1f} × {nearest.height:.1f} mm at modules of {style.x_dimension:g} mm; "
        "take larger labels, smaller modules (xDimension), one code, or leave out the text",
        "sheet",
    )


class _Content:
    """Codes in a row or a column, with the text beside them or below, before they have a place."""

    def __init__(
        self,
        symbols: Sequence[Symbol],
        lines: tuple[str, ...],
        text_width: float,
        x_dimension: float,
        text_size: float,
        *,
        in_row: bool,
        beside: bool,
    ) -> None:
        self._symbols = symbols
        self._sides = [symbol.size * x_dimension for symbol in symbols]
        self._lines = lines
        self._x_dimension = x_dimension
        self._text_size = text_size
        self._in_row = in_row
        self._beside = beside
        long, wide = sum(self._sides) + _BETWEEN_CODES * (len(symbols) - 1), max(self._sides)
        self._codes = Size(long, wide) if in_row else Size(wide, long)
        self._text = Size(text_width * text_size, len(lines) * _LINE_HEIGHT * text_size)
        # Below the codes the text begins where the first code's dark modules do: so it stands alike on all labels.
        self._inset = 0.0 if beside else symbols[0].quiet_zone * x_dimension
        quiet = min(symbol.quiet_zone for symbol in symbols) * x_dimension
        self._gap = max(0.0, _FROM_MODULES - quiet) if lines else 0.0
        if beside:
            width = self._codes.width + self._gap + self._text.width
            self.size = Size(width, max(self._codes.height, self._text.height))
        else:
            height = self._codes.height + self._gap + self._text.height
            self.size = Size(max(self._codes.width, self._inset + self._text.width), height)

    def placed(self, size: Size) -> Layout:
        left, top = (size.width - self.size.width) / 2, (size.height - self.size.height) / 2
        if self._beside:
            codes_left, codes_top = left, top + (self.size.height - self._codes.height) / 2
            text_left = left + self._codes.width + self._gap
            text_top = top + (self.size.height - self._text.height) / 2
        else:
            codes_left, codes_top = left, top
            text_left, text_top = left + self._inset, top + self._codes.height + self._gap
        return Layout(
            size,
            self._x_dimension,
            self._place_symbols(codes_left, codes_top),
            self._place_lines(text_left, text_top),
            self._text_size,
        )

    def _place_symbols(self, left: float, top: float) -> tuple[PlacedSymbol, ...]:
        placed = []
        for symbol, side in zip(self._symbols, self._sides, strict=True):
            if self._in_row:
                placed.append(PlacedSymbol(symbol, left, top + (self._codes.height - side) / 2))
                left += side + _BETWEEN_CODES
            else:
                placed.append(PlacedSymbol(symbol, left + (self._codes.width - side) / 2, top))
                top += side + _BETWEEN_CODES
        return tuple(placed)

    def _place_lines(self, left: float, top: float) -> tuple[PlacedLine, ...]:
        first = top + label_font().ascent / 1000 * self._text_size
        height = _LINE_HEIGHT * self._text_size
        return tuple(PlacedLine(line, left, first + number * height) for number, line in enumerate(self._lines))
