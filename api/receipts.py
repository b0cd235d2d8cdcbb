"""Receipts: for whoever has a statement's id, the proof that the log has it and how far it has come."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from api.auth import Anybody, LedgerHere
from api.negotiation import preferred
from api.openapi import answers, content
from api.problems import Problem
from ledger.receipts import cose_receipt, receipt
from verifier.format import base64url
from verifier.format.cose_receipt import MEDIA_TYPE as COSE
from verifier.format.errors import FormatError
from verifier.format.receipt import MEDIA_TYPE

router = APIRouter(prefix="/api/v1", tags=["receipts"])


async def statement_id_of(
    statement: Annotated[str, Path(description="The statement's id, as the answer to its capture gives it.")],
) -> bytes:
    """The id of a statement in a path; raises Problem 404 for what cannot be one."""
    try:
        return base64url.decode(statement, 32)
    except FormatError:
        raise Problem(404, f"There is no statement {statement}: its id has 32 bytes in base64url.") from None


StatementHere = Annotated[bytes, Depends(statement_id_of)]


@router.get(
    "/receipts/{statement}",
    response_class=Response,
    responses=content("The receipt (docs/format.md section 7.5), or its inclusion as a COSE receipt.", MEDIA_TYPE, COSE)
    | answers(e404="There is no statement of that id, or none in the log yet that a COSE receipt could be of."),
)
def read_receipt(
    request: Request,
    ledger: LedgerHere,
    _: Anybody,
    statement: StatementHere,
) -> Response:
    """A statement's receipt: inclusion under the newest tree head and, when there, in its anchor.

    Its `state` is `accepted`, `sequenced`, `anchored` or `final`. With `Accept: application/cose` it is a COSE receipt
    (RFC 9942) of the inclusion, once the statement is in the log.
    """
    headers = {"Cache-Control": "no-cache", "Vary": "Accept"}
    if preferred(request.headers.get("accept"), (MEDIA_TYPE, COSE)) == COSE:
        data = cose_receipt(ledger, statement)
        if data is None:
            raise Problem(404, f"Statement {base64url.encode(statement)} is accepted and not in the log yet.")
        return Response(data, 200, headers, COSE)
    return Response(receipt(ledger, statement).encode(), 200, headers, MEDIA_TYPE)
