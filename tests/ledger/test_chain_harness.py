"""Faults of the way to the chain, of its market and of its pool: recovered from or refused, never silently wrong.

Every scenario runs the real data path before a real chain, and an observer looks after each tick. What the ledger did,
and how long it took, is printed under the suite's results.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
import rlp

from ledger.chain import GWEI
from ledger.chain_contracts import register_party
from ledger.chain_types import Offer
from ledger.errors import BalanceTooLow, FeeTooHigh
from tests.faulty_node import (
    FaultyNode,
    Rule,
    answer_with,
    break_off,
    cut_short,
    delay,
    lose_the_answer,
    never_answer,
    refuse,
)
from tests.ledger.chain_harness import Harness

DATABASES = ("sqlite",)  # the faults are the chain's
pytestmark = pytest.mark.slow

Row = Callable[[str], None]

WAYS: dict[str, Callable[[FaultyNode], Rule]] = {
    "answers lost after the work was done": lambda _: lose_the_answer,
    "no answers": never_answer,
    "HTTP 500": lambda _: answer_with(b"", 500),
    "HTTP 502 with a page": lambda _: answer_with(b"<html>Bad gateway</html>", 502),
    "HTTP 429": lambda _: answer_with(b"slow down", 429),
    "HTML instead of JSON": lambda _: answer_with(b"<html>Welcome</html>"),
    "an empty answer": lambda _: answer_with(b""),
    "JSON cut short": lambda _: cut_short,
    "connections broken off": lambda _: break_off,
    "JSON-RPC error -32603": lambda _: refuse(-32603, "internal error"),
    "JSON-RPC error -32005 (limit)": lambda _: refuse(-32005, "limit exceeded"),
    "an error that a contract could have made": lambda _: refuse(3, "execution reverted"),
}
SOME = {"answers lost after the work was done", "HTTP 502 with a page", "connections broken off"}
SOME |= {"JSON-RPC error -32603", "JSON-RPC error -32005 (limit)", "an error that a contract could have made"}
"""Those that differ for the ledger: the others are as one to it (`test_chain_rpc.py`)."""


def test_undisturbed(harness: Harness, row: Row) -> None:
    """What the others are to be compared with."""
    harness.say()
    harness.begin()
    harness.settle()
    assert harness.said == {}
    row("none")


@pytest.mark.parametrize("way", [way if way in SOME else pytest.param(way, marks=pytest.mark.full) for way in WAYS])
def test_a_way_to_the_chain_that_fails(harness: Harness, row: Row, way: str) -> None:
    """At first with every request, then with some, each tick with others."""
    rule = WAYS[way](harness.node)
    if WAYS[way] is never_answer:
        harness.lose_patience()
    harness.begin()
    harness.node.fail(rule)
    harness.say()
    assert harness.tick() is not None, "a chain that cannot be read must be said to be so"
    harness.node.fail(rule, every=9)
    for _ in range(3):
        harness.say()
        harness.tick()
    assert harness.node.struck >= 4
    harness.node.heal()
    harness.mark()
    harness.settle()
    row(way)


def test_an_answer_lost_after_sending(harness: Harness, row: Row) -> None:
    before = harness.world.chain.nonce()
    harness.begin()
    harness.node.fail(lose_the_answer, "eth_sendRawTransaction")
    harness.say()
    assert harness.tick() is not None, "it is not known whether the node took it"
    harness.node.heal()
    harness.mark()
    harness.settle()
    assert harness.world.chain.nonce() == before + 1, "sent twice"
    row("answer lost after sending")


def test_slow_answers(harness: Harness, row: Row) -> None:
    harness.begin()
    harness.node.fail(delay(0.01))
    harness.say()
    harness.settle()
    row("answers that take long")


def test_a_node_that_finds_everything_underpriced(harness: Harness, row: Row) -> None:
    harness.begin()
    harness.node.fail(refuse(-32000, "transaction underpriced"), "eth_sendRawTransaction")
    harness.say()
    harness.run(3)
    harness.node.heal()
    harness.mark()
    harness.settle()
    offered = [int.from_bytes(rlp.decode(raw[1:])[3]) for raw in harness.node.sent]
    assert max(offered) <= 2 * min(offered), "a node drives the fee up as it likes"
    row("underpriced, says the node")


def test_a_chain_that_becomes_dearer_while_one_is_in_flight(harness: Harness, row: Row) -> None:
    harness.begin()
    harness.say()
    harness.tick()
    harness.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(20 * GWEI))
    harness.settle()
    assert "replaced" in harness.did()
    row("fee spike while one is in flight")


def test_a_spike_above_the_ceiling_while_one_is_in_flight(harness: Harness, row: Row) -> None:
    harness.begin()
    harness.say()
    harness.tick()
    for _ in range(4):
        harness.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(400 * GWEI))
        harness.tick(60)
        harness.say()
    offered = [int.from_bytes(rlp.decode(raw[1:])[3]) for raw in harness.node.sent]
    assert max(offered) <= 100 * GWEI, "more than the ceiling was offered"
    harness.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(GWEI))
    harness.mark()
    harness.settle()
    row("fee spike above the ceiling while one is in flight")


def test_a_fee_above_the_ceiling(harness: Harness, row: Row) -> None:
    harness.begin()
    harness.say()
    for _ in range(3):
        harness.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(150 * GWEI))
        raised = harness.tick()
        assert isinstance(raised, FeeTooHigh)
    assert "raise the ceiling" in harness.messages[-1]
    assert harness.node.sent == [], "something was sent for more than the ceiling"
    harness.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(GWEI))
    harness.mark()
    harness.settle()
    row("fee above the ceiling")


def test_an_account_that_runs_out(harness: Harness, row: Row) -> None:
    account, funded = "0x" + harness.world.chain.address.hex(), harness.world.chain.balance()
    harness.begin()
    harness.anvil.rpc("anvil_setBalance", account, hex(10**9))
    harness.say()
    for _ in range(2):
        assert isinstance(harness.tick(), BalanceTooLow)
    assert "send it funds" in harness.messages[-1]
    harness.anvil.rpc("anvil_setBalance", account, hex(funded))
    harness.mark()
    harness.settle()
    row("low balance")


@pytest.mark.full
def test_an_account_emptied_while_one_is_in_flight(harness: Harness, row: Row) -> None:
    account, funded = "0x" + harness.world.chain.address.hex(), harness.world.chain.balance()
    harness.begin()
    harness.say()
    harness.tick()
    harness.anvil.rpc("anvil_dropAllTransactions")
    harness.anvil.rpc("anvil_setBalance", account, hex(10**9))
    for _ in range(3):
        harness.say()
        assert harness.tick() is not None
    harness.anvil.rpc("anvil_setBalance", account, hex(funded))
    harness.mark()
    harness.settle()
    row("account emptied while one is in flight")


def test_a_dropped_transaction(harness: Harness, row: Row) -> None:
    harness.begin()
    harness.say()
    harness.tick()
    harness.anvil.rpc("anvil_dropAllTransactions")
    harness.settle()
    assert "sent the same bytes again" in harness.did()
    row("transaction dropped from the pool")


@pytest.mark.full
def test_a_transaction_that_is_dropped_again_and_again(harness: Harness, row: Row) -> None:
    harness.begin()
    harness.say()
    for _ in range(4):
        harness.tick(50, mine=False)
        harness.anvil.rpc("anvil_dropAllTransactions")
        harness.anvil.rpc("evm_mine")
    harness.mark()
    harness.settle()
    row("transaction dropped, many times")


def foreign(harness: Harness, nonce: int, gwei: int = 50) -> str:
    """Raw bytes of something else that whoever also has the account's key sends."""
    world = harness.world
    data = register_party(f"did:web:foreign{nonce}.example", world.chain.address, 0)
    signed = world.chain.sign(
        chain_id=world.deployed.chain_id,
        nonce=nonce,
        to=world.deployed.registry,
        data=data,
        gas=500_000,
        offer=Offer(gwei * GWEI, gwei * GWEI),
    )
    return "0x" + signed.raw.hex()


