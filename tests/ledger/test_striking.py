"""A statement whose key or party turned out not to stand at its anchor's time is struck, and may be said again."""

from __future__ import annotations

import pytest

from ledger import parties, registry, store_chain, store_parties
from ledger.striking import strike_unauthentic
from tests.ledger.failing_store import AFTER, BEFORE, CommitFailed
from tests.ledger.ledger_world import bag, event
from verifier.report import Verdict

pytestmark = pytest.mark.slow

pytest_plugins = ["tests.ledger.ledger_fixtures"]


def made(number):
    return event("ObjectEvent", "ADD", "commissioning", epcList=[bag(number)])


def strike_all(world):
    """Until nothing is left to look at; the pinned block must be younger than the anchors."""
    for _ in range(20):
        struck = strike_unauthentic(world.ledger)
        if struck:
            return struck
        world.ledger.chain.mine()
    return 0


@pytest.fixture
def world(chained):
    chained.producer = chained.register("Producer", "9521321000018", "9521321")
    chained.settle()
    return chained


def revoke_first_key(world):
    with world.ledger.store.write() as connection:
        where = store_chain.deployment(connection)
        key = store_parties.speaker_of(connection, world.producer).key
        registry.revoke_key(connection, where, kid=key.kid, now=world.now)
    return key


def test_what_stands_is_left_alone(world):
    (first,) = world.captured(world.producer, made(1))
    world.settle()
    assert strike_all(world) == 0
    assert world.captured(world.producer, made(1)) == [first]


def test_a_key_revoked_before_the_anchor_strikes_and_a_new_one_says_it_again(world):
    (sound,) = world.captured(world.producer, made(1))
    world.settle()
    (first,) = world.captured(world.producer, made(2))
    key = revoke_first_key(world)
    for _ in range(5):
        world.tick()
    world.settle()
    assert world.passport(bag(2)).report.verdict is Verdict.NO_RECORD
    assert strike_all(world) == 1
    parties.add_key(world.ledger, world.producer)
    parties.retire_key(world.ledger, world.producer, key.kid)
    assert world.captured(world.producer, made(1)) == [sound]
    (again,) = world.captured(world.producer, made(2))
    assert again != first
    world.settle()
    report = world.passport(bag(2)).report
    assert report.verdict is Verdict.VERIFIED
    assert "struck-statement" in {finding.rule for finding in report.findings}


def test_a_suspension_strikes_what_is_anchored_under_it(world):
    world.captured(world.producer, made(1))
    parties.set_suspended(world.ledger, world.producer, suspended=True)
    for _ in range(5):
        world.tick()
    world.settle()
    assert strike_all(world) == 1


@pytest.mark.parametrize("how", [BEFORE, AFTER])
def test_a_failing_commit_neither_loses_nor_repeats_a_look(world, how):
    world.captured(world.producer, made(1))
    parties.set_suspended(world.ledger, world.producer, suspended=True)
    for _ in range(5):
        world.tick()
    world.settle()
    world.ledger.chain.mine()
    world.ledger.store.fail = how
    with pytest.raises(CommitFailed):
        for _ in range(10):
            strike_unauthentic(world.ledger)
    strike_all(world)
    with world.ledger.store.read() as connection:
        assert connection.exec_driver_sql("select count(*) from statement where struck").scalar_one() == 1
