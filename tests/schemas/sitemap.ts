// sitemaps.org 0.9 with Google's image extension; closed, so that anything else is a problem.
import type { XmlNode } from "./xml.js";
import { childrenOf, contentProblems, failing, isHttpUrl, isRfc3339, readXml, textOf } from "./xml.js";

export function sitemapProblems(xml: string): string[] {
  const root = readXml(xml);
  const index = root.name === "sitemap:sitemapindex";
  const entry = index ? "sitemap:sitemap" : "sitemap:url";
  const locations = root.children.map((child) => textOf(child, "sitemap:loc") ?? "");
  return [
    ...failing([root.name], (name) => index || name === "sitemap:urlset", "not the root of a sitemap"),
    ...contentProblems(root, `${entry}+`),
    ...failing([root], () => root.children.length <= 50_000, "more than 50,000 entries"),
    ...failing([xml.length], () => Buffer.byteLength(xml) <= 50 * 1024 * 1024, "more than 50 MB"),
    ...failing([locations], () => new Set(locations).size === locations.length, "one URL twice"),
    ...root.children.flatMap((child) => entryProblems(child, index)),
  ];
}

function entryProblems(entry: XmlNode, index: boolean): string[] {
  const images = childrenOf(entry, "image:image");
  const urls = [entry, ...images].map(
    (node) => textOf(node, "sitemap:loc") ?? textOf(node, "image:loc") ?? "",
  );
  return [
    ...contentProblems(entry, `sitemap:loc sitemap:lastmod?${index ? "" : " image:image*"}`),
    ...images.flatMap((image) => contentProblems(image, "image:loc")),
    ...failing(urls, (url) => isHttpUrl(url) && url.length < 2048, "not a URL"),
    ...failing(
      childrenOf(entry, "sitemap:lastmod").map((date) => date.text),
      isRfc3339,
      "not a date",
    ),
  ];
}
