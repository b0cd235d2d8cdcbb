"""Statements taken from the database for one passport, each once: parsed, opened, and shown to its reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import fields

import sqlalchemy as sa

from ledger import store_anchors, store_statements
from ledger.errors import LogCorrupt, NotProvable
from ledger.showing import Reader, Shown, show
from ledger.statement import Opened, decode_saying
from ledger.store_anchors import StoredAnchor
from ledger.store_parties import Party, parties_by_id
from ledger.store_statements import StoredStatement
from verifier.chain import ChainReader
from verifier.checkpoint import Checkpoint, open_disclosures
from verifier.format import statement
from verifier.format.cose_key import PublicKey
from verifier.format.errors import FormatError
from verifier.format.passport import PassportStatement
from verifier.format.statement import Statement
from verifier.signatures import check_signatures


class _Own(Statement):
    """A statement that this ledger made: while a passport is put together its signature is taken for right.

    The finished passport is verified, signatures and all.
    """

    @classmethod
    def of(cls, parsed: Statement) -> _Own:
        """The same statement, taken for our own."""
        return cls(**{each.name: getattr(parsed, each.name) for each in fields(parsed)})

    def verify(self, key: PublicKey) -> None:
        """Take it for right."""


class Shelf:
    """The statements that one passport is about, for one reader."""

    def __init__(self, connection: sa.Connection, origin: str, reader: Reader) -> None:
        self._connection = connection
        self._origin = origin
        self._reader = reader
        self._stored: dict[int, StoredStatement] = {}
        self._parsed: dict[int, Statement] = {}
        self._opened: dict[int, Opened | None] = {}
        self._parties: dict[bytes, Party] = {}
        self._judged: dict[int, Checkpoint] = {}
        self._covering: dict[int, StoredAnchor] = {}
        self._shown: dict[int, tuple[Collection[bytes], Shown]] = {}
        self.closed = False
        """Whether a statement cannot be opened any more, because its secret was erased."""

    def load(self, indices: Iterable[int]) -> None:
        """Read statements that are not here yet; raises LogCorrupt if the log has no such entry."""
        new = set(indices) - self._stored.keys()
        found = store_statements.by_indices(self._connection, sorted(new))
        if len(found) != len(new):
            raise LogCorrupt(f"entry {min(new - found.keys())} of the log is on a list and is not there")
        for index, stored in found.items():
            try:
                parsed = statement.parse(stored.entry, self._origin)
                opened = None if stored.secret is None else Opened(decode_saying(stored.content), stored.secret)
            except FormatError as error:
                raise NotProvable(f"statement {index}: {error}") from None
            self._stored[index], self._parsed[index], self._opened[index] = stored, _Own.of(parsed), opened
            self.closed |= opened is None
        issuers = {stored.party_id for stored in found.values() if stored.party_id is not None}
        self._parties |= parties_by_id(self._connection, issuers - self._parties.keys())

    def cover(self, indices: Iterable[int]) -> None:
        """Find the final anchors that cover entries."""
        new = set(indices) - self._covering.keys()
        anchors = {each.anchor.seq: each for each in self._covering.values()}
        beyond = [index for index in new if not any(each.anchor.covers(index) for each in anchors.values())]
        anchors |= {each.anchor.seq: each for each in store_anchors.covering_many(self._connection, beyond)}
        for each in anchors.values():
            self._covering |= {index: each for index in new if each.anchor.covers(index)}

    def covering(self, index: int) -> StoredAnchor:
        """The final anchor that covers an entry; raises LogCorrupt if none does."""
        if index not in self._covering:
            raise LogCorrupt(f"no final anchor covers entry {index}, which is below the newest one's size")
        return self._covering[index]

    def given(
        self, index: int, visited: Collection[bytes], anchor: int | None = None, inclusion: bytes = b""
    ) -> PassportStatement:
        """A statement as the passport has it, opened for items visited; one whose secret is erased stays closed."""
        disclosures, openings = self._show(index, visited)
        return PassportStatement(index, self._stored[index].entry, anchor, inclusion, disclosures, openings)

    def _show(self, index: int, visited: Collection[bytes]) -> Shown:
        """What of a statement is shown, worked out again only when more of its own items are visited."""
        stored, opened = self._stored[index], self._opened[index]
        if opened is None:
            return (), ()
        own = opened.positions.keys() & visited
        if index not in self._shown or self._shown[index][0] != own:
            issuer = None if stored.party_id is None else self._parties.get(stored.party_id)
            self._shown[index] = own, show(opened, own, issuer, self._reader)
        return self._shown[index][1]

    def concerns(self, index: int, visited: Collection[bytes]) -> bool:
        """Whether a statement names one of these items."""
        opened = self._opened[index]
        return opened is not None and not opened.positions.keys().isdisjoint(visited)

    def checkpoints(self, given: Iterable[PassportStatement], chain: ChainReader) -> dict[int, Checkpoint]:
        """Statements as the verifier sees them after step 8; raises ChainError if the chain cannot be read."""
        checkpoints = {each.index: Checkpoint(each, self._parsed[each.index]) for each in given}
        for index, checkpoint in checkpoints.items():
            checkpoint.time = checkpoint.judged_at = self.covering(index).block_time
            if index not in self._judged:
                open_disclosures(checkpoint)
        new = [checkpoints[index] for index in sorted(checkpoints.keys() - self._judged.keys())]
        check_signatures(new, chain, 0)
        self._judged |= {checkpoint.index: checkpoint for checkpoint in new}
        for index, checkpoint in checkpoints.items():
            judged = self._judged[index]
            checkpoint.struck, checkpoint.disputed, checkpoint.hosted = judged.struck, judged.disputed, judged.hosted
            checkpoint.members, checkpoint.repeated = judged.members, judged.repeated
            checkpoint.opened_digests = judged.opened_digests
        return checkpoints
