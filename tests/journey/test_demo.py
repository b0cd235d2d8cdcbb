"""`wayproof up --demo` as a user starts it: real processes, real HTTP, a real chain, and a real browser at the end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.web.node import run as run_node

pytestmark = pytest.mark.slow

READY = "Ctrl-C stops everything"
PATIENCE_SECONDS = 150


@contextmanager
def demo(folder: Path, ports: tuple[int, int]) -> Iterator[str]:
    """What `wayproof up --demo` prints until it is ready; it is stopped as by Ctrl-C at the end, and must say so."""
    api, chain = map(str, ports)
    command = [sys.executable, "-m", "api.cli", "up", "--demo", "--data-dir", str(folder / "data")]
    command += ["--port", api, "--chain-port", chain]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WAYPROOF_")}
    output = folder / "output"
    with output.open("w") as file:
        process = subprocess.Popen(command, stdout=file, stderr=subprocess.STDOUT, env=environment)
    try:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while READY not in output.read_text():
            assert process.poll() is None, output.read_text()
            assert time.monotonic() < deadline, output.read_text()
            time.sleep(0.1)
        yield output.read_text()
    finally:
        process.send_signal(signal.SIGINT)
        code = process.wait(timeout=60)
    assert code == 0, output.read_text()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


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
        trust.write_bytes(httpx.get(f"{base}/api/v1/trust").content)

        code, report = verify(page, trust)
        assert (code, report["verdict"], report["status"]) == (0, "VERIFIED", "in order")
        steps = [statement["members"].get("core", {}).get("bizStep") for statement in report["statements"]]
        wanted = ["commissioning", "packing", "packing", "shipping", "departing", "transporting", "receiving"]
        wanted += ["unpacking", "storing", "shipping", "accepting", "unpacking", "stocking"]
        assert [step for step in steps if step] == wanted
        assert len({statement["issuer"] for statement in report["statements"]}) == 4
        assert {finding["rule"] for finding in report["findings"]} == {"hosted-key"}

        code, nobody = verify(unknown, trust)
        assert (code, nobody["verdict"], nobody["neverMade"]) == (5, "NO_RECORD", True)

        shown = open_page(page)
        assert (shown["verdict"], shown["headline"]) == ("VERIFIED", "History checks out")
        assert "Highland Espresso" in shown["text"]
        absent = open_page(unknown)
        assert absent["verdict"] == "NO_RECORD"
        assert "never made" in absent["text"]

        documentation = httpx.get(f"{base}/docs")
        assert documentation.status_code == 200

    with demo(tmp_path, ports) as again:
        assert "joins as" not in again, "what is done is not done again"
        assert page in again
        code, later = verify(page, trust)
        assert (code, later["verdict"]) == (0, "VERIFIED")
        assert later["statements"] == report["statements"]
