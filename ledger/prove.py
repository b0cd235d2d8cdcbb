"""Proving: a passport is put together from what is final, verified as a stranger would, and only then served."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ledger import store_anchors, store_index_notes, store_log
from ledger.errors import NotProvable, NotReady, TooLarge
from ledger.item_index import ItemIndex
from ledger.log_reader import LogReader
from ledger.service import Ledger, trust_root_file
from ledger.shelf import Shelf
from ledger.showing import Reader
from ledger.store_anchors import StoredAnchor
from ledger.store_index import IndexRows
from ledger.tracing import extend, trace
from ledger.visits import ProveKeys, Visit, Visits, Wanted
from verifier.chain import ChainError, ChainReader
from verifier.format.item import item_key
from verifier.format.passport import MAX_BYTES, MAX_STATEMENTS, Passport, PassportStatement
from verifier.report import Report, Verdict
from verifier.trace import MARGIN
from verifier.verify import verify

_MOST_ROUNDS = 64
_MOST_WAITS = 10
_WAIT_SECONDS = 0.2
"""For the database to see final what the chain shows as final: the worker looks once a second."""

_TRUE_OF_THE_CHAIN = frozenset({"stale", "too-old", "not-final", "auditors", "expired", "disputed"})
"""What may make a passport that is served INCOMPLETE: none of it is in our hands now, and the reader is told."""


@dataclass(frozen=True, slots=True)
class Proven:
    """A passport's bytes, and what verifying it here came to."""

    passport: bytes
    report: Report


def passport(ledger: Ledger, item: str, reader: Reader) -> Proven:
    """The passport of an item, by canonical URI, for a reader, at the newest final anchor.

    An item that was never recorded has one too, which proves that. Where the chain and the database have not yet seen
    the same anchor become final, the one that is behind is given a moment to catch up.

    Raises:
        NotReady: no anchor is final yet, or the chain cannot be read.
        TooLarge: its history is more than a passport can hold.
        NotProvable: what the database holds does not verify; LogCorrupt or IndexCorrupt: it contradicts itself.
    """
    proven = _prove(ledger, item, reader)
    if "not-final" in proven.report.missing:
        ledger.chain_view.look_again()
        proven = _prove(ledger, item, reader)
    if ledger.catching_up.may_come:
        for _ in range(_MOST_WAITS):
            if "stale" not in proven.report.missing:
                return proven
            time.sleep(_WAIT_SECONDS)
            proven = _prove(ledger, item, reader)
        ledger.catching_up.was_in_vain()
    return proven


def _prove(ledger: Ledger, item: str, reader: Reader) -> Proven:
    try:
        chain = ledger.chain_view.reader()
        with ledger.store.read() as connection:
            assembly = _Assembly(ledger, connection, chain, item, reader)
            data = assembly.passport().encode()
            trust_root = trust_root_file(ledger.trust_root_in(connection))
        if len(data) > MAX_BYTES:
            raise TooLarge(f"the item's passport would have {len(data)} bytes, more than {MAX_BYTES}")
        report = verify(data, item, trust_root, chain, ledger.clock())
    except ChainError as error:
        raise NotReady(f"the chain cannot be read: {error}") from None
    missing = set(report.missing) - _TRUE_OF_THE_CHAIN
    if assembly.closed:
        missing = {what for what in missing if not what.startswith("withheld")}
    if report.verdict is Verdict.REFUSED or missing:
        faults = [f"step {check.step}: {check.reason}" for check in report.checks if check.reason]
        raise NotProvable(f"the passport of {item} does not verify: {'; '.join(faults)}")
    return Proven(data, report)


