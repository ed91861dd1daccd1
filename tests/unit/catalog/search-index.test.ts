import { describe, expect, it } from "vitest";
import { openCatalog } from "../../../src/catalog/catalog.js";
import { hasTakenOver, segmentsOf } from "../../../src/search/layout.js";
import type { Post } from "../../../src/types/content.js";
import { catalogWith, createArchive, recordRound } from "../../tools/sample-catalog.js";
import { createRandom, searchFiles, somePost } from "../../tools/search-archive.js";

const differing = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name);

/** An archive in a file, changed round by round, and the index after each. */
function createGrowing(posts: Post[], segmentSize: number) {
  const archive = createArchive();
  const all = new Map(posts.map((post) => [post.path, post]));
  const round = (add: Post[], remove: string[] = []) => {
    for (const path of remove) all.delete(path);
    for (const post of add) all.set(post.path, post);
    const catalog = archive.open();
    const { touched } = recordRound(catalog, { add, remove, options: { segmentSize } });
    const files = searchFiles(catalog);
    catalog.commit();
    return { files, touched };
  };
  return { all, round, start: round(posts) };
}

describe("the search index", () => {
  it.each([4, 5, 12])("is after any changes what it is from nothing (segments of %i)", (segmentSize) => {
    const random = createRandom(segmentSize);
    const { all, round } = createGrowing(
      Array.from({ length: 110 }, (_, number) => somePost(random, number * 10)),
      segmentSize,
    );
    for (let count = 0; count < 25; count++) {
      const paths = [...all.keys()];
      const some = () => paths[random(paths.length)] as string;
      const add = Array.from({ length: random(4) }, () => somePost(random, random(2200)));
      if (random(2)) add.push({ ...(all.get(some()) as Post), title: "Another title" });
      if (random(3) === 0)
        add.push({ ...(all.get(some()) as Post), date: somePost(random, random(1700)).date });
      const remove = Array.from({ length: random(random(8) === 0 ? 60 : 3) }, some);
      const unique = [...new Map(add.map((post) => [post.path, post])).values()];
      const { files } = round(
        unique,
        [...new Set(remove)].filter((path) => !unique.some((post) => post.path === path)),
      );
      const clean = searchFiles(catalogWith([...all.values()], { segmentSize }));
      expect(differing(clean, files)).toEqual([]);
      expect([...files.keys()].sort()).toEqual([...clean.keys()].sort());
    }
  }, 120_000);

  it("rewrites at most 40 files for a new post, and tells which may differ", () => {
    const random = createRandom(3);
    const { round, start } = createGrowing(
      Array.from({ length: 900 }, (_, number) => somePost(random, number)),
      256,
    );
    let { files: before } = start;
    for (let number = 900; number < 925; number++) {
      const { files, touched } = round([somePost(random, number)]);
      const changed = differing(before, files);
      expect(changed.length).toBeLessThanOrEqual(40);
      for (const name of changed.filter((name) => name.startsWith("all/")))
        expect(touched.search?.files).toContain(Number.parseInt(name.slice("all/".length), 36));
      for (const name of changed.filter((name) => name.startsWith("posts/")))
        expect(touched.search?.segments).toContain(name.slice("posts/".length).replace(/-\d+$/, ""));
      before = files;
    }
  }, 120_000);

  it("is the same too where files have split ranges of keys, and more of them come", () => {
    const random = createRandom(9);
    const segmentSize = 128;
    const { all, round } = createGrowing(
      Array.from({ length: 600 }, (_, number) => somePost(random, number)),
      segmentSize,
    );
    for (let number = 600; number < 900; number += 20) {
      const { files } = round(Array.from({ length: 20 }, (_, more) => somePost(random, number + more)));
      const clean = searchFiles(catalogWith([...all.values()], { segmentSize }));
      expect(differing(clean, files)).toEqual([]);
    }
  }, 120_000);

  it("leaves other segments alone where a post comes late", () => {
    const random = createRandom(4);
    const { round, start } = createGrowing(
      Array.from({ length: 600 }, (_, number) => somePost(random, number * 2)),
      16,
    );
    const { files } = round([somePost(random, 301)]);
    const texts = differing(start.files, files).filter((name) => name.startsWith("posts/"));
    expect(new Set(texts.map((name) => name.replace(/-\d+$/, ""))).size).toBeLessThanOrEqual(3);
  });

  it("goes when the site has no search any more, and comes back", () => {
    const archive = createArchive();
    const posts = Array.from({ length: 30 }, (_, number) => somePost(createRandom(5 + number), number));
    const round = (add: Post[], segmentSize: number | null) =>
      archive.round({ add, options: { segmentSize } });
    round(posts, 4);
    round([], null);
    const count = (table: string) =>
      archive.ask((_, catalog) => catalog.sql(`SELECT COUNT(*) AS n FROM ${table}`).get()?.n);
    expect([count("search_segments"), count("search_files")]).toEqual([0, 0]);
    expect(round([], 4).touched.search?.everything).toBe(true);
    expect(count("search_segments")).toBeGreaterThan(3);
  });

  it("does nothing where no post changed", () => {
    const { round } = createGrowing([somePost(createRandom(6), 1)], 4);
    expect(round([]).touched.search).toBeUndefined();
  });

  it("holds nothing of a site without posts", () => {
    const catalog = openCatalog({ file: null, key: "test" });
    recordRound(catalog, {});
    expect([...searchFiles(catalog).keys()].sort()).toEqual(["index", "variants"]);
  });
});

describe("segments", () => {
  it("are cut where a post's name says so, however many posts come before", () => {
    const paths = Array.from({ length: 5000 }, (_, number) => `posts/${number}.md`);
    const segments = (all: string[]) => {
      const posts = all.map((path) => ({ path }));
      return [...segmentsOf(posts, 64)];
    };
    const cuts = (all: string[]) => new Set(segments(all).map(([{ path }]) => path));
    const before = cuts(paths);
    const after = cuts(["posts/earlier.md", ...paths]);
    const moved = [...after].filter((path) => !before.has(path));
    expect(moved.length).toBeLessThan(8);
    expect(before.size).toBeGreaterThan(70);
    expect(Math.max(...segments(paths).map(({ length }) => length))).toBeLessThanOrEqual(192);
  });

  it("are taken over by each file at a moment of its own, and by all in the end", () => {
    const files = Array.from({ length: 400 }, (_, file) => file + 400);
    const holders = (behind: number) => files.filter((file) => hasTakenOver(file, behind, 256)).length;
    expect(holders(0)).toBe(0);
    expect(holders(256)).toBe(400);
    for (let behind = 1; behind <= 256; behind++) {
      expect(holders(behind) - holders(behind - 1)).toBeGreaterThanOrEqual(0);
      expect(holders(behind) - holders(behind - 1)).toBeLessThan(12);
    }
  });
});
