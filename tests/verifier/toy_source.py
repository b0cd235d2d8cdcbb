"""A toy ledger as an auditor's source, which can withhold and forge what it shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.coffee import Coffee
from tests.toy_ledger import ORIGIN, ToyLedger, list_proof
from verifier.accusation import Accuser
from verifier.audit import Audit, Auditing
from verifier.audit_log import LogSource
from verifier.audit_openings import OpeningReader
from verifier.audit_report import AuditReport
from verifier.audit_source import SourceError
from verifier.audit_state import AuditState
from verifier.format import trust_root
from verifier.format.anchor import Anchor
from verifier.format.opening import StatementOpening
from verifier.format.passport import ListProof
from verifier.format.tiles import TILE_WIDTH, EntryBundle, Tile, encode_bundle
from verifier.format.tree_head import TreeHead, open_tree_head, sign_tree_head
from verifier.index_replay import IndexReplay
from verifier.log_edge import LogEdge
from verifier.replay import Replay


class ToySource:
    """A Source over a toy ledger."""

    def __init__(self, ledger: ToyLedger) -> None:
        self.ledger = ledger
        self.withheld: set[int] = set()
        """Indices whose openings are not given."""
        self.shown_anchors: Callable[[list[Anchor]], list[Anchor]] = lambda anchors: anchors
        self.served: Callable[[Tile | EntryBundle, bytes], bytes] = lambda tile, content: content
        self.asked: list[Tile | EntryBundle] = []

    def tree_head(self) -> bytes:
        size = len(self.ledger.entries)
        head = TreeHead(ORIGIN, size, self.ledger.root(size))
        return sign_tree_head(head, self.ledger.vkey, self.ledger.log_key)

    def tile(self, tile: Tile | EntryBundle) -> bytes:
        self.asked.append(tile)
        start = tile.index * TILE_WIDTH
        if isinstance(tile, EntryBundle):
            content = encode_bundle(each.entry for each in self.ledger.entries[start : start + tile.width])
        else:
            content = b"".join(self.ledger.node(8 * tile.level, start + each) for each in range(tile.width))
        return self.served(tile, content)

    def anchors(self, start: int, end: int) -> list[Anchor]:
        return self.shown_anchors([each.anchor for each in self.ledger.committed])[start:end]

    def openings(self, start: int) -> Iterator[bytes]:
        for index, entry in enumerate(self.ledger.entries):
            if index >= start and entry.leaves and index not in self.withheld:
                disclosed = (*entry.disclosures.values(), *entry.decoys)
                yield StatementOpening(index, entry.entry, tuple(entry.leaves), disclosed).encode()

    def list_proof(self, key: bytes) -> tuple[int, ListProof]:
        newest = self.ledger.committed[-1]
        return newest.anchor.seq, list_proof(newest.lists, key)


class Busy(ToySource):
    """A ledger that puts a statement more under an anchor before it answers a question, for the first so many."""

    def __init__(self, coffee: Coffee, times: int) -> None:
        super().__init__(coffee.ledger)
        self.asked_for = 0
        self._coffee = coffee
        self._times = times

    def list_proof(self, key: bytes) -> tuple[int, ListProof]:
        self.asked_for += 1
        if self.asked_for <= self._times:
            self._coffee.commission(5_000 + self.asked_for)
            self.ledger.anchor()
        return super().list_proof(key)


class Mute(ToySource):
    """A ledger that answers no questions about its index."""

    def list_proof(self, key: bytes) -> tuple[int, ListProof]:
        raise SourceError("no")


def audit(source: ToySource, state: Path | None = None, *, openings: bool = True, **given: Any) -> AuditReport:
    """One run of an audit of a toy ledger before its chain."""
    ledger = source.ledger
    root = trust_root.parse(ledger.trust_root())
    reader = OpeningReader(source.openings) if openings else None
    auditing = Auditing(source, root, **{"connect": ledger.chain, "openings": reader} | given)
    with AuditState(state, ORIGIN, ledger.log_id, ledger.anchorage.encode()) as opened:
        return Audit(auditing, opened).run()


def replayed(ledger: ToyLedger, size: int | None = None) -> Replay:
    """A replay of a toy ledger's log up to a size."""
    replay = Replay(ORIGIN, LogEdge(), IndexReplay(sqlite3.connect(":memory:")))
    for entry in ledger.entries[:size]:
        replay.add(entry.entry, tuple(entry.leaves) or None)
    return replay


def accused(ledger: ToyLedger, key: bytes) -> bytes:
    """What the newest anchor's list under a key is made into; ProofError if it is as it must be."""
    root = trust_root.parse(ledger.trust_root())
    source = ToySource(ledger)
    log = LogSource(source, open_tree_head(source.tree_head(), ORIGIN, root.log_keys))
    accuser = Accuser(root, log, source, OpeningReader(source.openings), replayed(ledger).index)
    newest = ledger.committed[-1]
    return accuser.accuse(newest.anchor, key, list_proof(newest.lists, key))
