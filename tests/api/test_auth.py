"""API keys: who may do what."""

from __future__ import annotations

import pytest

from tests.api.service import PRODUCER, Service

OPERATIONS = [
    ("POST", "/api/v1/checkpoints", {"party"}),
    ("POST", "/epcis/capture", {"party"}),
    ("GET", "/epcis/capture", {"party"}),
    ("GET", "/epcis/capture/1", {"party"}),
    ("POST", "/api/v1/verifications", {"auditor", "operator"}),
    ("GET", "/api/v1/verifications/1", {"auditor", "operator"}),
    ("GET", "/api/v1/openings", {"auditor"}),
    ("GET", f"/api/v1/lists/{'0' * 64}", {"auditor"}),
    ("GET", "/api/v1/parties", {"operator"}),
    ("POST", "/api/v1/parties", {"operator"}),
    ("GET", f"/api/v1/parties/{'A' * 43}", {"operator"}),
    ("POST", f"/api/v1/parties/{'A' * 43}/keys", {"operator"}),
    ("POST", f"/api/v1/parties/{'A' * 43}/prefixes", {"operator"}),
    ("PUT", f"/api/v1/parties/{'A' * 43}/suspension", {"operator"}),
    ("POST", f"/api/v1/parties/{'A' * 43}/api-keys", {"operator"}),
    ("POST", f"/api/v1/parties/{'A' * 43}/products", {"operator"}),
    ("POST", "/api/v1/api-keys", {"operator"}),
    ("DELETE", "/api/v1/api-keys/1", {"operator"}),
    ("GET", "/api/v1/key", {"party", "auditor", "operator"}),
]


@pytest.mark.parametrize(("method", "path", "roles"), OPERATIONS)
def test_each_operation_is_for_its_roles_alone(service: Service, method: str, path: str, roles: set[str]) -> None:
    _, party = service.party()
    keys = {"party": party, "auditor": service.key("auditor"), "operator": service.operator}
    anonymous = service.request(method, path)
    assert anonymous.status_code == 401
    assert anonymous.headers["WWW-Authenticate"].startswith("Bearer")
    assert service.request(method, path, "wp_" + "A" * 43).status_code == 401
    for role, key in keys.items():
        refused = service.request(method, path, key).status_code in (401, 403)
        assert refused == (role not in roles), role


def test_every_operation_that_takes_a_key_is_in_the_table(service: Service) -> None:
    listed = {(method, path.replace("A" * 43, "{party}").replace("0" * 64, "{key}")) for method, path, _ in OPERATIONS}
    public = ("/api/v1/passports", "/api/v1/receipts/", "/api/v1/anchors", "/api/v1/trust", "/log/", "/health/", "/01/")
    for path, operations in service.get("/openapi.json").json()["paths"].items():
        for method in operations:
            if path.startswith(public) or path in ("/metrics",) or method in ("options", "head"):
                continue
            shown = path.replace("{capture_id}", "1").replace("{job_id}", "1").replace("{key_id}", "1")
            assert (method.upper(), shown) in listed


def test_a_revoked_key_opens_nothing(service: Service) -> None:
    made = service.post("/api/v1/api-keys", {"role": "auditor", "label": "once"}, service.operator).json()
    assert service.get("/api/v1/key", made["key"]).json() == {"role": "auditor", "party": None, "name": None}
    assert service.request("DELETE", f"/api/v1/api-keys/{made['id']}", service.operator).status_code == 204
    assert service.get("/api/v1/key", made["key"]).status_code == 401
    assert service.request("DELETE", f"/api/v1/api-keys/{made['id']}", service.operator).status_code == 404


def test_a_key_is_shown_once_and_never_again(service: Service) -> None:
    party, key = service.party()
    for answer in (
        service.get("/api/v1/parties", service.operator),
        service.get(f"/api/v1/parties/{party}", service.operator),
        service.get("/api/v1/key", key),
    ):
        assert answer.status_code == 200
        assert key not in answer.text
    with service.ledger.store.read() as connection:
        assert key not in str(connection.exec_driver_sql("select * from api_key").all())


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "bearer\twp_x", "Bearer wp_é", "wp_x"])
def test_a_header_that_is_no_key_is_refused(service: Service, header: str) -> None:
    answer = service.get("/api/v1/anchors", headers={"Authorization": header.encode()})
    assert answer.status_code == 401


def test_a_party_reads_only_its_own_jobs(service: Service) -> None:
    _, key = service.party()
    other = {"uri": "(417)9521437000001", "name": "Other", "prefixes": ["9521437"]}
    _, stranger = service.party(**other)
    from tests.api.service import BAG, document, event

    answer = service.request("POST", "/epcis/capture", key, json=document(event(BAG)))
    job = answer.headers["Location"]
    assert service.get(job, key).status_code == 200
    assert service.get(job, stranger).status_code == 404
    assert service.get("/epcis/capture", stranger).json() == []


def test_a_party_registers_once(service: Service) -> None:
    service.party()
    again = service.post("/api/v1/parties", PRODUCER, service.operator)
    assert again.status_code == 409
    taken = service.post("/api/v1/parties", PRODUCER | {"uri": "(417)9521437000001"}, service.operator)
    assert taken.status_code == 409
    assert "9521321" in taken.json()["detail"]
