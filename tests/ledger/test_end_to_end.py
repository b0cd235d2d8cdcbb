"""One event through the whole path, on a real chain: capture, sequence, anchor, confirm, prove, verify."""

from __future__ import annotations

import pytest

from tests.anvil import anvil  # noqa: F401
from tests.ledger.ledger_world import CASE, GTIN, PALLET, PRODUCER, RETAILER, ChainedWorld, bag, event
from verifier.report import Verdict


@pytest.fixture
def world(tmp_path, anvil):  # noqa: F811
    return ChainedWorld(tmp_path, anvil.url)


def test_a_journey_is_verified(world):
    producer = world.register("Producer", "9521321000010", PRODUCER, "9521321")
    retailer = world.register("Retailer", "9524141111110", RETAILER, "952414")
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
