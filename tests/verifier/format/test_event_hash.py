import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format.epcis_context import parse_context
from verifier.format.errors import FormatError
from verifier.format.event_hash import event_hash_id, prehash

GS1 = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
CONTEXT = parse_context([GS1, {"example": "https://ns.example.com/epcis/", "bare": "urn:example"}])
TEXT = Path(__file__).resolve().parents[3] / "docs" / "event-hash.md"


def event(**members: Any) -> dict[str, Any]:
    return {"type": "ObjectEvent", "eventTime": "2026-03-31T06:15:00Z", "eventTimeZoneOffset": "+02:00", **members}


def text_of(**members: Any) -> str:
    """The pre-hash text of an event without its beginning, which is the same for all of them."""
    text = prehash(event(**members), CONTEXT)
    beginning = "eventType=ObjectEventeventTime=2026-03-31T06:15:00.000ZeventTimeZoneOffset=+02:00"
    assert text.startswith(beginning)
    return text[len(beginning) :]


def events_of(document: dict[str, Any]) -> Any:
    body = document["epcisBody"]
    return body["eventList"] if "eventList" in body else body["queryResults"]["resultsBody"]["eventList"]


def test_published_hashes(vectors):
    documents = sorted((vectors / "epcis-event-hash" / "examples").glob("*.jsonld"))
    assert len(documents) >= 13
    for path in documents:
        document = json.loads(path.read_bytes())
        context = parse_context(document["@context"])
        found = [event_hash_id(each, context) for each in events_of(document)]
        assert found == path.with_suffix(".hashes").read_text().split(), path.name


def test_worked_example_of_the_description():
    blocks = re.findall(r"```(?:json|text)\n(.*?)\n```", TEXT.read_text("utf-8").partition("## 7.")[2], re.DOTALL)
    context, worked_event, text, hash_id = blocks
    found = prehash(json.loads(worked_event), parse_context(json.loads(context)))
    assert found == text.replace("\n", "")
    assert event_hash_id(json.loads(worked_event), parse_context(json.loads(context))) == hash_id


def test_members_without_part_change_nothing():
    assert (
        text_of(
            recordTime="2026-01-01T00:00:00Z",
            eventID="urn:uuid:1",
            errorDeclaration={"declarationTime": "2026-01-01T00:00:00Z"},
            comment="said aside",
            **{"rdfs:comment": "said aside", "@context": {"x": "https://x.example/"}, "example:nothing": None},
        )
        == ""
    )


def test_order_of_lists_after_the_place():
    text = text_of(
        sourceList=[{"type": "location", "source": "urn:x:1"}],
        ilmd={"example:a": "b"},
        destinationList=[{"destination": "urn:x:2", "type": "location"}],
        bizTransactionList=[{"bizTransaction": "urn:x:4", "type": "po"}, {"bizTransaction": "urn:x:3"}],
        sensorElementList=[{"sensorReport": [{"type": "Mass"}]}],
        readPoint={"id": "urn:x:0"},
    )
    assert text == (
        "readPointid=urn:x:0"
        "sensorElementListsensorElementsensorReporttype=https://gs1.org/voc/Mass"
        "bizTransactionListbizTransaction=urn:x:3type=https://ref.gs1.org/cbv/BTT-pobizTransaction=urn:x:4"
        "destinationListtype=https://ref.gs1.org/cbv/SDT-locationdestination=urn:x:2"
        "ilmd{https://ns.example.com/epcis/}a=b"
        "sourceListtype=https://ref.gs1.org/cbv/SDT-locationsource=urn:x:1"
    )


def test_extensions_stay_with_their_part_whatever_their_namespace_ends_with():
    text = text_of(
        readPoint={"id": "urn:x:0", "bare:z": 1, "example:a": 2},
        sensorElementList=[{"sensorReport": [{"type": "Mass", "bare:q": "w"}], "sensorMetadata": {"bare:m": "n"}}],
    )
    assert text == (
        "readPointid=urn:x:0{https://ns.example.com/epcis/}a=2{urn:example}z=1"
        "sensorElementListsensorElementsensorMetadata{urn:example}m=n"
        "sensorReporttype=https://gs1.org/voc/Mass{urn:example}q=w"
    )


