// How the index is cut into files, so that a new post rewrites few of them and a query reads few. All of it follows
// from the posts that there are, never from what was built before.
import { KEY_BITS } from "./keys.js";
import { parseDigits } from "./postings.js";

/*
 * Posts in order of date are cut into segments at posts whose names say so (a hash), so that a post that comes or
 * goes anywhere moves no cut but its own. Postings name a post by its place in its segment.
 *
 * Two sets of files hold the postings of segments, each file those of a range of keys:
 * - "new", a few files for the last segments, rewritten with every post;
 * - "all", many files for the others. When a segment grows old, each file takes it over at a moment of its own, so
 *   that each new post makes a few of them change and none makes all. Until the last has, "new" holds it too.
 */

export type Level = "new" | "all";

/** Posts on a file of texts, at most and on average. */
const CHUNK = { most: 28, usual: 7 } as const;
const NEW_FILES = 6;

/** The segments into which these posts are cut. The first begins one; `segmentSize` is the average. */
export function* segmentsOf<T extends { path: string }>(
  posts: Iterable<T>,
  segmentSize: number,
): Iterable<[T, ...T[]]> {
  const most = segmentSize * 3;
  let segment: [T, ...T[]] | undefined;
  for (const post of posts) {
    if (segment !== undefined && segment.length < most && !opensRun(post.path, segmentSize)) {
      segment.push(post);
      continue;
    }
    if (segment !== undefined) yield segment;
    segment = [post];
  }
  if (segment !== undefined) yield segment;
}

/** Whether a segment begins with this post whatever comes before it. */
export const opensRun = (path: string, segmentSize: number): boolean => pathHash(path) % segmentSize === 0;

/** Lengths of the files in which the texts of a segment's posts are. */
export function chunkLengths(paths: readonly string[]): number[] {
  const lengths: number[] = [];
  for (const path of paths) {
    const opens = (pathHash(path) >>> 16) % CHUNK.usual === 0;
    if (lengths.length === 0 || opens || lengths.at(-1)! >= CHUNK.most) lengths.push(0);
    lengths[lengths.length - 1]!++;
  }
  return lengths;
}

/** Lengths that were written as digits; each is a small number. */
export const lengthsOf = (text: string): number[] => Array.from(text, (digit) => parseDigits(digit).value);

/** A segment's name: that of its first post, in short. */
export function segmentName(firstPath: string): string {
  return (pathHash(firstPath) * 512 + (pathHash(`${firstPath}/`) % 512)).toString(36);
}

function pathHash(path: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < path.length; at++) hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * How many files there are of "all" for so many posts. A small archive has few, because a late change rewrites all of
 * them; a large one has many, because a query reads some of them whole.
 */
export function fileCount(posts: number, segmentSize: number): number {
  if (posts <= segmentSize) return 0;
  return Math.ceil(Math.min((posts / 200) ** 1.4, 4 * Math.sqrt(posts)));
}

/** How many files there are of "new" for so many posts in it. */
export const newFileCount = (posts: number): number => Math.min(Math.ceil(posts / 112), NEW_FILES);

/** Whether "new" holds a segment with so many posts behind it. Longer than it must: files may arrive unevenly. */
export const isNew = (behind: number, segmentSize: number): boolean => behind < segmentSize * 1.25;

/** Whether this file of "all" holds a segment with so many posts behind it. */
export const hasTakenOver = (file: number, behind: number, segmentSize: number): boolean =>
  behind > (Math.imul(file, 0x9e3779b1) >>> 8) % segmentSize;

/*
 * Files are numbered as the nodes of a binary tree over the range of keys: 1 is everything, 2 and 3 its halves, and
 * so on. One more file splits one node in two (linear hashing), so growing touches two files.
 */

/** The files into which `count` files divide the keys, by range. */
export function filesOf(count: number): number[] {
  if (count === 0) return [];
  const level = 2 ** Math.floor(Math.log2(count));
  const split = count - level;
  const files: number[] = [];
  for (let index = 0; index < level; index++)
    if (index < split) files.push(2 * (level + index), 2 * (level + index) + 1);
    else files.push(level + index);
  return files;
}

/** First key of a file, and the first behind it. */
export function rangeOf(file: number): { from: number; to: number } {
  const bits = Math.floor(Math.log2(file));
  const width = 2 ** (KEY_BITS - bits);
  const from = (file - 2 ** bits) * width;
  return { from, to: from + width };
}
