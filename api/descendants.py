"""Descendants: what was made from an item or packed with it, for parties and auditors."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from api.auth import LedgerHere, ReaderCaller
from api.checkpoint_schemas import DescendantsAnswer
from api.openapi import answers
from api.passports import EXAMPLE_ITEM, item_of
from api.problems import faulty_members
from ledger.descendants import MAX_LIMIT, Cursor, descendants
from ledger.showing import Reader
from ledger.store_descendants import How
from verifier.format import base64url
from verifier.format.errors import FormatError

router = APIRouter(prefix="/api/v1", tags=["descendants"])

_HOW = {How.MADE: "made", How.CONTAINER: "container", How.PACKED_WITH: "packed with"}
_MOST_DIGITS = 18


@router.get(
    "/descendants",
    response_model=DescendantsAnswer,
    responses=answers(
        e403="The key is a posting link's.",
        e422="A parameter is wrong, or more came of the item than one search goes to.",
    ),
)
def list_descendants(
    request: Request,
    ledger: LedgerHere,
    caller: ReaderCaller,
    item: Annotated[str, Query(description="Digital Link, EPC URN or element string.", examples=[EXAMPLE_ITEM])],
    limit: Annotated[int, Query(ge=1, le=MAX_LIMIT, description="Most items of the answer.")] = 1000,
    after: Annotated[str | None, Query(max_length=80, description="The `next` of the answer before.")] = None,
) -> dict[str, Any]:
    """Everything that was made from an item, directly or not, and that was packed with it, as far as the log has it.

    A lot leads to its instances, a container to all that was ever in it, and everything to the containers that it was
    ever in and to what else was in them. An auditor and the operator are given all of it; a party what its own
    statements lead to, and the containers.
    """
    uri = item_of(request, item)
    reader = Reader(caller.party_id, auditor=caller.role in ("auditor", "operator"))
    page = descendants(ledger, uri, reader, limit, None if after is None else _cursor(after))
    found = [{"item": each.item, "how": _HOW[each.how], "first_index": each.first_index} for each in page.descendants]
    return {"item": uri, "descendants": found, "next": None if page.next is None else _text(page.next)}


def _text(cursor: Cursor) -> str:
    return f"{cursor[0]}.{base64url.encode(cursor[1])}"


def _cursor(text: str) -> Cursor:
    index, _, key = text.partition(".")
    try:
        if not (index.isascii() and index.isdecimal() and len(index) <= _MOST_DIGITS):
            raise FormatError("its first part is no log index")
        return int(index), base64url.decode(key, 32)
    except FormatError as error:
        raise faulty_members([("/after", f"is no `next` of an answer: {error}")]) from None
