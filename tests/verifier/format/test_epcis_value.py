import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format.epcis_context import parse_context
from verifier.format.epcis_value import canonical_number, canonical_value
from verifier.format.errors import FormatError

CONTEXT = parse_context({"example": "https://ns.example.com/epcis/"})


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1"),
        (-0.0, "0"),
        (0.3434, "0.3434"),
        (1e-5, "1e-05"),
        (0.0001, "0.0001"),
        (1e22, "10000000000000000000000"),
        (True, "true"),
        (False, "false"),
        (None, ""),
        ("  1.50\r\n", "1.5"),
        ("+007", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("12E4", "120000"),
        ("-0", "0"),
        ("12345678901234567890", "12345678901234567168"),
        ("1e999", "1e999"),
        ("1_000", "1_000"),
        ("0x10", "0x10"),
        ("nan", "nan"),
        ("\u0661\u0662", "\u0661\u0662"),
        ("\u00a0 7", "\u00a0 7"),
        (" plain text ", "plain text"),
        ("example:thing", "https://ns.example.com/epcis/thing"),
        ("urn:epcglobal:cbv:bizstep:shipping", "https://ref.gs1.org/cbv/BizStep-shipping"),
        ("urn:epcglobal:cbv:er:did_not_occur", "https://ref.gs1.org/cbv/ER-did_not_occur"),
        ("urn:epcglobal:cbv:bt:0614141073467:1152", "urn:epcglobal:cbv:bt:0614141073467:1152"),
        ("urn:epcglobal:cbv:disp", "urn:epcglobal:cbv:disp"),
        ("urn:epc:id:sscc:4012345.3111111111", "https://id.gs1.org/00/340123451111111111"),
        ("https://shop.example/gtin/4012345123456/ser/A1", "https://id.gs1.org/01/04012345123456/21/A1"),
        ("https://id.gs1.org/01/04012345123456/21/A1", "https://id.gs1.org/01/04012345123456/21/A1"),
        ("https://id.gs1.org/01/04012345123450", "https://id.gs1.org/01/04012345123450"),
        ("https://shop.example/01/04012345123450", "https://shop.example/01/04012345123450"),
        ("(01)04012345123456", "(01)04012345123456"),
    ],
)
def test_canonical_text(value, text):
    assert canonical_value(value, CONTEXT) == text


@pytest.mark.parametrize("value", [[], {}, 2**53, -(2**53), 1e16, -1e20, math.inf, math.nan])
def test_what_is_no_simple_value_is_refused(value):
    with pytest.raises(FormatError):
        canonical_value(value, CONTEXT)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_survives_and_has_one_text(number):
    text = canonical_number(repr(number))
    assert float(text) == number
    assert canonical_number(text) == text
    assert canonical_number(f"{number:+.17e}") == text


@given(st.text())
def test_canonical_text_is_stable(text):
    once = canonical_value(text, CONTEXT)
    assert canonical_value(once, CONTEXT) == once
