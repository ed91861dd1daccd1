// How many published posts each day holds: what is asked of all posts is added up from these, and not counted.
import { periodKeys, periodRange } from "../time.js";
import type { Touched } from "../types/pages.js";
import type { Catalog } from "./catalog.js";

/** Brings the days that gained or lost a post up to date. */
export function settleDays(catalog: Catalog, touched: Touched, zone: string): void {
  if (touched.everything) catalog.sql("DELETE FROM days").run();
  const keys = touched.everything ? allDays(catalog, zone) : touchedDays(touched);
  const size = catalog.sql(
    "SELECT COUNT(*) AS n FROM posts INDEXED BY posts_live WHERE live = 1 AND date >= ? AND date < ?",
  );
  for (const key of keys) {
    const { from, to } = periodRange(key, zone);
    const count = size.get(from, to)!.n as number;
    if (count === 0) catalog.sql("DELETE FROM days WHERE key = ?").run(key);
    else catalog.sql("INSERT OR REPLACE INTO days (key, count) VALUES (?, ?)").run(key, count);
  }
}

const touchedDays = ({ listings }: Touched): string[] =>
  [...listings.keys()].filter((id) => id.startsWith("day:")).map((id) => id.slice("day:".length));

/** Newest first, one index look-up each. */
function* allDays(catalog: Catalog, zone: string): Iterable<string> {
  const newestBefore = catalog.sql(
    "SELECT MAX(date) AS date FROM posts INDEXED BY posts_live WHERE live = 1 AND date < ?",
  );
  for (let to = 8.64e15; ; ) {
    const date = newestBefore.get(to)?.date;
    if (typeof date !== "number") return;
    const { day } = periodKeys(date, zone);
    yield day;
    to = periodRange(day, zone).from;
  }
}

// `WHERE` for the days of a year, a month or a day, or for all of them (`""`), and its two values.
const IN_PERIOD = "key >= ? AND key < ?";
const daysOf = (period: string): [from: string, to: string] => [period, `${period}~`];

const KEY_LENGTH = { year: "2022".length, month: "2022-03".length, day: "2022-03-23".length };

/** Years, months or days of `within` that hold posts, newest first. */
export function countEach(
  catalog: Catalog,
  kind: keyof typeof KEY_LENGTH,
  within = "",
): { key: string; count: number }[] {
  return catalog
    .sql(
      `SELECT substr(key, 1, ?) AS period, SUM(count) AS n FROM days WHERE ${IN_PERIOD} GROUP BY 1 ORDER BY 1 DESC`,
    )
    .all(KEY_LENGTH[kind], ...daysOf(within))
    .map((row) => ({ key: row.period as string, count: row.n as number }));
}

/** Posts of the days in `period` before the day `before`, if that is given. */
export function countDays(catalog: Catalog, period: string, before = "~"): number {
  return catalog
    .sql(`SELECT COALESCE(SUM(count), 0) AS n FROM days WHERE ${IN_PERIOD} AND key < ?`)
    .get(...daysOf(period), before)!.n as number;
}

/** The day of `period` that holds its post number `offset`, from 0, and how many posts the days before it hold. */
export function dayAt(
  catalog: Catalog,
  period: string,
  offset: number,
): { key: string; before: number } | null {
  const row = catalog
    .sql(
      `SELECT key, upto - count AS before FROM
       (SELECT key, count, SUM(count) OVER (ORDER BY key) AS upto FROM days WHERE ${IN_PERIOD})
       WHERE upto > ? ORDER BY key LIMIT 1`,
    )
    .get(...daysOf(period), offset);
  return row ? { key: row.key as string, before: row.before as number } : null;
}
