"""Wayproof's verifier: check for yourself what a ledger committed about an item."""

from verifier.chain import ChainError, ChainReader
from verifier.format.errors import FormatError, WayproofError
from verifier.json_rpc import RpcChain
from verifier.report import Report, Status, Verdict
from verifier.verify import verify

__all__ = [
    "ChainError",
    "ChainReader",
    "FormatError",
    "Report",
    "RpcChain",
    "Status",
    "Verdict",
    "WayproofError",
    "verify",
]
