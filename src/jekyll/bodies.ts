// The text of a page before Liquid runs in it, and after all of it is made, as plugins change it.
import type { Config } from "../types/config.js";
import type { JekyllConfig } from "../types/jekyll.js";
import type { JekyllQuery } from "../types/pages.js";
import { emojify, pluginSettings, relativeLinks, withoutHeading } from "./page-plugins.js";
import type { Doc } from "./view.js";

export interface BodySource {
  config: Config;
  isMarkdown(doc: Doc): boolean;
  body(path: string, fingerprint: string, kind: "post" | "page"): string;
  /** URL of the source at this path of the site. */
  find(path: string): string | null;
}

export function createBodies({ config, isMarkdown, body, find }: BodySource): (doc: Doc) => string {
  const links = pluginSettings(config.jekyll as JekyllConfig, "jekyll-relative-links", "relative_links");
  const isLinked = (doc: Doc) =>
    links !== null && isMarkdown(doc) && (links.collections === true || doc.jekyll?.collection === null);
  return (doc) => {
    if (doc.jekyll?.archive !== undefined || doc.jekyll?.isAutopage) return "";
    const text = body(doc.path, doc.fingerprint, "date" in doc ? "post" : "page");
    const own = doc.jekyll?.stripsHeading ? withoutHeading(text) : text;
    return isLinked(doc) ? relativeLinks(own, doc, { config, find }) : own;
  };
}

/** `names`: characters by name; missing: names stay as they are. */
export const withEmoji = (doc: Doc, html: string, names: Record<string, string> | undefined): string =>
  names === undefined || doc.jekyll?.outputExt !== ".html" ? html : emojify(html, names);

/** URL of the source at a path. Of documents the path is told below the folder that holds the collections. */
export function createPathFinder(ask: (query: JekyllQuery) => unknown, base: string) {
  const at = (path: string) => ask({ name: "jekyll-link", path }) as string | null;
  return (typed: string): string | null => {
    const path = typed.replace(/^\//, "");
    return (base !== "" && path.startsWith("_") ? at(`${base}/${path}`) : null) ?? at(path);
  };
}
