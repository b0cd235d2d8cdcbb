"""Opening a ledger: made once with all its keys sealed, the same ever after, and refused where it is not the same."""

from __future__ import annotations

import pytest

from ledger import store_chain, store_log
from ledger.errors import KeyringError, NotReady, OtherOrigin
from ledger.service import open_ledger
from ledger.settings import Settings
from verifier.format import statement


@pytest.fixture
def opened(tmp_path):
    ledgers = []

    def open_(**changes):
        ledgers.append(open_ledger(Settings(data_dir=tmp_path / "data", **changes), clock=lambda: 1_767_225_600))
        return ledgers[-1]

    yield open_
    for ledger in ledgers:
        ledger.close()


def test_a_second_start_finds_the_same_keys_and_log(opened):
    first, second = opened(), opened()
    assert first.log_signer.key == second.log_signer.key
    assert first.promise_signer.key == second.promise_signer.key
    assert first.log_identity == second.log_identity
    assert first.chain.address == second.chain.address
    with second.store.read() as connection:
        assert list(store_log.tree_heads(connection)) == [1]


def test_all_keys_differ_and_are_sealed(opened, tmp_path):
    ledger = opened()
    private = {
        ledger.log_signer.private.private_bytes_raw(),
        ledger.promise_signer.private.private_bytes_raw(),
    }
    assert len(private) == 2
    assert ledger.chain.address != ledger.log_identity.admin
    ledger.close()
    stored = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir() if path.name != "master.key")
    for secret in private:
        assert secret not in stored and secret.hex().encode() not in stored
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
    assert (tmp_path / "data" / "master.key").stat().st_mode & 0o077 == 0


def test_a_lost_or_exchanged_master_key_is_not_made_anew(opened, tmp_path):
    opened()
    key = tmp_path / "data" / "master.key"
    before = key.read_bytes()
    key.unlink()
    with pytest.raises(KeyringError):
        opened()
    assert not key.exists()
    key.write_bytes(bytes(32))
    key.chmod(0o600)
    with pytest.raises(KeyringError):
        opened()
    key.write_bytes(before)
    opened()


def test_a_log_keeps_its_name(opened):
    opened(origin="log.example/one")
    with pytest.raises(OtherOrigin, match=r"log\.example/one"):
        opened(origin="log.example/two")
    assert opened(origin="log.example/one").origin == "log.example/one"


def test_a_start_that_failed_halfway_goes_on(opened):
    """The keys are there and the log is not begun, as after a crash between the two."""
    ledger = opened()
    with ledger.store.write() as connection:
        for table in ("statement", "tree_head", "log_tile"):
            connection.exec_driver_sql(f"delete from {table}")
    again = opened()
    assert again.log_signer.key == ledger.log_signer.key
    with again.store.read() as connection:
        assert list(store_log.tree_heads(connection)) == [1]


def test_there_is_no_trust_root_before_the_contracts(opened):
    ledger = opened()
    with pytest.raises(NotReady):
        ledger.trust_root()
    with ledger.store.read() as connection:
        assert store_chain.deployment(connection) is None


def test_settings_reach_what_they_are_for(opened):
    ledger = opened(
        public_rpc_urls=("https://one.example", "https://two.example"),
        rpc_agree=2,
        finality=5,
        anchor_every_statements=7,
        promise_deadline=99,
        lan=True,
    )
    assert ledger.trust.rpc_urls == ("https://one.example", "https://two.example")
    assert (ledger.trust.rpc_agree, ledger.trust.finality.depth) == (2, 5)
    assert (ledger.chain_policy.anchor.count, ledger.promise_seconds) == (7, 99)
    assert ledger.log_signer.key.name == ledger.origin
    assert statement.MAX_ENTRY == 65_535


def test_on_the_local_network_the_trust_root_names_the_relay(opened):
    ledger = opened(lan=True, public_url="http://192.168.1.5:8000")
    assert ledger.trust.rpc_urls == ("http://192.168.1.5:8000/rpc",)
