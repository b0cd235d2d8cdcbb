"""Errors as RFC 9457 problem details, for every answer that is not a success."""

from __future__ import annotations

import traceback
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

import orjson
import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.headers import DEFAULTS
from ledger.epcis_error import DocumentError, EventError, MemberError, pointer_to
from ledger.errors import (
    AlreadyThere,
    ChainUnavailable,
    DatabaseUnavailable,
    LedgerBehind,
    NoteRefused,
    NotReady,
    PartySuspended,
    TooLarge,
    TooMany,
    UnknownJob,
    UnknownLink,
    UnknownParty,
    UnknownStatement,
    WriteConflict,
)
from verifier.format.errors import WayproofError

MEDIA_TYPE = "application/problem+json"

_EPCIS_TYPES = {
    400: "epcisException:ValidationException",
    401: "epcisException:SecurityException",
    403: "epcisException:SecurityException",
    404: "epcisException:NoSuchResourceException",
    406: "epcisException:NotAcceptableException",
    413: "epcisException:CaptureLimitExceededException",
    415: "epcisException:UnsupportedMediaTypeException",
    500: "epcisException:ImplementationException",
}
"""The problem types that the EPCIS 2.0 REST bindings ask for under `/epcis`."""


class Problem(Exception):
    """A request that cannot be done. `faults` are (JSON Pointer, what is wrong) of members of its body or query."""

    def __init__(
        self,
        status: int,
        detail: str,
        faults: Iterable[tuple[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(status, detail)
        self.status = status
        self.detail = detail
        self.faults = tuple(faults)
        self.headers = dict(headers or {})


def faulty_members(faults: Sequence[tuple[str, str]], status: int = 422) -> Problem:
    """A body whose members are wrong: at least one (JSON Pointer, what is wrong)."""
    pointer, message = faults[0]
    more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
    return Problem(status, f"{pointer or 'The body'} {message}{more}", faults)


def faulty_events(problems: Iterable[EventError], status: int = 422) -> Problem:
    """What is wrong with a document or a plain checkpoint, as the ledger says it."""
    return faulty_members([(problem.pointer, problem.message) for problem in problems], status)


def faulty_model(error: ValidationError | RequestValidationError) -> list[tuple[str, str]]:
    """What pydantic found, as pointers and plain words."""
    return [(pointer_to("", fault["loc"]), _in_words(fault)) for fault in error.errors()]


def render(problem: Problem, request: Request) -> Response:
    """The problem as an HTTP answer."""
    return Response(
        orjson.dumps(_body(problem, request)),
        problem.status,
        {"Cache-Control": "no-store", **problem.headers},
        MEDIA_TYPE,
    )


_STATUS: Mapping[type[WayproofError], int] = {
    NotReady: 503,
    ChainUnavailable: 503,
    LedgerBehind: 503,
    DatabaseUnavailable: 503,
    WriteConflict: 503,
    TooLarge: 422,
    NoteRefused: 422,
    UnknownParty: 404,
    UnknownStatement: 404,
    UnknownJob: 404,
    UnknownLink: 404,
    AlreadyThere: 409,
    TooMany: 409,
    PartySuspended: 403,
}
"""What the ledger's errors mean in HTTP; any other is a fault of the service's own."""


def install(app: FastAPI) -> None:
    """Let every error of the application be answered as a problem."""
    app.add_exception_handler(Problem, _on_problem)
    for kind in _STATUS:
        app.add_exception_handler(kind, _on_ledger_error)
    app.add_exception_handler(DocumentError, _on_document_error)
    app.add_exception_handler(MemberError, _on_member_error)
    app.add_exception_handler(RequestValidationError, _on_invalid_request)
    app.add_exception_handler(HTTPException, _on_http_exception)
    app.add_exception_handler(Exception, _on_crash)


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return render(error, request)


async def _on_document_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, DocumentError)
    return render(faulty_events(error.problems, 400), request)


async def _on_member_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, MemberError)
    return render(faulty_members([(pointer_to("", error.path), error.message)]), request)


async def _on_ledger_error(request: Request, error: Exception) -> Response:
    status = next(status for kind, status in _STATUS.items() if isinstance(error, kind))
    text = str(error)
    if text.partition(" ")[0].isalpha():  # and no URI, which has its own spelling
        text = text[:1].upper() + text[1:]
    headers = {"Retry-After": "2"} if status == 503 else {}
    return render(Problem(status, f"{text}.", headers=headers), request)


async def _on_invalid_request(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    # The first part of each place says query, path or header, which is no member.
    faults = [(pointer_to("", fault["loc"][1:]), _in_words(fault)) for fault in error.errors()]
    return render(faulty_members(faults), request)


async def _on_http_exception(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    detail = _DETAILS.get(error.status_code, str(error.detail)).format(
        method=request.method, path=request.scope["path"], allow=dict(error.headers or {}).get("Allow", "other methods")
    )
    return render(Problem(error.status_code, detail, headers=error.headers), request)


async def _on_crash(request: Request, error: Exception) -> Response:
    trace = "".join(traceback.format_exception(error))  # as text: a renderer of exceptions may show local variables
    structlog.get_logger().error("request failed", path=request.scope["path"], method=request.method, trace=trace)
    answer = render(Problem(500, "Something went wrong on the server. It was logged; please try again."), request)
    answer.raw_headers = [*answer.raw_headers, *(each for each in DEFAULTS if each not in answer.raw_headers)]
    return answer  # from outside of all middleware


_DETAILS = {
    404: "There is nothing at {path}.",
    405: "{path} does not take {method}; it takes {allow}.",
}


def _body(problem: Problem, request: Request) -> dict[str, Any]:
    epcis = request.scope["path"].startswith("/epcis/")
    body: dict[str, Any] = {
        "type": _EPCIS_TYPES.get(problem.status, "about:blank") if epcis else "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.scope["path"],
    }
    if problem.faults:
        body["errors"] = [{"pointer": pointer, "detail": detail} for pointer, detail in problem.faults]
    return body


def _in_words(fault: Mapping[str, Any]) -> str:
    """A fault that pydantic found, so that a sentence may begin with the member's pointer."""
    context = fault.get("ctx", {})
    match fault["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "is unknown here"
        case "string_type":
            return "must be text"
        case "float_type" | "int_type" | "float_parsing" | "int_parsing":
            return "must be a number"
        case "list_type" | "tuple_type":
            return "must be a list"
        case "bool_type":
            return "must be true or false"
        case "model_type" | "model_attributes_type" | "dict_type":
            return "must be an object"
        case "enum" | "literal_error":
            return f"must be {context['expected']}"
        case "too_long" | "string_too_long":
            return f"is longer than {context['max_length']}"
        case "too_short" | "string_too_short":
            return f"is shorter than {context['min_length']}"
        case "string_pattern_mismatch":
            return f"must match {context['pattern']}"
        case "value_error":
            return str(context["error"])
        case _:
            return str(fault["msg"])
