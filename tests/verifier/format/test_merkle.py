"""RFC 6962 trees: transparency-dev's proof cases, naive references, and every proof refused once altered."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.verifier.format import naive
from verifier.format.errors import FormatError, ProofError
from verifier.format.merkle import (
    EMPTY_ROOT,
    MAX_SIZE,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    range_proof,
    root_from_inclusion,
    root_from_leaves,
    tree_root,
    verify_consistency,
    verify_inclusion,
    verify_range,
)


def entries_of(size: int) -> list[bytes]:
    return [b"entry %d" % i for i in range(size)]


class Tree:
    """A tree of numbered entries with its naive root and its stored complete subtrees."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.entries = entries_of(size)
        self.leaves = [leaf_hash(entry) for entry in self.entries]
        self.root = naive.merkle_root(self.entries)

    def node(self, level: int, index: int) -> bytes:
        low, high = index << level, (index + 1) << level
        assert high <= self.size, "asked for a subtree that is not complete"
        return naive.merkle_root(self.entries[low:high])


sizes = st.integers(1, 70)


def published(vectors: Path, name: str) -> list[dict[str, Any]]:
    """The cases of one file, each proof concatenated.

    A concatenation cannot hold the empty elements that some bad cases have; one byte stands in for each.
    """
    cases: list[dict[str, Any]] = json.loads((vectors / "merkle" / name).read_text())
    for case in cases:
        case["proof"] = b"".join(b64decode(part) or b"?" for part in case["proof"] or [])
        for member in {"root", "root1", "root2", "leafHash"} & case.keys():
            case[member] = b64decode(case[member] or "")
    return cases


def check(case: dict[str, Any], verify: Callable[..., None], *arguments: Any) -> None:
    if case["wantErr"]:
        with pytest.raises(ProofError):
            verify(*arguments)
    else:
        verify(*arguments)


def test_published_inclusion_cases(vectors):
    cases = published(vectors, "inclusion.json")
    for case in cases:
        leaf, root = case["leafHash"], case["root"]
        check(case, verify_inclusion, leaf, case["leafIdx"], case["treeSize"], case["proof"], root)
    assert len(cases) == 64


def test_published_consistency_cases(vectors):
    cases = published(vectors, "consistency.json")
    for case in cases:
        root1, root2 = case["root1"], case["root2"]
        if not case["wantErr"] and len(root1) != 32:
            root1, root2 = root1.ljust(32), root2.ljust(32)  # one good case has equal texts for roots
        check(case, verify_consistency, case["size1"], root1, case["size2"], root2, case["proof"])
    assert len(cases) == 55


def test_published_subtree_inclusion_cases(vectors):
    """A leaf of a subtree is a leaf of the tree of the subtree's own entries, so these are inclusion cases.

    Wayproof has no subtree proofs: cases that are bad because no subtree may stand at start..end say nothing
    here.
    """
    cases = published(vectors, "subtreeinclusion.json")
    used = 0
    for case in cases:
        start, width = case["start"], case["end"] - case["start"]
        if width > 0 and start % (1 << (width - 1).bit_length()) == 0:
            index = case["leafIdx"] - start
            check(case, verify_inclusion, case["leafHash"], index, width, case["proof"], case["root"])
            used += 1
        else:
            assert case["wantErr"]
    assert (len(cases), used) == (119, 107)


def test_published_subtree_consistency_cases_from_zero(vectors):
    """A subtree that starts at 0 is an earlier tree; Wayproof proves nothing of other subtrees.

    Unused besides: empty subtrees, which are consistent with everything by their draft and refused by our
    rule.
    """
    cases = published(vectors, "subtreeconsistency.json")
    used = [case for case in cases if case["start"] == 0 < case["end"]]
    for case in used:
        check(case, verify_consistency, case["end"], case["root1"], case["size"], case["root2"], case["proof"])
    assert (len(cases), len(used)) == (72, 52)


def test_published_tree(vectors):
    tree = json.loads((vectors / "merkle" / "rfc6962-reference.json").read_text())
    levels = [[bytes.fromhex(h) for h in level] for level in tree["node_hashes_hex_by_level"]]
    entries = [bytes.fromhex(h) for h in tree["leaf_inputs_hex"]]
    assert [leaf_hash(entry) for entry in entries] == levels[0]
    assert [node_hash(*levels[0][i : i + 2]) for i in range(0, 8, 2)] == levels[1]
    assert root_from_leaves(levels[0]) == levels[3][0]


@given(st.integers(0, 300))
@example(0)
@example(256)
def test_roots_equal_the_definition(size):
    tree = Tree(size)
    assert root_from_leaves(tree.leaves) == tree.root
    assert tree_root(size, tree.node) == tree.root


