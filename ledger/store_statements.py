"""SQL of statements: those already there, new ones, and those that wait for an index."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables
from ledger.store_copy import BulkInsert
from ledger.store_driver import DriverStatement

_statement = SQLModel.metadata.tables[str(store_tables.Statement.__tablename__)]
_entry = SQLModel.metadata.tables[str(store_tables.ListEntry.__tablename__)]

_CHUNK = 500
"""Values of one `in (…)`: few enough for every database, and few shapes of statement to compile."""

_T = TypeVar("_T")

# The partial index on (party, hashes) is used only by a condition that says what its own says, in its words.
_NOT_STRUCK = sa.text("not struck")


class Sameness(NamedTuple):
    """What makes two captures one statement of a party: hashes of the event and of two members that it leaves out.

    `event` has 32 bytes; `error` and `certification` have 32, or none where the event has no such member.
    """

    event: bytes
    error: bytes = b""
    certification: bytes = b""


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement as the database has it. `index` is None while it waits; `secret` is None once erased."""

    id: bytes
    party_id: bytes | None
    type: str
    notice: str | None
    event_id: str | None
    entry: bytes
    leaf_hash: bytes
    content: bytes
    secret: bytes | None
    accepted_at: int
    index: int | None


class NewRow(NamedTuple):
    """A row of the statement table before it has an id."""

    statement_id: bytes
    party_id: bytes | None
    event_hash: bytes
    error_hash: bytes
    certification_hash: bytes
    event_id: str | None
    type: str
    notice: str | None
    entry: bytes
    leaf_hash: bytes
    content: bytes
    secret: bytes | None
    accepted_at: int


@dataclass(frozen=True, slots=True)
class WaitingStatement:
    """What the sequencer needs of a statement; `row` is its row number, in whose order indices are given."""

    row: int
    entry: bytes
    leaf_hash: bytes
    content: bytes


_STORED = (
    _statement.c.statement_id,
    _statement.c.party_id,
    _statement.c.type,
    _statement.c.notice,
    _statement.c.event_id,
    _statement.c.entry,
    _statement.c.leaf_hash,
    _statement.c.content,
    _statement.c.secret,
    _statement.c.accepted_at,
    _statement.c.log_index,
)
_SAMENESS = (_statement.c.event_hash, _statement.c.error_hash, _statement.c.certification_hash)

# Statements of the hot path are made once: SQLAlchemy takes longer to make one than SQLite to run it.
_ON_LISTS = (
    sa.select(_entry.c.list_key, *_STORED)
    .join(_entry, _entry.c.log_index == _statement.c.log_index)
    .where(
        _entry.c.position < sa.bindparam("first"),
        _NOT_STRUCK,
        _entry.c.list_key.in_(sa.bindparam("keys", expanding=True)),
    )
    .order_by(_statement.c.log_index)
)
_NOTICES_ON_LISTS = _ON_LISTS.where(_statement.c.notice.in_(sa.bindparam("kinds", expanding=True)))
_INSERT = sa.insert(_statement)
_INSERT_ROWS = BulkInsert(_statement, NewRow._fields)


@lru_cache(maxsize=16)
def _find_same(count: int) -> DriverStatement:
    """The party's statements of any of `count` events."""
    return DriverStatement(
        sa.select(*_SAMENESS, _statement.c.statement_id, _statement.c.accepted_at).where(
            _statement.c.party_id == sa.bindparam("party", type_=sa.LargeBinary),
            _NOT_STRUCK,
            _statement.c.event_hash.in_([sa.bindparam(f"event{n}", type_=sa.LargeBinary) for n in range(count)]),
        )
    )


@lru_cache(maxsize=16)
def _by_indices(count: int) -> DriverStatement:
    """The statements at `count` log indices, i0…."""
    indices = [sa.bindparam(f"i{at}", type_=sa.BigInteger) for at in range(count)]
    return DriverStatement(sa.select(*_STORED).where(_statement.c.log_index.in_(indices)))


def find_same(
    connection: sa.Connection, party_id: bytes, wanted: Iterable[Sameness]
) -> dict[Sameness, tuple[bytes, int]]:
    """Which of the captures are there already: statement id and time of acceptance, struck statements left out."""
    found: dict[Sameness, tuple[bytes, int]] = {}
    keys = set(wanted)
    for events in padded_chunks({key.event for key in keys}):
        parameters = {f"event{number}": event for number, event in enumerate(events)} | {"party": party_id}
        same = _find_same(len(events)).rows(connection, parameters)
        for event, error, certification, statement_id, accepted_at in same:
            found[Sameness(event, error, certification)] = statement_id, accepted_at
    return {key: found[key] for key in keys & found.keys()}


