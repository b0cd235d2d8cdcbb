"""Products: what their makers say of a class of goods, as signed notices, and how its checkpoints are anchored."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime

import sqlalchemy as sa

from ledger import store_parties, store_pictures, store_statements
from ledger.capture import Outcome, capture_notice, outcome_of
from ledger.epcis_error import EventError, MemberError, pointer_to
from ledger.errors import AlreadyThere, UnknownStatement
from ledger.rules import Grants
from ledger.service import Ledger
from ledger.spoken import standing_notice, statements_about
from ledger.statement import decode_saying, re_of, saying_of_notice
from ledger.store_parties import Product
from verifier.format import base64url
from verifier.format.disclosure import DESCRIPTION_MEMBERS
from verifier.format.errors import FormatError
from verifier.format.item import ItemKind, canonical_item, describe_item
from verifier.format.item_tree import EPC
from verifier.format.jcs import Json

ANCHORINGS = ("anchored", "onchain")
"""How a product's checkpoints reach the chain: with everything in anchors, or recorded there one by one besides."""

_MAX_TEXT = 4000
_DATE = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")


def put_product(ledger: Ledger, party: bytes, uri: str, anchoring: str = "anchored") -> Product:
    """Choose how the checkpoints of a class of goods are anchored; the first party to do so keeps it, for as long
    as it may speak for the goods.

    Raises MemberError naming the argument that is wrong, AlreadyThere if it is another party's.
    """
    canonical = _class_uri(uri)
    if anchoring not in ANCHORINGS:
        raise MemberError(("anchoring",), f"must be one of {', '.join(ANCHORINGS)}")
    product = Product(canonical, party, anchoring)
    with ledger.store.write() as connection:
        _refuse_anothers(connection, party, canonical)
        store_parties.put_product(connection, product)
    return product


def refuse_anothers(ledger: Ledger, party: bytes, uri: str) -> None:
    """Raise AlreadyThere if a class of goods is another party's product, MemberError if it is no class of goods."""
    with ledger.store.read() as connection:
        _refuse_anothers(connection, party, _class_uri(uri))


def _refuse_anothers(connection: sa.Connection, party: bytes, canonical: str) -> None:
    known = store_parties.find_product(connection, canonical)
    if known is not None and known.party_id != party and not Grants(connection, known.party_id).fault(canonical):
        raise AlreadyThere(f"{canonical} is another party's product")


def describe(ledger: Ledger, party: bytes, uri: str, members: Mapping[str, Json]) -> Outcome:
    """Say what an item or a class of goods is (`description` notice); saying the same again changes nothing.

    `members` are among those of docs/format.md 3.3. The outcome has problems if they are wrong, or the item is not the
    party's to describe. Raises as `ledger.capture.capture_notice` does.
    """
    try:
        item = _item(uri)
        _check_description(members)
    except MemberError as fault:
        return Outcome("", problems=(EventError(pointer_to("", fault.path), fault.message),))
    with ledger.store.read() as connection:
        missing = _missing_picture(connection, members)
        standing = standing_notice(connection, party, {item: EPC}, "description")
    if missing is not None:
        return Outcome("", problems=(missing,))
    if standing is not None:
        said = decode_saying(standing.content).event
        if {name: value for name, value in said.items() if name in DESCRIPTION_MEMBERS} == dict(members):
            return outcome_of(standing)
    return capture_notice(ledger, party, saying_of_notice("description", [item], {**present_time(ledger), **members}))


def declare_serialised(ledger: Ledger, party: bytes, uri: str) -> Outcome:
    """Declare that every serial of a class made from now on is on this log (`serialised` notice), once."""
    try:
        item = _class_uri(uri)
    except MemberError as fault:
        return Outcome("", problems=(EventError(pointer_to("", fault.path), fault.message),))
    with ledger.store.read() as connection:
        standing = standing_notice(connection, party, {item: EPC}, "serialised")
    if standing is not None:
        return outcome_of(standing)
    return capture_notice(ledger, party, saying_of_notice("serialised", [item], present_time(ledger)))