@given(sizes, st.data())
def test_inclusion_equals_the_definition(size, data):
    index = data.draw(st.integers(0, size - 1))
    tree = Tree(size)
    proof = inclusion_proof(index, size, tree.node)
    assert proof == b"".join(naive.inclusion_path(index, tree.entries))
    verify_inclusion(tree.leaves[index], index, size, proof, tree.root)


@given(sizes, st.data())
def test_consistency_equals_the_definition(size, data):
    first = data.draw(st.integers(1, size))
    tree = Tree(size)
    proof = consistency_proof(first, size, tree.node)
    assert proof == b"".join(naive.consistency_path(first, tree.entries))
    verify_consistency(first, naive.merkle_root(tree.entries[:first]), size, tree.root, proof)


@given(sizes, st.data())
def test_range_equals_the_definition(size, data):
    start = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(start + 1, size))
    tree = Tree(size)
    proof = range_proof(start, end, size, tree.node)
    assert proof == b"".join(naive.range_path(start, end, tree.entries))
    verify_range(tree.leaves[start:end], start, size, proof, tree.root)


def test_range_of_everything_needs_no_proof():
    tree = Tree(13)
    verify_range(tree.leaves, 0, 13, b"", tree.root)


@given(sizes, st.data())
def test_altered_inclusion_is_refused(size, data):
    index = data.draw(st.integers(0, size - 1))
    tree = Tree(size)
    proof = inclusion_proof(index, size, tree.node)
    altered = data.draw(alterations(proof))
    with pytest.raises(ProofError):
        verify_inclusion(tree.leaves[index], index, size, altered, tree.root)
    for other in {i for i in range(-1, size + 2) if i != index}:
        with pytest.raises(ProofError):
            verify_inclusion(tree.leaves[index], other, size, proof, tree.root)


@given(sizes, st.data())
def test_altered_consistency_is_refused(size, data):
    first = data.draw(st.integers(1, size))
    tree = Tree(size)
    root1 = naive.merkle_root(tree.entries[:first])
    proof = consistency_proof(first, size, tree.node)
    with pytest.raises(ProofError):
        verify_consistency(first, root1, size, tree.root, data.draw(alterations(proof)))
    with pytest.raises(ProofError):
        verify_consistency(first, flip(root1, 3), size, tree.root, proof)
    with pytest.raises(ProofError):
        verify_consistency(first, root1, size, flip(tree.root, 3), proof)


@given(sizes, st.data())
def test_altered_range_is_refused(size, data):
    start = data.draw(st.integers(0, size - 1))
    end = data.draw(st.integers(start + 1, size))
    tree = Tree(size)
    leaves = tree.leaves[start:end]
    proof = range_proof(start, end, size, tree.node)
    with pytest.raises(ProofError):
        verify_range(leaves, start, size, data.draw(alterations(proof)), tree.root)
    at = data.draw(st.integers(0, len(leaves) - 1))
    for wrong in (
        [*leaves[:at], flip(leaves[at], 9), *leaves[at + 1 :]],
        leaves[:at] + leaves[at + 1 :],
        [*leaves, leaves[-1]],
    ):
        with pytest.raises(ProofError):
            verify_range(wrong, start, size, proof, tree.root)
    for elsewhere in {i for i in range(-1, size + 1) if i != start}:
        with pytest.raises(ProofError):
            verify_range(leaves, elsewhere, size, proof, tree.root)


@st.composite
def alterations(draw, proof: bytes) -> bytes:
    """The proof with a bit flipped, a hash or a byte lost, or one too many."""
    kinds = ["longer", "ragged"] + (["flip", "shorter", "cut"] if proof else [])
    match draw(st.sampled_from(kinds)):
        case "longer":
            return proof + bytes(32)
        case "ragged":
            return proof + b"\x00"
        case "flip":
            return flip(proof, draw(st.integers(0, 8 * len(proof) - 1)))
        case "shorter":
            return proof[32:]
    return proof[:-1]


