"""One value of an EPCIS event as the Event Hash ID writes it (docs/event-hash.md section 3)."""

from __future__ import annotations

import math
import re

from verifier.format.epcis_context import Context
from verifier.format.epcis_vocabulary import URN, web_uri
from verifier.format.errors import FormatError
from verifier.format.gs1_key import CANONICAL_STEM
from verifier.format.item import canonical_uri
from verifier.format.jcs import MAX_SAFE_INTEGER, Json

WHITE_SPACE = "\t\n\r "
"""What is cut off at both ends of a value: the white space of XML."""

# The commonest canonical URIs, which would come back unchanged whether or not their check digit is right.
_CANONICAL = re.compile(
    r"https://id\.gs1\.org/(?:01/[0-9]{14}(?:/(?:10|21)/[0-9A-Za-z]{1,20})?|00/[0-9]{18}|417/[0-9]{13}"
    r"|414/[0-9]{13}(?:/254/[0-9A-Za-z]{1,20})?|253/[0-9]{13}[0-9A-Za-z]{0,17}|8004/[0-9]{4}[0-9A-Za-z]{0,26})"
)
_SCHEMES = frozenset({"http", "HTTP", "urn:"})
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


def canonical_value(value: Json, context: Context) -> str:
    """The text of a string, number or boolean; null is the empty text. Raises FormatError for a list or an object."""
    if isinstance(value, str):
        return canonical_text(value, context)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and -MAX_SAFE_INTEGER <= value <= MAX_SAFE_INTEGER:
        return str(value)
    if isinstance(value, float) and (abs(value) <= MAX_SAFE_INTEGER or 1e21 <= abs(value) < math.inf):
        return _shortest(value)
    if isinstance(value, int | float):
        raise FormatError("an EPCIS number is not finite, or an integer beyond ±(2^53−1)")
    raise FormatError("an EPCIS value is a list or an object where it must be simple")


def canonical_text(text: str, context: Context) -> str:
    """A string value: white space cut off, then by its kind.

    With a colon it may be a compact IRI (expanded), a CBV word as URN (its web URI), or a GS1 identifier (its canonical
    Digital Link URI; a broken one is left as it is). Without one it may be a number.
    """
    if text.isalpha() or (text.startswith(CANONICAL_STEM) and _CANONICAL.fullmatch(text) is not None):
        return text  # as all that follows would
    text = text.strip(WHITE_SPACE)
    if ":" not in text:
        return canonical_number(text)
    text = context.iri(text)
    if text.startswith(URN):
        return web_uri(text)
    if text[:4] not in _SCHEMES:
        return text
    try:
        return canonical_uri(text)
    except FormatError:
        return text


def canonical_number(text: str) -> str:
    """Decimal text as the shortest text of its double: an integer without a point, otherwise as few digits as tell it
    from its neighbours, with an exponent of at least two digits below 1e-4. Other text, and text beyond the doubles, is
    left as it is.
    """
    if _NUMBER.fullmatch(text) is None:
        return text
    number = float(text)
    return text if math.isinf(number) else _shortest(number)


def _shortest(number: float) -> str:
    return str(int(number)) if number.is_integer() else repr(number)
