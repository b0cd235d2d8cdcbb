"""The JSON Schemas of EPCIS 2.0 documents and events (ledger/schema), and what they find wrong in plain words."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources
from typing import Any

import jsonschema_rs

from ledger.epcis_error import EventError, pointer_to
from verifier.format.jcs import Json

EVENT_TYPES = ("ObjectEvent", "AggregationEvent", "TransactionEvent", "TransformationEvent", "AssociationEvent")

MAX_PROBLEMS = 20
"""Most faults reported of one event or envelope."""

_Path = list[str | int]


class _Schema:
    """A schema file and its compiled definitions."""

    def __init__(self, name: str) -> None:
        text = resources.files("ledger").joinpath("schema", name).read_text("utf-8")
        self.source: dict[str, Any] = json.loads(text)
        self.validators = jsonschema_rs.validator_map_for(self.source, validate_formats=True)

    def problems(self, definition: str, value: Json, base: str) -> list[EventError]:
        """What is wrong with `value` by a definition, at most MAX_PROBLEMS faults; `base` is the pointer to it."""
        validator = self.validators[f"#/$defs/{definition}"]
        if validator.is_valid(value):
            return []
        found: dict[str, EventError] = {}
        for error in validator.iter_errors(value):
            for path, message in self._explain(error, definition):
                pointer = pointer_to(base, path)
                found.setdefault(pointer, EventError(pointer, message))
            if len(found) >= MAX_PROBLEMS:
                break
        return list(found.values())

    def _explain(self, error: jsonschema_rs.ValidationError, definition: str) -> Iterator[tuple[_Path, str]]:
        path = error.instance_path
        kind: Any = error.kind
        match kind.name:
            case "required":
                yield [*path, kind.property], "is missing"
            case "additionalProperties" | "unevaluatedProperties":
                for name in kind.unexpected:
                    yield [*path, name], "is unknown here; the name of an extension has a prefix, as example:name has"
            case _:
                yield path, self._description(error.schema_path, definition)

    def _description(self, schema_path: Sequence[str | int], definition: str) -> str:
        """The description of the innermost schema around a keyword. A path begins at the root or the definition."""
        node: Any = self.source if schema_path[:1] == ["$defs"] else self.source["$defs"][definition]
        description = "is not as EPCIS 2.0 has it"
        for step in schema_path[:-1]:
            node = node[step]
            if isinstance(node, dict) and isinstance(node.get("description"), str):
                description = node["description"]
        return description


@functools.cache
def _events() -> _Schema:
    return _Schema("epcis_event.json")


@functools.cache
def _documents() -> _Schema:
    return _Schema("epcis_document.json")


def event_problems(event: Json, base: str) -> list[EventError]:
    """What is wrong with an event by the schema; empty if nothing. `base` is the JSON Pointer to the event."""
    if not isinstance(event, dict):
        return [EventError(base, "must be an object")]
    event_type = event.get("type")
    if event_type not in EVENT_TYPES:
        return [EventError(f"{base}/type", f"must be one of {', '.join(EVENT_TYPES)}")]
    return _events().problems(str(event_type), event, base)


def document_problems(document: Mapping[str, Json], document_type: str) -> list[EventError]:
    """What is wrong with the envelope, an EPCISDocument or EPCISQueryDocument, but not with its events."""
    return _documents().problems(document_type, dict(document), "")


def context_problems(context: Json, base: str) -> list[EventError]:
    """What is wrong with an `@context`."""
    return _events().problems("context", context, base)


@functools.cache
def vocabulary(definition: str) -> frozenset[str]:
    """The words that the schema allows in one place, such as `bizStep` or `disposition` (a name under $defs)."""
    alternatives = _events().source["$defs"][definition]["anyOf"]
    return frozenset(word for alternative in alternatives for word in alternative.get("enum", ()))
