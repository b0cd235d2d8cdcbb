"""Every operation for every kind of caller: the exact answer, and nothing of somebody else's in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.anvil import Anvil
from tests.api.in_clear import in_clear
from tests.api.inhabited import (
    ANONYMOUS,
    AUDITOR,
    CALLERS,
    OPERATOR,
    OWNER,
    REVOKED,
    SECRET,
    STRANGER,
    WRONG,
    Inhabited,
)

ACCESS = {
    # Columns are CALLERS: anonymous, party, foreign party, auditor, operator, revoked key, malformed key, posting link
    # of the first party.
    "POST /api/v1/checkpoints": (401, 201, 422, 403, 403, 401, 401, 200),
    "POST /api/v1/posting-links": (401, 201, 201, 403, 403, 401, 401, 403),
    "GET /api/v1/posting-links": (401, 200, 200, 403, 403, 401, 401, 403),
    "DELETE /api/v1/posting-links/{link_id}": (401, 204, 404, 403, 403, 401, 401, 403),
    "POST /epcis/capture": (401, 202, 202, 403, 403, 401, 401, 403),
    "OPTIONS /epcis/capture": (204, 204, 204, 204, 204, 204, 204, 204),
    "GET /epcis/capture": (401, 200, 200, 403, 403, 401, 401, 403),
    "GET /epcis/capture/{capture_id}": (401, 200, 404, 403, 403, 401, 401, 403),
    "GET /api/v1/passports": (200, 200, 200, 200, 200, 401, 401, 200),
    "POST /api/v1/pictures": (401, 415, 415, 403, 415, 401, 401, 403),
    "GET /api/v1/pictures/{sha256}": (200, 200, 200, 200, 200, 200, 200, 200),
    "POST /api/v1/links": (401, 201, 422, 403, 403, 401, 401, 403),
    "GET /api/v1/links": (401, 200, 200, 403, 403, 401, 401, 403),
    "GET /api/v1/links/{link}": (401, 200, 404, 403, 403, 401, 401, 403),
    "PUT /api/v1/links/{link}": (401, 200, 404, 403, 403, 401, 401, 403),
    "DELETE /api/v1/links/{link}": (401, 204, 404, 403, 403, 401, 401, 403),
    "GET /.well-known/gs1resolver": (200, 200, 200, 200, 200, 200, 200, 200),
    "POST /api/v1/recalls": (401, 201, 422, 403, 403, 401, 401, 403),
    "GET /api/v1/recalls": (200, 200, 200, 200, 200, 401, 401, 200),
    "DELETE /api/v1/recalls/{statement}": (401, 200, 404, 403, 403, 401, 401, 403),
    "GET /api/v1/labels": (200, 200, 200, 200, 200, 401, 401, 200),
    "POST /api/v1/labels": (401, 201, 422, 403, 403, 401, 401, 403),
    "GET /api/v1/names": (200, 200, 200, 200, 200, 401, 401, 200),
    "GET /api/v1/descendants": (401, 200, 200, 200, 200, 401, 401, 403),
    "GET /api/v1/receipts/{statement}": (200, 200, 200, 200, 200, 401, 401, 200),
    "POST /api/v1/verifications": (401, 403, 403, 200, 200, 401, 401, 403),
    "GET /api/v1/verifications/{job_id}": (401, 403, 403, 200, 404, 401, 401, 403),
    "GET /api/v1/openings": (401, 403, 403, 200, 403, 401, 401, 403),
    "POST /api/v1/index-notes": (401, 403, 403, 415, 403, 401, 401, 403),
    "GET /api/v1/lists/{key}": (401, 403, 403, 200, 403, 401, 401, 403),
    "GET /api/v1/anchors": (200, 200, 200, 200, 200, 401, 401, 200),
    "GET /api/v1/anchors/{seq}": (200, 200, 200, 200, 200, 401, 401, 200),
    "GET /api/v1/trust": (200, 200, 200, 200, 200, 401, 401, 200),
    "GET /log/checkpoint": (200, 200, 200, 200, 200, 200, 200, 200),
    "GET /log/tile/{path}": (200, 200, 200, 200, 200, 200, 200, 200),
    "GET /api/v1/key": (401, 200, 200, 200, 200, 401, 401, 200),
    "GET /api/v1/parties": (401, 403, 403, 403, 200, 401, 401, 403),
    "POST /api/v1/parties": (401, 403, 403, 403, 201, 401, 401, 403),
    "GET /api/v1/parties/{party}": (401, 403, 403, 403, 200, 401, 401, 403),
    "POST /api/v1/parties/{party}/keys": (401, 403, 403, 403, 201, 401, 401, 403),
    "DELETE /api/v1/parties/{party}/keys/{kid}": (401, 403, 403, 403, 200, 401, 401, 403),
    "PUT /api/v1/parties/{party}/keys/{kid}/compromise": (401, 403, 403, 403, 200, 401, 401, 403),
    "POST /api/v1/parties/{party}/prefixes": (401, 403, 403, 403, 201, 401, 401, 403),
    "PUT /api/v1/parties/{party}/delegations/{prefix}": (401, 403, 403, 403, 200, 401, 401, 403),
    "DELETE /api/v1/parties/{party}/delegations/{prefix}": (401, 403, 403, 403, 200, 401, 401, 403),
    "PUT /api/v1/parties/{party}/suspension": (401, 403, 403, 403, 200, 401, 401, 403),
    "PUT /api/v1/parties/{party}/showing": (401, 403, 403, 403, 200, 401, 401, 403),
    "POST /api/v1/parties/{party}/api-keys": (401, 403, 403, 403, 201, 401, 401, 403),
    "GET /api/v1/api-keys": (401, 403, 403, 403, 200, 401, 401, 403),
    "POST /api/v1/api-keys": (401, 403, 403, 403, 201, 401, 401, 403),
    "DELETE /api/v1/api-keys/{key_id}": (401, 403, 403, 403, 204, 401, 401, 403),
    "POST /api/v1/parties/{party}/products": (401, 403, 403, 403, 201, 401, 401, 403),
    "GET /health/live": (200, 200, 200, 200, 200, 200, 200, 200),
    "GET /health/ready": (200, 200, 200, 200, 200, 200, 200, 200),
    "GET /metrics": (200, 200, 200, 200, 200, 200, 200, 200),
    "GET /01/{path}": (200, 200, 200, 200, 200, 401, 401, 200),
}
"""The whole policy. The 422 and the 202 of the foreign party are refusals by rule: the goods are not its own. The 415
are those of an index note and a picture, which are no JSON. The posting link's 200 is a repetition of what its party
posted just before."""

BODIES: dict[str, Any] = {
    "POST /api/v1/parties": {
        "uri": "(417)9521987000001",
        "name": "New",
        "roles": ["retailer"],
        "prefixes": ["9521987"],
    },
    "PUT /api/v1/parties/{party}/keys/{kid}/compromise": {"since": "2026-03-30T08:15:00Z"},
    "POST /api/v1/verifications": {"item": "(01)09521321000421(21)OPEN1"},
    "PUT /api/v1/parties/{party}/suspension": {"suspended": False},
}
MAY_READ_ALL = (OWNER, AUDITOR, OPERATOR)
"""The operator sees whole what it signs for others; hiding is against everybody else."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Inhabited]:
    with Anvil("--no-mining") as anvil, Inhabited(tmp_path_factory.mktemp("access"), anvil) as made:
        made.ids["recall"] = recall(made)
        yield made


