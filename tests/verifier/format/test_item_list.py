"""Item lists: whole lists and parts of them, in order and in place."""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.verifier.format import naive
from verifier.format.errors import FormatError, ProofError
from verifier.format.item_list import (
    ListEntry,
    ListValue,
    Segment,
    entry_hash,
    parse_value,
    prove_segment,
    value_of,
    verify_segment,
    verify_segments,
)
from verifier.format.merkle import MAX_SIZE, root_from_leaves


def entry(index: int) -> ListEntry:
    return ListEntry(index, sha256(b"%d" % index).digest())


def entries_of(count: int) -> list[ListEntry]:
    return [entry(3 * position + 1) for position in range(count)]


lists = st.lists(st.integers(0, MAX_SIZE - 1), min_size=1, max_size=40, unique=True).map(
    lambda indices: [entry(index) for index in sorted(indices)]
)


def test_bytes():
    leaf = bytes(range(32))
    assert ListEntry(258, leaf).to_bytes() == bytes.fromhex("0000000000000102") + leaf
    assert ListValue(258, leaf).to_bytes() == bytes.fromhex("0000000000000102") + leaf


@given(lists)
def test_values_equal_the_definition(entries):
    value = value_of(entries)
    data = [entry.index.to_bytes(8, "big") + entry.leaf for entry in entries]
    assert value.to_bytes() == len(entries).to_bytes(8, "big") + naive.merkle_root(data)
    assert parse_value(value.to_bytes()) == value


@given(st.binary(max_size=90))
def test_one_spelling_and_only_format_errors(data):
    try:
        parsed = parse_value(data)
    except FormatError:
        return
    assert parsed.to_bytes() == data


def test_impossible_entries_and_values():
    for index in (-1, MAX_SIZE, 2**64):
        with pytest.raises(FormatError):
            ListEntry(index, bytes(32))
    for size in (-1, 0, MAX_SIZE + 1):
        with pytest.raises(FormatError):
            ListValue(size, bytes(32))
    for length in (0, 31, 33):
        with pytest.raises(FormatError):
            ListEntry(0, bytes(length))
        with pytest.raises(FormatError):
            ListValue(1, bytes(length))
    with pytest.raises(FormatError):
        parse_value(bytes(40))


@pytest.mark.parametrize("indices", [[], [2, 1], [1, 1], [1, 3, 2]])
def test_lists_out_of_order_have_no_value(indices):
    with pytest.raises(FormatError):
        value_of([entry(index) for index in indices])


@given(lists)
def test_whole_list_needs_no_proof(entries):
    value = value_of(entries)
    verify_segments(value, [Segment(0, entries, b"")])
    for size in {value.size - 1, value.size + 1} - {0}:
        with pytest.raises(ProofError):
            verify_segments(ListValue(size, value.root), [Segment(0, entries, b"")])


@given(lists, st.data())
def test_any_segments_of_a_list_verify(entries, data):
    bounds = sorted(data.draw(st.lists(st.integers(0, len(entries)), unique=True, max_size=8)))
    segments = [prove_segment(entries, start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=False)]
    verify_segments(value_of(entries), segments)
    for segment in segments:
        verify_segment(value_of(entries), segment)


@given(lists, st.data())
def test_altered_segments_are_refused(entries, data):
    start = data.draw(st.integers(0, len(entries) - 1))
    end = data.draw(st.integers(start + 1, len(entries)))
    value = value_of(entries)
    segment = prove_segment(entries, start, end)
    chosen = list(segment.entries)
    at = data.draw(st.integers(0, len(chosen) - 1))
    changed = ListEntry(chosen[at].index - 1 if chosen[at].index else 1, chosen[at].leaf)
    stranger = ListEntry(chosen[at].index, sha256(b"stranger").digest())
    for wrong in (
        Segment(start + 1, chosen, segment.proof),
        Segment(start - 1, chosen, segment.proof),
        Segment(start, chosen[:-1], segment.proof),
        Segment(start, [*chosen[:at], changed, *chosen[at + 1 :]], segment.proof),
        Segment(start, [*chosen[:at], stranger, *chosen[at + 1 :]], segment.proof),
        Segment(start, chosen, segment.proof + bytes(32)),
        Segment(start, chosen, segment.proof[:-1] if segment.proof else b"\x00"),
    ):
        with pytest.raises(FormatError):
            verify_segments(value, [wrong])
    with pytest.raises(ProofError):
        verify_segments(ListValue(value.size, bytes(32)), [segment])


def test_segments_must_ascend_without_touching():
    entries = entries_of(9)
    value = value_of(entries)
    first, second, third = (prove_segment(entries, *bounds) for bounds in ((0, 2), (2, 4), (5, 9)))
    overlapping = prove_segment(entries, 1, 3)
    verify_segments(value, [])
    verify_segments(value, [first, third])
    verify_segments(value, [second, third])
    for wrong in ([first, second], [first, overlapping], [first, first], [third, first]):
        with pytest.raises(FormatError, match="ascend"):
            verify_segments(value, wrong)


def disordered(*indices: int) -> tuple[ListValue, list[ListEntry]]:
    entries = [entry(index) for index in indices]
    return ListValue(len(entries), root_from_leaves([entry_hash(one) for one in entries])), entries


def test_disordered_lists_are_refused_within_and_across_segments():
    value, entries = disordered(1, 5, 5, 2, 9)
    for segments in (
        [prove_segment(entries, 1, 3)],
        [prove_segment(entries, 2, 4)],
        [prove_segment(entries, 0, 2), prove_segment(entries, 3, 5)],
    ):
        for segment in segments:
            verify_segment(value, segment)
        with pytest.raises(FormatError, match="increase"):
            verify_segments(value, segments)


def test_empty_segments_are_refused():
    with pytest.raises(ProofError):
        verify_segments(value_of(entries_of(3)), [Segment(1, [], b"")])
