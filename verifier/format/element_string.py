"""GS1 element strings, as printed with brackets or as scanners send them (GS1 General Specifications, 7.8)."""

import re

from verifier.format.application_identifiers import ApplicationIdentifier, application_identifiers
from verifier.format.errors import IdentifierError
from verifier.format.gs1_key import Elements, check_values

SEPARATOR = "\x1d"
"""What scanners send for FNC1 between values (ASCII group separator)."""

_BRACKETED = re.compile(r"\(([0-9]{2,4})\)((?:[^(\\]|\\.)*)")
_START = re.compile(r"\A(?:\](?:C1|e0|d2|Q3|J1))?\x1d?")
_LONGEST_CODE = 4
# Lengths of GTIN, GSIN, SSCC and GSRN. Many a GTIN-13 would read as a GINC (401) or a GIAI (8004).
_LENGTHS_OF_NUMBERS_ALONE = frozenset({8, 12, 13, 14, 17, 18})


def parse(text: str) -> Elements:
    r"""Read an element string: bracketed, as in `(01)09521321000011(21)A\(B`, or plain, with FNC1 as 0x1D.

    In a bracketed one a backslash before an opening bracket makes it part of the value. A plain one may begin with
    the symbology identifier of a GS1 carrier or with FNC1; it must, where it could be a GTIN or SSCC alone.

    Raises:
        IdentifierError: naming what is wrong.
    """
    elements = _parse_bracketed(text) if text.startswith("(") else _parse_plain(text)
    check_values(elements)
    return elements


def to_bracketed(elements: Elements) -> str:
    r"""The element string of checked elements in brackets, as `parse` reads it: `(01)09521321000011(21)A\(B`."""
    return "".join([f"({code})" + value.replace("(", r"\(") for code, value in elements])


def to_plain(elements: Elements) -> str:
    """The element string of checked elements as scanners send it, 0x1D after what has no predefined length."""
    table = application_identifiers()
    parts = []
    for code, value in elements:
        parts += [code, value, "" if table[code].predefined_length is not None else SEPARATOR]
    return "".join(parts[:-1])


def _parse_bracketed(text: str) -> Elements:
    elements = []
    position = 0
    while position < len(text):
        match = _BRACKETED.match(text, position)
        if match is None:
            raise IdentifierError(f"there is no application identifier in brackets at {text[position:][:10]!r}")
        elements.append((match[1], match[2].replace("\\(", "(")))
        position = match.end()
    return tuple(elements)


def _parse_plain(text: str) -> Elements:
    if text.isdigit() and len(text) in _LENGTHS_OF_NUMBERS_ALONE:
        raise IdentifierError(f"{text} is a number alone; write what it is, as in (01) before a GTIN")
    text = _START.sub("", text)
    if not text:
        raise IdentifierError("the element string is empty")
    elements = []
    position = 0
    while position < len(text):
        identifier = _identifier_at(text, position)
        start = position + len(identifier.code)
        end = text.find(SEPARATOR, start)
        if end < 0:
            end = len(text)
        if identifier.predefined_length is not None:
            end = min(end, start + identifier.predefined_length)
        elements.append((identifier.code, text[start:end]))
        position = end + 1 if text[end : end + 1] == SEPARATOR else end
    return tuple(elements)


def _identifier_at(text: str, position: int) -> ApplicationIdentifier:
    table = application_identifiers()
    for length in range(2, _LONGEST_CODE + 1):
        identifier = table.get(text[position : position + length])
        if identifier is not None:
            return identifier
    raise IdentifierError(f"there is no GS1 application identifier at {text[position : position + 4]!r}")
