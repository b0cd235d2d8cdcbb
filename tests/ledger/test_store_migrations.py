import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger.errors import SchemaTooNew
from ledger.store import Store
from ledger.store_migrations import differences, migrate


@pytest.fixture
def store(tmp_path):
    opened = Store(f"sqlite:///{tmp_path / 'ledger.db'}")
    yield opened
    opened.close()


def _schema(store: Store) -> dict[str, list[str]]:
    """The definition of every table and index, a table's members in any order."""
    wanted = sa.text("select name, sql from sqlite_master where name not like 'alembic%' and sql <> ''")
    with store.read() as connection:
        found = {name: " ".join(sql.split()) for name, sql in connection.execute(wanted)}
    return {name: sorted(sql.replace(" )", "").replace("( ", ", ").split(", ")) for name, sql in found.items()}


def test_the_migrations_make_exactly_the_tables_that_the_code_defines(store, tmp_path):
    migrate(store)
    defined = Store(f"sqlite:///{tmp_path / 'defined.db'}")
    SQLModel.metadata.create_all(defined.engine)
    ours, wanted = _schema(store), _schema(defined)
    different = {name for name in ours.keys() | wanted.keys() if ours.get(name) != wanted.get(name)}
    assert {name: set(ours.get(name, [])) ^ set(wanted.get(name, [])) for name in different} == {}
    with store.read() as connection:
        assert differences(connection) == []
    defined.close()


def test_a_second_start_has_nothing_to_do_and_keeps_the_rows(store):
    assert migrate(store)
    with store.write() as connection:
        connection.execute(sa.text("insert into instance (name, value) values ('origin', 'here')"))
    assert not migrate(store)
    with store.read() as connection:
        assert connection.execute(sa.text("select value from instance")).scalar_one() == "here"


def test_a_database_of_a_newer_version_is_left_alone(store):
    migrate(store)
    with store.write() as connection:
        connection.execute(sa.text("update alembic_version set version_num = '9999'"))
    before = _schema(store)
    with pytest.raises(SchemaTooNew, match="9999"):
        migrate(store)
    assert _schema(store) == before


def test_a_migration_that_fails_halfway_leaves_nothing_behind(store):
    with store.write() as connection:
        connection.execute(sa.text("create table statement (x integer)"))
    with pytest.raises(sa.exc.OperationalError, match="already exists"):
        migrate(store)
    assert list(_schema(store)) == ["statement"]
