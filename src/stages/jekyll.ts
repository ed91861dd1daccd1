// A Jekyll site's sources for the stages: what it consists of, as inputs and as changes.
import { lstatSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import type { Catalog } from "../catalog/catalog.js";
import { compareSources, findSource, replaceProblems } from "../catalog/sources.js";
import { jekyllAssets, loadJekyllData } from "../jekyll/site-inputs.js";
import { findSources, type JekyllSources } from "../jekyll/sources.js";
import { jekyllTheme, type SiteInputs } from "../site-inputs.js";
import type { Config } from "../types/config.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { JekyllConfig } from "../types/jekyll.js";
import type { SourceChanges } from "./notice.js";

export interface JekyllSiteInputs extends SiteInputs {
  sources: JekyllSources;
  /** Characters by name, where jemoji is on. */
  emoji?: Record<string, string>;
}

/** `out`: where the site is published. */
export function loadJekyllInputs(root: string, config: Config, out: string | undefined): JekyllSiteInputs {
  const jekyll = config.jekyll as JekyllConfig;
  const problems: Diagnostic[] = [];
  const sources = findSources(root, jekyll, config.drafts, outputFolders(root, out, jekyll));
  jekyll.readmes = sources.readmes; // no setting, but it shapes addresses as one does, in every thread
  const theme = jekyll.theme === null ? null : jekyllTheme();
  return {
    templateFolders: theme === null ? [root] : [root, theme.folder],
    templateNames: [],
    data: loadJekyllData(root, config, problems),
    words: {},
    termInfo: { category: new Map(), tag: new Map(), author: new Map(), series: new Map() },
    assets: [...jekyllAssets(root, sources.files, jekyll), ...(theme === null ? [] : [theme.stylesheet])],
    problems,
    sources,
  };
}

/** Jekyll's own folder is left alone, and ours is no source. */
export function writtenFolders({ values: { destination } }: JekyllConfig): string[] {
  const folders = ["_site", "dist", ".broadsheet", ".jekyll-cache"];
  return typeof destination === "string" ? [...folders, destination.replace(/^\.\//, "")] : folders;
}

function outputFolders(root: string, out: string | undefined, config: JekyllConfig): string[] {
  const folders = writtenFolders(config);
  const below = out === undefined ? "" : relative(root, out);
  if (below !== "" && !below.startsWith("..") && !isAbsolute(below)) folders.push(below.replaceAll(sep, "/"));
  return folders;
}

/**
 * Looks at these alone, if they are posts that the catalog knows and that are still there: nothing else is another then.
 * `null`: they may be anything.
 */
export function lookAtPosts(root: string, catalog: Catalog, paths: readonly string[]): SourceChanges | null {
  const changes: SourceChanges = { suspects: new Map(), gone: [], hasPostsFolder: true, way: "by name" };
  for (const path of paths) {
    const known = findSource(catalog, path);
    const stats = lstatSync(join(root, path), { throwIfNoEntry: false });
    if (known?.kind !== "post" || !stats?.isFile()) return null;
    const { size, mtimeMs, ino: inode } = stats;
    const { fingerprint } = known;
    changes.suspects.set(path, { kind: "post", size, mtime: Math.floor(mtimeMs), inode, fingerprint });
  }
  return changes;
}

/** Looks at every source from outside. */
export function walkJekyll(
  catalog: Catalog,
  { sources }: JekyllSiteInputs,
): Pick<SourceChanges, "suspects" | "gone"> {
  const changes: Pick<SourceChanges, "suspects" | "gone"> = { suspects: new Map(), gone: [] };
  for (const kind of ["post", "page"] as const) {
    const { suspects, gone } = compareSources(catalog, kind, kind === "post" ? sources.posts : sources.pages);
    for (const { path, ...stat } of suspects) changes.suspects.set(path, { kind, ...stat });
    for (const path of gone) changes.gone.push({ path, kind });
  }
  replaceProblems(catalog, sources.problems);
  return changes;
}
