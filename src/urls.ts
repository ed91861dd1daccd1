// URLs and the files behind them: slugs, permalinks, and the check that nothing is written outside `dist/`.
// Pure. A URL is percent-encoded and starts with `/`; an output is the file below `dist/`, not encoded.
import { createHash } from "node:crypto";
import { DATE_PLACEHOLDERS, dateValues } from "./date-placeholders.js";
import { createRecent, remembered } from "./memo.js";
import type { Instant } from "./types/content.js";

/** Bytes: with an extension and a temporary file's suffix still below the 255 of common file systems. */
const MAX_SLUG = 180;
const MAX_SEGMENT = 255;
const MAX_OUTPUT = 1024;
/** Bytes of `:categories`, so that a post in dozens of them still has a path. */
const MAX_CATEGORIES = 600;

// ---------------------------------------------------------------- names

/** What Jekyll's `:title` keeps of a name, case included. Always a safe path segment, the same on every call. */
export function slugify(text: string): string {
  if (text.length <= MAX_SLUG && /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(text)) return text;
  const slug = text.replace(/[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu, "-").replace(/^-|-$/g, "");
  return /^\.*$/.test(slug) ? shortHash(text) : shorten(slug);
}

/** Identity of a term: `TechWeb` and `Techweb` are one (NFKC, case folded, white space collapsed). */
export function foldTerm(name: string): string {
  const text = name.trim();
  if (/^[a-z0-9-]*$/.test(text)) return text;
  const folded = text.normalize("NFKC").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
  return folded.normalize("NFKC").replace(/\s+/g, " ").trim();
}

/** Two outputs with one key would be one file on some file system, where case or Unicode form is not told apart. */
export function pathKey(output: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
  if (/^[\x00-\x7f]*$/.test(output)) return output.toLowerCase();
  return output.normalize("NFC").toLowerCase().replaceAll("ς", "σ").normalize("NFC");
}

const shortHash = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 8);

/** Cut at a character; what was cut lives on in a hash, so that two long names stay two. */
function shorten(slug: string): string {
  if (slug.length * 3 <= MAX_SLUG || Buffer.byteLength(slug) <= MAX_SLUG) return slug;
  const room = MAX_SLUG - 9;
  let kept = "";
  let bytes = 0;
  for (const character of slug) {
    bytes += Buffer.byteLength(character);
    if (bytes > room) break;
    kept += character;
  }
  return `${kept.replace(/-$/, "")}-${shortHash(slug)}`;
}

// ---------------------------------------------------------------- patterns

/** Jekyll's named styles. */
export const PERMALINK_STYLES: Readonly<Record<string, string>> = {
  date: "/:categories/:year/:month/:day/:title:output_ext",
  pretty: "/:categories/:year/:month/:day/:title/",
  ordinal: "/:categories/:year/:y_day/:title:output_ext",
  weekdate: "/:categories/:year/W:week/:short_day/:title:output_ext",
  none: "/:categories/:title:output_ext",
};

/** One of Jekyll's named styles as a pattern; anything else is a pattern already. */
export function expandStyle(style: string): string {
  if (Object.hasOwn(PERMALINK_STYLES, style)) return PERMALINK_STYLES[style]!;
  return style.startsWith("/") ? style : `/${style}`;
}

/** What a post's permalink is made of. */
export interface PermalinkValues {
  /** The `slug` key, or the file's name without date and extension. */
  name: string;
  date: Instant;
  /** The site's zone: the URL's date is taken there. */
  zone: string;
  categories: readonly string[];
}

export type OutputPath = { ok: true; output: string } | { ok: false; why: string };
export type Permalink = { ok: true; url: string; output: string } | { ok: false; why: string };

/** A post's URL and file. Refuses what leaves the site; nothing is cleaned up, so a typing error cannot hide. */
export function permalink(pattern: string, values: PermalinkValues): Permalink {
  const unknown = unknownPlaceholder(pattern, POST_PLACEHOLDERS);
  if (unknown) return { ok: false, why: unknown };
  return locate(pattern, permalinkUrl(pattern, values));
}

/** A post's URL. Values are made safe here; a pattern's own text is held by `outputPath`. */
export function permalinkUrl(pattern: string, values: PermalinkValues): string {
  const dateValue = dateValues(values.date, values.zone);
  return expand(pattern, (name) =>
    Object.hasOwn(FROM_POST, name) ? FROM_POST[name]!(values) : dateValue(name),
  );
}

const DIGITS: Readonly<Record<string, number>> = { year: 4, month: 2, day: 2 };

