"""The tick, and the blocks that it makes on a development chain."""

from __future__ import annotations

import pytest

from ledger.chain import GWEI
from ledger.chain_tick import ChainPolicy
from ledger.errors import ChainUnavailable, FeeTooHigh
from ledger.mining import make_final_state_readable, mine_while_waiting
from tests.anvil import Anvil
from tests.faulty_node import SILENCE
from tests.ledger.chain_world import PREFIX, PRODUCER, TestParty, World, bag, object_event
from tests.ledger.faulty_chain import PUBLIC, asked_through
from verifier.format.trust_root import Finality

pytestmark = pytest.mark.slow

FINALIZED = Finality(None)


def test_an_idle_chain_is_left_alone(world: World) -> None:
    world.settle()
    before = world.chain.latest()
    world.ticks(3)
    assert world.chain.latest() == before


def test_blocks_are_made_until_what_was_mined_is_final(world: World) -> None:
    world.say(None, object_event("OBSERVE", bag(1)))
    world.settle()
    mined = world.anchors("final")[-1].block_number
    assert mined is not None
    assert mined + 2 <= world.chain.latest().number <= mined + 6


def test_a_chain_that_is_not_ours_is_never_mined(world: World) -> None:
    world.say(None, object_event("OBSERVE", bag(1)))
    world.tick()
    world.wait_until_mined()
    before = world.chain.latest()
    with asked_through(world.chain, world.url, PUBLIC):
        mine_while_waiting(world.store, world.chain, FINALIZED)
        make_final_state_readable(world.chain, FINALIZED)
    assert world.chain.latest() == before


def test_mining_can_be_left_to_others(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    world.policy = ChainPolicy(world.policy.outbox, world.policy.anchor, mines_idle=False)
    world.say(None, object_event("OBSERVE", bag(1)))
    before = world.chain.latest()
    world.ticks(5)
    assert world.chain.latest() == before


def test_a_dear_chain_stops_what_costs_and_nothing_else(world: World) -> None:
    world.say(None, object_event("OBSERVE", bag(1)))
    world.tick()
    world.wait_until_mined()
    world.say(None, object_event("OBSERVE", bag(2)))
    world.chain.fee_ceiling = 1
    for _ in range(5):
        with pytest.raises(FeeTooHigh):
            world.tick()
    assert [a.anchor.size for a in world.anchors("final")] == [1, 2]
    world.chain.fee_ceiling = 100 * GWEI
    world.settle()
    assert [a.anchor.size for a in world.anchors("final")] == [1, 2, 3]


def test_an_outage_is_raised_and_survived(world: World) -> None:
    world.say(None, object_event("OBSERVE", bag(1)))
    with asked_through(world.chain, world.url) as node:
        node.fail(lambda asked: None if asked.method == "evm_increaseTime" else SILENCE)
        for _ in range(3):
            with pytest.raises(ChainUnavailable):
                world.tick()
    world.settle()
    assert [a.anchor.size for a in world.anchors("final")] == [1, 2]


def test_many_statements_and_parties_become_final_together(world: World) -> None:
    parties = [TestParty(str(number), f"{number:013d}", PRODUCER) for number in range(6)]
    for number, party in enumerate(parties):
        world.add_party(party, *([PREFIX] if number == 0 else []))
        world.say(party, object_event("OBSERVE", *(bag(f"{number}-{serial}") for serial in range(5))))
    world.settle()
    assert world.anchors("final")[-1].anchor.size == 1 + len(parties)
