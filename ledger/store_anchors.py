"""SQL of anchors as proofs need them: the newest final one, and those that cover entries."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables
from ledger.store_driver import DriverStatement
from ledger.store_statements import padded_chunks
from verifier.format.anchor import Anchor, Anchorage

_anchor = SQLModel.metadata.tables[str(store_tables.Anchor.__tablename__)]


_FIELDS = (
    "chain_id",
    "contract",
    "log_id",
    "seq",
    "prev",
    "prev_size",
    "size",
    "log_root",
    "index_root",
    "head",
    "state",
    "block_time",
)
_SELECT = sa.select(*(_anchor.c[name] for name in _FIELDS))
_NEWEST_FINAL = DriverStatement(
    sa.text(f"select {', '.join(_FIELDS)} from anchor where state = 'final' order by seq desc limit 1")  # noqa: S608
)
_COVERING = (
    _SELECT.where(_anchor.c.state == sa.bindparam("state"), _anchor.c.size > sa.bindparam("index"))
    .order_by(_anchor.c.size, _anchor.c.seq)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class StoredAnchor:
    """An anchor and where it stands; `block_time` is None until it is seen in a block."""

    anchor: Anchor
    anchorage: Anchorage
    log_id: bytes
    head: bytes
    state: str
    block_time: int | None


def newest_final(connection: sa.Connection) -> StoredAnchor | None:
    """The newest final anchor; None while there is none."""
    rows = _NEWEST_FINAL.rows(connection, {})
    return _stored(rows[0]) if rows else None


def covering(connection: sa.Connection, index: int, *states: str) -> StoredAnchor | None:
    """The anchor in one of the states that covers a log entry: the first whose size exceeds its index."""
    for state in states:
        row = connection.execute(_COVERING, {"state": state, "index": index}).one_or_none()
        if row is not None and row.prev_size <= index:
            return _stored(row)
    return None


def covering_many(connection: sa.Connection, indices: Iterable[int]) -> list[StoredAnchor]:
    """The final anchors that cover these entries, as far as there are such."""
    found: list[StoredAnchor] = []
    for padded in padded_chunks(sorted(indices)):
        values = {f"i{at}": index for at, index in enumerate(padded)}
        found += map(_stored, _covering_query(len(padded)).rows(connection, values))
    return found


@functools.cache
def _covering_query(count: int) -> DriverStatement:
    values = ", ".join(f"(cast(:i{at} as bigint))" for at in range(count))
    query = (
        f"with wanted (entry) as (values {values}) "  # noqa: S608
        f"select {', '.join(_FIELDS)} from anchor where id in (select (select id from anchor as beyond "
        "where state = 'final' and size > entry order by size, seq limit 1) from wanted)"
    )
    return DriverStatement(sa.text(query))


def listing(connection: sa.Connection, before: int | None, limit: int) -> list[StoredAnchor]:
    """Anchors of the chain in use, newest first, those numbered below `before`."""
    query = _SELECT.where(_anchor.c.state != "abandoned").order_by(_anchor.c.seq.desc()).limit(limit)
    rows = connection.execute(query if before is None else query.where(_anchor.c.seq < before))
    return [_stored(row) for row in rows]


def all_in_use(connection: sa.Connection) -> list[StoredAnchor]:
    """All anchors of the chain in use, oldest first."""
    query = _SELECT.where(_anchor.c.state != "abandoned").order_by(_anchor.c.seq)
    return [_stored(row) for row in connection.execute(query)]


def final_from(connection: sa.Connection, seq: int, limit: int) -> list[StoredAnchor]:
    """The final anchors from a number on, oldest first."""
    query = _SELECT.where(_anchor.c.state == "final", _anchor.c.seq >= seq).order_by(_anchor.c.seq)
    return [_stored(row) for row in connection.execute(query.limit(limit))]


def at(connection: sa.Connection, seq: int) -> StoredAnchor | None:
    """The anchor of a number on the chain in use."""
    query = _SELECT.where(_anchor.c.state != "abandoned", _anchor.c.seq == seq)
    row = connection.execute(query).one_or_none()
    return None if row is None else _stored(row)


def of_size(connection: sa.Connection, size: int) -> StoredAnchor | None:
    """The newest anchor of a log size on the chain in use."""
    query = _SELECT.where(_anchor.c.state != "abandoned", _anchor.c.size == size)
    row = connection.execute(query.order_by(_anchor.c.seq.desc()).limit(1)).one_or_none()
    return None if row is None else _stored(row)


def _stored(row: Sequence[Any]) -> StoredAnchor:
    """From the values of _FIELDS."""
    chain_id, contract, log_id, seq, prev, prev_size, size, log_root, index_root, head, state, block_time = row
    anchor = Anchor(seq, prev, prev_size, size, log_root, index_root)
    return StoredAnchor(anchor, Anchorage(chain_id, bytes.fromhex(contract[2:])), log_id, head, state, block_time)
