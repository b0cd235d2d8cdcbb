"""What keeps a part of the worker from its work, noted in the database for whoever asks how the ledger does."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import orjson
import sqlalchemy as sa

from ledger import errors
from ledger.store import Store
from ledger.store_chain import fact, put_fact

SEQUENCING, VERIFYING, BROKER = "sequencing", "verifying", "broker"
"""The parts."""

KEPT_FOR = 5
"""Seconds for which the note of a fault that goes on will do."""

_PREFIX = "fault of "
# No node's address and nothing that is stored: this is for strangers to read.
_PLAIN: dict[type[Exception], str] = {
    errors.ChainUnavailable: "waits for the chain, which this ledger is held against first",
    errors.ChainRefused: "waits for the chain, which this ledger is held against first",
    errors.WrongChain: "waits for the chain that this ledger's data belongs to",
    errors.LedgerBehind: "stands still: more of this log has been seen than this database knows",
    errors.LogCorrupt: "stands still: what is stored contradicts what was signed; see the worker's log",
    errors.DatabaseUnavailable: "waits for the database",
    errors.WriteConflict: "waits for another writer",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in plain words, since when, and when it was last seen to be so; Unix seconds."""

    words: str
    since: int
    seen_at: int


def in_words(error: Exception) -> str:
    """What keeps a part from its work, for whoever looks after the ledger."""
    known = (words for kind, words in _PLAIN.items() if isinstance(error, kind))
    return next(known, f"fails ({type(error).__name__}): see the worker's log")


def read_fault(connection: sa.Connection, part: str) -> Fault | None:
    """What was noted of a part last; None if nothing is wrong."""
    noted = fact(connection, _PREFIX + part)
    return Fault(**orjson.loads(noted)) if noted else None


def note_fault(store: Store, part: str, words: str | None, now: int) -> None:
    """Note what is wrong with a part, or that nothing is; writes only what is new, or `KEPT_FOR` old."""
    with store.read() as connection:
        before = read_fault(connection, part)
    if before is None and words is None:
        return
    since = now
    if before is not None and before.words == words:
        if 0 <= now - before.seen_at < KEPT_FOR:
            return
        since = before.since
    noted = "" if words is None else orjson.dumps(asdict(Fault(words, since, now))).decode()
    with store.write() as connection:
        put_fact(connection, _PREFIX + part, noted)
