"""Bodies of requests: their media type, their size, and their JSON, read strictly."""

from __future__ import annotations

from typing import TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect

from api.problems import Problem, faulty_events, faulty_members, faulty_model
from ledger.epcis_error import DocumentError
from ledger.strict_json import parse_json

JSON_TYPES = ("application/json", "application/ld+json")

SMALL = 1 << 20
"""Most bytes of a body that is not a document of events, a passport or a list of items."""

_Model = TypeVar("_Model", bound=BaseModel)


async def read_body(request: Request, max_bytes: int, media_types: tuple[str, ...] = JSON_TYPES) -> bytes:
    """The body of a request.

    Raises Problem 415 for another media type, 413 for a body over `max_bytes`, without reading more than that, and 400
    for one that ends before its Content-Length.
    """
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in media_types:
        said = f"not {given}" if given else "and the request names none"
        raise Problem(
            415,
            f"The body must be {' or '.join(media_types)}, {said}.",
            headers={"Accept-Post": ", ".join(media_types)},
        )
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Problem(415, "The body must not be compressed.", headers={"Accept-Encoding": "identity"})
    length = request.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > max_bytes:
        raise _too_large(max_bytes)
    parts = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > max_bytes:
                raise _too_large(max_bytes)
            parts.append(part)
    except ClientDisconnect:
        raise Problem(400, "The body ended before it was complete.") from None
    return b"".join(parts)


def parse_model(body: bytes, model: type[_Model]) -> _Model:
    """The body as a model.

    Raises Problem 400 if it is no strict JSON, and 422 naming each member that is wrong.
    """
    try:
        value = parse_json(body)
    except DocumentError as error:
        raise faulty_events(error.problems, 400) from None
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise faulty_members(faulty_model(error)) from None


async def read_model(request: Request, model: type[_Model], max_bytes: int = SMALL) -> _Model:
    """The request's JSON body as a model; raises the problems of `read_body` and `parse_model`."""
    return parse_model(await read_body(request, max_bytes), model)


def _too_large(max_bytes: int) -> Problem:
    return Problem(413, f"The body is larger than the {max_bytes} bytes that are taken here.")
