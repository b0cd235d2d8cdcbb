"""Whether an item is recalled, by what the log has now: sooner than a passport, which waits for a final anchor."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from ledger import store_lists, store_parties, store_statements
from ledger.errors import TooLarge
from ledger.rules import made_items, prefix_digits
from ledger.service import Ledger
from ledger.statement import Saying, decode_saying, re_of
from ledger.store_statements import StoredStatement
from verifier.format.errors import FormatError
from verifier.format.item import describe_item, item_key, notice_key
from verifier.format.item_tree import INPUT, LOT, TRANSFORMATION
from verifier.format.recall_text import MEMBER, RecallText, parse_recall_text
from verifier.format.statement import SPEAKING_NOTICES

_MOST_NOTICES = 20_000
"""Most notices of one item that are looked through: anybody may certify goods, and no recall hides behind that."""

_KINDS = SPEAKING_NOTICES | {"recall"}

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

    Counted are those that its passport counts, or will once they are final: neither corrected nor withdrawn, of the
    item, its lots, its class if it was made before them, and its inputs. Who may recall was asked at capture: what a
    delegate recalled stands when it is one no more. What happened to its containers is for the passport alone to say,
    and so is whether a key that withdrew is disputed.

    Raises TooLarge if there are more notices of it than are looked through, so that none is passed over.
    """
    with ledger.store.read() as connection:
        concerned = {uri: index for uri, index in _concerned(connection, item).items() if prefix_digits(uri)}
        uris = {notice_key(item_key(uri)): uri for uri in concerned}
        if any(length > _MOST_NOTICES for length in store_lists.lengths(connection, uris).values()):
            raise TooLarge(f"there are more than {_MOST_NOTICES} notices of {item}, or of its lot, class or inputs")
        on_lists = store_statements.notices_on_lists(connection, uris, _KINDS, _MOST_NOTICES)
        standing = {stored.id for stored in _standing(stored for _, stored in on_lists)}
        found: dict[bytes, Recall] = {}
        for key, stored in on_lists:
            uri = uris[key]
            if stored.notice == "recall" and stored.id in standing and (stored.index or 0) > concerned[uri]:
                found[stored.id] = _recall(connection, stored, uri)
        return sorted(found.values(), key=lambda recall: -recall.index)


def in_a_line(recalls: Sequence[Recall], most: int = 200) -> str:
    """The newest of an item's recalls in one line of at most so many characters."""
    newest = recalls[0]
    reason = f": {' '.join(newest.text.words.reason.split())}" if newest.text else ""
    line = f"Recalled since {newest.time[:10]}{reason}"
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _concerned(connection: sa.Connection, item: str) -> dict[str, int]:
    """Whose recalls concern the item, and the log index after which they do."""
    concerned = {item: -1}
    try:
        class_uri = describe_item(item).class_uri
    except FormatError:
        return concerned
    makings = _makings(connection, item)
    if not makings:
        return concerned
    index, commissioning = makings[0]
    for uri, role in commissioning.roles.items():
        if role & LOT and describe_item(uri).class_uri == class_uri:
            concerned.setdefault(uri, -1)
    for uri in _inputs(connection, [saying for _, saying in makings]):
        concerned.setdefault(uri, -1)
    if class_uri is not None:
        concerned.setdefault(class_uri, index)
    return concerned


def _makings(connection: sa.Connection, item: str) -> list[tuple[int, Saying]]:
    """The standing statements, with their log indices, in which the item was made; the first is its commissioning.

    Who may make it was asked at capture.
    """
    listed = store_statements.on_lists(connection, [item_key(item)], _COMMISSIONING_WITHIN)
    return [
        (index, saying)
        for index, saying in _events(listed, "ObjectEvent", "TransformationEvent")
        if any(uri == item for _, uri in made_items(saying.event))
    ]


def _inputs(connection: sa.Connection, makings: Sequence[Saying]) -> list[str]:
    """What went into an item: the inputs of its transformations, and of the other events of each."""
    transformations = [saying for saying in makings if saying.event["type"] == "TransformationEvent"]
    ids = [item_key(uri) for saying in transformations for uri, role in saying.roles.items() if role & TRANSFORMATION]
    listed = store_statements.on_lists(connection, ids, _COMMISSIONING_WITHIN)
    others = [saying for _, saying in _events(listed, "TransformationEvent")]
    return [uri for saying in (*transformations, *others) for uri, role in saying.roles.items() if role & INPUT]


def _events(listed: Iterable[tuple[bytes, StoredStatement]], *types: str) -> Iterator[tuple[int, Saying]]:
    """The standing events of these types, with their log indices, in the order of the log."""
    for stored in sorted(_standing(stored for _, stored in listed), key=lambda stored: stored.index or 0):
        if stored.notice != "correction" and stored.type in types:
            yield stored.index or 0, decode_saying(stored.content)


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
