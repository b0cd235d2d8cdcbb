"""Tree heads: the log's signed size and root, as C2SP tlog-checkpoint has them, without extension lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from verifier.format.errors import FormatError
from verifier.format.merkle import EMPTY_ROOT, HASH_SIZE, MAX_SIZE
from verifier.format.note import (
    NoteKey,
    Signer,
    check_name,
    decode_base64,
    encode_base64,
    lines_of,
    open_note,
    parse_decimal,
    sign_note,
)


@dataclass(frozen=True, slots=True)
class TreeHead:
    """The root of the log `origin` over its first `size` entries."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        """Raise FormatError for an origin that no key can have for a name, or a size or root that no tree has."""
        check_name(self.origin)
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_SIZE:
            raise FormatError("a tree head of an impossible size or root")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise FormatError("a tree head of size 0 whose root is not the empty tree's")


def encode_tree_head(head: TreeHead) -> bytes:
    """The text of the note: origin, size and base64 root, a line each."""
    return f"{head.origin}\n{head.size}\n{encode_base64(head.root)}\n".encode()


def parse_tree_head(body: bytes) -> TreeHead:
    """The tree head in a note's text; FormatError for other text, extension lines among it."""
    origin, size, root = lines_of(body, 3)
    return TreeHead(origin, parse_decimal(size, MAX_SIZE), decode_base64(root, HASH_SIZE))


def sign_tree_head(head: TreeHead, key: NoteKey, sign: Signer | Ed25519PrivateKey) -> bytes:
    """The tree head as a note signed by `key`; FormatError unless the key is named after the log's origin."""
    if key.name != head.origin:
        raise FormatError("a log's key is named after its origin")
    return sign_note(encode_tree_head(head), key, sign)


def open_tree_head(note: bytes, origin: str, keys: Iterable[NoteKey]) -> TreeHead:
    """The tree head of the log `origin` in a note that one of `keys` signed.

    Raises FormatError for another note or origin, SignatureError as `open_note` does.
    """
    head = parse_tree_head(open_note(note, keys).body)
    if head.origin != origin:
        raise FormatError("the tree head is another log's")
    return head
