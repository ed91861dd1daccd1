// A source of a Jekyll site -> the record that the catalog keeps: posts and drafts, pages, documents of collections.
import { jekyllDate, jekyllPermalink } from "../diagnostics/jekyll.js";
import type { Config } from "../types/config.js";
import type { Instant, Parsed, Post, StaticPage } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { JekyllConfig, JekyllFacts } from "../types/jekyll.js";
import { readDate } from "./dates.js";
import { createDefaults, type DefaultsOf } from "./defaults.js";
import { openSource } from "./front-matter.js";
import { headingTitle } from "./heading-titles.js";
import { createMarkdown } from "./markdown.js";
import { merged } from "./merged.js";
import { withReadmePlace } from "./readmes.js";
import { checkLiquid } from "./syntax.js";
import { readCategories, readRedirects, readTags, rubyText, titleFromSlug } from "./terms.js";
import { documentUrl, outputOf, pageUrl, postPattern, withStyleSuffix } from "./urls.js";

export interface JekyllSource {
  path: string;
  fingerprint: string;
  bytes: Uint8Array;
  /** Milliseconds; the date of a draft that has none. */
  mtime: Instant;
}

/** `html` of what is parsed is the body as it stands: it is rendered with its page. */
export interface DocumentParser {
  post(source: JekyllSource): Parsed<Post>;
  page(source: JekyllSource): Parsed<StaticPage>;
}

interface Reading {
  config: Config;
  jekyll: JekyllConfig;
  defaultsOf: DefaultsOf;
  markdown(text: string): string;
}

export function createDocumentParser(config: Config): DocumentParser {
  const jekyll = config.jekyll as JekyllConfig;
  const reading = { config, jekyll, defaultsOf: createDefaults(jekyll), markdown: createMarkdown(jekyll) };
  return { post: (source) => parsePost(source, reading), page: (source) => parsePage(source, reading) };
}

const rejected = ({ path, fingerprint }: JekyllSource, problem: Diagnostic): Parsed<never> => ({
  ok: false,
  path,
  fingerprint,
  problems: [problem],
});

const textOf = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";

function splitName(path: string): { name: string; base: string; ext: string; folder: string } {
  const slash = path.lastIndexOf("/");
  const name = path.slice(slash + 1);
  const dot = name.lastIndexOf(".");
  const ext = dot > 0 ? name.slice(dot) : "";
  return {
    name,
    base: ext === "" ? name : name.slice(0, dot),
    ext,
    folder: path.slice(0, Math.max(0, slash)),
  };
}

/** What a converter makes of an extension. */
function convertedExt(ext: string, { markdownExt }: JekyllConfig): string {
  if (markdownExt.includes(ext.toLowerCase())) return ".html";
  return [".scss", ".sass"].includes(ext) ? ".css" : ext;
}

/** A permalink may say the extension itself. */
function outputExtOf(permalink: string, converted: string): string {
  if (permalink === "" || permalink.endsWith("/")) return converted;
  return /[^/]\.[^./]+$/.test(permalink) ? permalink.slice(permalink.lastIndexOf(".")) : converted;
}

