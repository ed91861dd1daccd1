// Texts as the last build understood them. Settings and words seldom change, and to understand them takes libraries that
// a build which finds nothing to do needs for nothing else.
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { shortHash } from "./hash.js";

export interface Memory {
  /** What `text` was understood as under this name; `undefined`: not known. */
  recall<T>(name: string, text: string): T | undefined;
  /** Only what JSON can say: anything else is understood anew each time. */
  remember(name: string, text: string, value: unknown): void;
  /** Writes what was recalled or remembered since the opening, and forgets the rest. */
  keep(): void;
}

export const NO_MEMORY: Memory = { recall: () => undefined, remember: () => {}, keep: () => {} };

type Entries = Record<string, { sum: string; value: unknown }>;

/** `program` understands texts: what another one understood is not used. */
export function openMemory(file: string, program: string): Memory {
  const known = readEntries(file, program);
  const used: Entries = {};
  let isNew = false;
  return {
    recall<T>(name: string, text: string): T | undefined {
      const entry = Object.hasOwn(known, name) ? known[name] : undefined;
      if (entry === undefined || entry.sum !== shortHash(text)) return undefined;
      used[name] = entry;
      return entry.value as T;
    },
    remember(name, text, value) {
      if (!isJson(value)) return;
      used[name] = { sum: shortHash(text), value };
      isNew = true;
    },
    keep() {
      if (!isNew && Object.keys(used).length === Object.keys(known).length) return;
      const json = JSON.stringify(used);
      try {
        writeFileSync(`${file}.new`, `${sumOf(json, program)}\n${json}`);
        renameSync(`${file}.new`, file);
      } catch {
        rmSync(`${file}.new`, { force: true }); // it saves time, and nothing else
      }
    },
  };
}

/** Whether it comes back from JSON as it is: no NaN, no negative zero, no date, no map. */
function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== "object") return false;
  if (Array.isArray(value)) return value.every(isJson);
  return Object.getPrototypeOf(value) === Object.prototype && Object.values(value).every(isJson);
}

/** Damage would be taken for settings: a text without its sum counts for nothing. */
function readEntries(file: string, program: string): Entries {
  try {
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    const json = text.slice(end + 1);
    return text.slice(0, end) === sumOf(json, program) ? (JSON.parse(json) as Entries) : {};
  } catch {
    return {};
  }
}

const sumOf = (json: string, program: string): string => shortHash(`${program}\0${json}`);
