"""What arrives at capture: an EPCIS 2.0 document in JSON-LD, or one event alone, read event by event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import orjson

from ledger.epcis_error import DocumentError, EventError, pointer_to
from ledger.epcis_event import CanonicalEvent, canonical_event
from ledger.epcis_schema import EVENT_TYPES, context_problems, document_problems, event_problems
from ledger.strict_json import MAX_DOCUMENT_BYTES, parse_json
from verifier.format.epcis_context import Context, parse_context
from verifier.format.errors import FormatError
from verifier.format.jcs import Json, encode

_MAX_KEPT_CONTEXT = 2048

_EVENT_LISTS: Mapping[str, tuple[str, ...]] = {
    "EPCISDocument": ("epcisBody", "eventList"),
    "EPCISQueryDocument": ("epcisBody", "queryResults", "resultsBody", "eventList"),
}


class EventResult(NamedTuple):
    """What became of one event of a document: the event in canonical form, or at least one problem.

    `pointer` is the JSON Pointer to the event in the document.
    """

    pointer: str
    event: CanonicalEvent | None
    problems: tuple[EventError, ...]


@dataclass(frozen=True, slots=True)
class CaptureDocument:
    """A document that was read. `type` is EPCISDocument, EPCISQueryDocument, or the type of a single event."""

    type: str
    results: tuple[EventResult, ...]

    @property
    def events(self) -> list[CanonicalEvent]:
        """The events that are in order, in the document's sequence."""
        return [result.event for result in self.results if result.event is not None]

    @property
    def problems(self) -> list[EventError]:
        """What is wrong with the others."""
        return [problem for result in self.results for problem in result.problems]


def parse_document(body: bytes, max_bytes: int = MAX_DOCUMENT_BYTES) -> CaptureDocument:
    """Read an EPCISDocument, an EPCISQueryDocument, or a single event (EPCIS 2.0 sections 10 and 12.3) from JSON.

    A faulty event does not hide the others: each has its own result. A header (master data, business headers) is passed
    over.

    Raises:
        DocumentError: if the text is no strict JSON (`ledger.strict_json`), or the envelope or its `@context` is wrong.
    """
    return read_document(parse_json(body, max_bytes))


def read_document(document: Json) -> CaptureDocument:
    """As `parse_document`, for what was read from JSON already; raises DocumentError alike."""
    if not isinstance(document, dict):
        raise DocumentError([EventError("", "must be an object")])
    document_type = document.get("type")
    if document_type in EVENT_TYPES:
        if "@context" not in document:
            raise DocumentError([EventError("/@context", "is missing")])
        return CaptureDocument(str(document_type), (_read_event(document, [], Context({}), ""),))
    if not isinstance(document_type, str) or document_type not in _EVENT_LISTS:
        known = ", ".join([*_EVENT_LISTS, *EVENT_TYPES])
        raise DocumentError([EventError("/type", f"must be one of {known}")])
    problems = document_problems(document, document_type)
    if problems:
        raise DocumentError(problems)
    context_value = document["@context"]
    try:
        context = _parse_context(context_value, "/@context")
    except EventError as error:
        raise DocumentError([error]) from None
    path = _EVENT_LISTS[document_type]
    base = pointer_to("", path)
    events: Json = document
    for step in path:
        assert isinstance(events, dict)
        events = events[step]
    assert isinstance(events, list)
    results = [
        _read_event(event, context_value, context, f"{base}/{position}") for position, event in enumerate(events)
    ]
    return CaptureDocument(document_type, tuple(results))


def _read_event(event: Json, context_value: Json, context: Context, pointer: str) -> EventResult:
    problems = event_problems(event, pointer)
    if problems or not isinstance(event, dict):
        return EventResult(pointer, None, tuple(problems))
    try:
        if "@context" in event:
            context_value, context = _with_own_context(context_value, event["@context"], pointer)
        return EventResult(pointer, canonical_event(event, context_value, context, pointer), ())
    except EventError as error:
        return EventResult(pointer, None, (error,))


def _with_own_context(outer: Json, own: Json, pointer: str) -> tuple[Json, Context]:
    """The `@context` of an event that brings its own: the document's, then its own (JSON-LD 1.1 section 4.1)."""
    parts = [*(outer if isinstance(outer, list) else [outer]), *(own if isinstance(own, list) else [own])]
    value: Json = parts if outer else own
    return value, _parse_context(value, f"{pointer}/@context")


def _parse_context(value: Json, pointer: str) -> Context:
    """The context, once it is known that a statement can carry it. Raises EventError."""
    text = orjson.dumps(value)
    if len(text) <= _MAX_KEPT_CONTEXT:
        return _known_context(text, pointer)
    return _checked_context(value, pointer)


@lru_cache(maxsize=256)
def _known_context(text: bytes, pointer: str) -> Context:
    """The same for JSON text: nearly all documents have one of few contexts."""
    return _checked_context(orjson.loads(text), pointer)


def _checked_context(value: Json, pointer: str) -> Context:
    problems = context_problems(value, pointer)
    if problems:
        raise problems[0]
    try:
        encode(value)
        return parse_context(value)
    except FormatError as error:
        raise EventError(pointer, f"cannot be used: {error}") from None
