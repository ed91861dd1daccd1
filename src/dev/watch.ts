// Raw events of the file system: one watch for each folder, however many files are in it. What comes out are paths at
// which something may have happened; what did happen is for others to find out.
import {
  type Dirent,
  type FSWatcher,
  lstatSync,
  readdirSync,
  realpathSync,
  type Stats,
  statSync,
  watch,
} from "node:fs";
import { basename, dirname, join, sep } from "node:path";
import { isLitter } from "../content/discover.js";

export interface FolderWatch {
  /** Follow other folders from now on. */
  follow(folders: readonly string[]): void;
  close(): void;
}

export interface WatchOptions {
  /** Absolute. */
  root: string;
  /** A file or folder that may have come, gone or changed. Relative to the root. */
  onPath(path: string): void;
  /** A folder could not be watched: there are no more watches, or it may not be read. */
  onTrouble(error: NodeJS.ErrnoException, folder: string): void;
  /** Nobody wants to hear of this path, nor of what is below it. Relative to the root. */
  isForeign?(path: string): boolean;
}

/** Follows files that lie in the root itself, and everything below these folders. They need not exist yet. */
export function watchFolders(options: WatchOptions, files: readonly string[]): FolderWatch {
  const { root, onPath, onTrouble, isForeign = () => false } = options;
  const watches = new Map<string, FSWatcher>();
  let followed: readonly string[] = [];

  /** Whether something at this path, or below it, concerns anybody. */
  const isWanted = (path: string): boolean =>
    files.includes(path) ||
    (!isForeign(path) && followed.some((folder) => isInside(path, folder) || folder.startsWith(`${path}/`)));
  /** Below a followed folder everything counts; above one, only what leads to it. */
  const isBelow = (path: string): boolean => followed.some((folder) => isInside(path, folder));

  const stop = (path: string) => {
    for (const [known, watcher] of watches) {
      if (!isInside(known, path)) continue;
      watcher.close();
      watches.delete(known);
    }
  };
  const start = (path: string, isFolder: boolean): boolean => {
    if (watches.has(path)) return true; // one made anew would not know what happened just now
    try {
      const watcher = watch(join(root, path), (type, name) => {
        if (isFolder && name !== null) happened(path === "" ? name : `${path}/${name}`, type);
        else happened(path, type);
      });
      watcher.on("error", () => happened(path, "rename")); // the folder is gone, on some systems
      watches.set(path, watcher);
      return true;
    } catch (error) {
      watches.delete(path);
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "ENOENT" && code !== "ENOTDIR") onTrouble(error as NodeJS.ErrnoException, path);
      return false;
    }
  };
  const happened = (path: string, type: string) => {
    if (!isWanted(path) || isHidden(path, followed)) return;
    if (type === "rename" || watches.has(path)) renewBelow(path);
    onPath(path);
  };
  /** Something of this name came, went, or took another's place. */
  const renewBelow = (path: string) => {
    stop(path);
    const entry = lookAt(root, path, followed.includes(path));
    if (entry === null) return;
    if (entry.isFolder) enter(path, onPath);
    else if (entry.isLink) start(path, false);
  };
  /** Watches a folder and those below it. `tell` hears of every file that is there already. */
  const enter = (path: string, tell: ((path: string) => void) | null) => {
    if (!start(path, true)) return;
    for (const entry of entriesOf(join(root, path))) {
      if (tell === null && entry.isFile()) continue; // 100,000 posts in one folder
      const child = path === "" ? entry.name : `${path}/${entry.name}`;
      if (isWanted(child) && !isHidden(child, followed)) meet(child, entry, tell);
    }
  };
  const meet = (path: string, entry: Dirent, tell: ((path: string) => void) | null) => {
    const isLink = entry.isSymbolicLink();
    const found = isLink ? lookAt(root, path, followed.includes(path)) : null;
    if (entry.isDirectory() || found?.isFolder) return enter(path, tell);
    if (isLink && found !== null) start(path, false);
    if (isBelow(path)) tell?.(path);
  };
  return {
    follow(folders) {
      followed = folders;
      for (const path of watches.keys()) if (path !== "" && !isWanted(path)) stop(path);
      enter("", null);
    },
    close: () => stop(""),
  };
}

/** Whether `path` is `folder` or below it; everything is below the root, "". */
const isInside = (path: string, folder: string): boolean =>
  folder === "" || path === folder || path.startsWith(`${folder}/`);

/** Files that no site means to publish come and go all day: editors' own, version control's. */
function isHidden(path: string, followed: readonly string[]): boolean {
  const folder = followed.filter((one) => isInside(path, one)).sort((a, b) => b.length - a.length)[0];
  if (folder === undefined || path === folder) return false;
  const names = (folder === "" ? path : path.slice(folder.length + 1)).split("/");
  return names.some((name) => isLitter(name) && !PUBLISHED.test(name));
}

const PUBLISHED = /^\.(?:well-known|nojekyll|htaccess)$/;

/** What is there; behind a link, what it leads to. `null`: nothing, or a link out of the site or into itself. */
function lookAt(
  root: string,
  path: string,
  /** The site's own folders may be links to anywhere. */
  isTrusted: boolean,
): { isFolder: boolean; isLink: boolean } | null {
  const file = join(root, path);
  try {
    const own: Stats = lstatSync(file);
    if (!own.isSymbolicLink()) return { isFolder: own.isDirectory(), isLink: false };
    const [target, realRoot] = [realpathSync(file), realpathSync(root)];
    const place = join(realpathSync(dirname(file)), basename(file));
    const isSafe = isTrusted || (target.startsWith(realRoot + sep) && !place.startsWith(target + sep));
    return isSafe ? { isFolder: statSync(file).isDirectory(), isLink: true } : null;
  } catch {
    return null;
  }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return []; // gone again
  }
}
