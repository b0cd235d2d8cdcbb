"""This ledger held against the anchors of its log on chain, before it signs or accepts anything.

A database that was put back from a copy lacks what was logged since, and would sign other tree heads for sizes that
were signed before: a fork, which every auditor would see and nobody could mend. What was seen by others than the chain
is known only while a backup is restored: so `ledger/restore.py` leaves it in the database as a fact.
"""

from __future__ import annotations

import time
from contextlib import suppress
from threading import Lock, Thread

from ledger import chain_contracts as calls
from ledger import store_anchors, store_chain, store_log
from ledger.chain import Chain
from ledger.deployment import Deployment
from ledger.errors import ChainRefused, ChainUnavailable, LedgerBehind, LedgerError, WrongChain
from ledger.store import Store

AGAIN_SECONDS = 60.0
"""How often the ledger is held against the chain once it has agreed with it."""

RETRY_SECONDS = 1.0
"""How long the last answer holds where it was no agreement."""

FIRST_SECONDS = 3.0
"""How long the first who are to accept something wait for the first comparison."""

RESTORED_BEHIND = "restored behind"
"""The fact that a database was restored to be read and no more; its value says so in words for anybody."""

_MOST_NAMED = 5


def check_not_behind(store: Store, chain: Chain) -> bool:
    """Hold the ledger against the chain; returns whether there was anything to hold it against.

    Raises:
        LedgerBehind: the chain has anchors of this log that this database does not know.
        WrongChain: it is another chain than the one of this data, and no development chain that began anew.
        ChainUnavailable, ChainRefused: the chain could not be asked.
    """
    with store.read() as connection:
        where = store_chain.deployment(connection)
    if where is None or not _is_there(chain, where):
        return False
    contract = calls.TraceAnchorContract(chain, where.trace_anchor)
    count = contract.log(where.log_id).count
    if count == 0:
        return True
    (newest,) = contract.at_many(where.log_id, [count - 1])
    with store.read() as connection:
        head = store_log.newest_tree_head(connection)
        own = store_anchors.at(connection, count - 1)
        known = store_anchors.listing(connection, None, 1)
    size = head.size if head else 0
    if own is not None and own.head == newest.head and newest.size <= size:
        return True
    first = known[0].anchor.seq + 1 if known else 0
    unknown = [each.size for each in contract.at_many(where.log_id, list(range(first, count))[-_MOST_NAMED:])]
    raise LedgerBehind(in_words(size, unknown, newest.size))


def in_words(size: int, unknown: list[int], newest: int) -> str:
    """What to tell an operator whose ledger of `size` entries lacks anchors of the sizes `unknown`."""
    if not unknown:
        return (
            f"the chain has another anchor of this log at {newest} entries than this ledger made: another copy of the "
            "ledger anchors with the same account; stop one of them"
        )
    sizes = ", ".join(map(str, unknown))
    return (
        f"this ledger has {size} log entries, and the chain has anchors of its log that it does not know, of {sizes} "
        f"entries: it is an old backup. It signs and accepts nothing, so as not to fork the log; restore the newest "
        f"backup, which must have at least {newest} entries"
    )


def _is_there(chain: Chain, where: Deployment) -> bool:
    same = chain.chain_id() == where.chain_id and chain.genesis_hash() == where.genesis
    if same and chain.has_code(where.trace_anchor):
        return True
    if not chain.is_development():
        raise WrongChain(
            f"the chain at {chain.rpc.name} is not the one that this ledger is anchored on, so that it cannot be held "
            "against it: point the RPC URL to that chain"
        )
    return False


class ChainComparison:
    """The comparison as one process makes it: before the first that it signs or accepts, and then every minute.

    Of a ledger that was restored to be read and no more, `restored_behind` says so: then it is behind whatever the
    chain says, and for good. Else it is None.
    """

    def __init__(self, restored_behind: str | None = None) -> None:
        self.restored_behind = restored_behind
        self._lock = Lock()
        self._agreed = False
        self._asked_at = -AGAIN_SECONDS
        self._refusal: LedgerError | None = None
        self._look_at = -AGAIN_SECONDS
        self._looking: Thread | None = None
        self._looked = False

    def require(self, store: Store, chain: Chain) -> None:
        """Raise what `check_not_behind` raises. A chain that does not answer is forgiven once it has agreed."""
        if self.restored_behind is not None:
            raise LedgerBehind(self.restored_behind)
        with self._lock:
            if time.monotonic() - self._asked_at >= (AGAIN_SECONDS if self._agreed else RETRY_SECONDS):
                self._ask(store, chain)
            if self._refusal is not None:
                raise self._refusal.with_traceback(None)

    def fault(self, store: Store, chain: Chain) -> str | None:
        """Why this ledger must accept nothing: what the comparison came to that was made in the last minute or so.

        It is made in the background, so that a chain that is slow holds nobody up but those who ask at the very first,
        and they wait for `FIRST_SECONDS` at most. A chain that does not answer says nothing against the ledger.
        """
        if self.restored_behind is not None:
            return self.restored_behind
        looking = self._looking
        if time.monotonic() >= self._look_at and not (looking and looking.is_alive()):
            self._look_at = time.monotonic() + (AGAIN_SECONDS if self._refusal is None else RETRY_SECONDS)
            looking = self._looking = Thread(target=self._look, args=(store, chain), daemon=True)
            looking.start()
        if not self._looked and looking is not None:
            looking.join(FIRST_SECONDS)
            self._looked = True  # or waited for in vain: once is enough
        return str(self._refusal) if isinstance(self._refusal, LedgerBehind) else None

    def _look(self, store: Store, chain: Chain) -> None:
        with suppress(LedgerError):
            self.require(store, chain)
        self._looked = True

    def _ask(self, store: Store, chain: Chain) -> None:
        try:
            check_not_behind(store, chain)
        except (ChainUnavailable, ChainRefused) as error:
            if not self._agreed and not isinstance(self._refusal, LedgerBehind):
                self._refusal = error
        except (LedgerBehind, WrongChain) as error:
            self._agreed, self._refusal = False, error
        else:
            self._agreed, self._refusal = True, None
        self._asked_at = time.monotonic()
