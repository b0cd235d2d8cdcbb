"""One tick of everything that concerns the chain, in the order in which one step feeds the next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ledger import registry
from ledger.anchor import AnchorPolicy, anchor_if_due
from ledger.chain import Chain
from ledger.checkpoints import record_checkpoints
from ledger.confirm import confirm
from ledger.delegation_ends import order_ends
from ledger.deploy import LogIdentity, ensure_deployed
from ledger.deployment import Deployment
from ledger.errors import BalanceTooLow, FeeTooHigh
from ledger.item_index import ItemIndex
from ledger.mining import make_final_state_readable, mine_while_waiting
from ledger.outbox import OutboxPolicy
from ledger.outbox_pump import pump
from ledger.store import Store
from verifier.chain import ChainReader


@dataclass(frozen=True, slots=True)
class ChainPolicy:
    """How the outbox works, when to anchor, whether contracts may be deployed on a chain that costs money, and
    whether to make the blocks that an idle development chain does not."""

    outbox: OutboxPolicy
    anchor: AnchorPolicy
    may_deploy: bool = False
    mines_idle: bool = True


def tick_chain(
    store: Store,
    chain: Chain,
    index: ItemIndex,
    log: LogIdentity,
    policy: ChainPolicy,
    now: int,
    readers: Callable[[], ChainReader] | None = None,
) -> Deployment | None:
    """Do all that can be done now; to be called every second or so, from any number of workers.

    Returns where the ledger is on chain; None while its contracts are on their way there. `readers` opens the chain as
    readers read it, if others than this node are to say what is final.

    Raises:
        FeeTooHigh, BalanceTooLow: after everything that costs nothing was done.
        ChainUnavailable, ChainRefused: what comes next will be done by a later tick.
        WrongChain, NotDeployed, AnchorConflict: the operator must act; the message says how.
    """
    where = ensure_deployed(store, chain, log, now, may_deploy=policy.may_deploy)
    costs: list[FeeTooHigh | BalanceTooLow] = []

    def paying(step: Callable[[], object]) -> None:
        try:
            step()
        except (FeeTooHigh, BalanceTooLow) as error:
            costs.append(error)

    paying(lambda: pump(store, chain, policy.outbox, now))
    if policy.mines_idle:
        make_final_state_readable(chain, policy.outbox.finality)
        mine_while_waiting(store, chain, policy.outbox.finality)
    if where is not None:
        known = where
        confirm(store, chain, index, known, policy.outbox.finality, readers)
        registry.read_back(store, chain, known)
        paying(lambda: anchor_if_due(store, chain, index, known, policy.anchor, now))
        record_checkpoints(store, chain, known, now)
        order_ends(store, known, now)
        paying(lambda: pump(store, chain, policy.outbox, now))
    if costs:
        raise costs[0]
    return where
