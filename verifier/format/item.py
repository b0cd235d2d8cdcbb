"""Items and parties: the one name of each, its keys in the index, and what a name says (docs/format.md, "Items")."""

import functools
import hashlib
import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from verifier.format import digital_link, element_string, epc_urn
from verifier.format.check_digit import check_digit
from verifier.format.errors import IdentifierError
from verifier.format.gs1_key import CANONICAL_STEM, Elements, canonical_key_uri, check_values, key_of
from verifier.format.normal_uri import check_normal_uri

_MAX_INPUT = 2048
_DID = re.compile(r"did:[a-z0-9]+:(?:(?:[A-Za-z0-9._-]|%[0-9A-F]{2})*:)*(?:[A-Za-z0-9._-]|%[0-9A-F]{2})+")
_COMPANY_PREFIX_AREA = re.compile(r"[0-9]{1,12}")
# The commonest canonical URIs: nothing but their check digit can be wrong, and then what follows says so.
_COMMON = re.compile(
    re.escape(CANONICAL_STEM)
    + r"/(?:(01)/([0-9]{14})(?:/(10|21)/([0-9A-Za-z]{1,20}))?|(00(?=/[0-9]{18}$)|41[47](?=/[0-9]{13}$))/([0-9]+))"
)
# URNs of what is in a tag's memory, which EPCIS does not allow in events (EPCIS 2.0, section 6.4).
_TAG_URNS = ("urn:epc:tag:", "urn:epc:raw:", "urn:epc:pat:")


class ItemKind(Enum):
    """What sort of thing a URI names."""

    INSTANCE = "instance"
    LOT = "lot"
    CLASS = "class"
    PARTY = "party"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Item:
    """What a canonical URI says about what it names.

    `primary_ai` and `primary_value` are its GS1 key, None for other URIs. `prefix_digits` are the up to 12 digits
    that begin with the GS1 company prefix. `class_uri` is the class (GTIN) that an instance, a lot or a piece
    belongs to.
    """

    uri: str
    kind: ItemKind
    primary_ai: str | None = None
    primary_value: str | None = None
    gtin: str | None = None
    lot: str | None = None
    serial: str | None = None
    prefix_digits: str | None = None
    class_uri: str | None = None


def canonical_item(text: str) -> str:
    """The canonical URI of an item, place or party (CBV 2.0 §8.9, constrained; docs/format.md, "Items").

    Takes a GS1 Digital Link on any domain, an EPC URN, an element string with brackets or without, or any other
    absolute URI that is already normal.

    Raises:
        IdentifierError: naming what is wrong.
    """
    _check_input(text)
    if text[:1] in "(]\x1d0123456789":
        return canonical_key_uri(key_of(element_string.parse(text)))
    key = _find_key(text)
    if key is not None:
        return canonical_key_uri(key)
    if digital_link.looks_like_digital_link(text):
        digital_link.parse(text)
    if text.startswith(_TAG_URNS):
        raise IdentifierError("a URN of a tag's memory names no item; write the pure identity, urn:epc:id:…")
    check_normal_uri(text)
    return text


def canonical_uri(text: str) -> str:
    """The canonical URI of a GS1 key written as an EPC URN or a Digital Link; any other text as it is.

    For the identifiers in an event that the Event Hash ID is computed from.

    Raises:
        IdentifierError: if the text has the form of a GS1 key's URI, and a value in it is wrong.
    """
    key = _find_key(text)
    return text if key is None else canonical_key_uri(key)


def canonical_party(text: str) -> str:
    """The canonical URI of a party: the Digital Link of its party GLN (PGLN), or a DID (W3C DID 1.0, section 3.1).

    Raises:
        IdentifierError: for anything else.
    """
    _check_input(text)
    if text.startswith("did:"):
        if not _DID.fullmatch(text):
            raise IdentifierError(f"{text!r} is no DID, such as did:web:example.com")
        check_normal_uri(text)
        return text
    uri = canonical_item(text)
    if not re.fullmatch(re.escape(CANONICAL_STEM) + "/417/[0-9]{13}", uri):
        raise IdentifierError(f"{text!r} names no party: that takes a party GLN (417) or a DID")
    return uri


def from_path(path: str) -> str:
    """The canonical URI for the path of a request to a Digital Link resolver, percent-encoded as it was sent.

    One slash at the end is tolerated, as GS1-conformant resolvers should.

    Raises:
        IdentifierError: naming what is wrong.
    """
    return levels_of_path(path)[0][1]


def levels_of_path(path: str) -> tuple[tuple[str, str], ...]:
    """What the path of a request to a resolver names, and each level above it up to the primary key.

    A level is its own Digital Link path and its canonical URI; two levels never have the same URI.

    Raises:
        IdentifierError: as `from_path` does.
    """
    _check_input(path)
    stripped = path.removesuffix("/")
    key = digital_link.find_key(stripped, prefix_allowed=False)
    if key is None:
        raise IdentifierError(digital_link.path_fault(stripped))
    check_values(key)
    asked = canonical_key_uri(key)
    levels = {asked: digital_link.build_path(key)}
    for length in range(len(key) - 1, 0, -1):
        uri = canonical_key_uri(key[:length])
        if uri != asked:
            levels[uri] = digital_link.build_path(key[:length])
    return tuple((level, uri) for uri, level in levels.items())


