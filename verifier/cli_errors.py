"""What the verifier's commands have in common: usage errors, and the chain's endpoints on the command line."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from verifier.format.errors import WayproofError
from verifier.format.trust_root import TrustRoot

USAGE_ERROR = 3
"""The exit code of a usage error."""


class UsageError(WayproofError):
    """The command was called with something that it cannot work on."""


def with_endpoints(root: TrustRoot, urls: list[str]) -> TrustRoot:
    """The trust root with other endpoints of the chain, all of which must agree; raises UsageError."""
    if not all(map(_is_web_address, urls)):
        raise UsageError("--rpc takes http and https addresses")
    return replace(root, rpc_urls=tuple(dict.fromkeys(urls)), rpc_agree=len(set(urls)))


def _is_web_address(url: str) -> bool:
    try:
        return urlsplit(url).scheme in ("http", "https")
    except ValueError:
        return False
