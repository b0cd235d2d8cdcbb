"""The codes of labels, read back by a decoder of another make."""

from __future__ import annotations

import segno
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from api.label_data import LabelData, label_of, trade_item_label
from api.label_symbols import DATAMATRIX_QUIET_ZONE, QR_QUIET_ZONE, Symbol, gs1_datamatrix, qr_code, symbols_of
from tests.api.label_reading import image_of, one_code
from verifier.format import element_string
from verifier.format.check_digit import CHARACTER_SET_82
from verifier.format.item import canonical_item

STEM = "https://id.example.com"
ANY_SERIAL = st.text(alphabet=CHARACTER_SET_82, min_size=1, max_size=20)


def modules(symbol: Symbol) -> set[tuple[int, int]]:
    """The dark modules that the rectangles cover; each once."""
    covered = [
        (x, y)
        for left, top, width, height in symbol.rectangles()
        for x in range(left, left + width)
        for y in range(top, top + height)
    ]
    assert len(covered) == len(set(covered))
    return set(covered)


def label(serial: str, lot: str | None = None) -> LabelData:
    return trade_item_label("09521321000421", STEM, serial=serial, lot=lot, dates=(("15", "270331"),))


def test_the_qr_code_is_the_plain_digital_link():
    content = label("HLE0001", "HL-2604").codes.uri
    assert content == "https://id.example.com/01/09521321000421/10/HL-2604/21/HLE0001?15=270331"
    read = one_code(qr_code(content))
    assert read == ("]Q1", content)


def test_the_datamatrix_begins_with_fnc1_and_separates_what_has_no_predefined_length():
    codes = label("HLE0001", "HL-2604").codes
    assert codes.element_string == "01095213210004211527033110HL-2604\x1d21HLE0001"
    assert one_code(gs1_datamatrix(codes.element_string)) == ("]d2", codes.element_string)


@settings(max_examples=40, deadline=None)
@given(serial=ANY_SERIAL, lot=st.none() | ANY_SERIAL)
def test_whatever_a_serial_may_hold_both_codes_name_the_same_item(serial, lot):
    wanted = f"(01)09521321000421(21){serial.replace('(', chr(92) + '(')}"
    qr, datamatrix = (one_code(symbol) for symbol in symbols_of(label(serial, lot).codes, "both"))
    assert (qr.identifier, datamatrix.identifier) == ("]Q1", "]d2")
    names = {canonical_item(qr.content), canonical_item(datamatrix.identifier + datamatrix.content)}
    assert names == {canonical_item(wanted)}
    assert dict(element_string.parse("]d2" + datamatrix.content)).get("10") == lot


def test_rectangles_are_the_modules_of_the_code_within_its_quiet_zone():
    symbol = qr_code("https://id.example.com/01/09521321000421")
    assert modules(symbol) == {
        (x + QR_QUIET_ZONE, y + QR_QUIET_ZONE)
        for y, row in enumerate(symbol.rows)
        for x, module in enumerate(row)
        if module
    }
    assert symbol.size == len(symbol.rows) + 8


def test_the_quiet_zones_are_those_that_gs1_asks_for():
    assert (QR_QUIET_ZONE, DATAMATRIX_QUIET_ZONE) == (4, 1)


@settings(max_examples=30, deadline=None)
@given(serial=ANY_SERIAL, lot=st.none() | ANY_SERIAL)
def test_no_label_of_a_shape_has_larger_codes_than_its_shape_says(serial, lot):
    made = label(serial, lot)
    largest = symbols_of(made.largest_codes(), "both")
    for symbol, bound in zip(symbols_of(made.codes, "both"), largest, strict=True):
        assert symbol.size <= bound.size


def test_the_qr_code_can_lose_fifteen_percent():
    read = zxingcpp.read_barcode(image_of(qr_code(label("HLE0001").codes.uri)))
    assert read.ec_level == "M"


def test_a_qr_code_is_no_larger_than_that_of_another_maker():
    for text in (label("HLE0001").codes.uri, label("%" * 20, "L" * 20).codes.uri):
        theirs = segno.make(text, error="m", micro=False, boost_error=False)
        assert len(qr_code(text).rows) <= len(theirs.matrix)


def test_a_pallet_has_a_label_too():
    codes = label_of("urn:epc:id:sscc:9521321.0000000011", STEM).codes
    assert codes.element_string.startswith("00")
    assert one_code(gs1_datamatrix(codes.element_string)).content == codes.element_string
