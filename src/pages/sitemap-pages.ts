// Sitemaps: an index, one file per month of posts, one for everything else; split where a file would be too long.
import { sitemapParts } from "../sitemap-parts.js";
import { TAXONOMIES, TAXONOMY } from "../taxonomies.js";
import { periodRange } from "../time.js";
import type { Config } from "../types/config.js";
import type { Post, StaticPage } from "../types/content.js";
import type { PagePlan } from "../types/pages.js";
import { resolveIn } from "./absolute-links.js";
import { absolute, type Group, page, type Site } from "./site.js";
import { renderSitemapUrl, type SitemapUrl } from "./sitemaps.js";

const INDEX = "/sitemap.xml";

/** Sitemaps of one month, `2022-03`. */
export function monthSitemaps(site: Site, key: string): Group {
  const { from, to } = periodRange(key, site.config.timezone);
  const pages = sitemapFiles(key, site.queries.sitemapLines(from, to));
  return { subject: `sitemap:${key}`, from: 1, pages };
}

/** A post's line in a sitemap; empty: it is in none. Asked when it is recorded, not when its month is written. */
export const sitemapLine = (config: Config, post: Post): string =>
  post.inSitemap ? renderSitemapUrl(urlOf(config, post), config.timezone) : "";

function urlOf(config: Config, post: Post): SitemapUrl {
  const loc = absolute(config, post.url);
  const places = { page: loc, root: config.origin + config.basePath };
  const shown = [post.image ?? [], post.images.slice(0, MOST_PICTURES)].flat();
  const images = shown.map((url) => resolveIn(url, places)).filter((url) => /^https?:\/\/[^/]/i.test(url));
  const lastmod = Math.max(post.date, post.updated ?? post.date);
  return images.length > 0 ? { loc, lastmod, images } : { loc, lastmod };
}

/** More of one post say nothing new of it. */
const MOST_PICTURES = 20;

/** The index, and the sitemap of what is not a post. */
export function siteSitemaps(site: Site): PagePlan[] {
  const { queries, config } = site;
  const listed = ["/", config.permalinks.categories, config.permalinks.tags];
  const terms = TAXONOMIES.map((taxonomy) => ({ taxonomy, all: queries.terms(taxonomy) }));
  for (const { taxonomy, all } of terms)
    if (all.length > 0 && (taxonomy === "author" || taxonomy === "series"))
      listed.push(config.permalinks[TAXONOMY[taxonomy].patterns.directory]);
  for (const { all } of terms) for (const term of all) listed.push(term.url);
  const urls: SitemapUrl[] = [
    ...listed.map((url) => ({ loc: absolute(config, url), lastmod: null })),
    ...site.staticPages
      .filter(isListed)
      .map((known) => ({ loc: absolute(config, known.url), lastmod: null })),
    ...site.plugged.listed.map((url) => ({ loc: absolute(config, url), lastmod: null })),
  ];
  const others = sitemapFiles(
    "pages",
    urls.map((url) => renderSitemapUrl(url, config.timezone)),
  );
  const months = queries
    .months()
    .flatMap(({ key, modified, files }) =>
      fileUrls(key, files).map((url) => ({ loc: absolute(config, url), lastmod: modified })),
    );
  const entries = [...others.map((plan) => ({ loc: absolute(config, plan.url), lastmod: null })), ...months];
  const index = page("sitemap", INDEX, "site:", "built-in/sitemap-index", { entries, zone: config.timezone });
  return [index, ...others.map((plan) => ({ ...plan, subject: "site:" }))];
}

const isListed = (known: StaticPage) => known.inSitemap && known.output !== "404.html";

function sitemapFiles(key: string, lines: string[]): PagePlan[] {
  const parts = sitemapParts(lines.map((line) => line.length));
  let from = 0;
  return fileUrls(key, parts.length).map((url, index) => {
    const part = lines.slice(from, from + parts[index]!);
    from += part.length;
    return page("sitemap", url, `sitemap:${key}`, "built-in/sitemap", { lines: part });
  });
}

/** `/sitemap/2022-03.xml`, then `/sitemap/2022-03-2.xml` … */
const fileUrls = (key: string, files: number): string[] =>
  Array.from({ length: files }, (_, i) => `/sitemap/${key}${i === 0 ? "" : `-${i + 1}`}.xml`);
