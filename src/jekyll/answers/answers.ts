// What Liquid asks of the catalog.
import { type Catalog, fromJson } from "../../catalog/catalog.js";
import { countDays } from "../../catalog/days.js";
import type { Post, StaticPage, Taxonomy } from "../../types/content.js";
import type { JekyllList, JekyllQuery } from "../../types/pages.js";
import { isYamlTime } from "../yaml-time.js";
import { createPagedLists, type PagedLists } from "./paged-lists.js";
import { createPeriods } from "./periods.js";
import { createRecords } from "./records.js";
import { countOf, termNames, usedNames } from "./term-names.js";
import { createTermPosts } from "./term-posts.js";

export type ArchivedQuery = Extract<JekyllQuery, { name: "jekyll-archived" }>;

export interface JekyllAnswers {
  answer(query: JekyllQuery): unknown;
  /** Every published post, oldest first, with its neighbours. */
  posts(): Iterable<PostWithNeighbours>;
  post(path: string): PostWithNeighbours | null;
  /** Published pages and documents, by path. */
  pages(): StaticPage[];
  count(): number;
  newest(offset: number, limit: number): Post[];
  /** Published posts that other addresses lead to. */
  redirecting(): Post[];
  /** What "jekyll-archived" asks for, terms in the order of their names: that costs less. */
  archived(query: ArchivedQuery): string[];
  /** Documents of a collection other than the posts, in its order. */
  documents(label: string): StaticPage[];
  /** Names that "jekyll-terms" answers, in its order. */
  termNames(taxonomy: Taxonomy): string[];
  paged: PagedLists;
  /** Whether a published post has this path as its `pathKey`. */
  hasPostAt(outputKey: string): boolean;
  /** Of published posts for a sitemap, oldest first. */
  sitemap(): { url: string; date: number; modified: unknown }[];
}

export interface PostWithNeighbours {
  post: Post;
  previous: Post | null;
  next: Post | null;
}

/** A file that is published as it is, as templates see it. */
export interface StaticFile {
  path: string;
  name: string;
  basename: string;
  extname: string;
}

/** Posts that are read at once where all of them are. */
const BATCH = 500;

export interface AnswerSettings {
  /** Paths of what is published as it is. */
  files: readonly string[];
  /** Labels of the collections other than the posts. */
  labels: readonly string[];
  /** What `site.pages` holds, but for archives. */
  listedPages(): StaticPage[];
}

export function createJekyllAnswers(
  catalog: Catalog,
  { files, labels, listedPages }: AnswerSettings,
): JekyllAnswers {
  const { record, recordsOf } = createRecords(catalog);
  let shown: StaticPage[] | undefined;
  const pages = () => {
    shown ??= catalog
      .sql("SELECT record FROM static_pages WHERE shown = 1 ORDER BY path")
      .all()
      .map((row) => fromJson<StaticPage>(row, "record"));
    return shown;
  };
  const ids = (sql: string, ...values: (string | number)[]): number[] =>
    catalog
      .sql(sql)
      .all(...values)
      .map((row) => row.id as number);
  const LIVE = "FROM posts INDEXED BY posts_live WHERE live = 1";
  const newest = (offset: number, limit: number) =>
    recordsOf(ids(`SELECT id ${LIVE} ORDER BY date DESC, path DESC LIMIT ? OFFSET ?`, limit, offset));
  const count = () => countDays(catalog, "");
  const beside = (post: Post, side: "<" | ">"): Post | null => {
    const order = side === "<" ? "DESC" : "ASC";
    const [id] = ids(
      `SELECT id ${LIVE} AND (date, path) ${side} (?, ?) ORDER BY date ${order}, path ${order} LIMIT 1`,
      post.date,
      post.path,
    );
    return id === undefined ? null : record(id);
  };
  const withNeighbours = (post: Post) => ({ post, previous: beside(post, "<"), next: beside(post, ">") });
  const post = (path: string) => {
    const [id] = ids("SELECT id FROM posts WHERE path = ? AND live = 1", path);
    return id === undefined ? null : withNeighbours(record(id));
  };
  const periods = createPeriods(catalog);
  const terms = createTermPosts(catalog, recordsOf);
  const documents = (label: string) => documentsOf(pages(), label);
  const paged = createPagedLists({
    ...{ catalog, record, documents, labels },
    ...{ countPosts: count, spellings: terms.spellings },
  });
  const others = (list: JekyllList): unknown[] => {
    if (list.of === "files") return files.map(staticFile);
    return list.of === "documents" ? documents(list.label) : listedPages();
  };

  const archived = (query: ArchivedQuery, names: (taxonomy: Taxonomy) => string[]) =>
    "zone" in query ? periods.keys(query.of) : names(query.of);

  const answer = (query: JekyllQuery): unknown => {
    switch (query.name) {
      case "jekyll": {
        const { list, offset, limit } = query;
        if (list.of === "posts") return newest(offset, limit);
        if ("zone" in list) return recordsOf(periods.ids(list, offset, limit));
        if ("key" in list) return terms.posts(list.of, list.key, offset, limit);
        return others(list).slice(offset, offset + limit);
      }
      case "jekyll-count": {
        const { list } = query;
        if (list.of === "posts") return count();
        if ("zone" in list) return periods.count(list);
        if ("key" in list) return countOf(catalog, list.of, list.key);
        return others(list).length;
      }
      case "jekyll-terms":
        return termNames(catalog, query.taxonomy, recordsOf);
      case "jekyll-archived":
        return archived(query, (taxonomy) => termNames(catalog, taxonomy, recordsOf).map(({ name }) => name));
      case "jekyll-neighbours": {
        const found = post(query.path);
        return found ? { previous: found.previous, next: found.next } : besideDocument(pages(), query.path);
      }
      case "jekyll-post":
        return findPost(catalog, query.post);
      case "jekyll-link": {
        const { path } = query;
        return (
          post(path)?.post.url ?? pages().find((page) => page.path === path)?.url ?? fileUrl(files, path)
        );
      }
    }
  };
  return {
    answer,
    post,
    pages,
    count,
    newest,
    documents,
    termNames: (taxonomy) => termNames(catalog, taxonomy, recordsOf).map(({ name }) => name),
    paged,
    redirecting: () =>
      ids(
        `SELECT DISTINCT posts.id AS id FROM aliases JOIN posts ON posts.path = aliases.path
         WHERE live = 1 ORDER BY posts.date, posts.path`,
      ).map(record),
    archived: (query) => archived(query, (taxonomy) => usedNames(catalog, taxonomy)),
    hasPostAt: (outputKey) =>
      ids("SELECT id FROM posts WHERE output_key = ? AND live = 1", outputKey).length > 0,
    sitemap: () =>
      catalog
        .sql(
          `SELECT json_extract(record, '$.url') AS url, date, record -> '$.data.last_modified_at' AS modified
           FROM posts INDEXED BY posts_live WHERE live = 1 AND listed > 0 ORDER BY date, path`,
        )
        .all()
        .map(({ url, date, modified }) => ({
          ...{ url: url as string, date: date as number },
          modified: typeof modified === "string" ? (JSON.parse(modified) as unknown) : null,
        })),
    *posts() {
      const all = ids(`SELECT id ${LIVE} ORDER BY date, path`);
      for (const [index, id] of all.entries()) {
        if (index % BATCH === 0) recordsOf(all.slice(index, index + BATCH));
        const at = (other: number | undefined) => (other === undefined ? null : record(other));
        yield { post: record(id), previous: at(all[index - 1]), next: at(all[index + 1]) };
      }
    },
  };
}

