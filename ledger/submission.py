"""What a party submits: things to be said, each on its way to a statement."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from ledger.epcis_error import EventError
from ledger.epcis_event import CanonicalEvent
from ledger.statement import Composed, NewStatement, PartySigner, Saying, compose, saying_of_event, sign_statement
from ledger.store_statements import Sameness
from verifier.format.errors import FormatError


@dataclass(slots=True)
class Draft:
    """One thing to be said. `pointer` is the JSON Pointer to it in what was sent, `re` the statement that it speaks of.

    `composed` and `signed` are the statement that is made of it; `accepted` the id and time (Unix seconds) of the one
    that counts, which is an earlier one if the party said the same before. One with `problems` is not accepted.
    """

    pointer: str
    saying: Saying
    sameness: Sameness
    event_id: str | None = None
    re: bytes | None = None
    composed: Composed | None = None
    signed: NewStatement | None = None
    accepted: tuple[bytes, int] | None = None
    problems: tuple[EventError, ...] = ()


@dataclass(slots=True)
class Submission:
    """What one party sends at once: all of it is recorded or none, or with `proceed` what is in order.

    `keep` writes into the same transaction what shall be kept about it; it is called once all drafts are settled.
    """

    party_id: bytes
    drafts: list[Draft]
    proceed: bool = False
    keep: Callable[[sa.Connection], None] | None = None

    def __len__(self) -> int:
        """How many drafts."""
        return len(self.drafts)


def draft_of_event(pointer: str, event: CanonicalEvent) -> Draft:
    """An event, to be said."""
    sameness = Sameness(
        bytes.fromhex(event.event_hash_id.removeprefix("ni:///sha-256;")[:64]),
        event.error_declaration_hash or b"",
        event.certification_info_hash or b"",
    )
    event_id = event.event.get("eventID")
    return Draft(pointer, saying_of_event(event), sameness, event_id if isinstance(event_id, str) else None)


def draft_of_notice(saying: Saying, re: bytes | None = None) -> Draft:
    """A notice that is no event, to be said; `re` is the statement that a withdrawal speaks of."""
    return Draft("", saying, Sameness(hashlib.sha256(saying.encode() + (re or b"")).digest()), re=re)


def compose_draft(draft: Draft, re: bytes | None) -> None:
    """Hide what the draft says, or note in it why that cannot be."""
    try:
        draft.composed = compose(draft.saying, re)
    except FormatError as error:
        draft.problems = _no_statement(draft, error)


def sign_draft(draft: Draft, re: bytes | None, signer: PartySigner, origin: str, now: int) -> None:
    """Make the draft's statement, or note in it why that cannot be."""
    if draft.composed is None or draft.composed.re != re:
        compose_draft(draft, re)
    if draft.composed is None or draft.problems:
        return
    try:
        draft.signed = sign_statement(draft.composed, signer, origin, now)
    except FormatError as error:
        draft.problems = _no_statement(draft, error)


def _no_statement(draft: Draft, error: FormatError) -> tuple[EventError, ...]:
    return (EventError(draft.pointer, f"cannot be made a statement: {error}"),)
