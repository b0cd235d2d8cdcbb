"""One EPCIS event in the form that the ledger signs: every identifier by its one name, every CBV word bare."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from ledger.epcis_canonical import canonical_members
from ledger.epcis_error import EventError, MemberError, pointer_to
from verifier.format import recall_text
from verifier.format.epcis_context import Context
from verifier.format.errors import FormatError
from verifier.format.event_hash import event_hash_id
from verifier.format.event_items import event_items
from verifier.format.jcs import Json, encode

MAX_MEMBERS = 256
"""Most members of one event: each becomes a disclosure, of which a statement has at most 512 with decoys."""

RESERVED_NAMES = frozenset({"wayproof:eventHashID", "core", "where"})
"""Names of disclosures that are no members of the event (docs/format.md section 3.3)."""

_EPC_LISTS = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
_QUANTITY_LISTS = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")


class CanonicalEvent(NamedTuple):
    """An event that was checked and brought into canonical form. Made by `canonical_event`.

    `event` has no `@context` and no `recordTime`; `context` is the `@context` that its names were read with. The hashes
    are SHA-256 of the RFC 8785 bytes of the member, None where the event has no such member. `roles` gives each item's
    canonical URI its role (docs/format.md section 3.4).
    """

    type: str
    event: dict[str, Json]
    context: Json
    event_hash_id: str
    error_declaration_hash: bytes | None
    certification_info_hash: bytes | None
    roles: Mapping[str, int]

    def items(self) -> list[tuple[str, int]]:
        """The items that the event names, each once, with its role."""
        return list(self.roles.items())


def canonical_event(event: Mapping[str, Json], context_value: Json, context: Context, pointer: str) -> CanonicalEvent:
    """Bring an event that fits the schema (`ledger.epcis_schema`) into canonical form.

    `context_value` is the `@context` in force and `context` the same, parsed; `pointer` is the JSON Pointer to the
    event. The Event Hash ID of the canonical form is that of the event as given.

    Raises:
        EventError: naming the first member that is wrong: a broken identifier, a date that does not exist, a number
            that JSON cannot carry exactly, an item named twice.
    """
    try:
        canonical = canonical_members(event, context)
        _check_members(canonical)
        _check_items_named_once(canonical)
        roles = _roles(canonical, context)
    except MemberError as fault:
        raise EventError(pointer_to(pointer, fault.path), fault.message) from None
    try:
        hash_id = event_hash_id(canonical, context)
        error_hash = _digest(canonical.get("errorDeclaration"))
        certification_hash = _digest(canonical.get("certificationInfo"))
    except FormatError as error:
        raise EventError(pointer, f"cannot be brought into canonical form: {error}") from None
    event_type = canonical["type"]
    return CanonicalEvent(str(event_type), canonical, context_value, hash_id, error_hash, certification_hash, roles)


def _digest(value: Json) -> bytes | None:
    return None if value is None else hashlib.sha256(encode(value)).digest()


def _check_members(event: Mapping[str, Json]) -> None:
    if len(event) > MAX_MEMBERS:
        raise MemberError((), f"has more than {MAX_MEMBERS} members")
    for name in RESERVED_NAMES & event.keys():
        raise MemberError((name,), "is a name that the ledger keeps for itself")
    if recall_text.MEMBER in event:
        try:
            recall_text.parse_recall_text(event[recall_text.MEMBER])
        except FormatError as error:
            raise MemberError((recall_text.MEMBER,), f"is not what a recall says: {error}") from None
    if "certificationInfo" in event and "errorDeclaration" not in event and _speaks_of_a_recall(event):
        raise MemberError(
            ("certificationInfo",),
            "must not stand in an event that recalls, or ends a recall: it would count as a certificate and nothing "
            "else; send two events",
        )
    if event["type"] == "AggregationEvent" and event.get("action") != "OBSERVE" and "parentID" not in event:
        raise MemberError(
            ("parentID",), "is missing; only an event that OBSERVEs may leave it out (EPCIS 2.0 section 7.4.3)"
        )


def _speaks_of_a_recall(event: Mapping[str, Json]) -> bool:
    persistent = event.get("persistentDisposition")
    return isinstance(persistent, dict) and any(
        isinstance(words, list) and "recalled" in words for words in persistent.values()
    )


def _check_items_named_once(event: Mapping[str, Json]) -> None:
    """Refuse what the item tree cannot tell apart: it has one leaf per item, which says only where the item stands."""
    single: set[object] = set()
    for name in _EPC_LISTS:
        items = event.get(name)
        if isinstance(items, list):
            seen = set(map(str, items))
            if len(seen) < len(items):
                _refuse_second_naming(name, items)
            single |= seen
    single.update(str(event[name]) for name in ("parentID", "transformationID") if name in event)
    for name in _QUANTITY_LISTS:
        elements = event.get(name)
        for position, element in enumerate(elements if isinstance(elements, list) else ()):
            if isinstance(element, dict) and element.get("epcClass") in single:
                raise MemberError((name, position, "epcClass"), "is also named without a quantity in the same event")


def _refuse_second_naming(name: str, items: list[Json]) -> None:
    seen: set[object] = set()
    for position, item in enumerate(items):
        if item in seen:
            raise MemberError((name, position), f"names {item} a second time")
        seen.add(item)


def _roles(event: Mapping[str, Json], context: Context) -> Mapping[str, int]:
    try:
        return event_items(event, context)
    except FormatError as error:
        # The schema has seen to all that names items but the lot numbers and how many there are.
        raise MemberError(("ilmd",) if "ilmd" in event else (), f"cannot be used: {error}") from None
