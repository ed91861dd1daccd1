// sitemaps.org 0.9 with Google's news extension, as its help pages have it; closed, so that anything else is a problem.
import { childrenOf, contentProblems, failing, isHttpUrl, isRfc3339, readXml, textOf } from "./xml.js";

export function newsSitemapProblems(xml: string): string[] {
  const root = readXml(xml);
  const news = root.children.flatMap((url) => childrenOf(url, "news:news"));
  const publications = news.flatMap((one) => childrenOf(one, "news:publication"));
  const texts = (nodes: typeof news, name: string) => nodes.map((node) => textOf(node, name) ?? "");
  return [
    ...failing([root.name], (name) => name === "sitemap:urlset", "not the root of a sitemap"),
    ...contentProblems(root, "sitemap:url*"),
    ...failing([root], () => root.children.length <= 1_000, "more than 1,000 entries"),
    ...root.children.flatMap((url) => contentProblems(url, "sitemap:loc news:news")),
    ...failing(texts(root.children, "sitemap:loc"), isHttpUrl, "not a URL"),
    ...news.flatMap((one) => contentProblems(one, "news:publication news:publication_date news:title")),
    ...publications.flatMap((one) => contentProblems(one, "news:name news:language")),
    ...failing(texts(publications, "news:language"), isLanguage, "no language as Google asks"),
    ...failing(texts(news, "news:publication_date"), isRfc3339, "not a date"),
    ...failing(texts(news, "news:title"), (title) => title !== "", "no title"),
  ];
}

/** ISO 639 in two or three letters, or one of the two for Chinese. */
const isLanguage = (code: string): boolean => /^(?:[a-z]{2,3}|zh-cn|zh-tw)$/.test(code) && code !== "zh";
