"""`wayproof backup` and `wayproof restore`: one snapshot while captures go on, and nothing restored that is behind."""

from __future__ import annotations

import io
import tarfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from api import cli
from ledger import chain_comparison, chain_contracts, tasks
from ledger.capture import capture
from ledger.errors import ChainUnavailable, LedgerBehind
from ledger.sequence import sequence
from ledger.service import Ledger, open_ledger
from ledger.settings import Settings
from tests.anvil import Anvil
from tests.api.keeper import Keeper, size_of
from tests.api.service import BAG, Service, document, encoded, event
from verifier.cli import main as verify
from verifier.format.item import party_id

DATABASES = ("sqlite",)  # when a backup is refused is the same on both; what reads and fills either makes a PostgreSQL
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def keeper(tmp_path_factory: pytest.TempPathFactory, anvil: Anvil) -> Iterator[Keeper]:
    made = Keeper(tmp_path_factory.mktemp("kept"), anvil)
    yield made
    made.service.ledger.close()


def test_a_restored_ledger_is_whole_and_goes_on(anvil, tmp_path, capsys):
    keeper = Keeper(tmp_path, anvil)
    backup = keeper.backup()
    assert "read back and in order" in capsys.readouterr().out
    assert b"text" not in backup.read_bytes()[:200]
    assert keeper.restore(backup, str(tmp_path / "new")) == 0
    assert "in order" in capsys.readouterr().out
    before = keeper.service
    before.ledger.close()
    keeper.service = Service(tmp_path / "new", before.anvil, database_url="")
    keeper.service.now = before.now + 10
    keeper.add(2)
    (tmp_path / "trust.json").write_bytes(keeper.service.get("/api/v1/trust").content)
    (tmp_path / "key").write_text(keeper.service.key("auditor"))
    with keeper.service.served() as url:
        command = ["audit", url, "--trust", str(tmp_path / "trust.json"), "--api-key-file", str(tmp_path / "key")]
        assert verify(command) == 0
    assert keeper.service.get("/health/ready").json()["ready"]
    keeper.service.ledger.close()


def test_either_database_takes_the_others_backup(keeper, tmp_path, postgresql):
    """And each gives one snapshot while captures go on."""
    url = postgresql.database()
    there = keeper.configure("there.toml", tmp_path / "there", database_url=url)
    assert keeper.restore(while_capturing(keeper, keeper.service.ledger), url, "--offline", config=there) == 2
    ledger = keeper.opened(tmp_path / "there", database_url=url)
    backup = while_capturing(keeper, ledger, config=there)
    size = size_of(ledger)
    ledger.close()
    assert keeper.restore(backup, str(tmp_path / "back"), "--offline") == 2
    again = keeper.opened(tmp_path / "back")
    assert 20 < size_of(again) <= size
    again.close()


def while_capturing(keeper: Keeper, ledger: Ledger, config: Path | None = None) -> Path:
    """A backup that is made while another thread captures and sequences."""
    stop, taken, party = threading.Event(), [], party_id("https://id.gs1.org/417/9521321000001")

    def write() -> None:
        while not stop.is_set():
            taken.append(capture(ledger, party, encoded(document(event(f"{BAG}W{keeper.next_serial()}")))))
            sequence(ledger.store, ledger.log_signer, keeper.service.now)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        while len(taken) < 10:
            stop.wait(0.01)
        return keeper.backup(config=config)
    finally:
        stop.set()
        thread.join()


@pytest.mark.slow
def test_a_passphrase_opens_with_its_key_file(keeper, tmp_path, capsys):
    passphrase = tmp_path / "passphrase"
    passphrase.write_text("a long one that nobody guesses\n")
    backup = keeper.backup("--passphrase-file", str(passphrase), "--with-master-key")
    assert backup.with_name(backup.name + ".key").stat().st_mode & 0o077 == 0
    assert keeper.restore(backup, str(tmp_path / "new"), "--passphrase-file", str(passphrase)) == 0
    assert (tmp_path / "new" / "master.key").stat().st_mode & 0o777 == 0o600
    passphrase.write_text("another\n")
    assert keeper.restore(backup, str(tmp_path / "other"), "--passphrase-file", str(passphrase)) == 1
    assert "the passphrase does not open the key file" in capsys.readouterr().err


def test_what_age_opens_is_a_tar_without_the_master_key(keeper):
    backup = keeper.backup().read_bytes()
    identity = pyrage.x25519.Identity.from_str(keeper.identity.read_text().splitlines()[1])
    opened = pyrage.decrypt(backup, [identity])
    with tarfile.open(fileobj=io.BytesIO(opened), mode="r:gz") as tar:
        names = tar.getnames()
    assert (names[0], names[-1]) == ("backup.json", "manifest.json")
    assert "master.key" not in names
    assert (keeper.folder / "data" / "master.key").read_bytes() not in opened


