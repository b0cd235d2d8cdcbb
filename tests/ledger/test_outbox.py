"""The outbox before a real chain that misbehaves in each of the ways chains do."""

from __future__ import annotations

import threading

import pytest

from ledger import store_outgoing as rows
from ledger.chain import GWEI, Chain
from ledger.chain_contracts import register_key, register_party, suspend
from ledger.chain_types import Offer
from ledger.errors import BalanceTooLow, ChainUnavailable, FeeTooHigh
from ledger.outbox import Purpose
from ledger.outbox_pump import pump
from tests.anvil import ACCOUNT_KEY, Anvil
from tests.faulty_node import SILENCE, Asked, Reply, lose_the_answer
from tests.ledger.chain_world import World, policy
from tests.ledger.faulty_chain import asked_through
from tests.ledger.outbox_orders import attempts, get, order, order_call, pump_once
from verifier.format.item import party_id

FUNDED = 10**22
SEND = "eth_sendRawTransaction"


def take_and_forget(asked: Asked) -> Reply:
    """The node says that it has a transaction, and has it no more."""
    return asked.result("0x" + "00" * 32)


def send_foreign(world: World, nonce: int, gwei: int = 5) -> None:
    """Something else that has the account's key sends a transaction."""
    data = register_party("did:web:foreign.example", world.chain.address, 0)
    signed = world.chain.sign(
        chain_id=world.deployed.chain_id,
        nonce=nonce,
        to=world.deployed.registry,
        data=data,
        gas=500_000,
        offer=Offer(gwei * GWEI, gwei * GWEI),
    )
    world.chain.send(signed.raw)


def test_orders_are_mined_in_the_order_given_and_become_final(world: World) -> None:
    ids = [order(world, number) for number in range(3)]
    world.settle()
    found = [get(world, id_) for id_ in ids]
    assert [outgoing.state for outgoing in found] == ["final"] * 3
    nonces = [outgoing.nonce or 0 for outgoing in found]
    assert nonces == list(range(nonces[0], nonces[0] + 3))
    assert all(outgoing.block_time for outgoing in found)


