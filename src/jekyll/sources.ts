// Which files a Jekyll site consists of: posts and drafts, pages and documents of collections, files published as
// they are. Nothing is opened but the first bytes of what may be a page.
import {
  closeSync,
  lstatSync,
  openSync,
  readdirSync,
  readSync,
  realpathSync,
  type Stats,
  statSync,
} from "node:fs";
import { join, sep } from "node:path";
import { jekyllName } from "../diagnostics/jekyll.js";
import { linkLeavesSite } from "../diagnostics/site.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { JekyllConfig } from "../types/jekyll.js";
import { pluginSettings } from "./page-plugins.js";
import { areOriginalsRemoved, isReadme, readmeIndexes } from "./readmes.js";

export interface JekyllFile {
  path: string;
  size: number;
  mtime: number;
  inode: number;
}

export interface JekyllSources {
  posts: JekyllFile[];
  /** Pages, and documents of collections. */
  pages: JekyllFile[];
  /** Published as they are. */
  files: JekyllFile[];
  /** Paths of READMEs with front matter that are their folders' indexes. */
  readmes: string[];
  problems: Diagnostic[];
}

const POST_NAME = /^\d{2,4}-\d{1,2}-\d{1,2}-[^/]*\.[^./]+$/;
/** What a first line of front matter begins with; a byte order mark may stand before it. */
const HEADER = /^(?:\uFEFF)?---[ \t]*\r?\n/;

/** `both`: a page, and published as it is, too, as plugins that make pages of files leave these. */
type Role = "post" | "page" | "file" | "both" | "readme" | "name" | null;

/** `skip`: folders that are no part of the site, relative to it (the output, for one). */
export function findSources(
  root: string,
  config: JekyllConfig,
  drafts: boolean,
  skip: readonly string[],
): JekyllSources {
  const found: JekyllSources = { posts: [], pages: [], files: [], readmes: [], problems: [] };
  const isLeftOut = createFilter(config);
  const roleOf = createRoles(root, config, drafts);
  const readmes: JekyllFile[] = [];
  let realRoot: string | undefined;

  const visit = (path: string, stats: Stats) => {
    if (stats.isDirectory()) {
      if (!skip.includes(path)) walk(path);
      return;
    }
    if (!stats.isFile()) return;
    const role = roleOf(path);
    const file = { path, size: stats.size, mtime: Math.floor(stats.mtimeMs), inode: stats.ino };
    if (role === "post") found.posts.push(file);
    else if (role === "page") found.pages.push(file);
    else if (role === "file") found.files.push(file);
    else if (role === "both") {
      found.pages.push(file);
      found.files.push(file);
    } else if (role === "readme") readmes.push(file);
    else if (role === "name") found.problems.push(jekyllName({ file: path }));
  };
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (isLeftOut(path, entry.isDirectory())) continue;
      const absolute = join(root, path);
      const stats = lstatSync(absolute, { throwIfNoEntry: false });
      if (stats === undefined) continue;
      if (!stats.isSymbolicLink()) {
        visit(path, stats);
        continue;
      }
      realRoot ??= realpathSync(root);
      const target = targetOf(absolute);
      if (target === null || !target.startsWith(realRoot + sep) || absolute.startsWith(target + sep))
        found.problems.push(linkLeavesSite({ file: path, line: 1 }));
      else visit(path, statSync(absolute));
    }
  };
  walk("");
  const paths = (of: readonly JekyllFile[]) => of.map(({ path }) => path).sort();
  const named = { plain: paths(readmes), pages: paths(found.pages), files: paths(found.files) };
  const indexes = new Set(readmeIndexes(root, config, named));
  for (const file of readmes) {
    // Without front matter it is no page unless it is an index: which one it is shows by itself.
    if (indexes.delete(file.path)) found.pages.push(file);
    if (!areOriginalsRemoved(config)) found.files.push(file);
  }
  found.readmes = [...indexes];
  for (const files of [found.posts, found.pages, found.files])
    files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return found;
}

function targetOf(link: string): string | null {
  try {
    return realpathSync(link);
  } catch {
    return null;
  }
}