def recall(place: Inhabited) -> str:
    """The statement of a recall of the owner's, which concerns no item that anything else here is about."""
    body = {"items": ["(01)09521321000421(21)RECALLED1"], "reason": "It leaks.", "instructions": "Bring it back."}
    made = place.service.post("/api/v1/recalls", {**body, "contact": "recall@example.com"}, place.keys[OWNER])
    assert made.status_code == 201, made.text
    return str(made.json()["statement"])


def operations(place: Inhabited) -> dict[str, dict[str, Any]]:
    paths = place.service.get("/openapi.json").json()["paths"]
    return {f"{method.upper()} {path}": each for path, methods in paths.items() for method, each in methods.items()}


def call(place: Inhabited, operation: str, described: dict[str, Any], caller: str) -> httpx.Response:
    method, path = operation.split()
    if path == "/01/{path}":
        path, headers = f"/01/{place.ids['digital_link']}", {"Accept": "application/vnd.wayproof.passport+json"}
    elif path.startswith("/api/v1/recalls/"):
        path, headers = path.format(statement=place.ids["recall"]), {}
    else:
        path, headers = path.format(**place.ids), {}
    if operation.startswith("GET") and path in (
        "/api/v1/labels",
        "/api/v1/passports",
        "/api/v1/recalls",
        "/api/v1/descendants",
    ):
        path += f"?item={place.ids['item']}"
    if path == "/api/v1/names":
        path += "?party=https://id.gs1.org/417/9521321000018"
    contents = described.get("requestBody", {}).get("content", {}).get("application/json", {})
    examples = [each["value"] for each in contents.get("examples", {}).values()]
    body = BODIES.get(operation, examples[0] if examples else None)
    return place.service.request(method, path, place.keys[caller], headers=headers, **({"json": body} if body else {}))


