"""The right edge of a log against the whole log."""

from __future__ import annotations

import hashlib

import pytest

from verifier.format import merkle
from verifier.format.errors import FormatError
from verifier.format.tiles import TILE_WIDTH, Tile, node_reader
from verifier.log_edge import LogEdge

LEAVES = [hashlib.sha256(number.to_bytes(4, "big")).digest() for number in range(66_000)]
SIZES = [0, 1, 2, 255, 256, 257, 511, 512, 1000, 65_535, 65_536, 65_537, 66_000]


def grown(*sizes: int) -> tuple[LogEdge, dict[tuple[int, int], bytes]]:
    edge, tiles, before = LogEdge(), {}, 0
    for size in sizes:
        tiles.update({(tile.level, tile.index): data for tile, data in edge.extend(LEAVES[before:size])})
        before = size
    return edge, tiles


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_that_of_all_leaves(size):
    edge, _ = grown(size // 3, size // 2, size)
    assert edge.root() == merkle.root_from_leaves(LEAVES[:size])
    assert LogEdge.from_bytes(edge.to_bytes()).root() == edge.root()


def test_the_tiles_handed_out_and_left_over_make_up_the_log():
    edge, finished = grown(300, 66_000)
    assert all(len(content) == 32 * TILE_WIDTH for content in finished.values())
    whole = finished | {(tile.level, tile.index): content for tile, content in edge.unfinished()}
    read = node_reader(66_000, lambda level, index, width: whole[level, index][: 32 * width])
    for index in (0, 255, 256, 65_535, 65_999):
        proof = merkle.inclusion_proof(index, 66_000, read)
        merkle.verify_inclusion(LEAVES[index], index, 66_000, proof, edge.root())
    assert [tile for tile, _ in edge.unfinished()] == [Tile(0, 257, 208), Tile(1, 1, 1), Tile(2, 0, 1)]


def test_a_stored_edge_goes_on_where_it_was():
    edge, _ = grown(700)
    again = edge.copy()
    again.extend(LEAVES[700:1500])
    assert (edge.size, again.root()) == (700, merkle.root_from_leaves(LEAVES[:1500]))


@pytest.mark.parametrize("change", [lambda data: data[:-1], lambda data: data + b"\0", lambda data: b"\xff" + data[1:]])
def test_other_bytes_are_no_edge(change):
    edge, _ = grown(700)
    with pytest.raises(FormatError):
        LogEdge.from_bytes(change(edge.to_bytes()))
