"""GS1 Digital Link at the root: a GS1-conformant resolver, whose default link is the passport page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import orjson
from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.auth import Anybody, Caller, LedgerHere, count_public, settings_of
from api.link_list import link_list
from api.negotiation import language_ranges, preferred, quality_of
from api.openapi import answers, content, header
from api.own_links import link_contexts, page_path
from api.own_threads import chain_threads_of
from api.page import page_answer
from api.passports import passport_answer, reader_for
from api.problems import MEDIA_TYPE as PROBLEM
from api.problems import Problem
from ledger.link_types import DEFAULT, EPCIS, RECALL_STATUS, link_type_uri, short_name
from ledger.linkset import LinkContext, Target, Wish, best_of, encode_linkset, links_of_type
from ledger.recall_status import in_a_line, recall_status
from ledger.resolution import resolve as look_up
from ledger.service import Ledger
from verifier.format.application_identifiers import PRIMARY_KEYS
from verifier.format.errors import IdentifierError
from verifier.format.item import levels_of_path
from verifier.format.passport import MEDIA_TYPE

router = APIRouter(tags=["digital links"])

LINKSET = "application/linkset+json"
LINKSET_CONTEXT = "https://ref.gs1.org/standards/resolver/1.2.0/linkset-context"
METHODS = "GET, HEAD, OPTIONS"

_JSON, _HTML = "application/json", "text/html"
_OFFERED = (_HTML, MEDIA_TYPE, LINKSET, _JSON)
_AS_LINKSET = (LINKSET, _JSON, _HTML)
_FAULTS = (PROBLEM, _HTML)
_VARY = "Accept, Accept-Language, Authorization"
_RESPONSES = content("The passport or the linkset, if the request asks for it.", MEDIA_TYPE, *_AS_LINKSET) | answers(
    e400="The path is no Digital Link of a GS1 key.",
    e404="Nothing is known of the key, or it has no link of the type asked for.",
    e406="None of the accepted types is on offer.",
    e422="The item's history is larger than a passport can be.",
    e503="No anchor is final yet, or the chain cannot be read.",
)
_RESPONSES[300] = {
    "description": "The links among which the request does not decide.",
    "content": {each: {} for each in _AS_LINKSET},
}
_RESPONSES[307] = {"description": "To the passport page, or the link asked for.", **header("Location", "The link.")}
for _status in (400, 404):
    _RESPONSES[_status]["content"][_HTML] = {}


async def resolve(request: Request, ledger: LedgerHere, caller: Anybody) -> Response:
    """What a GS1 Digital Link leads to, as the GS1-Conformant Resolver standard 1.2 says; its default is the page.

    Every primary key of GS1 stands at the root, such as `/00/…`, `/01/…/10/…`, `/01/…/21/…`, `/8003/…`. With
    `linkType=gs1:instructions` it leads to that link, chosen by `Accept-Language`, `Accept` and `context=…`; with
    `linkType=linkset` or `Accept: application/linkset+json` all links are listed; with the passport's own media type it
    is the passport itself.
    """
    work = partial(_resolve, request, ledger, caller)
    if _asks_for_passport(request):
        return await chain_threads_of(request).run(work)
    return await run_in_threadpool(work)


def describe_methods(_: Request) -> Response:
    """The answer to OPTIONS; a preflight gets no leave to send an API key."""
    return Response(None, 204, {"Allow": METHODS, "Cache-Control": "no-store"})


def raw_path(request: Request) -> str:
    """The path as it was sent, with its percent-encoding: `%2F` within a serial number is no slash."""
    raw: bytes = request.scope["raw_path"]
    return raw.partition(b"?")[0].decode("latin-1")


def _asks_for_passport(request: Request) -> bool:
    wanted = preferred(request.headers.get("accept"), _OFFERED)
    return wanted == MEDIA_TYPE and not request.query_params.get("linkType")


def _resolve(request: Request, ledger: Ledger, caller: Caller | None) -> Response:
    accept = request.headers.get("accept")
    try:
        levels = levels_of_path(raw_path(request))
    except IdentifierError as error:
        if preferred(accept, _FAULTS) == _HTML:  # somebody who scanned a broken code
            return page_answer(request, ledger, 400)
        raise Problem(400, f"The path is no GS1 Digital Link: {error}.") from None
    uri = levels[0][1]
    if _asks_for_passport(request):
        return passport_answer(request, ledger, uri, caller, MEDIA_TYPE)
    link_type = request.query_params.get("linkType") or None
    chosen = preferred(accept, _OFFERED)
    if link_type is None and chosen is None:
        raise Problem(406, f"There is only {', '.join(_OFFERED)} here.")
    settings = settings_of(request)
    found = look_up(ledger, [uri for _, uri in levels], reader_for(caller))
    if not found.known:
        return _nothing_known(request, ledger, f"Nothing is known here of {uri}.")
    listed = link_type in ("linkset", "all") or (link_type is None and chosen != _HTML)
    asks_for_recalls = listed or link_type_uri(link_type or "") == RECALL_STATUS
    recalls = _recalls(ledger, [uri for _, uri in levels]) if asks_for_recalls else None
    contexts = link_contexts(levels, found.links, settings.base_url, recalls)
    headers = _headers(contexts[0])
    if listed:
        return _linkset(contexts, accept, headers, 200)
    if link_type is None or link_type_uri(link_type) == DEFAULT:
        root = settings.public_url  # without one the reader stays at the address by which it came
        return RedirectResponse(_with_query(root + page_path(uri), request), 307, headers)
    of_type = links_of_type(contexts, link_type_uri(link_type) or "")
    if of_type is None:
        return _nothing_known(request, ledger, f"{uri} has no link of the type {link_type[:200]!r}.", headers)
    context, targets = of_type
    if link_type_uri(link_type) == EPCIS and _is_a_traceability_driver(accept):
        return _bare_array(targets, headers)
    recalled = recalls is not None and not listed and uri in recalls
    best = targets[:1] if recalled else best_of(targets, _wish(request))
    if len(best) > 1:
        narrowed = LinkContext(context.anchor, context.description, {link_type_uri(link_type) or "": best})
        return _linkset([narrowed], accept, headers, 300)
    return RedirectResponse(_with_query(best[0].href, request), 307, headers)


def _nothing_known(request: Request, ledger: Ledger, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """404: for programs a problem, for people the page, which proves that there is no record."""
    if preferred(request.headers.get("accept"), _FAULTS) == _HTML:
        return page_answer(request, ledger, 404)
    raise Problem(404, detail, headers=headers)


def _recalls(ledger: Ledger, items: Sequence[str]) -> dict[str, str]:
    """Of the items those that are recalled, and what is said of it."""
    return {uri: in_a_line(found) for uri in items if (found := recall_status(ledger, uri))}


def _headers(context: LinkContext) -> dict[str, str]:
    linkset = f'<{context.anchor}?linkType=linkset>; rel="linkset"; type="{LINKSET}"; title="All links"'
    return {"Vary": _VARY, "Cache-Control": "no-cache", "Link": linkset}


def _linkset(contexts: Sequence[LinkContext], accept: str | None, headers: dict[str, str], status: int) -> Response:
    media_type = preferred(accept, _AS_LINKSET) or LINKSET
    if media_type == _HTML:
        return Response(link_list(contexts), status, headers, f"{_HTML}; charset=utf-8")
    headers["Link"] += (
        f', <{LINKSET_CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; '
        'type="application/ld+json"; title="JSON-LD context"'
    )
    return Response(orjson.dumps(encode_linkset(contexts)), status, headers, media_type)


def _is_a_traceability_driver(accept: str | None) -> bool:
    """Whether a request comes as drivers of GDST send it: it asks for JSON, or says nothing of what it takes."""
    return not (accept or "").strip() or preferred(accept, (_HTML, LINKSET, _JSON)) == _JSON


def _bare_array(targets: Sequence[Target], headers: dict[str, str]) -> Response:
    links = [{"linkType": short_name(EPCIS), "link": each.href, "title": each.title} for each in targets]
    return Response(orjson.dumps(links), 200, headers, _JSON)


def _wish(request: Request) -> Wish:
    """What the request would rather have; `lang` and `mediaType` in its query go before its headers."""
    asked, headers = request.query_params, request.headers
    languages = asked.get("lang") or headers.get("accept-language")
    accept = asked.get("mediaType") or headers.get("accept")
    return Wish(
        None if languages is None else language_ranges(languages),
        None if accept is None else (lambda media_type: quality_of(accept, media_type)),
        asked.get("context"),
    )


def _with_query(url: str, request: Request) -> str:
    """An address with all of the request's query behind its own."""
    asked: bytes = request.scope["query_string"]
    if not asked:
        return url
    address, hash_, fragment = url.partition("#")
    return f"{address}{'&' if '?' in address else '?'}{asked.decode('latin-1')}{hash_}{fragment}"


for _code in PRIMARY_KEYS:
    _path = f"/{_code}/{{path:path}}"
    router.add_api_route(
        _path, resolve, methods=["GET"], response_class=Response, responses=_RESPONSES, include_in_schema=_code == "01"
    )
    router.add_api_route(_path, resolve, methods=["HEAD"], response_class=Response, include_in_schema=False)
    router.add_api_route(
        _path,
        describe_methods,
        methods=["OPTIONS"],
        response_class=Response,
        dependencies=[Depends(count_public)],
        include_in_schema=False,
    )