DAMAGES = {
    "cut off": lambda data: data[: len(data) // 2],
    "cut off at the end": lambda data: data[:-10],
    "a byte changed": lambda data: (
        data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]
    ),
    "no backup": lambda data: b"something else",
    "empty": lambda data: b"",
}


def test_a_damaged_backup_is_refused_and_leaves_nothing(keeper, tmp_path, capsys):
    backup = keeper.backup()
    whole = backup.read_bytes()
    for damage, change in DAMAGES.items():
        backup.write_bytes(change(whole))
        assert keeper.restore(backup, str(tmp_path / "new")) == 1, damage
        assert "cannot be decrypted" in capsys.readouterr().err
        assert {path.name for path in (tmp_path / "new").iterdir()} <= {"master.key"}
    backup.write_bytes(whole)
    other = tmp_path / "other.txt"
    other.write_text(str(pyrage.x25519.Identity.generate()))
    assert cli.main(["restore", str(backup), "--into", str(tmp_path / "new"), "--identity", str(other)]) == 1
    assert "encrypted to another key" in capsys.readouterr().err


def test_without_its_master_key_nothing_is_left_behind_and_the_next_try_succeeds(keeper, tmp_path, capsys, postgresql):
    backup, url = keeper.backup(), postgresql.database()
    there = keeper.configure("keyless.toml", tmp_path / "there")
    for into, config in ((str(tmp_path / "new"), keeper.config), (url, there)):
        command = ["restore", str(backup), "--into", into, "--identity", str(keeper.identity), "--config", str(config)]
        wrong = tmp_path / "wrong.key"
        wrong.write_bytes(bytes(32))
        assert cli.main(command) == 1
        assert "is missing" in capsys.readouterr().err
        assert cli.main([*command, "--master-key", str(wrong)]) == 1
        assert "does not open" in capsys.readouterr().err
        assert keeper.restore(backup, into, config=config) == 0
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == ["ledger.db", "master.key"]


