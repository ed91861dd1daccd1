// `{% seo %}` and `{% feed_meta %}`: what jekyll-seo-tag and jekyll-feed put into a page's head.
import type { Config } from "../types/config.js";
import { strftime } from "./dates.js";
import { absoluteUrl, escapeXml } from "./liquid/text-filters.js";
import { isTime, toText } from "./liquid/values.js";
import type { View } from "./view.js";

export function feedMeta({ origin, basePath }: Config, site: View): string {
  const title = toText(site.title ?? site.name);
  const href = absoluteUrl("feed.xml", origin, basePath);
  const named = title === "" ? "" : ` title="${escapeXml(title)}"`;
  return `<link type="application/atom+xml" rel="alternate" href="${escapeXml(href)}"${named} />`;
}

const strip = (value: unknown): string =>
  toText(value)
    .replace(/<[^>]*>/g, "")
    .replace(/\s+/g, " ")
    .trim();

export function seoTags(config: Config, site: View, page: View | null, paginator?: View): string {
  const { origin, basePath, timezone } = config;
  const at = (key: string) => page?.[key];
  const siteTitle = strip(site.title ?? site.name);
  const pageTitle = strip(at("title") ?? siteTitle);
  const tagline = strip(site.tagline ?? site.description);
  const title = fullTitle(pageTitle, siteTitle, tagline, paginator);
  const description = strip(at("description") ?? at("excerpt") ?? site.description);
  const canonical =
    toText(at("canonical_url")) ||
    absoluteUrl(toText(at("url")).replace(/\/index\.html$/, "/"), origin, basePath);
  const author = authorOf(at("author") ?? site.author);
  const image = at("image");
  const imagePath = strip(typeof image === "object" && image !== null ? (image as View).path : image);
  const date = at("date");
  const isPost = isTime(date);
  const isHome = /^\/(?:about\/)?(?:index\.html?)?$/.test(toText(at("url")));
  const lines = ["<!-- Begin Jekyll SEO tag v2.8.0 -->"];
  const meta = (kind: "name" | "property", name: string, content: string) => {
    if (content !== "") lines.push(`<meta ${kind}="${name}" content="${escapeXml(content)}" />`);
  };
  lines.push(`<title>${escapeXml(title)}</title>`, '<meta name="generator" content="Jekyll v4.3.1" />');
  meta("property", "og:title", pageTitle);
  meta("name", "author", author);
  meta("property", "og:locale", strip(at("lang") ?? site.lang ?? "en_US").replaceAll("-", "_"));
  meta("name", "description", description);
  meta("property", "og:description", description);
  lines.push(`<link rel="canonical" href="${escapeXml(canonical)}" />`);
  meta("property", "og:url", canonical);
  meta("property", "og:site_name", siteTitle);
  if (imagePath !== "") meta("property", "og:image", absoluteUrl(imagePath, origin, basePath));
  meta("property", "og:type", isPost ? "article" : "website");
  const published = isPost ? strftime(date.$instant, timezone, "%Y-%m-%dT%H:%M:%S%:z") : "";
  meta("property", "article:published_time", published);
  for (const [rel, path] of [
    ["prev", paginator?.previous_page_path],
    ["next", paginator?.next_page_path],
  ])
    if (path != null)
      lines.push(`<link rel="${rel}" href="${escapeXml(absoluteUrl(toText(path), origin, basePath))}" />`);
  meta("name", "twitter:card", imagePath === "" ? "summary" : "summary_large_image");
  meta("property", "twitter:title", pageTitle);
  const data = {
    "@context": "https://schema.org",
    "@type": isHome ? "WebSite" : isPost ? "BlogPosting" : "WebPage",
    ...(author && { author: { "@type": "Person", name: author } }),
    ...(isPost && { dateModified: published, datePublished: published }),
    ...(description && { description }),
    headline: pageTitle,
    ...(isHome && siteTitle && { name: siteTitle }),
    url: canonical,
  };
  lines.push(
    '<script type="application/ld+json">',
    `${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>`,
  );
  lines.push("<!-- End Jekyll SEO tag -->");
  return `${lines.join("\n")}\n`;
}

function fullTitle(page: string, site: string, tagline: string, paginator?: View): string {
  const end = site || tagline;
  const title =
    page !== "" && page !== site && end !== ""
      ? `${page} | ${end}`
      : page === site && tagline
        ? `${site} | ${tagline}`
        : page || site;
  const number = Number(paginator?.page ?? 1);
  return number > 1 ? `Page ${number} of ${toText(paginator?.total_pages)} for ${title}` : title;
}

function authorOf(author: unknown): string {
  if (typeof author === "object" && author !== null && !Array.isArray(author))
    return strip((author as View).name);
  return strip(Array.isArray(author) ? author[0] : author);
}
