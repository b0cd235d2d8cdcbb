"""For monitoring: whether the service lives, whether it can do its work, and figures over time.

None of it takes a thread that requests share, so that it is answered whatever these wait for.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import orjson
from fastapi import APIRouter, Depends, Request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.responses import Response

from api.auth import count_public, limiter_of
from api.health_reader import health_reader_of
from api.metrics import LedgerCollector
from api.metrics_folder import is_shared
from api.openapi import header
from api.own_threads import metrics_threads_of
from api.schemas import HealthAnswer
from ledger.health import Health

router = APIRouter(tags=["monitoring"])

_NO_STORE = {"Cache-Control": "no-store"}
_RETRY = header("Retry-After", "Seconds.")


@router.get("/health/live")
async def live() -> dict[str, str]:
    """That the process answers."""
    return {"status": "live"}


@router.get(
    "/health/ready",
    response_class=Response,
    dependencies=[Depends(count_public)],
    responses={
        200: {"model": HealthAnswer, "description": "Everything is in order."},
        503: {"model": HealthAnswer, "description": "Something is not; the answer names it.", **_RETRY},
    },
)
async def ready(request: Request) -> Response:
    """Each dependency's state, how far behind the ledger is, and what will hurt if it goes on as it does."""
    health = await health_reader_of(request).read()
    fault = limiter_of(request).fault
    answer = _encode(health) | {"warnings": [*health.warnings, *([] if fault is None else [fault])]}
    status, headers = (200, _NO_STORE) if health.ready else (503, _NO_STORE | {"Retry-After": "2"})
    return Response(orjson.dumps(answer), status, headers, "application/json")


@router.get(
    "/metrics",
    response_class=Response,
    dependencies=[Depends(count_public)],
    responses={200: {"content": {"text/plain": {}}, "description": "Prometheus text."}},
)
async def metrics(request: Request) -> Response:
    """Requests by route, and the ledger's state, for Prometheus."""
    own: CollectorRegistry = request.app.state.metrics
    written = partial(_write, own, await health_reader_of(request).read())
    return Response(await metrics_threads_of(request).run(written), 200, _NO_STORE, CONTENT_TYPE_LATEST)


def _write(own: CollectorRegistry, health: Health) -> bytes:
    # With several processes their files are read, which takes a while.
    registry = CollectorRegistry()
    if is_shared():
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    else:
        registry.register(own)
    registry.register(LedgerCollector(health))
    return generate_latest(registry)


def _encode(health: Health) -> dict[str, Any]:
    chain = health.chain
    return {
        "ready": health.ready,
        "dependencies": {name: {"ready": fault is None, "fault": fault} for name, fault in health.dependencies.items()},
        "logSize": health.log_size,
        "finalSize": health.final_size,
        "waiting": health.waiting,
        "oldestNotFinalSeconds": health.oldest_not_final_age,
        "lastTickSeconds": chain.last_tick_age,
        "newestAnchorSeconds": chain.newest_anchor_age,
        "waitingTransactions": chain.waiting_transactions,
        "stuckTransactionSeconds": chain.stuck_for,
        "anchorsLeft": chain.anchors_left,
        "feePercentOfCeiling": 100 * chain.fee // chain.fee_ceiling if chain.fee and chain.fee_ceiling else None,
    }
