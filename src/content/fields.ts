// Front matter keys as values of the type that is expected. What is wrong is collected, never thrown:
// an author sees all mistakes of a file at once.
import {
  fieldIgnored,
  fieldType,
  layoutInvalid,
  redirectInvalid,
  termComma,
  termTooLong,
} from "../diagnostics/posts.js";
import { decodeAttribute } from "../html-text.js";
import type { Post } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { encodeUrl, foldTerm, sitePath } from "../urls.js";
import type { FrontMatter } from "./front-matter.js";

/** One file's front matter being read. */
export interface Reading {
  matter: FrontMatter;
  problems: Diagnostic[];
  warnings: Diagnostic[];
}

const MAX_TERM = 200;

/** The text of a key as typed (`012` stays `012`); `null` where it is missing or has no value. */
export function readText(reading: Reading, key: string): string | null {
  const value = reading.matter.data[key];
  if (value === undefined || value === null) return null;
  if (isScalar(value)) return reading.matter.text(key) ?? String(value);
  reading.problems.push(fieldType(key, "text", kindOf(value), reading.matter.place(key)));
  return null;
}

/** One line of plain text: a title, a name. Markup stays, as text. */
export function readLine(reading: Reading, key: string): string | null {
  const text = readText(reading, key);
  return text === null ? null : cleanLine(text);
}

/** One line of plain text from text that may hold HTML. For reading, not for safety: templates escape it. */
export function readPlain(reading: Reading, key: string): string {
  // bounded: thousands of comments that never end must not take quadratic time
  const text = readText(reading, key)?.replace(/<!--[\s\S]{0,500}?-->|<\/?[a-z][^<>]*>/gi, "") ?? "";
  return cleanLine(decodeAttribute(text) ?? text);
}

/** `true`, `false`, and what YAML used to read as them; a mistake must never publish what was to be hidden. */
export function readFlag(reading: Reading, key: string): boolean | null {
  const text = readText(reading, key)?.trim().toLowerCase();
  if (text === undefined || text === "") return null;
  if (["true", "yes", "on", "1"].includes(text)) return true;
  if (["false", "no", "off", "0"].includes(text)) return false;
  reading.problems.push(fieldType(key, "true or false", `"${text}"`, reading.matter.place(key)));
  return null;
}

/** `published: false` hides more than a draft: it stays hidden where drafts are shown. */
export function readVisibility(reading: Reading, inDraftsFolder = false): Post["visibility"] {
  const draft = readFlag(reading, "draft") === true || inDraftsFolder;
  if (readFlag(reading, "published") === false) return "unpublished";
  return draft ? "draft" : "public";
}

/** A template's name; Jekyll's `layout: none` means the default here. */
export function readLayout(reading: Reading, fallback: string): string {
  const text = readText(reading, "layout")
    ?.trim()
    .replace(/\.(?:njk|html)$/, "");
  if (!text || /^(?:none|null|false|nil)$/.test(text)) return fallback;
  if (!/^\w[\w-]*(?:\/\w[\w-]*)*$/.test(text)) {
    reading.problems.push(layoutInvalid(text, reading.matter.place("layout")));
  }
  return text;
}

/** Jekyll's rule: text is split at blanks, a list keeps them; then the singular key, which is one term. */
export function readTerms(
  reading: Reading,
  plural: string,
  singular: string,
  first: string[] = [],
): string[] {
  const several = readList(reading, plural, (text) => text.split(/[ \t\r\n]+/));
  for (const name of several) {
    if (name.endsWith(",")) reading.warnings.push(termComma(plural, name, reading.matter.place(plural)));
  }
  const one = readList(reading, singular, (text) => [text]);
  const terms = new Map<string, string>();
  for (const typed of [...first, ...several, ...one]) {
    const name = cleanLine(typed);
    if (name.length > MAX_TERM) {
      reading.warnings.push(termTooLong(plural, name, MAX_TERM, reading.matter.place(plural)));
    } else if (name !== "" && !terms.has(foldTerm(name))) {
      terms.set(foldTerm(name), name);
    }
  }
  return [...terms.values()];
}

/** Old paths of this page, as URLs. One that cannot be served costs a warning, not the page. */
export function readRedirects(reading: Reading, ownUrl: string): string[] {
  const urls = new Set<string>();
  for (const path of readList(reading, "redirect_from", (text) => [text])) {
    if (path.trim() === "") continue;
    const found = sitePath(path.trim());
    if (!found.ok) {
      reading.warnings.push(redirectInvalid(path, found.why, reading.matter.place("redirect_from")));
    } else if (found.url !== ownUrl) {
      urls.add(found.url);
    }
  }
  return [...urls];
}

/** A BCP 47 tag such as `zh-CN`; `zh_CN` is what people write for it. */
export function readLang(reading: Reading): string | null {
  const text = readText(reading, "lang")?.trim().replaceAll("_", "-");
  if (!text) return null;
  if (/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(text)) return text;
  reading.warnings.push(
    ignored(reading, "lang", `"${text}" is not a language tag`, "Write for example zh-CN or en."),
  );
  return null;
}

