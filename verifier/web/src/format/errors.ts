/** The errors of the byte formats, under one root. */

/** Root of every error that the verifier raises on purpose. */
export class WayproofError extends Error {}

/**
 * Bytes or text that are not what a format of docs/format.md says they must be. Every decoder of `format/` throws
 * this, or a subclass of it, and nothing else on hostile input.
 */
export class FormatError extends WayproofError {}

/** A well-formed proof that does not prove what it was given for. */
export class ProofError extends FormatError {}

/** A signature or a public key that the rules of docs/format.md do not accept. */
export class SignatureError extends FormatError {}

/** Text that names no item, party or place by the rules of docs/format.md section 2. */
export class IdentifierError extends FormatError {}
