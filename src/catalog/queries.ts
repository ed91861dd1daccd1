// What pages ask of the catalog. Every list that a page shows comes from here, in the one order of the
// catalog (date, then path), and nothing here depends on the clock.
import { periodTitle } from "../format.js";
import { remembered } from "../memo.js";
import { periodKeys, periodRange } from "../time.js";
import type {
  FreeQuery,
  ListingRef,
  Position,
  Post,
  PostCard,
  PostLink,
  Taxonomy,
  TermCount,
  TermLink,
} from "../types.js";
import { fillPattern, foldTerm } from "../urls.js";
import { type Catalog, fromJson } from "./catalog.js";
import { slugOwners } from "./spellings.js";
import type { Row } from "./sqlite.js";

export interface QuerySettings {
  zone: string;
  /** Names periods. */
  lang: string;
  permalinks: { category: string; tag: string; year: string; month: string; day: string };
  /** Titles and descriptions from `data/categories.yml` and `data/tags.yml`, by folded name. */
  termInfo: Record<Taxonomy, ReadonlyMap<string, { title?: string; description?: string }>>;
}

export interface PeriodCount {
  key: string;
  title: string;
  url: string;
  count: number;
}

/** A published post with what its own page shows. */
export interface LivePost {
  post: Post;
  card: PostCard;
  older: PostLink | null;
  newer: PostLink | null;
}

export interface Queries {
  /** `null` if there is no such post, or it is not published. */
  livePost(path: string): LivePost | null;
  /** All published posts, oldest first. */
  livePosts(): Iterable<LivePost>;
  /** Whether a published post or page is written to this folded output path. */
  isTaken(outputKey: string): boolean;
  /** The post that owns a redirect address: the first by path of those that ask for it. */
  aliasOwner(outputKey: string): string | null;
  /** Posts of a listing from the `offset`-th oldest on, oldest first. */
  slice(ref: ListingRef, offset: number, limit: number): PostCard[];
  count(ref: ListingRef): number;
  /** All posts of a listing from the `offset`-th oldest on, oldest first, without skipping over the rest again and again. */
  walk(ref: ListingRef, offset: number): Iterable<PostCard>;
  /** How many of a listing's posts are older than `position`. */
  rank(ref: ListingRef, position: Position): number;
  /** Published posts with `from <= date < to`, oldest first. */
  between(from: number, to: number): Iterable<Post>;
  term(taxonomy: Taxonomy, key: string): TermLink | null;
  terms(taxonomy: Taxonomy): TermCount[];
  /** Key of the term to which this folded slug leads, `null` if there is none. */
  slugOwner(taxonomy: Taxonomy, slugKey: string): string | null;
  /** Spellings of a term other than the shown one. */
  otherSpellings(taxonomy: Taxonomy, key: string): string[];
  periods(kind: "year" | "month" | "day", within?: string): PeriodCount[];
  /** Months that hold posts, oldest first, and when something in them last changed. */
  months(): { key: string; modified: number; count: number }[];
  /** Layouts other than the usual one that published posts ask for, with the first post that does. */
  layouts(): { layout: string; path: string }[];
  /** Terms that are spelled in more than one way. */
  mergedTerms(): { taxonomy: Taxonomy; name: string; others: string[] }[];
  /** Answers what a template asks beyond its page's facts. */
  answer(query: FreeQuery): unknown;
}

/** Cards kept in memory: enough for every listing of a build to find the newest posts again. */
const CARDS_KEPT = 20_000;
/** Rows fetched at a time by a walk. */
const WALK = 500;

