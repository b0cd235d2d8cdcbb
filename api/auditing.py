"""For auditors who replay the whole log: all openings, and any list of the item index."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.anchors import encode_anchor
from api.auth import Caller, LedgerHere, caller_with
from api.bodies import read_body
from api.openapi import answers, content
from api.schemas import ListAnswer
from ledger.index_notes import MAX_BYTES, take_note
from ledger.list_proofs import prove_list
from ledger.openings import openings_page
from verifier.format.passport import encode_list_proof

router = APIRouter(prefix="/api/v1", tags=["auditing"])

LINES = "application/jsonl"
NEXT = "Wayproof-Next"
NOTE = "text/plain"
EXAMPLE_NOTE = """\
wayproof index v1
localhost/wayproof
2
F+hhccN3ZxKc78Eupk4RVj/oQ77JRSVg5UWqnbWL8ro=
tMNtyYNgIjxXAfmzKa4+2yQMCAouti7EyTaQl4bc3lU=
1774900000

— auditor.example SNLT+MHy357A99vWgOF8jik7Xv7lHeAlkDjCLs9ehH7hHOsKAuEnS07172VzLzmN6w5p/IHSKNV9aSN9/8qrv0ORuQk=
"""
_MOST = (1 << 63) - 1
_NO_STORE = {"Cache-Control": "no-store"}

Auditor = Annotated[Caller, Depends(caller_with("auditor"))]


@router.get(
    "/openings",
    response_class=Response,
    responses=content(f"Openings (docs/format.md 7.3), one to a line; `{NEXT}` is the next page's path.", LINES)
    | answers(e403="The key is no auditor's."),
)
def read_openings(
    _: Auditor,
    ledger: LedgerHere,
    start: Annotated[int, Query(ge=0, le=_MOST, description="The log index of the first statement.")] = 0,
) -> Response:
    """The openings of the log's statements from an index on, in the log's order, a page at a time.

    Policies have none, nor have statements whose secret was erased.
    """
    page = openings_page(ledger, start)
    headers = _NO_STORE if page.next is None else _NO_STORE | {NEXT: f"api/v1/openings?start={page.next}"}
    return Response(b"".join(each + b"\n" for each in page.openings), 200, headers, LINES)


@router.get(
    "/lists/{key}",
    response_model=ListAnswer,
    responses=answers(
        e403="The key is no auditor's.",
        e422="The key is none, or the list is longer than is shown at once.",
        e503="No anchor is final yet.",
    ),
)
def read_list(
    _: Auditor,
    ledger: LedgerHere,
    key: Annotated[
        str,
        Path(pattern="^[0-9a-f]{64}$", description="A key of the item index, in hexadecimal.", examples=["00" * 32]),
    ],
) -> dict[str, Any]:
    """What the item index holds under a key at the newest final anchor: the whole list, or proof that there is none.

    With it an auditor whose own index is another finds the list that is wrong (docs/format.md 7.4).
    """
    found = prove_list(ledger, bytes.fromhex(key))
    return {"anchor": encode_anchor(found.anchor), "list": encode_list_proof(found.list)}


@router.post(
    "/index-notes",
    status_code=201,
    responses=answers(
        e401="There is no API key, or a wrong one.",
        e403="The key is no auditor's.",
        e422="It is no index note of an auditor of this ledger, or on other roots than an anchor's.",
    ),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                NOTE: {
                    "schema": {"type": "string"},
                    "examples": {"note": {"summary": "An index note", "value": EXAMPLE_NOTE}},
                }
            },
        }
    },
)
async def create_index_note(request: Request, ledger: LedgerHere, _: Auditor) -> dict[str, Any]:
    """Publish an index note (docs/format.md 7.2): passports whose newest anchor it is on show it from then on.

    It is by a key that the setting `auditor_keys` names, and on the roots of one of the log's anchors.
    """
    taken = await run_in_threadpool(take_note, ledger, await read_body(request, MAX_BYTES, (NOTE,)))
    return {"anchor": taken.seq, "auditors": list(taken.auditors)}
