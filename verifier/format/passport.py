"""The passport: all that a verifier needs about one item, but whom to trust (docs/format.md 7.1)."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from verifier.format import anchor, base64url, item_tree, jcs
from verifier.format.anchor import Anchor, Anchorage
from verifier.format.errors import FormatError
from verifier.format.item import item_key
from verifier.format.item_list import ListEntry, ListValue, Segment
from verifier.format.item_tree import Opening
from verifier.format.json_shape import array, integer, members, octets, proof, text
from verifier.format.statement import MAX_DIGESTS, MAX_ENTRY

MEDIA_TYPE = "application/vnd.wayproof.passport+json"
MAX_BYTES = 4 << 20
MAX_ITEMS = 64
MAX_STATEMENTS = 2000
WHOLE_LIST = 256
"""Longest item list that a passport must show whole."""

MAX_TREE_PROOF = 2 * 63
MAX_TRIE_PROOF = 256 * 34 + 80
MAX_NOTES = 16


@dataclass(frozen=True)
class ListProof:
    """The trie's proof for one list's value, `u64(size) ‖ root` or absence if size is 0, and segments of the list."""

    proof: bytes
    size: int
    root: bytes | None
    segments: tuple[Segment, ...]

    def value(self) -> ListValue | None:
        """The value that the trie is to hold for the list, None if it holds none."""
        return None if self.root is None else ListValue(self.size, self.root)

    def entries(self) -> list[ListEntry]:
        """All entries given, in order."""
        return [entry for segment in self.segments for entry in segment.entries]

    def positions(self) -> dict[int, int]:
        """The position in the list of each entry given, by its log index."""
        return {
            entry.index: segment.start + offset
            for segment in self.segments
            for offset, entry in enumerate(segment.entries)
        }

    def covers(self, start: int, end: int) -> bool:
        """Whether the positions from `start` up to `end`, excluded, are given, for which one segment must hold them."""
        return start >= end or any(
            segment.start <= start and end <= segment.start + len(segment.entries) for segment in self.segments
        )

    def whole(self) -> bool:
        """Whether all entries are given."""
        return sum(len(segment.entries) for segment in self.segments) == self.size


@dataclass(frozen=True)
class PassportItem:
    """A visited item by URI, or by bare key where its name is hidden; `list` is None where only notices matter."""

    key: bytes
    uri: str | None
    list: ListProof | None
    notices: ListProof


@dataclass(frozen=True)
class PassportStatement:
    """A statement with this reader's disclosures and openings; `anchor` is its covering anchor's seq, None if newer."""

    index: int
    entry: bytes
    anchor: int | None
    inclusion: bytes
    disclosures: tuple[str, ...]
    openings: tuple[Opening, ...]


@dataclass(frozen=True)
class Passport:
    """A passport as parsed; nothing of it is believed yet."""

    item: str
    anchorage: Anchorage
    anchors: tuple[Anchor, ...]
    tree_head: str
    tree_head_proof: bytes
    items: tuple[PassportItem, ...]
    statements: tuple[PassportStatement, ...]
    newer: tuple[PassportStatement, ...] = ()
    index_notes: tuple[str, ...] = ()
    version: int = field(default=1)

    def newest(self) -> Anchor:
        """The newest anchor."""
        return self.anchors[-1]

    def encode(self) -> bytes:
        """The passport's bytes."""
        return jcs.encode_plain(
            {
                "anchorage": self.anchorage.encode(),
                "anchors": [each.encode() for each in self.anchors],
                "indexNotes": list(self.index_notes),
                "item": self.item,
                "items": [_encode_item(each) for each in self.items],
                "newer": [_encode_statement(each) for each in self.newer],
                "statements": [_encode_statement(each) for each in self.statements],
                "treeHead": self.tree_head,
                "treeHeadProof": base64url.encode(self.tree_head_proof),
                "version": self.version,
            }
        )


