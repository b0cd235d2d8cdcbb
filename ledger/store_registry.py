"""SQL of what the registry on chain says about keys and prefixes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables

_key = SQLModel.metadata.tables[str(store_tables.SigningKey.__tablename__)]
_prefix = SQLModel.metadata.tables[str(store_tables.Prefix.__tablename__)]


def key_times(connection: sa.Connection, also: Collection[bytes]) -> dict[bytes, int | None]:
    """Since when keys are registered: those of which that is not known, and the given ones."""
    where = sa.or_(_key.c.registered_at.is_(None), _key.c.kid.in_(also))
    rows = connection.execute(sa.select(_key.c.kid, _key.c.registered_at).where(where))
    return {row.kid: row.registered_at for row in rows}


def set_key_times(connection: sa.Connection, times: Mapping[bytes, int | None]) -> None:
    """Note since when keys are registered (Unix seconds), or that they are not."""
    _set(connection, _key.c.kid, times)


def prefix_times(connection: sa.Connection, also: Collection[str]) -> dict[str, tuple[bytes, int | None]]:
    """Whose prefixes are, and since when: those of which that is not known, and the given ones."""
    where = sa.or_(_prefix.c.registered_at.is_(None), _prefix.c.prefix.in_(also))
    rows = connection.execute(sa.select(_prefix.c.prefix, _prefix.c.party_id, _prefix.c.registered_at).where(where))
    return {row.prefix: (row.party_id, row.registered_at) for row in rows}


def set_prefix_times(connection: sa.Connection, times: Mapping[str, int | None]) -> None:
    """Note since when prefixes are registered (Unix seconds), or that they are not."""
    _set(connection, _prefix.c.prefix, times)


def forget_times(connection: sa.Connection) -> None:
    """Take nothing for registered: the chain began anew."""
    connection.execute(sa.update(_key).values(registered_at=None))
    connection.execute(sa.update(_prefix).values(registered_at=None))


def _set(connection: sa.Connection, column: sa.Column[Any], times: Mapping[Any, int | None]) -> None:
    for name, time in times.items():
        connection.execute(sa.update(column.table).where(column == name).values(registered_at=time))
