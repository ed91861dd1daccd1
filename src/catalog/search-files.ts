// The files of postings as the catalog keeps them, and what they hold of each segment.
import { type Level, rangeOf } from "../search/layout.js";
import { type Entry, parseSection, sectionText } from "../search/postings.js";
import type { Catalog } from "./catalog.js";
import { longText } from "./sqlite.js";

/** What files hold of one segment, by file, in order of their keys. */
export type Parts = ReadonlyMap<number, string>;

export function fileText(catalog: Catalog, level: Level, file: number): string | null {
  const row = catalog.sql("SELECT text FROM search_files WHERE level = ? AND file = ?").get(level, file);
  return (row?.text as string | undefined) ?? null;
}

/** Whether that changes anything. */
export function putFile(catalog: Catalog, level: Level, file: number, text: string): boolean {
  if (fileText(catalog, level, file) === text) return false;
  catalog
    .sql("INSERT OR REPLACE INTO search_files (level, file, text) VALUES (?, ?, CAST(? AS TEXT))")
    .run(level, file, longText(text));
  return true;
}

/** What these files hold, by segment. `files`: in order of their keys; of each segment all are named, also the empty. */
export function sectionsOf(catalog: Catalog, level: Level, files: readonly number[]): Map<string, Parts> {
  const found = new Map<string, Map<number, string>>();
  for (const file of files) {
    const texts = JSON.parse(fileText(catalog, level, file) ?? "[]") as string[];
    for (let at = 0; at < texts.length; at += 2) {
      const name = texts[at] as string;
      const parts = found.get(name) ?? new Map(files.map((one) => [one, ""]));
      found.set(name, parts.set(file, texts[at + 1] as string));
    }
  }
  return found;
}

/** A segment's section in a file, from parts that cover the file's range of keys. */
export function sliceOf(parts: Parts, file: number): string {
  const same = parts.get(file);
  if (same !== undefined) return same;
  const { from, to } = rangeOf(file);
  const width = to - from;
  const entries: Entry[] = [];
  let posts = 0;
  for (const [part, text] of parts) {
    if (text === "" || !overlap(part, file)) continue;
    const section = parseSection(text);
    posts = section.count;
    const by = rangeOf(part).from - from;
    for (const { key, list } of section.entries)
      if (key + by >= 0 && key + by < width) entries.push({ key: key + by, list });
  }
  return sectionText(entries, posts);
}

/** Whether two files have keys in common. */
export function overlap(a: number, b: number): boolean {
  const [one, other] = [rangeOf(a), rangeOf(b)];
  return one.from < other.to && other.from < one.to;
}
