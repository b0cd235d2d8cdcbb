"""Checkpoints on chain: what events become which stage, and what the contract would refuse is not sent."""

from __future__ import annotations

from typing import Any

import pytest

from ledger.chain_contracts import CheckpointLedgerContract
from ledger.checkpoints import records_of, stage_of
from ledger.statement import Saying
from ledger.store_chain import SequencedStatement
from tests.ledger.chain_world import (
    CARRIER,
    CLASS,
    CONTEXT,
    PREFIX,
    PRODUCER,
    RETAILER,
    TestParty,
    World,
    bag,
    object_event,
)
from verifier.format.epcis_context import parse_context
from verifier.format.event_items import event_items
from verifier.format.item import item_key
from verifier.format.jcs import Json

pytestmark = pytest.mark.slow

MAKER = TestParty("Maker", "9521321000018", PRODUCER)
MOVER = TestParty("Mover", "9521321000025", CARRIER)
SELLER = TestParty("Seller", "9521321000032", RETAILER)
TIME: dict[str, Json] = {"eventTime": "2026-01-01T00:00:00.000Z", "eventTimeZoneOffset": "+00:00"}
CASE = "https://id.gs1.org/00/095213210000000018"


def observed(*items: str, **members: Json) -> dict[str, Json]:
    return object_event("OBSERVE", *items, **members)


def stages(world: World, *serials: int) -> list[int]:
    contract = CheckpointLedgerContract(world.chain, world.deployed.checkpoint_ledger)
    return [entry.stage for entry in contract.latest([item_key(bag(serial)) for serial in serials])]


def records(world: World, *states: str) -> int:
    return len([outgoing for outgoing in world.outgoing(*states) if outgoing.purpose == "checkpoints"])


@pytest.fixture
def trade(world: World) -> World:
    """Three parties, and a product that is recorded on chain."""
    world.add_party(MAKER, PREFIX)
    world.add_party(MOVER)
    world.add_party(SELLER)
    world.add_product(MAKER, "onchain")
    return world


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (object_event("ADD", bag(1), bizStep="commissioning"), (1, 1)),
        (object_event("ADD", bag(1)), (1, 1)),
        ({"type": "TransformationEvent", "outputEPCList": [bag(1)], **TIME}, (1, 16)),
        ({"type": "AggregationEvent", "action": "ADD", "bizStep": "packing", "childEPCs": [bag(1)], **TIME}, (2, 4)),
        ({"type": "AssociationEvent", "action": "ADD", "bizStep": "packing", "childEPCs": [bag(1)], **TIME}, (2, 4)),
        ({"type": "AggregationEvent", "action": "ADD", "bizStep": "loading", "childEPCs": [bag(1)], **TIME}, (0, 0)),
        ({"type": "AggregationEvent", "action": "DELETE", "bizStep": "packing", "childEPCs": [bag(1)]}, (0, 0)),
        (observed(bag(1), bizStep="shipping"), (3, 1)),
        (observed(bag(1), bizStep="transporting"), (4, 1)),
        (observed(bag(1), bizStep="receiving"), (5, 1)),
        (observed(bag(1), bizStep="retail_selling"), (6, 1)),
        ({"type": "TransactionEvent", "action": "OBSERVE", "bizStep": "shipping", "epcList": [bag(1)]}, (3, 1)),
        (observed(bag(1), bizStep="receiving", disposition="returned"), (7, 1)),
        (observed(bag(1), bizStep="holding", persistentDisposition={"set": ["recalled"]}), (8, 1)),
        (observed(bag(1), persistentDisposition={"unset": ["recalled"]}), (0, 1)),
        (object_event("DELETE", bag(1), bizStep="decommissioning"), (9, 1)),
        (observed(bag(1), bizStep="destroying"), (9, 1)),
        (observed(bag(1), bizStep="inspecting"), (0, 1)),
        (observed(bag(1)), (0, 1)),
    ],
)
def test_which_event_is_which_stage(event: dict[str, Json], expected: tuple[int, int]) -> None:
    assert stage_of(Saying(str(event["type"]), None, event, {})) == expected


@pytest.mark.parametrize("notice", ["correction", "certificate", "withdrawn", "description", "serialised"])
def test_notices_that_tell_no_stage_record_nothing(notice: str) -> None:
    event = observed(bag(1), bizStep="shipping")
    assert stage_of(Saying("ObjectEvent", notice, event, {})) == (0, 0)


