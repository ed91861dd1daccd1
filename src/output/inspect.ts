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
  for (const { path, bytes, mtime } of expected) {
    if (!found.delete(path)) {
      damaged.add(path);
      continue;
    }
    const stats = statSync(join(out, path), { throwIfNoEntry: false });
    if (!stats || stats.size !== bytes || Math.floor(stats.mtimeMs) !== mtime) damaged.add(path);
  }
  return {
    empty: found.size === 0 && damaged.size === 0 && !hasEntries(out),
    damaged,
    foreign: [...found].sort(),
  };
}

function walk(out: string, folder: string, found: Set<string>): void {
  let entries: import("node:fs").Dirent[];
  try {
    entries = readdirSync(join(out, folder), { withFileTypes: true });
  } catch {
    return; // does not exist
  }
  for (const entry of entries) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      if (!KEPT.has(entry.name)) walk(out, path, found);
    } else found.add(path);
  }
}

function hasEntries(folder: string): boolean {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
}
