import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format import element_string
from verifier.format.application_identifiers import application_identifiers
from verifier.format.check_digit import CHARACTER_SET_82
from verifier.format.errors import IdentifierError
from verifier.format.gs1_key import Elements

OUTSIDE = {"991234": "an element string may come without its leading FNC1, as people type it"}


def as_scanned(elements: Elements) -> str:
    """The element string with ^ for FNC1, as the published cases write it."""
    table = application_identifiers()
    text, separator = "", "^"
    for code, value in elements:
        text += f"{separator}{code}{value}"
        separator = "^" if table[code].predefined_length is None else ""
    return text


def parse_scanned(text: str) -> Elements:
    return element_string.parse(text.replace("^", "\x1d"))


def test_published_element_strings(vectors):
    for case in json.loads((vectors / "gs1-digital-link/ai_element_string.json").read_text()):
        text = case["element_string_fnc1_as_caret"]
        if case["valid"] or text in OUTSIDE:
            assert as_scanned(parse_scanned(text)).lstrip("^") == text.strip("^")
        else:
            with pytest.raises(IdentifierError):
                parse_scanned(text)


def test_published_bracketed_element_strings(vectors):
    for case in json.loads((vectors / "gs1-digital-link/ai_parse_bracketed.json").read_text()):
        if case["valid"]:
            elements = element_string.parse(case["ai_data_bracketed"])
            assert as_scanned(elements) == case["element_string_fnc1_as_caret"]
        else:
            with pytest.raises(IdentifierError):
                element_string.parse(case["ai_data_bracketed"])


@pytest.mark.parametrize("start", ["", "\x1d", "]C1", "]d2", "]d2\x1d", "]Q3", "]e0", "]J1"])
def test_what_scanners_send_first_is_passed_over(start):
    assert element_string.parse(start + "010952132100001821A\x1d10B") == (
        ("01", "09521321000018"),
        ("21", "A"),
        ("10", "B"),
    )


def test_a_marked_element_string_may_have_the_length_of_a_gtin():
    assert element_string.parse("\x1d4012345123456") == (("401", "2345123456"),)


@given(st.text("()AB", min_size=1, max_size=20))
def test_brackets_in_a_value_are_written_with_a_backslash(serial):
    bracketed = "(21)" + serial.replace("(", "\\(") + "(10)X"
    assert element_string.parse(bracketed) == (("21", serial), ("10", "X"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("(01)09521321000011", "check digit of 09521321000011 is 8"),
        ("(01)09521321000018(21", "no application identifier in brackets at '.21'"),
        ("(21)A\\B", "serial number"),
        ("(21)A\\", "brackets"),
        ("(05)1", "no GS1 application identifier .05."),
        ("09521321000018", "number alone"),
        ("4012345123456", "number alone"),
        ("8004123456789", "number alone"),
        ("]C1", "empty"),
        ("\x1d", "empty"),
        ("]C1]C10109521321000018", "no GS1 application identifier"),
        ("0109521321000018\x1d\x1d21A", "no GS1 application identifier"),
        ("9", "no GS1 application identifier"),
        ("21" + "A" * 21, "serial number"),
        ("٠١09521321000018", "no GS1 application identifier"),
    ],
)
def test_the_error_says_what_is_wrong(text, why):
    with pytest.raises(IdentifierError, match=why):
        element_string.parse(text)


@given(
    serial=st.text(alphabet=CHARACTER_SET_82, min_size=1, max_size=20),
    lot=st.text(alphabet=CHARACTER_SET_82, min_size=1, max_size=20),
)
def test_both_spellings_are_read_as_what_was_written(serial, lot):
    elements = (("01", "09521321000018"), ("15", "270331"), ("10", lot), ("21", serial))
    assert element_string.parse(element_string.to_bracketed(elements)) == elements
    assert element_string.parse(element_string.to_plain(elements)) == elements


def test_a_separator_stands_only_where_it_is_needed():
    elements = (("01", "09521321000018"), ("10", "L7"), ("15", "270331"), ("21", "A"))
    assert element_string.to_plain(elements) == "010952132100001810L7\x1d1527033121A"
