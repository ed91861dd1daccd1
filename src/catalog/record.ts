// Records parsed posts, and finds what their change may have made stale.

import { termsOf } from "../taxonomies.js";
import type { Instant, Parsed, Post } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { Touched } from "../types/pages.js";
import { pathKey } from "../urls.js";
import { createAliases } from "./aliases.js";
import type { Catalog } from "./catalog.js";
import { settleCollisions } from "./collisions.js";
import { settleDays } from "./days.js";
import { limitChanges } from "./limit.js";
import { settleMonths } from "./months.js";
import type { PictureUses } from "./pictures.js";
import { type Hold, packPost, type Recorded, recorded, setLive, toRecorded } from "./posts.js";
import { createPostChanges, type RelatedOptions, settleRelated } from "./related.js";
import { touchRelatives } from "./relatives.js";
import { settleSearch } from "./search-index.js";
import { listingsWithOtherSlugs } from "./spellings.js";
import { longText } from "./sqlite.js";
import { createTermIndex } from "./terms.js";
import { createTouchCollector, type TouchCollector } from "./touched.js";
import { createTranslations } from "./translations.js";

export interface RecordOptions {
  zone: string;
  now: Instant;
  /** Publish drafts and posts that are not due yet. */
  drafts: boolean;
  future: boolean;
  /** Posts in a segment of the search index, on average; `null`: there is none. */
  segmentSize: number | null;
  /** Only the newest so many are published; missing: all. */
  limit?: number;
  /** What is shown below articles; `null`: nothing. */
  related: RelatedOptions | null;
  /** What of a term's name is its identity; by default case and width are not. */
  fold?: (name: string) => string;
  /** The address of each picture that a post shows, by key. */
  picturesOf(post: Post): ReadonlyMap<string, string>;
  /** A post's line in a sitemap, ASCII; empty: it is in none. */
  sitemapLine(post: Post): string;
}

export interface Recorder {
  add(parsed: Parsed<Post>): void;
  /** The source is gone, or could not be read as a post any more. */
  remove(path: string): void;
  /** A published post looks different, though its source is as it was. */
  touch(path: string): void;
  /** Settles collisions, due dates and terms. Call once, after all sources. */
  finish(): { touched: Touched; collisions: Diagnostic[] };
}

export function createRecorder(catalog: Catalog, options: RecordOptions, pictures: PictureUses): Recorder {
  const touch = createTouchCollector(options.zone);
  if (catalog.cold) touch.everything();
  const terms = createTermIndex(catalog, options.fold);
  const outputKeys = new Set<string>();
  const aliases = createAliases(catalog, outputKeys);
  const translations = createTranslations(catalog);
  const changes = createPostChanges(!catalog.cold && options.related !== null);
  let nextId = 1 + ((catalog.sql("SELECT MAX(id) AS id FROM posts").get()?.id as number | null) ?? 0);

  const link = (row: Recorded) => {
    terms.link(row.id, row.post);
    changes.came(row.id, row.post);
    aliases.reconsider(row.post);
    setLive(catalog, row.id, true, null);
  };
  const unlink = (row: Recorded, hold: Hold | null) => {
    terms.unlink(row.post);
    changes.went(row.id, row.post);
    aliases.reconsider(row.post);
    setLive(catalog, row.id, false, hold);
  };

  const remove = (path: string) => {
    const old = recorded(catalog, path);
    if (!old) return;
    if (old.live) {
      terms.unlink(old.post);
      changes.went(old.id, old.post);
      touch.moved(old.post);
    }
    outputKeys.add(old.outputKey);
    aliases.replace(old.post, []);
    translations.replace(old.post, null);
    pictures.replace(path, new Map());
    touch.touched.posts.add(path);
    catalog.sql("DELETE FROM posts WHERE id = ?").run(old.id);
  };

  const add = (parsed: Parsed<Post>) => {
    if (!parsed.ok) return remove(parsed.path);
    const post = parsed.record;
    const hold = holdOf(post, options);
    const old = catalog.cold ? undefined : recorded(catalog, post.path);
    const outputKey = pathKey(post.output);
    if (old) {
      if (old.live) {
        terms.unlink(old.post);
        changes.went(old.id, old.post);
      }
      outputKeys.add(old.outputKey);
    }
    if (!catalog.cold) outputKeys.add(outputKey);
    if (post.redirectFrom.length > 0 || old?.post.redirectFrom.length)
      aliases.replace(post, post.redirectFrom);
    if (post.translationKey !== (old?.post.translationKey ?? null))
      translations.replace(post, post.translationKey);
    pictures.replace(post.path, options.picturesOf(post));
    const id = old?.id ?? nextId++;
    put(catalog, id, old !== undefined, post, hold, outputKey, options.sitemapLine(post));
    if (hold === null) {
      terms.link(id, post);
      changes.came(id, post);
    }
    touchPost(touch, old?.live ? old.post : null, hold === null ? post : null);
    return undefined;
  };

  return {
    add,
    remove,
    touch(path) {
      const row = recorded(catalog, path);
      if (row?.live) touch.changed(row.post);
    },
    finish() {
      catalog.makeIndexes("posts");
      for (const row of dueChanges(catalog, options)) {
        const hold = holdOf(row.post, options);
        if (row.live) unlink(row, hold);
        else if (hold === null) link(row);
        else setLive(catalog, row.id, false, hold);
        outputKeys.add(row.outputKey);
        touch.moved(row.post);
      }
      const collisions = settleCollisions(catalog, outputKeys, {
        isWanted: (post) => holdOf(post, options) === null,
        publish(row) {
          link(row);
          touch.moved(row.post);
        },
        refuse(row) {
          if (!row.live) return setLive(catalog, row.id, false, "collision");
          unlink(row, "collision");
          touch.moved(row.post);
        },
      });
      if (options.limit !== undefined)
        for (const row of limitChanges(catalog, options.limit)) {
          if (row.live) unlink(row, "limit");
          else link(row);
          touch.moved(row.post);
        }
      const { renamed, respelled } = terms.settle();
      if (renamed) touch.everything();
      else if (respelled) for (const id of listingsWithOtherSlugs(catalog)) touch.listing(id);
      const search = settleSearch(
        catalog,
        { everything: touch.touched.everything, positions: touch.positions },
        options,
      );
      if (search !== null) touch.touched.search = search;
      settleRelated(catalog, changes.all, touch, options.related);
      const hidesCopies = options.related?.hidesCopies ?? false;
      settleDays(catalog, touch.touched, options.zone);
      settleMonths(catalog, touch.touched, { zone: options.zone, hidesCopies });
      touchNeighbours(catalog, touch);
      touchRelatives(catalog, touch);
      aliases.touchOwners(touch.touched);
      return { touched: touch.touched, collisions };
    },
  };
}

