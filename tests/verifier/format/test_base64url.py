"""base64url: one spelling for each byte string, and no other text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format import base64url
from verifier.format.errors import FormatError


@given(st.binary())
def test_round_trip(data: bytes) -> None:
    assert base64url.decode(base64url.encode(data), len(data)) == data


@pytest.mark.parametrize("text", ["A", "AB", "AA==", "A+", "A/", "AA ", "AA\n", "ÄÄ", "AAB", None, 5, b"AA"])
def test_other_text_is_refused(text: object) -> None:
    with pytest.raises(FormatError):
        base64url.decode(text)


def test_a_wrong_length_is_refused() -> None:
    with pytest.raises(FormatError, match="2 bytes"):
        base64url.decode("AAA", 3)
