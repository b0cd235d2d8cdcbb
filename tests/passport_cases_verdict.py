"""Passports for each verdict, and for each way of being short of it."""

from __future__ import annotations

from dataclasses import replace

from tests.coffee import CASE, GLN, GTIN, PALLET, Coffee, bag
from tests.passport_case import Case, case, of, played
from tests.toy_ledger import stamp


@case
def verified() -> Case:
    return of(played(), bag(1))


@case
def verified_whole() -> Case:
    coffee = played()
    return of(coffee, bag(2), coffee.ledger.passport(bag(2), whole=True))


@case
def seen_at_positions() -> Case:
    """Read points as geo URIs, and readings, both shown to everybody."""
    coffee = Coffee()
    coffee.ledger.capture(
        coffee.producer,
        coffee.event(
            "ObjectEvent",
            "ADD",
            "commissioning",
            epcList=[bag(1)],
            readPoint={"id": "geo:57.4778,-4.2247"},
            bizLocation={"id": GLN},
        ),
    )
    coffee.observe("shipping", coffee.producer, bag(1), readPoint={"id": GLN})
    reports = [
        {"type": "Temperature", "value": value, "uom": "CEL", "time": stamp(coffee.ledger.now + 60 * at)}
        for at, value in enumerate((18.4, 18.9, 19.3))
    ]
    sensors = [{"sensorMetadata": {"deviceID": "urn:epc:id:giai:9521141.L1"}, "sensorReport": reports}]
    coffee.observe(
        "transporting", coffee.carrier, bag(1), readPoint={"id": "geo:53.74,-0.28;u=50"}, sensorElementList=sensors
    )
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def a_place_by_its_position() -> Case:
    """An event that names no item is about its read point."""
    coffee = Coffee()
    coffee.observe("inspecting", coffee.producer, readPoint={"id": "geo:57.4778,-4.2247"})
    coffee.ledger.anchor()
    return of(coffee, "geo:57.4778,-4.2247")


@case
def no_record_never_made() -> Case:
    return of(played(), bag(99))


@case
def pending() -> Case:
    coffee = played()
    coffee.observe("retail_selling", coffee.retailer, bag(1))
    return of(coffee, bag(1))


@case
def offline() -> Case:
    return of(played(), bag(1), chain=None)


@case
def stale() -> Case:
    coffee = played()
    passport = coffee.ledger.passport(bag(1))
    coffee.observe("retail_selling", coffee.retailer, bag(1))
    coffee.ledger.anchor()
    return of(coffee, bag(1), passport)


@case
def too_old() -> Case:
    coffee = played()
    return of(coffee, bag(1), now=coffee.ledger.now + 3601)


@case
def expired_trust_root() -> Case:
    coffee = played()
    return of(coffee, bag(1), trustRoot=coffee.ledger.trust_root(expires=1).decode())


@case
def another_item() -> Case:
    coffee = played()
    return of(coffee, bag(2), coffee.ledger.passport(bag(1)))


@case
def recalled_by_owner() -> Case:
    coffee = played()
    event = coffee.event(
        "ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(1)], persistentDisposition={"set": ["recalled"]}
    )
    coffee.ledger.capture(coffee.producer, event, "recall")
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def recall_of_the_class_by_a_stranger() -> Case:
    coffee = played()
    event = coffee.event(
        "ObjectEvent",
        "OBSERVE",
        "inspecting",
        quantityList=[{"epcClass": GTIN}],
        persistentDisposition={"set": ["recalled"]},
    )
    coffee.ledger.capture(coffee.retailer, event, "recall")
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def commissioned_by_a_stranger() -> Case:
    coffee = Coffee()
    coffee.commission(1, signer=coffee.retailer)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def revoked_key() -> Case:
    coffee = Coffee()
    coffee.ledger.key_record(coffee.producer)["revokedAt"] = coffee.ledger.now + 1
    coffee.commission(1)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def disputed_commissioning() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    coffee.ledger.anchor()
    coffee.ledger.key_record(coffee.producer).update(compromisedSince=coffee.ledger.now - 600, declaredAt=2**31)
    return of(coffee, bag(1))


@case
def corrected_stocking() -> Case:
    coffee = played()
    index = coffee.observe("stocking", coffee.retailer, bag(1))
    wrong = coffee.ledger.entries[index]
    event = coffee.event("ObjectEvent", "OBSERVE", "stocking", epcList=[bag(1)])
    event["errorDeclaration"] = {"declarationTime": event["eventTime"], "reason": "incorrect_data"}
    coffee.ledger.capture(coffee.retailer, event, "correction", wrong.id)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def foreign_unpacking() -> Case:
    coffee = Coffee()
    stranger = coffee.ledger.party("stranger", "https://id.gs1.org/417/9524999999998", "952499")
    coffee.commission(1)
    coffee.pack(CASE, bag(1))
    coffee.unpack(CASE, signer=stranger)
    coffee.observe("shipping", coffee.producer, CASE)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def container_withheld() -> Case:
    coffee = played()
    passport = coffee.ledger.passport(bag(1))
    kept = tuple(item for item in passport.items if item.uri != PALLET)
    named = {e.index for i in kept for p in (i.list, i.notices) if p for e in p.entries()}
    statements = tuple(each for each in passport.statements if each.index in named)
    seqs = {each.anchor for each in statements} | {passport.newest().seq}
    anchors = tuple(each for each in passport.anchors if each.seq in seqs)
    return of(coffee, bag(1), replace(passport, items=kept, statements=statements, anchors=anchors))


@case
def statement_withheld() -> Case:
    coffee = played()
    passport = coffee.ledger.passport(bag(1))
    return of(coffee, bag(1), replace(passport, statements=passport.statements[:-1]))


@case
def forged_anchor() -> Case:
    coffee = played()
    passport = coffee.ledger.passport(bag(1))
    newest = replace(passport.newest(), index_root=bytes(32))
    return of(coffee, bag(1), replace(passport, anchors=(*passport.anchors[:-1], newest)))


@case
def no_json() -> Case:
    return of(played(), bag(1), b"no passport")


@case
def auditors_have_signed() -> Case:
    coffee = played()
    ledger = coffee.ledger
    trust = ledger.trust_root(auditors={"keys": [ledger.auditor.vkey], "required": 1})
    passport = ledger.passport(bag(1), notes=(ledger.index_note(),))
    return of(coffee, bag(1), passport, trustRoot=trust.decode())


@case
def auditors_have_not_signed() -> Case:
    coffee = played()
    ledger = coffee.ledger
    trust = ledger.trust_root(auditors={"keys": [ledger.auditor.vkey], "required": 1})
    return of(coffee, bag(1), trustRoot=trust.decode())
