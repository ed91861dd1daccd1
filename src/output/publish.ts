// Staged files -> `dist/`. Every file is whole at every moment: it is written beside the site and renamed into it,
// new pages before pages that link to them, removals last.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

export interface StagedFile {
  path: string;
  isNew: boolean;
  /** Assets come first: pages link to them, never the other way round. */
  isAsset: boolean;
}

export interface Changes<T> {
  added: T[];
  changed: T[];
}

/** In the order in which a deployer must apply them. */
export function inOrder<T extends StagedFile>(staged: readonly T[]): Changes<T> {
  const rank = (file: T) => (file.isAsset ? 0 : 1);
  const sorted = [...staged].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
  return { added: sorted.filter((file) => file.isNew), changed: sorted.filter((file) => !file.isNew) };
}

/**
 * Moves everything staged into `out`, then removes what is gone. A first build (`fresh`) appears at once, as a
 * whole folder, where the file system can do that. Returns the new mtimes of files that had to be copied.
 */
export function publish(
  staging: string,
  out: string,
  files: readonly { path: string }[],
  removed: readonly string[],
  fresh: boolean,
): Map<string, number> {
  const copied = new Map<string, number>();
  if (fresh && files.length > 0) {
    mkdirSync(dirname(out), { recursive: true });
    if (existsSync(out)) rmdirSync(out);
    if (tryRename(staging, out)) return copied;
  }
  mkdirSync(out, { recursive: true });
  const made = new Set<string>();
  for (const { path } of files) {
    const target = join(out, path);
    makeRoom(out, path, made);
    if (!tryRename(join(staging, path), target)) copied.set(path, moveAcross(join(staging, path), target));
  }
  for (const path of removed) remove(out, path);
  rmSync(staging, { recursive: true, force: true });
  return copied;
}

/** A folder where a file must go (`/a/` became `/a`), or the other way round, gives way. */
function makeRoom(out: string, path: string, made: Set<string>): void {
  const folder = dirname(join(out, path));
  if (made.has(folder)) return;
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ENOTDIR" && code !== "EEXIST") throw error;
    for (let part = folder; part.length > out.length; part = dirname(part)) rmSync(part, { force: true, recursive: false });
    mkdirSync(folder, { recursive: true });
  }
  made.add(folder);
}

function tryRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EISDIR" || code === "ENOTEMPTY" || code === "EEXIST") {
      rmSync(to, { recursive: true, force: true });
      renameSync(from, to);
      return true;
    }
    if (code === "EXDEV" || code === "EBUSY" || code === "EPERM") return false;
    throw error;
  }
}

/** Another file system: copied beside its place, then renamed. */
function moveAcross(from: string, to: string): number {
  const beside = `${to}.broadsheet-new`;
  copyFileSync(from, beside);
  renameSync(beside, to);
  rmSync(from, { force: true });
  return Math.floor(statSync(to).mtimeMs);
}

/** Removes a file and the folders that are empty without it. */
function remove(out: string, path: string): void {
  rmSync(join(out, path), { force: true });
  for (let folder = dirname(path); folder !== "." && folder !== ""; folder = dirname(folder)) {
    const absolute = join(out, folder);
    try {
      if (readdirSync(absolute).length > 0) return;
      rmdirSync(absolute);
    } catch {
      return;
    }
  }
}
