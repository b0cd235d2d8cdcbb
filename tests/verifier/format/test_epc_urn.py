import pytest

from verifier.format import epc_urn
from verifier.format.errors import IdentifierError


@pytest.mark.parametrize(
    ("urn", "key"),
    [
        ("urn:epc:id:sgtin:952132.1100001.A.B", (("01", "19521321000015"), ("21", "A.B"))),
        ("urn:epc:id:sgtin:952132100001.0.%2f", (("01", "09521321000018"), ("21", "/"))),
        ("urn:epc:id:sgtin:9521321.000001.*", (("01", "09521321000018"), ("21", "*"))),
        ("urn:epc:id:sscc:9521321.1000000001", (("00", "195213210000000015"),)),
        ("urn:epc:id:sgln:952132100001..0", (("414", "9521321000018"),)),
        ("urn:epc:id:sgln:9521321.00001.00", (("414", "9521321000018"), ("254", "00"))),
        ("urn:epc:id:pgln:952132100001.", (("417", "9521321000018"),)),
        ("urn:epc:id:grai:952132100001..7", (("8003", "095213210000187"),)),
        ("urn:epc:id:giai:9521321.A.1", (("8004", "9521321A.1"),)),
        ("urn:epc:id:cpi:9521321.A%2F1.12", (("8010", "9521321A/1"), ("8011", "12"))),
        ("urn:epc:class:lgtin:9521321.000001.L%22", (("01", "09521321000018"), ("10", 'L"'))),
        ("urn:epc:idpat:sgtin:9521321.000001.*", (("01", "09521321000018"),)),
        ("urn:epc:idpat:itip:9521321.000001.01.02.*", (("8006", "095213210000180102"),)),
    ],
)
def test_keys(urn, key):
    assert epc_urn.find(urn) == key


@pytest.mark.parametrize(
    "uri",
    [
        "urn:epc:id:gid:95100000.12345.400",
        "urn:epc:id:usdod:CAGEY.5678",
        "urn:epc:idpat:gid:95100000.12345.*",
        "urn:epc:tag:sgtin-96:3.9521321.000001.1",
        "urn:epcglobal:cbv:bt:9521321000018:1",
        "urn:uuid:b1b1b1b1-0000-4000-8000-000000000000",
        "urn:epc",
        "urn:epc:",
    ],
)
def test_other_urns_name_no_gs1_key(uri):
    assert epc_urn.find(uri) is None


@pytest.mark.parametrize(
    ("urn", "why"),
    [
        ("urn:epc:id:sgtn:9521321.000001.1", "no EPC scheme urn:epc:id:sgtn"),
        ("urn:epc:class:sgtin:9521321.000001.1", "no EPC scheme urn:epc:class:sgtin"),
        ("urn:epc:id:sgtin:9521321.000001", "3 fields"),
        ("urn:epc:id:sgtin", "3 fields"),
        ("urn:epc:id:sgtin:95213.21000001.1", "6 to 12 digits"),
        ("urn:epc:id:sgtin:9521321000018..1", "6 to 12 digits"),
        ("urn:epc:id:sgtin:٩521321.000001.1", "6 to 12 digits"),
        ("urn:epc:id:sgtin:9521321.0000001.1", "13 digits together"),
        ("urn:epc:id:sgtin:9521321.00000١.1", "13 digits together"),
        ("urn:epc:id:sgtin:9521321.000001.", "no text of an EPC URN"),
        ("urn:epc:id:sgtin:9521321.000001.a/b", "no text of an EPC URN"),
        ("urn:epc:id:sgtin:9521321.000001.%2", "no text of an EPC URN"),
        ("urn:epc:id:sgtin:9521321.000001.%20", "serial number"),
        ("urn:epc:id:sgtin:9521321.000001.%C3", "not ASCII"),
        ("urn:epc:id:sgtin:9521321.000001." + "A" * 21, "serial number"),
        ("urn:epc:id:cpi:9521321.A.01", "must not begin with 0"),
        ("urn:epc:id:itip:9521321.000001.3.02.1", "8006"),
        ("urn:epc:id:itip:9521321.000001.03.02.1", "no piece 03 of 02"),
        ("urn:epc:idpat:sgtin:9521321.000001.1", "names no class"),
        ("urn:epc:idpat:sgtin:9521321.*.*", "13 digits together"),
        ("urn:epc:idpat:sgtin:*.*.*", "6 to 12 digits"),
        ("urn:epc:idpat:sscc:9521321.*", "names no class"),
        ("urn:epc:idpat:sgln:9521321.00001.*", "names no class"),
    ],
)
def test_the_error_says_what_is_wrong(urn, why):
    with pytest.raises(IdentifierError, match=why):
        epc_urn.find(urn)
