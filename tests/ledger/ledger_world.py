"""A whole ledger for tests: a real SQLite file, and where it is asked for a real chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import SQLModel

from ledger import registry
from ledger.anchor import AnchorPolicy
from ledger.capture import Outcome, capture
from ledger.chain import GWEI, Chain
from ledger.chain_tick import ChainPolicy, tick_chain
from ledger.chain_view import ChainView
from ledger.deploy import LogIdentity
from ledger.deployment import Deployment
from ledger.item_index import ItemIndex
from ledger.log_policy import begin_log
from ledger.party_keys import make_hosted_key
from ledger.outbox import OutboxPolicy
from ledger.prove import Proven, passport
from ledger.sequence import NoteSigner, sequence
from ledger.service import Ledger
from ledger.showing import ANYONE, Reader
from ledger.store import Store
from ledger.store_chain import anchors_in
from ledger.store_outgoing import in_state
from ledger.store_parties import Party, find_party, insert_key, insert_party, insert_prefix, keys_of
from tests.anvil import ACCOUNT_KEY
from verifier.format.item import party_id
from verifier.format.note import NoteKey
from verifier.format.trust_root import Finality, TrustRoot
from verifier.json_rpc import RpcChain

ORIGIN = "test.example/log"
CONTEXT = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"example": "https://example.com/"}]
GTIN = "https://id.gs1.org/01/09521321000018"
CASE = "https://id.gs1.org/00/095213210000000100"
PALLET = "https://id.gs1.org/00/095213210000000209"
GLN = "https://id.gs1.org/414/9521321000010"
PRODUCER, CARRIER, WAREHOUSE, RETAILER = 1, 2, 4, 8
START = 1_767_225_600


class PlainKeyring:
    """Seals nothing."""

    def seal(self, purpose: str, name: bytes, secret: bytes) -> bytes:
        return secret

    def open(self, purpose: str, name: bytes, sealed: bytes) -> bytes:
        return sealed


def note_signer(name: str, seed: int) -> NoteSigner:
    private = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return NoteSigner(NoteKey(name, private.public_key().public_bytes_raw()), private)


def bag(serial: int | str) -> str:
    """An item of the test product."""
    return f"{GTIN}/21/{serial}"


def event(type_: str, action: str | None, step: str, at: int = START, **members: Any) -> dict[str, Any]:
    """An event as a party's system would post it."""
    value = {
        "type": type_,
        "eventTime": stamp(at),
        "eventTimeZoneOffset": "+00:00",
        "bizStep": step,
        **members,
    }
    return value if action is None else {**value, "action": action}


def stamp(at: int) -> str:
    """A time as EPCIS writes it."""
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def document(*events: dict[str, Any]) -> bytes:
    """An EPCISDocument."""
    return orjson.dumps(
        {
            "@context": CONTEXT,
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": stamp(START),
            "epcisBody": {"eventList": list(events)},
        }
    )


class World:
    """A ledger of its own with a clock that tests turn."""

    def __init__(self, folder: Path) -> None:
        self.now = START
        store = Store(f"sqlite:///{folder / 'ledger.db'}")
        SQLModel.metadata.create_all(store.engine)
        self.ledger = Ledger(
            store=store,
            keyring=PlainKeyring(),
            index=ItemIndex(),
            origin=ORIGIN,
            log_signer=note_signer(ORIGIN, 1),
            promise_signer=note_signer("test.example/promises", 2),
            promise_seconds=3600,
            clock=lambda: self.now,
            chain_view=None,  # type: ignore[arg-type]
            trust_root_bytes=lambda: b"",
        )
        begin_log(store, self.ledger.log_signer, {"name": "test"}, self.now)

    def party(self, name: str, gln: str, roles: int, *prefixes: str) -> bytes:
        """Make a party known, without a chain."""
        uri = f"https://id.gs1.org/417/{gln}"
        id_ = party_id(uri)
        with self.ledger.store.write() as connection:
            insert_party(connection, Party(id_, uri, name, roles, True, False, False), self.now)
            insert_key(connection, make_hosted_key(self.ledger.keyring, id_))
            for prefix in prefixes:
                insert_prefix(connection, prefix, id_)
        return id_

    def capture(self, party: bytes, *events: dict[str, Any], proceed: bool = False) -> list[Outcome]:
        return capture(self.ledger, party, document(*events), proceed=proceed)

    def captured(self, party: bytes, *events: dict[str, Any]) -> list[bytes]:
        """The statement ids of events that must be accepted."""
        outcomes = self.capture(party, *events)
        assert not any(outcome.problems for outcome in outcomes), [str(p) for o in outcomes for p in o.problems]
        return [outcome.captured.statement_id for outcome in outcomes if outcome.captured]

    def sequence(self) -> int:
        return sequence(self.ledger.store, self.ledger.log_signer, self.now)


