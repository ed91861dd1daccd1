// Feeds and sitemaps of the repository's own site: by their rules, by two parsers each, and against its pages.
import { Readable } from "node:stream";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import { parseSitemap, parseSitemapIndex } from "sitemap";
import { beforeAll, describe, expect, test } from "vitest";
import { atomProblems } from "../schemas/atom.js";
import { jsonFeedProblems } from "../schemas/json-feed.js";
import { rssProblems } from "../schemas/rss.js";
import { sitemapProblems } from "../schemas/sitemap.js";
import { childrenOf, readXml, textOf, type XmlNode } from "../schemas/xml.js";
import { attribute, elements, parsePage, textOf as textIn } from "../tools/html.js";
import { buildOwnSite } from "../tools/own-site.js";
import { readTree } from "../tools/temp-site.js";

/** As in `site.yml`. */
const FEED_LIMIT = 20;

/** The one post with `sitemap: false`. */
const UNLISTED = "更正：轮渡航距应为4.2公里";

interface Story {
  url: string;
  title: string;
  date: number;
}

let files: Map<string, string>;
let origin: string;
/** From the pages, newest first. */
let stories: Story[];
/** Every page that may be found: no redirects, no 404. */
let canonicals: Set<string>;

beforeAll(async () => {
  const site = await buildOwnSite();
  ({ origin } = site);
  files = readTree(site.dist);
  const pages = [...files].filter(([path]) => path.endsWith(".html")).map(([, html]) => html);
  stories = pages
    .filter((html) => html.includes('class="kind-post"'))
    .map(storyOf)
    .sort((a, b) => b.date - a.date);
  canonicals = new Set(pages.filter((html) => !html.includes('content="noindex"')).map(canonicalOf));
});

function storyOf(html: string): Story {
  const { document } = parsePage(html);
  const article = elements(document, "article")[0]!;
  const date = attribute(elements(article, "time")[0]!, "datetime")!;
  return {
    url: canonicalOf(html),
    title: textIn(elements(article, "h1")[0]!),
    date: Date.parse(date),
  };
}

const canonicalOf = (html: string): string => /<link rel="canonical" href="([^"]+)">/.exec(html)![1]!;
const newest = () => stories.slice(0, FEED_LIMIT);
const read = (path: string): string => files.get(path)!;

describe("feed.xml", () => {
  test("is valid Atom", () => {
    expect(atomProblems(read("feed.xml"))).toEqual([]);
  });

  test("is read alike by two parsers: the newest posts, as on their pages", () => {
    const { entries = [] } = parseAtomFeed(read("feed.xml"));
    const once = entries.map((entry) => ({
      url: entry.links!.find((link) => link.rel === "alternate")!.href!,
      title: entry.title!.value!,
      date: Date.parse(entry.published!),
    }));
    const twice = childrenOf(readXml(read("feed.xml")), "atom:entry").map((entry) => ({
      url: childrenOf(entry, "atom:link").find((link) => link.attributes.rel === "alternate")!.attributes
        .href!,
      title: textOf(entry, "atom:title")!,
      date: Date.parse(textOf(entry, "atom:published")!),
    }));
    expect(once).toEqual(newest());
    expect(twice).toEqual(newest());
  });
});

describe("rss.xml", () => {
  test("is valid RSS", () => {
    expect(rssProblems(read("rss.xml"))).toEqual([]);
  });

  test("is read alike by two parsers: the newest posts, as on their pages", () => {
    const { items = [] } = parseRssFeed(read("rss.xml"));
    const once = items.map(({ link, title, pubDate }) => ({
      url: link!,
      title: title!,
      date: Date.parse(pubDate!),
    }));
    const channel = childrenOf(readXml(read("rss.xml")), "channel")[0]!;
    const twice = childrenOf(channel, "item").map((item) => ({
      url: textOf(item, "link")!,
      title: textOf(item, "title")!,
      date: Date.parse(textOf(item, "pubDate")!),
    }));
    expect(once).toEqual(newest());
    expect(twice).toEqual(newest());
  });
});

describe("feed.json", () => {
  test("is valid JSON Feed", () => {
    expect(jsonFeedProblems(read("feed.json"))).toEqual([]);
  });

  test("is read alike by two parsers: the newest posts, as on their pages", () => {
    type Item = { url?: string; title?: string; date_published?: string };
    const story = ({ url, title, date_published }: Item) => ({
      url: url!,
      title: title!,
      date: Date.parse(date_published!),
    });
    const raw = JSON.parse(read("feed.json")) as { items: Item[] };
    expect(parseJsonFeed(read("feed.json")).items!.map(story)).toEqual(newest());
    expect(raw.items.map(story)).toEqual(newest());
  });
});

describe("feeds of categories", () => {
  test("are valid Atom, name themselves, and hold posts of this site", () => {
    const feeds = [...files].filter(([path]) => /^category\/[^/]+\/feed\.xml$/.test(path));
    expect(feeds.length).toBeGreaterThanOrEqual(6);
    const urls = new Set(stories.map(({ url }) => url));
    for (const [path, xml] of feeds) {
      expect(atomProblems(xml), path).toEqual([]);
      const feed = readXml(xml);
      expect(decodeURI(linkOf(feed, "self")), path).toBe(`${origin}/${path}`);
      expect(canonicals, path).toContain(linkOf(feed, "alternate"));
      for (const entry of childrenOf(feed, "atom:entry"))
        expect(urls, path).toContain(linkOf(entry, "alternate"));
    }
  });
});

describe("sitemaps", () => {
  const sitemaps = () => [...files].filter(([path]) => path.startsWith("sitemap/"));

  test("are valid", () => {
    expect(sitemapProblems(read("sitemap.xml"))).toEqual([]);
    for (const [path, xml] of sitemaps()) expect(sitemapProblems(xml), path).toEqual([]);
  });

  test("are all in the index, as two parsers read it", async () => {
    const index = await parseSitemapIndex(Readable.from([read("sitemap.xml")]));
    const listed = childrenOf(readXml(read("sitemap.xml")), "sitemap:sitemap").map(locationOf);
    expect(index.map(({ url }) => url)).toEqual(listed);
    expect([...listed].sort()).toEqual(
      sitemaps()
        .map(([path]) => `${origin}/${path}`)
        .sort(),
    );
  });

  test("list each post once, and only pages that are there, as two parsers read them", async () => {
    const urls: string[] = [];
    for (const [path, xml] of sitemaps()) {
      const items = await parseSitemap(Readable.from([xml]));
      const listed = childrenOf(readXml(xml), "sitemap:url").map(locationOf);
      expect(
        items.map(({ url }) => url),
        path,
      ).toEqual(listed);
      urls.push(...listed);
    }
    expect(urls.filter((url, i) => urls.indexOf(url) !== i)).toEqual([]);
    expect(urls.filter((url) => !canonicals.has(url))).toEqual([]);
    const missing = stories.filter(({ url }) => !urls.includes(url));
    expect(missing.map(({ title }) => title)).toEqual([UNLISTED]);
  });

  test("are named in robots.txt", () => {
    expect(read("robots.txt")).toContain(`\nSitemap: ${origin}/sitemap.xml\n`);
  });
});

const linkOf = (node: XmlNode, rel: string): string =>
  childrenOf(node, "atom:link").find((link) => link.attributes.rel === rel)!.attributes.href!;

const locationOf = (node: XmlNode): string => textOf(node, "sitemap:loc")!;
