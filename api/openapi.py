"""The OpenAPI document: what FastAPI makes of the routes, with the bodies that the routes read by themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel

from api import checkpoint_schemas, label_schemas, party_schemas, product_schemas
from api import schemas as common_schemas
from api.problems import MEDIA_TYPE
from api.schemas import ProblemBody

DESCRIPTION = """\
Wayproof records the checkpoints of a product's way, each signed by the party that states it, in a log that is anchored
on a chain; whoever has the product checks its history without trusting this service.

Identifiers may be GS1 Digital Links on any domain, EPC URNs, or element strings with or without brackets. Errors are
RFC 9457 problem details, with a JSON Pointer to each member that is wrong.
"""

TAGS: tuple[tuple[str, str], ...] = (
    ("checkpoints", "For parties: one checkpoint in plain words."),
    ("EPCIS", "For parties: EPCIS 2.0 documents, as the standard's REST binding says."),
    ("passports", "For everybody: an item's history, with all its proofs."),
    ("pictures", "Pictures of goods: parties upload them, everybody reads them."),
    ("recalls", "For parties: recalling goods; for everybody: what is recalled."),
    ("labels", "For everybody: an item's label. For parties: sheets of them, with new serial numbers if wanted."),
    ("descendants", "For parties and auditors: what came of an item."),
    ("receipts", "For everybody who has a statement's id: that it is included."),
    ("verifications", "For auditors: the verifier's report."),
    ("auditing", "For auditors: what a replay of the whole log takes."),
    ("log", "For everybody: the log as C2SP tlog-tiles, its anchors, and the trust root."),
    ("digital links", "For everybody: GS1 Digital Link paths."),
    ("links", "For parties: what their items' Digital Links lead to besides the passport."),
    ("set-up", "For the operator: parties, their keys and products."),
    ("chain", "For everybody on the local network, where it is switched on: the chain, to read."),
    ("monitoring", "For monitoring."),
)

_PREFIX = "#/components/schemas/"
_MODELS = (common_schemas, checkpoint_schemas, label_schemas, party_schemas, product_schemas)


def json_body(model: type[BaseModel], **examples: tuple[str, object]) -> dict[str, Any]:
    """What a route says of a JSON body that it reads itself; each example is (summary, value)."""
    shown = {name: {"summary": summary, "value": value} for name, (summary, value) in examples.items()}
    schema = {"$ref": _PREFIX + model.__name__}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "examples": shown}}}}


def answers(**descriptions: str) -> dict[int | str, dict[str, Any]]:
    """The problems that an operation may answer with: `e422="…"` by status."""
    content = {MEDIA_TYPE: {"schema": {"$ref": _PREFIX + ProblemBody.__name__}}}
    return {int(name[1:]): {"description": text, "content": content} for name, text in descriptions.items()}


def content(description: str, *media_types: str) -> dict[int | str, dict[str, Any]]:
    """A successful answer that is no model: what it is, and its media types."""
    return {200: {"description": description, "content": {media_type: {} for media_type in media_types}}}


def header(name: str, description: str) -> dict[str, Any]:
    """A header that an answer always has."""
    return {"headers": {name: {"description": description, "required": True, "schema": {"type": "string"}}}}


def install(app: FastAPI) -> None:
    """Let the application describe itself by `build`, and `app.state.openapi_json` give that as JSON, made once."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = build(app)
        return app.openapi_schema

    @cache
    def encoded() -> bytes:
        return json.dumps(app.openapi(), ensure_ascii=False, separators=(",", ":")).encode()

    app.openapi = openapi  # type: ignore[method-assign]  # FastAPI's documented way
    app.state.openapi_json = encoded


def build(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI 3.1 document of the application."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=DESCRIPTION,
        routes=app.routes,
        tags=[{"name": name, "description": description} for name, description in TAGS],
    )
    components = document.setdefault("components", {})
    schemas: dict[str, Any] = components.setdefault("schemas", {})
    for path, operations in document["paths"].items():
        for operation in operations.values():
            _add_common_answers(path, operation)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for name in _names_referred_to(document["paths"]) - schemas.keys():
        _add_model(_model(name), schemas)
    components["schemas"] = dict(sorted(schemas.items()))
    return document


def _add_common_answers(path: str, operation: dict[str, Any]) -> None:
    """Add the problems that follow from an operation's kind, unless it describes them itself."""
    given: dict[str, Any] = operation["responses"]
    if MEDIA_TYPE not in given.get("422", {}).get("content", {}):
        given.pop("422", None)  # FastAPI's own, which the service never answers
    common: dict[str, str] = {}
    if "security" in operation:
        common |= {"e401": "There is no API key, or a wrong one.", "e403": "The API key is not of a role for this."}
    elif not path.startswith(("/log/", "/health/", "/metrics")):
        common["e401"] = "There is an API key, and it is a wrong one."
    if path != "/health/live":
        common["e429"] = "Too many requests."
    if "requestBody" in operation:
        common |= {
            "e400": "The body is no JSON.",
            "e408": "The body did not arrive in time.",
            "e413": "The body is too large.",
            "e415": "The body is no JSON by its media type, or is compressed.",
        }
    if any(_can_be_wrong(each) for each in operation.get("parameters", ())):
        common["e422"] = "A parameter is wrong."
    for status, answer in answers(**common).items():
        given.setdefault(str(status), answer)
    for status, header_ in _HEADERS.items():
        if status in given:
            given[status].update(header_)
    operation["responses"] = dict(sorted(given.items()))


_HEADERS = {
    "401": header("WWW-Authenticate", "RFC 6750: that an API key is wanted."),
    "429": header("Retry-After", "Seconds."),
    "503": header("Retry-After", "Seconds."),
}


def _can_be_wrong(parameter: Mapping[str, Any]) -> bool:
    """Whether FastAPI itself may refuse what a request gives for a parameter."""
    schema = parameter["schema"]
    alternatives = schema.get("anyOf", [schema])
    return parameter["in"] == "query" or not any(each.get("type") == "string" for each in alternatives)


def _names_referred_to(value: object) -> set[str]:
    """The names of all schemas that are referred to anywhere within."""
    if isinstance(value, Mapping):
        own = {value["$ref"].removeprefix(_PREFIX)} if "$ref" in value else set()
        return own.union(*map(_names_referred_to, value.values()))
    return set().union(*map(_names_referred_to, value)) if isinstance(value, list) else set()


def _model(name: str) -> type[BaseModel]:
    """The body that a route refers to by its name."""
    model: type[BaseModel] = next(getattr(module, name) for module in _MODELS if hasattr(module, name))
    return model


def _add_model(model: type[BaseModel], schemas: dict[str, Any]) -> None:
    schema = model.model_json_schema(ref_template=_PREFIX + "{model}", by_alias=True)
    schemas.update(schema.pop("$defs", {}))
    schemas[model.__name__] = schema
