// What pages of jekyll-paginate-v2 show: posts and documents of collections, filtered and sorted. By date and term
// the catalog's indexes answer; another order, or a locale, reads every post of the list.
import type { Catalog } from "../../catalog/catalog.js";
import { remembered } from "../../memo.js";
import type { Post, StaticPage, Taxonomy } from "../../types/content.js";
import type { PagedList } from "../../types/jekyll.js";
import { isMapping } from "../merged.js";
import { isOn } from "../pagination-settings.js";
import { rubyText } from "../terms.js";
import { isYamlDate, isYamlTime } from "../yaml-time.js";
import type { Spelling } from "./term-names.js";

type Listed = Post | StaticPage;
/** A post by its id. */
type Item = number | StaticPage;

export interface PagedLists {
  count(list: PagedList): number;
  /** In the list's order. */
  items(list: PagedList, from: number, to: number): Listed[];
}

export interface PagedSource {
  catalog: Catalog;
  record(id: number): Post;
  /** Of published posts. */
  countPosts(): number;
  /** Documents of a collection, in its order. */
  documents(label: string): StaticPage[];
  /** Labels of the collections other than the posts. */
  labels: readonly string[];
  /** By name as posts write it. */
  spellings(taxonomy: Taxonomy): ReadonlyMap<string, Spelling>;
}

export function createPagedLists(source: PagedSource): PagedLists {
  const { catalog, countPosts } = source;
  const found = new Map<string, readonly Item[]>();
  const orders = new Map<string, readonly Item[]>();
  const terms = new Map<Taxonomy, Map<string, Spelling[]>>();
  let left: Set<number> | undefined;
  const leftOut = () => {
    left ??= findLeftOut(catalog);
    return left;
  };
  const termsOf = (taxonomy: Taxonomy) =>
    remembered(terms, taxonomy, () => byKey(source.spellings(taxonomy)));
  const itemOf = (item: Item): Listed => (typeof item === "number" ? source.record(item) : item);

  /** By term, its spellings. */
  const wanted = ({ categories, tags }: PagedList) => [
    ...categories.filter((key) => key !== "posts").map((key) => termsOf("category").get(key) ?? []),
    ...tags.map((key) => termsOf("tag").get(key) ?? []),
  ];
  /** Oldest first. */
  const posts = (list: PagedList): number[] =>
    postsWith(catalog, wanted(list)).filter((id) => !leftOut().has(id));
  const documents = (label: string, { categories, tags }: PagedList): StaticPage[] =>
    source
      .documents(label)
      .filter(({ data }) => !isLeftOut(data))
      .filter(({ data }) => hasAll(data.tags, tags) && hasAll(data.categories, categories, "posts"));
  const find = (list: PagedList): Item[] => {
    const labels = list.collections.flatMap((label) => (label === "all" ? source.labels : [label]));
    const all = labels.flatMap((label): Item[] => (label === "posts" ? posts(list) : documents(label, list)));
    return list.locales.length === 0
      ? all
      : all.filter((item) => hasAll(itemOf(item).data.locale, list.locales));
  };
  const unsorted = (list: PagedList) => remembered(found, JSON.stringify(list), () => find(list));
  const sorted = (list: PagedList): readonly Item[] => {
    const all = [...unsorted(list)];
    if (list.sortField === null) return all;
    const field = list.sortField;
    if (field !== "date" || list.collections.join() !== "posts") sortBy(field, all, itemOf);
    if (list.offset > 0) all.splice(-list.offset);
    return list.isReversed ? all.reverse() : all;
  };
  const order = (list: PagedList) => remembered(orders, JSON.stringify(list), () => sorted(list));

  /** What is known without a look at posts: each build asks for every list. */
  const knownCount = (list: PagedList): number | null => {
    if (list.collections.join() !== "posts" || list.locales.length > 0) return null;
    const [term, ...more] = wanted(list);
    if (term === undefined) return countPosts() - leftOut().size;
    return more.length > 0 || term.length > 1 || leftOut().size > 0 ? null : (term[0]?.count ?? 0);
  };

  return {
    count(list) {
      const all = knownCount(list) ?? unsorted(list).length;
      return Math.max(0, all - (list.sortField === null ? 0 : list.offset));
    },
    items: (list, from, to) => order(list).slice(from, to).map(itemOf),
  };
}

