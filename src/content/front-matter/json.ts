// Front matter in JSON, read by hand: JSON.parse words its errors differently in each version of Node and mostly
// without a place, keeps the last of two equal keys in silence, and loses the digits of long numbers.
import { frontMatterDuplicateKey, frontMatterNotKeys, frontMatterSyntax } from "../../diagnostics/posts.js";
import {
  type Block,
  EMPTY_BLOCK,
  type Entry,
  isUnsafeKey,
  LIMITS,
  Refusal,
  refusalOf,
  type Typed,
  tooDeep,
  tooManyNodes,
} from "./block.js";

export function readJson(source: string): Block {
  const reader: Reader = { source, at: 0, depth: 0, nodes: 0, unsafe: [] };
  try {
    skipSpace(reader);
    if (reader.at === source.length) return EMPTY_BLOCK;
    if (source[reader.at] !== "{") throw new Refusal(reader.at, frontMatterNotKeys);
    const entries = new Map<string, Entry>();
    const data = readObject(reader, entries);
    if (reader.at < source.length) throw expected(reader, "nothing behind the last }");
    return { ok: true, data, entries, unsafe: reader.unsafe };
  } catch (error) {
    if (error instanceof Refusal) return refusalOf(error);
    throw error;
  }
}

interface Reader {
  source: string;
  at: number;
  depth: number;
  nodes: number;
  unsafe: { key: string; offset: number }[];
}

type Read = Typed & { value: unknown };

// Sticky: each is set to its place before use.
const SPACE = /[ \t\r\n]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in strings
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.+-])/y;
const WORD = /(?:true|false|null)(?!\w)/y;

function readValue(reader: Reader): Read {
  const next = reader.source[reader.at];
  if (next === "{") return { value: readObject(reader), text: null, items: null };
  if (next === "[") return readArray(reader);
  count(reader);
  if (next === '"') {
    const text = readString(reader);
    return { value: text, text, items: null };
  }
  const number = take(reader, NUMBER);
  if (number !== null) return { value: numberOf(number), text: number, items: null };
  const word = take(reader, WORD);
  if (word === null) throw expected(reader, 'a value: "text", a number, true, false, null, [ or {');
  const value = word === "null" ? null : word === "true";
  return { value, text: value === null ? null : word, items: null };
}

function readObject(reader: Reader, entries?: Map<string, Entry>): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  const seen = new Set<string>();
  readItems(reader, "}", () => {
    const offset = reader.at;
    if (reader.source[offset] !== '"')
      throw expected(reader, 'a key in double quotes, as in "title": "标题"');
    const key = readString(reader);
    if (seen.has(key)) throw new Refusal(offset, (at) => frontMatterDuplicateKey(key, at));
    seen.add(key);
    if (!skip(reader, ":")) throw expected(reader, "a colon behind the key");
    const { value, text, items } = readValue(reader);
    if (isUnsafeKey(key)) reader.unsafe.push({ key, offset });
    else {
      object[key] = value;
      entries?.set(key, { offset, text, items });
    }
  });
  return object;
}

function readArray(reader: Reader): Read {
  const value: unknown[] = [];
  const items: string[] = [];
  readItems(reader, "]", () => {
    const item = readValue(reader);
    value.push(item.value);
    if (item.items !== null) items.push(...item.items);
    else if (item.text !== null) items.push(item.text);
  });
  return { value, text: null, items };
}

/** From the opening bracket past the closing one; `readItem` reads what stands between the commas. */
function readItems(reader: Reader, close: "}" | "]", readItem: () => void): void {
  count(reader);
  if (++reader.depth > LIMITS.depth) throw new Refusal(reader.at, tooDeep);
  reader.at++;
  skipSpace(reader);
  if (!skip(reader, close)) {
    do {
      readItem();
      skipSpace(reader);
    } while (skip(reader, ","));
    if (!skip(reader, close)) throw expected(reader, `a comma or ${close}`);
  }
  reader.depth--;
}

function readString(reader: Reader): string {
  const text = take(reader, STRING);
  if (text === null)
    throw expected(reader, 'a text that ends with " on this line, with \\" for a quote inside');
  return JSON.parse(text) as string;
}

/** As text where a number would lose digits. */
function numberOf(text: string): number | string {
  const value = Number(text);
  const isLong = /^-?\d+$/.test(text) && !Number.isSafeInteger(value);
  return isLong || !Number.isFinite(value) ? text : value;
}

function take(reader: Reader, pattern: RegExp): string | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.source);
  if (found === null) return null;
  reader.at += found[0].length;
  if (pattern !== SPACE) skipSpace(reader);
  return found[0];
}

function skip(reader: Reader, character: string): boolean {
  if (reader.source[reader.at] !== character) return false;
  reader.at++;
  skipSpace(reader);
  return true;
}

function skipSpace(reader: Reader): void {
  take(reader, SPACE);
}

function count(reader: Reader): void {
  if (++reader.nodes > LIMITS.nodes) throw new Refusal(reader.at, tooManyNodes);
}

const HINT = 'Check the commas, quotes and brackets before it; a quote inside a text is written \\".';

function expected(reader: Reader, what: string): Refusal {
  return new Refusal(reader.at, (at) =>
    frontMatterSyntax(`this is not JSON: here must be ${what}`, HINT, at),
  );
}