def test_a_foreign_transaction_that_takes_the_nonce(harness: Harness, row: Row) -> None:
    nonce = harness.world.chain.nonce()
    harness.begin()
    harness.say()
    harness.tick()
    harness.anvil.rpc("eth_sendRawTransaction", foreign(harness, nonce))
    harness.tick()
    harness.mark()
    harness.settle(seconds=20)
    assert "signed anew with another nonce" in harness.did()
    row("transaction replaced by a foreign one of our account")


@pytest.mark.full
def test_a_foreign_transaction_that_waits_before_ours(harness: Harness, row: Row) -> None:
    harness.begin()
    harness.anvil.rpc("eth_sendRawTransaction", foreign(harness, harness.world.chain.nonce()))
    harness.say()
    harness.settle()
    row("foreign transaction of our account before ours")


def test_a_gap_of_nonces(harness: Harness, row: Row) -> None:
    """A foreign transaction waits, ours is signed behind it, and then it is dropped for good."""
    nonce = harness.world.chain.nonce()
    harness.begin()
    harness.anvil.rpc("eth_sendRawTransaction", foreign(harness, nonce))
    harness.say()
    harness.tick(mine=False)
    harness.anvil.rpc("anvil_dropAllTransactions")
    harness.mark()
    harness.settle()
    assert "filled a gap of nonces" in harness.did()
    row("gap of nonces")


@pytest.mark.full
def test_a_gap_of_nonces_that_the_foreign_transaction_fills_after_all(harness: Harness, row: Row) -> None:
    nonce = harness.world.chain.nonce()
    late = foreign(harness, nonce)
    harness.begin()
    harness.anvil.rpc("eth_sendRawTransaction", late)
    harness.say()
    harness.tick(mine=False)
    harness.anvil.rpc("anvil_dropAllTransactions")
    harness.tick(mine=False)
    harness.anvil.rpc("anvil_dropAllTransactions")
    harness.anvil.rpc("eth_sendRawTransaction", late)
    harness.tick()
    harness.mark()
    harness.settle(seconds=20)
    row("gap of nonces, filled by the foreign transaction")


def test_restarts_at_any_moment(harness: Harness, row: Row) -> None:
    """The process ends after each tick, with what it sent in flight."""
    harness.begin()
    for _ in range(5):
        harness.say()
        harness.tick()
        harness.restart()
    harness.mark()
    harness.settle()
    assert harness.said == {}
    row("none, and a restart after each tick")
