// What is particular to a Jekyll site: its settings, and what its sources tell beyond a Post or StaticPage.
import type { Instant } from "./content.js";
import type { JekyllList } from "./pages.js";

/** `_config.yml` as the program uses it. Serialisable. */
export interface JekyllConfig {
  /** Every key, with Jekyll's defaults: what Liquid sees as `site.…`. */
  values: Record<string, unknown>;
  permalink: string;
  defaults: JekyllDefault[];
  include: string[];
  exclude: string[];
  unpublished: boolean;
  /** A post whose front matter is no YAML stops the build. */
  strictFrontMatter: boolean;
  /** Of what others put into the published folder: paths, or folders, that stay. */
  keepFiles: string[];
  limitPosts: number;
  excerptSeparator: string;
  collections: JekyllCollection[];
  /** Folder that holds `_posts`, `_drafts` and the collections; "" for the site's own. */
  collectionsDir: string;
  layoutsDir: string;
  includesDir: string;
  dataDir: string;
  markdownExt: string[];
  plugins: string[];
  /** The gem or repository that would give the layouts that the site lacks. */
  theme: string | null;
  paginate: number;
  paginatePath: string;
  /** `null`: the site does not use jekyll-archives. */
  archives: JekyllArchives | null;
  strictFilters: boolean;
  strictVariables: boolean;
  /** `liquid: false` publishes post bodies without running them. */
  liquid: boolean;
  /** What `site.time` is: `time:`, else the build's `now`. */
  time: Instant;
}

export type ArchiveKind = "tag" | "category" | "year" | "month" | "day";

/** `jekyll-archives:` with every default. */
export interface JekyllArchives {
  kinds: ArchiveKind[];
  layouts: Record<ArchiveKind, string>;
  permalinks: Record<ArchiveKind, string>;
  slugMode: string;
}

export interface JekyllDefault {
  path: string;
  type: string | null;
  values: Record<string, unknown>;
}

export interface JekyllCollection {
  label: string;
  output: boolean;
  permalink: string | null;
}

/** Beside a Post's or StaticPage's own fields. */
export interface JekyllFacts {
  /** `posts`, another collection's label, or `null` for a page. */
  collection: string | null;
  /** Of the source, with its dot. */
  ext: string;
  outputExt: string;
  id: string;
  /** The line of the file at which the body begins. */
  bodyLine: number;
  /** `null` where the collection's documents are not published on their own. */
  isWritten: boolean;
  /** Its title is its first heading, and that is not shown in its text. */
  stripsHeading?: boolean;
  /** What a page of jekyll-archives shows; it has no source. */
  archive?: JekyllList;
}
