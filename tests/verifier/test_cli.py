"""`wayproof-verify` as a person runs it: files and addresses in, a report and an exit code out."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.coffee import Coffee, bag
from verifier import cli
from verifier.cli import main
from verifier.format.passport import MEDIA_TYPE


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    ledger = Coffee().play()
    passport, trust = tmp_path / "bag.passport.json", tmp_path / "trust.json"
    passport.write_bytes(ledger.passport(bag(1)).encode())
    trust.write_bytes(ledger.trust_root())
    return passport, trust


def test_offline_is_incomplete_and_says_so(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    passport, trust = files
    assert main([str(passport), "--trust", str(trust), "--offline"]) == 2
    out = capsys.readouterr().out
    assert out.startswith(f"INCOMPLETE  {bag(1)}")
    assert "Missing: offline" in out
    assert "labels can be copied" in out
    assert "\n  ok  7 log\n" in out


def test_json(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    passport, trust = files
    assert main([str(passport), "--trust", str(trust), "--offline", "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["verdict"] == "INCOMPLETE"


def test_another_item_is_refused(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    passport, trust = files
    assert main([str(passport), "--trust", str(trust), "--offline", "--item", bag(2)]) == 1
    assert "Do not trust this" in capsys.readouterr().out


def test_a_chain_that_is_not_there_is_incomplete(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    passport, trust = files
    assert main([str(passport), "--trust", str(trust), "--rpc", "http://127.0.0.1:9"]) == 2
    assert "does not answer" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere.json", "--trust", "TRUST"], "nowhere.json: No such file"),
        (["PASSPORT", "--trust", "nowhere.json"], "nowhere.json: No such file"),
        (["PASSPORT", "--trust", "PASSPORT"], "the trust root lacks"),
        (["PASSPORT", "--trust", "TRUST", "--item", "(01)123"], "--item"),
        (["PASSPORT", "--trust", "TRUST", "--rpc", "file:///x"], "--rpc"),
        (["PASSPORT", "--trust", "TRUST", "--rpc", "http://[x"], "--rpc"),
        (["http://[x/01/09521321000018/21/B1", "--trust", "TRUST"], "is no URL"),
        (["http://127.0.0.1:9/01/09521321000018/21/B1", "--trust", "TRUST"], "gives no passport"),
        (["http://127.0.0.1:9/about", "--trust", "TRUST"], "gives no passport"),
    ],
)
def test_usage_errors(
    files: tuple[Path, Path], arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    names = {"PASSPORT": str(files[0]), "TRUST": str(files[1])}
    assert main([names.get(argument, argument) for argument in arguments]) == 3
    assert said in capsys.readouterr().err


def test_a_terminal_is_not_steered_by_a_passport(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    coffee = Coffee()
    hostile = "\x1b[2J\x1b[1;1Hall is well"
    coffee.ledger.capture(coffee.producer, coffee.event("ObjectEvent", "ADD", hostile, epcList=[bag(1)]))
    coffee.ledger.anchor()
    passport = tmp_path / "hostile.json"
    passport.write_bytes(coffee.ledger.passport(bag(1)).encode())
    main([str(passport), "--trust", str(files[1]), "--offline"])
    out = capsys.readouterr().out
    assert "all is well" in out
    assert "\x1b" not in out


class Ledger(BaseHTTPRequestHandler):
    """A ledger that has one passport and wants to be asked for it as such."""

    passport = b""

    def do_GET(self) -> None:
        if self.path == "/01/09521321000018/21/ELSEWHERE":
            self.send_response(302)
            self.send_header("Location", "/01/09521321000018/21/B1")
            self.end_headers()
            return
        if self.path == "/01/09521321000018/21/ENDLESS":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                while True:
                    self.wfile.write(b"0")
                    time.sleep(0.05)
        found = self.headers["Accept"] == MEDIA_TYPE and self.path == "/01/09521321000018/21/B1"
        self.send_response(200 if found else 404)
        self.end_headers()
        self.wfile.write(self.passport)

    def log_message(self, *_: object) -> None:
        """Keep the tests' output to the tests."""


@pytest.fixture
def ledger_address(files: tuple[Path, Path]) -> Iterator[str]:
    Ledger.passport = files[0].read_bytes()
    with ThreadingHTTPServer(("127.0.0.1", 0), Ledger) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_digital_link_on_a_ledger(
    ledger_address: str, files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    address = f"{ledger_address}/01/09521321000018/21/B1"
    assert main([address, "--trust", str(files[1]), "--offline"]) == 2
    assert capsys.readouterr().out.startswith(f"INCOMPLETE  {bag(1)}")


@pytest.mark.parametrize(("serial", "said"), [("ELSEWHERE", "leads to /01/"), ("ENDLESS", "takes too long")])
def test_an_address_that_leads_elsewhere_or_never_ends(
    serial: str,
    said: str,
    ledger_address: str,
    files: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cli, "TIMEOUT", 0.4)
    assert main([f"{ledger_address}/01/09521321000018/21/{serial}", "--trust", str(files[1]), "--offline"]) == 3
    assert said in capsys.readouterr().err


def test_as_a_command(files: tuple[Path, Path]) -> None:
    command = [sys.executable, "-m", "verifier.cli", str(files[0]), "--trust", str(files[1]), "--offline"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith("INCOMPLETE")
