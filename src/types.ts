// The shapes that the stages hand to each other. Types only: this file compiles to nothing.

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A problem with one source, or with the site. `line` and `column` count from 1. */
export interface Diagnostic {
  /** Stable and kebab-case, e.g. `date-invalid`: what a script matches and a warning filter names. */
  code: string;
  severity: "error" | "warning";
  /** What is wrong, naming the thing and the rule. */
  message: string;
  /** How to mend it. */
  hint: string;
  /** Relative to the site's root, with forward slashes. */
  file?: string | undefined;
  line?: number | undefined;
  column?: number | undefined;
  /** The offending source line(s), for a code frame. */
  source?: string | undefined;
}

// ---------------------------------------------------------------- configuration

/** What the program uses: every key of `site.yml` with its default filled in. `config.ts` makes it. */
export interface Config {
  title: string;
  description: string;
  /** Scheme and host, no path, no trailing slash: `https://news.example.com`. */
  origin: string;
  /** The path below the origin at which the site lives: `""` or `/repo`, no trailing slash. */
  basePath: string;
  /** BCP 47, e.g. `zh-CN`. */
  lang: string;
  /** IANA name, e.g. `Asia/Shanghai`. */
  timezone: string;
  author: string | null;
  /** Links in the masthead, beside those to categories, tags and RSS. */
  menu: MenuItem[];
  /** A post's permalink pattern with Jekyll's placeholders; named styles are already expanded. */
  permalink: string;
  permalinks: Permalinks;
  /** Posts on a full listing page. */
  perPage: number;
  /** The same for years, months and days, which list headlines only. */
  archivePerPage: number;
  excerpt: { separator: string; length: number };
  /** `false`: every author is trusted. */
  sanitize: false | SanitizeConfig;
  categoriesFromFolders: boolean;
  home: HomeConfig;
  feed: { limit: number };
  folders: Folders;
  drafts: boolean;
  future: boolean;
}

export interface MenuItem {
  title: string;
  url: string;
}

/** Patterns for everything but posts. `:slug` is the term's, `:n` a frozen page's number. */
export interface Permalinks {
  category: string;
  categoryPage: string;
  categoryFeed: string;
  tag: string;
  tagPage: string;
  homePage: string;
  year: string;
  month: string;
  day: string;
  /** Appended to a year's, month's or day's URL. */
  archivePage: string;
  categories: string;
  tags: string;
}

/** What a site adds to the default allow-list. */
export interface SanitizeConfig {
  tags: string[];
  /** By tag name, or `*` for all. */
  attributes: Record<string, string[]>;
  schemes: string[];
  /** Hosts whose `<iframe>` is kept. */
  iframeHosts: string[];
}

export interface HomeConfig {
  /** Categories, in order; empty: the most active ones. */
  sections: string[];
  maxSections: number;
  perSection: number;
}

/** Relative to the site's root. */
export interface Folders {
  posts: string;
  pages: string;
  data: string;
  templates: string;
  public: string;
}

// ---------------------------------------------------------------- content

export type Taxonomy = "category" | "tag";

/** A post as its source file tells it, before the catalog knows its neighbours. Serialisable. */
export interface Post {
  /** The source, relative to the site's root: `posts/2022-03-23-a.md`. Its identity. */
  path: string;
  /** Git blob id of the source. */
  fingerprint: string;
  title: string;
  date: Instant;
  updated: Instant | null;
  /** Template name without `.njk`. */
  layout: string;
  /** Below the base path, percent-encoded, starts with `/`. */
  url: string;
  /** Where it is written, relative to `dist/`, not encoded. */
  output: string;
  /** `future` is not here: it depends on `now`, so the catalog decides it. */
  visibility: "public" | "draft" | "unpublished";
  /** Names as typed, in order, without repeats (by folded name). */
  categories: string[];
  tags: string[];
  /** Plain text. */
  excerpt: string;
  /** Front matter's `description`, else the excerpt. Plain text. */
  description: string;
  image: string | null;
  author: string | null;
  lang: string | null;
  /** Length: words, where each Chinese, Japanese or Korean character counts as one. */
  words: number;
  /** Reading time in whole minutes, at least 1. */
  minutes: number;
  /** Site paths that redirect to this post. */
  redirectFrom: string[];
  inSitemap: boolean;
  /** Every other front matter key. */
  data: Record<string, unknown>;
}

/** A file of `pages/`. */
export interface StaticPage {
  path: string;
  fingerprint: string;
  title: string;
  description: string;
  layout: string;
  url: string;
  output: string;
  /** Missing: public. */
  visibility?: Post["visibility"];
  lang: string | null;
  inSitemap: boolean;
  redirectFrom: string[];
  /** `njk` bodies are templates (pages are the owner's, and trusted), the others are content. */
  format: "markdown" | "html" | "njk";
  /** The file's line at which an `njk` body begins, for messages. */
  bodyLine?: number | undefined;
  data: Record<string, unknown>;
}

/** The outcome of parsing one source. `html` is the rendered, sanitised body. */
export type Parsed<T> =
  | { ok: true; record: T; html: string; warnings: Diagnostic[] }
  | { ok: false; path: string; fingerprint: string; problems: Diagnostic[] };

// ---------------------------------------------------------------- what templates see

/** A term as a link: nothing in it changes when a post is added. */
export interface TermLink {
  taxonomy: Taxonomy;
  /** Folded name: the identity. */
  key: string;
  /** As its oldest post spells it. */
  name: string;
  /** From `data/categories.yml` or `data/tags.yml`, else the name. */
  title: string;
  description: string;
  slug: string;
  url: string;
}

