// What the readers of YAML, JSON and TOML have in common: their result, and what none of them lets through.

import type { Place } from "../../diagnostics/diagnostic.js";
import { frontMatterTooLarge } from "../../diagnostics/posts.js";
import type { Diagnostic } from "../../types/diagnostic.js";

/** A block of front matter as one of the readers understood it. Offsets count from the block's start. */
export type Block = BlockRead | BlockRefused;

export interface BlockRead {
  ok: true;
  data: Record<string, unknown>;
  /** The top-level keys. */
  entries: ReadonlyMap<string, Entry>;
  /** Keys that were left out of `data`. */
  unsafe: readonly { key: string; offset: number }[];
}

export interface BlockRefused {
  ok: false;
  offset: number;
  problem: (at: Place) => Diagnostic;
}

export interface Entry extends Typed {
  /** Of the key. */
  offset: number;
}

/** A value as it was typed, before it became a number or a boolean. */
export interface Typed {
  /** A scalar's text; `null`: no value, a list or keys. */
  text: string | null;
  /** A list's texts, lists inside it flattened; `null`: not a list. */
  items: readonly string[] | null;
}

export const LIMITS = {
  /** Values and keys, with everything written out that aliases stand for. */
  nodes: 10_000,
  depth: 50,
  /** Characters, likewise written out. */
  text: 1_000_000,
} as const;

/** Assigned without care, these would change every object of the program. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

export const isUnsafeKey = (key: string) => UNSAFE_KEYS.has(key);

/** A key without the spaces around it that YAML does not count as spaces: full-width and no-break ones. */
export const cleanKey = (key: string) => key.trim();

export const tooManyNodes = (at: Place) => frontMatterTooLarge(`holds more than ${LIMITS.nodes} values`, at);
export const tooDeep = (at: Place) => frontMatterTooLarge(`is nested more than ${LIMITS.depth} deep`, at);

export const EMPTY_BLOCK: BlockRead = { ok: true, data: Object.freeze({}), entries: new Map(), unsafe: [] };

/** How a reader gives up from inside; `refusalOf` turns it into its result, and no caller sees it. */
export class Refusal extends Error {
  readonly offset: number;
  readonly problem: (at: Place) => Diagnostic;
  constructor(offset: number, problem: (at: Place) => Diagnostic) {
    super("front matter refused");
    this.offset = offset;
    this.problem = problem;
  }
}

export function refusalOf(refusal: Refusal): BlockRefused {
  return { ok: false, offset: refusal.offset, problem: refusal.problem };
}
