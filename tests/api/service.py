"""The application in process for tests: requests go through ASGI into a real ledger in a folder of its own."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any

import httpx
import orjson
import uvicorn

from api.app import create_app
from api.protocol import STATE, BoundedProtocol
from ledger import api_keys, store_chain
from ledger.deployment import Deployment
from ledger.funding import fund_on_development_chain
from ledger.jobs import work_on_verifications
from ledger.sequence import sequence
from ledger.service import open_ledger
from ledger.settings import Settings
from ledger.tasks import tick_the_chain
from tests.anvil import Anvil

PRODUCER = {
    "uri": "(417)9521321000001",
    "name": "Test Roasters",
    "roles": ["producer"],
    "prefixes": ["9521321"],
}
BAG = "https://id.gs1.org/01/09521321000421/21/B1"
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
MIDDLE_OF_A_MINUTE = 1_774_900_020.0
"""At which requests are counted: no test's requests are told apart by a minute that ends between them."""
NOWHERE = "http://127.0.0.1:9"
"""Where no chain answers."""


class Service:
    """An application with its ledger. `now` is its clock in Unix seconds."""

    def __init__(self, folder: Path, anvil: Anvil | None = None, **settings: Any) -> None:
        self.anvil = anvil
        self.settings = Settings(**{"data_dir": folder, "rpc_url": anvil.url if anvil else NOWHERE, **settings})
        self.now = 1_774_900_000
        self.ledger = open_ledger(self.settings, lambda: self.now)
        if anvil is None:
            self._pretend_deployed()
        else:
            self.now = self.ledger.chain.latest().time
            fund_on_development_chain(self.ledger.chain)
        self.ledger.chain_view._seconds = 0  # the test's seconds go by faster than those between two looks at the chain
        self.app = create_app(self.settings, self.ledger)
        self.app.state.limiter._clock = lambda: MIDDLE_OF_A_MINUTE
        self.operator = self.key("operator")

    def __enter__(self) -> Service:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.ledger.close()

    def request(self, method: str, path: str, key: str | None = None, **what: Any) -> httpx.Response:
        """The answer to one request, from one address."""
        headers = dict(what.pop("headers", {}))
        if key is not None:
            headers["Authorization"] = f"Bearer {key}"

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                return await client.request(method, path, headers=headers, **what)

        return asyncio.run(send())

    def request_raw(self, path: str, headers: list[tuple[str, str]], *, accept: bool = True) -> httpx.Response:
        """The answer to a GET with header fields that may stand there more than once, or with no Accept."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
                if not accept:
                    del client.headers["accept"]
                return await client.get(path, headers=headers)

        return asyncio.run(send())

    def get(self, path: str, key: str | None = None, **what: Any) -> httpx.Response:
        return self.request("GET", path, key, **what)

    def post(self, path: str, body: object, key: str | None = None, **what: Any) -> httpx.Response:
        return self.request("POST", path, key, json=body, **what)

    def key(self, role: str, party: bytes | None = None) -> str:
        """A new API key."""
        return api_keys.make_api_key(self.ledger, role, party)[1]

    def party(self, **members: Any) -> tuple[str, str]:
        """A new party's id and an API key of its own, both made over HTTP."""
        party = self.post("/api/v1/parties", PRODUCER | members, self.operator)
        assert party.status_code == 201, party.text
        key = self.post(f"/api/v1/parties/{party.json()['id']}/api-keys", {}, self.operator)
        assert key.status_code == 201, key.text
        return party.json()["id"], key.json()["key"]

    def capture(self, key: str, *events: dict[str, Any], **headers: str) -> dict[str, Any]:
        """The finished capture job of events."""
        answer = self.request("POST", "/epcis/capture", key, json=document(*events), headers=headers)
        assert answer.status_code == 202, answer.text
        return dict(self.get(answer.headers["Location"], key).json())

    @contextmanager
    def served(self) -> Iterator[str]:
        """The address at which uvicorn serves the application in a thread, on loopback."""
        connections = self.app.state.connections

        class Bounded(BoundedProtocol):  # with what the application's lifespan, which closes the ledger, would hand on
            def __init__(self, config: Any, server_state: Any, app_state: Any, _loop: Any = None) -> None:
                super().__init__(config, server_state, {**app_state, STATE: connections}, _loop)

        config = uvicorn.Config(
            self.app,
            port=0,
            log_level="error",
            lifespan="off",
            http=Bounded,
            ws="none",
            proxy_headers=False,
            server_header=False,
            date_header=False,  # else two answers may differ by a second
        )
        server = uvicorn.Server(config)
        listener = server.config.bind_socket()
        thread = Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            while not server.started:
                assert thread.is_alive(), "uvicorn ended at once"
                time.sleep(0.01)
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()

    def tick(self) -> None:
        """What the worker does every second, a second later."""
        assert self.anvil is not None
        self.now += 1
        self.anvil.rpc("evm_increaseTime", 1)
        ledger = self.ledger
        sequence(ledger.store, ledger.log_signer, self.now)
        tick_the_chain(ledger)
        work_on_verifications(ledger)

    def sequence(self) -> int:
        """Give what was accepted its place in the log; returns how many statements that were."""
        return sequence(self.ledger.store, self.ledger.log_signer, self.now)

    def settle(self, patience: int = 60) -> None:
        """Tick until the service is ready and nothing waits to be final."""
        for _ in range(patience):
            self.tick()
            state = self.get("/health/ready").json()
            if state["ready"] and state["waiting"] == 0 and state["finalSize"] == state["logSize"]:
                return
        raise AssertionError(f"not final after {patience} ticks: {state}")

    def deploy(self) -> None:
        """Tick until the contracts are on the chain."""
        for _ in range(30):
            self.tick()
            with self.ledger.store.read() as connection:
                if store_chain.deployment(connection) is not None:
                    return
        raise AssertionError("not deployed after 30 ticks")

    def _pretend_deployed(self) -> None:
        where = Deployment(31_337, bytes(32), b"\1" * 20, b"\2" * 20, b"\3" * 20, bytes(32), b"\4" * 20)
        with self.ledger.store.write() as connection:
            store_chain.put_deployment(connection, where)


def document(*events: dict[str, Any]) -> dict[str, Any]:
    """An EPCISDocument."""
    return {
        "@context": [CONTEXT],
        "type": "EPCISDocument",
        "schemaVersion": "2.0",
        "creationDate": "2026-03-31T08:15:00Z",
        "epcisBody": {"eventList": list(events)},
    }


def event(*items: str, **members: Any) -> dict[str, Any]:
    """An ObjectEvent; a commissioning unless `members` say otherwise."""
    value = {
        "type": "ObjectEvent",
        "action": "ADD",
        "bizStep": "commissioning",
        "eventTime": "2026-03-30T08:15:00Z",
        "eventTimeZoneOffset": "+02:00",
        "epcList": list(items),
    }
    return value | members


def encoded(value: object) -> bytes:
    """JSON text."""
    return orjson.dumps(value)
