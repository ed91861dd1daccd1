// The pages of `pages/` as they were last read, and which of them are published.
import { postCollision } from "../diagnostics/site.js";
import { remembered } from "../memo.js";
import type { StaticPage } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { Touched } from "../types/pages.js";
import { foldersLikeFiles, pathKey } from "../urls.js";
import { type Catalog, fromJson } from "./catalog.js";
import type { PictureUses } from "./pictures.js";

export interface StaticPageRecorder {
  put(page: StaticPage): void;
  /** The source is gone, or could not be read as a page any more. */
  remove(path: string): void;
  /** It looks different, though its source is as it was. */
  touch(path: string): void;
  /** Settles who is published. Call once, after all sources and after the posts are settled. */
  finish(touched: Touched): Diagnostic[];
}

export interface StaticPageOptions {
  drafts: boolean;
  /** The address of each picture that a page shows, by key. */
  picturesOf(page: StaticPage): ReadonlyMap<string, string>;
}

export function createStaticPageRecorder(
  catalog: Catalog,
  options: StaticPageOptions,
  pictures: PictureUses,
): StaticPageRecorder {
  const changed = new Set<string>();
  const outputKeys = new Set<string>();
  const remove = (path: string) => {
    changed.add(path);
    const old = catalog.sql("SELECT output_key FROM static_pages WHERE path = ?").get(path);
    if (old) outputKeys.add(old.output_key as string);
    catalog.sql("DELETE FROM static_pages WHERE path = ?").run(path);
  };
  return {
    remove(path) {
      remove(path);
      pictures.replace(path, new Map());
    },
    touch: (path) => void changed.add(path),
    put(page) {
      remove(page.path);
      pictures.replace(page.path, options.picturesOf(page));
      const key = pathKey(page.output);
      outputKeys.add(key);
      catalog
        .sql("INSERT INTO static_pages (path, output_key, shown, record) VALUES (?, ?, 0, ?)")
        .run(page.path, key, JSON.stringify(page));
    },
    finish(touched) {
      const liveAt = catalog.sql("SELECT output_key FROM posts WHERE path = ? AND live = 1");
      const moved = [...touched.posts].flatMap((path) => (liveAt.get(path)?.output_key as string) ?? []);
      const suspects = touched.everything
        ? { has: () => true }
        : suspectsOf(changed, new Set([...outputKeys, ...moved]));
      const { collisions, hidden } = settle(catalog, suspects, options.drafts);
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

interface Row {
  path: string;
  key: string;
  wasShown: boolean;
  page(): StaticPage;
}

/** A post keeps its address; pages that want one path are all refused, as posts are: none may win by chance. */
function settle(catalog: Catalog, suspects: Suspects, drafts: boolean) {
  const rows = catalog.sql("SELECT * FROM static_pages ORDER BY path").all().map(toRow);
  const places = createPlaces(rows);
  const postAt = catalog.sql("SELECT path FROM posts WHERE output_key = ? AND live = 1");
  const postBelow = catalog.sql(
    "SELECT path FROM posts WHERE output_key > ? AND output_key < ? AND live = 1 LIMIT 1",
  );
  const show = catalog.sql("UPDATE static_pages SET shown = ? WHERE path = ?");
  const collisions: Diagnostic[] = [];
  const hidden: string[] = [];
  const isWanted = (row: Row) => isPublic(row.page(), drafts);
  for (const one of rows) {
    const { path, key, wasShown } = one;
    if (wasShown && !suspects.has(path, key)) continue;
    const rivals = places
      .rivalsOf(one)
      .filter(isWanted)
      .map((other) => other.path);
    const above = [key, ...foldersLikeFiles(key)].map((folder) => postAt.get(folder));
    for (const row of [...above, postBelow.get(`${key}/`, `${key}0`)])
      if (row) rivals.unshift(row.path as string);
    const wanted = isWanted(one);
    if (wanted && rivals.length > 0)
      collisions.push(postCollision(one.page().url, rivals, { file: path, line: 1 }));
    const isShown = wanted && rivals.length === 0;
    if (isShown !== wasShown) show.run(isShown ? 1 : 0, path);
    if (wasShown && !isShown) hidden.push(path);
  }
  return { collisions, hidden };
}

function toRow(row: Record<string, unknown>): Row {
  let page: StaticPage | undefined;
  return {
    path: row.path as string,
    key: row.output_key as string,
    wasShown: row.shown === 1,
    page: () => (page ??= fromJson<StaticPage>(row as Parameters<typeof fromJson>[0], "record")),
  };
}

/** Who else would be at a page's path: as the same file, as a folder where it is a file, or below it. */
function createPlaces(rows: readonly Row[]) {
  const at = new Map<string, Row[]>();
  const below = new Map<string, Row[]>();
  const put = (map: Map<string, Row[]>, key: string, row: Row) =>
    remembered(map, key, (): Row[] => []).push(row);
  for (const row of rows) {
    put(at, row.key, row);
    for (const folder of foldersOf(row.key)) put(below, folder, row);
  }
  return {
    rivalsOf(one: Row): Row[] {
      const found = [one.key, ...foldersOf(one.key)].flatMap((key) => at.get(key) ?? []);
      const all = [...found, ...(below.get(one.key) ?? [])].filter((other) => other !== one);
      return all.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
  };
}

/** `a/b/c.html` lies in `a` and `a/b`. */
function foldersOf(key: string): string[] {
  const parts = key.split("/");
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** Pages whose place may have another owner than at the last build. Whoever is hidden is looked at anyway. */
interface Suspects {
  has(path: string, key: string): boolean;
}

function suspectsOf(changed: ReadonlySet<string>, keys: ReadonlySet<string>): Suspects {
  const above = new Set([...keys].flatMap(foldersOf));
  return {
    has: (path, key) =>
      changed.has(path) ||
      keys.has(key) ||
      above.has(key) ||
      foldersOf(key).some((folder) => keys.has(folder)),
  };
}

const isPublic = ({ visibility = "public" }: StaticPage, drafts: boolean): boolean =>
  visibility === "public" || (visibility === "draft" && drafts);
