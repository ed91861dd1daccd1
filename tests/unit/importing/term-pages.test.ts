import { expect, it } from "vitest";
import { findTermPages } from "../../../src/importing/term-pages.js";
import type { Post, StaticPage } from "../../../src/types/content.js";

const post = (categories: string[], tags: string[] = []) => ({ categories, tags }) as unknown as Post;
const page = (url: string, data: Record<string, unknown>, layout = "category") =>
  ({
    path: `${url}.html`,
    url,
    output: `${url.slice(1)}.html`,
    layout,
    data,
    jekyll: { collection: null },
  }) as unknown as StaticPage;
const find = (posts: Post[], pages: StaticPage[], body = "") =>
  findTermPages({ posts, pages, bodyOf: () => body });

it("keeps the addresses of pages for categories, where they follow a pattern", () => {
  const { pages, patterns } = find(
    [post(["news"]), post(["finance"])],
    [page("/topic/news", { category: "news" }), page("/topic/finance", { category: "Finance" })],
  );
  expect([...pages.values()].map(({ name, slug }) => [name, slug])).toEqual([
    ["news", "news"],
    ["finance", "finance"],
  ]);
  expect(patterns).toEqual({
    category: "/topic/:slug",
    categoryPage: "/topic/:slug/:n.html",
    categoryFeed: "/topic/:slug/feed.xml",
  });
});

it("puts the lists elsewhere, where many of the addresses follow none: each of them can then lead on", () => {
  const { patterns } = find(
    [post(["Tech Web"]), post(["news"])],
    [page("/category/tech-web", { category: "Tech Web" }), page("/category/news", { category: "news" })],
  );
  expect(patterns.category).toBe("/categories/:slug.html");
});

it("takes a page's title for a tag only where its layout or address is about tags", () => {
  const posts = [post([], ["rust"])];
  expect(find(posts, [page("/tag/rust", { title: "Rust" }, "tagged")]).pages.size).toBe(1);
  expect(find(posts, [page("/rust", { title: "Rust" }, "default")]).pages.size).toBe(0);
  expect(find(posts, [page("/tag/rust", { title: "Rust" }, "tagged")], "A text about it").pages.size).toBe(0);
});
