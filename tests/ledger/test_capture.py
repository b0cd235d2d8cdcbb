"""Capture: authority, idempotency, corrections and withdrawals, all or nothing, and failures of the commit."""

from __future__ import annotations

import orjson
import pytest

from ledger import store_parties, store_statements
from ledger.capture import capture, promise_of
from ledger.epcis_error import DocumentError
from ledger.errors import PartySuspended, UnknownParty
from ledger.statement import decode_saying, re_of, reopen
from ledger.store_statements import by_id
from tests.ledger.failing_store import AFTER, BEFORE, CommitFailed
from tests.ledger.ledger_world import (
    CASE,
    CONTEXT,
    GTIN,
    ORIGIN,
    PRODUCER,
    bag,
    document,
    event,
    producer_and_retailer,
)
from verifier.format import statement
from verifier.format.cose_key import PublicKey
from verifier.format.promise import open_promise
from verifier.format.statement import NOTICE_TYPE

OTHERS = "https://id.gs1.org/01/09524141000015/21/X"


@pytest.fixture
def world(tmp_path):
    with producer_and_retailer(tmp_path) as world:
        yield world


def stored(world, statement_id):
    with world.ledger.store.read() as connection:
        found = by_id(connection, statement_id)
    assert found is not None
    return found


def count(world):
    with world.ledger.store.read() as connection:
        return connection.exec_driver_sql("select count(*) from statement where party_id is not null").scalar_one()


def faults(outcomes):
    return [(problem.pointer, problem.message) for outcome in outcomes for problem in outcome.problems]


def test_a_statement_is_what_the_party_said_signed_by_its_key_and_promised(world):
    made = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(2), bag(1)], ilmd={"cbvmda:lotNumber": "L1"})
    (outcome,) = world.capture(world.producer, made)
    row = stored(world, outcome.captured.statement_id)
    parsed = statement.parse(row.entry, ORIGIN)
    with world.ledger.store.read() as connection:
        key = store_parties.speaker_of(connection, world.producer).key
    parsed.verify(PublicKey(key.alg, key.x, key.y))
    assert parsed.id() == outcome.captured.statement_id
    assert parsed.claims.issuer == "https://id.gs1.org/417/9521321000018"
    assert parsed.payload.notice is None
    opened = reopen(row.content, row.secret, parsed)
    assert opened.saying.event["epcList"] == [bag(2), bag(1)]
    assert dict(opened.saying.roles) == {bag(1): 1, bag(2): 1, f"{GTIN}/10/L1": 64}
    said = promise_of(world.ledger, outcome.captured.statement_id, outcome.captured.accepted_at)
    promise = open_promise(said.encode(), ORIGIN, [world.ledger.promise_signer.key])
    assert (promise.statement_id, promise.accepted, promise.deadline) == (parsed.id(), world.now, world.now + 3600)


def test_a_retry_gets_the_same_statement_and_time(world):
    made = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)])
    (first,) = world.capture(world.producer, made)
    world.now += 100
    (again,) = world.capture(world.producer, {**made, "recordTime": "2026-05-05T00:00:00Z"})
    assert first.captured.new and not again.captured.new
    assert again.captured.statement_id == first.captured.statement_id
    assert again.captured.accepted_at == first.captured.accepted_at
    assert count(world) == 1


def test_the_same_event_twice_in_one_document_is_one_statement(world):
    made = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)])
    first, second = world.capture(world.producer, made, made)
    assert first.captured.statement_id == second.captured.statement_id
    assert count(world) == 1


def test_two_parties_may_say_the_same(world):
    seen = event("ObjectEvent", "OBSERVE", "receiving", epcList=[CASE])
    assert world.captured(world.producer, seen) != world.captured(world.retailer, seen)


def test_a_struck_statement_may_be_said_again(world):
    seen = event("ObjectEvent", "OBSERVE", "receiving", epcList=[CASE])
    (first,) = world.captured(world.producer, seen)
    with world.ledger.store.write() as connection:
        store_statements.strike(connection, [first])
    (again,) = world.captured(world.producer, seen)
    assert again != first
    assert world.captured(world.producer, seen) == [again]


