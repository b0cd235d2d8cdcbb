"""SQL of where the ledger is on chain, and of its anchors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables
from ledger.deployment import Deployment
from verifier.format.anchor import Anchor

STATES = STORED, MINED, FINAL, ABANDONED = "stored", "mined", "final", "abandoned"

_instance = SQLModel.metadata.tables[str(store_tables.Instance.__tablename__)]
_anchor = SQLModel.metadata.tables[str(store_tables.Anchor.__tablename__)]
_outgoing = SQLModel.metadata.tables[str(store_tables.Outgoing.__tablename__)]
_statement = SQLModel.metadata.tables[str(store_tables.Statement.__tablename__)]

_NUMBERS = frozenset({"chain_id"})
_DEPLOYMENT = sa.select(_instance.c.name, _instance.c.value).where(_instance.c.name.in_(Deployment.__slots__))
_IN_STATE = _anchor.c.state == sa.bindparam("state")
_NEWEST = sa.select(_anchor).where(_IN_STATE).order_by(_anchor.c.seq.desc()).limit(1)
_LARGEST = sa.select(sa.func.max(_anchor.c.size)).where(_IN_STATE)


@dataclass(frozen=True, slots=True)
class SequencedStatement:
    """A statement with its place in the log, its id, who made it, and what it says as stored."""

    index: int
    id: bytes
    party_id: bytes
    content: bytes


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """An anchor as stored; the block and its time as soon as it was seen in one."""

    id: int
    anchor: Anchor
    head: bytes
    index_revision: int
    outgoing_id: int
    state: str
    block_number: int | None
    block_hash: bytes | None
    block_time: int | None
    created_at: int


def fact(connection: sa.Connection, name: str) -> str | None:
    """A fact about this ledger; None if it is not known yet."""
    select = sa.select(_instance.c.value).where(_instance.c.name == name)
    value = connection.execute(select).scalar_one_or_none()
    return None if value is None else str(value)


def put_fact(connection: sa.Connection, name: str, value: str) -> None:
    """Keep a fact, replacing what was known."""
    connection.execute(sa.delete(_instance).where(_instance.c.name == name))
    connection.execute(sa.insert(_instance).values(name=name, value=value))


def deployment(connection: sa.Connection) -> Deployment | None:
    """Where this ledger is on chain; None if its contracts are not there yet."""
    facts = connection.execute(_DEPLOYMENT).all()
    if len(facts) < len(Deployment.__slots__):
        return None
    values: dict[str, Any] = {n: int(v) if n in _NUMBERS else bytes.fromhex(v[2:]) for n, v in facts}
    return Deployment(**values)


def put_deployment(connection: sa.Connection, found: Deployment) -> None:
    """Keep where this ledger is on chain."""
    for name in Deployment.__slots__:
        value = getattr(found, name)
        put_fact(connection, name, str(value) if name in _NUMBERS else "0x" + value.hex())


def drop_deployment(connection: sa.Connection) -> None:
    """Forget where this ledger was on chain."""
    connection.execute(sa.delete(_instance).where(_instance.c.name.in_(Deployment.__slots__)))


def sequenced_from(connection: sa.Connection, start: int, limit: int) -> list[SequencedStatement]:
    """The parties' statements from a log index on, in the log's order; struck ones are left out."""
    columns = (_statement.c.log_index, _statement.c.statement_id, _statement.c.party_id, _statement.c.content)
    where = sa.and_(_statement.c.log_index >= start, _statement.c.party_id.is_not(None), sa.not_(_statement.c.struck))
    select = sa.select(*columns).where(where).order_by(_statement.c.log_index).limit(limit)
    return [SequencedStatement(*row) for row in connection.execute(select)]


def oldest_acceptance(connection: sa.Connection, size: int) -> int | None:
    """When the first statement beyond the first `size` log entries was accepted: the oldest, give or take a moment."""
    first = sa.select(_statement.c.accepted_at).where(_statement.c.log_index >= size).order_by(_statement.c.log_index)
    return connection.execute(first.limit(1)).scalar_one_or_none()


def insert_anchor(
    connection: sa.Connection, where: Deployment, anchor: Anchor, *, index_revision: int, outgoing_id: int, now: int
) -> AnchorRow:
    """Store an anchor. There is one of each number, or this fails."""
    statement = sa.insert(_anchor).values(
        chain_id=where.chain_id,
        contract="0x" + where.trace_anchor.hex(),
        log_id=where.log_id,
        seq=anchor.seq,
        prev=anchor.prev,
        prev_size=anchor.prev_size,
        size=anchor.size,
        log_root=anchor.log_root,
        index_root=anchor.index_root,
        head=anchor.head(where.anchorage, where.log_id),
        index_revision=index_revision,
        outgoing_id=outgoing_id,
        state=STORED,
        created_at=now,
    )
    return _anchor_row(connection.execute(statement.returning(*_anchor.c)).one())


def newest_anchor(connection: sa.Connection, *states: str) -> AnchorRow | None:
    """The newest anchor in one of the states."""
    # One look at the end of the index for each state: for several together it would be read from end to end.
    rows = [connection.execute(_NEWEST, {"state": state}).one_or_none() for state in states]
    found = [_anchor_row(row) for row in rows if row]
    return max(found, key=lambda each: each.anchor.seq, default=None)


def anchors_in(connection: sa.Connection, *states: str) -> list[AnchorRow]:
    """The anchors in these states, oldest first."""
    rows = connection.execute(sa.select(_anchor).where(_anchor.c.state.in_(states)).order_by(_anchor.c.seq))
    return [_anchor_row(row) for row in rows]


def anchors_taken_back(connection: sa.Connection) -> list[AnchorRow]:
    """Final anchors whose transaction is out of the chain again, or in another block of it, oldest first."""
    moved = sa.and_(_outgoing.c.state == "mined", _anchor.c.block_hash.is_distinct_from(_outgoing.c.block_hash))
    gone = _outgoing.c.state.in_(["queued", "signed"])
    where = sa.and_(_anchor.c.state == FINAL, sa.or_(gone, moved))
    select = sa.select(_anchor).join(_outgoing, _anchor.c.outgoing_id == _outgoing.c.id).where(where)
    return [_anchor_row(row) for row in connection.execute(select.order_by(_anchor.c.seq))]


def indexed_size(connection: sa.Connection) -> int:
    """How many log entries the newest revision of the item index covers: those of the largest anchor ever stored."""
    return max(connection.execute(_LARGEST, {"state": state}).scalar_one() or 0 for state in STATES)


def update_anchor(connection: sa.Connection, id_: int, **values: Any) -> None:
    """Set columns of an anchor that is not abandoned."""
    where = sa.and_(_anchor.c.id == id_, _anchor.c.state != ABANDONED)
    connection.execute(sa.update(_anchor).where(where).values(**values))


def abandon_anchors(connection: sa.Connection) -> None:
    """Take all anchors for made on a chain that is gone."""
    connection.execute(sa.update(_anchor).where(_anchor.c.state != ABANDONED).values(state=ABANDONED))


def _anchor_row(row: sa.Row[Any]) -> AnchorRow:
    anchor = Anchor(row.seq, row.prev, row.prev_size, row.size, row.log_root, row.index_root)
    return AnchorRow(
        row.id,
        anchor,
        row.head,
        row.index_revision,
        row.outgoing_id,
        row.state,
        row.block_number,
        row.block_hash,
        row.block_time,
        row.created_at,
    )