class _Assembly:
    """One passport on its way, within one snapshot of the database."""

    def __init__(
        self, ledger: Ledger, connection: sa.Connection, chain: ChainReader, item: str, reader: Reader
    ) -> None:
        anchor, head = store_anchors.newest_final(connection), store_log.newest_tree_head(connection)
        if anchor is None or head is None:
            raise NotReady("no anchor of this ledger is final yet")
        self._connection = connection
        self._chain = chain
        self._item = item
        self._newest = anchor
        self._head = head
        auditors = [key.vkey for key in ledger.trust.auditor_keys]
        self._notes = store_index_notes.notes_on(connection, anchor, auditors) if auditors else []
        self._log = LogReader(connection, ledger.log_tiles)
        self._shelf = Shelf(connection, ledger.origin, reader)
        self._visits = Visits(connection, self._log, _key_prover(ledger.index, connection, anchor))

    @property
    def closed(self) -> bool:
        """Whether something of it is withheld because it was erased."""
        return self._shelf.closed

    def passport(self) -> Passport:
        """The passport, complete."""
        key = item_key(self._item)
        self._visits.visit({key: Wanted(self._item, listed=True)})
        asked = self._visits.by_key[key]
        _show_ends(asked)
        for _ in range(_MOST_ROUNDS):
            shown = self._shown()
            given = self._passport([self._shelf.given(index, self._visits.by_key.keys()) for index in shown])
            checkpoints = self._shelf.checkpoints(given.statements, self._chain)
            traced = trace(given, checkpoints, self._chain)
            # What was needed on the way stays, though what it shows may make it needless: without it, it is needed.
            if not extend(self._visits, traced, asked, checkpoints):
                break
        shown = self._shown()
        visited = self._visits.by_key.keys()
        statements = []
        sizes = {self._shelf.covering(index).anchor.size for index in shown}
        self._log.prepare(shown, {*sizes, self._newest.anchor.size, self._head.size})
        for index in shown:
            covering = self._shelf.covering(index).anchor
            inclusion = self._log.inclusion(index, covering.size)
            statements.append(self._shelf.given(index, visited, covering.seq, inclusion))
        newer = self._newer()
        if len(statements) + len(newer) > MAX_STATEMENTS:
            raise TooLarge(f"the item's history has more statements than the {MAX_STATEMENTS} of a passport")
        proof = self._log.consistency(self._newest.anchor.size, self._head.size)
        return self._passport(statements, self._anchors(statements), newer, proof)

    def _shown(self) -> list[int]:
        """The log indices of all statements on the parts of lists that are shown, loaded."""
        indices: set[int] = set()
        for visit in self._visits.by_key.values():
            for shown in (visit.list, visit.notices):
                indices.update(entry.index for entry in (shown.entries() if shown else ()))
        if len(indices) > MAX_STATEMENTS:
            raise TooLarge(f"the item's history has more statements than the {MAX_STATEMENTS} of a passport")
        self._shelf.load(indices)
        self._shelf.cover(indices)
        return sorted(indices)

    def _newer(self) -> list[PassportStatement]:
        """The statements about visited items that are in the log and not yet under a final anchor."""
        visited = self._visits.by_key.keys()
        lists = [shown for visit in self._visits.by_key.values() for shown in (visit.list, visit.notices) if shown]
        shown = sorted({index for each in lists for index in each.newer if index < self._head.size})
        self._shelf.load(shown)
        return [
            self._shelf.given(index, visited, None, self._log.inclusion(index, self._head.size))
            for index in shown
            if self._shelf.concerns(index, visited)
        ]

    def _passport(
        self,
        statements: list[PassportStatement],
        anchors: Sequence[StoredAnchor] = (),
        newer: Sequence[PassportStatement] = (),
        proof: bytes = b"",
    ) -> Passport:
        return Passport(
            item=self._item,
            anchorage=self._newest.anchorage,
            anchors=tuple(each.anchor for each in anchors),
            tree_head=self._head.note,
            tree_head_proof=proof,
            items=tuple(visit.encode() for visit in self._visits.by_key.values()),
            statements=tuple(statements),
            newer=tuple(newer),
            index_notes=tuple(self._notes),
        )

    def _anchors(self, statements: list[PassportStatement]) -> list[StoredAnchor]:
        """The anchors that cover statements given, and the newest."""
        used = {self._shelf.covering(each.index).anchor.seq: self._shelf.covering(each.index) for each in statements}
        used[self._newest.anchor.seq] = self._newest
        return [used[seq] for seq in sorted(used)]


def _show_ends(asked: Visit) -> None:
    """Show of a long list its newest entries, and the oldest, where its commissioning stands."""
    if asked.list is not None and not asked.list.ranges:
        asked.list.show(asked.list.size - MARGIN, asked.list.size)
        asked.list.show(0, 1)


def _key_prover(index: ItemIndex, connection: sa.Connection, anchor: StoredAnchor) -> ProveKeys:
    prover = index.prover(IndexRows(connection))
    if prover.revision.root != anchor.anchor.index_root:
        raise NotProvable("the final item index is not the one that the newest final anchor commits to")
    return prover.prove_many