/** A collection in its order: by date, where documents have one, then by path. */
function documentsOf(pages: readonly StaticPage[], label: string): StaticPage[] {
  const dated = pages
    .filter((page) => page.jekyll?.collection === label)
    .map((page) => ({
      page,
      date: isYamlTime(page.data.date) ? page.data.date.$time : Number.POSITIVE_INFINITY,
    }));
  return dated
    .sort((a, b) => (a.date === b.date ? 0 : a.date - b.date)) // they come by path, and sorting is stable
    .map(({ page }) => page);
}

function besideDocument(pages: readonly StaticPage[], path: string) {
  const label = pages.find((page) => page.path === path)?.jekyll?.collection ?? null;
  if (label === null) return null;
  const documents = documentsOf(pages, label);
  const at = documents.findIndex((page) => page.path === path);
  return { previous: documents[at - 1] ?? null, next: documents[at + 1] ?? null };
}

const fileUrl = (files: readonly string[], path: string): string | null =>
  files.includes(path) ? `/${path}` : null;

function staticFile(path: string): StaticFile {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const dot = name.lastIndexOf(".");
  const extname = dot > 0 ? name.slice(dot) : "";
  return { path: `/${path}`, name, basename: name.slice(0, name.length - extname.length), extname };
}

/** By folder and file name without extension; `lenient` if only the name, not the folder, is the post's. */
function findPost(catalog: Catalog, name: string): { url: string; lenient: boolean } | null {
  const wanted = name.replace(/^\//, "");
  const slash = wanted.lastIndexOf("/");
  const [folder, base] = [wanted.slice(0, slash + 1), wanted.slice(slash + 1)];
  const pattern = `%${base.replace(/[%_\\]/g, "\\$&")}.%`;
  const rows = catalog
    .sql("SELECT path, record FROM posts WHERE live = 1 AND path LIKE ? ESCAPE '\\' ORDER BY path")
    .all(pattern);
  const found = rows.filter((row) => {
    const file = (row.path as string).slice((row.path as string).lastIndexOf("/") + 1);
    return file.replace(/\.[^.]+$/, "") === base;
  });
  const exact = found.find((row) => {
    const path = row.path as string;
    const above = path.slice(0, path.lastIndexOf("/") + 1);
    return [`_posts/${folder}`, `${folder}_posts/`].some((own) => above === own || above.endsWith(`/${own}`));
  });
  const strict = exact && (folder !== "" || (exact.path as string).startsWith("_posts/"));
  const row = strict ? exact : (exact ?? found[0]);
  return row === undefined ? null : { url: fromJson<Post>(row, "record").url, lenient: !strict };
}
