import { describe, expect, it } from "vitest";
import { type Catalog, openCatalog } from "../../../src/catalog/catalog.js";
import { createRelatedFiller, createRelatedIndex } from "../../../src/catalog/related-index.js";
import { createRandom } from "../../tools/search-archive.js";

const DAY = 86_400_000;

const emptyCatalog = () => openCatalog({ file: null, key: "test" });

const rowsOf = (catalog: Catalog) =>
  catalog.sql("SELECT key, bucket, posts FROM related_keys ORDER BY key, bucket").all();

describe("the index of what posts are about, made at once", () => {
  const random = createRandom(3);
  const posts = Array.from({ length: 300 }, (_, i) => ({
    ...{ id: 300 - i, path: `posts/${i}.md`, date: Date.parse("2021-03-01") + i * DAY },
    // Both ends of 32 bits, and few enough keys that all have many posts.
    keys: new Set([-(2 ** 31), 2 ** 31 - 1, 0, random(9) - 4, random(40) - 20]),
  }));

  it.each([
    ["all of it in memory", undefined],
    ["a few entries at a time", 64],
    ["fewer than a post has", 3],
  ])("holds what it holds post by post: %s", (_, most) => {
    const [atOnce, oneByOne] = [emptyCatalog(), emptyCatalog()];
    const filler = createRelatedFiller(atOnce, most);
    const index = createRelatedIndex(oneByOne, (id) => `posts/${300 - id}.md`);
    for (const { keys, ...post } of posts) {
      filler.add(keys, post);
      for (const key of keys) index.put(key, post);
    }
    filler.flush();
    index.flush();
    expect(rowsOf(atOnce)).toEqual(rowsOf(oneByOne));
    expect(rowsOf(atOnce).length).toBeGreaterThan(200);
  });
});
