"""Files that convict an operator of a false item index (docs/format.md 7.4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from verifier.chain import ChainReader
from verifier.format import anchor, base64url, item_list, item_tree, jcs, merkle, opening, passport, statement, trie
from verifier.format.anchor import Anchor, Anchorage
from verifier.format.errors import FormatError, ProofError
from verifier.format.item import members_key, notice_key
from verifier.format.item_list import ListEntry, ListValue, Segment
from verifier.format.item_tree import Leaf, Opening
from verifier.format.json_shape import array, integer, members, octets, proof
from verifier.format.passport import MAX_TREE_PROOF, ListProof
from verifier.format.trust_root import TrustRoot

MAX_BYTES = 16 << 20
LISTS: dict[str, Callable[[bytes], bytes]] = {"item": bytes, "members": members_key, "notice": notice_key}
"""The lists on which an item's leaf may put a statement, and how each one's key follows from the item's."""

_COMMON = frozenset({"anchor", "anchorage", "kind", "logId", "proof", "version"})
_LISTED = frozenset({"key", "root", "segment", "size"})


@dataclass(frozen=True)
class Conviction:
    """What a misindex proof shows: the kind, the anchor that it is about, and a sentence for people."""

    kind: str
    anchor: Anchor
    head: bytes
    sentence: str


def convict(data: bytes, trust_root: TrustRoot, chain: ChainReader | None = None) -> Conviction:
    """What a misindex proof shows.

    Raises FormatError if it is malformed and ProofError if it does not convict; with `chain`, ProofError also if the
    anchor is not on chain, and ChainError if the chain cannot be read. Without `chain` it is for the reader to find
    `Conviction.head` there.
    """
    if len(data) > MAX_BYTES:
        raise FormatError(f"a misindex proof has at most {MAX_BYTES} bytes")
    value = jcs.decode_object(data)
    kind = value.get("kind")
    check = _CHECKS.get(kind) if isinstance(kind, str) else None
    if check is None:
        raise FormatError("no kind of misindex proof")
    required, optional, judge = check
    members(value, "the misindex proof", _COMMON | required, optional)
    integer(value["version"], "version", 1, 1)
    if anchor.parse_anchorage(value["anchorage"]) != trust_root.anchorage:
        raise ProofError("the proof is about another anchorage than the trust root's")
    if octets(value["logId"], "logId", 32) != trust_root.log_id:
        raise ProofError("the proof is about another log than the trust root's")
    committed = anchor.parse(value["anchor"])
    head = committed.head(trust_root.anchorage, trust_root.log_id)
    if chain is not None:
        if committed.seq >= chain.anchor_count(trust_root.log_id):
            raise ProofError("the proof's anchor is not on chain")
        if chain.anchors(trust_root.log_id, [committed.seq])[0].head != head:
            raise ProofError("the proof's anchor is not the one on chain")
    return Conviction(str(kind), committed, head, judge(value, committed, trust_root.origin))


def _omission(value: dict[str, jcs.Json], committed: Anchor, origin: str) -> str:
    parsed = statement.parse(octets(value["entry"], "entry"), origin)
    index = integer(value["index"], "index", 0, committed.size - 1)
    inclusion = proof(value["inclusion"], "inclusion", MAX_TREE_PROOF)
    merkle.verify_inclusion(merkle.leaf_hash(parsed.entry), index, committed.size, inclusion, committed.log_root)
    shown = item_tree.parse_opening(value["opening"], any_bare=True)
    shown.verify(parsed.payload.depth, parsed.payload.root)
    name = value["list"]
    if not isinstance(name, str) or name not in LISTS:
        raise FormatError("list is none of item, members and notice")
    key = LISTS[name](shown.leaf.key)
    if key not in shown.leaf.list_keys(notice=parsed.payload.notice is not None):
        raise ProofError("the opened leaf does not put the statement on that list")
    trie_proof = octets(value["proof"], "proof")
    listed = {"root", "segment", "size"} & value.keys()
    if not listed:
        trie.verify_lookup(committed.index_root, key, None, trie_proof)
        return f"Statement {index} is in the log and the item index has no list of its item."
    if len(listed) != 3:
        raise FormatError("root, segment and size go together")
    found, segment = _segment(value)
    trie.verify_lookup(committed.index_root, key, found.to_bytes(), trie_proof)
    indices = [entry.index for entry in segment.entries]
    first, last = segment.start == 0, segment.start + len(indices) == found.size
    gap = (
        (len(indices) == 2 and indices[0] < index < indices[1])
        or (len(indices) == 1 and first and index < indices[0])
        or (len(indices) == 1 and last and indices[0] < index)
    )
    if not gap:
        raise ProofError("the list entries shown leave no gap where the statement would stand")
    return f"Statement {index} is in the log and missing from its item's list."


def _alien(value: dict[str, jcs.Json], committed: Anchor, _origin: str) -> str:
    (entry,) = _listed(value, committed, 1)
    if entry.index >= committed.size:
        return f"A list names log index {entry.index}, which the anchored log does not have."
    if "leaf" not in value or "inclusion" not in value:
        raise FormatError("an alien entry within the log needs the log's own leaf")
    leaf = octets(value["leaf"], "leaf", 32)
    inclusion = proof(value["inclusion"], "inclusion", MAX_TREE_PROOF)
    merkle.verify_inclusion(leaf, entry.index, committed.size, inclusion, committed.log_root)
    if leaf == entry.leaf:
        raise ProofError("the list entry is the log's")
    return f"A list names another entry at log index {entry.index} than the log holds."


