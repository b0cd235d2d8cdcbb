"""SQL of outgoing transactions and their signed attempts. `ledger/outbox.py` says what the states mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables

QUEUED, SIGNED, MINED, FINAL, REVERTED, ABANDONED = "queued", "signed", "mined", "final", "reverted", "abandoned"
REPEAT = "repeat"
"""To be queued again as soon as the contract's new address is known."""

_outgoing = SQLModel.metadata.tables[str(store_tables.Outgoing.__tablename__)]
_attempt = SQLModel.metadata.tables[str(store_tables.OutgoingAttempt.__tablename__)]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A transaction of the chain account, whether signed or not; `to` is empty for one that creates a contract."""

    id: int
    chain_id: int
    purpose: str
    subject: str
    to: bytes
    data: bytes
    nonce: int | None
    state: str
    failed: bool
    block_number: int | None
    block_hash: bytes | None
    block_time: int | None
    error: str | None
    missing_since: int | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """Signed bytes of an outgoing transaction; fees in wei per gas."""

    transaction_hash: bytes
    outgoing_id: int
    raw: bytes
    nonce: int
    gas: int
    max_fee: int
    priority_fee: int
    sent_at: int | None


_COLUMNS = [_outgoing.c[name] for name in Outgoing.__slots__]
_ATTEMPT_COLUMNS = [_attempt.c[name] for name in Attempt.__slots__]


def insert(
    connection: sa.Connection, *, chain_id: int, purpose: str, subject: str, to: bytes, data: bytes, now: int
) -> int:
    """Queue a transaction; returns its id."""
    values = {"chain_id": chain_id, "purpose": purpose, "subject": subject, "to": _hex(to), "data": data}
    statement = sa.insert(_outgoing).values(**values, state=QUEUED, created_at=now).returning(_outgoing.c.id)
    return int(connection.execute(statement).scalar_one())


def get(connection: sa.Connection, id_: int) -> Outgoing:
    """One outgoing transaction that exists."""
    return _row(connection.execute(sa.select(*_COLUMNS).where(_outgoing.c.id == id_)).one())


def in_state(connection: sa.Connection, chain_id: int, *states: str) -> list[Outgoing]:
    """Those in these states, by nonce and then by age."""
    where = sa.and_(_outgoing.c.chain_id == chain_id, _outgoing.c.state.in_(states))
    order = (_outgoing.c.nonce.is_(None), _outgoing.c.nonce, _outgoing.c.id)
    return [_row(row) for row in connection.execute(sa.select(*_COLUMNS).where(where).order_by(*order))]


def next_queued(connection: sa.Connection, chain_id: int) -> Outgoing | None:
    """The queued one to be signed next: one that fills a gap of nonces first, then the oldest."""
    where = sa.and_(_outgoing.c.chain_id == chain_id, _outgoing.c.state == QUEUED)
    order = (_outgoing.c.nonce.is_(None), _outgoing.c.nonce, _outgoing.c.id)
    row = connection.execute(sa.select(*_COLUMNS).where(where).order_by(*order).limit(1)).one_or_none()
    return _row(row) if row else None


def settled_from_nonce(connection: sa.Connection, chain_id: int, nonce: int) -> list[Outgoing]:
    """Those taken for final or reverted whose nonce is not below the given one."""
    where = sa.and_(
        _outgoing.c.chain_id == chain_id, _outgoing.c.state.in_([FINAL, REVERTED]), _outgoing.c.nonce >= nonce
    )
    return [_row(row) for row in connection.execute(sa.select(*_COLUMNS).where(where).order_by(_outgoing.c.nonce))]


def newest_settled(connection: sa.Connection, chain_id: int) -> Outgoing | None:
    """Of those taken for final, or for reverted in a block, the one with the highest nonce."""
    where = sa.and_(
        _outgoing.c.chain_id == chain_id,
        _outgoing.c.nonce.is_not(None),
        _outgoing.c.state.in_([FINAL, REVERTED]),
        _outgoing.c.block_number.is_not(None),
    )
    newest = sa.select(*_COLUMNS).where(where).order_by(_outgoing.c.nonce.desc()).limit(1)
    row = connection.execute(newest).one_or_none()
    return _row(row) if row else None


def highest_nonce(connection: sa.Connection, chain_id: int) -> int:
    """The highest nonce given out on the chain as it is now; -1 if none."""
    where = sa.and_(_outgoing.c.chain_id == chain_id, _outgoing.c.state != ABANDONED)
    highest = connection.execute(sa.select(sa.func.max(_outgoing.c.nonce)).where(where)).scalar_one()
    return -1 if highest is None else int(highest)


def has_nonce(connection: sa.Connection, chain_id: int, nonce: int) -> bool:
    """Whether that nonce was given out on the chain as it is now."""
    where = sa.and_(_outgoing.c.chain_id == chain_id, _outgoing.c.state != ABANDONED, _outgoing.c.nonce == nonce)
    return connection.execute(sa.select(_outgoing.c.id).where(where).limit(1)).one_or_none() is not None


def newest_of(connection: sa.Connection, chain_id: int, purpose: str, subject: str) -> Outgoing | None:
    """The newest of a purpose about a subject that neither failed nor was abandoned."""
    where = sa.and_(
        _outgoing.c.chain_id == chain_id,
        _outgoing.c.purpose == purpose,
        _outgoing.c.subject == subject,
        _outgoing.c.state.not_in([REVERTED, ABANDONED]),
        sa.not_(_outgoing.c.failed),
    )
    row = connection.execute(sa.select(*_COLUMNS).where(where).order_by(_outgoing.c.id.desc()).limit(1)).one_or_none()
    return _row(row) if row else None


def was_ordered(connection: sa.Connection, chain_id: int, purpose: str, subject: str) -> bool:
    """Whether any of a purpose about a subject was ever queued, whatever came of it."""
    where = sa.and_(_outgoing.c.chain_id == chain_id, _outgoing.c.purpose == purpose, _outgoing.c.subject == subject)
    return connection.execute(sa.select(_outgoing.c.id).where(where).limit(1)).one_or_none() is not None


def of_purposes(connection: sa.Connection, chain_id: int, purposes: Collection[str], *states: str) -> list[Outgoing]:
    """Those of these purposes in these states, oldest first."""
    where = sa.and_(_outgoing.c.chain_id == chain_id, _outgoing.c.purpose.in_(purposes), _outgoing.c.state.in_(states))
    return [_row(row) for row in connection.execute(sa.select(*_COLUMNS).where(where).order_by(_outgoing.c.id))]


def refused(connection: sa.Connection, purposes: Collection[str], since: int) -> list[Outgoing]:
    """Those of these purposes, ordered since then, that the contract refused for good and that nothing newer about the
    same subject has made up for, newest first."""
    newer = _outgoing.alias()
    repeated = sa.exists().where(
        newer.c.purpose == _outgoing.c.purpose,
        newer.c.subject == _outgoing.c.subject,
        newer.c.id > _outgoing.c.id,
    )
    where = sa.and_(
        _outgoing.c.purpose.in_(purposes),
        _outgoing.c.state == REVERTED,
        _outgoing.c.created_at >= since,
        sa.not_(repeated),
    )
    return [_row(row) for row in connection.execute(sa.select(*_COLUMNS).where(where).order_by(_outgoing.c.id.desc()))]


def update(connection: sa.Connection, id_: int, expected: Sequence[str], **values: Any) -> bool:
    """Set columns of one that is still in an expected state; says whether it was."""
    where = sa.and_(_outgoing.c.id == id_, _outgoing.c.state.in_(expected))
    return connection.execute(sa.update(_outgoing).where(where).values(**values)).rowcount == 1


def abandon_all(connection: sa.Connection, repeated: Collection[str], now: int) -> None:
    """Take all for sent to a chain that is gone, and keep those of the repeated purposes that did not fail, in their
    order, to be queued again."""
    lost = sa.and_(_outgoing.c.state.not_in([ABANDONED, REVERTED, REPEAT]), sa.not_(_outgoing.c.failed))
    copied = [_outgoing.c[name] for name in ("chain_id", "purpose", "subject", "to", "data")]
    again = sa.select(*copied, sa.literal(REPEAT), sa.literal(now)).where(lost, _outgoing.c.purpose.in_(repeated))
    names = [column.name for column in copied] + ["state", "created_at"]
    newest = connection.execute(sa.select(sa.func.max(_outgoing.c.id))).scalar_one() or 0
    connection.execute(sa.insert(_outgoing).from_select(names, again.order_by(_outgoing.c.id)))
    gone = sa.and_(_outgoing.c.id <= newest, _outgoing.c.state.not_in([ABANDONED, REPEAT]))
    connection.execute(sa.update(_outgoing).where(gone).values(state=ABANDONED))
    # The same calls, signed for a chain of the same id, are the same bytes with the same hash.
    connection.execute(sa.delete(_attempt))


def queue_repeated(connection: sa.Connection, chain_id: int, to: bytes) -> None:
    """Queue what is to be repeated, at the contract's new address."""
    where = sa.and_(_outgoing.c.chain_id == chain_id, _outgoing.c.state == REPEAT)
    connection.execute(sa.update(_outgoing).where(where).values(state=QUEUED, to=_hex(to)))


