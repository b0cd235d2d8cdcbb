"""The scan page in a real Chromium: codes before its camera, in photos and typed, and where they lead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.ledger_server import HOST, insecure, ledger
from tests.web.node import run

pytestmark = pytest.mark.slow

BAG = "(01)09521321000421(21)HLE0001"
LINK = "https://evil.example/01/09521321000421/10/L1/21/HLE0001?redirect=https://evil.example/"
PASSPORT = "/p/01/09521321000421/21/HLE0001"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with ledger(tmp_path_factory.mktemp("scan")) as (_, url):
        yield url


def scan(url: str, code: str, *options: str) -> dict[str, Any]:
    """What the scan page at an address makes of a code; fails if the browser complained or asked anybody else."""
    shown: dict[str, Any] = json.loads(run("verifier/web/e2e/scan.mjs", f"{url}/p/scan", *options, code))
    assert [each for each in shown["asked"] if not each.startswith(f"{url}/")] == []
    complaints = [each for each in shown["errors"] if "Failed to load resource" not in each]
    assert [each for each in complaints if "Cross-Origin-Opener-Policy" not in each] == []
    assert shown.get("axe", []) == []
    assert not shown.get("overflows")
    return shown


@pytest.mark.parametrize(("carrier", "code"), [("GS1", BAG), ("QRCode", LINK)])
def test_the_camera_reads_codes_and_leads_to_the_passport_here(address, carrier, code):
    assert scan(address, code, "--camera", carrier)["address"] == address + PASSPORT


@pytest.mark.parametrize(
    "code", ["javascript:document.title='x'//01/09521321000421/21/1", "https://evil.example/p/scan?01=09521321000421"]
)
def test_a_code_that_is_no_key_leads_nowhere(address, code):
    shown = scan(address, code, "--camera", "QRCode")
    assert (shown["outcome"], shown["address"]) == ("told", f"{address}/p/scan")
    assert ("evil.example" in shown["said"]) == code.startswith("https:")


def test_without_a_secure_context_a_photo_is_read(address):
    shown = scan(insecure(address), BAG, "--host", HOST, "--photo", "GS1")
    assert shown["secure"] is False
    assert "only on https" in shown["kept"]
    assert shown["address"] == insecure(address) + PASSPORT


def test_a_photo_of_a_pallet_label_is_read(address):
    pallet = scan(insecure(address), "00095213210000000018", "--host", HOST, "--photo", "Code128")
    assert pallet["address"] == f"{insecure(address)}/p/00/095213210000000018"


def test_a_number_is_typed_in_chinese(address):
    shown = scan(
        insecure(address), "(01)09521321000422(21)HLE0001", "--host", HOST, "--typed", "--lang", "zh-CN", "--dark"
    )
    assert shown["outcome"] == "told"
    assert "编号有误" in shown["said"]
    assert "https" in shown["kept"]
