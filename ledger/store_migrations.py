"""The database's schema, brought to this version's by Alembic at every start."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import autogenerate, command, context
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

from ledger import store_index, store_tables
from ledger.errors import SchemaTooNew
from ledger.store import Store

TABLES = (store_tables, store_index)
"""The modules whose tables are in SQLModel's metadata once they are imported."""


def _is_text(kind: str, item: object) -> bool:
    """Whether this is SQLModel's own string type, of which a migration needs to know nothing."""
    return kind == "type" and isinstance(item, AutoString)


_LOCK = 0x77617970726F6F66  # "wayproof": an advisory lock, for there may be no table yet
_OPTIONS: dict[str, Any] = {
    "target_metadata": SQLModel.metadata,
    "compare_type": True,
    "compare_server_default": True,
    "render_item": lambda kind, item, _context: "sa.String()" if _is_text(kind, item) else False,
    "transactional_ddl": True,  # ours are, on SQLite too: `Store` begins transactions itself
}


def migrate(store: Store) -> bool:
    """Bring the schema to this version's in one transaction, safe to be called by several processes at once.

    Returns whether anything was to be done. Raises SchemaTooNew if a newer version of Wayproof wrote the database.
    """
    with store.append() as connection:
        return migrate_within(connection)


def migrate_within(connection: sa.Connection, to: str = "head") -> bool:
    """As `migrate`, within a transaction of `Store.append`, which must then be committed.

    `to` is an earlier revision, to which an empty database is brought for what was written under it.
    """
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    head = scripts.get_current_head() if to == "head" else to
    if head not in known:
        raise SchemaTooNew(f"schema {head} is of a newer version of Wayproof: use that version")
    hold_schema(connection)
    present = MigrationContext.configure(connection).get_current_revision()
    if present == head:
        return False
    if present is not None and present not in known:
        raise SchemaTooNew(f"the database is of a newer version of Wayproof (schema {present}): use that version")
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    return True


def hold_schema(connection: sa.Connection) -> None:
    """Keep everybody else from changing the schema until the transaction ends; on SQLite any write transaction does."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def differences(connection: sa.Connection) -> list[Any]:
    """What the tables' definitions and the database do not agree on, as Alembic's operations."""
    options = {name: value for name, value in _OPTIONS.items() if name != "target_metadata"}
    found: list[Any] = autogenerate.compare_metadata(
        MigrationContext.configure(connection, opts=options), SQLModel.metadata
    )
    return found


def configure(connection: sa.Connection) -> None:
    """Set Alembic's environment up for a connection; called by it alone."""
    context.configure(connection=connection, **_OPTIONS)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "ledger:migrations")
    config.set_main_option("path_separator", "os")
    return config
