"""Every error is a problem (RFC 9457), whatever the cause."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.api.service import BAG, Service, encoded

JSON = {"Content-Type": "application/json"}


def test_unknown_paths_and_methods(service: Service) -> None:
    missing = service.get("/api/v1/nowhere")
    assert missing.status_code == 404
    assert missing.json()["instance"] == "/api/v1/nowhere"
    wrong = service.request("DELETE", "/api/v1/checkpoints")
    assert wrong.status_code == 405
    assert wrong.headers["Allow"] == "POST"
    assert all(answer.headers["Content-Type"] == "application/problem+json" for answer in (missing, wrong))


def test_a_body_that_is_no_json(service: Service) -> None:
    _, key = service.party()
    for body in (b"", b"{", b'{"a": 1, "a": 2}', b"\xff", b"[" * 100_000, b'"\\ud800"'):
        answer = service.request("POST", "/api/v1/checkpoints", key, content=body, headers=JSON)
        assert answer.status_code in (400, 422), body
        assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("media_type", ["text/plain", "application/xml", "", "application/x-www-form-urlencoded"])
def test_a_body_of_another_media_type(service: Service, media_type: str) -> None:
    _, key = service.party()
    headers = {"Content-Type": media_type} if media_type else {}
    for path in ("/api/v1/checkpoints", "/epcis/capture"):
        answer = service.request("POST", path, key, content=b"{}", headers=headers)
        assert answer.status_code == 415
        assert "application/json" in answer.json()["detail"]


def test_a_compressed_body_is_refused(service: Service) -> None:
    _, key = service.party()
    answer = service.request("POST", "/epcis/capture", key, content=b"x", headers={**JSON, "Content-Encoding": "gzip"})
    assert answer.status_code == 415


def test_a_body_that_is_too_large_is_refused_with_or_without_its_length(tmp_path: Path) -> None:
    with Service(tmp_path, max_document_bytes=1000) as service:
        _, key = service.party()

        async def parts():
            for _ in range(11):
                yield b" " * 100

        declared = service.request("POST", "/epcis/capture", key, content=b" " * 1001, headers=JSON)
        streamed = service.request("POST", "/epcis/capture", key, content=parts(), headers=JSON)
        for answer in (declared, streamed):
            assert answer.status_code == 413
            assert answer.json()["type"] == "epcisException:CaptureLimitExceededException"
            assert "1000 bytes" in answer.json()["detail"]


def test_query_members_are_named(service: Service) -> None:
    missing = service.get("/api/v1/passports")
    assert missing.status_code == 422
    assert missing.json()["errors"] == [{"pointer": "/item", "detail": "is missing"}]
    wrong = service.get("/api/v1/passports", params={"item": "(01)09521321000422"})
    assert wrong.status_code == 422
    assert wrong.json()["errors"][0]["pointer"] == "/item"
    assert service.get("/api/v1/anchors?limit=0").json()["errors"][0]["pointer"] == "/limit"
    assert service.get(f"/api/v1/anchors/{10**30}").status_code == 422


def test_a_fault_of_our_own_says_nothing_of_the_inside(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("api.passports.prove.passport", broken)
    answer = service.get("/api/v1/passports", params={"item": BAG})
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_what_is_not_there_yet_can_be_tried_again(service: Service) -> None:
    answer = service.get("/api/v1/passports", params={"item": BAG})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_too_many_requests_say_when_to_come_back(tmp_path: Path) -> None:
    with Service(tmp_path, rate_public=3, rate_wrong_key=2) as service:
        answers = [service.get("/api/v1/anchors") for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
        assert "At most 3" in answers[-1].json()["detail"]
        guesses = [service.get("/api/v1/anchors", "wp_guess") for _ in range(3)]
        assert [answer.status_code for answer in guesses] == [401, 401, 429]
        assert service.get("/api/v1/key", service.operator).status_code == 429, "an address that guesses waits"


def test_hostile_json_is_never_a_fault_of_ours(service: Service) -> None:
    party, key = service.party()
    values: list[object] = [
        None,
        True,
        0,
        -1,
        1e308,
        2**70,
        "",
        "\x00",
        "\ud7ff",
        [],
        {},
        [[]],
        [None],
        {"": {}},
        "x" * 5000,
    ]
    for path, who, members in (
        ("/api/v1/checkpoints", key, ("step", "time", "item", "items", "place", "quantity", "readings", "note", "lot")),
        ("/api/v1/parties", service.operator, ("uri", "name", "roles", "prefixes", "showsPlaces")),
        (f"/api/v1/parties/{party}/products", service.operator, ("gtin", "name", "picture", "serialised", "anchoring")),
        (f"/api/v1/parties/{party}/api-keys", service.operator, ("label",)),
        ("/api/v1/verifications", service.operator, ("item", "items", "passport", "receipt")),
        ("/epcis/capture", key, ("type", "epcisBody", "@context", "schemaVersion")),
    ):
        good = {"step": "produced", "item": BAG, "time": "2026-03-30T08:15:00Z"} if "step" in members else {}
        for member in members:
            for value in values:
                body = (
                    encoded({**good, member: value})
                    if value != 2**70
                    else b'{"%s": 1180591620717411303424}' % (member.encode())
                )
                answer = service.request("POST", path, who, content=body, headers=JSON)
                assert answer.status_code < 500 or answer.status_code == 503, (path, member, value, answer.text)


@pytest.mark.parametrize("id_", ["a%00b", "%00"])
def test_nothing_is_called_by_a_name_that_only_one_database_takes(service: Service, id_: str) -> None:
    _, key = service.party()
    for method, path, who in (
        ("GET", "/epcis/capture/", key),
        ("GET", "/api/v1/verifications/", service.key("auditor")),
        ("DELETE", "/api/v1/posting-links/", key),
        ("DELETE", "/api/v1/api-keys/", service.operator),
    ):
        answer = service.request(method, path + id_, who)
        assert answer.status_code == 404, (path, answer.text)
