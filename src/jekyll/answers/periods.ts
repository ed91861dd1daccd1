// Posts of a year, month or day of a Jekyll site.
import type { Catalog } from "../../catalog/catalog.js";
import { periodKeys, periodRange } from "../../time.js";
import type { JekyllPeriod } from "../../types/pages.js";

export interface Periods {
  /** Newest first. */
  ids(period: JekyllPeriod, offset: number, limit: number): number[];
  count(period: JekyllPeriod): number;
  /** Those that hold posts, newest first: a look-up for each, not for each post. */
  keys(kind: JekyllPeriod["of"], zone: string): string[];
}

const WITHIN = "FROM posts INDEXED BY posts_live WHERE live = 1 AND date >= ? AND date < ?";

export function createPeriods(catalog: Catalog): Periods {
  return {
    ids({ key, zone }, offset, limit) {
      const { from, to } = periodRange(key, zone);
      return catalog
        .sql(`SELECT id ${WITHIN} ORDER BY date DESC, path DESC LIMIT ? OFFSET ?`)
        .all(from, to, limit, offset)
        .map((row) => row.id as number);
    },
    count({ key, zone }) {
      const { from, to } = periodRange(key, zone);
      return catalog.sql(`SELECT COUNT(*) AS n ${WITHIN}`).get(from, to)!.n as number;
    },
    keys(kind, zone) {
      const newest = catalog.sql(`SELECT MAX(date) AS date ${WITHIN}`);
      const found: string[] = [];
      for (let to = 8.64e15; ; ) {
        const date = newest.get(-8.64e15, to)?.date;
        if (typeof date !== "number") return found;
        const key = periodKeys(date, zone)[kind];
        found.push(key);
        to = periodRange(key, zone).from;
      }
    },
  };
}
