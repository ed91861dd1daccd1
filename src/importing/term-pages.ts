// Pages that a Jekyll site keeps for its categories and tags, one file each: here every category and tag has a page by
// itself. Which they are, and which pattern of addresses keeps most of theirs.
import type { Post, StaticPage } from "../types/content.js";
import { foldTerm, pathKey, slugify } from "../urls.js";

type Taxonomy = "category" | "tag";

export interface TermPage {
  page: StaticPage;
  taxonomy: Taxonomy;
  /** As the site will call it. */
  name: string;
  slug: string;
}

export interface TermPages {
  /** By path of the source. */
  pages: Map<string, TermPage>;
  /** For `permalinks`. */
  patterns: Record<string, string>;
}

export interface TermSources {
  /** Oldest first: the oldest decides how a term is spelled. */
  posts: readonly Post[];
  pages: readonly StaticPage[];
  /** What a page's own text says, without front matter. */
  bodyOf(page: StaticPage): string;
}

/** Of the others the old addresses are lost, for they belong to the pattern. */
const NEARLY_ALL = 0.9;
const LISTS = /site\.(?:categories|tags|posts)\b/;

export function findTermPages({ posts, pages, bodyOf }: TermSources): TermPages {
  const names = { category: spellings(posts, "categories"), tag: spellings(posts, "tags") };
  const found = new Map<string, TermPage>();
  for (const page of pages) {
    if (page.jekyll?.collection !== null || !page.output.endsWith(".html")) continue;
    const body = bodyOf(page);
    const term = body.trim() === "" || LISTS.test(body) ? termOf(page, names) : null;
    if (term !== null) found.set(page.path, { page, ...term, slug: slugify(term.name) });
  }
  const patterns: Record<string, string> = {};
  for (const taxonomy of ["category", "tag"] as const) {
    const own = [...found.values()].filter((one) => one.taxonomy === taxonomy);
    if (own.length > 0)
      Object.assign(patterns, termPermalinks(taxonomy, bestPattern(own) ?? freePattern(taxonomy, own)));
  }
  return { pages: found, patterns };
}

function spellings(posts: readonly Post[], key: "categories" | "tags"): Map<string, string> {
  const names = new Map<string, string>();
  for (const post of posts)
    for (const name of post[key]) if (!names.has(foldTerm(name))) names.set(foldTerm(name), name);
  return names;
}

/** Front matter says which term a page is for, under a key that its layout knows. */
function termOf(
  { data, layout, url }: StaticPage,
  names: Record<Taxonomy, Map<string, string>>,
): { taxonomy: Taxonomy; name: string } | null {
  const find = (taxonomy: Taxonomy, keys: readonly string[]) => {
    for (const key of keys) {
      const value = data[key];
      const list: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
      const name = typeof list === "string" ? names[taxonomy].get(foldTerm(list)) : undefined;
      if (name !== undefined) return { taxonomy, name };
    }
    return null;
  };
  const typed = find("category", ["category", "categories"]) ?? find("tag", ["tag", "tags"]);
  if (typed !== null) return typed;
  const guess: Taxonomy = /tag/i.test(`${layout} ${url}`) ? "tag" : "category";
  const isOfTerms = /tag|categor|topic/i.test(`${layout} ${url}`);
  return isOfTerms ? find(guess, ["name", "slug", "title"]) : null;
}

/** The one that gives nearly all of them the address that they have. */
function bestPattern(pages: readonly TermPage[]): string | null {
  const counts = new Map<string, number>();
  for (const { page, slug } of pages) {
    const pattern = patternOf(page.url, slug);
    if (pattern !== null) counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] >= pages.length * NEARLY_ALL ? best[0] : null;
}

/** Away from theirs, so that each of theirs can lead on. */
function freePattern(taxonomy: Taxonomy, pages: readonly TermPage[]): string {
  const folders = FOLDERS[taxonomy].filter(
    (folder) => !pages.some(({ page }) => pathKey(page.output).startsWith(`${folder}/`)),
  );
  return `/${folders[0] ?? `all-${FOLDERS[taxonomy][0]}`}/:slug.html`;
}

const FOLDERS = { category: ["category", "categories", "topics"], tag: ["tag", "tags", "tagged"] } as const;

/** `/category/news.html` is `/category/:slug.html` to a term whose slug is `news`. */
function patternOf(url: string, slug: string): string | null {
  let path: string;
  try {
    path = decodeURIComponent(url);
  } catch {
    return null;
  }
  const at = path.lastIndexOf(`/${slug}`);
  const rest = path.slice(at + 1 + slug.length);
  return at < 0 || !/^(?:\/|\.html|\/index\.html)?$/.test(rest) ? null : `${path.slice(0, at)}/:slug${rest}`;
}

/** A list's own pattern, with those of its older pages and its feed beside it. */
export function termPermalinks(taxonomy: Taxonomy, pattern: string): Record<string, string> {
  const base = pattern.replace(/(?:\.html|\/index\.html|\/)$/, "");
  return {
    [taxonomy]: pattern,
    [`${taxonomy}Page`]: `${base}/:n.html`,
    [`${taxonomy}Feed`]: `${base}/feed.xml`,
  };
}
