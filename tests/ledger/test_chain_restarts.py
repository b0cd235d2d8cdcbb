"""Chains that are behind, began anew or are others, and ledgers that share an account or a log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from ledger.errors import AnchorConflict, ChainUnavailable, LedgerError, WrongChain
from tests.anvil import Anvil
from tests.databases import copy_ledger
from tests.faulty_node import behind, lie
from tests.ledger.chain_harness import SLOTS, Harness
from tests.ledger.chain_harness import harness as harness_of
from tests.ledger.chain_world import PREFIX, PRODUCER, TestParty, object_event, policy

DATABASES = ("sqlite",)  # the faults are the chain's
pytestmark = pytest.mark.slow

Row = Callable[[str], None]


def refused(harness: Harness, kind: type[LedgerError], ticks: int = 3) -> None:
    """The ledger refuses to go on, and says what is wrong."""
    for _ in range(ticks):
        raised = harness.tick()
        assert isinstance(raised, kind), raised


def test_a_node_that_falls_behind_what_was_final(harness: Harness, row: Row) -> None:
    block = harness.world.chain.latest().number
    harness.say()
    harness.settle()
    harness.begin()
    harness.say()
    harness.node.fail(behind(block, block - 2 * SLOTS))
    refused(harness, ChainUnavailable)
    assert "the node is behind" in harness.messages[0]
    harness.node.heal()
    harness.mark()
    harness.settle()
    row("node set back to an older state")


def test_a_node_that_is_behind_what_was_mined(harness: Harness, row: Row) -> None:
    harness.begin()
    harness.say()
    harness.tick()
    block = harness.world.chain.latest().number
    harness.run(2)
    harness.say()
    harness.node.fail(behind(block, block - 2 * SLOTS))
    harness.run(3)
    harness.node.heal()
    harness.mark()
    harness.settle()
    row("node a few blocks behind")


def test_a_registration_that_a_node_refuses_because_it_is_behind(harness: Harness, row: Row) -> None:
    """The key is ordered after the party, and a node that does not know the party yet refuses it."""
    maker = TestParty("Maker", "9521321000018", PRODUCER)
    block = harness.world.chain.latest().number
    harness.world.policy = policy(in_flight=1)
    harness.world.add_party(maker, PREFIX)
    harness.begin()
    harness.tick()
    harness.node.fail(behind(block, block - 2 * SLOTS), "eth_estimateGas")
    harness.run(3)
    assert harness.node.struck
    harness.node.heal()
    harness.mark()
    harness.settle()
    assert harness.world.outgoing("reverted") == []
    statement = harness.world.say(maker, object_event("OBSERVE", "https://id.gs1.org/01/09521321000018/21/k"))
    harness.observer.promise(statement, ["https://id.gs1.org/01/09521321000018/21/k"], harness.world.now)
    harness.settle()
    row("node that is behind refuses a registration")


def test_a_chain_that_was_set_back_behind_what_was_final(harness: Harness, row: Row) -> None:
    """On a chain that is not ours it is refused until the chain has again what it had called final."""
    snapshot = harness.anvil.rpc("evm_snapshot")
    harness.say()
    harness.settle()
    harness.begin()
    harness.observer.final_holds = False
    raw = harness.node.sent[-1]
    assert harness.anvil.rpc("evm_revert", snapshot)
    harness.say()
    refused(harness, ChainUnavailable)
    harness.anvil.rpc("eth_sendRawTransaction", "0x" + raw.hex())
    harness.mark()
    harness.settle()
    row("chain set back behind what was final, and on from there")


def test_a_development_chain_that_was_set_back(harness: Harness, row: Row) -> None:
    snapshot = harness.anvil.rpc("evm_snapshot")
    harness.say()
    harness.settle()
    harness.begin()
    harness.observer.final_holds = False
    harness.node.version = None
    assert harness.anvil.rpc("evm_revert", snapshot)
    harness.mark()
    harness.say()
    harness.settle()
    row("development chain restarted from an older state")


def test_a_chain_that_began_anew(harness: Harness, row: Row) -> None:
    harness.say()
    harness.settle()
    harness.begin()
    with Anvil("--no-mining", slots=SLOTS) as empty:
        old, harness.node.target = harness.node.target, empty.url
        harness.say()
        refused(harness, WrongChain)
        assert empty.rpc("eth_getTransactionCount", "0x" + harness.world.chain.address.hex(), "pending") == "0x0"
    refused(harness, ChainUnavailable, 1)
    harness.node.target = old
    harness.mark()
    harness.settle()
    row("chain restarted empty")


def test_a_development_chain_that_began_anew(harness: Harness, row: Row) -> None:
    harness.say()
    harness.settle()
    harness.begin()
    harness.node.version = None
    with Anvil("--no-mining", "--timestamp", str(harness.world.now), slots=SLOTS) as empty:
        harness.node.target = empty.url
        harness.anvil = harness.observer.chain = empty
        harness.say()
        harness.mark()
        harness.settle()
        row("development chain restarted empty")


def test_another_chain_id(harness: Harness, row: Row) -> None:
    harness.say()
    harness.tick()
    harness.begin()
    harness.node.fail(lie(["eth_chainId"], lambda *_: "0x1"))
    harness.say()
    refused(harness, WrongChain)
    assert "point the RPC URL to chain 31337" in harness.messages[0]
    harness.node.heal()
    harness.mark()
    harness.settle()
    row("wrong chain id")


def test_two_copies_of_a_ledger(
    harness: Harness, row: Row, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Both make anchor number 1: one of them is refused by the contract, says so, and never goes on."""
    copy = tmp_path_factory.mktemp("copy")
    harness.world.store.close()
    copy_ledger(tmp_path, copy)
    harness.say()
    harness.settle()
    with harness_of(harness.anvil, copy) as other:
        other.observer.alone = False
        other.say(100)
        other.begin()
        refused(other, AnchorConflict)
        assert "another copy of the ledger anchors with the same account" in other.messages[0]
        assert other.node.sent == []
        harness.say()
        harness.settle()
        refused(other, AnchorConflict, 1)
        harness.said, harness.node = other.said, other.node
    row("two copies of a ledger, the one that was late")


