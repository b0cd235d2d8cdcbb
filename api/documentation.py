"""The interface's OpenAPI document, and the page made from it, without scripts or anything from elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from api.auth import count_public, settings_of

router = APIRouter(include_in_schema=False)

_STYLE = """
:root{color-scheme:light dark;--line:#8884;--soft:#8881}
body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h2{margin-top:3rem;border-bottom:1px solid var(--line)}
article{border:1px solid var(--line);border-radius:.5rem;padding:0 1rem;margin:1rem 0}
h3{font:600 1rem ui-monospace,monospace;overflow-wrap:anywhere}
h3 b{display:inline-block;min-width:4rem}
pre{background:var(--soft);padding:.75rem;border-radius:.25rem;overflow-x:auto;font-size:.85rem}
table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.25rem .75rem .25rem 0}
td p{margin:0 0 .25rem}td ul{margin:0}
code{font-family:ui-monospace,monospace;font-size:.9em}
"""
_POLICY = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    f"style-src 'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
)


@router.get("/openapi.json", dependencies=[Depends(count_public)])
def openapi_document(request: Request) -> Response:
    """The OpenAPI document, for programs."""
    return Response(request.app.state.openapi_json(), 200, {"Cache-Control": "no-cache"}, "application/json")


@router.get("/docs", dependencies=[Depends(count_public)])
def documentation(request: Request) -> HTMLResponse:
    """The documentation as a page."""
    page = render(request.app.openapi(), settings_of(request).public_url or str(request.base_url).rstrip("/"))
    return HTMLResponse(page, headers={"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache"})


def render(document: Mapping[str, Any], base_url: str) -> str:
    """The page for an OpenAPI document; `base_url` is where its examples call."""
    info = document["info"]
    parts = [
        '<!doctype html><html lang="en"><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>{escape(info['title'])}</title><style>{_STYLE}</style>",
        f"<h1>{escape(info['title'])}</h1>{_prose(info['description'])}",
        '<p>For programs: <a href="/openapi.json">openapi.json</a></p>',
    ]
    for tag in document["tags"]:
        parts.append(f"<h2>{escape(tag['name'][:1].upper() + tag['name'][1:])}</h2>{_prose(tag['description'])}")
        for path, operations in document["paths"].items():
            for method, operation in operations.items():
                if tag["name"] in operation.get("tags", ()):
                    parts.extend(_operation(path, method, operation, base_url))
                    parts.extend(_members(operation, document["components"]["schemas"]))
                    parts.append("</article>")
    return "".join(parts)


def _operation(path: str, method: str, operation: Mapping[str, Any], base_url: str) -> Iterator[str]:
    yield f"<article><h3><b>{method.upper()}</b> {escape(path)}</h3>"
    yield f"<p><strong>{escape(operation.get('summary', ''))}</strong></p>{_prose(operation.get('description', ''))}"
    parameters = operation.get("parameters", ())
    if parameters:
        yield "<table>"
        for each in parameters:
            needed = "" if each.get("required") else " (optional)"
            name = f"<code>{escape(each['name'])}</code> in {escape(each['in'])}{needed}"
            yield f"<tr><td>{name}<td>{escape(each.get('description', ''))}"
        yield "</table>"
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        for example in content.get("examples", {}).values():
            body = json.dumps(example["value"], indent=1, ensure_ascii=False)
            call = f"curl -X {method.upper()} '{base_url}{path}' -H 'Authorization: Bearer wp_…' \\\n"
            call += f"  -H 'Content-Type: {media_type}' -d @- <<'END'\n{body}\nEND"
            yield f"<details><summary>Example: {escape(example['summary'])}</summary>"
            yield f"<pre>{escape(call)}</pre></details>"
    yield "<table>"
    for status, answer in operation["responses"].items():
        yield f"<tr><td><code>{escape(status)}</code><td>{_inline(answer['description'])}"
    yield "</table>"


def _members(operation: Mapping[str, Any], schemas: Mapping[str, Any]) -> Iterator[str]:
    """What may stand in the JSON body, if it is one of the documented models."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "").rpartition("/")[2]
    if not name:
        return
    yield "<details><summary>Members of the body</summary><table>"
    needed = schemas[name].get("required", ())
    for member, schema in schemas[name]["properties"].items():
        described = _prose(schema.get("description", ""))
        examples = ", ".join(
            f"<code>{escape(json.dumps(value, ensure_ascii=False))}</code>" for value in _examples(schema)
        )
        optional = "" if member in needed else " (optional)"
        yield f"<tr><td><code>{escape(member)}</code>{optional}<td>{described}{examples and f'such as {examples}'}"
    yield "</table></details>"


def _examples(schema: Mapping[str, Any]) -> list[Any]:
    """The examples of a member, itself or one of its alternatives."""
    alternatives = (schema, *schema.get("anyOf", ()))
    return [example for each in alternatives for example in each.get("examples", ())]


def _prose(text: str) -> str:
    """Paragraphs, lists and code, of the little Markdown that the descriptions use."""
    parts = []
    for paragraph in text.strip().split("\n\n"):
        lines = paragraph.split("\n")
        if all(line.startswith("- ") for line in lines):
            parts.append("<ul>" + "".join(f"<li>{_inline(line[2:])}" for line in lines) + "</ul>")
        elif paragraph:
            parts.append(f"<p>{_inline(' '.join(lines))}</p>")
    return "".join(parts)


def _inline(text: str) -> str:
    pieces = text.split("`")
    return "".join(
        f"<code>{escape(piece)}</code>" if number % 2 else escape(piece) for number, piece in enumerate(pieces)
    )
