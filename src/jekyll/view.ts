// What Liquid sees: `site`, and posts, pages and documents as objects whose parts are read when they are looked at.
import { remembered } from "../memo.js";
import type { Config } from "../types/config.js";
import type { Post, StaticPage, Taxonomy } from "../types/content.js";
import type { JekyllConfig } from "../types/jekyll.js";
import type { JekyllList, JekyllQuery } from "../types/pages.js";
import { type ListSource, lazyList } from "./answers/lists.js";
import { createArchivePages, listArchives } from "./archives.js";
import { readDate } from "./dates.js";
import { liquidTime } from "./liquid/values.js";
import { isYamlDate, isYamlTime } from "./yaml-time.js";

export type Doc = Post | StaticPage;
export type View = Record<string, unknown>;

export interface ViewHost {
  config: Config;
  note(read: string): void;
  ask(query: JekyllQuery): unknown;
  /** Rendered body of a source, without layout. */
  content(doc: Doc): string;
  excerpt(doc: Doc): string | null;
  /** A neighbour of the page's own post is a fact of the page; of another one it is asked for. */
  neighbour(doc: Doc, side: "previous" | "next"): Doc | null;
  data: Record<string, unknown>;
  /** The source of the page that is being made. */
  current(): Doc | null;
}

const isPost = (doc: Doc): doc is Post => "date" in doc;

/** An object without prototype: `page.constructor` is a key like any other. */
const bare = (): View => Object.create(null) as View;

/** Values of YAML with moments in them made to print as Ruby prints them. */
export function hydrate(value: unknown, zone: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isYamlTime(value)) return liquidTime(value.$time, zone);
  if (isYamlDate(value)) {
    const midnight = readDate(value.$date, zone) ?? Date.parse(value.$date);
    return { ...liquidTime(midnight, zone), toString: () => value.$date };
  }
  if (Array.isArray(value)) return value.map((item) => hydrate(item, zone));
  const view = bare();
  for (const [key, member] of Object.entries(value)) view[key] = hydrate(member, zone);
  return view;
}

function lazy(view: View, key: string, get: () => unknown): void {
  let known: { value: unknown } | undefined;
  const getOnce = () => {
    known ??= { value: get() };
    return known.value;
  };
  Object.defineProperty(view, key, { get: getOnce, enumerable: true, configurable: true });
}

/** Something that depends on which page is being made is asked anew each time. */
function fresh(view: View, key: string, get: () => unknown): void {
  Object.defineProperty(view, key, { get, enumerable: true, configurable: true });
}

/**
 * liquidjs looks for `next` on every value to see whether it is an iterator; that would read each post's neighbours.
 * Who means the key asks first whether it is there.
 */
function askedOnly(view: View): View {
  let asked = false;
  return new Proxy(view, {
    getOwnPropertyDescriptor(target, key) {
      if (key !== "next") return Reflect.getOwnPropertyDescriptor(target, key);
      asked = true;
      const found = Object.hasOwn(target, key);
      return found ? { configurable: true, enumerable: true, writable: true, value: undefined } : undefined;
    },
    get(target, key) {
      if (key === "next" && !asked) return undefined;
      if (key === "next") asked = false;
      return target[key as string];
    },
  });
}

/** Paths of documents are told below the folder that holds the collections. */
function belowBase(path: string, { jekyll }: Config): string {
  const base = `${jekyll?.collectionsDir}/`;
  return base !== "/" && path.startsWith(base) ? path.slice(base.length) : path;
}

