// All published posts in their order, without holding a million rows at once.
import type { Post } from "../types/content.js";
import type { Catalog } from "./catalog.js";
import { unpackPost } from "./posts.js";

/** Rows fetched at a time. */
const ROWS = 500;

/** The published posts, oldest first. The catalog may be asked and changed meanwhile, but for their order. */
export function* liveRows(catalog: Catalog): Iterable<{ id: number; post: Post }> {
  const rows = catalog.sql(
    `SELECT id, record, date, path FROM posts INDEXED BY posts_live
     WHERE live = 1 AND (date, path) > (?, ?) ORDER BY date, path LIMIT ?`,
  );
  let [date, path] = [-8.64e15, ""];
  for (;;) {
    const some = rows.all(date, path, ROWS);
    for (const row of some) yield { id: row.id as number, post: unpackPost(row) };
    if (some.length < ROWS) return;
    const last = some[some.length - 1] as (typeof some)[number];
    [date, path] = [last.date as number, last.path as string];
  }
}