def test_only_so_many_wait_to_be_mined(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    world.policy = policy(in_flight=2)
    for number in range(3):
        order(world, number)
    pump_once(world)
    assert [len(world.outgoing(state)) for state in ("signed", "queued")] == [2, 1]
    world.settle()


def test_bytes_are_stored_before_they_are_sent_and_resent_unchanged(world: World, anvil: Anvil) -> None:
    id_ = order(world, 1)
    with asked_through(world.chain, anvil.url) as node:
        node.fail(lambda _: SILENCE, SEND)
        for _ in range(3):
            with pytest.raises(ChainUnavailable):
                pump_once(world)
        assert get(world, id_).state == "signed"
        node.heal()
        pump_once(world)
    assert len(node.sent) == 4
    assert {attempt.raw for attempt in attempts(world, id_)} == set(node.sent) == {node.sent[0]}
    world.settle()
    assert get(world, id_).state == "final"


def test_a_transaction_that_the_node_took_although_it_seemed_to_fail_is_not_sent_twice(
    world: World, anvil: Anvil
) -> None:
    id_, before = order(world, 1), world.chain.nonce()
    with asked_through(world.chain, anvil.url) as node:
        node.fail(lose_the_answer, SEND)
        with pytest.raises(ChainUnavailable):
            pump_once(world)
    world.settle()
    assert get(world, id_).state == "final"
    assert world.chain.nonce() == before + 1


def test_a_dropped_transaction_is_sent_again(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    id_ = order(world, 1)
    pump_once(world)
    anvil.rpc("anvil_dropAllTransactions")
    world.settle()
    assert get(world, id_).state == "final"
    assert len(attempts(world, id_)) == 1


def make_dearer(world: World, anvil: Anvil, id_: int) -> rows.Attempt:
    """The chain becomes too dear for a transaction; returns its signed bytes."""
    first = attempts(world, id_)[0]
    anvil.rpc("evm_increaseTime", 5)
    anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(first.max_fee * 3))
    anvil.rpc("evm_mine")
    return first


def test_a_transaction_that_has_become_too_cheap_is_replaced_by_the_same_call(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    id_ = order(world, 1)
    pump_once(world)
    first = make_dearer(world, anvil, id_)
    pump_once(world)
    replacement, kept = attempts(world, id_)
    assert kept.raw == first.raw
    assert replacement.nonce == first.nonce
    anvil.rpc("evm_mine")
    pump_once(world)
    assert get(world, id_).state == "mined"
    receipt = world.chain.receipt(replacement.transaction_hash)
    assert receipt is not None
    assert receipt.succeeded


def test_a_transaction_that_blocks_pass_over_is_replaced_in_the_end(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    with asked_through(world.chain, anvil.url) as node:
        node.fail(take_and_forget, SEND)
        id_ = order(world, 1)
        pump_once(world)
        anvil.rpc("evm_increaseTime", 5)
        anvil.rpc("evm_mine")
        pump_once(world, after=60)
        assert len(attempts(world, id_)) == 1, "replaced too early"
        pump_once(world, after=60)
        replacement, first = attempts(world, id_)
        assert 8 * replacement.max_fee > 9 * first.max_fee
        assert 8 * replacement.priority_fee > 9 * first.priority_fee
    world.settle()
    assert get(world, id_).state == "final"
    assert len(attempts(world, id_)) == 2


def test_a_transaction_is_replaced_though_the_clock_was_set_back(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    with asked_through(world.chain, anvil.url) as node:
        node.fail(take_and_forget, SEND)
        id_ = order(world, 1)
        world.now += 86_400
        pump_once(world)
        world.now -= 86_400
        anvil.rpc("evm_increaseTime", 5)
        anvil.rpc("evm_mine")
        pump_once(world)
        assert len(attempts(world, id_)) == 2
        pump_once(world)
        assert len(attempts(world, id_)) == 2, "and once is enough"
    world.settle()
    assert get(world, id_).state == "final"


def test_a_chain_that_makes_no_blocks_is_waited_for_and_not_outbid(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    id_ = order(world, 1)
    pump_once(world)
    pump_once(world, after=1000)
    assert len(attempts(world, id_)) == 1


def test_a_replacement_never_offers_more_than_the_ceiling(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    id_ = order(world, 1)
    pump_once(world)
    first = make_dearer(world, anvil, id_)
    world.chain.fee_ceiling = first.max_fee + first.max_fee // 20
    pump_once(world, after=200)
    assert len(attempts(world, id_)) == 1
    world.chain.fee_ceiling = 2 * first.max_fee
    pump_once(world)
    assert attempts(world, id_)[0].max_fee == 2 * first.max_fee


def test_nothing_is_signed_above_the_fee_ceiling_and_the_reason_is_said(world: World) -> None:
    id_ = order(world, 1)
    world.chain.fee_ceiling = 1
    with pytest.raises(FeeTooHigh, match="gwei per gas and the fee ceiling is"):
        pump_once(world)
    assert get(world, id_).state == "queued"
    world.chain.fee_ceiling = 100 * GWEI
    world.settle()
    assert get(world, id_).state == "final"


def test_an_empty_account_is_said_plainly_and_goes_on_once_it_is_funded(world: World, anvil: Anvil) -> None:
    id_ = order(world, 1)
    account = "0x" + world.chain.address.hex()
    anvil.rpc("anvil_setBalance", account, "0x1")
    with pytest.raises(BalanceTooLow, match="send it funds"):
        pump_once(world)
    assert get(world, id_).state == "queued"
    anvil.rpc("anvil_setBalance", account, hex(FUNDED))
    world.settle()
    assert get(world, id_).state == "final"


def test_a_call_that_the_contract_refuses_is_never_sent(world: World) -> None:
    before = world.chain.nonce()
    id_ = order_call(world, suspend(party_id("did:web:nobody.example")))
    good = order(world, 1)
    pump_once(world)
    assert get(world, id_).state == "queued", "given up at once, although a node may not yet know what it builds on"
    pump_once(world, after=world.policy.outbox.refused_for)
    refused = get(world, id_)
    assert (refused.state, refused.failed, refused.nonce) == ("reverted", True, None)
    assert "UnknownParty" in (refused.error or "")
    world.settle()
    assert get(world, good).state == "final"
    assert world.chain.nonce() == before + 1


def test_a_call_that_builds_on_one_before_it_waits_for_that_one(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    uri = "https://id.gs1.org/417/0000000000001"
    first = order(world, 1)
    second = order_call(world, register_key(party_id(uri), -19, b"\x01" * 32, b"", True), Purpose.KEY, "aa")
    world.settle()
    assert [get(world, id_).state for id_ in (first, second)] == ["final", "final"]


def test_a_call_that_reverts_when_mined_is_kept_as_failed(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    first, second = order(world, 1), order(world, 2)
    with world.store.write() as connection:
        rows.update(connection, second, ["queued"], data=get(world, first).data)
    with asked_through(world.chain, anvil.url) as node:
        node.fail(lambda asked: asked.result(hex(500_000)), "eth_estimateGas")
        pump_once(world)
    world.settle()
    assert [(get(world, id_).state, get(world, id_).failed) for id_ in (first, second)] == [
        ("final", False),
        ("reverted", True),
    ]


def test_a_transaction_of_someone_else_with_our_key_costs_nothing_but_time(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    id_ = order(world, 1)
    pump_once(world)
    taken = get(world, id_).nonce
    anvil.rpc("anvil_dropAllTransactions")
    send_foreign(world, taken or 0)
    anvil.rpc("evm_mine")
    pump_once(world)
    assert get(world, id_).state == "signed", "given up at once, although a node may lag behind"
    pump_once(world, after=world.policy.outbox.replace_after)
    world.settle()
    outgoing = get(world, id_)
    assert outgoing.state == "final"
    assert outgoing.nonce == (taken or 0) + 1
    assert {attempt.nonce for attempt in attempts(world, id_)} == {taken, outgoing.nonce}


def test_a_waiting_transaction_of_someone_else_is_not_overwritten(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    nonce = world.chain.nonce()
    send_foreign(world, nonce)
    id_ = order(world, 1)
    pump_once(world)
    assert get(world, id_).nonce == nonce + 1


def test_a_gap_of_nonces_is_filled(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    nonce = world.chain.nonce()
    send_foreign(world, nonce)
    id_ = order(world, 1)
    pump_once(world)
    anvil.rpc("anvil_dropAllTransactions")  # the other one is gone for good, and ours waits for it for ever
    anvil.rpc("evm_setAutomine", True)
    world.settle()
    assert get(world, id_).state == "final"
    fillers = [outgoing for outgoing in world.outgoing("final") if outgoing.purpose == Purpose.FILL]
    assert [outgoing.nonce for outgoing in fillers] == [nonce]


def test_two_pumps_at_once_do_no_harm(world: World) -> None:
    before = world.chain.nonce()
    ids = [order(world, number) for number in range(6)]
    faults: list[BaseException] = []

    def work() -> None:
        chain = Chain(world.url, ACCOUNT_KEY, fee_ceiling=100 * GWEI)
        try:
            for _ in range(4):
                pump(world.store, chain, world.policy.outbox, world.now + 1)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    world.settle()
    assert [get(world, id_).state for id_ in ids] == ["final"] * 6
    assert len({get(world, id_).nonce for id_ in ids}) == 6
    assert world.chain.nonce() == before + 6


def test_a_call_that_builds_on_another_has_gas_for_a_block_of_its_own(world: World, anvil: Anvil) -> None:
    """In one block with the registration the suspension overwrites a state; in a later one it writes a new one."""
    anvil.rpc("evm_setAutomine", False)
    uri = f"https://id.gs1.org/417/{1:013d}"
    order(world, 1)
    suspension = order_call(world, suspend(party_id(uri)), Purpose.SUSPENSION)
    pump_once(world)
    assert get(world, suspension).state == rows.SIGNED
    anvil.rpc("anvil_dropTransaction", "0x" + attempts(world, suspension)[0].transaction_hash.hex())
    anvil.rpc("evm_mine")
    anvil.rpc("evm_increaseTime", 5)
    pump_once(world)
    anvil.rpc("evm_mine")
    world.settle()
    assert get(world, suspension).state == rows.FINAL
