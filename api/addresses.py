"""Whose a request is when it comes through proxies: the first address, from the right, that is no proxy of ours."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_MOST_HOPS = 32
_PREFIX_OF_A_SITE = 64
"""What one subscriber gets at least (RFC 6177), and may take any address of."""

UNKNOWN = "unknown"


class Proxies:
    """The proxies whose X-Forwarded-For is believed; nobody else's is."""

    def __init__(self, networks: Iterable[str] = ()) -> None:
        """`networks` are addresses or networks such as `10.0.0.0/8`; raises ValueError for anything else."""
        self._networks: tuple[IPv4Network | IPv6Network, ...] = tuple(ip_network(each) for each in networks)
        self._resolve = lru_cache(4096)(self._client)

    def client(self, peer: str, forwarded: str | None) -> str:
        """The name by which a caller is counted: its IPv4 address, or its IPv6 network of 64 bits.

        `peer` is who connected, `forwarded` the request's X-Forwarded-For, all its lines joined by commas. From its
        right end on each proxy says who connected to it; the first that is none of ours is the caller, and what stands
        left of it is the caller's own word.
        """
        return self._resolve(peer, forwarded if self._networks else None)

    def trusts(self, peer: str) -> bool:
        """Whether an address is one of the proxies."""
        address = _parse(peer)
        return address is not None and self._ours(address)

    def _client(self, peer: str, forwarded: str | None) -> str:
        address = _parse(peer)
        if address is None:
            return UNKNOWN
        if forwarded is not None and self._ours(address):
            for hop in reversed(forwarded.rsplit(",", _MOST_HOPS)[-_MOST_HOPS:]):
                told = _parse(_without_port(hop.strip()))
                if told is None:
                    break
                address = told
                if not self._ours(address):
                    break
        return _counted(address)

    def _ours(self, address: IPv4Address | IPv6Address) -> bool:
        return any(address in network for network in self._networks)


def _parse(text: str) -> IPv4Address | IPv6Address | None:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _without_port(hop: str) -> str:
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    return hop.partition(":")[0] if hop.count(":") == 1 else hop


def _counted(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((address, _PREFIX_OF_A_SITE), strict=False))