def flip(data: bytes, bit: int) -> bytes:
    return bytes(byte ^ (1 << bit % 8 if i == bit // 8 else 0) for i, byte in enumerate(data))


def test_an_odd_leaf_is_not_duplicated():
    """Trees that double it give three leaves and four the same root (CVE-2012-2459)."""
    three = Tree(3).leaves
    assert root_from_leaves(three) != root_from_leaves([*three, three[2]])


def test_a_leaf_is_not_a_node():
    left, right = leaf_hash(b"a"), leaf_hash(b"b")
    assert leaf_hash(left + right) != node_hash(left, right)


def test_consistency_from_nothing_is_refused():
    with pytest.raises(ProofError):
        verify_consistency(0, EMPTY_ROOT, 0, EMPTY_ROOT, b"")
    with pytest.raises(ProofError):
        verify_consistency(0, EMPTY_ROOT, 3, Tree(3).root, b"")


def test_empty_range_is_refused():
    tree = Tree(4)
    with pytest.raises(ProofError):
        verify_range([], 2, 4, tree.root, tree.root)


@pytest.mark.parametrize("size", [MAX_SIZE, 2**62, 2**62 + 1, MAX_SIZE + 1, 2**64, 2**4000])
def test_huge_sizes_take_few_steps(size):
    """Sizes near 2^63 are worked through by level; above, they are refused before any work."""
    hash_ = leaf_hash(b"x")
    checks: tuple[Callable[[], None], ...] = (
        lambda: verify_inclusion(hash_, size - 1, size, bytes(32 * 62), EMPTY_ROOT),
        lambda: verify_consistency(size // 2, hash_, size, EMPTY_ROOT, bytes(32 * 63)),
        lambda: verify_range([hash_] * 5, size // 3, size, bytes(32 * 62), EMPTY_ROOT),
    )
    for verify in checks:
        with pytest.raises(ProofError):
            verify()


def test_proofs_in_a_huge_tree():
    """In a tree whose leaves are all equal, the roots of all complete subtrees are known at any size."""
    roots = [leaf_hash(b"same")]
    for _ in range(63):
        roots.append(node_hash(roots[-1], roots[-1]))

    def node(level: int, _index: int) -> bytes:
        return roots[level]

    size, smaller = MAX_SIZE - 12345, 2**61 + 77
    root = tree_root(size, node)
    for index in (0, 1, 2**62 - 1, 2**62, size - 1):
        verify_inclusion(roots[0], index, size, inclusion_proof(index, size, node), root)
    verify_consistency(smaller, tree_root(smaller, node), size, root, consistency_proof(smaller, size, node))
    start = 2**62 - 3
    verify_range([roots[0]] * 7, start, size, range_proof(start, start + 7, size, node), root)


def test_hashes_of_wrong_length_are_refused():
    tree = Tree(2)
    proof = tree.leaves[1]
    with pytest.raises(ProofError):
        root_from_inclusion(b"", 0, 2, proof)
    with pytest.raises(ProofError):
        verify_inclusion(tree.leaves[0] + proof, 0, 1, b"", tree.root)
    with pytest.raises(ProofError):
        verify_range([tree.leaves[0] + tree.leaves[1]], 0, 1, b"", tree.root)
    with pytest.raises(ProofError):
        verify_consistency(1, b"", 1, b"", b"")


def test_prover_refuses_what_does_not_exist():
    tree = Tree(5)
    proofs: tuple[Callable[[], bytes], ...] = (
        lambda: inclusion_proof(5, 5, tree.node),
        lambda: inclusion_proof(-1, 5, tree.node),
        lambda: consistency_proof(0, 5, tree.node),
        lambda: consistency_proof(6, 5, tree.node),
        lambda: range_proof(2, 2, 5, tree.node),
        lambda: range_proof(2, 6, 5, tree.node),
    )
    for prove in proofs:
        with pytest.raises(ProofError):
            prove()


@given(st.lists(st.integers(0, 40), max_size=4))
def test_frontier_follows_the_tree(batches):
    frontier = Frontier()
    leaves: list[bytes] = []
    for batch in batches:
        more = [leaf_hash(b"%d" % (len(leaves) + i)) for i in range(batch)]
        frontier.extend(more)
        leaves += more
        frontier = Frontier.from_bytes(frontier.to_bytes())
        assert frontier.size == len(leaves)
        assert frontier.root() == root_from_leaves(leaves)


def test_empty_frontier():
    assert Frontier().root() == EMPTY_ROOT
    assert Frontier().to_bytes() == bytes(8)
    assert Frontier.from_bytes(bytes(8)).size == 0


@given(st.binary(max_size=80))
@example(b"\xff" * 8)
@example(b"\x00" * 7)
@example((3).to_bytes(8, "big") + bytes(63))
def test_frontier_refuses_other_bytes(data):
    try:
        frontier = Frontier.from_bytes(data)
    except FormatError:
        return
    assert frontier.to_bytes() == data


def test_frontier_refuses_a_short_leaf():
    frontier = Frontier()
    with pytest.raises(FormatError):
        frontier.append(b"short")
    assert frontier.size == 0
