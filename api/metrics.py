"""What /metrics tells Prometheus: requests as they come, and the ledger's state at each scrape."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ledger.health import Health

_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

_Gauge = tuple[str, str, int | None, int]
"""Name, meaning, value if it is known, and how many of the value are one of what is shown."""


class LedgerCollector(Collector):
    """The ledger's state as gauges. What is not known is left out: a zero would clear the alarms on it."""

    def __init__(self, health: Health) -> None:
        self._health = health

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges."""
        for name, meaning, value, unit in (*_of_the_log(self._health), *_of_the_chain(self._health)):
            if value is not None:
                yield GaugeMetricFamily(name, meaning, value / unit)
        ready = GaugeMetricFamily("wayproof_dependency_ready", "Whether a dependency is in order.", labels=["name"])
        for name, fault in self._health.dependencies.items():
            ready.add_metric([name], 0.0 if fault else 1.0)
        yield ready


def _of_the_log(health: Health) -> Iterable[_Gauge]:
    waits = None if health.waiting is None else health.oldest_not_final_age or 0
    return (
        ("wayproof_log_size", "Statements in the log.", health.log_size, 1),
        ("wayproof_waiting_statements", "Accepted statements that are not in the log yet.", health.waiting, 1),
        ("wayproof_final_size", "Statements under a final anchor.", health.final_size, 1),
        ("wayproof_oldest_not_final_seconds", "Age of the oldest statement that is not final.", waits, 1),
    )


def _of_the_chain(health: Health) -> Iterable[_Gauge]:
    """The chain as the worker sees it."""
    chain = health.chain
    stuck = None if chain.waiting_transactions is None else chain.stuck_for or 0
    warnings = None if health.log_size is None else len(health.warnings)
    return (
        ("wayproof_last_tick_age_seconds", "Since the worker's last look at the chain.", chain.last_tick_age, 1),
        ("wayproof_newest_anchor_age_seconds", "Age of the newest final anchor.", chain.newest_anchor_age, 1),
        ("wayproof_chain_balance_ether", "Balance of the chain account.", chain.balance, 10**18),
        ("wayproof_chain_anchors_left", "Anchors that it can pay for at the present fee.", chain.anchors_left, 1),
        ("wayproof_chain_fee_gwei", "What the chain asks per gas.", chain.fee, 10**9),
        ("wayproof_chain_fee_ceiling_gwei", "The most to offer per gas.", chain.fee_ceiling, 10**9),
        ("wayproof_waiting_transactions", "Transactions that are not mined.", chain.waiting_transactions, 1),
        ("wayproof_stuck_transaction_seconds", "Since the oldest of them was sent.", stuck, 1),
        ("wayproof_warnings", "Warnings of /health/ready.", warnings, 1),
    )


class RequestMetrics:
    """ASGI middleware that counts requests and times them, by route and not by path."""

    def __init__(self, app: ASGIApp, registry: CollectorRegistry) -> None:
        self._app = app
        self._requests = Counter(
            "wayproof_requests", "HTTP requests.", ["method", "route", "status"], registry=registry
        )
        self._seconds = Histogram(
            "wayproof_request_seconds", "Time to answer.", ["route"], registry=registry, buckets=_BUCKETS
        )
        self._of = lru_cache(1024)(self._look_up)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and note how it went."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = time.perf_counter()
        try:
            await self._app(scope, receive, noting)
        finally:
            route: Any = scope.get("route")
            name = getattr(route, "path", "none")
            method = scope["method"] if len(scope["method"]) < 8 else "OTHER"
            counter, seconds = self._of(method, name, status)
            counter.inc()
            seconds.observe(time.perf_counter() - started)

    def _look_up(self, method: str, route: str, status: int) -> tuple[Counter, Histogram]:
        """The series of such requests, which are told apart by few words: prometheus_client takes long to find them."""
        return self._requests.labels(method, route, status), self._seconds.labels(route)
