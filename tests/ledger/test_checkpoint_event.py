"""Plain checkpoints become EPCIS events that capture takes, and faults point to the plain member."""

import json
from typing import Any, cast

import pytest

from ledger.checkpoint_event import MAX_NOTE, PlainCheckpoint, Quantity, Reading, checkpoint_document, plain_pointer
from ledger.checkpoint_steps import STEPS, steps_suiting
from ledger.epcis_document import parse_document
from ledger.epcis_error import DocumentError
from ledger.epcis_event import CanonicalEvent
from ledger.parties import ROLES
from ledger.position import Position
from verifier.format import base64url

BAG = "https://id.gs1.org/01/09521321000018/21/BAG-0001"
LOT = "https://id.gs1.org/01/09521321000018/10/L7"
CASE = "https://id.gs1.org/00/095213210000000162"
TIME = "2026-03-31T08:15:00+02:00"


def captured(**members: Any) -> CanonicalEvent:
    values: dict[str, Any] = {"time": TIME, "items": (BAG,), "pointers": ("/item",)} | members
    checkpoint = PlainCheckpoint(**values)
    document = parse_document(json.dumps(checkpoint_document(checkpoint)).encode())
    assert document.problems == []
    return document.events[0]


def faults(**members: Any) -> dict[str, str]:
    values: dict[str, Any] = {"step": "shipped", "time": TIME, "items": (BAG,), "pointers": ("/item",)} | members
    checkpoint = PlainCheckpoint(**values)
    with pytest.raises(DocumentError) as caught:
        checkpoint_document(checkpoint)
    return {problem.pointer: problem.message for problem in caught.value.problems}


@pytest.mark.parametrize("step", STEPS)
def test_every_step_is_an_event_that_capture_takes(step):
    container = CASE if STEPS[step].contains else None
    event = captured(step=step, container=container, place="(414)9521321000001")
    assert event.event["bizStep"] == STEPS[step].biz_step if STEPS[step].biz_step else "bizStep" not in event.event
    assert event.event["eventTimeZoneOffset"] == "+02:00"
    assert event.event["readPoint"] == {"id": "https://id.gs1.org/414/9521321000001"}
    assert ("bizLocation" in event.event) == STEPS[step].stays
    assert event.roles[BAG] == (4 if container else 1)


def test_every_spelling_names_the_same_item():
    spellings = ["urn:epc:id:sgtin:9521321.000001.BAG-0001", "(01)09521321000018(21)BAG-0001", BAG]
    events = [captured(step="shipped", items=(spelling,)) for spelling in spellings]
    assert {event.event_hash_id for event in events} == {events[0].event_hash_id}
    assert events[0].roles == {BAG: 1}


def test_photos_are_named_by_their_digest():
    digests = [base64url.encode(bytes([n]) * 32) for n in range(2)]
    event = captured(step="delivered", photos=digests)
    assert event.event["dcterms:references"] == [f"ni:///sha-256;{digest}" for digest in digests]
    assert event.event_hash_id != captured(step="delivered").event_hash_id
    assert faults(photos=[digests[0], "x"]) == {"/photos/1": "must be a SHA-256 in base64url without padding"}
    assert set(faults(photos=[digests[0]] * 2)) == set(faults(photos=digests * 6)) == {"/photos"}


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_steps_that_suit_it(role):
    suiting = steps_suiting([role])
    assert suiting == [step for step in STEPS.values() if step in suiting] != []
    assert not any(step.notifies for step in suiting)


def test_the_steps_that_are_notices():
    notices = {name for name, step in STEPS.items() if step.notifies}
    assert notices == {"recalled", "recall_withdrawn", "decommissioned", "destroyed"}


def test_a_lot_is_made_and_moved_by_quantity():
    made = captured(step="produced", items=(LOT,), quantity=Quantity(240.5, "kg"))
    assert made.event["bizStep"] == "creating_class_instance"
    assert made.event["quantityList"] == [{"epcClass": LOT, "quantity": 240.5, "uom": "KGM"}]
    assert captured(step="packed", items=(LOT,), container=CASE).roles == {LOT: 4 | 32, CASE: 2}


def test_serialised_goods_are_made_with_lot_and_best_before():
    made = captured(step="produced", lot="L7", best_before="2027-03-31")
    assert made.event["ilmd"] == {"cbvmda:lotNumber": "L7", "cbvmda:bestBeforeDate": "2027-03-31"}
    assert made.roles == {BAG: 1, LOT: 64}


def test_readings_and_note_are_kept():
    event = captured(step="measured", readings=[Reading("Temperature", 4.5, "°C")], note="Door was open.").event
    assert event["rdfs:comment"] == "Door was open."
    (element,) = cast(list[Any], event["sensorElementList"])
    assert element["sensorReport"] == [{"type": "Temperature", "value": 4.5, "uom": "CEL"}]


