"""The replayed item index against the trie computed from all lists at once."""

from __future__ import annotations

import hashlib
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format import item_list, trie
from verifier.format.item_list import ListEntry
from verifier.index_replay import IndexReplay


def key(number: int) -> bytes:
    return hashlib.sha256(b"key %d" % number).digest()


def leaf(index: int) -> bytes:
    return hashlib.sha256(b"leaf %d" % index).digest()


def fresh() -> IndexReplay:
    return IndexReplay(sqlite3.connect(":memory:"))


def expected(lists: dict[bytes, list[ListEntry]]) -> bytes:
    return trie.root_of((key, item_list.value_of(entries).to_bytes()) for key, entries in sorted(lists.items()))


@given(st.lists(st.lists(st.integers(0, 40), max_size=30), max_size=8))
def test_each_anchor_has_the_root_of_all_lists(anchors):
    replay, lists, index = fresh(), {}, 0
    assert replay.root() == trie.EMPTY_ROOT
    for anchor in anchors:
        for number in anchor:
            index += 1
            replay.add(key(number), ListEntry(index, leaf(index)))
            lists.setdefault(key(number), []).append(ListEntry(index, leaf(index)))
        assert replay.root() == expected(lists) == replay.recomputed_root()
    assert replay.count == len(lists)


def test_thousands_of_lists_are_divided_into_buckets():
    replay, lists = fresh(), {}
    for index in range(5_000):
        replay.add(key(index), ListEntry(index, leaf(index)))
        lists[key(index)] = [ListEntry(index, leaf(index))]
        if index in (100, 101, 1_000, 4_999):
            assert replay.root() == expected(lists)
    assert replay.depth >= 9


def test_a_stored_index_goes_on_where_it_was():
    connection = sqlite3.connect(":memory:")
    replay = IndexReplay(connection)
    for index in range(300):
        replay.add(key(index % 200), ListEntry(index, leaf(index)))
    root = replay.root()
    again = IndexReplay(connection, replay.depth, replay.count)
    assert again.root() == root
    again.add(key(7), ListEntry(300, leaf(300)))
    replay.add(key(7), ListEntry(300, leaf(300)))
    assert again.value(key(7)) == replay.value(key(7))


def test_a_list_that_was_altered_is_no_longer_the_buckets():
    connection = sqlite3.connect(":memory:")
    replay = IndexReplay(connection)
    for index in range(50):
        replay.add(key(index), ListEntry(index, leaf(index)))
    root = replay.root()
    connection.execute("update list set frontier = (select max(frontier) from list) where key = ?", (key(3),))
    assert replay.root() == root
    assert replay.recomputed_root() != root


@pytest.mark.parametrize("bit", [0, 1, 2, 3, 9, 255])
def test_what_stands_beside_a_path(bit):
    replay = fresh()
    for index in range(100):
        replay.add(key(index), ListEntry(index, leaf(index)))
    value = int.from_bytes(key(5), "big")
    beside = [each for each in map(key, range(100)) if (int.from_bytes(each, "big") ^ value) >> (255 - bit) == 1]
    root, first = replay.beside(key(5), bit)
    assert first == min(beside, default=None)
    pairs = [(each, replay.value(each).to_bytes()) for each in sorted(beside)]
    assert root == trie.root_of(pairs)
