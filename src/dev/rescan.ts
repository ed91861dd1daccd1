// Which sources look otherwise than the catalog knows them: a look at all of them, in slices, so that the server
// answers meanwhile. It mends what events missed.
import { type Dirent, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { isAsRecorded, recordedAfter } from "../catalog/sources.js";
import { isLitter } from "../content/discover.js";
import type { LiveSite } from "./live-site.js";

/** Files looked at without a pause: a few milliseconds. */
const SLICE = 100;

/** Paths to be looked at closely. Links are always among them. */
export async function findDifferences(
  root: string,
  live: LiveSite,
  /** Resolves as soon as no update is under way: meanwhile, the catalog may be closed. */
  idle: () => Promise<void>,
): Promise<string[]> {
  const { posts, pages, data } = live.workspace.config.folders;
  const found = new Set<string>();
  const differing: string[] = [];
  for (const path of filesBelow(root, [posts, pages], data)) {
    if (found.size % SLICE === 0) {
      await breathe();
      await idle();
    }
    found.add(path);
    if (!isSame(root, live, path)) differing.push(path);
  }
  for (let after = ""; ; ) {
    const recorded = recordedAfter(live.workspace.catalog, after, SLICE * 5);
    if (recorded.length === 0) return differing;
    differing.push(...recorded.filter((path) => !found.has(path)));
    after = recorded.at(-1) as string;
    await breathe();
    await idle();
  }
}

function isSame(root: string, { workspace }: LiveSite, path: string): boolean {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return false;
  const { size, mtimeMs, ino } = stats;
  return isAsRecorded(workspace.catalog, { path, size, mtime: Math.floor(mtimeMs), inode: ino });
}

function* filesBelow(root: string, folders: readonly string[], except: string): Iterable<string> {
  const open = [...new Set(folders)];
  for (let folder = open.pop(); folder !== undefined; folder = open.pop())
    for (const entry of entriesOf(join(root, folder))) {
      if (isLitter(entry.name)) continue;
      const path = `${folder}/${entry.name}`;
      if (!entry.isDirectory()) yield path;
      else if (!folders.includes(path) && path !== except) open.push(path);
    }
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
