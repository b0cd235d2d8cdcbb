"""Item lists against a dictionary of lists: values of the index at every step, and proofs of any ranges."""

from __future__ import annotations

import hashlib
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import SQLModel

from ledger import lists, store_lists
from ledger.errors import LogCorrupt
from ledger.lists import LeafHashes, ListProver, index_changes
from ledger.sequence import append_leaves
from ledger.store import Store
from tests.databases import url_in
from verifier.format import item_list
from verifier.format.item_list import ListEntry, parse_value


def leaf(index: int) -> bytes:
    return hashlib.sha256(index.to_bytes(8, "big")).digest()


def key(number: int) -> bytes:
    return hashlib.sha256(b"key" + bytes([number])).digest()


class Lists:
    """A log of made-up leaves, some of them on lists, and the same in a dictionary."""

    def __init__(self, url: str) -> None:
        self.store = Store(url)
        SQLModel.metadata.create_all(self.store.engine)
        self.naive: dict[bytes, list[ListEntry]] = defaultdict(list)
        self.size = 0

    def add(self, batch: list[set[int]]) -> None:
        """Log entries, each on the lists of some numbers."""
        with self.store.write() as connection:
            append_leaves(connection, self.size, [leaf(self.size + offset) for offset in range(len(batch))])
            rows = []
            for numbers in batch:
                for number in sorted(numbers):
                    entries = self.naive[key(number)]
                    rows.append((key(number), len(entries), self.size, 1))
                    entries.append(ListEntry(self.size, leaf(self.size)))
                self.size += 1
            store_lists.append(connection, rows)

    def changes(self, before: int, size: int) -> dict[bytes, bytes]:
        with self.store.write() as connection:
            return index_changes(connection, before, size)

    def expected(self, before: int, size: int) -> dict[bytes, bytes]:
        within = {each: [e for e in entries if e.index < size] for each, entries in self.naive.items()}
        return {
            each: item_list.value_of(entries).to_bytes()
            for each, entries in within.items()
            if entries and entries[-1].index >= before
        }


batches = st.lists(st.lists(st.sets(st.integers(0, 3), max_size=3), min_size=1, max_size=60), min_size=1, max_size=6)


@settings(deadline=None, max_examples=40)
@given(batches, st.booleans())
def test_values_are_those_of_the_whole_lists(tmp_path_factory, given_batches, every):
    ledger = Lists(f"sqlite:///{tmp_path_factory.mktemp('lists') / 'l.db'}")
    anchored = 0
    for number, batch in enumerate(given_batches):
        ledger.add(batch)
        if every or number % 2:
            assert ledger.changes(anchored, ledger.size) == ledger.expected(anchored, ledger.size)
            anchored = ledger.size
    ledger.store.close()


def test_a_long_list_grows_from_its_frontier_and_older_sizes_stay_right(tmp_path):
    ledger = Lists(url_in(tmp_path))
    ledger.add([{1}] * 1000)
    assert ledger.changes(0, 1000) == ledger.expected(0, 1000)
    ledger.add([{1, 2}] * 7)
    assert ledger.changes(1000, 1007) == ledger.expected(1000, 1007)
    # The frontier is now past these sizes, as after an anchor that was given up.
    assert ledger.changes(1000, 1003) == ledger.expected(1000, 1003)
    assert ledger.changes(0, 500) == ledger.expected(0, 500)


def test_one_more_entry_on_a_long_list_does_not_read_it(tmp_path, monkeypatch):
    ledger = Lists(url_in(tmp_path))
    ledger.add([{1}] * 3000)
    ledger.changes(0, 3000)
    ledger.add([{1}])
    read: list[int] = []
    original = store_lists.entries_of

    def counting(*arguments):
        found = original(*arguments)
        read.append(len(found))
        return found

    monkeypatch.setattr(lists.store_lists, "entries_of", counting)
    assert ledger.changes(3000, 3001) == ledger.expected(3000, 3001)
    assert sum(read) == 0


@pytest.mark.parametrize("length", [1, 2, 63, 64, 255, 256, 257, 511, 512, 700, 1300])
def test_segments_prove_themselves(tmp_path, length):
    ledger = Lists(url_in(tmp_path))
    ledger.add([{1}] * length)
    value = parse_value(ledger.changes(0, length)[key(1)])
    cases = [[(0, length)], [(0, 1)], [(length - 1, length)], [(max(0, length - 64), length)]]
    if length > 300:
        cases += [[(0, 1), (100, 160), (250, 262), (length - 3, length)]]
    with ledger.store.read() as connection:
        for ranges in cases:
            segments = ListProver(connection, LeafHashes(connection), key(1), value).segments(ranges)
            item_list.verify_segments(value, segments)
            shown = [entry for segment in segments for entry in segment.entries]
            assert shown == [ledger.naive[key(1)][at] for start, end in ranges for at in range(start, end)]


def test_a_proof_of_the_end_of_a_long_list_reads_few_entries(tmp_path, monkeypatch):
    ledger = Lists(url_in(tmp_path))
    ledger.add([{1}] * 5000)
    value = parse_value(ledger.changes(0, 5000)[key(1)])
    read: list[int] = []
    original = store_lists.entries_of

    def counting(*arguments):
        found = original(*arguments)
        read.append(len(found))
        return found

    monkeypatch.setattr(lists.store_lists, "entries_of", counting)
    with ledger.store.read() as connection:
        segments = ListProver(connection, LeafHashes(connection), key(1), value).segments([(0, 1), (4936, 5000)])
    item_list.verify_segments(value, segments)
    assert sum(read) < 5 * 256


def test_a_hole_in_a_list_is_not_signed_over(tmp_path):
    ledger = Lists(url_in(tmp_path))
    ledger.add([{1}] * 5)
    ledger.changes(0, 5)
    with ledger.store.write() as connection:
        connection.exec_driver_sql("delete from list_entry where position = 2")
    ledger.add([{1}])
    with pytest.raises(LogCorrupt, match="lacks entries before position 5"):
        ledger.changes(5, 6)
