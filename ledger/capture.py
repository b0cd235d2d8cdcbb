"""Capture: what a party says is checked, signed and stored in one transaction, and answered with a signed promise."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from ledger import store_statements
from ledger.epcis_document import CaptureDocument, parse_document
from ledger.epcis_error import EventError, MemberError, pointer_to
from ledger.epcis_event import CanonicalEvent
from ledger.errors import PartySuspended, UnknownParty
from ledger.party_keys import party_signer
from ledger.rules import Grants, check_authority
from ledger.service import Ledger
from ledger.spoken import Spoken
from ledger.statement import NewStatement, PartySigner, Saying, saying_of_event, sign_statement
from ledger.store_parties import find_party
from ledger.store_statements import NewRow, Sameness, StoredStatement
from verifier.format.errors import FormatError
from verifier.format.promise import Promise, sign_promise

_ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Captured:
    """An accepted statement: its id, when it was accepted (Unix seconds), the signed promise, and whether it is new."""

    statement_id: bytes
    accepted_at: int
    promise: str
    new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one event or notice; neither accepted nor faulty is one left out because another is faulty.

    `pointer` is the JSON Pointer to it in what was sent.
    """

    pointer: str
    captured: Captured | None = None
    problems: tuple[EventError, ...] = ()


@dataclass(slots=True)
class _Draft:
    """One thing to be said, on its way through capture; `accepted` is its statement's id and time."""

    pointer: str
    saying: Saying
    sameness: Sameness
    event_id: str | None = None
    re: bytes | None = None
    signed: NewStatement | None = None
    accepted: tuple[bytes, int] | None = None
    problems: tuple[EventError, ...] = ()


class _FaultyError(Exception):
    """Something of what was sent is faulty, and so nothing of it is captured."""


def capture(ledger: Ledger, party_id: bytes, body: bytes, *, proceed: bool = False) -> list[Outcome]:
    """Capture an EPCIS document, or one event, as JSON text, for a party; returns an outcome for each event, in order.

    An event that the party captured before is answered as then. If any event is faulty none is captured, unless
    `proceed`: then the others are (EPCIS 2.0 section 12.6.1, captureErrorBehaviour).

    Raises:
        DocumentError: the text is no document whose events could be reached.
        UnknownParty: no such party, or it has no key that the service could sign with.
        PartySuspended: the registrar has suspended it.
    """
    return capture_document(ledger, party_id, parse_document(body), proceed=proceed)


def capture_document(
    ledger: Ledger, party_id: bytes, document: CaptureDocument, *, proceed: bool = False
) -> list[Outcome]:
    """As `capture`, for a document that was read."""
    drafts = {result.pointer: _draft_event(result.pointer, result.event) for result in document.results if result.event}
    if proceed or len(drafts) == len(document.results):
        _say(ledger, party_id, list(drafts.values()), proceed=proceed)
    return [
        _outcome(ledger, drafts[result.pointer]) if result.event else Outcome(result.pointer, problems=result.problems)
        for result in document.results
    ]


def capture_notice(ledger: Ledger, party_id: bytes, saying: Saying, re: bytes | None = None) -> Outcome:
    """Capture a notice that is no event (`ledger.statement.saying_of_notice`); raises as `capture` does.

    `re` is the statement that a withdrawal speaks of.
    """
    digest = hashlib.sha256(saying.encode() + (re or b"")).digest()
    draft = _Draft("", saying, Sameness(digest), re=re)
    _say(ledger, party_id, [draft], proceed=False)
    return _outcome(ledger, draft)


def _draft_event(pointer: str, event: CanonicalEvent) -> _Draft:
    sameness = Sameness(
        bytes.fromhex(event.event_hash_id.removeprefix("ni:///sha-256;")[:64]),
        event.error_declaration_hash or b"",
        event.certification_info_hash or b"",
    )
    event_id = event.event.get("eventID")
    return _Draft(pointer, saying_of_event(event), sameness, event_id if isinstance(event_id, str) else None)


