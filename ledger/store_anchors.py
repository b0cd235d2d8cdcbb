"""SQL of anchors as proofs need them: the newest final one, and those that cover entries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables
from verifier.format.anchor import Anchor, Anchorage

_anchor = SQLModel.metadata.tables[str(store_tables.Anchor.__tablename__)]


_COVERING = (
    sa.select(_anchor)
    .where(
        _anchor.c.state.in_(sa.bindparam("states", expanding=True)),
        _anchor.c.size > sa.bindparam("index"),
        _anchor.c.prev_size <= sa.bindparam("index"),
    )
    .order_by(_anchor.c.seq)
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
    query = sa.select(_anchor).where(_anchor.c.state == "final").order_by(_anchor.c.seq.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _stored(row)


def covering(connection: sa.Connection, index: int, *states: str) -> StoredAnchor | None:
    """The anchor in one of the states that covers a log entry: the first whose size exceeds its index."""
    row = connection.execute(_COVERING, {"states": list(states), "index": index}).one_or_none()
    return None if row is None else _stored(row)


def covering_many(connection: sa.Connection, indices: Iterable[int]) -> dict[int, StoredAnchor]:
    """The final anchor that covers each entry, as far as one does: one query for each anchor, not for each entry."""
    found: dict[int, StoredAnchor] = {}
    anchor: StoredAnchor | None = None
    for index in sorted(indices):
        if anchor is None or not anchor.anchor.covers(index):
            anchor = covering(connection, index, "final")
        if anchor is not None:
            found[index] = anchor
    return found


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
