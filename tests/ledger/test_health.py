"""What is told of the ledger's health: the worker's faults in plain words, and what will hurt before it does."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger import errors, registry
from ledger.chain import GWEI
from ledger.chain_status import FIGURES_KEPT_FOR, KEPT_FOR, Figures, note_tick, plainly, read_status
from ledger.errors import LedgerError
from ledger.health import WORKER_SILENCE, read_health
from ledger.service import Ledger
from ledger.store_chain import deployment
from ledger.tasks import tick_the_chain
from tests.ledger.faulty_chain import PUBLIC, asked_through
from tests.ledger.ledger_world import CASE, ChainedWorld, event
from verifier.format.item import party_id

pytestmark = pytest.mark.slow
pytest_plugins = ["tests.ledger.ledger_fixtures"]

ADDRESS = "http://rpc.example/secret-key"
FAULTS = [
    (errors.ChainUnavailable(ADDRESS), "does not answer the worker"),
    (errors.ChainReverted(ADDRESS), "refuses what the ledger asks of a contract"),
    (errors.ChainRefused(ADDRESS), "refuses what the ledger asks"),
    (errors.FeeTooHigh(ADDRESS), "fee ceiling"),
    (errors.BalanceTooLow(ADDRESS), "cannot pay"),
    (errors.WrongChain(ADDRESS), "is not the one"),
    (errors.NotDeployed(ADDRESS), "does not have this ledger's contracts"),
    (errors.AnchorConflict(ADDRESS), "another copy"),
    (errors.LogCorrupt(ADDRESS), "fails: LogCorrupt"),
]


def tick(world: ChainedWorld, seconds: int = 1) -> LedgerError | None:
    """What the worker does every second."""
    world.now += seconds
    try:
        tick_the_chain(world.ledger)
    except LedgerError as error:
        return error
    return None


def say(world: ChainedWorld) -> None:
    """Something to anchor."""
    party = world.party("Someone", "9521321000018", 1)
    world.captured(party, event("ObjectEvent", "OBSERVE", "inspecting", epcList=[CASE]))
    world.sequence()


def test_a_ledger_that_works_has_no_warnings(chained: ChainedWorld) -> None:
    assert tick(chained) is None
    health = read_health(chained.ledger)
    assert (health.dependencies, health.warnings) == (dict.fromkeys(health.dependencies), ())
    assert health.ready
    assert health.chain.anchors_left is not None
    assert health.chain.anchors_left > 1000


def test_a_worker_that_is_not_there_or_no_longer(chained: ChainedWorld) -> None:
    assert "has not looked at the chain yet" in (read_health(chained.ledger).dependencies["worker"] or "")
    tick(chained)
    chained.now += WORKER_SILENCE
    assert read_health(chained.ledger).dependencies["worker"] is None
    chained.now += 1
    health = read_health(chained.ledger)
    assert health.dependencies["worker"] == "has not looked at the chain for 31 seconds: see whether it runs"
    assert not health.ready


@pytest.mark.databases("sqlite")  # what is kept of a tick is the other tests' matter; these are the words for it
@pytest.mark.parametrize(("error", "words"), FAULTS, ids=lambda each: type(each).__name__)
def test_the_workers_fault_is_the_chains_in_plain_words(chained: ChainedWorld, error: LedgerError, words: str) -> None:
    ledger = chained.ledger
    note_tick(ledger.store, ledger.chain, error, chained.now)
    for _ in range(8):
        chained.now += 1
        note_tick(ledger.store, ledger.chain, error, chained.now)
    fault = read_health(ledger).dependencies["chain"]
    assert fault is not None
    assert words in fault
    assert fault.endswith("(for 8 seconds)")
    assert ADDRESS not in fault
    note_tick(ledger.store, ledger.chain, None, chained.now)
    assert read_health(ledger).dependencies["chain"] is None


def test_every_error_of_the_chain_has_words() -> None:
    assert [words in plainly(error) for error, words in FAULTS] == [True] * len(FAULTS)


def test_a_fault_of_a_worker_that_died_says_nothing_of_now(chained: ChainedWorld) -> None:
    note_tick(chained.ledger.store, chained.ledger.chain, errors.FeeTooHigh("dear"), chained.now)
    chained.now += WORKER_SILENCE + 1
    assert read_health(chained.ledger).dependencies["chain"] is None


def test_a_fee_above_the_ceiling_and_one_that_comes_near(chained: ChainedWorld) -> None:
    say(chained)
    chained.ledger.chain.fee_ceiling = 1
    assert isinstance(tick(chained), errors.FeeTooHigh)
    assert "fee ceiling" in (read_health(chained.ledger).dependencies["chain"] or "")
    chained.ledger.chain.fee_ceiling = 100 * GWEI
    assert tick(chained) is None
    health = read_health(chained.ledger)
    assert health.chain.fee is not None
    assert (health.dependencies["chain"], health.warnings) == (None, ())
    chained.ledger.chain.fee_ceiling = health.chain.fee * 5 // 4
    health = read_health(chained.ledger)
    assert health.warnings == ("the chain asks 80 % of the fee ceiling: above it nothing is anchored",)
    assert health.ready, "a warning is no fault"


def with_threshold(ledger: Ledger, anchors: int) -> Ledger:
    return replace(ledger, low_balance_anchors=anchors)


def test_an_account_that_will_run_out(chained: ChainedWorld) -> None:
    tick(chained)
    left = read_health(chained.ledger).chain.anchors_left
    assert left is not None
    assert read_health(with_threshold(chained.ledger, left)).warnings == ()
    (warning,) = read_health(with_threshold(chained.ledger, left + 1)).warnings
    assert warning == f"the chain account can pay for {left} more anchors at the present fee: send it funds"


def test_a_transaction_that_is_not_mined(chained: ChainedWorld) -> None:
    chain = chained.ledger.chain
    chain.rpc.request("evm_setAutomine", False)
    try:
        with asked_through(chain, chained.url, PUBLIC):
            say(chained)
            tick(chained)
            health = read_health(chained.ledger)
            assert (health.chain.waiting_transactions, health.chain.stuck_for, health.warnings) == (1, 0, ())
            tick(chained, chained.ledger.chain_policy.outbox.replace_after + 1)
            health = read_health(chained.ledger)
            assert health.warnings == ("a transaction has waited 121 seconds to be mined",)
    finally:
        chain.rpc.request("evm_setAutomine", True)


def test_what_waits_is_said_before_the_promise_is_broken(chained: ChainedWorld) -> None:
    say(chained)
    chained.now += chained.ledger.promise_seconds // 2
    health = read_health(chained.ledger)
    assert health.warnings == ("a statement has waited 1800 of the 3600 seconds promised to be final",)
    assert health.dependencies["anchoring"] is None


@pytest.mark.databases("sqlite")  # how often it writes does not depend on where
def test_a_quiet_worker_writes_little(chained: ChainedWorld) -> None:
    """And asks the chain for its figures less often still."""
    ticks, figures = set(), set()
    for _ in range(2 * FIGURES_KEPT_FOR):
        tick(chained)
        with chained.ledger.store.read() as connection:
            status = read_status(connection)
        assert status is not None
        assert status.figures is not None
        ticks.add(status.ticked_at)
        figures.add(status.figures.at)
    assert len(ticks) == 2 * FIGURES_KEPT_FOR // KEPT_FOR
    assert len(figures) == 2


def test_a_clock_that_went_back_hides_no_tick(chained: ChainedWorld) -> None:
    tick(chained)
    chained.now -= 1000
    tick(chained)
    with chained.ledger.store.read() as connection:
        status = read_status(connection)
    assert status is not None
    assert status.ticked_at == chained.now


def test_figures_of_any_size(chained: ChainedWorld) -> None:
    chain = chained.ledger.chain
    chain.rpc.request("anvil_setBalance", "0x" + chain.address.hex(), hex(10**30))
    tick(chained)
    assert read_health(chained.ledger).chain.balance == 10**30
    assert Figures(0, 100, 0, 5).anchors_left is None
    assert Figures(0, 100, 7, None).anchors_left is None


def test_an_order_that_the_registry_refuses_is_spoken_of_until_it_is_repeated(chained: ChainedWorld) -> None:
    uri = "https://id.gs1.org/417/9521321000018"

    def order(prefix: str) -> None:
        with chained.ledger.store.write() as connection:
            where = deployment(connection)
            assert where is not None
            registry.register_prefix(connection, where, prefix=prefix, party_id=party_id(uri), now=chained.now)

    order("9521321")
    order("9521460")
    tick(chained)
    assert read_health(chained.ledger).warnings == (), "a node that is behind may not know the party yet"
    for _ in range(2):
        tick(chained, chained.ledger.chain_policy.outbox.refused_for)
    health = read_health(chained.ledger)
    newest = "the registry refused an order (prefix 9521460) and 1 more within a day: see the worker's log"
    assert (health.ready, health.warnings) == (True, (newest,))
    chained.register("Someone", "9521321000018")
    order("9521460")
    assert tick(chained) is None
    refused = "the registry refused an order (prefix 9521321): see the worker's log"
    assert read_health(chained.ledger).warnings == (refused,)
    chained.now += 86_400
    assert refused not in read_health(chained.ledger).warnings