def encode_list_proof(value: ListProof) -> dict[str, jcs.Json]:
    """A list proof as JSON."""
    encoded: dict[str, jcs.Json] = {
        "proof": base64url.encode(value.proof),
        "segments": [encode_segment(segment) for segment in value.segments],
        "size": value.size,
    }
    if value.root is not None:
        encoded["root"] = base64url.encode(value.root)
    return encoded


def encode_segment(segment: Segment) -> dict[str, jcs.Json]:
    """A segment as JSON."""
    return {
        "entries": [[entry.index, base64url.encode(entry.leaf)] for entry in segment.entries],
        "proof": base64url.encode(segment.proof),
        "start": segment.start,
    }


def _encode_item(item: PassportItem) -> dict[str, jcs.Json]:
    value: dict[str, jcs.Json] = {"notices": encode_list_proof(item.notices)}
    if item.uri is None:
        value["key"] = base64url.encode(item.key)
    else:
        value["item"] = item.uri
    if item.list is not None:
        value["list"] = encode_list_proof(item.list)
    return value


def _encode_statement(statement: PassportStatement) -> dict[str, jcs.Json]:
    value: dict[str, jcs.Json] = {
        "disclosures": list(statement.disclosures),
        "entry": base64url.encode(statement.entry),
        "inclusion": base64url.encode(statement.inclusion),
        "index": statement.index,
        "openings": [opening.encode() for opening in statement.openings],
    }
    if statement.anchor is not None:
        value["anchor"] = statement.anchor
    return value


_PASSPORT = frozenset(
    {
        "anchorage",
        "anchors",
        "indexNotes",
        "item",
        "items",
        "newer",
        "statements",
        "treeHead",
        "treeHeadProof",
        "version",
    }
)
_STATEMENT = frozenset({"disclosures", "entry", "inclusion", "index", "openings"})


def parse(data: bytes) -> Passport:
    """The passport that `data` is; raises FormatError unless it is one by docs/format.md 7.1."""
    if len(data) > MAX_BYTES:
        raise FormatError(f"a passport has at most {MAX_BYTES} bytes")
    value = members(jcs.decode(data), "the passport", _PASSPORT)
    integer(value["version"], "version", 1, 1)
    anchors = tuple(anchor.parse(each) for each in array(value["anchors"], "anchors", MAX_STATEMENTS + 1, 1))
    if any(later.seq <= earlier.seq or later.prev_size < earlier.size for earlier, later in pairwise(anchors)):
        raise FormatError("anchors do not ascend")
    seqs = {each.seq: each for each in anchors}
    statements = tuple(_statement(each, seqs) for each in array(value["statements"], "statements", MAX_STATEMENTS))
    newer = tuple(_statement(each, None) for each in array(value["newer"], "newer", MAX_STATEMENTS))
    if len(statements) + len(newer) > MAX_STATEMENTS:
        raise FormatError(f"a passport has at most {MAX_STATEMENTS} statements")
    if any(later.index <= earlier.index for earlier, later in pairwise((*statements, *newer))):
        raise FormatError("statements do not ascend")
    if newer and newer[0].index < anchors[-1].size:
        raise FormatError("a newer statement is not beyond the newest anchor")
    if {each.anchor for each in statements} | {anchors[-1].seq} != seqs.keys():
        raise FormatError("an anchor covers no statement given")
    items = tuple(_item(each) for each in array(value["items"], "items", MAX_ITEMS, 1))
    if len({each.key for each in items}) != len(items):
        raise FormatError("an item stands twice")
    item = text(value["item"], "item", 1, 512)
    if items[0].uri != item or items[0].list is None:
        raise FormatError("the first item is not the one that the passport is about")
    return Passport(
        item=item,
        anchorage=anchor.parse_anchorage(value["anchorage"]),
        anchors=anchors,
        tree_head=text(value["treeHead"], "treeHead", 1, 1 << 16),
        tree_head_proof=proof(value["treeHeadProof"], "treeHeadProof", MAX_TREE_PROOF),
        items=items,
        statements=statements,
        newer=newer,
        index_notes=tuple(
            text(each, "an index note", 1, 1 << 16) for each in array(value["indexNotes"], "indexNotes", MAX_NOTES)
        ),
    )


