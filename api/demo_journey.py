"""The journey that `wayproof up --demo` plays: who takes part, and the EPCIS documents that their systems would send.

All organisations are fictional; their numbers begin with 952, which GS1 keeps for examples. Everything follows from the
time at which the journey begins, so that playing it again sends the same events, which capture then knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from ledger.checkpoint_event import CONTEXT
from verifier.format.check_digit import check_digit

BAGS = 24
BAGS_IN_CASE = 12
LOT = "HL-2610"


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation of the journey: its GS1 company prefix, its role, and where it works."""

    name: str
    role: str
    prefix: str
    place: int

    def gln(self, number: int) -> str:
        """The GLN of its location or party `number`."""
        base = self.prefix + str(number).zfill(12 - len(self.prefix))
        return base + check_digit(base)

    @property
    def uri(self) -> str:
        """The party's URI."""
        return f"https://id.gs1.org/417/{self.gln(0)}"

    @property
    def location(self) -> str:
        """The URI of the place where it works."""
        return f"https://id.gs1.org/414/{self.gln(self.place)}"


PRODUCER = Actor("Highland Roasters (example)", "producer", "9521321", 1)
CARRIER = Actor("Northbound Freight (example)", "carrier", "9521437", 2)
WAREHOUSE = Actor("Harbour Warehouse (example)", "warehouse", "9521558", 3)
RETAILER = Actor("Corner Grocers (example)", "retailer", "9521669", 4)
ACTORS = (PRODUCER, CARRIER, WAREHOUSE, RETAILER)


def _gtin() -> str:
    base = "0" + PRODUCER.prefix + "00042"
    return base + check_digit(base)


def _sscc(number: int) -> str:
    base = "0" + PRODUCER.prefix + str(number).zfill(9)
    return f"https://id.gs1.org/00/{base + check_digit(base)}"


