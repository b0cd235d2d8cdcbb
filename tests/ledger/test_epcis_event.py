import hashlib
from typing import Any

import pytest

from ledger.epcis_error import EventError
from ledger.epcis_event import CanonicalEvent, canonical_event
from ledger.epcis_schema import event_problems
from verifier.format.epcis_context import parse_context
from verifier.format.event_hash import event_hash_id
from verifier.format.event_items import MAX_ITEMS
from verifier.format.jcs import encode

CONTEXT: list[Any] = [
    "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    {"example": "https://ns.example.com/epcis/", "sgtin": "urn:epc:id:sgtin:"},
]
BAG = "https://id.gs1.org/01/09521321000018/21/A1"
CLASS = "https://id.gs1.org/01/09521321000018"
CASE = "https://id.gs1.org/00/095213210000000018"


def event(**members: Any) -> dict[str, Any]:
    plain = {"type": "ObjectEvent", "eventTime": "2026-03-31T08:15:00+02:00", "eventTimeZoneOffset": "+02:00"}
    if members.get("type", "ObjectEvent") != "TransformationEvent":
        plain["action"] = "ADD"
    return {**plain, **members}


def canonical(**members: Any) -> CanonicalEvent:
    given = event(**members)
    assert event_problems(given, "") == []
    made = canonical_event(given, CONTEXT, parse_context(CONTEXT), "")
    assert made.event_hash_id == event_hash_id(given, parse_context(CONTEXT))
    return made


def refusal(**members: Any) -> EventError:
    with pytest.raises(EventError) as caught:
        canonical(**members)
    return caught.value


def test_identifiers_have_their_one_name_wherever_they_stand():
    made = canonical(
        type="AggregationEvent",
        parentID="urn:epc:id:sscc:9521321.0000000001",
        childEPCs=["https://shop.example/gtin/9521321000018/lot/7/ser/A1", "sgtin:9521321.000001.A2"],
        childQuantityList=[{"epcClass": "urn:epc:idpat:sgtin:9521321.000001.*", "quantity": 3}],
        readPoint={"id": "urn:epc:id:sgln:9521321.00002.0", "example:gate": 4},
        bizLocation={"id": "https://places.example/414/9521321000025/254/A"},
        bizTransactionList=[{"bizTransaction": "urn:epc:id:gdti:9521321.00002.W1"}],
        sourceList=[{"type": "owning_party", "source": "urn:epc:id:pgln:9521321.00002"}],
        destinationList=[{"type": "location", "destination": "geo:47.37,8.54"}],
        certificationInfo="https://certificates.example/1",
    )
    assert made.event == {
        "type": "AggregationEvent",
        "eventTime": "2026-03-31T08:15:00+02:00",
        "eventTimeZoneOffset": "+02:00",
        "action": "ADD",
        "parentID": CASE,
        "childEPCs": [BAG, "https://id.gs1.org/01/09521321000018/21/A2"],
        "childQuantityList": [{"epcClass": CLASS, "quantity": 3}],
        "readPoint": {"id": "https://id.gs1.org/414/9521321000025", "example:gate": 4},
        "bizLocation": {"id": "https://id.gs1.org/414/9521321000025/254/A"},
        "bizTransactionList": [{"bizTransaction": "https://id.gs1.org/253/9521321000025W1"}],
        "sourceList": [{"type": "owning_party", "source": "https://id.gs1.org/417/9521321000025"}],
        "destinationList": [{"type": "location", "destination": "geo:47.37,8.54"}],
        "certificationInfo": ["https://certificates.example/1"],
    }
    assert dict(made.items())[CLASS] == 4 | 32


