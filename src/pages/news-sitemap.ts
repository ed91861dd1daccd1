// The sitemap for Google News: what was published within two days of the build, by Google's news extension. The one page
// that the clock alone can change.
import { isoWithOffset } from "../time.js";
import type { Instant } from "../types/content.js";
import type { PagePlan } from "../types/pages.js";
import { asciiUrl, escapeXml, oneLine } from "../xml.js";
import { absolute, page, type Site } from "./site.js";

export const NEWS_SITEMAP = "/sitemap-news.xml";

/** Google's limits. */
const MAX_AGE = 2 * 86_400_000;
const MAX_NEWS = 1_000;

export interface NewsFacts {
  publication: string;
  zone: string;
  /** Newest first. */
  news: readonly NewsItem[];
}

export interface NewsItem {
  /** Absolute. */
  loc: string;
  title: string;
  date: Instant;
  lang: string;
}

/** When a post must have been published to be news: after `from`, and not after `to`. */
export const newsWindow = (now: Instant): { from: Instant; to: Instant } => ({
  from: now - MAX_AGE,
  to: now,
});

/** None where the site does not want it. */
export function newsSitemap({ config, queries, now }: Site): PagePlan[] {
  if (!config.sitemap.news) return [];
  const { from, to } = newsWindow(now);
  const news = queries.newsBetween(from, to, MAX_NEWS).map((post) => ({
    loc: absolute(config, post.url),
    title: post.title,
    date: post.date,
    lang: newsLanguage(post.lang ?? config.lang),
  }));
  const facts = { publication: config.publisher.name, zone: config.timezone, news } satisfies NewsFacts;
  return [page("sitemap", NEWS_SITEMAP, "site:", "built-in/news-sitemap", { ...facts })];
}

/** Without news it is there and empty: its address is known to Google, and tomorrow's news will be in it. */
export function renderNewsSitemap({ publication, zone, news }: NewsFacts): string {
  const name = escapeXml(oneLine(publication));
  const items = news.map(
    ({ loc, title, date, lang }) =>
      `<url><loc>${escapeXml(asciiUrl(loc))}</loc><news:news><news:publication><news:name>${name}</news:name>` +
      `<news:language>${lang}</news:language></news:publication>` +
      `<news:publication_date>${isoWithOffset(date, zone)}</news:publication_date>` +
      `<news:title>${escapeXml(oneLine(title))}</news:title></news:news></url>\n`,
  );
  return (
    `<?xml version="1.0" encoding="UTF-8"?>\n` +
    `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"` +
    ` xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n${items.join("")}</urlset>\n`
  );
}

/** ISO 639, two or three letters; for Chinese Google asks for `zh-cn` or `zh-tw`. */
export function newsLanguage(tag: string): string {
  const lang = tag.toLowerCase();
  const [primary = ""] = lang.split("-");
  if (primary !== "zh") return primary;
  return /^zh-(?:hant|tw|hk|mo)\b/.test(lang) ? "zh-tw" : "zh-cn";
}
