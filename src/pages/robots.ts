// robots.txt (RFC 9309) with the sitemaps extension.
import { asciiUrl } from "../xml.js";

export interface RobotsFacts {
  /** Absolute; empty: the site has no sitemap. */
  sitemapUrls: readonly string[];
  /** What crawlers that collect texts for AI are told: `neutral`, what all are told. */
  aiCrawlers?: "neutral" | "allow" | "disallow" | undefined;
  /** Paths that crawlers shall leave alone, from the host's root: `/drafts/`. Not named: none. */
  disallow?: readonly string[] | undefined;
}

/**
 * Crawlers that collect texts to train AI, by the names under which their makers say that they look for rules. Those
 * that fetch a page because a person asked for it, or to find it in a search, are not among them.
 */
export const AI_CRAWLERS: readonly string[] = [
  ...[
    "AI2Bot",
    "Amazonbot",
    "Applebot-Extended",
    "Bytespider",
    "CCBot",
    "ClaudeBot",
    "cohere-training-data-crawler",
  ],
  ...["Diffbot", "Google-Extended", "GPTBot", "ImagesiftBot", "Kangaroo Bot", "meta-externalagent", "omgili"],
  ...["PanguBot", "Timpibot"],
];

export function renderRobots({ sitemapUrls, aiCrawlers = "neutral", disallow = [] }: RobotsFacts): string {
  // An empty rule allows everything, and says that nothing was forgotten.
  const rules = disallow.length > 0 ? disallow.map((path) => rule(path)) : ["Disallow:"];
  const forAi = aiCrawlers === "allow" ? rules : ["Disallow: /"];
  const agents = AI_CRAWLERS.map((name) => `User-agent: ${name}`);
  const groups = [["User-agent: *", ...rules], ...(aiCrawlers === "neutral" ? [] : [[...agents, ...forAi]])];
  const sitemaps = sitemapUrls.map((url) => `Sitemap: ${asciiUrl(url)}`);
  const blocks = [...groups, ...(sitemaps.length > 0 ? [sitemaps] : [])];
  return `${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** A `#` would begin a comment. */
const rule = (path: string): string => `Disallow: ${asciiUrl(path).replaceAll("#", "%23")}`;
