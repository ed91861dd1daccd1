// Posts as pages show them, read once and kept for a while.

import { createRecent, remembered } from "../memo.js";
import type { Post, Taxonomy } from "../types/content.js";
import type { Position, PostCard, PostLink, TermLink } from "../types/pages.js";
import type { Picture } from "../types/pictures.js";
import type { Catalog } from "./catalog.js";
import { liveRows } from "./live-rows.js";
import { unpackPost } from "./posts.js";

/** A published post with what its own page shows. */
export interface LivePost {
  post: Post;
  card: PostCard;
  older: PostLink | null;
  newer: PostLink | null;
}

/**
 * Cards kept in memory, half of them surely. A card is on seven pages of a bot's archive: its own, those of its listings,
 * and those that lead to it. Of a million posts, the listings read most of theirs from the catalog again.
 */
const CARDS_KEPT = 160_000;

/** Fingerprints kept, half of them surely: only feeds of whole texts ask for them, each for its newest posts. */
const FINGERPRINTS_KEPT = 20_000;

export function createCardCache(
  catalog: Catalog,
  termOf: (taxonomy: Taxonomy, name: string) => TermLink | null,
  pictureOf: (post: Post) => Picture | null,
) {
  const cards = createRecent<number, PostCard>(CARDS_KEPT / 2);
  const fingerprints = createRecent<string, string>(FINGERPRINTS_KEPT / 2);
  // Written out: what is copied with `...` gives each of thousands of cards a shape of its own, slow and large.
  const toCard = (post: Post): PostCard => ({
    path: post.path,
    title: post.title,
    date: post.date,
    updated: post.updated,
    url: post.url,
    excerpt: post.excerpt,
    description: post.description,
    image: post.image,
    picture: post.image === null ? null : pictureOf(post),
    author: post.author,
    lang: post.lang,
    words: post.words,
    minutes: post.minutes,
    draft: post.visibility === "draft",
    data: post.data,
    categories: post.categories.flatMap((name) => termOf("category", name) ?? []),
    tags: post.tags.flatMap((name) => termOf("tag", name) ?? []),
    authors: post.authors.flatMap((name) => termOf("author", name) ?? []),
    series: post.series === null ? null : termOf("series", post.series),
  });
  const keep = (id: number, post: Post): PostCard => {
    const card = toCard(post);
    cards.set(id, card);
    return card;
  };
  const read = (id: number) => unpackPost(catalog.sql("SELECT record FROM posts WHERE id = ?").get(id)!);
  const entry = (id: number): { post: Post; card: PostCard } => {
    const post = read(id);
    return { post, card: cards.get(id) ?? keep(id, post) };
  };
  return {
    entry,
    /** Every published post, oldest first. */
    *all(): Iterable<{ post: Post; card: PostCard }> {
      for (const { id, post } of liveRows(catalog)) yield { post, card: cards.get(id) ?? keep(id, post) };
    },
    byId: (id: number): PostCard => cards.get(id) ?? keep(id, read(id)),
    fingerprintOf: ({ path }: PostCard): string =>
      remembered(fingerprints, path, () => {
        const sql = "SELECT json_extract(record, '$.fingerprint') AS fingerprint FROM posts WHERE path = ?";
        return catalog.sql(sql).get(path)!.fingerprint as string;
      }),
  };
}

/** A post's neighbours are the ones before and after it in this walk through the archive. */
export function* withNeighbours(posts: Iterable<{ post: Post; card: PostCard }>): Iterable<LivePost> {
  const link = (of: { post: Post } | null): PostLink | null =>
    of && { url: of.post.url, title: of.post.title, date: of.post.date, lang: of.post.lang };
  let older: { post: Post } | null = null;
  let current: { post: Post; card: PostCard } | null = null;
  for (const newer of posts) {
    if (current) yield { ...current, older: link(older), newer: link(newer) };
    [older, current] = [current, newer];
  }
  if (current) yield { ...current, older: link(older), newer: null };
}

export function neighbour(
  catalog: Catalog,
  at: Position,
  side: "<" | ">",
  direction: "ASC" | "DESC",
): PostLink | null {
  const row = catalog
    .sql(
      `SELECT date, json_extract(record, '$.url') AS url, json_extract(record, '$.title') AS title,
         json_extract(record, '$.lang') AS lang
       FROM posts INDEXED BY posts_live WHERE live = 1 AND (date, path) ${side} (?, ?)
       ORDER BY date ${direction}, path ${direction} LIMIT 1`,
    )
    .get(at.date, at.path);
  if (!row) return null;
  const { url, title, date, lang } = row as { url: string; title: string; date: number; lang: string | null };
  return { url, title, date, lang };
}
