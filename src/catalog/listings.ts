// Which posts a listing holds, oldest first: how many, from any place on, and how many before a place. A list of all
// posts or of a period is found by its days, so that what is asked of it takes the same time whatever came before.
import { memoize } from "../memo.js";
import { isTaxonomy } from "../taxonomies.js";
import { periodKeys, periodRange } from "../time.js";
import type { Taxonomy } from "../types/content.js";
import type { ListingRef, Position } from "../types/pages.js";
import type { Catalog } from "./catalog.js";
import { countDays, dayAt } from "./days.js";
import type { Row } from "./sqlite.js";

export interface Listings {
  count(ref: ListingRef): number;
  /** Of at most `limit` posts from the `offset`-th oldest on: `id`, `date` and `path`. */
  rows(ref: ListingRef, offset: number, limit: number): Row[];
  /** The same of those behind a place. */
  rowsAfter(ref: ListingRef, at: Position, limit: number): Row[];
  /** How many posts come before a place. */
  rank(ref: ListingRef, at: Position): number;
}

const LIVE = "FROM posts INDEXED BY posts_live WHERE live = 1";
const COLUMNS = "SELECT id, date, path";

export function createListings(catalog: Catalog, zone: string): Listings {
  const ofTerm = createTermListings(catalog);
  const ofPeriod = createPeriodListings(catalog, zone);
  const of = (ref: ListingRef) => (isTaxonomy(ref.kind) ? ofTerm : ofPeriod);
  return {
    count: (ref) => of(ref).count(ref),
    rows: (ref, offset, limit) => of(ref).rows(ref, offset, limit),
    rowsAfter: (ref, at, limit) => of(ref).rowsAfter(ref, at, limit),
    rank: (ref, at) => of(ref).rank(ref, at),
  };
}

const keyOf = (ref: ListingRef) => ("key" in ref ? ref.key : "");

function createPeriodListings(catalog: Catalog, zone: string): Listings {
  const rangeOf = (ref: ListingRef): [from: number, to: number] => {
    if (!("key" in ref)) return [-8.64e15, 8.64e15 + 1];
    const { from, to } = periodRange(ref.key, zone);
    return [from, to];
  };
  const size = memoize((_kind: string, key: string) => countDays(catalog, key));
  return {
    count: (ref) => size(ref.kind, keyOf(ref)),
    rows(ref, offset, limit) {
      const day = dayAt(catalog, keyOf(ref), offset);
      if (day === null) return [];
      return catalog
        .sql(`${COLUMNS} ${LIVE} AND date >= ? AND date < ? ORDER BY date, path LIMIT ? OFFSET ?`)
        .all(periodRange(day.key, zone).from, rangeOf(ref)[1], limit, offset - day.before);
    },
    rowsAfter(ref, { date, path }, limit) {
      const [from, to] = rangeOf(ref);
      // SQLite searches for the dates, and looks at each post between.
      return catalog
        .sql(
          `${COLUMNS} ${LIVE} AND date >= ? AND date < ? AND (date, path) > (?, ?) ORDER BY date, path LIMIT ?`,
        )
        .all(Math.max(from, date), to, date, path, limit);
    },
    rank(ref, { date, path }) {
      const { day } = periodKeys(date, zone);
      const earlier = countDays(catalog, keyOf(ref), day);
      if (!day.startsWith(keyOf(ref))) return earlier;
      const sameDay = catalog
        .sql(`SELECT COUNT(*) AS n ${LIVE} AND date >= ? AND (date, path) < (?, ?)`)
        .get(periodRange(day, zone).from, date, path)!.n as number;
      return earlier + sameDay;
    },
  };
}

function createTermListings(catalog: Catalog): Listings {
  const idOf = memoize((taxonomy: Taxonomy, key: string): number => {
    const row = catalog.sql("SELECT id FROM terms WHERE taxonomy = ? AND key = ?").get(taxonomy, key);
    return (row?.id as number | undefined) ?? -1;
  });
  const term = (ref: ListingRef) => idOf(ref.kind, keyOf(ref));
  const columns = "SELECT post AS id, date, path FROM post_terms WHERE term = ?";
  const size = memoize((taxonomy: Taxonomy, key: string) => {
    const sql = "SELECT COUNT(*) AS n FROM post_terms WHERE term = ?";
    return catalog.sql(sql).get(idOf(taxonomy, key))!.n as number;
  });
  const count = (ref: ListingRef) => size(ref.kind, keyOf(ref));
  return {
    count,
    rows(ref, offset, limit) {
      const total = count(ref);
      const length = Math.min(limit, total - offset);
      if (length <= 0) return [];
      const behind = total - offset - length;
      // SQLite steps over what it skips, so it comes from the nearer end.
      return behind < offset
        ? catalog
            .sql(`${columns} ORDER BY date DESC, path DESC LIMIT ? OFFSET ?`)
            .all(term(ref), length, behind)
            .reverse()
        : catalog.sql(`${columns} ORDER BY date, path LIMIT ? OFFSET ?`).all(term(ref), length, offset);
    },
    rowsAfter: (ref, { date, path }, limit) =>
      catalog
        .sql(`${columns} AND (date, path) > (?, ?) ORDER BY date, path LIMIT ?`)
        .all(term(ref), date, path, limit),
    rank(ref, { date, path }) {
      const behind = catalog
        .sql("SELECT COUNT(*) AS n FROM post_terms WHERE term = ? AND (date, path) >= (?, ?)")
        .get(term(ref), date, path)!.n as number;
      return count(ref) - behind;
    },
  };
}
