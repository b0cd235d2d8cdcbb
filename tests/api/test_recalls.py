"""Recalls over HTTP and by `wayproof recall`: recorded, asked for, withdrawn, and refused to others."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from api import cli_recall
from tests.api.service import BAG, Service, event

pytestmark = pytest.mark.slow

LOT = "https://id.gs1.org/01/09521321000421/10/HL-2604"
RECALL = {
    "items": ["(01)09521321000421(10)HL-2604"],
    "reason": "Glass.",
    "instructions": "Bring it back.",
    "link": "https://example.com/r",
    "translations": {"zh-Hans": {"reason": "玻璃"}},
}


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    cli_recall.configure(parser)
    return cli_recall.run(parser.parse_args(arguments))


def made(service: Service) -> str:
    """The key of a party that made a bag of the lot."""
    _, key = service.party()
    service.capture(key, event(BAG, ilmd={"cbvmda:lotNumber": "HL-2604"}))
    service.sequence()
    return key


def test_a_recall_is_recorded_once_said_to_anybody_and_withdrawn(service: Service) -> None:
    key = made(service)
    first = service.post("/api/v1/recalls", RECALL, key)
    assert first.status_code == 201, first.text
    said = first.json()["statement"]
    assert first.headers["Location"] == f"/api/v1/receipts/{said}"
    again = service.post("/api/v1/recalls", RECALL, key)
    assert (again.status_code, again.json()["statement"], again.json()["repeated"]) == (200, said, True)
    service.sequence()
    answer = service.get("/api/v1/recalls", params={"item": BAG}, headers={"Origin": "https://shop.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    (found,) = answer.json()["recalls"]
    assert (found["statement"], found["about"], found["issuer"]) == (said, LOT, "https://id.gs1.org/417/9521321000001")
    assert found["text"] == {name: value for name, value in RECALL.items() if name != "items"}
    gone = service.request("DELETE", f"/api/v1/recalls/{said}", key)
    assert (gone.status_code, gone.json()["repeated"]) == (200, False)
    assert service.request("DELETE", f"/api/v1/recalls/{said}", key).json()["repeated"]
    service.sequence()
    assert service.get("/api/v1/recalls", params={"item": BAG}).json() == {"item": BAG, "recalls": []}


def test_others_goods_are_named_and_others_recalls_are_not_found(service: Service) -> None:
    key = made(service)
    _, stranger = service.party(uri="(417)9521437000001", name="Carrier", roles=["carrier"], prefixes=["9521437"])
    said = service.post("/api/v1/recalls", RECALL, key).json()["statement"]
    refused = service.post("/api/v1/recalls", RECALL | {"items": ["(01)09521437000018", LOT]}, stranger)
    assert refused.status_code == 422
    (fault,) = refused.json()["errors"]
    assert fault["pointer"] == "/items/1" and "another party's" in fault["detail"]
    assert service.request("DELETE", f"/api/v1/recalls/{said}", stranger).status_code == 404


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"reason": ""}, "/reason"),
        ({"reason": "  "}, ""),
        ({"reason": "玻" * 1334}, ""),
        ({"items": []}, "/items"),
        ({"items": ["nonsense"]}, "/items/0"),
        ({"link": "javascript:alert(1)"}, "/link"),
        ({"translations": {"x": {"reason": "y"}}}, ""),
        ({"other": 1}, "/other"),
    ],
)
def test_a_wrong_member_is_named_and_nothing_is_stored(
    service: Service, change: dict[str, object], pointer: str
) -> None:
    key = made(service)
    answer = service.post("/api/v1/recalls", RECALL | change, key)
    assert answer.status_code == 422
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]
    assert service.sequence() == 0


def test_one_command_recalls_and_one_withdraws(
    service: Service, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key = made(service)
    more = tmp_path / "more.txt"
    more.write_text("(01)09521321000421(21)X1\n\n(01)09521321000421(21)X2\n")
    with service.served() as url:
        common = ("--as", "9521321000001", "--url", url, "--key", key)
        assert run(LOT, "--items-from", str(more), "--reason", "Glass.", "--contact", "us@example.com", *common) == 0
        said = capsys.readouterr().out.split()[-1]
        service.sequence()
        for item in (BAG, "(01)09521321000421(21)X2"):
            (found,) = service.get("/api/v1/recalls", params={"item": item}).json()["recalls"]
            assert (found["statement"], found["text"]) == (said, {"reason": "Glass.", "contact": "us@example.com"})
        assert run("--withdraw", said, *common) == 0
        service.sequence()
        assert service.get("/api/v1/recalls", params={"item": BAG}).json()["recalls"] == []
        capsys.readouterr()
        assert run("--withdraw", "A" * 43, *common) == 1
        assert run("(01)09521460000010", "--reason", "Glass.", *common) == 1
        assert "9521460" in capsys.readouterr().err
        assert run(LOT, *common) == 3
        assert run(LOT, "--reason", "Glass.", "--as", "9521437000001", "--url", url, "--key", key) == 3