class ChainedWorld(World):
    """A ledger before a real chain, which anchors at every tick that finds something new."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder)
        self.url = url
        self.chain = Chain(url, ACCOUNT_KEY, fee_ceiling=100 * GWEI)
        self.policy = ChainPolicy(OutboxPolicy(Finality(None)), AnchorPolicy(count=1, age=0, heartbeat=10**9))
        self.where: Deployment | None = None
        while self.where is None:
            self.tick()
        self.ledger = replace(
            self.ledger,
            chain_view=ChainView(lambda: RpcChain(self.trust_root()), seconds=0),
            trust_root_bytes=lambda: orjson.dumps(self.trust_root().encode()),
        )

    def tick(self) -> None:
        self.now += 1
        identity = LogIdentity(self.ledger.log_signer.key.vkey, b"\xad" * 20)
        ledger = self.ledger
        self.where = tick_chain(ledger.store, self.chain, ledger.index, identity, self.policy, self.now)

    def settle(self, patience: int = 60) -> None:
        """Tick until everything is sequenced, anchored and final."""
        for _ in range(patience):
            self.sequence()
            self.tick()
            with self.ledger.store.read() as connection:
                chain_id = self.chain.chain_id()
                waiting = in_state(connection, chain_id, "queued", "signed", "mined")
                if not waiting and not anchors_in(connection, "stored", "mined"):
                    return
        raise AssertionError("not final")

    def register(self, name: str, gln: str, roles: int, *prefixes: str) -> bytes:
        """Make a party known here and on chain."""
        id_ = self.party(name, gln, roles, *prefixes)
        where = self.where
        assert where is not None
        with self.ledger.store.write() as connection:
            party, (key,) = find_party(connection, id_), keys_of(connection, id_)
            assert party is not None
            registry.register_party(connection, where, uri=party.uri, party_id=id_, roles=roles, now=self.now)
            registry.register_key(
                connection,
                where,
                kid=key.kid,
                party_id=id_,
                alg=key.alg,
                x=key.x,
                y=key.y,
                hosted=True,
                now=self.now,
            )
            for prefix in prefixes:
                registry.register_prefix(connection, where, prefix=prefix, party_id=id_, now=self.now)
                registry.bind_prefix(connection, where, prefix=prefix, log_id=where.log_id, now=self.now)
        return id_

    def trust_root(self) -> TrustRoot:
        assert self.where is not None
        return TrustRoot(
            origin=ORIGIN,
            log_id=self.where.log_id,
            log_keys=(self.ledger.log_signer.key,),
            promise_keys=(self.ledger.promise_signer.key,),
            anchorage=self.where.anchorage,
            registry=self.where.registry,
            finality=Finality(None),
            rpc_urls=(self.url,),
            rpc_agree=1,
            auditor_keys=(),
            auditors_required=0,
            max_anchor_age=10**9,
            expires=2 * 10**9,
        )

    def passport(self, item: str, reader: Reader = ANYONE) -> Proven:
        return passport(self.ledger, item, reader)
