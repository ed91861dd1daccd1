// Which published posts have which keys, in order: what "worth reading next" looks up.
import { LOOK_BACK } from "../related/choose.js";
import type { Position } from "../types/pages.js";
import type { Catalog } from "./catalog.js";
import { longText } from "./sqlite.js";

/*
 * Posts of one key stand in rows by the time of publication, 25 days to a row, so that a new post rewrites the last
 * rows of its keys whatever the archive's size. A post in a row is twelve characters: milliseconds since the row
 * begins, then its id; rows are in order of date, then path.
 */

const SPAN = 2 ** 31;
const DIGITS = 6;
const ENTRY = 2 * DIGITS;

export interface Entry extends Position {
  id: number;
}

export interface RelatedIndex {
  put(key: number, entry: Entry): void;
  /** Call it for all that go before any comes. */
  drop(key: number, entry: Entry): void;
  /** The last `LOOK_BACK` posts before this place, oldest first. */
  before(key: number, at: Position): { id: number; date: number }[];
  /** Ids of the next `LOOK_BACK` posts behind it, and of the one that is there. */
  after(key: number, at: Position): number[];
  /** Writes what was put and dropped. Call it before anything is asked. */
  flush(): void;
}

/** `pathOf`: of a published post, for two of one date. */
export function createRelatedIndex(catalog: Catalog, pathOf: (id: number) => string): RelatedIndex {
  const rows = new Map<string, string>();
  const changed = new Map<string, [key: number, bucket: number]>();
  const textOf = (key: number, bucket: number): string => {
    const name = `${key} ${bucket}`;
    const known = rows.get(name);
    if (known !== undefined) return known;
    const row = catalog.sql("SELECT posts FROM related_keys WHERE key = ? AND bucket = ?").get(key, bucket);
    const text = (row?.posts as string | undefined) ?? "";
    if (rows.size > MOST_ROWS) for (const one of rows.keys()) if (!changed.has(one)) rows.delete(one);
    rows.set(name, text);
    return text;
  };
  const write = (key: number, bucket: number, text: string) => {
    rows.set(`${key} ${bucket}`, text);
    changed.set(`${key} ${bucket}`, [key, bucket]);
  };
  /** How many entries of a row come before a place. */
  const countBefore = (text: string, bucket: number, at: Position): number => {
    const offset = at.date - bucket * SPAN;
    let [low, high] = [0, text.length / ENTRY];
    while (low < high) {
      const middle = (low + high) >> 1;
      const { date, id } = entryAt(text, middle);
      const isBefore = date !== offset ? date < offset : comparePaths(pathOf(id), at.path) < 0;
      if (isBefore) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    put(key, { id, ...at }) {
      const bucket = bucketOf(at.date);
      const text = textOf(key, bucket);
      const place = countBefore(text, bucket, at) * ENTRY;
      write(key, bucket, text.slice(0, place) + entryText(at.date, id) + text.slice(place));
    },
    drop(key, { id, date }) {
      const bucket = bucketOf(date);
      const text = textOf(key, bucket);
      const entry = entryText(date, id);
      let place = text.indexOf(entry);
      while (place % ENTRY > 0) place = text.indexOf(entry, place + 1);
      if (place >= 0) write(key, bucket, text.slice(0, place) + text.slice(place + ENTRY));
    },
    before(key, at) {
      const own = bucketOf(at.date);
      const found: { id: number; date: number }[] = [];
      const take = (bucket: number, text: string, count: number) => {
        for (let index = count - 1; index >= 0 && found.length < LOOK_BACK; index--) {
          const { id, date } = entryAt(text, index);
          found.push({ id, date: date + bucket * SPAN });
        }
      };
      const text = textOf(key, own);
      take(own, text, countBefore(text, own, at));
      for (let bucket: number | null = own; found.length < LOOK_BACK; ) {
        bucket = otherBucket(catalog, key, bucket, "before");
        if (bucket === null) break;
        const older = textOf(key, bucket);
        take(bucket, older, older.length / ENTRY);
      }
      return found.reverse();
    },
    after(key, at) {
      const own = bucketOf(at.date);
      const found: number[] = [];
      const most = LOOK_BACK + 1;
      const take = (text: string, from: number) => {
        for (let index = from; index < text.length / ENTRY && found.length < most; index++)
          found.push(entryAt(text, index).id);
      };
      const text = textOf(key, own);
      take(text, countBefore(text, own, at));
      for (let bucket: number | null = own; found.length < most; ) {
        bucket = otherBucket(catalog, key, bucket, "after");
        if (bucket === null) break;
        take(textOf(key, bucket), 0);
      }
      return found;
    },
    flush() {
      for (const [name, [key, bucket]] of changed) putRow(catalog, key, bucket, rows.get(name) as string);
      changed.clear();
    },
  };
}

/** Rows kept in memory beside those that changed. */
const MOST_ROWS = 20_000;

/** Entries that wait in memory: each is a double of 32 bits for the key and 20 for its place in the row of all. */
const MOST_WAITING = 2 ** 20;

/** Everything anew, in order of the archive. Entries are gathered and sorted by key, so that rows are put in order. */
export function createRelatedFiller(catalog: Catalog, most = MOST_WAITING) {
  const waiting = new Float64Array(most);
  const posts = new Uint32Array(most);
  let count = 0;
  let entries: Waiting[] = [];
  const flush = () => {
    const sorted = waiting.subarray(0, count).sort();
    for (let from = 0; from < count; ) {
      const key = keyOf(sorted[from] as number);
      let bucket = 0;
      let text = "";
      for (; from < count && keyOf(sorted[from] as number) === key; from++) {
        const entry = entries[posts[(sorted[from] as number) % MOST_WAITING] as number] as Waiting;
        if (text !== "" && entry.bucket !== bucket) {
          putAfter(catalog, key, bucket, text);
          text = "";
        }
        bucket = entry.bucket;
        text += entry.text;
      }
      putAfter(catalog, key, bucket, text);
    }
    entries = [];
    count = 0;
  };
  return {
    add(keys: Iterable<number>, { id, date }: Omit<Entry, "path">): void {
      const entry = { bucket: bucketOf(date), text: entryText(date, id) };
      for (const key of keys) {
        if (count === most) flush();
        if (entries.at(-1) !== entry) entries.push(entry);
        waiting[count] = (key + 2 ** 31) * MOST_WAITING + count;
        posts[count++] = entries.length - 1;
      }
    },
    flush,
  };
}

interface Waiting {
  bucket: number;
  text: string;
}

const keyOf = (waiting: number): number => Math.floor(waiting / MOST_WAITING) - 2 ** 31;

/** Puts entries behind those that the row has. Most rows are a few entries: longText would be the longer way for them. */
function putAfter(catalog: Catalog, key: number, bucket: number, text: string): void {
  catalog
    .sql(
      `INSERT INTO related_keys (key, bucket, posts) VALUES (?, ?, ?)
       ON CONFLICT (key, bucket) DO UPDATE SET posts = posts || excluded.posts`,
    )
    .run(key, bucket, text);
}

function putRow(catalog: Catalog, key: number, bucket: number, text: string): void {
  if (text === "") catalog.sql("DELETE FROM related_keys WHERE key = ? AND bucket = ?").run(key, bucket);
  else
    catalog
      .sql("INSERT OR REPLACE INTO related_keys (key, bucket, posts) VALUES (?, ?, CAST(? AS TEXT))")
      .run(key, bucket, longText(text));
}

function otherBucket(catalog: Catalog, key: number, bucket: number, side: "before" | "after"): number | null {
  const sql =
    side === "before"
      ? "SELECT bucket FROM related_keys WHERE key = ? AND bucket < ? ORDER BY bucket DESC LIMIT 1"
      : "SELECT bucket FROM related_keys WHERE key = ? AND bucket > ? ORDER BY bucket LIMIT 1";
  return (catalog.sql(sql).get(key, bucket)?.bucket as number | undefined) ?? null;
}

const bucketOf = (date: number): number => Math.floor(date / SPAN);

function entryText(date: number, id: number): string {
  return digits(date - bucketOf(date) * SPAN) + digits(id);
}

const digits = (value: number): string => value.toString(36).padStart(DIGITS, "0");

function entryAt(text: string, index: number): { date: number; id: number } {
  const at = index * ENTRY;
  return {
    date: Number.parseInt(text.slice(at, at + DIGITS), 36),
    id: Number.parseInt(text.slice(at + DIGITS, at + ENTRY), 36),
  };
}

/** SQLite compares paths as UTF-8 bytes; so must we. */
const comparePaths = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
