"""What a commissioning event brought into being, for whoever labels it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ledger import store_statements
from ledger.errors import UnknownStatement
from ledger.service import Ledger
from ledger.statement import Saying, decode_saying
from verifier.format.epcis_context import parse_context
from verifier.format.event_items import EPC, LOT, OUTPUT
from verifier.format.item import ItemKind, describe_item

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Commissioning:
    """The instances that an event made, by canonical URI, and what it says of them all: lot and ISO 8601 days."""

    items: tuple[str, ...]
    lot: str | None
    best_before: str | None
    expiry: str | None


def commissioning(ledger: Ledger, party: bytes, statement_id: bytes) -> Commissioning:
    """What a party's own commissioning made; there are no items if the statement is another kind of event.

    Raises:
        UnknownStatement: the party made no such statement.
    """
    with ledger.store.read() as connection:
        stored = store_statements.by_id(connection, statement_id)
    if stored is None or stored.party_id != party:
        raise UnknownStatement("you have made no such statement")
    saying = decode_saying(stored.content)
    made = _role_of_goods(saying)
    items = [uri for uri, roles in saying.roles.items() if roles & made and _is_instance(uri)]
    lots = {describe_item(uri).lot for uri, roles in saying.roles.items() if roles & LOT}
    return Commissioning(
        tuple(items),
        lot=lots.pop() if len(lots) == 1 else None,
        best_before=_day(saying, "bestBeforeDate"),
        expiry=_day(saying, "itemExpirationDate"),
    )


def _role_of_goods(saying: Saying) -> int:
    if saying.type == "TransformationEvent":
        return OUTPUT
    return EPC if saying.type == "ObjectEvent" and saying.event.get("action") == "ADD" else 0


def _is_instance(uri: str) -> bool:
    return describe_item(uri).kind is ItemKind.INSTANCE


def _day(saying: Saying, name: str) -> str | None:
    """The day that an ILMD member of the CBV gives, which may have a time of day after it."""
    ilmd = saying.event.get("ilmd")
    if not isinstance(ilmd, dict):
        return None
    context = parse_context(saying.context)
    for member, value in ilmd.items():
        if re.split("[:/]", context.iri(member))[-1] in (name, f"mda{name}") and isinstance(value, str):
            match = _DAY.match(value)
            return match[0] if match else None
    return None
