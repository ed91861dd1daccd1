// What templates see, what changed, and what pages there are.
import type { Instant, Profile, Taxonomy } from "./content.js";
import type { Diagnostic } from "./diagnostic.js";
import type { Picture } from "./pictures.js";

/** A term as a link: nothing in it changes when a post is added. */
export interface TermLink {
  taxonomy: Taxonomy;
  /** Folded name: the identity. */
  key: string;
  /** As its oldest post spells it. */
  name: string;
  /** From `data/categories.yml` and its like, else the name. */
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
  /** What is known of that image; `null`: nothing, or there is none. */
  picture: Picture | null;
  /** The byline as text. */
  author: string | null;
  /** The byline as links; none where the site has no pages for authors. */
  authors: TermLink[];
  series: TermLink | null;
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

/** An author with a page here, and what the site says of them. */
export interface Author {
  term: TermLink;
  profile: Profile | null;
}

export interface SeriesBox {
  term: TermLink;
  /** In order, oldest first. */
  parts: (PostLink & { isThis: boolean })[];
  /** All parts are there; of a long series only those around this one are. */
  isWhole: boolean;
}

export interface Translation {
  lang: string;
  url: string;
  title: string;
}

/** A feed that a page announces in its head. */
export interface FeedLink {
  /** Its media type. */
  type: string;
  title: string;
  url: string;
}

/** A page's `page` variable, from which base.njk makes the head. */
export interface PageFact {
  /** Finer than PageKind: `category`, `year`, `categories`. A CSS class and a switch for templates. */
  kind: string;
  url: string;
  canonical: string;
  title: string;
  description: string;
  lang: string;
  image: string | null;
  /** A picture made for sharing, 1200 × 630: a path of the site. */
  shareCard: string | null;
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
  /** Parts of the search index; missing: as they were. */
  search?: TouchedSearch;
  /** Keys of pictures that are others now, or gone. */
  pictures?: Set<string>;
  /** Sources of static pages that came, went or changed. */
  pages?: Set<string>;
  /** Feeds, static pages, directories: planned whenever anything is, and if only they may differ. */
  site: boolean;
  /** Inputs and queries with another value than at the last build: who read one is stale. */
  stale: Set<string>;
  /** `everything` only to find the readers of what is stale: who is not one, and not touched, is current. */
  readersOnly: boolean;
}

export interface TouchedSearch {
  everything: boolean;
  /** Names of segments whose posts changed, or that came or went. */
  segments: Set<string>;
  /** Files of postings of older segments. */
  files: Set<number>;
}

export interface TouchedListing {
  /** From the oldest post that came or went, all newer pages may have shifted. */
  shiftedFrom: Position | null;
  /** Posts that stayed where they were and look different. */
  changed: Position[];
}

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
  | "text"
  | "search"
  | "card"
  /** A copy of a picture, or one that was fetched. */
  | "picture"
  | "asset"
  /** A compressed one of another file. */
  | "copy";

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
export type FreeQuery = SiteQuery | JekyllQuery;

export type SiteQuery =
  | { name: "latest"; limit: number }
  | ({ name: "posts"; limit: number } & { [taxonomy in Taxonomy]?: string })
  | { name: "terms"; taxonomy: Taxonomy; limit: number; order: "count" | "name" }
  | { name: "periods"; kind: "year" | "month" | "day"; within?: string };

/** What Liquid asks in a Jekyll site. Lists of posts are newest first. */
export type JekyllQuery =
  | { name: "jekyll"; list: JekyllList; offset: number; limit: number }
  | { name: "jekyll-count"; list: JekyllList }
  | { name: "jekyll-terms"; taxonomy: Taxonomy }
  | { name: "jekyll-archived"; of: "category" | "tag" }
  | { name: "jekyll-archived"; of: "year" | "month" | "day"; zone: string }
  | { name: "jekyll-neighbours"; path: string }
  | { name: "jekyll-post"; post: string }
  | { name: "jekyll-link"; path: string };

/** Posts of a year, month or day: 2022, 2022-03, 2022-03-23 in the zone. */
export interface JekyllPeriod {
  of: "year" | "month" | "day";
  key: string;
  zone: string;
}

export type JekyllList =
  | { of: "posts" | "pages" | "files" }
  | { of: Taxonomy; key: string }
  | JekyllPeriod
  | { of: "documents"; label: string };

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
  /** What the page was made without. */
  problems?: Diagnostic[];
  /** Those that were made with it. */
  copies: RenderedCopy[];
  /** Of the staged file, or of the one in `dist/` that holds the same; whole milliseconds, 0: as recorded. */
  mtime: number;
}

/** A compressed copy of a page. */
export interface RenderedCopy {
  path: string;
  sha256: string;
  bytes: number;
  /** As with the page. */
  same: boolean;
  mtime: number;
}

/** What a share card shows, all of it text. */
export interface CardFacts {
  title: string;
  section: string;
  date: string;
  site: string;
  lang: string;
}
