"""What the ledger uses of web3, imported without what that does to the whole process.

One of web3's dependencies (py_ecc) lifts Python's recursion limit to 100,000, so that deeply nested JSON from outside
would no longer raise RecursionError but end the process.
"""

# ruff: noqa: E402

import sys

_recursion_limit = sys.getrecursionlimit()

from eth_abi.exceptions import DecodingError
from eth_account import Account
from eth_account.signers.local import LocalAccount
from eth_typing import HexAddress, HexStr
from eth_utils.abi import collapse_if_tuple
from web3 import HTTPProvider, Web3
from web3.exceptions import Web3Exception
from web3.types import Nonce, RPCEndpoint
from web3.utils.address import get_create_address

sys.setrecursionlimit(_recursion_limit)

__all__ = [
    "Account",
    "DecodingError",
    "HTTPProvider",
    "HexAddress",
    "HexStr",
    "LocalAccount",
    "Nonce",
    "RPCEndpoint",
    "Web3",
    "Web3Exception",
    "collapse_if_tuple",
    "get_create_address",
]
