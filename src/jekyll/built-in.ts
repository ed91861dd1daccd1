// What plugins write without a template of the site: feed, sitemap, robots.txt, redirects.
import type { Config } from "../types/config.js";
import type { Post } from "../types/content.js";
import type { PagePlan } from "../types/pages.js";
import { readDate, strftime } from "./dates.js";
import { absoluteUrl, escapeXml } from "./liquid/text-filters.js";
import { toText } from "./liquid/values.js";

export interface BuiltInHost {
  config: Config;
  /** A setting, noted as read. */
  setting(key: string): unknown;
  smartify(text: string): string;
  content(post: Post): string;
  excerpt(post: Post): string | null;
}

/** `null`: the page has a template of the site's. */
export function renderJekyllBuiltIn(plan: PagePlan, host: BuiltInHost): string | null {
  const { facts } = plan;
  switch (plan.template) {
    case "jekyll/redirect":
      return redirectPage(facts.target as string);
    case "jekyll/redirects":
      return JSON.stringify(facts.moved);
    case "jekyll/robots":
      return `Sitemap: ${facts.sitemap}\n`;
    case "jekyll/sitemap":
      return sitemap(facts.entries as SitemapEntry[], host.config);
    case "jekyll/feed":
      return feed(plan, facts.posts as Post[], host);
    default:
      return null;
  }
}

function redirectPage(target: string): string {
  const to = escapeXml(target);
  return `<!DOCTYPE html>
<html lang="en-US">
  <meta charset="utf-8">
  <title>Redirecting&hellip;</title>
  <link rel="canonical" href="${to}">
  <script>location="${to}"</script>
  <meta http-equiv="refresh" content="0; url=${to}">
  <meta name="robots" content="noindex">
  <h1>Redirecting&hellip;</h1>
  <a href="${to}">Click here if you are not redirected.</a>
</html>
`;
}

interface SitemapEntry {
  url: string;
  modified: number | null;
}

const iso = (instant: number, { timezone }: Config): string =>
  strftime(instant, timezone, "%Y-%m-%dT%H:%M:%S%:z");

function sitemap(entries: readonly SitemapEntry[], config: Config): string {
  const urls = entries.map(({ url, modified }) => {
    const stamp = modified === null ? "" : `<lastmod>${iso(modified, config)}</lastmod>\n`;
    return `<url>\n<loc>${escapeXml(url)}</loc>\n${stamp}</url>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.sitemaps.org/schemas/sitemap/0.9 http://www.sitemaps.org/schemas/sitemap/0.9/sitemap.xsd" xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.join("")}</urlset>
`;
}

const plainText = (html: string): string =>
  html
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** As jekyll-feed, but `updated` is the newest post's date: the clock would make another feed of every build. */
function feed(plan: PagePlan, posts: readonly Post[], host: BuiltInHost): string {
  const { config } = host;
  const { origin, basePath, lang } = config;
  const title = toText(host.setting("title") ?? host.setting("name"));
  const description = toText(host.setting("description"));
  const home = absoluteUrl("/", origin, basePath);
  const self = absoluteUrl(plan.url, origin, basePath);
  const author = host.setting("author");
  const updated = posts[0] === undefined ? "1970-01-01T00:00:00+00:00" : iso(posts[0].date, config);
  const language = host.setting("lang") === undefined ? "" : `xml:lang="${escapeXml(lang)}"`;
  const hreflang = language === "" ? "" : `hreflang="${escapeXml(lang)}" `;
  const head = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" ${language}><generator uri="https://jekyllrb.com/" version="4.3.1">Jekyll</generator>`,
    `<link href="${escapeXml(self)}" rel="self" type="application/atom+xml" />`,
    `<link href="${escapeXml(home)}" rel="alternate" type="text/html" ${hreflang}/>`,
    `<updated>${updated}</updated><id>${escapeXml(self)}</id>`,
    title === "" ? "" : `<title type="html">${escapeXml(host.smartify(title))}</title>`,
    description === "" ? "" : `<subtitle>${escapeXml(description)}</subtitle>`,
    author === undefined ? "" : authorTag(author),
  ];
  return `${head.join("")}${posts.map((post) => entry(post, host)).join("")}</feed>`;
}

function authorTag(author: unknown): string {
  const own =
    typeof author === "object" && author !== null ? (author as Record<string, unknown>) : { name: author };
  const part = (key: string, name: string) =>
    own[key] == null ? "" : `<${name}>${escapeXml(toText(own[key]))}</${name}>`;
  return `<author>${part("name", "name")}${part("email", "email")}${part("uri", "uri")}</author>`;
}

function entry(post: Post, host: BuiltInHost): string {
  const { config } = host;
  const { origin, basePath } = config;
  const url = absoluteUrl(post.url, origin, basePath);
  const title = escapeXml(plainText(host.smartify(post.title)));
  const own = post.data.excerpt;
  const summary = plainText(own === undefined ? (host.excerpt(post) ?? "") : toText(own));
  const content = `<content type="html" xml:base="${escapeXml(url)}"><![CDATA[${host.content(post).trim().replaceAll("]]>", "]]]]><![CDATA[>")}]]></content>`;
  const modified = readDate(post.data.last_modified_at, config.timezone) ?? post.date;
  const author = post.data.author ?? host.setting("author");
  const terms = [...post.categories, ...post.tags].map((term) => `<category term="${escapeXml(term)}" />`);
  return [
    `<entry><title type="html">${title}</title>`,
    `<link href="${escapeXml(url)}" rel="alternate" type="text/html" title="${title}" />`,
    `<published>${iso(post.date, config)}</published><updated>${iso(modified, config)}</updated>`,
    `<id>${escapeXml(absoluteUrl(post.jekyll?.id ?? post.url, origin, basePath))}</id>`,
    content,
    authorTag(author ?? ""),
    ...terms,
    summary === "" ? "" : `<summary type="html"><![CDATA[${summary}]]></summary>`,
    "</entry>",
  ].join("");
}
