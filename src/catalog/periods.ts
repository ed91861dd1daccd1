// Years, months and days that hold posts.
import { periodTitle } from "../format.js";
import { periodKeys, periodRange } from "../time.js";
import { fillPattern } from "../urls.js";
import type { Catalog } from "./catalog.js";
import type { QuerySettings } from "./query-settings.js";

export interface PeriodCount {
  key: string;
  title: string;
  url: string;
  count: number;
}

/** Periods that hold posts, newest first. One index look-up per period, not per post. */
export function periods(
  catalog: Catalog,
  settings: QuerySettings,
  kind: "year" | "month" | "day",
  within?: string,
): PeriodCount[] {
  const { zone, permalinks } = settings;
  const bounds = within === undefined ? { from: -8.64e15, to: 8.64e15 } : periodRange(within, zone);
  const next = catalog.sql(
    "SELECT MAX(date) AS date FROM posts INDEXED BY posts_live WHERE live = 1 AND date >= ? AND date < ?",
  );
  const size = catalog.sql(
    "SELECT COUNT(*) AS n FROM posts INDEXED BY posts_live WHERE live = 1 AND date >= ? AND date < ?",
  );
  const found: PeriodCount[] = [];
  for (let to = bounds.to; ; ) {
    const date = next.get(bounds.from, to)?.date;
    if (typeof date !== "number") return found;
    const key = periodKeys(date, zone)[kind];
    const range = periodRange(key, zone);
    const count = size.get(range.from, range.to)!.n as number;
    found.push({ key, title: periodTitle(key, settings.lang), url: periodUrl(permalinks, key), count });
    to = range.from;
  }
}

/** `2022`, `2022-03` or `2022-03-23` → the archive's URL. */
export function periodUrl(permalinks: QuerySettings["permalinks"], key: string): string {
  const [year = "", month, day] = key.split("-");
  const pattern = day ? permalinks.day : month ? permalinks.month : permalinks.year;
  return fillPattern(pattern, { year, ...(month && { month }), ...(day && { day }) });
}

/** Months in sitemaps, oldest first. */
export function months(catalog: Catalog): { key: string; modified: number; files: number }[] {
  return catalog
    .sql("SELECT * FROM months ORDER BY key")
    .all()
    .map((row) => ({ key: row.key as string, modified: row.modified as number, files: row.files as number }));
}
