// Posts of a year, month or day of a Jekyll site.
import type { Catalog } from "../../catalog/catalog.js";
import { countDays, countEach } from "../../catalog/days.js";
import { periodRange } from "../../time.js";
import type { JekyllPeriod } from "../../types/pages.js";

export interface Periods {
  /** Newest first. */
  ids(period: JekyllPeriod, offset: number, limit: number): number[];
  count(period: JekyllPeriod): number;
  /** Those that hold posts, newest first. */
  keys(kind: JekyllPeriod["of"]): string[];
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
    count: ({ key }) => countDays(catalog, key),
    keys: (kind) => countEach(catalog, kind).map(({ key }) => key),
  };
}
