"""GS1 keys as element lists, and their one canonical URI (CBV 2.0 §8.9, "constrained" canonical Digital Link)."""

import re

from verifier.format.application_identifiers import PRIMARY_KEYS, application_identifiers
from verifier.format.errors import IdentifierError
from verifier.format.percent_encoding import escape_canonical

Elements = tuple[tuple[str, str], ...]
"""Application identifiers with their values. Where it names a key, the primary key first, then its qualifiers."""

CANONICAL_STEM = "https://id.gs1.org"

_COMPANY_PREFIX = re.compile("[0-9]{4}")
_PRODUCT_VARIANT, _LOT, _SERIAL = "22", "10", "21"


def canonical_key_uri(key: Elements) -> str:
    """The canonical URI of a checked key.

    Of the qualifiers only the finest level stays: never the consumer product variant (22), and the lot (10) only
    where there is no serial number (21).
    """
    uri = CANONICAL_STEM
    serialised = any(code == _SERIAL for code, _ in key)
    for code, value in key:
        if code != _PRODUCT_VARIANT and not (code == _LOT and serialised):
            uri += f"/{code}/{value if value.isalnum() else escape_canonical(value)}"
    return uri


def check_values(elements: Elements) -> None:
    """Check the value of each application identifier.

    Raises:
        IdentifierError: naming the first that is wrong, and how.
    """
    table = application_identifiers()
    for code, value in elements:
        identifier = table.get(code)
        if identifier is None:
            raise IdentifierError(f"there is no GS1 application identifier ({code})")
        identifier.check(value)


def pad_gtin(code: str, value: str) -> str:
    """A GTIN-8, GTIN-12 or GTIN-13 with the zeros that make it a GTIN-14; any other value as it is."""
    return value.zfill(14) if code == "01" and len(value) in {8, 12, 13} else value


def begins_with_company_prefix(value: str) -> bool:
    """Whether a primary key's value begins with the four digits that every GS1 company prefix has at least."""
    return _COMPANY_PREFIX.match(value) is not None


def key_of(elements: Elements) -> Elements:
    """The first primary key among the elements, followed by those of its qualifiers that are there, in their order.

    Raises:
        IdentifierError: if there is no primary key or it has no company prefix, an element occurs twice with
            different values, or qualifiers that exclude each other are there.
    """
    values: dict[str, str] = {}
    for code, value in elements:
        if values.setdefault(code, value) != value:
            raise IdentifierError(f"AI ({code}) occurs with different values: {values[code]!r} and {value!r}")
    key = next((code for code in values if code in PRIMARY_KEYS), None)
    if key is None:
        raise IdentifierError("there is no GS1 key such as (01) GTIN or (00) SSCC in it")
    if not begins_with_company_prefix(values[key]):
        raise IdentifierError(f"AI ({key}) begins with a company prefix of at least four digits, not {values[key]!r}")
    used = [[code for code in alternative if code in values] for alternative in PRIMARY_KEYS[key]]
    used = [codes for codes in used if codes]
    if len(used) > 1:
        raise IdentifierError(f"AI ({used[0][0]}) and AI ({used[1][0]}) do not go together")
    qualifiers = used[0] if used else []
    return tuple((code, values[code]) for code in [key, *qualifiers])
