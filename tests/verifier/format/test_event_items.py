from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verifier.format.epcis_context import parse_context
from verifier.format.errors import FormatError
from verifier.format.event_items import event_items

CONTEXT = parse_context({"mda": "urn:epcglobal:cbv:mda", "voc": "https://ref.gs1.org/voc/"})
BAG = "https://id.gs1.org/01/09521321000018/21/A1"
OTHER_BAG = "https://id.gs1.org/01/09521321000018/21/A2"
PIECE = "https://id.gs1.org/8006/095213210000180102/21/A3"
CASE = "https://id.gs1.org/00/095213210000000016"
CLASS = "https://id.gs1.org/01/09521321000018"
LOT = "https://id.gs1.org/01/09521321000018/10/L-7"
PLACE = "https://id.gs1.org/414/9521321000025"
WORK = "https://id.gs1.org/253/9521321000025W1"


def items(event_type: str = "ObjectEvent", **members: Any) -> dict[str, int]:
    return event_items({"type": event_type, **members}, CONTEXT)


def test_each_place_has_its_role_and_roles_are_or_ed():
    assert items(
        "TransformationEvent",
        inputEPCList=[BAG],
        inputQuantityList=[{"epcClass": LOT}],
        outputEPCList=[OTHER_BAG, BAG],
        outputQuantityList=[{"epcClass": CLASS}],
        transformationID=WORK,
        readPoint={"id": PLACE},
    ) == {BAG: 8 | 16, OTHER_BAG: 16, LOT: 8 | 32, CLASS: 16 | 32, WORK: 128}
    assert items(epcList=[BAG], quantityList=[{"epcClass": CLASS, "quantity": 3}]) == {BAG: 1, CLASS: 1 | 32}
    assert items(
        "AggregationEvent", action="ADD", parentID=CASE, childEPCs=[BAG], childQuantityList=[{"epcClass": LOT}]
    ) == {CASE: 2, BAG: 4, LOT: 4 | 32}


@pytest.mark.parametrize("event_type", ["AggregationEvent", "AssociationEvent"])
def test_a_parent_emptied_of_everything(event_type):
    assert items(event_type, action="DELETE", parentID=CASE) == {CASE: 2 | 512}
    assert items(event_type, action="DELETE", parentID=CASE, childEPCs=[], childQuantityList=[]) == {CASE: 2 | 512}
    assert items(event_type, action="DELETE", parentID=CASE, childEPCs=[BAG]) == {CASE: 2, BAG: 4}
    assert items(event_type, action="DELETE", parentID=CASE, childQuantityList=[{"epcClass": LOT}])[CASE] == 2
    assert items(event_type, action="OBSERVE", parentID=CASE) == {CASE: 2}
    assert items("TransactionEvent", action="DELETE", parentID=CASE) == {CASE: 2}


def test_the_place_counts_only_where_nothing_else_is_named():
    assert items(readPoint={"id": PLACE}) == {PLACE: 256}
    assert items(readPoint={"id": PLACE}, epcList=[BAG]) == {BAG: 1}
    assert items(bizLocation={"id": PLACE}) == {}
    assert items(readPoint={"id": "geo:57.4778,-4.2247"}) == {"geo:57.4778,-4.2247": 256}


@pytest.mark.parametrize(
    "ilmd",
    [
        {"cbvmda:lotNumber": " L-7 "},
        {"mda:lotNumber": "L-7"},
        {"gs1:hasBatchLotNumber": "L-7"},
        {"voc:hasBatchLotNumber": ["L-7"]},
        {"urn:epcglobal:cbv:mda:lotNumber": "L-7"},
    ],
)
def test_the_lot_of_instances_made(ilmd):
    assert items(action="ADD", epcList=[BAG, OTHER_BAG, CASE], ilmd=ilmd) == {BAG: 1, OTHER_BAG: 1, CASE: 1, LOT: 64}
    made = items("TransformationEvent", inputEPCList=[BAG], outputEPCList=[PIECE], ilmd=ilmd)
    assert made == {BAG: 8, PIECE: 16, LOT: 64}


def test_a_lot_that_is_also_counted_keeps_both_roles():
    found = items(epcList=[BAG], quantityList=[{"epcClass": LOT}], ilmd={"cbvmda:lotNumber": "L-7"})
    assert found == {BAG: 1, LOT: 1 | 32 | 64}


def test_a_lot_number_is_escaped_and_may_be_an_integer():
    assert "https://id.gs1.org/01/09521321000018/10/A%2FB" in items(epcList=[BAG], ilmd={"cbvmda:lotNumber": "A/B"})
    assert "https://id.gs1.org/01/09521321000018/10/4711" in items(epcList=[BAG], ilmd={"cbvmda:lotNumber": 4711})


def test_a_lot_says_nothing_of_what_is_no_instance_of_a_product():
    named = [CLASS, LOT, CASE, "urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8"]
    assert items(epcList=named, ilmd={"cbvmda:lotNumber": "L-8"}) == dict.fromkeys(named, 1)
    assert items(epcList=[BAG], ilmd={"example:lotNumber": "L-8", "cbvmda:other": "L-9"}) == {BAG: 1}


@pytest.mark.parametrize("number", ["", "x" * 21, "caf\u00e9", 1.5, True, None, {"@value": "L-7"}, ["L-7", []]])
def test_what_is_no_lot_number_is_refused(number):
    with pytest.raises(FormatError):
        items(epcList=[BAG], ilmd={"cbvmda:lotNumber": number})


def test_lots_cannot_multiply_beyond_the_item_tree():
    products = [f"https://id.gs1.org/01/{n:014d}/21/A" for n in range(300)]
    with pytest.raises(FormatError, match="more than 65536 lots"):
        items(epcList=products, ilmd={"cbvmda:lotNumber": [f"L{n}" for n in range(300)]})


@pytest.mark.parametrize(
    "members",
    [
        {"epcList": BAG},
        {"epcList": [7]},
        {"epcList": [""]},
        {"quantityList": [BAG]},
        {"quantityList": [{}]},
        {"parentID": None},
        {"readPoint": PLACE},
        {"readPoint": {}},
        {"ilmd": []},
        {"transformationID": {"id": WORK}},
    ],
)
def test_members_of_another_form_are_refused(members):
    with pytest.raises(FormatError):
        items(**members)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.sampled_from([BAG, CASE, LOT]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "epcClass", "cbvmda:lotNumber"]), inner, max_size=2)
    ),
    max_leaves=6,
)


@given(
    st.dictionaries(
        st.sampled_from(["type", "epcList", "quantityList", "parentID", "readPoint", "ilmd", "outputEPCList"]), anything
    )
)
def test_any_json_gives_items_or_a_format_error(event):
    try:
        found = event_items(event, CONTEXT)
    except FormatError:
        return
    assert all(uri and role for uri, role in found.items())


def test_a_type_that_is_no_text_empties_no_parent():
    context = parse_context(["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"])
    assert event_items({"parentID": "urn:example:1", "type": [], "action": "DELETE"}, context) == {"urn:example:1": 2}
