"""The anchor state machine against a simple model: any order of statements, ticks of two workers into one another,
commits and answers that are lost, and whatever else a chain does before it is final."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlmodel import SQLModel

from ledger.chain import Chain
from ledger.chain_rpc import Rpc
from ledger.chain_tick import tick_chain
from ledger.deploy import LogIdentity
from ledger.deployment import Deployment
from ledger.errors import ChainUnavailable, LedgerError
from ledger.item_index import ItemIndex
from ledger.outbox import Purpose, enqueue
from ledger.sequence import NoteSigner
from ledger.store_chain import put_deployment
from ledger.store_index import IndexRows
from tests.anvil import ACCOUNT_KEY, Anvil
from tests.ledger.at_length import at_length
from tests.ledger.chain_observer import Observer
from tests.ledger.chain_world import ADMIN, ORIGIN, World, bag, first_row, object_event, policy
from tests.ledger.failing_store import AFTER, BEFORE, CommitFailed, FailingStore
from tests.ledger.toy_chain import GWEI, ToyChain
from verifier.format.anchor import log_id
from verifier.format.note import NoteKey

pytestmark = pytest.mark.slow

START = 1_767_225_600


class Steps:
    """The inputs and outputs of one tick, counted: one of them may fail, before it is done or after, and before
    another a whole tick of the other worker may happen."""

    def __init__(self) -> None:
        self.expect()

    def expect(
        self, fails_at: int = -1, *, done: bool = False, other_at: int = -1, other: Callable[[], None] | None = None
    ) -> None:
        """From now on count anew."""
        self.count = 0
        self.fails_at, self.done, self.other_at, self.other = fails_at, done, other_at, other

    def next(self) -> str | None:
        """How the step that is about to be taken fails, if it does."""
        self.count += 1
        if self.count == self.other_at and self.other is not None:
            other, self.other = self.other, None
            kept = self.count, self.fails_at, self.done
            self.expect()
            other()
            self.count, self.fails_at, self.done = kept
            self.other_at = -1
        if self.count != self.fails_at:
            return None
        return AFTER if self.done else BEFORE


class SteppedNode:
    """A node's requests as steps."""

    name = "toy"

    def __init__(self, chain: ToyChain, steps: Steps) -> None:
        self._chain = chain
        self._steps = steps

    def request(self, method: str, *params: object) -> object:
        how = self._steps.next()
        if how == BEFORE:
            raise ChainUnavailable("not done")
        answer: object = self._chain.request(method, *params)
        if how == AFTER:
            raise ChainUnavailable("done, and not known")
        return answer


class SteppedStore(FailingStore):
    """A database's commits as steps."""

    steps: Steps

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        self.fail = self.steps.next()
        with super().write() as connection:
            yield connection


class ToyWorld(World):
    """A ledger that is on the toy chain already, with the log's entry 0."""

    def __init__(self, folder: Path) -> None:
        self.url = "toy"
        self.now = START
        self.index = ItemIndex()
        private = Ed25519PrivateKey.from_private_bytes(bytes(32))
        self.signer = NoteSigner(NoteKey(ORIGIN, private.public_key().public_bytes_raw()), private)
        self.chain = Chain("http://127.0.0.1:9", ACCOUNT_KEY, fee_ceiling=100 * GWEI)
        address = self.chain.address
        self.where = Deployment(
            chain_id=31_337,
            genesis=b"\x01" * 32,
            registry=b"\x02" * 20,
            trace_anchor=b"\x03" * 20,
            checkpoint_ledger=b"\x04" * 20,
            log_id=log_id(address, self.signer.key.vkey),
            registrant=address,
        )
        self.log = LogIdentity(self.signer.key.vkey, ADMIN)
        self.policy = policy(replace_after=60)
        self.store = SteppedStore(f"sqlite:///{folder / 'ledger.db'}")
        self.store.steps = Steps()

    def begin(self) -> None:
        SQLModel.metadata.create_all(self.store.engine)
        with self.store.write() as connection:
            put_deployment(connection, self.deployed)
            first_row(connection, self.signer, self.now)


@pytest.fixture(scope="module", autouse=True)
def begun() -> Iterator[None]:
    """A database that has just begun, to be copied."""
    with tempfile.TemporaryDirectory() as folder:
        world = ToyWorld(Path(folder))
        world.begin()
        world.store.close()
        AnchorModel.template = Path(folder) / "ledger.db"
        yield


