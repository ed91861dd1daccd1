// The pages of `pages/`, and those that every site has: directories of terms, 404, robots.txt.

import { TAXONOMIES, TAXONOMY } from "../taxonomies.js";
import type { StaticPage, Taxonomy } from "../types/content.js";
import type { PagePlan } from "../types/pages.js";
import { outputPath, pathKey } from "../urls.js";
import { NEWS_SITEMAP, newsSitemap } from "./news-sitemap.js";
import { picturesIn } from "./picture-pages.js";
import { redirects } from "./post-pages.js";
import { absolute, type Group, page, pageFact, type Site } from "./site.js";
import { siteSitemaps } from "./sitemap-pages.js";

export function staticPageGroup(site: Site, known: StaticPage): Group {
  const { config } = site;
  const { title, description, url, path, fingerprint } = known;
  const subject = `page:${path}`;
  const template = site.hasTemplate(`${known.layout}.njk`) ? known.layout : "page";
  const fact = {
    ...pageFact(config, url, { kind: "page", title, description, lang: known.lang ?? config.lang }),
    data: known.data,
  };
  const source = { path, fingerprint, isTemplate: known.format === "njk", bodyLine: known.bodyLine };
  const facts = { page: fact, ...picturesIn(site, known) };
  const own = page("page", url, subject, template, facts, { source, path: known.output });
  return { subject, from: 1, pages: [own, ...staticPageRedirects(site, known)] };
}

export function staticPageRedirects(site: Site, { path, url, redirectFrom }: StaticPage): PagePlan[] {
  return redirects(site, `page:${path}`, url, redirectFrom);
}

/** The theme's every page links to them. */
const ALWAYS_THERE: ReadonlySet<Taxonomy> = new Set(["category", "tag"]);

/** What there is once per site, and `more` that is planned elsewhere. A page or post may bring its own 404. */
export function siteGroup(site: Site, more: readonly PagePlan[] = []): Group {
  const pages = [
    ...TAXONOMIES.flatMap((taxonomy) => directory(site, taxonomy)),
    notFound(site),
    robots(site),
    ...siteSitemaps(site),
    ...indexNowKey(site),
    ...more,
    ...newsSitemap(site),
  ];
  return {
    subject: "site:",
    from: 1,
    pages: pages.filter(({ path }) => !site.queries.isTaken(pathKey(path))),
  };
}

/** Every site has directories of categories and tags; of authors and series only where there are some. */
function directory(site: Site, taxonomy: Taxonomy): PagePlan[] {
  const { directory: kind, word, patterns } = TAXONOMY[taxonomy];
  const terms = site.queries.terms(taxonomy);
  if (terms.length === 0 && !ALWAYS_THERE.has(taxonomy)) return [];
  const url = site.config.permalinks[patterns.directory];
  const fact = pageFact(site.config, url, { kind, title: site.words[word] ?? kind });
  return [page("directory", url, "site:", "terms", { page: fact, taxonomy, terms })];
}

function notFound(site: Site): PagePlan {
  const fact = pageFact(site.config, "/404.html", {
    kind: "not-found",
    title: site.words.notFoundTitle ?? "404",
  });
  return page("not-found", "/404.html", "site:", "not-found", { page: fact });
}

function robots(site: Site): PagePlan {
  const { config } = site;
  const sitemaps = config.sitemap.news ? ["/sitemap.xml", NEWS_SITEMAP] : ["/sitemap.xml"];
  return page("robots", "/robots.txt", "site:", "built-in/robots", {
    sitemapUrls: sitemaps.map((url) => absolute(config, url)),
    aiCrawlers: config.robots.aiCrawlers,
  });
}

/** By it the engines know that a ping comes from the site itself. */
function indexNowKey({ config }: Site): PagePlan[] {
  const { indexNowKey: key } = config.ping;
  return key === null ? [] : [page("text", `/${key}.txt`, "site:", "built-in/text", { text: key })];
}

/** Whether a static page takes the place of one that the program makes. */
export const isReplaceable = (output: string): boolean => ["404.html", "robots.txt"].includes(output);

/** The output of a URL from a configured pattern, or `null` if the pattern makes none. */
export function outputOfUrl(url: string): string | null {
  const target = outputPath(url);
  return target.ok ? target.output : null;
}
