"""Whether an item is recalled, by what the log has now: sooner than a passport, which waits for a final anchor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ledger import store_parties, store_statements
from ledger.rules import Grants, made_items, prefix_digits
from ledger.service import Ledger
from ledger.statement import Saying, decode_saying, re_of
from ledger.store_statements import StoredStatement
from verifier.format.errors import FormatError
from verifier.format.item import describe_item, item_key, notice_key
from verifier.format.item_tree import INPUT, LOT
from verifier.format.passport import MAX_STATEMENTS
from verifier.format.recall_text import MEMBER, RecallText, parse_recall_text
from verifier.format.statement import SPEAKING_NOTICES

_COMMISSIONING_WITHIN = 1024
"""Entries at the beginning of an item's list among which its commissioning is looked for, as a passport does."""


@dataclass(frozen=True, slots=True)
class Recall:
    """A recall that stands. `about` is what it names: the item itself, its lot, its class, or what it was made from.

    `issuer` is the URI of the party that says it, `index` where it is in the log, `time` the eventTime as it was
    written; `text` is None for a recall that says nothing to whoever holds the goods.
    """

    statement_id: bytes
    index: int
    about: str
    issuer: str
    time: str
    text: RecallText | None


def recall_status(ledger: Ledger, item: str) -> list[Recall]:
    """The recalls in force for an item, by canonical URI, the newest first; empty if it is not recalled.

    Counted are those that its passport counts, or will once they are final: by the owner of the prefix or a delegate,
    neither corrected nor withdrawn, of the item, its lots, its class if it was made before them, and its inputs. What
    happened to its containers is for the passport alone to say, and so is whether a key that withdrew is disputed.
    """
    with ledger.store.read() as connection:
        concerned = _concerned(connection, item)
        on_lists = store_statements.on_lists(connection, map(notice_key, map(item_key, concerned)), MAX_STATEMENTS)
        standing = {stored.id for stored in _standing(stored for _, stored in on_lists)}
        uris = {notice_key(item_key(uri)): uri for uri in concerned}
        found: dict[bytes, Recall] = {}
        grants: dict[bytes, Grants] = {}
        for key, stored in on_lists:
            uri = uris[key]
            if stored.notice != "recall" or stored.id not in standing or (stored.index or 0) <= concerned[uri]:
                continue
            if may_recall(connection, stored.party_id or b"", uri, grants):
                found[stored.id] = _recall(connection, stored, uri)
        return sorted(found.values(), key=lambda recall: -recall.index)


def in_a_line(recalls: Sequence[Recall], most: int = 200) -> str:
    """The newest of an item's recalls in one line of at most so many characters."""
    newest = recalls[0]
    reason = f": {' '.join(newest.text.words.reason.split())}" if newest.text else ""
    line = f"Recalled since {newest.time[:10]}{reason}"
    return line if len(line) <= most else f"{line[: most - 1]}…"


def may_recall(connection: sa.Connection, party_id: bytes, uri: str, grants: dict[bytes, Grants]) -> bool:
    """Whether a party owns the prefix of an item, or is its owner's delegate; `grants` keeps what was asked before."""
    if party_id not in grants:
        grants[party_id] = Grants(connection, party_id)
    return prefix_digits(uri) is not None and grants[party_id].fault(uri) is None


def _concerned(connection: sa.Connection, item: str) -> dict[str, int]:
    """Whose recalls concern the item, and the log index after which they do."""
    concerned = {item: -1}
    try:
        class_uri = describe_item(item).class_uri
    except FormatError:
        return concerned
    made = _commissioning(connection, item)
    if made is None:
        return concerned
    index, saying = made
    for uri, role in saying.roles.items():
        if role & INPUT or (role & LOT and describe_item(uri).class_uri == class_uri):
            concerned.setdefault(uri, -1)
    if class_uri is not None:
        concerned.setdefault(class_uri, index)
    return concerned


def _commissioning(connection: sa.Connection, item: str) -> tuple[int, Saying] | None:
    """The first standing statement, with its log index, in which the item was made by who may make it."""
    listed = store_statements.on_lists(connection, [item_key(item)], _COMMISSIONING_WITHIN)
    grants: dict[bytes, Grants] = {}
    for stored in sorted(_standing(stored for _, stored in listed), key=lambda stored: stored.index or 0):
        if stored.notice == "correction" or stored.type not in ("ObjectEvent", "TransformationEvent"):
            continue
        saying = decode_saying(stored.content)
        if any(uri == item for _, uri in made_items(saying.event)) and may_recall(
            connection, stored.party_id or b"", item, grants
        ):
            return stored.index or 0, saying
    return None


def _standing(statements: Iterable[StoredStatement]) -> list[StoredStatement]:
    """Those that no later correction or withdrawal by the same party undoes, unless it is itself undone."""
    by_id: Mapping[bytes, StoredStatement] = {stored.id: stored for stored in statements}
    undone: set[bytes] = set()
    for stored in sorted(by_id.values(), key=lambda stored: stored.index or 0, reverse=True):
        if stored.notice not in SPEAKING_NOTICES or stored.id in undone:
            continue
        target = by_id.get(re_of(stored.entry) or b"")
        if target is not None and target.party_id == stored.party_id and (target.index or 0) < (stored.index or 0):
            undone.add(target.id)
    return [stored for stored in by_id.values() if stored.id not in undone]


def _recall(connection: sa.Connection, stored: StoredStatement, about: str) -> Recall:
    event = decode_saying(stored.content).event
    party = store_parties.find_party(connection, stored.party_id or b"")
    try:
        text = parse_recall_text(event[MEMBER]) if MEMBER in event else None
    except FormatError:
        text = None
    issuer = "" if party is None else party.uri
    return Recall(stored.id, stored.index or 0, about, issuer, str(event["eventTime"]), text)
