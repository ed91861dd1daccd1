// The search page, and the files that its script reads: which segments there are, postings, texts. They are pages
// like any other. What is in them is said in search/; the script is public/theme/search.js.
import { type Level, lengthsOf } from "../search/layout.js";
import { VARIANTS } from "../search/variants.js";
import { isoWithOffset } from "../time.js";
import type { PagePlan, PostCard, TermLink, Touched } from "../types/pages.js";
import { withBase } from "../urls.js";
import { type Group, page, pageFact, type Site } from "./site.js";

/** Below which the index is. */
const FOLDER = "/search";

export const SEARCH_FILES: readonly string[] = [
  ...["index", "variants", "new/:slug", "all/:slug", "posts/:slug"].map((name) => `${FOLDER}/${name}.json`),
];

export function* searchGroups(site: Site, touched: Touched): Iterable<Group> {
  if (site.config.search === false) return;
  const { search } = site.queries;
  const change = touched.search;
  const everything = touched.everything || change?.everything;
  const segments = everything ? search.segments().map(({ name }) => name) : (change?.segments ?? []);
  for (const name of segments)
    yield { subject: `search-posts:${name}`, from: 1, pages: textFiles(site, name) };
  for (const file of everything ? search.files("all") : (change?.files ?? []))
    yield { subject: `search-all:${file}`, from: 1, pages: postingsFile(site, "all", file) };
  yield { subject: "search:", from: 1, pages: commonFiles(site) };
}

/** What is at one address of the index or the search page; `name` is the last part of a file's. */
export function searchPagesAt(site: Site, pattern: string, name: string): Iterable<PagePlan> {
  if (site.config.search === false) return [];
  if (pattern.includes("/posts/")) return textFiles(site, name.replace(/-\d+$/, ""));
  if (pattern.includes("/all/")) return postingsFile(site, "all", Number.parseInt(name, 36));
  return commonFiles(site);
}

function* commonFiles(site: Site): Iterable<PagePlan> {
  for (const file of site.queries.search.files("new")) yield* postingsFile(site, "new", file);
  yield json("variants", "search:", VARIANTS);
  yield json("index", "search:", directory(site));
  const { config, words } = site;
  const url = config.permalinks.search;
  const fact = pageFact(config, url, { kind: "search", title: words.search ?? "Search" });
  yield page("search", url, "search:", "search", { page: fact });
}

/** What the script reads first. */
function directory({ queries, words, config }: Site): unknown {
  const { search } = queries;
  const segments = search.segments();
  return {
    posts: segments.reduce((sum, { count }) => sum + count, 0),
    new: search.files("new").length,
    all: search.files("all").length,
    segments: segments.flatMap(({ name, chunks }) => [name, chunks]),
    years: queries.periods("year").map(({ key }) => key),
    lang: config.lang,
    words: Object.fromEntries(Object.entries(words).filter(([name]) => name.startsWith("search"))),
  };
}

function* postingsFile({ queries }: Site, level: Level, file: number): Iterable<PagePlan> {
  const text = queries.search.postings(level, file);
  const subject = level === "new" ? "search:" : `search-all:${file}`;
  if (text !== null) yield jsonText(`${level}/${file.toString(36)}`, subject, text);
}

/** A segment's posts as hits show them, a few to a file. */
function* textFiles({ queries, config }: Site, name: string): Iterable<PagePlan> {
  const segment = queries.search.segments().find((one) => one.name === name);
  if (!segment) return;
  const posts = queries.search.posts(name);
  let at = 0;
  for (const [index, length] of lengthsOf(segment.chunks).entries()) {
    const texts = posts.slice(at, at + length).map((post) => hit(post, config));
    yield json(`posts/${name}-${index}`, `search-posts:${name}`, texts);
    at += length;
  }
}

function hit(post: PostCard, { basePath, timezone, lang }: Site["config"]): unknown[] {
  const shown = [withBase(basePath, post.url), post.title, isoWithOffset(post.date, timezone), post.excerpt];
  const own = post.lang === null || post.lang === lang ? [] : [post.lang];
  return [...shown, post.categories.map(term), post.tags.map(term), ...own];
}

/** A filter asks for the name that identifies it, a reader sees the title. */
const term = ({ name, title }: TermLink): string | [string, string] =>
  title === name ? name : [name, title];

const json = (name: string, subject: string, value: unknown) =>
  jsonText(name, subject, JSON.stringify(value));

const jsonText = (name: string, subject: string, text: string): PagePlan =>
  page("search", `${FOLDER}/${name}.json`, subject, "built-in/search-index", { json: text });
