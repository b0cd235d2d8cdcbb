"""Passports: an item's history with all its proofs, for anybody; more of it for those who are entitled."""

from __future__ import annotations

import gzip
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.auth import Anybody, Caller, LedgerHere
from api.negotiation import takes_gzip
from api.openapi import answers, content
from api.own_threads import chain_threads_of
from api.previews import previews_of
from api.problems import faulty_members
from ledger import prove
from ledger.service import Ledger
from ledger.showing import Reader
from verifier.format.errors import IdentifierError
from verifier.format.item import canonical_item
from verifier.format.passport import MEDIA_TYPE

router = APIRouter(prefix="/api/v1", tags=["passports"])

EXAMPLE_ITEM = "https://id.gs1.org/01/09521321000421/21/HLE0001"

_LEVEL = 5
"""Of compression: half the bytes, for phones in shops with slow connections; more effort gains next to nothing."""


@router.get(
    "/passports",
    response_class=Response,
    responses=content("The passport (docs/format.md section 7.1).", MEDIA_TYPE)
    | answers(
        e422="The item's identifier is wrong, or its history is larger than a passport can be.",
        e503="No anchor is final yet, or the chain cannot be read.",
    ),
)
async def read_passport(
    request: Request,
    ledger: LedgerHere,
    caller: Anybody,
    item: Annotated[
        str,
        Query(
            description="Digital Link, EPC URN or element string.",
            examples=[EXAMPLE_ITEM, "(01)09521321000421(21)HLE0001"],
        ),
    ],
) -> Response:
    """An item's passport. For an item that was never recorded it is the proof of that.

    With a party's API key it shows whole what that party stated, with an auditor's everything.
    """
    work = partial(passport_answer, request, ledger, item_of(request, item), caller)
    return await chain_threads_of(request).run(work)


def item_of(request: Request, text: str) -> str:
    """The canonical URI of the `item` in a query; raises Problem 422."""
    if len(request.query_params.getlist("item")) > 1:  # a query that was passed on must not change whose it is
        raise faulty_members([("/item", "must be there once")])
    try:
        return canonical_item(text)
    except IdentifierError as error:
        raise faulty_members([("/item", f"is no usable identifier: {error}")]) from None


def passport_answer(
    request: Request, ledger: Ledger, uri: str, caller: Caller | None, media_type: str = MEDIA_TYPE
) -> Response:
    """The passport of an item by canonical URI; raises what `ledger.prove.passport` raises."""
    proven = prove.passport(ledger, uri, reader_for(caller))
    if caller is None:
        previews_of(request).keep(proven.report)
    headers = {"Cache-Control": "no-cache", "Vary": "Accept, Accept-Encoding, Authorization"}
    if not takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(proven.passport, 200, headers, media_type)
    packed = gzip.compress(proven.passport, _LEVEL, mtime=0)
    return Response(packed, 200, {**headers, "Content-Encoding": "gzip"}, media_type)


def reader_for(caller: Caller | None) -> Reader:
    """What a caller may see."""
    if caller is None or caller.role == "poster":  # a driver's phone may write for its party, and not read
        return Reader()
    return Reader(caller.party_id, auditor=caller.role == "auditor")
