// The pages of `pages/` as they were last read.
import type { StaticPage } from "../types.js";
import { type Catalog, fromJson } from "./catalog.js";

export function putStaticPage(catalog: Catalog, known: StaticPage): void {
  catalog.sql("INSERT OR REPLACE INTO static_pages (path, record) VALUES (?, ?)").run(known.path, JSON.stringify(known));
}

export function removeStaticPage(catalog: Catalog, path: string): void {
  catalog.sql("DELETE FROM static_pages WHERE path = ?").run(path);
}

/** By path. */
export function staticPages(catalog: Catalog): StaticPage[] {
  return catalog
    .sql("SELECT record FROM static_pages ORDER BY path")
    .all()
    .map((row) => fromJson<StaticPage>(row, "record"));
}
