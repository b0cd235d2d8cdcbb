"""The Event Hash ID against PyPI's `epcis-event-hash-generator` 1.9.3, on events of our own making.

Left out is where that package departs from CBV 2.0 section 8.9, as docs/event-hash.md section 6 lists: booleans, types
after what they are the type of, namespaces that do not end with a slash, names that end with List, and so on.
"""

import copy
import logging
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from verifier.format.epcis_context import parse_context
from verifier.format.event_hash import event_hash_id, prehash
from verifier.format.jcs import Json

pytestmark = pytest.mark.slow

CONTEXT: Json = [
    "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld",
    {"example": "https://ns.example.com/epcis/", "other": "http://other.example/ns/"},
    {"cbv": "https://ref.gs1.org/cbv/", "cbvmda": "urn:epcglobal:cbv:mda:", "gs1": "https://gs1.org/voc/"},
]


@pytest.fixture(scope="module")
def oracle():
    json_to_py = pytest.importorskip("epcis_event_hash_generator.json_to_py")
    generator = pytest.importorskip("epcis_event_hash_generator.hash_generator")
    logging.getLogger().setLevel(logging.ERROR)

    def run(events):
        json_to_py._namespaces.clear()  # it keeps prefixes from one document to the next
        document = {
            "@context": CONTEXT,
            "type": "EPCISDocument",
            "schemaVersion": "2.0",
            "creationDate": "2026-03-31T00:00:00Z",
            "epcisBody": {"eventList": copy.deepcopy(events)},
        }
        return generator.derive_prehashes_from_events(json_to_py.event_list_from_epcis_document_json(document))

    return run


def members(required: dict[str, Any], optional: dict[str, Any]) -> SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


digits = st.text("0123456789", min_size=1)
serials = st.text("ABCDEFGHJKabcdefghjk0123456789-", min_size=1, max_size=12).filter(lambda text: text[0] != "-")
items = st.one_of(
    st.builds("urn:epc:id:sgtin:4012345.01{}.{}".format, st.sampled_from(["1111", "2345", "9999"]), serials),
    st.builds("urn:epc:id:sscc:4012345.{:010d}".format, st.integers(0, 10**10 - 1)),
    st.builds("urn:epc:id:grai:4012345.66666.{}".format, serials),
    st.builds("https://shop.example/a/gtin/4012345123456/lot/L1/ser/{}".format, serials),
    st.builds("https://id.gs1.org/01/04012345123456/21/{}?17=261231".format, serials),
    st.builds("https://items.example/{}".format, serials),
    st.builds("urn:uuid:{}".format, st.uuids()),
)
classes = st.one_of(
    st.builds("urn:epc:class:lgtin:4054739.099914.{}".format, serials),
    st.just("urn:epc:idpat:sgtin:4012345.066666.*"),
    st.builds("https://id.gs1.org/01/04012345123456/10/{}".format, serials),
)
places = st.one_of(
    st.builds("urn:epc:id:sgln:4012345.00011.{}".format, serials),
    st.just("https://places.example/414/4012345000054"),
    st.just("geo:47.37,8.54"),
)
parties = st.sampled_from(["urn:epc:id:pgln:4012345.00225", "https://id.gs1.org/417/4012345000009"])
documents = st.one_of(st.builds("urn:epcglobal:cbv:bt:4012345000009:{}".format, serials), items)
times = st.builds(
    "2026-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}{}{}".format,
    st.integers(1, 12),
    st.integers(1, 28),
    st.integers(0, 23),
    st.integers(0, 59),
    st.integers(0, 59),
    st.sampled_from(["", ".5", ".500", ".25", ".125", ".007", ".1250000"]),
    st.sampled_from(["Z", "+00:00", "+05:30", "-09:00", "+14:00"]),
)
numbers = st.one_of(
    st.integers(-(2**53) + 1, 2**53 - 1),
    st.floats(-1e9, 1e9),
    st.sampled_from([0.00001, 1e-7, -0.0, 2.50, 1e15]),
)
# Capital letters, because the package takes small words in free text for words of the vocabulary.
texts = st.one_of(
    st.text("ABCXYZ ÄÖ€𝄞\ufffd().,%/'-0123456789", min_size=1, max_size=12),
    numbers.map(str),
    st.sampled_from(
        [" 1.50 ", "007", "+5", ".5", "12E4", "X:Y", "gs1:Thing", "example:thing", "", "urn:epc:id:sgtin:1.2"]
    ),
)
extension_names = st.sampled_from(
    ["example:a", "example:B", "other:c", "example:zone", "gs1:d", "https://full.example/e"]
)
part_names = extension_names.filter(lambda name: not name.startswith("https:"))
extension_values = st.recursive(
    texts | numbers | documents,
    lambda inner: (
        st.lists(inner.filter(lambda value: not isinstance(value, list)), max_size=3)
        | st.dictionaries(extension_names, inner, min_size=1, max_size=3)
    ),
    max_leaves=6,
)
extensions = st.dictionaries(extension_names, extension_values, max_size=3)
part_extensions = st.dictionaries(part_names, extension_values, max_size=2)


