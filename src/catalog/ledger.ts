// What was published last time: every page with its recipe, and what its rendering was seen to read.

import { remembered } from "../memo.js";
import type { Instant } from "../types/content.js";
import type { PageKind } from "../types/pages.js";
import type { Catalog } from "./catalog.js";
import type { Row } from "./sqlite.js";

/** A page as it was last published. */
export interface KnownPage {
  path: string;
  kind: PageKind;
  subject: string;
  number: number;
  /** What it read, sorted. */
  reads: string[];
  recipe: string;
  sha256: string;
  bytes: number;
  /** Of the file in `dist/`, whole milliseconds. */
  mtime: number;
  /** Since when it has these bytes, and why. */
  cause: PageCause;
}

export interface PublishedFile {
  path: string;
  bytes: number;
  /** Whole milliseconds. */
  mtime: number;
}

export interface PageCause {
  /** The build's `now`. */
  at: Instant;
  /** Reads whose values were others than before; `new`: there was no such page; `repair`: its file was damaged. */
  because: string[];
}

export interface Ledger {
  get(path: string): KnownPage | null;
  ofSubject(subject: string): { path: string; number: number }[];
  /** The files in `dist/` as they were written, by path. One walk at a time. */
  files(): Iterable<PublishedFile>;
  /** At most `limit` of them, from behind `path` on. */
  filesAfter(path: string, limit: number): PublishedFile[];
  /** Those that lie in no folder. */
  filesAtTop(): PublishedFile[];
  /** Whether a file of the site is, or lies in, this path. */
  holds(path: string): boolean;
  count(): number;
  /** How many files a folder holds, without those in its folders; `""` or with a slash at its end. */
  countIn(folder: string): number;
  /** How many pages read this. */
  readers(read: string): number;
  /** What else those pages read whose reads begin with `prefix`, without it. */
  readTogether(read: string, prefix: string): string[];
  put(page: KnownPage): void;
  remove(path: string): void;
  /** Pages that read anything for which `isStale` says so, at most so many: subject and number of each. */
  reading(
    isStale: (read: string) => boolean,
    most: number,
  ): { subject: string; number: number; path: string }[];
  /** The free queries that some page reads, with the hash of their last results. */
  queries(): { key: string; result: string }[];
  putQuery(key: string, result: string): void;
}

/** Where more pages than these are put or removed, all are counted in the end. */
const WORTH_COUNTING = 1_000;