export function createQueries(catalog: Catalog, settings: QuerySettings): Queries {
  const findTerm = memoize((taxonomy: Taxonomy, key: string): TermLink | null => {
    const row = catalog
      .sql("SELECT key, name, slug FROM terms WHERE taxonomy = ? AND key = ?")
      .get(taxonomy, key);
    return row ? termLink(taxonomy, row, settings) : null;
  });
  const cards = createCardCache(catalog, (taxonomy, name) => findTerm(taxonomy, foldTerm(name)));
  const range = createRanges(catalog, settings.zone);
  const owners = new Map<Taxonomy, Map<string, string>>();

  const rows = (ref: ListingRef, after: Position | null, limit: number, offset: number): Row[] => {
    const { from, where, values, id } = range(ref);
    const since = after ? " AND (date, path) > (?, ?)" : "";
    return catalog
      .sql(
        `SELECT ${id} AS id, date, path FROM ${from} WHERE ${where}${since} ORDER BY date, path LIMIT ? OFFSET ?`,
      )
      .all(...values, ...(after ? [after.date, after.path] : []), limit, offset);
  };
  const slice: Queries["slice"] = (ref, offset, limit) =>
    rows(ref, null, limit, offset).map((row) => cards.byId(row.id as number));
  const counted = memoize((_kind: string, _key: string, ref: ListingRef): number => {
    const { from, where, values } = range(ref);
    return catalog.sql(`SELECT COUNT(*) AS n FROM ${from} WHERE ${where}`).get(...values)!.n as number;
  });
  const count: Queries["count"] = (ref) => counted(ref.kind, "key" in ref ? ref.key : "", ref);
  const newest = (ref: ListingRef, limit: number): PostCard[] => {
    const total = count(ref);
    return slice(ref, Math.max(0, total - limit), limit).reverse();
  };

  const queries: Queries = {
    livePost(path) {
      const row = catalog.sql("SELECT id FROM posts WHERE path = ? AND live = 1").get(path);
      if (!row) return null;
      const { post, card } = cards.entry(row.id as number);
      return {
        post,
        card,
        older: neighbour(catalog, post, "<", "DESC"),
        newer: neighbour(catalog, post, ">", "ASC"),
      };
    },
    livePosts: () => livePosts(catalog, cards.entry),
    isTaken: (key) =>
      catalog.sql("SELECT 1 FROM posts WHERE output_key = ? AND live = 1").get(key) !== undefined ||
      catalog.sql("SELECT 1 FROM static_pages WHERE output_key = ? AND shown = 1").get(key) !== undefined,
    aliasOwner(key) {
      const row = catalog
        .sql(
          `SELECT aliases.path AS path FROM aliases JOIN posts ON posts.path = aliases.path
           WHERE aliases.output_key = ? AND live = 1 ORDER BY aliases.path LIMIT 1`,
        )
        .get(key);
      return (row?.path as string | undefined) ?? null;
    },
    slice,
    count,
    *walk(ref, offset) {
      for (let chunk = rows(ref, null, WALK, offset); chunk.length > 0; ) {
        for (const row of chunk) yield cards.byId(row.id as number);
        const last = chunk.at(-1)!;
        chunk = rows(ref, { date: last.date as number, path: last.path as string }, WALK, 0);
      }
    },
    rank(ref, at) {
      const { from, where, values } = range(ref);
      const newer = catalog
        .sql(`SELECT COUNT(*) AS n FROM ${from} WHERE ${where} AND (date, path) >= (?, ?)`)
        .get(...values, at.date, at.path)!.n as number;
      return count(ref) - newer;
    },
    *between(from, to) {
      const rows = catalog
        .sql(
          "SELECT id FROM posts INDEXED BY posts_live WHERE live = 1 AND date >= ? AND date < ? ORDER BY date, path",
        )
        .all(from, to);
      for (const row of rows) yield cards.entry(row.id as number).post;
    },
    term: findTerm,
    terms: (taxonomy) => allTerms(catalog, taxonomy, settings),
    slugOwner: (taxonomy, slugKey) =>
      remembered(owners, taxonomy, () => slugOwners(catalog, taxonomy)).get(slugKey) ?? null,
    otherSpellings: (taxonomy, key) => otherSpellings(catalog, taxonomy, key),
    periods: (kind, within) => periods(catalog, settings, kind, within),
    months: () =>
      catalog
        .sql("SELECT * FROM months ORDER BY key")
        .all()
        .map((row) => ({
          key: row.key as string,
          modified: row.modified as number,
          count: row.count as number,
        })),
    layouts: () =>
      catalog
        .sql(
          "SELECT layout, MIN(path) AS path FROM posts WHERE layout IS NOT NULL AND live = 1 GROUP BY layout",
        )
        .all()
        .map((row) => ({ layout: row.layout as string, path: row.path as string })),
    mergedTerms: () =>
      catalog
        .sql(
          `SELECT taxonomy, key, name FROM terms
           WHERE id IN (SELECT term FROM spellings GROUP BY term HAVING COUNT(*) > 1) ORDER BY taxonomy, key`,
        )
        .all()
        .map((row) => {
          const taxonomy = row.taxonomy as Taxonomy;
          const others = otherSpellings(catalog, taxonomy, row.key as string);
          return { taxonomy, name: row.name as string, others };
        }),
    answer: (query) => answer(query, queries, newest),
  };
  return queries;
}

