import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.errors import SchemaTooNew
from ledger.store import Store
from ledger.store_migrations import differences, migrate
from tests.databases import url_in


@pytest.fixture
def store(tmp_path):
    opened = Store(url_in(tmp_path))
    yield opened
    opened.close()


def _schema(store: Store) -> dict[str, list[str]]:
    """The definition of every table and index, a table's members in any order."""
    wanted = sa.text("select name, sql from sqlite_master where name not like 'alembic%' and sql <> ''")
    with store.read() as connection:
        found = {name: " ".join(sql.split()) for name, sql in connection.execute(wanted)}
    return {name: sorted(sql.replace(" )", "").replace("( ", ", ").split(", ")) for name, sql in found.items()}


def test_the_migrations_leave_nothing_to_do(store):
    migrate(store)
    with store.read() as connection:
        assert differences(connection) == []


@pytest.mark.databases("sqlite")
def test_the_migrations_make_exactly_the_tables_that_the_code_defines(store, tmp_path):
    migrate(store)
    defined = Store(f"sqlite:///{tmp_path / 'defined.db'}")
    SQLModel.metadata.create_all(defined.engine)
    ours, wanted = _schema(store), _schema(defined)
    different = {name for name in ours.keys() | wanted.keys() if ours.get(name) != wanted.get(name)}
    assert {name: set(ours.get(name, [])) ^ set(wanted.get(name, [])) for name in different} == {}
    defined.close()


def test_a_second_start_has_nothing_to_do_and_keeps_the_rows(store):
    assert migrate(store)
    with store.append() as connection:
        connection.execute(sa.text("insert into instance (name, value) values ('origin', 'here')"))
    assert not migrate(store)
    with store.read() as connection:
        assert connection.execute(sa.text("select value from instance")).scalar_one() == "here"


def test_a_database_of_a_newer_version_is_left_alone(store):
    migrate(store)
    with store.append() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    with pytest.raises(SchemaTooNew, match="9999"):
        migrate(store)
    with store.read() as connection:
        assert connection.execute(sa.text("select version_num from alembic_version")).scalar_one() == "9999"


def test_a_migration_that_fails_halfway_leaves_nothing_behind(store):
    with store.append() as connection:
        connection.execute(sa.text("create table statement (x integer)"))
    with pytest.raises(sa.exc.DBAPIError, match="already exists"):
        migrate(store)
    assert sa.inspect(store.engine).get_table_names() == ["statement"]
