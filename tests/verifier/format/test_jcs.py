"""Canonical JSON against the published cases, an independent implementation, and hostile text."""

import json
import math
import struct
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from verifier.format import jcs
from verifier.format.errors import FormatError

SAFE = st.integers(-(2**53) + 1, 2**53 - 1)
NUMBERS = SAFE | st.floats(allow_nan=False, allow_infinity=False).filter(
    lambda x: abs(x) <= 2**53 - 1 or abs(x) >= 1e21
)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=20,
)


def test_published_files(vectors: Path) -> None:
    names = sorted(path.name for path in (vectors / "jcs" / "input").iterdir())
    assert len(names) == 6
    for name in names:
        value = json.loads((vectors / "jcs" / "input" / name).read_bytes())
        assert jcs.encode(value) == (vectors / "jcs" / "output" / name).read_bytes().rstrip(b"\n"), name


def test_published_numbers(vectors: Path) -> None:
    samples = json.loads((vectors / "jcs" / "es6-numbers.json").read_bytes())["samples_hex_ieee_to_text"]
    checked = 0
    for bits, text in samples:
        (value,) = struct.unpack(">d", bytes.fromhex(bits.zfill(16)))
        if math.isfinite(value):
            assert jcs.ecmascript_number(value) == text
            checked += 1
    assert checked == 7


@given(VALUES)
def test_agrees_with_an_independent_implementation(value: Any) -> None:
    assert jcs.encode(value) == rfc8785.dumps(value)


@given(VALUES)
def test_what_is_encoded_decodes_to_what_encodes_alike(value: Any) -> None:
    encoded = jcs.encode(value)
    assert jcs.encode(jcs.decode(encoded)) == encoded


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b"1.0",
        b"-0",
        b"1e2",
        b'"\\u0041"',
        b'"\\ud800"',
        b'"\xff"',
        b"NaN",
        b"9007199254740992",
        b"100000000000000000000",
        b"[1] ",
        b"",
        b"[" * 65 + b"]" * 65,
        b"[" * 100_000,
    ],
)
def test_text_that_is_not_canonical_is_refused(text: bytes) -> None:
    with pytest.raises(FormatError):
        jcs.decode(text)


@pytest.mark.parametrize(
    "value",
    [
        *(2**53, -(2**53), float(2**53), math.nan, math.inf, "\ud800", {"\ud800": 1.5}),
        {"\U0001f600": 2**53},  # a name for which orjson's order would be wrong, and what stands there is checked too
        {"\U0001f600": 1, "a": [2**53]},
    ],
)
def test_values_without_canonical_form_are_refused(value: Any) -> None:
    with pytest.raises(FormatError):
        jcs.encode(value)


@pytest.mark.parametrize("innermost", [b"1", b"1.5", b'"a"', b"true"])
def test_whatever_is_no_container_may_stand_64_levels_deep(innermost: bytes) -> None:
    text = b"[" * 64 + innermost + b"]" * 64
    assert jcs.encode(jcs.decode(text)) == text


@given(st.binary(max_size=200))
def test_any_bytes_decode_or_are_refused(data: bytes) -> None:
    try:
        value = jcs.decode(data)
    except FormatError:
        return
    assert jcs.encode(value) == data
