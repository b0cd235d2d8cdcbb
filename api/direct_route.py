"""Routes that are asked thousands of times a second, past what FastAPI spends on finding an endpoint's arguments."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, get_args, get_type_hints

from fastapi import Request, params
from fastapi.routing import APIRoute
from starlette.responses import Response

_Solve = Callable[[Request], Awaitable[Any]]


class DirectRoute(APIRoute):
    """A route whose endpoint gets its arguments without FastAPI's general machinery for them.

    Its endpoint, and each dependency of it, is an async function that takes the request, further dependencies, and
    headers as text, and nothing else; the endpoint returns a response. All else is as with any route, the OpenAPI
    document among it. Another kind of parameter raises TypeError when the route is made, so that none is passed over.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request."""
        return _called_with(self.endpoint)


def _called_with(function: Callable[..., Any]) -> Callable[[Request], Coroutine[Any, Any, Any]]:
    """A function of the request that calls `function` with what its parameters ask for."""
    called = function if inspect.isfunction(function) else type(function).__call__
    if not inspect.iscoroutinefunction(called):
        raise TypeError(f"{function} is no async function, as a direct route asks of it")
    hints = get_type_hints(called, include_extras=True)
    given = [
        (parameter.name, _argument(parameter, hints[parameter.name]))
        for parameter in inspect.signature(function).parameters.values()
    ]

    async def call(request: Request) -> Any:
        return await function(**{name: await solve(request) for name, solve in given})

    return call


def _argument(parameter: inspect.Parameter, hint: Any) -> _Solve:
    if hint is Request or (inspect.isclass(hint) and issubclass(Request, hint)):
        return _the_request
    for said in get_args(hint)[1:]:
        if isinstance(said, params.Depends) and said.dependency is not None:
            return _called_with(said.dependency)
        if isinstance(said, params.Header) and said.alias and get_args(hint)[0] in (str, str | None):
            return _header(said.alias, parameter.default)
    raise TypeError(f"a direct route cannot give its function {parameter}")


async def _the_request(request: Request) -> Request:
    return request


def _header(name: str, otherwise: Any) -> _Solve:
    async def value(request: Request) -> Any:
        return request.headers.get(name, otherwise)

    return value