def test_a_backup_that_fails_removes_its_own_key_file_and_no_other(keeper, tmp_path, capsys):
    passphrase, path = tmp_path / "passphrase", tmp_path / "kept.age"
    passphrase.write_text("a long one that nobody guesses\n")
    key = tmp_path / "kept.age.key"
    key.write_bytes(b"what opens another backup")
    (tmp_path / "kept.age.partial").mkdir()  # where the backup is to be written
    command = ["backup", str(path), "--config", str(keeper.config)]
    assert cli.main([*command, "--recipient", keeper.recipient]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert key.read_bytes() == b"what opens another backup"
    key.unlink()
    assert cli.main([*command, "--passphrase-file", str(passphrase)]) == 1
    assert not key.exists()


def test_only_an_empty_place_is_restored_into(keeper, tmp_path, capsys, postgresql):
    backup, url = keeper.backup(), postgresql.database()
    there = keeper.configure("full.toml", tmp_path / "there")
    assert keeper.restore(backup, url, config=there) == 0
    assert keeper.restore(backup, url, config=keeper.configure("again.toml", tmp_path / "again")) == 1
    assert "empty database only" in capsys.readouterr().err
    assert keeper.restore(backup, str(keeper.folder / "data")) == 1
    assert "is not empty" in capsys.readouterr().err
    assert keeper.restore(backup, f"sqlite:///{keeper.folder / 'data' / 'ledger.db'}") == 1
    assert "empty database only" in capsys.readouterr().err
    assert cli.main(["backup", str(backup), "--recipient", keeper.recipient, "--config", str(keeper.config)]) == 1
    assert "backups are not overwritten" in capsys.readouterr().err


def test_a_backup_that_the_chain_has_gone_beyond_is_refused(keeper, tmp_path, capsys):
    backup = keeper.backup()
    keeper.add(2)
    newest = keeper.service.get("/api/v1/anchors").json()["anchors"][0]["size"]
    assert keeper.restore(backup, str(tmp_path / "new")) == 1
    said = capsys.readouterr().err
    assert f"{newest} entries: it is an old backup" in said
    assert keeper.restore(backup, str(tmp_path / "new"), "--even-behind") == 2
    assert "to be read only" in capsys.readouterr().out
    ledger = keeper.opened(tmp_path / "new")
    with pytest.raises(LedgerBehind, match="old backup"):
        tasks.tick_sequence(ledger)
    ledger.close()


def test_a_backup_that_is_behind_by_more_anchors_than_a_node_gives_at_once_is_refused(
    keeper, tmp_path, capsys, monkeypatch
):
    asked = chain_contracts.TraceAnchorContract.at_many

    def frugal(contract, log_id, seqs, block=None):
        if len(seqs) > 5:
            raise ChainUnavailable("out of gas")
        return asked(contract, log_id, seqs, block)

    backup = keeper.backup()
    for _ in range(6):
        keeper.add(1)
    monkeypatch.setattr(chain_contracts.TraceAnchorContract, "at_many", frugal)
    assert keeper.restore(backup, str(tmp_path / "new")) == 1
    assert "it is an old backup" in capsys.readouterr().err


def test_a_backup_that_a_peer_has_gone_beyond_is_refused(keeper, tmp_path, capsys):
    backup = keeper.backup()
    keeper.service.capture(keeper.key, event(f"{BAG}LATE"))
    sequence(keeper.service.ledger.store, keeper.service.ledger.log_signer, keeper.service.now)
    archive = tmp_path / "archive"
    assert cli.main(["archive", str(archive), "--config", str(keeper.config)]) == 0
    state = tmp_path / "state"
    assert verify(["audit", str(archive), "--trust", str(archive / "trust.json"), "--state", str(state)]) == 2
    with keeper.service.served() as url:
        for peer in (str(archive), str(state), url):
            assert keeper.restore(backup, str(tmp_path / "new"), "--peer", peer) == 1
            assert "were promised after it was made" in capsys.readouterr().err
        assert keeper.restore(keeper.backup(), str(tmp_path / "new"), "--peer", url, "--peer", str(state)) == 0


def test_a_database_copied_back_signs_and_accepts_nothing(keeper, tmp_path, monkeypatch):
    """No `restore` at all: the files of an old backup put in place."""
    monkeypatch.setattr(chain_comparison, "FIRST_SECONDS", 60.0)
    with keeper.service.ledger.store.read() as connection:
        connection.exec_driver_sql("commit")
        (tmp_path / "old").mkdir()
        connection.exec_driver_sql(f"vacuum into '{tmp_path / 'old' / 'ledger.db'}'")
        connection.exec_driver_sql("begin")
    (tmp_path / "old" / "master.key").write_bytes((keeper.folder / "data" / "master.key").read_bytes())
    (tmp_path / "old" / "master.key").chmod(0o600)
    keeper.add(1)
    with Service(tmp_path / "old", keeper.service.anvil) as copy:
        before = size_of(copy.ledger)
        for path, body in (
            ("/epcis/capture", document(event(f"{BAG}FORK"))),
            ("/api/v1/checkpoints", {"step": "stored", "item": f"{BAG}FORK", "time": "2026-03-31T08:15:00Z"}),
            ("/api/v1/recalls", {"items": [f"{BAG}FORK"], "reason": "Glass."}),
        ):
            answer = copy.post(path, body, keeper.key)
            assert answer.status_code == 503 and "old backup" in answer.json()["detail"]
            assert "promise" not in answer.json()
        assert size_of(copy.ledger) == before
        with pytest.raises(LedgerBehind):
            tasks.tick_sequence(copy.ledger)
        with pytest.raises(LedgerBehind):
            tasks.tick_the_chain(copy.ledger)
        health = copy.get("/health/ready").json()
        assert "old backup" in health["dependencies"]["log"]["fault"]
        assert "old backup" in health["dependencies"]["chain"]["fault"]
        assert not health["ready"]
    keeper.add(1)
    tasks.tick_sequence(keeper.service.ledger)


def test_a_chain_that_is_away_lets_nobody_begin_and_nobody_stop(keeper, monkeypatch):
    tasks.tick_sequence(keeper.service.ledger)
    monkeypatch.setattr(chain_comparison, "AGAIN_SECONDS", 0.0)
    away = open_ledger(Settings(data_dir=keeper.folder / "data", rpc_url="http://127.0.0.1:9"))
    with pytest.raises(ChainUnavailable):
        tasks.tick_sequence(away)
    assert away.comparison.fault(away.store, away.chain) is None
    away.close()
    keeper.service.ledger.comparison.require(keeper.service.ledger.store, away.chain)


def test_a_copy_that_was_up_to_date_when_it_began_finds_out(keeper, tmp_path, monkeypatch):
    assert keeper.restore(keeper.backup(), str(tmp_path / "copy")) == 0
    monkeypatch.setattr(chain_comparison, "AGAIN_SECONDS", 0.0)
    copy = keeper.opened(tmp_path / "copy")
    assert copy.comparison.fault(copy.store, copy.chain) is None
    keeper.add(1)
    until = time.monotonic() + 30
    while not copy.comparison.fault(copy.store, copy.chain) and time.monotonic() < until:
        time.sleep(0.01)
    assert "old backup" in (copy.comparison.fault(copy.store, copy.chain) or "")
    copy.close()
