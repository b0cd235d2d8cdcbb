"""Routes that are asked thousands of times a second, past what FastAPI spends on finding an endpoint's arguments."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, get_args, get_type_hints

from fastapi import Request, params
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.responses import Response
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import Receive, Scope, Send

_Solve = Callable[[Request], Awaitable[Any]]
_Answer = Callable[[Request], Coroutine[Any, Any, Response]]


class DirectRoute(APIRoute):
    """A route whose endpoint gets its arguments without FastAPI's general machinery for them.

    Its endpoint, and each dependency of it, is an async function that takes the request, further dependencies, and
    headers as text, and nothing else; the endpoint returns a response. All else is as with any route, the OpenAPI
    document among it. Another kind of parameter raises TypeError when the route is made, so that none is passed over.
    """

    answer: _Answer
    """What answers a request."""

    def get_route_handler(self) -> _Answer:
        """`answer`, which FastAPI asks for when the route is made."""
        self.answer = _called_with(self.endpoint)
        return self.answer


class Shortcut(BaseRoute):
    """Leads to direct routes by method and path alone, and stands ahead of the routers that they are in.

    FastAPI looks a request up twice on each level of its routers, and sets up what dependencies with an end need, which
    direct routes have none of. What a shortcut does not lead to, a path with parameters among it, goes the usual way.
    """

    def __init__(self, routes: Sequence[BaseRoute]) -> None:
        """Of an application's `routes`, to the direct ones."""
        self._routes: dict[tuple[str, str], DirectRoute] = {}
        for each in iter_route_contexts(routes):
            route = each.original_route
            if isinstance(route, DirectRoute) and each.path:
                self._routes |= {(method, each.path): route for method in each.methods or ()}

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Whether one of the routes is asked for, and which."""
        if scope["type"] == "http" and not scope.get("root_path"):
            route = self._routes.get((scope["method"], scope["path"]))
            if route is not None:
                return Match.FULL, {"endpoint": route.endpoint, "path_params": {}, "route": route}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; what the endpoint raises is for the application's handlers."""
        route: DirectRoute = scope["route"]
        response = await route.answer(Request(scope, receive, send))
        await response(scope, receive, send)

    def url_path_for(self, name: str, /, **path_params: Any) -> Any:
        """Raise NoMatchFound: the routes themselves say where they are."""
        raise NoMatchFound(name, path_params)


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