/** Why a post is not published, whatever other posts there are. */
function holdOf(post: Post, options: RecordOptions): Hold | null {
  if (post.visibility === "unpublished") return "unpublished";
  if (post.visibility === "draft" && !options.drafts) return "draft";
  if (post.date > options.now && !options.future) return "future";
  return null;
}

function touchPost(touch: TouchCollector, old: Post | null, fresh: Post | null): void {
  if (old && fresh && samePlace(old, fresh)) touch.changed(fresh);
  else for (const post of [old, fresh]) if (post) touch.moved(post);
}

/** Whether both are the same members of the same listings. */
function samePlace(a: Post, b: Post): boolean {
  const names = (post: Post) => JSON.stringify([termsOf(post), post.translationKey]);
  return a.date === b.date && a.path === b.path && names(a) === names(b);
}

/** Rows whose hold no longer fits `now` and the flags. */
function dueChanges(catalog: Catalog, options: RecordOptions): Recorded[] {
  const due = "SELECT * FROM posts WHERE hold IN ('future', 'draft', 'collision')";
  const early = "SELECT * FROM posts INDEXED BY posts_live WHERE live = 1 AND date > ?";
  const drafts = "SELECT * FROM posts WHERE live = 1 AND json_extract(record, '$.visibility') = 'draft'";
  const rows = catalog.sql(due).all();
  if (!options.future) rows.push(...catalog.sql(early).all(options.now));
  const drafted = catalog.meta("drafts") === "1";
  if (drafted && !options.drafts) rows.push(...catalog.sql(drafts).all());
  catalog.setMeta("drafts", options.drafts ? "1" : "0");
  return rows.map(toRecorded).filter((row) => {
    const hold = holdOf(row.post, options);
    // A collision lasts, and is settled later, unless one side of it is hidden now.
    return row.hold === "collision" ? hold !== null : hold !== row.hold;
  });
}

/** The posts beside a changed one link to it. */
function touchNeighbours(catalog: Catalog, touch: TouchCollector): void {
  const { touched } = touch;
  if (touched.everything) return;
  const older = catalog.sql(
    "SELECT path FROM posts INDEXED BY posts_live WHERE live = 1 AND (date, path) < (?, ?) ORDER BY date DESC, path DESC LIMIT 1",
  );
  const newer = catalog.sql(
    "SELECT path FROM posts INDEXED BY posts_live WHERE live = 1 AND (date, path) > (?, ?) ORDER BY date, path LIMIT 1",
  );
  for (const { date, path } of touch.positions)
    for (const query of [older, newer]) {
      const neighbour = query.get(date, path)?.path;
      if (typeof neighbour === "string") touched.posts.add(neighbour);
    }
}

function put(
  catalog: Catalog,
  id: number,
  exists: boolean,
  post: Post,
  hold: Hold | null,
  outputKey: string,
  sitemap: string,
): void {
  const layout = post.layout === "post" ? null : post.layout;
  const modified = Math.max(post.date, post.updated ?? post.date);
  const flags = [sitemap.length, hold === null ? 1 : 0];
  const sql = exists
    ? `UPDATE posts SET path = ?, date = ?, modified = ?, listed = ?, live = ?, hold = ?, output_key = ?, layout = ?,
       sitemap = ?, record = CAST(? AS TEXT) WHERE id = ?`
    : `INSERT INTO posts (path, date, modified, listed, live, hold, output_key, layout, sitemap, record, id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?)`;
  const record = longText(packPost(post));
  catalog
    .sql(sql)
    .run(...[post.path, post.date, modified, ...flags, hold, outputKey, layout, sitemap, record, id]);
}
