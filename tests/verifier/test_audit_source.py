"""Where an auditor reads a log: what server or folder do wrong is a typed error, and a busy server is asked again."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.coffee import Coffee
from tests.verifier.toy_source import ToySource
from verifier import audit_source
from verifier.audit_openings import OpeningReader
from verifier.audit_source import FolderSource, HttpSource, SourceError
from verifier.format.errors import FormatError
from verifier.format.opening import StatementOpening
from verifier.format.tiles import EntryBundle, Tile


class Server(ThreadingHTTPServer):
    """Answers by path: (status, headers, body), one after the other, the last one again and again."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.answers: dict[str, list[tuple[int, dict[str, str], bytes]]] = {}
        self.asked: list[tuple[str, str | None]] = []


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Authorization")))
        known = self.server.answers.get(self.path, [(404, {}, b'{"detail": "There is nothing."}')])
        status, headers, body = known.pop(0) if len(known) > 1 else known[0]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Be quiet."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield running
        finally:
            running.shutdown()
            thread.join()


def test_a_server_that_is_busy_is_asked_again_when_it_says(server):
    server.answers["/log/checkpoint"] = [(429, {"Retry-After": "7"}, b""), (429, {}, b""), (200, {}, b"head")]
    waits = []
    assert HttpSource(server.url, sleep=waits.append).tree_head() == b"head"
    assert waits == [7.0, 1.0]
    server.answers["/log/checkpoint"] = [(429, {"Retry-After": "1000000"}, b"")]
    with pytest.raises(SourceError, match="takes no more requests"):
        HttpSource(server.url, sleep=waits.append).tree_head()
    assert max(waits) < 100


def test_what_is_not_there_is_said_in_the_servers_words(server):
    with pytest.raises(SourceError, match="answers 404: There is nothing"):
        HttpSource(server.url).tile(Tile(0, 1, 256))
    with pytest.raises(SourceError, match="cannot be read"):
        HttpSource("http://127.0.0.1:9").tree_head()


def test_an_answer_without_end_is_given_up(server, monkeypatch):
    monkeypatch.setattr(audit_source, "MAX_ANSWER", 10)
    server.answers["/log/tile/entries/000.p/3"] = [(200, {}, bytes(11))]
    with pytest.raises(SourceError, match="too much"):
        HttpSource(server.url).tile(EntryBundle(0, 3))


def test_openings_come_page_by_page_with_the_key_and_nothing_else_gets_it(server):
    server.answers["/api/v1/openings?start=3"] = [
        (200, {"Wayproof-Next": "api/v1/openings?start=5"}, b"three\nfour\n"),
    ]
    server.answers["/api/v1/openings?start=5"] = [(200, {}, b"five\n")]
    server.answers["/log/checkpoint"] = [(200, {}, b"head")]
    source = HttpSource(server.url, "wp_key")
    assert list(source.openings(3)) == [b"three", b"four", b"five"]
    source.tree_head()
    assert [key for _, key in server.asked] == ["Bearer wp_key", "Bearer wp_key", None]


@pytest.mark.parametrize("following", ["api/v1/openings?start=3", "api/v1/openings?start=2", "api/v1/key", "//x"])
def test_pages_that_lead_nowhere_are_refused(server, following):
    server.answers["/api/v1/openings?start=3"] = [(200, {"Wayproof-Next": following}, b"")]
    with pytest.raises(SourceError, match="next page"):
        list(HttpSource(server.url, "wp_key").openings(3))


def test_openings_out_of_order_are_refused():
    ledger = Coffee().play()
    documents = [
        StatementOpening(index, entry.entry, tuple(entry.leaves)).encode()
        for index, entry in enumerate(ledger.entries)
        if entry.leaves
    ]
    reader = OpeningReader(lambda start: iter([documents[0], documents[2], documents[1]]))
    assert reader.at(1, ledger.entries[1].entry) is not None
    with pytest.raises(FormatError, match="order"):
        reader.at(5, ledger.entries[5].entry)


