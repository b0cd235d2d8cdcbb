"""The EPCIS Event Hash ID: a fingerprint of an event that does not depend on how the event is written.

CBV 2.0 section 8.9; docs/event-hash.md is the description that binds us, this file follows its sections.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from verifier.format.epcis_context import Context
from verifier.format.epcis_value import WHITE_SPACE, canonical_value
from verifier.format.epcis_vocabulary import (
    BIZ_STEP,
    BIZ_TRANSACTION_TYPE,
    COMPONENT,
    DISPOSITION,
    GS1_VOCABULARY,
    SOURCE_DESTINATION_TYPE,
)
from verifier.format.errors import FormatError
from verifier.format.jcs import MAX_DEPTH, Json
from verifier.format.timestamp import canonical_timestamp

_Writer: TypeAlias = Callable[[Json, Context], str]
_Fields: TypeAlias = Mapping[str, _Writer]

_COMMENTS = frozenset({"comment", "{http://www.w3.org/2000/01/rdf-schema#}comment"})


def event_hash_id(event: Mapping[str, Json], context: Context) -> str:
    """`ni:///sha-256;<hex>?ver=CBV2.0` of an event in EPCIS JSON, in canonical form or not. Raises FormatError."""
    try:
        text = prehash(event, context).encode()
    except UnicodeEncodeError:
        raise FormatError("an EPCIS value has a lone surrogate") from None
    return f"ni:///sha-256;{hashlib.sha256(text).hexdigest()}?ver=CBV2.0"


def prehash(event: Mapping[str, Json], context: Context) -> str:
    """The text whose SHA-256 is the Event Hash ID.

    Raises FormatError if a member of the standard has not the JSON type or the form that EPCIS gives it.
    """
    event_type = event.get("type")
    if not isinstance(event_type, str):
        raise FormatError("an event has no type")
    parts = ["eventType=" + event_type]
    rest: list[str] = []
    for name, write in _EVENT.items():
        value = event.get(name)
        if value is not None:
            parts.append(write(name, value, context, rest))
    for name, value in event.items():
        if name in _TYPED_LISTS:
            rest += _typed_list(name, value, context)
        elif name not in _EVENT and name not in _WITHOUT_PART:
            rest += _other(name, value, context, MAX_DEPTH)
    rest.sort()
    return "".join(parts) + "".join(rest)


def _time(value: Json, _: Context) -> str:
    if not isinstance(value, str):
        raise FormatError("a time is no string")
    return canonical_timestamp(value.strip(WHITE_SPACE))


def _term(value: Json, context: Context, *, namespace: str) -> str:
    if not isinstance(value, str):
        raise FormatError("a vocabulary word is no string")
    word = value.strip(WHITE_SPACE)
    return namespace + word if word and ":" not in word else canonical_value(word, context)


_QUANTITY_ELEMENT: _Fields = {"epcClass": canonical_value, "quantity": canonical_value, "uom": canonical_value}
_PLACE: _Fields = {"id": canonical_value}
_SENSOR_METADATA: _Fields = {
    "time": _time,
    "startTime": _time,
    "endTime": _time,
    "deviceID": canonical_value,
    "deviceMetadata": canonical_value,
    "rawData": canonical_value,
    "dataProcessingMethod": canonical_value,
    "bizRules": canonical_value,
}
_SENSOR_REPORT: _Fields = {
    "type": partial(_term, namespace=GS1_VOCABULARY),
    "exception": partial(_term, namespace=GS1_VOCABULARY),
    "deviceID": canonical_value,
    "deviceMetadata": canonical_value,
    "rawData": canonical_value,
    "dataProcessingMethod": canonical_value,
    "time": _time,
    "microorganism": canonical_value,
    "chemicalSubstance": canonical_value,
    "value": canonical_value,
    "component": partial(_term, namespace=COMPONENT),
    "stringValue": canonical_value,
    "booleanValue": canonical_value,
    "hexBinaryValue": canonical_value,
    "uriValue": canonical_value,
    "minValue": canonical_value,
    "maxValue": canonical_value,
    "meanValue": canonical_value,
    "sDev": canonical_value,
    "percRank": canonical_value,
    "percValue": canonical_value,
    "uom": canonical_value,
    "coordinateReferenceSystem": canonical_value,
}


def _object(value: Json) -> Mapping[str, Json]:
    if not isinstance(value, dict):
        raise FormatError("an EPCIS member is no object where it must be one")
    return value


def _list(value: Json) -> list[Json]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise FormatError("an EPCIS member is no list where it must be one")
    return value


def _fields(
    holder: Mapping[str, Json], fields: _Fields, context: Context, rest: list[str], besides: tuple[str, ...] = ()
) -> str:
    """The fields in their order as `name=value`, then the extensions sorted. Members of neither kind go to `rest`."""
    parts = []
    for name, write in fields.items():
        value = holder.get(name)
        if value is not None and (text := write(value, context)):
            parts.append(f"{name}={text}")
    extensions: list[str] = []
    for name, value in holder.items():
        if name not in fields and name not in besides:
            (extensions if ":" in name else rest).extend(_other(name, value, context, MAX_DEPTH))
    return "".join(parts) + "".join(sorted(extensions))


def _other(name: str, value: Json, context: Context, depth: int) -> list[str]:
    """The texts of a member that no order knows: an extension, ILMD, or part of one. A list repeats the name."""
    if depth == 0:
        raise FormatError(f"nested deeper than {MAX_DEPTH} levels")
    full_name = context.name(name)
    if value is None or full_name in _COMMENTS:
        return []
    if isinstance(value, list):
        return [text for element in value for text in _other(name, element, context, depth - 1)]
    if isinstance(value, dict):
        parts = [text for inner, member in value.items() for text in _other(inner, member, context, depth - 1)]
        return [full_name + "".join(sorted(parts))]
    text = canonical_value(value, context)
    return [f"{full_name}={text}" if text else full_name]


def _simple(name: str, value: Json, context: Context, _: list[str], write: _Writer = canonical_value) -> str:
    text = write(value, context)
    return f"{name}={text}" if text else ""


def _repeated(name: str, value: Json, context: Context, _: list[str]) -> str:
    values = value if isinstance(value, list) else [value]
    return "".join(sorted(f"{name}={text}" for each in values if (text := canonical_value(each, context))))


def _epcs(name: str, value: Json, context: Context, _: list[str]) -> str:
    texts = sorted(f"epc={text}" for epc in _list(value) if (text := canonical_value(epc, context)))
    return name + "".join(texts) if texts else ""


def _quantities(name: str, value: Json, context: Context, _: list[str]) -> str:
    texts: list[str] = []
    for element in _list(value):
        unknown: list[str] = []
        text = _fields(_object(element), _QUANTITY_ELEMENT, context, unknown)
        if unknown:
            raise FormatError(f"a quantity element of {name} has a member that EPCIS does not know")
        if text:
            texts.append("quantityElement" + text)
    return name + "".join(sorted(texts)) if texts else ""


def _persistent_disposition(name: str, value: Json, context: Context, _: list[str]) -> str:
    holder = _object(value)
    if len(holder) > ("set" in holder) + ("unset" in holder):
        raise FormatError(f"{name} has a member that EPCIS does not know")
    texts = []
    for change in ("set", "unset"):
        words = (_term(word, context, namespace=DISPOSITION) for word in _list(holder.get(change)))
        texts += sorted(f"{change}={word}" for word in words if word)
    return name + "".join(texts) if texts else ""


def _place(name: str, value: Json, context: Context, rest: list[str]) -> str:
    return _part(name, value, _PLACE, context, rest)


def _sensor_elements(name: str, value: Json, context: Context, rest: list[str]) -> str:
    texts: list[str] = []
    rests: list[str] = []
    for element in _list(value):
        left: list[str] = []
        text = _sensor_element(_object(element), context, left)
        if text:
            texts.append("sensorElement" + text)
        if left:
            rests.append("sensorElement" + "".join(sorted(left)))
    if rests:
        rest.append(name + "".join(sorted(rests)))
    return name + "".join(sorted(texts)) if texts else ""


def _sensor_element(element: Mapping[str, Json], context: Context, rest: list[str]) -> str:
    reports = _list(element.get("sensorReport"))
    return "".join(
        [
            _part("sensorMetadata", element.get("sensorMetadata"), _SENSOR_METADATA, context, rest),
            *sorted(_part("sensorReport", report, _SENSOR_REPORT, context, rest) for report in reports),
            _fields(element, {}, context, rest, ("sensorMetadata", "sensorReport")),
        ]
    )


def _part(name: str, value: Json, fields: _Fields, context: Context, rest: list[str]) -> str:
    if value is None:
        return ""
    left: list[str] = []
    text = _fields(_object(value), fields, context, left)
    if left:
        rest.append(name + "".join(sorted(left)))
    return name + text if text else ""


def _typed_list(name: str, value: Json, context: Context) -> list[str]:
    """`bizTransactionList` and its like: each element's type first, then what it is the type of."""
    member, namespace = _TYPED_LISTS[name]
    texts = []
    for element in _list(value):
        holder = _object(element)
        if len(holder) > ("type" in holder) + (member in holder):
            raise FormatError(f"an element of {name} has a member that EPCIS does not know")
        kind = holder.get("type")
        word = "" if kind is None else _term(kind, context, namespace=namespace)
        text = canonical_value(holder.get(member), context)
        texts.append((f"type={word}" if word else "") + (f"{member}={text}" if text else ""))
    return [name + "".join(sorted(texts))] if texts else []


