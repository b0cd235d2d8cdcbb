"""One event through the whole path, on a real chain: capture, sequence, anchor, confirm, prove, verify."""

from __future__ import annotations

import pytest

from tests.anvil import Anvil
from tests.ledger.ledger_world import CASE, PALLET, ChainedWorld, bag, event
from verifier.report import Verdict


@pytest.fixture
def world(tmp_path):
    with Anvil() as chain:
        world = ChainedWorld(tmp_path, chain.url)
        yield world
        world.ledger.close()


def test_a_journey_is_verified(world):
    producer = world.register("Producer", "9521321000018", "9521321")
    retailer = world.register("Retailer", "9524141111117", "952414", role="retailer")
    bags = [bag(number) for number in range(3)]
    world.captured(
        producer,
        event("ObjectEvent", "ADD", "commissioning", epcList=bags, ilmd={"cbvmda:lotNumber": "L1"}),
        event("AggregationEvent", "ADD", "packing", parentID=CASE, childEPCs=bags),
        event("AggregationEvent", "ADD", "packing", parentID=PALLET, childEPCs=[CASE]),
        event("ObjectEvent", "OBSERVE", "shipping", epcList=[PALLET]),
    )
    world.settle()
    world.captured(
        retailer,
        event("ObjectEvent", "OBSERVE", "receiving", epcList=[PALLET]),
        event("AggregationEvent", "DELETE", "unpacking", parentID=PALLET, childEPCs=[CASE]),
        event("AggregationEvent", "DELETE", "unpacking", parentID=CASE),
    )
    world.settle()
    proven = world.passport(bags[0])
    assert proven.report.verdict is Verdict.VERIFIED, proven.report
    assert len(proven.report.statements) == 7
    assert bags[1].encode() not in proven.passport

    nobody = world.passport(bag("never"))
    assert nobody.report.verdict is Verdict.NO_RECORD
