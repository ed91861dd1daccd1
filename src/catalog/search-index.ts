// Keeps the search index in step with the posts: segments first, then the files of postings that hold them.

import { remembered } from "../memo.js";
import { eachPostKey } from "../search/keys.js";
import { fileCount, filesOf, hasTakenOver, isNew, newFileCount, rangeOf } from "../search/layout.js";
import { createEntryCollector, type Entry, sectionText } from "../search/postings.js";
import { periodKeys } from "../time.js";
import type { Post } from "../types/content.js";
import type { Position, TouchedSearch } from "../types/pages.js";
import type { Catalog } from "./catalog.js";
import { unpackPost } from "./posts.js";
import { overlap, putFile, sectionsOf, sliceOf } from "./search-files.js";
import { createSectionList, createSectionTable } from "./search-sections.js";
import { allSegments, behindEach, cutAll, recutSegments, type Segment } from "./search-segments.js";

export interface SearchOptions {
  /** Posts in a segment, on average. `null`: the site has no search. */
  segmentSize: number | null;
  zone: string;
}

/** Posts of which all files are put together at once when everything is made anew; more wait on the disk. */
const POSTS_AT_A_TIME = 250_000;

/** Brings segments and files up to date. `positions` are the places where posts came, went or changed. */
export function settleSearch(
  catalog: Catalog,
  { everything, positions }: { everything: boolean; positions: readonly Position[] },
  { segmentSize, zone }: SearchOptions,
): TouchedSearch | null {
  const key = segmentSize === null ? "none" : `${segmentSize} ${zone}`;
  const same = catalog.meta("search") === key;
  if (!same) catalog.setMeta("search", key);
  if (segmentSize === null) {
    if (!same)
      for (const table of ["search_segments", "search_files"]) catalog.sql(`DELETE FROM ${table}`).run();
    return null;
  }
  if (everything || !same) {
    rebuild(catalog, segmentSize, zone);
    return { everything: true, segments: new Set(), files: new Set() };
  }
  if (positions.length === 0) return null;
  return update(catalog, positions, segmentSize, zone);
}

function rebuild(catalog: Catalog, segmentSize: number, zone: string): void {
  const segments = cutAll(catalog, segmentSize);
  const behind = behindEach(segments);
  const posts = total(segments);
  catalog.sql("DELETE FROM search_files").run();
  const files = filesOf(fileCount(posts, segmentSize));
  const parts = inParts(files, Math.ceil(posts / POSTS_AT_A_TIME));
  const waiting = parts.length > 1 ? createSectionTable(catalog) : createSectionList();
  for (const segment of segments) {
    const back = behind.get(segment.name) as number;
    if (back === 0) continue;
    const slice = createSlicer(entriesOf(catalog, segment, zone), segment.count);
    for (const [number, part] of parts.entries()) {
      const texts = part.map((file) => (hasTakenOver(file, back, segmentSize) ? slice(file) : ""));
      waiting.put(number, { name: segment.name, texts });
    }
  }
  for (const [number, part] of parts.entries()) {
    const sections = part.map((): string[] => []);
    for (const { name, texts } of waiting.of(number))
      for (const [index, text] of texts.entries()) if (text !== "") sections[index]!.push(name, text);
    for (const [index, file] of part.entries())
      putFile(catalog, "all", file, JSON.stringify(sections[index]));
  }
  waiting.clear();
  writeNewFiles(catalog, segments, behind, segmentSize, (segment) =>
    createSlicer(entriesOf(catalog, segment, zone), segment.count),
  );
}

const inParts = (files: readonly number[], count: number): number[][] =>
  Array.from({ length: count }, (_, part) =>
    files.slice((files.length * part) / count, (files.length * (part + 1)) / count),
  );

/** What a build changes, as files of "all" see it. */
interface Changes {
  /** Before and after, by name. */
  was: Map<string, number>;
  is: Map<string, Segment & { behind: number }>;
  /** Segments whose posts changed. */
  dirty: Set<string>;
  /** Their places in files. */
  order: Map<string, number>;
  section(segment: Segment, file: number): string;
  segmentSize: number;
}

function update(
  catalog: Catalog,
  positions: readonly Position[],
  segmentSize: number,
  zone: string,
): TouchedSearch {
  const known = allSegments(catalog);
  const { before, after, all: segments } = recutSegments(catalog, known, positions, segmentSize);
  const behind = behindEach(segments);
  const was = behindEach(known);
  const dirty = new Set([...before, ...after].map(({ name }) => name));
  const young = sectionsOf(catalog, "new", filesOf(newFileCount(total(youngOf(known, was, segmentSize)))));
  const slicers = new Map<string, Slicer>();
  const slicer = (segment: Segment): Slicer =>
    remembered(slicers, segment.name, () => {
      const parts = dirty.has(segment.name) ? undefined : young.get(segment.name);
      if (parts !== undefined) return (file) => sliceOf(parts, file);
      return createSlicer(entriesOf(catalog, segment, zone), segment.count);
    });
  const changes: Changes = {
    was,
    is: new Map(segments.map((one) => [one.name, { ...one, behind: behind.get(one.name) as number }])),
    dirty,
    order: new Map(segments.map(({ name }, index) => [name, index])),
    section: (segment, file) => slicer(segment)(file),
    segmentSize,
  };
  const files = updateFiles(catalog, changes, {
    old: filesOf(fileCount(total(known), segmentSize)),
    now: filesOf(fileCount(total(segments), segmentSize)),
  });
  writeNewFiles(catalog, segments, behind, segmentSize, slicer);
  return { everything: false, segments: changes.dirty, files };
}

