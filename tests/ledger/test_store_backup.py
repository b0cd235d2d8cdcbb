"""Rows of a backup that do not fit: a typed error on either database, whatever its driver makes of them."""

from __future__ import annotations

import orjson
import pytest
import sqlalchemy as sa

from ledger.errors import BackupError
from ledger.store import Store
from ledger.store_backup import Loading, prepare, schema_revision
from ledger.store_migrations import migrate
from tests.databases import url_in


@pytest.fixture
def store(tmp_path):
    (tmp_path / "source").mkdir()
    source = Store(url_in(tmp_path / "source"))
    migrate(source)
    with source.read() as connection:
        revision = schema_revision(connection)
    source.close()
    made = Store(url_in(tmp_path))
    with made.append() as connection:
        prepare(connection, revision)
    yield made
    made.close()


def part(table, columns, octets, *rows):
    return b"\n".join([orjson.dumps({"table": table, "columns": columns, "bytes": octets}), *map(orjson.dumps, rows)])


FACTS: tuple[str, list[str], list[int]] = ("instance", ["name", "value"], [])


@pytest.mark.parametrize(
    "content",
    [
        part(*FACTS, ["twice", "1"], ["twice", "2"]),
        part(*FACTS, ["nothing", None]),
        part(*FACTS, ["short"]),
        part("party", ["id", "uri", "name", "roles", "shows_places", "hides_inputs", "created_at"], [0]) + b"\n[1]",
        part("log_tile", ["level", "number", "hashes"], [2], ["no number", 0, "AA=="], [[], {}, None]),
        part("log_tile", ["level", "number", "hashes"], [2], [(1 << 64) - 1, 0, "AA=="]),
        part("instance", ["name", "other"], [], ["a", "b"]),
        part("no_table", ["name"], [], ["a"]),
        b"{}",
    ],
)
def test_rows_that_do_not_fit_are_a_backup_error(store, content):
    with pytest.raises(BackupError), store.append() as connection:
        Loading(connection).load(content)
    with store.read() as connection:
        assert connection.execute(sa.text("select count(*) from instance")).scalar_one() == 0


def test_tables_that_somebody_else_has_made_meanwhile_are_left_alone(store):
    with store.read() as connection:
        revision = schema_revision(connection)
    with pytest.raises(BackupError, match="not empty any more"), store.append() as connection:
        prepare(connection, revision)
    with store.read() as connection:
        assert schema_revision(connection) == revision


def test_rows_that_fit_are_loaded(store):
    with store.append() as connection:
        assert Loading(connection).load(part(*FACTS, ["a", "1"], ["b", "2"])) == ("instance", 2)
    with store.read() as connection:
        assert connection.execute(sa.text("select count(*) from instance")).scalar_one() == 2
