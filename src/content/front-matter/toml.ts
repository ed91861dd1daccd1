// Front matter in TOML, as Hugo's sites have it.
import { createRequire } from "node:module";
import type { TomlError } from "smol-toml";
import { frontMatterDuplicateKey, frontMatterSyntax } from "../../diagnostics/posts.js";
import {
  type Block,
  cleanKey,
  type Entry,
  isUnsafeKey,
  LIMITS,
  Refusal,
  refusalOf,
  type Typed,
  tooDeep,
  tooManyNodes,
} from "./block.js";

const require = createRequire(import.meta.url);
/** Ten files, loaded when a post needs them. */
const library = () => require("smol-toml") as typeof import("smol-toml");

export function readToml(source: string): Block {
  const { parse, TomlDate, TomlError } = library();
  try {
    const table = parse(source, { integersAsBigInt: "asNeeded", maxDepth: LIMITS.depth });
    const lines = keyLines(source);
    const cleaner: Cleaner = { nodes: 0, unsafe: [], offset: 0 };
    const data: Record<string, unknown> = {};
    const entries = new Map<string, Entry>();
    for (const [key, raw] of Object.entries(table)) {
      const line = lines.get(key);
      cleaner.offset = line?.offset ?? 0;
      if (isUnsafeKey(key)) {
        cleaner.unsafe.push({ key, offset: cleaner.offset });
        continue;
      }
      const value = clean(cleaner, raw, 1);
      const literal = typeof raw === "string" || Array.isArray(raw) ? undefined : line?.literal;
      data[key] = raw instanceof TomlDate ? (literal ?? value) : value;
      entries.set(key, { offset: cleaner.offset, ...typed(value, literal) });
    }
    return { ok: true, data, entries, unsafe: cleaner.unsafe };
  } catch (error) {
    if (error instanceof Refusal) return refusalOf(error);
    if (error instanceof TomlError) return refusalOf(explain(error, source));
    throw error;
  }
}

interface KeyLine {
  offset: number;
  /** What stands behind the `=`. */
  literal: string | undefined;
}

/**
 * Where each key was set first, and how it was typed: the parser keeps neither, and turns 30 February into 2 March.
 * Texts of several lines are blanked before, since their lines may look like keys.
 */
function keyLines(source: string): Map<string, KeyLine> {
  const found = new Map<string, KeyLine>();
  const text = source.replace(/("""|''')[\s\S]*?\1/g, (string) => string.replace(/[^\n]/g, " "));
  for (const match of text.matchAll(KEY_LINE)) {
    const [, before = "", double, single, bare, literal] = match;
    const key = double ?? single ?? bare ?? "";
    const isText = literal === undefined || /^["']|^$/.test(literal);
    const typedAs = isText ? undefined : literal.replace(/#.*$/, "").trim();
    if (!found.has(key)) found.set(key, { offset: match.index + before.length, literal: typedAs });
  }
  return found;
}

// 1: what stands before the key; 2, 3, 4: the key in double quotes, in single quotes, bare; 5: the value
const KEY_LINE = /^([ \t]*\[{0,2}[ \t]*)(?:"([^"\n]*)"|'([^'\n]*)'|([\w-]+))(?:[ \t]*=[ \t]*(.*))?/gm;

interface Cleaner {
  nodes: number;
  unsafe: { key: string; offset: number }[];
  /** Of the top-level key that is being read. */
  offset: number;
}

/** Plain objects and lists; dates, and numbers that would lose digits, as text. */
function clean(cleaner: Cleaner, value: unknown, depth: number): unknown {
  if (++cleaner.nodes > LIMITS.nodes) throw new Refusal(cleaner.offset, tooManyNodes);
  if (depth > LIMITS.depth) throw new Refusal(cleaner.offset, tooDeep);
  if (typeof value === "bigint" || (typeof value === "number" && !Number.isFinite(value)))
    return String(value);
  if (value instanceof library().TomlDate) return value.toISOString().replace(/\.000(?=Z|[-+]|$)/, "");
  if (Array.isArray(value)) return value.map((item) => clean(cleaner, item, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  const object: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    if (isUnsafeKey(key)) cleaner.unsafe.push({ key, offset: cleaner.offset });
    else object[key] = clean(cleaner, item, depth + 1);
  }
  return object;
}

function typed(value: unknown, literal?: string): Typed {
  if (Array.isArray(value)) {
    const items = value.flatMap((item) => {
      const { text, items: inner } = typed(item);
      return inner ?? (text === null ? [] : [text]);
    });
    return { text: null, items };
  }
  if (typeof value === "object") return { text: null, items: null };
  return { text: literal ?? String(value), items: null };
}

const HINTS: readonly [reason: RegExp, hint: string][] = [
  [/invalid value/, 'Put text in double quotes: title = "标题".'],
  [
    /illegal character in key|end of key/,
    'Write each line as key = "value": TOML has = where YAML has a colon.',
  ],
  [/invalid date/, "Write dates as 2022-03-23T20:37:10+08:00, without quotes, or put them in quotes."],
  [
    /control characters/,
    'Close the quotes on the line where they begin; text of several lines stands in """.',
  ],
];

function explain(error: TomlError, source: string): Refusal {
  const reason = /^Invalid TOML document: (.*)/.exec(error.message)?.[1] ?? error.message;
  const offset = offsetOf(source, error.line, error.column);
  const name = /^[\w-]+/.exec(source.slice(offset))?.[0];
  if (reason.startsWith("trying to redefine") && name !== undefined) {
    return new Refusal(offset, (at) => frontMatterDuplicateKey(cleanKey(name), at));
  }
  const hint =
    HINTS.find(([pattern]) => pattern.test(reason))?.[1] ?? "Check the quotes, brackets and = on this line.";
  return new Refusal(offset, (at) => frontMatterSyntax(`this is not TOML: ${reason}`, hint, at));
}

/** `line` and `column` count from 1. */
function offsetOf(source: string, line: number, column: number): number {
  let start = 0;
  for (let n = 1; n < line; n++) start = source.indexOf("\n", start) + 1;
  return Math.min(start + column - 1, source.length);
}