/** Rewrites the files of "all" that a change reaches. Gives them, and those that are gone. */
function updateFiles(
  catalog: Catalog,
  changes: Changes,
  { old, now }: { old: readonly number[]; now: readonly number[] },
): Set<number> {
  const touched = new Set<number>();
  const there = new Set(old);
  const suspects = [...new Set([...changes.was.keys(), ...changes.is.keys()])].filter(
    (name) =>
      changes.dirty.has(name) ||
      Math.min(changes.was.get(name) ?? 0, changes.is.get(name)?.behind ?? 0) <= changes.segmentSize,
  );
  const rewritten = now.flatMap((file): [number, string][] => {
    const differs = suspects.filter((name) => isOtherIn(file, name, changes, there.has(file)));
    if (there.has(file) && differs.length === 0) return [];
    const sources = there.has(file) ? [file] : old.filter((other) => overlap(file, other));
    return [[file, rewrite(catalog, file, sources, there.has(file) ? differs : suspects, changes)]];
  });
  const kept = new Set(now);
  for (const file of old) {
    if (kept.has(file)) continue;
    touched.add(file);
    catalog.sql("DELETE FROM search_files WHERE level = 'all' AND file = ?").run(file);
  }
  for (const [file, text] of rewritten) if (putFile(catalog, "all", file, text)) touched.add(file);
  return touched;
}

/** Whether a file's section of a segment comes, goes, or may be another one. */
function isOtherIn(
  file: number,
  name: string,
  { was, is, dirty, segmentSize }: Changes,
  there: boolean,
): boolean {
  const holds = (behind: number | undefined) =>
    behind !== undefined && hasTakenOver(file, behind, segmentSize);
  const [had, has] = [there && holds(was.get(name)), holds(is.get(name)?.behind)];
  return dirty.has(name) ? had || has : had !== has;
}

/** A file's text, from what the files in `sources` held of its range, and the `renewed` segments worked out. */
function rewrite(
  catalog: Catalog,
  file: number,
  sources: readonly number[],
  renewed: readonly string[],
  { is, order, section, segmentSize }: Changes,
): string {
  const sections = new Map<string, string>();
  const skipped = new Set(renewed);
  for (const [name, parts] of sectionsOf(catalog, "all", sources))
    if (!skipped.has(name)) sections.set(name, sliceOf(parts, file));
  for (const name of renewed) {
    const segment = is.get(name);
    if (segment && hasTakenOver(file, segment.behind, segmentSize))
      sections.set(name, section(segment, file));
  }
  const sorted = [...sections]
    .filter(([, text]) => text !== "")
    .sort(([a], [b]) => (order.get(a) as number) - (order.get(b) as number));
  return JSON.stringify(sorted.flat());
}

function writeNewFiles(
  catalog: Catalog,
  segments: readonly Segment[],
  behind: ReadonlyMap<string, number>,
  segmentSize: number,
  slicerOf: (segment: Segment) => Slicer,
): void {
  const young = youngOf(segments, behind, segmentSize);
  const files = filesOf(newFileCount(total(young)));
  catalog.sql("DELETE FROM search_files WHERE level = 'new'").run();
  for (const file of files) {
    const sections = young.flatMap((segment) => {
      const section = slicerOf(segment)(file);
      return section === "" ? [] : [segment.name, section];
    });
    putFile(catalog, "new", file, JSON.stringify(sections));
  }
}

/** Segments that "new" holds. */
const youngOf = (
  segments: readonly Segment[],
  behind: ReadonlyMap<string, number>,
  segmentSize: number,
): Segment[] => segments.filter(({ name }) => isNew(behind.get(name) as number, segmentSize));

function entriesOf(catalog: Catalog, segment: Segment, zone: string): Entry[] {
  const collector = createEntryCollector(segment.count);
  segmentPosts(catalog, segment).forEach((post, place) => {
    eachPostKey(post, periodKeys(post.date, zone).year, (key, inTitle) => collector.add(key, place, inTitle));
  });
  return collector.entries();
}

/** Its posts, oldest first. */
export function segmentPosts(catalog: Catalog, { date, path, count }: Segment): Post[] {
  return catalog
    .sql(
      "SELECT record FROM posts INDEXED BY posts_live WHERE live = 1 AND (date, path) >= (?, ?) ORDER BY date, path LIMIT ?",
    )
    .all(date, path, count)
    .map(unpackPost);
}

/** A segment's section in any file. */
type Slicer = (file: number) => string;

function createSlicer(entries: readonly Entry[], count: number): Slicer {
  const firstFrom = (key: number): number => {
    let [low, high] = [0, entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (entries[middle]!.key < key) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return (file) => {
    const { from, to } = rangeOf(file);
    return sectionText(shifted(entries.slice(firstFrom(from), firstFrom(to)), -from), count);
  };
}

const shifted = (entries: readonly Entry[], by: number): Entry[] =>
  entries.map(({ key, list }) => ({ key: key + by, list }));

const total = (segments: readonly Segment[]): number => segments.reduce((sum, { count }) => sum + count, 0);
