"""Capture, as far as no chain is needed."""

from __future__ import annotations

from tests.ledger.ledger_world import PRODUCER, World, bag, event


def test_an_event_is_accepted_and_a_retry_gets_the_same_statement(tmp_path):
    world = World(tmp_path)
    producer = world.party("Producer", "9521321000018", PRODUCER, "9521321")
    made = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(1)], ilmd={"cbvmda:lotNumber": "L1"})
    (first,) = world.capture(producer, made)
    assert first.captured is not None and first.captured.new, first
    world.now += 100
    (again,) = world.capture(producer, made)
    assert again.captured is not None
    assert (again.captured.statement_id, again.captured.promise) == (
        first.captured.statement_id,
        first.captured.promise,
    )
    assert not again.captured.new
    assert world.sequence() == 1
    assert world.sequence() == 0
