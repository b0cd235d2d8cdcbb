"""Passports with statements that contradict themselves, repeat others, or are not their party's."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tests.coffee import Coffee, bag
from tests.passport_case import Case, case, of, played
from tests.toy_ledger import CONTEXT
from verifier.format import base64url, disclosure, item_tree
from verifier.format.epcis_context import parse_context
from verifier.format.event_items import event_items
from verifier.format.item import party_id
from verifier.format.salt import salts_of


def core(coffee: Coffee, **members: Any) -> dict[str, Any]:
    event = coffee.event("ObjectEvent", "OBSERVE", "inspecting", **members)
    return {name: value for name, value in event.items() if name != "type"}


def with_odd_statement(notice: str | None = None, *, whole: bool = False, **disclosed: Any) -> Case:
    """A commissioned bag with one more statement whose disclosures are as given."""
    coffee = Coffee()
    coffee.commission(1)
    members = {"core": core(coffee), **disclosed}
    coffee.ledger.append(coffee.retailer, "ObjectEvent", members, {bag(1): 1}, notice)
    coffee.ledger.anchor()
    return of(coffee, bag(1), coffee.ledger.passport(bag(1), whole=whole))


@case
def void_core_with_a_foreign_member() -> Case:
    coffee = Coffee()
    return with_odd_statement(core={**core(coffee), "epcList": []})


@case
def void_core_without_time() -> Case:
    return with_odd_statement(core={"action": "OBSERVE"})


@case
def void_time_that_is_none() -> Case:
    return with_odd_statement(core={"eventTime": "2026-02-30T00:00:00Z", "eventTimeZoneOffset": "+00:00"})


@case
def void_place() -> Case:
    return with_odd_statement(where={"readPoint": "somewhere"})


@case
def void_recall_without_its_notice() -> Case:
    coffee = Coffee()
    return with_odd_statement(core=core(coffee, persistentDisposition={"set": ["recalled"]}))


@case
def void_notice_without_its_recall() -> Case:
    return with_odd_statement("recall")


@case
def void_certificate_that_is_none() -> Case:
    return with_odd_statement(whole=True, certificationInfo="https://example.com/certificate")


@case
def void_disclosed_items() -> Case:
    return with_odd_statement(whole=True, epcList=[bag(1)])


@case
def void_event_hash() -> Case:
    hash_id = "ni:///sha-256;" + "0" * 64 + "?ver=CBV2.0"
    disclosed: dict[str, Any] = {"wayproof:eventHashID": hash_id, "@context": CONTEXT}
    return with_odd_statement(whole=True, **disclosed)


@case
def void_items_that_the_event_does_not_name() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    event = coffee.event("ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(1)])
    index = coffee.ledger.capture(coffee.retailer, event)
    honest = coffee.ledger.entries.pop(index)
    members: dict[str, Any] = {
        "core": {name: value for name, value in event.items() if name not in ("type", "epcList")},
        "@context": CONTEXT,
    }
    items = {**event_items(event, parse_context(CONTEXT)), bag(7): 4}
    members["wayproof:eventHashID"] = disclosure.decode(honest.disclosures["wayproof:eventHashID"]).value
    coffee.ledger.append(coffee.retailer, "ObjectEvent", members, items)
    coffee.ledger.anchor()
    return of(coffee, bag(1), coffee.ledger.passport(bag(1), whole=True))


@case
def void_upstream_item_on_the_wrong_side() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    items = {bag(1): 1, "https://id.gs1.org/00/095213210000000100": 2}
    leaves, _ = item_tree.leaves_of(items, salts_of(bytes(32)))
    index = coffee.ledger.append(
        coffee.retailer, "ObjectEvent", {"core": core(coffee)}, {bag(1): 1, bag(2): 2}, leaves=leaves[::-1]
    )
    assert index == 2
    coffee.ledger.anchor()
    return of(coffee, bag(1), coffee.ledger.passport(bag(1), whole=True))


@case
def void_two_parents() -> Case:
    """An event has one parent: what names two could lead a reader anywhere."""
    coffee = Coffee()
    coffee.commission(1)
    event = coffee.event("AggregationEvent", "ADD", "packing")
    members = {"core": {name: value for name, value in event.items() if name != "type"}}
    cases = ("https://id.gs1.org/00/095213210000000100", "https://id.gs1.org/00/095213210000000209")
    coffee.ledger.append(coffee.retailer, "AggregationEvent", members, {bag(1): 4, **dict.fromkeys(cases, 2)})
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def repeated_entry() -> Case:
    """The same statement logged twice counts once."""
    coffee = Coffee()
    coffee.commission(1)
    coffee.ledger.entries.append(coffee.ledger.entries[1])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def signed_by_another_partys_key() -> Case:
    coffee = Coffee()
    impostor = replace(coffee.retailer, uri=coffee.producer.uri)
    coffee.commission(1, signer=impostor)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def signed_by_an_unknown_key() -> Case:
    coffee = Coffee()
    coffee.ledger.keys.pop(base64url.encode(coffee.producer.public.thumbprint()))
    coffee.commission(1)
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def forged_signature() -> Case:
    coffee = Coffee()
    coffee.commission(1)
    entry = coffee.ledger.entries[1]
    entry.entry = entry.entry[:-1] + bytes([entry.entry[-1] ^ 1])
    coffee.ledger.anchor()
    return of(coffee, bag(1))


@case
def suspended_party() -> Case:
    coffee = played()
    coffee.ledger.parties[coffee.producer.uri]["suspended"] = [[0, None]]
    return of(coffee, bag(1))


@case
def reinstated_party() -> Case:
    coffee = played()
    coffee.ledger.parties[coffee.producer.uri]["suspended"] = [[0, 10]]
    return of(coffee, bag(1))


@case
def whole_with_a_disclosure_of_another() -> Case:
    coffee = played()
    passport = coffee.ledger.passport(bag(1))
    first, second, *others = passport.statements
    swapped = (replace(first, disclosures=second.disclosures), second, *others)
    return of(coffee, bag(1), replace(passport, statements=swapped))


@case
def party_id_is_of_the_uri() -> Case:
    """A key registered for a party of another URI does not sign for this one."""
    coffee = Coffee()
    coffee.ledger.key_record(coffee.producer)["partyId"] = base64url.encode(party_id("did:web:other.example"))
    coffee.commission(1)
    coffee.ledger.anchor()
    return of(coffee, bag(1))
