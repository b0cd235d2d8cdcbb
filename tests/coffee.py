"""The journey that most tests play: a lot of serialised coffee bags from the roaster to the shop."""

from __future__ import annotations

from typing import Any

from tests.toy_ledger import Signer, ToyLedger, stamp

GTIN = "https://id.gs1.org/01/09521321000018"
LOT = f"{GTIN}/10/L1"
CASE = "https://id.gs1.org/00/095213210000000100"
PALLET = "https://id.gs1.org/00/095213210000000209"
GLN = "https://id.gs1.org/414/9521321000018"


def bag(number: int) -> str:
    """The canonical URI of one bag."""
    return f"{GTIN}/21/B{number}"


class Coffee:
    """A toy ledger and its four parties."""

    def __init__(self) -> None:
        self.ledger = ToyLedger()
        self.producer = self.ledger.party("producer", "https://id.gs1.org/417/9521321000018", "952132")
        self.carrier = self.ledger.party("carrier", "https://id.gs1.org/417/9521141111116", "952114")
        self.retailer = self.ledger.party("retailer", "https://id.gs1.org/417/9524141111117", "952414", hosted=True)

    def event(self, kind: str, action: str | None, step: str, **members: Any) -> dict[str, Any]:
        """An event at the ledger's present time, which goes on by a minute."""
        self.ledger.now += 60
        event: dict[str, Any] = {
            "type": kind,
            "eventTime": stamp(self.ledger.now),
            "eventTimeZoneOffset": "+00:00",
            "bizStep": step,
            **members,
        }
        if action is not None:
            event["action"] = action
        return event

    def commission(self, *bags: int, signer: Signer | None = None) -> int:
        event = self.event(
            "ObjectEvent",
            "ADD",
            "commissioning",
            disposition="active",
            epcList=[bag(number) for number in bags],
            ilmd={"cbvmda:lotNumber": "L1"},
            readPoint={"id": GLN},
        )
        return self.ledger.capture(signer or self.producer, event)

    def pack(self, parent: str, *children: str, signer: Signer | None = None) -> int:
        event = self.event("AggregationEvent", "ADD", "packing", parentID=parent, childEPCs=list(children))
        return self.ledger.capture(signer or self.producer, event)

    def unpack(self, parent: str, *children: str, signer: Signer | None = None) -> int:
        members: dict[str, Any] = {"parentID": parent}
        if children:
            members["childEPCs"] = list(children)
        event = self.event("AggregationEvent", "DELETE", "unpacking", **members)
        return self.ledger.capture(signer or self.retailer, event)

    def observe(self, step: str, signer: Signer, *items: str, **members: Any) -> int:
        event = self.event("ObjectEvent", "OBSERVE", step, epcList=list(items), **members)
        return self.ledger.capture(signer, event)

    def play(self) -> ToyLedger:
        """The whole journey, anchored three times."""
        self.ledger.notify(self.producer, "description", [GTIN], name="Highland coffee", brand="Example Roasters")
        self.ledger.notify(self.producer, "serialised", [GTIN])
        self.commission(1, 2, 3)
        self.pack(CASE, bag(1), bag(2), bag(3))
        self.pack(PALLET, CASE)
        self.ledger.anchor()
        self.observe("shipping", self.producer, PALLET, disposition="in_transit", readPoint={"id": GLN})
        self.observe("departing", self.carrier, PALLET)
        self.observe("receiving", self.retailer, PALLET)
        self.ledger.anchor()
        self.unpack(PALLET, CASE)
        self.unpack(CASE)
        self.observe("stocking", self.retailer, bag(1), disposition="sellable_accessible")
        self.ledger.anchor()
        return self.ledger