def _disordered(value: dict[str, jcs.Json], committed: Anchor, _origin: str) -> str:
    before, after = _listed(value, committed, 2)
    if before.index < after.index:
        raise ProofError("the list entries are in order")
    return f"A list names log index {after.index} after {before.index}."


def _extra(value: dict[str, jcs.Json], committed: Anchor, origin: str) -> str:
    (entry,) = _listed(value, committed, 1)
    data = octets(value["entry"], "entry")
    if merkle.leaf_hash(data) != entry.leaf:
        raise ProofError("the entry shown is not the listed one")
    leaves: tuple[Leaf, ...] | None = None
    if "leaves" in value:
        leaves = tuple(item_tree.parse_leaves(array(value["leaves"], "leaves", 1 << statement.MAX_DEPTH, 1)))
    if octets(value["key"], "key", 32) in opening.keys_of(data, origin, leaves):
        raise ProofError("the entry belongs on the list")
    return f"A list names log index {entry.index}, which is not about its item."


def _listed(value: dict[str, jcs.Json], committed: Anchor, count: int) -> tuple[ListEntry, ...]:
    found, segment = _segment(value)
    key = octets(value["key"], "key", 32)
    trie.verify_lookup(committed.index_root, key, found.to_bytes(), octets(value["proof"], "proof"))
    if len(segment.entries) != count:
        raise FormatError(f"the segment has not {count} entries")
    return tuple(segment.entries)


def _segment(value: dict[str, jcs.Json]) -> tuple[ListValue, Segment]:
    found = ListValue(integer(value["size"], "size", 1), octets(value["root"], "root", 32))
    segment = passport.parse_segment(value["segment"])
    item_list.verify_segment(found, segment)
    return found, segment


_CHECKS: dict[str, tuple[frozenset[str], frozenset[str], Callable[[dict[str, jcs.Json], Anchor, str], str]]] = {
    "omission": (frozenset({"entry", "inclusion", "index", "list", "opening"}), _LISTED - {"key"}, _omission),
    "alien": (_LISTED, frozenset({"inclusion", "leaf"}), _alien),
    "disordered": (_LISTED, frozenset(), _disordered),
    "extra": (_LISTED | {"entry"}, frozenset({"leaves"}), _extra),
}


@dataclass(frozen=True)
class Accused:
    """The anchor that a misindex proof is about."""

    anchorage: Anchorage
    log_id: bytes
    anchor: Anchor

    def encode(self, kind: str, trie_proof: bytes, **evidence: jcs.Json) -> bytes:
        """A misindex proof's bytes."""
        return jcs.encode(
            {
                "anchor": self.anchor.encode(),
                "anchorage": self.anchorage.encode(),
                "kind": kind,
                "logId": base64url.encode(self.log_id),
                "proof": base64url.encode(trie_proof),
                "version": 1,
                **evidence,
            }
        )


def omission(
    accused: Accused, index: int, entry: bytes, inclusion: bytes, shown: Opening, name: str, listed: ListProof
) -> bytes:
    """The proof that a statement is missing from the list `name` of an item; `listed` is that list, whole."""
    evidence: dict[str, jcs.Json] = {
        "entry": base64url.encode(entry),
        "inclusion": base64url.encode(inclusion),
        "index": index,
        "list": name,
        "opening": shown.encode(),
    }
    if listed.size:
        entries = listed.entries()
        after = sum(1 for each in entries if each.index < index)
        evidence |= _list_evidence(listed, max(after - 1, 0), min(after + 1, len(entries)))
    return accused.encode("omission", listed.proof, **evidence)


def alien(accused: Accused, key: bytes, position: int, listed: ListProof, leaf: bytes, inclusion: bytes) -> bytes:
    """The proof that a list names at `position` what is not in the log; `leaf` and `inclusion` are the log's own."""
    evidence = {"key": base64url.encode(key), **_list_evidence(listed, position, position + 1)}
    if inclusion or leaf:
        evidence |= {"inclusion": base64url.encode(inclusion), "leaf": base64url.encode(leaf)}
    return accused.encode("alien", listed.proof, **evidence)


def disordered(accused: Accused, key: bytes, position: int, listed: ListProof) -> bytes:
    """The proof that a list's indices do not increase from `position` to the next."""
    evidence = {"key": base64url.encode(key), **_list_evidence(listed, position, position + 2)}
    return accused.encode("disordered", listed.proof, **evidence)


def extra(
    accused: Accused, key: bytes, position: int, listed: ListProof, entry: bytes, leaves: tuple[Leaf, ...] | None
) -> bytes:
    """The proof that a list names at `position` a statement that is not about its item."""
    evidence: dict[str, jcs.Json] = {
        "entry": base64url.encode(entry),
        "key": base64url.encode(key),
        **_list_evidence(listed, position, position + 1),
    }
    if leaves is not None:
        evidence["leaves"] = [item_tree.encode_leaf(leaf) for leaf in leaves]
    return accused.encode("extra", listed.proof, **evidence)


def _list_evidence(listed: ListProof, start: int, end: int) -> dict[str, jcs.Json]:
    segment = item_list.prove_segment(listed.entries(), start, end)
    return {
        "root": base64url.encode(listed.root or b""),
        "segment": passport.encode_segment(segment),
        "size": listed.size,
    }
