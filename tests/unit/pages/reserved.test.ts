import { describe, expect, it } from "vitest";
import { createReserved } from "../../../src/pages/reserved.js";
import { sampleConfig } from "../../tools/sample-catalog.js";

describe("reserved addresses", () => {
  const reservedBy = createReserved(sampleConfig());

  it.each([
    ["index.html", "the front page"],
    ["page/1.html", "the front page"],
    ["page/999.html", "the front page"],
    ["categories.html", "the list of categories"],
    ["Categories.HTML", "the list of categories"],
    ["tags.html", "the list of tags"],
    ["category/anything at all.html", "categories"],
    ["category/潮汐/7.html", "categories"],
    ["category/a/feed.xml", "categories"],
    ["tag/a.html", "tags"],
    ["tag/a/7.html", "tags"],
    ["2022/index.html", "archives"],
    ["2022/03/index.html", "archives"],
    ["2022/03/23/index.html", "archives"],
    ["2022/03/23/page/2.html", "archives"],
    ["feed.xml", "feeds"],
    ["rss.xml", "feeds"],
    ["feed.json", "feeds"],
    ["sitemap.xml", "sitemaps"],
    ["sitemap/2022-03.xml", "sitemaps"],
    ["sitemap/pages-2.xml", "sitemaps"],
    ["theme/site.1f2e3d4c5b.css", "the theme"],
    ["feed.xml/a.html", "feeds"],
    ["category/a/feed.xml/b/index.html", "categories"],
    ["categories.html/index.html", "the list of categories"],
    ["robots.txt/index.html", "the site"],
  ])("%s belongs to %s", (output, owner) => {
    expect(reservedBy(output)).toBe(owner);
  });

  it.each([
    "page/one.html",
    "page/1/index.html",
    "category/a/b/c.html",
    "2022/03/23/a.html",
    "2022.html",
    "22/index.html",
    "archive/2022/index.html",
    "local/feed.xml",
    "xfeed.xml",
    "404.html",
    "robots.txt",
    "theme/a.html",
    "theme/2022/03/23/site.1f2e3d4c5b.css",
  ])("%s is free", (output) => {
    expect(reservedBy(output)).toBeNull();
  });

  it("follow the settings", () => {
    const settings =
      "permalinks: { category: /c/:slug/, categoryPage: '/c/:slug/:n/', categoryFeed: /c/:slug.xml, year: /archive/:year.html, archivePage: -:n.html, homePage: /+:n.html }\n";
    const other = createReserved(sampleConfig(settings));
    expect(
      ["c/a/index.html", "c/a/2/index.html", "c/a.xml", "archive/2022.html", "+3.html"].map(other),
    ).toEqual(["categories", "categories", "categories", "archives", "the front page"]);
    expect(other("category/a.html")).toBeNull();
    expect(other("2022/index.html")).toBeNull();
  });
});
