import pytest

from verifier.format.errors import IdentifierError
from verifier.format.gs1_key import canonical_key_uri, check_values, key_of, pad_gtin

GTIN = ("01", "09521321000018")


@pytest.mark.parametrize(
    ("key", "uri"),
    [
        ((GTIN, ("22", "V"), ("10", "L"), ("21", "S")), "https://id.gs1.org/01/09521321000018/21/S"),
        ((GTIN, ("22", "V"), ("10", "L")), "https://id.gs1.org/01/09521321000018/10/L"),
        ((GTIN, ("22", "V")), "https://id.gs1.org/01/09521321000018"),
        ((GTIN, ("235", "T")), "https://id.gs1.org/01/09521321000018/235/T"),
        ((("8010", "9521321A#1"), ("8011", "7")), "https://id.gs1.org/8010/9521321A%231/8011/7"),
        ((("8018", "952132100000000016"), ("8019", "3")), "https://id.gs1.org/8018/952132100000000016/8019/3"),
    ],
)
def test_only_the_finest_level_stays(key, uri):
    assert canonical_key_uri(key) == uri


@pytest.mark.parametrize(
    ("elements", "key"),
    [
        ((("21", "S"), ("17", "251231"), GTIN), (GTIN, ("21", "S"))),
        ((GTIN, ("21", "S"), ("10", "L"), ("22", "V")), (GTIN, ("22", "V"), ("10", "L"), ("21", "S"))),
        ((GTIN, GTIN), (GTIN,)),
        ((("00", "195213210000000015"), GTIN, ("21", "S")), (("00", "195213210000000015"),)),
    ],
)
def test_the_first_primary_key_and_its_qualifiers_are_found(elements, key):
    assert key_of(elements) == key


@pytest.mark.parametrize(
    ("elements", "why"),
    [
        ((), "no GS1 key"),
        ((("21", "S"),), "no GS1 key"),
        ((("8004", "ABC1234"),), "company prefix of at least four digits"),
        ((("8010", "123"),), "company prefix of at least four digits"),
        ((GTIN, ("21", "S"), ("21", "T")), "different values: 'S' and 'T'"),
        ((GTIN, ("21", "S"), ("235", "T")), "do not go together"),
    ],
)
def test_elements_that_name_no_key(elements, why):
    with pytest.raises(IdentifierError, match=why):
        key_of(elements)


def test_an_unknown_application_identifier_is_refused():
    with pytest.raises(IdentifierError, match=r"no GS1 application identifier \(05\)"):
        check_values((GTIN, ("05", "1")))


def test_only_gtins_of_the_four_lengths_are_padded():
    assert pad_gtin("01", "95213210") == "00000095213210"
    assert pad_gtin("01", "9521321000018") == "09521321000018"
    assert pad_gtin("01", "952132100") == "952132100"
    assert pad_gtin("414", "95213210") == "95213210"
