"""Anchors with their state on the chain, and the trust root as a file to keep."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.auth import Anybody, LedgerHere
from api.openapi import answers, content
from api.problems import Problem
from api.schemas import AnchorAnswer, AnchorsAnswer
from ledger import public_log
from ledger.store_anchors import StoredAnchor

router = APIRouter(prefix="/api/v1", tags=["log"])

PAGE = 100
_MAX_SEQ = (1 << 63) - 1


@router.get("/anchors", response_model=AnchorsAnswer)
def list_anchors(
    _: Anybody,
    ledger: LedgerHere,
    before: Annotated[int | None, Query(ge=0, le=_MAX_SEQ, description="Only anchors numbered below this.")] = None,
    limit: Annotated[int, Query(ge=1, le=PAGE)] = PAGE,
) -> dict[str, Any]:
    """Anchors, newest first, a page at a time; `next` is the next page's `before`."""
    found = public_log.anchors(ledger, before, limit)
    more = found[-1].anchor.seq if len(found) == limit and found[-1].anchor.seq > 0 else None
    return {"anchors": [encode_anchor(each) for each in found], "next": more}


@router.get("/anchors/{seq}", response_model=AnchorAnswer, responses=answers(e404="There is no anchor of that number."))
def read_anchor(
    _: Anybody,
    ledger: LedgerHere,
    seq: Annotated[int, Path(ge=0, le=_MAX_SEQ, description="The anchor's number, from 0.", examples=[0])],
) -> dict[str, Any]:
    """One anchor: what its head is the hash of, where it stands, and since when."""
    found = public_log.anchor(ledger, seq)
    if found is None:
        raise Problem(404, f"There is no anchor {seq} yet.")
    return encode_anchor(found)


@router.get(
    "/trust",
    response_class=Response,
    responses=content("The trust root (docs/format.md 7.2).", "application/json")
    | answers(e503="The log is not anchored anywhere yet."),
)
def read_trust(_: Anybody, ledger: LedgerHere) -> Response:
    """The trust root, as a file to keep. Whom to rely on is for its reader to decide: compare it with another copy."""
    headers = {"Cache-Control": "no-cache", "Content-Disposition": 'inline; filename="wayproof-trust.json"'}
    return Response(ledger.trust_root_bytes(), 200, headers, "application/json")


def encode_anchor(found: StoredAnchor) -> dict[str, Any]:
    """An anchor as JSON: as in a passport, and its head, anchorage, state and block time."""
    head = found.anchor.head(found.anchorage, found.log_id)
    return {
        **found.anchor.encode(),
        "anchorage": found.anchorage.encode(),
        "blockTime": found.block_time,
        "head": f"0x{head.hex()}",
        "logId": f"0x{found.log_id.hex()}",
        "state": found.state,
    }
