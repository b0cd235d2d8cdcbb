"""`wayproof restore`: what is behind is read and never goes on, a kill leaves nothing, and no password is said."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from api import cli
from api.prepare import prepare
from ledger import chain_comparison, store_chain, store_log, tasks
from ledger.chain_comparison import RESTORED_BEHIND, check_not_behind
from ledger.errors import LedgerBehind
from ledger.service import Ledger, open_ledger
from ledger.settings import Settings
from ledger.store import Store
from ledger.store_backup import is_empty
from tests.anvil import Anvil
from tests.api.keeper import Keeper, size_of
from tests.api.service import BAG, Service, document, event

DATABASES = ("sqlite",)
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PASSWORD = "Db5Sesame8pw"


@pytest.fixture(scope="module")
def keeper(tmp_path_factory: pytest.TempPathFactory, anvil: Anvil) -> Iterator[Keeper]:
    made = Keeper(tmp_path_factory.mktemp("kept"), anvil)
    yield made
    made.service.ledger.close()


def tree_head(ledger: Ledger) -> str:
    with ledger.store.read() as connection:
        head = store_log.newest_tree_head(connection)
    assert head is not None
    return head.note


def test_what_only_a_peer_has_gone_beyond_is_served_and_never_goes_on(keeper, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(chain_comparison, "FIRST_SECONDS", 60.0)
    keeper.service.capture(keeper.key, event(f"{BAG}WAITS"))
    backup, archive, into = keeper.backup(), tmp_path / "archive", tmp_path / "new"
    keeper.service.sequence()
    assert cli.main(["archive", str(archive), "--config", str(keeper.config)]) == 0
    assert keeper.restore(backup, str(into), "--peer", str(archive)) == 1
    assert keeper.restore(backup, str(into), "--peer", str(archive), "--even-behind") == 2
    assert "to be read only" in capsys.readouterr().out
    with Service(into, keeper.service.anvil) as copy:
        assert check_not_behind(copy.ledger.store, copy.ledger.chain), "the chain has nothing against it"
        copy.now, head, size = keeper.service.now, tree_head(copy.ledger), size_of(copy.ledger)
        refused = copy.post("/epcis/capture", document(event(f"{BAG}FORK")), keeper.key)
        assert refused.status_code == 503
        assert "for good" in refused.json()["detail"]
        for tick in (tasks.tick_sequence, tasks.tick_the_chain):
            with pytest.raises(LedgerBehind, match="to be read and no more"):
                tick(copy.ledger)
        assert (tree_head(copy.ledger), size_of(copy.ledger)) == (head, size)
        health = copy.get("/health/ready")
        assert "old backup" in health.json()["dependencies"]["log"]["fault"]
        assert "old backup" in health.json()["dependencies"]["chain"]["fault"]
        assert not health.json()["ready"]
        assert str(archive) not in health.text
        assert copy.get("/api/v1/passports", params={"item": f"{BAG}N0"}).status_code == 200
    copied = keeper.configure("copy.toml", into)
    again = keeper.backup(config=copied)
    assert keeper.restore(again, str(tmp_path / "again")) == 1
    assert "restored from an old backup" in capsys.readouterr().err
    assert keeper.restore(again, str(tmp_path / "again"), "--even-behind") == 2


def test_a_ledger_that_may_only_be_read_puts_no_contracts_on_the_chain(tmp_path, anvil):
    settings = Settings(data_dir=tmp_path, rpc_url=anvil.url)
    ledger = open_ledger(settings)
    with ledger.store.write() as connection:
        store_chain.put_fact(connection, RESTORED_BEHIND, "to be read and no more")
    ledger.close()
    said: list[str] = []
    prepare(settings, tmp_path / "operator.key", said.append)
    assert said[-1] == "to be read and no more"
    ledger = open_ledger(settings)
    with ledger.store.read() as connection:
        assert store_chain.deployment(connection) is None
        assert connection.exec_driver_sql("select count(*) from outgoing").scalar_one() == 0
    ledger.close()


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


def test_a_database_is_named_in_any_spelling_and_its_password_is_not_said(keeper, tmp_path, capsys, postgresql):
    backup, there = keeper.backup(), keeper.configure("there.toml", tmp_path / "there")
    url = postgresql.database().replace("postgresql+psycopg://wayproof@", f"postgresql://wayproof:{PASSWORD}@")
    capsys.readouterr()
    assert keeper.restore(backup, url, config=there) == 0
    said = capsys.readouterr()
    assert said.out.startswith(f"postgresql+psycopg://127.0.0.1:{postgresql.port}/ledger")
    assert PASSWORD not in said.out + said.err
    assert keeper.restore(backup, f"mysql://wayproof:{PASSWORD}@127.0.0.1/ledger", config=there) == 1
    said = capsys.readouterr()
    assert said.err.startswith("wayproof restore: --into: must begin with postgresql://")
    assert PASSWORD not in said.err


def test_without_a_place_the_settings_say_where(keeper, tmp_path, capsys, postgresql):
    url = postgresql.database().replace("postgresql+psycopg://wayproof@", f"postgresql://wayproof:{PASSWORD}@")
    backup, into = keeper.backup(), tmp_path / "into"
    for config, place in (
        (keeper.configure("database.toml", tmp_path / "there", database_url=url), url.rpartition("@")[2]),
        (keeper.configure("folder.toml", into), str(into)),
    ):
        capsys.readouterr()
        assert keeper.restore(backup, None, config=config) == 0
        said = capsys.readouterr().out
        assert f"{place}: " in said
        assert PASSWORD not in said
    assert (into / "ledger.db").exists()


def test_a_file_that_is_not_there_or_in_the_way_is_one_line(keeper, tmp_path, capsys):
    missing, file = tmp_path / "missing.age", tmp_path / "file"
    file.write_text("")
    backup = keeper.backup()
    capsys.readouterr()
    assert keeper.restore(missing, str(tmp_path / "new")) == 1
    assert capsys.readouterr().err == f"wayproof restore: {missing}: No such file or directory\n"
    assert keeper.restore(backup, str(file)) == 1
    assert capsys.readouterr().err == f"wayproof restore: {file}: File exists\n"
