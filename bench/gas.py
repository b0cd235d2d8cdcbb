"""Gas per event: what one anchor costs on a real chain, shared by the statements that it is the first to cover."""

from __future__ import annotations

import os
from collections.abc import Sequence

from web3 import HTTPProvider, Web3
from web3.types import TxParams

from bench.figures import Figure
from contracts.gas import deploy, send
from tests.anvil import Anvil

BATCHES = (1, 100, 10_000, 65_536)


def measure(batches: Sequence[int] = BATCHES) -> list[Figure]:
    """Anchor batches of these sizes in a fresh TraceAnchor; beside it what any transaction with such data costs."""
    with Anvil() as anvil:
        chain = Web3(HTTPProvider(anvil.url))
        account = chain.eth.accounts[0]
        functions = deploy(chain, "TraceAnchor").functions
        register = functions.register("bench.example/log+1a2b3c4d+" + "A" * 44, account, account)
        log_id = register.call({"from": account})
        send(chain, register)
        size, head = 1, bytes(32)
        figures = []
        for number, batch in enumerate((1, *batches)):
            size += batch
            call = functions.anchor(log_id, head, size, os.urandom(32), os.urandom(32))
            data = call.build_transaction({"from": account})["data"]
            _, head = call.call({"from": account})
            gas = send(chain, call)
            transaction: TxParams = {"from": account, "to": account, "data": data}
            least = chain.eth.estimate_gas(transaction)
            if number:  # the first anchor of a log writes a slot that is written once
                what = f"an anchor of {gas:,} gas"
                name = f"gas per event, {batch:,} an anchor"
                figures.append(Figure(name, gas / batch, "gas", what, least / batch, gas / least))
    return figures
