import itertools

import pytest

from verifier.format.epcis_context import ContextError, parse_context

GS1 = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"


def test_names_and_values_expand_by_the_bound_prefix():
    context = parse_context([GS1, {"example": "https://ns.example.com/epcis/"}])
    assert context.name("example:batch") == "{https://ns.example.com/epcis/}batch"
    assert context.iri("example:batch") == "https://ns.example.com/epcis/batch"
    assert context.name("cbvmda:lotNumber") == "{urn:epcglobal:cbv:mda:}lotNumber"
    assert context.iri("gs1:Mass") == "https://gs1.org/voc/Mass"


@pytest.mark.parametrize("text", ["https://example.com/a", "unbound:a", "plain", "", ":a", "example://host/a"])
def test_other_text_stays(text):
    context = parse_context({"example": "https://ns.example.com/epcis/", "https": "urn:example:"})
    assert context.iri(text) == text
    assert context.name(text) == text


def test_later_definitions_replace_earlier_ones_and_null_unbinds():
    context = parse_context([{"a": "https://one.example/", "gs1": None}, {"a": {"@id": "https://two.example/"}}])
    assert context.iri("a:x") == "https://two.example/x"
    assert context.iri("gs1:Mass") == "gs1:Mass"


def test_the_order_within_an_object_means_nothing():
    # Canonical JSON sorts members, so a context read back from a statement may come in another order.
    definitions = [("a", "b:sub/"), ("b", "https://b.example/"), ("c", "https://c.example/")]
    found = {parse_context(dict(order)).iri("a:x") for order in itertools.permutations(definitions)}
    assert found == {"https://b.example/sub/x"}


def test_keywords_and_terms_are_passed_over():
    context = parse_context(
        [{"@vocab": "http://gs1.org/voc/", "@version": 1.1, "id": "@id", "quantity": {"@type": "x"}}]
    )
    assert context.iri("id:x") == "id:x"


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        [GS1] * 257,
        7,
        [[GS1]],
        {"example": 7},
        {"example": {"@id": ["https://ns.example.com/"]}},
        {"a": "b:x", "b": "c:y", "c": "https://c.example/"},
        {"a": "a:x"},
        {"urn": "https://urn.example/"},
    ],
)
def test_malformed_or_ambiguous_contexts_are_refused(value):
    with pytest.raises(ContextError):
        parse_context(value)
