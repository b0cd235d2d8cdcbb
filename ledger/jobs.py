"""Jobs: a document captured with its outcomes kept, and lists of things verified piece by piece."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

import orjson
import sqlalchemy as sa

from ledger import prove, store_jobs
from ledger.capture import Capture, Outcome, promise_of
from ledger.chain_view import ChainView
from ledger.epcis_document import parse_document
from ledger.errors import LedgerError, NotReady, UnknownJob
from ledger.service import Ledger
from ledger.showing import Reader
from ledger.store_jobs import CaptureRow, VerificationRow
from verifier.chain import ChainError, ChainReader
from verifier.format import base64url
from verifier.format.errors import FormatError
from verifier.format.item import canonical_item
from verifier.receipt import verify_receipt
from verifier.verify import verify

KINDS = ("item", "passport", "receipt")
"""What can be verified: an item by any identifier, or a passport's or receipt's bytes in base64url."""

_PIECE = 50
"""Requests worked on between two commits."""


@dataclass(frozen=True, slots=True)
class CaptureJob:
    """A capture that was done. `outcomes` has an object for each event, in order: `pointer`, `state` (accepted,
    repeated, refused, or left out because another was refused), `errors` (`pointer`, `detail`) and, where it was taken,
    `statementId`, `accepted` and, where it was asked for by id, `promise`. Times are Unix seconds.
    """

    id: str
    party_id: bytes
    created_at: int
    finished_at: int
    proceed: bool
    success: bool
    outcomes: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class VerificationJob:
    """A list to verify, and how far it has come."""

    id: str
    api_key_id: str
    created_at: int
    finished_at: int | None
    total: int
    done: int


class CaptureAsJob:
    """A document on its way, whose outcomes are kept under the id of a job in the transaction that records it."""

    def __init__(self, ledger: Ledger, party_id: bytes, body: bytes, *, proceed: bool = False) -> None:
        """Raises DocumentError: the text is no document whose events could be reached."""
        self._ledger = ledger
        self._created_at = ledger.clock()
        self._capture = Capture(ledger, party_id, parse_document(body), proceed=proceed)
        self.job_id = str(uuid.uuid4())
        self.submission = self._capture.submission
        self.submission.keep = self._keep
        self.sign = self._capture.sign

    def _keep(self, connection: sa.Connection) -> None:
        outcomes = [_outcome(outcome) for outcome in self._capture.outcomes()]
        success = all(outcome["state"] in ("accepted", "repeated") for outcome in outcomes)
        kept = orjson.dumps({"outcomes": outcomes, "proceed": self.submission.proceed})
        times = self._created_at, self._ledger.clock()
        store_jobs.insert_capture(connection, CaptureRow(self.job_id, self.submission.party_id, *times, success, kept))


def capture_job(ledger: Ledger, party_id: bytes, job_id: str) -> CaptureJob:
    """A party's capture job, each accepted event with its promise; raises UnknownJob for another's too."""
    with ledger.store.read() as connection:
        row = store_jobs.find_capture(connection, job_id)
    if row is None or row.party_id != party_id:
        raise UnknownJob("no capture job of that id is yours")
    job = _capture_job(row)
    return replace(job, outcomes=tuple(_promised(ledger, outcome) for outcome in job.outcomes))


def capture_jobs(ledger: Ledger, party_id: bytes, limit: int = 100) -> list[CaptureJob]:
    """A party's capture jobs, newest first, without promises."""
    with ledger.store.read() as connection:
        return [_capture_job(row) for row in store_jobs.captures_of(connection, party_id, limit)]


def _capture_job(row: CaptureRow) -> CaptureJob:
    kept = orjson.loads(row.outcomes)
    finished = row.created_at if row.finished_at is None else row.finished_at
    outcomes = tuple(kept["outcomes"])
    return CaptureJob(row.id, row.party_id, row.created_at, finished, kept["proceed"], row.success, outcomes)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    value: dict[str, Any] = {
        "errors": [{"detail": problem.message, "pointer": problem.pointer} for problem in outcome.problems],
        "pointer": outcome.pointer,
        "state": "refused" if outcome.problems else "left out",
    }
    if outcome.captured is not None:
        value["state"] = "accepted" if outcome.captured.new else "repeated"
        value["statementId"] = base64url.encode(outcome.captured.statement_id)
        value["accepted"] = outcome.captured.accepted_at
    return value


