"""A ledger in memory that keeps everything and can be told to lie; it shares the formats with the real one, no more."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.recorded_chain import RecordedChain
from verifier.format import base64url, disclosure, item_tree, merkle, statement, trie
from verifier.format.anchor import Anchor, Anchorage, log_id
from verifier.format.cose_key import ED25519, PublicKey
from verifier.format.epcis_context import parse_context
from verifier.format.event_hash import event_hash_id
from verifier.format.event_items import event_items
from verifier.format.index_note import IndexNote, sign_index_note
from verifier.format.item import describe_item, item_key, notice_key, party_id
from verifier.format.item_list import ListEntry, Segment, entry_hash
from verifier.format.note import NoteKey
from verifier.format.passport import ListProof, Passport, PassportItem, PassportStatement
from verifier.format.salt import salts_of
from verifier.format.tree_head import TreeHead, sign_tree_head
from verifier.format.trust_root import Finality, TrustRoot

ORIGIN = "test.example/log"
CONTEXT: list[Any] = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]
START = 1_700_000_000
Lists = dict[bytes, list[ListEntry]]


def seed(name: str) -> bytes:
    """32 bytes that are the same in every run, so that generated vectors are."""
    return hashlib.sha256(name.encode()).digest()


@dataclass
class Signer:
    """A party and its key."""

    uri: str
    key: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        return PublicKey(ED25519, self.key.public_key().public_bytes_raw())


@dataclass
class Entry:
    """One log entry with all that opens it."""

    entry: bytes
    leaves: list[item_tree.Leaf] = field(default_factory=list)
    disclosures: dict[str, str] = field(default_factory=dict)
    decoys: list[str] = field(default_factory=list)
    notice: str | None = None
    id: bytes = b""

    def leaf_hash(self) -> bytes:
        return merkle.leaf_hash(self.entry)


@dataclass
class Committed:
    """An anchor with the lists that its index root stands for."""

    anchor: Anchor
    lists: Lists
    time: int


class ToyLedger:
    """Parties, statements, anchors and passports of one log."""

    def __init__(self) -> None:
        self.log_key = Ed25519PrivateKey.from_private_bytes(seed("log"))
        self.vkey = NoteKey(ORIGIN, self.log_key.public_key().public_bytes_raw())
        self.auditor_key = Ed25519PrivateKey.from_private_bytes(seed("auditor"))
        self.auditor = NoteKey("auditor.example", self.auditor_key.public_key().public_bytes_raw())
        self.anchorage = Anchorage(31337, seed("contract")[:20])
        self.log_id = log_id(seed("registrant")[:20], self.vkey.vkey)
        self.entries: list[Entry] = [Entry(b"the policy")]
        self.committed: list[Committed] = []
        self.lie: Callable[[Lists], object] = lambda lists: None
        self.keys: dict[str, Any] = {}
        self.parties: dict[str, Any] = {}
        self.prefixes: list[dict[str, Any]] = []
        self.now = START

    def party(self, name: str, uri: str, prefix: str | None = None, *, hosted: bool = False) -> Signer:
        """Register a party with one key and perhaps a company prefix bound to this log."""
        signer = Signer(uri, Ed25519PrivateKey.from_private_bytes(seed(name)))
        identifier = base64url.encode(party_id(uri))
        self.parties[uri] = {"id": identifier, "registeredAt": START, "suspended": [], "roles": 1}
        self.register_key(signer, hosted=hosted)
        if prefix is not None:
            bound = [[base64url.encode(self.log_id), START]]
            self.prefixes.append(
                {"prefix": prefix, "from": START, "owner": identifier, "delegates": [], "bound": bound}
            )
        return signer

    def register_key(self, signer: Signer, *, hosted: bool = False) -> dict[str, Any]:
        record = {
            "partyId": base64url.encode(party_id(signer.uri)),
            "alg": ED25519,
            "x": base64url.encode(signer.public.x),
            "y": "",
            "hosted": hosted,
            "from": START,
            "revokedAt": 0,
            "compromisedSince": 0,
            "declaredAt": 0,
        }
        self.keys[base64url.encode(signer.public.thumbprint())] = record
        return record

    def key_record(self, signer: Signer) -> dict[str, Any]:
        return self.keys[base64url.encode(signer.public.thumbprint())]

    def capture(self, signer: Signer, event: dict[str, Any], notice: str | None = None, re: bytes | None = None) -> int:
        """Log one EPCIS event in its canonical form; returns its index."""
        context = parse_context(CONTEXT)
        members = disclosure.split_members(event)
        members[disclosure.EVENT_HASH] = event_hash_id(event, context)
        members[disclosure.CONTEXT] = CONTEXT
        return self.append(signer, event["type"], members, event_items(event, context), notice, re)

    def notify(self, signer: Signer, notice: str, items: Iterable[str], re: bytes | None = None, **members: Any) -> int:
        """Log a notice that is no event; returns its index."""
        core = {"eventTime": stamp(self.now), "eventTimeZoneOffset": "+00:00"}
        return self.append(
            signer, statement.NOTICE_TYPE, {"core": core, **members}, dict.fromkeys(items, 1), notice, re
        )

    def append(
        self,
        signer: Signer,
        kind: str,
        members: dict[str, Any],
        items: dict[str, int],
        notice: str | None = None,
        re: bytes | None = None,
        leaves: list[item_tree.Leaf] | None = None,
    ) -> int:
        salt = salts_of(seed(f"secret {len(self.entries)}"))
        disclosures, decoys = disclosure.disclose(members, salt)
        made, up = item_tree.leaves_of(items, salt)
        leaves = made if leaves is None else leaves
        levels = item_tree.tree_of([leaf.hash() for leaf in leaves])
        digests = disclosure.digests([*disclosures.values(), *decoys])
        payload = statement.Payload(kind, digests, len(levels) - 1, levels[-1][0], up, notice, re).encode()
        subject = uuid.UUID(bytes=seed(f"subject {len(self.entries)}")[:16]).urn
        claims = statement.Claims(ED25519, signer.public.thumbprint(), signer.uri, subject, ORIGIN, self.now)
        protected = claims.encode()
        signature = signer.key.sign(statement.signed_bytes(protected, payload))
        entry = statement.encode(protected, payload, signature)
        identifier = statement.statement_id(protected, payload)
        self.entries.append(Entry(entry, leaves, disclosures, decoys, notice, identifier))
        return len(self.entries) - 1

    def lists(self, size: int) -> Lists:
        """All lists of the item index up to a log size, honestly."""
        lists: Lists = defaultdict(list)
        for index, entry in enumerate(self.entries[:size]):
            for leaf in entry.leaves:
                for key in leaf.list_keys(notice=entry.notice is not None):
                    lists[key].append(ListEntry(index, entry.leaf_hash()))
        return lists

    def anchor(self) -> Committed:
        """Commit the log and the item index, as the lie of the day has it."""
        lists = self.lists(len(self.entries))
        self.lie(lists)
        before = self.committed[-1] if self.committed else None
        size = len(self.entries)
        anchor = Anchor(
            seq=len(self.committed),
            prev=before.anchor.head(self.anchorage, self.log_id) if before else bytes(32),
            prev_size=before.anchor.size if before else 0,
            size=size,
            log_root=self.root(size),
            index_root=trie.root_of(trie_items(lists)),
        )
        self.now += 60
        self.committed.append(Committed(anchor, lists, self.now))
        return self.committed[-1]

    def root(self, size: int) -> bytes:
        return merkle.root_from_leaves([entry.leaf_hash() for entry in self.entries[:size]])

    def node(self, level: int, index: int) -> bytes:
        hashes = [entry.leaf_hash() for entry in self.entries]
        return merkle.root_from_leaves(hashes[index << level : (index + 1) << level])

    def trust_root(self, **changes: Any) -> bytes:
        """The trust root, with members changed."""
        root = TrustRoot(
            origin=ORIGIN,
            log_id=self.log_id,
            log_keys=(self.vkey,),
            promise_keys=(),
            anchorage=self.anchorage,
            registry=seed("registry")[:20],
            finality=Finality(None),
            rpc_urls=("http://127.0.0.1:8545",),
            rpc_agree=1,
            auditor_keys=(self.auditor,),
            auditors_required=0,
            max_anchor_age=3600,
            expires=START + 10**9,
        )
        return json.dumps({**root.encode(), **changes}).encode()

    def recorded(self) -> dict[str, Any]:
        """The chain as it stands, all anchors final."""
        return {
            "chainId": self.anchorage.chain_id,
            "block": {"number": 1000, "hash": base64url.encode(seed("block")), "time": self.now + 1},
            "anchors": [
                {
                    "head": base64url.encode(each.anchor.head(self.anchorage, self.log_id)),
                    "size": each.anchor.size,
                    "time": each.time,
                }
                for each in self.committed
            ],
            "keys": json.loads(json.dumps(self.keys)),
            "parties": json.loads(json.dumps(list(self.parties.values()))),
            "prefixes": json.loads(json.dumps(self.prefixes)),
        }

    def chain(self) -> RecordedChain:
        return RecordedChain(self.recorded())

    def index_note(self) -> str:
        newest = self.committed[-1].anchor
        note = IndexNote(ORIGIN, newest.size, newest.log_root, newest.index_root, self.now)
        return sign_index_note(note, self.auditor, self.auditor_key).decode()

    def passport(
        self, item: str, *, whole: bool = False, hide: bool = False, notes: tuple[str, ...] = (), **changes: Any
    ) -> Passport:
        """The passport of an item at the newest anchor, for an anonymous reader or with everything opened."""
        newest = self.committed[-1]
        visited = self._visit(item, newest)
        items = [self._item(key, uri, listed, newest) for key, (uri, listed) in visited.items()]
        named = {e.index for i in items for p in (i.list, i.notices) if p for e in p.entries()}
        statements = [self._statement(index, set(visited), whole=whole, hide=hide) for index in sorted(named)]
        size = len(self.entries)
        newer = [
            self._statement(index, set(visited), whole=whole, hide=hide)
            for index in range(newest.anchor.size, size)
            if any(leaf.role and leaf.key in visited for leaf in self.entries[index].leaves)
        ]
        seqs = sorted({each.anchor for each in statements if each.anchor is not None} | {newest.anchor.seq})
        head = TreeHead(ORIGIN, size, self.root(size))
        fields: dict[str, Any] = {
            "item": item,
            "anchorage": self.anchorage,
            "anchors": tuple(self.committed[seq].anchor for seq in seqs),
            "tree_head": sign_tree_head(head, self.vkey, self.log_key).decode(),
            "tree_head_proof": merkle.consistency_proof(newest.anchor.size, size, self.node),
            "items": tuple(items),
            "statements": tuple(statements),
            "newer": tuple(newer),
            "index_notes": notes,
        }
        return Passport(**{**fields, **changes})

    def _visit(self, item: str, newest: Committed) -> dict[bytes, tuple[str | None, bool]]:
        """What docs/format.md 8.1 asks for, found the simple way: whole lists, no windows."""
        visited: dict[bytes, tuple[str | None, bool]] = {item_key(item): (item, True)}
        described = describe_item(item)
        if described.class_uri not in (None, item):
            visited[item_key(described.class_uri)] = (described.class_uri, False)
        queue = [item_key(item)]
        while queue:
            key = queue.pop()
            for entry in newest.lists.get(key, []):
                leaves = self.entries[entry.index].leaves if entry.index < len(self.entries) else []
                own = next((leaf for leaf in leaves if leaf.key == key and leaf.role), None)
                if own is None:
                    continue
                for leaf in leaves:
                    if own.role & 4 and leaf.role & 2 and leaf.key not in visited and self._packs(entry.index):
                        visited[leaf.key] = (leaf.uri, True)
                        queue.append(leaf.key)
                    elif (own.role & 16 or own.role & 128) and leaf.role & 8:
                        visited.setdefault(leaf.key, (leaf.uri, False))
                    elif own.role & 16 and leaf.role & 128 and leaf.key not in visited:
                        visited[leaf.key] = (leaf.uri, True)
                        queue.append(leaf.key)
                    elif key == item_key(item) and leaf.role & 64 and own.role & 17:
                        visited.setdefault(leaf.key, (leaf.uri, False))
        return visited

    def _packs(self, index: int) -> bool:
        core = disclosure.decode(self.entries[index].disclosures["core"]).value
        kind = statement.parse(self.entries[index].entry, ORIGIN).payload.type
        return isinstance(core, dict) and core.get("action") == "ADD" and kind != "TransactionEvent"

    def _item(self, key: bytes, uri: str | None, listed: bool, newest: Committed) -> PassportItem:
        lists = newest.lists
        return PassportItem(
            key,
            uri,
            list_proof(lists, key) if listed else None,
            list_proof(lists, notice_key(key)),
        )

    def _statement(self, index: int, visited: set[bytes], *, whole: bool, hide: bool) -> PassportStatement:
        entry = self.entries[index]
        covering = next((each.anchor for each in self.committed if each.anchor.covers(index)), None)
        size = len(self.entries) if covering is None else covering.size
        up = sum(1 for leaf in entry.leaves if leaf.upstream())
        positions = [i for i, leaf in enumerate(entry.leaves) if whole or i < up or (leaf.role and leaf.key in visited)]
        levels = item_tree.tree_of([leaf.hash() for leaf in entry.leaves])
        if whole:
            disclosures = [*entry.disclosures.values(), *entry.decoys]
        else:
            public = {"core", "where", "sensorElementList"} | disclosure.DESCRIPTION_MEMBERS
            disclosures = [text for name, text in entry.disclosures.items() if name in public]
        return PassportStatement(
            index,
            entry.entry,
            None if covering is None else covering.seq,
            merkle.inclusion_proof(index, size, self.node),
            tuple(disclosures),
            tuple(item_tree.open_leaf(entry.leaves, levels, i, hide=hide) for i in positions),
        )


def trie_items(lists: Lists) -> list[tuple[bytes, bytes]]:
    """The item index's sorted keys and values, of lists in whatever order they are."""
    return [(key, value_of(entries)) for key, entries in sorted(lists.items()) if entries]


def value_of(entries: list[ListEntry]) -> bytes:
    return len(entries).to_bytes(8, "big") + merkle.root_from_leaves([entry_hash(each) for each in entries])


def list_proof(lists: Lists, key: bytes) -> ListProof:
    """The proof of a whole list, or of its absence."""
    proof = trie.prove(trie_items(lists), key).proof
    entries = lists.get(key) or []
    if not entries:
        return ListProof(proof, 0, None, ())
    return ListProof(proof, len(entries), value_of(entries)[8:], (Segment(0, tuple(entries), b""),))


def stamp(seconds: int) -> str:
    """Unix seconds as EPCIS writes a time."""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
