"""Receipts: for whoever has a statement's id, the proof that the log has it and how far it has come."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import Response

from api.auth import Anybody, LedgerHere
from api.openapi import answers, content
from api.problems import Problem
from ledger.receipts import receipt
from verifier.format import base64url
from verifier.format.errors import FormatError
from verifier.format.receipt import MEDIA_TYPE

router = APIRouter(prefix="/api/v1", tags=["receipts"])


@router.get(
    "/receipts/{statement}",
    response_class=Response,
    responses=content("The receipt (docs/format.md section 7.5).", MEDIA_TYPE)
    | answers(e404="There is no statement of that id."),
)
def read_receipt(
    ledger: LedgerHere,
    _: Anybody,
    statement: Annotated[str, Path(description="The statement's id, as the answer to its capture gives it.")],
) -> Response:
    """A statement's receipt: inclusion under the newest tree head and, when there, in its anchor.

    Its `state` is `accepted`, `sequenced`, `anchored` or `final`.
    """
    try:
        statement_id = base64url.decode(statement, 32)
    except FormatError:
        raise Problem(404, f"There is no statement {statement}: its id has 32 bytes in base64url.") from None
    found = receipt(ledger, statement_id)
    return Response(found.encode(), 200, {"Cache-Control": "no-cache"}, MEDIA_TYPE)
