"""Who calls: API keys and their roles, counted against the limits."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import HTTPBearer
from starlette.concurrency import run_in_threadpool

from api.addresses import Proxies
from api.limits import Kind, RateLimiter
from api.problems import Problem
from ledger import api_keys
from ledger.service import Ledger
from ledger.settings import Settings
from ledger.store_parties import ApiKey

_BEARER = HTTPBearer(
    scheme_name="apiKey", bearerFormat="wp_…", auto_error=False, description="An API key, which the operator gives out."
)
"""For the OpenAPI document alone: the keys are read by `caller_or_anybody`."""

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="Wayproof"'}


@dataclass(frozen=True, slots=True)
class Caller:
    """The holder of an API key: its id, its role (`ledger.api_keys.ROLES`), its party's id, and when it ends."""

    key_id: str
    role: str
    party_id: bytes | None
    expires_at: int | None = None


class KnownKeys:
    """API keys that were looked up lately, by SHA-256, so that not every request asks the database.

    A key that another process revoked, or whose time is over, is refused after at most `seconds`.
    """

    def __init__(self, ledger: Ledger, seconds: float = 5.0, most: int = 10_000) -> None:
        self._ledger = ledger
        self._seconds = seconds
        self._most = most
        self._known: dict[bytes, tuple[float, ApiKey]] = {}

    async def find(self, text: str) -> ApiKey | None:
        """What the API key of a text may do; None if there is none such, or it is revoked or has expired."""
        digest = hashlib.sha256(text.encode()).digest()
        until, known = self._known.get(digest, (0.0, None))
        if time.monotonic() < until:
            return known
        found = await run_in_threadpool(api_keys.find_api_key, self._ledger, text)
        if found is not None:
            if len(self._known) >= self._most:
                self._known.clear()
            self._known[digest] = time.monotonic() + self._seconds, found
        return found

    def forget(self) -> None:
        """Ask the database again for every key."""
        self._known.clear()


async def ledger_of(request: Request) -> Ledger:
    """The ledger that the application serves."""
    ledger: Ledger = request.app.state.ledger
    return ledger


def settings_of(request: Request) -> Settings:
    """The settings that the application was made with."""
    settings: Settings = request.app.state.settings
    return settings


def limiter_of(request: Request) -> RateLimiter:
    """The application's counts."""
    limiter: RateLimiter = request.app.state.limiter
    return limiter


def address_of(request: Request) -> str:
    """The caller's network address, by which callers without a key are counted."""
    proxies: Proxies = request.app.state.proxies
    peer = request.client.host if request.client else ""
    return proxies.client(peer, ",".join(request.headers.getlist("x-forwarded-for")) or None)


LedgerHere = Annotated[Ledger, Depends(ledger_of)]


async def count_public(request: Request) -> None:
    """Count a request for which no API key is looked at; raises Problem 429."""
    limiter_of(request).count(Kind.PUBLIC, address_of(request))


async def count_tile(request: Request) -> None:
    """Count a request for a tile; raises Problem 429."""
    limiter_of(request).count(Kind.TILES, address_of(request))


async def caller_or_anybody(request: Request) -> Caller | None:
    """The caller if it shows an API key, else None; raises Problem 401 for a wrong key, 429 for too many requests."""
    limiter = limiter_of(request)
    header = request.headers.get("authorization")
    if header is None:
        limiter.count(Kind.PUBLIC, address_of(request))
        return None
    limiter.check(Kind.WRONG_KEY, address_of(request))
    scheme, _, key = header.partition(" ")
    known: KnownKeys = request.app.state.known_keys
    found = await known.find(key.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        limiter.count(Kind.WRONG_KEY, address_of(request))
        raise Problem(401, "The API key is not known here, is revoked, or has expired.", headers=_CHALLENGE)
    limiter.count(Kind.KEYED, found.id)
    return Caller(found.id, found.role, found.party_id, found.expires_at)


def caller_with(*roles: str) -> Callable[..., Awaitable[Caller]]:
    """A dependency that gives the caller if its key has one of the roles; raises Problem 401 or 403 otherwise."""

    async def caller(request: Request, _: Annotated[object, Security(_BEARER)]) -> Caller:
        found = await caller_or_anybody(request)
        if found is None:
            raise Problem(
                401, f"This takes the API key of {_any_of(roles)}: Authorization: Bearer wp_…", (), _CHALLENGE
            )
        if found.role not in roles:
            raise Problem(403, f"This takes the API key of {_any_of(roles)}; this one is of {_article(found.role)}.")
        return found

    return caller


def _any_of(roles: tuple[str, ...]) -> str:
    return " or ".join(_article(role) for role in roles)


def _article(role: str) -> str:
    return f"an {role}" if role[0] in "aeiou" else f"a {role}"


Anybody = Annotated[Caller | None, Depends(caller_or_anybody)]
PartyCaller = Annotated[Caller, Depends(caller_with("party"))]
PosterCaller = Annotated[Caller, Depends(caller_with("party", "poster"))]
AuditorCaller = Annotated[Caller, Depends(caller_with("auditor", "operator"))]
ReaderCaller = Annotated[Caller, Depends(caller_with("party", "auditor", "operator"))]
OperatorCaller = Annotated[Caller, Depends(caller_with("operator"))]
AnyCaller = Annotated[Caller, Depends(caller_with("party", "poster", "auditor", "operator"))]
