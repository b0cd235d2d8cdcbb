"""`wayproof restore`: what is behind is read and never goes on, a kill leaves nothing, and no password is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger.store import Store
from ledger.store_backup import is_empty
from tests.anvil import Anvil
from tests.api.keeper import Keeper, size_of

DATABASES = ("sqlite",)
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def keeper(tmp_path_factory: pytest.TempPathFactory, anvil: Anvil) -> Iterator[Keeper]:
    made = Keeper(tmp_path_factory.mktemp("kept"), anvil)
    yield made
    made.service.ledger.close()


KILLED = """
import sys
from pathlib import Path
from ledger import age
from ledger.restore import Restoring, restore
from ledger.store import Store

def stand_still(table, rows, total):
    print(table, flush=True)
    sys.stdin.readline()

url, backup, identity = sys.argv[1:]
restore(Store(url), Restoring(Path(backup), age.read_identities(Path(identity)), None), stand_still)
"""


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_restore_that_is_killed_leaves_an_empty_database(keeper, tmp_path, postgresql, kind):
    url = postgresql.database() if kind == "postgresql" else f"sqlite:///{tmp_path / 'restored.db'}"
    backup = keeper.backup()
    command = [sys.executable, "-c", KILLED, url, str(backup), str(keeper.identity)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as running:
        assert running.stdout is not None
        assert running.stdout.readline()
        os.kill(running.pid, signal.SIGKILL)
    assert running.returncode == -signal.SIGKILL
    store = Store(url)
    assert is_empty(store)
    store.close()
    there = keeper.configure(f"{kind}.toml", tmp_path / "there")
    assert keeper.restore(backup, url, config=there) == 0
    ledger = keeper.opened(tmp_path / "there", database_url=url)
    assert size_of(ledger) == size_of(keeper.service.ledger)
    ledger.close()


def test_a_file_that_is_not_there_or_in_the_way_is_one_line(keeper, tmp_path, capsys):
    missing, file = tmp_path / "missing.age", tmp_path / "file"
    file.write_text("")
    backup = keeper.backup()
    capsys.readouterr()
    assert keeper.restore(missing, str(tmp_path / "new")) == 1
    assert capsys.readouterr().err == f"wayproof restore: {missing}: No such file or directory\n"
    assert keeper.restore(backup, str(file)) == 1
    assert capsys.readouterr().err == f"wayproof restore: {file}: File exists\n"
