"""Sheets of labels as a printer gets them."""

from __future__ import annotations

import re
import tracemalloc
import zlib
from itertools import islice

import pytest

from api.label_data import LabelData, LabelError, trade_item_label
from api.label_layout import LabelStyle, Size
from api.label_serials import random_serials
from api.label_sheet import A4, MAX_LABELS, PRESETS, Sheet, roll, sheet_pdf
from api.label_symbols import symbols_of
from tests.api.label_reading import Pages, broken_offsets
from verifier.format.item import canonical_item

pytestmark = pytest.mark.slow

STEM = "https://id.example.com"


def labels(count: int) -> list[LabelData]:
    return [
        trade_item_label("09521321000421", STEM, serial=serial, lot="HL-2604", dates=(("15", "270331"),))
        for serial in random_serials(count)
    ]


@pytest.mark.parametrize(("preset", "x_dimension"), [("a4-5x13", 0.396), ("letter-3x10", 0.396), ("roll-100x50", 0.7)])
def test_every_label_of_a_sheet_is_read_back_in_order(preset, x_dimension):
    sheet = PRESETS[preset]
    made = labels(sheet.on_page + 1)
    pages = Pages(list(sheet_pdf(made, "qr", LabelStyle(x_dimension), sheet)))
    assert len(pages) == 2
    assert pages.size() == pytest.approx(sheet.page, abs=0.001)
    assert [read.content for read in pages.codes()] == [label.codes.uri for label in made[:-1]]
    assert [read.content for read in pages.codes(1)] == [made[-1].codes.uri]
    assert broken_offsets(pages.data) == []


@pytest.mark.parametrize("sheet", PRESETS.values(), ids=PRESETS)
def test_the_labels_of_a_preset_stand_in_the_middle_of_the_page(sheet):
    left, top = sheet.corner(sheet.on_page - 1)
    right, bottom = sheet.page.width - left - sheet.label.width, sheet.page.height - top - sheet.label.height
    assert (right, bottom) == pytest.approx((sheet.left, sheet.top), abs=0.5)


def test_both_codes_and_the_text_of_a_label_say_the_same():
    made = labels(24)
    pages = Pages(list(sheet_pdf(made, "both", LabelStyle(0.4), PRESETS["a4-3x8"])))
    reads = pages.codes()
    assert {read.identifier for read in reads} == {"]Q1", "]d2"}
    items = {identifier: [] for identifier in ("]Q1", "]d2")}
    for read in reads:
        items[read.identifier].append(
            canonical_item((read.identifier if read.identifier == "]d2" else "") + read.content)
        )
    wanted = sorted(label.item for label in made)
    assert sorted(items["]Q1"]) == sorted(items["]d2"]) == wanted
    assert pages.lines() == [line for label in made for line in label.lines]


def test_the_text_is_what_it_says_whatever_the_serial_holds():
    made = [trade_item_label("09521321000421", STEM, serial=serial) for serial in (r"A(B)C", "%&'\"<>;=!?*+,-./:_")]
    pages = Pages(list(sheet_pdf(made, "qr", LabelStyle(), roll(60, 40))))
    assert [pages.lines(number)[-1] for number in range(2)] == ["(21)A(B)C", "(21)%&'\"<>;=!?*+,-./:_"]


@pytest.mark.parametrize("x_dimension", [0.396, 0.495, 0.99])
def test_modules_have_their_exact_size(x_dimension):
    (made,) = labels(1)
    sheet = Sheet(A4, Size(90, 80), 2, 3, 10, 20, 5, 5)
    pages = Pages(list(sheet_pdf([made], "both", LabelStyle(x_dimension, text=False), sheet, skip=3)))
    drawn = pages.paths()
    assert len(drawn) == 2
    for (left, top, width, height), symbol in zip(drawn, symbols_of(made.codes, "both"), strict=True):
        assert (width, height) == pytest.approx((len(symbol.rows) * x_dimension,) * 2, abs=0.001)
        assert 105 < left < left + width < 195
        assert 105 < top < top + height < 185


