// What `git ls-files -s -v -z` lists: a line per file of the index, ended by NUL and sorted by the path's bytes. Two
// listings are compared as bytes, and only lines that differ are decoded.

export interface ListedFile {
  path: string;
  /** Of the blob; `null` where this is no plain file, or one that git was told not to look at. */
  blob: string | null;
  /** Why not, e.g. "is a symbolic link". */
  oddity: string | null;
}

export interface Difference {
  path: string;
  /** `null`: listed before, no more. */
  now: ListedFile | null;
}

/** The paths whose line is not the same in both listings, in their order. */
export function* differences(before: Buffer, after: Buffer): Generator<Difference> {
  let [from, to] = [0, 0];
  for (;;) {
    const same = commonLength(before, from, after, to);
    const skipped = lineStart(before, from + same, from) - from;
    from += skipped;
    to += skipped;
    if (from === before.length && to === after.length) return;
    const [old, now] = [spanAt(before, from), spanAt(after, to)];
    const order = old === null ? 1 : now === null ? -1 : comparePaths(before, old, after, now);
    if (order <= 0) from = old!.end;
    if (order >= 0) to = now!.end;
    if (order < 0) yield { path: decode(before, old!).path, now: null };
    else {
      const file = decode(after, now!);
      yield { path: file.path, now: file };
    }
  }
}

/** Past this many, walking the whole listing is faster than searching for each. */
const MANY = 1000;

/** The blobs of those `paths` that are listed as plain files. */
export function blobsOf(listing: Buffer, paths: ReadonlyMap<string, unknown>): Map<string, string> {
  const blobs = new Map<string, string>();
  const files = paths.size > MANY ? filesIn(listing) : found(listing, paths.keys());
  for (const { path, blob } of files) if (blob !== null && paths.has(path)) blobs.set(path, blob);
  return blobs;
}

/** The first file that is not plain. */
export function firstOdd(listing: Buffer): ListedFile | null {
  for (const file of filesIn(listing)) if (file.blob === null) return file;
  return null;
}

function* filesIn(listing: Buffer): Generator<ListedFile> {
  for (let span = spanAt(listing, 0); span !== null; span = spanAt(listing, span.end))
    yield decode(listing, span);
}

function* found(listing: Buffer, paths: Iterable<string>): Generator<ListedFile> {
  for (const path of paths) {
    const span = search(listing, Buffer.from(path));
    if (span !== null) yield decode(listing, span);
  }
}

// ---------------------------------------------------------------- lines

/** A line from `start` to `end`, with its path from `path` to just before the NUL. */
interface Span {
  start: number;
  path: number;
  end: number;
}

function spanAt(listing: Buffer, start: number): Span | null {
  if (start >= listing.length) return null;
  const path = listing.indexOf(TAB, start) + 1;
  const end = listing.indexOf(0, path) + 1;
  if (path === 0 || end === 0) throw new Error("git's listing is cut short");
  return { start, path, end };
}

const TAB = 9;

function decode(listing: Buffer, { start, path, end }: Span): ListedFile {
  const name = listing.toString("utf8", path, end - 1);
  const [tag, mode = "", blob = "", stage] = listing.toString("latin1", start, path - 1).split(" ");
  const oddity =
    oddityOf(tag, mode, stage) ?? (name.includes("\uFFFD") ? "has a name that is not UTF-8" : null);
  return { path: name, blob: oddity === null ? blob : null, oddity };
}

function oddityOf(tag: string | undefined, mode: string, stage: string | undefined): string | null {
  if (mode === "120000") return "is a symbolic link";
  if (mode === "160000") return "is a submodule";
  if (stage !== "0") return "has a merge conflict";
  if (tag !== "H") return "is one that git was told not to look at (assume-unchanged or skip-worktree)";
  return null;
}

const comparePaths = (a: Buffer, inA: Span, b: Buffer, inB: Span): number =>
  a.compare(b, inB.path, inB.end - 1, inA.path, inA.end - 1);

function search(listing: Buffer, path: Buffer): Span | null {
  let [low, high] = [0, listing.length];
  while (low < high) {
    const span = spanAt(listing, lineStart(listing, Math.floor((low + high) / 2), low))!;
    const order = listing.compare(path, 0, path.length, span.path, span.end - 1);
    if (order === 0) return span;
    if (order < 0) low = span.end;
    else high = span.start;
  }
  return null;
}

/** Where the line begins that holds the byte at `position`, or would begin there. */
const lineStart = (listing: Buffer, position: number, floor: number): number =>
  position <= floor ? floor : Math.max(floor, listing.lastIndexOf(0, position - 1) + 1);

const FEW_BYTES = 64;

/** How many bytes are the same from there on: in strides that grow until one differs, and shrink then. */
function commonLength(a: Buffer, fromA: number, b: Buffer, fromB: number): number {
  const most = Math.min(a.length - fromA, b.length - fromB);
  let [same, stride, growing] = [0, FEW_BYTES, true];
  while (same < most) {
    const size = Math.min(stride, most - same);
    const [inA, inB] = [fromA + same, fromB + same];
    if (a.compare(b, inB, inB + size, inA, inA + size) === 0) {
      same += size;
      if (growing) stride *= 4;
    } else if (size <= FEW_BYTES) break;
    else {
      growing = false;
      stride = Math.ceil(size / 4);
    }
  }
  while (same < most && a[fromA + same] === b[fromB + same]) same++;
  return same;
}
