"""Pictures of goods: uploaded by parties, read by everybody by their SHA-256."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.auth import Caller, LedgerHere, caller_with, count_tile
from api.bodies import read_body
from api.log import IMMUTABLE
from api.openapi import answers, content, header
from api.problems import Problem
from api.product_schemas import PictureAnswer
from ledger.picture_header import MAX_SIDE, MEDIA_TYPES, PictureError
from ledger.pictures import MAX_BYTES, Kept, find_picture, keep_picture
from verifier.format import base64url
from verifier.format.errors import FormatError

router = APIRouter(prefix="/api/v1", tags=["pictures"])

_UPLOADER = Annotated[Caller, Depends(caller_with("party", "operator"))]
_LOCATION = header("Location", "The picture.")
_KEPT: dict[int | str, dict[str, Any]] = {
    201: {"model": PictureAnswer, "description": "It is kept.", **_LOCATION},
    200: {"model": PictureAnswer, "description": "It was kept already.", **_LOCATION},
}
_BODY = {
    "requestBody": {
        "required": True,
        "description": f"PNG, JPEG or WebP of at most {MAX_BYTES} bytes, {MAX_SIDE} pixels to a side.",
        "content": {each: {"schema": {"type": "string", "format": "binary"}} for each in MEDIA_TYPES},
    }
}


@router.post(
    "/pictures",
    status_code=201,
    response_model=PictureAnswer,
    responses=_KEPT
    | answers(
        e403="The key is an auditor's.",
        e413="It has too many bytes.",
        e415="It is no PNG, JPEG or WebP by its Content-Type.",
        e422="It is no such picture by its own bytes, or has too many pixels.",
    ),
    openapi_extra=_BODY,
)
async def create_picture(request: Request, response: Response, ledger: LedgerHere, caller: _UPLOADER) -> PictureAnswer:
    """Keep a picture, for a product's description to name by its SHA-256.

    Whoever knows the SHA-256 can read it, and all that the file holds besides, such as where a photo was taken.
    """
    body = await read_body(request, MAX_BYTES, MEDIA_TYPES)
    try:
        kept = await run_in_threadpool(keep_picture, ledger, caller.party_id, body)
    except PictureError as error:
        raise Problem(422, f"The picture {error}.") from None
    answer = _answer(kept)
    response.status_code = 201 if kept.new else 200
    response.headers["Location"] = answer.url
    return answer


@router.get(
    "/pictures/{sha256}",
    response_class=Response,
    dependencies=[Depends(count_tile)],
    responses=content("The picture.", *MEDIA_TYPES) | answers(e404="There is no such picture here."),
)
def read_picture(
    ledger: LedgerHere, sha256: Annotated[str, Path(description="Its SHA-256 in base64url without padding.")]
) -> Response:
    """A picture by its SHA-256: what a digest leads to never changes, and readers compare it."""
    try:
        digest = base64url.decode(sha256, 32)
    except FormatError:
        raise Problem(404, f"There is no picture {sha256}: its SHA-256 has 32 bytes in base64url.") from None
    found = find_picture(ledger, digest)
    if found is None:
        raise Problem(404, f"There is no picture {sha256} here.")
    headers = {"Cache-Control": IMMUTABLE, "Content-Security-Policy": "default-src 'none'; sandbox"}
    return Response(found.content, 200, headers, found.media_type)


def _answer(kept: Kept) -> PictureAnswer:
    sha256 = base64url.encode(kept.sha256)
    return PictureAnswer(
        sha256=sha256,
        url=f"/api/v1/pictures/{sha256}",
        media_type=kept.header.media_type,
        width=kept.header.width,
        height=kept.header.height,
    )
