"""Recording: what parties submit is checked, signed and stored, for all of them in one transaction."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from ledger import store_statements
from ledger.epcis_error import EventError, MemberError, pointer_to
from ledger.errors import DatabaseUnavailable, LedgerBehind, LedgerError, WriteConflict
from ledger.party_keys import party_signer
from ledger.rules import Grants, check_authority
from ledger.service import Ledger
from ledger.spoken import Spoken
from ledger.statement import NewStatement
from ledger.store_statements import NewRow, Sameness
from ledger.submission import Draft, Submission, compose_draft, sign_draft
from verifier.format.statement import SPEAKING_NOTICES

MOST_TOGETHER = 512
"""From so many drafts on, no further submission joins a transaction, which bounds how long it keeps others waiting."""

_ATTEMPTS = 3


def compose_ahead(submission: Submission) -> None:
    """Compose what needs no look into the database, which a correction or a withdrawal does."""
    for draft in submission.drafts:
        if draft.re is not None or draft.saying.notice not in SPEAKING_NOTICES:
            compose_draft(draft, draft.re)


def sign_ahead(ledger: Ledger, submission: Submission) -> None:
    """Sign what is composed before the transaction, so that it keeps the database's writer lock for less time.

    The key is the one that signed for the party last. Recording signs again if that is no longer its key, and checks
    everything else.
    """
    signer = ledger.signers.get(submission.party_id)
    if signer is None:
        return
    now = ledger.clock()
    for draft in submission.drafts:
        if draft.composed is not None:
            sign_draft(draft, draft.composed.re, signer, ledger.origin, now)


def record(ledger: Ledger, submissions: Sequence[Submission]) -> list[Exception | None]:
    """Record submissions in one transaction, in order; says for each what went wrong with it as a whole, if anything.

    What is wrong with a single draft is noted in the draft. Each fares as if it had been alone: if the transaction
    fails for whatever reason, they are recorded one by one. An error stands for UnknownParty, PartySuspended, a
    fault of the database, or LedgerBehind.
    """
    behind = ledger.comparison.fault(ledger.store, ledger.chain)
    if behind is not None:
        return [LedgerBehind(behind) for _ in submissions]
    if len(submissions) == 1:
        return [_record_alone(ledger, submissions[0])]
    try:
        return _record(ledger, submissions)
    except Exception:
        results: list[Exception | None] = []
        for submission in submissions:
            gone = next((error for error in results if isinstance(error, DatabaseUnavailable)), None)
            # Who finds the database gone has waited long for it; the others need not do so one after the other.
            results.append(gone or _record_alone(ledger, submission))
        return results


def record_one(ledger: Ledger, submission: Submission) -> None:
    """Record one submission; raises what `record` says of it."""
    (error,) = record(ledger, [submission])
    if error is not None:
        raise error


def _record_alone(ledger: Ledger, submission: Submission) -> Exception | None:
    for attempt in range(_ATTEMPTS):
        try:
            return _record(ledger, [submission])[0]
        except WriteConflict as error:  # another capture of the same event was quicker; the next attempt finds it
            if attempt == _ATTEMPTS - 1:
                return error
        except Exception as error:
            return error
    raise AssertionError("unreachable")


def _record(ledger: Ledger, submissions: Sequence[Submission]) -> list[Exception | None]:
    results: list[Exception | None] = []
    with ledger.store.append() as connection:
        voices: dict[bytes, _Voice | LedgerError] = {}
        rows: list[NewRow] = []
        for submission in submissions:
            id_ = submission.party_id
            if id_ not in voices:
                theirs = [draft for other in submissions if other.party_id == id_ for draft in other.drafts]
                voices[id_] = _voice(ledger, connection, id_, theirs)
            voice = voices[id_]
            if isinstance(voice, LedgerError):
                results.append(voice)
            else:
                rows += voice.take(submission)
                results.append(None)
        store_statements.insert(connection, rows)
        for submission, error in zip(submissions, results, strict=True):
            if error is None and submission.keep is not None:
                submission.keep(connection)
    return results


def _voice(ledger: Ledger, connection: sa.Connection, party_id: bytes, drafts: list[Draft]) -> _Voice | LedgerError:
    try:
        return _Voice(ledger, connection, party_id, drafts)
    except LedgerError as error:
        return error


class _Voice:
    """A party that speaks, within one transaction."""

    def __init__(self, ledger: Ledger, connection: sa.Connection, party_id: bytes, drafts: list[Draft]) -> None:
        """Raises UnknownParty and PartySuspended."""
        self._ledger = ledger
        self._party = party_id
        self._signer = party_signer(ledger, connection, party_id)
        self._grants = Grants(connection, party_id)
        self._spoken = Spoken(connection, party_id)
        self._accepted = store_statements.find_same(connection, party_id, [draft.sameness for draft in drafts])

    def take(self, submission: Submission) -> list[NewRow]:
        """Settle the drafts; returns the rows to be stored."""
        new: dict[Sameness, NewRow] = {}
        said_before = self._spoken.count()
        for draft in submission.drafts:
            draft.problems, draft.accepted = (), self._accepted.get(draft.sameness)
            if draft.accepted is None and draft.sameness not in new:
                signed = self._say(draft)
                if signed is not None:
                    new[draft.sameness] = _row(draft, signed, self._party)
        if not submission.proceed and any(draft.problems for draft in submission.drafts):
            self._spoken.forget(said_before)
            for draft in submission.drafts:
                draft.accepted = None
            return []
        self._accepted |= {sameness: (row.statement_id, row.accepted_at) for sameness, row in new.items()}
        for draft in submission.drafts:
            draft.accepted = self._accepted.get(draft.sameness)
        return list(new.values())

    def _say(self, draft: Draft) -> NewStatement | None:
        try:
            check_authority(draft.saying, self._grants)
            re = draft.re or self._spoken.of(draft.saying, draft.sameness, draft.event_id)
        except MemberError as fault:
            draft.problems = (EventError(pointer_to(draft.pointer, fault.path), fault.message),)
            return None
        if draft.signed is None or draft.signed.kid != self._signer.kid or draft.signed.re != re:
            draft.signed = None
            sign_draft(draft, re, self._signer, self._ledger.origin, self._ledger.clock())
        if draft.signed is not None:
            self._spoken.add(draft.saying, draft.sameness, draft.event_id, draft.signed.id)
        return draft.signed


def _row(draft: Draft, signed: NewStatement, party_id: bytes) -> NewRow:
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
        accepted_at=signed.issued_at,
    )