function parsePost(source: JekyllSource, reading: Reading): Parsed<Post> {
  const { config, jekyll } = reading;
  const opened = openSource(source.path, source.bytes);
  if (!opened.ok) return rejected(source, opened.problem);
  const relative = belowCollections(source.path, jekyll);
  const isDraft = /(?:^|\/)_drafts\//.test(relative);
  const own = withoutNull(opened.data);
  const defaults = reading.defaultsOf(relative, isDraft ? "drafts" : "posts");
  const data = merged(isDraft ? merged(reading.defaultsOf(relative, "posts"), defaults) : defaults, own);
  const dated = /^(\d{2,4}-\d{1,2}-\d{1,2})-(.*)$/s.exec(splitName(relative).base);
  const { base, ext } = splitName(relative);
  const slug = textOf(data.slug) || (dated?.[2] ?? base).replace(/\.+$/, "");
  const typed = "date" in own && own.date == null ? "" : data.date;
  const date = data.date == null ? nameDate(dated?.[1], source, config) : readDate(typed, config.timezone);
  if (date === null || opened.data.date === null)
    return rejected(source, jekyllDate(textOf(data.date ?? dated?.[1]), { file: source.path, line: 1 }));
  const folders = foldersAbove(relative, isDraft ? "_drafts" : "_posts");
  const categories = readCategories(folders, defaults, own);
  const permalink = textOf(data.permalink);
  const outputExt = outputExtOf(permalink, convertedExt(ext, jekyll));
  const place = documentUrl(permalink || postPattern(patternOf("posts", jekyll)), {
    ...{ slug, baseName: base, date, zone: config.timezone, categories, outputExt, collection: "posts" },
    path: relative.slice(relative.indexOf("/_posts/") + 1, -ext.length || undefined).replace(/^_posts/, ""),
  });
  if ("unknown" in place)
    return rejected(source, jekyllPermalink(permalink, place.unknown, { file: source.path, line: 1 }));
  const { bodyLine, body } = opened;
  const problem =
    jekyll.liquid && data.render_with_liquid !== false ? checkLiquid(body, source.path, bodyLine) : null;
  if (problem !== null) return rejected(source, problem);
  const facts: JekyllFacts = {
    ...{ collection: "posts", ext, outputExt, bodyLine, isWritten: true },
    id: idOf(place.url, slug),
  };
  const title = data.title ?? titleFromSlug(slug);
  const complete = {
    ...data,
    title,
    slug,
    ext,
    categories,
    tags: readTags(data),
    draft: data.draft ?? isDraft,
  };
  const record: Post = {
    ...common(source, complete, place.url, outputOf(place.url, outputExt), facts),
    date,
    updated: null,
    visibility: visibilityOf(data, isDraft, jekyll),
    categories: unique(categories),
    tags: unique(complete.tags.map(rubyText)),
    excerpt: "",
    image: null,
    author: null,
    authors: [],
    series: null,
    translationKey: null,
    images: [],
    words: 0,
    minutes: 0,
  };
  return { ok: true, record, html: body, warnings: [] };
}

/** The slug beside the address, or beside the folder that the address is. */
const idOf = (url: string, slug: string): string => `${url.replace(/\/?[^/]*\/?$/, "")}/${slug}`;

const unique = (names: readonly string[]): string[] => [...new Set(names)];

function nameDate(text: string | undefined, { mtime }: JekyllSource, { timezone }: Config): Instant | null {
  return text === undefined ? mtime : readDate(text, timezone);
}

function common(
  { path, fingerprint }: JekyllSource,
  data: Record<string, unknown>,
  url: string,
  output: string,
  facts: JekyllFacts,
) {
  return {
    path,
    fingerprint,
    title: textOf(data.title),
    description: textOf(data.description),
    layout: data.layout == null || data.layout === false ? "" : textOf(data.layout),
    url,
    output,
    lang: typeof data.lang === "string" ? data.lang : null,
    inSitemap: data.sitemap !== false,
    redirectFrom: readRedirects(data.redirect_from),
    data,
    jekyll: facts,
  };
}

const visibilityOf = (data: Record<string, unknown>, isDraft: boolean, { unpublished }: JekyllConfig) => {
  if (data.published === false && !unpublished) return "unpublished";
  return isDraft ? "draft" : "public";
};

/** A key without a value takes nothing away from what the defaults say. */
const withoutNull = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));

const belowCollections = (path: string, { collectionsDir }: JekyllConfig): string =>
  collectionsDir !== "" && path.startsWith(`${collectionsDir}/`)
    ? path.slice(collectionsDir.length + 1)
    : path;

/** Folders above `_posts` are categories, those below are not. */
function foldersAbove(path: string, special: string): string[] {
  const folders = path.split("/");
  return folders.slice(0, folders.indexOf(special));
}

function patternOf(label: string, { collections, permalink }: JekyllConfig): string {
  const own = collections.find((collection) => collection.label === label)?.permalink;
  return own ?? permalink;
}

