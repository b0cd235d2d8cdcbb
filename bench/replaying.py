"""Statements per second that an auditor replays: each parsed, its signature checked, put into log and item index."""

from __future__ import annotations

import itertools
import sqlite3
from functools import partial

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bench import events, worlds
from bench.figures import Figure, compared, in_turn
from ledger.epcis_document import parse_document
from ledger.statement import NewStatement, Opened, PartySigner, compose, decode_saying, saying_of_event, sign_statement
from verifier.format import statement
from verifier.format.cose_key import ED25519, PublicKey
from verifier.format.item_tree import Leaf
from verifier.index_replay import IndexReplay
from verifier.log_edge import LogEdge
from verifier.replay import Replay

_ORIGIN = "bench.example/log"


def measure(rounds: int, size: int = 500) -> list[Figure]:
    """Replay a log of `size` statements in each of `rounds`."""
    read = parse_document(events.document(list(itertools.islice(events.observations(), size)))).events
    private = Ed25519PrivateKey.generate()
    public = PublicKey(ED25519, private.public_key().public_bytes_raw())
    signer = PartySigner(worlds.PARTY, public, public.thumbprint(), private.sign)
    made = [sign_statement(compose(saying_of_event(event), None), signer, _ORIGIN, events.START) for event in read]
    given = [(each.entry, _leaves(each)) for each in made]
    taken = in_turn([partial(_replay, given, public)] * rounds, partial(_check, made, public))
    what = "openings at hand; the primitives are the signatures alone"
    return [compared("audit: statements replayed", what, "/s", taken, size)]


def _leaves(made: NewStatement) -> tuple[Leaf, ...]:
    return tuple(Opened(decode_saying(made.content), made.secret).leaves)


def _replay(given: list[tuple[bytes, tuple[Leaf, ...]]], public: PublicKey) -> None:
    statement.parse.cache_clear()
    replay = Replay(_ORIGIN, LogEdge(), IndexReplay(sqlite3.connect(":memory:")))
    for entry, leaves in given:
        parsed = replay.append(entry)
        assert parsed is not None
        parsed.verify(public)
        replay.list(parsed, leaves)
    replay.index.root()


def _check(made: list[NewStatement], public: PublicKey) -> None:
    for each in made:
        protected, payload, signature = statement.envelope(each.entry)
        public.verify(statement.signed_bytes(protected, payload), signature)
