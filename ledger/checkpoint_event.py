"""A checkpoint in plain words, made into the EPCIS 2.0 document of one event that capture takes."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ledger.checkpoint_steps import STEPS, UNITS, Step
from ledger.epcis_error import DocumentError, EventError
from ledger.epcis_schema import vocabulary
from ledger.position import Position, geo_uri
from verifier.format import base64url
from verifier.format.errors import FormatError
from verifier.format.item import ItemKind, canonical_item, describe_item, lot_uri
from verifier.format.jcs import MAX_SAFE_INTEGER, Json
from verifier.format.timestamp import parse_timestamp

CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"

MAX_NOTE = 1000
"""Most characters of a note."""

MAX_ITEMS = 10_000
"""Most items of one plain checkpoint."""

MAX_READINGS = 100
"""Most readings of one plain checkpoint."""

MAX_PHOTOS = 10
"""Most photos that one plain checkpoint speaks of."""

_OFFSET = re.compile(r"[+-]\d\d:\d\d\Z", re.ASCII)
_UNIT = re.compile(r"[A-Z0-9]{2,3}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much of a lot or class: a number, and its unit (UN/CEFACT Recommendation 20), none if they are pieces."""

    value: float
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a sensor measured: a CBV measurement type such as `Temperature`, the value, and its unit."""

    type: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class PlainCheckpoint:
    """A checkpoint as people state it. Identifiers may have any of the spellings of `canonical_item`.

    `items` are what it is about; `pointers` names, for each, the member that it came from, for what is said of faults.
    `photos` are SHA-256 digests in base64url: the photos stay with whoever took them, and are proved by them later.
    `position` is where it was seen. With it `place` says where the goods are from then on, which only some steps say.
    """

    step: str
    time: str
    items: Sequence[str] = ()
    pointers: Sequence[str] = ()
    container: str | None = None
    place: str | None = None
    position: Position | None = None
    quantity: Quantity | None = None
    lot: str | None = None
    best_before: str | None = None
    readings: Sequence[Reading] = ()
    note: str | None = None
    photos: Sequence[str] = ()


def checkpoint_document(checkpoint: PlainCheckpoint) -> dict[str, Json]:
    """The EPCISDocument (EPCIS 2.0 section 10) with the one event that the checkpoint is.

    Raises:
        DocumentError: with every fault found, each pointing to the member of the plain checkpoint.
    """
    faults: list[EventError] = []
    step = STEPS.get(checkpoint.step)
    if step is None:
        faults.append(EventError("/step", f"must be one of {', '.join(STEPS)}"))
    offset = _offset(checkpoint.time, faults)
    items = _items(checkpoint, faults)
    container = _named(checkpoint.container, "/container", faults)
    place = _place(checkpoint.place, faults)
    position = _position(checkpoint.position, faults)
    best_before = _day(checkpoint.best_before, faults)
    readings = _readings(checkpoint.readings, faults)
    if checkpoint.note is not None and not 0 < len(checkpoint.note) <= MAX_NOTE:
        faults.append(EventError("/note", f"must have 1 to {MAX_NOTE} characters"))
    photos = _photos(checkpoint.photos, faults)
    by_quantity = _by_quantity(checkpoint, items, faults)
    if step is not None:
        _check_step(step, checkpoint, items, faults)
    _check_lot(checkpoint, items, faults)
    if faults or step is None:
        raise DocumentError(faults)

    event: dict[str, Json] = step.members(by_quantity=by_quantity)
    event["eventTime"], event["eventTimeZoneOffset"] = checkpoint.time, offset
    _name_items(event, step, [uri for uri, _ in items], checkpoint.quantity, by_quantity=by_quantity)
    if container is not None:
        event["parentID"] = container
    seen_at = position or place
    if seen_at is not None:
        event["readPoint"] = {"id": seen_at}
    if place is not None and step.stays:
        event["bizLocation"] = {"id": place}
    ilmd: dict[str, Json] = {}
    if checkpoint.lot is not None:
        ilmd["cbvmda:lotNumber"] = checkpoint.lot
    if best_before is not None:
        ilmd["cbvmda:bestBeforeDate"] = best_before
    if ilmd:
        event["ilmd"] = ilmd
    if readings:
        event["sensorElementList"] = [{"sensorMetadata": {"time": checkpoint.time}, "sensorReport": readings}]
    if checkpoint.note is not None:
        event["rdfs:comment"] = checkpoint.note
    if photos:
        event["dcterms:references"] = photos
    return {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": checkpoint.time,
        "epcisBody": {"eventList": [event]},
    }


_EVENT_POINTER = "/epcisBody/eventList/0"
_PLAIN_MEMBERS = {
    "action": "/step",
    "bizStep": "/step",
    "bizLocation": "/place",
    "dcterms:references": "/photos",
    "disposition": "/step",
    "eventTime": "/time",
    "parentID": "/container",
    "persistentDisposition": "/step",
    "rdfs:comment": "/note",
    "readPoint": "/place",
    "sensorElementList": "/readings",
}
_ITEM_LISTS = frozenset({"childEPCs", "childQuantityList", "epcList", "quantityList"})


def plain_pointer(checkpoint: PlainCheckpoint, pointer: str) -> str:
    """The plain member that a JSON Pointer into the checkpoint's document came from; the empty pointer for none."""
    name, *further = pointer.removeprefix(_EVENT_POINTER).removeprefix("/").split("/")
    if name in _ITEM_LISTS:
        position = int(further[0]) if further and further[0].isdecimal() else 0
        return checkpoint.pointers[position]
    if name == "ilmd":
        return "/bestBefore" if further == ["cbvmda:bestBeforeDate"] else "/lot"
    if name == "readPoint" and checkpoint.position is not None:
        return "/position"
    return _PLAIN_MEMBERS.get(name, "")


