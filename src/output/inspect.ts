// Whether `dist/` still is what the last build left: a page that is missing or was touched is written again, a
// file that nobody knows is removed.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";

export interface Inspection {
  /** There is nothing at all yet: the folder does not exist, or is empty. */
  empty: boolean;
  /** Known pages whose file is missing, or has another size or mtime than recorded. */
  damaged: Set<string>;
  /** Files that no build of this site wrote. */
  foreign: string[];
}

export interface ExpectedFile {
  path: string;
  bytes: number;
  mtime: number;
}

/** Folders of version control are nobody's output: people publish from a worktree. */
const KEPT = new Set([".git", ".svn", ".hg"]);

export function inspectOutput(out: string, expected: Iterable<ExpectedFile>): Inspection {
  const found = new Set<string>();
  walk(out, "", found);
  const damaged = new Set<string>();
  for (const file of expected) if (!found.delete(file.path) || isDamaged(out, file)) damaged.add(file.path);
  const empty = found.size === 0 && damaged.size === 0 && entriesOf(out).length === 0;
  return { empty, damaged, foreign: [...found].sort() };
}

/** A part of the site: the files at the top, and those with paths between `from` and `to`, both included. */
export interface OutputPart {
  files: readonly ExpectedFile[];
  from: string;
  to: string;
  /** Whether a file of the site is, or lies in, this path. */
  holds(path: string): boolean;
}

/** The same for a part, and for what else lies in its folders. */
export function inspectPart(out: string, { files, from, to, holds }: OutputPart): Inspection {
  const damaged = files.filter((file) => isDamaged(out, file)).map(({ path }) => path);
  const paths = new Set(files.map(({ path }) => path));
  const foreign = new Set<string>();
  for (const folder of new Set(files.map(({ path }) => folderOf(path))))
    for (const entry of entriesOf(join(out, folder))) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isInPart = (path >= from && path <= to) || (folder === "" && !entry.isDirectory());
      if (!isInPart || paths.has(path) || holds(path) || KEPT.has(entry.name)) continue;
      if (entry.isDirectory()) walk(out, path, foreign);
      else foreign.add(path);
    }
  return { empty: false, damaged: new Set(damaged), foreign: [...foreign].sort() };
}

/** Which folder this is, as opposed to another one under its name; `null` where there is none. */
export function identityOf(folder: string): string | null {
  const stats = statSync(folder, { throwIfNoEntry: false, bigint: true });
  return stats?.isDirectory() ? `${stats.dev}-${stats.ino}` : null;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

function isDamaged(out: string, { path, bytes, mtime }: ExpectedFile): boolean {
  const stats = statSync(`${out}/${path}`, { throwIfNoEntry: false });
  return !stats?.isFile() || stats.size !== bytes || Math.floor(stats.mtimeMs) !== mtime;
}

function walk(out: string, folder: string, found: Set<string>): void {
  for (const entry of entriesOf(join(out, folder))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!KEPT.has(entry.name)) walk(out, path, found);
    } else found.add(path);
  }
}

function entriesOf(folder: string): import("node:fs").Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // does not exist
  }
}
