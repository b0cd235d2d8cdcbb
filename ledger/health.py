"""Whether the ledger can do its work: each dependency's state, how far behind it is, and what will hurt if it goes on.

What concerns the chain, sequencing and the broker was noted by the worker: asking here costs a few reads of the
database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import structlog

from ledger import registry, store_anchors, store_log, store_outgoing, store_statements
from ledger.chain_status import ChainStatus, read_status
from ledger.elapsed import SKEW
from ledger.errors import DatabaseUnavailable, LedgerError
from ledger.service import Ledger
from ledger.settings import DEVELOPMENT_CHAIN_ID
from ledger.store_anchors import StoredAnchor
from ledger.store_log import StoredTreeHead
from ledger.store_outgoing import Outgoing
from ledger.tick_notes import BROKER, SEQUENCING, VERIFYING, Fault, read_fault
from verifier.chain import ChainError

WORKER_SILENCE = 30
"""Seconds without a tick after which the worker is taken for dead."""

_REFUSED_SECONDS = 86_400
"""For so long a refused order is spoken of."""
_FEE_WARNING_PERCENT = 80
_PROMISE_WARNING_PERCENT = 50

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ChainHealth:
    """What the worker sees of the chain: ages in seconds, balance in wei, fees in wei per gas.

    `waiting_transactions` are those that are not mined, `stuck_for` is how long the oldest of them has been with the
    node. What is not known is None.
    """

    last_tick_age: int | None = None
    newest_anchor_age: int | None = None
    balance: int | None = None
    anchors_left: int | None = None
    fee: int | None = None
    fee_ceiling: int | None = None
    waiting_transactions: int | None = None
    stuck_for: int | None = None


@dataclass(frozen=True, slots=True)
class Health:
    """A look at the ledger. `dependencies` says of each what is wrong with it, None if nothing is; `warnings` says what
    is not wrong yet.

    Sizes count log entries, `waiting` accepted statements that are not in the log; ages are in seconds, None if no
    statement waits to be final. All figures are None where they are not known, as without a database.
    """

    dependencies: Mapping[str, str | None]
    log_size: int | None = None
    final_size: int | None = None
    waiting: int | None = None
    oldest_not_final_age: int | None = None
    chain: ChainHealth = field(default_factory=ChainHealth)
    warnings: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether everything is in order."""
        return not any(self.dependencies.values())


def read_health(ledger: Ledger) -> Health:
    """How the ledger does; raises nothing that a dependency may be the cause of."""
    now = ledger.clock()
    try:
        with ledger.store.read() as connection:
            head, anchor = store_log.newest_tree_head(connection), store_anchors.newest_final(connection)
            final_size = anchor.anchor.size if anchor else 0
            oldest = store_statements.oldest_not_below(connection, final_size)
            waiting = store_statements.waiting_count(connection)
            status, (unmined, sent_at) = read_status(connection), store_outgoing.waiting(connection)
            refused = store_outgoing.refused(connection, registry.PURPOSES, now - _REFUSED_SECONDS)
            faults = {part: _fault_now(read_fault(connection, part), now) for part in (BROKER, SEQUENCING, VERIFYING)}
    except DatabaseUnavailable as error:
        return Health({"database": str(error)})  # which knows all the rest
    age = None if oldest is None else max(0, now - oldest)
    late = age is not None and age > ledger.promise_seconds
    chain = _chain_health(ledger, status, now, None if anchor is None else anchor.block_time, unmined, sent_at)
    dependencies = {
        "database": ledger.store.write_fault(),
        "clock": _clock_fault(head, anchor, oldest, now),
        "broker": faults[BROKER],
        "worker": _silence(chain.last_tick_age, faults[BROKER]),
        "sequencing": faults[SEQUENCING],
        "chain": _chain_fault(ledger, status, chain, now),
        "log": ledger.comparison.fault(ledger.store, ledger.chain) if head else "is not begun",
        "anchoring": f"a statement has waited {age} seconds to be final, longer than promised" if late else None,
    }
    warnings = (
        *_warnings(ledger, chain, None if late else age),
        *_refusals(refused),
        *([f"the work on lists to verify {faults[VERIFYING]}"] if faults[VERIFYING] else []),
    )
    return Health(dependencies, head.size if head else 0, final_size, waiting, age, chain, warnings)


