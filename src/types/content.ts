// What a source file tells: posts and static pages.
import type { Diagnostic } from "./diagnostic.js";
import type { JekyllFacts } from "./jekyll.js";

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

export type Taxonomy = "category" | "tag" | "author" | "series";

/** What a data file says of a term beyond its name. */
export interface TermInfo {
  title?: string;
  description?: string;
  profile?: Profile;
}

/** What `data/authors.yml` says of an author beyond name and biography. */
export interface Profile {
  /** A newsroom or an agency is no person. */
  type: "person" | "organization";
  /** The author's own page, elsewhere. */
  url: string | null;
  /** A picture: a path of the site or a whole address. */
  image: string | null;
  jobTitle: string | null;
  /** The same author elsewhere. */
  sameAs: string[];
}

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
  /** The byline as text: several names are joined. */
  author: string | null;
  /** The same names one by one, without repeats (by folded name). */
  authors: string[];
  /** The series that it is a part of. */
  series: string | null;
  /** Posts that share it are one story in several languages. */
  translationKey: string | null;
  /** Addresses of the pictures in its body, as written there. */
  images: string[];
  lang: string | null;
  /** By which copies of its text are known; missing or empty: there is too little text. */
  signature?: string;
  /** Length: words, where each Chinese, Japanese or Korean character counts as one. */
  words: number;
  /** Reading time in whole minutes, at least 1. */
  minutes: number;
  /** Site paths that redirect to this post. */
  redirectFrom: string[];
  inSitemap: boolean;
  /** Every other front matter key. In a Jekyll site every key, with its defaults. */
  data: Record<string, unknown>;
  jekyll?: JekyllFacts;
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
  /** Addresses of the pictures in its body, as written there; missing: none. */
  images?: string[];
  /** `njk` bodies are templates (pages are the owner's, and trusted), the others are content. */
  format: "markdown" | "html" | "njk";
  /** The file's line at which an `njk` body begins, for messages. */
  bodyLine?: number | undefined;
  data: Record<string, unknown>;
  jekyll?: JekyllFacts;
}

/** The outcome of parsing one source. `html` is the rendered, sanitised body. */
export type Parsed<T> =
  | { ok: true; record: T; html: string; warnings: Diagnostic[] }
  | { ok: false; path: string; fingerprint: string; problems: Diagnostic[] };
