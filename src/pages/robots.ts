// robots.txt (RFC 9309) with the sitemaps extension.
import { asciiUrl } from "../xml.js";

export interface RobotsFacts {
  /** Absolute; `null`: the site has no sitemap. */
  sitemapUrl: string | null;
  /** Paths that crawlers shall leave alone, from the host's root: `/drafts/`. Not named: none. */
  disallow?: readonly string[] | undefined;
}

export function renderRobots({ sitemapUrl, disallow = [] }: RobotsFacts): string {
  // An empty rule allows everything, and says that nothing was forgotten.
  const rules = disallow.length > 0 ? disallow.map((path) => rule(path)) : ["Disallow:"];
  const sitemap = sitemapUrl === null ? [] : ["", `Sitemap: ${asciiUrl(sitemapUrl)}`];
  return `${["User-agent: *", ...rules, ...sitemap].join("\n")}\n`;
}

/** A `#` would begin a comment. */
const rule = (path: string): string => `Disallow: ${asciiUrl(path).replaceAll("#", "%23")}`;
