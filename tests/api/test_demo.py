"""The demo's player: what it sends is right, and it goes on where it was stopped."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from api import demo
from api.demo_journey import ACTORS, BAGS, CASES, PALLET, PRODUCT, acts, bag, events_naming
from api.demo_labels import write_labels
from ledger.epcis_document import parse_document
from tests.anvil import Anvil
from tests.api.label_reading import Pages
from tests.api.service import Service, encoded
from verifier.format.item import canonical_item, canonical_party

START = datetime(2026, 3, 30, 8, tzinfo=UTC)


def test_the_documents_are_what_capture_takes_and_always_the_same() -> None:
    played = [encoded(act.document) for act in acts(START)]
    assert played == [encoded(act.document) for act in acts(START)]
    events = [event for body in played for event in parse_document(body).events]
    assert not any(parse_document(body).problems for body in played)
    assert len(events) == 14
    assert events_naming(bag(1)) == 4
    assert events_naming(bag(BAGS)) == 2


def test_the_numbers_are_right_and_of_the_prefix_for_examples() -> None:
    for item in (bag(1), bag(BAGS + 1), PALLET, *CASES, f"(01){PRODUCT['gtin']}"):
        assert canonical_item(item)
    for actor in ACTORS:
        assert canonical_party(actor.uri) == actor.uri
        assert actor.prefix.startswith("952")
    assert len({actor.prefix for actor in ACTORS}) == len(ACTORS)


def test_what_is_announced_can_be_used_as_it_stands() -> None:
    result = demo.DemoResult(bag(1), bag(BAGS + 1), played=True)
    text = demo.announce(result, "http://192.0.2.7:8000/", "wayproof-verify", "my data/trust.json")
    page = "http://192.0.2.7:8000/01/09521321000421/21/HLE0001"
    assert f"  {page}\n" in text
    assert f"  wayproof-verify {page} --trust 'my data/trust.json'\n" in text
    assert "curl -so wayproof-trust.json http://192.0.2.7:8000/api/v1/trust && " in demo.announce(
        result, "http://192.0.2.7:8000"
    )


def test_every_bag_has_a_label_on_one_sheet_that_leads_to_its_page(tmp_path: Path) -> None:
    path = write_labels(tmp_path, "http://192.0.2.7:8000")
    assert path is not None
    pages = Pages(path.read_bytes())
    assert len(pages) == 1
    links = [read.content for read in pages.codes() if read.identifier == "]Q1"]
    assert all(link.startswith("http://192.0.2.7:8000/01/") for link in links)
    assert sorted(canonical_item(link) for link in links) == [bag(number) for number in range(1, BAGS + 1)]


def test_an_address_that_no_code_holds_leaves_the_demonstration_without_labels(tmp_path: Path) -> None:
    assert write_labels(tmp_path, "https://example.com/" + "x" * 300) is None
    assert list(tmp_path.iterdir()) == []


class Stopped(Exception):
    """The player was stopped."""


@pytest.mark.slow
def test_a_demo_that_was_stopped_is_played_to_its_end_once(tmp_path: Path) -> None:
    def stop_at_the_shipping(line: str) -> None:
        if "ships the pallet" in line:
            raise Stopped

    ended = Event()
    with Anvil() as anvil, Service(tmp_path, anvil) as service, service.served() as url:
        service.deploy()

        def work() -> None:
            while not ended.wait(0.02):
                service.tick()

        with pytest.raises(Stopped):
            demo.play(url, service.operator, stop_at_the_shipping)
        service.settle()
        worker = Thread(target=work)
        worker.start()
        try:
            said: list[str] = []
            assert demo.play(url, service.operator, said.append).played is True
            assert not any("joins" in line for line in said), "the parties are there already"
            assert demo.play(url, service.operator, said.append).played is False
        finally:
            ended.set()
            worker.join()
        size = service.get("/health/ready").json()["logSize"]
        assert size == 1 + 2 + 14, "the policy, what the producer says of its product, and each event once"
