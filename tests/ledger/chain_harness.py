"""A ledger before a chain that is not its own, behind a node that can be made to fail, watched after every tick."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from ledger.chain import GWEI, Chain
from ledger.chain_tick import tick_chain
from ledger.errors import LedgerError
from tests.anvil import ACCOUNT_KEY, Anvil
from tests.databases import copy_ledger, keep
from tests.faulty_node import FaultyNode
from tests.ledger.chain_observer import Observer
from tests.ledger.chain_world import World, bag, object_event
from tests.ledger.faulty_chain import PUBLIC
from verifier.chain import ChainReader

SLOTS = 2
"""An epoch of the chain: a block is final under twice as many."""

_PATIENCE = 60.0
_IMPATIENCE = 0.5
"""Seconds that a node may take to answer, where it answers in the end and where it never does."""
_ROOM = 6  # blocks below which no test reorganises: anvil goes back to no snapshot whose block is gone
_DEEDS = """
select
  (select coalesce(sum(sends - 1), 0) from outgoing_attempt where sends > 0) as resent,
  (select count(*) from outgoing_attempt)
    - (select count(*) from (select distinct outgoing_id, nonce from outgoing_attempt)) as replaced,
  (select count(*) from (select distinct outgoing_id, nonce from outgoing_attempt))
    - (select count(*) from (select distinct outgoing_id from outgoing_attempt)) as renewed,
  (select count(*) from outgoing where purpose = 'fill nonce') as filled
