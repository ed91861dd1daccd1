// Which posts are one story in several languages: those with one `translationKey`.
import type { Post } from "../types/content.js";
import type { Catalog } from "./catalog.js";

export function createTranslations(catalog: Catalog) {
  return {
    replace({ path }: Post, key: string | null): void {
      catalog.sql("DELETE FROM translations WHERE path = ?").run(path);
      if (key !== null) catalog.sql("INSERT INTO translations (key, path) VALUES (?, ?)").run(key, path);
    },
  };
}

/** Paths of the published posts of one key, oldest first. */
export function translationsOf(catalog: Catalog, key: string): { id: number; path: string }[] {
  return catalog
    .sql(
      `SELECT id, posts.path AS path FROM translations JOIN posts ON posts.path = translations.path
       WHERE key = ? AND live = 1 ORDER BY date, posts.path`,
    )
    .all(key)
    .map((row) => ({ id: row.id as number, path: row.path as string }));
}
