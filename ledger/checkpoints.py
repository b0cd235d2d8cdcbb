"""Checkpoints on chain: for products whose `anchoring` is `onchain`, each stage of a serialised item's way is recorded.

| stage | event |
|---|---|
| 1 produced | ObjectEvent ADD; output of a TransformationEvent |
| 2 packed | child of an AggregationEvent or AssociationEvent ADD with bizStep packing or repackaging |
| 3 shipped | bizStep shipping |
| 4 in transit | bizStep departing, transporting or arriving |
| 5 received | bizStep receiving |
| 6 delivered | bizStep accepting, retail_selling or dispensing |
| 7 returned | disposition returned, whatever the bizStep |
| 8 recalled | persistentDisposition set to recalled |
| 9 decommissioned | ObjectEvent DELETE; bizStep decommissioning or destroying |

Where several fit, a recall goes before the type and action, these before the disposition, and that before the bizStep.
Corrections and other notices record nothing. What an item went through before its product's
setting became `onchain` is not recorded, and then the contract takes nothing of what follows.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import sqlalchemy as sa
import structlog

from ledger import chain_contracts as calls
from ledger import registry, store_chain, store_parties
from ledger import store_outgoing as rows
from ledger.chain import Chain
from ledger.chain_contracts import CheckpointLedgerContract
from ledger.chain_types import CheckpointRecord
from ledger.deployment import Deployment
from ledger.errors import ChainReverted
from ledger.outbox import Purpose, enqueue
from ledger.statement import Saying, decode_saying
from ledger.store import Store
from ledger.store_chain import SequencedStatement
from verifier.format.event_items import CHILD, EPC, OUTPUT
from verifier.format.item import ItemKind, describe_item, item_key
from verifier.format.jcs import Json

_log = structlog.get_logger()

CURSOR = "checkpoints_from"
"""The fact that says from which log index on statements were not looked at yet."""
_STATEMENTS_PER_TICK = 200
_ITEMS_PER_CALL = 50
_PRODUCED, _PACKED, _RETURNED, _RECALLED, _DECOMMISSIONED = 1, 2, 7, 8, 9
_BY_STEP: Mapping[str, int] = {
    "shipping": 3,
    "departing": 4,
    "transporting": 4,
    "arriving": 4,
    "receiving": 5,
    "accepting": 6,
    "retail_selling": 6,
    "dispensing": 6,
    "decommissioning": _DECOMMISSIONED,
    "destroying": _DECOMMISSIONED,
}
_PACKING = frozenset({"packing", "repackaging"})
_CONTAINMENT = frozenset({"AggregationEvent", "AssociationEvent"})


def record_checkpoints(store: Store, chain: Chain, where: Deployment, now: int) -> int:
    """Order the records that newly sequenced statements call for; returns how many transactions.

    The contract is asked first, and what it would refuse is left out with a line in the service's log. It is asked
    again only when all that was ordered is mined, because each stage builds on the one before.

    Raises ChainUnavailable, ChainRefused.
    """
    with store.read() as connection:
        start = int(store_chain.fact(connection, CURSOR) or 0)
        waits = rows.of_purposes(connection, where.chain_id, [Purpose.CHECKPOINTS], rows.QUEUED, rows.SIGNED)
        if waits or not registry.is_settled(connection, where.chain_id):
            return 0
        statements = store_chain.sequenced_from(connection, start, _STATEMENTS_PER_TICK)
        products = {p.uri for p in store_parties.products_of(connection) if p.anchoring == "onchain"}
    contract = CheckpointLedgerContract(chain, where.checkpoint_ledger)
    end, orders, touched = start, [], set[bytes]()
    for statement in statements:
        records = records_of(statement, products)
        if not touched.isdisjoint(record.item_key for record in records):
            break
        touched.update(record.item_key for record in records)
        for at in range(0, len(records), _ITEMS_PER_CALL):
            taken = _taken(contract, statement, records[at : at + _ITEMS_PER_CALL])
            if taken:
                orders.append((statement, at, calls.record(statement.party_id, taken)))
        end = statement.index + 1
    if end == start:
        return 0
    with store.write() as connection:
        if int(store_chain.fact(connection, CURSOR) or 0) != start:
            return 0
        store_chain.put_fact(connection, CURSOR, str(end))
        for statement, at, data in orders:
            _order(connection, where, statement, at, data, now)
    return len(orders)


def records_of(statement: SequencedStatement, products: Collection[str]) -> list[CheckpointRecord]:
    """What a statement has to say about items of these products (class URIs), by item key."""
    saying = decode_saying(statement.content)
    stage, role = stage_of(saying)
    if stage == 0 or not products:
        return []
    records = []
    for uri, roles in saying.roles.items():
        if not roles & role:
            continue
        item = describe_item(uri)
        if item.kind is ItemKind.INSTANCE and item.class_uri in products:
            shown = uri if stage == _PRODUCED else ""
            records.append(CheckpointRecord(item_key(uri), stage, statement.id, shown))
    return sorted(records, key=lambda record: record.item_key)


def stage_of(saying: Saying) -> tuple[int, int]:
    """The stage that an event means by the table above, and the role of the items that reach it; 0 for none."""
    event = saying.event
    action, step = event.get("action"), event.get("bizStep")
    if saying.notice not in (None, "recall", "decommission"):
        return 0, 0
    if _sets_recalled(event):
        return _RECALLED, EPC
    if saying.type == "TransformationEvent":
        return _PRODUCED, OUTPUT
    if saying.type in _CONTAINMENT:
        return (_PACKED, CHILD) if action == "ADD" and step in _PACKING else (0, 0)
    if saying.type == "ObjectEvent" and action in ("ADD", "DELETE"):
        return (_PRODUCED if action == "ADD" else _DECOMMISSIONED), EPC
    if event.get("disposition") == "returned":
        return _RETURNED, EPC
    return _BY_STEP.get(str(step), 0), EPC


def _sets_recalled(event: Mapping[str, Json]) -> bool:
    persistent = event.get("persistentDisposition")
    words = persistent.get("set") if isinstance(persistent, dict) else None
    return isinstance(words, list) and "recalled" in words


def _taken(
    contract: CheckpointLedgerContract, statement: SequencedStatement, records: list[CheckpointRecord]
) -> list[CheckpointRecord]:
    """The records without those that the contract would refuse."""
    left = records
    while left:
        try:
            contract.try_record(statement.party_id, left)
        except ChainReverted as error:
            named = error.arguments[0] if error.arguments else None
            rest = [record for record in left if record.item_key != named]
            if len(rest) == len(left):  # what it refuses is not one item
                rest = []
            _log.warning(
                "not recorded on chain",
                statement=statement.id.hex(),
                stage=left[0].stage,
                items=len(left) - len(rest),
                reason=str(error),
            )
            left = rest
        else:
            return left
    return []


def _order(
    connection: sa.Connection, where: Deployment, statement: SequencedStatement, at: int, data: bytes, now: int
) -> None:
    enqueue(
        connection,
        chain_id=where.chain_id,
        purpose=Purpose.CHECKPOINTS,
        subject=f"{statement.id.hex()} {at}",
        to=where.checkpoint_ledger,
        data=data,
        now=now,
    )
