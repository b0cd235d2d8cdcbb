"""Public keys of statements, and the thumbprint that names them (RFC 9052 section 7, RFC 9679)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from verifier.format import cbor
from verifier.format.errors import SignatureError
from verifier.format.signature import check_ed25519_public_key, verify_ed25519, verify_es256

ED25519 = -19
"""COSE algorithm Ed25519 (RFC 9864)."""

ESP256 = -9
"""COSE algorithm ESP256: ECDSA on P-256 with SHA-256 (RFC 9864)."""


@dataclass(frozen=True)
class PublicKey:
    """A party's public key: `x` of 32 bytes, and `y` of 32 bytes for P-256, empty for Ed25519."""

    alg: int
    x: bytes
    y: bytes = b""

    def thumbprint(self) -> bytes:
        """The COSE key thumbprint, SHA-256, 32 bytes (RFC 9679 section 4); a statement's `kid`."""
        if self.alg == ED25519:
            parameters: dict[int, cbor.Cbor] = {1: 1, -1: 6, -2: self.x}
        else:
            parameters = {1: 2, -1: 1, -2: self.x, -3: self.y}
        return hashlib.sha256(cbor.encode(parameters)).digest()

    def verify(self, message: bytes, signature: bytes) -> None:
        """Check `signature` over `message`; raise SignatureError unless it is this key's by the strict rules."""
        if self.alg == ED25519:
            verify_ed25519(self.x, message, signature)
        elif self.alg == ESP256:
            verify_es256(self.x, self.y, message, signature)
        else:
            raise SignatureError(f"COSE algorithm {self.alg} is not used here")

    def check(self) -> None:
        """Raise SignatureError unless the key is one that this format accepts at all."""
        if self.alg == ED25519:
            check_ed25519_public_key(self.x)
