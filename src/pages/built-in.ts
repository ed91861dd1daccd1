// Renders the pages that no template makes: feeds, sitemaps, robots.txt, files for machines, the search index.
import type { PagePlan } from "../types/pages.js";
import { renderAtom } from "./atom.js";
import { type BodySource, feedFacts, type PlannedFeed } from "./feed-pages.js";
import { renderJsonFeed } from "./json-feed.js";
import { type NewsFacts, renderNewsSitemap } from "./news-sitemap.js";
import { type RobotsFacts, renderRobots } from "./robots.js";
import { renderRss } from "./rss.js";
import { renderSitemap, renderSitemapIndex, type SitemapUrl } from "./sitemaps.js";

/** `null`: the page has a template. `bodyOf` gives the HTML of a post. */
export function renderBuiltIn(
  { template, facts }: PagePlan,
  bodyOf: (source: BodySource) => string,
): string | null {
  const feed = () => feedFacts(facts.feed as PlannedFeed, bodyOf);
  const zone = facts.zone as string;
  switch (template) {
    case "built-in/atom":
      return renderAtom(feed());
    case "built-in/rss":
      return renderRss(feed());
    case "built-in/json":
      return renderJsonFeed(feed());
    case "built-in/sitemap":
      return renderSitemap(facts.lines as string[]);
    case "built-in/sitemap-index":
      return renderSitemapIndex(facts.entries as SitemapUrl[], zone);
    case "built-in/news-sitemap":
      return renderNewsSitemap(facts as unknown as NewsFacts);
    case "built-in/robots":
      return renderRobots(facts as unknown as RobotsFacts);
    case "built-in/text":
      return facts.text as string;
    case "built-in/search-index":
      return `${facts.json as string}\n`;
    default:
      return null;
  }
}