def _offset(time: str, faults: list[EventError]) -> str:
    try:
        parse_timestamp(time)
    except FormatError as error:
        faults.append(EventError("/time", str(error)))
    match = _OFFSET.search(time)
    return match[0] if match else "+00:00"


def _named(text: str | None, pointer: str, faults: list[EventError]) -> str | None:
    if text is None:
        return None
    try:
        return canonical_item(text)
    except FormatError as error:
        faults.append(EventError(pointer, f"is no usable identifier: {error}"))
        return None


def _items(checkpoint: PlainCheckpoint, faults: list[EventError]) -> list[tuple[str, ItemKind]]:
    if len(checkpoint.items) > MAX_ITEMS:
        faults.append(EventError("/items", f"has more than {MAX_ITEMS} items; send the rest in further checkpoints"))
        return []
    found: dict[str, ItemKind] = {}
    for text, pointer in zip(checkpoint.items, checkpoint.pointers, strict=True):
        uri = _named(text, pointer, faults)
        if uri is None:
            continue
        kind = describe_item(uri).kind
        if kind in (ItemKind.PLACE, ItemKind.PARTY):
            faults.append(EventError(pointer, f"names a {kind.value}, not a product, lot or container"))
        elif uri in found:
            faults.append(EventError(pointer, f"names {uri} a second time"))
        found[uri] = kind
    return list(found.items())


def _place(text: str | None, faults: list[EventError]) -> str | None:
    uri = _named(text, "/place", faults)
    if uri is not None and describe_item(uri).kind not in (ItemKind.PLACE, ItemKind.OTHER):
        faults.append(EventError("/place", "names no place: that takes a GLN, such as (414)9521321000001, or a URI"))
    return uri


def _position(position: Position | None, faults: list[EventError]) -> str | None:
    try:
        return None if position is None else geo_uri(position)
    except ValueError as error:
        member = str(error).partition(" ")[0]
        faults.append(EventError(f"/position/{member}", str(error).removeprefix(f"{member} ")))
        return None


def _day(text: str | None, faults: list[EventError]) -> str | None:
    if text is None:
        return None
    try:
        if not _DAY.fullmatch(text):
            raise ValueError
        return date.fromisoformat(text).isoformat()
    except ValueError:
        faults.append(EventError("/bestBefore", "must be a day that exists, such as 2027-03-31"))
        return None


def _readings(readings: Sequence[Reading], faults: list[EventError]) -> list[Json]:
    if len(readings) > MAX_READINGS:
        faults.append(EventError("/readings", f"has more than {MAX_READINGS} readings"))
        return []
    known = vocabulary("measurementType")
    reports: list[Json] = []
    for position, reading in enumerate(readings):
        pointer = f"/readings/{position}"
        word = reading.type.removeprefix("gs1:")
        unit = UNITS.get(reading.unit, reading.unit)
        if word not in known:
            names = ", ".join(sorted(known))
            faults.append(EventError(f"{pointer}/type", f"must be a measurement type of the CBV: {names}"))
        if not _UNIT.fullmatch(unit):
            faults.append(EventError(f"{pointer}/unit", _unit_fault()))
        _check_number(reading.value, f"{pointer}/value", faults)
        reports.append({"type": word, "value": reading.value, "uom": unit})
    return reports


