"""The application: routes, errors, limits and measures around one ledger."""

from __future__ import annotations

import gc
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from importlib.metadata import version
from typing import Any

import structlog
from fastapi import FastAPI
from prometheus_client import CollectorRegistry

from api import (
    anchors,
    api_keys,
    auditing,
    checkpoints,
    descendants,
    digital_link,
    documentation,
    epcis,
    health,
    labels,
    links,
    log,
    names,
    openapi,
    page,
    parties,
    party_keys,
    passports,
    pictures,
    posting_links,
    preview_pictures,
    problems,
    protocol,
    recalls,
    receipts,
    relay,
    resolver_description,
    verifications,
)
from api.addresses import Proxies
from api.auth import KnownKeys
from api.connections import ConnectionLimits, Connections, open_files_for
from api.cors import PublicCors
from api.direct_route import Shortcut
from api.headers import SecurityHeaders
from api.health_reader import HealthReader
from api.label_places import SheetPlaces
from api.limits import RateLimiter, Rates
from api.metrics import RequestMetrics
from api.own_threads import OwnThreads, chain_threads
from api.previews import Previews
from api.rate_store import RateStore
from api.recording import Recorder
from ledger.errors import DatabaseUnavailable
from ledger.logging import configure_logging
from ledger.service import Ledger, open_ledger
from ledger.settings import Settings, load_settings

_ROUTERS = (
    checkpoints,
    epcis,
    passports,
    pictures,
    links,
    resolver_description,
    recalls,
    descendants,
    labels,
    names,
    receipts,
    verifications,
    auditing,
    anchors,
    log,
    parties,
    api_keys,
    party_keys,
    posting_links,
    health,
    documentation,
    preview_pictures,
    page,
)

_NEW_OBJECTS = 50_000
"""After so many the garbage collector looks for those that refer to each other and are referred to by nobody else."""


def _open_patiently(settings: Settings, sleep: Callable[[float], None] = time.sleep) -> Ledger:
    """The ledger, as soon as its database is there: one that starts at the same time may take its time."""
    said = ""
    while True:
        try:
            return open_ledger(settings)
        except DatabaseUnavailable as error:
            if str(error) != said:
                said = str(error)
                structlog.get_logger().warning("waiting for the database", reason=said)
            sleep(1)


def create_app(settings: Settings | None = None, ledger: Ledger | None = None) -> FastAPI:
    """The application for a ledger, or for the one that the settings name; both are read where they are not given."""
    if settings is None:  # a server's own process, whose logs nobody else sets up
        settings = load_settings()
        configure_logging(settings.log_level)
    served = _open_patiently(settings) if ledger is None else ledger
    app = FastAPI(
        title="Wayproof",
        version=version("wayproof"),
        lifespan=_lifespan,
        openapi_url=None,  # `documentation` serves it, prepared and counted
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=lambda route: route.name,
        telemetry={"tracing": False, "metrics": False, "logs": False},  # `RequestMetrics` and our own log do it
    )
    registry = CollectorRegistry()
    app.state.ledger = served
    app.state.settings = settings
    app.state.known_keys = KnownKeys(served)
    app.state.proxies = Proxies(settings.trusted_proxies)
    app.state.connections = Connections(
        ConnectionLimits(
            most=open_files_for(settings.max_connections), most_of_address=settings.max_connections_of_address
        ),
        app.state.proxies,
    )
    app.state.limiter = RateLimiter(
        _rates(settings), RateStore(settings.rate_store_url) if settings.rate_store_url else None
    )
    app.state.metrics = registry
    app.state.recorder = Recorder(served)
    app.state.chain_threads = chain_threads(settings.database_pool)
    app.state.metrics_threads = OwnThreads("write metrics", 1)
    app.state.health_reader = HealthReader(served)
    app.state.sheet_places = SheetPlaces()
    app.state.previews = Previews(served)
    app.state.cards = preview_pictures.Cards()
    problems.install(app)
    openapi.install(app)
    for module in _ROUTERS:
        app.include_router(module.router)
    if settings.lan:
        app.include_router(relay.make_router(settings.rpc))
    app.include_router(digital_link.router)
    app.router.routes.insert(0, Shortcut(app.router.routes))
    app.add_middleware(PublicCors)
    app.add_middleware(SecurityHeaders, https=settings.base_url.startswith("https://"))
    app.add_middleware(RequestMetrics, registry=registry)
    return app


def _rates(settings: Settings) -> Rates:
    return Rates(settings.rate_public, settings.rate_tiles, settings.rate_keyed, settings.rate_wrong_key)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    # What was loaded stays; Python's default is to look through new objects seven hundred at a time, and an event is
    # hundreds of them that live until its commit.
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 10)
    yield {protocol.STATE: app.state.connections}
    app.state.recorder.close()
    app.state.ledger.close()
