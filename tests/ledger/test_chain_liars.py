"""Nodes that lie: to the ledger about what is final, and to those who verify about anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import orjson
import pytest

from ledger.service import TrustPolicy, trust_root_of
from tests.conftest import FAULT
from tests.faulty_node import SILENCE, Asked, FaultyNode, Reply, Rule, behind, lie
from tests.ledger.chain_harness import SLOTS, Harness
from tests.ledger.faulty_chain import PUBLIC
from tests.ledger.ledger_world import ChainedWorld, bag, event
from tests.ledger.test_chain_reorganisations import reorganise
from verifier.format.note import NoteKey
from verifier.format.trust_root import Finality, TrustRoot
from verifier.json_rpc import RpcChain
from verifier.report import Verdict
from verifier.verify import verify

DATABASES = ("sqlite",)  # the faults are the chain's
pytestmark = pytest.mark.slow

pytest_plugins = ["tests.ledger.ledger_fixtures"]

Row = Callable[[str], None]


def everything_is_final(asked: Asked) -> Reply | None:
    """The newest block is called final."""
    if asked.params[:1] != ["finalized"]:
        return None
    asked.params[0] = "latest"
    return asked.result(asked.forward()["result"])


def final_too_early(harness: Harness) -> str:
    """An anchor that the ledger takes for final because its node says so; its raw bytes."""
    harness.observer.final_holds = False
    harness.node.fail(everything_is_final)
    harness.say()
    harness.run(3)
    assert [a.state for a in harness.world.anchors("stored", "mined", "final")] == ["final", "final"]
    return "0x" + harness.node.sent[-1].hex()


def test_a_node_that_calls_everything_final_is_believed_until_the_chain_shows_otherwise(
    harness: Harness, row: Row
) -> None:
    harness.begin()
    final_too_early(harness)
    reorganise(harness, 2)
    harness.tick()
    assert len(harness.world.anchors("final")) == 1, "what is in no block is still called final"
    harness.node.heal()
    harness.settle()
    harness.observer.final_holds = True
    harness.observer.look()
    row("node calls all final, one node asked; reorganised")


def test_what_was_called_final_too_early_is_found_again_in_another_block(harness: Harness, row: Row) -> None:
    harness.begin()
    raw = final_too_early(harness)
    reorganise(harness, 2, (raw, 1))
    harness.node.heal()
    harness.run(2 * SLOTS + 2)  # until the honest node calls that height final
    harness.settle()
    harness.observer.final_holds = True
    harness.observer.look()
    row("node calls all final, one node asked; anchor in another block")


def test_where_readers_nodes_must_agree_a_node_cannot_call_final_what_is_not(harness: Harness, row: Row) -> None:
    """The observer sees that nothing is final too early."""
    with FaultyNode(harness.anvil.url, PUBLIC) as honest:
        world = harness.world
        root = TrustRoot(
            origin=world.signer.key.name,
            log_id=world.deployed.log_id,
            log_keys=(world.signer.key,),
            promise_keys=(NoteKey("test.example/promises", world.signer.key.public_key),),
            anchorage=world.deployed.anchorage,
            registry=world.deployed.registry,
            finality=Finality(None),
            rpc_urls=(harness.node.url, honest.url),
            rpc_agree=2,
            auditor_keys=(),
            auditors_required=0,
            max_anchor_age=10**9,
            expires=2**40,
        )
        harness.readers = lambda: RpcChain(root)
        harness.begin()
        harness.node.fail(everything_is_final)
        harness.say()
        harness.run(3)
        assert [a.state for a in world.anchors("stored", "mined")] == ["mined"]
        reorganise(harness, 2)
        harness.settle()
        honest.fail(lambda _: SILENCE)
        harness.say()
        harness.run(6)
        assert [a.state for a in harness.world.anchors("stored", "mined")] == ["mined"], "one node alone is believed"
        honest.heal()
        harness.node.heal()
        harness.mark()
        harness.settle()
    row("node calls all final, two nodes asked; reorganised")


class Reader:
    """Whoever verifies passports of a ledger by three nodes, of which the first may lie."""

    def __init__(self, world: ChainedWorld, nodes: list[FaultyNode]) -> None:
        self.world = world
        self.nodes = nodes
        self.party = world.register("Producer", "9521321000018", "9521321")
        world.settle()
        world.captured(self.party, event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)], disposition="active"))
        world.settle()

    def verify(self, agree: int, passport: bytes | None = None) -> tuple[Verdict, list[str]]:
        """Verdict and what was missing, as the trust root asks so many of the nodes to agree."""
        ledger = self.world.ledger
        urls = tuple(node.url for node in self.nodes)
        trust = TrustPolicy(urls, agree, Finality(None), max_anchor_age=10**9, lifetime=10**9)
        root = trust_root_of(
            ledger.store, ledger.log_signer.key, ledger.promise_signer.key, trust, urls, self.world.now
        )
        given = passport or self.world.passport(bag(1)).passport
        report = verify(given, bag(1), orjson.dumps(root.encode()), RpcChain(root), self.world.now)
        return report.verdict, list(report.missing)


@pytest.fixture
def reader(chained: ChainedWorld) -> Iterator[Reader]:
    with ExitStack() as stack:
        yield Reader(chained, [stack.enter_context(FaultyNode(chained.url)) for _ in range(3)])


def other_block(asked: Asked, block: Any) -> object:
    return {**block, "hash": "0x" + "77" * 32}


def last_byte_changed(asked: Asked, answer: str) -> object:
    return answer[:-1] + f"{int(answer[-1], 16) ^ 1:x}"


def all_zero(asked: Asked, answer: str) -> object:
    return "0x" + "0" * (len(answer) - 2)


LIES: dict[str, Rule] = {
    "another block": lie(["eth_getBlockByNumber"], other_block),
    "changed contract answers": lie(["eth_call"], last_byte_changed),
    "empty contract answers": lie(["eth_call"], all_zero),
    "another chain": lie(["eth_chainId"], lambda *_: "0x1"),
}


@pytest.mark.parametrize("agree", [1, 2])
def test_a_node_that_lies_to_the_verifier(
    reader: Reader, agree: int, record_property: Callable[[str, object], None]
) -> None:
    """By itself it makes no verdict better than the truth, and by two nodes that must agree it is found out."""
    assert reader.verify(agree) == (Verdict.VERIFIED, [])
    for what, rule in LIES.items():
        reader.nodes[0].fail(rule)
        verdict, missing = reader.verify(agree)
        told = f"the verifier says {verdict.name}" + (f": {', '.join(missing)}" if missing else "")
        record_property(FAULT, [f"verifier's node tells of {what}; {agree} of 3 must agree", told, "", ""])
        if what == "another chain":
            assert verdict is Verdict.VERIFIED, "the two others would do"
        elif what == "another block" and agree == 1:
            assert verdict is Verdict.VERIFIED, "it tells the truth about everything that counts"
        elif agree == 1:
            assert verdict is Verdict.INCOMPLETE, what
        else:
            assert (verdict, missing) == (Verdict.INCOMPLETE, ["rpc-disagreement"]), what


@pytest.mark.parametrize(("agree", "expected"), [(1, Verdict.VERIFIED), (2, Verdict.INCOMPLETE)])
def test_an_old_passport_by_a_node_that_shows_the_state_of_then(
    reader: Reader, agree: int, expected: Verdict, record_property: Callable[[str, object], None]
) -> None:
    """What was true once is told as the newest: with one node it is believed, within the age that the trust root
    allows; an honest one beside it is enough to find out."""
    world = reader.world
    old, chain = world.passport(bag(1)).passport, world.ledger.chain
    final = chain.finalized(Finality(None))
    block = chain.latest().number
    assert final is not None
    world.captured(reader.party, event("ObjectEvent", "OBSERVE", "inspecting", at=world.now, epcList=[bag(1)]))
    world.settle()
    reader.nodes[0].fail(behind(block, final.number))
    verdict, missing = reader.verify(agree, old)
    told = f"the verifier says {verdict.name}" + (f": {', '.join(missing)}" if missing else "")
    record_property(FAULT, [f"verifier's node shows an old state; {agree} of 3 must agree", told, "", ""])
    assert verdict is expected
    reader.nodes[0].heal()
    assert reader.verify(1, old)[0] is not Verdict.VERIFIED
