// Fingerprints. Sources carry git's own (SHA-1 blob ids); everything that we make up is SHA-256.
import { createHash, hash } from "node:crypto";
import { remembered } from "./memo.js";

/** Git blob id: SHA-1 of `blob <size>\0<bytes>`, in hex. */
export function blobId(bytes: Uint8Array): string {
  return createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
}

export function sha256(content: string | Uint8Array): string {
  return hash("sha256", content, "hex");
}

/** Hash of any JSON value; 128 bits are plenty for telling two results apart. */
export function valueHash(value: unknown): string {
  return shortHash(valueText(value));
}

/**
 * A text that two values share only if they are equal. The posts in it stand there by their hashes, which are
 * worked out once for each: the same posts are on many pages.
 */
export function valueText(value: unknown): string {
  return JSON.stringify(value, byCardHash) ?? "undefined";
}

export const shortHash = (text: string): string => hash("sha256", text, "hex").slice(0, 32);

/** Whether an object is a PostCard: no other fact has an excerpt and a reading time. */
export function isCard(value: object): boolean {
  return "excerpt" in value && "minutes" in value;
}

const cardHashes = new WeakMap<object, string>();

/** A card from its JSON, with the hash that it has where it comes from. */
export function parseCard(json: string, hash = shortHash(json)): object {
  const card = JSON.parse(json) as object;
  cardHashes.set(card, hash);
  return card;
}

export const cardHash = (card: object): string =>
  remembered(cardHashes, card, () => shortHash(JSON.stringify(card)));

function byCardHash(_key: string, value: unknown): unknown {
  return typeof value === "object" && value !== null && isCard(value) ? cardHash(value) : value;
}
