"""All faults of the chain in random mixtures, while statements come in: the observer looks after every tick, and when
the faults stop everything becomes final. WAYPROOF_SEED repeats a run."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from contextlib import suppress

import pytest

from ledger.chain import GWEI
from tests.conftest import FAULT
from tests.faulty_node import behind
from tests.ledger.chain_harness import SLOTS, Harness
from tests.ledger.test_chain_harness import WAYS, foreign

pytestmark = [pytest.mark.full, pytest.mark.timeout(1800)]

_DEEPEST = 2 * SLOTS - 1
_METHODS = [(), ("eth_sendRawTransaction",), ("eth_call",), ("eth_getBlockByNumber",), ("eth_estimateGas",)]


class Trouble:
    """Chooses what goes wrong at each tick."""

    def __init__(self, harness: Harness, seed: int) -> None:
        self.harness = harness
        self.rng = random.Random(seed)
        self.until = 0
        self.account = "0x" + harness.world.chain.address.hex()
        self.funds = harness.world.chain.balance()
        self.happened: list[str] = []

    def strike(self) -> None:
        """Perhaps something new, and perhaps the end of what was."""
        if self.harness.ticks >= self.until:
            self.end()
        kinds = (
            self.break_the_way,
            self.fall_behind,
            self.reorganise,
            self.drop,
            self.be_foreign,
            self.change_fees,
            self.take_funds,
            self.restart,
        )
        if self.rng.random() < 0.4:
            kind = self.rng.choice(kinds)
            kind()
            self.happened.append(f"{self.harness.ticks} {kind.__name__}")

    def end(self) -> None:
        """What lasts is over."""
        self.harness.node.heal()
        self.harness.anvil.rpc("anvil_setBalance", self.account, hex(self.funds))

    def break_the_way(self) -> None:
        rule = WAYS[self.rng.choice(list(WAYS))](self.harness.node)
        self.harness.node.fail(rule, *self.rng.choice(_METHODS), every=self.rng.choice([1, 3, 7, 20]))
        self.until = self.harness.ticks + self.rng.randint(1, 4)

    def fall_behind(self) -> None:
        latest = int(self.harness.anvil.rpc("eth_blockNumber"), 16) - self.rng.randint(0, _DEEPEST)
        self.harness.node.fail(behind(latest, latest - 2 * SLOTS), *self.rng.choice(_METHODS))
        self.until = self.harness.ticks + self.rng.randint(1, 4)

    def reorganise(self) -> None:
        raws = self.harness.raws()
        kept = raws[: self.rng.randint(0, len(raws))]
        depth = self.rng.randint(1, _DEEPEST)
        offsets = sorted(self.rng.randrange(depth) for _ in kept)
        with suppress(AssertionError):  # anvil takes no transaction whose nonce is used below
            self.harness.anvil.rpc("anvil_reorg", depth, [list(each) for each in zip(kept, offsets, strict=True)])

    def drop(self) -> None:
        self.harness.anvil.rpc("anvil_dropAllTransactions")

    def be_foreign(self) -> None:
        nonce = int(self.harness.anvil.rpc("eth_getTransactionCount", self.account, "latest"), 16)
        raw = foreign(self.harness, nonce + self.rng.randint(0, 2), self.rng.choice([5, 50]))
        with suppress(AssertionError):  # ours may be there and offer more
            self.harness.anvil.rpc("eth_sendRawTransaction", raw)

    def change_fees(self) -> None:
        base = self.rng.choice([1, 1, 3, 20, 60, 400])
        self.harness.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(base * GWEI))

    def take_funds(self) -> None:
        self.harness.anvil.rpc("anvil_setBalance", self.account, hex(10**9))
        self.until = self.harness.ticks + self.rng.randint(1, 4)

    def restart(self) -> None:
        self.end()
        self.harness.restart()


@pytest.mark.parametrize("number", range(4))
def test_a_random_mixture(harness: Harness, number: int, record_property: Callable[[str, object], None]) -> None:
    seed = int(os.environ.get("WAYPROOF_SEED", "0")) or random.SystemRandom().getrandbits(32)
    print(f"WAYPROOF_SEED={seed} repeats this")
    trouble = Trouble(harness, seed)
    rng = random.Random(seed + 1)
    harness.begin()
    for _ in range(150):
        for _ in range(rng.choice([0, 0, 1, 3])):
            harness.say(rng.randrange(12))
        trouble.strike()
        harness.tick(rng.choice([1, 1, 1, 5, 40]), mine=rng.random() < 0.8)
    print(*trouble.happened, sep="\n")
    trouble.end()
    harness.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(GWEI))
    harness.mark()
    harness.settle(patience=200, seconds=10)
    assert len(harness.observer.promised) > 50
    record_property(FAULT, [f"all of them at random, seed {seed}", harness.did(), *harness.took()])
