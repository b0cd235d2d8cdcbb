"""SQL of anchors as proofs need them: the newest final one, and those that cover entries."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables
from ledger.store_statements import chunks
from verifier.format.anchor import Anchor, Anchorage

_anchor = SQLModel.metadata.tables[str(store_tables.Anchor.__tablename__)]


_NEWEST_FINAL = sa.select(_anchor).where(_anchor.c.state == "final").order_by(_anchor.c.seq.desc()).limit(1)
_COVERING = (
    sa.select(_anchor)
    .where(_anchor.c.state == sa.bindparam("state"), _anchor.c.size > sa.bindparam("index"))
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
    row = connection.execute(_NEWEST_FINAL).one_or_none()
    return None if row is None else _stored(row)


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
    for chunk in chunks(sorted(indices)):
        count = 1 << (len(chunk) - 1).bit_length()
        padded = chunk + chunk[-1:] * (count - len(chunk))
        rows = connection.execute(_covering_query(count), {f"i{at}": index for at, index in enumerate(padded)})
        found += [_stored(row) for row in rows]
    return found


@functools.cache
def _covering_query(count: int) -> sa.TextClause:
    values = ", ".join(f"(cast(:i{at} as bigint))" for at in range(count))
    return sa.text(
        f"with wanted (entry) as (values {values}) "  # noqa: S608
        "select * from anchor where id in (select (select id from anchor as beyond "
        "where state = 'final' and size > entry order by size, seq limit 1) from wanted)"
    )


def listing(connection: sa.Connection, before: int | None, limit: int) -> list[StoredAnchor]:
    """Anchors of the chain in use, newest first, those numbered below `before`."""
    query = sa.select(_anchor).where(_anchor.c.state != "abandoned").order_by(_anchor.c.seq.desc()).limit(limit)
    rows = connection.execute(query if before is None else query.where(_anchor.c.seq < before))
    return [_stored(row) for row in rows]


def all_in_use(connection: sa.Connection) -> list[StoredAnchor]:
    """All anchors of the chain in use, oldest first."""
    query = sa.select(_anchor).where(_anchor.c.state != "abandoned").order_by(_anchor.c.seq)
    return [_stored(row) for row in connection.execute(query)]


def final_from(connection: sa.Connection, seq: int, limit: int) -> list[StoredAnchor]:
    """The final anchors from a number on, oldest first."""
    query = sa.select(_anchor).where(_anchor.c.state == "final", _anchor.c.seq >= seq).order_by(_anchor.c.seq)
    return [_stored(row) for row in connection.execute(query.limit(limit))]


def at(connection: sa.Connection, seq: int) -> StoredAnchor | None:
    """The anchor of a number on the chain in use."""
    query = sa.select(_anchor).where(_anchor.c.state != "abandoned", _anchor.c.seq == seq)
    row = connection.execute(query).one_or_none()
    return None if row is None else _stored(row)


def of_size(connection: sa.Connection, size: int) -> StoredAnchor | None:
    """The newest anchor of a log size on the chain in use."""
    query = sa.select(_anchor).where(_anchor.c.state != "abandoned", _anchor.c.size == size)
    row = connection.execute(query.order_by(_anchor.c.seq.desc()).limit(1)).one_or_none()
    return None if row is None else _stored(row)


def _stored(row: sa.Row[tuple[object, ...]]) -> StoredAnchor:
    fields = row._mapping
    anchor = Anchor(
        fields["seq"],
        bytes(fields["prev"]),
        fields["prev_size"],
        fields["size"],
        bytes(fields["log_root"]),
        bytes(fields["index_root"]),
    )
    anchorage = Anchorage(fields["chain_id"], bytes.fromhex(fields["contract"][2:]))
    return StoredAnchor(
        anchor, anchorage, bytes(fields["log_id"]), bytes(fields["head"]), fields["state"], fields["block_time"]
    )
