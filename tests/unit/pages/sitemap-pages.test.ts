import { describe, expect, it } from "vitest";
import { monthSitemaps, siteSitemaps } from "../../../src/pages/sitemap-pages.js";
import type { SitemapUrl } from "../../../src/pages/sitemaps.js";
import { MAX_URLS_PER_SITEMAP } from "../../../src/sitemap-parts.js";
import type { PagePlan } from "../../../src/types/pages.js";
import { samplePage, samplePost, siteWith } from "../../tools/sample-catalog.js";

const lines = (plan: PagePlan) => plan.facts["lines"] as string[];
const urls = (plan: PagePlan) =>
  lines(plan).map((line) => /<loc>(.*)<\/loc>/.exec(line)![1]!.replace("https://news.example.com", ""));
const entries = (plan: PagePlan) =>
  (plan.facts["entries"] as SitemapUrl[]).map(({ loc, lastmod }) => [
    loc.replace("https://news.example.com", ""),
    lastmod,
  ]);

describe("a month's sitemap", () => {
  const site = siteWith(
    [
      samplePost("last", { date: "2022-03-31T15:59:59Z" }),
      samplePost("first", { date: "2022-02-28T16:00:00Z", updated: Date.UTC(2023, 0, 1) }),
      samplePost("before", { date: "2022-02-28T15:59:59Z" }),
      samplePost("unlisted", { date: "2022-03-05", inSitemap: false }),
      samplePost("draft", { date: "2022-03-06", visibility: "draft" }),
    ],
    "timezone: Asia/Shanghai\n",
  );

  it("lists the posts of the month in the site's zone, oldest first, each with its last change", () => {
    const { subject, pages } = monthSitemaps(site, "2022-03");
    const [plan, ...more] = [...pages];
    expect([subject, more]).toEqual(["sitemap:2022-03", []]);
    expect(plan).toMatchObject({ path: "sitemap/2022-03.xml", kind: "sitemap" });
    expect(lines(plan!)).toEqual([
      "<url><loc>https://news.example.com/first.html</loc><lastmod>2023-01-01T08:00:00+08:00</lastmod></url>\n",
      "<url><loc>https://news.example.com/last.html</loc><lastmod>2022-03-31T23:59:59+08:00</lastmod></url>\n",
    ]);
  });

  it("is none where the month has no posts, so that it is known to be gone", () => {
    expect([...monthSitemaps(site, "2022-04").pages]).toEqual([]);
  });

  it("says of an update that is older than its post nothing at all", () => {
    const slip = siteWith([samplePost("a", { date: "2022-03-05", updated: 0 })]);
    const [plan] = [...monthSitemaps(slip, "2022-03").pages];
    expect(lines(plan!)).toEqual([expect.stringContaining("<lastmod>2022-03-05T00:00:00")]);
  });

  it("is split where it would be too long, and the index names every part", () => {
    const count = MAX_URLS_PER_SITEMAP + 1;
    const many = Array.from(
      { length: count },
      () => "<url><loc>https://news.example.com/a.html</loc></url>\n",
    );
    const { config, queries, ...rest } = siteWith([]);
    const months = () => [{ key: "2022-03", modified: 0, files: 2 }];
    const site = { config, ...rest, queries: { ...queries, sitemapLines: () => many, months } };
    const parts = [...monthSitemaps(site, "2022-03").pages];
    expect(parts.map((plan) => [plan.url, plan.subject, urls(plan).length])).toEqual([
      ["/sitemap/2022-03.xml", "sitemap:2022-03", MAX_URLS_PER_SITEMAP],
      ["/sitemap/2022-03-2.xml", "sitemap:2022-03", 1],
    ]);
    expect(entries(siteSitemaps(site)[0]!).map(([url]) => url)).toEqual([
      "/sitemap/pages.xml",
      "/sitemap/2022-03.xml",
      "/sitemap/2022-03-2.xml",
    ]);
  });
});

describe("the site's sitemaps", () => {
  const posts = [
    samplePost("a", { date: "2022-03-05", categories: ["Local"], tags: ["ferry"] }),
    samplePost("b", { date: "2022-04-05", updated: Date.UTC(2022, 5, 1) }),
  ];
  const pages = [
    samplePage("about"),
    samplePage("hidden", { inSitemap: false }),
    samplePage("404"),
    samplePage("draft", { visibility: "draft" }),
  ];
  const [index, others] = siteSitemaps(siteWith(posts, "", pages));

  it("are an index of the others, each month with its latest change", () => {
    expect(index).toMatchObject({ path: "sitemap.xml", subject: "site:" });
    expect(entries(index!)).toEqual([
      ["/sitemap/pages.xml", null],
      ["/sitemap/2022-03.xml", Date.UTC(2022, 2, 5)],
      ["/sitemap/2022-04.xml", Date.UTC(2022, 5, 1)],
    ]);
  });

  it("list what is no post: listings' heads and static pages, without the 404 page and those that ask to be left out", () => {
    expect(urls(others!)).toEqual([
      "/",
      "/categories.html",
      "/tags.html",
      "/category/Local.html",
      "/tag/ferry.html",
      "/about.html",
    ]);
  });
});
