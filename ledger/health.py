"""Whether the ledger can do its work: each dependency's state, and how far behind it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import structlog

from ledger import store_anchors, store_log, store_statements
from ledger.errors import DatabaseUnavailable, LedgerError
from ledger.service import Ledger
from verifier.chain import ChainError

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Health:
    """A look at the ledger. `dependencies` says of each what is wrong with it, None if nothing is.

    Sizes count log entries, `waiting` accepted statements that are not in the log; ages are in seconds, None if no
    statement waits to be final.
    """

    dependencies: Mapping[str, str | None]
    log_size: int = 0
    final_size: int = 0
    waiting: int = 0
    oldest_not_final_age: int | None = None

    @property
    def ready(self) -> bool:
        """Whether everything is in order."""
        return not any(self.dependencies.values())


def read_health(ledger: Ledger) -> Health:
    """How the ledger does; raises nothing that a dependency may be the cause of."""
    chain = _chain_fault(ledger)
    try:
        with ledger.store.read() as connection:
            head, anchor = store_log.newest_tree_head(connection), store_anchors.newest_final(connection)
            final_size = anchor.anchor.size if anchor else 0
            oldest = store_statements.oldest_not_below(connection, final_size)
            waiting = store_statements.waiting_count(connection)
    except DatabaseUnavailable as error:
        return Health({"database": str(error), "chain": chain})
    age = None if oldest is None else max(0, ledger.clock() - oldest)
    late = age is not None and age > ledger.promise_seconds
    dependencies = {
        "database": None,
        "chain": chain,
        "log": None if head else "is not begun",
        "anchoring": f"a statement has waited {age} seconds to be final, longer than promised" if late else None,
    }
    return Health(dependencies, head.size if head else 0, final_size, waiting, age)


def _chain_fault(ledger: Ledger) -> str | None:
    try:
        ledger.chain_view.reader()
    except (ChainError, LedgerError) as error:
        # Its words may name a node's address, which is for no stranger to see.
        _log.warning("chain cannot be read", reason=str(error))
        return "does not answer"
    return None
