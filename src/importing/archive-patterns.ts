// Where jekyll-archives and jekyll-paginate-v2 put the pages of terms and days, as patterns for `permalinks`.
import { macroOf } from "../jekyll/pagination-settings.js";
import type { ArchiveKind, JekyllConfig } from "../types/jekyll.js";
import { termPermalinks } from "./term-pages.js";

/** Those of the kinds that the site has; whether the program takes them is for its settings to say. */
export function archivePatterns({ archives, autopages }: JekyllConfig): Record<string, string> {
  const patterns: Record<string, string> = {};
  for (const pages of autopages)
    if (pages.of !== "collection") {
      const pattern = `${pages.permalink.replace(macroOf(pages), ":slug")}/`.replace(/\/+$/, "/");
      Object.assign(patterns, termPermalinks(pages.of, pattern));
    }
  for (const kind of archives?.kinds ?? []) {
    const pattern = patternOf(kind, archives!.permalinks[kind]);
    Object.assign(
      patterns,
      kind === "category" || kind === "tag" ? termPermalinks(kind, pattern) : { [kind]: pattern },
    );
  }
  return patterns;
}

const patternOf = (kind: ArchiveKind, permalink: string): string =>
  permalink.replaceAll(":name", ":slug").replaceAll(":type", kind);
