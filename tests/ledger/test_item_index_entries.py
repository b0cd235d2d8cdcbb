"""Runs of entries in numpy against plain Python, with keys that share long beginnings or end in zeros."""

from __future__ import annotations

import random
from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.item_index_entries import (
    bucket_numbers,
    common,
    is_run,
    merge,
    newest,
    no_entries,
    pairs_of,
    run_from_bytes,
    run_from_mapping,
    split,
    starts_of,
    subtree_roots,
)
from tests.verifier.format import naive

Items = dict[bytes, bytes]

values = st.binary(min_size=40, max_size=40)
close_keys = st.builds(
    lambda fill, at, byte: bytes([fill]) * at + bytes([byte]) + bytes([fill]) * (31 - at),
    st.sampled_from([0, 1, 127, 128, 255]),
    st.sampled_from([0, 1, 7, 8, 9, 30, 31]),
    st.sampled_from([0, 1, 2, 127, 128, 129, 254, 255]),
)
items = st.dictionaries(close_keys | st.binary(min_size=32, max_size=32), values, max_size=30)


@given(items)
def test_a_run_is_in_the_order_of_bytes(drawn: Items):
    run = run_from_mapping(drawn)
    assert list(pairs_of(run)) == sorted(drawn.items())
    assert is_run(run)
    assert not len(run) or not is_run(np.concatenate([run, run]))


@given(items, items)
def test_merge_keeps_the_newer_value(older: Items, newer: Items):
    assert dict(pairs_of(merge(run_from_mapping(older), run_from_mapping(newer)))) == older | newer
    assert list(pairs_of(merge(run_from_mapping(older), run_from_mapping(newer)))) == sorted((older | newer).items())


@given(st.lists(items, max_size=4))
def test_newest_keeps_the_last_value(drawn: list[Items]):
    expected: Items = reduce(lambda a, b: a | b, drawn, {})
    assert list(pairs_of(newest([run_from_mapping(part) for part in drawn]))) == sorted(expected.items())


@given(items, items)
def test_common_finds_what_both_have(run: Items, keys: Items):
    expected = sorted((key, value) for key, value in run.items() if key in keys)
    assert list(pairs_of(common(run_from_mapping(run), run_from_mapping(keys)))) == expected


@given(items, st.integers(0, 40))
def test_roots_and_bytes_of_buckets(drawn: Items, depth: int):
    run = run_from_mapping(drawn)
    numbers = bucket_numbers(run, depth)
    assert numbers.tolist() == [int.from_bytes(key) >> 256 - depth for key in sorted(drawn)]
    starts = starts_of(numbers)
    buckets: dict[int, Items] = {}
    for key in sorted(drawn):
        buckets.setdefault(int.from_bytes(key) >> 256 - depth, {})[key] = drawn[key]
    roots = [bytes(root) for root in subtree_roots(run, starts)]
    assert roots == [naive.trie_root(bucket) for bucket in buckets.values()]
    blobs = [b"".join(key + value for key, value in bucket.items()) for bucket in buckets.values()]
    assert split(run, starts) == blobs


def test_root_of_a_large_run():
    rng = random.Random(1)
    drawn = {rng.randbytes(32): rng.randbytes(40) for _ in range(500)}
    run = run_from_mapping(drawn)
    assert subtree_roots(run, np.zeros(1, np.int64)).tobytes() == naive.trie_root(drawn)


def test_sizes():
    assert len(no_entries()) == 0
    with pytest.raises(ValueError, match="buffer size"):
        run_from_bytes(bytes(71))