def find_event(connection: sa.Connection, party_id: bytes, event_hash: bytes) -> list[StoredStatement]:
    """The party's statements of one event by its Event Hash ID, oldest first, without struck ones and corrections."""
    query = (
        sa.select(*_STORED)
        .where(_statement.c.party_id == party_id, _NOT_STRUCK, _statement.c.event_hash == event_hash)
        .where(_statement.c.error_hash == b"")
        .order_by(_statement.c.id)
    )
    return [StoredStatement(*row) for row in connection.execute(query)]


def find_on_list(connection: sa.Connection, party_id: bytes, list_key: bytes) -> list[StoredStatement]:
    """The party's statements on a list of the item index, newest first, without struck ones."""
    query = (
        sa.select(*_STORED)
        .join(_entry, _entry.c.log_index == _statement.c.log_index)
        .where(_entry.c.list_key == list_key, _statement.c.party_id == party_id, _NOT_STRUCK)
        .order_by(_entry.c.position.desc())
    )
    return [StoredStatement(*row) for row in connection.execute(query)]


def on_lists(connection: sa.Connection, list_keys: Iterable[bytes], first: int) -> list[tuple[bytes, StoredStatement]]:
    """What anybody said on lists of the item index, by list, in the order of the log, without struck statements.

    Of each list no more than its `first` entries.
    """
    return [
        (bytes(key), StoredStatement(*row))
        for chunk in chunks(list_keys)
        for key, *row in connection.execute(_ON_LISTS, {"first": first, "keys": chunk})
    ]


def notices_on_lists(
    connection: sa.Connection, list_keys: Iterable[bytes], kinds: Collection[str], first: int
) -> list[tuple[bytes, StoredStatement]]:
    """As `on_lists`, those notices alone that are of these kinds; `first` counts entries of all kinds."""
    return [
        (bytes(key), StoredStatement(*row))
        for chunk in chunks(list_keys)
        for key, *row in connection.execute(_NOTICES_ON_LISTS, {"first": first, "keys": chunk, "kinds": sorted(kinds)})
    ]


def of_kinds(connection: sa.Connection, indices: Iterable[int], kinds: Collection[str]) -> list[int]:
    """Those of the log indices at which there is a notice of one of these kinds, in order."""
    found: list[int] = []
    for chunk in chunks(indices):
        query = sa.select(_statement.c.log_index).where(
            _statement.c.log_index.in_(chunk), _statement.c.notice.in_(kinds)
        )
        found += connection.execute(query).scalars()
    return sorted(found)


def find_waiting_of(connection: sa.Connection, party_id: bytes) -> list[StoredStatement]:
    """The party's statements that have no index yet, newest first, without struck ones."""
    query = (
        sa.select(*_STORED)
        .where(_statement.c.log_index.is_(None), _statement.c.party_id == party_id, _NOT_STRUCK)
        .order_by(_statement.c.id.desc())
    )
    return [StoredStatement(*row) for row in connection.execute(query)]


def by_id(connection: sa.Connection, statement_id: bytes) -> StoredStatement | None:
    """The statement of an id."""
    row = connection.execute(sa.select(*_STORED).where(_statement.c.statement_id == statement_id)).one_or_none()
    return None if row is None else StoredStatement(*row)


def by_indices(connection: sa.Connection, indices: Iterable[int]) -> dict[int, StoredStatement]:
    """The statements at log indices."""
    found = {}
    for padded in padded_chunks(indices):
        for row in _by_indices(len(padded)).rows(connection, {f"i{at}": index for at, index in enumerate(padded)}):
            stored = StoredStatement(*row)
            found[row[-1]] = stored
    return found


def in_log_order(connection: sa.Connection, start: int, end: int) -> Iterator[StoredStatement]:
    """The statements at log indices from `start` up to `end`, excluded, as far as they are there."""
    query = (
        sa.select(*_STORED)
        .where(_statement.c.log_index >= start, _statement.c.log_index < end)
        .order_by(_statement.c.log_index)
        .execution_options(yield_per=1000)
    )
    for row in connection.execute(query):
        yield StoredStatement(*row)


def contents_of_notice(connection: sa.Connection, notice: str, size: int) -> Iterator[bytes]:
    """What the notices of a kind say, as far as they are not erased, among the log's first `size` entries, in order."""
    query = (
        sa.select(_statement.c.content)
        .where(_statement.c.notice == notice, _statement.c.log_index < size, _statement.c.secret.is_not(None))
        .order_by(_statement.c.log_index)
        .execution_options(yield_per=_CHUNK)
    )
    return iter(connection.execute(query).scalars())


def parties_between(connection: sa.Connection, start: int, end: int) -> list[bytes]:
    """The parties that have statements at log indices from `start` up to `end`, excluded."""
    query = sa.select(_statement.c.party_id).distinct()
    within = (_statement.c.log_index >= start, _statement.c.log_index < end, _statement.c.party_id.is_not(None))
    return sorted(connection.execute(query.where(*within)).scalars())


