"""An archive on a plain static server: the page in it verifies a passport of it in a real Chromium."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from api.demo_picture import SIZE, picture
from ledger import products
from ledger.archive import Wanted, passport_path, write_archive
from ledger.pictures import keep_picture
from tests.anvil import Anvil
from tests.ledger.ledger_world import GTIN, ChainedWorld, bag, event
from tests.web.node import run
from verifier.cli import main
from verifier.format import base64url

pytestmark = pytest.mark.slow


class Quiet(SimpleHTTPRequestHandler):
    """`python -m http.server` without its words."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """One with room for all that a browser asks for at once."""

    request_queue_size = 128


@contextmanager
def static_server(folder: Path) -> Iterator[str]:
    with Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
            thread.join()


def test_the_page_of_an_archive_verifies_its_passports(tmp_path, capsys):
    with Anvil() as chain:
        (tmp_path / "ledger").mkdir()
        world = ChainedWorld(tmp_path / "ledger", chain.url)
        producer = world.register("Producer", "9521321000018", "9521321")
        world.captured(producer, *[event("ObjectEvent", "ADD", "commissioning", epcList=[bag(n)]) for n in (1, 2)])
        sha256 = base64url.encode(keep_picture(world.ledger, producer, picture()).sha256)
        members = {"name": "Coffee", "picture": {"sha256": sha256}}
        assert products.describe(world.ledger, producer, GTIN, members).captured
        world.settle()
        write_archive(world.ledger, tmp_path / "www" / "coffee", Wanted([bag(1)]))
        world.ledger.close()
        trust = str(tmp_path / "www" / "coffee" / "trust.json")
        with static_server(tmp_path / "www") as url:
            shown = json.loads(run("verifier/web/e2e/open_page.mjs", f"{url}/coffee/p/?item={bag(1)}", "--open"))
            assert shown["errors"] == []
            assert shown["verdict"] == "VERIFIED"
            parts = json.loads(run("verifier/web/e2e/parts.mjs", f"{url}/coffee/p/?item={bag(1)}"))
            assert parts["picture"] == ["Coffee", SIZE]
            kept = tmp_path / "kept.html"
            run("verifier/web/e2e/keep.mjs", f"{url}/coffee/p/?item={bag(1)}", str(kept))
            assert json.loads(run("verifier/web/e2e/standalone.mjs", kept.as_uri()))["verdict"] == "VERIFIED"
            missing = json.loads(run("verifier/web/e2e/open_page.mjs", f"{url}/coffee/p/?item={bag(2)}"))
            assert missing["verdict"] == "INVALID"
            assert "no passport of this item" in missing["text"]
            assert main([f"{url}/coffee/{passport_path(bag(1))}", "--trust", trust, "--item", bag(1)]) == 0
            assert main(["audit", f"{url}/coffee", "--trust", trust]) == 2
    assert "ok  anchors" in capsys.readouterr().out
