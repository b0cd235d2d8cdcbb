"""The posting page in a real Chromium, against a real ledger: nothing is lost, doubled or misreported."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ledger.checkpoint_steps import STEPS
from ledger.statement import decode_saying
from tests.api.service import Service
from tests.web.ledger_server import HOST, insecure, ledger
from tests.web.node import WEB, run
from verifier.format import base64url

OTHER = {"uri": "(417)9521437000001", "name": "Other Carriers", "roles": ["carrier"], "prefixes": ["9521437"]}


class World:
    """A ledger, a producer's API key and posting link, and a way to play scenarios on the page."""

    def __init__(self, service: Service, url: str) -> None:
        self.service = service
        self.url = url
        _, self.key = service.party()
        self.link = self.posting_link(self.key)

    def posting_link(self, key: str) -> str:
        """A new link's part from # on."""
        made = self.service.post("/api/v1/posting-links", {"label": "Van 7"}, key).json()["link"]
        return "#" + str(made).partition("#")[2]

    def play(self, scenario: str, *options: str, url: str | None = None) -> dict[str, Any]:
        """What a scenario saw; fails if the browser complained of anything but what could not be reached."""
        script = ("verifier/web/e2e/post.mjs", scenario, url or self.url, self.link)
        seen: dict[str, Any] = json.loads(run(*script, *options))
        expected = ("Failed to load resource", "Cross-Origin-Opener-Policy", "net::ERR")
        assert [each for each in seen["errors"] if not any(words in each for words in expected)] == []
        return seen

    def events(self) -> list[dict[str, Any]]:
        """The events that the ledger accepted, in the order in which it did."""
        with self.service.ledger.store.read() as connection:
            rows = connection.exec_driver_sql("select content from statement where party_id is not null order by rowid")
            return [dict(decode_saying(content).event) for (content,) in rows]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with ledger(tmp_path) as (service, url):
        yield World(service, url)


def bags(*numbers: int) -> list[str]:
    return [f"https://id.gs1.org/01/09521321000421/21/B{number}" for number in numbers]


def test_every_step_has_words_in_every_language():
    for name in ("phoneEn", "phoneZhHans"):
        text = (WEB / "src" / "words" / f"{name}.ts").read_text("utf-8")
        steps = text.partition("steps: {")[2].partition("}")[0]
        assert {line.split(":")[0].strip() for line in steps.splitlines() if ":" in line} == set(STEPS)


@pytest.mark.slow
def test_a_link_signs_in_and_posts_all_that_was_filled_in(world):
    seen = world.play("whole")
    assert seen["address"] == f"{world.url}/p/post", "the key must not stay in the address bar"
    assert (seen["axe"], seen["axeAfter"], seen["overflows"]) == ([], [], False)
    assert "Signed promise" in seen["outbox"][0]
    assert seen["photo"] == "seal.jpg"
    (event,) = world.events()
    digest = base64url.encode(hashlib.sha256(b"photo").digest())
    assert event["epcList"] == bags(1)
    assert event["bizStep"] == "commissioning"
    assert event["readPoint"] == {"id": "https://id.gs1.org/414/9521321000018"}
    assert event["ilmd"] == {"cbvmda:lotNumber": "L7"}
    assert event["rdfs:comment"] == "Seal is whole."
    assert event["dcterms:references"] == [f"ni:///sha-256;{digest}"]
    assert event["sensorElementList"][0]["sensorReport"][0] == {"type": "Temperature", "value": 4.5, "uom": "CEL"}


@pytest.mark.slow
def test_a_pallet_is_scanned_and_posted_from_where_the_phone_is(world):
    _, carrier = world.service.party(**OTHER)
    world.link = world.posting_link(carrier)
    seen = world.play("position", "--camera", "(00)095213210000000018")
    assert len(seen["steps"]) == 17, "all but the notices"
    assert "Delivered" in seen["steps"][:7], "what a carrier does comes first"
    (event,) = world.events()
    assert event["epcList"] == ["https://id.gs1.org/00/095213210000000018"]
    assert event["readPoint"] == {"id": "geo:57.4778,-4.2247"}
    assert event["eventTime"] == "2026-03-29T01:30:00+01:00", "the phone's own zone, an hour before summer time"
    assert event["eventTimeZoneOffset"] == "+01:00"


@pytest.mark.slow
def test_what_is_posted_without_a_connection_survives_a_reload_and_is_sent_in_order(world):
    seen = world.play("offline", "--lang", "zh-CN", "--dark")
    assert len(seen["waiting"]) == 3
    assert "无法连接账本" in seen["notice"]
    assert seen["posted"] == bags(1, 3)
    assert [event["epcList"] for event in world.events()] == [[each] for each in bags(1, 3)], "2 was removed in time"


@pytest.mark.slow
def test_what_is_removed_or_put_right_while_others_are_sent_is_not_sent_as_it_was(world):
    seen = world.play("changed")
    assert [event["epcList"] for event in world.events()] == [[each] for each in bags(1, 4)]
    assert len(seen["outbox"]) == 2


@pytest.mark.slow
def test_a_page_that_is_loaded_again_while_it_sends_does_not_wait_for_itself(world):
    seen = world.play("reloaded")
    assert len(seen["outbox"]) == 1
    assert [event["epcList"] for event in world.events()] == [bags(1)]


@pytest.mark.slow
def test_a_link_opened_without_a_connection_signs_in_when_there_is_one(world):
    seen = world.play("early")
    assert "signed in as soon as there is" in seen["said"]
    assert seen["address"] == f"{world.url}/p/post"


@pytest.mark.slow
def test_plain_http_has_an_outbox_too_and_says_what_it_has_not(world):
    seen = world.play("away", "--host", HOST, url=insecure(world.url))
    assert seen["secure"] is False
    assert "only on https" in seen["position"]
    assert [event["epcList"] for event in world.events()] == [bags(1)]


@pytest.mark.slow
def test_a_refusal_is_told_in_the_ledgers_words_and_put_right(world):
    seen = world.play("refused")
    assert len(seen["refused"]) == 2
    assert all("prefix" in each for each in seen["refused"]), seen["refused"]
    assert seen["axe"] == []
    assert len(seen["outbox"]) == 1
    assert [event["epcList"] for event in world.events()] == [bags(2)]


@pytest.mark.slow
def test_two_tabs_at_once_lose_nothing_and_double_nothing(world):
    seen = world.play("tabs")
    assert sorted(seen["posted"]) == sorted(set(seen["posted"])) == bags(1, 2, 3, 4), "one tab sends at a time"
    assert [event["epcList"] for event in world.events()] == [[each] for each in bags(1, 2, 3, 4)]


@pytest.mark.slow
def test_an_answer_without_the_ledgers_own_promise_is_not_taken(world):
    seen = world.play("forged")
    assert "does not carry this ledger's signature" in seen["doubtful"][0]
    assert "Signed promise" in seen["outbox"][0]
    assert len(world.events()) == 1


@pytest.mark.slow
def test_a_link_that_was_ended_loses_nothing_and_nothing_goes_out_in_anothers_name(world):
    _, stranger = world.service.party(**OTHER)
    seen = world.play("ended", "--key", world.key, "--other", world.posting_link(stranger))
    assert "ended" in seen["said"]
    assert "waits for another company" in seen["stranger"]
    assert "Other Carriers" in seen["asked"], "a link does not replace who is signed in unasked"
    assert "key" not in seen["address"]
    (event,) = world.events()
    assert event["epcList"] == bags(1)