def to_digital_link_path(uri: str) -> str:
    """The path, on any resolver, for a GS1 key's URI: /01/09521321000011/21/ABC.

    Raises:
        IdentifierError: if the URI names no GS1 key.
    """
    key = _find_key(uri)
    if key is None:
        raise IdentifierError(f"{uri!r} names no GS1 key, so that no Digital Link leads to it")
    return digital_link.build_path(key)


def lot_uri(gtin: str, lot: str) -> str:
    """The canonical URI of a lot.

    Raises:
        IdentifierError: if one of both is not right.
    """
    key = (("01", gtin), ("10", lot))
    check_values(key)
    return canonical_key_uri(key)


@functools.lru_cache(maxsize=1024)
@lru_cache(maxsize=4096)
def describe_item(uri: str) -> Item:
    """What a canonical URI says.

    Raises:
        IdentifierError: if it is not canonical.
    """
    key = _find_key(uri)
    if uri != (canonical_item(uri) if key is None else canonical_key_uri(key)):
        raise IdentifierError(f"{uri!r} is not canonical")
    if key is None:
        return Item(uri, ItemKind.OTHER)
    primary_ai, primary_value = key[0]
    qualifiers = dict(key[1:])
    gtin = primary_value[:14] if primary_ai in {"01", "8006"} else None
    serial = qualifiers.get("21") or qualifiers.get("235") or qualifiers.get("8011")
    serial = serial or primary_value[_SERIAL_WITHIN.get(primary_ai, len(primary_value)) :] or None
    class_uri = None if gtin is None else canonical_key_uri((("01", gtin),))
    return Item(
        uri,
        _kind(primary_ai, qualifiers, serial),
        primary_ai,
        primary_value,
        gtin,
        qualifiers.get("10"),
        serial,
        _prefix_digits(primary_ai, primary_value),
        None if class_uri == uri else class_uri,
    )


def item_key(uri: str) -> bytes:
    """The item key, 32 bytes: what the item index, openings and the members of an event know an item by."""
    return _tagged_hash("wayproof item v1", _utf8(uri))


def notice_key(item_key: bytes) -> bytes:
    """The key of the item's list of notices in the item index, 32 bytes."""
    return _tagged_hash("wayproof notice v1", item_key)


def members_key(item_key: bytes) -> bytes:
    """The key of a lot's list of members in the item index, 32 bytes."""
    return _tagged_hash("wayproof members v1", item_key)


def party_id(party_uri: str) -> bytes:
    """The party id, 32 bytes: what the registry on chain knows a party by."""
    return _tagged_hash("wayproof party v1", _utf8(party_uri))


_SERIAL_WITHIN = {"253": 13, "255": 13, "8003": 14}
_INSTANCES = frozenset({"00", "401", "402", "8004", "8017", "8018"})
_CLASSES = frozenset({"01", "253", "255", "8003", "8006", "8010", "8013"})


def _kind(primary_ai: str, qualifiers: dict[str, str], serial: str | None) -> ItemKind:
    if serial is not None or primary_ai in _INSTANCES:
        return ItemKind.INSTANCE
    if "10" in qualifiers:
        return ItemKind.LOT
    if primary_ai in _CLASSES:
        return ItemKind.CLASS
    return {"414": ItemKind.PLACE, "417": ItemKind.PARTY}.get(primary_ai, ItemKind.OTHER)


def _prefix_digits(primary_ai: str, primary_value: str) -> str | None:
    # A GTIN's indicator, an SSCC's extension digit and the zero that begins a GRAI stand before the company prefix.
    start = 1 if primary_ai in {"00", "01", "8003", "8006"} else 0
    match = _COMPANY_PREFIX_AREA.match(primary_value, start)
    return match[0] if match else None


@lru_cache(maxsize=4096)  # a capture asks for the same name more than once, and places recur for ever
def _find_key(text: str) -> Elements | None:
    common = _COMMON.fullmatch(text)
    if common is not None:
        primary, value, qualifier, detail = common[1] or common[5], common[2] or common[6], common[3], common[4]
        if check_digit(value[:-1]) == value[-1]:
            return ((primary, value), (qualifier, detail)) if qualifier else ((primary, value),)
    if text.startswith("urn:"):
        return epc_urn.find(text)
    link = digital_link.find(text)
    return None if link is None else link.key


def _check_input(text: str) -> None:
    if not isinstance(text, str):
        raise IdentifierError(f"an identifier is text, not {type(text).__name__}")
    if not text:
        raise IdentifierError("the identifier is empty")
    if len(text) > _MAX_INPUT:
        raise IdentifierError(f"an identifier has at most {_MAX_INPUT} characters, not {len(text)}")


def _utf8(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise IdentifierError(f"{text!r} is not Unicode text") from error


def _tagged_hash(tag: str, content: bytes) -> bytes:
    return hashlib.sha256(tag.encode() + b"\0" + content).digest()
