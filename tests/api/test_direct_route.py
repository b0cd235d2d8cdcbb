"""Direct routes give their endpoints what FastAPI would, and refuse at once what they could not give."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Annotated, Any

import httpx
import pytest
from fastapi import APIRouter, Depends, FastAPI, Header, Query, Request
from fastapi.routing import APIRoute
from starlette.responses import PlainTextResponse, Response

from api.direct_route import DirectRoute, Shortcut
from api.problems import Problem, install


async def address(request: Request) -> Response:
    return PlainTextResponse(request.url.path)


async def visitor(request: Request, where: Annotated[Response, Depends(address)]) -> str:
    name = request.headers.get("x-name")
    if name is None:
        raise Problem(401, "Who is there?")
    return f"{name} at {bytes(where.body).decode()}"


async def greet(
    request: Request,
    who: Annotated[str, Depends(visitor)],
    tone: Annotated[str, Header(alias="X-Tone")] = "Hello",
    end: Annotated[str | None, Header(alias="X-End")] = None,
) -> Response:
    return PlainTextResponse(f"{tone}, {who}{end or '.'} {(await request.body()).decode()}")


def asked(route_class: type, method: str, path: str, *, shortcut: bool = False, **what: Any) -> httpx.Response:
    """The answer of an application with a route of this class, within two routers, and another of every class."""
    inner, router = APIRouter(route_class=route_class), APIRouter(prefix="/v1")
    inner.post("/greeting", response_class=Response)(greet)
    inner.get("/rooms/{name}", response_class=Response)(address)
    router.include_router(inner)
    app = FastAPI()
    install(app)
    app.include_router(router)
    if shortcut:
        app.router.routes.insert(0, Shortcut(app.router.routes))

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.request(method, path, **what)

    return asyncio.run(send())


@pytest.mark.parametrize(
    "headers", [{}, {"x-name": "Ada"}, {"x-name": "Ada", "x-tone": "Good day"}, {"X-Name": "Ada", "X-END": "!"}]
)
def test_it_answers_as_fastapi_does(headers: dict[str, str]) -> None:
    direct, usual = (
        asked(route, "POST", "/v1/greeting", content="x", headers=headers) for route in (DirectRoute, APIRoute)
    )
    assert (direct.status_code, direct.text) == (usual.status_code, usual.text)
    assert direct.status_code == (200 if headers else 401)


def test_it_is_described_as_fastapi_describes_it() -> None:
    direct, usual = (asked(route, "GET", "/openapi.json").json() for route in (DirectRoute, APIRoute))
    assert direct == usual
    assert asked(DirectRoute, "GET", "/openapi.json", shortcut=True).json() == usual


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "/v1/greeting", 200),
        ("GET", "/v1/greeting", 405),
        ("POST", "/v1/greeting/", 307),
        ("POST", "/greeting", 404),
        ("GET", "/v1/rooms/blue", 200),
    ],
)
def test_a_shortcut_leads_where_the_routers_lead(method: str, path: str, status: int) -> None:
    short, usual = (
        asked(DirectRoute, method, path, shortcut=shortcut, headers={"x-name": "Ada"}) for shortcut in (True, False)
    )
    assert short.status_code == status
    assert (short.status_code, short.text, short.headers) == (usual.status_code, usual.text, usual.headers)


def test_what_is_raised_behind_a_shortcut_is_answered() -> None:
    answer = asked(DirectRoute, "POST", "/v1/greeting", shortcut=True)
    assert (answer.status_code, answer.json()["detail"]) == (401, "Who is there?")


async def with_query(page: Annotated[int, Query()]) -> Response:
    return Response(str(page))


async def with_number(count: Annotated[int, Header(alias="X-Count")]) -> Response:
    return Response(str(count))


async def with_hidden(hidden: Annotated[Response, Depends(with_query)]) -> Response:
    return hidden


def not_async(request: Request) -> Response:
    return Response(request.url.path)


async def with_thread(other: Annotated[Response, Depends(not_async)]) -> Response:
    return other


@pytest.mark.parametrize("endpoint", [with_query, with_number, with_hidden, not_async, with_thread])
def test_what_it_could_not_give_is_refused_when_the_route_is_made(endpoint: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match="direct route"):
        APIRouter(route_class=DirectRoute).post("/", response_class=Response)(endpoint)
