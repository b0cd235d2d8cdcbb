"""GS1 Digital Link URIs: reading those on any domain, writing them (GS1 Digital Link: URI Syntax 1.4)."""

import re
from dataclasses import dataclass

from verifier.format.application_identifiers import (
    CONVENIENCE_NAMES,
    NOT_ATTRIBUTES,
    PRIMARY_KEYS,
    application_identifiers,
    qualifiers_fit,
)
from verifier.format.errors import IdentifierError
from verifier.format.gs1_key import CANONICAL_STEM, Elements, begins_with_company_prefix, check_values, key_of, pad_gtin
from verifier.format.percent_encoding import escape, escape_query, unescape, unescape_query

_URI_CHARACTERS = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_PARTS = re.compile(
    r"(?:https?|HTTPS?)://[A-Za-z0-9.:\[\]\-]+"
    r"(?P<path>/[A-Za-z0-9\-._~:/\[\]@!$&'()*+,;=%]*)"
    r"(?:\?(?P<query>[A-Za-z0-9\-._~:/?\[\]@!$&'()*+,;=%]*))?"
    r"(?:#[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*)?"
)
_PATH_CODES = {
    **{code: code for code in PRIMARY_KEYS},
    **{code: code for alternatives in PRIMARY_KEYS.values() for codes in alternatives for code in codes},
    **CONVENIENCE_NAMES,
}
# A key that may contain letters is recognised by the digits of its company prefix, which has at least four.
_KEY_IN_PATH = re.compile(
    "/(?:" + "|".join(code for code in _PATH_CODES if _PATH_CODES[code] in PRIMARY_KEYS) + ")/[0-9]{4}"
)


@dataclass(frozen=True, slots=True)
class DigitalLink:
    """What a Digital Link says: the primary key with its qualifiers, and the data attributes of its query."""

    key: Elements
    attributes: Elements


def parse(uri: str) -> DigitalLink:
    """Read a Digital Link URI.

    Raises:
        IdentifierError: naming what makes it none.
    """
    link = find(uri)
    if link is None:
        raise IdentifierError(_fault(uri))
    return link


def find(uri: str) -> DigitalLink | None:
    """Read a Digital Link URI, or return None for a URI that has not the form of one.

    Raises:
        IdentifierError: if it has the form, and a value in it is wrong.
    """
    if not _KEY_IN_PATH.search(uri):
        return None
    parts = _PARTS.fullmatch(uri)
    if parts is None:
        return None
    key = find_key(parts["path"])
    if key is None:
        return None
    check_values(key)
    query = parts["query"]
    return DigitalLink(key, _attributes(query, key) if query else ())


def find_key(path: str, *, prefix_allowed: bool = True) -> Elements | None:
    """The key in a URI's path, after a prefix if there may be one; None if there is none in the right form.

    Lengths, characters and the order of qualifiers are right in what it returns; check digits are not checked.
    """
    segments = path.split("/")
    # From the end in pairs, because a prefix may hold anything, even what looks like a key.
    position = len(segments) - 2
    while position > 0:
        code = _PATH_CODES.get(segments[position])
        if code is None:
            return None
        if code in PRIMARY_KEYS:
            break
        position -= 2
    if position < 1 or (position > 1 and not prefix_allowed):
        return None
    table = application_identifiers()
    elements = []
    for index in range(position, len(segments), 2):
        code = _PATH_CODES[segments[index]]
        try:
            value = pad_gtin(code, unescape(segments[index + 1]))
        except IdentifierError:
            return None
        if not table[code].pattern.fullmatch(value):
            return None
        elements.append((code, value))
    key, *qualifiers = elements
    if not begins_with_company_prefix(key[1]) or not qualifiers_fit(key[0], [code for code, _ in qualifiers]):
        return None
    return tuple(elements)


def looks_like_digital_link(uri: str) -> bool:
    """Whether a URI has the name of a primary key and four digits in its path: if it is none, it is a broken one."""
    path = uri.partition("?")[0].partition("#")[0]
    return _KEY_IN_PATH.search(path) is not None or path.startswith(("https://id.gs1.org/", "http://id.gs1.org/"))


