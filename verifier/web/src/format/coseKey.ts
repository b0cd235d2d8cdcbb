/** Public keys of statements, and the thumbprint that names them (RFC 9052 section 7, RFC 9679). */

import { hash } from "./bytes.ts";
import * as cbor from "./cbor.ts";
import { SignatureError } from "./errors.ts";
import { checkEd25519PublicKey, verifyEd25519, verifyEs256 } from "./signature.ts";

/** COSE algorithm Ed25519 (RFC 9864). */
export const ED25519 = -19;

/** COSE algorithm ESP256: ECDSA on P-256 with SHA-256 (RFC 9864). */
export const ESP256 = -9;

/** A party's public key: `x` of 32 bytes, and `y` of 32 bytes for P-256, empty for Ed25519. */
export class PublicKey {
  readonly alg: number;
  readonly x: Uint8Array;
  readonly y: Uint8Array;

  constructor(alg: number, x: Uint8Array, y: Uint8Array = new Uint8Array(0)) {
    this.alg = alg;
    this.x = x;
    this.y = y;
  }

  /** The COSE key thumbprint, SHA-256, 32 bytes (RFC 9679 section 4); a statement's `kid`. */
  thumbprint(): Uint8Array {
    const parameters: [number, cbor.Cbor][] =
      this.alg === ED25519 ? [[1, 1], [-1, 6], [-2, this.x]] : [[1, 2], [-1, 1], [-2, this.x], [-3, this.y]];
    return hash(cbor.encode(new Map(parameters)));
  }

  /** Check `signature` over `message`; SignatureError unless it is this key's by the strict rules. */
  verify(message: Uint8Array, signature: Uint8Array): void {
    if (this.alg === ED25519) verifyEd25519(this.x, message, signature);
    else if (this.alg === ESP256) verifyEs256(this.x, this.y, message, signature);
    else throw new SignatureError(`COSE algorithm ${this.alg} is not used here`);
  }

  /** SignatureError unless the key is one that this format accepts at all. */
  check(): void {
    if (this.alg === ED25519) checkEd25519PublicKey(this.x);
  }
}
