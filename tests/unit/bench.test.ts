import { describe, expect, it } from "vitest";
import { createArchive } from "../bench/archive.mjs";
import { median } from "../bench/measure.mjs";
import { readOptions } from "../bench/options.mjs";

const POSTS = 500;
const archive = createArchive({ posts: POSTS });
const posts = Array.from({ length: POSTS }, (_, index) => archive.post(index));
const share = (pattern: RegExp) => posts.filter(({ text }) => pattern.test(text)).length / POSTS;

describe("the measured archive", () => {
  it("is the same for the same seed, post by post in any order", () => {
    const again = createArchive({ posts: POSTS });
    for (const index of [499, 0, 250]) expect(again.post(index)).toEqual(posts[index]);
  });

  it("is another one for another seed", () => {
    expect(createArchive({ posts: POSTS, seed: 2 }).post(0).text).not.toBe(posts[0]?.text);
  });

  it("has posts of 2.6 kB on average", () => {
    const bytes = posts.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
    expect(bytes / POSTS).toBeGreaterThan(2340);
    expect(bytes / POSTS).toBeLessThan(2860);
  });

  it("has 2,000 categories, each with a slug and a tag of its own", () => {
    const { categories } = archive;
    expect(new Set(categories.map(({ slug }) => slug)).size).toBe(2000);
    expect(new Set(categories.map(({ tag }) => tag)).size).toBe(2000);
    for (const { slug } of categories) expect(slug).toMatch(/^[a-z]+$/);
  });

  it("has many more categories where more are asked for", () => {
    const { categories } = createArchive({ posts: 1, categories: 5000 });
    expect(new Set(categories.map(({ slug }) => slug)).size).toBe(5000);
  });

  it("fills categories by Zipf's law: the first with an eighth of all posts, most with few", () => {
    const sizes = new Map<string, number>();
    for (const { category } of posts) sizes.set(category.slug, (sizes.get(category.slug) ?? 0) + 1);
    expect((sizes.get(archive.categories[0]?.slug ?? "") ?? 0) / POSTS).toBeCloseTo(1 / 8.2, 1);
    expect(sizes.size).toBeGreaterThan(150);
    expect([...sizes.values()].filter((size) => size === 1).length).toBeGreaterThan(sizes.size / 2);
  });

  it("mixes flashes, scraped articles and digests", () => {
    expect(share(/^ <p>/m)).toBeCloseTo(0.55, 1);
    expect(share(/^> /m)).toBeCloseTo(0.15, 1);
    expect(share(/^---\n\n.+\n\n<http:.+>\n\n\[.+\n$/m)).toBeCloseTo(0.3, 1);
  });

  it("is of flashes only when short posts are asked for", () => {
    const short = createArchive({ posts: POSTS, short: true });
    for (let index = 0; index < 50; index++) expect(short.post(index).text).not.toContain("<p>");
  });

  it("names files by date, 400 a day, each once, and publishes all of them and later ones", () => {
    const days = posts.map(({ name }) => name.slice(0, 10));
    expect(days.filter((day) => day === "2021-11-01")).toHaveLength(400);
    expect(new Set(posts.map(({ name }) => name)).size).toBe(POSTS);
    const later = /^date: (.+) (.+) \+0800$/m.exec(archive.post(POSTS + 100).text);
    expect(Date.parse(`${later?.[1]}T${later?.[2]}+08:00`)).toBeLessThan(Date.parse(archive.now));
  });
});

describe("the benchmark's command line", () => {
  it("measures every case, the cold build first", () => {
    expect(readOptions([]).cases).toEqual(["cold", "noop", "new-post", "template", "preview"]);
    expect(readOptions(["--case", "template,cold"]).cases).toEqual(["cold", "template"]);
  });

  it("names the option that makes no sense", () => {
    expect(() => readOptions(["--case", "warm"])).toThrow("--case warm: the cases are cold, noop");
    expect(() => readOptions(["--posts", "10k"])).toThrow("--posts 10k: write a whole number");
    expect(() => readOptions(["--post", "1"])).toThrow("--post");
  });
});

it("takes the middle of an odd number of runs, and between the two middle ones of an even number", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([10, 1, 2, 4])).toBe(3);
});