def test_anchors_of_an_archive_and_of_a_ledger_are_the_same(server, tmp_path):
    shown = [each.anchor.encode() for each in Coffee().play().committed]
    pages = {"anchors": shown}
    server.answers["/api/v1/anchors?before=3&limit=2"] = [(200, {}, json.dumps({"anchors": shown[:0:-1]}).encode())]
    ledger = HttpSource(server.url).anchors(1, 3)
    server.answers["/archive.json"] = [(200, {}, b"{}")]
    server.answers["/anchors/0.json"] = [(200, {}, json.dumps(pages).encode())]
    (tmp_path / "anchors").mkdir()
    (tmp_path / "anchors" / "0.json").write_text(json.dumps(pages))
    assert ledger == HttpSource(server.url).anchors(1, 3) == FolderSource(tmp_path).anchors(1, 3)
    assert [each.seq for each in ledger] == [1, 2]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"anchors": [1]}', b'{"anchors": [{"seq": 0}]}', b"[" * 100_000])
def test_what_is_no_anchor_is_a_typed_error(body, server, tmp_path: Path):
    (tmp_path / "anchors").mkdir()
    (tmp_path / "anchors" / "0.json").write_bytes(body)
    with pytest.raises(SourceError, match="no anchor"):
        FolderSource(tmp_path).anchors(0, 1)
    server.answers[f"/api/v1/lists/{'00' * 32}"] = [(200, {}, body)]
    with pytest.raises(SourceError, match="no list"):
        HttpSource(server.url).list_proof(bytes(32))


@pytest.mark.parametrize("begun", [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 500 No\r\nContent-Length: 9999\r\n\r\n"])
def test_an_answer_that_drips_is_given_up(begun, monkeypatch):
    monkeypatch.setattr(audit_source, "TIMEOUT", 0.4)
    over = Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            connection, _ = listening.accept()
            with connection, suppress(OSError):
                connection.sendall(begun)
                while not over.wait(0.05):
                    connection.sendall(b"a")

        thread = Thread(target=drip, daemon=True)
        thread.start()
        try:
            with pytest.raises(SourceError, match="takes too long"):
                HttpSource(f"http://127.0.0.1:{listening.getsockname()[1]}").tree_head()
        finally:
            over.set()
            thread.join()


def test_a_redirect_is_not_followed(server):
    server.answers[f"/api/v1/lists/{'00' * 32}"] = [(302, {"Location": f"{server.url}/stolen"}, b"")]
    with pytest.raises(SourceError, match="answers 302"):
        HttpSource(server.url, "wp_key").list_proof(bytes(32))
    assert len(server.asked) == 1


def test_numbers_without_end_and_answers_cut_off_are_typed_errors(server):
    server.answers[f"/api/v1/lists/{'00' * 32}"] = [(200, {}, b'{"anchor": {"seq": Infinity}, "list": {}}')]
    with pytest.raises(SourceError, match="no list"):
        HttpSource(server.url).list_proof(bytes(32))
    server.answers["/log/checkpoint"] = [(500, {"Transfer-Encoding": "chunked"}, b"zz\r\n")]
    with pytest.raises(SourceError):
        HttpSource(server.url).tree_head()


def test_what_is_no_file_or_too_large_is_not_read(tmp_path: Path, monkeypatch):
    (tmp_path / "log").mkdir()
    os.mkfifo(tmp_path / "log" / "checkpoint")
    with pytest.raises(SourceError, match="is no file"):
        FolderSource(tmp_path).tree_head()
    (tmp_path / "log" / "checkpoint").unlink()
    (tmp_path / "log" / "checkpoint").write_bytes(bytes(11))
    monkeypatch.setattr(audit_source, "MAX_ANSWER", 10)
    with pytest.raises(SourceError, match="too large"):
        FolderSource(tmp_path).tree_head()


def test_pages_of_openings_end_with_the_log(server):
    ledger = Coffee().play()
    size = len(ledger.entries)
    server.answers["/log/checkpoint"] = [(200, {}, ToySource(ledger).tree_head())]
    for start in range(size + 3):
        path = f"/api/v1/openings?start={start}"
        server.answers[path] = [(200, {"Wayproof-Next": f"api/v1/openings?start={start + 1}"}, b"")]
    source = HttpSource(server.url, "wp_key")
    source.tree_head()
    assert list(source.openings(0)) == []
    assert len(server.asked) == 1 + size
