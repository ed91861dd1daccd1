// Jekyll's URLs: slugs, permalink styles and placeholders, and the file that a URL is written to. Pure.
import type { Instant } from "../types/content.js";
import { PERMALINK_STYLES } from "../urls.js";
import { strftime } from "./dates.js";

const MODES: Readonly<Record<string, RegExp>> = {
  raw: /\s+/g,
  default: /[^\p{M}\p{L}\p{Nd}]+/gu,
  pretty: /[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu,
  ascii: /[^A-Za-z0-9]+/g,
  latin: /[^\p{M}\p{L}\p{Nd}]+/gu,
};

/** Of the `latin` mode only accents are done, not other scripts. */
export function slugify(text: string, mode = "default", cased = false): string {
  const pattern = Object.hasOwn(MODES, mode) ? MODES[mode] : undefined;
  if (pattern === undefined) return cased ? text : text.toLowerCase();
  const plain = mode === "latin" ? text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("ß", "ss") : text;
  const slug = plain.replace(pattern, "-").replace(/^-|-$/g, "");
  return cased ? slug : slug.toLowerCase();
}

export const postPattern = (style: string): string =>
  Object.hasOwn(PERMALINK_STYLES, style) ? (PERMALINK_STYLES[style] as string) : style;

/** What pages and other collections get of a site's style. */
export function withStyleSuffix(pattern: string, style: string): string {
  if (style === "pretty" || style.endsWith("/")) return `${pattern}/`;
  return ["date", "ordinal", "none"].includes(style) || style.endsWith(":output_ext")
    ? `${pattern}:output_ext`
    : pattern;
}

export interface UrlValues {
  slug: string;
  baseName: string;
  date: Instant;
  zone: string;
  categories: readonly string[];
  outputExt: string;
  collection: string;
  /** Below the collection's folder, without extension. */
  path: string;
}

const DATE_FORMS: Readonly<Record<string, string>> = {
  ...{
    year: "%Y",
    month: "%m",
    day: "%d",
    hour: "%H",
    minute: "%M",
    second: "%S",
    i_day: "%-d",
    i_month: "%-m",
  },
  ...{ short_month: "%b", long_month: "%B", short_year: "%y", w_year: "%G", week: "%V", w_day: "%u" },
  ...{ short_day: "%a", long_day: "%A", y_day: "%j" },
};

/** `null`: the pattern names what there is not; `unknown` says what. */
export function documentUrl(pattern: string, values: UrlValues): { url: string } | { unknown: string } {
  let unknown: string | null = null;
  const url = pattern.replace(/:([a-z_]+)/g, (_, typed: string) => {
    for (const name of typed.endsWith("_") ? [typed, typed.slice(0, -1)] : [typed]) {
      const value = placeholder(name, values);
      if (value !== undefined) return escapePath(value) + typed.slice(name.length);
    }
    unknown ??= `there is no :${typed}`;
    return "";
  });
  return unknown === null ? { url: sanitizeUrl(url) } : { unknown };
}

function placeholder(name: string, values: UrlValues): string | undefined {
  if (Object.hasOwn(DATE_FORMS, name)) return strftime(values.date, values.zone, DATE_FORMS[name] as string);
  switch (name) {
    case "title":
      return slugify(values.slug, "pretty", true);
    case "slug":
      return slugify(values.slug);
    case "name":
      return slugify(values.baseName);
    case "categories":
      return unique(values.categories.map((category) => category.toLowerCase())).join("/");
    case "slugified_categories":
      return unique(values.categories.map((category) => slugify(category))).join("/");
    case "output_ext":
      return values.outputExt;
    case "collection":
      return values.collection;
    case "path":
      return values.path;
    default:
      return undefined;
  }
}

const unique = (texts: string[]): string[] => [...new Set(texts)];

export interface PageUrlValues {
  /** The page's folder. */
  path: string;
  baseName: string;
  outputExt: string;
}

export function pageUrl(pattern: string, { path, baseName, outputExt }: PageUrlValues): string {
  const filled = pattern
    .replaceAll(":path", () => escapePath(path))
    .replaceAll(":basename", () => escapePath(baseName))
    .replaceAll(":output_ext", outputExt);
  return sanitizeUrl(filled);
}

/** Of a page that a plugin makes: what has no value is no placeholder. */
export function filledUrl(pattern: string, values: Readonly<Record<string, string>>): string {
  const filled = Object.entries(values).reduce(
    (url, [name, value]) => url.replaceAll(`:${name}`, () => escapePath(value)),
    pattern,
  );
  return sanitizeUrl(filled);
}

const escapePath = (path: string): string => encodeURI(wellFormed(path)).replace("#", "%23");

const sanitizeUrl = (url: string): string =>
  `/${url}`
    .replaceAll("..", "/")
    .replaceAll("./", "")
    .replace(/\/{2,}/g, "/");

/** The file of a URL, below the published folder; it cannot leave it. */
export function outputOf(url: string, outputExt: string): string {
  const parts: string[] = [];
  for (const part of decode(url).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part.replaceAll("\0", ""));
  }
  const path = parts.join("/");
  if (url.endsWith("/")) return path === "" ? `index${outputExt}` : `${path}/index${outputExt}`;
  return path.endsWith(outputExt) ? path : path + outputExt;
}

function decode(url: string): string {
  try {
    return decodeURIComponent(url);
  } catch {
    return url.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  }
}

/** Half a character cannot be encoded. */
export const wellFormed = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