def _item(value: jcs.Json) -> PassportItem:
    fields = members(value, "an item", frozenset({"notices"}), frozenset({"item", "key", "list"}))
    if ("item" in fields) == ("key" in fields):
        raise FormatError("an item is given by URI or by key")
    uri = text(fields["item"], "an item's URI", 1, 512) if "item" in fields else None
    notices = parse_list_proof(fields["notices"])
    if len(notices.segments) != min(notices.size, 1) or not notices.whole():
        raise FormatError("a notice list is not given whole")
    listed = parse_list_proof(fields["list"]) if "list" in fields else None
    if listed and listed.size <= WHOLE_LIST and not listed.whole():
        raise FormatError(f"an item's list of up to {WHOLE_LIST} entries is not given whole")
    key = octets(fields["key"], "an item's key", 32) if uri is None else item_key(uri)
    return PassportItem(key, uri, listed, notices)


_LIST = frozenset({"proof", "segments", "size"})


def parse_list_proof(value: jcs.Json) -> ListProof:
    """The list proof that JSON shows; raises FormatError if it is none."""
    fields = members(value, "a list proof", _LIST, frozenset({"root"}))
    size = integer(fields["size"], "a list's size")
    segments = tuple(parse_segment(each) for each in array(fields["segments"], "segments", MAX_STATEMENTS))
    if (size == 0) != ("root" not in fields) or (size == 0 and segments):
        raise FormatError("a list proof is of presence and absence at once")
    end = -1
    for segment in segments:
        if segment.start <= end:
            raise FormatError("segments of a list overlap or touch")
        end = segment.start + len(segment.entries)
    if end > size:
        raise FormatError("a segment goes on beyond its list")
    trie_proof = octets(fields["proof"], "a trie proof")
    if len(trie_proof) > MAX_TRIE_PROOF:
        raise FormatError("a trie proof is too long")
    return ListProof(trie_proof, size, octets(fields["root"], "a list's root", 32) if size else None, segments)


def parse_segment(value: jcs.Json) -> Segment:
    """The segment that JSON shows; raises FormatError if it is none."""
    fields = members(value, "a segment", frozenset({"entries", "proof", "start"}))
    entries = []
    for pair in array(fields["entries"], "entries", MAX_STATEMENTS, 1):
        index, leaf = array(pair, "a list entry", 2, 2)
        entries.append(ListEntry(integer(index, "a list entry's index"), octets(leaf, "a list entry's leaf hash", 32)))
    return Segment(
        integer(fields["start"], "a segment's start"),
        tuple(entries),
        proof(fields["proof"], "a range proof", MAX_TREE_PROOF),
    )


def _statement(value: jcs.Json, anchors: dict[int, Anchor] | None) -> PassportStatement:
    fields = members(value, "a statement", _STATEMENT, frozenset({"anchor"}))
    index = integer(fields["index"], "a statement's index")
    covering = None
    if ("anchor" in fields) != (anchors is not None):
        raise FormatError("a statement has an anchor exactly if it is not among the newer ones")
    if anchors is not None:
        covering = integer(fields["anchor"], "a statement's anchor")
        if covering not in anchors or not anchors[covering].covers(index):
            raise FormatError("a statement's anchor does not cover it")
    entry = octets(fields["entry"], "a statement's entry")
    if len(entry) > MAX_ENTRY:
        raise FormatError(f"an entry has at most {MAX_ENTRY} bytes")
    disclosures = [text(each, "a disclosure", 1) for each in array(fields["disclosures"], "disclosures", MAX_DIGESTS)]
    if len(set(disclosures)) != len(disclosures):
        raise FormatError("a disclosure stands twice")
    openings = [item_tree.parse_opening(each) for each in array(fields["openings"], "openings", 1 << 16)]
    if any(later.position <= earlier.position for earlier, later in pairwise(openings)):
        raise FormatError("openings do not ascend")
    return PassportStatement(
        index,
        entry,
        covering,
        proof(fields["inclusion"], "an inclusion proof", MAX_TREE_PROOF),
        tuple(disclosures),
        tuple(openings),
    )