def test_crop_marks_are_in_line_with_every_cut_and_touch_no_label():
    sheet = Sheet(A4, Size(60, 40), 2, 3, 20, 20, 4, 0)
    pages = Pages(list(sheet_pdf(labels(1), "qr", LabelStyle(0.4), sheet, crop_marks=True)))
    marks = [path for path in pages.paths() if min(path[2:]) < 1]
    across = sorted({round(left + width / 2, 1) for left, _, width, height in marks if height > 2})
    down = sorted({round(top + height / 2, 1) for _, top, width, height in marks if width > 2})
    assert across == [20, 80, 84, 144]
    assert down == [20, 60, 100, 140]
    assert all(left + width < 20 or left > 144 or top + height < 20 or top > 140 for left, top, width, height in marks)


def test_a_page_has_paths_and_text_in_black_ink_and_nothing_else():
    data = Pages(list(sheet_pdf(labels(1), "both", LabelStyle(0.4), PRESETS["a4-3x7"]))).data
    _, content = (zlib.decompress(packed) for packed in re.findall(rb"stream\n(.*?)\nendstream", data, re.DOTALL))
    without_text = re.sub(rb"\(.*\)", b"", content)
    assert set(re.findall(rb"[A-Za-z]+", without_text)) == {*b"g q cm re f Q BT F Tf Tm Tj ET".split()}
    assert b"0 g\n" in content


@pytest.mark.parametrize(
    ("wrong", "member"),
    [
        (lambda: Sheet(A4, Size(60, 40), 4, 1), "sheet/columns"),
        (lambda: Sheet(A4, Size(60, 40), 1, 8), "sheet/rows"),
        (lambda: Sheet(A4, Size(60, 40), 0, 1), "sheet/columns"),
        (lambda: Sheet(A4, Size(5, 5), 40, 50), "sheet"),
        (lambda: Sheet(A4, Size(60, 40), left=-1), "sheet/left"),
        (lambda: roll(4, 40), "sheet/pageWidth"),
        (lambda: roll(float("nan"), 40), "sheet/pageWidth"),
        (lambda: roll(40, 1001), "sheet/pageHeight"),
        (lambda: LabelStyle(0.1), "xDimension"),
        (lambda: LabelStyle(float("nan")), "xDimension"),
        (lambda: sheet_pdf(labels(1), "qr", LabelStyle(), roll(20, 20)), "sheet"),
        (lambda: sheet_pdf(labels(1), "qr", LabelStyle(), roll(60, 40), skip=1), "skip"),
        (lambda: sheet_pdf([], "qr", LabelStyle(), roll(60, 40)), ""),
        (lambda: sheet_pdf(labels(1) * (MAX_LABELS + 1), "qr", LabelStyle(), roll(60, 40)), ""),
    ],
)
def test_what_cannot_be_printed_is_refused_before_the_first_page(wrong, member):
    with pytest.raises(LabelError) as refused:
        wrong()
    assert refused.value.member == member


def test_a_label_that_does_not_fit_is_found_among_many_that_do():
    few = [trade_item_label("09521321000421", STEM, serial=serial) for serial in ("1", "2", "%" * 20)]
    with pytest.raises(LabelError, match="too small"):
        sheet_pdf(few, "qr", LabelStyle(0.495), roll(30, 30))
    assert len(Pages(list(sheet_pdf(few[:2], "qr", LabelStyle(0.495), roll(30, 30))))) == 2


def test_a_sheet_keeps_nothing_of_the_pages_that_it_has_made():
    pieces = sheet_pdf(labels(2) * 600, "datamatrix", LabelStyle(0.4), roll(50, 30))
    tracemalloc.start()
    try:
        for _ in islice(pieces, 100):
            pass
        before, _ = tracemalloc.get_traced_memory()
        taken = sum(len(piece) for piece in islice(pieces, 800))
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 3 * taken / 4  # some hundred bytes of a page are its place in the file


@pytest.mark.full
def test_ten_thousand_labels_are_one_document():
    made = labels(MAX_LABELS)
    pages = Pages(list(sheet_pdf(made, "both", LabelStyle(0.4), PRESETS["a4-3x8"])))
    assert len(pages) == 417
    assert broken_offsets(pages.data) == []
    for page in (0, 208, 416):
        wanted = {label.codes.uri for label in made[24 * page : 24 * page + 24]}
        assert {read.content for read in pages.codes(page) if read.identifier == "]Q1"} == wanted
