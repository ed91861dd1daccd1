// Staged files -> `dist/`. Every file is whole at every moment: it is written beside the site and renamed into it,
// new pages before pages that link to them, removals last.
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** What a file is called until it is whole; the next build removes one that a killed build left. */
const BESIDE = ".broadsheet-new";

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
  const sorted = [...staged].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
  return { added: sorted.filter((file) => file.isNew), changed: sorted.filter((file) => !file.isNew) };
}

/** What is named comes before what names it: robots.txt names the sitemap, and that its parts, which lie in a folder. */
function rank({ path, isAsset }: StagedFile): number {
  if (isAsset) return 0;
  if (isHtml(path)) return 4;
  if (path === "robots.txt") return 3;
  return path.includes("/") ? 1 : 2;
}

export interface Publication {
  staging: string;
  out: string;
  /** In the order of `inOrder`. */
  added: readonly StagedFile[];
  changed: readonly StagedFile[];
  removed: readonly string[];
  /** There is no site in `out` yet. */
  fresh: boolean;
}

/**
 * Moves everything staged into `out`, then removes what is gone. Killed at any moment, it leaves whole files and no
 * link that leads nowhere: new pages link to each other, so all their places are taken by a page without links
 * before the first gets its text, and pages that go lose their links before the first of them goes. Returns the
 * mtimes of files that had to be copied.
 */
export function publish({ staging, out, added, changed, removed, fresh }: Publication): Map<string, number> {
  if (fresh && added.length > 0 && appearAtOnce(staging, out)) return new Map();
  mkdirSync(out, { recursive: true });
  const made = new Set<string>();
  const copied = new Map<string, number>();
  const put = ({ path }: StagedFile) => {
    makeRoom(out, path, made);
    const target = join(out, path);
    if (!tryRename(join(staging, path), target)) copied.set(path, moveAcross(join(staging, path), target));
  };
  for (const file of added) if (file.isAsset) put(file);
  const pages = added.filter((file) => !file.isAsset);
  if (pages.length > 1) for (const { path } of pages) holdPlace(out, path, made);
  // The texts come first: every page links to the feeds, which a placeholder cannot stand in for.
  for (const file of pages) put(file);
  for (const file of changed) put(file);
  const gone = withoutOverbuilt(removed, [...added, ...changed]);
  if (gone.length > 1) for (const path of gone) holdPlace(out, path, made);
  for (const path of gone) remove(out, path);
  rmSync(staging, { recursive: true, force: true });
  return copied;
}

/** Where a file became a folder, or a folder a file, the old one has made room already. */
function withoutOverbuilt(removed: readonly string[], put: readonly StagedFile[]): readonly string[] {
  if (removed.length === 0) return removed;
  const files = new Set(put.map(({ path }) => path));
  const folders = new Set(put.flatMap(({ path }) => foldersAbove(path)));
  return removed.filter(
    (path) => !folders.has(path) && !foldersAbove(path).some((folder) => files.has(folder)),
  );
}

function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1))
    folders.push(path.slice(0, end));
  return folders;
}

/** A first build appears as a whole folder, where the file system can do that. */
function appearAtOnce(staging: string, out: string): boolean {
  mkdirSync(dirname(out), { recursive: true });
  if (existsSync(out) && !giveWay(out)) return false;
  return tryRename(staging, out);
}

/** Not where the empty folder is a disk of its own, or a link to one elsewhere: that is somebody's wish. */
function giveWay(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

/** For the moment between an address and its page. */
const PLACEHOLDER =
  '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">' +
  '<meta name="robots" content="noindex"><title>One moment</title></head><body><p>One moment …</p></body></html>\n';

const isHtml = (path: string) => path.endsWith(".html");

function holdPlace(out: string, path: string, made: Set<string>): void {
  if (!isHtml(path)) return;
  makeRoom(out, path, made);
  const target = join(out, path);
  writeFileSync(`${target}${BESIDE}`, PLACEHOLDER);
  tryRename(`${target}${BESIDE}`, target);
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
    for (let part = folder; part.length > out.length; part = dirname(part))
      rmSync(part, { force: true, recursive: false });
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
  const beside = `${to}${BESIDE}`;
  copyFileSync(from, beside);
  renameSync(beside, to);
  rmSync(from, { force: true });
  return Math.floor(statSync(to).mtimeMs);
}

/** Removes a file, or the folder that somebody put in its place, and the folders that are empty without it. */
function remove(out: string, path: string): void {
  rmSync(join(out, path), { force: true, recursive: true });
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
