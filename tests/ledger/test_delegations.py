"""Who may speak for another's goods, here and on chain; and what was said while it might."""

from __future__ import annotations

import pytest

from ledger import delegations, parties
from ledger import store_outgoing as rows
from ledger.epcis_error import MemberError
from tests.ledger.ledger_world import bag, event

pytestmark = pytest.mark.slow

pytest_plugins = ["tests.ledger.ledger_fixtures"]

OWNER = ("Producer", "9521321000018", "9521321")
PACKER = ("Packer", "9524141111117")


@pytest.fixture
def world(chained):
    return chained


@pytest.fixture
def packer(world):
    world.owner = world.register(*OWNER)
    return world.register(*PACKER)


def set_delegate(world, packer, *, allowed):
    delegations.set_delegate(world.ledger, "9521321", packer, allowed=allowed)


def made(number):
    return event("ObjectEvent", "ADD", "commissioning", epcList=[bag(number)])


def allowed_on_chain(world, packer):
    return world.on_chain().authorities([("952132100001", packer, world.chain_time())])[0].allowed


def verdict(world, number):
    return world.passport(bag(number)).report.verdict.name


def test_a_delegate_may_commission_until_it_may_not(world, packer):
    assert world.capture(packer, made(1))[0].problems
    set_delegate(world, packer, allowed=True)
    world.captured(packer, made(1))
    assert allowed_on_chain(world, packer)
    assert verdict(world, 1) == "VERIFIED"
    set_delegate(world, packer, allowed=False)
    assert world.capture(packer, made(2))[0].problems
    assert parties.party_details(world.ledger, packer).delegations == ()


def test_what_was_said_before_a_delegation_ended_counts(world, packer):
    set_delegate(world, packer, allowed=True)
    world.captured(packer, made(1))
    for _ in range(2):
        set_delegate(world, packer, allowed=False)
    world.now += 3600
    assert not allowed_on_chain(world, packer)
    assert verdict(world, 1) == "VERIFIED"
    assert [each.state for each in world.orders("delegation")] == [rows.FINAL, rows.FINAL]


def test_an_end_waits_for_captures_that_were_under_way(world, packer):
    set_delegate(world, packer, allowed=True)
    world.settle()
    set_delegate(world, packer, allowed=False)
    assert allowed_on_chain(world, packer)
    world.now += 3600
    world.tick()
    assert not allowed_on_chain(world, packer)


def test_a_delegation_that_begins_again_before_the_chain_saw_its_end(world, packer):
    set_delegate(world, packer, allowed=True)
    set_delegate(world, packer, allowed=False)
    set_delegate(world, packer, allowed=True)
    world.captured(packer, made(1))
    world.settle()
    world.now += 3600
    world.tick()
    assert allowed_on_chain(world, packer)
    assert len(world.orders("delegation")) == 1


def test_one_that_failed_on_chain_is_ordered_again_by_asking_again(world, packer):
    set_delegate(world, packer, allowed=False)
    assert not world.orders("delegation"), "there was none to end"
    for allowed in (True, False):
        for _ in range(2):
            set_delegate(world, packer, allowed=allowed)
            world.now += 3600
            if not allowed:
                world.tick()
        world.settle()
        *before, order = world.orders("delegation")
        world.fail(order)
        set_delegate(world, packer, allowed=allowed)
        assert [each.data for each in world.orders("delegation")] == [*(each.data for each in before), order.data]
        world.settle()


def test_a_suspended_owner_lets_nobody_speak_for_it_and_ends_nothing(world, packer):
    set_delegate(world, packer, allowed=True)
    world.settle()
    set_delegate(world, packer, allowed=False)
    parties.set_suspended(world.ledger, world.owner, suspended=True)
    for allowed in (True, False):
        with pytest.raises(MemberError):
            set_delegate(world, packer, allowed=allowed)
    world.now += 3600
    world.settle()
    assert len(world.orders("delegation")) == 1, "the contract would refuse it"
    parties.set_suspended(world.ledger, world.owner, suspended=False)
    world.settle()
    assert not allowed_on_chain(world, packer)


@pytest.mark.parametrize("prefix", ["9524141", "95213", "9521999", "none", "9521321\0", ""])
def test_only_a_prefix_of_another_party_is_delegated(world, packer, prefix):
    for allowed in (True, False):
        with pytest.raises(MemberError):
            delegations.set_delegate(world.ledger, prefix, packer, allowed=allowed)
