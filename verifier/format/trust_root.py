"""The trust root: whom a reader has chosen to rely on, obtained apart from any passport (docs/format.md 7.2)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from verifier.format import base64url
from verifier.format.anchor import Anchorage
from verifier.format.errors import FormatError
from verifier.format.jcs import Json
from verifier.format.json_shape import address, array, integer, members, octets, text
from verifier.format.note import NoteKey, parse_vkey

MAX_BYTES = 1 << 16
MAX_KEYS = 16
MAX_URLS = 8


@dataclass(frozen=True)
class Finality:
    """When an anchor counts as final: under the chain's finalized block, or `depth` blocks under the newest."""

    depth: int | None

    def encode(self) -> dict[str, Json]:
        """The rule as JSON."""
        return {"tag": "finalized"} if self.depth is None else {"depth": self.depth}


@dataclass(frozen=True)
class TrustRoot:
    """A trust root; times in Unix seconds, ages in seconds, the registry's address 20 bytes, the log id 32."""

    origin: str
    log_id: bytes
    log_keys: tuple[NoteKey, ...]
    promise_keys: tuple[NoteKey, ...]
    anchorage: Anchorage
    registry: bytes
    finality: Finality
    rpc_urls: tuple[str, ...]
    rpc_agree: int
    auditor_keys: tuple[NoteKey, ...]
    auditors_required: int
    max_anchor_age: int
    expires: int

    def encode(self) -> dict[str, Json]:
        """The trust root as JSON, for a file to keep."""
        return {
            "anchorages": [
                {
                    **self.anchorage.encode(),
                    "finality": self.finality.encode(),
                    "registry": "0x" + self.registry.hex(),
                }
            ],
            "auditors": {"keys": [key.vkey for key in self.auditor_keys], "required": self.auditors_required},
            "expires": self.expires,
            "logId": base64url.encode(self.log_id),
            "logKeys": [key.vkey for key in self.log_keys],
            "maxAnchorAge": self.max_anchor_age,
            "origin": self.origin,
            "promiseKeys": [key.vkey for key in self.promise_keys],
            "rpc": {"agree": self.rpc_agree, "urls": list(self.rpc_urls)},
            "version": 1,
        }


_TRUST_ROOT = frozenset(
    {
        "anchorages",
        "auditors",
        "expires",
        "logId",
        "logKeys",
        "maxAnchorAge",
        "origin",
        "promiseKeys",
        "rpc",
        "version",
    }
)


def parse(data: bytes) -> TrustRoot:
    """The trust root that `data` is, which may be laid out for people; raises FormatError if it is none."""
    if len(data) > MAX_BYTES:
        raise FormatError(f"a trust root has at most {MAX_BYTES} bytes")
    try:
        value = json.loads(data, object_pairs_hook=_unrepeated, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise FormatError(f"the trust root is no JSON: {error}") from None
    fields = members(value, "the trust root", _TRUST_ROOT)
    integer(fields["version"], "version", 1, 1)
    origin = text(fields["origin"], "origin", 1, 256)
    log_keys = _keys(fields["logKeys"], "logKeys", 1)
    if any(key.name != origin for key in log_keys):
        raise FormatError("a key of logKeys is not named as the origin")
    (anchorage,) = array(fields["anchorages"], "anchorages", 1, 1)
    where = members(anchorage, "an anchorage", frozenset({"chainId", "contract", "finality", "registry"}))
    rpc = members(fields["rpc"], "rpc", frozenset({"agree", "urls"}))
    urls = tuple(text(url, "an RPC URL", 8, 2048) for url in array(rpc["urls"], "rpc.urls", MAX_URLS, 1))
    if len(set(urls)) != len(urls) or not all(url.startswith(("http://", "https://")) for url in urls):
        raise FormatError("rpc.urls repeats a URL, or has one that is not http or https")
    auditors = members(fields["auditors"], "auditors", frozenset({"keys", "required"}))
    auditor_keys = _keys(auditors["keys"], "auditors.keys", 0)
    return TrustRoot(
        origin=origin,
        log_id=octets(fields["logId"], "logId", 32),
        log_keys=log_keys,
        promise_keys=_keys(fields["promiseKeys"], "promiseKeys", 0),
        anchorage=Anchorage(
            integer(where["chainId"], "chainId", 1),
            address(where["contract"], "contract"),
        ),
        registry=address(where["registry"], "registry"),
        finality=_finality(where["finality"]),
        rpc_urls=urls,
        rpc_agree=integer(rpc["agree"], "rpc.agree", 1, len(urls)),
        auditor_keys=auditor_keys,
        auditors_required=integer(auditors["required"], "auditors.required", 0, len(auditor_keys)),
        max_anchor_age=integer(fields["maxAnchorAge"], "maxAnchorAge", 1),
        expires=integer(fields["expires"], "expires"),
    )


def _finality(value: Json) -> Finality:
    fields = members(value, "finality", frozenset(), frozenset({"tag", "depth"}))
    if fields == {"tag": "finalized"}:
        return Finality(None)
    if fields.keys() == {"depth"}:
        return Finality(integer(fields["depth"], "finality.depth", 0, 1 << 20))
    raise FormatError('finality is neither {"tag": "finalized"} nor a depth')


def _keys(value: Json, what: str, least: int) -> tuple[NoteKey, ...]:
    keys = tuple(parse_vkey(text(key, what, 1, 1024)) for key in array(value, what, MAX_KEYS, least))
    if len(set(keys)) != len(keys):
        raise FormatError(f"{what} repeats a key")
    return keys


def _unrepeated(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a member stands twice")
    return value


def _refuse_constant(name: str) -> Json:
    raise ValueError(f"{name} is no JSON")