def test_members_that_the_order_does_not_know_come_last_under_their_path():
    text = text_of(
        bizLocation={"id": "urn:x:0", "floor": 2},
        sensorElementList=[
            {"sensorReport": [{"type": "Mass", "bizRules": "urn:x:b"}, {"type": "Mass", "bizRules": "urn:x:a"}]},
            {"sensorReport": [{"type": "Mass"}], "odd": True},
        ],
    )
    assert text.endswith(
        "bizLocationfloor=2"
        "sensorElementList"
        "sensorElementodd=true"
        "sensorElementsensorReportbizRules=urn:x:asensorReportbizRules=urn:x:b"
    )


def test_an_extension_list_repeats_its_name_and_an_object_nests():
    assert text_of(**{"example:a": ["2", [{"example:c": "", "d": 1.50}], None, True]}) == (
        "{https://ns.example.com/epcis/}a=2"
        "{https://ns.example.com/epcis/}a=true"
        "{https://ns.example.com/epcis/}ad=1.5{https://ns.example.com/epcis/}c"
    )


def test_sorting_is_by_code_point_and_not_by_utf_16():
    assert text_of(**{"example:a": ["\U00010000", "\uffff"]}) == (
        "{https://ns.example.com/epcis/}a=\uffff{https://ns.example.com/epcis/}a=\U00010000"
    )


def test_what_is_empty_leaves_no_trace():
    assert text_of(epcList=[], quantityList=[], persistentDisposition={"set": []}, bizTransactionList=[]) == ""


@pytest.mark.parametrize(
    "members",
    [
        {"epcList": "urn:x:1"},
        {"epcList": [{"id": "urn:x:1"}]},
        {"quantityList": ["urn:x:1"]},
        {"quantityList": [{"epcClass": "urn:x:1", "colour": "red"}]},
        {"persistentDisposition": ["recalled"]},
        {"persistentDisposition": {"set": ["recalled"], "kept": []}},
        {"bizStep": 7},
        {"bizStep": ["shipping"]},
        {"readPoint": "urn:x:1"},
        {"sensorElementList": {}},
        {"sensorElementList": [{"sensorReport": {"type": "Mass"}}]},
        {"bizTransactionList": [{"type": "po", "bizTransaction": "urn:x:1", "example:a": 1}]},
        {"sourceList": ["urn:x:1"]},
        {"eventTime": 1774937700},
        {"eventTime": "2026-02-30T00:00:00Z"},
        {"type": None},
        {"type": 3},
        {"example:a": 2**53},
        {"example:a": float("nan")},
        {"example:a": "\ud800"},
    ],
)
def test_members_of_another_form_are_refused(members):
    with pytest.raises(FormatError):
        event_hash_id(event(**members), CONTEXT)


def test_deep_nesting_is_refused():
    value: Any = 1
    for _ in range(10_000):
        value = [value]
    with pytest.raises(FormatError):
        event_hash_id(event(**{"example:a": value}), CONTEXT)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
member_names = st.sampled_from(
    [
        "type",
        "eventTime",
        "eventTimeZoneOffset",
        "epcList",
        "quantityList",
        "persistentDisposition",
        "readPoint",
        "bizTransactionList",
        "sourceList",
        "sensorElementList",
        "ilmd",
        "certificationInfo",
        "bizStep",
        "example:a",
    ]
)


@given(st.dictionaries(member_names, json_values, max_size=6))
def test_any_json_gives_a_hash_or_a_format_error(members):
    try:
        hash_id = event_hash_id(event(**members), CONTEXT)
    except FormatError:
        return
    assert re.fullmatch(r"ni:///sha-256;[0-9a-f]{64}\?ver=CBV2\.0", hash_id)
