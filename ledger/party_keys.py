"""Parties' hosted keys: made, sealed under the master key, and opened to sign."""

from __future__ import annotations

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    derive_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from ledger.ed25519 import ed25519_signer
from ledger.errors import PartySuspended, UnknownParty
from ledger.keyring import Keyring
from ledger.service import Ledger
from ledger.statement import PartySigner
from ledger.store_parties import SigningKey, speaker_of
from verifier.format.cose_key import ED25519, ESP256, PublicKey
from verifier.format.signature import P256_ORDER

_PURPOSE = "party signing key"


def make_hosted_key(keyring: Keyring, party_id: bytes) -> SigningKey:
    """A new Ed25519 key for a party, its private half sealed."""
    private = Ed25519PrivateKey.generate()
    public = PublicKey(ED25519, private.public_key().public_bytes_raw())
    kid = public.thumbprint()
    sealed = keyring.seal(_PURPOSE, kid, private.private_bytes_raw())
    return SigningKey(kid, party_id, public.alg, public.x, public.y, sealed, None, False)


def party_signer(ledger: Ledger, connection: sa.Connection, party_id: bytes) -> PartySigner:
    """The key that signs for a party now. Opened keys are kept in memory, as the master key is.

    Raises:
        UnknownParty: there is no such party, or the service keeps no key of it.
        PartySuspended: the registrar has suspended it.
    """
    speaker = speaker_of(connection, party_id)
    if speaker is None:
        raise UnknownParty("this ledger knows no such party")
    if speaker.suspended:
        raise PartySuspended(f"{speaker.uri} is suspended: nothing that it says counts")
    key = speaker.key
    if key is None or key.sealed is None:
        raise UnknownParty(f"the service keeps no key to sign for {speaker.uri}")
    signer = ledger.signers.get(party_id)
    if signer is None or signer.kid != key.kid:
        secret = ledger.keyring.open(_PURPOSE, key.kid, key.sealed)
        signer = signer_of(speaker.uri, PublicKey(key.alg, key.x, key.y), secret)
        ledger.signers[party_id] = signer
    return signer


def signer_of(issuer: str, public: PublicKey, secret: bytes) -> PartySigner:
    """A signer from a private key of 32 bytes: an Ed25519 seed, or a P-256 scalar for a public key of ESP256."""
    if public.alg == ESP256:
        scalar = derive_private_key(int.from_bytes(secret, "big"), SECP256R1())
        return PartySigner(issuer, public, public.thumbprint(), lambda message: _sign_esp256(scalar, message))
    return PartySigner(issuer, public, public.thumbprint(), ed25519_signer(secret))


def _sign_esp256(private: EllipticCurvePrivateKey, message: bytes) -> bytes:
    r, s = decode_dss_signature(private.sign(message, ECDSA(SHA256())))
    return r.to_bytes(32, "big") + min(s, P256_ORDER - s).to_bytes(32, "big")
