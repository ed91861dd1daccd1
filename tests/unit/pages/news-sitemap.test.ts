// The sitemap for Google News: what is in it, and that it renews itself when nothing but the clock has moved.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  type NewsItem,
  newsLanguage,
  newsWindow,
  renderNewsSitemap,
} from "../../../src/pages/news-sitemap.js";
import { newsSitemapProblems } from "../../schemas/news-sitemap.js";
import { childrenOf, readXml, textOf } from "../../schemas/xml.js";
import {
  addBareTemplates,
  buildSite,
  readTree,
  SITE,
  source,
  tempSite,
  writeFiles,
} from "../../tools/temp-site.js";

const HOUR = 3_600_000;
const NOW = Date.parse("2026-03-03T12:00:00Z");
const FILE = "sitemap-news.xml";

const item = (changes: Partial<NewsItem> = {}): NewsItem => ({
  loc: "https://n.example/a.html",
  title: "A",
  date: NOW,
  lang: "en",
  ...changes,
});

describe("the news sitemap", () => {
  it("has of each post its address, publication, language, date with offset, and title", () => {
    const text = renderNewsSitemap({
      publication: "Tide & Times",
      zone: "Asia/Shanghai",
      news: [
        item({ title: "</news:title> <b>\u0000 港口", loc: "https://n.example/港 口.html", lang: "zh-cn" }),
      ],
    });
    expect(newsSitemapProblems(text)).toEqual([]);
    expect(text).toContain("<loc>https://n.example/%E6%B8%AF%20%E5%8F%A3.html</loc>");
    expect(text).toContain("<news:name>Tide &amp; Times</news:name>");
    expect(text).toContain("<news:language>zh-cn</news:language>");
    expect(text).toContain("<news:publication_date>2026-03-03T20:00:00+08:00</news:publication_date>");
    expect(text).toContain("<news:title>&lt;/news:title&gt; &lt;b&gt; 港口</news:title>");
  });

  it("is there and valid without news", () => {
    const text = renderNewsSitemap({ publication: "P", zone: "UTC", news: [] });
    expect(childrenOf(readXml(text), "sitemap:url")).toEqual([]);
  });

  it.each([
    ["en", "en"],
    ["en-GB", "en"],
    ["zh", "zh-cn"],
    ["zh-CN", "zh-cn"],
    ["zh-Hans-SG", "zh-cn"],
    ["zh-Hant", "zh-tw"],
    ["zh-TW", "zh-tw"],
    ["zh-HK", "zh-tw"],
    ["gsw-CH", "gsw"],
  ])("writes the language %s as Google asks: %s", (tag, code) => {
    expect(newsLanguage(tag)).toBe(code);
  });

  it("is of the last two days", () => {
    expect(newsWindow(NOW)).toEqual({ from: NOW - 48 * HOUR, to: NOW });
  });
});

describe("the news sitemap of a site", () => {
  const post = (date: string, more: Record<string, unknown> = {}) => source({ title: date, date, ...more });
  const titles = (root: string) =>
    childrenOf(readXml(readFileSync(join(root, "dist", FILE), "utf8")), "sitemap:url").map((url) =>
      textOf(url, "sitemap:loc")!.replace(/^.*\//, ""),
    );
  const changes = (root: string): string[] => {
    const { added, changed, removed } = JSON.parse(
      readFileSync(join(root, ".broadsheet/changes.json"), "utf8"),
    );
    return [...added, ...changed, ...removed].map(({ path }) => path as string);
  };
  const site = (files: Record<string, string>, settings = "") => {
    const root = tempSite({ "site.yml": `${SITE}permalink: none\n${settings}`, ...files });
    addBareTemplates(root);
    return root;
  };

  it("holds what was published within two days of the build, newest first, and nothing else", async () => {
    const root = site({
      "posts/old.md": post("2026-03-01 11:59 Z"),
      "posts/edge.md": post("2026-03-01 12:01 Z"),
      "posts/new.md": post("2026-03-03 12:00 Z"),
      "posts/later.md": post("2026-03-03 12:01 Z"),
      "posts/draft.md": post("2026-03-03", { draft: true }),
    });
    await buildSite(root, { now: NOW });
    expect(titles(root)).toEqual(["new.html", "edge.html"]);
  });

  it("renews itself when only the clock has moved, and is then the one file that is written", async () => {
    const root = site({ "posts/a.md": post("2026-03-03"), "posts/b.md": post("2026-01-01") });
    await buildSite(root, { now: NOW });
    expect(titles(root)).toEqual(["a.html"]);
    await buildSite(root, { now: NOW + 12 * HOUR });
    expect(changes(root)).toEqual([]);
    await buildSite(root, { now: NOW + 48 * HOUR });
    expect(changes(root)).toEqual([FILE]);
    expect(titles(root)).toEqual([]);
    await buildSite(root, { now: NOW });
    expect(changes(root)).toEqual([FILE]);
    expect(titles(root)).toEqual(["a.html"]);
    await buildSite(root, { now: NOW, out: join(root, "clean"), full: true });
    expect(readTree(join(root, "dist"))).toEqual(readTree(join(root, "clean")));
  });

  it("holds a thousand at most: the newest", async () => {
    const posts = Array.from({ length: 1005 }, (_, i): [string, string] => [
      `posts/p${i}.md`,
      post(new Date(NOW - i * 60_000).toISOString()),
    ]);
    const root = site(Object.fromEntries(posts), "search: false\n");
    await buildSite(root, { now: NOW });
    const found = titles(root);
    expect([found.length, found[0], found.at(-1)]).toEqual([1000, "p0.html", "p999.html"]);
  }, 120_000);

  it("names each post's own language, and is left out by setting", async () => {
    const root = site(
      { "posts/a.md": post("2026-03-03", { lang: "zh-Hant" }), "posts/b.md": post("2026-03-02") },
      "lang: fr-CA\n",
    );
    await buildSite(root, { now: NOW });
    const text = readFileSync(join(root, "dist", FILE), "utf8");
    expect([...text.matchAll(/<news:language>(.*?)</g)].map(([, lang]) => lang)).toEqual(["zh-tw", "fr"]);
    expect(readFileSync(join(root, "dist/robots.txt"), "utf8")).toContain(`/${FILE}\n`);
    writeFiles(root, { "site.yml": `${SITE}permalink: none\nsitemap: {news: false}\n` });
    await buildSite(root, { now: NOW });
    expect(readTree(join(root, "dist")).has(FILE)).toBe(false);
    expect(readFileSync(join(root, "dist/robots.txt"), "utf8")).not.toContain(FILE);
  });
});
