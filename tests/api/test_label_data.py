"""What labels say, and what cannot be on one."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from api.label_data import LabelError, check_stem, date_elements, label_of
from api.label_serials import ALPHABET, random_serial, random_serials
from verifier.format import element_string
from verifier.format.check_digit import CHARACTER_SET_82
from verifier.format.errors import IdentifierError
from verifier.format.item import canonical_item
from verifier.format.percent_encoding import escape

STEM = "https://id.example.com"
ANY_VALUE = st.sampled_from(["09521321000421", "095213210000000117", "9521321000018", "270331", "1"]) | st.text(
    alphabet=CHARACTER_SET_82, min_size=1, max_size=25
)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("(01)09521321000421(21)A(10)B", ("(01)09521321000421", "(10)B", "(21)A")),
        ("(01)09521321000421(21)A(17)270331", ("(01)09521321000421", "(17)270331", "(21)A")),
        ("(01)09521321000421(21)A(3103)000500(240)X", ("(01)09521321000421", "(3103)000500", "(21)A", "(240)X")),
        ("https://brand.example/01/9521321000421/21/A?15=270331", ("(01)09521321000421", "(15)270331", "(21)A")),
        ("urn:epc:id:sgtin:9521321.000042.A", ("(01)09521321000421", "(21)A")),
        ("urn:epc:class:lgtin:9521321.000042.L7", ("(01)09521321000421", "(10)L7")),
        (r"(01)09521321000421(21)A\(B", ("(01)09521321000421", "(21)A(B")),
        ("(00)095213210000000117", ("(00)095213210000000117",)),
    ],
)
def test_a_label_says_all_that_its_item_was_named_with(text, lines):
    assert label_of(text, STEM).lines == lines


@pytest.mark.parametrize(
    "text",
    ["", "(01)09521321000422", "https://example.com/x", "urn:uuid:7c1f7a0e-9a37-4f0d-8c55-6b8a4a3f0d11", "(21)A"],
)
def test_what_gs1_has_no_key_for_has_no_label(text):
    with pytest.raises(IdentifierError):
        label_of(text, STEM)


def test_more_than_a_label_holds_is_refused():
    with pytest.raises(LabelError, match="at most 400"):
        label_of("(01)09521321000421(21)A" + "".join(f"({code}){'x' * 90}" for code in range(91, 96)), STEM)


@pytest.mark.parametrize("stem", ["https://id.example.com", "https://id.example.com/", "https://a.example:8443/dl"])
def test_a_stem_is_a_host_and_at_most_a_path(stem):
    assert check_stem(stem) == stem.rstrip("/")


@pytest.mark.parametrize(
    "stem",
    [
        "http://id.example.com",
        "javascript:alert(1)",
        "https://user@id.example.com",
        "https://id.example.com/?q",
        "https://id.example.com/#f",
        "https://",
        "https://a b",
        'https://a"b',
        "https://ä.example",
        "https://" + "a" * 200,
        "https://id.example.com\n",
    ],
)
def test_what_is_no_stem_is_refused(stem):
    with pytest.raises(LabelError, match="https://"):
        check_stem(stem)


@pytest.mark.parametrize("path", ["/01/09521460000010", "/01", "/21", "/8004/95213/21", "/a/b/c"])
@pytest.mark.parametrize("text", ["(01)09521321000421(21)A", "(8004)9521321A", "(00)095213210000000117"])
def test_a_stem_that_looks_like_a_key_does_not_change_what_the_link_names(path, text):
    label = label_of(text, f"https://a.example{path}")
    assert canonical_item(label.codes.uri) == canonical_item(text)


@pytest.mark.parametrize("day", ["2027-02-30", "27-03-31", "2027-3-31", "1999-12-31", "2050-01-01", "२०२७-०३-३१"])
def test_a_day_that_a_label_cannot_say_is_refused(day):
    with pytest.raises(LabelError) as refused:
        date_elements(day, None)
    assert refused.value.member == "bestBefore"


def test_days_have_six_digits():
    assert date_elements("2027-03-31", "2049-12-31") == (("15", "270331"), ("17", "491231"))


def test_random_serials_have_more_than_64_bits_and_no_look_alikes():
    assert len(ALPHABET) ** len(random_serial()) > 2**64
    assert not set("01IO") & set(ALPHABET)
    assert escape(ALPHABET) == ALPHABET


def test_random_serials_use_the_whole_alphabet_at_each_place():
    made = random_serials(2_000)
    assert len(set(made)) == 2_000
    assert all(set(place) == set(ALPHABET) for place in zip(*made, strict=True))


@given(
    st.text(max_size=60)
    | st.lists(
        st.tuples(st.sampled_from(["00", "01", "10", "15", "21", "22", "235", "414", "8003", "8200", "99"]), ANY_VALUE)
    ).map(lambda elements: element_string.to_bracketed(tuple(elements)))
)
@example("(01)09521321000421(21)A(10)B(15)270331(240)%")
@example("(8003)095213210000171(240)X")
def test_hostile_text_is_a_label_or_refused_by_name(text):
    try:
        label = label_of(text, STEM)
    except (IdentifierError, LabelError):
        return
    assert canonical_item(label.codes.uri) == label.item == canonical_item(text)
    assert element_string.parse("]d2" + label.codes.element_string) == label.elements
