"""SQL of links: each look is by key, so that it takes no longer with a million items of one class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson
import sqlalchemy as sa
from sqlmodel import SQLModel

from ledger import store_tables

_link = SQLModel.metadata.tables[str(store_tables.Link.__tablename__)]
_prefix = SQLModel.metadata.tables[str(store_tables.Prefix.__tablename__)]

_SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class LinkText:
    """What a party says of a link. `context` holds words such as countries in which it is meant to be followed.

    One that is not `public` is shown to the party itself and to auditors alone.
    """

    link_type: str
    href: str
    title: str
    hreflang: tuple[str, ...] = ()
    media_type: str | None = None
    context: tuple[str, ...] = ()
    public: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it is stored: whose item's, which party added it, and what it says (`LinkText`)."""

    id: int
    item: str
    party_id: bytes
    link_type: str
    href: str
    title: str
    hreflang: tuple[str, ...]
    media_type: str | None
    context: tuple[str, ...]
    public: bool
    changed_at: int


_LINK = sa.select(*(_link.c[name] for name in Link.__slots__))
OF_ITEMS = _LINK.where(_link.c.item.in_(sa.bindparam("items", expanding=True))).order_by(_link.c.id)
"""The links of some items, at most as many as a Digital Link has levels."""
GRANTED = sa.select(_prefix.c.prefix).where(_prefix.c.prefix.in_(sa.bindparam("prefixes", expanding=True))).limit(1)
"""Whether one of some company prefixes is granted."""


def insert(connection: sa.Connection, item: str, party_id: bytes, text: LinkText, now: int) -> Link:
    """Store a link of an item."""
    values = {"item": item, "party_id": party_id, **_values(text, now)}
    id_ = connection.execute(sa.insert(_link).returning(_link.c.id), values).scalar_one()
    found = find(connection, id_)
    assert found is not None
    return found


def update(connection: sa.Connection, link: Link, text: LinkText, now: int) -> Link:
    """Store what a link says now."""
    connection.execute(sa.update(_link).where(_link.c.id == link.id).values(**_values(text, now)))
    found = find(connection, link.id)
    assert found is not None
    return found


def delete(connection: sa.Connection, id_: int) -> None:
    """Forget a link."""
    connection.execute(sa.delete(_link).where(_link.c.id == id_))


def find(connection: sa.Connection, id_: int) -> Link | None:
    """The link of an id."""
    row = connection.execute(_LINK.where(_link.c.id == id_)).one_or_none()
    return None if row is None else _from_row(row)


def of_items(connection: sa.Connection, items: Sequence[str]) -> list[Link]:
    """The links of items by canonical URI, in the order in which they were added."""
    return [_from_row(row) for row in connection.execute(OF_ITEMS, {"items": list(items)})]


def of_party(connection: sa.Connection, party_id: bytes, after: int, most: int) -> list[Link]:
    """The links that a party added, by id: at most `most` of those beyond `after`."""
    query = _LINK.where(_link.c.party_id == party_id, _link.c.id > after).order_by(_link.c.id).limit(most)
    return [_from_row(row) for row in connection.execute(query)]


def count_of_item(connection: sa.Connection, item: str) -> int:
    """How many links an item has."""
    return int(connection.execute(sa.select(sa.func.count()).where(_link.c.item == item)).scalar_one())


def is_granted(connection: sa.Connection, digits: str) -> bool:
    """Whether the digits of a key begin with a company prefix that is granted."""
    prefixes = [digits[:length] for length in range(_SHORTEST_PREFIX, len(digits) + 1)]
    return bool(prefixes) and connection.execute(GRANTED, {"prefixes": prefixes}).first() is not None


def _values(text: LinkText, now: int) -> dict[str, Any]:
    return {
        "link_type": text.link_type,
        "href": text.href,
        "title": text.title,
        "hreflang": orjson.dumps(text.hreflang).decode(),
        "media_type": text.media_type,
        "context": orjson.dumps(text.context).decode(),
        "public": text.public,
        "changed_at": now,
    }


def _from_row(row: Sequence[Any]) -> Link:
    id_, item, party_id, link_type, href, title, hreflang, media_type, context, public, changed_at = row
    return Link(
        id_,
        item,
        bytes(party_id),
        link_type,
        href,
        title,
        tuple(orjson.loads(hreflang)),
        media_type,
        tuple(orjson.loads(context)),
        bool(public),
        changed_at,
    )