/** An address of an image, from text or from an object's `path`, `url` or `src`. */
export function readImage(reading: Reading): string | null {
  const value = firstOf(reading.matter.data.image);
  if (value === undefined || value === null || value === false) return null;
  const address = isRecord(value) ? (value.path ?? value.url ?? value.src) : value;
  const hint = "Write a path of this site (/images/a.jpg) or an https:// address.";
  if (typeof address !== "string") {
    reading.warnings.push(ignored(reading, "image", "it holds no address", hint));
    return null;
  }
  // white space and control characters are what browsers skip when they look for a scheme
  const url = address.replace(/[\p{Cc}\u2028\u2029]/gu, "").trim();
  if (url === "") return null;
  if (/^https?:\/\/[^/]|^[^:\\]*(?:[/?#]|$)/i.test(url)) return encodeUrl(url);
  reading.warnings.push(
    ignored(reading, "image", `"${url.slice(0, 60)}" is neither a path nor a web address`, hint),
  );
  return null;
}

/** The names of `author`, one or a list, as typed; an object's `name` is its name. */
export function readAuthors(reading: Reading): string[] {
  const value = reading.matter.data.author;
  if (!Array.isArray(value) && !isRecord(value)) return [readLine(reading, "author") ?? ""].filter(Boolean);
  const names: string[] = [];
  for (const author of Array.isArray(value) ? value : [value]) {
    const name = isRecord(author) ? author.name : author;
    if (isScalar(name)) names.push(cleanLine(String(name)));
    else reading.warnings.push(ignored(reading, "author", "it has no name", "Write author: Name."));
  }
  return names.filter(Boolean);
}

/** Several names joined as their script does. */
export function joinNames(names: readonly string[]): string | null {
  return names.join(/\p{Script=Han}/u.test(names.join("")) ? "、" : ", ") || null;
}

/** Names that can have a page of their own, each once. */
export function distinctNames(reading: Reading, key: string, names: readonly string[]): string[] {
  const distinct = new Map<string, string>();
  for (const name of names)
    if (name.length > MAX_TERM)
      reading.warnings.push(termTooLong(key, name, MAX_TERM, reading.matter.place(key)));
    else if (!distinct.has(foldTerm(name))) distinct.set(foldTerm(name), name);
  return [...distinct.values()];
}

/** The series that a post is a part of: one name, also where it stands in a list of one. */
export function readSeries(reading: Reading): string | null {
  const value = reading.matter.data.series;
  const list = Array.isArray(value) ? value : [value ?? ""];
  const [name = "", more] = list;
  if (!isScalar(name) || more !== undefined) {
    const hint = "Write series: Its name.";
    reading.warnings.push(ignored(reading, "series", "a post is a part of one series, by its name", hint));
    return null;
  }
  const text = Array.isArray(value) ? reading.matter.textList("series")?.[0] : reading.matter.text("series");
  return distinctNames(reading, "series", [cleanLine(text ?? String(name))].filter(Boolean))[0] ?? null;
}

/** Every key but those in `known`, as JSON can hold it. */
export function readData(reading: Reading, known: ReadonlySet<string>): Record<string, unknown> {
  const rest = Object.entries(reading.matter.data).filter(
    ([key, value]) => !known.has(key) || keepsDetail(key, value),
  );
  return toJson(Object.fromEntries(rest)) as Record<string, unknown>;
}

/** One line: no control characters, no invisible ones that scraped text brings, no runs of white space. */
export function cleanLine(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]/gu, " ")
    .replace(/[\u200b\u2060\ufeff\u202a-\u202e\p{Surrogate}]/gu, "")
    .replace(/\s{2,}/g, " ")
    .trim();
}

/** An image's `alt` or an author's `url` are a template's to show. */
const keepsDetail = (key: string, value: unknown) =>
  (key === "image" || key === "author") && isRecord(firstOf(value));

function readList(reading: Reading, key: string, split: (text: string) => string[]): string[] {
  const { matter, problems } = reading;
  const value = matter.data[key];
  if (value === undefined || value === null) return [];
  if (isScalar(value)) return split(matter.text(key) ?? String(value));
  if (Array.isArray(value) && value.every((item) => item === null || isScalar(item)))
    return matter.textList(key) ?? [];
  const found = Array.isArray(value) ? "a list that holds more than text" : kindOf(value);
  problems.push(fieldType(key, "text or a list of texts", found, matter.place(key)));
  return [];
}

function toJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJson);
  if (value instanceof Date) return Number.isNaN(+value) ? null : value.toISOString();
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (!isRecord(value)) return isScalar(value) ? value : null;
  // `__proto__` would reach every object that a later spread or merge makes
  const entries = Object.entries(value).filter(([key]) => key !== "__proto__");
  return Object.fromEntries(entries.map(([key, item]) => [key, toJson(item)]));
}

const ignored = (reading: Reading, key: string, why: string, hint: string): Diagnostic =>
  fieldIgnored(key, why, hint, reading.matter.place(key));

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Date);
const isScalar = (value: unknown): value is string | number | bigint | boolean | Date =>
  ["string", "number", "bigint", "boolean"].includes(typeof value) || value instanceof Date;

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  return isRecord(value) ? "a group of keys" : typeof value;
}
