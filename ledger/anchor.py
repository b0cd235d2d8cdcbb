"""Anchoring: the newest tree head and the item index brought to it, committed on chain by one small transaction."""

from __future__ import annotations

from dataclasses import dataclass

import sqlalchemy as sa

from ledger import chain_contracts as calls
from ledger import store_chain
from ledger import store_outgoing as rows
from ledger.chain import Chain
from ledger.deployment import Deployment
from ledger.elapsed import has_elapsed
from ledger.errors import AnchorConflict, ChainReverted
from ledger.item_index import ItemIndex
from ledger.lists import index_changes
from ledger.outbox import Purpose, Quote, enqueue, quote, sign
from ledger.registry import is_settled
from ledger.store import Store
from ledger.store_chain import FINAL, MINED, STORED, AnchorRow
from ledger.store_index import IndexRows
from ledger.store_log import StoredTreeHead, newest_tree_head
from verifier.format.anchor import Anchor

_FIRST_PREV = bytes(32)
_ANY_ROOT = b"\x01" * 32


@dataclass(frozen=True, slots=True)
class AnchorPolicy:
    """When to anchor: so many statements wait, or the oldest has waited so many seconds, or nothing came for so many
    seconds, so that readers can tell a quiet log from a dead one."""

    count: int
    age: int
    heartbeat: int


@dataclass(frozen=True, slots=True)
class _Plan:
    """The tree head to anchor, upon which anchor."""

    head: StoredTreeHead
    before: AnchorRow | None

    @property
    def seq(self) -> int:
        return 0 if self.before is None else self.before.anchor.seq + 1

    @property
    def prev(self) -> bytes:
        return _FIRST_PREV if self.before is None else self.before.head

    @property
    def prev_size(self) -> int:
        return 0 if self.before is None else self.before.anchor.size


def anchor_if_due(
    store: Store,
    chain: Chain,
    index: ItemIndex,
    where: Deployment,
    policy: AnchorPolicy,
    now: int,
) -> AnchorRow | None:
    """Store the next anchor with its signed transaction, if one is due; `pump` sends it.

    One waits to be mined at a time. The item index, the anchor and the signed bytes are one transaction: after a
    crash either all of it is there, and is sent, or nothing.

    Raises:
        AnchorConflict: the contract holds more anchors than this ledger made.
        ChainReverted: the contract would refuse it for another reason.
        ChainUnavailable, ChainRefused, FeeTooHigh, BalanceTooLow: nothing was stored; a later tick comes back to it.
    """
    with store.read() as connection:
        plan = _plan(connection, where)
        if plan is None or not _is_due(connection, plan, policy, now):
            return None
    quoted = _quote(chain, where, plan)
    try:
        with store.write() as connection:
            newest = _plan(connection, where)
            if newest is None or newest.before != plan.before:
                return None
            return _store(connection, chain, index, where, newest, quoted, now)
    except BaseException:
        index.rolled_back()
        raise


def _plan(connection: sa.Connection, where: Deployment) -> _Plan | None:
    """What would be anchored now; None if nothing can be."""
    head = newest_tree_head(connection)
    before = store_chain.newest_anchor(connection, STORED, MINED, FINAL)
    if head is None or head.size == 0 or (before is not None and before.state == STORED):
        return None
    if not is_settled(connection, where.chain_id):
        return None  # a key must be registered before the anchor that covers what it signed
    return _Plan(head, before)


def _is_due(connection: sa.Connection, plan: _Plan, policy: AnchorPolicy, now: int) -> bool:
    waiting = plan.head.size - plan.prev_size
    if waiting <= 0:
        return plan.before is not None and has_elapsed(plan.before.created_at, policy.heartbeat, now)
    oldest = store_chain.oldest_acceptance(connection, plan.prev_size)
    return waiting >= policy.count or oldest is None or has_elapsed(oldest, policy.age, now)


def _quote(chain: Chain, where: Deployment, plan: _Plan) -> Quote:
    """What the anchor's transaction needs. The index root is not known yet, and any other costs the same."""
    index_root = _ANY_ROOT
    if plan.before is not None and plan.head.size == plan.prev_size:
        index_root = plan.before.anchor.index_root
    data = calls.anchor(where.log_id, plan.prev, plan.head.size, plan.head.root, index_root)
    try:
        return quote(chain, where.trace_anchor, data)
    except ChainReverted as error:
        held = calls.TraceAnchorContract(chain, where.trace_anchor).log(where.log_id).count
        if held > plan.seq:
            raise AnchorConflict(
                f"the chain holds {held} anchors of this log and this ledger knows {plan.seq}: another copy of the "
                "ledger anchors with the same account, or this database is an old backup; do not go on with it"
            ) from None
        raise calls.explain(error) from None


def _store(
    connection: sa.Connection,
    chain: Chain,
    index: ItemIndex,
    where: Deployment,
    plan: _Plan,
    quoted: Quote,
    now: int,
) -> AnchorRow:
    revision, index_root = _bring_index(connection, index, plan.head.size)
    anchor = Anchor(
        seq=plan.seq,
        prev=plan.prev,
        prev_size=plan.prev_size,
        size=plan.head.size,
        log_root=plan.head.root,
        index_root=index_root,
    )
    outgoing_id = enqueue(
        connection,
        chain_id=where.chain_id,
        purpose=Purpose.ANCHOR,
        subject=str(anchor.seq),
        to=where.trace_anchor,
        data=calls.anchor(where.log_id, anchor.prev, anchor.size, anchor.log_root, anchor.index_root),
        now=now,
    )
    sign(connection, chain, rows.get(connection, outgoing_id), quoted)
    return store_chain.insert_anchor(
        connection, where, anchor, index_revision=revision, outgoing_id=outgoing_id, now=now
    )


def _bring_index(connection: sa.Connection, index: ItemIndex, size: int) -> tuple[int, bytes]:
    """The revision and root of the item index at that size of the log; made if there is none yet."""
    index_rows = IndexRows(connection)
    latest = index.latest(index_rows)
    indexed = store_chain.indexed_size(connection)
    if size <= indexed:
        return latest.rev, latest.root
    changes = index_changes(connection, indexed, size)
    return latest.rev + 1, index.apply(index_rows, latest.rev + 1, changes)
