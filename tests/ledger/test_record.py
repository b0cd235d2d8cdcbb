"""Recording: submissions in one transaction, each of which fares as if it had been alone."""

from __future__ import annotations

import pytest

from ledger import store_parties
from ledger.capture import Capture
from ledger.epcis_document import parse_document
from ledger.errors import DatabaseUnavailable, PartySuspended, UnknownParty
from ledger.party_keys import make_hosted_key
from ledger.record import record
from ledger.statement import re_of
from ledger.store_statements import by_id
from tests.ledger.failing_store import AFTER, BEFORE, GONE, RACE
from tests.ledger.ledger_world import (
    CASE,
    ORIGIN,
    bag,
    document,
    event,
    producer_and_retailer,
)
from verifier.format import statement

FOREIGN = "https://id.gs1.org/01/09524141000015/21/X"


@pytest.fixture
def world(tmp_path):
    with producer_and_retailer(tmp_path) as world:
        yield world


def submit(world, party, *events, proceed=False):
    capture = Capture(world.ledger, party, parse_document(document(*events)), proceed=proceed)
    capture.sign()
    return capture


def recorded(world, *captures):
    return record(world.ledger, [capture.submission for capture in captures])


def made(serial):
    return event("ObjectEvent", "ADD", "commissioning", epcList=[bag(serial)])


def seen(**members):
    return event("ObjectEvent", "OBSERVE", "receiving", epcList=[CASE], **members)


def entries(world):
    """The entries of parties in the order of their rows."""
    with world.ledger.store.read() as connection:
        rows = connection.exec_driver_sql("select entry from statement where party_id is not null order by id")
        return list(rows.scalars())


def captured(capture):
    return [outcome.captured for outcome in capture.outcomes()]


def test_submissions_of_several_parties_share_a_transaction_in_order(world):
    captures = [
        submit(world, world.producer, made(1), made(2)),
        submit(world, world.retailer, seen()),
        submit(world, world.producer, made(3)),
    ]
    before = world.ledger.store.writes
    assert recorded(world, *captures) == [None, None, None]
    assert world.ledger.store.writes == before + 1
    said = [each for capture in captures for each in captured(capture)]
    assert all(each.new for each in said)
    assert [statement.parse(entry, ORIGIN).id() for entry in entries(world)] == [each.statement_id for each in said]


def test_a_duplicate_in_the_group_is_the_same_statement(world):
    captures = [submit(world, world.producer, made(1)) for _ in range(3)]
    recorded(world, *captures)
    first, second, third = (captured(capture)[0] for capture in captures)
    assert (first.new, second.new, third.new) == (True, False, False)
    assert first.statement_id == second.statement_id == third.statement_id
    later = submit(world, world.producer, made(1))
    recorded(world, later, submit(world, world.producer, made(2)))
    assert captured(later)[0].statement_id == first.statement_id
    assert not captured(later)[0].new
    assert len(entries(world)) == 2


def test_a_faulty_submission_leaves_nothing_and_lends_nothing(world):
    faulty = submit(world, world.producer, made(1), event("ObjectEvent", "ADD", "commissioning", epcList=[FOREIGN]))
    good = submit(world, world.producer, made(1))
    assert recorded(world, faulty, good) == [None, None]
    assert captured(faulty) == [None, None]
    assert [bool(outcome.problems) for outcome in faulty.outcomes()] == [False, True]
    assert captured(good)[0].new
    assert len(entries(world)) == 1


def test_of_one_that_proceeds_what_is_in_order_is_recorded(world):
    foreign = event("ObjectEvent", "ADD", "commissioning", epcList=[FOREIGN])
    proceeding = submit(world, world.producer, foreign, made(1), proceed=True)
    recorded(world, proceeding, submit(world, world.producer, made(2)))
    assert [each is not None for each in captured(proceeding)] == [False, True]
    assert len(entries(world)) == 2


def test_a_suspended_and_an_unknown_party_harm_no_other(world):
    captures = [
        submit(world, world.retailer, seen()),
        submit(world, bytes(32), seen()),
        submit(world, world.producer, made(1)),
        submit(world, world.retailer, seen(bizLocation={"id": "https://example.com/dock"})),
    ]
    with world.ledger.store.write() as connection:
        store_parties.set_suspended(connection, world.retailer, world.now)
    first, second, third, fourth = recorded(world, *captures)
    assert isinstance(first, PartySuspended) and isinstance(fourth, PartySuspended)
    assert isinstance(second, UnknownParty)
    assert third is None
    assert len(entries(world)) == 1


