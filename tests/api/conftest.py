"""The whole application in process, over a real ledger on SQLite; with a chain where a test asks for one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.anvil import Anvil
from tests.api.service import Service
from tests.databases import (  # noqa: F401 - fixtures
    database_kind,
    on_database,
    postgresql,
    pytest_generate_tests,
)


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    """A service whose chain does not answer; parties can be registered, and nothing becomes final."""
    with Service(tmp_path) as made:
        yield made


@pytest.fixture(scope="session")
def anvil() -> Iterator[Anvil]:
    """A development chain."""
    with Anvil("--no-mining") as chain:
        yield chain


@pytest.fixture
def volume(tmp_path: Path) -> Iterator[Path]:
    """A small volume of its own."""
    folder = tmp_path / "volume"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=16m", "wayproof-test", str(folder)]
    if os.geteuid() != 0 or subprocess.run(command, check=False, capture_output=True).returncode != 0:
        pytest.skip("needs to mount a small volume, which is root's to do")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
