"""All spellings of one key have one canonical URI, by a naive reference that spells keys from their parts."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from verifier.format import item
from verifier.format.item import canonical_item, canonical_uri, describe_item

STEM = "https://id.gs1.org"


def naive_check_digit(digits: str) -> str:
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(digits)))
    return str((10 - total % 10) % 10)


def escaped(text: str, kept: str) -> str:
    return "".join(c if c.isalnum() or c in kept else f"%{ord(c):02X}" for c in text)


@dataclass
class Key:
    """A key as application identifiers with values, as fields of an EPC URN, and the name it may have in a path."""

    elements: list[tuple[str, str]]
    urn: str
    dropped: tuple[str, ...] = ()

    @property
    def canonical(self) -> str:
        kept = [element for element in self.elements if element[0] not in self.dropped]
        return STEM + "".join(f"/{code}/{escaped(value, CANONICAL_KEPT)}" for code, value in kept)

    def digital_link(self, stem: str, names: dict[str, str], kept: str) -> str:
        parts = [f"/{names.get(code, code)}/{escaped(value, kept)}" for code, value in self.elements]
        return stem + "".join(parts)

    @property
    def bracketed(self) -> str:
        return "".join(f"({code})" + value.replace("(", "\\(") for code, value in self.elements)

    @property
    def plain(self) -> str:
        return "".join(f"{code}{value}\x1d" for code, value in self.elements)


NAMES = {
    "01": "gtin", "10": "lot", "21": "ser", "00": "sscc", "414": "gln", "254": "glnx", "417": "party", "8003": "grai",
    "8004": "giai", "8010": "cpid", "8011": "cpsn", "22": "cpv", "253": "gdti", "8018": "gsrn",
}  # fmt: skip
SET_82 = "!\"%&'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz"
SET_39 = "#-/0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CANONICAL_KEPT = "-._~';="
URN_KEPT = "!'()*+,-.:;=_"

digit_strings = st.text("0123456789", min_size=17, max_size=17)
company_prefix_lengths = st.integers(6, 12)


def texts(length: int, characters: str = SET_82) -> st.SearchStrategy[str]:
    return st.text(characters, min_size=1, max_size=length)


@st.composite
def gtins(draw):
    """A GTIN-14 with the company prefix and reference of its EPC URN."""
    digits, split = draw(digit_strings)[:13], draw(company_prefix_lengths)
    return digits + naive_check_digit(digits), f"{digits[1 : split + 1]}.{digits[0]}{digits[split + 1 :]}"


@st.composite
def sgtins(draw):
    gtin, fields = draw(gtins())
    serial = draw(texts(20))
    elements = [("01", gtin)]
    elements += draw(st.sampled_from([[], [("22", "V")], [("10", "L")], [("22", "V/1"), ("10", "L")]]))
    return Key(
        [*elements, ("21", serial)], f"urn:epc:id:sgtin:{fields}.{escaped(serial, URN_KEPT)}", dropped=("22", "10")
    )


@st.composite
def lgtins(draw):
    gtin, fields = draw(gtins())
    lot = draw(texts(20))
    return Key([("01", gtin), ("10", lot)], f"urn:epc:class:lgtin:{fields}.{escaped(lot, URN_KEPT)}")


@st.composite
def classes(draw):
    gtin, fields = draw(gtins())
    return Key([("01", gtin)], f"urn:epc:idpat:sgtin:{fields}.*")


@st.composite
def ssccs(draw):
    digits, split = draw(digit_strings), draw(company_prefix_lengths)
    fields = f"{digits[1 : split + 1]}.{digits[0]}{digits[split + 1 :]}"
    return Key([("00", digits + naive_check_digit(digits))], f"urn:epc:id:sscc:{fields}")


@st.composite
def twelve_digits(draw):
    digits, split = draw(digit_strings)[:12], draw(company_prefix_lengths)
    return digits + naive_check_digit(digits), f"{digits[:split]}.{digits[split:]}"


@st.composite
def places(draw):
    gln, fields = draw(twelve_digits())
    extension = draw(texts(20).filter(lambda text: text != "0") | st.none())
    if extension is None:
        return Key([("414", gln)], f"urn:epc:id:sgln:{fields}.0")
    return Key([("414", gln), ("254", extension)], f"urn:epc:id:sgln:{fields}.{escaped(extension, URN_KEPT)}")


@st.composite
def parties(draw):
    gln, fields = draw(twelve_digits())
    return Key([("417", gln)], f"urn:epc:id:pgln:{fields}")


@st.composite
def assets(draw):
    number, fields = draw(twelve_digits())
    serial = draw(texts(16))
    return Key([("8003", f"0{number}{serial}")], f"urn:epc:id:grai:{fields}.{escaped(serial, URN_KEPT)}")


@st.composite
def individual_assets(draw):
    prefix, reference = draw(digit_strings)[: draw(company_prefix_lengths)], draw(texts(18))
    return Key([("8004", prefix + reference)], f"urn:epc:id:giai:{prefix}.{escaped(reference, URN_KEPT)}")


@st.composite
def components(draw):
    prefix, reference = draw(digit_strings)[: draw(company_prefix_lengths)], draw(texts(18, SET_39))
    serial = str(draw(st.integers(1, 10**12 - 1)))
    return Key(
        [("8010", prefix + reference), ("8011", serial)], f"urn:epc:id:cpi:{prefix}.{escaped(reference, '-')}.{serial}"
    )


keys = st.one_of(
    sgtins(), lgtins(), classes(), ssccs(), places(), parties(), assets(), individual_assets(), components()
)
stems = st.sampled_from(
    [STEM, "http://id.gs1.org", "HTTPS://shop.example:8443/a/b", "https://b.example/01/00000000000000/21"]
)


@given(keys, stems, st.booleans(), st.sampled_from(["", "-._~", "-._~!$'()*,;=:"]))
@settings(max_examples=600)
def test_every_spelling_of_a_key_has_the_one_canonical_uri(key, stem, named, kept):
    link = key.digital_link(stem, NAMES if named else {}, kept)
    for spelling in [link, link + "?utm=x#top", key.urn, key.bracketed, key.plain]:
        assert canonical_item(spelling) == key.canonical
    for uri in [link, key.urn]:
        assert canonical_uri(uri) == key.canonical


@given(keys)
def test_a_canonical_uri_stays_as_it_is(key):
    uri = key.canonical
    assert canonical_item(uri) == uri
    assert canonical_uri(uri) == uri
    assert describe_item(uri).uri == uri


@given(keys)
def test_a_resolvers_path_leads_back(key):
    path = item.to_digital_link_path(key.canonical)
    assert item.from_path(path) == key.canonical
    assert item.from_path(f"{path}/") == key.canonical


@given(gtins(), st.sampled_from([8, 12, 13]))
def test_short_gtins_are_padded(gtin, length):
    digits = gtin[0][-length:-1]
    short = digits + naive_check_digit(digits)
    assert canonical_item(f"https://example.com/01/{short}") == f"{STEM}/01/{short.zfill(14)}"
