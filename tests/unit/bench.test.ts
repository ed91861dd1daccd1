import { describe, expect, it } from "vitest";
import { createArchive, pageOf } from "../bench/archive.mjs";
import { median } from "../bench/measure.mjs";
import { readOptions } from "../bench/options.mjs";
import { sampleQueries } from "../bench/queries.mjs";
import { reportText } from "../bench/report.mjs";
import { relatedText, searchText, targetTable } from "../bench/targets.mjs";

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

  it("knows where the page of each post will be", () => {
    const category = { slug: "ganggu", tag: "港股" };
    const page = pageOf({ name: "2021-11-03-2021110300000801.md", text: "", category });
    expect(page).toBe("ganggu/2021/11/03/2021110300000801.html");
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

describe("the queries that are asked", () => {
  const texts = Array.from({ length: 200 }, (_, index) => ({
    title: `远帆物流：公布年度分红方案 ${index}`,
    excerpt: `The ferry sails again，沙洲税务部门批准第${index}号公告。`,
  }));

  it("are the same each time: Chinese strings of two to six characters, and every fifth a word", () => {
    const queries = sampleQueries(texts, 50);
    expect(queries).toEqual(sampleQueries(texts, 50));
    expect(queries.filter((query) => /^[a-z]{2,}$/i.test(query))).toHaveLength(10);
    const chinese = queries.filter((query) => /^\p{Script=Han}{2,6}$/u.test(query));
    expect(chinese).toHaveLength(40);
    expect(new Set(chinese.map((query) => query.length)).size).toBe(5);
  });

  it("are from the archive", () => {
    for (const query of sampleQueries(texts, 50))
      expect(texts.some(({ title, excerpt }) => `${title} ${excerpt}`.includes(query))).toBe(true);
  });

  it("are Chinese where there are no words, words where there is no Chinese, and none where there is nothing", () => {
    expect(sampleQueries([{ title: "沙洲税务", excerpt: "" }], 5).join(" ")).toMatch(/^[沙洲税务 ]+$/);
    expect(sampleQueries([{ title: "Ferry", excerpt: "" }], 2)).toEqual(["Ferry", "Ferry"]);
    expect(sampleQueries([{ title: "…", excerpt: "" }], 2)).toEqual([]);
  });
});

describe("figures with a target", () => {
  const rowsOf = (text: string) => text.split("\n").map((line) => line.trim().split(/ {2,}/));
  const times = (...wall: number[]) => ({ wall, cpu: [] });

  it("are reached by all values, by the median, or not at all", () => {
    const verdict = (values: number[], target: { below: number } | { atMost: number }) =>
      rowsOf(targetTable([{ name: "kB", values, target }]))[1]?.at(-1);
    expect(verdict([80, 99, 90], { below: 100 })).toBe("yes");
    expect(verdict([80, 100, 90], { below: 100 })).toBe("median only");
    expect(verdict([100, 100], { below: 100 })).toBe("no");
    expect(verdict([40], { atMost: 40 })).toBe("yes");
    expect(verdict([], { atMost: 40 })).toBe("-");
  });

  it("of the search: kilobytes and milliseconds in the middle and at most, the target that the size has", () => {
    const waits = { typing: [150, 190], opening: [300] };
    const bytes = { index: [70_000, 95_000], plain: [90_000, 120_000], gzip: [40_000, 60_000] };
    const asked = { queries: 2, chinese: 1, missed: ["沙洲"], bytes, loopback: waits };
    const text = (posts: number) =>
      searchText({
        posts,
        asked: { ...asked, slow: waits, slowGzip: waits },
        script: { gzip: 9_470, brotli: 8_310 },
        rewritten: [4, 6, 5],
        builds: { with: times(12, 10, 11), without: times(10, 10, 10) },
      });
    const rows = rowsOf(text(10_000));
    const row = (name: string) => rows.find(([first]) => first?.startsWith(name))?.slice(1);
    expect(row("kB of index a query")).toEqual(["82.5", "95.0", "below 100", "yes"]);
    expect(row("and the script")).toEqual(["105.0", "120.0", "below 100", "no"]);
    expect(row("ms from the last key to")).toEqual(["170", "190", "at most 200", "yes"]);
    expect(row("kB of script, gzip")).toEqual(["9.47", "-", "below 10", "yes"]);
    expect(row("files of the index")).toEqual(["5", "6", "at most 40", "yes"]);
    expect(row("% added to a cold build, wall")).toEqual(["10.0", "-", "at most 25", "yes"]);
    expect(text(10_000)).toContain("Without a hit: 沙洲");
    expect(text(100_000)).toContain("below 300");
  });

  it("of related posts: the share that has three, and milliseconds a post", () => {
    const builds = { with: times(11), without: times(10) };
    const rows = rowsOf(relatedText({ posts: 2000, enough: 1900, changed: [0, 1], builds }));
    expect(rows.map((cells) => cells[1])).toEqual(expect.arrayContaining(["95.0", "0.500", "10.0"]));
    expect(rows.at(-1)).toEqual(["other articles that a new post changes", "1", "1", "at most 0", "no"]);
  });

  it("are left out, with the reason, where there is no browser", () => {
    const search = { leftOut: "there is no Chromium" };
    expect(reportText({ cases: [], peers: [], preview: null, related: null, search })).toBe(
      "Search is left out: there is no Chromium",
    );
  });
});

describe("the benchmark's command line", () => {
  it("measures every case, the cold build first", () => {
    const all = ["cold", "noop", "new-post", "template", "preview", "search", "related"];
    expect(readOptions([]).cases).toEqual(all);
    expect(readOptions(["--case", "template,cold"]).cases).toEqual(["cold", "template"]);
    expect(readOptions(["--case", "related,search"]).cases).toEqual(["search", "related"]);
    expect(readOptions(["--jekyll-site"]).cases).toEqual(all.slice(0, 5));
  });

  it("names the option that makes no sense", () => {
    expect(() => readOptions(["--case", "warm"])).toThrow("--case warm: the cases are cold, noop");
    expect(() => readOptions(["--posts", "10k"])).toThrow("--posts 10k: write a whole number");
    expect(() => readOptions(["--post", "1"])).toThrow("--post");
    expect(() => readOptions(["--jekyll-site", "--case", "cold,search"])).toThrow("--case search: a Jekyll");
  });
});

it("takes the middle of an odd number of runs, and between the two middle ones of an even number", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([10, 1, 2, 4])).toBe(3);
});