@pytest.mark.parametrize(
    ("members", "pointer"),
    [
        ({"epcList": [bag(1), OTHERS]}, "/epcisBody/eventList/0/epcList/1"),
        (
            {"quantityList": [{"epcClass": "https://id.gs1.org/01/09524141000015/10/L", "quantity": 3}]},
            "/epcisBody/eventList/0/quantityList/0/epcClass",
        ),
        ({"epcList": ["https://id.gs1.org/00/195241410000000012"]}, "/epcisBody/eventList/0/epcList/0"),
    ],
)
def test_goods_under_a_foreign_company_prefix_are_refused(world, members, pointer):
    outcomes = world.capture(world.producer, event("ObjectEvent", "ADD", "commissioning", **members))
    assert [where for where, _ in faults(outcomes)] == [pointer], faults(outcomes)
    assert "another party's" in faults(outcomes)[0][1]
    assert count(world) == 0


def test_outputs_of_a_transformation_are_goods_too(world):
    made = event("TransformationEvent", None, "commissioning", inputEPCList=[bag(1)], outputEPCList=[OTHERS])
    assert faults(world.capture(world.producer, made))[0][0] == "/epcisBody/eventList/0/outputEPCList/0"


def test_goods_under_no_registered_prefix_are_refused(world):
    made = event("ObjectEvent", "ADD", "commissioning", epcList=["https://id.gs1.org/01/09526062000013/21/1"])
    assert "no company prefix that is registered" in faults(world.capture(world.producer, made))[0][1]


def test_whose_goods_they_are_does_not_matter_for_other_events(world):
    world.captured(
        world.retailer,
        event("ObjectEvent", "OBSERVE", "receiving", epcList=[bag(1)]),
        event("ObjectEvent", "DELETE", "decommissioning", epcList=[bag(1)]),
        event("TransformationEvent", None, "commissioning", inputEPCList=[bag(1)], outputEPCList=[OTHERS]),
        event("ObjectEvent", "ADD", "commissioning", epcList=["https://example.com/thing/1"]),
    )


def test_the_longest_prefix_decides_and_a_delegate_may_commission(world):
    nested = world.party("Nested", "9526061111116", PRODUCER, "952132100")
    made = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)])
    assert "prefix 952132100," in faults(world.capture(world.producer, made))[0][1]
    world.captured(nested, made)
    with world.ledger.store.write() as connection:
        store_parties.put_delegate(connection, "952132100", world.producer)
    world.captured(world.producer, made)


def test_only_the_prefix_owner_recalls(world):
    recall = event("ObjectEvent", "OBSERVE", "holding", epcList=[bag(1)], persistentDisposition={"set": ["recalled"]})
    assert faults(world.capture(world.retailer, recall))[0][0] == ("/epcisBody/eventList/0/persistentDisposition/set")
    (recalled,) = world.captured(world.producer, recall)
    assert stored(world, recalled).notice == "recall"


def correction_of(original, **members):
    declared = {"declarationTime": "2026-02-01T00:00:00.000Z", "reason": "incorrect_data"}
    return {**original, **members, "errorDeclaration": declared}


def test_a_correction_speaks_of_the_same_event(world):
    seen = event("ObjectEvent", "OBSERVE", "receiving", epcList=[CASE])
    (original,) = world.captured(world.producer, seen)
    (correction,) = world.captured(world.producer, correction_of(seen))
    assert stored(world, correction).notice == "correction"
    assert re_of(stored(world, correction).entry) == original
    assert world.captured(world.producer, correction_of(seen)) == [correction]


def test_a_correction_may_stand_in_the_document_of_what_it_corrects(world):
    seen = event("ObjectEvent", "OBSERVE", "receiving", epcList=[CASE])
    original, correction = world.captured(world.producer, seen, correction_of(seen))
    assert re_of(stored(world, correction).entry) == original


@pytest.mark.parametrize("sequenced", [False, True])
def test_a_correction_with_other_members_finds_its_event_by_event_id(world, sequenced):
    seen = event("ObjectEvent", "OBSERVE", "receiving", epcList=[CASE], eventID="urn:uuid:7a3c6b7e-0000-4000-8000-1")
    (original,) = world.captured(world.producer, seen)
    if sequenced:
        world.sequence()
    (correction,) = world.captured(world.producer, correction_of(seen, bizStep="shipping"))
    assert re_of(stored(world, correction).entry) == original


def test_nobody_corrects_anothers_event(world):
    seen = event("ObjectEvent", "OBSERVE", "receiving", epcList=[CASE], eventID="urn:uuid:7a3c6b7e-0000-4000-8000-1")
    world.captured(world.producer, seen)
    outcomes = world.capture(world.retailer, correction_of(seen))
    assert faults(outcomes)[0][0] == "/epcisBody/eventList/0/errorDeclaration"
    assert count(world) == 1


