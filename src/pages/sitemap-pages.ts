// Sitemaps: an index, one file per month of posts, one for everything else; split where a file would be too long.
import { periodRange } from "../time.js";
import type { StaticPage } from "../types/content.js";
import type { PagePlan } from "../types/pages.js";
import { absolute, type Group, page, type Site } from "./site.js";
import { MAX_URLS_PER_SITEMAP, type SitemapUrl } from "./sitemaps.js";

const INDEX = "/sitemap.xml";

/** Sitemaps of one month, `2022-03`. */
export function monthSitemaps(site: Site, key: string): Group {
  const { from, to } = periodRange(key, site.config.timezone);
  const urls: SitemapUrl[] = [];
  for (const post of site.queries.between(from, to))
    if (post.inSitemap)
      urls.push({
        loc: absolute(site.config, post.url),
        lastmod: Math.max(post.date, post.updated ?? post.date),
      });
  return { subject: `sitemap:${key}`, from: 1, pages: sitemapFiles(site, key, urls) };
}

/** The index, and the sitemap of what is not a post. */
export function siteSitemaps(site: Site): PagePlan[] {
  const { queries, config } = site;
  const listed = ["/", config.permalinks.categories, config.permalinks.tags];
  for (const taxonomy of ["category", "tag"] as const)
    for (const term of queries.terms(taxonomy)) listed.push(term.url);
  const urls: SitemapUrl[] = [
    ...listed.map((url) => ({ loc: absolute(config, url), lastmod: null })),
    ...site.staticPages
      .filter(isListed)
      .map((known) => ({ loc: absolute(config, known.url), lastmod: null })),
  ];
  const others = sitemapFiles(site, "pages", urls);
  const months = queries
    .months()
    .flatMap(({ key, modified, count }) =>
      fileUrls(key, count).map((url) => ({ loc: absolute(config, url), lastmod: modified })),
    );
  const entries = [...others.map((plan) => ({ loc: absolute(config, plan.url), lastmod: null })), ...months];
  const index = page("sitemap", INDEX, "site:", "built-in/sitemap-index", { entries, zone: config.timezone });
  return [index, ...others.map((plan) => ({ ...plan, subject: "site:" }))];
}

const isListed = (known: StaticPage) => known.inSitemap && known.output !== "404.html";

function sitemapFiles(site: Site, key: string, urls: SitemapUrl[]): PagePlan[] {
  const zone = site.config.timezone;
  return fileUrls(key, urls.length).map((url, index) => {
    const part = urls.slice(index * MAX_URLS_PER_SITEMAP, (index + 1) * MAX_URLS_PER_SITEMAP);
    return page("sitemap", url, `sitemap:${key}`, "built-in/sitemap", { urls: part, zone });
  });
}

/** `/sitemap/2022-03.xml`, then `/sitemap/2022-03-2.xml` … */
function fileUrls(key: string, count: number): string[] {
  const files = Math.ceil(count / MAX_URLS_PER_SITEMAP);
  return Array.from({ length: files }, (_, i) => `/sitemap/${key}${i === 0 ? "" : `-${i + 1}`}.xml`);
}
