"""Cross-origin access: anybody's page may read what anybody may read, and nothing that takes a key."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PUBLIC = (
    "/api/v1/labels",
    "/api/v1/passports",
    "/api/v1/receipts/",
    "/api/v1/recalls",
    "/api/v1/anchors",
    "/api/v1/names",
    "/api/v1/pictures/",
    "/api/v1/trust",
    "/log/",
)
_RESOLVER = "/.well-known/gs1resolver"
_METHODS = "GET, HEAD, OPTIONS"
_LENGTHS_OF_PRIMARY_KEYS = (2, 3, 4)


class PublicCors:
    """ASGI middleware that lets any origin read public answers to requests without an Authorization header.

    Such a request needs no preflight (Fetch standard, section 4.9). The resolver answers one none the less, as GS1 asks
    of it; no answer allows the Authorization header, so that a page that wants to send a key from elsewhere is stopped
    by the browser.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, with the header in its answer where that is due."""
        if scope["type"] != "http" or not _is_public(scope):
            await self._app(scope, receive, send)
            return

        resolver = _is_resolver(scope["path"])

        async def opened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = "Link, Location, Retry-After"
                if resolver:
                    headers["Access-Control-Allow-Methods"] = _METHODS
            await send(message)

        await self._app(scope, receive, opened)


def _is_public(scope: Scope) -> bool:
    method, path = scope["method"], str(scope["path"])
    if method not in ("GET", "HEAD", "OPTIONS") or "authorization" in Headers(scope=scope):
        return False
    return _is_resolver(path) or (method != "OPTIONS" and path.startswith(_PUBLIC))


def _is_resolver(path: str) -> bool:
    if path == _RESOLVER:
        return True
    first = path[1:].partition("/")[0]
    return len(first) in _LENGTHS_OF_PRIMARY_KEYS and first.isdecimal()
