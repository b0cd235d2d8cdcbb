import re
from collections.abc import Iterator

import pytest

from verifier.format.application_identifiers import (
    FORMATS,
    NOT_ATTRIBUTES,
    PRIMARY_KEYS,
    application_identifiers,
    qualifiers_fit,
)
from verifier.format.errors import IdentifierError
from verifier.format.gs1_linters import LINTERS


def codes_of(ranges: str) -> Iterator[str]:
    for word in ranges.split():
        low, _, high = word.partition("-")
        yield from (str(number).zfill(len(low)) for number in range(int(low), int(high or low) + 1))


def dictionary_entries(text: str) -> Iterator[tuple[list[str], str, list[str], list[str]]]:
    """(codes, flags, components, attributes) of each line of the GS1 Barcode Syntax Dictionary."""
    for line in text.splitlines():
        match = re.fullmatch(r"([0-9]+(?:-[0-9]+)?)\s+(?:([*?]+)\s+)?(.*?)(?:\s+#.*)?", line)
        if match:
            words = match[3].split()
            components = [word for word in words if re.match(r"\[?[NXYZ](\.\.)?[0-9]", word)]
            yield list(codes_of(match[1])), match[2] or "", components, words[len(components) :]


@pytest.fixture(scope="module")
def dictionary(vectors):
    text = (vectors / "gs1-digital-link/gs1-syntax-dictionary.txt").read_text(encoding="utf-8")
    return list(dictionary_entries(text))


def test_formats_are_the_dictionarys(dictionary):
    expected = {}
    for codes, _, components, _ in dictionary:
        kept = []
        for component in components:
            form, *linters = component.split(",")
            kept.append(",".join([form, *[linter for linter in linters if linter in LINTERS]]))
        expected.update(dict.fromkeys(codes, " ".join(kept)))
    assert {code: notation for notation, ranges in FORMATS.items() for code in codes_of(ranges)} == expected


def test_keys_and_qualifiers_are_the_dictionarys(dictionary):
    expected = {}
    for codes, _, _, attributes in dictionary:
        for attribute in attributes:
            name, _, sequences = attribute.partition("=")
            if name == "dlpkey":
                alternatives = tuple(tuple(sequence.split(",")) for sequence in sequences.split("|") if sequence)
                expected.update(dict.fromkeys(codes, alternatives))
    assert expected == PRIMARY_KEYS


def test_flags_are_the_dictionarys(dictionary):
    table = application_identifiers()
    for codes, flags, _, _ in dictionary:
        for code in codes:
            assert (table[code].predefined_length is not None) == ("*" in flags), code
            assert (code in NOT_ATTRIBUTES) == ("?" not in flags), code


def test_linters_of_keys_and_qualifiers_are_all_implemented(dictionary):
    in_paths = {*PRIMARY_KEYS, *(code for sequences in PRIMARY_KEYS.values() for codes in sequences for code in codes)}
    for codes, _, components, _ in dictionary:
        if in_paths.intersection(codes):
            named = {linter for component in components for linter in component.split(",")[1:]}
            assert named - LINTERS.keys() <= {"gcppos1", "gcppos2"}, codes


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("01", "09521321000018"),
        ("253", "9521321000018"),
        ("253", "9521321000018ABC"),
        ("8003", "09521321000018A/b"),
        ("8006", "095213210000180103"),
        ("8011", "10"),
        ("7040", "1A-_"),
        ("21", "!\"%&'()*+,-./:;<=>?"),
    ],
)
def test_right_values_are_accepted(code, value):
    identifier = application_identifiers()[code]
    identifier.check(value)
    assert identifier.pattern.fullmatch(value)


@pytest.mark.parametrize(
    ("code", "value", "why"),
    [
        ("01", "09521321000011", "check digit of 09521321000011 is 8"),
        ("01", "9521321000011", "GTIN .01. must be 14 digits"),
        ("253", "9521321000018" + "A" * 18, "optionally 1 to 17 characters"),
        ("255", "9521321000018A", "digits"),
        ("8003", "19521321000018", "must begin with 0"),
        ("8006", "095213210000180403", "no piece 04 of 03"),
        ("8006", "095213210000180000", "no piece 00 of 00"),
        ("8010", "9521321lower", "set 39"),
        ("8011", "01", "must not begin with 0"),
        ("8013", "9521321AAAAA", "check characters"),
        ("21", "", "serial number .21. must be 1 to 20"),
        ("21", "a b", "serial number"),
        ("21", "ä", "serial number"),
        ("21", "A\n", "serial number"),
        ("01", "٠٩٥٢١٣٢١٠٠٠٠١٨", "14 digits"),
    ],
)
def test_wrong_values_are_refused_with_the_reason(code, value, why):
    with pytest.raises(IdentifierError, match=why):
        application_identifiers()[code].check(value)


@pytest.mark.parametrize(
    ("key", "qualifiers", "fit"),
    [
        ("01", ["22", "10", "21"], True),
        ("01", ["22", "21"], True),
        ("01", ["21", "10"], False),
        ("01", ["21", "21"], False),
        ("01", ["235"], True),
        ("01", ["22", "235"], False),
        ("414", ["254", "7040"], False),
        ("00", [], True),
        ("00", ["21"], False),
    ],
)
def test_order_of_qualifiers(key, qualifiers, fit):
    assert qualifiers_fit(key, qualifiers) is fit
