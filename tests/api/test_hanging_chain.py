"""A node that takes connections and never answers: passports wait for it, and nothing else does."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path

import httpx
import pytest

from ledger import chain_comparison
from tests.anvil import Anvil
from tests.api.service import BAG, NOWHERE, Service, document, event
from tests.faulty_node import FaultyNode, never_answer
from verifier.chain import ChainError
from verifier.format.passport import MEDIA_TYPE

DATABASES = ("sqlite",)
LONG = 600
PASSPORTS = 60
"""More than the server has threads for everything."""


@pytest.mark.slow
def test_passports_that_wait_for_the_chain_hold_nothing_else_up(tmp_path: Path, anvil: Anvil) -> None:
    with FaultyNode(anvil.url) as node, Service(tmp_path, anvil, rpc_url=node.url, rpc_timeout=LONG) as service:
        service.deploy()
        _, key = service.party()
        service.capture(key, event(BAG))
        service.settle()
        node.fail(never_answer(node, LONG), "eth_call")
        service.app.state.known_keys.forget()
        with service.served() as url:
            asyncio.run(_ask(node, url, key))


async def _ask(node: FaultyNode, url: str, key: str) -> None:
    as_passport = {"Accept": MEDIA_TYPE}
    async with httpx.AsyncClient(base_url=url, timeout=LONG, limits=httpx.Limits(max_connections=None)) as client:
        try:
            passports = [
                asyncio.create_task(
                    client.get(BAG.removeprefix("https://id.gs1.org"), headers=as_passport)
                    if number % 2
                    else client.get("/api/v1/passports", params={"item": BAG})
                )
                for number in range(PASSPORTS)
            ]
            until = time.monotonic() + 60
            while node.struck < 10:
                assert time.monotonic() < until
                await asyncio.sleep(0.01)
            mine = {"Authorization": f"Bearer {key}"}
            others = [
                await client.get("/health/live"),
                await client.post("/epcis/capture", json=document(event(f"{BAG}2")), headers=mine),
                await client.post("/epcis/capture", json=document(*_large()), headers=mine),
                await client.get("/log/checkpoint"),
                await client.get(BAG.removeprefix("https://id.gs1.org")),
                await client.get("/health/ready"),
                await client.get("/metrics"),
            ]
            assert not any(each.done() for each in passports)
        finally:
            node.heal()
        assert [each.status_code for each in others] == [200, 202, 202, 200, 307, 200, 200]
        answers = [each.status_code for each in await asyncio.gather(*passports)]
        assert set(answers) == {200, 503}, "the nodes answer those who had to wait, and hung up on the others"
        assert (await client.get("/api/v1/passports", params={"item": BAG})).status_code == 200


def _large() -> list[dict[str, object]]:
    """More than is worked on without a thread."""
    return [event(f"{BAG}L{number}") for number in range(100)]


def test_one_capture_waits_for_the_first_comparison_with_a_chain_that_hangs_and_no_other_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with FaultyNode(NOWHERE) as node, Service(tmp_path, rpc_url=node.url, rpc_timeout=LONG) as service:
        node.fail(never_answer(node, 10))
        comparison, store, chain = service.ledger.comparison, service.ledger.store, service.ledger.chain
        monkeypatch.setattr(chain_comparison, "FIRST_SECONDS", 0.05)
        assert comparison.fault(store, chain) is None
        monkeypatch.setattr(chain_comparison, "FIRST_SECONDS", 60.0)
        assert comparison.fault(store, chain) is None
        assert comparison._looking is not None
        assert comparison._looking.is_alive(), "it was waited for"


def test_the_chain_may_take_as_long_as_the_setting_says(tmp_path: Path) -> None:
    with FaultyNode(NOWHERE) as node, Service(tmp_path, rpc_url=node.url, rpc_timeout=1) as service:
        node.fail(never_answer(node, 5))  # and then it hangs up, which sounds otherwise
        view = service.ledger.chain_view
        with pytest.raises(ChainError):
            view.reader()
        view._look.result(30)
        assert re.search("too long|timed out", str(view._failure))
