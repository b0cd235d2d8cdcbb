"""The composition root: one ledger, opened from its settings, as every use case takes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from ledger.chain_view import ChainView
from ledger.item_index import ItemIndex
from ledger.sequence import NoteSigner
from ledger.statement import PartySigner
from ledger.store import Store


class Keyring(Protocol):
    def seal(self, purpose: str, name: bytes, secret: bytes) -> bytes: ...
    def open(self, purpose: str, name: bytes, sealed: bytes) -> bytes: ...


@dataclass(frozen=True)
class Ledger:
    """An opened ledger.

    `origin` names its log; `promise_seconds` is how long after acceptance a statement may take to be final; `clock`
    gives Unix seconds. `signers` keeps the parties' keys that were opened, by thumbprint.
    """

    store: Store
    keyring: Keyring
    index: ItemIndex
    origin: str
    log_signer: NoteSigner
    promise_signer: NoteSigner
    promise_seconds: int
    clock: Callable[[], int]
    chain_view: ChainView
    trust_root_bytes: Callable[[], bytes]
    signers: dict[bytes, PartySigner] = field(default_factory=dict)
