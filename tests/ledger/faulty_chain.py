"""A chain that is asked through a node which fails, or seems to be another one, as a test tells it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ledger.chain import Chain
from ledger.chain_rpc import Rpc
from tests.faulty_node import FaultyNode

PUBLIC = "Geth/v1.16.7-stable"
"""The client version of a chain that is neither ours to mine nor to reset."""


@contextmanager
def asked_through(chain: Chain, url: str, version: str | None = None) -> Iterator[FaultyNode]:
    """The node through which the chain at `url` is asked meanwhile; `version` is the client version that it claims."""
    direct = chain.rpc
    with FaultyNode(url, version) as node:
        chain.rpc = Rpc(node.url, timeout=10)
        try:
            yield node
        finally:
            chain.rpc = direct