export function createLedger(catalog: Catalog): Ledger {
  let empty = catalog.cold;
  const recordedTotal = catalog.cold ? null : catalog.meta("pages");
  /** `null`: not known without counting. */
  let total = recordedTotal === null ? null : Number(recordedTotal);
  let changed = 0;
  const isKnown = (path: string) => catalog.sql("SELECT 1 FROM pages WHERE path = ?").get(path) !== undefined;
  /** To be called before there is such a page, or is none any more. */
  const change = (path: string, isThere: boolean) => {
    changed++;
    if (changed > WORTH_COUNTING) total = null;
    if (total !== null) total += Number(isThere) - Number(isKnown(path));
  };
  const readsOf = new Map<number, string[]>();
  const shapeIds = new WeakMap<readonly string[], number>();
  const shape = (id: number): string[] =>
    remembered(readsOf, id, () => {
      const row = catalog.sql("SELECT reads FROM shapes WHERE id = ?").get(id);
      return row ? (row.reads as string).split("\n") : [];
    });
  const shapesReading = (wanted: (read: string) => boolean): number[] =>
    catalog
      .sql("SELECT id FROM shapes")
      .all()
      .map((row) => row.id as number)
      .filter((id) => shape(id).some(wanted));
  // Lists are the same objects for many pages.
  const shapeId = (reads: readonly string[]): number =>
    remembered(shapeIds, reads, () => {
      const text = reads.join("\n");
      catalog.sql("INSERT OR IGNORE INTO shapes (reads) VALUES (?)").run(text);
      return catalog.sql("SELECT id FROM shapes WHERE reads = ?").get(text)!.id as number;
    });
  const known = (row: Row): KnownPage => {
    const [kind = "", recipe = "", sha256 = "", bytes, mtime] = (row.state as string).split(" ");
    return {
      path: row.path as string,
      kind: kind as PageKind,
      subject: row.subject as string,
      number: row.number as number,
      reads: shape(row.shape as number),
      ...{ recipe, sha256, bytes: Number(bytes), mtime: Number(mtime) },
      cause: parseCause(row.cause as string),
    };
  };

  return {
    get(path) {
      if (empty) return null;
      const row = catalog.sql("SELECT * FROM pages WHERE path = ?").get(path);
      return row ? known(row) : null;
    },
    ofSubject: (subject) =>
      catalog
        .sql("SELECT path, number FROM pages WHERE subject = ? ORDER BY number, path")
        .all(subject)
        .map((row) => ({ path: row.path as string, number: row.number as number })),
    *files() {
      for (const row of catalog.sql("SELECT path, state FROM pages ORDER BY path").iterate())
        yield toPublished(row);
    },
    // As one text: a third of the time that so many rows take.
    filesAfter(path, limit) {
      const { rows } = catalog
        .sql(
          "SELECT json_group_array(json_array(path, state)) AS rows FROM (SELECT path, state FROM pages WHERE path > ? ORDER BY path LIMIT ?)",
        )
        .get(path, limit) as Row;
      return (JSON.parse(rows as string) as [string, string][]).map(([file, state]) =>
        toPublished({ path: file, state }),
      );
    },
    filesAtTop: () =>
      catalog
        .sql(
          "SELECT path, state FROM pages WHERE path IN (SELECT path FROM pages INDEXED BY pages_top WHERE instr(path, '/') = 0)",
        )
        .all()
        .map(toPublished),
    holds: (path) =>
      catalog
        .sql(
          "SELECT 1 FROM pages WHERE path = ? UNION ALL SELECT 1 FROM pages WHERE path > ? AND path < ? LIMIT 1",
        )
        .get(path, `${path}/`, `${path}0`) !== undefined,
    count() {
      total ??= catalog.sql("SELECT COUNT(*) AS n FROM pages").get()!.n as number;
      if (String(total) !== catalog.meta("pages")) catalog.setMeta("pages", String(total));
      return total;
    },
    countIn(folder) {
      const rows =
        folder === ""
          ? catalog.sql("SELECT COUNT(*) AS n FROM pages WHERE path NOT LIKE '%/%'").get()
          : catalog
              .sql(
                "SELECT COUNT(*) AS n FROM pages WHERE path > ? AND path < ? AND instr(substr(path, ?), '/') = 0",
              )
              .get(folder, `${folder.slice(0, -1)}0`, folder.length + 1);
      return rows!.n as number;
    },
    readers(read) {
      const size = catalog.sql("SELECT COUNT(*) AS n FROM pages WHERE shape = ?");
      return shapesReading((other) => other === read).reduce(
        (sum, id) => sum + (size.get(id)!.n as number),
        0,
      );
    },
    readTogether(read, prefix) {
      const reads = shapesReading((other) => other === read).flatMap(shape);
      return [
        ...new Set(
          reads.filter((other) => other.startsWith(prefix)).map((other) => other.slice(prefix.length)),
        ),
      ];
    },
    put(page) {
      change(page.path, true);
      empty = false;
      const state = `${page.kind} ${page.recipe} ${page.sha256} ${page.bytes} ${page.mtime}`;
      catalog
        .sql(
          "INSERT OR REPLACE INTO pages (path, subject, number, shape, state, cause) VALUES (?, ?, ?, ?, ?, ?)",
        )
        .run(
          page.path,
          page.subject,
          page.number,
          shapeId(page.reads),
          state,
          `${page.cause.at} ${page.cause.because.join("\n")}`,
        );
    },
    remove(path) {
      change(path, false);
      catalog.sql("DELETE FROM pages WHERE path = ?").run(path);
    },
    reading(isStale, most) {
      const found: { subject: string; number: number; path: string }[] = [];
      const pages = catalog.sql("SELECT subject, number, path FROM pages WHERE shape = ? LIMIT ?");
      for (const id of shapesReading(isStale))
        for (const row of pages.all(id, most - found.length))
          found.push(row as unknown as (typeof found)[number]);
      return found;
    },
    queries: () =>
      catalog
        .sql("SELECT key, result FROM queries ORDER BY key")
        .all()
        .map((row) => ({ key: row.key as string, result: row.result as string })),
    putQuery: (key, result) =>
      catalog.sql("INSERT OR REPLACE INTO queries (key, result) VALUES (?, ?)").run(key, result),
  };
}

function toPublished(row: Row): PublishedFile {
  const [, , , bytes, mtime] = (row.state as string).split(" ");
  return { path: row.path as string, bytes: Number(bytes), mtime: Number(mtime) };
}

function parseCause(text: string): PageCause {
  const space = text.indexOf(" ");
  return { at: Number(text.slice(0, space)), because: text.slice(space + 1).split("\n") };
}
