"""A whole ledger for tests: a real SQLite file, and where it is asked for a real chain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import SQLModel

from ledger.anchor import AnchorPolicy
from ledger.capture import Outcome, capture
from ledger.chain import GWEI, Chain
from ledger.chain_tick import ChainPolicy, tick_chain
from ledger.chain_view import ChainView
from ledger.deploy import LogIdentity
from ledger.deployment import Deployment
from ledger.item_index import ItemIndex
from ledger.keyring import Keyring
from ledger.log_policy import begin_log
from ledger.outbox import OutboxPolicy
from ledger.parties import ROLES, register_party
from ledger.party_keys import make_hosted_key
from ledger.prove import Proven, passport
from ledger.sequence import NoteSigner, sequence
from ledger.service import Ledger, TrustPolicy, trust_root_of
from ledger.showing import ANYONE, Reader
from ledger.store_chain import anchors_in
from ledger.store_outgoing import (
    FINAL,
    MINED,
    QUEUED,
    REVERTED,
    SIGNED,
    Outgoing,
    in_state,
    of_purposes,
    update,
)
from ledger.store_parties import Party, insert_key, insert_party, insert_prefix
from tests.anvil import ACCOUNT_KEY
from tests.databases import url_in
from tests.ledger.failing_store import FailingStore
from verifier.chain import ChainReader
from verifier.format.item import party_id
from verifier.format.note import NoteKey
from verifier.format.trust_root import Finality
from verifier.json_rpc import RpcChain

ORIGIN = "test.example/log"
CONTEXT = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld", {"example": "https://example.com/"}]
GTIN = "https://id.gs1.org/01/09521321000018"
CASE = "https://id.gs1.org/00/095213210000000100"
PALLET = "https://id.gs1.org/00/095213210000000209"
GLN = "https://id.gs1.org/414/9521321000018"
PRODUCER, CARRIER, WAREHOUSE, RETAILER = 1, 2, 4, 8
START = 1_767_225_600


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
    """A ledger of its own with a clock that tests turn; its chain is asked for nothing."""

    def __init__(self, folder: Path, url: str = "http://127.0.0.1:9") -> None:
        self.now = START
        self.folder = folder
        self.url = url
        store = FailingStore(url_in(folder))
        SQLModel.metadata.create_all(store.engine)
        log, promise = note_signer(ORIGIN, 1), note_signer("test.example/promises", 2)
        trust = TrustPolicy((url,), 1, Finality(None), max_anchor_age=10**9, lifetime=10**9)

        def connect() -> RpcChain:
            return RpcChain(trust_root_of(store, log.key, promise.key, trust, (url,), self.now))

        self.ledger = Ledger(
            store=store,
            keyring=Keyring(bytes(32)),
            index=ItemIndex(),
            origin=ORIGIN,
            log_signer=log,
            promise_signer=promise,
            promise_seconds=3600,
            chain=Chain(url, ACCOUNT_KEY, fee_ceiling=100 * GWEI),
            chain_policy=ChainPolicy(OutboxPolicy(Finality(None)), AnchorPolicy(count=1, age=0, heartbeat=10**9)),
            chain_view=ChainView(connect, seconds=0),
            log_identity=LogIdentity(log.key.vkey, b"\xad" * 20),
            trust=trust,
            clock=lambda: self.now,
        )
        begin_log(store, log, {"name": "test"}, self.now)

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

    def register(self, name: str, gln: str, *prefixes: str, role: str = "producer") -> bytes:
        """Make a party known here."""
        return self.party(name, gln, ROLES[role], *prefixes)

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
        super().__init__(folder, url)
        while self.tick() is None:
            pass

    def tick(self) -> Deployment | None:
        """One second of the ledger's chain side."""
        self.now += 1
        ledger = self.ledger
        return tick_chain(ledger.store, ledger.chain, ledger.index, ledger.log_identity, ledger.chain_policy, self.now)

    def settle(self, patience: int = 600) -> None:
        """Tick until everything is sequenced, anchored and final."""
        for _ in range(patience):
            self.sequence()
            self.tick()
            with self.ledger.store.read() as connection:
                waiting = in_state(connection, self.ledger.chain.chain_id(), "queued", "signed", "mined")
                if not waiting and not anchors_in(connection, "stored", "mined"):
                    return
        raise AssertionError(f"not final after {patience} ticks")

    def chain_time(self) -> int:
        """The time of the newest block."""
        return self.ledger.chain.latest().time

    def register(self, name: str, gln: str, *prefixes: str, role: str = "producer", **showing: bool) -> bytes:
        """Make a party known here and on chain."""
        uri = f"https://id.gs1.org/417/{gln}"
        return register_party(self.ledger, uri, name, [role], prefixes, **showing).party.id

    def passport(self, item: str, reader: Reader = ANYONE) -> Proven:
        return passport(self.ledger, item, reader)

    def on_chain(self) -> ChainReader:
        """The chain as readers see it, once all is final."""
        self.settle()
        return self.ledger.chain_view.reader()

    def orders(self, purpose: str) -> list[Outgoing]:
        """What was ordered on chain and did not fail, oldest first."""
        with self.ledger.store.read() as connection:
            return of_purposes(connection, self.ledger.chain.chain_id(), [purpose], QUEUED, SIGNED, MINED, FINAL)

    def fail(self, order: Outgoing) -> None:
        """Let an order have failed on chain."""
        with self.ledger.store.write() as connection:
            update(connection, order.id, [QUEUED, SIGNED, MINED, FINAL], state=REVERTED, failed=True)


@contextmanager
def producer_and_retailer(folder: Path) -> Iterator[Any]:
    """A world with these two parties, as its `producer` and its `retailer`."""
    world: Any = World(folder)
    world.producer = world.party("Producer", "9521321000018", PRODUCER, "9521321")
    world.retailer = world.party("Retailer", "9524141111117", RETAILER, "9524141")
    yield world
    world.ledger.close()
