"""Descendants: what came of an item, over recipes, lots and containers, page by page, as far as one may read it."""

from __future__ import annotations

import pytest

from ledger import store_descendants
from ledger.descendants import descendants
from ledger.errors import TooLarge
from ledger.showing import ANYONE, Reader
from ledger.store_descendants import How
from tests.ledger.ledger_world import CASE, GTIN, PALLET, bag, event, producer_and_retailer

AUDITOR = Reader(auditor=True)
LOT = f"{GTIN}/10/L1"
BEANS = f"{GTIN}/10/BEANS"
RUN = "https://id.gs1.org/253/9521321000018RUN1"


@pytest.fixture
def world(tmp_path):
    with producer_and_retailer(tmp_path) as world:
        yield world


def say(world, type_, action, party=None, **members):
    world.now += 1
    world.captured(party or world.producer, event(type_, action, "holding", at=world.now, **members))


def make(world, *serials, lot="L1"):
    items = [bag(serial) for serial in serials]
    say(world, "ObjectEvent", "ADD", epcList=items, ilmd={"cbvmda:lotNumber": lot})


def turn(world, inputs, outputs, party=None, **members):
    say(world, "TransformationEvent", None, party, inputEPCList=inputs, outputEPCList=outputs, **members)


def pack(world, parent, *children, action="ADD", party=None):
    say(world, "AggregationEvent", action, party, parentID=parent, childEPCs=list(children))


def found(world, item, reader=AUDITOR):
    world.sequence()
    page = descendants(world.ledger, item, reader, 1000)
    assert page.next is None
    return {each.item: each.how for each in page.descendants}


def test_what_was_made_of_what_was_made(world):
    turn(world, [bag(1), bag(2)], [bag(3), bag(4)])
    turn(world, [bag(4)], [bag(5)])
    turn(world, [bag(6)], [bag(7)])
    assert found(world, bag(1)) == dict.fromkeys([bag(3), bag(4), bag(5)], How.MADE)
    assert found(world, bag(4)) == {bag(5): How.MADE}
    assert found(world, bag(5)) == {}
    assert found(world, "https://example.com/never-seen") == {}


def test_a_transformation_in_several_events(world):
    say(world, "TransformationEvent", None, inputEPCList=[bag(1)], transformationID=RUN)
    say(world, "TransformationEvent", None, inputEPCList=[bag(2)], transformationID=RUN)
    say(world, "TransformationEvent", None, outputEPCList=[bag(3)], transformationID=RUN)
    assert found(world, bag(1)) == {bag(3): How.MADE}


def test_a_lot_and_its_instances_whether_it_is_asked_for_or_come_upon(world):
    make(world, 1, 2)
    make(world, 3, lot="L2")
    turn(world, [bag(2)], [bag(4)])
    members = dict.fromkeys([bag(1), bag(2), bag(4)], How.MADE)
    assert found(world, LOT) == members
    quantity = [{"epcClass": BEANS, "quantity": 5, "uom": "KGM"}]
    say(world, "TransformationEvent", None, inputQuantityList=quantity, outputQuantityList=[{"epcClass": LOT}])
    assert found(world, BEANS) == {LOT: How.MADE} | members


def test_what_was_packed_with_it_and_where(world):
    pack(world, CASE, bag(1), bag(2))
    pack(world, PALLET, CASE, bag(3))
    turn(world, [bag(2)], [bag(4)])
    containers = {CASE: How.CONTAINER, PALLET: How.CONTAINER}
    assert found(world, bag(1)) == containers | {bag(2): How.PACKED_WITH, bag(3): How.PACKED_WITH}
    assert found(world, PALLET) == dict.fromkeys([CASE, bag(1), bag(2), bag(3), bag(4)], How.MADE)


def test_cycles_end_and_the_item_itself_is_not_among_its_descendants(world):
    turn(world, [bag(1)], [bag(2)])
    turn(world, [bag(2)], [bag(1)])
    pack(world, CASE, PALLET)
    pack(world, PALLET, CASE)
    assert found(world, bag(1)) == {bag(2): How.MADE}
    assert found(world, CASE) == {PALLET: How.MADE}


def test_what_is_only_seen_or_only_accepted_leads_nowhere(world):
    say(world, "ObjectEvent", "OBSERVE", epcList=[bag(1), bag(2)])
    assert found(world, bag(1)) == {}
    turn(world, [bag(1)], [bag(2)])
    assert descendants(world.ledger, bag(1), AUDITOR, 10).descendants == []


def test_a_party_finds_what_its_own_statements_lead_to_and_the_containers_that_anybody_sees(world):
    turn(world, [bag(1)], [bag(2)])
    pack(world, CASE, bag(2), bag(3), party=world.retailer)
    say(
        world,
        "TransformationEvent",
        None,
        world.retailer,
        inputEPCList=[bag(2)],
        outputEPCList=["https://id.gs1.org/01/09524141000015/21/X"],
    )
    everything = found(world, bag(1))
    assert len(everything) == 4
    assert found(world, bag(1), Reader(world.producer)) == {bag(2): How.MADE, CASE: How.CONTAINER}
    assert found(world, bag(1), Reader(world.retailer)) == {}
    assert found(world, bag(2), Reader(world.retailer)) == {
        item: how for item, how in everything.items() if item != bag(2)
    }
    assert found(world, bag(2), ANYONE) == {CASE: How.CONTAINER}


def test_page_after_page_in_the_order_of_the_log(world):
    for first in range(0, 30, 10):
        turn(world, [bag("A")], [bag(f"B{first + at}") for at in range(10)])
    world.sequence()
    seen, after = [], None
    while True:
        page = descendants(world.ledger, bag("A"), AUDITOR, 7, after)
        seen += page.descendants
        after = page.next
        if after is None:
            break
        assert len(page.descendants) == 7
    assert {each.item for each in seen} == {bag(f"B{at}") for at in range(30)} and len(seen) == 30
    assert [each.first_index for each in seen] == sorted(each.first_index for each in seen)


def test_a_search_is_bounded(world, monkeypatch):
    many = [bag(f"M{at}") for at in range(30)]
    pack(world, CASE, *many)
    turn(world, many, [bag("END")])
    assert found(world, CASE) == dict.fromkeys([*many, bag("END")], How.MADE)
    monkeypatch.setattr(store_descendants, "MAX_STEPS", 20)
    with pytest.raises(TooLarge):
        found(world, CASE)