def withdraw(ledger: Ledger, party: bytes, statement_id: bytes) -> Outcome:
    """Withdraw a notice that the party made: it is shown still, and counts no more.

    Raises UnknownStatement if the party made no such notice, and as `ledger.capture.capture_notice` does.
    """
    with ledger.store.read() as connection:
        stored = store_statements.by_id(connection, statement_id)
        if stored is None or stored.party_id != party or stored.notice in (None, "correction", "withdrawn"):
            raise UnknownStatement("you have made no such notice")
        roles = decode_saying(stored.content).roles
        for earlier in statements_about(connection, party, roles, as_notice=True):
            if earlier.notice == "withdrawn" and re_of(earlier.entry) == statement_id:
                return outcome_of(earlier)
    return capture_notice(ledger, party, saying_of_notice("withdrawn", list(roles), present_time(ledger)), statement_id)


def find_product(ledger: Ledger, uri: str) -> Product | None:
    """The settings of a class of goods, by canonical URI."""
    with ledger.store.read() as connection:
        return store_parties.find_product(connection, uri)


def products_of(ledger: Ledger, party: bytes | None = None) -> list[Product]:
    """All products, or a party's."""
    with ledger.store.read() as connection:
        return store_parties.products_of(connection, party)


def present_time(ledger: Ledger, milliseconds: int = 0) -> dict[str, Json]:
    """The members that say when, for what is said in the present second, so many milliseconds into it."""
    moment = datetime.fromtimestamp(ledger.clock(), UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return {"eventTime": f"{moment}.{milliseconds:03}Z", "eventTimeZoneOffset": "+00:00"}


def _item(uri: str) -> str:
    try:
        return canonical_item(uri)
    except FormatError as error:
        raise MemberError(("item",), f"is no usable identifier: {error}") from None


def _class_uri(uri: str) -> str:
    item = _item(uri)
    if describe_item(item).kind is not ItemKind.CLASS:
        raise MemberError(("item",), "must be a class of goods, such as a GTIN without a serial number")
    return item


def _check_description(members: Mapping[str, Json]) -> None:
    if not members:
        raise MemberError((), "must say something of the product, such as its name")
    for name, value in members.items():
        if name not in DESCRIPTION_MEMBERS:
            raise MemberError((name,), f"is unknown here; known are {', '.join(sorted(DESCRIPTION_MEMBERS))}")
        if name == "picture":
            _check_picture(value)
        elif not isinstance(value, str) or not value.strip() or len(value) > _MAX_TEXT:
            raise MemberError((name,), f"must be text of 1 to {_MAX_TEXT} characters")
        elif name == "bestBefore" and not _DATE.fullmatch(value):
            raise MemberError((name,), "must be a date, such as 2027-03-31")


def _missing_picture(connection: sa.Connection, members: Mapping[str, Json]) -> EventError | None:
    """What is wrong with a picture that readers could have from nowhere."""
    picture = members.get("picture")
    if not isinstance(picture, dict) or "url" in picture:
        return None
    if store_pictures.is_there(connection, base64url.decode(picture["sha256"], 32)):
        return None
    return EventError("/picture/sha256", "names a picture that is not here: upload it first, to /api/v1/pictures")


def _check_picture(value: Json) -> None:
    if not isinstance(value, dict) or not {"sha256"} <= value.keys() <= {"sha256", "url"}:
        raise MemberError(("picture",), "must be an object of sha256 and, if it is elsewhere too, url")
    try:
        base64url.decode(value["sha256"], 32)
    except FormatError as error:
        raise MemberError(("picture", "sha256"), f"must be the picture's SHA-256: {error}") from None
    url = value.get("url", "https://")
    if not isinstance(url, str) or not url.startswith("https://") or len(url) > _MAX_TEXT:
        raise MemberError(("picture", "url"), "must be an https address")
