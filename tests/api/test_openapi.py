"""The OpenAPI document: committed as it is served, complete, and with examples that work."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from api import openapi_file
from tests.api.service import Service

FIRST = ("/api/v1/parties", "/epcis/capture", "/api/v1/checkpoints")
LAST = ("/api/v1/parties/{party}/suspension", "/api/v1/parties/{party}/keys/{kid}/compromise")
OF_PARTIES = (
    "/api/v1/labels",
    *FIRST[1:],
    "/api/v1/posting-links",
    "/api/v1/recalls",
    "/api/v1/links",
    "/api/v1/links/{link}",
)


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_the_committed_document_is_what_is_served() -> None:
    assert openapi_file.FILE.read_text("utf-8") == openapi_file.text(), "run python -m api.openapi_file"


def test_programs_are_served_the_same_as_bytes_that_are_made_once(service: Service) -> None:
    served = service.get("/openapi.json")
    assert served.headers["Content-Type"] == "application/json"
    assert served.json() == json.loads(openapi_file.FILE.read_text("utf-8"))
    assert service.app.state.openapi_json() is service.app.state.openapi_json()


def test_every_operation_is_described(service: Service) -> None:
    document = service.get("/openapi.json").json()
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(set(names)) == len(names)
    tags = {tag["name"] for tag in document["tags"]}
    for path, method, operation in operations(document):
        assert operation.get("description"), (path, method)
        assert set(operation["tags"]) <= tags, (path, method)
        if method in ("post", "put") and "requestBody" in operation:
            for media_type, content in operation["requestBody"]["content"].items():
                assert content.get("examples") or media_type.startswith("image/"), (path, method)


def test_the_examples_work(service: Service) -> None:
    """Each documented example is sent as it stands, the operator's first, and fits its own schema."""
    document = service.get("/openapi.json").json()
    resolver = {"components": document["components"]}
    with_bodies = [each for each in operations(document) if "requestBody" in each[2]]
    # A note is of one log alone, and a picture no text.
    with_bodies = [each for each in with_bodies if each[0] not in ("/api/v1/index-notes", "/api/v1/pictures")]
    with_bodies.sort(key=lambda each: FIRST.index(each[0]) if each[0] in FIRST else len(FIRST) + (each[0] in LAST))
    party = key = kid = ""
    sent = 0
    for path, method, operation in with_bodies:
        for media_type, content in operation["requestBody"]["content"].items():
            for example in content["examples"].values():
                jsonschema.validate(example["value"], {**content["schema"], **resolver})
                who = key if path in OF_PARTIES else service.operator
                answer = service.request(
                    method.upper(),
                    path.replace("{party}", party).replace("{kid}", kid).replace("{link}", "1"),
                    who,
                    json=example["value"],
                    headers={"Content-Type": media_type},
                )
                expected = {int(status) for status in operation["responses"] if status.startswith("2")}
                if "verifications" in path and "item" in example["value"]:
                    expected = {503}  # no anchor is ever final here
                assert answer.status_code in expected, (path, answer.text)
                sent += 1
                if path == "/api/v1/parties":
                    party, kid = answer.json()["id"], answer.json()["keys"][0]["kid"]
                    key = service.post(f"/api/v1/parties/{party}/api-keys", {}, service.operator).json()["key"]
                if path == "/epcis/capture":
                    assert service.get(answer.headers["Location"], key).json()["success"] is True
    assert sent >= 12


@pytest.mark.parametrize("path", ["/docs"])
def test_the_documentation_is_a_page_without_scripts(service: Service, path: str) -> None:
    page = service.get(path)
    assert page.status_code == 200
    assert "<script" not in page.text
    assert "/api/v1/checkpoints" in page.text
    assert "curl -X POST" in page.text
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