/** Values of a listing's or a page's pattern: `:slug`, `:n`, `:year` … Whatever a value holds, it stays below its place. */
export function fillPattern(pattern: string, values: Readonly<Record<string, string | number>>): string {
  return expand(pattern, (name) => {
    if (!Object.hasOwn(values, name)) return undefined;
    const value = String(values[name]).padStart(DIGITS[name] ?? 0, "0");
    return value.split("/").map(safeSegment).filter(Boolean).join("/");
  });
}

/** URL and file of a page with a pattern of its own (`:slug`, `:path` …). */
export function pagePermalink(pattern: string, values: Readonly<Record<string, string | number>>): Permalink {
  const unknown = unknownPlaceholder(pattern, Object.keys(values));
  if (unknown) return { ok: false, why: unknown };
  return locate(pattern, fillPattern(pattern, values));
}

/** URL and file of a path as somebody typed it: no placeholders, percent-encoded or not. */
export function sitePath(path: string): Permalink {
  return locate(
    path,
    expand(path, () => undefined),
  );
}

/** What is wrong with a configured pattern, or `null`. `allowed` names its placeholders; a post's by default. */
export function validatePattern(
  pattern: string,
  allowed: readonly string[] = POST_PLACEHOLDERS,
): string | null {
  const unknown = unknownPlaceholder(pattern, allowed);
  if (unknown) return unknown;
  const style = expandStyle(pattern);
  const sample = locate(
    style,
    expand(style, () => "x"),
  );
  return sample.ok ? null : sample.why;
}

/** Jekyll adds `.html` where the pattern has no extension of its own, also where the title holds a dot. */
function locate(pattern: string, url: string): Permalink {
  if (/^(?:\/\/|\/?[a-z][a-z0-9+.-]*:\/\/)/i.test(pattern))
    return { ok: false, why: "it names another host" };
  const found = outputPath(url);
  if (!found.ok) return found;
  const own = /:output_ext$|\.[^./]+$|\/$/.test(pattern);
  const output = own || found.output.endsWith(".html") ? found.output : `${found.output}.html`;
  return { ok: true, url, output };
}

const PLACEHOLDER = /:([a-z_]+)/g;

/** As in Jekyll, a trailing `_` may be text: `:year_:month`. */
function lookUp<T>(
  name: string,
  find: (name: string) => T | undefined,
): { value: T; rest: string } | undefined {
  const value = find(name);
  if (value !== undefined) return { value, rest: "" };
  const shorter = name.endsWith("_") ? find(name.slice(0, -1)) : undefined;
  return shorter === undefined ? undefined : { value: shorter, rest: "_" };
}

/** A pattern's texts, and between each two the name of a placeholder. A site has a few, posts may have their own. */
const PIECES = createRecent<string, string[]>(200);

function expand(pattern: string, find: (name: string) => string | undefined): string {
  const pieces = remembered(PIECES, pattern, () => encodeUrl(pattern).split(PLACEHOLDER));
  let url = `/${pieces[0]}`;
  for (let at = 1; at < pieces.length; at += 2) {
    const found = lookUp(pieces[at] as string, find);
    url += found ? encodeValue(found.value) + found.rest : `:${pieces[at]}`;
    url += pieces[at + 1];
  }
  return url.includes("//") ? url.replace(/\/{2,}/g, "/") : url;
}

function unknownPlaceholder(pattern: string, allowed: readonly string[]): string | null {
  for (const [match, name] of pattern.matchAll(PLACEHOLDER)) {
    if (lookUp(name!, (n) => (allowed.includes(n) ? true : undefined))) continue;
    return `"${match}" is not a placeholder; there are ${allowed.map((n) => `:${n}`).join(" ")}`;
  }
  return null;
}

/** Encodes what a URL cannot hold as it is; what is percent-encoded already stays. */
export function encodeUrl(text: string): string {
  if (/^[\w:/.-]*$/.test(text)) return text;
  return encodeURI(wellFormed(text)).replace(/%25(?=[0-9A-Fa-f]{2})/g, "%");
}

const encodeValue = (value: string) =>
  /^[\w.-]*$/.test(value)
    ? value
    : encodeURI(wellFormed(value)).replaceAll("?", "%3F").replaceAll("#", "%23");

const wellFormed = (text: string) => text.replace(/\p{Surrogate}/gu, "\ufffd");

// ---------------------------------------------------------------- a post's values

