"""`wayproof capture`: documents from disk to a running service, and what it says of each."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from api import cli_capture
from tests.api.service import BAG, Service, document, encoded, event

pytestmark = pytest.mark.slow

URI = "https://id.gs1.org/417/9521321000001"


@pytest.fixture
def url(service: Service) -> Iterator[str]:
    with service.served() as address:
        yield address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    documents = tmp_path / "documents"
    (documents / "march").mkdir(parents=True)
    (documents / "march" / "a.json").write_bytes(encoded(document(event(BAG), event(BAG + "2"))))
    (documents / "b.jsonld").write_bytes(
        encoded(document(event(BAG), event("https://id.gs1.org/01/09521460000010/21/B")))
    )
    (documents / "c.json").write_bytes(b"{")
    (documents / "notes.txt").write_text("no document")
    return documents


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    cli_capture.configure(parser)
    return cli_capture.run(parser.parse_args(arguments))


def test_a_folder_is_captured_and_summed_up(
    service: Service, url: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, key = service.party()
    code = run(str(folder), "--as", "9521321000001", "--url", url, "--key", key)
    lines = capsys.readouterr().out.splitlines()
    assert code == 1
    assert lines[0] == "1/3 b.jsonld: 1 accepted, 0 repeated, 1 refused"
    assert lines[1].startswith("2/3 c.json: refused: ")
    assert lines[2] == "3/3 a.json: 1 accepted, 1 repeated, 0 refused"
    assert lines[3] == "2 accepted, 1 repeated, 2 refused"
    assert f"{folder / 'b.jsonld'} /epcisBody/eventList/1: " in lines[4]
    assert "9521460" in lines[4]
    assert "is not JSON" in lines[5]


def test_what_was_captured_before_is_no_failure(
    service: Service, url: str, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, key = service.party()
    monkeypatch.setenv("WAYPROOF_API_KEY", key)
    for expected in ("2 accepted, 0 repeated, 0 refused", "0 accepted, 2 repeated, 0 refused"):
        assert run(str(folder / "march"), "--as", URI, "--url", url) == 0
        assert capsys.readouterr().out.splitlines()[-1] == expected


def test_all_or_nothing_leaves_out_the_others_of_a_document(
    service: Service, url: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, key = service.party()
    assert run(str(folder / "b.jsonld"), "--as", URI, "--url", url, "--key", key, "--all-or-nothing") == 1
    assert "0 accepted, 0 repeated, 2 refused" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{folder}/nowhere", "--as", URI], "there is no"),
        (["{folder}", "--as", "9521437000001"], "is of https://id.gs1.org/417/9521321000001, not of"),
        (["{folder}", "--as", "9521437000002"], "--as: "),
        (["{folder}", "--as", URI, "--key", "{operator}"], "takes a party's"),
        (["{folder}", "--as", URI, "--key", "wp_wrong"], "not known"),
        (["{folder}", "--as", URI, "--url", "http://127.0.0.1:9"], "cannot be reached"),
        (["{folder}", "--as", URI, "--url", "http://127.0.0.1:port"], "is no URL of a service"),
        (["{folder}", "--as", URI, "--key", "wp_…"], "was it copied whole?"),
        (["{folder}/march/empty", "--as", URI], "has no file"),
    ],
)
def test_what_keeps_it_from_beginning(
    service: Service, url: str, folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    _, key = service.party()
    (folder / "march" / "empty").mkdir()
    filled = [part.format(folder=folder, operator=service.operator) for part in arguments]
    code = run("--url", url, "--key", key, *filled)
    assert code == 3
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("holder", "said"),
    [
        (b"<html>", "is no JSON"),
        (b"[" * 100_000, "is no JSON"),
        (b"[]", "is it a Wayproof ledger?"),
        (b"{}", "answered without party"),
        (json.dumps({"party": URI, "role": "party"}).encode(), "names no capture job"),
    ],
)
def test_another_kind_of_service_is_named(
    folder: Path, capsys: pytest.CaptureFixture[str], holder: bytes, said: str
) -> None:
    class Another(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(holder)

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.do_GET()

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Another) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        code = run(str(folder), "--as", URI, "--url", f"http://127.0.0.1:{server.server_port}", "--key", "wp_key")
        server.shutdown()
    assert code == 3
    assert said in capsys.readouterr().err


def test_a_key_is_needed(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WAYPROOF_API_KEY", raising=False)
    assert run(str(folder), "--as", URI) == 3
    assert "--key" in capsys.readouterr().err
