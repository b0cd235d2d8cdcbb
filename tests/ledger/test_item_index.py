"""The item index against a plain dictionary: any order of batches, finality, restarts, workers and retreats."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ledger.errors import RevisionConflict
from ledger.item_index import ItemIndex
from ledger.item_index_rows import Revision
from ledger.store import Store
from ledger.store_index import IndexRows
from tests.ledger.item_index_reference import Items, new_store, random_items, reference
from tests.verifier.format import naive
from verifier.format.trie import EMPTY_ROOT, verify_lookup


@pytest.fixture
def store() -> Iterator[Store]:
    store = new_store()
    yield store
    store.close()


def neighbours(key: bytes, bits: list[int]) -> list[bytes]:
    """Keys that share exactly the first `bit` bits with `key`."""
    return [(int.from_bytes(key) ^ 1 << 255 - bit).to_bytes(32) for bit in bits]


def assert_proved(index: ItemIndex, rows: IndexRows, items: Items, key: bytes) -> None:
    value, proof = index.prove(rows, key)
    assert value == items.get(key)
    verify_lookup(index.final(rows).root, key, value, proof)


bases = st.sampled_from([bytes(32), b"\xff" * 32, bytes(range(32)), b"\x80" + bytes(31), b"\x55" * 32])
hostile_keys = st.tuples(bases, st.lists(st.integers(0, 255), max_size=6)).map(
    lambda drawn: [drawn[0], *neighbours(*drawn)]
)


class AgainstDictionary(RuleBasedStateMachine):
    """Two workers on one database; `states` are the expected contents from the final revision on."""

    def __init__(self) -> None:
        super().__init__()
        self.store = new_store()
        self.workers = [ItemIndex(), ItemIndex()]
        self.states: list[Items] = [{}]
        self.final = 0
        self.rng = random.Random(0)

    def teardown(self) -> None:
        self.store.close()

    @property
    def newest(self) -> int:
        return self.final + len(self.states) - 1

    @initialize(seed=st.integers(0, 2**32))
    def seed(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def apply(self, worker: int, changes: Items) -> None:
        expected = self.states[-1] | changes
        with self.store.write() as connection:
            root = self.workers[worker].apply(IndexRows(connection), self.newest + 1, changes)
        assert root == reference(expected)
        self.states.append(expected)

    @rule(worker=st.integers(0, 1), n=st.sampled_from([0, 1, 2, 7, 40, 300]), old=st.integers(0, 4))
    def apply_random(self, worker: int, n: int, old: int) -> None:
        known = self.rng.sample(sorted(self.states[-1]), min(old, len(self.states[-1])))
        self.apply(worker, random_items(self.rng, n) | {key: self.rng.randbytes(40) for key in known})

    @rule(worker=st.integers(0, 1), keys=hostile_keys)
    def apply_hostile(self, worker: int, keys: list[bytes]) -> None:
        self.apply(worker, {key: self.rng.randbytes(40) for key in keys})

    @rule(worker=st.integers(0, 1), n=st.sampled_from([1, 200]), told=st.booleans())
    def apply_and_roll_back(self, worker: int, n: int, told: bool) -> None:
        with self.store.engine.connect() as connection, connection.begin() as transaction:
            self.workers[worker].apply(IndexRows(connection), self.newest + 1, random_items(self.rng, n))
            transaction.rollback()
        if told:
            self.workers[worker].rolled_back()

    @rule(worker=st.integers(0, 1), step=st.integers(0, 5), rolled_back=st.booleans())
    def finalize(self, worker: int, step: int, rolled_back: bool) -> None:
        rev = min(self.final + step, self.newest)
        with self.store.engine.connect() as connection, connection.begin() as transaction:
            self.workers[worker].finalize(IndexRows(connection), rev)
            if rolled_back:
                transaction.rollback()
                return
        self.states = self.states[rev - self.final :]
        self.final = rev

    @rule(worker=st.integers(0, 1))
    def restart(self, worker: int) -> None:
        self.workers[worker] = ItemIndex()

    @rule(worker=st.integers(0, 1))
    def rebuild(self, worker: int) -> None:
        with self.store.write() as connection:
            items = sorted(self.states[0].items())
            assert self.workers[worker].rebuild(IndexRows(connection), items) == reference(self.states[0])

    @rule(worker=st.integers(0, 1), keys=hostile_keys)
    def read_newest(self, worker: int, keys: list[bytes]) -> None:
        items = self.states[-1]
        keys += [self.rng.randbytes(32), *self.rng.sample(sorted(items), min(5, len(items)))]
        with self.store.write() as connection:
            rows = IndexRows(connection)
            found = self.workers[worker].get_many(rows, keys)
            assert found == {key: items[key] for key in keys if key in items}
            assert self.workers[worker].get(rows, keys[-1]) == items.get(keys[-1])

    @rule(worker=st.integers(0, 1), keys=hostile_keys)
    def prove_final(self, worker: int, keys: list[bytes]) -> None:
        items = self.states[0]
        newer = self.states[-1].keys() - items.keys()
        keys += [self.rng.randbytes(32), *sorted(newer)[:3], *self.rng.sample(sorted(items), min(5, len(items)))]
        with self.store.read() as connection:
            for key in keys:
                assert_proved(self.workers[worker], IndexRows(connection), items, key)

    @invariant()
    def revisions_are_those_expected(self) -> None:
        with self.store.read() as connection:
            rows = IndexRows(connection)
            latest, final = self.workers[0].latest(rows), self.workers[1].final(rows)
        assert latest == Revision(self.newest, latest.root, len(self.states[-1]))
        assert final == Revision(self.final, reference(self.states[0]), len(self.states[0]))

    @rule(worker=st.integers(0, 1))
    def check(self, worker: int) -> None:
        with self.store.write() as connection:
            assert self.workers[worker].check(IndexRows(connection)).root == reference(self.states[-1])


AgainstDictionary.TestCase.settings = settings(
    max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TestAgainstDictionary = AgainstDictionary.TestCase


def test_roots_and_proofs_equal_the_definition(store: Store):
    rng = random.Random(3)
    index, items = ItemIndex(), random_items(rng, 90)
    for base in (bytes(32), b"\xff" * 32):
        items |= {key: rng.randbytes(40) for key in [base, *neighbours(base, [5, 6, 63, 64, 127, 128, 254, 255])]}
    absent = [rng.randbytes(32), bytes(31) + b"\x07", b"\xff" * 31 + b"\xfc"]
    with store.write() as connection:
        rows = IndexRows(connection)
        assert index.apply(rows, 1, items) == naive.trie_root(items)
        index.finalize(rows, 1)
        for key in [*items, *absent]:
            assert index.prove(rows, key) == (items.get(key), naive.trie_proof(items, key))


def test_keys_that_part_at_every_bit(store: Store):
    index, rng = ItemIndex(), random.Random(4)
    keys = [bytes(32), *neighbours(bytes(32), list(range(256)))]
    items = {key: rng.randbytes(40) for key in keys}
    with store.write() as connection:
        rows = IndexRows(connection)
        shuffled = rng.sample(keys, len(keys))
        for rev in range(1, 12):
            index.apply(rows, rev, {key: items[key] for key in shuffled[rev - 1 :: 11]})
        index.finalize(rows, 11)
        assert index.final(rows).root == reference(items)
        for key in keys:
            assert_proved(index, rows, items, key)
        assert_proved(index, rows, items, bytes(31) + b"\x03")


def test_one_bucket_crowded_on_purpose(store: Store):
    """Ground keys all share their first bits: the index works on, and says how full the bucket is."""
    index, rng = ItemIndex(), random.Random(5)
    ground = {bytes(4) + rng.randbytes(28): rng.randbytes(40) for _ in range(500)}
    with store.write() as connection:
        rows = IndexRows(connection)
        index.apply(rows, 1, ground)
        assert index.largest_bucket == 500
        index.finalize(rows, 1)
        key = b"\xff" * 32
        for sought in [*list(ground)[:5], key, bytes(32)]:
            assert_proved(index, rows, ground, sought)
        assert index.apply(rows, 2, {key: bytes(40)}) == reference(ground | {key: bytes(40)})


def test_depth_grows_through_several_tile_levels(store: Store):
    """With revisions pending, and with the rows at an older revision, which proofs go on showing."""
    index, rng = ItemIndex(), random.Random(6)
    states: list[Items] = [{}]
    depths = set()
    for rev in range(1, 13):
        states.append(states[-1] | random_items(rng, 1 << rev))
        with store.write() as connection:
            rows = IndexRows(connection)
            index.apply(rows, rev, states[rev])
            if rev % 3 == 0:
                index.finalize(rows, rev - 1)
            tree = rows.tree()
            assert tree is not None
            depths.add(tree.depth)
            for key in rng.sample(sorted(states[rev]), 2):
                assert_proved(index, rows, states[tree.final], key)
            assert ItemIndex().check(rows) == Revision(rev, reference(states[rev]), len(states[rev]))
    assert max(depths) > 6
    assert len(depths) > 5


def test_absence_where_no_neighbour_shares_the_bucket(store: Store):
    """The lookup of an absent key then ends in another bucket, below tiles that its own path does not touch."""
    index, rng = ItemIndex(), random.Random(7)
    items = random_items(rng, 20_000)
    for key in sorted(items):
        if key[0] & 0xF8 == 0x28 or key[:2] == b"\x81\x01":
            del items[key]
    with store.write() as connection:
        rows = IndexRows(connection)
        index.apply(rows, 1, items)
        index.finalize(rows, 1)
        for prefix in (b"\x28", b"\x2f", b"\x81\x01"):
            assert_proved(index, rows, items, prefix + rng.randbytes(32 - len(prefix)))


def test_empty_index(store: Store):
    index = ItemIndex()
    with store.write() as connection:
        rows = IndexRows(connection)
        assert index.latest(rows) == index.final(rows) == index.check(rows) == Revision(0, EMPTY_ROOT, 0)
        assert index.prove(rows, bytes(32)) == (None, b"")
        assert index.get(rows, bytes(32)) is None
        index.finalize(rows, 0)
        assert index.rebuild(rows, []) == EMPTY_ROOT
        assert index.apply(rows, 1, {}) == EMPTY_ROOT
        index.finalize(rows, 1)
        assert index.final(rows) == Revision(1, EMPTY_ROOT, 0)
        assert index.prove(rows, bytes(32)) == (None, b"")


def test_revisions_out_of_order_are_refused(store: Store):
    index = ItemIndex()
    with store.write() as connection:
        rows = IndexRows(connection)
        for rev in (1, 2, 3):
            index.apply(rows, rev, {bytes([rev]) * 32: bytes(40)})
        for rev in (0, 3, 5):
            with pytest.raises(RevisionConflict):
                index.apply(rows, rev, {})
        index.finalize(rows, 2)
        for rev in (1, 4):
            with pytest.raises(RevisionConflict):
                index.finalize(rows, rev)
        index.finalize(rows, 2)
        assert index.check(rows).rev == 3


@pytest.mark.parametrize("changes", [{b"k" * 31: bytes(40)}, {b"k" * 32: bytes(39)}, {b"k" * 33: bytes(39)}])
def test_entries_of_other_sizes_are_refused(store: Store, changes: Items):
    index = ItemIndex()
    with store.write() as connection:
        with pytest.raises(ValueError, match="32 bytes"):
            index.apply(IndexRows(connection), 1, changes)
        with pytest.raises(ValueError, match="32 bytes"):
            index.rebuild(IndexRows(connection), changes.items())
        with pytest.raises(ValueError, match="32 bytes"):
            index.prove(IndexRows(connection), b"k" * 31)
        with pytest.raises(ValueError, match="32 bytes"):
            index.get(IndexRows(connection), b"k" * 33)
