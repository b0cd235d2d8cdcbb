"""The members of an EPCIS event in canonical form, member by member."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeAlias

from ledger.epcis_error import MemberError
from ledger.epcis_schema import vocabulary
from verifier.format import epcis_vocabulary as cbv
from verifier.format.epcis_context import Context
from verifier.format.errors import FormatError
from verifier.format.item import canonical_item, canonical_uri
from verifier.format.jcs import MAX_DEPTH, MAX_SAFE_INTEGER, Json
from verifier.format.timestamp import parse_timestamp

_Rule: TypeAlias = Callable[[Json, Context], Json]


def canonical_members(event: Mapping[str, Json], context: Context) -> dict[str, Json]:
    """The members of an event that fits the schema, in canonical form, without `@context` and `recordTime`.

    Raises MemberError at the first member that is wrong.
    """
    canonical = _members(event, context, _EVENT)
    canonical.pop("@context", None)
    canonical.pop("recordTime", None)
    return canonical


def _plain(value: Json, context: Context, depth: int = MAX_DEPTH) -> Json:
    """A value kept as it is, once its numbers are known to survive (RFC 8785 section 3.2.2.3)."""
    if isinstance(value, (str, bool)) or value is None:
        return value
    if isinstance(value, (int, float)):
        if not math.isfinite(value) or abs(value) > MAX_SAFE_INTEGER:
            raise MemberError(
                (), "is a number beyond ±(2^53−1), which not every reader holds exactly; write it as text"
            )
        return value
    if depth == 0:
        raise MemberError((), f"is nested deeper than {MAX_DEPTH} levels")
    inner = partial(_plain, depth=depth - 1)
    return _elements(value, context, inner) if isinstance(value, list) else _members(value, context, {}, inner)


def _members(
    holder: Mapping[str, Json], context: Context, rules: Mapping[str, _Rule], otherwise: _Rule = _plain
) -> dict[str, Json]:
    canonical: dict[str, Json] = {}
    for name, value in holder.items():
        try:
            canonical[name] = rules.get(name, otherwise)(value, context)
        except MemberError as fault:
            raise MemberError((name, *fault.path), fault.message) from None
    return canonical


def _elements(value: Json, context: Context, rule: _Rule) -> Json:
    if not isinstance(value, list):
        raise MemberError((), "must be a list")
    canonical: list[Json] = []
    for position, element in enumerate(value):
        try:
            canonical.append(rule(element, context))
        except MemberError as fault:
            raise MemberError((position, *fault.path), fault.message) from None
    return canonical


def _object(value: Json, context: Context, rules: Mapping[str, _Rule]) -> Json:
    if not isinstance(value, dict):
        raise MemberError((), "must be an object")
    return _members(value, context, rules)


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise MemberError((), "must be text")
    return value


def _time(value: Json, _: Context) -> Json:
    text = _text(value)
    try:
        parse_timestamp(text)
    except FormatError as error:
        raise MemberError((), str(error)) from None
    return text


def _item(value: Json, context: Context) -> Json:
    try:
        return canonical_item(context.iri(_text(value)))
    except FormatError as error:
        raise MemberError((), f"is no usable identifier: {error}") from None


def _identifier(value: Json, context: Context) -> Json:
    try:
        return _canonical_uri(context.iri(_text(value)))
    except FormatError as error:
        raise MemberError((), f"is no usable identifier: {error}") from None


# Places, parties and documents recur from event to event; items hardly do.
_canonical_uri = functools.lru_cache(maxsize=4096)(canonical_uri)


def _term(value: Json, context: Context, *, namespace: str, words: str) -> Json:
    text = _text(value)
    known = vocabulary(words)
    if text in known:
        return text
    uri = cbv.web_uri(context.iri(text))
    word = uri.removeprefix(namespace)
    return word if uri.startswith(namespace) and word in known else text


def _certification_info(value: Json, context: Context) -> Json:
    return _elements(value if isinstance(value, list) else [value], context, _identifier)


_items: _Rule = partial(_elements, rule=_item)
_quantities: _Rule = partial(_elements, rule=partial(_object, rules={"epcClass": _item}))
_disposition: _Rule = partial(_term, namespace=cbv.DISPOSITION, words="disposition")
_dispositions: _Rule = partial(_elements, rule=_disposition)
_party_type: _Rule = partial(_term, namespace=cbv.SOURCE_DESTINATION_TYPE, words="sourceDestinationType")


def _typed_list(member: str, kind: _Rule) -> _Rule:
    return partial(_elements, rule=partial(_object, rules={"type": kind, member: _identifier}))


_SENSOR_ELEMENT: Mapping[str, _Rule] = {
    "sensorMetadata": partial(_object, rules={"time": _time, "startTime": _time, "endTime": _time}),
    "sensorReport": partial(
        _elements,
        rule=partial(
            _object,
            rules={
                "type": partial(_term, namespace=cbv.GS1_VOCABULARY, words="measurementType"),
                "exception": partial(_term, namespace=cbv.GS1_VOCABULARY, words="sensorException"),
                "component": partial(_term, namespace=cbv.COMPONENT, words="component"),
                "time": _time,
            },
        ),
    ),
}

_EVENT: Mapping[str, _Rule] = {
    "eventTime": _time,
    "recordTime": _time,
    "certificationInfo": _certification_info,
    "errorDeclaration": partial(
        _object,
        rules={
            "declarationTime": _time,
            "reason": partial(_term, namespace=cbv.ERROR_REASON, words="errorReason"),
        },
    ),
    "epcList": _items,
    "childEPCs": _items,
    "inputEPCList": _items,
    "outputEPCList": _items,
    "quantityList": _quantities,
    "childQuantityList": _quantities,
    "inputQuantityList": _quantities,
    "outputQuantityList": _quantities,
    "parentID": _item,
    "transformationID": _item,
    "bizStep": partial(_term, namespace=cbv.BIZ_STEP, words="bizStep"),
    "disposition": _disposition,
    "persistentDisposition": partial(_object, rules={"set": _dispositions, "unset": _dispositions}),
    "readPoint": partial(_object, rules={"id": _item}),
    "bizLocation": partial(_object, rules={"id": _identifier}),
    "bizTransactionList": _typed_list(
        "bizTransaction", partial(_term, namespace=cbv.BIZ_TRANSACTION_TYPE, words="bizTransactionType")
    ),
    "sourceList": _typed_list("source", _party_type),
    "destinationList": _typed_list("destination", _party_type),
    "sensorElementList": partial(_elements, rule=partial(_object, rules=_SENSOR_ELEMENT)),
}