@pytest.mark.parametrize("sequenced", [False, True])
def test_a_withdrawal_speaks_of_the_last_recall_that_stands(world, sequenced):
    def holding(change, at):
        members = {"epcList": [bag(1)], "persistentDisposition": {change: ["recalled"]}}
        return event("ObjectEvent", "OBSERVE", "holding", at=world.now + at, **members)

    first, second = world.captured(world.producer, holding("set", 1), holding("set", 2))
    if sequenced:
        world.sequence()
    (over,) = world.captured(world.producer, holding("unset", 3))
    assert re_of(stored(world, over).entry) == second
    if sequenced:
        world.sequence()
    (over,) = world.captured(world.producer, holding("unset", 4))
    assert re_of(stored(world, over).entry) == first
    assert faults(world.capture(world.producer, holding("unset", 5)))[0][0].endswith("/persistentDisposition/unset")


def test_one_faulty_event_keeps_the_others_out_unless_asked_to_proceed(world):
    good = event("ObjectEvent", "OBSERVE", "receiving", epcList=[CASE])
    foreign = event("ObjectEvent", "ADD", "commissioning", epcList=[OTHERS])
    broken = event("ObjectEvent", "OBSERVE", "receiving", epcList=["https://id.gs1.org/01/09521321000017/21/1"])
    for bad in (foreign, broken):
        outcomes = world.capture(world.producer, good, bad)
        assert [bool(outcome.problems) for outcome in outcomes] == [False, True]
        assert all(outcome.captured is None for outcome in outcomes)
        assert count(world) == 0
    outcomes = world.capture(world.producer, foreign, good, broken, proceed=True)
    assert [outcome.captured is not None for outcome in outcomes] == [False, True, False]
    assert [outcome.pointer[-1] for outcome in outcomes] == ["0", "1", "2"]
    assert count(world) == 1


def test_what_is_no_document_is_refused_whole(world):
    for body in (b"", b"{}", b"[]", b"\xff", orjson.dumps({"type": "EPCISDocument", "@context": CONTEXT})):
        with pytest.raises(DocumentError):
            capture(world.ledger, world.producer, body)


def test_an_empty_document_is_captured(world):
    assert capture(world.ledger, world.producer, document()) == []


def test_unknown_and_suspended_parties_say_nothing(world):
    seen = document(event("ObjectEvent", "OBSERVE", "receiving", epcList=[CASE]))
    with pytest.raises(UnknownParty):
        capture(world.ledger, bytes(32), seen)
    with world.ledger.store.write() as connection:
        store_parties.set_suspended(connection, world.retailer, world.now)
    with pytest.raises(PartySuspended):
        capture(world.ledger, world.retailer, seen)
    with world.ledger.store.write() as connection:
        store_parties.retire_key(connection, store_parties.speaker_of(connection, world.producer).key.kid)
    with pytest.raises(UnknownParty, match="keeps no key"):
        capture(world.ledger, world.producer, seen)


def test_more_than_fits_into_an_entry_is_refused_by_event(world):
    big = event("ObjectEvent", "OBSERVE", "receiving", epcList=[CASE], **{f"example:m{n}": n for n in range(400)})
    outcomes = world.capture(world.producer, big)
    assert faults(outcomes) and count(world) == 0


@pytest.mark.parametrize("how", [BEFORE, AFTER])
def test_a_commit_that_fails_either_way_leaves_one_statement_after_the_retry(world, how):
    body = document(*[event("ObjectEvent", "ADD", "commissioning", epcList=[bag(number)]) for number in range(3)])
    world.ledger.store.fail = how
    with pytest.raises(CommitFailed):
        capture(world.ledger, world.producer, body)
    persisted = count(world)
    outcomes = capture(world.ledger, world.producer, body)
    assert persisted == (3 if how == AFTER else 0)
    assert [outcome.captured.new for outcome in outcomes] == [how == BEFORE] * 3
    assert count(world) == 3
    assert world.sequence() == 3


def test_ten_thousand_serials_are_one_small_entry(world):
    made = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(number) for number in range(10_000)])
    (statement_id,) = world.captured(world.producer, made)
    row = stored(world, statement_id)
    assert len(row.entry) < 2_000
    assert len(decode_saying(row.content).roles) == 10_000
    assert row.type != NOTICE_TYPE
