"""Links that brands add to their items, for the resolver."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.auth import LedgerHere, PartyCaller
from api.bodies import read_model
from api.openapi import answers, header, json_body
from api.product_schemas import LinkAnswer, LinkBody, LinksAnswer, LinkTextBody
from ledger import links
from ledger.store_links import Link, LinkText

router = APIRouter(prefix="/api/v1", tags=["links"])

_TEXT = {
    "linkType": "gs1:instructions",
    "href": "https://roastery.example/en/brewing",
    "title": "How to brew it",
    "hreflang": ["en"],
    "mediaType": "text/html",
}
_NO_LINK = answers(e404="You have no such link.")
_REFUSED = answers(e403="The key is no party's, or the party is suspended.")


@router.post(
    "/links",
    status_code=201,
    response_model=LinkAnswer,
    responses={201: {"description": "Added.", **header("Location", "The link.")}}
    | answers(e422="A member is wrong, the item is not yours, or it has all the links it may have.")
    | _REFUSED,
    openapi_extra=json_body(
        LinkBody, instructions=("Instructions for a class of goods", {"item": "(01)09521321000421", **_TEXT})
    ),
)
async def create_link(request: Request, response: Response, ledger: LedgerHere, caller: PartyCaller) -> LinkAnswer:
    """Add a link to a class, a lot or an instance under one of your company prefixes, or one delegated to you.

    The resolver lists it for the item and all items below it, and leads to it for `linkType=…`.
    """
    body = await read_model(request, LinkBody)
    made = await run_in_threadpool(links.add_link, ledger, caller.party_id or b"", body.item, _text(body))
    response.headers["Location"] = f"/api/v1/links/{made.id}"
    return _answer(made)


@router.get("/links", response_model=LinksAnswer)
def list_links(
    ledger: LedgerHere,
    caller: PartyCaller,
    item: Annotated[
        str | None,
        Query(max_length=2048, description="Whose links: all of an item of yours.", examples=["(01)09521321000421"]),
    ] = None,
    after: Annotated[int, Query(ge=0, lt=2**63, description="The page before's `next`.")] = 0,
) -> LinksAnswer:
    """The links of one of your items, or those that your party added, a page at a time."""
    party = caller.party_id or b""
    if item is not None:
        return LinksAnswer(links=[_answer(each) for each in links.links_of_item(ledger, party, item)], next=None)
    found = links.links_of_party(ledger, party, after)
    return LinksAnswer(links=[_answer(each) for each in found], next=found[-1].id if len(found) == links.PAGE else None)


@router.get("/links/{link}", response_model=LinkAnswer, responses=_NO_LINK)
def read_link(ledger: LedgerHere, caller: PartyCaller, link: str) -> LinkAnswer:
    """One link of an item of yours."""
    return _answer(links.find_link(ledger, caller.party_id or b"", _id(link)))


@router.put(
    "/links/{link}",
    response_model=LinkAnswer,
    responses=_NO_LINK | _REFUSED | answers(e422="A member is wrong."),
    openapi_extra=json_body(LinkTextBody, instructions=("It says something else from now on", _TEXT)),
)
async def replace_link(request: Request, ledger: LedgerHere, caller: PartyCaller, link: str) -> LinkAnswer:
    """Let a link say something else; whose it is stays."""
    body = await read_model(request, LinkTextBody)
    party = caller.party_id or b""
    return _answer(await run_in_threadpool(links.change_link, ledger, party, _id(link), _text(body)))


@router.delete("/links/{link}", status_code=204, response_class=Response, responses=_NO_LINK | _REFUSED)
def delete_link(ledger: LedgerHere, caller: PartyCaller, link: str) -> Response:
    """Remove a link."""
    links.remove_link(ledger, caller.party_id or b"", _id(link))
    return Response(status_code=204)


def _id(text: str) -> int:
    """The number of a link; 0, which is none's, for what is no number."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _text(body: LinkTextBody) -> LinkText:
    return LinkText(
        body.link_type,
        body.href,
        body.title,
        tuple(body.hreflang),
        body.media_type,
        tuple(body.context),
        body.public,
    )


def _answer(link: Link) -> LinkAnswer:
    values: dict[str, Any] = {name: getattr(link, name) for name in LinkAnswer.model_fields}
    return LinkAnswer(**values)
