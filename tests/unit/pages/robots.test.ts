import { describe, expect, it } from "vitest";
import { AI_CRAWLERS, renderRobots } from "../../../src/pages/robots.js";

describe("renderRobots", () => {
  it("allows everything and names the sitemap", () => {
    expect(renderRobots({ sitemapUrls: ["https://news.example.com/sitemap.xml"] })).toBe(
      "User-agent: *\nDisallow:\n\nSitemap: https://news.example.com/sitemap.xml\n",
    );
  });

  it("names the paths to leave alone", () => {
    expect(renderRobots({ sitemapUrls: [], disallow: ["/drafts/", "/*.json$"] })).toBe(
      "User-agent: *\nDisallow: /drafts/\nDisallow: /*.json$\n",
    );
  });

  it("says nothing of AI crawlers unless told to, then by name", () => {
    const neutral = renderRobots({ sitemapUrls: [], aiCrawlers: "neutral" });
    expect(neutral).toBe(renderRobots({ sitemapUrls: [] }));
    expect(renderRobots({ sitemapUrls: [], aiCrawlers: "disallow" })).toMatch(
      /^User-agent: \*\nDisallow:\n\n(User-agent: .+\n)+Disallow: \/\n$/,
    );
    const welcome = renderRobots({ sitemapUrls: [], aiCrawlers: "allow", disallow: ["/drafts/"] });
    expect(welcome).toMatch(/\n\n(User-agent: .+\n)+Disallow: \/drafts\/\n$/);
    for (const name of AI_CRAWLERS) expect(welcome).toContain(`User-agent: ${name}\n`);
  });

  it("cannot be made to hold another rule", () => {
    const text = renderRobots({
      sitemapUrls: ["https://a.example/图.xml\nDisallow: /"],
      disallow: ["/a\r\nAllow: /b", "/c # d"],
    });
    expect(text.split("\n").filter((line) => /^(Allow|Disallow: \/$)/.test(line))).toEqual([]);
    expect(text).toContain("Disallow: /c%20%23%20d\n");
  });
});