/** What is no part of any list: what says so, and what is paginated itself. */
const isLeftOut = (data: Record<string, unknown>): boolean => isOn(data.hidden) || data.pagination != null;

/** Of posts, the same. An index of those alone: there are few, or none, and each build asks. */
function findLeftOut(catalog: Catalog): Set<number> {
  const condition = `live = 1 AND (record -> '$.data.pagination' <> 'null'
    OR record -> '$.data.hidden' NOT IN ('null', 'false'))`;
  catalog.sql(`CREATE INDEX IF NOT EXISTS posts_not_paged ON posts(id) WHERE ${condition}`).run();
  const rows = catalog.sql(`SELECT id FROM posts INDEXED BY posts_not_paged WHERE ${condition}`).all();
  return new Set(rows.map(({ id }) => id as number));
}

/** A name may hold several terms; to lists, capitals are no difference. */
export const termKeys = (name: string): string[] =>
  name
    .split(/[;,]/)
    .map((part) => part.trim().toLowerCase())
    .filter((part) => part !== "");

function byKey(spellings: ReadonlyMap<string, Spelling>): Map<string, Spelling[]> {
  const found = new Map<string, Spelling[]>();
  for (const [name, spelling] of spellings)
    for (const key of termKeys(name)) remembered(found, key, () => []).push(spelling);
  return found;
}

/** Published posts that have a spelling of each term, oldest first. */
function postsWith(catalog: Catalog, terms: readonly (readonly Spelling[])[]): number[] {
  const values: number[] = [];
  const conditions = terms.map((spellings) => {
    const any = spellings.map(({ id, term }) => {
      values.push(term, id);
      return "SELECT post FROM post_terms WHERE term = ? AND spelling = ?";
    });
    return any.length === 0 ? "AND FALSE" : `AND id IN (${any.join(" UNION ALL ")})`;
  });
  const from = terms.length === 0 ? "posts INDEXED BY posts_live" : "posts NOT INDEXED";
  return catalog
    .sql(`SELECT id FROM ${from} WHERE live = 1 ${conditions.join(" ")} ORDER BY date, path`)
    .all(...values)
    .map(({ id }) => id as number);
}

function hasAll(value: unknown, wanted: readonly string[], always?: string): boolean {
  if (wanted.length === 0) return true;
  const own = typeof value === "string" ? value.split(/[;,\s]/) : Array.isArray(value) ? value : [];
  const keys = new Set(own.flatMap((one) => termKeys(rubyText(one))));
  return wanted.every((key) => key === always || keys.has(key));
}

/** What is equal stays in the order of its collection. */
function sortBy(field: string, items: Item[], itemOf: (item: Item) => Listed): void {
  const path = field.split(":").map((key) => key.trim().toLowerCase());
  const keyed = items.map((item) => ({ item, by: sortValue(itemOf(item), path) }));
  keyed.sort((a, b) => compare(a.by, b.by));
  for (const [index, { item }] of keyed.entries()) items[index] = item;
}

function sortValue(item: Listed, path: readonly string[]): unknown {
  if (path.join() === "date") {
    if ("date" in item) return item.date;
    return moment(item.data.date) ?? Number.POSITIVE_INFINITY; // without one: the time of the build
  }
  let value: unknown = item.data;
  for (const key of path) value = isMapping(value) && Object.hasOwn(value, key) ? value[key] : null;
  const time = moment(value);
  if (time !== null) return time;
  return isMapping(value) ? null : value;
}

function moment(value: unknown): number | null {
  if (isYamlTime(value)) return value.$time;
  return isYamlDate(value) ? Date.parse(value.$date) : null;
}

/** As the gem sorts: nothing comes first, and capitals are no difference. */
function compare(a: unknown, b: unknown): number {
  if (a == null || b == null) return Number(a != null) - Number(b != null);
  if (Array.isArray(a) && Array.isArray(b)) {
    const at = a.findIndex((one, index) => compare(one, b[index]) !== 0);
    return at < 0 ? a.length - b.length : compare(a[at], b[at]);
  }
  if (typeof a === "number" && typeof b === "number") return a === b ? 0 : a - b;
  return Buffer.compare(Buffer.from(lower(a)), Buffer.from(lower(b)));
}

const lower = (value: unknown): string => rubyText(value).toLowerCase();