def attempts(connection: sa.Connection, outgoing_id: int, nonce: int | None = None) -> list[Attempt]:
    """The signed bytes of an outgoing transaction, or those with its nonce, the highest offer first."""
    select = sa.select(*_ATTEMPT_COLUMNS).where(_attempt.c.outgoing_id == outgoing_id)
    if nonce is not None:
        select = select.where(_attempt.c.nonce == nonce)
    return [Attempt(*row) for row in connection.execute(select.order_by(_attempt.c.max_fee.desc()))]


def insert_attempt(connection: sa.Connection, attempt: Attempt) -> None:
    """Keep signed bytes, before they are sent for the first time."""
    values = {name: getattr(attempt, name) for name in Attempt.__slots__}
    connection.execute(sa.insert(_attempt).values(**values, sends=0))


def owner_of(connection: sa.Connection, transaction_hash: bytes) -> int | None:
    """The outgoing transaction that signed bytes belong to; None if they are not kept."""
    owner = sa.select(_attempt.c.outgoing_id).where(_attempt.c.transaction_hash == transaction_hash)
    return connection.execute(owner).scalar_one_or_none()


def note_unsent(connection: sa.Connection, outgoing_id: int, nonce: int) -> None:
    """Take what is kept of a nonce for not sent yet: how long it waits to be mined is counted from its next sending."""
    where = sa.and_(_attempt.c.outgoing_id == outgoing_id, _attempt.c.nonce == nonce)
    connection.execute(sa.update(_attempt).where(where).values(sent_at=None))


