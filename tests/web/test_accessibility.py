"""axe-core finds nothing wrong with any state of the passport page, in English and light, in Chinese and dark."""

from __future__ import annotations

import json
from contextlib import ExitStack

import pytest

from tests.passport_cases import CASES
from tests.web.node import run
from tests.web.passport_server import offer, serving

pytestmark = pytest.mark.slow

STATES = (
    "verified",
    "pending",
    "container-withheld",
    "commissioned-by-a-stranger",
    "no-record-never-made",
    "forged-anchor",
    "recalled-by-owner",
    "commissioned-twice",
)


def test_every_state_is_accessible():
    with ExitStack() as servers:
        urls = []
        for name in STATES:
            server = servers.enter_context(serving())
            made = CASES[name]()
            urls.append(server.url + offer(server, made))
        broken = servers.enter_context(serving())
        urls += [f"{broken.url}/p/01/09521321000018", f"{broken.url}/p/01/09521321000011"]
        done = json.loads(run("verifier/web/e2e/audit.mjs", *urls))
    assert done["found"] == {}
    assert done["looks"] == 2 * len(urls)
