"""A real development chain for tests: anvil from the project's npm packages, on a free loopback port."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
import requests

from tests.ports import free_port

_KEPT = ("--prune-history", "100000")
"""States of blocks stay in memory. By default all but the last few hundred, and later all but the last nine, go to
disk, and a chain that reorganises upon one of those has no contracts any more."""
_PACKAGES = Path(__file__).resolve().parents[1] / "node_modules" / "@foundry-rs"
ACCOUNT_KEY = bytes.fromhex("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80")
"""The private key of anvil's first account, which every anvil funds."""
OTHER_KEY = bytes.fromhex("59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d")
"""That of its second account."""


class Anvil:
    """One anvil process. It mines a block for each transaction unless told `--no-mining`; a block is final under twice
    `slots` others."""

    def __init__(self, *options: str, port: int | None = None, slots: int = 1) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = [str(_binary()), "--quiet", "--port", str(self.port), "--slots-in-an-epoch", str(slots), *_KEPT]
        self._session = requests.Session()
        self._process = subprocess.Popen([*command, *options], stdin=subprocess.DEVNULL)
        self._wait()

    def __enter__(self) -> Anvil:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def rpc(self, method: str, *params: Any) -> Any:
        """The result of a call, for what only tests ask of a chain."""
        body: Any = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(params)}
        answer = self._session.post(self.url, json=body, timeout=60).json()
        assert "error" not in answer, answer
        return answer["result"]

    def stop(self) -> None:
        """End it as a user would; with `--state` it writes its state."""
        self._process.terminate()
        self._process.wait(timeout=20)

    def _wait(self) -> None:
        deadline = time.monotonic() + 30
        while True:
            try:
                self.rpc("eth_chainId")
            except requests.ConnectionError:
                assert self._process.poll() is None, "anvil ended at once"
                assert time.monotonic() < deadline, "anvil does not answer"
                time.sleep(0.02)
            else:
                return


def _binary() -> Path:
    found = sorted(_PACKAGES.glob("anvil-*/bin/anvil"))
    if not found:
        pytest.skip("needs anvil from the npm packages: run npm ci")
    return found[0]
