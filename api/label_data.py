"""What a label says: the elements of one item, for people to read, for a QR code and for a GS1 DataMatrix."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from verifier.format import digital_link, element_string
from verifier.format.application_identifiers import application_identifiers
from verifier.format.errors import WayproofError
from verifier.format.gs1_key import Elements, canonical_key_uri, check_values, key_of
from verifier.format.item import canonical_item

MAX_CHARACTERS = 400
"""Most characters of a label's Digital Link: beyond that a QR code is larger than anybody prints on a label."""

_LOT, _BEST_BEFORE, _EXPIRY, _SERIAL = "10", "15", "17", "21"
_STEM = re.compile(
    r"https?://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?"
    r"(?:/[A-Za-z0-9._~-]+)*"
)
_BETWEEN_DELIMITERS = re.compile(r"[^/?&=]+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_DAYS_FROM, _DAYS_UNTIL = date(2000, 1, 1), date(2049, 12, 31)


class LabelError(WayproofError):
    """A label cannot be made as it was asked for; `member` names what is wrong in the request, if one thing is."""

    def __init__(self, message: str, member: str = "") -> None:
        super().__init__(message)
        self.member = member


class Codes(NamedTuple):
    """What codes hold: the QR code a Digital Link, the DataMatrix an element string, with 0x1D between its elements."""

    uri: str
    element_string: str


@dataclass(frozen=True, slots=True)
class LabelData:
    """What one label says: elements in the order of the label, and the stem of its Digital Link (scheme and domain)."""

    elements: Elements
    stem: str

    @property
    def item(self) -> str:
        """The canonical URI of the item."""
        return canonical_key_uri(key_of(self.elements))

    @property
    def lines(self) -> tuple[str, ...]:
        """The text for people (GS1 General Specifications, 4.14): an element a line, with its AI in brackets."""
        return tuple(f"({code}){value}" for code, value in self.elements)

    @property
    def codes(self) -> Codes:
        """What its codes hold."""
        return Codes(digital_link.build(self.elements, self.stem), element_string.to_plain(self.elements))

    def largest_codes(self) -> Codes:
        """Contents whose codes are as large as those of any label that these are the same for, or larger.

        Digits take least room in a code, and nothing takes more than a small letter: so what is all digits becomes
        zeros, and what is not becomes small letters.
        """
        elements = tuple((code, _worst(value)) for code, value in self.elements)
        uri = _BETWEEN_DELIMITERS.sub(lambda part: _worst(part[0]), self.codes.uri)
        return Codes(uri, element_string.to_plain(elements))


def label_of(text: str, stem: str) -> LabelData:
    """The label of an item by any of its names; of an element string or Digital Link with all that it says besides.

    Raises:
        IdentifierError: the text is no identifier, or names nothing that GS1 has a key for.
        LabelError: there is more in it than goes on a label.
    """
    return _checked(_in_order(_elements(text)), stem)


def trade_item_label(
    gtin: str, stem: str, *, serial: str | None = None, lot: str | None = None, dates: Elements = ()
) -> LabelData:
    """The label of a trade item, of GTIN-8 to GTIN-14; `dates` are elements as `date_elements` makes them.

    Raises as `label_of` does.
    """
    qualifiers = [(code, value) for code, value in ((_LOT, lot), (_SERIAL, serial)) if value is not None]
    elements = (("01", gtin.zfill(14)), *dates, *qualifiers)
    check_values(elements)
    return _checked(elements, stem)


def date_elements(best_before: str | None, expiry: str | None) -> Elements:
    """The elements of a label's dates, which come as ISO 8601 days: best before (15) and expiration (17).

    Raises:
        LabelError: naming the member, bestBefore or expiry, that is no such day.
    """
    given = (("bestBefore", _BEST_BEFORE, best_before), ("expiry", _EXPIRY, expiry))
    return tuple((code, _six_digits(day, member)) for member, code, day in given if day is not None)


def check_stem(stem: str, *, schemes: Iterable[str] = ("https",)) -> str:
    """The stem of Digital Links, without a slash at its end.

    Raises:
        LabelError: if it is no web address of one of the schemes, or of more than a host and a path.
    """
    stripped = stem.rstrip("/")
    if len(stripped) > 200 or not _STEM.fullmatch(stripped) or stripped.partition(":")[0] not in schemes:
        names = " or ".join(f"{scheme}://" for scheme in schemes)
        raise LabelError(
            f"must be {names}, a host and at most a path, such as https://id.example.com, not {stem!r}", "resolver"
        )
    return stripped


def _elements(text: str) -> Elements:
    if text[:1] in tuple("(]\x1d0123456789"):
        canonical_item(text)  # which says what is wrong with it
        return element_string.parse(text)
    link = digital_link.find(text) if len(text) <= 2048 and not text.startswith("urn:") else None
    if link is not None:
        return (*link.key, *link.attributes)
    return digital_link.parse(canonical_item(text)).key


def _in_order(elements: Elements) -> Elements:
    """The key, then what has a predefined length, so that fewer separators are needed; what is said twice, once."""
    key = key_of(elements)
    table = application_identifiers()
    others = [element for element in dict.fromkeys(elements) if element not in key]
    fixed = [element for element in others if table[element[0]].predefined_length is not None]
    return (key[0], *fixed, *key[1:], *(element for element in others if element not in fixed))


def _checked(elements: Elements, stem: str) -> LabelData:
    label = LabelData(elements, stem)
    length = len(label.codes.uri)
    if length > MAX_CHARACTERS:
        raise LabelError(f"takes {length} characters as Digital Link; at most {MAX_CHARACTERS} go on a label")
    return label


def _worst(text: str) -> str:
    return ("0" if text.isdigit() else "a") * len(text)


def _six_digits(day: str, member: str) -> str:
    """YYMMDD, which scanners read as of 2000 to 2049 now (GS1 General Specifications, 7.12)."""
    try:
        if not _DAY.fullmatch(day):
            raise ValueError
        parsed = date.fromisoformat(day)
    except ValueError:
        raise LabelError("must be a day that exists, such as 2027-03-31", member) from None
    if not _DAYS_FROM <= parsed <= _DAYS_UNTIL:
        raise LabelError(f"must be from {_DAYS_FROM} to {_DAYS_UNTIL}: the code has two digits for the year", member)
    return parsed.strftime("%y%m%d")
