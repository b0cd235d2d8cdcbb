"""What a commissioning event brought into being, for whoever labels it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger import store_statements
from ledger.errors import UnknownStatement
from ledger.service import Ledger
from ledger.statement import Saying, decode_saying
from verifier.format.item import ItemKind, describe_item
from verifier.format.item_tree import EPC, OUTPUT
from verifier.format.jcs import Json


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
    ilmd = saying.event.get("ilmd")
    members = ilmd if isinstance(ilmd, dict) else {}
    return Commissioning(
        tuple(items),
        lot=_text(members, "lotNumber"),
        best_before=_text(members, "bestBeforeDate"),
        expiry=_text(members, "itemExpirationDate"),
    )


def _role_of_goods(saying: Saying) -> int:
    if saying.type == "TransformationEvent":
        return OUTPUT
    return EPC if saying.type == "ObjectEvent" and saying.event.get("action") == "ADD" else 0


def _is_instance(uri: str) -> bool:
    return describe_item(uri).kind is ItemKind.INSTANCE


def _text(ilmd: Mapping[str, Json], name: str) -> str | None:
    value = ilmd.get(f"cbvmda:{name}")
    return value if isinstance(value, str) else None
