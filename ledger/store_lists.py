"""SQL of the item lists: which log entries are on each list, and the frontiers of long ones."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables
from ledger.store_copy import BulkInsert
from ledger.store_driver import DriverStatement
from ledger.store_statements import chunks, padded_chunks

_entry = SQLModel.metadata.tables[str(store_tables.ListEntry.__tablename__)]
_frontier = SQLModel.metadata.tables[str(store_tables.ListFrontier.__tablename__)]

# Statements of the hot path are made once: SQLAlchemy takes longer to make one than SQLite to run it.
_OF_LIST = sa.select(_entry.c.log_index).where(_entry.c.list_key == sa.bindparam("key"))
_ENTRIES_OF = _OF_LIST.where(
    _entry.c.position >= sa.bindparam("start"), _entry.c.position < sa.bindparam("end")
).order_by(_entry.c.position)
_READ_TILE = sa.text("select roots from list_tile where list_key = :key and number = :number").bindparams(
    sa.bindparam("key", type_=sa.LargeBinary)
)
_PUT_TILE = sa.text(
    "insert into list_tile (list_key, number, roots) values (:key, :number, :roots) "
    "on conflict (list_key, number) do update set roots = excluded.roots"
)
_APPEND = BulkInsert(_entry, ("list_key", "position", "log_index", "role"))
_PUT_FRONTIER = sa.text(
    "insert into list_frontier (list_key, size, frontier) values (:key, :size, :frontier) "
    "on conflict (list_key) do update set size = excluded.size, frontier = excluded.frontier"
)


def lengths(connection: sa.Connection, keys: Iterable[bytes]) -> dict[bytes, int]:
    """How many entries those lists have that have any.

    One look at the end of each list, however long it is: an aggregate over groups would read all of it.
    """
    found: dict[bytes, int] = {}
    for padded in padded_chunks(keys):
        rows = connection.execute(_ends_query(len(padded)), {f"key{at}": key for at, key in enumerate(padded)})
        found.update((bytes(key), position + 1) for key, position in rows if position is not None)
    return found


@functools.cache
def _ends_query(count: int) -> sa.TextClause:
    """The last position of each of `count` lists."""
    values = ", ".join(f"(:key{at})" for at in range(count))
    return sa.text(
        f"with wanted (list_key) as (values {values}) "  # noqa: S608
        "select list_key, (select max(position) from list_entry where list_entry.list_key = wanted.list_key) "
        "from wanted"
    ).bindparams(*(sa.bindparam(f"key{at}", type_=sa.LargeBinary) for at in range(count)))


def append(connection: sa.Connection, rows: Sequence[tuple[bytes, int, int, int]]) -> None:
    """Add entries (list key, position, log index, role); a position that is taken raises IntegrityError."""
    _APPEND.insert(connection, rows)


def added_between(connection: sa.Connection, start: int, end: int) -> list[tuple[bytes, int, int, int]]:
    """The entries (list key, position, log index, role) with start <= log index < end, by list and position."""
    query = (
        sa.select(_entry.c.list_key, _entry.c.position, _entry.c.log_index, _entry.c.role)
        .where(_entry.c.log_index >= start, _entry.c.log_index < end)
        .order_by(_entry.c.list_key, _entry.c.position)
    )
    return [(bytes(key), *others) for key, *others in connection.execute(query)]


def entries_of_many(connection: sa.Connection, keys: Iterable[bytes], below: int) -> list[tuple[bytes, int, int]]:
    """The entries of several lists (list key, position, log index) with log index < below, by list and position."""
    found: list[tuple[bytes, int, int]] = []
    query = sa.select(_entry.c.list_key, _entry.c.position, _entry.c.log_index)
    for chunk in chunks(keys):
        rows = connection.execute(
            query.where(_entry.c.list_key.in_(chunk), _entry.c.log_index < below).order_by(
                _entry.c.list_key, _entry.c.position
            )
        )
        found += [(bytes(key), position, index) for key, position, index in rows]
    return found


def all_entries(connection: sa.Connection) -> Iterator[tuple[bytes, int, int]]:
    """All entries of all lists (list key, position, log index), by list and position."""
    query = sa.select(_entry.c.list_key, _entry.c.position, _entry.c.log_index)
    rows = connection.execute(query.order_by(_entry.c.list_key, _entry.c.position).execution_options(yield_per=10_000))
    for key, position, index in rows:
        yield bytes(key), position, index


def entries_of(connection: sa.Connection, key: bytes, start: int, end: int) -> list[int]:
    """The log indices at a list's positions from `start` up to `end`, excluded, as far as they are there."""
    return list(connection.execute(_ENTRIES_OF, {"key": key, "start": start, "end": end}).scalars())


def parts_of(connection: sa.Connection, parts: Sequence[tuple[bytes, int, int]]) -> dict[bytes, list[int]]:
    """The log indices at the positions of each (list key, start, end), end excluded, as far as they are there.

    One part of a list at most; one look at each list's rows.
    """
    found: dict[bytes, list[int]] = {key: [] for key, _, _ in parts}
    for padded in padded_chunks(parts, (b"", 0, 0)):
        values: dict[str, object] = {}
        for at, (key, start, end) in enumerate(padded):
            values |= {f"k{at}": key, f"s{at}": start, f"e{at}": end}
        for key, index in _parts_query(len(padded)).rows(connection, values):
            found[bytes(key)].append(index)
    return found


@functools.cache
def _parts_query(count: int) -> DriverStatement:
    """The entries of `count` parts of lists: keys k0…, starts s0…, ends e0…."""
    values = ", ".join(f"(:k{at}, cast(:s{at} as bigint), cast(:e{at} as bigint))" for at in range(count))
    query = (
        f"with wanted (list_key, start, stop) as (values {values}) "  # noqa: S608
        "select entry.list_key, entry.log_index from wanted join list_entry as entry "
        "on entry.list_key = wanted.list_key and entry.position >= start and entry.position < stop "
        "order by entry.list_key, entry.position"
    )
    return DriverStatement(sa.text(query))


def position_of(connection: sa.Connection, key: bytes, index: int) -> int | None:
    """Where a log index stands on a list; None if it does not."""
    query = sa.select(_entry.c.position).where(_entry.c.list_key == key, _entry.c.log_index == index)
    return connection.execute(query).scalar_one_or_none()


def frontiers(connection: sa.Connection, keys: Iterable[bytes]) -> dict[bytes, bytes]:
    """The stored frontiers of those lists that have one."""
    found: dict[bytes, bytes] = {}
    query = sa.select(_frontier.c.list_key, _frontier.c.frontier)
    for chunk in chunks(keys):
        found.update(
            (bytes(key), bytes(frontier))
            for key, frontier in connection.execute(query.where(_frontier.c.list_key.in_(chunk)))
        )
    return found


def put_frontiers(connection: sa.Connection, rows: Sequence[tuple[bytes, int, bytes]]) -> None:
    """Insert or replace frontiers: list key, size, bytes."""
    if rows:
        connection.execute(
            _PUT_FRONTIER, [{"key": key, "size": size, "frontier": frontier} for key, size, frontier in rows]
        )


def read_tile(connection: sa.Connection, key: bytes, number: int) -> bytes:
    """The roots of a list's blocks in a tile, as far as it is filled; empty if it is not there."""
    row = connection.execute(_READ_TILE, {"key": key, "number": number}).one_or_none()
    return b"" if row is None else bytes(row.roots)


def put_tile(connection: sa.Connection, key: bytes, number: int, roots: bytes) -> None:
    """Insert or extend a list's tile."""
    connection.execute(_PUT_TILE, {"key": key, "number": number, "roots": roots})
