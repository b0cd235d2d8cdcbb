"""The chain as the ledger uses it, before a real one."""

from __future__ import annotations

import pytest

from ledger import chain_contracts as calls
from ledger.chain import GWEI, Chain
from ledger.chain_types import DEPLOY, Fees, Offer, Sent
from ledger.errors import BalanceTooLow, ChainRefused, ChainReverted, FeeTooHigh
from tests.anvil import ACCOUNT_KEY, Anvil
from tests.ledger.chain_world import World
from verifier.format.anchor import log_id
from verifier.format.item import party_id
from verifier.format.trust_root import Finality

OFFER = Offer(20 * GWEI, GWEI)


def signed(world: World, nonce: int, data: bytes = b"", to: bytes | None = None) -> bytes:
    target = world.chain.address if to is None else to
    return world.chain.sign(chain_id=31337, nonce=nonce, to=target, data=data, gas=6_000_000, offer=OFFER).raw


def test_a_transaction_is_taken_once_however_often_it_is_sent(world: World, anvil: Anvil) -> None:
    anvil.rpc("evm_setAutomine", False)
    nonce = world.chain.nonce()
    raw = signed(world, nonce)
    assert [world.chain.send(raw), world.chain.send(raw)] == [Sent.ACCEPTED, Sent.KNOWN]
    assert (world.chain.nonce(), world.chain.nonce(pending=True)) == (nonce, nonce + 1)
    block = world.chain.mine()
    assert world.chain.send(raw) is Sent.NONCE_USED
    assert world.chain.nonce() == nonce + 1
    assert world.chain.block(block.number) == block
    assert world.chain.block(block.number + 1) is None


def test_a_signed_transaction_is_found_by_its_hash(world: World) -> None:
    nonce = world.chain.nonce()
    transaction = world.chain.sign(
        chain_id=31337, nonce=nonce, to=world.chain.address, data=b"", gas=21_000, offer=OFFER
    )
    assert world.chain.receipt(transaction.hash) is None
    world.chain.send(transaction.raw)
    world.wait_until_mined()
    receipt = world.chain.receipt(transaction.hash)
    assert receipt is not None
    block = world.chain.block(receipt.block_number)
    assert block is not None
    assert (receipt.block_hash, receipt.succeeded, receipt.gas_used) == (block.hash, True, 21_000)


def test_a_transaction_is_bound_to_its_chain(world: World) -> None:
    other = world.chain.sign(
        chain_id=1, nonce=world.chain.nonce(), to=world.chain.address, data=b"", gas=21_000, offer=OFFER
    )
    with pytest.raises(ChainRefused):
        world.chain.send(other.raw)


def test_where_a_contract_will_stand(world: World) -> None:
    nonce = world.chain.nonce()
    address = world.chain.contract_address(nonce)
    assert not world.chain.has_code(address)
    world.chain.send(signed(world, nonce, calls.deployment_data("TraceAnchor"), DEPLOY))
    world.wait_until_mined()
    assert world.chain.has_code(address)


def test_final_is_what_the_rule_says(world: World, anvil: Anvil) -> None:
    for _ in range(5):
        anvil.rpc("evm_mine")
    newest = world.chain.latest().number
    tagged, deep = world.chain.finalized(Finality(None)), world.chain.finalized(Finality(4))
    assert tagged is not None
    assert deep is not None
    assert (tagged.number, deep.number) == (newest - 2, newest - 4)
    assert world.chain.finalized(Finality(newest)) == world.chain.block(0)
    assert world.chain.finalized(Finality(newest + 1)) is None


@pytest.mark.parametrize(
    ("base", "priority", "ceiling", "expected"),
    [
        (10, 2, 100, Offer(22, 2)),
        (10, 2, 15, Offer(15, 2)),
        (10, 2, 12, Offer(12, 2)),
        (0, 0, 5, Offer(0, 0)),
    ],
)
def test_an_offer_leaves_room_within_the_ceiling(base: int, priority: int, ceiling: int, expected: Offer) -> None:
    chain = Chain("http://127.0.0.1:1", ACCOUNT_KEY, fee_ceiling=ceiling)
    assert chain.offer(Fees(base, priority)) == expected


