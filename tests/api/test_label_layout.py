"""Where codes and text stand: nothing in a quiet zone, nothing beyond the margin, on any label that is large enough."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

from hypothesis import assume, given
from hypothesis import strategies as st

from api.label_data import LabelError, trade_item_label
from api.label_font import label_font
from api.label_layout import MARGIN, TEXT_SIZES, LabelStyle, Layout, Size, arrange
from api.label_symbols import symbols_of

LABEL = trade_item_label("09521321000421", "https://id.example.com", serial="W" * 13, lot="HL-2604")
SYMBOLS = {choice: symbols_of(LABEL.codes, choice) for choice in ("qr", "datamatrix", "both")}
ROUNDING = 1e-6


class Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        apart_across = self.right <= other.left + ROUNDING or other.right <= self.left + ROUNDING
        apart_down = self.bottom <= other.top + ROUNDING or other.bottom <= self.top + ROUNDING
        return not (apart_across or apart_down)


def boxes(layout: Layout) -> list[Box]:
    """Codes with their quiet zones, and the lines with all that letters may need above and below."""
    found = []
    for symbol, left, top in layout.symbols:
        side = symbol.size * layout.x_dimension
        found.append(Box(left, top, left + side, top + side))
    font = label_font()
    for text, left, baseline in layout.lines:
        top = baseline - font.ascent / 1000 * layout.text_size
        bottom = baseline + font.descent / 1000 * layout.text_size
        found.append(Box(left, top, left + font.width(text) * layout.text_size, bottom))
    return found


@given(
    choice=st.sampled_from(sorted(SYMBOLS)),
    x_dimension=st.floats(0.25, 1.2),
    text=st.booleans(),
    size=st.none() | st.builds(Size, st.floats(10, 120), st.floats(10, 120)),
)
def test_nothing_is_in_a_quiet_zone_or_beyond_the_margin(choice, x_dimension, text, size):
    try:
        layout = arrange(SYMBOLS[choice], LABEL.lines, LabelStyle(x_dimension, text), size)
    except LabelError:
        assume(False)
    placed = boxes(layout)
    assert len(layout.lines) == (len(LABEL.lines) if text else 0)
    assert not any(one.meets(other) for one, other in combinations(placed, 2))
    for box in placed:
        assert min(box.left, box.top) >= MARGIN - ROUNDING
        assert box.right <= layout.size.width - MARGIN + ROUNDING
        assert box.bottom <= layout.size.height - MARGIN + ROUNDING


def test_the_text_is_as_large_as_it_fits():
    sizes = {
        width: arrange(SYMBOLS["qr"], LABEL.lines, LabelStyle(0.4), Size(width, 23)).text_size for width in (48, 60, 80)
    }
    assert sizes[80] == TEXT_SIZES[0]
    assert sizes[48] < sizes[60] <= sizes[80]


def test_the_size_that_a_refusal_names_is_enough():
    style = LabelStyle(0.495)
    try:
        arrange(SYMBOLS["both"], LABEL.lines, style, Size(30, 30))
    except LabelError as refused:
        width, height = str(refused).partition("need ")[2].partition(" mm")[0].split(" × ")
    assert arrange(SYMBOLS["both"], LABEL.lines, style, Size(float(width) + 0.1, float(height) + 0.1))


def test_labels_of_a_sheet_have_their_text_in_the_same_place():
    style, size = LabelStyle(0.4), Size(63.5, 33.9)
    narrow = arrange(SYMBOLS["qr"], ["(21)1"], style, size, 12.0).lines[0]
    wide = arrange(SYMBOLS["qr"], ["(21)WWWWWW"], style, size, 12.0).lines[0]
    assert (narrow.left, narrow.baseline) == (wide.left, wide.baseline)
