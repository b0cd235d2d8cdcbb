"""The sequencer and the item index against plain lists: statements of several writers, accepted in any order, batches
of any size, commits that fail before or after they took effect, a second sequencer in between, and restarts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import ClassVar

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlmodel import SQLModel

from ledger import lists, store_log, store_statements
from ledger.item_index import ItemIndex
from ledger.log_reader import LogReader
from ledger.sequence import NoteSigner, sequence
from ledger.statement import Saying, compose, sign_statement
from ledger.store_index import IndexRows
from ledger.store_statements import NewRow
from tests.ledger.at_length import at_length
from tests.ledger.chain_world import CONTEXT, ORIGIN, TestParty, bag, first_row, object_event, row_of
from tests.ledger.failing_store import AFTER, BEFORE, CommitFailed, FailingStore
from tests.verifier.format import naive
from verifier.format import merkle
from verifier.format.epcis_context import parse_context
from verifier.format.event_items import event_items
from verifier.format.item import item_key, notice_key
from verifier.format.jcs import Json
from verifier.format.note import NoteKey
from verifier.format.tree_head import open_tree_head

START = 1_767_225_600
HOW = st.sampled_from([None, None, None, BEFORE, AFTER])
_PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(32))
SIGNER = NoteSigner(NoteKey(ORIGIN, _PRIVATE.public_key().public_bytes_raw()), _PRIVATE)


@dataclass(frozen=True)
class Made:
    """A signed statement, and the lists that it belongs on by what it says."""

    row: NewRow
    lists: frozenset[bytes]


def make(number: int) -> Made:
    """One of the statements that the writers have: about up to three of five items, some of them recalls."""
    items = [bag(number % 5), bag(number * 7 % 5), bag(number * 3 % 4)][: 1 + number % 3]
    recall = number % 4 == 0
    members: dict[str, Json] = {"persistentDisposition": {"set": ["recalled"]}} if recall else {}
    event = object_event("OBSERVE", *dict.fromkeys(items), **members)
    party = TestParty(f"writer {number % 3}", "9521321000094", 0)
    roles = event_items(event, parse_context(CONTEXT))
    saying = Saying("ObjectEvent", "recall" if recall else None, event, roles, CONTEXT, "ni:///sha-256;00?ver=CBV2.0")
    signed = sign_statement(compose(saying, None), party.signer, ORIGIN, START)
    row = row_of(None, signed.entry, signed.content, signed.secret, START)._replace(statement_id=signed.id)
    keys = {item_key(item) for item in items}
    return Made(row, frozenset(keys | ({notice_key(key) for key in keys} if recall else set())))


class InterruptedStore(FailingStore):
    """Lets something else happen just before the next write transaction begins."""

    before: Callable[[], None] | None = None

    @contextmanager
    def write(self) -> Iterator[sa.Connection]:
        before, self.before = self.before, None
        how, self.fail = self.fail, None
        if before is not None:
            before()
        self.fail = how
        with super().write() as connection:
            yield connection


@pytest.fixture(scope="module", autouse=True)
def begun() -> Iterator[None]:
    """Statements and a begun database for all examples; lists of three entries go the way of long ones."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(lists, "FRONTIER_FROM", 3)
        path = Path(folder) / "ledger.db"
        store = FailingStore(f"sqlite:///{path}")
        SQLModel.metadata.create_all(store.engine)
        with store.write() as connection:
            first_row(connection, SIGNER, START)
        store.close()
        SequenceModel.template = path
        SequenceModel.statements = [make(number) for number in range(60)]
        yield