def test_two_copies_of_a_ledger_at_once(
    harness: Harness, row: Row, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Neither knows of the other's anchor when it signs its own: the chain takes one, the other never goes on."""
    copy = tmp_path_factory.mktemp("copy")
    harness.world.store.close()
    copy_ledger(tmp_path, copy)
    with harness_of(harness.anvil, copy) as other:
        other.mines = False
        harness.observer.alone = other.observer.alone = False
        harness.say()
        other.say(100)
        harness.begin()
        harness.node.fail(lambda asked: asked.result("0x" + "00" * 32), "eth_sendRawTransaction")
        harness.tick()
        harness.node.heal()
        other.tick()
        for _ in range(12):
            harness.tick(seconds=20)
            other.tick(seconds=20)
        lost, won = (other, harness) if "AnchorConflict" in other.said else (harness, other)
        assert isinstance(lost.tick(), AnchorConflict), "the one that lost went on"
        assert [a.state for a in lost.world.anchors("stored", "mined", "final")] == ["final", "stored"]
        won.observer.conclude()
        harness.said = lost.said
    row("two copies of a ledger at once, the one that lost")


@pytest.mark.slow
def test_two_ledgers_with_one_account(harness: Harness, row: Row, tmp_path: Path) -> None:
    """Each has a log of its own; they get into each other's nonces, and both arrive."""
    folder = tmp_path / "other"
    folder.mkdir()
    with harness_of(harness.anvil, folder) as other:
        other.mines = False
        harness.begin()
        for _ in range(4):
            harness.say()
            harness.tick()
            other.tick()
        harness.mark()
        for _ in range(60):
            harness.tick(seconds=10)
            other.tick(seconds=10)
            if other.world.where is not None and not other.waiting() and not harness.waiting():
                break
        harness.observer.conclude()
        other.observer.conclude()
    row("two ledgers with one account")
