// What is near an address that nobody has: for a reader who mistyped one. Looks around it in the index, at the posts
// that end alike, and at who waits for it; never at all records.
import type { Post } from "../types/content.js";
import { type Catalog, fromJson } from "./catalog.js";

export interface Candidate {
  url: string;
  title: string;
}

/** Published posts whose folded output is around `key` in order, below its folders, or ends as it does. */
export function postsNear(catalog: Catalog, key: string): Candidate[] {
  const slash = key.lastIndexOf("/");
  const folder = key.slice(0, Math.max(0, slash));
  const name = key.slice(slash + 1);
  const keys = [
    ...column(
      catalog,
      "SELECT output_key AS v FROM posts WHERE output_key >= ? ORDER BY output_key LIMIT 20",
      key,
    ),
    ...column(
      catalog,
      "SELECT output_key AS v FROM posts WHERE output_key < ? ORDER BY output_key DESC LIMIT 20",
      key,
    ),
    ...column(
      catalog,
      "SELECT output_key AS v FROM posts WHERE output_key > ? AND output_key < ? LIMIT 200",
      `${folder}/`,
      `${folder}0`,
    ),
    ...column(
      catalog,
      "SELECT output_key AS v FROM posts WHERE substr(output_key, ?) = ? LIMIT 20",
      -name.length - 1,
      `/${name}`,
    ),
  ];
  const record = catalog.sql("SELECT record FROM posts WHERE output_key = ? AND live = 1");
  return [...new Set(keys)].flatMap((found) => {
    const row = record.get(found);
    if (!row) return [];
    const { url, title } = fromJson<Post>(row, "record");
    return [{ url, title }];
  });
}

/** Names and slugs of terms, at most so many. */
export function someTerms(
  catalog: Catalog,
  limit: number,
): { taxonomy: "category" | "tag"; name: string; slug: string }[] {
  return catalog
    .sql("SELECT taxonomy, name, slug FROM terms ORDER BY count DESC LIMIT ?")
    .all(limit)
    .map((row) => ({
      taxonomy: row.taxonomy as "category" | "tag",
      name: row.name as string,
      slug: row.slug as string,
    }));
}

/** Posts that would be at this folded output, were they published, and why they are not. */
export function postsHeld(catalog: Catalog, key: string): { path: string; hold: string; date: number }[] {
  return catalog
    .sql("SELECT path, hold, date FROM posts WHERE output_key = ? AND live = 0 ORDER BY path")
    .all(key)
    .map((row) => ({ path: row.path as string, hold: row.hold as string, date: row.date as number }));
}

function column(catalog: Catalog, sql: string, ...values: (string | number)[]): string[] {
  return catalog
    .sql(sql)
    .all(...values)
    .map((row) => row.v as string);
}
