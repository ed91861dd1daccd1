// Categories, tags, titles and redirects as Jekyll takes them from front matter.
import { isYamlDate, isYamlTime } from "./yaml-time.js";

type Values = Record<string, unknown>;

/** Ruby's `to_s`, for what YAML gives. */
export function rubyText(value: unknown): string {
  if (value == null) return "";
  if (isYamlDate(value)) return value.$date;
  if (isYamlTime(value))
    return new Date(value.$time)
      .toISOString()
      .replace("T", " ")
      .replace(/\.\d+Z$/, " UTC");
  return String(value);
}

const split = (text: string): string[] => text.trim().split(/\s+/).filter(Boolean);

const asList = (value: unknown): unknown[] => {
  if (typeof value === "string") return split(value);
  return Array.isArray(value) ? value.flat(9) : value == null ? [] : [value];
};

/** Folders first, then what the defaults say, then the front matter: each once. `category` is one, blanks and all. */
export function readCategories(folders: readonly string[], defaults: Values, own: Values): string[] {
  const single = own.category ?? defaults.category;
  const listed = [...folders, ...asList(defaults.categories), ...asList(own.categories)];
  const added = single === undefined ? listed : asArray(single);
  return [...new Set([...listed, ...added].map(rubyText))].filter((name) => name !== "");
}

const asArray = (value: unknown): unknown[] => (Array.isArray(value) ? value.flat(9) : [value]);

/** `tag` wins over `tags`; numbers stay numbers. */
export function readTags(data: Values): unknown[] {
  if (data.tag != null) return asArray(data.tag).filter((tag) => tag != null);
  return asList(data.tags).filter((tag) => tag != null);
}

export function titleFromSlug(slug: string): string {
  return slug
    .split("-")
    .map((word) => {
      const first = [...word][0] ?? "";
      return first.toUpperCase() + word.slice(first.length).toLowerCase();
    })
    .join(" ")
    .replace(/ +$/, "");
}

export const readRedirects = (value: unknown): string[] =>
  asArray(value ?? [])
    .map(rubyText)
    .filter((url) => url !== "")
    .map((url) => (url.startsWith("/") ? url : `/${url}`));
