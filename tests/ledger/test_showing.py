"""What a reader is shown of a statement, by its party's choice."""

from __future__ import annotations

import pytest

from ledger.showing import ANYONE, Reader, show
from ledger.statement import Opened, Saying
from ledger.store_parties import Party
from tests.ledger.ledger_world import CONTEXT, bag, event
from verifier.format import disclosure
from verifier.format.epcis_context import parse_context
from verifier.format.event_items import event_items
from verifier.format.item import item_key
from verifier.format.jcs import Json

MEASURED = event(
    "ObjectEvent",
    "OBSERVE",
    "sensor_reporting",
    epcList=[bag(1)],
    readPoint={"id": "geo:57.4778,-4.2247"},
    bizTransactionList=[{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:9521321000018:1"}],
    sensorElementList=[{"sensorReport": [{"type": "Temperature", "value": 4.5, "uom": "CEL"}]}],
)


CERTIFIED = MEASURED | {"certificationInfo": ["https://certifier.example/organic/17"]}


def names(party: Party | None, reader: Reader, said: dict[str, Json] = MEASURED, notice: str | None = None) -> set[str]:
    context: Json = [str(CONTEXT[0])]
    roles = event_items(said, parse_context(context))
    opened = Opened(Saying("ObjectEvent", notice, said, roles, context, "ni:///x"), bytes(32))
    disclosures, _ = show(opened, [item_key(bag(1))], party, reader)
    return {shown.name for shown in map(disclosure.decode, disclosures) if shown.name}


def party(**choices: bool) -> Party:
    chosen = {"shows_places": False, "shows_readings": False, "hides_inputs": False, "suspended": False} | choices
    return Party(b"p" * 32, "https://id.gs1.org/417/9521321000018", "Carrier", 2, **chosen)


@pytest.mark.parametrize(
    ("choices", "shown"),
    [
        ({}, {"core"}),
        ({"shows_places": True}, {"core", "where"}),
        ({"shows_readings": True}, {"core", "sensorElementList"}),
        ({"shows_places": True, "shows_readings": True}, {"core", "where", "sensorElementList"}),
    ],
)
def test_strangers_are_shown_places_and_readings_where_the_party_chose_so(choices, shown):
    assert names(party(**choices), ANYONE) == shown
    assert names(party(**choices), Reader(b"q" * 32)) == shown


def test_everybody_is_shown_which_certificate_a_certificate_is():
    assert names(party(), ANYONE, CERTIFIED, "certificate") == {"core", "certificationInfo"}


def test_readings_of_nobody_known_stay_hidden():
    assert names(None, ANYONE) == {"core", "where"}


def test_the_party_itself_reads_all():
    assert {"sensorElementList", "bizTransactionList"} < names(party(), Reader(b"p" * 32))
