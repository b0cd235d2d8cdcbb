"""Confirming anchors: what final means, and what undoes it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa

from ledger import confirm as confirm_module
from ledger import store_anchors
from ledger import store_outgoing as rows
from ledger.chain import GWEI
from ledger.chain_contracts import TraceAnchorContract, anchor
from ledger.chain_types import Offer
from ledger.confirm import confirm
from ledger.errors import AnchorConflict, ChainRefused
from ledger.item_index import ItemIndex
from ledger.outbox_pump import pump
from ledger.store_chain import AnchorRow
from ledger.store_index import IndexRows
from tests.anvil import Anvil
from tests.ledger.chain_world import World, bag, object_event
from tests.ledger.test_anchor import make
from verifier.format.trust_root import Finality


def anchored(world: World, serial: int = 1) -> AnchorRow:
    """An anchor on its way."""
    world.say(None, object_event("OBSERVE", bag(serial)))
    made = make(world)
    assert made is not None
    return made


def pump_once(world: World) -> None:
    world.now += 1
    pump(world.store, world.chain, world.policy.outbox, world.now)
    world.wait_until_mined()


def confirm_once(world: World, finality: Finality = Finality(None)) -> list[AnchorRow]:  # noqa: B008
    return confirm(world.store, world.chain, world.index, world.deployed, finality)


def mine(anvil: Anvil, seconds: int) -> None:
    anvil.rpc("evm_increaseTime", seconds)
    anvil.rpc("evm_mine")


def test_final_only_under_a_final_block_that_is_younger(world: World, anvil: Anvil) -> None:
    made = anchored(world)
    pump_once(world)
    assert confirm_once(world) == []
    assert [a.state for a in world.anchors("mined")] == ["mined"]
    block = world.anchors("mined")[0]
    time = world.chain.latest().time
    assert block.block_time == time
    anvil.rpc("evm_setNextBlockTimestamp", time)
    anvil.rpc("evm_mine")
    anvil.rpc("evm_setNextBlockTimestamp", time)
    anvil.rpc("evm_mine")
    final = world.chain.finalized(Finality(None))
    assert final is not None
    assert (final.number, final.time) == (world.chain.latest().number - 2, time)
    assert confirm_once(world) == [], "final under a block of the same second"
    mine(anvil, 5)
    assert confirm_once(world) == []
    mine(anvil, 0)
    mine(anvil, 0)
    assert [a.head for a in confirm_once(world)] == [made.head]
    assert world.anchors("final")[-1].block_time == time


def test_final_by_depth(world: World, anvil: Anvil) -> None:
    anchored(world)
    pump_once(world)
    for _ in range(4):
        mine(anvil, 2)
        assert confirm_once(world, Finality(4)) == []
    mine(anvil, 2)
    assert len(confirm_once(world, Finality(4))) == 1


def test_the_index_becomes_final_with_its_anchor_and_not_before(world: World) -> None:
    made = anchored(world)
    with world.store.read() as connection:
        assert world.index.final(IndexRows(connection)).root != made.anchor.index_root
    world.settle()
    with world.store.read() as connection:
        assert world.index.final(IndexRows(connection)).root == made.anchor.index_root


def test_an_anchor_that_a_reorganisation_removed_is_mined_again_as_it_was(world: World, anvil: Anvil) -> None:
    made = anchored(world)
    pump_once(world)
    confirm_once(world)
    assert world.anchors("mined") != []
    anvil.rpc("anvil_reorg", 1, [])
    confirm_once(world)
    back = world.anchors("stored")
    assert [(a.head, a.block_time) for a in back] == [(made.head, None)]
    world.settle()
    held = TraceAnchorContract(world.chain, world.deployed.trace_anchor).at(world.deployed.log_id, made.anchor.seq)
    assert held.head == made.head
    assert world.anchors("final")[-1].block_time == held.time


def test_a_chain_of_anchors_that_a_reorganisation_removed_comes_back_in_order(world: World, anvil: Anvil) -> None:
    made = []
    for serial in range(3):
        made.append(anchored(world, serial))
        pump_once(world)
        confirm_once(world)
    anvil.rpc("anvil_reorg", 3, [])
    for _ in range(100):
        with suppress(ChainRefused):  # anvil may answer from a state that it is still making; the next tick asks again
            confirm_once(world)
            break
    assert len(world.anchors("stored")) == 3
    world.settle()
    assert [a.head for a in world.anchors("final")][-3:] == [a.head for a in made]


def test_another_copy_of_the_ledger_is_noticed(world: World) -> None:
    made = anchored(world)
    before = world.anchors("final")[-1]
    other = anchor(world.deployed.log_id, before.head, 7, b"\x07" * 32, b"\x08" * 32)
    signed = world.chain.sign(
        chain_id=world.deployed.chain_id,
        nonce=world.chain.nonce(),
        to=world.deployed.trace_anchor,
        data=other,
        gas=200_000,
        offer=Offer(9 * GWEI, GWEI),
    )
    world.chain.send(signed.raw)
    world.wait_until_mined()
    with pytest.raises(AnchorConflict, match="another copy"):
        confirm_once(world)
    assert [a.state for a in world.anchors("stored")] == ["stored"]
    assert world.anchors("final")[-1].anchor.seq == made.anchor.seq - 1


def test_an_anchor_whose_call_failed_is_ordered_anew_with_the_same_content(world: World) -> None:
    made = anchored(world)
    with world.store.write() as connection:
        before = rows.get(connection, made.outgoing_id)
        connection.execute(sa.text("delete from outgoing_attempt where outgoing_id = :id"), {"id": before.id})
        rows.update(connection, before.id, ["signed"], state="reverted", failed=True, nonce=None)
    world.settle()
    with world.store.read() as connection:
        after = rows.get(connection, made.outgoing_id)
    assert (after.state, after.failed, after.data) == ("final", False, before.data)
    assert world.anchors("final")[-1].head == made.head


def test_anchors_are_final_again_after_a_development_chain_was_set_back(world: World, anvil: Anvil) -> None:
    snapshot = anvil.rpc("evm_snapshot")
    made = [anchored(world, serial) for serial in range(1)]
    world.settle()
    made.append(anchored(world, 5))
    world.settle()
    assert anvil.rpc("evm_revert", snapshot)
    world.tick()
    assert len(world.anchors("final")) == 1
    world.settle()
    anchors = world.anchors("final")
    assert [a.head for a in anchors][-2:] == [a.head for a in made]
    contract = TraceAnchorContract(world.chain, world.deployed.trace_anchor)
    held = contract.at_many(world.deployed.log_id, [a.anchor.seq for a in anchors])
    assert [(a.head, a.block_time) for a in anchors] == [(h.head, h.time) for h in held]


def test_a_slow_look_takes_nothing_back_that_another_worker_made_final(
    world: World, anvil: Anvil, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the newest final anchor would be older than the item index, and no passport could be proven."""
    world.settle()
    anchored(world, 2)
    pump_once(world)
    readers_final = confirm_module._keep

    def late(*arguments: Any) -> bool:
        monkeypatch.setattr(confirm_module, "_keep", readers_final)
        for _ in range(4):
            mine(anvil, 2)
        assert len(confirm(world.store, world.chain, ItemIndex(), world.deployed, Finality(None))) == 1
        return readers_final(*arguments)

    monkeypatch.setattr(confirm_module, "_keep", late)
    confirm_once(world)
    with world.store.read() as connection:
        newest = store_anchors.newest_final(connection)
        proves = world.index.prover(IndexRows(connection)).revision.root
    assert newest is not None
    assert proves == newest.anchor.index_root
