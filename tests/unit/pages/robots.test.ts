import { describe, expect, it } from "vitest";
import { renderRobots } from "../../../src/pages/robots.js";

describe("renderRobots", () => {
  it("allows everything and names the sitemap", () => {
    expect(renderRobots({ sitemapUrl: "https://news.example.com/sitemap.xml" })).toBe(
      "User-agent: *\nDisallow:\n\nSitemap: https://news.example.com/sitemap.xml\n",
    );
  });

  it("names the paths to leave alone", () => {
    expect(renderRobots({ sitemapUrl: null, disallow: ["/drafts/", "/*.json$"] })).toBe(
      "User-agent: *\nDisallow: /drafts/\nDisallow: /*.json$\n",
    );
  });

  it("cannot be made to hold another rule", () => {
    const text = renderRobots({
      sitemapUrl: "https://a.example/图.xml\nDisallow: /",
      disallow: ["/a\r\nAllow: /b", "/c # d"],
    });
    expect(text.split("\n").filter((line) => /^(Allow|Disallow: \/$)/.test(line))).toEqual([]);
    expect(text).toContain("Disallow: /c%20%23%20d\n");
  });
});
