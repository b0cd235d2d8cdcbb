"""SQL of auditors' index notes."""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables
from ledger.store_anchors import StoredAnchor
from verifier.format.index_note import IndexNote

_note = SQLModel.metadata.tables[str(store_tables.IndexNote.__tablename__)]

_PUT = sa.text(
    "insert into index_note (size, key, log_root, index_root, note, received_at) "
    "values (:size, :key, :log_root, :index_root, :note, :received_at) on conflict (size, key) do update set "
    "log_root = excluded.log_root, index_root = excluded.index_root, note = excluded.note, "
    "received_at = excluded.received_at"
)
_OF = (
    sa.select(_note.c.note)
    .where(
        _note.c.size == sa.bindparam("size"),
        _note.c.log_root == sa.bindparam("log_root"),
        _note.c.index_root == sa.bindparam("index_root"),
        _note.c.key.in_(sa.bindparam("keys", expanding=True)),
    )
    .order_by(_note.c.key)
)


def put(connection: sa.Connection, note: IndexNote, key: str, text: str, now: int) -> None:
    """Keep an auditor's note; the one that came before by the same key on the same size is replaced."""
    roots = {"log_root": note.log_root, "index_root": note.index_root}
    connection.execute(_PUT, {"size": note.size, "key": key, "note": text, "received_at": now, **roots})


def notes_on(connection: sa.Connection, anchor: StoredAnchor, keys: Iterable[str]) -> list[str]:
    """The notes of these auditors' keys, vkeys, on the roots of an anchor."""
    of = anchor.anchor
    values = {"size": of.size, "log_root": of.log_root, "index_root": of.index_root, "keys": list(keys)}
    return list(dict.fromkeys(connection.execute(_OF, values).scalars()))
