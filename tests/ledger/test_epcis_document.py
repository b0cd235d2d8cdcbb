import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.epcis_document import CaptureDocument, parse_document
from ledger.epcis_error import DocumentError
from verifier.format.epcis_context import parse_context
from verifier.format.event_hash import event_hash_id

GS1 = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
BAG = "https://id.gs1.org/01/09521321000018/21/A1"
EVENT: dict[str, Any] = {
    "type": "ObjectEvent",
    "eventTime": "2026-03-31T08:15:00+02:00",
    "eventTimeZoneOffset": "+02:00",
    "action": "OBSERVE",
    "epcList": [BAG],
    "example:a": "example:b",
}
CONTEXT = [GS1, {"example": "https://ns.example.com/epcis/"}]
DOCUMENT: dict[str, Any] = {
    "@context": CONTEXT,
    "type": "EPCISDocument",
    "schemaVersion": "2.0",
    "creationDate": "2026-03-31T08:15:00Z",
    "epcisBody": {"eventList": [EVENT]},
}


def read(document: Any) -> CaptureDocument:
    return parse_document(json.dumps(document).encode())


def query_document(events: list[Any]) -> dict[str, Any]:
    results = {"queryName": "SimpleEventQuery", "resultsBody": {"eventList": events}}
    return {"@context": GS1, "type": "EPCISQueryDocument", "epcisBody": {"queryResults": results}}


def test_a_document_a_query_document_and_an_event_alone():
    document = read(DOCUMENT)
    assert (document.type, document.results[0].pointer) == ("EPCISDocument", "/epcisBody/eventList/0")
    answer = read(query_document([EVENT]))
    assert answer.results[0].pointer == "/epcisBody/queryResults/resultsBody/eventList/0"
    alone = read({**EVENT, "@context": CONTEXT})
    assert (alone.type, alone.results[0].pointer) == ("ObjectEvent", "")
    for each in (document, answer, alone):
        assert [event.event["epcList"] for event in each.events] == [[BAG]]
        assert each.problems == []
    assert alone.events[0].event_hash_id == document.events[0].event_hash_id
    assert alone.events[0].context == CONTEXT
    assert "@context" not in alone.events[0].event


def test_one_bad_event_does_not_hide_the_others():
    events = [
        {**EVENT, "action": "MOVE", "bizStep": "rolling"},
        EVENT,
        {**EVENT, "epcList": ["https://id.gs1.org/01/09521321000011/21/A1"]},
        "no event",
        {**EVENT, "type": "PartyEvent"},
        {**EVENT, "@context": {"example": 7}},
        {**EVENT, "plain": 1},
    ]
    document = read({**DOCUMENT, "epcisBody": {"eventList": events}})
    assert [result.event is not None for result in document.results] == [False, True, False, False, False, False, False]
    assert [problem.pointer.removeprefix("/epcisBody/eventList") for problem in document.problems] == [
        "/0/action",
        "/0/bizStep",
        "/2/epcList/0",
        "/3",
        "/4/type",
        "/5/@context",
        "/6/plain",
    ]
    assert str(document.problems[0]) == "/epcisBody/eventList/0/action must be OBSERVE, ADD or DELETE"


def test_an_events_own_context_comes_after_the_documents():
    own = {**EVENT, "@context": {"example": "https://own.example/"}}
    event = read({**DOCUMENT, "epcisBody": {"eventList": [own]}}).events[0]
    assert event.context == [*CONTEXT, {"example": "https://own.example/"}]
    assert event.event_hash_id == event_hash_id(EVENT, parse_context({"example": "https://own.example/"}))


@pytest.mark.parametrize(
    ("changes", "pointers"),
    [
        ({"@context": None}, ["/@context"]),
        ({"@context": [GS1, GS1]}, ["/@context"]),
        ({"@context": "no address"}, ["/@context"]),
        ({"@context": []}, ["/@context"]),
        ({"@context": {"urn": "https://urn.example/"}}, ["/@context"]),
        ({"@context": {"example": {"@id": "https://ns.example.com/", "big": 2**60}}}, ["/@context"]),
        ({"type": "EPCISMasterDataDocument"}, ["/type"]),
        ({"type": ["EPCISDocument"]}, ["/type"]),
        ({"schemaVersion": 2.0}, ["/schemaVersion"]),
        ({"creationDate": "yesterday", "sender": 1}, ["/creationDate", "/sender"]),
        ({"epcisBody": {}}, ["/epcisBody/eventList"]),
        ({"epcisBody": {"eventList": EVENT}}, ["/epcisBody/eventList"]),
        ({"epcisHeader": "none"}, ["/epcisHeader"]),
        ({"remark": "none"}, ["/remark"]),
    ],
)
def test_a_wrong_envelope_is_refused(changes, pointers):
    with pytest.raises(DocumentError) as caught:
        read({**DOCUMENT, **changes})
    assert sorted(problem.pointer for problem in caught.value.problems) == pointers


