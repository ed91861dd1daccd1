// What is particular to a Jekyll site: its settings, and what its sources tell beyond a Post or StaticPage.
import type { Instant } from "./content.js";
import type { JekyllList } from "./pages.js";

/** `_config.yml` as the program uses it. Serialisable. */
export interface JekyllConfig {
  /** Where it was read, relative to the site. */
  files: string[];
  /** Every key, with Jekyll's defaults: what Liquid sees as `site.…`. */
  values: Record<string, unknown>;
  permalink: string;
  defaults: JekyllDefault[];
  include: string[];
  exclude: string[];
  unpublished: boolean;
  /** A post whose front matter is no YAML stops the build. */
  strictFrontMatter: boolean;
  /** READMEs with front matter that are their folders' indexes by jekyll-readme-index: set when the files are listed. */
  readmes: readonly string[];
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
  /** `pagination:` of jekyll-paginate-v2 with its defaults, as typed: a page's own goes over it. `null`: not in use. */
  pagination: Record<string, unknown> | null;
  /** In the order in which the gem makes their pages. */
  autopages: JekyllAutopages[];
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

/** A part of `autopages:` with every default: a page for each term, or collection, in each layout. */
export interface JekyllAutopages {
  of: "tag" | "category" | "collection";
  /** File names below `_layouts/`. */
  layouts: string[];
  title: string;
  permalink: string;
  slugMode: string;
  /** Capitals stay. */
  slugCased: boolean;
}

/** Which posts and documents a page of jekyll-paginate-v2 shows. Labels and terms in lower case. */
export interface PagedList {
  /** `posts`, other labels, or `all`: every collection but the posts. */
  collections: string[];
  /** What is shown has each of them. */
  categories: string[];
  tags: string[];
  locales: string[];
  /** A key of the front matter, `parent:child` for one inside another; `null`: the collections' own order. */
  sortField: string | null;
  /** Else what is least comes first: the oldest. */
  isReversed: boolean;
  /** So many of the greatest are left out. */
  offset: number;
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
  /** A page of jekyll-paginate-v2 that has no source. */
  isAutopage?: boolean;
  /** What Liquid sees as its name and path, where that is not the source's. */
  name?: string;
}
