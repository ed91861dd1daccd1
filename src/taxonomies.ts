// The four ways in which posts are filed: categories and tags as typed, authors, and series. Each is a set of terms
// with listings of their own; what differs between them is here.
import type { Permalinks } from "./types/config.js";
import type { Post, Taxonomy } from "./types/content.js";

export const TAXONOMIES: readonly Taxonomy[] = ["category", "tag", "author", "series"];

export const isTaxonomy = (kind: string): kind is Taxonomy =>
  (TAXONOMIES as readonly string[]).includes(kind);

interface TaxonomyFacts {
  /** `data/<file>.yml` says more about its terms. */
  file: string;
  /** What its directory is called, as a page's kind. */
  directory: string;
  /** The interface word over its directory. */
  word: string;
  /** Its URL patterns: a term's newest posts, its older ones, the directory, the feeds. */
  patterns: Record<"term" | "page" | "directory", keyof Permalinks> & { feed: keyof Permalinks | null };
}

export const TAXONOMY: Readonly<Record<Taxonomy, TaxonomyFacts>> = {
  category: {
    file: "categories",
    directory: "categories",
    word: "allCategories",
    patterns: { term: "category", page: "categoryPage", directory: "categories", feed: "categoryFeed" },
  },
  tag: {
    file: "tags",
    directory: "tags",
    word: "allTags",
    patterns: { term: "tag", page: "tagPage", directory: "tags", feed: "tagFeed" },
  },
  author: {
    file: "authors",
    directory: "authors",
    word: "allAuthors",
    patterns: { term: "author", page: "authorPage", directory: "authors", feed: "authorFeed" },
  },
  series: {
    file: "series",
    directory: "all-series",
    word: "allSeries",
    patterns: { term: "series", page: "seriesPage", directory: "allSeries", feed: null },
  },
};

/** A series of so many parts is listed whole on each of them; of a longer one, a part shows those around it. */
export const PARTS_SHOWN = 24;
export const PARTS_AROUND = 5;

/** The terms of a post, as it spells them. */
export function termsOf(
  post: Pick<Post, "categories" | "tags" | "authors" | "series">,
): [taxonomy: Taxonomy, name: string][] {
  return [
    ...post.categories.map((name): [Taxonomy, string] => ["category", name]),
    ...post.tags.map((name): [Taxonomy, string] => ["tag", name]),
    ...post.authors.map((name): [Taxonomy, string] => ["author", name]),
    ...(post.series === null ? [] : [["series", post.series] as [Taxonomy, string]]),
  ];
}
