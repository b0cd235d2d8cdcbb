"""What every answer tells browsers, so that nothing of ours runs, is framed or is kept where it should not be."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

RawHeaders = list[tuple[bytes, bytes]]

NO_STORE = (b"cache-control", b"no-store")
DEFAULTS: RawHeaders = [
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    NO_STORE,
]
"""For an answer that does not say otherwise itself."""


def permissions(*allowed: str) -> str:
    """The Permissions-Policy of a page that may ask its reader for these features and no others."""
    features = ("camera", "geolocation", "microphone", "payment", "usb")
    return ", ".join(f"{feature}=({'self' if feature in allowed else ''})" for feature in features)


_OF_PAGES: RawHeaders = [
    (b"cross-origin-embedder-policy", b"require-corp"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", permissions().encode()),
]
_FOR_ALL = (b"cross-origin-resource-policy", b"cross-origin")
_FOR_US = (b"cross-origin-resource-policy", b"same-origin")
_HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000")


class SecurityHeaders:
    """ASGI middleware that completes the headers of answers; it stands outside of what says who may read them."""

    def __init__(self, app: ASGIApp, *, https: bool) -> None:
        """`https`: readers reach the service by https, and shall by nothing else."""
        self._app = app
        self._always = [*DEFAULTS, _HTTPS_ONLY] if https else DEFAULTS

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; an answer to one with an API key is kept nowhere."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        private = any(name == b"authorization" for name, _ in scope["headers"])

        async def completed(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._complete(message["headers"], private)
            await send(message)

        await self._app(scope, receive, completed)

    def _complete(self, given: RawHeaders, private: bool) -> RawHeaders:
        headers = [each for each in given if each[0] != b"cache-control"] if private else list(given)
        has = dict(headers)
        headers += [each for each in self._always if each[0] not in has]
        headers.append(_FOR_ALL if b"access-control-allow-origin" in has else _FOR_US)
        if has.get(b"content-type", b"").startswith(b"text/html"):
            headers += [each for each in _OF_PAGES if each[0] not in has]
        return headers
