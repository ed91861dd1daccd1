// What is worth reading next below each article, kept in step with the posts. Which posts a change can reach follows
// from related/choose.ts: the next few of each key that the changed post has or had.
import { createRecent } from "../memo.js";
import { type Archive, type Choice, choose, type Found, LOOK_BACK, type Wanted } from "../related/choose.js";
import { keysOf, type Story, storyOf } from "../related/story.js";
import type { Post } from "../types/content.js";
import type { Position } from "../types/pages.js";
import type { Catalog } from "./catalog.js";
import { liveRows } from "./live-rows.js";
import { unpackPost } from "./posts.js";
import { createRelatedFiller, createRelatedIndex, type RelatedIndex } from "./related-index.js";
import type { TouchCollector } from "./touched.js";

/** What a build did to published posts, by id. */
export interface PostChanges {
  came(id: number, post: Post): void;
  went(id: number, post: Post): void;
  readonly all: ReadonlyMap<number, { before: Post | null; after: Post | null }>;
}

export interface RelatedOptions extends Wanted {
  /** The site's: of posts that name none. */
  lang: string;
  /** Posts that tell what an older one tells are not in sitemaps. */
  hidesCopies: boolean;
}

export function createPostChanges(isNeeded: boolean): PostChanges {
  const all = new Map<number, { before: Post | null; after: Post | null }>();
  return {
    came(id, post) {
      if (isNeeded) all.set(id, { before: all.get(id)?.before ?? null, after: post });
    },
    went(id, post) {
      if (!isNeeded) return;
      const known = all.get(id);
      all.set(id, { before: known ? known.before : post, after: null });
    },
    all,
  };
}

/** Past so many changes it is cheaper to begin anew. */
const MANY = 2_000;

/** Brings the lists up to date and touches the posts whose lists are others now. `null`: the site has none. */
export function settleRelated(
  catalog: Catalog,
  changes: PostChanges["all"],
  touch: TouchCollector,
  options: RelatedOptions | null,
): void {
  const key =
    options === null
      ? "none"
      : JSON.stringify([options.posts, options.section, options.lang, options.hidesCopies]);
  const isSame = catalog.meta("related") === key;
  if (!isSame) catalog.setMeta("related", key);
  if (isSame && (options === null || changes.size <= MANY)) {
    if (options !== null) update(catalog, changes, touch, options);
    return;
  }
  for (const table of ["related", "related_keys"]) catalog.sql(`DELETE FROM ${table}`).run();
  if (options !== null) rebuild(catalog, options);
  if (!catalog.cold) touch.everything();
}

/** One walk through the archive, oldest first. */
function rebuild(catalog: Catalog, options: RelatedOptions): void {
  const filler = createRelatedFiller(catalog);
  const recent = createRecentPosts();
  const last: Found[] = [];
  const stories = createStories(catalog, options.lang);
  const pathOf = pathsOf(catalog);
  const archive: Archive = {
    recent: recent.of,
    last: () => last,
    storyOf: stories.of,
    pathOf,
  };
  for (const { id, post } of liveRows(catalog)) {
    const { date } = post;
    const story = stories.keep(id, post);
    putChoice(catalog, id, choose(story, options, archive));
    const found = { id, date };
    const keys = keysOf(story);
    recent.add(keys, found);
    pushRecent(last, found);
    filler.add(keys, found);
  }
  filler.flush();
}

/** The last posts of each key. Most keys are one post's alone, copies' bands above all: of those only its id is kept. */
function createRecentPosts() {
  const known = new Map<number, number | Found[]>();
  const dates: number[] = [];
  const found = (id: number): Found => ({ id, date: dates[id] as number });
  return {
    of(key: number): readonly Found[] {
      const posts = known.get(key) ?? NOBODY;
      return typeof posts === "number" ? [found(posts)] : posts;
    },
    add(keys: Iterable<number>, post: Found): void {
      dates[post.id] = post.date;
      for (const key of keys) {
        const posts = known.get(key);
        if (posts === undefined) known.set(key, post.id);
        else if (typeof posts === "number") known.set(key, [found(posts), post]);
        else pushRecent(posts, post);
      }
    },
  };
}

const NOBODY: readonly Found[] = [];

function pushRecent(list: Found[], post: Found): void {
  if (list.length === LOOK_BACK) list.shift();
  list.push(post);
}

interface Placed extends Position {
  id: number;
  story: Story;
  keys: Set<number>;
  /** All that another post's page can show or heed of it. */
  look: string;
}

