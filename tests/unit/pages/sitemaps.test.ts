import { Readable } from "node:stream";
import { parseSitemap, parseSitemapIndex } from "sitemap";
import { describe, expect, it } from "vitest";
import {
  renderSitemap,
  renderSitemapIndex,
  renderSitemapUrl,
  type SitemapUrl,
} from "../../../src/pages/sitemaps.js";
import { MAX_URLS_PER_SITEMAP } from "../../../src/sitemap-parts.js";
import { sitemapProblems } from "../../schemas/sitemap.js";
import { childrenOf, readXml, textOf } from "../../schemas/xml.js";

const DATE = Date.parse("2022-03-23T12:37:10Z");
const ZONE = "Asia/Shanghai";
const URLS: SitemapUrl[] = [
  { loc: "https://news.example.com/", lastmod: null },
  { loc: "https://news.example.com/a/%E8%A6%81.html?a=1&b='2'", lastmod: DATE },
  {
    loc: "https://news.example.com/要 闻/<x>.html",
    lastmod: DATE + 1000,
    images: ["https://img.example/a.png?b&c", "https://img.example/图.png", "https://img.example/图.png"],
  },
];
const LOCATIONS = [
  "https://news.example.com/",
  "https://news.example.com/a/%E8%A6%81.html?a=1&b='2'",
  "https://news.example.com/%E8%A6%81%20%E9%97%BB/%3Cx%3E.html",
];

const sitemapOf = (urls: SitemapUrl[], zone = ZONE) =>
  renderSitemap(urls.map((url) => renderSitemapUrl(url, zone)));

describe("renderSitemap", () => {
  it("writes a sitemap as this", () => {
    expect(sitemapOf(URLS)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
      <url><loc>https://news.example.com/</loc></url>
      <url><loc>https://news.example.com/a/%E8%A6%81.html?a=1&amp;b=&apos;2&apos;</loc><lastmod>2022-03-23T20:37:10+08:00</lastmod></url>
      <url><loc>https://news.example.com/%E8%A6%81%20%E9%97%BB/%3Cx%3E.html</loc><lastmod>2022-03-23T20:37:11+08:00</lastmod><image:image><image:loc>https://img.example/a.png?b&amp;c</image:loc></image:image><image:image><image:loc>https://img.example/%E5%9B%BE.png</image:loc></image:image></url>
      </urlset>
      "
    `);
  });

  it("keeps the protocol's rules", () => {
    expect(sitemapProblems(sitemapOf(URLS))).toEqual([]);
  });

  it("is read by two readers, with the URLs in order", async () => {
    const xml = sitemapOf(URLS);
    expect(readXml(xml).children.map((url) => textOf(url, "sitemap:loc"))).toEqual(LOCATIONS);
    const items = await parseSitemap(Readable.from([xml]));
    expect(items.map((item) => item.url)).toEqual(LOCATIONS);
    expect(items[2]!.img.map((image) => image.url)).toEqual([
      "https://img.example/a.png?b&c",
      "https://img.example/%E5%9B%BE.png",
    ]);
  });

  it("names the image extension only where it is used", () => {
    expect(sitemapOf(URLS.slice(0, 2))).not.toContain("image");
  });

  it("writes dates in the site's zone", () => {
    const dates = (zone: string) =>
      readXml(sitemapOf(URLS, zone)).children.map((url) => textOf(url, "sitemap:lastmod"));
    expect(dates("Asia/Kathmandu")).toEqual([
      undefined,
      "2022-03-23T18:22:10+05:45",
      "2022-03-23T18:22:11+05:45",
    ]);
  });

  it("names at most a thousand images of a page", () => {
    const images = Array.from({ length: 1200 }, (_, index) => `https://img.example/${index}.png`);
    const [url] = readXml(sitemapOf([{ ...URLS[0]!, images }])).children;
    expect(childrenOf(url!, "image:image")).toHaveLength(1000);
  });

  it("stays below 50 MB with the most URLs, each as long as may be", () => {
    const long = "x".repeat(2015);
    const urls = Array.from({ length: MAX_URLS_PER_SITEMAP }, (_, index) => {
      const loc = `https://news.example.com/${String(index).padStart(5, "0")}${long}`;
      return { loc, lastmod: DATE, images: [loc] };
    });
    expect(Buffer.byteLength(sitemapOf(urls))).toBeLessThan(50 * 1024 * 1024);
  });
});

describe("renderSitemapIndex", () => {
  const entries = [
    { loc: "https://news.example.com/sitemap/2022-03.xml", lastmod: DATE },
    { loc: "https://news.example.com/sitemap/a&b.xml", lastmod: null },
  ];

  it("writes an index as this", () => {
    expect(renderSitemapIndex(entries, ZONE)).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>https://news.example.com/sitemap/2022-03.xml</loc><lastmod>2022-03-23T20:37:10+08:00</lastmod></sitemap>
      <sitemap><loc>https://news.example.com/sitemap/a&amp;b.xml</loc></sitemap>
      </sitemapindex>
      "
    `);
  });

  it("keeps the protocol's rules and is read by two readers", async () => {
    const xml = renderSitemapIndex(entries, ZONE);
    expect(sitemapProblems(xml)).toEqual([]);
    const items = await parseSitemapIndex(Readable.from([xml]));
    expect(items.map((item) => item.url)).toEqual(entries.map((entry) => entry.loc));
  });
});
