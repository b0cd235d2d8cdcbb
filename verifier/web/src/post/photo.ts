/** Photos: their SHA-256 is posted, they themselves stay on this phone until its holder takes them elsewhere. */

import { sha256 } from "@noble/hashes/sha2.js";

import * as base64url from "../format/base64url.ts";
import { outcome, transact } from "./database.ts";

/** A photo that is kept here. */
export interface Photo {
  readonly digest: string;
  readonly name: string;
  readonly blob: Blob;
}

const CHUNK = 1 << 20;

/** Keep a photo; its SHA-256 in base64url. */
export async function keepPhoto(file: File): Promise<string> {
  const hash = sha256.create();
  for (let at = 0; at < file.size; at += CHUNK) {
    hash.update(new Uint8Array(await file.slice(at, at + CHUNK).arrayBuffer()));
  }
  const digest = base64url.encode(hash.digest());
  const photo: Photo = { digest, name: file.name || `${digest}.jpg`, blob: file };
  await transact(["photos"], "readwrite", (transaction) => outcome(transaction.objectStore("photos").put(photo)));
  return digest;
}

/** The photo of a digest, if it is still here. */
export function findPhoto(digest: string): Promise<Photo | undefined> {
  return transact(["photos"], "readonly", (transaction) =>
    outcome<Photo | undefined>(transaction.objectStore("photos").get(digest)),
  );
}

/** Hand a photo to its holder as a file. */
export async function savePhoto(digest: string): Promise<boolean> {
  const photo = await findPhoto(digest);
  if (photo === undefined) return false;
  const url = URL.createObjectURL(photo.blob);
  const link = Object.assign(document.createElement("a"), { href: url, download: photo.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
  return true;
}
