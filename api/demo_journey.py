"""The journey that `wayproof up --demo` plays: who takes part, and the EPCIS documents that their systems would send.

All organisations are fictional; their numbers begin with 952, which GS1 keeps for examples. Everything follows from the
time at which the journey begins, so that playing it again sends the same events, which capture then knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from api.demo_readings import sensor_elements
from ledger.checkpoint_event import CONTEXT
from ledger.position import Position, geo_uri
from verifier.format.check_digit import check_digit

BAGS = 24
BAGS_IN_CASE = 12
LOT = "HL-2610"


@dataclass(frozen=True, slots=True)
class Actor:
    """An organisation of the journey: its GS1 company prefix, its role, and where it works, by number and position."""

    name: str
    role: str
    prefix: str
    place: int
    position: Position

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


PRODUCER = Actor("Highland Roasters (example)", "producer", "9521321", 1, Position(57.4778, -4.2247))
CARRIER = Actor("Northbound Freight (example)", "carrier", "9521437", 2, Position(57.4846, -4.2012))
WAREHOUSE = Actor("Harbour Warehouse (example)", "warehouse", "9521558", 3, Position(51.955, 4.055))
RETAILER = Actor("Corner Grocers (example)", "retailer", "9521669", 4, Position(50.0875, 14.4213))
ACTORS = (PRODUCER, CARRIER, WAREHOUSE, RETAILER)

FERRY_PORT = Position(53.7446, -0.2905)
"""Where the carrier reads its sensors, on the way to the sea."""


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
"""Its picture, `api/demo_picture.py`, is added when it is uploaded."""


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
        "ObjectEvent",
        "OBSERVE",
        "departing",
        CARRIER,
        hours=2,
        disposition="in_transit",
        epcList=[PALLET],
        readPoint=_read_point(CARRIER.position),
    )
    left = clock.now
    on_road = clock.event(
        "ObjectEvent",
        "OBSERVE",
        "transporting",
        CARRIER,
        hours=9,
        disposition="in_transit",
        epcList=[PALLET],
        readPoint=_read_point(FERRY_PORT),
    )
    on_road["sensorElementList"] = sensor_elements(left, clock.now)
    yield _act(CARRIER, "takes it on the road and reads its sensors", departed, on_road)
    embarked = clock.now
    received = clock.event("ObjectEvent", "OBSERVE", "receiving", WAREHOUSE, hours=13, stays=True, epcList=[PALLET])
    received["sensorElementList"] = sensor_elements(embarked, clock.now, silent_hours=(4, 7))
    yield _act(
        WAREHOUSE,
        "receives the pallet, reads its data logger and unpacks it",
        received,
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
        self.now = start

    def event(
        self, kind: str, action: str, step: str, actor: Actor, *, hours: float, stays: bool = False, **members: object
    ) -> dict[str, Any]:
        self.now += timedelta(hours=hours)
        event = {
            "type": kind,
            "action": action,
            "bizStep": step,
            "eventTime": self.now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "eventTimeZoneOffset": "+00:00",
            "readPoint": {"id": actor.location},
        }
        if stays:
            event |= {"readPoint": _read_point(actor.position), "bizLocation": {"id": actor.location}}
        return event | members


def _read_point(position: Position) -> dict[str, str]:
    return {"id": geo_uri(position)}


def _act(actor: Actor, meaning: str, *events: dict[str, Any]) -> Act:
    document = {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": events[-1]["eventTime"],
        "epcisBody": {"eventList": list(events)},
    }
    return Act(actor, meaning, document)
