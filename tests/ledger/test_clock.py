"""A clock that is set back: nothing stalls, nothing is promised falsely, and health says it until it is set right."""

from __future__ import annotations

import pytest

from ledger.capture import promise_of
from ledger.fsck import check_ledger
from ledger.health import read_health
from ledger.receipts import receipt
from tests.ledger.ledger_world import ChainedWorld, bag, event
from verifier.format.promise import open_promise
from verifier.report import Verdict

pytestmark = pytest.mark.slow

pytest_plugins = ["tests.ledger.ledger_fixtures"]


def clock_fault(world: ChainedWorld) -> str | None:
    return read_health(world.ledger).dependencies["clock"]


def commission(world: ChainedWorld, party: bytes, serial: int) -> tuple[bytes, int]:
    """A new statement's id, and when it was accepted."""
    made = event("ObjectEvent", "ADD", "commissioning", epcList=[bag(serial)])
    (outcome,) = world.capture(party, made)
    assert outcome.captured is not None
    return outcome.captured.statement_id, outcome.captured.accepted_at


@pytest.mark.parametrize("gone", [7_200, 400 * 86_400])
def test_everything_goes_on_when_the_clock_is_set_back(chained: ChainedWorld, gone: int) -> None:
    party = chained.register("Producer", "9521321000018", "9521321")
    chained.settle()
    ledger = chained.ledger
    before = [commission(chained, party, 1), commission(chained, party, 2)]
    assert clock_fault(chained) is None
    right = chained.now
    chained.now -= gone
    assert clock_fault(chained) == f"is {gone} seconds behind what it was before: set it right"
    after = commission(chained, party, 3)
    assert commission(chained, party, 1) == before[0], "what was accepted stays accepted at its time"
    chained.settle()
    for statement_id, accepted_at in (*before, after):
        note = promise_of(ledger, statement_id, accepted_at).encode()
        promise = open_promise(note, ledger.origin, [ledger.promise_signer.key])
        assert promise.deadline - promise.accepted == ledger.promise_seconds
        assert receipt(ledger, statement_id).state == "final"
    assert [chained.passport(bag(serial)).report.verdict for serial in (1, 2, 3)] == [Verdict.VERIFIED] * 3
    check_ledger(ledger)
    chained.now = right + 10
    commission(chained, party, 4)
    chained.settle()
    assert clock_fault(chained) is None
    check_ledger(ledger)


def test_a_clock_that_is_a_little_behind_another_machines_is_no_fault(chained: ChainedWorld) -> None:
    chained.now -= 59
    assert clock_fault(chained) is None
