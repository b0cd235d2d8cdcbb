"""Posting links, for parties: what a driver or picker opens on a phone to post checkpoints in the party's name."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from api.auth import KnownKeys, LedgerHere, PartyCaller, settings_of
from api.bodies import read_model
from api.label_drawing import svg
from api.label_layout import LabelStyle, arrange
from api.label_symbols import qr_code
from api.openapi import answers, json_body
from api.party_schemas import NewPostingLink, PostingLinkAnswer, PostingLinkBody
from api.problems import Problem
from ledger.posting_links import end_posting_link, make_posting_link, posting_links
from ledger.store_parties import ApiKey

router = APIRouter(prefix="/api/v1/posting-links", tags=["checkpoints"])

_REFUSALS = answers(e403="The key is no party's own.")


@router.post(
    "",
    status_code=201,
    response_model=NewPostingLink,
    responses=answers(e409="The party has very many links in use.", e422="A member is wrong.") | _REFUSALS,
    openapi_extra=json_body(PostingLinkBody, van=("A link for a driver's phone", {"label": "Van 7", "days": 30})),
)
async def create_posting_link(
    request: Request, response: Response, ledger: LedgerHere, caller: PartyCaller
) -> NewPostingLink:
    """Make a link with which a phone posts checkpoints in the party's name, and nothing else. It is shown this once.

    The part after `#` never reaches a server. Notices (recalls, and what takes an item out of use) still take the
    party's own key.
    """
    body = await read_model(request, PostingLinkBody)
    made, key = await run_in_threadpool(make_posting_link, ledger, caller.party_id or b"", body.label, body.days)
    response.headers["Cache-Control"] = "no-store"
    link = f"{settings_of(request).base_url}/p/post#key={key}"
    return NewPostingLink(**_answer(made).model_dump(by_alias=False), link=link, qr=_qr(link))


@router.get("", response_model=dict[str, list[PostingLinkAnswer]], responses=_REFUSALS)
def list_posting_links(ledger: LedgerHere, caller: PartyCaller) -> dict[str, list[PostingLinkAnswer]]:
    """The party's links, those that ended too, oldest first."""
    return {"links": [_answer(each) for each in posting_links(ledger, caller.party_id or b"")]}


@router.delete(
    "/{link_id}",
    status_code=204,
    response_class=Response,
    responses=_REFUSALS | answers(e404="The party has no such link, or it was ended already."),
)
def delete_posting_link(request: Request, ledger: LedgerHere, caller: PartyCaller, link_id: str) -> Response:
    """End a link; with several processes it may post for five more seconds. What was posted with it stays."""
    ended = end_posting_link(ledger, caller.party_id or b"", link_id)
    known: KnownKeys = request.app.state.known_keys
    known.forget()
    if not ended:
        raise Problem(404, f"There is no posting link {link_id}, or it was ended already.")
    return Response(status_code=204)


def _answer(link: ApiKey) -> PostingLinkAnswer:
    return PostingLinkAnswer(
        id=link.id,
        label=link.label,
        created_at=link.created_at,
        expires_at=link.expires_at or 0,
        revoked_at=link.revoked_at,
    )


def _qr(text: str) -> str:
    return svg(arrange([qr_code(text)], (), LabelStyle(text=False))).decode()
