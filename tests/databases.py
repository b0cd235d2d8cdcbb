"""Which database a test's ledgers stand on: every test of ledger and API runs on SQLite and on a real PostgreSQL.

A test module that is about one of them alone, or about no database, says `DATABASES = ("sqlite",)`, and a test the same
with `@pytest.mark.databases("sqlite")`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from types import TracebackType
from typing import Generic, TypeVar

import pytest

from tests.postgresql import Postgresql

Made = TypeVar("Made")

KINDS = ("sqlite", "postgresql")
_WORLDS = {"world", "chained", "local", "harness", "archived", "place"}
"""Fixtures of ledgers that ask for their databases themselves: the test needs none by its settings' default."""

_NAME = "database.url"
"""The file of a ledger's folder that says which PostgreSQL database is its own."""


class _Current:
    """The cluster on which the test that runs now makes its databases; None for SQLite."""

    server: Postgresql | None = None


def kind() -> str:
    """The database of the test that runs now."""
    return KINDS[_Current.server is not None]


def url_in(folder: Path) -> str:
    """The URL of the database that belongs to a ledger's folder; made at the first call."""
    if _Current.server is None:
        return f"sqlite:///{folder / 'ledger.db'}"
    known = folder / _NAME
    if not known.exists():
        known.write_text(_Current.server.database())
    return known.read_text()


def copy_ledger(source: Path, target: Path) -> None:
    """Copy a ledger's folder with its database, which nobody may be using."""
    files = list(source.rglob("*"))  # first, for the target may be inside
    for file in files:
        if file.is_file():
            copy = target / file.relative_to(source)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
    if _Current.server is not None:
        (target / _NAME).write_text(_Current.server.database((source / _NAME).read_text()))


class OnEach(Generic[Made]):
    """What the tests of a module share: made once on each database, in a folder of its own, when the first test there
    asks for it. `made` opens it; its database is the one of `url_in` that folder."""

    def __init__(self, folders: pytest.TempPathFactory, made: Callable[[Path], AbstractContextManager[Made]]) -> None:
        self._folders = folders
        self._open = made
        self._made: dict[str, Made] = {}
        self._opened = ExitStack()

    def __enter__(self) -> OnEach[Made]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._opened.close()

    def here(self) -> Made:
        """The one on the database of the test that runs now."""
        if kind() not in self._made:
            folder = self._folders.mktemp("shared")
            url_in(folder)
            keep(folder)
            self._made[kind()] = self._opened.enter_context(self._open(folder))
        return self._made[kind()]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that has a folder, in which there may be a ledger, on each database."""
    marked = metafunc.definition.get_closest_marker("databases")
    kinds = marked.args if marked else getattr(metafunc.module, "DATABASES", KINDS)
    if "tmp_path" in metafunc.fixturenames and "database_kind" in metafunc.fixturenames:
        values = [pytest.param(name, marks=[pytest.mark.postgresql] * (name != "sqlite")) for name in kinds]
        metafunc.parametrize("database_kind", values, indirect=True)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Postgresql]:
    """A PostgreSQL cluster for all the tests of this process."""
    with Postgresql() as server:
        yield server


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """The database on which the test runs."""
    return str(getattr(request, "param", KINDS[0]))


@pytest.fixture(autouse=True)
def on_database(database_kind: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the ledgers of the test, and the processes that it starts, stand on its database; drop it afterwards."""
    if database_kind == KINDS[0]:
        yield
        return
    server = request.getfixturevalue("postgresql")
    _Current.server = server
    before = server.databases()
    if not _WORLDS & set(request.fixturenames):
        monkeypatch.setenv("WAYPROOF_DATABASE_URL", server.database())
    try:
        yield
    finally:
        _Current.server = None
        for name in server.databases() - before - _kept:
            server.drop(name)


_kept: set[str] = set()


def keep(folder: Path) -> None:
    """Let the database of a folder outlive the test, for others to copy."""
    if _Current.server is not None:
        _kept.add((folder / _NAME).read_text().rpartition("/")[2])