function parsePage(source: JekyllSource, reading: Reading): Parsed<StaticPage> {
  const { jekyll } = reading;
  const opened = openSource(source.path, source.bytes);
  if (!opened.ok) return rejected(source, opened.problem);
  const relative = belowCollections(source.path, jekyll);
  const label = relative.startsWith("_") ? relative.slice(1, relative.indexOf("/")) : null;
  const collection = jekyll.collections.find((one) => one.label === label) ?? null;
  const defaults = reading.defaultsOf(relative, collection?.label ?? "pages");
  const data = merged(defaults, collection === null ? opened.data : withoutNull(opened.data));
  const { bodyLine, body } = opened;
  const problem = data.render_with_liquid === false ? null : checkLiquid(body, source.path, bodyLine);
  if (problem !== null) return rejected(source, problem);
  const readme = { isPlain: bodyLine === 1, place: () => placePage(relative, data, jekyll) };
  const placed =
    collection === null
      ? placePage(relative, withReadmePlace(relative, data, readme, jekyll), jekyll)
      : placeDocument(relative, collection.label, data, reading);
  if ("unknown" in placed)
    return rejected(
      source,
      jekyllPermalink(textOf(data.permalink), placed.unknown, { file: source.path, line: 1 }),
    );
  const { url, outputExt, id, complete } = placed;
  const { ext } = splitName(relative);
  const heading = headingTitle(
    { ext, body, data, typed: opened.data, collection: collection?.label ?? null },
    reading,
  );
  if (heading !== null) complete.title = heading.title;
  const facts = {
    collection: collection?.label ?? null,
    ext,
    outputExt,
    id,
    bodyLine,
    isWritten: collection?.output ?? true,
    ...(heading?.isStripped && { stripsHeading: true }),
  };
  const record: StaticPage = {
    ...common(source, complete, url, outputOf(url, outputExt), facts),
    visibility: visibilityOf(data, false, jekyll),
    format: "html",
    bodyLine,
  };
  if (!facts.isWritten) record.output = `.unwritten/${source.path}`;
  return { ok: true, record, html: body, warnings: [] };
}

type Placed =
  | { url: string; outputExt: string; id: string; complete: Record<string, unknown> }
  | { unknown: string };

const HTML = [".html", ".xhtml", ".htm"];

function placePage(path: string, data: Record<string, unknown>, jekyll: JekyllConfig): Placed {
  const { base, ext, folder } = splitName(path);
  const permalink = textOf(data.permalink);
  const outputExt = outputExtOf(permalink, convertedExt(ext, jekyll));
  const pattern = permalink || pagePattern(base, outputExt, jekyll);
  const url = pageUrl(pattern, { path: folder, baseName: base.replace(/\.+$/, ""), outputExt });
  return { url, outputExt, id: "", complete: data };
}

function pagePattern(base: string, outputExt: string, { permalink }: JekyllConfig): string {
  if (!HTML.includes(outputExt)) return "/:path/:basename:output_ext";
  return base === "index" ? "/:path/" : withStyleSuffix("/:path/:basename", permalink);
}

function placeDocument(
  path: string,
  label: string,
  data: Record<string, unknown>,
  { config, jekyll }: Reading,
): Placed {
  const { base, ext } = splitName(path);
  const permalink = textOf(data.permalink);
  const outputExt = outputExtOf(permalink, convertedExt(ext, jekyll));
  const dated = /^(\d{2,4}-\d{1,2}-\d{1,2})-(.*)$/s.exec(base);
  const slug = textOf(data.slug) || (dated?.[2] ?? base);
  const date = readDate(data.date ?? dated?.[1], config.timezone) ?? jekyll.time;
  const own = jekyll.collections.find((collection) => collection.label === label)?.permalink;
  const pattern = own ? postPattern(own) : withStyleSuffix("/:collection/:path", jekyll.permalink);
  const categories = readCategories([], {}, data);
  const found = documentUrl(permalink || pattern, {
    ...{ slug, baseName: base, date, zone: config.timezone, categories, outputExt, collection: label },
    path: path.slice(label.length + 2, -ext.length || undefined),
  });
  if ("unknown" in found) return found;
  const title = data.title ?? titleFromSlug(slug);
  const known = data.date == null && dated === null ? {} : { date: { $time: date } };
  const complete = { ...data, ...known, title, slug, ext, categories, tags: readTags(data), draft: false };
  return { url: found.url, outputExt, id: idOf(found.url, slug), complete };
}