def test_only_serialised_items_of_the_products_meant_are_recorded() -> None:
    other, lot = "https://id.gs1.org/01/09521321000025/21/1", f"{CLASS}/10/L1"
    event = object_event("ADD", bag(2), bag(1), other, lot, CASE)
    saying = Saying("ObjectEvent", None, event, event_items(event, parse_context(CONTEXT)), CONTEXT, "ni:///x")
    found = records_of(SequencedStatement(5, b"s" * 32, MAKER.party.id, saying.encode()), {CLASS})
    assert {(record.item_key, record.uri) for record in found} == {(item_key(bag(n)), bag(n)) for n in (1, 2)}
    assert {(record.stage, record.statement_id) for record in found} == {(1, b"s" * 32)}
    assert records_of(SequencedStatement(5, b"s" * 32, MAKER.party.id, saying.encode()), set()) == []


def test_a_journey_is_recorded_stage_by_stage(trade: World) -> None:
    made = trade.say(MAKER, object_event("ADD", *(bag(n) for n in range(3)), bizStep="commissioning"))
    packing: dict[str, Any] = {"type": "AggregationEvent", "action": "ADD", "bizStep": "packing"}
    trade.say(MAKER, {**packing, "parentID": CASE, "childEPCs": [bag(0), bag(1)], **TIME})
    trade.settle()
    assert stages(trade, 0, 1, 2) == [2, 2, 1]
    trade.say(MAKER, observed(bag(0), bag(1), bizStep="shipping"))
    trade.say(MOVER, observed(bag(0), bizStep="transporting"))
    trade.say(SELLER, observed(bag(0), bag(1), bizStep="receiving"))
    trade.say(SELLER, observed(bag(0), bizStep="retail_selling"))
    trade.settle()
    assert stages(trade, 0, 1, 2) == [6, 5, 1]
    contract = CheckpointLedgerContract(trade.chain, trade.deployed.checkpoint_ledger)
    entry = contract.latest([item_key(bag(2))])[0]
    assert (entry.statement_id, entry.party_id) == (made, MAKER.party.id)


def test_what_the_contract_would_refuse_is_left_out_and_the_rest_recorded(trade: World) -> None:
    trade.say(MAKER, object_event("ADD", bag(1), bizStep="commissioning"))
    trade.settle()
    before = records(trade, "final")
    trade.say(SELLER, object_event("ADD", bag(2), bizStep="commissioning"))  # not its prefix, and not its role
    trade.say(MAKER, object_event("ADD", bag(1), bag(3), bizStep="commissioning"))  # 1 was produced already
    trade.say(SELLER, observed(bag(1), bizStep="retail_selling", disposition="returned"))  # was never delivered
    trade.settle()
    assert stages(trade, 1, 2, 3) == [1, 0, 1]
    assert records(trade, "final") == before + 1
    assert records(trade, "reverted") == 0


def test_a_large_statement_is_recorded_in_several_calls(trade: World) -> None:
    trade.say(MAKER, object_event("ADD", *(bag(n) for n in range(120)), bizStep="commissioning"))
    trade.settle()
    assert stages(trade, *range(120)) == [1] * 120
    assert records(trade, "final") == 3


def test_products_that_are_only_anchored_are_not_recorded(trade: World) -> None:
    trade.add_product(MAKER, "anchored")
    trade.say(MAKER, object_event("ADD", bag(1), bizStep="commissioning"))
    trade.settle()
    assert stages(trade, 1) == [0]
    trade.add_product(MAKER, "onchain")
    trade.say(MAKER, observed(bag(1), bizStep="shipping"))
    trade.settle()
    assert stages(trade, 1) == [0]
    assert records(trade, "final", "reverted") == 0


def test_nothing_is_looked_at_twice(trade: World) -> None:
    trade.say(MAKER, object_event("ADD", bag(1), bizStep="commissioning"))
    trade.settle()
    nonce = trade.chain.nonce()
    trade.ticks(3)
    assert trade.chain.nonce() == nonce


def test_a_reorganisation_brings_the_records_back(trade: World) -> None:
    trade.say(MAKER, object_event("ADD", bag(1), bizStep="commissioning"))
    trade.settle()
    trade.say(MAKER, observed(bag(1), bizStep="shipping"))
    while stages(trade, 1) != [3]:
        trade.policy = trade.policy.__class__(trade.policy.outbox, trade.policy.anchor, mines_idle=False)
        trade.tick()
    trade.chain.rpc.request("anvil_reorg", 1, [])
    trade.policy = trade.policy.__class__(trade.policy.outbox, trade.policy.anchor)
    trade.settle()
    assert stages(trade, 1) == [3]
