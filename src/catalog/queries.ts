// What pages ask of the catalog. Every list that a page shows comes from here, in the one order of the
// catalog (date, then path), and nothing here depends on the clock.
import { memoize, remembered } from "../memo.js";
import { pictureKey } from "../pictures/address.js";
import { TAXONOMIES } from "../taxonomies.js";
import type { Post, Profile, Taxonomy } from "../types/content.js";
import type { ListingRef, Position, PostCard, SiteQuery, TermCount, TermLink } from "../types/pages.js";
import { foldTerm } from "../urls.js";
import { createCardCache, type LivePost, neighbour, withNeighbours } from "./cards.js";
import type { Catalog } from "./catalog.js";
import { createListings } from "./listings.js";
import { months, type PeriodCount, periods } from "./periods.js";
import { createPictureQueries, type PictureQueries } from "./pictures.js";
import type { QuerySettings } from "./query-settings.js";
import { IS_ORIGINAL, type NextReads, nearDuplicates, nextReads } from "./related-queries.js";
import { createSearchQueries, type SearchQueries } from "./search-queries.js";
import { slugOwners } from "./spellings.js";
import {
  allTerms,
  findTerm,
  mergedKeys,
  mergedTerms,
  otherSpellings,
  termWithSlug,
  topTerms,
} from "./term-queries.js";
import { translationsOf } from "./translations.js";

export type { LivePost } from "./cards.js";
export type { PeriodCount } from "./periods.js";
export type { QuerySettings } from "./query-settings.js";

export interface Queries {
  /** `null` if there is no such post, or it is not published. */
  livePost(path: string): LivePost | null;
  /** All published posts, oldest first. */
  livePosts(): Iterable<LivePost>;
  /** Whether a published post or page is written to this folded output path. */
  isTaken(outputKey: string): boolean;
  /** Source of the published post that is written to this folded output path. */
  postAt(outputKey: string): string | null;
  /** The post that owns a redirect address: the first by path of those that ask for it. */
  aliasOwner(outputKey: string): string | null;
  /** Posts that ask for redirects, by path, the last first. */
  redirecting(): Iterable<string>;
  /** Addresses that lead elsewhere by a post's wish. */
  countRedirects(): number;
  /** Terms that are spelled in more than one way. */
  mergedKeys(): { taxonomy: Taxonomy; key: string }[];
  /** Posts of a listing from the `offset`-th oldest on, oldest first. */
  slice(ref: ListingRef, offset: number, limit: number): PostCard[];
  count(ref: ListingRef): number;
  /** All posts of a listing from the `offset`-th oldest on, oldest first, without skipping over the rest again and again. */
  walk(ref: ListingRef, offset: number): Iterable<PostCard>;
  /** How many of a listing's posts are older than `position`. */
  rank(ref: ListingRef, position: Position): number;
  /** Lines in sitemaps of published posts with `from <= date < to`, oldest first. */
  sitemapLines(from: number, to: number): string[];
  /** Published posts for sitemaps with `after < date <= to`, newest first. */
  newsBetween(after: number, to: number, limit: number): Post[];
  term(taxonomy: Taxonomy, key: string): TermLink | null;
  terms(taxonomy: Taxonomy): readonly TermCount[];
  /** At most `limit` of them, the most used first. */
  topTerms(taxonomy: Taxonomy, limit: number): TermCount[];
  /** Key of the term that has exactly this slug. */
  termWithSlug(taxonomy: Taxonomy, slug: string): string | null;
  /** What the site says of an author, by folded name. */
  profile(key: string): Profile | null;
  /** Of the source of a post that these queries gave. */
  fingerprintOf(card: PostCard): string;
  /** Published posts with a translation key, oldest first. */
  translations(key: string): PostCard[];
  /** What the post from this source leads to. */
  nextReads(path: string): NextReads;
  /** Posts that tell what an older one tells, by path. */
  nearDuplicates(): { path: string; original: string }[];
  /** Key of the term to which this folded slug leads, `null` if there is none. */
  slugOwner(taxonomy: Taxonomy, slugKey: string): string | null;
  /** Spellings of a term other than the shown one. */
  otherSpellings(taxonomy: Taxonomy, key: string): string[];
  periods(kind: "year" | "month" | "day", within?: string): PeriodCount[];
  /** Months that hold posts for sitemaps, oldest first: how many files they fill, and when something in them changed. */
  months(): { key: string; modified: number; files: number }[];
  /** Layouts other than the usual one that published posts ask for, with the first post that does. */
  layouts(): { layout: string; path: string }[];
  /** Terms that are spelled in more than one way. */
  mergedTerms(): { taxonomy: Taxonomy; name: string; others: string[] }[];
  search: SearchQueries;
  pictures: PictureQueries;
  /** Answers what a template asks beyond its page's facts. */
  answer(query: SiteQuery): unknown;
}

/** Rows fetched at a time by a walk. */
const WALK = 500;