class AnchorModel(RuleBasedStateMachine):
    """What must hold is the observer's: a list of anchors that only grows, one head for each number, what is final, and
    each statement's place. At the end the faults stop and everything becomes final."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        shutil.copy(self.template, self.folder.name)
        self.world = ToyWorld(Path(self.folder.name))
        self.steps = cast(SteppedStore, self.world.store).steps
        self.toy = ToyChain(self.world.deployed, START, self.world.chain.address)
        self.world.chain.rpc = cast(Rpc, SteppedNode(self.toy, self.steps))
        self.indexes = [ItemIndex(), ItemIndex()]
        self.engine = sa.create_engine(self.world.store.engine.url)
        self.observer = Observer(cast(Anvil, self.toy), self.engine, promise_seconds=10**6)
        self.serial = 0

    def run(self, worker: int) -> None:
        world = self.world
        with suppress(LedgerError, CommitFailed):
            tick_chain(world.store, world.chain, self.indexes[worker], world.log, world.policy, world.now)

    @rule(items=st.lists(st.integers(1, 4), min_size=1, max_size=2, unique=True))
    def say(self, items: list[int]) -> None:
        self.steps.expect()
        self.serial += 1
        event = object_event("OBSERVE", *map(bag, items), eventID=f"urn:uuid:{self.serial:032x}")
        self.observer.promise(self.world.say(None, event), list(map(bag, items)), self.world.now)

    @rule(number=st.integers(1, 2))
    def order(self, number: int) -> None:
        """Something else that the account is to send."""
        self.steps.expect()
        with self.world.store.write() as connection:
            for _ in range(number):
                self.serial += 1
                enqueue(
                    connection,
                    chain_id=self.world.deployed.chain_id,
                    purpose=Purpose.CHECKPOINTS,
                    subject=str(self.serial),
                    to=self.world.deployed.checkpoint_ledger,
                    data=self.serial.to_bytes(4),
                    now=self.world.now,
                )

    @rule(worker=st.integers(0, 1), times=st.integers(1, 4), says=st.booleans())
    def go_on(self, worker: int, times: int, says: bool) -> None:
        for _ in range(times):
            if says:
                self.say([1])
            self.steps.expect()
            self.run(worker)
            self.observer.look()
            self.toy.mine(12)
            self.world.now += 12

    @rule(worker=st.integers(0, 1), at=st.integers(1, 40), done=st.booleans())
    def tick_that_fails(self, worker: int, at: int, done: bool) -> None:
        self.steps.expect(at, done=done)
        self.run(worker)
        self.observer.look()

    @rule(worker=st.integers(0, 1), other_at=st.integers(1, 40), at=st.integers(0, 40), done=st.booleans())
    def ticks_into_one_another(self, worker: int, other_at: int, at: int, done: bool) -> None:
        self.steps.expect(at, done=done, other_at=other_at, other=lambda: self.run(1 - worker))
        self.run(worker)
        self.observer.look()

    @rule(worker=st.integers(0, 1), at=st.integers(1, 40), depth=st.integers(1, 4))
    def reorganised_during_a_tick(self, worker: int, at: int, depth: int) -> None:
        self.steps.expect(other_at=at, other=lambda: self.toy.reorganise(depth, []))
        self.run(worker)
        self.observer.look()

    @rule(blocks=st.integers(1, 3), seconds=st.integers(1, 40))
    def mine(self, blocks: int, seconds: int) -> None:
        for _ in range(blocks):
            self.toy.mine(seconds)
        self.world.now += blocks * seconds

    @rule(seconds=st.sampled_from([1, 12, 61]))
    def wait(self, seconds: int) -> None:
        self.world.now += seconds

    @rule(gwei=st.sampled_from([1, 5, 300]))
    def change_the_fee(self, gwei: int) -> None:
        self.toy.base_fee = gwei * GWEI

    @rule()
    def drop(self) -> None:
        self.toy.drop()

    @rule(depth=st.integers(1, 4), kept=st.integers(0, 63), foreign=st.booleans())
    def reorganise(self, depth: int, kept: int, foreign: bool) -> None:
        with self.engine.connect() as connection:
            signed = connection.execute(sa.text("select raw from outgoing_attempt order by nonce desc limit 6")).all()
        again = [bytes(row.raw) for bit, row in enumerate(signed) if kept >> bit & 1]
        self.toy.reorganise(depth, again, foreign)

    @rule(worker=st.integers(0, 1))
    def overtake(self, worker: int) -> None:
        """Of two anchors that are not final the second is mined again where a stranger is in the first one's place."""
        self.go_on(worker, 2, True)
        with self.engine.connect() as connection:
            newest = connection.execute(sa.text("select raw from outgoing_attempt order by nonce desc limit 1")).first()
        self.toy.reorganise(2, [] if newest is None else [bytes(newest.raw)], foreign=True)

    @rule(ahead=st.integers(0, 2), gwei=st.sampled_from([2, 90]))
    def be_foreign(self, ahead: int, gwei: int) -> None:
        self.toy.be_foreign(ahead, gwei * GWEI)

    @rule(worker=st.integers(0, 1))
    def restart(self, worker: int) -> None:
        self.indexes[worker] = ItemIndex()

    def teardown(self) -> None:
        try:
            self.toy.base_fee = GWEI
            self.steps.expect()
            for turn in range(120):
                self.toy.mine(12)
                self.world.now += 12
                self.run(turn % 2)
                self.observer.look()
                if turn > 3 and not self.waiting():
                    break
            assert not self.waiting(), "not final although the faults stopped"
            self.observer.conclude()
            with self.world.store.write() as connection:
                ItemIndex().check(IndexRows(connection))
        finally:
            self.engine.dispose()
            self.world.store.close()
            self.folder.cleanup()

    def waiting(self) -> bool:
        query = (
            "select (select count(*) from outgoing where state not in ('final', 'reverted')) + "
            "(select count(*) from anchor where state <> 'final') + "
            "(select max(size) from tree_head) - (select coalesce(max(size), 0) from anchor where state = 'final')"
        )
        with self.engine.connect() as connection:
            return bool(connection.execute(sa.text(query)).scalar_one())


AnchorModel.TestCase.settings = at_length(6, 20)
TestAnchorModel = AnchorModel.TestCase


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_the_model_at_length() -> None:
    run_state_machine_as_test(AnchorModel, settings=at_length(400, 50))
