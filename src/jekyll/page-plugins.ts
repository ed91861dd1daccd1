// What plugins of GitHub Pages do to single pages: titles from headings, links between sources, emoji by name.
import type { Config } from "../types/config.js";
import type { JekyllConfig } from "../types/jekyll.js";
import { relativeUrl } from "./liquid/text-filters.js";
import type { Doc } from "./view.js";

type Values = Record<string, unknown>;

/** A plugin's own settings; `null`: the site does not use it, or switched it off. */
export function pluginSettings(jekyll: JekyllConfig, plugin: string, key: string): Values | null {
  if (!jekyll.plugins.includes(plugin)) return null;
  const value = jekyll.values[key];
  const settings = typeof value === "object" && value !== null ? (value as Values) : {};
  return settings.enabled === false ? null : settings;
}

const HEADING = /\s*(?:#{1,3}\s+(.*)(?:\s+#{1,3})?|(.*)\r?\n[-=]+\s*)$/my;

/** The text of a heading that a page begins with, as Markdown; `null`: it begins with something else. */
export function headingOf(body: string): string | null {
  HEADING.lastIndex = 0;
  const found = HEADING.exec(body);
  return found === null ? null : (found[1] ?? found[2] ?? "");
}

export function withoutHeading(body: string): string {
  HEADING.lastIndex = 0;
  return body.slice(HEADING.exec(body)?.[0].length ?? 0).trim();
}

/** A heading as a title: what Markdown and HTML make of it, as text. */
export const titleOfHeading = (heading: string, markdown: (text: string) => string): string =>
  markdown(heading)
    .replace(/<script.*?<\/script>|<!--.*?-->|<style.*?<\/style>|<.*?>/gs, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\[\^[^\]]*\]/g, "");

const FRAGMENT_AND_TITLE = "(#.+?|)?((?:\\s+\"(?:\\\\\"|[^\"])*(?<!\\\\)\"|\\s+'(?:\\\\'|[^'])*(?<!\\\\)')?)";
const INLINE = `\\[(.*?)\\]\\(([^)]+?)${FRAGMENT_AND_TITLE}\\)`;
const REFERENCE = `^\\s*?\\[(.*?)\\]: (.+?)${FRAGMENT_AND_TITLE}\\s*?$`;
const LINK = new RegExp(`${INLINE}|${REFERENCE}`, "gm");

export interface LinkFinder {
  config: Config;
  /** URL of the source at this path of the site. */
  find(path: string): string | null;
}

/** jekyll-relative-links: links to sources become links to what is made of them. */
export function relativeLinks(body: string, doc: Doc, { config, find }: LinkFinder): string {
  if (!body.includes("](") && !body.includes("]:")) return body;
  const folder = doc.path.slice(0, Math.max(0, doc.path.lastIndexOf("/")));
  return body.replace(LINK, (whole: string, ...parts: (string | undefined)[]) => {
    const isInline = parts[0] !== undefined;
    const [text = "", path = "", fragment = "", title = ""] = isInline
      ? parts.slice(0, 4)
      : parts.slice(4, 8);
    if (path.startsWith("#") || /^[a-z][a-z0-9+.-]*:/i.test(path)) return whole;
    const target = resolvePath(path, folder);
    const url = target === null ? null : find(target);
    if (url === null) return whole;
    const link = relativeUrl(url, config.basePath) + fragment;
    return isInline ? `[${text}](${link}${title})` : `\n[${text}]: ${link}${title}`;
  });
}

/** `null`: it leaves the site, or is no path. */
function resolvePath(path: string, folder: string): string | null {
  const parts = path.startsWith("/") || folder === "" ? [] : folder.split("/");
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  for (const part of decoded.split("/")) {
    if (part === "..") {
      if (parts.pop() === undefined) return null;
    } else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** jemoji's names, as the characters themselves: in a page's text, not in its code. */
export function emojify(html: string, names: Readonly<Record<string, string>>): string {
  if (!/:[\w+-]+:/.test(html)) return html;
  const start = Math.max(0, html.search(/<body[\s>]/i));
  let literal = 0;
  const text = html
    .slice(start)
    .replace(/<(\/?)([a-z][\w-]*)[^>]*>|<!--[\s\S]*?-->|:[\w+-]+:/gi, (...found) => {
      const [whole, closes, tag] = found as unknown as [string, string | undefined, string | undefined];
      if (tag !== undefined && LITERAL.has(tag.toLowerCase())) literal += closes ? -1 : 1;
      if (!whole.startsWith(":") || literal > 0) return whole;
      const name = whole.slice(1, -1);
      return Object.hasOwn(names, name) ? (names[name] as string) : whole;
    });
  return html.slice(0, start) + text;
}

const LITERAL: ReadonlySet<string> = new Set(["pre", "code", "tt", "script", "style", "textarea"]);