def _promised(ledger: Ledger, outcome: Mapping[str, Any]) -> Mapping[str, Any]:
    """With the promise, which is signed when somebody asks for it, and is the same each time."""
    if "statementId" not in outcome:
        return outcome
    promise = promise_of(ledger, base64url.decode(outcome["statementId"], 32), outcome["accepted"])
    return {**outcome, "promise": promise}


def start_verifications(ledger: Ledger, api_key_id: str, requests: Sequence[Mapping[str, str]]) -> VerificationJob:
    """Order the verification of a list; each request is an object with one member of KINDS.

    The worker does it, piece by piece (`work_on_verifications`).
    """
    row = VerificationRow(
        id=str(uuid.uuid4()),
        api_key_id=api_key_id,
        created_at=ledger.clock(),
        finished_at=None if requests else ledger.clock(),
        total=len(requests),
        done=0,
        requests=orjson.dumps([dict(request) for request in requests]),
    )
    with ledger.store.write() as connection:
        store_jobs.insert_verification(connection, row)
    return _verification_job(row)


def verification_job(ledger: Ledger, api_key_id: str, job_id: str) -> VerificationJob:
    """A verification job of an API key; raises UnknownJob for another's too."""
    with ledger.store.read() as connection:
        row = store_jobs.find_verification(connection, job_id)
    if row is None or row.api_key_id != api_key_id:
        raise UnknownJob("no verification job of that id is yours")
    return _verification_job(row)


def verification_reports(
    ledger: Ledger, job: VerificationJob, start: int = 0, limit: int = 100
) -> list[dict[str, Any]]:
    """The reports that are there, from a position on, in the order of the requests."""
    with ledger.store.read() as connection:
        return [orjson.loads(report) for report in store_jobs.reports_of(connection, job.id, start, limit)]


def work_on_verifications(ledger: Ledger) -> int:
    """Verify the next few requests of the oldest unfinished job; returns how many, 0 if there is nothing to do."""
    with ledger.store.read() as connection:
        row = store_jobs.oldest_unfinished(connection)
    if row is None:
        return 0
    requests = orjson.loads(row.requests)[row.done : row.done + _PIECE]
    reports = [orjson.dumps(verify_one(ledger, request)) for request in requests]
    finished = ledger.clock() if row.done + len(reports) >= row.total else None
    with ledger.store.write() as connection:
        store_jobs.add_reports(connection, row.id, row.done, reports, finished)
    return len(reports)


def verify_one(ledger: Ledger, request: Mapping[str, str]) -> dict[str, Any]:
    """The verifier's report on one request, or an object with `error` that says why there is none."""
    try:
        if "item" in request:
            return _report(
                prove.passport(ledger, canonical_item(request["item"]), Reader(auditor=True)).report.encode()
            )
        reader = _reader(ledger.chain_view)
        if "receipt" in request:
            data = base64url.decode(request["receipt"])
            return _report(verify_receipt(data, ledger.trust_root_bytes(), reader, ledger.clock()).encode())
        data = base64url.decode(request.get("passport"))
        return _report(verify(data, None, ledger.trust_root_bytes(), reader, ledger.clock()).encode())
    except (FormatError, LedgerError) as error:
        return {"error": str(error)}


def _reader(view: ChainView) -> ChainReader:
    try:
        return view.reader()
    except ChainError as error:
        raise NotReady(f"the chain cannot be read: {error}") from None


def _report(value: Mapping[str, Any]) -> dict[str, Any]:
    return cast(dict[str, Any], dict(value))


def _verification_job(row: VerificationRow) -> VerificationJob:
    return VerificationJob(row.id, row.api_key_id, row.created_at, row.finished_at, row.total, row.done)
