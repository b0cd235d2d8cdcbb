"""Named passports about notices: recalls, withdrawals, and who may make them."""

from __future__ import annotations

from typing import Any

from tests.coffee import CASE, GTIN, LOT, PALLET, Coffee, bag
from tests.passport_case import Case, case, of, played
from tests.toy_ledger import Signer
from verifier.format import base64url
from verifier.format.item import party_id

RECALLED: dict[str, Any] = {"persistentDisposition": {"set": ["recalled"]}}


def recall(coffee: Coffee, signer: Signer, **members: Any) -> int:
    event = coffee.event("ObjectEvent", "OBSERVE", "inspecting", **members, **RECALLED)
    return coffee.ledger.capture(signer, event, "recall")


@case
def lot_recalled() -> Case:
    coffee = played()
    recall(coffee, coffee.producer, quantityList=[{"epcClass": LOT}])
    coffee.ledger.anchor()
    return of(coffee, bag(2))


@case
def class_recalled_after_it_was_made() -> Case:
    coffee = played()
    recall(coffee, coffee.producer, quantityList=[{"epcClass": GTIN}])
    coffee.ledger.anchor()
    return of(coffee, bag(2))


@case
def class_recalled_before_it_was_made() -> Case:
    coffee = Coffee()
    recall(coffee, coffee.producer, quantityList=[{"epcClass": GTIN}])
    coffee.commission(1)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def lot_recalled_and_not_anchored_yet() -> Case:
    coffee = played()
    recall(coffee, coffee.producer, quantityList=[{"epcClass": LOT}])
    return of(coffee, bag(2))


@case
def recalls_not_anchored_yet_of_item_class_and_container() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    coffee.pack(CASE, bag(1))
    coffee.ledger.anchor()
    recall(coffee, coffee.producer, epcList=[bag(1)])
    recall(coffee, coffee.producer, quantityList=[{"epcClass": GTIN}])
    recall(coffee, coffee.producer, epcList=[CASE])
    return of(coffee, bag(1))


@case
def recall_by_a_stranger_not_anchored_yet() -> Case:
    coffee = played()
    recall(coffee, coffee.carrier, epcList=[bag(1)])
    return of(coffee, bag(1))


@case
def recall_and_withdrawal_not_anchored_yet() -> Case:
    coffee = played()
    index = recall(coffee, coffee.producer, quantityList=[{"epcClass": LOT}])
    coffee.ledger.notify(coffee.producer, "withdrawn", [LOT], coffee.ledger.entries[index].id)
    return of(coffee, bag(1))


@case
def recall_whose_withdrawal_is_not_anchored_yet() -> Case:
    coffee = played()
    index = recall(coffee, coffee.producer, epcList=[bag(1)])
    coffee.ledger.anchor()
    coffee.ledger.notify(coffee.producer, "withdrawn", [bag(1)], coffee.ledger.entries[index].id)
    return of(coffee, bag(1))


@case
def recall_withdrawn() -> Case:
    coffee = played()
    index = recall(coffee, coffee.producer, epcList=[bag(1)])
    event = coffee.event(
        "ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(1)], persistentDisposition={"unset": ["recalled"]}
    )
    coffee.ledger.capture(coffee.producer, event, "withdrawn", coffee.ledger.entries[index].id)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def withdrawal_by_a_stranger() -> Case:
    coffee = played()
    index = recall(coffee, coffee.producer, epcList=[bag(1)])
    event = coffee.event(
        "ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(1)], persistentDisposition={"unset": ["recalled"]}
    )
    coffee.ledger.capture(coffee.carrier, event, "withdrawn", coffee.ledger.entries[index].id)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def withdrawal_withdrawn() -> Case:
    """A plain withdrawal of the withdrawal brings the recall back."""
    coffee = played()
    index = recall(coffee, coffee.producer, epcList=[bag(1)])
    first = coffee.ledger.notify(coffee.producer, "withdrawn", [bag(1)], coffee.ledger.entries[index].id)
    coffee.ledger.notify(coffee.producer, "withdrawn", [bag(1)], coffee.ledger.entries[first].id)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def withdrawal_with_a_disputed_key() -> Case:
    coffee = played()
    index = recall(coffee, coffee.producer, epcList=[bag(1)])
    coffee.ledger.anchor()
    coffee.ledger.now += 60
    coffee.ledger.notify(coffee.producer, "withdrawn", [bag(1)], coffee.ledger.entries[index].id)
    since = coffee.ledger.now
    coffee.ledger.anchor()
    coffee.ledger.key_record(coffee.producer).update(compromisedSince=since, declaredAt=2**31)
    return of(coffee, bag(1))


@case
def recall_by_a_delegate() -> Case:
    coffee = played()
    delegate = base64url.encode(party_id(coffee.carrier.uri))
    coffee.ledger.prefixes[0]["delegates"].append([delegate, 0, None])
    recall(coffee, coffee.carrier, epcList=[bag(1)])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def recall_by_a_former_delegate() -> Case:
    coffee = played()
    delegate = base64url.encode(party_id(coffee.carrier.uri))
    coffee.ledger.prefixes[0]["delegates"].append([delegate, 0, coffee.ledger.now])
    recall(coffee, coffee.carrier, epcList=[bag(1)])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def a_longer_prefix_of_somebody_else() -> Case:
    """The longest registered prefix decides: its owner has the item, not the owner of the shorter one."""
    coffee = Coffee()
    owner = base64url.encode(party_id(coffee.retailer.uri))
    longer = {**coffee.ledger.prefixes[0], "prefix": "9521321", "owner": owner}
    coffee.ledger.prefixes.append(longer)
    coffee.commission(1)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def pallet_recalled_while_the_bag_was_on_it() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    coffee.pack(CASE, bag(1))
    coffee.pack(PALLET, CASE)
    recall(coffee, coffee.producer, epcList=[PALLET])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def pallet_recalled_after_the_bag_had_left() -> Case:
    coffee = played()
    recall(coffee, coffee.producer, epcList=[PALLET])
    coffee.ledger.anchor()
    return of(coffee, bag(1))
