// What is on the disk under a name that git gave.
import { lstatSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";

/** A file as the disk shows it, unopened. */
export interface SeenFile {
  /** Relative to the site's root, with forward slashes. */
  path: string;
  size: number;
  /** Whole milliseconds. */
  mtime: number;
  inode: number;
}

/** `null`: no file is there. `why`: something is there in whose stead git cannot speak. */
export function lookAt(root: string, path: string): { seen: SeenFile | null } | { why: string } {
  if (path.includes("\uFFFD")) return { why: `${path} has a name that is not UTF-8` };
  if (path.endsWith("/")) return { why: `${path} is a repository of its own` };
  const stats = statsOf(join(root, path));
  if (stats instanceof Error) return { why: `${path} cannot be looked at: ${stats.message}` };
  // Behind a link, things change that git does not look at.
  if (stats?.isSymbolicLink()) return { why: `${path} is a symbolic link` };
  if (!stats?.isFile()) return { seen: null };
  return { seen: { path, size: stats.size, mtime: Math.floor(stats.mtimeMs), inode: stats.ino } };
}

/**
 * The first of these new files that the disk knows under another spelling as well, because it ignores case or the
 * form of accents. Git may have it under that one, so that a file which was renamed looks like two.
 */
export function firstWithAlias(root: string, paths: Iterable<string>): string | null {
  const folders = new Set<string>();
  for (const path of paths) {
    const spellings = [path.normalize("NFC"), path.normalize("NFD")];
    // Case is the folder's affair: one file tells for all.
    if (!folders.has(dirname(path))) spellings.push(path.toLowerCase(), path.toUpperCase());
    folders.add(dirname(path));
    const others = spellings.filter((spelling) => spelling !== path);
    if (others.length === 0) continue;
    const inode = inodeOf(join(root, path));
    if (inode !== null && others.some((other) => inodeOf(join(root, other)) === inode)) return path;
  }
  return null;
}

function inodeOf(file: string): number | null {
  const stats = statsOf(file);
  return stats === undefined || stats instanceof Error ? null : stats.ino;
}

function statsOf(file: string): Stats | undefined | Error {
  try {
    return lstatSync(file, { throwIfNoEntry: false });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A folder above it is a file now.
    return code === "ENOTDIR" ? undefined : (error as Error);
  }
}