def of_party(connection: sa.Connection, party_id: bytes, start: int, end: int) -> Iterator[StoredStatement]:
    """A party's statements at log indices from `start` up to `end`, excluded."""
    within = (_statement.c.log_index >= start, _statement.c.log_index < end, _statement.c.party_id == party_id)
    query = sa.select(*_STORED).where(*within).order_by(_statement.c.log_index)
    for row in connection.execute(query.execution_options(yield_per=1000)):
        yield StoredStatement(*row)


def entries(connection: sa.Connection, start: int, end: int) -> list[bytes]:
    """The log entries from `start` up to `end`, excluded, as far as they are there."""
    query = (
        sa.select(_statement.c.entry)
        .where(_statement.c.log_index >= start, _statement.c.log_index < end)
        .order_by(_statement.c.log_index)
    )
    return list(connection.execute(query).scalars())


def insert(connection: sa.Connection, rows: Sequence[NewRow]) -> None:
    """Store statements, in order; a row that breaks the rule of `Sameness` raises IntegrityError."""
    _INSERT_ROWS.insert(connection, rows)


def insert_at(connection: sa.Connection, row: NewRow, log_index: int) -> None:
    """Store a statement that has an index from the beginning."""
    connection.execute(_INSERT, {**row._asdict(), "log_index": log_index})


def waiting(connection: sa.Connection, limit: int) -> list[WaitingStatement]:
    """The oldest statements that have no index yet."""
    query = (
        sa.select(_statement.c.id, _statement.c.entry, _statement.c.leaf_hash, _statement.c.content)
        .where(_statement.c.log_index.is_(None))
        .order_by(_statement.c.id)
        .limit(limit)
    )
    return [WaitingStatement(*row) for row in connection.execute(query)]


def all_waiting(connection: sa.Connection) -> Iterator[StoredStatement]:
    """All statements that have no index yet, oldest first."""
    query = sa.select(*_STORED).where(_statement.c.log_index.is_(None)).order_by(_statement.c.id)
    for row in connection.execute(query.execution_options(yield_per=1000)):
        yield StoredStatement(*row)


def waiting_count(connection: sa.Connection) -> int:
    """How many statements have no index yet."""
    query = sa.select(sa.func.count()).select_from(_statement).where(_statement.c.log_index.is_(None))
    return connection.execute(query).scalar_one()


def oldest_not_below(connection: sa.Connection, size: int) -> int | None:
    """When the first statement was accepted that is not among the first `size` of the log; None if there is none.

    That is the oldest, give or take a moment: the order of acceptance is that of rows and of the log.
    """
    waits = sa.select(_statement.c.accepted_at).where(_statement.c.log_index.is_(None)).order_by(_statement.c.id)
    beyond = sa.select(_statement.c.accepted_at).where(_statement.c.log_index >= size).order_by(_statement.c.log_index)
    times = [connection.execute(query.limit(1)).scalar_one_or_none() for query in (waits, beyond)]
    return min((time for time in times if time is not None), default=None)


# Past SQLAlchemy's handling of parameters, which would take longer than the update itself.
_ASSIGN_SQLITE = "update statement set log_index = ? where id = ? and log_index is null"
_ASSIGN = sa.text(
    "update statement set log_index = :first + given.number - 1 "
    "from unnest(cast(cast(:rows as text) as bigint[])) with ordinality as given (row, number) "
    "where statement.id = given.row and log_index is null"
)


def assign_indices(connection: sa.Connection, rows: Sequence[int], first: int) -> None:
    """Give rows contiguous log indices from `first` on."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(_ASSIGN_SQLITE, [(first + offset, row) for offset, row in enumerate(rows)])
    else:
        connection.execute(_ASSIGN, {"first": first, "rows": "{" + ",".join(map(str, rows)) + "}"})


def strike(connection: sa.Connection, statement_ids: Iterable[bytes]) -> None:
    """Mark statements as struck (docs/format.md 8, step 8), so that the same event can be captured anew."""
    for chunk in chunks(statement_ids):
        update = sa.update(_statement).where(_statement.c.statement_id.in_(chunk)).values(struck=True)
        connection.execute(update)


def chunks(values: Iterable[_T]) -> Iterator[list[_T]]:
    """The values in lists short enough for one `in (…)`."""
    iterator = iter(values)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


def padded_chunks(values: Iterable[_T], padding: _T | None = None) -> Iterator[list[_T]]:
    """The values in lists of few different lengths, so that there are few shapes of statement to compile.

    The last of a list, or `padding`, is repeated.
    """
    for chunk in chunks(values):
        filler = chunk[-1] if padding is None else padding
        yield chunk + [filler] * ((1 << (len(chunk) - 1).bit_length()) - len(chunk))
