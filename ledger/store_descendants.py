"""SQL of descendants: everything that a search from item to item reaches over the lists.

The search goes from an item to the statements on its list and from a statement to the items that it names, each once,
so that neither cycles nor events of many items cost more than their entries do. It is one recursive query. PostgreSQL
is held to look up list by list (`lateral … offset 0`): left to itself it may read the whole table at every step.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

import sqlalchemy as sa

from ledger.errors import TooLarge
from verifier.format.item_tree import CHILD, EPC, INPUT, LOT, OUTPUT, PARENT, QUANTITY, TRANSFORMATION

MAX_STEPS = 2_000_000
"""Most items and statements that one search goes to."""


class How(IntEnum):
    """How an item comes to be among the descendants: of several ways the first."""

    MADE = 1
    """It was made from the item, is of the lot, or was packed into it, or into something that was."""
    CONTAINER = 2
    """Something of that was packed into it."""
    PACKED_WITH = 3
    """It was packed into such a container besides."""


_OUTPUTS, _OF_LOT, _CONTENTS, _PARENT, _OTHERS = range(10, 15)

# From an item to a statement: how the item was reached, what it is in the statement, what is then looked for there.
_STEPS = (
    (How.MADE, INPUT | TRANSFORMATION, _OUTPUTS),
    (How.MADE, LOT, _OF_LOT),
    (How.MADE, PARENT, _CONTENTS),
    (How.MADE, CHILD, _PARENT),
    (How.CONTAINER, CHILD, _PARENT),
    (How.CONTAINER, PARENT, _OTHERS),
)

# From a statement to an item: what is looked for, what the item is there, how it is then reached. The transformation's
# id is followed like an item, since other statements have its outputs.
_TARGETS = (
    (_OUTPUTS, OUTPUT | TRANSFORMATION, How.MADE),
    (_OF_LOT, EPC | OUTPUT, How.MADE),
    (_CONTENTS, CHILD, How.MADE),
    (_PARENT, PARENT, How.CONTAINER),
    (_OTHERS, CHILD, How.PACKED_WITH),
)

# What differs between the databases: how one list, or one statement, is looked up for each row that was reached.
_ENTRY = {
    "sqlite": "cross join list_entry as entry on entry.{column} = reached.{column}",
    "postgresql": "cross join lateral (select * from list_entry where {column} = reached.{column} offset 0) as entry",
}
_FIRST = {
    "sqlite": "cross join list_entry as entry on entry.list_key = found.list_key and entry.position = 0",
    "postgresql": "cross join lateral (select * from list_entry "
    "where list_key = found.list_key and position = 0 offset 0) as entry",
}
_NOTHING = {"sqlite": "x''", "postgresql": "cast('' as bytea)"}
_MEMBERS = {
    "sqlite": "members_key(entry.list_key)",
    "postgresql": "sha256(cast('wayproof members v1\\000' as bytea) || entry.list_key)",
}
_OWN = (
    "and (step.want = {parent} or exists (select 1 from statement "
    "where statement.log_index = entry.log_index and statement.party_id = :party))"
)


@dataclass(frozen=True, slots=True)
class Reached:
    """An item that was reached, by key; `first_index` is the log index of the first statement about it."""

    first_index: int
    key: bytes
    how: How


def reached_from(
    connection: sa.Connection, keys: Sequence[bytes], party_id: bytes | None, after: tuple[int, bytes], limit: int
) -> list[Reached]:
    """What is reached from lists by key, the items themselves left out.

    In the order of the first statement about each, then by key: the first `limit` that come after `after`. With a party
    only its own statements are followed, and from any statement the way to the container, which every reader of the
    item's passport is shown. Raises TooLarge if the whole search takes more than MAX_STEPS.
    """
    query = _query(connection.dialect.name, len(keys), own=party_id is not None)
    values: dict[str, object] = {f"key{at}": key for at, key in enumerate(keys)}
    values |= {"most": MAX_STEPS, "limit": limit, "index": after[0], "after": after[1]}
    if party_id is not None:
        values["party"] = party_id
    rows = connection.execute(query, values).all()
    if rows and rows[0][3] >= MAX_STEPS:
        raise TooLarge(f"more than {MAX_STEPS} items and statements came of it: ask for a part of it")
    return [Reached(index, bytes(key), How(how)) for index, key, how, _ in rows]


@functools.cache
def _query(dialect: str, keys: int, *, own: bool) -> sa.TextClause:
    """The search from so many keys; `own` if a party's own statements alone are followed."""
    entry, nothing, members = _ENTRY[dialect], _NOTHING[dialect], _MEMBERS[dialect]
    only = _OWN.format(parent=_PARENT) if own else ""
    targets = f"""{entry.format(column="log_index")} cross join target
        where reached.log_index >= 0 and target.want = reached.how and entry.role & target.mask <> 0"""
    steps = (
        f"""select {nothing}, entry.log_index, step.want
        from {{source}} {entry.format(column="list_key")} cross join step
        where reached.log_index < 0 and step.how = reached.how and entry.role & step.mask <> 0 {only}""",  # noqa: S608 - no values
        f"""select entry.list_key, cast(-1 as bigint), target.how from {{source}} {targets}
        and (target.want <> {_OF_LOT} or entry.role & {QUANTITY} = 0)""",  # noqa: S608
        f"""select {members}, cast(-1 as bigint), target.how from {{source}} {targets}
        and target.how = {int(How.MADE)} and entry.role & {QUANTITY} <> 0""",  # noqa: S608
    )
    if dialect == "sqlite":  # which knows no lateral join, and PostgreSQL no second recursive term
        further = " union ".join(step.format(source="reached") for step in steps)
    else:
        of_row = " union all ".join(step.format(source="(select reached.*) as reached") for step in steps)
        further = f"select further.* from reached cross join lateral ({of_row}) as further"  # noqa: S608
    start = ", ".join(f"(:key{at}, cast(-1 as bigint), {int(How.MADE)})" for at in range(keys))
    excluded = ", ".join(f":key{at}" for at in range(keys))
    text = f"""
    with recursive step (how, mask, want) as (values {_rows(_STEPS)}),
    target (want, mask, how) as (values {_rows(_TARGETS)}),
    reached (list_key, log_index, how) as (values {start} union {further})
    select entry.log_index, found.list_key, found.how, found.steps from (
        select list_key, min(how) as how, sum(count(*)) over () as steps
        from (select * from reached limit :most) as bounded group by list_key
    ) as found {_FIRST[dialect]}
    where found.list_key not in ({excluded}) and entry.role & {LOT | TRANSFORMATION} = 0
    and (entry.log_index > :index or (entry.log_index = :index and found.list_key > :after))
    order by entry.log_index, found.list_key limit :limit"""  # noqa: S608 - no values
    binary = [*(f"key{at}" for at in range(keys)), "after", *(["party"] if own else [])]
    return sa.text(text).bindparams(*(sa.bindparam(name, type_=sa.LargeBinary) for name in binary))


def _rows(rows: Iterable[tuple[int, ...]]) -> str:
    return ", ".join(f"({', '.join(str(int(value)) for value in row)})" for row in rows)
