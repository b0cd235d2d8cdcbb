"""Capture: what a party says is checked, signed and stored in one transaction, and answered with a signed promise."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.epcis_document import CaptureDocument, parse_document
from ledger.epcis_error import EventError
from ledger.epcis_event import CanonicalEvent
from ledger.record import compose_ahead, record_one, sign_ahead
from ledger.service import Ledger
from ledger.statement import Saying
from ledger.store_statements import StoredStatement
from ledger.submission import Draft, Submission, draft_of_event, draft_of_notice
from verifier.format.promise import Promise, sign_promise


@dataclass(frozen=True, slots=True)
class Captured:
    """An accepted statement: its id, when it was accepted (Unix seconds), and whether it is new."""

    statement_id: bytes
    accepted_at: int
    new: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one event or notice; neither accepted nor faulty is one left out because another is faulty.

    `pointer` is the JSON Pointer to it in what was sent.
    """

    pointer: str
    captured: Captured | None = None
    problems: tuple[EventError, ...] = ()


class Capture:
    """A document on its way: made into statements, signed, recorded by `ledger.record`, then told of.

    Making and signing are two steps, because a processor does each faster for many events, or many documents, in a row.
    """

    def __init__(self, ledger: Ledger, party_id: bytes, document: CaptureDocument, *, proceed: bool = False) -> None:
        """If any event is faulty none is captured, unless `proceed`: then the others are."""
        self._results = document.results
        drafts = [draft_of_event(result.pointer, result.event) for result in document.results if result.event]
        self._drafts = {draft.pointer: draft for draft in drafts}
        self.submission = Submission(
            party_id, drafts if proceed or len(drafts) == len(document.results) else [], proceed
        )
        self._ledger = ledger
        compose_ahead(self.submission)

    def sign(self) -> None:
        """Sign what can be signed ahead."""
        sign_ahead(self._ledger, self.submission)

    def outcomes(self) -> list[Outcome]:
        """An outcome for each event, in order."""
        return [
            _outcome(self._drafts[result.pointer])
            if result.event
            else Outcome(result.pointer, problems=result.problems)
            for result in self._results
        ]


def capture(ledger: Ledger, party_id: bytes, body: bytes, *, proceed: bool = False) -> list[Outcome]:
    """Capture an EPCIS document, or one event, as JSON text, for a party; returns an outcome for each event, in order.

    An event that the party captured before is answered as then. If any event is faulty none is captured, unless
    `proceed`: then the others are (EPCIS 2.0 section 12.6.1, captureErrorBehaviour).

    Raises:
        DocumentError: the text is no document whose events could be reached.
        UnknownParty: no such party, or it has no key that the service could sign with.
        PartySuspended: the registrar has suspended it.
    """
    prepared = Capture(ledger, party_id, parse_document(body), proceed=proceed)
    prepared.sign()
    record_one(ledger, prepared.submission)
    return prepared.outcomes()


def capture_event(ledger: Ledger, party_id: bytes, event: CanonicalEvent) -> Outcome:
    """Capture one event that is in canonical form already; raises as `capture` does."""
    draft = draft_of_event("", event)
    record_one(ledger, Submission(party_id, [draft]))
    return _outcome(draft)


def capture_notice(ledger: Ledger, party_id: bytes, saying: Saying, re: bytes | None = None) -> Outcome:
    """Capture a notice that is no event (`ledger.statement.saying_of_notice`); raises as `capture` does.

    `re` is the statement that a withdrawal speaks of.
    """
    draft = draft_of_notice(saying, re)
    record_one(ledger, Submission(party_id, [draft]))
    return _outcome(draft)


def _outcome(draft: Draft) -> Outcome:
    if draft.accepted is None:
        return Outcome(draft.pointer, problems=draft.problems)
    statement_id, accepted_at = draft.accepted
    new = draft.signed is not None and draft.signed.id == statement_id
    return Outcome(draft.pointer, Captured(statement_id, accepted_at, new))


def outcome_of(stored: StoredStatement) -> Outcome:
    """The outcome of saying again what is stored already."""
    return Outcome("", Captured(stored.id, stored.accepted_at, new=False))


def promise_of(ledger: Ledger, statement_id: bytes, accepted_at: int) -> str:
    """The ledger's signed promise for a statement; the same each time."""
    promise = Promise(ledger.origin, statement_id, accepted_at, accepted_at + ledger.promise_seconds)
    return sign_promise(promise, ledger.promise_signer.key, ledger.promise_signer.sign).decode()
