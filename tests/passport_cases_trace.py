"""Passports whose verdict or findings depend on lots, classes, inputs, containers and rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.coffee import CASE, LOT, PALLET, Coffee, bag
from tests.passport_case import Case, case, of, played
from tests.passport_cases_recalls import recall
from tests.toy_ledger import stamp

BEANS = "https://id.gs1.org/01/09521141111116/10/BEANS"
RUN = "https://id.gs1.org/253/9521321000018RUN1"


def roast(coffee: Coffee, *, run: bool = False) -> int:
    members: dict[str, Any] = {
        "inputQuantityList": [{"epcClass": BEANS, "quantity": 20.0, "uom": "KGM"}],
        "outputEPCList": [bag(1), bag(2)],
    }
    if run:
        members = {"outputEPCList": [bag(1), bag(2)], "transformationID": RUN}
    return coffee.ledger.capture(coffee.producer, coffee.event("TransformationEvent", None, "commissioning", **members))


@case
def made_by_transformation() -> Case:
    coffee = Coffee()
    roast(coffee)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def made_by_transformation_of_hidden_inputs() -> Case:
    coffee = Coffee()
    roast(coffee)
    coffee.ledger.anchor()
    passport = coffee.ledger.passport(bag(1), hide=True)
    hidden = tuple(replace(item, uri=None) if item.uri == BEANS else item for item in passport.items)
    return of(coffee, bag(1), replace(passport, items=hidden))


@case
def input_recalled_by_its_owner() -> Case:
    coffee = Coffee()
    roast(coffee)
    recall(coffee, coffee.carrier, quantityList=[{"epcClass": BEANS}])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def transformation_in_two_events() -> Case:
    coffee = Coffee()
    event = coffee.event(
        "TransformationEvent", None, "commissioning", inputQuantityList=[{"epcClass": BEANS}], transformationID=RUN
    )
    coffee.ledger.capture(coffee.producer, event)
    roast(coffee, run=True)
    recall(coffee, coffee.carrier, quantityList=[{"epcClass": BEANS}])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def input_withheld() -> Case:
    coffee = Coffee()
    roast(coffee)
    coffee.ledger.anchor()
    passport = coffee.ledger.passport(bag(1))
    return of(coffee, bag(1), replace(passport, items=tuple(i for i in passport.items if i.uri != BEANS)))


@case
def upstream_withheld() -> Case:
    coffee = Coffee()
    roast(coffee)
    coffee.ledger.anchor()
    passport = coffee.ledger.passport(bag(1))
    statements = tuple(
        replace(each, openings=tuple(o for o in each.openings if not o.leaf.upstream())) for each in passport.statements
    )
    items = tuple(item for item in passport.items if item.uri != BEANS)
    return of(coffee, bag(1), replace(passport, statements=statements, items=items))


@case
def core_withheld() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    coffee.ledger.anchor()
    passport = coffee.ledger.passport(bag(1))
    statements = tuple(replace(each, disclosures=()) for each in passport.statements)
    return of(coffee, bag(1), replace(passport, statements=statements))


@case
def ended() -> Case:
    coffee = played()
    event = coffee.event("ObjectEvent", "DELETE", "decommissioning", epcList=[bag(1)], disposition="inactive")
    coffee.ledger.capture(coffee.retailer, event, "decommission")
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def sold_after_it_was_destroyed() -> Case:
    coffee = played()
    coffee.observe("destroying", coffee.retailer, bag(1), disposition="destroyed")
    coffee.observe("retail_selling", coffee.retailer, bag(1))
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def commissioned_twice() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    coffee.commission(1)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def seen_before_it_was_made() -> Case:
    coffee = Coffee()
    coffee.observe("shipping", coffee.carrier, bag(1))
    coffee.commission(1)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def shipped_on_unreceived() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    coffee.observe("shipping", coffee.producer, bag(1))
    coffee.observe("shipping", coffee.carrier, bag(1))
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def packed_twice() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    coffee.pack(CASE, bag(1))
    coffee.pack(PALLET, bag(1))
    coffee.unpack("https://id.gs1.org/00/095213210000000308", bag(1), signer=coffee.producer)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def repacked_after_unpacking() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    coffee.pack(CASE, bag(1))
    coffee.unpack(CASE, bag(1), signer=coffee.producer)
    coffee.pack(PALLET, bag(1))
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def impossible_times() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    event = coffee.event("ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(1)])
    coffee.ledger.capture(coffee.producer, {**event, "eventTime": stamp(coffee.ledger.now + 86_400)})
    coffee.ledger.anchor()
    coffee.ledger.now += 40 * 86_400
    coffee.ledger.capture(coffee.producer, {**event, "eventTime": stamp(coffee.ledger.now - 35 * 86_400)})
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def a_lot() -> Case:
    coffee = Coffee()
    event = coffee.event("ObjectEvent", "ADD", "commissioning", quantityList=[{"epcClass": LOT, "quantity": 40}])
    coffee.ledger.capture(coffee.producer, event)
    coffee.ledger.anchor()
    return of(coffee, LOT)


@case
def a_container() -> Case:
    coffee = played()
    event = coffee.event("ObjectEvent", "ADD", "commissioning", epcList=[CASE])
    coffee.ledger.capture(coffee.producer, event)
    coffee.ledger.anchor()
    return of(coffee, CASE)


@case
def two_lots_in_one_event() -> Case:
    """A recall of the other class's lot of the same number does not touch this one."""
    other = "https://id.gs1.org/01/09521321000117"
    coffee = Coffee()
    event = coffee.event(
        "ObjectEvent",
        "ADD",
        "commissioning",
        epcList=[bag(1), f"{other}/21/T1"],
        ilmd={"cbvmda:lotNumber": "L1"},
    )
    coffee.ledger.capture(coffee.producer, event)
    recall(coffee, coffee.producer, quantityList=[{"epcClass": f"{other}/10/L1"}])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def an_item_to_which_nothing_leads() -> Case:
    coffee = played()
    passport = coffee.ledger.passport(bag(1))
    stray = coffee.ledger.passport(bag(2)).items[0]
    return of(coffee, bag(1), replace(passport, items=(*passport.items, replace(stray, list=None))))


@case
def case_on_a_pallet_before_the_bag_was_in_it() -> Case:
    """What happens to the pallet afterwards belongs to the bag, although the pallet had the case first."""
    coffee = Coffee()
    coffee.commission(1)
    coffee.pack(PALLET, CASE)
    coffee.pack(CASE, bag(1))
    recall(coffee, coffee.producer, epcList=[PALLET])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def case_off_its_pallet_before_the_bag_was_in_it() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    coffee.observe("inspecting", coffee.producer, CASE)
    coffee.pack(PALLET, CASE)
    coffee.unpack(PALLET, CASE, signer=coffee.producer)
    coffee.pack(CASE, bag(1))
    recall(coffee, coffee.producer, epcList=[PALLET])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def unpacked_before_it_was_packed() -> Case:
    """A backdated unpacking does not take the container's recall off the bag."""
    coffee = Coffee()
    coffee.commission(1)
    coffee.pack(CASE, bag(1))
    recall(coffee, coffee.producer, epcList=[CASE])
    event = coffee.event("AggregationEvent", "DELETE", "unpacking", parentID=CASE, childEPCs=[bag(1)])
    coffee.ledger.capture(coffee.producer, {**event, "eventTime": stamp(coffee.ledger.now - 86_400)})
    coffee.ledger.anchor()
    return of(coffee, bag(1))