function answer(
  query: FreeQuery,
  queries: Queries,
  newest: (ref: ListingRef, limit: number) => PostCard[],
): unknown {
  switch (query.name) {
    case "latest":
      return newest({ kind: "home" }, query.limit);
    case "posts": {
      if (query.category !== undefined)
        return newest({ kind: "category", key: foldTerm(query.category) }, query.limit);
      if (query.tag !== undefined) return newest({ kind: "tag", key: foldTerm(query.tag) }, query.limit);
      return newest({ kind: "home" }, query.limit);
    }
    case "terms": {
      const all = queries.terms(query.taxonomy);
      if (query.order === "count") all.sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
      return all.slice(0, query.limit);
    }
    case "periods":
      return queries.periods(query.kind, query.within);
  }
}

/** Which rows a listing ranges over, ready for `SELECT … FROM ${from} WHERE ${where}`. */
function createRanges(catalog: Catalog, zone: string) {
  const termId = memoize((taxonomy: Taxonomy, key: string): number => {
    const row = catalog.sql("SELECT id FROM terms WHERE taxonomy = ? AND key = ?").get(taxonomy, key);
    return (row?.id as number | undefined) ?? -1;
  });
  return (
    ref: ListingRef,
  ): { from: string; where: string; values: (string | number)[]; id: "post" | "id" } => {
    if (ref.kind === "category" || ref.kind === "tag")
      return { from: "post_terms", where: "term = ?", values: [termId(ref.kind, ref.key)], id: "post" };
    const live = { from: "posts INDEXED BY posts_live", id: "id" } as const;
    if (ref.kind === "home") return { ...live, where: "live = 1", values: [] };
    const { from, to } = periodRange(ref.key, zone);
    return { ...live, where: "live = 1 AND date >= ? AND date < ?", values: [from, to] };
  };
}

function createCardCache(catalog: Catalog, termOf: (taxonomy: Taxonomy, name: string) => TermLink | null) {
  const entries = new Map<number, { post: Post; card: PostCard }>();
  const toCard = (post: Post): PostCard => {
    const { fingerprint, output, layout, visibility, redirectFrom, inSitemap, categories, tags, ...shown } =
      post;
    return {
      ...shown,
      draft: visibility === "draft",
      categories: categories.flatMap((name) => termOf("category", name) ?? []),
      tags: tags.flatMap((name) => termOf("tag", name) ?? []),
    };
  };
  const entry = (id: number) => {
    const known = entries.get(id);
    if (known) return known;
    const post = fromJson<Post>(catalog.sql("SELECT record FROM posts WHERE id = ?").get(id)!, "record");
    if (post.description === post.excerpt) post.description = post.excerpt; // one string in memory, not two
    const fresh = { post, card: toCard(post) };
    if (entries.size >= CARDS_KEPT) entries.delete(entries.keys().next().value!);
    entries.set(id, fresh);
    return fresh;
  };
  return { entry, byId: (id: number): PostCard => entry(id).card };
}

