"""Openings: what an issuer keeps of a statement and an auditor is given (docs/format.md 7.3)."""

from __future__ import annotations

from dataclasses import dataclass

from verifier.format import base64url, item_tree, jcs, statement
from verifier.format.errors import FormatError, ProofError
from verifier.format.item_tree import Leaf
from verifier.format.json_shape import array, integer, members, octets, text
from verifier.format.statement import MAX_DEPTH, MAX_DIGESTS, Statement


@dataclass(frozen=True)
class StatementOpening:
    """A log entry with all leaves of its item tree, and with the disclosures that go with it."""

    index: int
    entry: bytes
    leaves: tuple[Leaf, ...]
    disclosures: tuple[str, ...] = ()

    def encode(self) -> bytes:
        """The opening's bytes."""
        return jcs.encode(
            {
                "disclosures": list(self.disclosures),
                "entry": base64url.encode(self.entry),
                "index": self.index,
                "leaves": [item_tree.encode_leaf(leaf) for leaf in self.leaves],
                "version": 1,
            }
        )


_OPENING = frozenset({"disclosures", "entry", "index", "leaves", "version"})


def parse(data: bytes) -> StatementOpening:
    """The opening that `data` is; raises FormatError if it is none. `check_leaves` tells whether it is true."""
    value = members(jcs.decode(data), "an opening", _OPENING)
    integer(value["version"], "version", 1, 1)
    return StatementOpening(
        index=integer(value["index"], "index"),
        entry=octets(value["entry"], "entry"),
        leaves=tuple(item_tree.parse_leaves(array(value["leaves"], "leaves", 1 << MAX_DEPTH, 1))),
        disclosures=tuple(
            text(each, "a disclosure") for each in array(value["disclosures"], "disclosures", MAX_DIGESTS)
        ),
    )


def check_leaves(entry: Statement, leaves: tuple[Leaf, ...]) -> None:
    """Raise ProofError unless these are all the leaves of the statement's item tree."""
    if len(leaves) != 1 << entry.payload.depth:
        raise ProofError("the opening has not all leaves of its statement")
    if item_tree.tree_of([leaf.hash() for leaf in leaves])[-1][0] != entry.payload.root:
        raise ProofError("the opening's leaves are not its statement's")


def keys_of(entry: bytes, origin: str, leaves: tuple[Leaf, ...] | None) -> list[bytes]:
    """The keys of the lists on which an entry belongs (docs/format.md section 5); none if it is not indexable.

    Raises ProofError if the entry is indexable and its leaves are missing or not its own.
    """
    try:
        parsed = statement.parse(entry, origin)
    except FormatError:
        return []
    if leaves is None:
        raise ProofError("an indexable entry comes without its opening")
    return list_keys(parsed, leaves)


def list_keys(entry: Statement, leaves: tuple[Leaf, ...]) -> list[bytes]:
    """The keys of the lists on which a statement belongs; raises ProofError if the leaves are not its own."""
    check_leaves(entry, leaves)
    keys = [key for leaf in leaves for key in leaf.list_keys(notice=entry.payload.notice is not None)]
    return list(dict.fromkeys(keys))