/** A term with how many published posts it has. */
export interface TermCount extends TermLink {
  count: number;
}

/** A post in a list. Dates are instants: the filters `date` and `iso` show them in the site's zone. */
export interface PostCard {
  path: string;
  url: string;
  title: string;
  date: Instant;
  updated: Instant | null;
  excerpt: string;
  description: string;
  image: string | null;
  author: string | null;
  lang: string | null;
  words: number;
  minutes: number;
  draft: boolean;
  categories: TermLink[];
  tags: TermLink[];
  data: Record<string, unknown>;
}

/** A neighbour: what "older" and "newer" links need. */
export interface PostLink {
  url: string;
  title: string;
  date: Instant;
  /** `null`: the site's. */
  lang: string | null;
}

export type ListingRef =
  | { kind: "home" }
  | { kind: Taxonomy; key: string }
  | { kind: "year" | "month" | "day"; key: string }; // 2022, 2022-03, 2022-03-23 in the site's zone

/** One page of a listing, newest first. */
export interface ListingPage {
  kind: ListingRef["kind"];
  key: string;
  /** `null`: the head. Frozen pages count from the oldest, from 1. */
  number: number | null;
  posts: PostCard[];
  /** URL of the page with older posts (`rel="next"`). */
  older: string | null;
  /** URL of the page with newer posts (`rel="prev"`). */
  newer: string | null;
  /** Number of posts in the listing; only the head knows, a frozen page must not change with it. */
  total: number | null;
  /** The head's URL. */
  url: string;
}

// ---------------------------------------------------------------- what changed

/** A place in the one order that all listings share: by date, then by path. */
export interface Position {
  date: Instant;
  path: string;
}

/** What a set of changed posts may have made stale. Pages outside it need not be looked at. */
export interface Touched {
  /** So much changed that looking at everything is cheaper, or safer. */
  everything: boolean;
  /** Posts whose own pages may differ or be gone. */
  posts: Set<string>;
  /** By listing id. */
  listings: Map<string, TouchedListing>;
  /** Sources of static pages that came, went or changed. */
  pages?: Set<string>;
  /** Feeds, static pages, directories: planned whenever anything is, and if only they may differ. */
  site: boolean;
  /** Inputs and queries with another value than at the last build: who read one is stale. */
  stale: Set<string>;
  /** `everything` only to find the readers of what is stale: who is not one, and not touched, is current. */
  readersOnly: boolean;
}

export interface TouchedListing {
  /** From the oldest post that came or went, all newer pages may have shifted. */
  shiftedFrom: Position | null;
  /** Posts that stayed where they were and look different. */
  changed: Position[];
}

// ---------------------------------------------------------------- pages

export type PageKind =
  | "post"
  | "home"
  | "listing"
  | "directory"
  | "page"
  | "not-found"
  | "redirect"
  | "feed"
  | "sitemap"
  | "robots"
  | "asset";

/** A page that the site has, before it is rendered. Serialisable. */
export interface PagePlan {
  /** Below `dist/`, not encoded. */
  path: string;
  /** Below the base path, percent-encoded. */
  url: string;
  kind: PageKind;
  /** What it shows: `post:posts/a.md`, `category:news`, `sitemap:2022-03`. */
  subject: string;
  /** A frozen page's number, else 0. */
  number: number;
  /** Template name without `.njk`, or a built-in renderer: `built-in/atom`. */
  template: string;
  /** Set where the body of a source is shown. */
  source: PageSource | null;
  /** What the plan knows of the page, by name; a template's reading of it is recorded as `self.<name>`. */
  facts: Record<string, unknown>;
}

export interface PageSource {
  path: string;
  fingerprint: string;
  /** The body is a template itself: `pages/*.njk`. */
  isTemplate: boolean;
  /** The file's line at which it begins. */
  bodyLine?: number | undefined;
}

/** A query that a template makes beyond its page's facts. */
export type FreeQuery =
  | { name: "latest"; limit: number }
  | { name: "posts"; category?: string; tag?: string; limit: number }
  | { name: "terms"; taxonomy: Taxonomy; limit: number; order: "count" | "name" }
  | { name: "periods"; kind: "year" | "month" | "day"; within?: string };

/** A rendered page, staged for publishing. */
export interface RenderedPage {
  path: string;
  sha256: string;
  bytes: number;
  /** What the render was seen to read, sorted: `self.post`, `template:post`, `site.title`, `query:{…}`. */
  reads: string[];
  /** Hash over the values of all reads. */
  recipe: string;
  /** The bytes are those of the last build: nothing was staged. */
  same: boolean;
  /** Of the staged file, or of the one in `dist/` that holds the same; whole milliseconds, 0: as recorded. */
  mtime: number;
}

// ---------------------------------------------------------------- what a build reports

/** The outcome of a build: printed as the summary, written as `.broadsheet/report.json`. */
export interface BuildReport {
  version: string;
  /** ISO 8601. */
  now: string;
  posts: {
    published: number;
    drafts: number;
    future: number;
    /** A post can have several problems. */
    rejected: Diagnostic[];
    warnings: Diagnostic[];
  };
  pages: { total: number; written: number; unchanged: number; removed: number };
  /** Milliseconds by stage; `total`, where given, is the whole. */
  timings: Record<string, number>;
  /** When the next waiting post is due: ISO 8601 with the site's offset. */
  nextDue: string | null;
  /** Refused by `--strict`: nothing was published. */
  failed: boolean;
}