export function createQueries(catalog: Catalog, settings: QuerySettings): Queries {
  const andOriginal = settings.hidesCopies ? `AND ${IS_ORIGINAL}` : "";
  const isHidden = (taxonomy: Taxonomy) => taxonomy === "author" && !settings.authorPages;
  const term = memoize((taxonomy: Taxonomy, key: string) =>
    isHidden(taxonomy) ? null : findTerm(catalog, taxonomy, key, settings),
  );
  const pictures = createPictureQueries(catalog, settings.pictures.images);
  const cards = createCardCache(
    catalog,
    (taxonomy, name) => term(taxonomy, foldTerm(name)),
    ({ image, url }) => {
      const key = pictureKey(image!, url, settings.pictures);
      return key === null ? null : pictures.picture(key);
    },
  );
  const listings = createListings(catalog, settings.zone);
  const owners = new Map<Taxonomy, Map<string, string>>();
  const terms = new Map<Taxonomy, TermCount[]>();

  const { count } = listings;
  const slice: Queries["slice"] = (ref, offset, limit) =>
    listings.rows(ref, offset, limit).map((row) => cards.byId(row.id as number));
  const newest = (ref: ListingRef, limit: number): PostCard[] => {
    const total = count(ref);
    return slice(ref, Math.max(0, total - limit), limit).reverse();
  };

  const queries: Queries = {
    livePost(path) {
      const row = catalog.sql("SELECT id FROM posts WHERE path = ? AND live = 1").get(path);
      if (!row) return null;
      const { post, card } = cards.entry(row.id as number);
      return {
        post,
        card,
        older: neighbour(catalog, post, "<", "DESC"),
        newer: neighbour(catalog, post, ">", "ASC"),
      };
    },
    livePosts: () => withNeighbours(cards.all()),
    isTaken: (key) =>
      catalog.sql("SELECT 1 FROM posts WHERE output_key = ? AND live = 1").get(key) !== undefined ||
      catalog.sql("SELECT 1 FROM static_pages WHERE output_key = ? AND shown = 1").get(key) !== undefined,
    postAt(key) {
      const row = catalog.sql("SELECT path FROM posts WHERE output_key = ? AND live = 1").get(key);
      return (row?.path as string | undefined) ?? null;
    },
    aliasOwner(key) {
      const row = catalog
        .sql(
          `SELECT aliases.path AS path FROM aliases JOIN posts ON posts.path = aliases.path
           WHERE aliases.output_key = ? AND live = 1 ORDER BY aliases.path LIMIT 1`,
        )
        .get(key);
      return (row?.path as string | undefined) ?? null;
    },
    *redirecting() {
      const paths = catalog.sql("SELECT DISTINCT path FROM aliases ORDER BY path DESC").all();
      for (const row of paths) yield row.path as string;
    },
    countRedirects: () => catalog.sql("SELECT COUNT(*) AS n FROM aliases").get()!.n as number,
    mergedKeys: () => mergedKeys(catalog),
    slice,
    count,
    *walk(ref, offset) {
      for (let chunk = listings.rows(ref, offset, WALK); chunk.length > 0; ) {
        for (const row of chunk) yield cards.byId(row.id as number);
        const last = chunk.at(-1)!;
        chunk = listings.rowsAfter(ref, { date: last.date as number, path: last.path as string }, WALK);
      }
    },
    rank: listings.rank,
    sitemapLines: (from, to) =>
      catalog
        .sql(
          `SELECT sitemap FROM posts INDEXED BY posts_live WHERE live = 1 AND listed > 0 AND date >= ? AND date < ? ${andOriginal}
           ORDER BY date, path`,
        )
        .all(from, to)
        .map((row) => row.sitemap as string),
    newsBetween(after, to, limit) {
      const rows = catalog
        .sql(
          `SELECT id FROM posts INDEXED BY posts_live WHERE live = 1 AND listed > 0 AND date > ? AND date <= ? ${andOriginal}
           ORDER BY date DESC, path DESC LIMIT ?`,
        )
        .all(after, to, limit);
      return rows.map((row) => cards.entry(row.id as number).post);
    },
    term,
    termWithSlug: (taxonomy, slug) => termWithSlug(catalog, taxonomy, slug),
    terms: (taxonomy) =>
      isHidden(taxonomy) ? [] : remembered(terms, taxonomy, () => allTerms(catalog, taxonomy, settings)),
    topTerms: (taxonomy, limit) => (isHidden(taxonomy) ? [] : topTerms(catalog, taxonomy, limit, settings)),
    profile: (key) => settings.termInfo.author.get(key)?.profile ?? null,
    fingerprintOf: cards.fingerprintOf,
    translations: (key) => translationsOf(catalog, key).map(({ id }) => cards.byId(id)),
    nextReads: (path) => nextReads(catalog, path, cards.byId),
    nearDuplicates: () => nearDuplicates(catalog),
    slugOwner: (taxonomy, slugKey) =>
      remembered(owners, taxonomy, () => slugOwners(catalog, taxonomy)).get(slugKey) ?? null,
    otherSpellings: (taxonomy, key) => otherSpellings(catalog, taxonomy, key),
    periods: (kind, within) => periods(catalog, settings, kind, within),
    months: () => months(catalog),
    layouts: () =>
      catalog
        .sql(
          "SELECT layout, MIN(path) AS path FROM posts WHERE layout IS NOT NULL AND live = 1 GROUP BY layout",
        )
        .all()
        .map((row) => ({ layout: row.layout as string, path: row.path as string })),
    mergedTerms: () => mergedTerms(catalog),
    pictures,
    search: createSearchQueries(catalog, cards.byId),
    answer: (query) => answer(query, queries, newest),
  };
  return queries;
}

function answer(
  query: SiteQuery,
  queries: Queries,
  newest: (ref: ListingRef, limit: number) => PostCard[],
): unknown {
  switch (query.name) {
    case "latest":
      return newest({ kind: "home" }, query.limit);
    case "posts": {
      const kind = TAXONOMIES.find((taxonomy) => query[taxonomy] !== undefined);
      return newest(kind ? { kind, key: foldTerm(query[kind]!) } : { kind: "home" }, query.limit);
    }
    case "terms": {
      const { taxonomy, limit } = query;
      return query.order === "count"
        ? queries.topTerms(taxonomy, limit)
        : queries.terms(taxonomy).slice(0, limit);
    }
    case "periods":
      return queries.periods(query.kind, query.within);
  }
}