function createRoles(root: string, config: JekyllConfig, drafts: boolean): (path: string) => Role {
  const base = config.collectionsDir === "" ? "" : `${config.collectionsDir}/`;
  const labels = new Set(config.collections.map(({ label }) => label).filter((label) => label !== "posts"));
  return (path) => {
    const folders = path.split("/");
    const name = folders.pop() as string;
    const inBase = path.startsWith(base);
    const own = inBase && base !== "" ? folders.slice(base.split("/").length - 1) : folders;
    const special = own.findIndex((folder) => folder === "_posts" || folder === "_drafts");
    if (special >= 0) {
      if (!inBase || hasHiddenFolder(own.slice(0, special))) return null;
      if (own[special] === "_drafts") return draftRole(name, drafts);
      return postRole(name);
    }
    const [first = ""] = own;
    if (inBase && first.startsWith("_") && labels.has(first.slice(1)))
      return hasFrontMatter(join(root, path)) ? "page" : "file";
    if (folders.some((folder) => folder.startsWith("_") && !config.include.includes(folder))) return null;
    return hasFrontMatter(join(root, path)) ? "page" : plainRole(path, config);
  };
}

/** A file without front matter is published as it is, unless a plugin makes a page of it. */
function plainRole(path: string, config: JekyllConfig): Role {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  if (!config.markdownExt.includes(name.slice(dot).toLowerCase())) return "file";
  if (isReadme(path, config)) return "readme";
  if (pluginSettings(config, "jekyll-optional-front-matter", "optional_front_matter") === null) return "file";
  const isOther = NOT_PAGES.has(name.slice(0, dot).toUpperCase()) && !config.include.includes(path);
  if (isOther || config.values.require_front_matter === true) return "file";
  return isRemoved(config, "optional_front_matter") ? "page" : "both";
}

/** Files of repositories that jekyll-optional-front-matter leaves alone. */
const NOT_PAGES: ReadonlySet<string> = new Set(
  "README LICENSE LICENCE COPYING CODE_OF_CONDUCT CONTRIBUTING ISSUE_TEMPLATE PULL_REQUEST_TEMPLATE".split(
    " ",
  ),
);

const isRemoved = ({ values }: JekyllConfig, key: string): boolean =>
  (values[key] as Record<string, unknown> | undefined)?.remove_originals === true;

const draftRole = (name: string, drafts: boolean): Role =>
  drafts && /[^.]\.[^.]+$/.test(name) ? "post" : null;
const postRole = (name: string): Role => (POST_NAME.test(name) ? "post" : "name");
const hasHiddenFolder = (folders: readonly string[]): boolean =>
  folders.some((folder) => folder.startsWith("_"));

export function hasFrontMatter(file: string): boolean {
  const bytes = Buffer.alloc(64);
  let handle: number;
  try {
    handle = openSync(file, "r");
  } catch {
    return false;
  }
  try {
    return HEADER.test(bytes.toString("utf8", 0, readSync(handle, bytes, 0, 64, 0)));
  } finally {
    closeSync(handle);
  }
}

/** Folders that begin with an underscore and are read all the same. */
const READ = /^_(?:posts|drafts)$/;

type PathTest = (path: string, isFolder: boolean) => boolean;

/** What `exclude` says, and `include` does not take back. */
export function createExclusion(config: JekyllConfig): PathTest {
  const excluded = config.exclude.filter((pattern) => !config.include.includes(pattern)).map(createPattern);
  const isIncluded = createInclusion(config);
  return (path, isFolder) => excluded.some((test) => test(path, isFolder)) && !isIncluded(path, isFolder);
}

function createInclusion({ include }: JekyllConfig): PathTest {
  const included = include.map(createPattern);
  const nameOf = (path: string) => path.slice(path.lastIndexOf("/") + 1);
  return (path, isFolder) => included.some((test) => test(path, isFolder) || test(nameOf(path), isFolder));
}

function createFilter(config: JekyllConfig): PathTest {
  const isExcluded = createExclusion(config);
  const isIncluded = createInclusion(config);
  const collections = new Set(config.collections.map(({ label }) => `_${label}`));
  const inBase = config.collectionsDir === "" ? "" : `${config.collectionsDir}/`;
  return (path, isFolder) => {
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (name.endsWith(".") || path === "_config.yml" || path === ".broadsheet") return true;
    if (isIncluded(path, isFolder)) return false;
    if (isExcluded(path, isFolder)) return true;
    if (isFolder && (READ.test(name) || (collections.has(name) && path === inBase + name))) return false;
    return /^[._#~]/.test(name) || name.endsWith("~");
  };
}

/** A name, the beginning of a path, or a glob whose `*` goes over folders, as in File.fnmatch. */
function createPattern(pattern: string): PathTest {
  const plain = pattern.replace(/^\.?\//, "");
  const glob = new RegExp(
    `^${plain
      .replace(/[\\^$.+()[\]{}|]/g, "\\$&")
      .replace(/\*+/g, ".*")
      .replaceAll("?", ".")}$`,
  );
  return (path, isFolder) =>
    glob.test(path) || (plain !== "" && path.startsWith(plain)) || (isFolder && `${path}/` === plain);
}
