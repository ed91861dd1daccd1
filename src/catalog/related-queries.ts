// What pages ask of the lists below articles.
import type { PostCard } from "../types/pages.js";
import type { Catalog } from "./catalog.js";

/** Of `posts`: it tells nothing that an older one tells. */
export const IS_ORIGINAL =
  "NOT EXISTS (SELECT 1 FROM related WHERE post = posts.id AND original IS NOT NULL)";

/** What an article leads to. */
export interface NextReads {
  /** About the same, the closest first. */
  related: PostCard[];
  /** The last ones before it of its first category, the newest first. */
  section: PostCard[];
  /** The oldest article that tells the same. */
  original: PostCard | null;
}

export function nextReads(catalog: Catalog, path: string, cardById: (id: number) => PostCard): NextReads {
  const row = catalog
    .sql("SELECT lists, original FROM related JOIN posts ON posts.id = related.post WHERE path = ?")
    .get(path);
  if (!row) return { related: [], section: [], original: null };
  const [related = [], section = []] = (row.lists as string)
    .split(";")
    .map((ids) => (ids === "" ? [] : ids.split(",").map((id) => cardById(Number(id)))));
  const original = row.original === null ? null : cardById(row.original as number);
  return { related, section, original };
}

/** Posts that tell what an older one tells, by path. */
export function nearDuplicates(catalog: Catalog): { path: string; original: string }[] {
  return catalog
    .sql(
      `SELECT posts.path AS path, olds.path AS original FROM related
       JOIN posts ON posts.id = related.post JOIN posts AS olds ON olds.id = related.original
       WHERE original IS NOT NULL ORDER BY posts.path`,
    )
    .all()
    .map((row) => ({ path: row.path as string, original: row.original as string }));
}
