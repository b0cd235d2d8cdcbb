"""The application's start, whatever is not there yet."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api.app import _open_patiently
from ledger.settings import Settings
from tests.postgresql import Postgresql


@pytest.fixture
def server() -> Iterator[Postgresql]:
    with Postgresql() as made:
        yield made


@pytest.mark.databases("postgresql")
def test_an_api_that_starts_before_its_database_waits_for_it(tmp_path: Path, server: Postgresql) -> None:
    settings = Settings(data_dir=tmp_path / "data", database_url=server.database())
    server.stop()
    waits: list[float] = []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            server.start()

    with closing(_open_patiently(settings, sleep)):
        assert len(waits) == 2
