"""C2SP tlog-tiles: paths and bundles have one spelling; a published log's tiles give its roots and proofs."""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from verifier.format.errors import FormatError, ProofError
from verifier.format.merkle import (
    MAX_SIZE,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_from_leaves,
    tree_root,
    verify_consistency,
    verify_inclusion,
)
from verifier.format.tiles import (
    EntryBundle,
    Tile,
    decode_bundle,
    decode_tile,
    encode_bundle,
    node_reader,
    parse_path,
    tile_of_node,
    tile_width,
)


class TiledLog:
    """Tiles computed from the definition, for trees of up to a few thousand leaves; remembers what was read."""

    def __init__(self, size: int) -> None:
        self.leaves = [leaf_hash(b"%d" % i) for i in range(size)]
        self.read_tiles: list[Tile] = []

    def read(self, level: int, index: int, width: int) -> bytes:
        self.read_tiles.append(Tile(level, index, width))
        span = 256**level
        starts = range(index * 256 * span, (index * 256 + width) * span, span)
        assert starts[-1] + span <= len(self.leaves), "no such tile in this log"
        return b"".join(root_from_leaves(self.leaves[start : start + span]) for start in starts)


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("tile/0/000", Tile(0, 0, 256)),
        ("tile/1/x001/x234/067", Tile(1, 1234067, 256)),
        ("tile/63/255.p/1", Tile(63, 255, 1)),
        ("tile/0/x001/000.p/255", Tile(0, 1000, 255)),
        ("tile/entries/x001/x234/067.p/12", EntryBundle(1234067, 12)),
        ("tile/entries/999", EntryBundle(999, 256)),
    ],
)
def test_paths_of_the_specification(path, named):
    assert named.path == path
    assert parse_path(path) == named


@pytest.mark.parametrize(
    "path",
    [
        "",
        "tile/0",
        "tile/0/",
        "/tile/0/000",
        "tile/0/000/",
        "tile/0/000\n",
        "tile/00/000",
        "tile/64/000",
        "tile/-1/000",
        "tile/data/000",
        "tile/0/0",
        "tile/0/0000",
        "tile/0/x000/001",
        "tile/0/001/002",
        "tile/0/x001/x002",
        "tile/0/X001/002",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/0/000.p",
        "tile/0/٠٠٠",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/../000",
    ],
)
def test_other_paths_are_refused(path):
    with pytest.raises(FormatError):
        parse_path(path)


indices = st.integers(0, 5000) | st.integers(0, MAX_SIZE // 256)
widths = st.integers(1, 256)


@given(st.builds(Tile, st.integers(0, 63), indices, widths) | st.builds(EntryBundle, indices, widths))
@example(Tile(0, MAX_SIZE // 256, 256))
def test_every_path_is_read_back(tile):
    assert parse_path(tile.path) == tile


@given(st.text(max_size=30) | st.from_regex(r"tile/[0-9a-z]{1,3}/(x?[0-9]{3}/){0,3}x?[0-9]{2,4}(\.p/[0-9]{1,4})?"))
def test_no_path_has_two_spellings(path):
    try:
        tile = parse_path(path)
    except FormatError:
        return
    assert tile.path == path


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=20))
def test_bundles_are_read_back(entries):
    assert decode_bundle(encode_bundle(entries), len(entries)) == entries


def test_bundle_bytes():
    assert encode_bundle([b"ab", b"", b"c"]) == bytes.fromhex("0002 6162 0000 0001 63")


@pytest.mark.parametrize("entries", [[], [b""] * 257, [bytes(65_536)]])
def test_impossible_bundles_are_not_written(entries):
    with pytest.raises(FormatError):
        encode_bundle(entries)


def test_largest_bundle():
    entries = [bytes(65_535)] * 256
    assert decode_bundle(encode_bundle(entries), 256) == entries


@given(st.binary(max_size=200), st.integers(-1, 5))
@example(b"\x00", 1)
@example(b"\x00\x05abcd", 1)
@example(b"\x00\x00", 2)
@example(b"\x00\x00\x00\x00", 1)
@example(b"", 0)
def test_other_bundles_are_refused(data, width):
    try:
        entries = decode_bundle(data, width)
    except FormatError:
        return
    assert b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries) == data
    assert len(entries) == width


def test_tiles_of_other_length_are_refused():
    assert decode_tile(bytes(64), 2) == [bytes(32)] * 2
    for data in (b"", bytes(63), bytes(65), bytes(96)):
        with pytest.raises(FormatError):
            decode_tile(data, 2)


def test_widths_of_the_specification():
    """The example of tlog-tiles: 70,000 entries."""
    assert [tile_width(0, 0, 70_000), tile_width(0, 272, 70_000), tile_width(0, 273, 70_000)] == [256, 256, 112]
    assert [tile_width(1, 0, 70_000), tile_width(1, 1, 70_000), tile_width(2, 0, 70_000)] == [256, 17, 1]
    assert tile_width(1, 2, 70_000) <= 0
    assert [tile_width(0, 0, 256), tile_width(1, 0, 256)] == [256, 1]


@pytest.mark.parametrize(("level", "index"), [(-1, 0), (0, -1), (0, 300), (8, 1), (9, 0), (64, 0), (10**9, 0)])
def test_incomplete_subtrees_have_no_tile(level, index):
    with pytest.raises(ProofError):
        tile_of_node(level, index, 300)


def test_hash_above_a_full_tile_is_stored_one_level_up():
    assert tile_of_node(8, 0, 300) == (Tile(1, 0, 1), 0, 1)
    assert tile_of_node(7, 1, 300) == (Tile(0, 0, 256), 128, 256)


@pytest.mark.parametrize("size", [1, 255, 256, 257, 1000, 66_000])
def test_tiles_give_root_and_proofs(size):
    log = TiledLog(size)
    node = node_reader(size, log.read)
    root = root_from_leaves(log.leaves)
    assert tree_root(size, node) == root
    for index in {0, size // 2, size - 1}:
        verify_inclusion(log.leaves[index], index, size, inclusion_proof(index, size, node), root)
    smaller = max(1, size * 2 // 3)
    root1 = root_from_leaves(log.leaves[:smaller])
    verify_consistency(smaller, root1, size, root, consistency_proof(smaller, size, node))
    assert len(log.read_tiles) == len(set(log.read_tiles)), "a tile was read twice"


def test_a_proof_reads_one_tile_a_level():
    log = TiledLog(66_000)
    inclusion_proof(1000, 66_000, node_reader(66_000, log.read))
    assert sorted((tile.level, tile.index) for tile in log.read_tiles) == [(0, 3), (0, 257), (1, 0), (1, 1)]


def test_a_tile_of_wrong_width_is_refused():
    with pytest.raises(FormatError):
        tree_root(3, node_reader(3, lambda _level, _index, _width: bytes(64)))


def test_published_log(vectors: Path):
    """A log of 15 entries that tessera wrote, with a checkpoint for each size."""
    folder = vectors / "tlog" / "tessera-log"
    for size in range(1, 16):

        def read(level: int, index: int, width: int) -> bytes:
            return (folder / Tile(level, index, width).path).read_bytes()

        root = b64decode((folder / f"checkpoint.{size}").read_text().splitlines()[2])
        node = node_reader(size, read)
        assert tree_root(size, node) == root
        bundle = EntryBundle(0, size)
        entries = decode_bundle((folder / bundle.path).read_bytes(), bundle.width)
        for index, entry in enumerate(entries):
            verify_inclusion(leaf_hash(entry), index, size, inclusion_proof(index, size, node), root)
