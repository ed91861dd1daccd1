// Which files a site's folder holds, unopened. The order is that of the names, never the disk's.
import { lstatSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { Place } from "../diagnostics/diagnostic.js";
import { linkBroken, linkLeavesSite, notAPost, sourceUnreadable } from "../diagnostics/site.js";
import type { Diagnostic } from "../types/diagnostic.js";

/** A file as the disk shows it. */
export interface Found {
  /** Relative to the site's root, with forward slashes. */
  path: string;
  size: number;
  /** Whole milliseconds. */
  mtime: number;
  inode: number;
}

export interface Discovery {
  files: Found[];
  /** Errors reject their file; warnings name what was left out. */
  problems: Diagnostic[];
}

export interface DiscoverOptions {
  root: string;
  /** Relative to the root. A folder that does not exist is an empty one. */
  folder: string;
  /** Of that folder, look at this name alone, and at what is below it. */
  only?: string | undefined;
  /** Folders inside it that hold something else, relative to the root. */
  except?: readonly string[];
  /** By file name; `null`: everything. */
  wanted: RegExp | null;
  /** Names that look like litter and are none. */
  kept?: RegExp;
  /** What is said of other files. */
  unwanted?: (at: Place) => Diagnostic;
}

/** What editors, file managers and version control leave behind. */
const LITTER = /^\.|~$|^#.*#$|^(?:Thumbs\.db|desktop\.ini)$|\.(?:sw[a-p]|tmp|bak|part|crdownload)$/i;

/** Whether a name is one that no site means to publish. */
export const isLitter = (name: string): boolean => LITTER.test(name);

export function discover(options: DiscoverOptions): Discovery {
  const { root, folder, only, except = [], wanted, kept, unwanted = notAPost } = options;
  const found: Discovery = { files: [], problems: [] };
  let realRoot: string | undefined;

  const visit = (path: string, stats: Stats, name: string): void => {
    if (stats.isDirectory()) {
      if (!except.includes(path)) walk(path);
    } else if (!stats.isFile()) return;
    else if (wanted && !wanted.test(name)) found.problems.push(unwanted({ file: path }));
    else found.files.push({ path, size: stats.size, mtime: Math.floor(stats.mtimeMs), inode: stats.ino });
  };
  const walk = (path: string, names = namesIn(join(root, path), path, found.problems)): void => {
    for (const name of names) {
      if (isLitter(name) && !kept?.test(name)) continue;
      const child = `${path}/${name}`;
      const file = join(root, child);
      const stats = lstatSync(file, { throwIfNoEntry: false });
      if (!stats) continue; // deleted since it was listed
      if (!stats.isSymbolicLink()) {
        visit(child, stats, name);
        continue;
      }
      realRoot ??= realpathSync(root);
      const problem = linkProblem(file, realRoot, child);
      if (problem) found.problems.push(problem);
      else visit(child, statSync(file), name);
    }
  };
  walk(folder, only === undefined ? undefined : [only]);
  found.files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return found;
}

function namesIn(absolute: string, path: string, problems: Diagnostic[]): string[] {
  try {
    return readdirSync(absolute);
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== "ENOENT") problems.push(sourceUnreadable(message, { file: path }));
    return [];
  }
}

/** A link may lead anywhere inside the site; a link out of it would publish what is not the site's. */
function linkProblem(file: string, realRoot: string, path: string): Diagnostic | null {
  try {
    const target = realpathSync(file);
    const inside = target.startsWith(realRoot + sep) && !file.startsWith(target + sep);
    return inside ? null : linkLeavesSite({ file: path, line: 1 });
  } catch {
    return linkBroken({ file: path, line: 1 });
  }
}
