"""Whose a request is: by the connection, and through the proxies that are trusted by what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.addresses import UNKNOWN, Proxies
from tests.api.service import Service

DATABASES = ("sqlite",)

OURS = ("10.0.0.0/8", "127.0.0.1", "fd00::/8")


@pytest.mark.parametrize(
    ("peer", "forwarded", "counted"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # whoever is no proxy of ours speaks for itself alone
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),  # the left part is the caller's own word
        ("127.0.0.1", "1.1.1.1, 198.51.100.1, 10.2.3.4", "198.51.100.1"),
        ("127.0.0.1", "10.9.9.9, 10.2.3.4", "10.9.9.9"),
        ("127.0.0.1", "198.51.100.1:4711", "198.51.100.1"),
        ("127.0.0.1", "[2001:db8:1:2::9]:4711", "2001:db8:1:2::/64"),
        ("127.0.0.1", "1.1.1.1, garbage, 10.2.3.4", "10.2.3.4"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", ",".join(["1.1.1.1"] * 50_000 + ["10.2.3.4"] * 40), "10.2.3.4"),
        ("fd00::1", "2001:db8::1", "2001:db8::/64"),
        ("::ffff:127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", None, "2001:db8:1:2::/64"),
        ("fe80::1%eth0", None, "fe80::/64"),
        ("/run/socket", "198.51.100.1", UNKNOWN),
        ("", None, UNKNOWN),
    ],
)
def test_the_rightmost_address_that_is_no_proxy_of_ours_is_the_caller(peer, forwarded, counted):
    assert Proxies(OURS).client(peer, forwarded) == counted


def test_without_proxies_nobody_is_believed():
    assert Proxies().client("127.0.0.1", "198.51.100.1") == "127.0.0.1"
    assert not Proxies().trusts("127.0.0.1")


def test_addresses_of_one_network_of_64_bits_are_one_caller(tmp_path: Path) -> None:
    with Service(tmp_path, rate_public=2, trusted_proxies=("127.0.0.1",)) as service:

        def status(*forwarded: str) -> int:
            headers = [("X-Forwarded-For", each) for each in forwarded]
            return service.request_raw("/api/v1/anchors", headers).status_code

        assert [status("9.9.9.9", f"2001:db8:0:1::{n:x}") for n in range(3)] == [200, 200, 429]
        assert status("2001:db8:0:1::ffff, 2001:db8:0:2::1") == 200
        assert status("198.51.100.1") == status("198.51.100.2") == 200


def test_a_caller_that_is_no_proxy_cannot_choose_its_address(tmp_path: Path) -> None:
    with Service(tmp_path, rate_public=2) as service:
        answers = [service.get("/api/v1/anchors", headers={"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
