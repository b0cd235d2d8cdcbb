"""Deterministic CBOR: round trips, an independent decoder, and each way of not being deterministic."""

from typing import Any

import cbor2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format import cbor
from verifier.format.errors import FormatError

INTEGERS = st.integers(-(2**64), 2**64 - 1)
VALUES = st.recursive(
    INTEGERS | st.binary(max_size=300) | st.text(max_size=100),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(INTEGERS, inner, max_size=4),
    max_leaves=12,
)


def nesting(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(nesting, inner), default=0)


@given(VALUES.filter(lambda value: nesting(value) <= cbor.MAX_DEPTH))
def test_round_trip_and_independent_decoder(value: Any) -> None:
    data = cbor.encode(value)
    assert cbor.decode(data) == value
    assert cbor2.loads(data) == value


def test_a_tag_is_kept() -> None:
    assert cbor.decode(cbor.encode(cbor.Tagged(18, [b"a", {}]))) == cbor.Tagged(18, [b"a", {}])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", "ends early"),
        ("1800", "more bytes than it needs"),
        ("190010", "more bytes than it needs"),
        ("1a00000100", "more bytes than it needs"),
        ("1b00000000ffffffff", "more bytes than it needs"),
        ("5f4100ff", "indefinite"),
        ("9f00ff", "indefinite"),
        ("1c", "reserved"),
        ("0000", "goes on"),
        ("4200", "ends early"),
        ("9bffffffffffffffff", "ends early"),
        ("bbffffffffffffffff", "ends early"),
        ("a201000100", "out of order"),
        ("a202000100", "out of order"),
        ("a1410000", "no integer"),
        ("61ff", "UTF-8"),
        ("f4", "simple"),
        ("f97e00", "simple"),
        ("81" * 9 + "00", "nested"),
        ("c1" * 9 + "00", "nested"),
    ],
)
def test_what_is_not_deterministic_is_refused(data: str, why: str) -> None:
    with pytest.raises(FormatError, match=why):
        cbor.decode(bytes.fromhex(data))


def test_an_integer_of_more_than_64_bits_is_refused() -> None:
    with pytest.raises(FormatError):
        cbor.encode(2**64)


@given(st.binary(max_size=100))
def test_any_bytes_decode_to_what_encodes_to_them_or_are_refused(data: bytes) -> None:
    try:
        value = cbor.decode(data)
    except FormatError:
        return
    assert cbor.encode(value) == data
