"""Recalls: a party records one in one call, for classes, lots or single items, and withdraws it; anybody asks."""

from __future__ import annotations

from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.auth import Anybody, LedgerHere, PartyCaller
from api.bodies import SMALL, read_model
from api.checkpoint_schemas import AcceptedCheckpoint, RecallBody, RecallsAnswer, RecallWordsBody
from api.checkpoints import encode_accepted
from api.openapi import answers, header, json_body
from api.passports import EXAMPLE_ITEM, item_of
from api.problems import faulty_events
from api.receipts import StatementHere
from ledger.capture import Outcome
from ledger.recall_status import recall_status
from ledger.recalls import recall, withdraw
from ledger.service import Ledger
from verifier.format import base64url
from verifier.format.recall_text import RecallText, RecallWords

router = APIRouter(prefix="/api/v1/recalls", tags=["recalls"])

_GLASS = {
    "items": ["(01)09521321000421(10)HL-2604"],
    "reason": "Splinters of glass were found in a bag.",
    "instructions": "Do not use the coffee. Bring it back to any shop: you get your money back without a receipt.",
    "contact": "recall@example.com",
    "link": "https://example.com/recalls/HL-2604",
    "translations": {"zh-Hans": {"reason": "在一袋咖啡中发现玻璃碎片。", "instructions": "请勿食用，可到门店退款。"}},
}
_LOCATION = header("Location", "The receipt.")
_RECALLED: dict[int | str, dict[str, Any]] = {
    201: {"model": AcceptedCheckpoint, "description": "Recorded: every affected passport will say it.", **_LOCATION},
    200: {"model": AcceptedCheckpoint, "description": "It stands already; nothing is stored again.", **_LOCATION},
}
_WITHDRAWN: dict[int | str, dict[str, Any]] = {
    200: {"model": AcceptedCheckpoint, "description": "Withdrawn by a statement, which this answers with.", **_LOCATION}
}


@router.post(
    "",
    status_code=201,
    response_class=Response,
    responses=_RECALLED
    | answers(
        e403="The key is no party's own, or the party is suspended.",
        e422="A member is wrong, or an item is not the party's to recall; nothing is stored.",
    ),
    openapi_extra=json_body(RecallBody, lot=("A lot is recalled", _GLASS)),
)
async def create_recall(request: Request, ledger: LedgerHere, caller: PartyCaller) -> Response:
    """Recall classes, lots or single items, and say why and what to do.

    Only the owner of their company prefix, or its delegate, may. Every affected passport says it from the next tree
    head on, before it is anchored. Sending it again is harmless.
    """
    body = await read_model(request, RecallBody, SMALL)
    text = RecallText(
        _words(body),
        body.contact,
        body.link,
        {tag: _words(each) for tag, each in (body.translations or {}).items()},
    )
    return _answer(ledger, await run_in_threadpool(recall, ledger, caller.party_id or b"", body.items, text), 201)


@router.get("", response_model=RecallsAnswer, responses=answers(e422="The item's identifier is wrong."))
def list_recalls(
    request: Request,
    ledger: LedgerHere,
    _: Anybody,
    item: Annotated[str, Query(description="Digital Link, EPC URN or element string.", examples=[EXAMPLE_ITEM])],
) -> dict[str, Any]:
    """The recalls in force for an item, newest first: its own, its lots', its class's and its inputs'.

    This is what the service says. The item's passport proves it, and counts the recalls of its containers too.
    """
    uri = item_of(request, item)
    recalls = [
        {
            "statement": base64url.encode(each.statement_id),
            "index": each.index,
            "about": each.about,
            "issuer": each.issuer,
            "time": each.time,
            "text": None if each.text is None else each.text.encode(),
        }
        for each in recall_status(ledger, uri)
    ]
    return {"item": uri, "recalls": recalls}


@router.delete(
    "/{statement}",
    response_class=Response,
    responses=_WITHDRAWN
    | answers(e403="The key is no party's own, or the party is suspended.", e404="The party made no such recall."),
)
def delete_recall(ledger: LedgerHere, caller: PartyCaller, statement: StatementHere) -> Response:
    """Withdraw a recall: it is shown still, and counts no more once that is anchored. Doing it again is harmless."""
    return _answer(ledger, withdraw(ledger, caller.party_id or b"", statement), 200)


def _words(body: RecallWordsBody) -> RecallWords:
    return RecallWords(body.reason, body.instructions)


def _answer(ledger: Ledger, outcome: Outcome, status: int) -> Response:
    if outcome.captured is None:
        raise faulty_events(outcome.problems)
    answer = encode_accepted(ledger, outcome.captured)
    headers = {"Location": answer["receipt"], "Cache-Control": "no-store"}
    return Response(orjson.dumps(answer), status if outcome.captured.new else 200, headers, "application/json")