def in_turn(operation: str) -> list[str]:
    """The callers; whoever may delete its own comes last, so that it is there for all who may not."""
    return sorted(CALLERS, key=lambda caller: operation.startswith("DELETE") and caller == OWNER)


def test_every_operation_has_a_line_in_the_table(place: Inhabited) -> None:
    assert set(operations(place)) == set(ACCESS)


@pytest.mark.parametrize("operation", ACCESS)
def test_each_caller_gets_exactly_what_the_table_says(place: Inhabited, operation: str) -> None:
    described = operations(place)[operation]
    answers = {caller: call(place, operation, described, caller) for caller in in_turn(operation)}
    assert tuple(answers[caller].status_code for caller in CALLERS) == ACCESS[operation]
    for caller, answer in answers.items():
        assert str(answer.status_code) in described["responses"], caller
        if caller not in MAY_READ_ALL:
            assert SECRET not in in_clear(answer.content.decode("latin-1")), caller
            assert SECRET not in str(answer.headers), caller
        if answer.status_code == 401:
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    needs_a_key = answers[ANONYMOUS].status_code == 401
    assert needs_a_key == ("security" in described)


def test_the_owner_and_the_auditor_find_what_the_others_must_not(place: Inhabited) -> None:
    """So that not finding it means something."""
    for operation, callers in (
        ("GET /api/v1/passports", MAY_READ_ALL[:2]),
        ("GET /01/{path}", MAY_READ_ALL[:2]),
        ("GET /api/v1/openings", (AUDITOR,)),
        ("POST /api/v1/verifications", (AUDITOR, OPERATOR)),
    ):
        for caller in callers:
            answer = call(place, operation, operations(place)[operation], caller)
            assert SECRET in in_clear(answer.content.decode("latin-1")), (operation, caller)


def test_what_is_another_partys_looks_like_what_is_not_there(place: Inhabited) -> None:
    keys, get = place.keys, place.service.get
    for path, caller, name in (
        ("/epcis/capture/{}", STRANGER, "capture_id"),
        ("/api/v1/verifications/{}", OPERATOR, "job_id"),
    ):
        nothing = "00000000-0000-4000-8000-000000000000"
        theirs = get(path.format(place.ids[name]), keys[caller])
        missing = get(path.format(nothing), keys[caller])
        assert theirs.status_code == missing.status_code == 404
        assert theirs.text.replace(place.ids[name], nothing) == missing.text


def test_a_foreign_partys_own_capture_of_the_owners_goods_tells_it_nothing(place: Inhabited) -> None:
    """Not even whether the owner has said the same already."""
    described = operations(place)["POST /epcis/capture"]
    job = call(place, "POST /epcis/capture", described, STRANGER).headers["Location"]
    answer = place.service.get(job, place.keys[STRANGER]).json()
    assert answer["success"] is False
    assert {outcome["state"] for outcome in answer["outcomes"]} == {"refused"}
    assert SECRET not in in_clear(str(answer))


@pytest.mark.parametrize("path", ["/docs", "/openapi.json", "/p/01/09521321000421/21/OPEN1", "/p/assets/none.js"])
def test_what_no_program_calls_needs_no_key_and_looks_at_none(place: Inhabited, path: str) -> None:
    anonymous = place.service.get(path)
    assert anonymous.status_code in (200, 404)
    for caller in (WRONG, REVOKED, OWNER):
        assert place.service.get(path, place.keys[caller]).content == anonymous.content
