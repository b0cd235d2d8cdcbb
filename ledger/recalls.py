"""Recalls: recorded for classes, lots and serial numbers in one call, and withdrawn; verifiers do the rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ledger import products, store_statements
from ledger.capture import Outcome, capture_event, outcome_of
from ledger.checkpoint_event import CONTEXT
from ledger.checkpoint_steps import STEPS
from ledger.epcis_error import EventError, MemberError, pointer_to
from ledger.epcis_event import canonical_event
from ledger.epcis_schema import MAX_PROBLEMS
from ledger.errors import UnknownStatement
from ledger.rules import Grants, prefix_digits
from ledger.service import Ledger
from ledger.spoken import standing_notices, statements_about
from ledger.statement import decode_saying
from verifier.format.epcis_context import parse_context
from verifier.format.errors import FormatError
from verifier.format.item import ItemKind, canonical_item, describe_item
from verifier.format.jcs import Json
from verifier.format.recall_text import MEMBER, RecallText, parse_recall_text

MAX_ITEMS = 10_000
"""Most items of one recall; one of a lot or class names all that is in it at once."""


def recall(ledger: Ledger, party: bytes, items: Sequence[str], text: RecallText) -> Outcome:
    """Record a recall of classes, lots and single items, in any spelling; saying the same again changes nothing.

    The outcome has problems, each pointing to `/items`, one of them, or a member of the text, if the recall is wrong or
    an item is not the party's to recall; then nothing is recorded. Raises as `ledger.capture.capture` does.
    """
    problems: list[EventError] = []
    uris = _uris(items, problems)
    try:
        parse_recall_text(text.encode())
        if not text.words.reason.strip():
            raise FormatError("reason is blank")
    except FormatError as fault:
        problems.append(EventError("", f"cannot be a recall: {fault}"))
    if not problems:
        _check_grants(ledger, party, uris, problems)
    if problems:
        return Outcome("", problems=tuple(problems))
    event = _event(uris, text)
    said = canonical_event({**event, **products.present_time(ledger)}, [CONTEXT], parse_context([CONTEXT]), "")
    with ledger.store.read() as connection:
        for stored in standing_notices(connection, party, said.roles, "recall"):
            before = decode_saying(stored.content)
            if before.roles == said.roles and before.event.get(MEMBER) == event[MEMBER]:
                return outcome_of(stored)
        about = statements_about(connection, party, said.roles, as_notice=True)
    # Events that are alike are one, so that a recall must not have the time of one that was withdrawn.
    time = products.present_time(ledger, len(about) % 1000)
    return capture_event(ledger, party, canonical_event({**event, **time}, [CONTEXT], parse_context([CONTEXT]), ""))


def withdraw(ledger: Ledger, party: bytes, statement_id: bytes) -> Outcome:
    """Withdraw a recall that the party made; withdrawing it again changes nothing.

    Raises UnknownStatement if the party made no such recall, and as `ledger.capture.capture` does.
    """
    with ledger.store.read() as connection:
        stored = store_statements.by_id(connection, statement_id)
    if stored is None or stored.notice != "recall":
        raise UnknownStatement("you have made no such recall")
    return products.withdraw(ledger, party, statement_id)


def _uris(items: Sequence[str], problems: list[EventError]) -> dict[str, int]:
    """The items by canonical URI, and where each stands first."""
    if not 0 < len(items) <= MAX_ITEMS:
        problems.append(EventError("/items", f"must name 1 to {MAX_ITEMS} items; a lot or class names all of it"))
        return {}
    found: dict[str, int] = {}
    for position, item in enumerate(items):
        try:
            found.setdefault(_uri(item), position)
        except MemberError as fault:
            if len(problems) == MAX_PROBLEMS:
                break
            problems.append(EventError(pointer_to("", ("items", position)), fault.message))
    return found


def _uri(item: str) -> str:
    try:
        uri = canonical_item(item)
    except FormatError as error:
        raise MemberError((), f"is no usable identifier: {error}") from None
    if describe_item(uri).kind not in (ItemKind.INSTANCE, ItemKind.LOT, ItemKind.CLASS) or prefix_digits(uri) is None:
        raise MemberError(
            (), "must be a class, a lot or a single item by its GS1 key: nobody could recall anything else"
        )
    return uri


def _check_grants(ledger: Ledger, party: bytes, uris: Mapping[str, int], problems: list[EventError]) -> None:
    with ledger.store.read() as connection:
        grants = Grants(connection, party)
        for uri, position in uris.items():
            fault = grants.fault(uri)
            if fault and len(problems) < MAX_PROBLEMS:
                pointer = pointer_to("", ("items", position))
                problems.append(EventError(pointer, f"{fault}: only its owner or a delegate recalls it"))


def _event(uris: Iterable[str], text: RecallText) -> dict[str, Json]:
    instances = [uri for uri in uris if describe_item(uri).kind is ItemKind.INSTANCE]
    others = [uri for uri in uris if describe_item(uri).kind is not ItemKind.INSTANCE]
    event = STEPS["recalled"].members(by_quantity=bool(others))
    if instances:
        event["epcList"] = list[Json](instances)
    if others:
        event["quantityList"] = [{"epcClass": uri} for uri in others]
    event[MEMBER] = text.encode()
    return event
