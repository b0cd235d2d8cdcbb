"""Descendants over HTTP: for whom, page by page, and with what in the query."""

from __future__ import annotations

import pytest

from tests.api.service import BAG, Service, event

LOT = "https://id.gs1.org/01/09521321000421/10/HL-1"
CASE = "https://id.gs1.org/00/095213210000000117"


def grown(service: Service) -> tuple[str, str]:
    """The keys of a producer and a carrier, whose lot of three bags was packed by the carrier."""
    _, producer = service.party()
    _, carrier = service.party(uri="(417)9521437000001", name="Carrier", roles=["carrier"], prefixes=["9521437"])
    service.capture(producer, event(BAG, f"{BAG}2", f"{BAG}3", ilmd={"cbvmda:lotNumber": "HL-1"}))
    packing = {"step": "packed", "items": [BAG, f"{BAG}2"], "container": CASE, "time": "2026-03-31T09:00:00Z"}
    assert service.post("/api/v1/checkpoints", packing, carrier).status_code == 201
    service.sequence()
    return producer, carrier


def test_everybody_is_given_what_they_may_read_page_by_page(service: Service) -> None:
    producer, carrier = grown(service)
    bags = dict.fromkeys((BAG, f"{BAG}2", f"{BAG}3"), "made")
    for key, item, expected in (
        (producer, LOT, bags | {CASE: "container"}),
        (service.operator, LOT, bags | {CASE: "container"}),
        (carrier, LOT, {}),
        (carrier, CASE, {BAG: "made", f"{BAG}2": "made"}),
        (producer, CASE, {}),
    ):
        found: dict[str, str] = {}
        query = {"item": item, "limit": "1"}
        for _ in range(10):
            answer = service.get("/api/v1/descendants", key, params=query).json()
            assert len(answer["descendants"]) <= 1
            found |= {each["item"]: each["how"] for each in answer["descendants"]}
            if answer["next"] is None:
                break
            query["after"] = answer["next"]
        assert found == expected, item


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"item": "nonsense"}, "/item"),
        ({"item": BAG, "limit": "0"}, "/limit"),
        ({"item": BAG, "limit": "10001"}, "/limit"),
        *(
            ({"item": BAG, "after": after}, "/after")
            for after in ("", "1", "x." + "A" * 43, "1.AA", "9" * 19 + ".A", "٣.AA")
        ),
    ],
)
def test_a_wrong_parameter_is_named(service: Service, query: dict[str, str], pointer: str) -> None:
    answer = service.get("/api/v1/descendants", service.operator, params=query)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