def note_sent(connection: sa.Connection, transaction_hash: bytes, now: int) -> None:
    """Count a sending; the time of the first is kept."""
    values = {"sends": _attempt.c.sends + 1, "sent_at": sa.func.coalesce(_attempt.c.sent_at, now)}
    connection.execute(sa.update(_attempt).where(_attempt.c.transaction_hash == transaction_hash).values(**values))


def newest_gas(connection: sa.Connection, purpose: str) -> int | None:
    """The gas allowed for the newest transaction of a purpose that was signed; None if none was."""
    newest = sa.select(_attempt.c.gas).join(_outgoing, _outgoing.c.id == _attempt.c.outgoing_id)
    newest = newest.where(_outgoing.c.purpose == purpose).order_by(_outgoing.c.id.desc()).limit(1)
    return connection.execute(newest).scalar_one_or_none()


def waiting(connection: sa.Connection) -> tuple[int, int | None]:
    """How many transactions are not mined yet, and when the oldest of those that were sent was sent first."""
    unmined = _outgoing.c.state.in_([QUEUED, SIGNED])
    count = connection.execute(sa.select(sa.func.count()).select_from(_outgoing).where(unmined)).scalar_one()
    first = sa.select(sa.func.min(_attempt.c.sent_at)).join(_outgoing, _outgoing.c.id == _attempt.c.outgoing_id)
    first = first.where(_outgoing.c.state == SIGNED, _attempt.c.nonce == _outgoing.c.nonce)
    return int(count), connection.execute(first).scalar_one()


def _row(row: sa.Row[Any]) -> Outgoing:
    values = dict(zip(Outgoing.__slots__, row, strict=True))
    return Outgoing(**{**values, "to": bytes.fromhex(values["to"][2:])})


def _hex(address: bytes) -> str:
    return "0x" + address.hex() if address else ""
