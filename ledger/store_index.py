"""The item index's rows in SQL: tables and statements. `ledger/item_index_rows.py` says what they mean."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel

from ledger.item_index_rows import Revision, StoredTree
from ledger.store_driver import DriverStatement

_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")  # SQLite: the rowid itself, no second tree
_NODES_PER_STATEMENT = 5_000

index_node = sa.Table(
    "index_node",
    SQLModel.metadata,
    sa.Column("id", _NUMBER, primary_key=True, autoincrement=False),
    sa.Column("blob", sa.LargeBinary, nullable=False),
    # PostgreSQL: room for rows that grow in place, and no detour for tiles of two kilobytes.
    postgresql_with={"fillfactor": 70, "toast_tuple_target": 8160},
)

index_delta = sa.Table(
    "index_delta",
    SQLModel.metadata,
    sa.Column("rev", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("part", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("blob", sa.LargeBinary, nullable=False),
)

index_meta = sa.Table(
    "index_meta",
    SQLModel.metadata,
    sa.Column("rev", _NUMBER, primary_key=True, autoincrement=False),
    sa.Column("root", sa.LargeBinary, nullable=False),
    sa.Column("n", sa.BigInteger, nullable=False),
)

index_state = sa.Table(
    "index_state",
    SQLModel.metadata,
    sa.Column("id", _NUMBER, sa.CheckConstraint("id = 1", name="ck_index_state_single"), primary_key=True),
    sa.Column("final", sa.BigInteger, nullable=False),
    sa.Column("depth", sa.BigInteger, nullable=False),
)

_REVISION = (index_meta.c.rev, index_meta.c.root, index_meta.c.n)
_TREE = (index_state.c.final, index_state.c.depth)
_FINAL = DriverStatement(
    sa.select(*_TREE, *_REVISION).join_from(index_state, index_meta, index_meta.c.rev == index_state.c.final)
)
_CHANGES = sa.select(index_delta.c.blob).where(index_delta.c.rev == sa.bindparam("rev")).order_by("part")
_RANGE = (
    sa.select(index_node.c.id, index_node.c.blob)
    .where(index_node.c.id >= sa.bindparam("start"), index_node.c.id < sa.bindparam("stop"))
    .order_by(index_node.c.id)
)
# Any number of rows in one statement. On SQLite these two go past SQLAlchemy's handling of parameters, which
# would take longer than the database does.
_NODES_SQLITE = DriverStatement(
    sa.text("select id, blob from index_node where id in (select value from json_each(:ids)) order by id")
)
_NODES = sa.text("select id, blob from index_node where id = any(cast(cast(:ids as text) as bigint[])) order by id")
_PUT_NODES_SQLITE = (
    "insert into index_node (id, blob) values (?, ?) on conflict (id) do update set blob = excluded.blob"
)
_PUT_NODES = sa.text(
    "insert into index_node (id, blob) "
    "select * from unnest(cast(cast(:ids as text) as bigint[]), cast(:blobs as bytea[])) "
    "on conflict (id) do update set blob = excluded.blob"
)


class IndexRows:
    """Row access of the item index (`ledger.item_index_rows.RowAccess`) within one connection's transaction."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._is_sqlite = connection.dialect.name == "sqlite"

    def tree(self) -> StoredTree | None:
        row = self._connection.execute(sa.select(*_TREE)).one_or_none()
        return StoredTree(*row) if row else None

    def put_tree(self, tree: StoredTree) -> None:
        insert = sqlite.insert if self._is_sqlite else postgresql.insert
        values = {"final": tree.final, "depth": tree.depth}
        statement = insert(index_state).values(id=1, **values)
        self._connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))

    def revisions(self) -> list[Revision]:
        rows = self._connection.execute(sa.select(*_REVISION).order_by(index_meta.c.rev))
        return [Revision(*row) for row in rows]

    def newest(self) -> Revision | None:
        newest = sa.select(*_REVISION).order_by(index_meta.c.rev.desc()).limit(1)
        row = self._connection.execute(newest).one_or_none()
        return Revision(*row) if row else None

    def final(self) -> tuple[StoredTree, Revision] | None:
        rows = _FINAL.rows(self._connection, {})
        return (StoredTree(*rows[0][:2]), Revision(*rows[0][2:])) if rows else None

    def add_revision(self, revision: Revision) -> None:
        values = {"rev": revision.rev, "root": revision.root, "n": revision.n}
        self._connection.execute(sa.insert(index_meta).values(values))

    def delete_revisions_before(self, rev: int) -> None:
        self._connection.execute(sa.delete(index_meta).where(index_meta.c.rev < rev))
        self._connection.execute(sa.delete(index_delta).where(index_delta.c.rev <= rev))

    def add_changes(self, rev: int, parts: Iterable[bytes]) -> None:
        for part, blob in enumerate(parts):
            self._connection.execute(sa.insert(index_delta), {"rev": rev, "part": part, "blob": blob})

    def changes(self, rev: int) -> list[bytes]:
        return list(self._connection.execute(_CHANGES, {"rev": rev}).scalars())

    def nodes(self, ids: Sequence[int]) -> list[tuple[int, bytes]]:
        if self._is_sqlite:
            return [
                (id_, blob) for id_, blob in _NODES_SQLITE.rows(self._connection, {"ids": orjson.dumps(ids).decode()})
            ]
        rows = self._connection.execute(_NODES, {"ids": _array(ids)})
        return [(id_, blob) for id_, blob in rows.all()]

    def node_range(self, start: int, stop: int) -> list[tuple[int, bytes]]:
        rows = self._connection.execute(_RANGE, {"start": start, "stop": stop})
        return [(id_, blob) for id_, blob in rows.all()]

    def node_count(self) -> int:
        return self._connection.execute(sa.select(sa.func.count()).select_from(index_node)).scalar_one()

    def put_nodes(self, nodes: Iterator[tuple[int, bytes]]) -> None:
        while chunk := list(islice(nodes, _NODES_PER_STATEMENT)):
            if self._is_sqlite:
                self._connection.exec_driver_sql(_PUT_NODES_SQLITE, chunk)
            else:
                ids, blobs = zip(*chunk, strict=True)
                self._connection.execute(_PUT_NODES, {"ids": _array(ids), "blobs": list(blobs)})

    def delete_nodes_below(self, stop: int) -> None:
        self._connection.execute(sa.delete(index_node).where(index_node.c.id < stop))


def _array(ids: Sequence[int]) -> str:
    """PostgreSQL's own text of an array, which drivers would take longer to make."""
    return "{" + ",".join(map(str, ids)) + "}"