@pytest.mark.parametrize(
    "spelling",
    ["{word}", "urn:epcglobal:cbv:{urn}:{word}", "https://ref.gs1.org/cbv/{web}-{word}", "cbv:{web}-{word}"],
)
def test_words_of_the_vocabulary_are_bare(spelling: str) -> None:
    def spell(word: str, urn: str, web: str) -> str:
        return spelling.format(word=word, urn=urn, web=web)

    made: dict[str, Any] = canonical(
        epcList=[BAG],
        bizStep=spell("commissioning", "bizstep", "BizStep"),
        disposition=spell("active", "disp", "Disp"),
        persistentDisposition={"set": [spell("recalled", "disp", "Disp")], "unset": [spell("damaged", "disp", "Disp")]},
        bizTransactionList=[{"type": spell("po", "btt", "BTT"), "bizTransaction": "urn:x:1"}],
        sourceList=[{"type": spell("location", "sdt", "SDT"), "source": "urn:x:2"}],
        destinationList=[{"type": spell("owning_party", "sdt", "SDT"), "destination": "urn:x:3"}],
        errorDeclaration={
            "declarationTime": "2026-04-01T00:00:00Z",
            "reason": spell("incorrect_data", "er", "ER"),
        },
    ).event
    assert made["bizStep"] == "commissioning"
    assert made["disposition"] == "active"
    assert made["persistentDisposition"] == {"set": ["recalled"], "unset": ["damaged"]}
    assert made["bizTransactionList"] == [{"type": "po", "bizTransaction": "urn:x:1"}]
    assert made["sourceList"] == [{"type": "location", "source": "urn:x:2"}]
    assert made["destinationList"] == [{"type": "owning_party", "destination": "urn:x:3"}]
    assert made["errorDeclaration"]["reason"] == "incorrect_data"


def test_words_of_sensors_are_bare():
    reports = [
        {"type": "gs1:Temperature", "component": "cbv:Comp-x", "exception": "gs1:ALARM_CONDITION", "value": 4.5},
        {"type": "https://gs1.org/voc/Mass", "component": "https://ref.gs1.org/cbv/Comp-y"},
        {"type": "example:Own", "component": "example:Comp-y"},
    ]
    sensors = [{"sensorMetadata": {"time": "2026-03-31T00:00:00Z"}, "sensorReport": reports}]
    assert canonical(epcList=[BAG], sensorElementList=sensors).event["sensorElementList"] == [
        {
            "sensorMetadata": {"time": "2026-03-31T00:00:00Z"},
            "sensorReport": [
                {"type": "Temperature", "component": "x", "exception": "ALARM_CONDITION", "value": 4.5},
                {"type": "Mass", "component": "y"},
                {"type": "example:Own", "component": "example:Comp-y"},
            ],
        }
    ]


@pytest.mark.parametrize(
    "own",
    ["https://steps.example/roasting", "example:roasting", "urn:epcglobal:cbv:bizstep:roasting", "cbv:Disp-active"],
)
def test_other_steps_are_kept_as_they_are(own):
    assert canonical(epcList=[BAG], bizStep=own).event["bizStep"] == own


def test_what_the_ledger_says_itself_is_dropped_and_the_rest_is_kept():
    kept = {
        "eventID": "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8",
        "ilmd": {"example:a": [1, {"b": None}], "cbvmda:lotNumber": "L-7"},
        "example:more": {"x": [True, 0.5]},
        "https://full.example/name": "text",
        "rdfs:comment": "aside",
    }
    made = canonical(epcList=[BAG], recordTime="2026-04-01T00:00:00Z", **{"@context": {}, **kept})
    assert made.event == event(epcList=[BAG], **kept)
    assert made.context == CONTEXT
    assert made.items() == [(BAG, 1), (f"{CLASS}/10/L-7", 64)]