def _photos(digests: Sequence[str], faults: list[EventError]) -> list[Json]:
    """The photos as RFC 6920 names things by their digest."""
    if len(digests) > MAX_PHOTOS:
        faults.append(EventError("/photos", f"has more than {MAX_PHOTOS} photos"))
        return []
    for position, digest in enumerate(digests):
        try:
            base64url.decode(digest, 32)
        except FormatError:
            faults.append(EventError(f"/photos/{position}", "must be a SHA-256 in base64url without padding"))
    if len(set(digests)) < len(digests):
        faults.append(EventError("/photos", "names a photo twice"))
    return [f"ni:///sha-256;{digest}" for digest in digests]


def _unit_fault() -> str:
    return f"must be {', '.join(UNITS)}, or a code of UN/CEFACT Recommendation 20, such as CEL"


def _check_number(value: float, pointer: str, faults: list[EventError]) -> None:
    if not math.isfinite(value) or abs(value) > MAX_SAFE_INTEGER:
        faults.append(EventError(pointer, "must be a number within ±(2^53−1)"))


def _by_quantity(checkpoint: PlainCheckpoint, items: Sequence[tuple[str, ItemKind]], faults: list[EventError]) -> bool:
    """Whether the items are lots or classes, which an event names by quantity (EPCIS 2.0 section 7.3.3.3)."""
    counted = {kind in (ItemKind.LOT, ItemKind.CLASS) for _, kind in items}
    if counted == {True, False}:
        faults.append(EventError("/items", "must be all instances, or all lots or classes; send two checkpoints"))
    by_quantity = counted == {True}
    quantity = checkpoint.quantity
    if quantity is not None:
        if len(items) != 1 or not by_quantity:
            faults.append(EventError("/quantity", "is for exactly one lot or class"))
        _check_number(quantity.value, "/quantity/value", faults)
        if quantity.value <= 0:
            faults.append(EventError("/quantity/value", "must be above zero"))
        if quantity.unit is not None and not _UNIT.fullmatch(UNITS.get(quantity.unit, quantity.unit)):
            faults.append(EventError("/quantity/unit", _unit_fault()))
    return by_quantity


def _check_step(
    step: Step, checkpoint: PlainCheckpoint, items: Sequence[tuple[str, ItemKind]], faults: list[EventError]
) -> None:
    if step.contains and checkpoint.container is None:
        faults.append(EventError("/container", f"is missing: the step {step.name} names the container"))
    if not step.contains and checkpoint.container is not None:
        names = ", ".join(name for name, known in STEPS.items() if known.contains)
        faults.append(EventError("/container", f"is only for the steps {names}"))
    if not items and not checkpoint.items and not (step.contains and step.action == "DELETE"):
        faults.append(EventError("/item", "is missing"))
    if checkpoint.place is not None and checkpoint.position is not None and not step.stays:
        names = ", ".join(name for name, known in STEPS.items() if known.stays)
        faults.append(
            EventError(
                "/position",
                f"must not stand beside place here: the step {step.name} says only where it happened, by one of them; "
                f"both are for {names}",
            )
        )
    for name, value in (("lot", checkpoint.lot), ("bestBefore", checkpoint.best_before)):
        if value is not None and step.name != "produced":
            faults.append(EventError(f"/{name}", "is only for the step produced"))


def _check_lot(checkpoint: PlainCheckpoint, items: Sequence[tuple[str, ItemKind]], faults: list[EventError]) -> None:
    if checkpoint.lot is None:
        return
    try:
        lot_uri("09521321000018", checkpoint.lot)
    except FormatError as error:
        faults.append(EventError("/lot", f"is no lot number: {error}"))
    if any(kind is not ItemKind.INSTANCE for _, kind in items):
        faults.append(EventError("/lot", "is for instances; a lot as item names itself"))


def _name_items(
    event: dict[str, Json], step: Step, uris: list[str], quantity: Quantity | None, *, by_quantity: bool
) -> None:
    if by_quantity:
        elements: list[Json] = []
        for uri in uris:
            element: dict[str, Json] = {"epcClass": uri}
            if quantity is not None:
                element["quantity"] = quantity.value
                if quantity.unit is not None:
                    element["uom"] = UNITS.get(quantity.unit, quantity.unit)
            elements.append(element)
        event["childQuantityList" if step.contains else "quantityList"] = elements
    elif uris:
        event["childEPCs" if step.contains else "epcList"] = list[Json](uris)