function update(
  catalog: Catalog,
  changes: PostChanges["all"],
  touch: TouchCollector,
  options: RelatedOptions,
): void {
  const pathOf = pathsOf(catalog);
  const index = createRelatedIndex(catalog, pathOf);
  const place = (id: number, post: Post | null) => post && placed(id, post, options.lang);
  const events = [...changes]
    .map(([id, { before, after }]) => ({ id, before: place(id, before), after: place(id, after) }))
    .filter(({ before, after }) => before?.look !== after?.look);
  if (events.length === 0) return;
  reindex(index, events);
  const readers = new Set<number>();
  for (const { id, before, after } of events) {
    for (const one of new Set([before, after])) if (one) addReaders(catalog, index, one, readers);
    if (after) readers.add(id);
    else catalog.sql("DELETE FROM related WHERE post = ?").run(id);
  }
  const changed = new Set(events.map(({ id }) => id));
  const stories = createStories(catalog, options.lang);
  for (const id of readers) {
    const { story, date, path } = stories.read(id);
    const archive: Archive = {
      recent: (key) => index.before(key, { date, path }),
      last: () => lastBefore(catalog, { date, path }),
      storyOf: stories.of,
      pathOf,
    };
    const choice = choose(story, options, archive);
    const showsChanged = [...choice.shown, ...choice.section, choice.original ?? -1].some((one) =>
      changed.has(one),
    );
    const isOther = putChoice(catalog, id, choice);
    if (isOther || showsChanged) touch.touched.posts.add(path);
    if (isOther && options.hidesCopies) touch.sitemap(date);
  }
}

function reindex(
  index: RelatedIndex,
  events: readonly { before: Placed | null; after: Placed | null }[],
): void {
  for (const { before } of events) for (const key of before?.keys ?? []) index.drop(key, before as Placed);
  for (const { after } of events) for (const key of after?.keys ?? []) index.put(key, after as Placed);
  index.flush();
}

function placed(id: number, post: Post, lang: string): Placed {
  const { date, path, title, url } = post;
  const story = storyOf(post, post.lang ?? lang);
  const look = JSON.stringify([date, title, url, post.lang, story]);
  return { id, date, path, story, keys: keysOf(story), look };
}

/** Posts that look back at this place, in the index as it is now. */
function addReaders(catalog: Catalog, index: RelatedIndex, one: Placed, readers: Set<number>): void {
  for (const key of one.keys) for (const id of index.after(key, one)) if (id !== one.id) readers.add(id);
  const next = catalog.sql(
    "SELECT id FROM posts INDEXED BY posts_live WHERE live = 1 AND (date, path) > (?, ?) ORDER BY date, path LIMIT ?",
  );
  for (const { id } of next.all(one.date, one.path, LOOK_BACK)) readers.add(id as number);
}

function lastBefore(catalog: Catalog, { date, path }: Position): { date: number }[] {
  const rows = catalog
    .sql(
      `SELECT date FROM posts INDEXED BY posts_live WHERE live = 1 AND (date, path) < (?, ?)
       ORDER BY date DESC, path DESC LIMIT ?`,
    )
    .all(date, path, LOOK_BACK);
  return rows.reverse() as { date: number }[];
}

/** Whether that is another one. */
function putChoice(catalog: Catalog, id: number, { shown, section, original }: Choice): boolean {
  const lists = `${shown.join(",")};${section.join(",")}`;
  const known = catalog.cold ? undefined : catalog.sql("SELECT * FROM related WHERE post = ?").get(id);
  if (known?.lists === lists && known.original === original) return false;
  if (lists === ";" && original === null) {
    if (known) catalog.sql("DELETE FROM related WHERE post = ?").run(id);
    return known !== undefined;
  }
  catalog
    .sql("INSERT OR REPLACE INTO related (post, lists, original) VALUES (?, ?, ?)")
    .run(id, lists, original);
  return true;
}

/** Stories kept in memory: half of them surely. */
const STORIES = 30_000;

function createStories(catalog: Catalog, lang: string) {
  const known = createRecent<number, Story>(STORIES / 2);
  const keep = (id: number, post: Post): Story => {
    const story = storyOf(post, post.lang ?? lang);
    known.set(id, story);
    return story;
  };
  const read = (id: number): { story: Story; date: number; path: string } => {
    const post = unpackPost(catalog.sql("SELECT record FROM posts WHERE id = ?").get(id)!);
    return { story: keep(id, post), date: post.date, path: post.path };
  };
  return { keep, read, of: (id: number): Story => known.get(id) ?? read(id).story };
}

function pathsOf(catalog: Catalog): (id: number) => string {
  return (id) => catalog.sql("SELECT path FROM posts WHERE id = ?").get(id)!.path as string;
}