const FROM_POST: Readonly<Record<string, (post: PermalinkValues) => string>> = {
  title: (post) => slugify(post.name),
  slug: (post) => lowerSlug(post.name),
  categories: (post) => categoryPath(post.categories.map((c) => c.toLowerCase().split("/").map(safeSegment))),
  slugified_categories: (post) => categoryPath(post.categories.map((c) => [lowerSlug(c)])),
  output_ext: () => ".html",
};
/** Every placeholder of a post's permalink. */
export const POST_PLACEHOLDERS: readonly string[] = [...Object.keys(FROM_POST), ...DATE_PLACEHOLDERS];

/** Jekyll's `:slug`: lower case, letters and digits only. */
function lowerSlug(text: string): string {
  const slug = text.replace(/[^\p{M}\p{L}\p{Nd}]+/gu, "-").replace(/^-|-$/g, "");
  return slug === "" ? shortHash(text) : shorten(slug.toLowerCase());
}

/** Jekyll keeps a category's spaces and slashes; here each part must also be a segment that stays in its place. */
function categoryPath(categories: string[][]): string {
  const path = [...new Set(categories.map((parts) => parts.filter(Boolean).join("/")))]
    .filter(Boolean)
    .join("/");
  if (Buffer.byteLength(path) <= MAX_CATEGORIES) return path;
  const kept = path.split("/").slice(0, 3).join("/");
  return `${kept}/${shortHash(path)}`;
}

function safeSegment(text: string): string {
  const segment = text.trim();
  if (segment === "" || (Buffer.byteLength(segment) <= MAX_SLUG && !segmentProblem(segment))) return segment;
  return slugify(segment);
}

// ---------------------------------------------------------------- URL -> file

/**
 * The file of a URL: `/x/` is `x/index.html`, `/x` is `x.html`, `/x.json` itself.
 * Whatever does not stay below `dist/` on every file system and server is refused, not cleaned.
 */
export function outputPath(url: string): OutputPath {
  if (url.length <= 240 && /^(?:\/[A-Za-z0-9_-][\w.-]*)+\/?$/.test(url))
    return { ok: true, output: fileOf(url) };
  const path = decodePath(url);
  if (!path.ok) return path;
  const output = fileOf(path.output);
  if (output.length > MAX_OUTPUT || Buffer.byteLength(output) > MAX_OUTPUT)
    return { ok: false, why: `it is longer than ${MAX_OUTPUT} bytes` };
  for (const segment of output.split("/")) {
    const why = segmentProblem(segment);
    if (why) return { ok: false, why };
  }
  return { ok: true, output };
}

function decodePath(url: string): OutputPath {
  if (!url.startsWith("/")) return { ok: false, why: 'it does not begin with "/"' };
  if (url.startsWith("//")) return { ok: false, why: 'it begins with "//" and so names another host' };
  if (/[?#]/.test(url)) return { ok: false, why: 'a file has no "?" or "#" in its URL; write %3F or %23' };
  if (/%2f/i.test(url)) return { ok: false, why: "it holds an encoded slash (%2F)" };
  try {
    return { ok: true, output: decodeURIComponent(url) };
  } catch {
    return { ok: false, why: "its percent-encoding is not UTF-8" };
  }
}

function fileOf(path: string): string {
  const file = path.slice(1);
  if (file === "" || file.endsWith("/")) return `${file}index.html`;
  return /[^/]\.[^./]+$/.test(file) ? file : `${file}.html`;
}

function segmentProblem(segment: string): string | null {
  if (segment === "") return 'it holds "//"';
  // a server may decode a second time
  const decoded = segment.includes("%")
    ? segment.replace(/%(?:25)*(2e|2f|5c|00)/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
    : segment;
  if (/^\.\.?$/.test(decoded) || /(?:^|\/)\.\.?(?:\/|$)/.test(decoded))
    return `"${segment}" would leave its folder`;
  if (/[\\/]/.test(decoded)) return "it holds a backslash or a doubly encoded slash";
  if (/[\p{Cc}\p{Surrogate}]/u.test(decoded)) return "it holds a control character";
  if (Buffer.byteLength(segment) > MAX_SEGMENT) return `a part of it is longer than ${MAX_SEGMENT} bytes`;
  return null;
}

/** Folders of an output that could be files as well, for their names have an ending: `a.html/b.html` is in `a.html`. */
export function foldersLikeFiles(output: string): string[] {
  if (!/\.[^/]*\//.test(output)) return [];
  const parts = output.split("/").slice(0, -1);
  return parts.flatMap((part, index) => (part.includes(".") ? parts.slice(0, index + 1).join("/") : []));
}

/** The URL as written in a page of a site that lives below a path. */
export function withBase(basePath: string, url: string): string {
  return url.startsWith("/") && !url.startsWith("//") ? basePath + url : url;
}
