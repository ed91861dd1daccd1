// Where jekyll-archives put the pages of terms and days, as patterns for `permalinks`.
import type { ArchiveKind, JekyllConfig } from "../types/jekyll.js";
import { termPermalinks } from "./term-pages.js";

/** Those of the kinds that the site has; whether the program takes them is for its settings to say. */
export function archivePatterns({ archives }: JekyllConfig): Record<string, string> {
  const patterns: Record<string, string> = {};
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
