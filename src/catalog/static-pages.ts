// The pages of `pages/` as they were last read, and which of them are published.
import { postCollision } from "../diagnostics/site.js";
import type { StaticPage } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { Touched } from "../types/pages.js";
import { foldersLikeFiles, pathKey } from "../urls.js";
import { type Catalog, fromJson } from "./catalog.js";
import { isOnePath } from "./collisions.js";

export interface StaticPageRecorder {
  put(page: StaticPage): void;
  /** The source is gone, or could not be read as a page any more. */
  remove(path: string): void;
  /** Settles who is published. Call once, after all sources and after the posts are settled. */
  finish(touched: Touched): Diagnostic[];
}

export function createStaticPageRecorder(catalog: Catalog, options: { drafts: boolean }): StaticPageRecorder {
  const changed = new Set<string>();
  const outputKeys = new Set<string>();
  const remove = (path: string) => {
    changed.add(path);
    const old = catalog.sql("SELECT output_key FROM static_pages WHERE path = ?").get(path);
    if (old) outputKeys.add(old.output_key as string);
    catalog.sql("DELETE FROM static_pages WHERE path = ?").run(path);
  };
  return {
    remove,
    put(page) {
      remove(page.path);
      const key = pathKey(page.output);
      outputKeys.add(key);
      catalog
        .sql("INSERT INTO static_pages (path, output_key, shown, record) VALUES (?, ?, 0, ?)")
        .run(page.path, key, JSON.stringify(page));
    },
    finish(touched) {
      const { collisions, hidden } = settle(catalog, options.drafts);
      touched.pages = new Set([...changed, ...hidden]);
      const redirecting = catalog.sql("SELECT path FROM aliases WHERE output_key = ?");
      if (!touched.everything)
        for (const key of outputKeys)
          for (const row of redirecting.all(key)) touched.posts.add(row.path as string);
      return collisions;
    },
  };
}

/** Those that are published, by path. */
export function staticPages(catalog: Catalog): StaticPage[] {
  return catalog
    .sql("SELECT record FROM static_pages WHERE shown = 1 ORDER BY path")
    .all()
    .map((row) => fromJson<StaticPage>(row, "record"));
}

/** A post keeps its address; pages that want one path are all refused, as posts are: none may win by chance. */
function settle(catalog: Catalog, drafts: boolean): { collisions: Diagnostic[]; hidden: string[] } {
  const rows = catalog.sql("SELECT * FROM static_pages ORDER BY path").all();
  const pages = rows.map((row) => ({
    page: fromJson<StaticPage>(row, "record"),
    key: row.output_key as string,
    wasShown: row.shown === 1,
  }));
  const wanting = pages.filter(({ page }) => isPublic(page, drafts));
  const postAt = catalog.sql("SELECT path FROM posts WHERE output_key = ? AND live = 1");
  const postBelow = catalog.sql(
    "SELECT path FROM posts WHERE output_key > ? AND output_key < ? AND live = 1 LIMIT 1",
  );
  const show = catalog.sql("UPDATE static_pages SET shown = ? WHERE path = ?");
  const collisions: Diagnostic[] = [];
  const hidden: string[] = [];
  for (const one of pages) {
    const { page, key, wasShown } = one;
    const rivals = wanting
      .filter((other) => other !== one && isOnePath(other.key, key))
      .map((other) => other.page.path);
    const above = [key, ...foldersLikeFiles(key)].map((path) => postAt.get(path));
    for (const row of [...above, postBelow.get(`${key}/`, `${key}0`)])
      if (row) rivals.unshift(row.path as string);
    const isWanted = wanting.includes(one);
    if (isWanted && rivals.length > 0)
      collisions.push(postCollision(page.url, rivals, { file: page.path, line: 1 }));
    const isShown = isWanted && rivals.length === 0;
    if (isShown !== wasShown) show.run(isShown ? 1 : 0, page.path);
    if (wasShown && !isShown) hidden.push(page.path);
  }
  return { collisions, hidden };
}

const isPublic = ({ visibility = "public" }: StaticPage, drafts: boolean): boolean =>
  visibility === "public" || (visibility === "draft" && drafts);