class SequenceModel(RuleBasedStateMachine):
    """`log` is what the log must hold after entry 0, `waiting` what was accepted and not sequenced, by row, `sizes` the
    log's size at each revision of the item index, `heads` every size that was signed."""

    template: ClassVar[Path]
    statements: ClassVar[list[Made]]

    def __init__(self) -> None:
        super().__init__()
        self.late: list[tuple[int, Made]] = []
        self.waiting: dict[int, Made] = {}
        self.log: list[Made] = []
        self.heads = [1]
        self.sizes = [0]
        self.final = 0
        self.next_row = 2
        self.indexes = [ItemIndex(), ItemIndex()]
        self.unused = list(self.statements)
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "ledger.db"
        shutil.copy(self.template, path)
        self.store = InterruptedStore(f"sqlite:///{path}")
        with self.store.read() as connection:
            (self.first,) = store_statements.entries(connection, 0, 1)

    def teardown(self) -> None:
        self.store.close()
        self.folder.cleanup()

    @property
    def entries(self) -> list[bytes]:
        return [self.first, *(made.row.entry for made in self.log)]

    @rule(order=st.permutations(range(3)), count=st.integers(1, 3), late=st.booleans(), how=HOW)
    def accept(self, order: list[int], count: int, late: bool, how: str | None) -> None:
        """Several writers accept one each; they commit in another order than their rows were numbered in, and one of
        them perhaps much later."""
        taken, self.unused = self.unused[:count], self.unused[count:]
        rows = [self.next_row + place for place in order if place < len(taken)]
        self.next_row += len(taken)
        pairs = list(zip(rows, taken, strict=True))
        if late:
            self.late += pairs[:1]
            pairs = pairs[1:]
        for row, made in pairs:
            self.insert(row, made, how)
            how = None

    @rule()
    def accept_the_late(self) -> None:
        for row, made in self.late:
            self.insert(row, made, None)
        self.late = []

    def insert(self, row: int, made: Made, how: str | None) -> None:
        self.store.fail = how
        with suppress(CommitFailed), self.store.write() as connection:
            store_statements.insert(connection, [made.row])
            where = {"row": row, "id": made.row.statement_id}
            connection.execute(sa.text("update statement set id = :row where statement_id = :id"), where)
        if how == BEFORE:
            self.unused.append(made)
        else:
            self.waiting[row] = made

    @rule(limit=st.sampled_from([1, 2, 5, 4096]), how=HOW, other=st.sampled_from([0, 0, 1, 4096]))
    def sequence(self, limit: int, how: str | None, other: int) -> None:
        if other:
            self.store.before = lambda: self.sequenced(other, None)
        self.sequenced(limit, how)
        self.store.before = None

    def sequenced(self, limit: int, how: str | None) -> None:
        self.store.fail = how
        done = 0
        with suppress(CommitFailed):
            done = sequence(self.store, SIGNER, START, limit)
        self.store.fail = None
        batch = [] if how == BEFORE else sorted(self.waiting)[:limit]
        assert how is not None or done == len(batch)
        if batch:
            self.log += [self.waiting.pop(row) for row in batch]
            self.heads.append(1 + len(self.log))

    @rule(worker=st.integers(0, 1), how=HOW, told=st.booleans())
    def apply(self, worker: int, how: str | None, told: bool) -> None:
        """Bring the item index to the newest tree head."""
        size = self.heads[-1]
        if size == self.sizes[-1]:
            return
        index = self.indexes[worker]
        self.store.fail = how
        try:
            with self.store.write() as connection:
                changes = lists.index_changes(connection, self.sizes[-1], size)
                index.apply(IndexRows(connection), len(self.sizes), changes)
        except CommitFailed:
            if told:
                index.rolled_back()
        if how != BEFORE:
            self.sizes.append(size)

    @rule(worker=st.integers(0, 1), steps=st.integers(0, 3), how=HOW, told=st.booleans())
    def finalize(self, worker: int, steps: int, how: str | None, told: bool) -> None:
        revision = min(self.final + steps, len(self.sizes) - 1)
        index = self.indexes[worker]
        self.store.fail = how
        try:
            with self.store.write() as connection:
                index.finalize(IndexRows(connection), revision)
        except CommitFailed:
            if told:
                index.rolled_back()
        if how != BEFORE:
            self.final = revision

    @rule(worker=st.integers(0, 1))
    def restart(self, worker: int) -> None:
        self.indexes[worker] = ItemIndex()
        self.store.engine.dispose()

    @invariant()
    def the_log_is_the_list(self) -> None:
        entries = self.entries
        with self.store.read() as connection:
            assert store_statements.entries(connection, 0, 10**6) == entries
            assert store_statements.waiting_count(connection) == len(self.waiting)
            heads = store_log.tree_heads(connection)
            assert list(heads) == self.heads
            newest = open_tree_head(heads[self.heads[-1]].note.encode(), ORIGIN, [SIGNER.key])
            assert newest.root == heads[self.heads[-1]].root == naive.merkle_root(entries)
            before = self.heads[-2:][0]
            proof = LogReader(connection).consistency(before, len(entries))
            merkle.verify_consistency(before, heads[before].root, len(entries), newest.root, proof)

    @invariant()
    def the_index_is_the_dictionary(self) -> None:
        for worker, index in enumerate(self.indexes):
            expected = self.expected(self.sizes[-1])
            with self.store.write() as connection:
                rows = IndexRows(connection)
                assert index.latest(rows).root == naive.trie_root(expected)
                assert index.final(rows).root == naive.trie_root(self.expected(self.sizes[self.final]))
                if worker == len(self.log) % 2:
                    assert index.get_many(rows, expected) == expected

    def expected(self, size: int) -> dict[bytes, bytes]:
        """What the item index must hold at a size of the log."""
        found: dict[bytes, list[bytes]] = {}
        for index, made in enumerate(self.log[: max(0, size - 1)], start=1):
            entry = index.to_bytes(8, "big") + sha256(b"\x00" + made.row.entry).digest()
            for key in made.lists:
                found.setdefault(key, []).append(entry)
        return {key: len(each).to_bytes(8, "big") + naive.merkle_root(each) for key, each in found.items()}


SequenceModel.TestCase.settings = at_length(10, 30)
TestSequenceModel = SequenceModel.TestCase


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_the_model_at_length() -> None:
    run_state_machine_as_test(SequenceModel, settings=at_length(500, 80))
