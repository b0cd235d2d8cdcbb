"""A statement's items as the leaves of a Merkle tree, and their openings (docs/format.md 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from verifier.format import base64url, jcs, merkle
from verifier.format.errors import FormatError, ProofError
from verifier.format.item import item_key, members_key, notice_key
from verifier.format.json_shape import integer, members, octets, text
from verifier.format.salt import Salt
from verifier.format.statement import MAX_DEPTH

EPC, PARENT, CHILD, INPUT, OUTPUT, QUANTITY = 1, 2, 4, 8, 16, 32
LOT, TRANSFORMATION, PLACE, UNPACKED = 64, 128, 256, 512
UPSTREAM = LOT | TRANSFORMATION | INPUT | PARENT
HIDEABLE = TRANSFORMATION | INPUT
MAX_ROLE = 1023
NO_KEY = bytes(32)


class Leaf(NamedTuple):
    """One item of a statement: 16-byte salt, role bits, 32-byte item key, and the item's URI where it is shown."""

    salt: bytes
    role: int
    key: bytes
    uri: str | None = None

    def hash(self) -> bytes:
        """The leaf hash in the item tree."""
        return merkle.leaf_hash(self.salt + self.role.to_bytes(2, "big") + self.key)

    def upstream(self) -> bool:
        """Whether the leaf leads to where goods came from: a parent, an input, a lot or a transformation id."""
        return bool(self.role & UPSTREAM)

    def list_keys(self, *, notice: bool) -> list[bytes]:
        """The keys of the item index on whose lists this leaf puts its statement (docs/format.md section 5)."""
        if not self.role or self.key == NO_KEY:
            return []
        keys = []
        if self.role & ~(LOT | UNPACKED):
            keys.append(self.key)
        if self.role & LOT:
            keys.append(members_key(self.key))
        if notice:
            keys.append(notice_key(self.key))
        return keys


@dataclass(frozen=True)
class Opening:
    """A leaf shown: where it stands and its inclusion proof."""

    leaf: Leaf
    position: int
    path: bytes

    def verify(self, depth: int, root: bytes) -> None:
        """Raise ProofError unless the leaf stands at its position in the tree of `depth` and `root`."""
        if self.position >= 1 << depth:
            raise ProofError("an opening's position is outside its statement's items")
        merkle.verify_inclusion(self.leaf.hash(), self.position, 1 << depth, self.path, root)

    def encode(self) -> dict[str, jcs.Json]:
        """The opening as JSON."""
        value = encode_leaf(self.leaf)
        if "item" in value:
            del value["key"]
        return {**value, "path": base64url.encode(self.path), "position": self.position}


def leaves_of(items: Mapping[str, int], salt: Salt) -> tuple[list[Leaf], int]:
    """The 2^depth leaves of a statement about `items` (canonical URI → role), and how many of them are upstream.

    Raises FormatError if there are more than 2^16.
    """
    ordered = sorted((not role & UPSTREAM, item_key(uri), role, uri) for uri, role in items.items())
    up = sum(1 for downstream, *_ in ordered if not downstream)
    depth = max(len(ordered) - 1, 0).bit_length()
    if depth > MAX_DEPTH:
        raise FormatError(f"an event names at most {1 << MAX_DEPTH} items")
    salts = [salt(b"wayproof salt v1\0" + position.to_bytes(4, "big")) for position in range(1 << depth)]
    leaves = [Leaf(salts[i], role, key, uri) for i, (_, key, role, uri) in enumerate(ordered)]
    leaves += [Leaf(each, 0, NO_KEY) for each in salts[len(ordered) :]]
    return leaves, up


def tree_of(leaf_hashes: Sequence[bytes]) -> list[list[bytes]]:
    """All levels of the item tree, from its 2^depth leaf hashes to its root."""
    levels = [list(leaf_hashes)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        levels.append([merkle.node_hash(below[i], below[i + 1]) for i in range(0, len(below), 2)])
    return levels


def open_leaf(leaves: Sequence[Leaf], levels: Sequence[Sequence[bytes]], position: int, *, hide: bool) -> Opening:
    """The opening of one leaf; with `hide`, an input or transformation id by its bare key."""
    leaf = leaves[position]
    if hide and leaf.role & HIDEABLE:
        leaf = Leaf(leaf.salt, leaf.role, leaf.key)
    path = b"".join(level[(position >> height) ^ 1] for height, level in enumerate(levels[:-1]))
    return Opening(leaf, position, path)


def encode_leaf(leaf: Leaf) -> dict[str, jcs.Json]:
    """A leaf as JSON, with its key and, where shown, its URI (docs/format.md 7.3)."""
    value: dict[str, jcs.Json] = {
        "key": base64url.encode(leaf.key),
        "role": leaf.role,
        "salt": base64url.encode(leaf.salt),
    }
    if leaf.uri is not None:
        value["item"] = leaf.uri
    return value


_OPENING = frozenset({"path", "position", "role", "salt"})
_LEAF = frozenset({"key", "role", "salt"})


def parse_opening(value: jcs.Json, *, any_bare: bool = False) -> Opening:
    """The opening that JSON shows; raises FormatError if it is none. `Opening.verify` checks that it is true.

    `any_bare` admits any item by its bare key, which convicts an operator as well as a URI does.
    """
    opening = members(value, "an opening", _OPENING, frozenset({"item", "key"}))
    role = integer(opening["role"], "an opening's role", 0, MAX_ROLE)
    salt = octets(opening["salt"], "an opening's salt", 16)
    if ("item" in opening) == ("key" in opening):
        raise FormatError("an opening has either an item or a key")
    if "item" in opening:
        uri = text(opening["item"], "an opening's item", 1, 512)
        if not role:
            raise FormatError("padding has no item")
        leaf = Leaf(salt, role, item_key(uri), uri)
    else:
        leaf = Leaf(salt, role, octets(opening["key"], "an opening's key", 32))
        if role and not role & HIDEABLE and not any_bare:
            raise FormatError("an opening by bare key is for inputs and transformation ids")
        if not role and leaf.key != NO_KEY:
            raise FormatError("padding has a zero key")
    path = octets(opening["path"], "an opening's path")
    return Opening(leaf, integer(opening["position"], "an opening's position", 0, (1 << MAX_DEPTH) - 1), path)


def parse_leaves(values: Iterable[jcs.Json]) -> list[Leaf]:
    """The leaves of a whole item tree as JSON shows them (docs/format.md 7.3); raises FormatError."""
    leaves = []
    for value in values:
        leaf = members(value, "a leaf", _LEAF, frozenset({"item"}))
        key = octets(leaf["key"], "a leaf's key", 32)
        uri = text(leaf["item"], "a leaf's item", 1, 512) if "item" in leaf else None
        if uri is not None and item_key(uri) != key:
            raise FormatError("a leaf's key is not that of its item")
        role = integer(leaf["role"], "a leaf's role", 0, MAX_ROLE)
        leaves.append(Leaf(octets(leaf["salt"], "a leaf's salt", 16), role, key, uri))
    if len(leaves) & (len(leaves) - 1) or not 1 <= len(leaves) <= 1 << MAX_DEPTH:
        raise FormatError("the leaves are not 2^depth")
    return leaves
