"""The outbox before a real chain that takes back what it had said."""

from __future__ import annotations

import pytest

from ledger import store_outgoing as rows
from ledger.chain import GWEI, Chain
from ledger.errors import ChainUnavailable, WrongChain
from ledger.outbox import quote, requeue, sign
from tests.anvil import ACCOUNT_KEY, Anvil
from tests.ledger.chain_world import World
from tests.ledger.faulty_chain import PUBLIC, asked_through
from tests.ledger.outbox_orders import attempts, get, order, pump_once


def test_a_reorganisation_puts_a_transaction_back_and_the_same_bytes_are_mined_again(
    world: World, anvil: Anvil
) -> None:
    id_ = order(world, 1)
    pump_once(world)
    world.wait_until_mined()
    pump_once(world)
    before = get(world, id_)
    assert before.state == "mined"
    anvil.rpc("anvil_reorg", 1, [])
    pump_once(world)
    world.settle()
    after = get(world, id_)
    assert after.state == "final"
    assert after.block_hash != before.block_hash
    assert len(attempts(world, id_)) == 1


def test_a_call_whose_nonce_comes_back_is_signed_as_the_bytes_that_are_kept(world: World) -> None:
    """A stranger's transaction took the nonce, the call was ordered anew, and a reorganisation gave the nonce back."""
    id_ = order(world, 1)
    quoted = quote(world.chain, get(world, id_).to, get(world, id_).data)
    with world.store.write() as connection:
        first = sign(connection, world.chain, get(world, id_), quoted)
        rows.note_sent(connection, first.transaction_hash, world.now)
        requeue(connection, id_)
    with world.store.write() as connection:
        assert sign(connection, world.chain, rows.get(connection, id_), quoted).raw == first.raw
    (kept,) = attempts(world, id_)
    assert (kept.raw, kept.sent_at) == (first.raw, None)
    world.settle()
    assert get(world, id_).state == "final"


def test_of_two_orders_of_one_call_each_has_bytes_of_its_own(world: World) -> None:
    """The one order lost its nonce, and the other is given it."""
    one, other = order(world, 1), order(world, 1)
    quoted = quote(world.chain, get(world, one).to, get(world, one).data)
    with world.store.write() as connection:
        first = sign(connection, world.chain, rows.get(connection, one), quoted)
        requeue(connection, one)
        second = sign(connection, world.chain, rows.get(connection, other), quoted)
    assert first.raw != second.raw
    assert [each.raw for each in attempts(world, one)] == [first.raw]
    assert [each.raw for each in attempts(world, other)] == [second.raw]


def test_a_transaction_moved_to_another_block_is_final_only_there(world: World, anvil: Anvil) -> None:
    id_ = order(world, 1)
    pump_once(world)
    world.wait_until_mined()
    pump_once(world)
    before = get(world, id_)
    raw = attempts(world, id_)[0].raw
    anvil.rpc("anvil_reorg", 1, [["0x" + raw.hex(), 0]])
    pump_once(world)
    after = get(world, id_)
    assert after.state == "mined"
    assert after.block_hash != before.block_hash
    assert after.block_time is not None


def test_a_chain_set_back_behind_what_was_final_gets_it_again(world: World, anvil: Anvil) -> None:
    snapshot = anvil.rpc("evm_snapshot")
    ids = [order(world, number) for number in range(3)]
    world.settle()
    raws = [attempts(world, id_)[0].raw for id_ in ids]
    assert anvil.rpc("evm_revert", snapshot)
    world.tick()
    assert [get(world, id_).state for id_ in ids] != ["final"] * 3
    world.settle()
    assert [get(world, id_).state for id_ in ids] == ["final"] * 3
    assert [attempts(world, id_)[0].raw for id_ in ids] == raws


def test_a_node_that_is_behind_what_was_final_is_not_believed(world: World, anvil: Anvil) -> None:
    snapshot = anvil.rpc("evm_snapshot")
    id_ = order(world, 1)
    world.settle()
    assert anvil.rpc("evm_revert", snapshot)
    with asked_through(world.chain, anvil.url, PUBLIC), pytest.raises(ChainUnavailable, match="behind"):
        pump_once(world)
    assert get(world, id_).state == "final"


def test_nothing_is_sent_to_a_chain_that_began_anew(world: World, anvil: Anvil) -> None:
    order(world, 1)
    with Anvil() as other:
        world.chain = Chain(other.url, ACCOUNT_KEY, fee_ceiling=100 * GWEI)
        with pytest.raises(WrongChain):
            pump_once(world)
        assert world.chain.nonce(pending=True) == 0
