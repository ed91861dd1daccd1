// A file that was written within the second in which git wrote its index may have been changed again since, and look
// the same: git compares times by the second, so it reads each such file whenever it is asked. Right after a checkout
// these are tens of thousands. The index knows nanoseconds, though. Where that pays, git gets a copy of the index that
// is of a later second, so that it reads none, and we compare the nanoseconds.
import { readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { blobId } from "../hash.js";
import { askGitNow } from "./ask.js";
import { type IndexEntry, lateEntries } from "./index-file.js";
import { statsOf } from "./look.js";

/** An index as it was when it was read. */
export interface IndexState {
  file: string;
  size: number;
  mtime: number;
  inode: number;
}

export interface RacyIndex {
  /** To be given to git instead of its own; `null`: there are few late entries, or git must judge them. */
  copy: string | null;
  /** The late entries of the site's folders, by paths from the site's root. */
  late: IndexEntry[];
  state: IndexState;
}

/** Up to so many, git reads them faster than we could prepare it not to. */
export const FEW = 1000;

/** `copy`: where it may be written. `null`: git's index is not to be found or read. */
export function prepareIndex(
  root: string,
  folders: readonly string[],
  { copy, few }: { copy: string; few: number },
): RacyIndex | null {
  const answer = askGitNow(root, ["rev-parse", "--show-prefix", "--git-path", "index"]);
  if (answer === null) return null;
  const [prefix = "", file = ""] = answer.split("\n");
  try {
    const state = stateOf(resolve(root, file));
    const bytes = readFileSync(state.file);
    const entries = lateEntries(bytes, state.mtime);
    if (entries === null || entries.length <= few || !entries.some(hasNanoseconds))
      return { copy: null, late: [], state };
    writeFileSync(copy, bytes);
    const later = Date.now() / 1000 + 2;
    utimesSync(copy, later, later);
    const late = entries
      .map((entry) => ({
        ...entry,
        path: entry.path.slice(prefix.length),
        inside: entry.path.startsWith(prefix),
      }))
      .filter(({ path, inside }) => inside && folders.some((folder) => path.startsWith(`${folder}/`)));
    return { copy, late, state };
  } catch {
    return null;
  }
}

/** Some writers of indexes leave them out. On Windows, git's ctime is another one than ours. */
const hasNanoseconds = ({ mtime }: IndexEntry): boolean => mtime % 1000 !== 0 && process.platform !== "win32";

/** Whether git's index is the one that was seen then. */
export function isState(state: IndexState | null): boolean {
  try {
    return state !== null && JSON.stringify(stateOf(state.file)) === JSON.stringify(state);
  } catch {
    return false;
  }
}

function stateOf(file: string): IndexState {
  const { size, mtimeMs, ino } = statSync(file);
  return { file, size, mtime: mtimeMs, inode: ino };
}

/** The late entries that are not as the index has them. */
export function changedOf(root: string, { late, state }: RacyIndex): string[] {
  return late
    .filter((entry) => isChanged(join(root, entry.path), entry, state.mtime))
    .map(({ path }) => path);
}

/** Clocks of file systems tick every ten milliseconds or faster. */
const TICK = 20;

function isChanged(file: string, entry: IndexEntry, indexWritten: number): boolean {
  const stats = statsOf(file);
  if (stats === undefined || stats instanceof Error || !stats.isFile()) return true;
  const sameTime = isSameTime(stats.mtimeMs, entry.mtime) && isSameTime(stats.ctimeMs, entry.ctime);
  if (!sameTime || stats.size >>> 0 !== entry.size || stats.ino >>> 0 !== entry.inode) return true;
  // Written in the tick of the index itself: nobody knows whether before it or after.
  if (Math.max(stats.mtimeMs, stats.ctimeMs) < indexWritten - TICK) return false;
  return blobId(readFileSync(file)) !== entry.blob;
}

const isSameTime = (a: number, b: number): boolean => Math.abs(a - b) < 0.001;
