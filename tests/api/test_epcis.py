"""The EPCIS 2.0 capture interface: jobs, their outcomes, and the standard's headers."""

from __future__ import annotations

import pytest

from tests.api.service import BAG, Service, document, event

OTHER_BAG = "https://id.gs1.org/01/09521321000421/21/B2"
STRANGE = "https://id.gs1.org/01/09521460000010/21/B1"


def test_a_document_becomes_a_job_with_an_outcome_for_each_event(service: Service) -> None:
    _, key = service.party()
    answer = service.request("POST", "/epcis/capture", key, json=document(event(BAG), event(OTHER_BAG)))
    assert answer.status_code == 202
    assert answer.content == b""
    assert answer.headers["GS1-EPCIS-Version"] == "2.0.0"
    job = service.get(answer.headers["Location"], key).json()
    assert answer.headers["Location"] == f"/epcis/capture/{job['captureID']}"
    assert (job["running"], job["success"], job["captureErrorBehaviour"]) == (False, True, "rollback")
    assert job["errors"] == []
    assert job["createdAt"] == job["finishedAt"] == "2026-03-30T19:46:40Z"
    assert [outcome["pointer"] for outcome in job["outcomes"]] == [
        "/epcisBody/eventList/0",
        "/epcisBody/eventList/1",
    ]
    for outcome in job["outcomes"]:
        assert outcome["state"] == "accepted"
        assert service.get(outcome["receipt"]).json()["statementId"] == outcome["statementId"]


def test_sending_a_document_again_is_harmless(service: Service) -> None:
    _, key = service.party()
    first = service.capture(key, event(BAG))
    again = service.capture(key, event(BAG))
    assert again["success"] is True
    assert again["outcomes"][0]["state"] == "repeated"
    assert again["outcomes"][0]["statementId"] == first["outcomes"][0]["statementId"]


def test_one_wrong_event_rolls_the_others_back(service: Service) -> None:
    _, key = service.party()
    job = service.capture(key, event(BAG), event(STRANGE))
    assert job["success"] is False
    assert [outcome["state"] for outcome in job["outcomes"]] == ["left out", "refused"]
    assert job["errors"][0]["pointer"] == "/epcisBody/eventList/1/epcList/0"
    assert job["errors"][0]["type"] == "epcisException:ValidationException"
    assert service.get("/health/ready").json()["waiting"] == 0


def test_proceeding_captures_what_is_right(service: Service) -> None:
    _, key = service.party()
    headers = {"GS1-Capture-Error-Behaviour": "proceed"}
    job = service.capture(key, event(BAG), event(STRANGE), event(OTHER_BAG, eventTime="now"), **headers)
    assert (job["success"], job["captureErrorBehaviour"]) == (False, "proceed")
    assert [outcome["state"] for outcome in job["outcomes"]] == ["accepted", "refused", "refused"]
    assert job["errors"][1]["pointer"] == "/epcisBody/eventList/2/eventTime"


def test_a_document_that_cannot_be_read_is_refused_as_a_whole(service: Service) -> None:
    _, key = service.party()
    answer = service.request("POST", "/epcis/capture", key, json={"type": "EPCISDocument"})
    assert answer.status_code == 400
    assert answer.json()["type"] == "epcisException:ValidationException"
    assert {"/@context", "/epcisBody"} <= {fault["pointer"] for fault in answer.json()["errors"]}
    assert service.get("/epcis/capture", key).json() == []


def test_the_jsonld_media_type_is_taken_too(service: Service) -> None:
    _, key = service.party()
    headers = {"Content-Type": "application/ld+json; charset=utf-8"}
    answer = service.request("POST", "/epcis/capture", key, json=document(event(BAG)), headers=headers)
    assert answer.status_code == 202


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"GS1-EPCIS-Version": "2.0"}, 202),
        ({"GS1-EPCIS-Version": "2.0.1"}, 202),
        ({"GS1-EPCIS-Version": "1.2.0"}, 406),
        ({"GS1-EPCIS-Version": "2.01"}, 406),
        ({"GS1-Capture-Error-Behaviour": "rollback"}, 202),
        ({"GS1-Capture-Error-Behaviour": "all"}, 400),
    ],
)
def test_the_standards_headers_are_heeded(service: Service, headers: dict[str, str], status: int) -> None:
    _, key = service.party()
    answer = service.request("POST", "/epcis/capture", key, json=document(event(BAG)), headers=headers)
    assert answer.status_code == status


def test_the_interface_describes_itself(service: Service) -> None:
    answer = service.request("OPTIONS", "/epcis/capture")
    assert answer.status_code == 204
    assert answer.headers["GS1-Capture-Error-Behaviour"] == "all"
    assert int(answer.headers["GS1-EPCIS-Capture-File-Size-Limit"]) == service.settings.max_document_bytes
    assert answer.headers["Allow"] == "GET, OPTIONS, POST"


def test_jobs_are_listed_newest_first(service: Service) -> None:
    _, key = service.party()
    service.capture(key, event(BAG))
    service.now += 1
    service.capture(key, event(OTHER_BAG))
    jobs = service.get("/epcis/capture", key).json()
    assert [job["createdAt"] for job in jobs] == ["2026-03-30T19:46:41Z", "2026-03-30T19:46:40Z"]
    assert len(service.get("/epcis/capture?perPage=1", key).json()) == 1


def test_a_suspended_party_captures_nothing(service: Service) -> None:
    party, key = service.party()
    suspended = service.request(
        "PUT", f"/api/v1/parties/{party}/suspension", service.operator, json={"suspended": True}
    )
    assert suspended.json()["suspended"] is True
    answer = service.request("POST", "/epcis/capture", key, json=document(event(BAG)))
    assert answer.status_code == 403
