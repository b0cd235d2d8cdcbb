"""The errors of the byte formats, under one root."""


class WayproofError(Exception):
    """Root of every error that Wayproof raises on purpose."""


class FormatError(WayproofError, ValueError):
    """Bytes or text that are not what a format of docs/format.md says they must be.

    Every decoder of `verifier.format` raises this, or a subclass of it, and nothing else on hostile input.
    """


class ProofError(FormatError):
    """A well-formed proof that does not prove what it was given for."""


class SignatureError(FormatError):
    """A signature or a public key that the rules of docs/format.md do not accept."""


class IdentifierError(FormatError):
    """Text that names no item, party or place by the rules of docs/format.md, section "Items"."""
