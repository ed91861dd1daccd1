import { describe, expect, it } from "vitest";
import { candidates, type Published } from "../../../src/ping/candidates.js";
import type { PageKind } from "../../../src/types/pages.js";

const SITE = { origin: "https://news.example.com", basePath: "/daily" };
const files = (...paths: string[]) => paths.map((path) => ({ path, url: `/${path}` }));
const NONE = { added: [], changed: [], removed: [] };
const published = (
  kinds: Record<string, PageKind> | null,
  texts: Record<string, string> = {},
): Published => ({
  kindOf: (path) => (kinds === null ? undefined : (kinds[path] ?? null)),
  read: (path) => texts[path] ?? null,
});
const page = (head: string) => `<!DOCTYPE html><html><head>${head}</head><body><link rel=canonical href=/no>`;

describe("what is told of a change", () => {
  it("are pages that people read, posts first, with their whole addresses", () => {
    const kinds = {
      "a.html": "post",
      "index.html": "home",
      "c.html": "listing",
      "about.html": "page",
    } as const;
    const changes = { ...NONE, added: files("c.html", "index.html"), changed: files("about.html", "a.html") };
    const told = candidates(changes, published(kinds), SITE);
    expect(told.sort((a, b) => a.rank - b.rank).map(({ url }) => url)).toEqual(
      ["a", "about", "index", "c"].map((name) => `https://news.example.com/daily/${name}.html`),
    );
  });

  it("are not assets, redirects, the page for what is not there, sitemaps or copies", () => {
    const kinds: Record<string, PageKind> = {
      ...({ "theme/a.css": "asset", "google1.html": "asset", "old.html": "redirect" } as const),
      ...({ "404.html": "not-found", "sitemap.xml": "sitemap", "robots.txt": "robots" } as const),
    };
    expect(candidates({ ...NONE, added: files(...Object.keys(kinds)) }, published(kinds), SITE)).toEqual([]);
  });

  it("are not pages that ask not to be found", () => {
    const texts = {
      "a.html": page('<meta content="noindex, follow" name="robots">'),
      "b.html": page("<meta name=robots content=none>"),
      "c.html": page('<meta name="robots" content="max-image-preview:large">'),
    };
    const kinds = { "a.html": "post", "b.html": "post", "c.html": "post" } as const;
    const told = candidates({ ...NONE, added: files(...Object.keys(texts)) }, published(kinds, texts), SITE);
    expect(told.map(({ url }) => url)).toEqual(["https://news.example.com/daily/c.html"]);
  });

  it("are the addresses that pages call their own, unless those are on another host", () => {
    const texts = {
      "a.html": page('<link rel="canonical" href="https://news.example.com/daily/a?x=1&amp;y=2">'),
      "b.html": page('<link rel="canonical" href="https://agency.example/b.html">'),
    };
    const kinds = { "a.html": "post", "b.html": "post" } as const;
    const told = candidates({ ...NONE, changed: files("a.html", "b.html") }, published(kinds, texts), SITE);
    expect(told.map(({ url }) => url)).toEqual(["https://news.example.com/daily/a?x=1&y=2"]);
  });

  it("are pages that are gone, if they did not come back", () => {
    const changes = { ...NONE, removed: files("a.html", "b.html", "theme/a.css", "c.html.gz") };
    const told = candidates(changes, published({ "b.html": "post" }), SITE);
    expect(told).toMatchObject([{ url: "https://news.example.com/daily/a.html", what: "gone" }]);
  });

  it("are no pages that have gone since", () => {
    expect(candidates({ ...NONE, added: files("a.html") }, published({}), SITE)).toEqual([]);
  });

  it("are feeds, for hubs", () => {
    const kinds = { "feed.xml": "feed", "rss.xml": "feed" } as const;
    const changes = { ...NONE, changed: files("feed.xml"), added: files("rss.xml") };
    expect(candidates(changes, published(kinds), SITE).map(({ what }) => what)).toEqual(["feed", "feed"]);
  });

  it("is guessed from names where there is no catalog", () => {
    const changes = { ...NONE, changed: files("category/a/feed.xml", "sitemap.xml", "a.html", "b.html.br") };
    const told = candidates(changes, published(null), SITE);
    expect(told.map(({ what, url }) => [what, url.split("/").at(-1)])).toEqual([
      ["feed", "feed.xml"],
      ["page", "a.html"],
    ]);
  });
});
