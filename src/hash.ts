// Fingerprints. Sources carry git's own (SHA-1 blob ids); everything that we make up is SHA-256.
import { createHash } from "node:crypto";

/** Git blob id: SHA-1 of `blob <size>\0<bytes>`, in hex. */
export function blobId(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

export function sha256(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

/** Hash of any JSON value; 128 bits are plenty for telling two results apart. */
export function valueHash(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(value) ?? "undefined")
    .digest("hex")
    .slice(0, 32);
}
