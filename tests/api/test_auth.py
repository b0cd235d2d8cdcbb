"""API keys: shown once, revoked for good. Who may do what is in test_access.py."""

from __future__ import annotations

import pytest

from tests.api.service import PRODUCER, Service


def test_a_revoked_key_opens_nothing(service: Service) -> None:
    made = service.post("/api/v1/api-keys", {"role": "auditor", "label": "once"}, service.operator).json()
    holder = service.get("/api/v1/key", made["key"]).json()
    assert (holder["role"], holder["party"], holder["name"], holder["steps"]) == ("auditor", None, None, [])
    assert service.request("DELETE", f"/api/v1/api-keys/{made['id']}", service.operator).status_code == 204
    assert service.get("/api/v1/key", made["key"]).status_code == 401
    assert service.request("DELETE", f"/api/v1/api-keys/{made['id']}", service.operator).status_code == 404


def test_a_key_whose_id_was_not_written_down_can_be_found_and_revoked(service: Service) -> None:
    party, key = service.party()
    service.post("/api/v1/posting-links", {"label": "Van 7"}, key)
    listed = service.get("/api/v1/api-keys", service.operator).json()["keys"]
    assert {(each["role"], each["party"]) for each in listed} == {
        ("operator", None),
        ("party", party),
        ("poster", party),
    }
    assert [each["label"] for each in listed if each["expiresAt"] is not None] == ["Van 7"]
    (lost,) = (each["id"] for each in listed if each["role"] == "party")
    assert service.request("DELETE", f"/api/v1/api-keys/{lost}", service.operator).status_code == 204
    assert service.get("/api/v1/key", key).status_code == 401
    after = service.get("/api/v1/api-keys", service.operator).json()["keys"]
    assert [each["id"] for each in after if each["revokedAt"] is not None] == [lost]


def test_a_key_is_shown_once_and_never_again(service: Service) -> None:
    party, key = service.party()
    for answer in (
        service.get("/api/v1/api-keys", service.operator),
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