def build_path(key: Elements) -> str:
    """The path of a Digital Link to a checked key, such as /01/09521321000011/21/A%2FB."""
    return "".join(f"/{code}/{escape(value)}" for code, value in key)


def build(elements: Elements, stem: str = CANONICAL_STEM) -> str:
    """The Digital Link URI under `stem` (scheme, domain, prefix) that says what the elements say.

    The first primary key and its qualifiers become the path; everything else the query, those of predefined length
    first.

    Raises:
        IdentifierError: if there is no primary key, or an element has no place in a Digital Link.
    """
    check_values(elements)
    key = key_of(elements)
    in_path = {code for code, _ in key}
    attributes = [element for element in dict.fromkeys(elements) if element[0] not in in_path]
    for code, _ in attributes:
        _check_attribute(code, key)
    table = application_identifiers()
    attributes.sort(key=lambda element: table[element[0]].predefined_length is None)
    query = "&".join(f"{code}={escape_query(value)}" for code, value in attributes)
    return stem.rstrip("/") + build_path(key) + (f"?{query}" if query else "")


def _attributes(query: str, key: Elements) -> Elements:
    """The data attributes of a query. Parameters that are not all digits belong to others and are passed over."""
    attributes: dict[str, str] = {}
    for parameter in query.split("&"):
        code, separator, text = parameter.partition("=")
        if not separator or not code.isdigit():
            continue
        _check_attribute(code, key)
        if code in attributes:
            raise IdentifierError(f"AI ({code}) occurs twice in the query")
        attributes[code] = pad_gtin(code, unescape_query(text))
    elements = tuple(attributes.items())
    check_values(elements)
    return elements


def _check_attribute(code: str, key: Elements) -> None:
    if code not in application_identifiers():
        raise IdentifierError(f"there is no GS1 application identifier ({code})")
    if code == key[0][0] or any(code in alternative for alternative in PRIMARY_KEYS[key[0][0]]):
        raise IdentifierError(f"AI ({code}) belongs in the path after ({key[0][0]}), not in the query")
    if code in NOT_ATTRIBUTES:
        raise IdentifierError(f"AI ({code}) is no data attribute of a Digital Link to ({key[0][0]})")


def _fault(uri: str) -> str:
    """Why a URI is no Digital Link, in words. Only reached when it is none, so that it may take its time."""
    if not _URI_CHARACTERS.fullmatch(uri):
        return 'a URI has only ASCII characters, and of those " < > \\ ^ ` { | } and space must be percent-encoded'
    parts = _PARTS.fullmatch(uri)
    if parts is None:
        return "a Digital Link begins with https:// and a domain name, and goes on with a path"
    path = parts["path"]
    found = _KEY_IN_PATH.search(path)
    if found is None:
        return "its path has no GS1 key such as /01/ and a GTIN, or /00/ and an SSCC"
    return path_fault(path[found.start() :])


def path_fault(path: str) -> str:
    """Why a path in which no key was found is none, in words."""
    segments = path.split("/")[1:]
    if _PATH_CODES.get(segments[0] if segments else "") not in PRIMARY_KEYS:
        return "its path does not begin with a GS1 key such as /01/ and a GTIN, or /00/ and an SSCC"
    table = application_identifiers()
    codes: list[str] = []
    for name, segment in zip(segments[::2], segments[1::2], strict=False):
        code = _PATH_CODES.get(name)
        if code is None:
            return f"{name!r} is no key qualifier; after a GS1 key there may only be its qualifiers"
        try:
            value = pad_gtin(code, unescape(segment))
            table[code].check(value)
        except IdentifierError as error:
            return str(error)
        if not codes and not begins_with_company_prefix(value):
            return f"{table[code]} begins with a company prefix of at least four digits, not {value!r}"
        codes.append(code)
    if len(segments) % 2:
        return "its path ends with a slash" if not segments[-1] else f"{segments[-1]!r} in its path has no value"
    order = " or ".join(", ".join(alternative) for alternative in PRIMARY_KEYS[codes[0]]) or "none"
    return f"qualifiers {', '.join(codes[1:])} of ({codes[0]}) are not of those allowed, in this order: {order}"