@pytest.mark.parametrize("missing", ["@context", "schemaVersion", "creationDate", "epcisBody"])
def test_what_an_envelope_lacks_is_named(missing):
    with pytest.raises(DocumentError, match=f"/{missing} is missing"):
        read({name: value for name, value in DOCUMENT.items() if name != missing})


def test_an_event_alone_needs_its_context():
    with pytest.raises(DocumentError, match="/@context is missing"):
        read(EVENT)


@pytest.mark.parametrize("body", [b"[]", b"null", b'"ObjectEvent"', b"{}"])
def test_what_is_no_document_is_refused(body):
    with pytest.raises(DocumentError):
        parse_document(body)


def test_headers_are_passed_over():
    header = {"epcisMasterData": {"vocabularyList": [{"type": "urn:epcglobal:epcis:vtype:Location"}]}, "any": "thing"}
    document = {**DOCUMENT, "epcisHeader": header, "example:more": 1, "sender": "us", "instanceIdentifier": "1"}
    assert len(read(document).events) == 1


SAMPLE: dict[str, Any] = {
    **EVENT,
    "action": "ADD",
    "quantityList": [{"epcClass": "https://id.gs1.org/01/09521321000018/10/L-7", "quantity": 2.5, "uom": "KGM"}],
    "readPoint": {"id": "urn:epc:id:sgln:9521321.00002.0"},
    "bizTransactionList": [{"type": "po", "bizTransaction": "urn:epcglobal:cbv:bt:9521321000025:1"}],
    "sensorElementList": [{"sensorReport": [{"type": "Temperature", "value": 4}]}],
    "persistentDisposition": {"set": ["recalled"]},
    "ilmd": {"cbvmda:lotNumber": "L-7"},
    "errorDeclaration": {"declarationTime": "2026-04-01T00:00:00Z", "reason": "incorrect_data"},
    "certificationInfo": ["https://certificates.example/1"],
}

JUNK_TEXT = ["", "x", "urn:", "https://id.gs1.org/01/1", "a:b", "\x00", "\U00010000", "%", "https://[", "geo:%zz"]
JUNK_IDENTIFIERS = [
    "urn:epc:id:sgtin:1.2.3",
    "urn:epc:idpat:sgtin:*.*.*",
    "urn:epcglobal:cbv:mda:",
    "HTTPS://ID.GS1.ORG/00/1",
]
JUNK_TIMES = ["2026-02-30T00:00:00Z", "9999-12-31T23:59:59.9999-14:00"]
JUNK: list[Any] = [None, True, 0, -1, 2**53, 1e300, 1.5, [], {}, [None], {"": None}, {"@id": 1}, [[[]]], {"id": 7}]
junk = st.sampled_from([*JUNK, *JUNK_TEXT, *JUNK_IDENTIFIERS, *JUNK_TIMES])


def mutate(draw: Any, value: Any) -> Any:
    """The value with one place in it changed, removed, repeated or renamed."""
    if isinstance(value, dict) and value and draw(st.integers(0, 5)):
        name = draw(st.sampled_from(sorted(value)))
        kind = draw(st.sampled_from(["inside", "inside", "inside", "drop", "rename", "add"]))
        if kind == "inside":
            return {**value, name: mutate(draw, value[name])}
        rest = {key: member for key, member in value.items() if key != name}
        if kind == "drop":
            return rest
        new_name = draw(
            st.sampled_from(["", ":", "type", "eventTime", "core", "example:x", "a:b c", "@id", "ilmd", "epcList"])
        )
        return {**(rest if kind == "rename" else value), new_name: value[name]}
    if isinstance(value, list) and value and draw(st.integers(0, 5)):
        position = draw(st.integers(0, len(value) - 1))
        return [*value[:position], mutate(draw, value[position]), *value[position + draw(st.integers(0, 1)) :]]
    return draw(junk)


@settings(max_examples=400)
@given(st.data())
def test_mutated_documents_raise_nothing_but_typed_errors(data):
    document: Any = {**DOCUMENT, "epcisBody": {"eventList": [SAMPLE, EVENT]}}
    for _ in range(data.draw(st.integers(1, 3))):
        document = mutate(data.draw, document)
    check_reading(json.dumps(document).encode())


@settings(max_examples=200)
@given(st.data())
def test_mutated_bytes_raise_nothing_but_typed_errors(data):
    body = bytearray(json.dumps({**DOCUMENT, "epcisBody": {"eventList": [SAMPLE]}}).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        position = data.draw(st.integers(0, len(body) - 1))
        body[position : position + data.draw(st.integers(0, 3))] = data.draw(st.binary(max_size=3))
    check_reading(bytes(body))


def check_reading(body: bytes) -> None:
    try:
        document = parse_document(body)
    except DocumentError as error:
        assert error.problems
        return
    given_document = json.loads(body)
    for result in document.results:
        assert (result.event is None) == bool(result.problems)
        assert all(problem.pointer.startswith(result.pointer) and problem.message for problem in result.problems)
        if result.event is not None:
            given_event = follow(given_document, result.pointer)
            assert event_hash_id(given_event, parse_context(result.event.context)) == result.event.event_hash_id


def follow(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value
