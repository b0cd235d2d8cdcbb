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

from api.direct_route import DirectRoute
from api.problems import Problem, install


async def address(request: Request) -> str:
    return request.url.path


async def visitor(request: Request, path: Annotated[str, Depends(address)]) -> str:
    name = request.headers.get("x-name")
    if name is None:
        raise Problem(401, "Who is there?")
    return f"{name} at {path}"


async def greet(
    request: Request,
    who: Annotated[str, Depends(visitor)],
    tone: Annotated[str, Header(alias="X-Tone")] = "Hello",
    end: Annotated[str | None, Header(alias="X-End")] = None,
) -> Response:
    return PlainTextResponse(f"{tone}, {who}{end or '.'} {(await request.body()).decode()}")


def asked(route_class: type, method: str, path: str, **what: Any) -> httpx.Response:
    """The answer of an application with one route of this class."""
    router = APIRouter(route_class=route_class)
    router.post("/greeting", response_class=Response)(greet)
    app = FastAPI()
    install(app)
    app.include_router(router)

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.request(method, path, **what)

    return asyncio.run(send())


@pytest.mark.parametrize(
    "headers", [{}, {"x-name": "Ada"}, {"x-name": "Ada", "x-tone": "Good day"}, {"X-Name": "Ada", "X-END": "!"}]
)
def test_it_answers_as_fastapi_does(headers: dict[str, str]) -> None:
    direct, usual = (
        asked(route, "POST", "/greeting", content="x", headers=headers) for route in (DirectRoute, APIRoute)
    )
    assert (direct.status_code, direct.text) == (usual.status_code, usual.text)
    assert direct.status_code == (200 if headers else 401)


def test_it_is_described_as_fastapi_describes_it() -> None:
    direct, usual = (asked(route, "GET", "/openapi.json").json() for route in (DirectRoute, APIRoute))
    assert direct == usual


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
