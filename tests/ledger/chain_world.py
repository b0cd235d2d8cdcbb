"""A small real ledger before a real chain, for the tests of the ledger's chain side."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import SQLModel

from ledger import registry, store_parties, store_statements
from ledger.anchor import AnchorPolicy
from ledger.chain import GWEI, Chain
from ledger.chain_tick import ChainPolicy, tick_chain
from ledger.deploy import LogIdentity
from ledger.deployment import Deployment
from ledger.item_index import ItemIndex
from ledger.outbox import OutboxPolicy
from ledger.sequence import NoteSigner, append_leaves, sequence, sign_head
from ledger.statement import PartySigner, Saying, compose, sign_statement
from ledger.store import Store
from ledger.store_chain import AnchorRow, anchors_in
from ledger.store_outgoing import Outgoing, in_state
from ledger.store_parties import Party, Product, SigningKey
from ledger.store_statements import NewRow
from tests.anvil import ACCOUNT_KEY
from tests.databases import url_in
from verifier.format import merkle
from verifier.format.cose_key import ED25519, PublicKey
from verifier.format.epcis_context import parse_context
from verifier.format.event_items import event_items
from verifier.format.item import party_id
from verifier.format.jcs import Json
from verifier.format.note import NoteKey
from verifier.format.trust_root import Finality

ORIGIN = "test.example/log"
CONTEXT: list[Json] = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]
ADMIN = b"\xad" * 20
PRODUCER, CARRIER, WAREHOUSE, RETAILER = 1, 2, 4, 8
PREFIX = "9521321"
CLASS = "https://id.gs1.org/01/09521321000018"


def policy(**outbox: Any) -> ChainPolicy:
    """Anchor at once, and take every tick for the moment at which everything is due."""
    return ChainPolicy(OutboxPolicy(Finality(None), **outbox), AnchorPolicy(count=1, age=0, heartbeat=10**9))


class TestParty:
    """A party with a hosted key."""

    __test__ = False

    def __init__(self, name: str, gln: str, roles: int) -> None:
        self.private = Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
        self.key = PublicKey(ED25519, self.private.public_key().public_bytes_raw())
        self.party = Party(
            party_id(f"https://id.gs1.org/417/{gln}"), f"https://id.gs1.org/417/{gln}", name, roles, True, False, False
        )
        self.kid = self.key.thumbprint()

    @property
    def signer(self) -> PartySigner:
        return PartySigner(self.party.uri, self.key, self.kid, self.private.sign)


class World:
    """A store, a chain, a log with entry 0, and the clock."""

    def __init__(self, folder: Path, url: str) -> None:
        self.url = url
        self.store = Store(url_in(folder))
        SQLModel.metadata.create_all(self.store.engine)
        self.chain = Chain(url, ACCOUNT_KEY, fee_ceiling=100 * GWEI, timeout=10)
        self.index = ItemIndex()
        self.now = self.chain.latest().time
        self.policy = policy()
        private = Ed25519PrivateKey.from_private_bytes(bytes(32))
        self.signer = NoteSigner(NoteKey(ORIGIN, private.public_key().public_bytes_raw()), private)
        self.log = LogIdentity(self.signer.key.vkey, ADMIN)
        self.where: Deployment | None = None
        with self.store.write() as connection:
            if not store_statements.entries(connection, 0, 1):
                first_row(connection, self.signer, self.now)

    @property
    def deployed(self) -> Deployment:
        assert self.where is not None, "not deployed"
        return self.where

    def tick(self) -> None:
        """One tick, a second after the one before, here and on the chain."""
        self.now += 1
        self.chain.rpc.request("evm_increaseTime", 1)
        self.where = tick_chain(self.store, self.chain, self.index, self.log, self.policy, self.now)

    def ticks(self, number: int) -> None:
        for _ in range(number):
            self.tick()

    def deploy(self) -> Deployment:
        for _ in range(20):
            self.tick()
            if self.where is not None:
                return self.where
        raise AssertionError("not deployed after 20 ticks")

    def settle(self, patience: int = 400) -> None:
        """Tick until all is final."""
        for _ in range(patience):
            self.tick()
            if self.where is not None and not self.waiting():
                return
        raise AssertionError(f"not final after {patience} ticks: {self.waiting()}")

    def wait_until_mined(self) -> None:
        """Until the chain has mined what it was sent, which it does a moment after it says that it took it."""
        deadline = time.monotonic() + 20
        while self.chain.nonce() < self.chain.nonce(pending=True):
            assert time.monotonic() < deadline, "not mined"

    def waiting(self) -> list[object]:
        chain_id = self.chain.chain_id()
        with self.store.read() as connection:
            outgoing = in_state(connection, chain_id, "queued", "signed", "mined")
            return [*outgoing, *anchors_in(connection, "stored", "mined")]

    def outgoing(self, *states: str) -> list[Outgoing]:
        with self.store.read() as connection:
            return in_state(connection, self.chain.chain_id(), *states)

    def anchors(self, *states: str) -> list[AnchorRow]:
        with self.store.read() as connection:
            return anchors_in(connection, *states)

    def add_party(self, party: TestParty, *prefixes: str) -> None:
        """Make a party known here, and order its registration with a key and prefixes bound to this log."""
        where, public = self.deployed, party.key
        with self.store.write() as connection:
            store_parties.insert_party(connection, party.party, self.now)
            key = SigningKey(party.kid, party.party.id, public.alg, public.x, public.y, b"sealed", None, False)
            store_parties.insert_key(connection, key)
            for prefix in prefixes:
                store_parties.insert_prefix(connection, prefix, party.party.id)
            registry.register_party(
                connection, where, uri=party.party.uri, party_id=party.party.id, roles=party.party.roles, now=self.now
            )
            registry.register_key(
                connection,
                where,
                kid=party.kid,
                party_id=party.party.id,
                alg=public.alg,
                x=public.x,
                y=public.y,
                hosted=True,
                now=self.now,
            )
            for prefix in prefixes:
                registry.register_prefix(connection, where, prefix=prefix, party_id=party.party.id, now=self.now)
                registry.bind_prefix(connection, where, prefix=prefix, log_id=where.log_id, now=self.now)

    def add_product(self, party: TestParty, anchoring: str) -> None:
        with self.store.write() as connection:
            store_parties.put_product(connection, Product(CLASS, party.party.id, anchoring))

    def say(self, party: TestParty | None, event: dict[str, Json], notice: str | None = None) -> bytes:
        """Accept and sequence a statement; returns its id."""
        party = party or TestParty("nobody", "9521321000094", 0)
        roles = event_items(event, parse_context(CONTEXT))
        saying = Saying(str(event["type"]), notice, event, roles, CONTEXT, "ni:///sha-256;00?ver=CBV2.0")
        signed = sign_statement(compose(saying, None), party.signer, ORIGIN, self.now)
        row = row_of(None, signed.entry, signed.content, signed.secret, self.now)
        with self.store.write() as connection:
            known = store_parties.find_party(connection, party.party.id) is not None
            owner = party.party.id if known else None
            store_statements.insert(connection, [row._replace(statement_id=signed.id, party_id=owner)])
        sequence(self.store, self.signer, self.now)
        return signed.id


def first_row(connection: sa.Connection, signer: NoteSigner, now: int) -> None:
    """Begin the log with an entry 0."""
    row = row_of(None, b"policy", b"{}", b"", now)
    store_statements.insert_at(connection, row, 0)
    append_leaves(connection, 0, [row.leaf_hash])
    sign_head(connection, 1, signer, now)


def bag(serial: int | str) -> str:
    """An item of the test product."""
    return f"{CLASS}/21/{serial}"


def object_event(action: str, *items: str, **members: Json) -> dict[str, Json]:
    """A canonical ObjectEvent about items."""
    time = {"eventTime": "2026-01-01T00:00:00.000Z", "eventTimeZoneOffset": "+00:00"}
    return {"type": "ObjectEvent", "action": action, "epcList": list(items), **time, **members}


def row_of(owner: bytes | None, entry: bytes, content: bytes, secret: bytes, now: int) -> NewRow:
    """A row for a statement's bytes, under an id and an event hash of its own."""
    return NewRow(
        statement_id=hashlib.sha256(entry).digest(),
        party_id=owner,
        event_hash=os.urandom(32),
        error_hash=b"",
        certification_hash=b"",
        event_id=None,
        type="ObjectEvent",
        notice=None,
        entry=entry,
        leaf_hash=merkle.leaf_hash(entry),
        content=content,
        secret=secret,
        accepted_at=now,
    )
