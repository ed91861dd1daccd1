// The runs of published posts that the search index is made of, and which of them a change can have reached.

import { chunkLengths, opensRun, segmentName, segmentsOf } from "../search/layout.js";
import { digits } from "../search/postings.js";
import type { Position } from "../types/pages.js";
import type { Catalog } from "./catalog.js";
import type { Row } from "./sqlite.js";
import { comesBefore } from "./touched.js";

export interface Segment extends Position {
  name: string;
  opens: boolean;
  count: number;
  chunks: string;
}

/** All of them, oldest first: one for some hundreds of posts. As one text: a third of the time of so many rows. */
export function allSegments(catalog: Catalog): Segment[] {
  const { rows } = catalog
    .sql(
      `SELECT json_group_array(json_array(date, path, name, opens, count, chunks)) AS rows
       FROM (SELECT * FROM search_segments ORDER BY date, path)`,
    )
    .get() as Row;
  return (JSON.parse(rows as string) as [number, string, string, number, number, string][]).map(
    ([date, path, name, opens, count, chunks]) => ({ date, path, name, opens: opens === 1, count, chunks }),
  );
}

/** How many posts come behind each segment. */
export function behindEach(segments: readonly Segment[]): Map<string, number> {
  const behind = new Map<string, number>();
  let count = 0;
  for (const segment of [...segments].reverse()) {
    behind.set(segment.name, count);
    count += segment.count;
  }
  return behind;
}

/**
 * Cuts anew what lies around the changed positions. Gives the segments that were there and those that are there now,
 * whatever is in neither being as it was, and all that there are now.
 */
export function recutSegments(
  catalog: Catalog,
  known: readonly Segment[],
  positions: readonly Position[],
  segmentSize: number,
): { before: Segment[]; after: Segment[]; all: Segment[] } {
  const before: Segment[] = [];
  const after: Segment[] = [];
  const all: Segment[] = [];
  let upTo = 0;
  for (const { first, last } of dirtyRanges(catalog, known, positions)) {
    before.push(...known.slice(first, last));
    const from = first === 0 ? null : (known[first] as Segment);
    const fresh = [...cut(catalog, from, known[last] ?? null, segmentSize)];
    after.push(...fresh);
    all.push(...known.slice(upTo, first), ...fresh);
    upTo = last;
  }
  all.push(...known.slice(upTo));
  for (const { date, path } of before)
    catalog.sql("DELETE FROM search_segments WHERE date = ? AND path = ?").run(date, path);
  for (const segment of after) putSegment(catalog, segment);
  return { before, after, all };
}

/** Forgets all segments and cuts the archive anew. */
export function cutAll(catalog: Catalog, segmentSize: number): Segment[] {
  catalog.sql("DELETE FROM search_segments").run();
  const segments = [...cut(catalog, null, null, segmentSize)];
  for (const segment of segments) putSegment(catalog, segment);
  return segments;
}

/**
 * Ranges of known segments, `first` included and `last` not, that hold the positions. Each begins where the archive
 * does, or with a post that is still there and opens a run, so that its cuts follow from what is in it.
 */
function dirtyRanges(
  catalog: Catalog,
  known: readonly Segment[],
  positions: readonly Position[],
): { first: number; last: number }[] {
  const isLive = ({ date, path }: Position) =>
    catalog.sql("SELECT 1 FROM posts WHERE path = ? AND date = ? AND live = 1").get(path, date) !== undefined;
  if (known.length === 0) return [{ first: 0, last: 0 }];
  const ranges: { first: number; last: number }[] = [];
  const sorted = [...positions].sort((a, b) => (comesBefore(a, b) ? -1 : comesBefore(b, a) ? 1 : 0));
  for (const position of sorted) {
    const open = ranges.at(-1);
    let first = Math.max(0, lastNotAfter(known, position));
    if (open && first < open.last) continue;
    while (first > 0 && !((known[first] as Segment).opens && isLive(known[first] as Segment))) first--;
    let last = first + 1;
    while (last < known.length && (!known[last]!.opens || !comesBefore(position, known[last]!))) last++;
    last = Math.min(last, known.length);
    if (open && first < open.last) open.last = Math.max(open.last, last);
    else ranges.push({ first, last });
  }
  return ranges;
}

function lastNotAfter(known: readonly Segment[], position: Position): number {
  let [low, high] = [0, known.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (comesBefore(position, known[middle] as Segment)) high = middle;
    else low = middle + 1;
  }
  return low - 1;
}

/** Cuts the posts from `from` (the oldest, if `null`) up to the one before `to`. */
function* cut(
  catalog: Catalog,
  from: Position | null,
  to: Position | null,
  segmentSize: number,
): Iterable<Segment> {
  const rows = catalog
    .sql(
      "SELECT date, path FROM posts INDEXED BY posts_live WHERE live = 1 AND (date, path) >= (?, ?) AND (date, path) < (?, ?) ORDER BY date, path",
    )
    .iterate(
      from?.date ?? -8.64e15,
      from?.path ?? "",
      to?.date ?? 8.64e15,
      to?.path ?? "",
    ) as unknown as Iterable<Position>;
  for (const posts of segmentsOf(rows, segmentSize)) {
    const [{ date, path }] = posts;
    const chunks = chunkLengths(posts.map((post) => post.path))
      .map(digits)
      .join("");
    yield {
      ...{ date, path, name: segmentName(path), opens: opensRun(path, segmentSize) },
      ...{ count: posts.length, chunks },
    };
  }
}

function putSegment(catalog: Catalog, { date, path, name, opens, count, chunks }: Segment): void {
  catalog
    .sql("INSERT INTO search_segments (date, path, name, opens, count, chunks) VALUES (?, ?, ?, ?, ?, ?)")
    .run(date, path, name, opens ? 1 : 0, count, chunks);
}
