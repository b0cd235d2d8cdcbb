"""What is captured: the unit of work, an ObjectEvent with one EPC, and the journey of one bag in ten events."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import orjson

CONTEXT = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]
PREFIX = "9521321"
START = 1_767_225_600
"""2026-01-01, the time of the first event."""
BAG = "https://id.gs1.org/01/09521321000018/21/B0"
"""The bag of the first journey."""
SEEN = 4
"""How many of `observations` name the same item."""
BAGS = 6
"""How many are packed together on a journey."""

_PLACE = {"id": "urn:epc:id:sgln:9521321.00001.0"}


def observations(first: int = 0, epcs: int = 1) -> Iterator[dict[str, Any]]:
    """Endless ObjectEvents with `epcs` EPCs each, no two alike, each item SEEN times; numbered from `first`."""
    for number in itertools.count(first):
        serials = range(number // SEEN * epcs, (number // SEEN + 1) * epcs)
        items = [f"urn:epc:id:sgtin:9521321.000042.S{serial}" for serial in serials]
        yield _object_event("OBSERVE", "shipping", START + number, *items) | {
            "disposition": "in_transit",
            "readPoint": _PLACE,
            "bizLocation": _PLACE,
            "bizTransactionList": [{"type": "po", "bizTransaction": f"https://example.com/po/{number // 1000}"}],
        }


def bag(number: int) -> str:
    """The URI of the bag of a journey."""
    return f"{BAG[:-1]}{BAGS * number}"


def journey(number: int = 0) -> list[dict[str, Any]]:
    """The way of one bag from roasting to the customer: ten events, in and out of a case and a pallet of its own."""
    bags = [f"urn:epc:id:sgtin:9521321.000001.B{BAGS * number + each}" for each in range(BAGS)]
    bag = bags[0]
    case, pallet = (f"urn:epc:id:sscc:9521321.{2 * number + each:010}" for each in (1, 2))
    steps = [
        _object_event("ADD", "commissioning", 0, *bags)
        | {"disposition": "active", "readPoint": _PLACE, "ilmd": {"cbvmda:lotNumber": f"L{number + 1}"}},
        _aggregation("ADD", "packing", case, bags),
        _aggregation("ADD", "packing", pallet, [case]),
        _object_event("OBSERVE", "shipping", 0, pallet) | {"disposition": "in_transit", "readPoint": _PLACE},
        _object_event("OBSERVE", "departing", 0, pallet),
        _object_event("OBSERVE", "receiving", 0, pallet) | {"readPoint": _PLACE, "bizLocation": _PLACE},
        _aggregation("DELETE", "unpacking", pallet, [case]),
        _aggregation("DELETE", "unpacking", case, bags),
        _object_event("OBSERVE", "stocking", 0, bag) | {"disposition": "sellable_accessible", "bizLocation": _PLACE},
        _object_event("OBSERVE", "retail_selling", 0, bag) | {"disposition": "retail_sold"},
    ]
    return [step | _time(START + 3600 * number) for number, step in enumerate(steps)]


def document(events: list[dict[str, Any]]) -> bytes:
    """An EPCISDocument (EPCIS 2.0 section 10)."""
    return orjson.dumps(
        {
            "@context": CONTEXT,
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": "2026-01-01T00:00:00Z",
            "epcisBody": {"eventList": events},
        }
    )


def documents(events: Iterator[dict[str, Any]], number: int, size: int) -> list[bytes]:
    """The next `number` documents of `size` events each."""
    return [document(list(itertools.islice(events, size))) for _ in range(number)]


_DOCUMENT, _SECOND = "@DOCUMENT@", "@SECOND@"


def mould(size: int) -> bytes:
    """A document of `size` observations, each item SEEN times, from which `cast` makes any number of different ones."""
    observed = itertools.islice(observations(), size)
    return document(
        [
            each
            | {
                "epcList": [f"urn:epc:id:sgtin:9521321.000042.S{_DOCUMENT}-{number // SEEN}"],
                "eventTime": f"{_SECOND}.{number:03}Z",
            }
            for number, each in enumerate(observed)
        ]
    )


def cast(moulded: bytes, number: int) -> bytes:
    """The document of a number; takes next to no time."""
    second = datetime.fromtimestamp(START + number, UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return moulded.replace(_DOCUMENT.encode(), str(number).encode()).replace(_SECOND.encode(), second.encode())


def _time(at: int) -> dict[str, str]:
    stamp = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {"eventTime": stamp, "eventTimeZoneOffset": "+00:00"}


def _object_event(action: str, step: str, at: int, *epcs: str) -> dict[str, Any]:
    return {"type": "ObjectEvent", "action": action, "bizStep": step, "epcList": list(epcs), **_time(at)}


def _aggregation(action: str, step: str, parent: str, children: list[str]) -> dict[str, Any]:
    return {"type": "AggregationEvent", "action": action, "bizStep": step, "parentID": parent, "childEPCs": children}
