"""Every route of the application counts its requests: table-driven over all that there are, described or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi.routing import iter_route_contexts
from starlette.routing import Route

from api.direct_route import Shortcut
from api.limits import RateLimiter, Rates
from tests.api.service import MIDDLE_OF_A_MINUTE, Service

DATABASES = ("sqlite",)

NOT_COUNTED = {
    # Whatever watches the process must hear from it however many others ask, and it costs nothing: it reads nothing.
    "GET /health/live",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with Service(tmp_path_factory.mktemp("rates"), lan=True) as made:
        yield made


def operations(service: Service) -> list[str]:
    """Method and path of everything that the application answers to."""
    found = []
    for each in iter_route_contexts(service.app.routes):
        if isinstance(each.original_route, Shortcut):  # leads to routes that stand in the list themselves
            continue
        assert isinstance(each.original_route, Route), f"{each.original_route} is of a kind that is not asked here"
        found += [f"{method} {each.path}" for method in each.methods or ()]
    return found


def is_refused_a_second_time(service: Service, operation: str, key: str | None) -> bool:
    service.app.state.limiter = RateLimiter(Rates(1, 1, 1, 1), clock=lambda: MIDDLE_OF_A_MINUTE)
    method, path = operation.split()
    first, second = (service.request(method, re.sub(r"\{[^}]*\}", "1", path), key).status_code for _ in range(2))
    assert first != 429, operation
    return second == 429


@pytest.mark.parametrize("with_key", [False, True])
def test_a_second_request_where_one_is_allowed_is_one_too_many(service: Service, *, with_key: bool) -> None:
    key = service.operator if with_key else None
    asked = operations(service)
    assert {"GET /openapi.json", "POST /rpc", "GET /p/{path:path}", "GET /log/tile/{path:path}", "GET /metrics"} <= {
        *asked
    }
    assert {each for each in asked if not is_refused_a_second_time(service, each, key)} == NOT_COUNTED
