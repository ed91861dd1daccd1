// Years, months and days that hold posts.
import { periodTitle } from "../format.js";
import { periodRange } from "../time.js";
import { fillPattern } from "../urls.js";
import type { Catalog } from "./catalog.js";
import { countEach } from "./days.js";
import type { QuerySettings } from "./query-settings.js";

export interface PeriodCount {
  key: string;
  title: string;
  url: string;
  count: number;
}

/** Periods that hold posts, newest first; a RangeError where `within` is no year, month or day. */
export function periods(
  catalog: Catalog,
  settings: QuerySettings,
  kind: "year" | "month" | "day",
  within?: string,
): PeriodCount[] {
  if (within !== undefined) periodRange(within, settings.zone);
  return countEach(catalog, kind, within).map(({ key, count }) => {
    const url = periodUrl(settings.permalinks, key);
    return { key, title: periodTitle(key, settings.lang), url, count };
  });
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