def test_a_correction_finds_what_stands_before_it_in_the_group(world):
    declared = {"declarationTime": "2026-02-01T00:00:00.000Z", "reason": "incorrect_data"}
    original, correction = (
        submit(world, world.retailer, seen()),
        submit(world, world.retailer, seen(errorDeclaration=declared)),
    )
    recorded(world, original, correction)
    with world.ledger.store.read() as connection:
        row = by_id(connection, captured(correction)[0].statement_id)
    assert re_of(row.entry) == captured(original)[0].statement_id


def test_a_correction_does_not_find_what_was_refused(world):
    declared = {"declarationTime": "2026-02-01T00:00:00.000Z", "reason": "incorrect_data"}
    foreign = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)])
    refused = submit(world, world.retailer, seen(), foreign)
    correction = submit(world, world.retailer, seen(errorDeclaration=declared))
    recorded(world, refused, correction)
    assert correction.outcomes()[0].problems
    assert entries(world) == []


@pytest.mark.parametrize("how", [BEFORE, AFTER, RACE])
def test_when_a_commit_fails_either_way_each_is_recorded_alone_and_once(world, how):
    captures = [submit(world, world.producer, made(number)) for number in range(3)]
    recorded(world, submit(world, world.producer, made(9)))  # from now on statements are signed ahead
    captures += [submit(world, world.producer, made(number)) for number in range(3, 5)]
    world.ledger.store.fail = how
    assert recorded(world, *captures) == [None] * 5
    said = [captured(capture)[0] for capture in captures]
    assert all(each.new for each in said[3:])
    ids = [statement.parse(entry, ORIGIN).id() for entry in entries(world)]
    assert ids[1:] == [each.statement_id for each in said]


def test_a_race_that_one_alone_loses_is_tried_again(world):
    capture = submit(world, world.producer, made(1))
    world.ledger.store.fail = RACE
    assert recorded(world, capture) == [None]
    assert captured(capture)[0].new


def test_what_fails_for_one_fails_for_no_other(world):
    def keep(_connection):
        raise ZeroDivisionError

    captures = [submit(world, world.producer, made(number)) for number in range(3)]
    captures[1].submission.keep = keep
    first, second, third = recorded(world, *captures)
    assert (first, third) == (None, None)
    assert isinstance(second, ZeroDivisionError)
    assert len(entries(world)) == 2


def test_nobody_waits_one_after_the_other_for_a_database_that_is_gone(world):
    captures = [submit(world, world.producer, made(number)) for number in range(5)]
    before = world.ledger.store.writes
    world.ledger.store.fail = GONE
    assert all(isinstance(error, DatabaseUnavailable) for error in recorded(world, *captures))
    assert world.ledger.store.writes == before + 2
    world.ledger.store.fail = None
    assert recorded(world, *captures) == [None] * 5


def test_a_statement_that_was_signed_ahead_is_signed_anew_by_the_key_of_the_day(world):
    world.captured(world.producer, made(1))
    capture = submit(world, world.producer, made(2))
    (draft,) = capture.submission.drafts
    assert draft.signed is not None
    ahead = draft.signed
    with world.ledger.store.write() as connection:
        old = store_parties.speaker_of(connection, world.producer).key
        new = make_hosted_key(world.ledger.keyring, world.producer)
        store_parties.insert_key(connection, new)
        store_parties.retire_key(connection, old.kid)
    assert recorded(world, capture) == [None]
    assert captured(capture)[0].statement_id != ahead.id
    assert statement.parse(entries(world)[-1], ORIGIN).claims.kid == new.kid


def test_a_party_that_is_suspended_after_it_was_signed_for_says_nothing(world):
    world.captured(world.producer, made(1))
    capture = submit(world, world.producer, made(2))
    with world.ledger.store.write() as connection:
        store_parties.set_suspended(connection, world.producer, world.now)
    (error,) = recorded(world, capture)
    assert isinstance(error, PartySuspended)
    assert len(entries(world)) == 1
