"""What no capture can avoid, done with the fastest that is at hand and nothing around it.

For each event: read its JSON, check the schema, make the Event Hash ID, hash what is hidden and what is logged, sign
statement and promise, insert the row. The samples are events that the ledger itself made into statements.
"""

from __future__ import annotations

import hashlib
import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench import events, worlds
from bench.direct import Direct
from ledger.ed25519 import ed25519_signer
from ledger.epcis_document import parse_document
from ledger.epcis_schema import event_problems
from ledger.sequence import BATCH
from ledger.statement import Opened, PartySigner, compose, reopen, saying_of_event, sign_statement
from verifier.format import statement
from verifier.format.cose_key import ED25519, PublicKey
from verifier.format.epcis_context import parse_context
from verifier.format.event_hash import event_hash_id
from verifier.format.salt import salts_of

_ORIGIN = "bench.example/log"
_COLUMNS = (
    "statement_id, party_id, event_hash, error_hash, certification_hash, type, entry, leaf_hash, content, secret, "
    "accepted_at"
)
_INSERT = f"insert into statement ({_COLUMNS}) values ({', '.join('?' * 11)})"
_ASSIGN = "update statement set log_index = ? where id = ?"
_LIST = "insert into list_entry (list_key, position, log_index) values (?, 0, ?)"
_SELECT = "select id, entry, content from statement where log_index is null order by id"


class Primitives:
    """The primitives for `size` events; every method does its step for all of them."""

    def __init__(self, size: int, direct: Direct, party: bytes, epcs: int = 1) -> None:
        self.size = size
        self._party = party
        private = Ed25519PrivateKey.generate()
        self._sign = ed25519_signer(private.private_bytes_raw())
        found = list(itertools.islice(events.observations(epcs=epcs), size))
        self._document = events.document(found)
        self._singles = [events.document([event]) for event in found]
        read = parse_document(self._document).events
        self._events = [result.event for result in read]
        self._context = parse_context(read[0].context)
        sayings = [saying_of_event(event) for event in read]
        public = PublicKey(ED25519, private.public_key().public_bytes_raw())
        signer = PartySigner(worlds.PARTY, public, public.thumbprint(), self._sign)
        self._made = [sign_statement(compose(saying, None), signer, _ORIGIN, events.START) for saying in sayings]
        parsed = [statement.parse(made.entry, _ORIGIN) for made in self._made]
        opened = [reopen(made.content, made.secret, each) for made, each in zip(self._made, parsed, strict=True)]
        self._hashed = [_hashed(each, made.entry) for each, made in zip(opened, self._made, strict=True)]
        self._salts = [len(each.all_disclosures()) + len(each.leaves) for each in opened]
        self._direct = direct
        self._index = 1
        """The next log index; the log's first entry is there."""

    def read_documents(self) -> None:
        """Read the JSON of one document with all events."""
        orjson.loads(self._document)

    def read_singles(self) -> None:
        """Read the JSON of a document for each event."""
        for body in self._singles:
            orjson.loads(body)

    def check_schema(self) -> None:
        """Hold each event against the schema."""
        for event in self._events:
            assert not event_problems(event, "")

    def hash_events(self) -> None:
        """Make each Event Hash ID."""
        for event in self._events:
            event_hash_id(event, self._context)

    def hash_statements(self) -> None:
        """Derive the salts, and hash disclosures, items and entry."""
        sha256, label = hashlib.sha256, bytes(22)
        for salts, messages in zip(self._salts, self._hashed, strict=True):
            salt = salts_of(os.urandom(32))
            for _ in range(salts):
                salt(label)
            for message in messages:
                sha256(message).digest()

    def sign(self, *, promises: bool = True) -> None:
        """Sign a statement and, unless nobody is told it yet, a promise for each event."""
        promise = bytes(150)
        for made in self._made:
            self._sign(made.entry)
            if promises:
                self._sign(promise)

    def insert_singly(self) -> None:
        """Insert the rows, one transaction each."""
        for row in self._rows():
            with self._direct.transaction():
                self._direct.many(_INSERT, [row])

    def insert_together(self) -> None:
        """Insert the rows in one transaction."""
        with self._direct.transaction():
            self._direct.many(_INSERT, self._rows())

    def steps(self, *, singly: bool, promises: bool = True) -> dict[str, Callable[[], None]]:
        """All steps of capture by name, for events that come one at a time or in one document."""
        middle: dict[str, Callable[[], None]] = {
            "check the schema": self.check_schema,
            "make the Event Hash ID": self.hash_events,
            "salts and SHA-256": self.hash_statements,
            "sign statement and promise": partial(self.sign, promises=promises),
        }
        if singly:
            return {"read the JSON": self.read_singles, **middle, "insert, a commit each": self.insert_singly}
        together = {"insert, one commit for all": self.insert_together}
        return {"read the JSON, one document for all": self.read_documents, **middle, **together}

    def all(self, *, singly: bool, promises: bool = True) -> None:
        """All steps of capture."""
        for step in self.steps(singly=singly, promises=promises).values():
            step()

    def sequence(self) -> None:
        """Read back what was inserted since the last call, hash it, give it indices and list entries, sign a head."""
        assert self.size <= BATCH
        sha256 = hashlib.sha256
        with self._direct.transaction():
            rows = self._direct.rows(_SELECT)
            indexed = []
            for index, (row, entry, content) in enumerate(rows, self._index):
                items = orjson.loads(content)["event"]["epcList"]
                sha256(entry).digest()  # the leaf
                sha256(entry[:65]).digest()  # a node above it: as many as leaves
                indexed.append((sha256(items[0].encode() + os.urandom(8)).digest(), row, index))
            self._direct.many(_ASSIGN, [(index, row) for _, row, index in indexed])
            self._direct.many(_LIST, sorted((key, index) for key, _, index in indexed))
            self._sign(bytes(100))
        self._index += len(rows)

    def _rows(self) -> list[tuple[object, ...]]:
        rows: list[tuple[object, ...]] = []
        for made in self._made:
            new = os.urandom(64)
            hidden = (made.entry, made.leaf_hash, made.content, made.secret)
            rows.append((new[:32], self._party, new[32:], b"", b"", "ObjectEvent", *hidden, events.START))
        return rows


@contextmanager
def primitives(size: int, epcs: int = 1) -> Iterator[Primitives]:
    """The primitives for `size` events of `epcs` EPCs, on a database like the ledger's."""
    with worlds.capturing() as (ledger, party):
        direct = Direct(ledger.store)
        try:
            yield Primitives(size, direct, party, epcs)
        finally:
            direct.close()


def _hashed(opened: Opened, entry: bytes) -> list[bytes]:
    """What is hashed of a statement: leaf and id, its disclosures, each item's key, and the tree of its items."""
    disclosed = [text.encode() for text in opened.all_disclosures()]
    names = [uri.encode() for uri in opened.saying.roles]
    tree = [bytes(51)] * len(opened.leaves) + [bytes(65)] * (len(opened.leaves) - 1)
    return [entry, entry, *disclosed, *names, *tree]
