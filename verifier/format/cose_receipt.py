"""Receipts as other transparency services write them: a COSE receipt of inclusion (RFC 9942; docs/format.md 7.5).

For readers of COSE alone; our own verifiers take the JSON receipt. The tree size stands in the protected header too,
because the proof does not authenticate it.
"""

from __future__ import annotations

from collections.abc import Callable

from verifier.format import cbor
from verifier.format.cose_key import ED25519, PublicKey
from verifier.format.note import NoteKey
from verifier.format.tree_head import TreeHead

MEDIA_TYPE = "application/cose"

EDDSA = -8
"""COSE algorithm EdDSA (RFC 9053), which COSE libraries know; for an Ed25519 key it is what -19 is."""

_VERIFIABLE_DATA_STRUCTURE, _RFC9162_SHA256 = 395, 1
_VERIFIABLE_DATA_PROOFS, _INCLUSION = 396, -1
_TREE_SIZE = -65_537
"""A header label for private use (RFC 9052 section 11.2)."""


def encode_cose_receipt(
    head: TreeHead, index: int, inclusion: bytes, key: NoteKey, sign: Callable[[bytes], bytes]
) -> bytes:
    """The COSE receipt of the entry at `index` in the log of `head`, signed with the log's Ed25519 key.

    `inclusion` is the concatenated proof. The payload is detached: it is the root that the proof leads to.
    """
    kid = PublicKey(ED25519, key.public_key).thumbprint()
    protected = cbor.encode(
        {
            1: EDDSA,
            4: kid,
            15: {1: head.origin},
            _VERIFIABLE_DATA_STRUCTURE: _RFC9162_SHA256,
            _TREE_SIZE: head.size,
        }
    )
    path: list[cbor.Cbor] = [inclusion[at : at + 32] for at in range(0, len(inclusion), 32)]
    proofs: dict[int, cbor.Cbor] = {_INCLUSION: [cbor.encode([head.size, index, path])]}
    signature = sign(cbor.encode(["Signature1", protected, b"", head.root]))
    unprotected = cbor.encode({_VERIFIABLE_DATA_PROOFS: proofs})
    # Tag 18, an array of four; 0xf6 is null, the detached payload.
    return b"\xd2\x84" + cbor.encode(protected) + unprotected + b"\xf6" + cbor.encode(signature)
