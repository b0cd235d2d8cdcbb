"""Plain checkpoints: the steps that people speak of, and the EPCIS event that each of them is (CBV 2.0 section 7).

| step | event | action | bizStep | disposition | more |
|---|---|---|---|---|---|
| produced | Object | ADD | commissioning (lots: creating_class_instance) | active | lot, bestBefore |
| packed, loaded | Aggregation | ADD | packing, loading | | container |
| unpacked, unloaded | Aggregation | DELETE | unpacking, unloading | | container |
| shipped | Object | OBSERVE | shipping | in_transit | |
| departed | Object | OBSERVE | departing | in_transit | |
| in_transit | Object | OBSERVE | transporting | in_transit | |
| arrived | Object | OBSERVE | arriving | | |
| received | Object | OBSERVE | receiving | sellable_not_accessible | stays |
| inspected | Object | OBSERVE | inspecting | | |
| measured | Object | OBSERVE | sensor_reporting | | readings |
| stored | Object | OBSERVE | storing | sellable_not_accessible | stays |
| stocked | Object | OBSERVE | stocking | sellable_accessible | stays |
| delivered | Object | OBSERVE | accepting | sellable_not_accessible | stays |
| sold | Object | OBSERVE | retail_selling | retail_sold | |
| returned | Object | OBSERVE | receiving | returned | stays |
| recalled | Object | OBSERVE | holding | | persistentDisposition set recalled |
| recall_withdrawn | Object | OBSERVE | | | persistentDisposition unset recalled |
| decommissioned | Object | DELETE | decommissioning | inactive | |
| destroyed | Object | DELETE | destroying | destroyed | |

"Stays" means that the place is where the goods are from then on (bizLocation) besides where they were seen (readPoint).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from verifier.format.jcs import Json

RECALLED = "recalled"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its meaning in plain words, and the members that it gives the event; None for members it has not."""

    name: str
    meaning: str
    action: str
    biz_step: str | None
    disposition: str | None = None
    stays: bool = False
    contains: bool = False
    ends_recall: bool = False
    recalls: bool = False

    @property
    def notifies(self) -> bool:
        """Whether the event is a notice, which bears on an item whatever its journey (docs/format.md section 4)."""
        return self.recalls or self.ends_recall or (self.action == "DELETE" and not self.contains)

    @property
    def type(self) -> str:
        """The EPCIS event type."""
        return "AggregationEvent" if self.contains else "ObjectEvent"

    def members(self, *, by_quantity: bool) -> dict[str, Json]:
        """The event's members that depend on the step alone; `by_quantity` where it is about lots or classes."""
        event: dict[str, Json] = {"type": self.type, "action": self.action}
        if self.biz_step is not None:
            makes_lots = by_quantity and self.biz_step == "commissioning"
            event["bizStep"] = "creating_class_instance" if makes_lots else self.biz_step
        if self.disposition is not None:
            event["disposition"] = self.disposition
        if self.recalls:
            event["persistentDisposition"] = {"set": [RECALLED]}
        if self.ends_recall:
            event["persistentDisposition"] = {"unset": [RECALLED]}
        return event


_STEPS = (
    Step("produced", "made, and given its serial number or lot", "ADD", "commissioning", "active", stays=True),
    Step("packed", "put into a container, which is named", "ADD", "packing", contains=True),
    Step("loaded", "put into a vehicle or freight container", "ADD", "loading", contains=True),
    Step("unpacked", "taken out of its container", "DELETE", "unpacking", contains=True),
    Step("unloaded", "taken out of a vehicle or freight container", "DELETE", "unloading", contains=True),
    Step("shipped", "sent on its way to somebody", "OBSERVE", "shipping", "in_transit"),
    Step("departed", "left a place on its way", "OBSERVE", "departing", "in_transit"),
    Step("in_transit", "seen on its way", "OBSERVE", "transporting", "in_transit"),
    Step("arrived", "came to a place, not yet received", "OBSERVE", "arriving"),
    Step("received", "taken into stock", "OBSERVE", "receiving", "sellable_not_accessible", stays=True),
    Step("inspected", "examined, and still good to go on", "OBSERVE", "inspecting"),
    Step("measured", "a sensor's readings were taken", "OBSERVE", "sensor_reporting"),
    Step("stored", "put into storage", "OBSERVE", "storing", "sellable_not_accessible", stays=True),
    Step("stocked", "put where customers can take it", "OBSERVE", "stocking", "sellable_accessible", stays=True),
    Step("delivered", "handed over to who ordered it", "OBSERVE", "accepting", "sellable_not_accessible", stays=True),
    Step("sold", "sold to a customer", "OBSERVE", "retail_selling", "retail_sold"),
    Step("returned", "came back from a customer or partner", "OBSERVE", "receiving", "returned", stays=True),
    Step("recalled", "to be kept from use, by its maker's word", "OBSERVE", "holding", recalls=True),
    Step("recall_withdrawn", "the recall no longer holds", "OBSERVE", None, ends_recall=True),
    Step("decommissioned", "its number no longer names it", "DELETE", "decommissioning", "inactive"),
    Step("destroyed", "no longer there", "DELETE", "destroying", "destroyed"),
)

STEPS: Mapping[str, Step] = MappingProxyType({step.name: step for step in _STEPS})
"""The steps by name."""

_SUITED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "producer": frozenset({"produced", "packed", "inspected", "measured", "stored", "shipped"}),
        "carrier": frozenset({"loaded", "departed", "in_transit", "measured", "arrived", "unloaded", "delivered"}),
        "warehouse": frozenset({"received", "inspected", "measured", "unpacked", "stored", "packed", "shipped"}),
        "retailer": frozenset({"received", "measured", "unpacked", "stocked", "sold", "returned"}),
        "certifier": frozenset({"inspected", "measured"}),
        "auditor": frozenset({"inspected", "measured"}),
    }
)


def steps_suiting(roles: Collection[str]) -> list[Step]:
    """The steps that parties of these roles take every day, for a page that offers some before the others."""
    suited = {name for role in roles for name in _SUITED.get(role, ())}
    return [step for step in _STEPS if step.name in suited]


UNITS: Mapping[str, str] = MappingProxyType(
    {"°C": "CEL", "°F": "FAH", "K": "KEL", "%": "P1", "kg": "KGM", "g": "GRM", "l": "LTR", "hPa": "A97", "lx": "LUX"}
)
"""Units as people write them, with their UN/CEFACT Recommendation 20 codes, which EPCIS asks for."""
