"""Without a connection, in a real Chromium: pages open, a passport is a dated copy, and nothing old looks fresh."""

from __future__ import annotations

import json

import pytest

from tests.passport_cases import CASES
from tests.web.node import run
from tests.web.passport_server import serving
from verifier.format import base64url

pytestmark = pytest.mark.slow

UNREACHED = ("net::ERR", "Failed to fetch", "fetching of the wasm failed", "falling back to ArrayBuffer")
"""What a browser, and what reads codes, complain of without a connection."""


def test_a_passport_without_a_connection_is_a_dated_copy_and_no_verdict():
    made = CASES["verified"]()
    with serving() as server:
        rpc = {"agree": 1, "urls": [f"{server.url}/rpc"]}
        server.trust = json.dumps({**json.loads(made["trustRoot"]), "rpc": rpc, "maxAnchorAge": 10**9}).encode()
        server.chain = made["chain"]
        server.passports = [base64url.decode(made["passport"])]
        server.linger = 4.0  # longer than the service worker waits for a page's first bytes
        path = made["item"].replace("https://id.gs1.org", "/p")
        seen = json.loads(run("verifier/web/e2e/offline.mjs", server.url + path))
    assert seen["online"]["verdict"] == "VERIFIED"
    assert "kept" not in seen["online"]["card"]
    assert seen["offline"]["verdict"] == "INCOMPLETE"
    assert "No connection: this is a copy that this device kept on" in seen["offline"]["card"]
    assert "could not be reached" in seen["offline"]["card"]
    assert seen["unseen"]["verdict"] == "INCOMPLETE"
    assert seen["unkept"] is None, "a page that is not kept is not answered with another"
    assert seen["scanner"] == "What reads codes could not be loaded. Type the number, or try again with a connection."
    assert [each for each in seen["errors"] if not any(word in each for word in UNREACHED)] == []
    sizes = [int(icon["sizes"].partition("x")[0]) for icon in seen["manifest"]["icons"]]
    assert seen["icons"] == sizes, "an icon that is not there, or not of its size, keeps a page from being installed"
    assert (seen["manifest"]["scope"], seen["manifest"]["display"]) == ("/p/", "standalone")