/** Walks the archive once; a post's neighbours are the ones before and after it. */
function* livePosts(
  catalog: Catalog,
  entry: (id: number) => { post: Post; card: PostCard },
): Iterable<LivePost> {
  const ids = catalog
    .sql("SELECT id FROM posts INDEXED BY posts_live WHERE live = 1 ORDER BY date, path")
    .all();
  const at = (index: number) => (ids[index] ? entry(ids[index].id as number) : null);
  const link = (of: { post: Post } | null): PostLink | null =>
    of && { url: of.post.url, title: of.post.title, date: of.post.date, lang: of.post.lang };
  let [older, current] = [null, at(0)] as [ReturnType<typeof at>, ReturnType<typeof at>];
  for (let index = 0; current; index++) {
    const newer = at(index + 1);
    yield { ...current, older: link(older), newer: link(newer) };
    [older, current] = [current, newer];
  }
}

function neighbour(
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

function termLink(taxonomy: Taxonomy, row: Row, settings: QuerySettings): TermLink {
  const key = row.key as string;
  const name = row.name as string;
  const info = settings.termInfo[taxonomy].get(key);
  return {
    taxonomy,
    key,
    name,
    title: info?.title ?? name,
    description: info?.description ?? "",
    slug: row.slug as string,
    url: fillPattern(settings.permalinks[taxonomy], { slug: row.slug as string }),
  };
}

function allTerms(catalog: Catalog, taxonomy: Taxonomy, settings: QuerySettings): TermCount[] {
  return catalog
    .sql("SELECT key, name, slug, count FROM terms WHERE taxonomy = ? ORDER BY key")
    .all(taxonomy)
    .map((row) => ({ ...termLink(taxonomy, row, settings), count: row.count as number }));
}

function otherSpellings(catalog: Catalog, taxonomy: Taxonomy, key: string): string[] {
  return catalog
    .sql(
      `SELECT spellings.name AS name FROM terms JOIN spellings ON spellings.term = terms.id
       WHERE taxonomy = ? AND key = ? AND spellings.name <> terms.name ORDER BY spellings.name`,
    )
    .all(taxonomy, key)
    .map((row) => row.name as string);
}

/** Periods that hold posts, newest first. One index look-up per period, not per post. */
function periods(
  catalog: Catalog,
  settings: QuerySettings,
  kind: "year" | "month" | "day",
  within?: string,
): PeriodCount[] {
  const { zone, permalinks } = settings;
  const bounds = within === undefined ? { from: -8.64e15, to: 8.64e15 } : periodRange(within, zone);
  const next = catalog.sql(
    "SELECT MAX(date) AS date FROM posts INDEXED BY posts_live WHERE live = 1 AND date >= ? AND date < ?",
  );
  const size = catalog.sql(
    "SELECT COUNT(*) AS n FROM posts INDEXED BY posts_live WHERE live = 1 AND date >= ? AND date < ?",
  );
  const found: PeriodCount[] = [];
  for (let to = bounds.to; ; ) {
    const date = next.get(bounds.from, to)?.date;
    if (typeof date !== "number") return found;
    const key = periodKeys(date, zone)[kind];
    const range = periodRange(key, zone);
    const count = size.get(range.from, range.to)!.n as number;
    found.push({ key, title: periodTitle(key, settings.lang), url: periodUrl(permalinks, key), count });
    to = range.from;
  }
}

/** `2022`, `2022-03` or `2022-03-23` → the archive's URL. */
export function periodUrl(permalinks: QuerySettings["permalinks"], key: string): string {
  const [year = "", month, day] = key.split("-");
  const pattern = day ? permalinks.day : month ? permalinks.month : permalinks.year;
  return fillPattern(pattern, { year, ...(month && { month }), ...(day && { day }) });
}

/** The catalog stands still while pages are planned: each question is asked once. */
function memoize<Rest extends unknown[], R>(
  compute: (a: never, b: string, ...rest: Rest) => R,
): (a: string, b: string, ...rest: Rest) => R {
  const known = new Map<string, R>();
  return (a, b, ...rest) => {
    const key = `${a} ${b}`;
    if (!known.has(key)) known.set(key, compute(a as never, b, ...rest));
    return known.get(key) as R;
  };
}
