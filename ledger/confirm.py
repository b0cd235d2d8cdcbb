"""Confirming: an anchor is final when the contract holds it at a final block that is younger than it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sa
import structlog

from ledger import store_chain
from ledger import store_outgoing as rows
from ledger.chain import Chain
from ledger.chain_contracts import TraceAnchorContract
from ledger.chain_types import AnchorOnChain
from ledger.deployment import Deployment
from ledger.errors import AnchorConflict
from ledger.item_index import ItemIndex
from ledger.outbox import requeue
from ledger.store import Store
from ledger.store_chain import FINAL, MINED, STORED, AnchorRow
from ledger.store_index import IndexRows
from ledger.store_outgoing import Outgoing
from verifier.chain import ChainError, ChainReader
from verifier.format.trust_root import Finality

_log = structlog.get_logger()
_ANCHORS_PER_CALL = 200


def confirm(
    store: Store,
    chain: Chain,
    index: ItemIndex,
    where: Deployment,
    finality: Finality,
    readers: Callable[[], ChainReader] | None = None,
) -> list[AnchorRow]:
    """Bring the anchors' states to what the contract says; returns those that became final.

    What the contract says counts, not receipts: an anchor that a reorganisation removed waits again, one whose call
    was lost is ordered anew with the very same content, and item index and anchors become final together. `readers`
    opens the chain as readers are told to read it: where given, an anchor is not final before it is so for them, so
    that one node cannot call final what is not.

    Raises:
        AnchorConflict: the contract holds another anchor of that number.
        ChainUnavailable, ChainRefused: the node.
    """
    with store.read() as connection:
        seen = _not_final(connection)
    waiting, carriers = [anchor for anchor, _ in seen], {anchor.id: carrier for anchor, carrier in seen}
    if not waiting:
        return []
    contract = TraceAnchorContract(chain, where.trace_anchor)
    final_block = chain.finalized(finality)
    now_held = _held(contract, where, waiting, contract.log(where.log_id).count, None)
    final: list[AnchorRow] = []
    held: dict[int, AnchorOnChain] = {}
    if final_block is not None and now_held:
        count = contract.log(where.log_id, final_block.number).count
        held = _held(contract, where, waiting, count, final_block.number)
        final = [anchor for anchor in waiting if anchor.id in held and held[anchor.id].time < final_block.time]
    if final and readers is not None:
        final = _final_for_readers(readers, where, final, held)
    return final if _keep(store, index, waiting, now_held, final, carriers) else []


def _not_final(connection: sa.Connection) -> list[tuple[AnchorRow, Outgoing]]:
    """The anchors that are not final, or not any more, each with its transaction."""
    waiting = store_chain.anchors_taken_back(connection) + store_chain.anchors_in(connection, STORED, MINED)
    return [(anchor, rows.get(connection, anchor.outgoing_id)) for anchor in waiting]


def _final_for_readers(
    readers: Callable[[], ChainReader], where: Deployment, anchors: list[AnchorRow], held: dict[int, AnchorOnChain]
) -> list[AnchorRow]:
    """Those of the anchors that the readers' nodes hold at a final block too, at the same time."""
    try:
        reader = readers()
        pin, count = reader.pin(), reader.anchor_count(where.log_id)
        known = [anchor for anchor in anchors if anchor.anchor.seq < count]
        answers = reader.anchors(where.log_id, [anchor.anchor.seq for anchor in known])
    except ChainError as error:
        _log.warning("no anchor becomes final: the readers' nodes do not say so", reason=error.code)
        return []
    return [
        anchor
        for anchor, answer in zip(known, answers, strict=True)
        if (answer.head, answer.time) == (anchor.head, held[anchor.id].time) and answer.time < pin.time
    ]


def _held(
    contract: TraceAnchorContract, where: Deployment, waiting: Sequence[AnchorRow], count: int, block: int | None
) -> dict[int, AnchorOnChain]:
    """Those of the anchors that the contract holds, at a block or now."""
    asked = [anchor for anchor in waiting if anchor.anchor.seq < count]
    held: dict[int, AnchorOnChain] = {}
    for start in range(0, len(asked), _ANCHORS_PER_CALL):
        part = asked[start : start + _ANCHORS_PER_CALL]
        answers = contract.at_many(where.log_id, [anchor.anchor.seq for anchor in part], block)
        for anchor, answer in zip(part, answers, strict=True):
            if answer.head != anchor.head:
                raise AnchorConflict(
                    f"the chain holds another anchor number {anchor.anchor.seq} of this log than this ledger made: "
                    "another copy of the ledger anchors with the same account; stop one of them"
                )
            held[anchor.id] = answer
    return held


def _keep(
    store: Store,
    index: ItemIndex,
    waiting: Sequence[AnchorRow],
    now_held: dict[int, AnchorOnChain],
    final: Sequence[AnchorRow],
    carriers: dict[int, Outgoing],
) -> bool:
    """Store what the contract says; False if another worker changed something meanwhile: the next tick looks again."""
    finals = {anchor.id for anchor in final}
    next_seq = min((anchor.anchor.seq for anchor in waiting if anchor.id not in now_held), default=None)
    try:
        with store.write() as connection:
            now = {anchor.id: (anchor, carrier) for anchor, carrier in _not_final(connection)}
            if any(now.get(anchor.id) != (anchor, carriers[anchor.id]) for anchor in waiting):
                return False
            for anchor in waiting:
                carrier = carriers[anchor.id]
                if anchor.id in now_held:
                    store_chain.update_anchor(
                        connection,
                        anchor.id,
                        state=FINAL if anchor.id in finals else MINED,
                        block_time=now_held[anchor.id].time,
                        block_number=carrier.block_number,
                        block_hash=carrier.block_hash,
                    )
                    continue
                if anchor.state != STORED:
                    _log.warning("an anchor is no longer in the chain", seq=anchor.anchor.seq)
                    store_chain.update_anchor(
                        connection, anchor.id, state=STORED, block_time=None, block_number=None, block_hash=None
                    )
                if carrier.failed and anchor.anchor.seq == next_seq:
                    _log.warning("an anchor's call was refused and is sent again", seq=next_seq, reason=carrier.error)
                    requeue(connection, carrier.id)
            if final:
                revision = max(anchor.index_revision for anchor in final)
                if revision > index.final(IndexRows(connection)).rev:
                    index.finalize(IndexRows(connection), revision)
    except BaseException:
        index.rolled_back()
        raise
    return True
