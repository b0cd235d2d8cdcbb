"""Which items a canonical event names, and where each stands in it (docs/format.md section 3.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from verifier.format.epcis_context import Context
from verifier.format.epcis_value import WHITE_SPACE
from verifier.format.errors import FormatError
from verifier.format.item import lot_uri
from verifier.format.jcs import Json

EPC = 1
PARENT = 2
CHILD = 4
INPUT = 8
OUTPUT = 16
BY_QUANTITY = 32
LOT = 64
TRANSFORMATION = 128
PLACE = 256
EMPTIED = 512
"""On the parent of a DELETE that names no child: everything was taken out of it."""

MAX_ITEMS = 1 << 16
"""Most items of one event: the leaves of the deepest item tree."""

_EPC_LISTS: Mapping[str, int] = {"epcList": EPC, "childEPCs": CHILD, "inputEPCList": INPUT, "outputEPCList": OUTPUT}
_QUANTITY_LISTS: Mapping[str, int] = {
    "quantityList": EPC | BY_QUANTITY,
    "childQuantityList": CHILD | BY_QUANTITY,
    "inputQuantityList": INPUT | BY_QUANTITY,
    "outputQuantityList": OUTPUT | BY_QUANTITY,
}

_INSTANCE = re.compile(r"https://id\.gs1\.org/(?:01/([0-9]{14})/(?:21|235)/|8006/([0-9]{14})[0-9]{4}/21/)")

LOT_NUMBER_NAMES = frozenset(
    {
        "urn:epcglobal:cbv:mda:lotNumber",
        "urn:epcglobal:cbv:mdalotNumber",  # the namespace is often bound without its last colon
        "https://ref.gs1.org/cbv/lotNumber",
        "https://gs1.org/voc/hasBatchLotNumber",
        "https://ref.gs1.org/voc/hasBatchLotNumber",
        "https://www.gs1.org/voc/hasBatchLotNumber",
        "http://gs1.org/voc/hasBatchLotNumber",
    }
)
"""The ILMD members that give the lot of the instances named: `cbvmda:lotNumber` and `gs1:hasBatchLotNumber`."""


def event_items(event: Mapping[str, Json], context: Context) -> dict[str, int]:
    """The canonical URI of each item that a canonical event names, with its role: the bits of where it stands, OR-ed.

    Raises FormatError if a member that names items has not the form that EPCIS gives it, an ILMD lot number is no GS1
    batch or lot number, or there are more than MAX_ITEMS items.
    """
    items: dict[str, int] = {}
    for name, role in _EPC_LISTS.items():
        if name in event:
            for item in _texts(event[name], name):
                items[item] = items.get(item, 0) | role
    for name, role in _QUANTITY_LISTS.items():
        if name in event:
            for item in _classes(event[name], name):
                items[item] = items.get(item, 0) | role
    for item in _lots(event, context):
        items[item] = items.get(item, 0) | LOT
    if "parentID" in event:
        parent = _text(event["parentID"], "parentID")
        items[parent] = items.get(parent, 0) | PARENT | (EMPTIED if _empties_parent(event) else 0)
    if "transformationID" in event:
        transformation = _text(event["transformationID"], "transformationID")
        items[transformation] = items.get(transformation, 0) | TRANSFORMATION
    if not items and "readPoint" in event:
        items[_member(event["readPoint"], "id", "readPoint")] = PLACE
    if len(items) > MAX_ITEMS:
        raise FormatError(f"an event names more than {MAX_ITEMS} items")
    return items


def _empties_parent(event: Mapping[str, Json]) -> bool:
    return (
        event.get("type") in ("AggregationEvent", "AssociationEvent")
        and event.get("action") == "DELETE"
        and not event.get("childEPCs")
        and not event.get("childQuantityList")
    )


def _lots(event: Mapping[str, Json], context: Context) -> set[str]:
    ilmd = event.get("ilmd")
    if ilmd is None:
        return set()
    if not isinstance(ilmd, dict):
        raise FormatError("ilmd is no object")
    numbers = [
        number for name, value in ilmd.items() if context.iri(name) in LOT_NUMBER_NAMES for number in _numbers(value)
    ]
    if not numbers:
        return set()
    made = "outputEPCList" if event.get("type") == "TransformationEvent" else "epcList"
    gtins = {gtin for item in _texts(event.get(made, []), made) if (gtin := _gtin_of_instance(item)) is not None}
    if len(gtins) * len(numbers) > MAX_ITEMS:
        raise FormatError(f"an event names more than {MAX_ITEMS} lots")
    return {_lot(gtin, number) for gtin in gtins for number in numbers}


def _gtin_of_instance(item: str) -> str | None:
    """The GTIN of which a canonical URI names one instance (or one piece of one); None for anything else."""
    match = _INSTANCE.match(item)
    return (match[1] or match[2]) if match else None


def _lot(gtin: str, number: str) -> str:
    try:
        return lot_uri(gtin, number)
    except FormatError as error:
        raise FormatError(f"the ILMD's lot number is no GS1 batch or lot number: {error}") from None


def _numbers(value: Json) -> Iterator[str]:
    for number in value if isinstance(value, list) else [value]:
        if isinstance(number, str):
            yield number.strip(WHITE_SPACE)
        elif isinstance(number, int) and not isinstance(number, bool):
            yield str(number)
        else:
            raise FormatError("the ILMD's lot number is neither text nor an integer")


def _texts(value: Json, name: str) -> list[str]:
    if not isinstance(value, list):
        raise FormatError(f"{name} is no list")
    return [_text(element, name) for element in value]


def _classes(value: Json, name: str) -> list[str]:
    if not isinstance(value, list):
        raise FormatError(f"{name} is no list")
    return [_member(element, "epcClass", name) for element in value]


def _member(value: Json, member: str, name: str) -> str:
    if not isinstance(value, dict):
        raise FormatError(f"{name} is no object with {member}")
    return _text(value.get(member), name)


def _text(value: Json, name: str) -> str:
    if not isinstance(value, str) or not value:
        raise FormatError(f"{name} is no URI")
    return value
