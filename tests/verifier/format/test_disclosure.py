"""Disclosures and digests, against RFC 9901's published ones and hostile text."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format import base64url, disclosure, jcs
from verifier.format.errors import FormatError
from verifier.format.salt import salts_of

SALT = bytes(range(16))


def test_published_digests(vectors: Path) -> None:
    cases = json.loads((vectors / "sd-jwt" / "disclosure-digests.json").read_bytes())
    assert len(cases) > 20
    for case in cases:
        assert disclosure.digest(case["disclosure"]) == case["digest_sha256_b64url"]


def test_published_disclosures_in_canonical_form(vectors: Path) -> None:
    """RFC 9901's examples have white space, which ours must not; in canonical form they read as published."""
    cases = json.loads((vectors / "sd-jwt" / "disclosure-digests.json").read_bytes())
    named = [case for case in cases if len(case["contents"]) == 3]
    assert len(named) > 10
    for case in named:
        assert json.loads(base64url.decode(case["disclosure"])) == case["contents"]
        text = base64url.encode(jcs.encode(case["contents"]))
        try:
            base64url.decode(case["contents"][0], 16)
        except FormatError:
            with pytest.raises(FormatError):
                disclosure.decode(text)
        else:
            assert disclosure.decode(text) == disclosure.Disclosure(*case["contents"][1:])


@given(
    st.dictionaries(st.text(max_size=20), st.text() | st.integers(0, 5), max_size=20),
    st.binary(min_size=32, max_size=32),
)
def test_members_are_disclosed_and_padded(members: dict[str, Any], secret: bytes) -> None:
    disclosures, decoys = disclosure.disclose(members, salts_of(secret))
    assert {shown.name: shown.value for shown in map(disclosure.decode, disclosures.values())} == members
    assert all(disclosure.decode(decoy).name is None for decoy in decoys)
    assert len(decoys) < 8
    digests = disclosure.digests([*disclosures.values(), *decoys])
    assert len(digests) % 8 == 0
    assert len(set(digests)) == len(digests)
    assert list(digests) == sorted(digests)


def test_another_secret_gives_other_digests() -> None:
    one, other = (disclosure.disclose({"core": 1}, salts_of(bytes([n]) * 32))[0]["core"] for n in (1, 2))
    assert disclosure.digest(one) != disclosure.digest(other)


def test_an_event_is_split_as_the_format_says() -> None:
    event: dict[str, Any] = {
        "type": "ObjectEvent",
        "action": "ADD",
        "eventTime": "t",
        "eventTimeZoneOffset": "o",
        "readPoint": {"id": "p"},
        "epcList": ["x"],
        "parentID": "y",
        "quantityList": [],
        "ex:own": 1,
    }
    assert disclosure.split_members(event) == {
        "core": {"action": "ADD", "eventTime": "t", "eventTimeZoneOffset": "o"},
        "where": {"readPoint": {"id": "p"}},
        "quantityList": [],
        "ex:own": 1,
    }


@pytest.mark.parametrize(
    "value",
    [
        "core",
        {},
        [],
        [1, 2, 3],
        ["AA", "a", 1],
        [base64url.encode(SALT), 5, 1],
        [base64url.encode(SALT), "a"],
        ["", "a", 1],
    ],
)
def test_other_values_are_no_disclosures(value: Any) -> None:
    with pytest.raises(FormatError):
        disclosure.decode(base64url.encode(jcs.encode(value)))


@pytest.mark.parametrize("text", [None, 5, "", "====", "AAAA", "a" * (disclosure.MAX_DISCLOSURE + 1)])
def test_other_texts_are_no_disclosures(text: object) -> None:
    with pytest.raises(FormatError):
        disclosure.decode(text)


GOOD_CORE = {"eventTime": "t", "eventTimeZoneOffset": "+02:00"}


@pytest.mark.parametrize(
    ("core", "well_formed"),
    [
        (GOOD_CORE, True),
        ({**GOOD_CORE, "action": "ADD", "persistentDisposition": {"set": ["recalled"]}}, True),
        ({**GOOD_CORE, "epcList": []}, False),
        ({"eventTime": "t"}, False),
        ({**GOOD_CORE, "eventTimeZoneOffset": "+15:00"}, False),
        ({**GOOD_CORE, "action": 1}, False),
        ({**GOOD_CORE, "persistentDisposition": {"other": []}}, False),
        ({**GOOD_CORE, "persistentDisposition": {"set": "recalled"}}, False),
        ({**GOOD_CORE, "errorDeclaration": []}, False),
        ([], False),
    ],
)
def test_the_shape_of_core(core: Any, well_formed: bool) -> None:
    assert disclosure.core_is_well_formed(core, notice=False) is well_formed
    assert disclosure.core_is_well_formed(core, notice=True) is (core == GOOD_CORE)


@pytest.mark.parametrize(
    ("where", "well_formed"),
    [
        ({"readPoint": {"id": "p"}}, True),
        ({"readPoint": {"id": "p"}, "bizLocation": {"id": "q"}}, True),
        ({}, False),
        ({"readPoint": "p"}, False),
        ({"readPoint": {"id": 5}}, False),
        ({"other": {"id": "p"}}, False),
        (None, False),
    ],
)
def test_the_shape_of_where(where: Any, well_formed: bool) -> None:
    assert disclosure.where_is_well_formed(where) is well_formed