def test_hashes_of_declaration_and_certification():
    declaration = {"reason": "urn:epcglobal:cbv:er:did_not_occur", "declarationTime": "2026-04-01T00:00:00Z"}
    made = canonical(
        epcList=[BAG], errorDeclaration=declaration, certificationInfo="https://id.gs1.org/414/9521321000025"
    )
    plain = canonical(epcList=[BAG])
    expected = encode({"declarationTime": "2026-04-01T00:00:00Z", "reason": "did_not_occur"})
    assert made.error_declaration_hash == hashlib.sha256(expected).digest()
    assert made.certification_info_hash == hashlib.sha256(b'["https://id.gs1.org/414/9521321000025"]').digest()
    assert (plain.error_declaration_hash, plain.certification_info_hash) == (None, None)


@pytest.mark.parametrize(
    ("members", "pointer", "words"),
    [
        ({"epcList": [BAG, "urn:epc:id:sscc:9521321.1"]}, "/epcList/1", "no usable identifier"),
        ({"epcList": ["https://id.gs1.org/01/09521321000011/21/A1"]}, "/epcList/0", "check digit"),
        ({"epcList": ["HTTP://Things.Example/1"]}, "/epcList/0", "no usable identifier"),
        ({"epcList": [], "quantityList": [{"epcClass": "urn:epc:tag:sgtin-96:1"}]}, "/quantityList/0/epcClass", "tag"),
        (
            {"epcList": [BAG], "readPoint": {"id": "https://id.gs1.org/414/9521321000020"}},
            "/readPoint/id",
            "check digit",
        ),
        ({"epcList": [BAG], "eventTime": "2026-03-31T23:59:60Z"}, "/eventTime", "day or an hour"),
        ({"epcList": [BAG], "recordTime": "2026-03-31t08:15:00z"}, "/recordTime", "not a date and time"),
        ({"epcList": [BAG], "example:n": {"m": [0, 2**53]}}, "/example:n/m/1", "beyond"),
        ({"epcList": [BAG], "example:n": {"a/b": {"~": -1e300}}}, "/example:n/a~1b/~0", "beyond"),
        ({"quantityList": [{"epcClass": CLASS, "quantity": 1e16}]}, "/quantityList/0/quantity", "beyond"),
        ({"epcList": [BAG], "ilmd": {"cbvmda:lotNumber": "x" * 21}}, "/ilmd", "lot number"),
        ({"epcList": [BAG], "wayproof:eventHashID": "x"}, "/wayproof:eventHashID", "keeps for itself"),
        ({"epcList": [BAG], **{f"example:{n}": n for n in range(300)}}, "", "more than 256 members"),
        (
            {"type": "AggregationEvent", "childEPCs": [BAG, "urn:epc:id:sgtin:9521321.000001.A1"]},
            "/parentID",
            "is missing",
        ),
        (
            {"type": "AssociationEvent", "parentID": CASE, "childEPCs": [BAG, "urn:epc:id:sgtin:9521321.000001.A1"]},
            "/childEPCs/1",
            "a second time",
        ),
        (
            {"epcList": [CLASS], "quantityList": [{"epcClass": f"{CLASS}?17=261231"}]},
            "/quantityList/0/epcClass",
            "also named without a quantity",
        ),
        (
            {"type": "AssociationEvent", "parentID": CASE, "childQuantityList": [{"epcClass": CASE}]},
            "/childQuantityList/0/epcClass",
            "also named without a quantity",
        ),
    ],
)
def test_what_is_wrong_is_named(members, pointer, words):
    error = refusal(**members)
    assert (error.pointer, words in error.message) == (pointer, True), str(error)


def test_no_more_items_than_the_deepest_tree_has_leaves():
    many = [f"urn:x:{n}" for n in range(MAX_ITEMS + 1)]
    assert len(canonical(epcList=many[1:]).items()) == MAX_ITEMS
    assert "more than 65536 items" in refusal(epcList=many).message


def test_one_item_in_several_places_is_one_item():
    made = canonical(type="TransformationEvent", inputEPCList=[BAG], outputEPCList=[BAG], transformationID=CASE)
    assert made.items() == [(BAG, 8 | 16), (CASE, 128)]
