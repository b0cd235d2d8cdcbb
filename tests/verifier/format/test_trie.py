"""The item index's trie: torchwood's own cases, naive references, and every proof refused once altered."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.verifier.format import naive
from verifier.format.errors import FormatError, ProofError
from verifier.format.trie import (
    EMPTY_ROOT,
    MAX_KEY_SIZE,
    MAX_VALUE_SIZE,
    Item,
    Lookup,
    encode_proof,
    inner_hash,
    leaf_hash,
    prove,
    root_of,
    verify_lookup,
)

DATA = Path(__file__).parents[2] / "data" / "torchwood"


def torchwood(name: str) -> list[dict[str, Any]]:
    cases: list[dict[str, Any]] = json.loads((DATA / name).read_text())["cases"]
    return cases


def in_order(items: dict[bytes, bytes]) -> list[Item]:
    length = 8 * (MAX_KEY_SIZE + 2)
    return sorted(items.items(), key=lambda item: naive.padded_bits(item[0], length))


def test_every_torchwood_root():
    cases = torchwood("treehash.json")
    for case in cases:
        items = in_order({bytes.fromhex(key): bytes.fromhex(value) for key, value in case["items"]})
        assert root_of(items).hex() == case["root"], case["description"]
    assert len(cases) == 32


def test_every_torchwood_proof():
    cases = torchwood("verify.json")
    for case in cases:
        root, key, proof = (bytes.fromhex(case[member]) for member in ("root", "key", "proof"))
        value = None if case["value"] is None else bytes.fromhex(case["value"])
        try:
            verify_lookup(root, key, value, proof)
        except ProofError:
            assert not case["verifies"], case["description"]
        else:
            assert case["verifies"], case["description"]
    assert len(cases) == 103


wayproof_keys = st.binary(min_size=32, max_size=32)
# Long common beginnings are what random keys never have and hostile ones do.
near_keys = st.builds(
    lambda at, tail: bytes(at) + tail.rjust(32 - at, b"\x00"), st.integers(0, 28), st.binary(max_size=4)
)
fixed_tries = st.dictionaries(wayproof_keys | near_keys, st.binary(min_size=40, max_size=40), max_size=12)
any_keys = st.binary(max_size=3) | st.lists(st.sampled_from([b"\x00", b"\xff", b"\xab"]), max_size=5).map(b"".join)
any_tries = st.dictionaries(any_keys, st.binary(max_size=3), max_size=8)


@given(fixed_tries | any_tries)
@example({})
def test_roots_equal_the_definition(items):
    assert root_of(in_order(items)) == naive.trie_root(items)


@given(st.one_of(st.tuples(fixed_tries, wayproof_keys | near_keys), st.tuples(any_tries, any_keys)), st.data())
def test_proofs_equal_the_definition(trie_and_key, data):
    items, other = trie_and_key
    key = data.draw(st.sampled_from([*items, other]))
    lookup = prove(in_order(items), key)
    assert lookup == Lookup(items.get(key), naive.trie_proof(items, key))
    verify_lookup(naive.trie_root(items), key, lookup.value, lookup.proof)


@given(fixed_tries, wayproof_keys | near_keys, st.binary(min_size=40, max_size=40))
def test_a_proof_shows_one_thing_only(items, other, value):
    items.pop(other, None)
    root = naive.trie_root(items)
    for key in [*items, other]:
        lookup = prove(in_order(items), key)
        for claim in {None, value, *items.values()} - {lookup.value}:
            with pytest.raises(ProofError):
                verify_lookup(root, key, claim, lookup.proof)
        for elsewhere in {*items, other} - {key}:
            if items.get(elsewhere) != lookup.value:
                with pytest.raises(ProofError):
                    verify_lookup(root, elsewhere, lookup.value, lookup.proof)


def four_leaves() -> tuple[dict[bytes, bytes], bytes]:
    items = {bytes([first] * 32): bytes([first] * 40) for first in (0x01, 0x02, 0x80, 0xC0)}
    return items, naive.trie_root(items)


@pytest.mark.parametrize("key", [bytes([0x01] * 32), bytes([0xC0] * 32), bytes([0x03] * 32), bytes([0xFF] * 32)])
def test_altered_proofs_are_refused(key):
    items, root = four_leaves()
    lookup = prove(in_order(items), key)
    altered = [
        lookup.proof[:at] + bytes([lookup.proof[at] ^ 1 << bit]) + lookup.proof[at + 1 :]
        for at in range(len(lookup.proof))
        for bit in range(8)
    ]
    altered += [lookup.proof[:at] for at in range(len(lookup.proof))]
    altered += [lookup.proof + b"\x00", lookup.proof + bytes(33), b"\x00" + lookup.proof]
    for proof in altered:
        with pytest.raises(ProofError):
            verify_lookup(root, key, lookup.value, proof)


def test_varints_that_are_not_minimal_are_refused():
    """The same numbers in more bytes lead to the same hashes: only their spelling is wrong."""
    left, right = bytes(32), b"\x80" + bytes(31)
    value = b"v" * 40
    sibling = leaf_hash(right, value)
    root = inner_hash(0, leaf_hash(left, value), sibling)
    verify_lookup(root, left, value, b"\x00" + sibling)
    for zero in (b"\x80\x00", b"\x80\x80\x00"):
        with pytest.raises(ProofError):
            verify_lookup(root, left, value, zero + sibling)
    absent = bytes(31) + b"\x01"
    verify_lookup(root, absent, None, b"\x20" + left + b"\x28" + value + b"\x00" + sibling)
    with pytest.raises(ProofError):
        verify_lookup(root, absent, None, b"\xa0\x00" + left + b"\x28" + value + b"\x00" + sibling)


def test_bits_must_decrease_even_where_the_hashes_agree():
    key, value = bytes(32), b"v" * 40
    sibling = b"s" * 32
    for low, high in ((3, 5), (5, 5)):
        root = inner_hash(high, inner_hash(low, leaf_hash(key, value), sibling), sibling)
        with pytest.raises(ProofError, match="decrease"):
            verify_lookup(root, key, value, encode_proof([(low, sibling), (high, sibling)]))


def test_absence_must_end_where_the_lookup_does():
    """A leaf of the trie on the other side of a fork says nothing of the key."""
    items, root = four_leaves()
    present = bytes([0xC0] * 32)
    path = prove(in_order(items), present).proof
    proof = encode_proof([], (present, items[present])) + path
    verify_lookup(root, bytes([0xFF] * 32), None, proof)
    with pytest.raises(ProofError, match="does not end"):
        verify_lookup(root, bytes([0x03] * 32), None, proof)


def test_keys_and_values_over_the_limit():
    key, value = bytes(MAX_KEY_SIZE), bytes(MAX_VALUE_SIZE)
    root = root_of([(key, value)])
    verify_lookup(root, key, value, b"")
    lookup = prove([(key, value)], b"absent")
    verify_lookup(root, b"absent", None, lookup.proof)
    claims: list[tuple[bytes, bytes | None]] = [(key + b"\x00", value), (key + b"\x00", None), (key, value + b"\x00")]
    for claimed_key, claimed_value in claims:
        with pytest.raises(ProofError):
            verify_lookup(root, claimed_key, claimed_value, lookup.proof)
    for item in ((key + b"\x00", value), (key, value + b"\x00")):
        with pytest.raises(FormatError):
            root_of([item])
    long = encode_proof([], (bytes(MAX_KEY_SIZE + 1), b""))
    with pytest.raises(ProofError, match="limit"):
        verify_lookup(root, b"absent", None, long)


@pytest.mark.parametrize(
    "keys",
    [
        [b"b" * 32, b"a" * 32],
        [b"a" * 32, b"a" * 32],
        [b"a" * 32, b"c" * 32, b"b" * 32],
        [b"\xab", b"\xab\x00"],
    ],
)
def test_items_out_of_order_are_refused(keys):
    with pytest.raises(FormatError):
        root_of((key, b"") for key in keys)


def test_worst_path_is_proved():
    """A key that parts from another at every bit: the deepest trie of 32-byte keys."""
    key = bytes(32)
    items = {key: b"0" * 40}
    for bit in range(256):
        items[(1 << 255 - bit).to_bytes(32, "big")] = bytes([bit % 256] * 40)
    root = root_of(in_order(items))
    lookup = prove(in_order(items), key)
    assert len(lookup.proof) == 128 * 33 + 128 * 34
    verify_lookup(root, key, b"0" * 40, lookup.proof)


@given(st.binary(max_size=120), st.none() | st.binary(max_size=4), st.binary(max_size=4))
@settings(max_examples=300)
@example(b"\x80", None, b"")
@example(b"\xff" * 40, None, b"")
@example(b"\xff\x7f" + bytes(40), b"", b"")
def test_only_proof_errors_escape(proof, value, key):
    with pytest.raises(ProofError):
        verify_lookup(b"r" * 32, key, value, proof)


def test_empty_trie():
    assert root_of([]) == EMPTY_ROOT
    assert prove([], b"k" * 32) == Lookup(None, b"")
    verify_lookup(EMPTY_ROOT, b"k" * 32, None, b"")
    with pytest.raises(ProofError):
        verify_lookup(EMPTY_ROOT, b"k" * 32, b"v" * 40, b"")
    with pytest.raises(ProofError):
        verify_lookup(b"r" * 32, b"k" * 32, None, b"")
