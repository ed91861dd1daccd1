// Discover and compare: which sources may have changed. Git tells, where it can, without a look at the others; else
// every file is looked at from outside, and those that look different are read.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Catalog } from "../catalog/catalog.js";
import {
  compareSources,
  findSource,
  forgetSource,
  recordedFingerprints,
  recordedSources,
  recordProblem,
  replaceProblems,
  type SourceKind,
} from "../catalog/sources.js";
import { discover, isLitter } from "../content/discover.js";
import { notAPage, notAPost } from "../diagnostics/site.js";
import type { Confirm, GitNoticing } from "../notice/git.js";
import type { SeenFile } from "../notice/look.js";
import type { Config } from "../types/config.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { type JekyllSiteInputs, walkJekyll } from "./jekyll.js";
import type { Workspace } from "./workspace.js";

/** What is to be read, and what is gone. */
export interface SourceChanges {
  /** Those that were recorded are taken out: there may be a million. */
  suspects: Map<string, Suspect>;
  gone: { path: string; kind: SourceKind }[];
  hasPostsFolder: boolean;
  /** How they were noticed: for `--timings`. */
  way: string;
  /** Git told: it will be asked about what was read. */
  byGit?: boolean;
  /** Before anything is published: whether this was all. If not, ask for the changes once more. */
  confirm?: Confirm;
}

export interface Suspect {
  kind: SourceKind;
  size: number;
  mtime: number;
  inode: number;
  /** As recorded, `null` for a new file. */
  fingerprint: string | null;
}

export interface Noticing {
  changes(workspace: Workspace): Promise<SourceChanges>;
  /** Before the catalog is committed. `read`: fingerprints of what this build read, by path. */
  record(catalog: Catalog, read: ReadonlyMap<string, string>): Promise<void>;
  /** After it is. */
  settle(): void;
}

/** `git`: asked already, or `null`. */
export function startNoticing(root: string, git: GitNoticing | null): Noticing {
  let byGit = false;
  let recorded = "";
  return {
    async changes({ catalog, config, siteInputs, plugins }) {
      if ("sources" in siteInputs) {
        const seen = walkJekyll(catalog, siteInputs as JekyllSiteInputs);
        return { ...seen, hasPostsFolder: true, way: "by size, time and inode: it is a Jekyll site" };
      }
      const { posts, pages } = config.folders;
      git?.ask([posts, pages]);
      const hasPostsFolder = existsSync(join(root, posts));
      const notice =
        catalog.cold || git === null
          ? { ok: false as const, why: "everything is read anew" }
          : await git.changes(catalog.meta("git"));
      byGit = notice.ok;
      const isOther = (catalog.meta("plugins") ?? "") !== plugins.sources;
      if (isOther) catalog.setMeta("plugins", plugins.sources);
      if (isOther && !catalog.cold) {
        byGit = false;
        const seen = walk(catalog, root, config);
        return {
          ...readAnew(catalog, seen),
          hasPostsFolder,
          way: "whole: a plugin that shapes posts is another",
        };
      }
      if (!notice.ok)
        return {
          ...walk(catalog, root, config),
          hasPostsFolder,
          way: `by size, time and inode: ${notice.why}`,
        };
      return {
        ...sift(catalog, config, notice.changed),
        ...{ hasPostsFolder, byGit, confirm: notice.confirm },
        way: `through git: ${notice.changed.size} files`,
      };
    },
    async record(catalog, read) {
      if (git === null) return;
      recorded = await git.record(byGit ? read : recordedFingerprints(catalog));
      catalog.setMeta("git", recorded);
    },
    settle: () => git?.settle(recorded),
  };
}

const POST = /\.(?:md|markdown|html)$/i;
const PAGE = /\.(?:md|markdown|html|njk)$/i;

/** Where the sources of a kind are, and what else is said to be there. */
export const SOURCES = {
  post: ({ posts }: Config["folders"]) => ({ folder: posts, wanted: POST, unwanted: notAPost }),
  page: ({ pages }: Config["folders"]) => ({ folder: pages, wanted: PAGE, unwanted: notAPage }),
};

function walk(catalog: Catalog, root: string, config: Config): Pick<SourceChanges, "suspects" | "gone"> {
  const { posts, pages, data } = config.folders;
  const inside = (folder: string) => [posts, pages, data].filter((other) => other.startsWith(`${folder}/`));
  const found = {
    post: discover({ root, except: inside(posts), ...SOURCES.post(config.folders) }),
    page: discover({ root, except: inside(pages), ...SOURCES.page(config.folders) }),
  };
  const changes: Pick<SourceChanges, "suspects" | "gone"> = { suspects: new Map(), gone: [] };
  for (const kind of ["post", "page"] as const) {
    const { suspects, gone } = compareSources(catalog, kind, found[kind].files);
    for (const { path, size, mtime, inode, fingerprint } of suspects)
      changes.suspects.set(path, { kind, size, mtime, inode, fingerprint });
    for (const path of gone) changes.gone.push({ path, kind });
  }
  replaceProblems(catalog, [...found.post.problems, ...found.page.problems]);
  return changes;
}

/** All sources that are still there, whether or not they look the same. */
function readAnew(
  catalog: Catalog,
  { suspects, gone }: Pick<SourceChanges, "suspects" | "gone">,
): Pick<SourceChanges, "suspects" | "gone"> {
  const withoutGone = new Set(gone.map(({ path }) => path));
  for (const [path, { kind, stamp }] of recordedSources(catalog)) {
    const [size = 0, mtime = 0, inode = 0] = stamp.split(" ").map(Number);
    if (!suspects.has(path) && !withoutGone.has(path))
      suspects.set(path, { kind, size, mtime, inode, fingerprint: null });
  }
  for (const suspect of suspects.values()) suspect.fingerprint = null;
  return { suspects, gone };
}

/** Of the files that git names, those that are sources, and what is to be said of the others. */
function sift(
  catalog: Catalog,
  config: Config,
  changed: ReadonlyMap<string, SeenFile | null>,
): Pick<SourceChanges, "suspects" | "gone"> {
  const changes: Pick<SourceChanges, "suspects" | "gone"> = { suspects: new Map(), gone: [] };
  for (const [path, seen] of changed) {
    const known = findSource(catalog, path);
    const role = roleOf(path, config);
    if (seen === null) {
      if (known?.kind === "post" || known?.kind === "page") changes.gone.push({ path, kind: known.kind });
      else forgetSource(catalog, path);
    } else if (role === "post" || role === "page") {
      const { size, mtime, inode } = seen;
      changes.suspects.set(path, { kind: role, size, mtime, inode, fingerprint: known?.fingerprint ?? null });
    } else if (role !== null) recordProblem(catalog, role);
  }
  return changes;
}

/** What a file of the site's folders is by its name: a source, something to warn of, or nothing (`null`). */
function roleOf(path: string, { folders: { posts, pages, data } }: Config): SourceKind | Diagnostic | null {
  // The innermost folder decides: pages/ and data/ may lie in posts/.
  const [folder] = [posts, pages, data]
    .filter((other) => path.startsWith(`${other}/`))
    .sort((a, b) => b.length - a.length);
  if (folder === undefined || folder === data) return null;
  const names = path.slice(folder.length + 1).split("/");
  if (names.some(isLitter)) return null;
  const name = names.at(-1) as string;
  if (folder === pages) return PAGE.test(name) ? "page" : notAPage({ file: path });
  return POST.test(name) ? "post" : notAPost({ file: path });
}
