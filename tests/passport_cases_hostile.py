"""Passports by a host that shows less or says it otherwise, and statements by parties that try their luck."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.coffee import CASE, GTIN, LOT, Coffee, bag
from tests.passport_case import Case, case, of, played
from tests.passport_cases_recalls import RECALLED, recall
from tests.passport_cases_trace import BEANS, RUN, roast
from verifier.format.item_tree import HIDEABLE, Opening
from verifier.format.passport import Passport, PassportItem


def only(passport: Passport, keep: Callable[[PassportItem], bool]) -> Passport:
    """The passport without other items, and without what nothing names then."""
    items = tuple(item for item in passport.items if keep(item))
    named = {e.index for i in items for p in (i.list, i.notices) if p for e in p.entries()}
    statements = tuple(each for each in passport.statements if each.index in named)
    seqs = {each.anchor for each in statements} | {passport.newest().seq}
    return replace(
        passport, items=items, statements=statements, anchors=tuple(a for a in passport.anchors if a.seq in seqs)
    )


def opened(passport: Passport, change: Callable[[Opening], Opening | None]) -> Passport:
    """The passport with each opening changed, or left out for None."""
    statements = tuple(
        replace(each, openings=tuple(o for o in map(change, each.openings) if o is not None))
        for each in passport.statements
    )
    return replace(passport, statements=statements)


def bare(opening: Opening) -> Opening:
    """An opening by bare key, where an issuer may hide the name."""
    leaf = opening.leaf
    return replace(opening, leaf=leaf._replace(uri=None)) if leaf.role & HIDEABLE else opening


@case
def lot_of_a_serialised_class() -> Case:
    """A lot has no serial number: that every serial is on record does not say that it was never made."""
    return of(played(), LOT)


@case
def serialised_class_itself() -> Case:
    return of(played(), GTIN)


@case
def serialised_container_of_an_unrecorded_bag() -> Case:
    """Whoever packs a bag says nothing of its class by declaring the container's."""
    coffee = Coffee()
    coffee.pack(CASE, bag(1))
    coffee.ledger.notify(coffee.producer, "serialised", [CASE])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def inputs_of_a_run_withheld() -> Case:
    """What went into a transformation by another event of it is asked for like what its own event names."""
    coffee = Coffee()
    event = coffee.event(
        "TransformationEvent", None, "commissioning", inputQuantityList=[{"epcClass": BEANS}], transformationID=RUN
    )
    coffee.ledger.capture(coffee.producer, event)
    roast(coffee, run=True)
    recall(coffee, coffee.carrier, quantityList=[{"epcClass": BEANS}])
    coffee.ledger.anchor()
    passport = only(coffee.ledger.passport(bag(1)), lambda item: item.uri != BEANS)
    return of(coffee, bag(1), opened(passport, lambda o: None if o.leaf.uri == BEANS else o))


@case
def made_of_itself_and_shown_by_bare_key() -> Case:
    """The maker of the item asked for is known, however its opening names it."""
    coffee = Coffee()
    members: dict[str, Any] = {"inputEPCList": [bag(1)], "outputEPCList": [bag(1)]}
    coffee.ledger.notify(coffee.producer, "serialised", [GTIN])
    coffee.ledger.capture(coffee.producer, coffee.event("TransformationEvent", None, "commissioning", **members))
    coffee.ledger.anchor()
    return of(coffee, bag(1), opened(coffee.ledger.passport(bag(1)), bare))


def recalled_as_an_input(item: str) -> Coffee:
    """A bag made of beans, and a recall that names an item as what went into something."""
    coffee = Coffee()
    roast(coffee)
    members: dict[str, Any] = {"inputQuantityList": [{"epcClass": item}], "outputEPCList": [bag(5)], **RECALLED}
    event = coffee.event("TransformationEvent", None, "inspecting", **members)
    coffee.ledger.capture(coffee.carrier if item == BEANS else coffee.producer, event, "recall")
    coffee.ledger.anchor()
    return coffee


@case
def recall_shown_by_bare_key() -> Case:
    coffee = recalled_as_an_input(BEANS)
    return of(coffee, bag(1), opened(coffee.ledger.passport(bag(1)), bare))


@case
def recall_of_an_input_that_nothing_names() -> Case:
    """Whether it counts hangs on the input's name, which is therefore needed."""
    coffee = recalled_as_an_input(BEANS)
    passport = opened(coffee.ledger.passport(bag(1)), bare)
    hidden = tuple(replace(item, uri=None) if item.uri == BEANS else item for item in passport.items)
    return of(coffee, bag(1), replace(passport, items=hidden))


@case
def recalled_on_two_lists() -> Case:
    coffee = played()
    recall(coffee, coffee.producer, epcList=[bag(1)], quantityList=[{"epcClass": LOT}])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def void_offset_in_other_digits() -> Case:
    """Digits are those of ASCII, in every language."""
    coffee = Coffee()
    coffee.commission(1)
    event = coffee.event("ObjectEvent", "OBSERVE", "inspecting")
    core = {name: value for name, value in event.items() if name != "type"} | {"eventTimeZoneOffset": "+0\u0663:00"}
    coffee.ledger.append(coffee.retailer, "ObjectEvent", {"core": core}, {bag(1): 1})
    coffee.ledger.anchor()
    return of(coffee, bag(1))
