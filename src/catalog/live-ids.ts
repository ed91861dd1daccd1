// All published posts in their order, without holding a million rows at once.
import type { Catalog } from "./catalog.js";

/** Rows fetched at a time. */
const ROWS = 10_000;

/** Ids of the published posts, oldest first. The catalog may be asked and changed meanwhile, but for their order. */
export function* liveIds(catalog: Catalog): Iterable<number> {
  const rows = catalog.sql(
    "SELECT id, date, path FROM posts INDEXED BY posts_live WHERE live = 1 AND (date, path) > (?, ?) ORDER BY date, path LIMIT ?",
  );
  let [date, path] = [-8.64e15, ""];
  for (;;) {
    const some = rows.all(date, path, ROWS);
    for (const row of some) yield row.id as number;
    if (some.length < ROWS) return;
    const last = some[some.length - 1] as (typeof some)[number];
    [date, path] = [last.date as number, last.path as string];
  }
}