def _say(ledger: Ledger, party_id: bytes, drafts: list[_Draft], *, proceed: bool) -> None:
    """Check, sign and store all drafts in one transaction; what is wrong with one is noted in it."""
    for attempt in range(_ATTEMPTS):
        try:
            with ledger.store.write() as connection:
                _say_once(ledger, connection, party_id, drafts)
                if not proceed and any(draft.problems for draft in drafts):
                    raise _FaultyError
            return
        except _FaultyError:
            for draft in drafts:
                draft.accepted = None
            return
        except IntegrityError:  # another capture of the same event was quicker; the next attempt finds it
            if attempt == _ATTEMPTS - 1:
                raise


def _say_once(ledger: Ledger, connection: sa.Connection, party_id: bytes, drafts: list[_Draft]) -> None:
    now = ledger.clock()
    party = find_party(connection, party_id)
    if party is None:
        raise UnknownParty("this ledger knows no such party")
    if party.suspended:
        raise PartySuspended(f"{party.uri} is suspended: nothing that it says counts")
    signer = party_signer(ledger, connection, party)
    grants = Grants(connection, party_id)
    accepted = store_statements.find_same(connection, party_id, (draft.sameness for draft in drafts))
    spoken = Spoken(connection, party_id)
    new: list[_Draft] = []
    for draft in drafts:
        draft.signed, draft.problems = None, ()
        if draft.sameness not in accepted:
            _sign(ledger, draft, signer, grants, spoken, now)
            if draft.signed:
                accepted[draft.sameness] = draft.signed.id, now
                new.append(draft)
        draft.accepted = accepted.get(draft.sameness)
    store_statements.insert(connection, [_row(draft, draft.signed, party_id, now) for draft in new if draft.signed])


def _sign(ledger: Ledger, draft: _Draft, signer: PartySigner, grants: Grants, spoken: Spoken, now: int) -> None:
    try:
        check_authority(draft.saying, grants)
        re = draft.re or spoken.of(draft.saying, draft.sameness, draft.event_id)
        draft.signed = sign_statement(draft.saying, re, signer, ledger.origin, now)
        spoken.add(draft.saying, draft.sameness, draft.event_id, draft.signed.id)
    except MemberError as fault:
        draft.problems = (EventError(pointer_to(draft.pointer, fault.path), fault.message),)
    except FormatError as error:
        draft.problems = (EventError(draft.pointer, f"cannot be made a statement: {error}"),)


def _row(draft: _Draft, signed: NewStatement, party_id: bytes, now: int) -> NewRow:
    return NewRow(
        statement_id=signed.id,
        party_id=party_id,
        event_hash=draft.sameness.event,
        error_hash=draft.sameness.error,
        certification_hash=draft.sameness.certification,
        event_id=draft.event_id,
        type=draft.saying.type,
        notice=draft.saying.notice,
        entry=signed.entry,
        leaf_hash=signed.leaf_hash,
        content=signed.content,
        secret=signed.secret,
        accepted_at=now,
    )


def _outcome(ledger: Ledger, draft: _Draft) -> Outcome:
    if draft.accepted is None:
        return Outcome(draft.pointer, problems=draft.problems)
    statement_id, accepted_at = draft.accepted
    new = draft.signed is not None and draft.signed.id == statement_id
    return Outcome(
        draft.pointer, Captured(statement_id, accepted_at, promise_of(ledger, statement_id, accepted_at), new)
    )


def outcome_of(ledger: Ledger, stored: StoredStatement) -> Outcome:
    """The outcome of saying again what is stored already."""
    promise = promise_of(ledger, stored.id, stored.accepted_at)
    return Outcome("", Captured(stored.id, stored.accepted_at, promise, new=False))


def promise_of(ledger: Ledger, statement_id: bytes, accepted_at: int) -> str:
    """The ledger's signed promise for a statement; the same each time."""
    promise = Promise(ledger.origin, statement_id, accepted_at, accepted_at + ledger.promise_seconds)
    return sign_promise(promise, ledger.promise_signer.key, ledger.promise_signer.private).decode()
