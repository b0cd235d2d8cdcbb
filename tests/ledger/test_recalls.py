"""Recalls: of classes, lots and single items, by who may, said once, withdrawn, and what is then in force."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger import recall_status as recall_status_module
from ledger import recalls, store_parties
from ledger.errors import TooLarge, UnknownStatement
from ledger.recall_status import recall_status
from tests.ledger.ledger_world import GTIN, bag, event, producer_and_retailer
from verifier.format.recall_text import RecallText, RecallWords

LOT = f"{GTIN}/10/L1"
TEXT = RecallText(
    RecallWords("Glass was found in a bag.", "Do not use it. Bring it back."),
    "recall@example.com",
    "https://example.com/recall",
    {"zh-Hans": RecallWords("袋中发现玻璃。", "请勿食用，请退回。")},
)


@pytest.fixture
def world(tmp_path):
    with producer_and_retailer(tmp_path) as world:
        yield world


def make(world, *serials, lot="L1", party=None):
    members = {"epcList": [bag(serial) for serial in serials], "ilmd": {"cbvmda:lotNumber": lot}}
    (made,) = world.captured(party or world.producer, event("ObjectEvent", "ADD", "commissioning", **members))
    world.sequence()
    return made


def recalled(world, *items, text=TEXT, party=None):
    outcome = recalls.recall(world.ledger, party or world.producer, items, text)
    assert not outcome.problems, [str(problem) for problem in outcome.problems]
    world.sequence()
    return outcome.captured.statement_id


def in_force(world, item):
    return [recall.statement_id for recall in recall_status(world.ledger, item)]


@pytest.mark.parametrize(
    ("what", "affected", "not_affected"),
    [
        (bag(1), (bag(1),), (bag(2), LOT, GTIN)),
        (LOT, (bag(1), bag(2), LOT), (bag(3), GTIN)),
        (GTIN, (bag(1), bag(3), GTIN), (bag("later"), bag("never made"))),
    ],
)
def test_a_recall_is_in_force_for_what_it_names_and_is_in_it_once_it_is_sequenced(world, what, affected, not_affected):
    make(world, 1, 2)
    make(world, 3, lot="L2")
    assert recalls.recall(world.ledger, world.producer, [what], TEXT).captured.new
    assert not any(in_force(world, item) for item in affected)
    world.sequence()
    make(world, "later", lot="L3")
    for item in affected:
        (found,) = recall_status(world.ledger, item)
        assert (found.about, found.issuer, found.text) == (what, "https://id.gs1.org/417/9521321000018", TEXT)
    assert not any(in_force(world, item) for item in not_affected)


def test_a_recall_of_an_input_concerns_what_was_made_from_it(world):
    members = {"inputEPCList": [bag("green")], "outputEPCList": [bag("roasted")]}
    world.captured(world.producer, event("TransformationEvent", None, "commissioning", **members))
    world.sequence()
    said = recalled(world, bag("green"))
    assert in_force(world, bag("roasted")) == [said]


def test_many_items_in_any_spelling_are_recalled_in_one_statement(world):
    said = recalled(world, "(01)09521321000018(21)1", "urn:epc:id:sgtin:9521321.000001.2", GTIN, LOT, bag(1))
    assert [in_force(world, item) for item in (bag(1), bag(2), GTIN, LOT)] == [[said]] * 4


def test_what_is_said_again_is_the_same_recall_unless_it_says_something_else(world):
    make(world, 1)
    first = recalled(world, bag(1))
    world.now += 60
    assert recalled(world, bag(1)) == first
    second = recalled(world, bag(1), text=replace(TEXT, contact=None))
    assert in_force(world, bag(1)) == [second, first]


@pytest.mark.parametrize("sequenced", [False, True])
def test_a_recall_is_withdrawn_and_said_anew_within_one_second(world, sequenced):
    make(world, 1)
    first = recalls.recall(world.ledger, world.producer, [LOT], TEXT).captured.statement_id
    if sequenced:
        world.sequence()
    gone = recalls.withdraw(world.ledger, world.producer, first)
    assert recalls.withdraw(world.ledger, world.producer, first).captured.statement_id == gone.captured.statement_id
    world.sequence()
    assert in_force(world, bag(1)) == []
    assert in_force(world, bag(1)) == [] != [recalled(world, LOT)] == in_force(world, bag(1))


def test_nobody_withdraws_what_is_not_their_recall(world):
    said = recalled(world, bag(1))
    made = make(world, 2)
    for party, statement in ((world.retailer, said), (world.producer, made), (world.producer, bytes(32))):
        with pytest.raises(UnknownStatement):
            recalls.withdraw(world.ledger, party, statement)
    assert in_force(world, bag(1)) == [said]


def test_an_event_of_the_partys_own_withdraws_too_and_a_strangers_does_not(world):
    said = recalled(world, bag(1))
    over = event("ObjectEvent", "OBSERVE", "holding", epcList=[bag(1)], persistentDisposition={"unset": ["recalled"]})
    assert world.capture(world.retailer, over)[0].problems
    world.sequence()
    assert in_force(world, bag(1)) == [said]
    world.captured(world.producer, over)
    world.sequence()
    assert in_force(world, bag(1)) == []


@pytest.mark.parametrize(
    ("items", "text", "pointer"),
    [
        ([], TEXT, "/items"),
        ([bag(1)] * 10_001, TEXT, "/items"),
        ([bag(1), "nonsense"], TEXT, "/items/1"),
        (["https://id.gs1.org/414/9521321000018"], TEXT, "/items/0"),
        (["https://example.com/thing"], TEXT, "/items/0"),
        ([bag(1), "https://id.gs1.org/01/09524141000015/21/X"], TEXT, "/items/1"),
        (["https://id.gs1.org/01/09526061000014"], TEXT, "/items/0"),
        ([bag(1)], RecallText(RecallWords(" ")), ""),
        ([bag(1)], replace(TEXT, link="http://example.com"), ""),
        ([bag(1)], replace(TEXT, translations={"no tag!": TEXT.words}), ""),
    ],
)
def test_what_is_wrong_with_a_recall_is_named_and_nothing_is_recorded(world, items, text, pointer):
    outcome = recalls.recall(world.ledger, world.producer, items, text)
    assert [problem.pointer for problem in outcome.problems] == [pointer]
    assert world.sequence() == 0


def test_an_erp_may_send_the_text_in_its_own_event_and_is_told_what_is_wrong_with_it(world):
    members = {"epcList": [bag(1)], "persistentDisposition": {"set": ["recalled"]}}
    wrong = event("ObjectEvent", "OBSERVE", "holding", **members, **{"wayproof:recall": {"instructions": "Stop."}})
    (outcome,) = world.capture(world.producer, wrong)
    assert [problem.pointer for problem in outcome.problems] == ["/epcisBody/eventList/0/wayproof:recall"]
    right = event("ObjectEvent", "OBSERVE", "holding", **members, **{"wayproof:recall": TEXT.encode()})
    (said,) = world.captured(world.producer, right)
    world.sequence()
    (found,) = recall_status(world.ledger, bag(1))
    assert (found.statement_id, found.text) == (said, TEXT)


def test_recalls_stay_in_force_when_the_delegate_that_made_or_recalled_is_one_no_more(world):
    """Who may say something is asked when it is said, as a passport asks the registry for that time."""
    with world.ledger.store.write() as connection:
        store_parties.put_delegate(connection, "9521321", world.retailer)
    make(world, 1, party=world.retailer)
    theirs = recalled(world, bag(1), party=world.retailer)
    with world.ledger.store.write() as connection:
        store_parties.remove_delegate(connection, "9521321", world.retailer)
    owners, of_class = recalled(world, LOT), recalled(world, GTIN)
    assert in_force(world, bag(1)) == [of_class, owners, theirs]


def test_notices_of_strangers_do_not_push_a_recall_off_the_list(world, monkeypatch):
    monkeypatch.setattr(recall_status_module, "_MOST_NOTICES", 4)
    for number in range(3):
        certificate = {"certificationInfo": f"https://example.com/certificates/{number}"}
        world.captured(world.retailer, event("ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(1)], **certificate))
    world.sequence()
    said = recalled(world, bag(1))
    assert in_force(world, bag(1)) == [said]
    certificate = {"certificationInfo": "https://example.com/certificates/9"}
    world.captured(world.retailer, event("ObjectEvent", "OBSERVE", "inspecting", epcList=[bag(1)], **certificate))
    world.sequence()
    with pytest.raises(TooLarge):
        recall_status(world.ledger, bag(1))


def test_inputs_of_the_other_events_of_a_transformation_concern_what_came_of_it(world):
    run = {"transformationID": "https://id.gs1.org/253/9521321000018RUN1"}
    world.captured(
        world.producer,
        event("TransformationEvent", None, "commissioning", inputEPCList=[bag("green")], **run),
        event("TransformationEvent", None, "commissioning", outputEPCList=[bag("roasted")], **run),
    )
    world.sequence()
    said = recalled(world, bag("green"))
    assert in_force(world, bag("roasted")) == [said]


@pytest.mark.parametrize("withdrawn", [LOT, GTIN, bag(1)])
def test_a_recall_of_a_lot_or_class_does_not_end_for_a_part_of_its_items(world, withdrawn):
    """A bag's passport has the notices of the bag, its lot and its class, and would lose the recall in all three."""
    make(world, 1)
    said = recalled(world, LOT, GTIN, bag(1))

    def over(*items):
        named = {"quantityList": [{"epcClass": item} for item in items if "/21/" not in item]}
        named |= {"epcList": [item for item in items if "/21/" in item]}
        named = {name: value for name, value in named.items() if value}
        return event("ObjectEvent", "OBSERVE", "holding", **named, persistentDisposition={"unset": ["recalled"]})

    (outcome,) = world.capture(world.producer, over(withdrawn))
    assert [problem.pointer for problem in outcome.problems] == ["/epcisBody/eventList/0/persistentDisposition/unset"]
    world.sequence()
    assert in_force(world, bag(1)) == [said]
    world.captured(world.producer, over(LOT, GTIN, bag(1)))
    world.sequence()
    assert in_force(world, bag(1)) == []


def test_a_recall_of_single_items_ends_for_some_and_stands_for_the_others(world):
    said = recalled(world, bag(1), bag(2))
    over = {"persistentDisposition": {"unset": ["recalled"]}}
    world.captured(world.producer, event("ObjectEvent", "OBSERVE", "holding", epcList=[bag(1)], **over))
    world.sequence()
    assert (in_force(world, bag(1)), in_force(world, bag(2))) == ([], [said])


@pytest.mark.parametrize("change", ["set", "unset"])
def test_an_event_that_would_count_as_a_certificate_alone_is_refused_as_a_recall_and_as_its_end(world, change):
    said = recalled(world, bag(1))
    both = {"certificationInfo": "https://example.com/c", "persistentDisposition": {change: ["recalled"]}}
    (outcome,) = world.capture(world.producer, event("ObjectEvent", "OBSERVE", "holding", epcList=[bag(1)], **both))
    assert [problem.pointer for problem in outcome.problems] == ["/epcisBody/eventList/0/certificationInfo"]
    world.sequence()
    assert in_force(world, bag(1)) == [said]