def _chain_health(
    ledger: Ledger, status: ChainStatus | None, now: int, anchored_at: int | None, unmined: int, sent_at: int | None
) -> ChainHealth:
    figures = None if status is None else status.figures
    return ChainHealth(
        last_tick_age=None if status is None else max(0, now - status.ticked_at),
        newest_anchor_age=None if anchored_at is None else max(0, now - anchored_at),
        balance=None if figures is None else figures.balance,
        anchors_left=None if figures is None else figures.anchors_left,
        fee=None if figures is None else figures.fee,
        fee_ceiling=ledger.chain.fee_ceiling,
        waiting_transactions=unmined,
        stuck_for=None if sent_at is None else max(0, now - sent_at),
    )


def _clock_fault(head: StoredTreeHead | None, anchor: StoredAnchor | None, oldest: int | None, now: int) -> str | None:
    """Whether the clock was set back: by what was signed or accepted last, and by the chain's own time."""
    noted = [0 if head is None else head.signed_at, oldest or 0]
    if anchor is not None and anchor.anchorage.chain_id != DEVELOPMENT_CHAIN_ID:  # whose time runs ahead when it mines
        noted.append(anchor.block_time or 0)
    behind = max(noted) - now
    return f"is {behind} seconds behind what it was before: set it right" if behind > SKEW else None


def _fault_now(fault: Fault | None, now: int) -> str | None:
    """A fault that a worker has seen lately: one of a worker that died says nothing of now."""
    if fault is None or not 0 <= now - fault.seen_at <= WORKER_SILENCE:
        return None
    return f"{fault.words} (for {max(0, now - fault.since)} seconds)"


def _silence(last_tick_age: int | None, broker: str | None = None) -> str | None:
    if last_tick_age is None:
        return f"has not looked at the chain yet: {'bring the broker back' if broker else 'start one'}"
    if last_tick_age > WORKER_SILENCE:
        what_to_do = "bring the broker back" if broker else "see whether it runs"
        return f"has not looked at the chain for {last_tick_age} seconds: {what_to_do}"
    return None


def _chain_fault(ledger: Ledger, status: ChainStatus | None, chain: ChainHealth, now: int) -> str | None:
    """What the worker met, as long as it lives, else what we meet ourselves."""
    if status is not None and status.fault is not None and _silence(chain.last_tick_age) is None:
        return f"{status.fault} (for {max(0, now - status.since)} seconds)"
    return _unreadable(ledger)


def _unreadable(ledger: Ledger) -> str | None:
    try:
        ledger.chain_view.reader()
    except (ChainError, LedgerError) as error:
        # Its words may name a node's address, which is for no stranger to see.
        _log.warning("chain cannot be read", reason=str(error))
        return "does not answer"
    return None


def _warnings(ledger: Ledger, chain: ChainHealth, waiting_for: int | None) -> Iterator[str]:
    """What will keep the ledger from its work if it goes on as it does."""
    policy = ledger.chain_policy
    if chain.anchors_left is not None and chain.anchors_left < ledger.low_balance_anchors:
        yield f"the chain account can pay for {chain.anchors_left} more anchors at the present fee: send it funds"
    if chain.fee is not None and chain.fee_ceiling and 100 * chain.fee >= _FEE_WARNING_PERCENT * chain.fee_ceiling:
        percent = 100 * chain.fee // chain.fee_ceiling
        yield f"the chain asks {percent} % of the fee ceiling: above it nothing is anchored"
    if chain.stuck_for is not None and chain.stuck_for > policy.outbox.replace_after:
        yield f"a transaction has waited {chain.stuck_for} seconds to be mined"
    if chain.newest_anchor_age is not None and chain.newest_anchor_age > 2 * policy.anchor.heartbeat:
        yield f"the newest final anchor is {chain.newest_anchor_age} seconds old"
    if waiting_for is not None and 100 * waiting_for >= _PROMISE_WARNING_PERCENT * ledger.promise_seconds:
        yield f"a statement has waited {waiting_for} of the {ledger.promise_seconds} seconds promised to be final"


def _refusals(refused: Sequence[Outgoing]) -> Iterator[str]:
    """What was promised to an operator and did not come about: the reason is in the worker's log."""
    if refused:
        newest, others = refused[0], len(refused) - 1
        more = f" and {others} more within a day" if others else ""
        yield f"the registry refused an order ({newest.purpose} {newest.subject}){more}: see the worker's log"