GTIN = _gtin()
CLASS = f"https://id.gs1.org/01/{GTIN}"
PALLET = _sscc(1)
CASES = tuple(_sscc(number) for number in range(2, 2 + BAGS // BAGS_IN_CASE))

PRODUCT = {
    "gtin": GTIN,
    "name": "Highland Espresso, whole beans",
    "brand": "Highland (example)",
    "maker": PRODUCER.name,
    "description": "Dark roast from a fictional hillside.",
    "netContent": "500 g",
    "origin": "Highlands",
    "serialised": True,
}


def bag(number: int) -> str:
    """The URI of bag `number`, from 1 to BAGS; of a bag that nobody made beyond."""
    return f"{CLASS}/21/HLE{number:04}"


@dataclass(frozen=True, slots=True)
class Act:
    """One document that one actor sends, and what it says in plain words."""

    actor: Actor
    meaning: str
    document: dict[str, Any]


def acts(start: datetime) -> Iterator[Act]:
    """The journey's documents in order, from roasting at `start` to the shop's shelf five days later."""
    clock = _Clock(start.astimezone(UTC).replace(microsecond=0))
    bags = [bag(number) for number in range(1, BAGS + 1)]
    order = [
        {"type": "po", "bizTransaction": f"urn:epcglobal:cbv:bt:{RETAILER.gln(0)}:PO-70012"},
        {"type": "desadv", "bizTransaction": f"urn:epcglobal:cbv:bt:{PRODUCER.gln(0)}:DA-31188"},
    ]
    best_before = (start + timedelta(days=365)).date().isoformat()

    yield _act(
        PRODUCER,
        f"roasts and packs {BAGS} bags, each with its own serial number",
        clock.event(
            "ObjectEvent", "ADD", "commissioning", PRODUCER, hours=0, stays=True, disposition="active", epcList=bags
        )
        | {"ilmd": {"cbvmda:lotNumber": LOT, "cbvmda:bestBeforeDate": best_before}},
    )
    packed = [
        clock.event(
            "AggregationEvent",
            "ADD",
            "packing",
            PRODUCER,
            hours=1,
            parentID=case,
            childEPCs=bags[number * BAGS_IN_CASE : (number + 1) * BAGS_IN_CASE],
        )
        for number, case in enumerate(CASES)
    ]
    packed.append(
        clock.event("AggregationEvent", "ADD", "packing", PRODUCER, hours=1, parentID=PALLET, childEPCs=list(CASES))
    )
    yield _act(PRODUCER, f"packs them into {len(CASES)} cases, and these on a pallet", *packed)
    yield _act(
        PRODUCER,
        "ships the pallet",
        clock.event(
            "ObjectEvent",
            "OBSERVE",
            "shipping",
            PRODUCER,
            hours=18,
            disposition="in_transit",
            epcList=[PALLET],
            bizTransactionList=order,
            sourceList=[{"type": "owning_party", "source": PRODUCER.uri}],
            destinationList=[
                {"type": "possessing_party", "destination": CARRIER.uri},
                {"type": "owning_party", "destination": RETAILER.uri},
            ],
        ),
    )
    departed = clock.event(
        "ObjectEvent", "OBSERVE", "departing", CARRIER, hours=2, disposition="in_transit", epcList=[PALLET]
    )
    on_road = clock.event(
        "ObjectEvent", "OBSERVE", "transporting", CARRIER, hours=9, disposition="in_transit", epcList=[PALLET]
    )
    on_road["sensorElementList"] = [
        {
            "sensorMetadata": {"time": on_road["eventTime"]},
            "sensorReport": [
                {"type": "Temperature", "value": 18.4, "uom": "CEL"},
                {"type": "RelativeHumidity", "value": 52, "uom": "P1"},
            ],
        }
    ]
    yield _act(CARRIER, "takes it on the road and reads its sensors", departed, on_road)
    yield _act(
        WAREHOUSE,
        "receives the pallet and unpacks it",
        clock.event("ObjectEvent", "OBSERVE", "receiving", WAREHOUSE, hours=8, stays=True, epcList=[PALLET]),
        clock.event(
            "AggregationEvent", "DELETE", "unpacking", WAREHOUSE, hours=1, parentID=PALLET, childEPCs=list(CASES)
        ),
        clock.event("ObjectEvent", "OBSERVE", "storing", WAREHOUSE, hours=1, stays=True, epcList=list(CASES)),
    )
    yield _act(
        WAREHOUSE,
        "ships a case to the shop",
        clock.event(
            "ObjectEvent",
            "OBSERVE",
            "shipping",
            WAREHOUSE,
            hours=40,
            disposition="in_transit",
            epcList=[CASES[0]],
            bizTransactionList=order[:1],
            destinationList=[{"type": "owning_party", "destination": RETAILER.uri}],
        ),
    )
    first = bags[:BAGS_IN_CASE]
    yield _act(
        RETAILER,
        "accepts the delivery, unpacks the bags and puts them on the shelf",
        clock.event("ObjectEvent", "OBSERVE", "accepting", RETAILER, hours=20, stays=True, epcList=[CASES[0]]),
        clock.event("AggregationEvent", "DELETE", "unpacking", RETAILER, hours=1, parentID=CASES[0], childEPCs=first),
        clock.event(
            "ObjectEvent",
            "OBSERVE",
            "stocking",
            RETAILER,
            hours=1,
            stays=True,
            disposition="sellable_accessible",
            epcList=first,
        ),
    )


def events_naming(item: str) -> int:
    """How many events of the journey name an item itself."""
    events = [event for act in acts(datetime.now(UTC)) for event in act.document["epcisBody"]["eventList"]]
    return sum(item in (*event.get("epcList", ()), *event.get("childEPCs", ())) for event in events)


class _Clock:
    """Makes events, each some hours after the one before."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def event(
        self, kind: str, action: str, step: str, actor: Actor, *, hours: float, stays: bool = False, **members: object
    ) -> dict[str, Any]:
        self._now += timedelta(hours=hours)
        event = {
            "type": kind,
            "action": action,
            "bizStep": step,
            "eventTime": self._now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "eventTimeZoneOffset": "+00:00",
            "readPoint": {"id": actor.location},
        }
        if stays:
            event["bizLocation"] = {"id": actor.location}
        return event | members


def _act(actor: Actor, meaning: str, *events: dict[str, Any]) -> Act:
    document = {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": events[-1]["eventTime"],
        "epcisBody": {"eventList": list(events)},
    }
    return Act(actor, meaning, document)
