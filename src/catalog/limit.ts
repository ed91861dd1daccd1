// `limit_posts` of a Jekyll site: only the newest posts are published, so many.
import type { Catalog } from "./catalog.js";
import { type Recorded, toRecorded } from "./posts.js";

/** Posts that are published and too old, and posts that were held back and are new enough. */
export function limitChanges(catalog: Catalog, limit: number): Recorded[] {
  const edge = catalog
    .sql(
      "SELECT date, path FROM posts WHERE live = 1 OR hold = 'limit' ORDER BY date DESC, path DESC LIMIT 1 OFFSET ?",
    )
    .get(limit - 1);
  const held = "SELECT * FROM posts WHERE hold = 'limit'";
  if (edge === undefined) return catalog.sql(held).all().map(toRecorded);
  const from = [edge.date as number, edge.path as string] as const;
  const old = "SELECT * FROM posts INDEXED BY posts_live WHERE live = 1 AND (date, path) < (?, ?)";
  return [
    ...catalog.sql(old).all(...from),
    ...catalog.sql(`${held} AND (date, path) >= (?, ?)`).all(...from),
  ].map(toRecorded);
}
