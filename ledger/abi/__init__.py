"""The contracts as the service deploys and calls them.

`contracts/build.py` writes the JSON files beside this module from the sources; a test compiles afresh and compares.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

ContractName = Literal["TraceAnchor", "PartyRegistry", "CheckpointLedger"]


@dataclass(frozen=True, slots=True)
class CompiledContract:
    """A contract's interface and creation bytecode.

    Attributes:
        name: its name in the Solidity source.
        compiler: the compiler's full version.
        abi: the interface in Solidity's JSON form.
        bytecode: creation bytecode, to which the encoded constructor arguments are appended.
    """

    name: str
    compiler: str
    abi: tuple[dict[str, Any], ...]
    bytecode: bytes


@cache
def load(name: ContractName) -> CompiledContract:
    """Read one contract from the installed package."""
    document = json.loads(resources.files(__package__).joinpath(f"{name}.json").read_bytes())
    return CompiledContract(
        name=document["contractName"],
        compiler=document["compiler"],
        abi=tuple(document["abi"]),
        bytecode=bytes.fromhex(document["bytecode"][2:]),
    )
