// Collects what a set of changed posts may have made stale (DESIGN, law 4: cost follows change).
import { remembered } from "../memo.js";
import { termsOf } from "../taxonomies.js";
import { periodKeys } from "../time.js";
import type { Instant, Post } from "../types/content.js";
import type { Position, Touched } from "../types/pages.js";
import { foldTerm } from "../urls.js";

export interface TouchCollector {
  /** The post came or went: its listings shift from its place on. */
  moved(post: Post): void;
  /** The post stayed in its place and may look different. */
  changed(post: Post): void;
  /** A listing's head, or what hangs on it, may look different. */
  listing(id: string): void;
  /** A post of this time came into its month's sitemap, or left it. */
  sitemap(date: Instant): void;
  everything(): void;
  /** Translation keys of what came, went or changed: the other languages link to it. */
  readonly translations: ReadonlySet<string>;
  /** Where parts of series, by folded name, came, went or changed. */
  readonly parts: readonly { series: string; at: Position }[];
  /** Positions where a post came or went or changed: their neighbours' pages link to them. */
  readonly positions: readonly Position[];
  readonly touched: Touched;
}

export function createTouchCollector(zone: string): TouchCollector {
  const touched = untouched();
  const positions: Position[] = [];
  const translations = new Set<string>();
  const parts: { series: string; at: Position }[] = [];
  const open = (id: string) => remembered(touched.listings, id, () => ({ shiftedFrom: null, changed: [] }));
  const visit = (post: Post, how: "moved" | "changed") => {
    if (touched.everything) return;
    touched.posts.add(post.path);
    const position = { date: post.date, path: post.path };
    positions.push(position);
    if (post.translationKey !== null) translations.add(post.translationKey);
    if (post.series !== null) parts.push({ series: foldTerm(post.series), at: position });
    for (const id of listingsOf(post, zone)) {
      const listing = open(id);
      if (how === "changed") listing.changed.push(position);
      else if (!listing.shiftedFrom || comesBefore(position, listing.shiftedFrom))
        listing.shiftedFrom = position;
    }
  };
  return {
    moved: (post) => visit(post, "moved"),
    changed: (post) => visit(post, "changed"),
    listing: (id) => void open(id),
    sitemap: (date) => void open(`month:${periodKeys(date, zone).month}`),
    everything() {
      touched.everything = true;
      touched.posts.clear();
      touched.listings.clear();
      positions.length = 0;
      parts.length = 0;
    },
    translations,
    parts,
    positions,
    touched,
  };
}

/** Nothing can have become stale. */
export const untouched = (): Touched => ({
  everything: false,
  posts: new Set(),
  listings: new Map(),
  site: false,
  stale: new Set(),
  readersOnly: false,
});

/** Ids of all listings that hold a post. */
export function listingsOf(
  post: Pick<Post, "date" | "categories" | "tags" | "authors" | "series">,
  zone: string,
): string[] {
  const { year, month, day } = periodKeys(post.date, zone);
  return [
    "home:",
    `year:${year}`,
    `month:${month}`,
    `day:${day}`,
    ...termsOf(post).map(([taxonomy, name]) => `${taxonomy}:${foldTerm(name)}`),
  ];
}

/** SQLite compares paths as UTF-8 bytes; so must we. */
export function comesBefore(a: Position, b: Position): boolean {
  return a.date !== b.date ? a.date < b.date : Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)) < 0;
}
