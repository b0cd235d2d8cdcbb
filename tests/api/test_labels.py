"""Labels over HTTP."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from PIL import Image

from api.label_serials import ALPHABET
from tests.api.label_reading import Pages, read_codes
from tests.api.service import Service, event

pytestmark = pytest.mark.slow


GTIN = "09521321000421"
ITEM = f"(01){GTIN}(21)HLE0001"
WITH_BOTH = {"symbol": "both", "xDimension": 0.4}


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Service, str]]:
    """A service for what leaves nothing behind, with a party's key."""
    with Service(tmp_path_factory.mktemp("labels")) as made:
        yield made, made.party()[1]


def ask(service: Service, key: str | None, **members: Any) -> Any:
    return service.post("/api/v1/labels", {"gtin": GTIN, **members}, key)


def waiting(service: Service) -> int:
    return int(service.get("/health/ready").json()["waiting"])


@pytest.mark.databases("sqlite")  # a label is drawn without the database
def test_anybody_has_an_items_label_which_leads_to_this_ledger(service: Service) -> None:
    answer = service.get("/api/v1/labels", params={"item": ITEM, "symbol": "both", "format": "png"})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "public, max-age=86400"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    qr, datamatrix = read_codes(Image.open(io.BytesIO(answer.content)))
    assert qr.content == f"{service.settings.base_url}/01/{GTIN}/21/HLE0001"
    assert datamatrix == ("]d2", f"01{GTIN}21HLE0001")


@pytest.mark.databases("sqlite")
def test_a_label_is_an_svg_unless_asked_for_otherwise(service: Service) -> None:
    answer = service.get("/api/v1/labels", params={"item": ITEM})
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert b"(21)HLE0001" in answer.content


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({}, "/item"),
        ({"item": "(01)09521321000422(21)A"}, "/item"),
        ({"item": "https://example.com/x"}, "/item"),
        ({"item": "x" * 3000}, "/item"),
        ({"item": "(01)09521321000421(91)" + "x" * 90 + "".join(f"({n}){'x' * 90}" for n in (92, 93, 94))}, "/item"),
        ({"item": ITEM, "symbol": "aztec"}, "/symbol"),
        ({"item": ITEM, "format": "gif"}, "/format"),
        ({"item": ITEM, "xDimension": "0.1"}, "/xDimension"),
        ({"item": ITEM, "xDimension": "nan"}, "/xDimension"),
        ({"item": ITEM, "dpi": "5000"}, "/dpi"),
        ({"item": ITEM, "format": "png", "xDimension": "0.25", "dpi": "72"}, "/dpi"),
        ({"item": ITEM, "text": "perhaps"}, "/text"),
    ],
)
def test_a_wrong_parameter_is_named(standing: tuple[Service, str], query: dict[str, str], pointer: str) -> None:
    answer = standing[0].get("/api/v1/labels", params=query)
    assert answer.status_code == 422
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert [fault["pointer"] for fault in answer.json()["errors"]] == [pointer]


def test_new_serials_are_printed_and_commissioned_in_one_step(service: Service) -> None:
    _, key = service.party()
    new = {"count": 25, "lot": "HL-2604", "bestBefore": "2027-03-31", "place": "(414)9521321000018"}
    answer = ask(service, key, commission=True, **new, **WITH_BOTH)
    assert answer.status_code == 201
    assert answer.headers["Content-Type"] == "application/pdf"
    assert service.get(answer.headers["Location"]).json()["state"] == "accepted"
    pages = Pages(answer.content)
    printed = {read.content for number in range(len(pages)) for read in pages.codes(number)}
    statement = answer.headers["Location"].rpartition("/")[2]
    again = service.post("/api/v1/labels", {"statement": statement, "format": "json"}, key).json()
    assert len(again["labels"]) == 25
    serials = {label["item"].rpartition("/")[2] for label in again["labels"]}
    assert all(len(serial) == 13 and set(serial) <= set(ALPHABET) for serial in serials)
    for label in again["labels"]:
        assert label["digitalLink"] in printed
        assert label["elementString"].startswith(f"(01){GTIN}(15)270331(10)HL-2604(21)")
    assert len(printed) == 50
    assert waiting(service) == 1


def test_the_same_serials_and_time_are_recorded_once(service: Service) -> None:
    _, key = service.party()
    said = {"serials": ["A1", "A2"], "commission": True, "time": "2026-03-30T08:15:00+02:00", "format": "json"}
    first, second = ask(service, key, **said), ask(service, key, **said)
    assert first.json() == second.json()
    assert first.json()["statement"] is not None
    assert waiting(service) == 1


def test_nothing_is_recorded_unless_asked_for(service: Service) -> None:
    _, key = service.party()
    answer = ask(service, key, serials=["A1"])
    assert answer.status_code == 200
    assert "Location" not in answer.headers
    assert Pages(answer.content).codes()[0].content == f"{service.settings.base_url}/01/{GTIN}/21/A1"
    assert waiting(service) == 0


def test_all_that_an_erps_commissioning_made_is_labelled(service: Service) -> None:
    _, key = service.party()
    items = [f"https://id.gs1.org/01/{GTIN}/21/E{number}" for number in range(3)]
    ilmd = {"cbvmda:lotNumber": "L7", "cbvmda:itemExpirationDate": "2027-03-31T00:00:00Z"}
    job = service.capture(key, event(*items, ilmd=ilmd))
    statement = job["outcomes"][0]["statementId"]
    answer = service.post("/api/v1/labels", {"statement": statement, "format": "json"}, key)
    assert sorted(label["item"] for label in answer.json()["labels"]) == items
    assert {label["elementString"][:-3] for label in answer.json()["labels"]} == {f"(01){GTIN}(17)270331(10)L7(21"}


