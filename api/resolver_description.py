"""The resolver's description of itself (GS1-Conformant Resolver 1.2, section 3)."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, Response

from api.auth import count_public, settings_of
from api.digital_link import LINKSET_CONTEXT, describe_methods
from ledger.link_types import VOCABULARY
from verifier.format.application_identifiers import PRIMARY_KEYS

PATH = "/.well-known/gs1resolver"

router = APIRouter(tags=["digital links"], dependencies=[Depends(count_public)])


@router.get(PATH, response_class=JSONResponse)
def read_resolver_description(request: Request) -> Response:
    """What this resolver is: its address, the GS1 keys that it resolves, the link types that it knows."""
    description: dict[str, Any] = {
        "name": "Wayproof",
        "resolverRoot": settings_of(request).base_url,
        "supportedPrimaryKeys": list(PRIMARY_KEYS),
        "supportedLinkType": [{"namespace": VOCABULARY, "prefix": "gs1:"}],
        "linkTypeDefaultCanBeLinkset": False,
        "jsonLdContextLocation": LINKSET_CONTEXT,
    }
    return JSONResponse(description, headers={"Cache-Control": "no-cache"})


router.add_api_route(PATH, read_resolver_description, methods=["HEAD"], include_in_schema=False)
router.add_api_route(PATH, describe_methods, methods=["OPTIONS"], response_class=Response, include_in_schema=False)