def test_a_recall_and_its_withdrawal_set_and_unset_what_verifiers_read():
    assert captured(step="recalled").event["persistentDisposition"] == {"set": ["recalled"]}
    assert captured(step="recall_withdrawn").event["persistentDisposition"] == {"unset": ["recalled"]}


def test_a_container_is_emptied_by_naming_no_item():
    assert captured(step="unpacked", items=(), pointers=(), container=CASE).roles == {CASE: 2 | 512}


def test_a_position_is_where_it_was_seen_and_the_place_where_it_stays():
    both = captured(step="received", place="(414)9521321000001", position=Position(51.95, 4.05)).event
    assert both["readPoint"] == {"id": "geo:51.95,4.05"}
    assert both["bizLocation"] == {"id": "https://id.gs1.org/414/9521321000001"}
    alone = captured(step="in_transit", position=Position(51.95, 4.05))
    assert alone.event["readPoint"] == {"id": "geo:51.95,4.05"}
    assert "bizLocation" not in alone.event
    assert alone.roles == {BAG: 1}


def test_a_position_that_no_event_can_take_beside_its_place_is_not_dropped():
    message = faults(step="shipped", place="(414)9521321000001", position=Position(51.95, 4.05))["/position"]
    assert "received" in message


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"step": "teleported"}, "/step"),
        ({"time": "2026-03-31T08:15:00"}, "/time"),
        ({"time": "2026-02-30T08:15:00Z"}, "/time"),
        ({"items": ("(01)09521321000019(21)A",)}, "/item"),
        ({"items": ("(414)9521321000001",)}, "/item"),
        ({"items": (BAG, BAG), "pointers": ("/items/0", "/items/1")}, "/items/1"),
        ({"items": (BAG, LOT), "pointers": ("/items/0", "/items/1")}, "/items"),
        ({"items": (), "pointers": ()}, "/item"),
        ({"items": (), "pointers": (), "step": "packed", "container": CASE}, "/item"),
        ({"step": "packed"}, "/container"),
        ({"container": CASE}, "/container"),
        ({"place": BAG}, "/place"),
        ({"place": "the old mill"}, "/place"),
        ({"position": Position(91, 0)}, "/position/latitude"),
        ({"position": Position(0, 1e400)}, "/position/longitude"),
        ({"lot": "L7"}, "/lot"),
        ({"step": "produced", "lot": "L 7"}, "/lot"),
        ({"step": "produced", "items": (LOT,), "lot": "L7"}, "/lot"),
        ({"step": "produced", "best_before": "2027-02-29"}, "/bestBefore"),
        ({"best_before": "2027-02-28"}, "/bestBefore"),
        ({"quantity": Quantity(1)}, "/quantity"),
        ({"items": (LOT,), "quantity": Quantity(-1)}, "/quantity/value"),
        ({"items": (LOT,), "quantity": Quantity(1, "pounds")}, "/quantity/unit"),
        ({"readings": [Reading("Warmth", 1, "°C")]}, "/readings/0/type"),
        ({"readings": [Reading("Temperature", float("nan"), "°C")]}, "/readings/0/value"),
        ({"readings": [Reading("Temperature", 4, "degrees")]}, "/readings/0/unit"),
        ({"note": "x" * (MAX_NOTE + 1)}, "/note"),
    ],
)
def test_faults_name_the_member(members, pointer):
    assert pointer in faults(**members)


def test_all_faults_are_told_at_once():
    assert {"/step", "/time", "/item"} <= faults(step="x", time="x", items=("x",)).keys()


@pytest.mark.parametrize(
    ("pointer", "plain"),
    [
        ("/epcisBody/eventList/0/epcList/1", "/items/1"),
        ("/epcisBody/eventList/0/childQuantityList/0/epcClass", "/items/0"),
        ("/epcisBody/eventList/0/epcList", "/items/0"),
        ("/epcisBody/eventList/0/parentID", "/container"),
        ("/epcisBody/eventList/0/readPoint/id", "/place"),
        ("/epcisBody/eventList/0/ilmd/cbvmda:bestBeforeDate", "/bestBefore"),
        ("/epcisBody/eventList/0/ilmd", "/lot"),
        ("/epcisBody/eventList/0/sensorElementList/0/sensorReport/0/uom", "/readings"),
        ("/epcisBody/eventList/0", ""),
        ("", ""),
    ],
)
def test_what_capture_finds_in_the_event_is_said_of_the_plain_member(pointer, plain):
    checkpoint = PlainCheckpoint("packed", TIME, (BAG, LOT), ("/items/0", "/items/1"), CASE)
    assert plain_pointer(checkpoint, pointer) == plain


def test_what_capture_finds_in_the_read_point_is_said_of_the_position():
    checkpoint = PlainCheckpoint("shipped", TIME, (BAG,), ("/item",), position=Position(1, 2))
    assert plain_pointer(checkpoint, "/epcisBody/eventList/0/readPoint/id") == "/position"