def test_another_partys_commissioning_looks_like_none(service: Service) -> None:
    _, key = service.party()
    foreign = {"uri": "(417)9521437000001", "name": "Other", "roles": ["carrier"], "prefixes": ["9521437"]}
    _, stranger = service.party(**foreign)
    statement = service.capture(key, event(f"https://id.gs1.org/01/{GTIN}/21/E1"))["outcomes"][0]["statementId"]
    theirs = service.post("/api/v1/labels", {"statement": statement}, stranger)
    missing = service.post("/api/v1/labels", {"statement": "A" * 43}, stranger)
    assert theirs.status_code == missing.status_code == 422
    assert theirs.text == missing.text


@pytest.mark.databases("sqlite")
def test_a_brands_own_domain_stands_in_the_code(service: Service) -> None:
    _, key = service.party()
    answer = ask(service, key, serials=["A1"], resolver="https://id.example.com/")
    assert Pages(answer.content).codes()[0].content == f"https://id.example.com/01/{GTIN}/21/A1"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, ""),
        ({"count": 1, "serials": ["A"]}, ""),
        ({"count": 0}, "/count"),
        ({"count": 10_001}, "/count"),
        ({"serials": []}, "/serials"),
        ({"serials": ["A", "A"]}, "/serials"),
        ({"serials": ["A", "B C"]}, "/serials/1"),
        ({"serials": ["x" * 21]}, "/serials/0"),
        ({"count": 1, "gtin": "09521321000422"}, "/gtin"),
        ({"count": 1, "gtin": None}, "/gtin"),
        ({"count": 1, "lot": "ä"}, "/lot"),
        ({"count": 1, "bestBefore": "tomorrow"}, "/bestBefore"),
        ({"count": 1, "place": "(414)9521321000018"}, "/place"),
        ({"count": 1, "commission": True, "time": "soon"}, "/time"),
        ({"count": 1, "commission": True, "gtin": "09521460000016"}, "/gtin"),
        ({"serials": ["A"], "commission": True, "gtin": "09521460000016"}, "/serials/0"),
        ({"count": 1, "resolver": "http://id.example.com"}, "/resolver"),
        ({"count": 1, "xDimension": 3}, "/xDimension"),
        ({"count": 1, "skip": 21}, "/skip"),
        ({"count": 1, "sheet": {"preset": "a5"}}, "/sheet/preset"),
        ({"count": 1, "sheet": {"preset": "a4-3x8", "width": 50}}, "/sheet/preset"),
        ({"count": 1, "sheet": {}}, "/sheet/width"),
        ({"count": 1, "sheet": {"width": 60}}, "/sheet/height"),
        ({"count": 1, "sheet": {"width": 60, "height": 40, "columns": 2}}, "/sheet/page"),
        ({"count": 1, "sheet": {"width": 60, "height": 40, "pageWidth": 200}}, "/sheet/pageHeight"),
        ({"count": 1, "sheet": {"width": 60, "height": 40, "page": "a4", "columns": 4}}, "/sheet/columns"),
        ({"count": 1, "commission": True, "sheet": {"width": 20, "height": 20}}, "/sheet"),
        ({"statement": "A" * 43}, "/gtin"),
        ({"statement": "A" * 43, "gtin": None, "commission": True}, "/commission"),
        ({"statement": "x", "gtin": None}, "/statement"),
        ({"count": 1, "colour": "red"}, "/colour"),
    ],
)
def test_a_wrong_member_is_named_and_nothing_is_recorded(
    standing: tuple[Service, str], body: dict[str, Any], pointer: str
) -> None:
    service, key = standing
    answer = ask(service, key, **body)
    assert answer.status_code == 422, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]
    assert waiting(service) == 0


@pytest.mark.databases("sqlite")  # the places at which sheets are drawn are the process's own
def test_no_more_sheets_are_made_at_once_than_there_are_places(service: Service) -> None:
    _, key = service.party()
    places = service.app.state.sheet_places
    places._free = 0
    refused = ask(service, key, count=1, commission=True)
    assert refused.status_code == 503
    assert int(refused.headers["Retry-After"]) > 0
    assert waiting(service) == 0
    places._free = 1
    for _ in range(2):  # each gives its place back, and so does one whose commissioning is refused
        assert ask(service, key, count=1).status_code == 200
        assert ask(service, key, count=1, commission=True, gtin="09521460000016").status_code == 422
    assert places._free == 1


@pytest.mark.databases("sqlite")
def test_who_goes_away_in_the_middle_of_a_sheet_gives_its_place_back(service: Service) -> None:
    _, key = service.party()
    places = service.app.state.sheet_places
    free = places._free
    # Three times what the buffers between the two can hold: nothing but somebody's leaving ends this sheet early.
    body = {"gtin": GTIN, "count": 10_000, "symbol": "both", "sheet": {"preset": "roll-50x30"}}
    with service.served() as url, httpx.Client(base_url=url, timeout=60) as client:
        headers = {"Authorization": f"Bearer {key}"}
        with client.stream("POST", "/api/v1/labels", json=body, headers=headers) as answer:
            assert answer.status_code == 200
            pieces = answer.iter_bytes()  # kept: httpx hangs up when an iterator of it is thrown away
            assert next(pieces).startswith(b"%PDF-1.7")
            assert places._free == free - 1
        deadline = time.monotonic() + 30
        while places._free != free and time.monotonic() < deadline:
            time.sleep(0.02)
    assert places._free == free
