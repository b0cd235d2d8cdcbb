"""Tiles and entry bundles of C2SP tlog-tiles: paths, contents, and which tile holds which hash.

A tile of level L holds up to 256 hashes of tree level 8·L; the hashes of the seven levels above are computed
from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from verifier.format.errors import FormatError, ProofError
from verifier.format.merkle import HASH_SIZE, MAX_SIZE, Node, root_from_leaves

TILE_WIDTH = 256
MAX_ENTRY_SIZE = 65_535
_HEIGHT = 8
_MAX_LEVEL = 63
_MAX_INDEX = MAX_SIZE // TILE_WIDTH
_PATH = re.compile(
    r"tile/(?P<level>entries|0|[1-9][0-9]?)"
    r"/(?P<index>[0-9]{3}|(?!x000)(?:x[0-9]{3}/){1,6}[0-9]{3})"
    r"(?:\.p/(?P<width>[1-9][0-9]{0,2}))?"
)

TileReader = Callable[[int, int, int], bytes]


@dataclass(frozen=True, slots=True)
class Tile:
    """The tile at `index` of `level`, with `width` hashes: 256, or fewer at the tree's right edge."""

    level: int
    index: int
    width: int

    @property
    def path(self) -> str:
        """Its path under the log's prefix: `tile/<L>/<N>[.p/<W>]`."""
        return f"tile/{self.level}/{_index_path(self.index)}{_width_path(self.width)}"


@dataclass(frozen=True, slots=True)
class EntryBundle:
    """The log entries whose hashes the level 0 tile of this index and width holds."""

    index: int
    width: int

    @property
    def path(self) -> str:
        """Its path under the log's prefix: `tile/entries/<N>[.p/<W>]`."""
        return f"tile/entries/{_index_path(self.index)}{_width_path(self.width)}"


def parse_path(path: str) -> Tile | EntryBundle:
    """The tile or bundle that a path under the log's prefix names; FormatError unless spelled rightly."""
    match = _PATH.fullmatch(path)
    if not match:
        raise FormatError("not the path of a tile or an entry bundle")
    index = int(match["index"].replace("x", "").replace("/", ""))
    width = int(match["width"] or TILE_WIDTH)
    if index > _MAX_INDEX or width > TILE_WIDTH or (width == TILE_WIDTH and match["width"]):
        raise FormatError("the path of a tile that cannot be")
    if match["level"] == "entries":
        return EntryBundle(index, width)
    level = int(match["level"])
    if level > _MAX_LEVEL:
        raise FormatError("the path of a tile above level 63")
    return Tile(level, index, width)


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """The bundle of up to 256 entries: `u16 length ‖ entry` each.

    Raises FormatError for none, too many, or an entry over 65,535 bytes.
    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > MAX_ENTRY_SIZE:
            raise FormatError(f"an entry of {len(entry)} bytes is over {MAX_ENTRY_SIZE}")
        parts += len(entry).to_bytes(2, "big"), entry
    if not 0 < len(parts) <= 2 * TILE_WIDTH:
        raise FormatError(f"a bundle holds 1 to {TILE_WIDTH} entries")
    return b"".join(parts)


def decode_bundle(data: bytes, width: int) -> list[bytes]:
    """The `width` entries of a bundle; FormatError if it holds more, fewer, or half of one."""
    entries: list[bytes] = []
    at = 0
    while at < len(data) and len(entries) < width:
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if len(data) < max(at + 2, end):
            raise FormatError("an entry bundle ends within an entry")
        entries.append(data[at + 2 : end])
        at = end
    if at != len(data) or len(entries) != width:
        raise FormatError(f"an entry bundle of other than {width} entries")
    return entries


def decode_tile(data: bytes, width: int) -> list[bytes]:
    """The `width` hashes of a tile; FormatError for another number of bytes."""
    if len(data) != HASH_SIZE * width:
        raise FormatError(f"a tile of {len(data)} bytes where {width} hashes are due")
    return [data[at : at + HASH_SIZE] for at in range(0, len(data), HASH_SIZE)]


def tile_width(level: int, index: int, size: int) -> int:
    """How many hashes the tile has in the tree of `size` leaves; 0 or less if it has no such tile."""
    return min(TILE_WIDTH, (size >> (_HEIGHT * level)) - index * TILE_WIDTH)


def tile_of_node(level: int, index: int, size: int) -> tuple[Tile, int, int]:
    """Where the hash of a complete subtree comes from: a tile, and from where to where in its hashes.

    `level` and `index` are the subtree's, over 2^level leaves, as in `merkle.Node`. Raises ProofError unless
    it is complete in the tree of `size`.
    """
    if not 0 <= level <= _MAX_LEVEL or index < 0 or (index + 1) << level > size:
        raise ProofError(f"no complete subtree {index} of level {level} in a tree of size {size}")
    tile_level, height = divmod(level, _HEIGHT)
    first = index << height
    tile_index = first // TILE_WIDTH
    offset = first % TILE_WIDTH
    tile = Tile(tile_level, tile_index, tile_width(tile_level, tile_index, size))
    return tile, offset, offset + (1 << height)


def node_reader(size: int, read: TileReader) -> Node:
    """The hashes of the tree of `size`, for the provers of `merkle`, from `read(level, index, width)`.

    Each tile is read once and kept as long as the node reader: make one per proof or passport, not one for
    ever. Raises FormatError if `read` returns a tile of another width.
    """
    tiles: dict[Tile, list[bytes]] = {}

    def node(level: int, index: int) -> bytes:
        tile, first, end = tile_of_node(level, index, size)
        if tile not in tiles:
            tiles[tile] = decode_tile(read(tile.level, tile.index, tile.width), tile.width)
        return root_from_leaves(tiles[tile][first:end])

    return node


def _index_path(index: int) -> str:
    digits = str(index)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([f"x{group}" for group in groups[:-1]] + groups[-1:])


def _width_path(width: int) -> str:
    return "" if width == TILE_WIDTH else f".p/{width}"
