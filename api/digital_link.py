"""GS1 Digital Link at the root: every GS1 key's path leads to the passport page, or to the passport itself."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from api.auth import Anybody, LedgerHere
from api.negotiation import preferred
from api.openapi import answers, content, header
from api.page import page_answer
from api.passports import passport_answer
from api.problems import MEDIA_TYPE as PROBLEM
from api.problems import Problem
from verifier.format.application_identifiers import PRIMARY_KEYS
from verifier.format.errors import IdentifierError
from verifier.format.item import from_path, to_digital_link_path
from verifier.format.passport import MEDIA_TYPE

router = APIRouter(tags=["digital links"])

_JSON = "application/json"
_OFFERED = ("text/html", MEDIA_TYPE, _JSON)
_FAULTS = (PROBLEM, "text/html")
_RESPONSES = content("The passport, if the request accepts one.", MEDIA_TYPE, _JSON) | answers(
    e400="The path is no Digital Link of a GS1 key.",
    e404="The path has a line break.",
    e406="None of the accepted types is on offer.",
    e422="The item's history is larger than a passport can be.",
    e503="No anchor is final yet, or the chain cannot be read.",
)
_RESPONSES[307] = {"description": "To the passport page.", **header("Location", "The page.")}
_RESPONSES[400]["content"]["text/html"] = {}


def resolve(request: Request, ledger: LedgerHere, caller: Anybody) -> Response:
    """What a GS1 Digital Link leads to: its default link is the passport page.

    Every primary key of GS1 stands at the root, such as `/00/…`, `/01/…/10/…`, `/01/…/21/…`, `/8003/…`. With
    `Accept: application/json`, or the passport's own media type, it is the passport itself.
    """
    chosen = preferred(request.headers.get("accept"), _OFFERED)
    try:
        uri = from_path(raw_path(request))
    except IdentifierError as error:
        if preferred(request.headers.get("accept"), _FAULTS) == "text/html":  # somebody who scanned a broken code
            return page_answer(request, ledger, 400)
        raise Problem(400, f"The path is no GS1 Digital Link: {error}.") from None
    if chosen is None:
        raise Problem(406, f"There is only {', '.join(_OFFERED)} here.")
    if chosen != "text/html":
        return passport_answer(ledger, uri, caller, chosen)
    asked: bytes = request.scope["query_string"]
    query = f"?{asked.decode('latin-1')}" if asked else ""
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    return RedirectResponse(f"/p{to_digital_link_path(uri)}{query}", 307, headers)


def raw_path(request: Request) -> str:
    """The path as it was sent, with its percent-encoding: `%2F` within a serial number is no slash."""
    raw: bytes = request.scope["raw_path"]
    return raw.partition(b"?")[0].decode("latin-1")


for _code in PRIMARY_KEYS:
    _path = f"/{_code}/{{path:path}}"
    router.add_api_route(
        _path, resolve, methods=["GET"], response_class=Response, responses=_RESPONSES, include_in_schema=_code == "01"
    )
    router.add_api_route(_path, resolve, methods=["HEAD"], response_class=Response, include_in_schema=False)