def test_an_offer_above_the_ceiling_is_not_made() -> None:
    chain = Chain("http://127.0.0.1:1", ACCOUNT_KEY, fee_ceiling=11 * GWEI)
    with pytest.raises(FeeTooHigh, match="asks 12 gwei per gas and the fee ceiling is 11: raise the ceiling"):
        chain.offer(Fees(10 * GWEI, 2 * GWEI))


def test_too_little_money_is_said_with_account_and_amounts(world: World, anvil: Anvil) -> None:
    anvil.rpc("anvil_setBalance", "0x" + world.chain.address.hex(), hex(10**15))
    world.chain.require_balance(10**15)
    with pytest.raises(BalanceTooLow, match=r"0xf39F.{36} has 0\.001000 ETH .* may cost 0\.002000 ETH: send it funds"):
        world.chain.require_balance(2 * 10**15)


def test_contracts_refuse_by_name(world: World) -> None:
    unknown = party_id("did:web:nobody.example")
    with pytest.raises(ChainReverted) as raised:
        world.chain.estimate_gas(world.deployed.registry, calls.suspend(unknown))
    named = calls.explain(raised.value)
    assert (named.name, named.arguments) == ("UnknownParty", (unknown,))
    with pytest.raises(ChainReverted) as beyond:
        calls.TraceAnchorContract(world.chain, world.deployed.trace_anchor).at(world.deployed.log_id, 99)
    assert (beyond.value.name, beyond.value.arguments) == ("NoSuchAnchor", (world.deployed.log_id, 99, 1))


def test_a_refusal_that_no_contract_of_ours_makes_stays_as_it_is() -> None:
    for data in (b"", b"\x01", b"\x08\xc3\x79\xa0" + bytes(64)):
        error = ChainReverted("no", data=data)
        assert calls.explain(error) is error
    torn = ChainReverted("no", data=bytes.fromhex("abcdef01"))
    assert calls.explain(torn) is torn


def test_what_is_no_contract_of_ours_is_noticed(world: World) -> None:
    with pytest.raises(ChainRefused, match=r"does not answer as TraceAnchor\.log"):
        calls.TraceAnchorContract(world.chain, b"\xee" * 20).log(world.deployed.log_id)
    with pytest.raises(ChainReverted):
        calls.TraceAnchorContract(world.chain, world.deployed.registry).log(world.deployed.log_id)


def test_importing_web3_leaves_the_process_as_it_was(world: World) -> None:
    import subprocess
    import sys

    script = (
        "import sys; before = sys.getrecursionlimit(); import ledger.chain_tick; print(before, sys.getrecursionlimit())"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout.split()
    assert told[0] == told[1]
    before = sys.getrecursionlimit()
    world.settle()
    assert sys.getrecursionlimit() == before


def test_the_log_id_on_chain_is_that_of_the_format(world: World) -> None:
    expected = log_id(world.chain.address, world.log.vkey_line)
    assert world.deployed.log_id == expected
    assert calls.TraceAnchorContract(world.chain, world.deployed.trace_anchor).log(expected).count == 1


def test_a_contract_answers_for_past_blocks(world: World) -> None:
    contract = calls.TraceAnchorContract(world.chain, world.deployed.trace_anchor)
    anchored = world.anchors("final")[0].block_number
    assert anchored is not None
    assert contract.log(world.deployed.log_id, anchored).count == 1
    assert contract.log(world.deployed.log_id, anchored - 1).count == 0


def test_prefixes_are_left_aligned_digits() -> None:
    assert calls.prefix_bytes("9521") == b"9521" + bytes(8)
    assert calls.prefix_bytes("123456789012") == b"123456789012"
