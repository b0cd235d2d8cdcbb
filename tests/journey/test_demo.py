"""`wayproof up --demo` as a user starts it: real processes, real HTTP, a real chain, and a real browser at the end."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.journey.running import foreign_environment, up
from tests.ports import free_port
from tests.web.node import run as run_node
from verifier.format import base64url

pytestmark = pytest.mark.slow


@contextmanager
def demo(folder: Path, ports: tuple[int, int]) -> Iterator[str]:
    """What `wayproof up --demo` prints until it is ready."""
    options = ["--demo", "--data-dir", str(folder / "data"), "--port", str(ports[0]), "--chain-port", str(ports[1])]
    with up(folder, *options, environment=foreign_environment()) as output:
        yield output.read_text()


def open_page(url: str) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(run_node("verifier/web/e2e/open_page.mjs", url, "--open"))
    assert shown["errors"] == []
    return shown


def verify(url: str, trust: Path) -> tuple[int, dict[str, Any]]:
    command = [sys.executable, "-m", "verifier.cli", url, "--trust", str(trust), "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    return done.returncode, json.loads(done.stdout)


def test_the_demo_ends_with_pages_that_checked_the_chain_themselves(tmp_path: Path) -> None:
    ports = free_port(), free_port()
    base = f"http://127.0.0.1:{ports[0]}"
    with demo(tmp_path, ports) as printed:
        page, unknown = re.findall(rf"^  ({base}/01/\S+)$", printed, re.MULTILINE)
        assert f"  {base}/docs" in printed
        assert f"{page} --trust" in printed
        assert printed.count("█") > 200, "the QR code is drawn"
        trust = tmp_path / "trust.json"
        trust.write_bytes(httpx.get(f"{base}/api/v1/trust", timeout=60).content)

        code, report = verify(page, trust)
        assert (code, report["verdict"], report["status"]) == (0, "VERIFIED", "in order")
        steps = [statement["members"].get("core", {}).get("bizStep") for statement in report["statements"]]
        wanted = ["commissioning", "packing", "packing", "shipping", "departing", "transporting", "receiving"]
        wanted += ["unpacking", "storing", "shipping", "accepting", "unpacking", "stocking"]
        assert [step for step in steps if step] == wanted
        assert len({statement["issuer"] for statement in report["statements"]}) == 4
        told = [statement["members"] for statement in report["statements"]]
        readings = [
            each
            for members in told
            for element in members.get("sensorElementList", ())
            for each in element["sensorReport"]
        ]
        assert {each["type"] for each in readings} == {"Temperature", "RelativeHumidity"}
        read_points = {members["where"]["readPoint"]["id"] for members in told if "where" in members}
        assert len([each for each in read_points if each.startswith("geo:")]) == 5
        (sha256,) = [members["picture"]["sha256"] for members in told if "picture" in members]
        picture = httpx.get(f"{base}/api/v1/pictures/{sha256}", timeout=60).content
        assert base64url.encode(hashlib.sha256(picture).digest()) == sha256
        assert {finding["rule"] for finding in report["findings"]} == {"hosted-key"}

        code, nobody = verify(unknown, trust)
        assert (code, nobody["verdict"], nobody["neverMade"]) == (5, "NO_RECORD", True)

        shown = open_page(page)
        assert (shown["verdict"], shown["headline"]) == ("VERIFIED", "History checks out")
        assert "Highland Espresso" in shown["text"]
        absent = open_page(unknown)
        assert absent["verdict"] == "NO_RECORD"
        assert "never made" in absent["text"]

        documentation = httpx.get(f"{base}/docs", timeout=60)
        assert documentation.status_code == 200

    with demo(tmp_path, ports) as again:
        assert "joins as" not in again, "what is done is not done again"
        assert page in again
        code, later = verify(page, trust)
        assert (code, later["verdict"]) == (0, "VERIFIED")
        assert later["statements"] == report["statements"]
