// One address for each article: the same in its canonical link, OpenGraph, JSON-LD, sitemaps and feeds, wherever the
// site lives; and what feeds carry of its text.
import { parseFeed } from "@rowanmanning/feed-parser";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { beforeAll, describe, expect, it } from "vitest";
import { childrenOf, readXml, textOf } from "../schemas/xml.js";
import { buildSite, readTree, source, tempSite } from "../tools/temp-site.js";

const NOW = Date.parse("2026-03-03T12:00:00Z");
const text =
  "First [link](/about.html) & ![picture](cat.png).\n\n<!-- more -->\n\nSecond part \u000b here.\n";

async function build(url: string, content: "full" | "excerpt"): Promise<Map<string, string>> {
  const posts = {
    "posts/2026-03-02-a.md": source({ title: "A", categories: "Local", tags: "boats", author: "Ann" }, text),
    "posts/2026-03-01-港.md": source(
      { title: "港口 <b>", permalink: "/港 口/:title/", categories: "Local", tags: "boats", author: "Ann" },
      text,
    ),
  };
  const feeds = `feed: {content: ${content}, categories: [atom, rss, json], tags: [atom, rss, json], authors: [atom, rss, json]}`;
  const root = tempSite({ "site.yml": `title: The Gazette\nurl: ${url}\n${feeds}\n`, ...posts });
  await buildSite(root, { now: NOW });
  return readTree(`${root}/dist`);
}

const attribute = (html: string, pattern: RegExp): string =>
  pattern.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? "";

describe.each(["https://news.example.com", "https://example.com/sub/news"])("on a site at %s", (url) => {
  let files: Map<string, string>;
  beforeAll(async () => {
    files = await build(url, "full");
  }, 120_000);
  const articles = () =>
    [...files].filter(([, html]) => html.includes('class="kind-post"')).map(([, html]) => html);
  const canonicals = () => articles().map((html) => attribute(html, /<link rel="canonical" href="([^"]+)"/));

  it("each article has one address, in its head and its data", () => {
    expect(articles()).toHaveLength(2);
    for (const html of articles()) {
      const canonical = attribute(html, /<link rel="canonical" href="([^"]+)"/);
      expect(canonical).toMatch(new RegExp(`^${url}/`));
      const data = JSON.parse(attribute(html, /<script type="application\/ld\+json">(.*?)<\/script>/));
      const [article] = data["@graph"];
      const way = data["@graph"].find((node: Record<string, unknown>) => node["@type"] === "BreadcrumbList");
      expect({
        openGraph: attribute(html, /<meta property="og:url" content="([^"]+)"/),
        article: article.url,
        mainEntityOfPage: article.mainEntityOfPage,
        wayEndsAt: way.itemListElement.at(-1).item,
      }).toEqual({
        openGraph: canonical,
        article: canonical,
        mainEntityOfPage: canonical,
        wayEndsAt: canonical,
      });
    }
  });

  it("which is its address in sitemaps, in that of the news, and in lists", () => {
    const found = (name: RegExp) =>
      [...files]
        .filter(([path]) => name.test(path))
        .flatMap(([, xml]) =>
          childrenOf(readXml(xml), "sitemap:url").map((one) => textOf(one, "sitemap:loc")!),
        );
    const sorted = [...canonicals()].sort();
    expect(found(/^sitemap\/2026-03\.xml$/).sort()).toEqual(sorted);
    expect(found(/^sitemap-news\.xml$/).every((loc) => sorted.includes(loc))).toBe(true);
    const home = files.get("index.html")!;
    const data = JSON.parse(attribute(home, /<script type="application\/ld\+json">(.*?)<\/script>/));
    const list = data["@graph"].find((node: Record<string, unknown>) => node["@type"] === "ItemList");
    expect(list.itemListElement.map(({ url }: { url: string }) => url).sort()).toEqual(sorted);
  });

  it.each([
    "",
    "category/Local/",
    "tag/boats/",
    "author/Ann/",
  ])("and in the feeds of /%s, as several readers see them", (folder) => {
    const name = (format: string) =>
      folder === "" && format === "rss"
        ? "rss.xml"
        : format === "rss"
          ? `${folder}rss.xml`
          : format === "json"
            ? `${folder}feed.json`
            : `${folder}feed.xml`;
    const read = (format: string) => files.get(name(format))!;
    const sorted = [...canonicals()].sort();
    const links = {
      atom: parseAtomFeed(read("atom")).entries!.map(
        (entry) => entry.links!.find(({ rel }) => rel === "alternate")!.href!,
      ),
      atomAgain: parseFeed(read("atom")).items.map((item) => item.url!),
      rss: parseRssFeed(read("rss")).items!.map((item) => item.link!),
      rssAgain: parseFeed(read("rss")).items.map((item) => item.url!),
      json: parseJsonFeed(read("json")).items!.map((item) => item.url!),
    };
    for (const [reader, found] of Object.entries(links)) expect([...found].sort(), reader).toEqual(sorted);
  });

  it("and the links and pictures of its text are whole in feeds, without what XML forbids", () => {
    const html = parseAtomFeed(files.get("feed.xml")!).entries!.find(({ title }) => title!.value === "A")!
      .content!.value!;
    expect(html).toContain(`href="${url}/about.html"`);
    expect(html).toMatch(new RegExp(`src="${url}/[^"]*cat\\.png"`));
    expect(html).toContain("Second part");
    for (const [path, xml] of files) if (path.endsWith(".xml")) expect(xml, path).not.toContain("\u000b");
    const again = parseFeed(files.get("rss.xml")!).items.find(({ title }) => title === "A")!;
    expect(again.content).toContain(`href="${url}/about.html"`);
  });
});

describe("feeds of excerpts", () => {
  it("hold no whole text", async () => {
    const files = await build("https://news.example.com", "excerpt");
    for (const name of ["feed.xml", "rss.xml", "feed.json", "category/Local/feed.json"]) {
      expect(files.get(name), name).toContain("First link");
      expect(files.get(name), name).not.toContain("Second part");
    }
  }, 120_000);
});
