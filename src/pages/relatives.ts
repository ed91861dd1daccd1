// What a post's page shows of others: its authors, the parts of its series, its other languages, what to read next.
import { PARTS_AROUND, PARTS_SHOWN } from "../taxonomies.js";
import type { Post } from "../types/content.js";
import type { Author, PostCard, PostLink, SeriesBox, Translation } from "../types/pages.js";
import type { Site } from "./site.js";

export const authorsOf = ({ queries }: Site, post: PostCard): Author[] =>
  post.authors.map((term) => ({ term, profile: queries.profile(term.key) }));

/** `null`: the post is no part of a series, or the only one. */
export function seriesBox({ queries }: Site, post: PostCard): SeriesBox | null {
  const { series: term } = post;
  if (term === null) return null;
  const ref = { kind: "series", key: term.key } as const;
  const total = queries.count(ref);
  if (total < 2) return null;
  const isWhole = total <= PARTS_SHOWN;
  const at = isWhole ? 0 : queries.rank(ref, post);
  const from = Math.max(0, at - PARTS_AROUND);
  const parts = isWhole
    ? queries.slice(ref, 0, total)
    : queries.slice(ref, from, at - from + 1 + PARTS_AROUND);
  const link = ({ url, title, date, lang, path }: PostCard) => ({
    ...{ url, title, date, lang },
    isThis: path === post.path,
  });
  return { term, parts: parts.map(link), isWhole };
}

/** `original`: the article to name to search engines instead, if there is one and the site wants that. */
export function readNext(
  { queries, config }: Site,
  path: string,
): { related: PostLink[]; inSection: PostLink[]; original: PostCard | null } {
  const { related, section, original } = queries.nextReads(path);
  const isKept = config.duplicates === "keep";
  return { related: related.map(linkTo), inSection: section.map(linkTo), original: isKept ? null : original };
}

const linkTo = ({ url, title, date, lang }: PostCard): PostLink => ({ url, title, date, lang });

/** This post and its other languages, by language; of several in one language the oldest. None if it is alone. */
export function translationsOf({ queries, config }: Site, post: Post, card: PostCard): Translation[] {
  if (post.translationKey === null) return [];
  const langOf = ({ lang }: PostCard) => lang ?? config.lang;
  const byLang = new Map([[langOf(card).toLowerCase(), card]]);
  for (const other of queries.translations(post.translationKey)) {
    const lang = langOf(other).toLowerCase();
    if (!byLang.has(lang)) byLang.set(lang, other);
  }
  if (byLang.size < 2) return [];
  return [...byLang.values()]
    .map((one) => ({ lang: langOf(one), url: one.url, title: one.title }))
    .sort((a, b) => (a.lang < b.lang ? -1 : 1));
}
