// Addresses that belong to listings, feeds and the like, whether or not there is a page at the moment: what a post
// may call its own must not depend on which categories happen to exist.
import { TAXONOMIES, TAXONOMY } from "../taxonomies.js";
import type { Config } from "../types/config.js";
import { foldersLikeFiles, pathKey } from "../urls.js";
import { allFeedPatterns, SITE_FEEDS } from "./feed-urls.js";
import { SEARCH_FILES } from "./search-pages.js";
import { isReplaceable, outputOfUrl } from "./static-pages.js";

/** Says whose an output path is, or `null` if a post or page may have it. */
export function createReserved(config: Config): (output: string) => string | null {
  const { permalinks } = config;
  const archive = (pattern: string) => [pattern, pattern + permalinks.archivePage];
  const owners: [string, string[]][] = [
    ["the front page", ["/", permalinks.homePage]],
    ["the list of categories", [permalinks.categories]],
    ["the list of tags", [permalinks.tags]],
    ["the list of authors", [permalinks.authors]],
    ["the list of series", [permalinks.allSeries]],
    ...TAXONOMIES.map((taxonomy): [string, string[]] => {
      const { term, page } = TAXONOMY[taxonomy].patterns;
      const feeds = allFeedPatterns(config, taxonomy);
      return [TAXONOMY[taxonomy].file, [permalinks[term], permalinks[page], ...feeds]];
    }),
    ["archives", [permalinks.year, permalinks.month, permalinks.day].flatMap(archive)],
    ["feeds", SITE_FEEDS.map((feed) => feed.url)],
    ["sitemaps", ["/sitemap.xml", "/sitemap-news.xml", "/sitemap/:slug.xml"]],
  ];
  if (config.search !== false) owners.push(["the search", [permalinks.search, ...SEARCH_FILES]]);
  const rules = owners.map(([owner, patterns]) => ({ owner, match: anyOf(patterns) }));
  rules.push({ owner: "the theme", match: THEME_FILE });
  if (config.images !== false) rules.push({ owner: "copies of pictures", match: PICTURE });
  if (config.compress) rules.push({ owner: "compressed copies", match: COPY });
  const ownerOf = (key: string) => rules.find(({ match }) => match.test(key))?.owner ?? null;
  return (output) => {
    const key = pathKey(output);
    // What is a file cannot be a folder: `feed.xml/a.html` has no place either.
    const above = foldersLikeFiles(key).map(
      (folder) => ownerOf(folder) ?? (isReplaceable(folder) ? "the site" : null),
    );
    return ownerOf(key) ?? above.find((owner) => owner !== null) ?? null;
  };
}

/** Only what has a hash in its name: `theme/a.html` is a post's in the category "theme". */
const THEME_FILE = /^theme\/[^/]+\.[0-9a-f]{10}(?:\.[^/.]+)?$/;

const PICTURE = /^pictures\//;

const COPY = /\.(?:gz|br)$/;

const PLACEHOLDERS: Record<string, string> = {
  year: "\\d{4}",
  month: "\\d{2}",
  day: "\\d{2}",
  n: "\\d+",
  slug: "[^/]+",
};

function anyOf(patterns: readonly string[]): RegExp {
  const sources = patterns.map((pattern) => source(pattern, pathKey, (_, shape) => shape));
  return new RegExp(`^(?:${sources.join("|")})$`);
}

/** Matches the files of a pattern's URLs; what stands for a placeholder is a group of its name. */
export function outputPattern(pattern: string): RegExp {
  const named = new Set<string>();
  const group = (name: string, shape: string) => {
    if (named.has(name)) return `\\k<${name}>`;
    named.add(name);
    return `(?<${name}>${shape})`;
  };
  return new RegExp(`^${source(pattern, (output) => output, group)}$`, "u");
}

function source(
  pattern: string,
  fold: (output: string) => string,
  group: (name: string, shape: string) => string,
): string {
  // Placeholders become words that survive the way from URL to file.
  const output = outputOfUrl(pattern.replace(/:(year|month|day|slug|n)\b/g, "broadsheet-$1-"));
  if (output === null) return "(?!)";
  const escaped = fold(output).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return escaped.replace(/broadsheet-(year|month|day|slug|n)-/g, (_, name: string) =>
    group(name, PLACEHOLDERS[name] as string),
  );
}
