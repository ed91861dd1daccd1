// Where feeds are: those of the site have fixed addresses, a term's are made from its Atom feed's pattern.
import { TAXONOMY } from "../taxonomies.js";
import type { Config, FeedFormat } from "../types/config.js";
import type { Taxonomy } from "../types/content.js";
import { fillPattern } from "../urls.js";

export interface FeedPlace {
  format: FeedFormat;
  /** Below the base path. */
  url: string;
}

export const SITE_FEEDS: readonly FeedPlace[] = [
  { format: "atom", url: "/feed.xml" },
  { format: "rss", url: "/rss.xml" },
  { format: "json", url: "/feed.json" },
];

/** Media types for `<link rel="alternate">`. */
export const FEED_TYPES: Readonly<Record<FeedFormat, string>> = {
  atom: "application/atom+xml",
  rss: "application/rss+xml",
  json: "application/feed+json",
};

/** The feeds of each term of a taxonomy; `:slug` in the addresses is the term's. */
export function feedPatterns(config: Config, taxonomy: Taxonomy): FeedPlace[] {
  const key = TAXONOMY[taxonomy].patterns.feed;
  if (key === null || taxonomy === "series") return [];
  const formats = config.feed[TAXONOMY[taxonomy].file as "categories" | "tags" | "authors"];
  return formats.map((format) => ({ format, url: beside(config.permalinks[key], format) }));
}

/** The feeds of one term. */
export function termFeeds(config: Config, taxonomy: Taxonomy, slug: string): FeedPlace[] {
  return feedPatterns(config, taxonomy).map((feed) => ({ ...feed, url: fillPattern(feed.url, { slug }) }));
}

/** Every address that a term's feed could have, whichever are switched on. */
export function allFeedPatterns(config: Config, taxonomy: Taxonomy): string[] {
  const key = TAXONOMY[taxonomy].patterns.feed;
  return key === null ? [] : SITE_FEEDS.map(({ format }) => beside(config.permalinks[key], format));
}

/** `/category/:slug/feed.xml` → `…/rss.xml`, `…/feed.json`; `/feeds/:slug.xml` → `…/:slug.rss.xml`, `…/:slug.json`. */
function beside(atom: string, format: FeedFormat): string {
  if (format === "atom") return atom;
  if (format === "json") return atom.replace(/\.xml$/, ".json");
  return atom.endsWith("/feed.xml")
    ? atom.replace(/feed\.xml$/, "rss.xml")
    : atom.replace(/\.xml$/, ".rss.xml");
}