"""
_SAID = {
    "ChainUnavailable": "said: no answer",
    "ChainRefused": "said: the node refuses",
    "ChainReverted": "said: the contract refuses",
    "FeeTooHigh": "said: too dear",
    "BalanceTooLow": "said: the account is empty",
    "WrongChain": "said: the wrong chain",
    "NotDeployed": "said: not deployed",
    "AnchorConflict": "said: another copy anchors",
}


@dataclass
class Ground:
    """A chain with the contracts on it, and the data folder of that moment, to which each test goes back."""

    anvil: Anvil
    folder: Path
    snapshot: str

    @classmethod
    def make(cls, anvil: Anvil, folder: Path) -> Ground:
        """Deploy, and wait until it is final."""
        with harness(anvil, folder) as made:
            made.settle()
        keep(folder)
        return cls(anvil, folder, anvil.rpc("evm_snapshot"))

    @contextmanager
    def harness(self, folder: Path) -> Iterator[Harness]:
        """A harness of its own in a folder."""
        self.anvil.rpc("anvil_dropAllTransactions")
        assert self.anvil.rpc("evm_revert", self.snapshot)
        self.snapshot = self.anvil.rpc("evm_snapshot")
        self.anvil.rpc("anvil_setNextBlockBaseFeePerGas", hex(GWEI))
        self.anvil.rpc("anvil_mine", hex(_ROOM))
        copy_ledger(self.folder, folder)
        with harness(self.anvil, folder) as made:
            made.tick()
            yield made


@contextmanager
def harness(anvil: Anvil, folder: Path, version: str | None = PUBLIC) -> Iterator[Harness]:
    """A harness over a chain and a data folder as they are."""
    with FaultyNode(anvil.url, version) as node:
        made = Harness(anvil, node, folder)
        try:
            yield made
        finally:
            made.close()


class Harness:
    """One ledger, its faulty node and its observer. The chain makes a block before every tick, unless `mines` is false.

    `said` counts the errors that ticks raised since `begin`; `readers` opens the chain as readers of the ledger do.
    """

    def __init__(self, anvil: Anvil, node: FaultyNode, folder: Path) -> None:
        self.anvil = anvil
        self.node = node
        self.folder = folder
        self.mines = True
        self.readers: Callable[[], ChainReader] | None = None
        self.world = World(folder, node.url)
        self.world.policy = type(self.world.policy)(self.world.policy.outbox, self.world.policy.anchor, may_deploy=True)
        self.world.chain = Chain(node.url, ACCOUNT_KEY, fee_ceiling=100 * GWEI, timeout=_PATIENCE)
        self._engine = sa.create_engine(self.world.store.engine.url)
        self.observer = Observer(anvil, self._engine)
        self.serial = 0
        self.ticks = 0
        self.begin()

    def close(self) -> None:
        self.world.store.close()
        self._engine.dispose()

    def lose_patience(self) -> None:
        """Wait for no answer for long: there will be none."""
        self.world.chain = Chain(self.node.url, ACCOUNT_KEY, fee_ceiling=100 * GWEI, timeout=_IMPATIENCE)

    def begin(self) -> None:
        """From now on count what is said and done, and how long it takes."""
        self.said: Counter[str] = Counter()
        self.messages: list[str] = []
        self._before = self._deeds()
        self._taken_back = self.observer.taken_back
        self.mark()

    def mark(self) -> None:
        """From now on count ticks and seconds: the fault is over."""
        self.began = self.ticks, self.world.now

    def say(self, *serials: int) -> bytes:
        """Accept a statement about items, new ones if none are named; returns its id."""
        self.serial += 1
        items = [bag(serial) for serial in serials or (self.serial,)]
        statement_id = self.world.say(None, object_event("OBSERVE", *items))
        self.observer.promise(statement_id, items, self.world.now)
        return statement_id

    def tick(self, seconds: int = 1, *, mine: bool | None = None) -> LedgerError | None:
        """One tick of the ledger, some seconds after the one before; returns what it raised."""
        world, raised = self.world, None
        world.now += seconds
        self.ticks += 1
        self.anvil.rpc("evm_increaseTime", seconds)
        if self.mines if mine is None else mine:
            self.anvil.rpc("evm_mine")
        try:
            world.where = tick_chain(
                world.store, world.chain, world.index, world.log, world.policy, world.now, self.readers
            )
        except LedgerError as error:
            raised = error
            self.said[type(error).__name__] += 1
            self.messages.append(str(error))
        self.observer.look(self.node.sent)
        return raised

    def run(self, ticks: int, seconds: int = 1) -> None:
        """Some ticks, whatever they raise."""
        for _ in range(ticks):
            self.tick(seconds)

    def settle(self, patience: int = 80, seconds: int = 1) -> None:
        """Tick until all is final; AssertionError after `patience` ticks."""
        for _ in range(patience):
            if self.tick(seconds) is None and self.world.where is not None and not self.waiting():
                self.observer.conclude()
                return
        raise AssertionError(f"not final after {patience} ticks: {self.waiting()}, {self.messages[-3:]}")

    def waiting(self) -> list[object]:
        """What is not final."""
        query = (
            "select purpose, state, nonce from outgoing where state in ('queued', 'signed', 'mined') union all "
            "select 'anchor row', state, seq from anchor where state in ('stored', 'mined')"
        )
        with self._engine.connect() as connection:
            waiting: list[object] = [tuple(row) for row in connection.execute(sa.text(query))]
            size = connection.execute(sa.text("select max(size) from tree_head")).scalar_one()
            anchored = connection.execute(sa.text("select max(size) from anchor where state = 'final'")).scalar_one()
        return waiting if anchored == size else [*waiting, "not anchored"]

    def raws(self) -> list[str]:
        """The newest signed bytes of each transaction that waits to be mined or to be final, by nonce."""
        query = (
            "select a.raw from outgoing_attempt a join outgoing o on o.id = a.outgoing_id "
            "where o.state in ('signed', 'mined') and a.nonce = o.nonce and a.max_fee = (select max(max_fee) from "
            "outgoing_attempt b where b.outgoing_id = a.outgoing_id and b.nonce = a.nonce) order by a.nonce"
        )
        with self._engine.connect() as connection:
            return ["0x" + bytes(raw).hex() for raw in connection.execute(sa.text(query)).scalars()]

    def restart(self) -> None:
        """The process ends, and another begins: nothing is left but the database."""
        old = self.world
        old.store.close()
        self.world = World(self.folder, self.node.url)
        self.world.policy, self.world.chain, self.world.now = old.policy, old.chain, old.now

    def did(self) -> str:
        """What the ledger said and did since `begin`, in few words."""
        deeds = self._deeds()
        done = {name: deeds[name] - self._before[name] for name in deeds}
        taken_back = self.observer.taken_back - self._taken_back
        words = [f"{_SAID[name]} ×{count}" for name, count in self.said.items()]
        words += ["sent the same bytes again"] if done["resent"] else []
        words += [f"replaced at a higher fee ×{done['replaced']}"] if done["replaced"] else []
        words += [f"signed anew with another nonce ×{done['renewed']}"] if done["renewed"] else []
        words += [f"filled a gap of nonces ×{done['filled']}"] if done["filled"] else []
        words += [f"took anchors back ×{taken_back}"] if taken_back else []
        return "; ".join(words) or "went on"

    def took(self) -> tuple[int, int]:
        """Ticks and seconds since `mark`."""
        return self.ticks - self.began[0], self.world.now - self.began[1]

    def _deeds(self) -> dict[str, int]:
        with self._engine.connect() as connection:
            return {name: int(value) for name, value in connection.execute(sa.text(_DEEDS)).one()._mapping.items()}