def extended(
    part: SearchStrategy[dict[str, Any]], more: SearchStrategy[dict[str, Any]]
) -> SearchStrategy[dict[str, Any]]:
    return st.builds(lambda own, added: {**own, **added}, part, more)


quantities = st.lists(
    members({"epcClass": classes}, {"quantity": numbers, "uom": st.sampled_from(["KGM", "05"])}), max_size=3
)
item_lists = st.lists(items, max_size=4)
report = extended(
    members(
        {"type": st.sampled_from(["Temperature", "gs1:Mass", "https://types.example/Own"])},
        {
            "exception": st.sampled_from(["ALARM_CONDITION", "ERROR_CONDITION"]),
            "deviceID": items,
            "rawData": documents,
            "time": times,
            "value": numbers,
            "minValue": numbers,
            "sDev": numbers,
            "stringValue": texts,
            "hexBinaryValue": st.sampled_from(["f0f0f0", "0010", "1e3"]),
            "component": st.sampled_from(["latitude", "cbv:Comp-height"]),
            "uom": st.sampled_from(["CEL", "23"]),
            "bizRules": documents,
            "coordinateReferenceSystem": st.just("http://www.opengis.net/def/crs/OGC/1.3/CRS84"),
        },
    ),
    part_extensions,
)
metadata = extended(
    members({"deviceID": items}, {"time": times, "startTime": times, "endTime": times, "bizRules": documents}),
    part_extensions,
)
sensors = extended(
    members({"sensorReport": st.lists(report, min_size=1, max_size=3)}, {"sensorMetadata": metadata}), part_extensions
)
place = extended(members({"id": places}, {}), part_extensions)
dispositions = st.lists(
    st.sampled_from(["recalled", "damaged", "urn:epcglobal:cbv:disp:expired"]), min_size=1, unique=True
)


def typed(name: str, kinds: list[str], values: SearchStrategy[str]) -> SearchStrategy[list[dict[str, str]]]:
    return st.lists(
        st.builds(lambda kind, value: {"type": kind, name: value}, st.sampled_from(kinds), values), max_size=3
    )


parties_or_places = ["owning_party", "possessing_party", "location", "urn:epcglobal:cbv:sdt:owning_party"]
events = extended(
    members(
        {
            "type": st.sampled_from(["ObjectEvent", "AggregationEvent", "TransformationEvent"]),
            "eventTime": times,
            "eventTimeZoneOffset": st.sampled_from(["+00:00", "-09:00", "+05:30"]),
        },
        {
            "recordTime": times,
            "eventID": st.just("urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8"),
            "certificationInfo": st.lists(documents, min_size=1, max_size=2) | documents,
            "errorDeclaration": members({"declarationTime": times}, {"example:why": texts}),
            "parentID": items,
            "epcList": item_lists,
            "childEPCs": item_lists,
            "inputEPCList": item_lists,
            "outputEPCList": item_lists,
            "quantityList": quantities,
            "childQuantityList": quantities,
            "inputQuantityList": quantities,
            "outputQuantityList": quantities,
            "action": st.sampled_from(["ADD", "OBSERVE", "DELETE"]),
            "transformationID": documents,
            "bizStep": st.sampled_from(["shipping", "urn:epcglobal:cbv:bizstep:packing", "https://steps.example/own"]),
            "disposition": st.sampled_from(["in_transit", "cbv:Disp-active", "https://ref.gs1.org/cbv/Disp-expired"]),
            "persistentDisposition": members({"set": dispositions}, {"unset": dispositions}),
            "readPoint": place,
            "bizLocation": place,
            "bizTransactionList": typed("bizTransaction", ["po", "desadv", "https://types.example/own"], documents),
            "sourceList": typed("source", parties_or_places, parties | places),
            "destinationList": typed("destination", parties_or_places, parties | places),
            "sensorElementList": st.lists(sensors, max_size=2),
            "ilmd": extensions,
        },
    ),
    extensions,
)


@pytest.mark.filterwarnings("ignore:open_text is deprecated")
@settings(deadline=None, max_examples=100)
@given(st.lists(events, min_size=1, max_size=3))
def test_pre_hash_text_is_the_oracles(oracle, events):
    context = parse_context(CONTEXT)
    assert [prehash(event, context) for event in events] == oracle(events)


@settings(max_examples=50)
@given(events, st.randoms(use_true_random=False))
def test_the_order_of_members_means_nothing(event, random):
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            names = list(value)
            random.shuffle(names)
            return {name: shuffled(value[name]) for name in names}
        if isinstance(value, list):
            return random.sample([shuffled(each) for each in value], len(value))
        return value

    context = parse_context(CONTEXT)
    assert event_hash_id(shuffled(event), context) == event_hash_id(event, context)