export function createViews(host: ViewHost) {
  const { timezone: zone } = host.config;
  const views = new Map<string, { fingerprint: string; view: View }>();

  const viewOf = (doc: Doc): View => {
    const key = `${doc.path} ${doc.url}`; // the pages of a paginated list are one source
    const known = views.get(key);
    if (known?.fingerprint === doc.fingerprint) return known.view;
    const view = askedOnly(isPost(doc) ? postView(doc) : pageView(doc));
    views.set(key, { fingerprint: doc.fingerprint, view });
    return view;
  };
  const maybe = (doc: Doc | null): View | null => doc && viewOf(doc);

  const shared = (doc: Doc): View => {
    const view = hydrate(doc.data, zone) as View;
    view.url = doc.url;
    fresh(view, "content", () => host.content(doc));
    if (doc.data.excerpt === undefined) fresh(view, "excerpt", () => host.excerpt(doc));
    return view;
  };
  const documentParts = (view: View, doc: Doc, collection: string) => {
    view.id = doc.jekyll?.id;
    view.path = belowBase(doc.path, host.config);
    view.relative_path = view.path;
    view.name ??= doc.path.slice(doc.path.lastIndexOf("/") + 1);
    view.collection = collection;
    fresh(view, "output", () => host.content(doc));
    fresh(view, "previous", () => maybe(host.neighbour(doc, "previous")));
    fresh(view, "next", () => maybe(host.neighbour(doc, "next")));
  };
  const postView = (doc: Post): View => {
    const view = shared(doc);
    view.date = liquidTime(doc.date, zone);
    documentParts(view, doc, "posts");
    return view;
  };
  const pageView = (doc: StaticPage): View => {
    if (doc.jekyll?.archive !== undefined) return archiveView(doc, doc.jekyll.archive);
    const view = shared(doc);
    const collection = doc.jekyll?.collection ?? null;
    if (collection !== null) {
      documentParts(view, doc, collection);
      return view;
    }
    view.path = doc.data.path ?? doc.path;
    view.name = doc.jekyll?.name ?? doc.path.slice(doc.path.lastIndexOf("/") + 1);
    view.dir = doc.url.endsWith("/") ? doc.url : doc.url.slice(0, doc.url.lastIndexOf("/") + 1);
    return view;
  };
  const archiveView = (doc: StaticPage, list: JekyllList): View => {
    const view = hydrate(doc.data, zone) as View;
    return Object.assign(view, {
      ...{ url: doc.url, path: doc.path, posts: lazyList(source, list) },
      name: doc.path.replace(/^.*\//, "").replace(/(?<=.)\.[^.]*$/, ""), // so the gem has it: without extension
    });
  };
  const source = createListSource(host, viewOf);
  return { viewOf, source };
}

function createListSource(host: ViewHost, viewOf: (doc: Doc) => View): ListSource {
  const shown = new Map<unknown[], unknown[]>();
  return {
    items(list, offset, limit) {
      const found = host.ask({ name: "jekyll", list, offset, limit }) as (Doc | object)[];
      return remembered(shown, found, () =>
        found.map((item) => ("fingerprint" in item ? viewOf(item as Doc) : item)),
      );
    },
    count: (list) => host.ask({ name: "jekyll-count", list }) as number,
  };
}

/** `site`: the settings, and lists. A key that is not there is read, too: it may come. */
export function createSiteView(host: ViewHost, { viewOf, source }: ReturnType<typeof createViews>): View {
  const { config, note } = host;
  const jekyll = config.jekyll as JekyllConfig;
  const lists: View = bare();
  const archivePage = jekyll.archives === null ? null : createArchivePages(config);
  const archives = (page: NonNullable<typeof archivePage>) =>
    listArchives(config, host.ask).map((archive) => viewOf(page(archive)));
  const pages = lazyList(source, { of: "pages" });
  lazy(lists, "posts", () => lazyList(source, { of: "posts" }));
  if (archivePage !== null) fresh(lists, "archives", () => archives(archivePage));
  fresh(lists, "pages", () => (archivePage === null ? pages : [...pages, ...archives(archivePage)]));
  lazy(lists, "static_files", () => lazyList(source, { of: "files" }));
  fresh(lists, "html_pages", () => htmlOf(lists.pages as View[]));
  for (const taxonomy of ["category", "tag"] as const)
    lazy(lists, taxonomy === "tag" ? "tags" : "categories", () => termsView(host, source, taxonomy));
  for (const { label } of jekyll.collections)
    if (label !== "posts") lazy(lists, label, () => lazyList(source, { of: "documents", label }));
  lazy(lists, "collections", () =>
    [...jekyll.collections.filter(({ label }) => label !== "posts"), { label: "posts", output: true }].map(
      ({ label, output }) => ({ label, output, docs: lists[label], relative_directory: `_${label}` }),
    ),
  );
  fresh(lists, "documents", () =>
    [...jekyll.collections.map(({ label }) => label).filter((label) => label !== "posts"), "posts"].flatMap(
      (label) => [...(lists[label] as unknown[])],
    ),
  );
  fresh(lists, "related_posts", () => relatedPosts(host, source));
  lists.data = dataView(host);
  fresh(lists, "time", () => {
    note("time:");
    return liquidTime(jekyll.time, config.timezone);
  });
  const values = new Map<string, unknown>();
  const read = (key: string): unknown => {
    if (key in lists) return lists[key];
    note(`site.${key}`);
    if (!values.has(key)) values.set(key, hydrate(jekyll.values[key], config.timezone));
    return values.get(key);
  };
  return anyKey(read, () => [...Object.keys(jekyll.values), ...Object.keys(lists)]);
}

/** An object that has every key one asks for. */
function anyKey(read: (key: string) => unknown, keys: () => string[]): View {
  return new Proxy(bare(), {
    // liquidjs asks everything whether it knows another form of itself.
    get: (_, key) => (typeof key === "string" && key !== "toLiquid" ? read(key) : undefined),
    has: (_, key) => typeof key === "string",
    getOwnPropertyDescriptor: (_, key) =>
      typeof key === "string"
        ? { configurable: true, enumerable: true, writable: true, value: read(key) }
        : undefined,
    ownKeys: () => [...new Set(keys())],
  });
}

const htmlOf = (pages: readonly View[]): View[] =>
  pages.filter(({ url }) => typeof url === "string" && /(?:\/|\.x?html?)$/.test(url));

/** Posts by category or tag, as an object and as a list of pairs. */
function termsView(host: ViewHost, source: ListSource, of: Taxonomy): View {
  const lists = new Map<string, unknown[]>();
  const listOf = (key: string, known?: number): unknown[] => {
    const found = lists.get(key);
    if (found !== undefined && known === undefined) return found;
    const list = lazyList(source, { of, key }, undefined, known);
    if (known === undefined) lists.set(key, list);
    return list;
  };
  const terms = () => host.ask({ name: "jekyll-terms", taxonomy: of }) as { name: string; count: number }[];
  return new Proxy(bare(), {
    get(_, key) {
      if (key === Symbol.iterator)
        return () =>
          terms()
            .map(({ name, count }) => [name, listOf(name, count)])
            [Symbol.iterator]();
      if (typeof key !== "string" || key === "toLiquid") return undefined;
      if (key === "size") return terms().length;
      const list = listOf(key);
      return list.length === 0 ? undefined : list;
    },
    has: (_, key) => typeof key === "string" || key === Symbol.iterator,
    getOwnPropertyDescriptor: (_, key) =>
      typeof key === "string"
        ? { configurable: true, enumerable: true, writable: true, value: undefined }
        : undefined,
    ownKeys: () => terms().map(({ name }) => name),
  });
}

/** The newest others, in a post; nothing elsewhere. */
function relatedPosts(host: ViewHost, source: ListSource): unknown[] {
  const current = host.current();
  if (current === null || !isPost(current)) return [];
  return source
    .items({ of: "posts" }, 0, 11)
    .filter((post) => (post as View).path !== current.path)
    .slice(0, 10);
}

function dataView({ data, note, config }: ViewHost): View {
  const known = new Map<string, unknown>();
  return anyKey(
    (key) => {
      note(`data.${key}`);
      if (!known.has(key))
        known.set(key, hydrate(Object.hasOwn(data, key) ? data[key] : undefined, config.timezone));
      return known.get(key);
    },
    () => {
      note("data.*");
      return Object.keys(data);
    },
  );
}