_EVENT: Mapping[str, Callable[[str, Json, Context, list[str]], str]] = {
    "eventTime": partial(_simple, write=_time),
    "eventTimeZoneOffset": _simple,
    "certificationInfo": _repeated,
    "parentID": _simple,
    "epcList": _epcs,
    "inputEPCList": _epcs,
    "childEPCs": _epcs,
    "quantityList": _quantities,
    "childQuantityList": _quantities,
    "inputQuantityList": _quantities,
    "outputEPCList": _epcs,
    "outputQuantityList": _quantities,
    "action": _simple,
    "transformationID": _simple,
    "bizStep": partial(_simple, write=partial(_term, namespace=BIZ_STEP)),
    "disposition": partial(_simple, write=partial(_term, namespace=DISPOSITION)),
    "persistentDisposition": _persistent_disposition,
    "readPoint": _place,
    "bizLocation": _place,
    "sensorElementList": _sensor_elements,
}

_TYPED_LISTS: Mapping[str, tuple[str, str]] = {
    "bizTransactionList": ("bizTransaction", BIZ_TRANSACTION_TYPE),
    "sourceList": ("source", SOURCE_DESTINATION_TYPE),
    "destinationList": ("destination", SOURCE_DESTINATION_TYPE),
}

_WITHOUT_PART = frozenset({"type", "recordTime", "eventID", "errorDeclaration", "@context"})
