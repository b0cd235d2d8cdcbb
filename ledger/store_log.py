"""SQL of the log: its tiles and its signed tree heads."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables
from ledger.errors import LogCorrupt
from ledger.store_driver import DriverStatement
from ledger.store_statements import chunks, padded_chunks

_tile = SQLModel.metadata.tables[str(store_tables.LogTile.__tablename__)]
_head = SQLModel.metadata.tables[str(store_tables.SignedTreeHead.__tablename__)]

HASH_SIZE = 32


@dataclass(frozen=True, slots=True)
class StoredTreeHead:
    """A signed tree head: log size, 32-byte root, the signed note, and when it was signed (Unix seconds)."""

    size: int
    root: bytes
    note: str
    signed_at: int


_NEWEST_HEAD = DriverStatement(sa.text("select size, root, note, signed_at from tree_head order by size desc limit 1"))


def newest_tree_head(connection: sa.Connection) -> StoredTreeHead | None:
    """The tree head of the largest size; None before the log is begun."""
    rows = _NEWEST_HEAD.rows(connection, {})
    return StoredTreeHead(*rows[0]) if rows else None


def tree_heads(connection: sa.Connection) -> dict[int, StoredTreeHead]:
    """All tree heads ever signed, by size."""
    query = sa.select(_head.c.size, _head.c.root, _head.c.note, _head.c.signed_at).order_by(_head.c.size)
    return {row.size: StoredTreeHead(*row) for row in connection.execute(query)}


def insert_tree_head(connection: sa.Connection, head: StoredTreeHead) -> None:
    """Store a tree head; a second one of its size raises IntegrityError."""
    values = {"size": head.size, "root": head.root, "note": head.note, "signed_at": head.signed_at}
    connection.execute(sa.insert(_head), values)


_READ_TILE = sa.text("select hashes from log_tile where level = :level and number = :number")
_READ_TILES = sa.select(_tile.c.number, _tile.c.hashes).where(
    _tile.c.level == sa.bindparam("level"), _tile.c.number.in_(sa.bindparam("numbers", expanding=True))
)
_READ_BLOCKS = sa.text("select roots from log_blocks where level = :level and number = :number")
_PUT_BLOCKS = sa.text("insert into log_blocks (level, number, roots) values (:level, :number, :roots)")
_PUT_TILE = sa.text(
    "insert into log_tile (level, number, hashes) values (:level, :number, :hashes) "
    "on conflict (level, number) do update set hashes = excluded.hashes"
)


def read_tile(connection: sa.Connection, level: int, number: int) -> bytes:
    """The hashes of a tile as far as it is filled; empty if it is not there."""
    row = connection.execute(_READ_TILE, {"level": level, "number": number}).one_or_none()
    return b"" if row is None else bytes(row.hashes)


def tile_reader(connection: sa.Connection, level: int, number: int, width: int) -> bytes:
    """The first `width` hashes of a tile, for `tiles.node_reader`; raises LogCorrupt if it has fewer."""
    hashes = read_tile(connection, level, number)
    if len(hashes) < width * HASH_SIZE:
        raise LogCorrupt(f"tile {level}/{number} has {len(hashes) // HASH_SIZE} hashes where {width} are due")
    return hashes[: width * HASH_SIZE]


def read_tiles(connection: sa.Connection, level: int, numbers: Iterable[int]) -> dict[int, bytes]:
    """The tiles of a level that are there, by number."""
    found: dict[int, bytes] = {}
    for chunk in chunks(numbers):
        for number, hashes in connection.execute(_READ_TILES, {"level": level, "numbers": chunk}):
            found[number] = bytes(hashes)
    return found


def read_for_proofs(
    connection: sa.Connection, names: Iterable[tuple[int, int]]
) -> dict[tuple[int, int], tuple[bytes, bytes]]:
    """Those of the tiles (level, number) that are there: their hashes, and if full the roots of their blocks."""
    found: dict[tuple[int, int], tuple[bytes, bytes]] = {}
    for padded in padded_chunks(names):
        values: dict[str, int] = {}
        for at, (level, number) in enumerate(padded):
            values |= {f"l{at}": level, f"n{at}": number}
        for level, number, hashes, roots in _proof_query(len(padded)).rows(connection, values):
            found[level, number] = bytes(hashes), bytes(roots or b"")
    return found


@functools.cache
def _proof_query(count: int) -> DriverStatement:
    """The tiles of `count` levels l0… and numbers n0…; a join, for SQLite reads the whole table for pairs in a list."""
    values = ", ".join(f"(cast(:l{at} as bigint), cast(:n{at} as bigint))" for at in range(count))
    query = (
        f"with wanted (level, number) as (values {values}) "  # noqa: S608
        "select tile.level, tile.number, tile.hashes, blocks.roots from wanted join log_tile as tile "
        "on tile.level = wanted.level and tile.number = wanted.number left join log_blocks as blocks "
        "on blocks.level = wanted.level and blocks.number = wanted.number"
    )
    return DriverStatement(sa.text(query))


def put_tiles(connection: sa.Connection, level: int, tiles: Iterable[tuple[int, bytes]]) -> None:
    """Insert or extend tiles of a level."""
    rows = [{"level": level, "number": number, "hashes": hashes} for number, hashes in tiles]
    if rows:
        connection.execute(_PUT_TILE, rows)


def put_blocks(connection: sa.Connection, level: int, blocks: Iterable[tuple[int, bytes]]) -> None:
    """Keep the roots of the blocks of full tiles of a level."""
    rows = [{"level": level, "number": number, "roots": roots} for number, roots in blocks]
    if rows:
        connection.execute(_PUT_BLOCKS, rows)


def read_blocks(connection: sa.Connection, level: int, number: int) -> bytes:
    """The roots of the blocks of a tile; empty if they are not kept."""
    roots = connection.execute(_READ_BLOCKS, {"level": level, "number": number}).scalar_one_or_none()
    return b"" if roots is None else bytes(roots)
