// A Jekyll site's sources for the stages: what it consists of, as inputs and as changes.
import { isAbsolute, relative, sep } from "node:path";
import type { Catalog } from "../catalog/catalog.js";
import { compareSources, replaceProblems } from "../catalog/sources.js";
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
function outputFolders(root: string, out: string | undefined, { values }: JekyllConfig): string[] {
  const folders = ["_site", "dist", ".broadsheet", ".jekyll-cache"];
  if (typeof values.destination === "string") folders.push(values.destination.replace(/^\.\//, ""));
  const below = out === undefined ? "" : relative(root, out);
  if (below !== "" && !below.startsWith("..") && !isAbsolute(below)) folders.push(below.replaceAll(sep, "/"));
  return folders;
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
