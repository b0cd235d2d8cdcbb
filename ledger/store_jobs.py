"""SQL of jobs: captures of documents, and lists to verify."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables
from ledger.store_driver import insert_into, is_storable

_capture = SQLModel.metadata.tables[str(store_tables.CaptureJob.__tablename__)]
_verification = SQLModel.metadata.tables[str(store_tables.VerificationJob.__tablename__)]
_report = SQLModel.metadata.tables[str(store_tables.VerificationReport.__tablename__)]


class CaptureRow(NamedTuple):
    """A capture job; `outcomes` is its JSON."""

    id: str
    party_id: bytes
    created_at: int
    finished_at: int | None
    success: bool
    outcomes: bytes


@dataclass(frozen=True, slots=True)
class VerificationRow:
    """A verification job; `requests` is a JSON array, of which the first `done` have a report."""

    id: str
    api_key_id: str
    created_at: int
    finished_at: int | None
    total: int
    done: int
    requests: bytes


_CAPTURE = sa.select(*(_capture.c[name] for name in CaptureRow._fields))
_INSERT_CAPTURE = insert_into(_capture, CaptureRow._fields, "on conflict (id) do nothing")
_VERIFICATION = sa.select(*(_verification.c[name] for name in VerificationRow.__slots__))


def insert_capture(connection: sa.Connection, row: CaptureRow) -> None:
    """Store a capture job; one that is there already, of a commit that seemed to fail, stays."""
    _INSERT_CAPTURE.execute_many(connection, [row._asdict()])


def find_capture(connection: sa.Connection, id_: str) -> CaptureRow | None:
    """A capture job by id."""
    if not is_storable(id_):
        return None
    row = connection.execute(_CAPTURE.where(_capture.c.id == id_)).one_or_none()
    return None if row is None else CaptureRow(*row)


def captures_of(connection: sa.Connection, party_id: bytes, limit: int) -> list[CaptureRow]:
    """A party's capture jobs, newest first."""
    order = (_capture.c.created_at.desc(), _capture.c.id)
    query = _CAPTURE.where(_capture.c.party_id == party_id).order_by(*order).limit(limit)
    return [CaptureRow(*row) for row in connection.execute(query)]


def insert_verification(connection: sa.Connection, row: VerificationRow) -> None:
    """Store a verification job."""
    connection.execute(sa.insert(_verification), {name: getattr(row, name) for name in VerificationRow.__slots__})


def find_verification(connection: sa.Connection, id_: str) -> VerificationRow | None:
    """A verification job by id."""
    if not is_storable(id_):
        return None
    row = connection.execute(_VERIFICATION.where(_verification.c.id == id_)).one_or_none()
    return None if row is None else VerificationRow(*row)


def oldest_unfinished(connection: sa.Connection) -> VerificationRow | None:
    """The verification job that has waited longest."""
    query = _VERIFICATION.where(_verification.c.finished_at.is_(None)).order_by(_verification.c.created_at)
    row = connection.execute(query.limit(1)).one_or_none()
    return None if row is None else VerificationRow(*row)


def add_reports(
    connection: sa.Connection, id_: str, first: int, reports: Sequence[bytes], finished_at: int | None
) -> bool:
    """Store reports on a job's requests from position `first` on; False if another worker was there before."""
    update = sa.update(_verification).where(_verification.c.id == id_, _verification.c.done == first)
    if connection.execute(update.values(done=first + len(reports), finished_at=finished_at)).rowcount != 1:
        return False
    rows = [{"job_id": id_, "position": first + offset, "report": report} for offset, report in enumerate(reports)]
    if rows:
        connection.execute(sa.insert(_report), rows)
    return True


def reports_of(connection: sa.Connection, id_: str, start: int, limit: int) -> list[bytes]:
    """A job's reports from a position on, in the order of its requests."""
    query = sa.select(_report.c.report).where(_report.c.job_id == id_, _report.c.position >= start)
    return list(connection.execute(query.order_by(_report.c.position).limit(limit)).scalars())
