"""Restoring a backup into an empty database, unless chain or peers have seen more of the log than it has.

What was logged after a backup is not in it. A ledger that went on without it would fork its log: so it is not restored,
or restored to be read alone. The database says so from then on, since peers that have seen more are asked here and
nowhere else, and whatever signs or accepts refuses to go on with it (`ledger/chain_comparison.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from ledger import age, store_backup, store_chain
from ledger import chain_contracts as calls
from ledger.backup_format import About, ReadBackup, Taking, read_backup
from ledger.chain import Chain
from ledger.chain_comparison import RESTORED_BEHIND, in_words
from ledger.errors import BackupError, ChainRefused, ChainUnavailable, LedgerBehind
from ledger.peers import Peer
from ledger.sequence import stored_root
from ledger.store import Store
from ledger.store_migrations import migrate_within
from verifier.format.note import parse_vkey
from verifier.format.tree_head import TreeHead

_MOST_NAMED = 5
_TO_BE_READ = (
    "this ledger was restored from an old backup, of {size} log entries, to be read and no more: it signs and accepts "
    "nothing, for good, so as not to fork the log; to go on, restore a newer backup into another place"
)
Progress = Callable[[str, int, int], None]
"""Told which table is being restored, and how many of its rows are."""


@dataclass(frozen=True)
class Restoring:
    """What a backup is restored from and held against.

    `identities` open it. `chain` is None where it is not to be asked, `peers` are those that may have seen more.
    `even_behind` restores what is behind them, to be read.
    """

    backup: Path
    identities: Sequence[age.Identity]
    chain: Chain | None
    peers: Sequence[Peer] = ()
    even_behind: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: what the backup is about, rows by table, the master key if it was inside.

    `compared` is whether the chain could be asked, `behind` why the ledger must not go on, empty if it may.
    """

    about: About
    rows: dict[str, int]
    master_key: bytes | None
    compared: bool
    behind: str


def restore(store: Store, given: Restoring, progress: Progress = lambda *_: None) -> Restored:
    """Restore a backup in one transaction, tables included: until its end the database is empty for everybody else.

    Raises:
        AgeError: no identity opens the backup, or it was changed or cut off.
        BackupError: it is none, damaged, or the database is not empty, or a peer has another log of that name.
        LedgerBehind: chain or peers have seen more of the log, or the backup is of a ledger that was behind already.
        OSError: the backup cannot be read.
        SchemaTooNew: it is of a newer version.
    """
    if not store_backup.is_empty(store):
        raise BackupError("a backup is restored into an empty database only, and this one has tables")
    standing = _Standing(given)
    read = _load(store, standing, given, progress)
    return Restored(read.about, read.rows, read.master_key, standing.compared, standing.behind)


def discard(store: Store) -> None:
    """Empty the database again, where what was restored cannot be used."""
    store_backup.clear(store)


def _load(store: Store, standing: _Standing, given: Restoring, progress: Progress) -> ReadBackup:
    loading: list[store_backup.Loading] = []
    rows: dict[str, int] = {}

    def begin(read: ReadBackup) -> None:
        standing.hold_against(read.about)
        connection = transaction.enter_context(store.append())
        store_backup.prepare(connection, read.about.schema)
        loading.append(store_backup.Loading(connection))

    def part(content: bytes) -> None:
        table, count = loading[0].load(content)
        rows[table] = rows.get(table, 0) + count
        progress(table, rows[table], 0)

    with ExitStack() as transaction:  # until the whole file has been found to be in order
        with given.backup.open("rb") as file:
            read = age.decrypt(file, lambda stream: read_backup(stream, Taking(begin, part)), given.identities)
        if not loading:
            raise BackupError("the backup has no rows")
        loading[0].finish()
        connection = loading[0].connection
        standing.check_forks(connection, read.about)
        migrate_within(connection)
        standing.leave_word(connection, read.about)
    return read


class _Standing:
    """What chain and peers say to the log that a backup has."""

    def __init__(self, given: Restoring) -> None:
        self._given = given
        self.compared = False
        self.behind = ""
        self._seen: list[tuple[Peer, TreeHead]] = []

    def hold_against(self, about: About) -> None:
        """Raise LedgerBehind, unless that is wanted, if the backup is behind."""
        try:
            self._ask_chain(about)
            for peer in self._given.peers:
                self._ask_peer(about, peer)
        except LedgerBehind as error:
            if not self._given.even_behind:
                raise
            self.behind = str(error)

    def _ask_chain(self, about: About) -> None:
        at, chain = about.anchored_at, self._given.chain
        if at is None or chain is None:
            return
        try:
            if chain.chain_id() != at.chain_id or chain.genesis_hash() != at.genesis:
                raise BackupError(
                    f"{chain.rpc.name} is not the chain {at.chain_id} that the backup's log is anchored on"
                )
            contract = calls.TraceAnchorContract(chain, at.contract)
            count = contract.log(at.log_id).count
            named = range(max(about.anchors, count - _MOST_NAMED), count)  # all of many are more than a node gives
            unknown = [each.size for each in contract.at_many(at.log_id, list(named))]
            newest = contract.at_many(at.log_id, [about.anchors - 1]) if 0 < about.anchors <= count else []
        except (ChainUnavailable, ChainRefused):
            return
        self.compared = True
        if count > about.anchors:
            raise LedgerBehind(in_words(about.size, unknown, unknown[-1]))
        if newest and newest[0].head != about.newest_head:
            raise LedgerBehind(in_words(about.size, [], newest[0].size))

    def _ask_peer(self, about: About, peer: Peer) -> None:
        head = peer.tree_head(about.origin, [parse_vkey(about.log_key)])
        if head.size > about.size:
            raise LedgerBehind(
                f"{peer.name} has seen {head.size} entries of this log, and the backup has {about.size}: the "
                f"statements from {about.size} on were promised after it was made and are not in it; that peer has "
                "their entries"
            )
        self._seen.append((peer, head))

    def check_forks(self, connection: sa.Connection, about: About) -> None:
        """Raise BackupError unless what was restored is the log that it says, and the one that the peers have seen."""
        if stored_root(connection, about.size) != about.root:
            raise BackupError("the backup's log has another root than it says")
        for peer, head in self._seen:
            if stored_root(connection, head.size) != head.root:
                raise BackupError(f"{peer.name} has seen another log under this name: the log was forked")

    def leave_word(self, connection: sa.Connection, about: About) -> None:
        """Leave in the database that it must not go on, if so; raise LedgerBehind for one that has it and is unwanted.

        Peers are not named there: whoever asks how the ledger does reads it.
        """
        known = store_chain.fact(connection, RESTORED_BEHIND)
        if known is not None and not self._given.even_behind:
            raise LedgerBehind(known)
        self.behind = self.behind or known or ""
        if self.behind and known is None:
            store_chain.put_fact(connection, RESTORED_BEHIND, _TO_BE_READ.format(size=about.size))
