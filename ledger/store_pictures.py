"""SQL of pictures."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables

_picture = SQLModel.metadata.tables[str(store_tables.Picture.__tablename__)]

_INSERT = sa.text(
    "insert into picture (sha256, media_type, content, party_id, created_at) "
    "values (:sha256, :media_type, :content, :party_id, :created_at) on conflict (sha256) do nothing"
)
_FIND = sa.select(_picture.c.sha256, _picture.c.media_type, _picture.c.content).where(
    _picture.c.sha256 == sa.bindparam("sha256")
)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and its media type."""

    sha256: bytes
    media_type: str
    content: bytes


def insert(connection: sa.Connection, picture: Picture, party_id: bytes | None, now: int) -> bool:
    """Store a picture; whether it was not there already."""
    values = {"sha256": picture.sha256, "media_type": picture.media_type, "content": picture.content}
    return connection.execute(_INSERT, {**values, "party_id": party_id, "created_at": now}).rowcount == 1


def find(connection: sa.Connection, sha256: bytes) -> Picture | None:
    """The picture of a digest."""
    row = connection.execute(_FIND, {"sha256": sha256}).one_or_none()
    return None if row is None else Picture(*row)


def is_there(connection: sa.Connection, sha256: bytes) -> bool:
    """Whether there is a picture of a digest."""
    query = sa.select(_picture.c.media_type).where(_picture.c.sha256 == sha256)
    return connection.execute(query).one_or_none() is not None
