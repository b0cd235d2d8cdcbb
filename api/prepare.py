"""What `wayproof up` does to a data folder before it is ready: everything that the first start must make."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from ledger.api_keys import find_api_key, make_api_key
from ledger.deploy import wait_until_deployed
from ledger.errors import ChainRefused, ChainReverted, ChainUnavailable
from ledger.files import write_with
from ledger.funding import fund_on_development_chain
from ledger.mining import make_final_state_readable
from ledger.service import Ledger, open_ledger
from ledger.settings import Settings
from verifier.format.errors import WayproofError


class KeyFileUnusable(WayproofError):
    """The operator's API key cannot be kept in its file."""


def prepare(settings: Settings, key_file: Path, say: Callable[[str], None]) -> None:
    """Open the ledger once: schema, keys, an operator's API key in a file, contracts on the chain.

    A ledger that may only be read sends nothing to the chain. The API and the worker may do the same at the same time.
    Raises LedgerError, KeyFileUnusable.
    """
    ledger = open_ledger(settings)
    try:
        if operator_key(ledger, key_file):
            say(f"the operator's API key is in {key_file}")
        if ledger.comparison.restored_behind is not None:
            say(ledger.comparison.restored_behind)
            return
        try:
            _deploy(ledger, say)
        except (ChainUnavailable, ChainRefused) as error:
            if settings.own_chain or isinstance(error, ChainReverted):
                raise
            say(f"{error}; everything else starts, and the chain's part is made up for")
    finally:
        ledger.close()


def _deploy(ledger: Ledger, say: Callable[[str], None]) -> None:
    fund_on_development_chain(ledger.chain)
    say("looking for the contracts on the chain")
    policy = ledger.chain_policy
    wait_until_deployed(
        ledger.store,
        ledger.chain,
        ledger.log_identity,
        policy.outbox,
        may_deploy=policy.may_deploy,
        clock=ledger.clock,
        sleep=time.sleep,
    )
    make_final_state_readable(ledger.chain, policy.outbox.finality)


def operator_key(ledger: Ledger, path: Path) -> bool:
    """See that an operator's API key is in a file of mode 0600; whether one had to be made.

    Raises KeyFileUnusable if the file cannot be read or written.
    """
    try:
        if path.exists():
            known = find_api_key(ledger, path.read_text(encoding="utf-8").strip())
            if known is not None and known.role == "operator":
                return False
        _, text = make_api_key(ledger, "operator", label="wayproof up")
        write_with(path, lambda file: file.write(f"{text}\n".encode()), mode=0o600)
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFileUnusable(f"the operator's API key {path} cannot be used: {error}; move it away") from None
    return True
