// The promise of the search: whatever stands in a title or an excerpt is found, all of it, in order.
import { beforeAll, describe, expect, it } from "vitest";
import { fold } from "../../../src/search/text.js";
import type { Post } from "../../../src/types/content.js";
import { catalogWith } from "../../tools/sample-catalog.js";
import {
  createRandom,
  type Hit,
  type Search,
  searchFiles,
  searchIn,
  somePost,
  type Wanted,
} from "../../tools/search-archive.js";

const POSTS = 2500;
const random = createRandom(20260501);
const posts = Array.from({ length: POSTS }, (_, number) => somePost(random, number));
let search: Search;

beforeAll(() => {
  search = searchIn(searchFiles(catalogWith(posts, { segmentSize: 64 })));
});

async function allHits(wanted: Wanted): Promise<Hit[]> {
  const found = await search.search(wanted);
  const hits = [];
  for (;;) {
    const more = await found.next(200);
    hits.push(...more);
    if (more.length < 200) break;
  }
  expect(found).toMatchObject({ isSure: true, total: hits.length });
  return hits;
}

const urls = (hits: Hit[]) => hits.map(({ url }) => url);

const newest = [...posts]
  .sort((a, b) => b.date - a.date || (a.path < b.path ? 1 : -1))
  .map((post) => ({ ...post, folded: { title: fold(post.title), excerpt: fold(post.excerpt) } }));

/** A plain scan: who has it in the title, newest first, then who has it in the excerpt. */
function scan(isIn: (text: string) => boolean, texts: "as written" | "folded" = "folded"): string[] {
  const textsOf = (post: (typeof newest)[number]) => (texts === "folded" ? post.folded : post);
  const inTitle = newest.filter((post) => isIn(textsOf(post).title));
  const others = newest.filter((post) => !isIn(textsOf(post).title) && isIn(textsOf(post).excerpt));
  return [...inTitle, ...others].map(({ url }) => url);
}

const sample = (pattern: RegExp): string[] => {
  const found: string[] = [];
  while (found.length < 250) {
    const post = posts[random(POSTS)] as Post;
    const text = random(2) ? post.title : post.excerpt;
    const runs = text.match(pattern) ?? [];
    if (runs.length > 0) found.push(runs[random(runs.length)] as string);
  }
  return found;
};

describe("searching an archive", () => {
  it("finds every post that has a Chinese text of two to six characters: 250 of them", async () => {
    for (const run of sample(/[\u4e00-\u9fff]{2,}/g)) {
      const length = Math.min(run.length, 2 + random(5));
      const from = random(run.length - length + 1);
      const query = run.slice(from, from + length);
      // Folding both makes variants one; whoever has the text as it is must be among them.
      const folded = fold(query);
      const expected = scan((text) => text.includes(folded));
      expect(expected.length).toBeGreaterThan(0);
      expect(urls(await allHits({ query })), query).toEqual(expected);
      expect(expected).toEqual(expect.arrayContaining(scan((text) => text.includes(query), "as written")));
    }
  }, 120_000);

  it("finds every post that has a word, or one that begins like it: 250 of them", async () => {
    for (const word of sample(/(?<![\p{L}\p{N}])[A-Za-z0-9]+/gu)) {
      const query = word.slice(0, 1 + random(word.length));
      const starts = new RegExp(`(?<![a-z0-9\\p{Script=Cyrillic}])${fold(query)}`, "u");
      const expected = scan((text) => starts.test(text));
      expect(expected.length).toBeGreaterThan(0);
      expect(urls(await allHits({ query })), query).toEqual(expected);
    }
  }, 120_000);

  it("wants all words of a query, wherever they are", async () => {
    for (let count = 0; count < 50; count++) {
      const { title, excerpt } = posts[random(POSTS)] as Post;
      const words = [title, excerpt].map((text) => (text.match(/[\u4e00-\u9fff]{2}/g) ?? []).at(-1) ?? "");
      const folded = words.map(fold);
      const has = ({ folded: { title, excerpt } }: (typeof newest)[number]) =>
        folded.every((word) => title.includes(word) || excerpt.includes(word));
      const hits = urls(await allHits({ query: words.join(" ") }));
      expect([...hits].sort()).toEqual(
        newest
          .filter(has)
          .map(({ url }) => url)
          .sort(),
      );
    }
  });

  it("narrows down by category, tag and year, with a query and without", async () => {
    const filters: [Wanted, (post: Post) => boolean][] = [
      [{ category: "Category 1" }, ({ categories }) => categories[0] === "category 1"],
      [{ tag: "标签2" }, ({ tags }) => tags[0] === "標籤2"],
      [{ year: "2024" }, ({ date }) => new Date(date).getUTCFullYear() === 2024],
      [
        { category: "category 0", year: "2023", query: "a" },
        ({ categories, date, title, excerpt }) =>
          categories[0] === "category 0" &&
          new Date(date).getUTCFullYear() === 2023 &&
          /(?<![a-z0-9])a/.test(`${fold(title)} ${fold(excerpt)}`),
      ],
    ];
    for (const [wanted, fits] of filters) {
      const expected = posts.filter(fits).map(({ url }) => url);
      expect(expected.length).toBeGreaterThan(5);
      expect(urls(await allHits(wanted)).sort()).toEqual(expected.sort());
    }
  });

  it("finds nothing that is not there", async () => {
    expect(await allHits({ query: "饕餮魑魅" })).toEqual([]);
    expect(await allHits({ query: "zzz" })).toEqual([]);
    expect(await allHits({ category: "no such category" })).toEqual([]);
  });

  it("asks for another character where one is too few", async () => {
    expect(await search.search({ query: "雨" })).toMatchObject({ tooShort: true, total: 0 });
  });

  it("marks what was found, as it is written", async () => {
    const own = searchIn(
      searchFiles(
        catalogWith([{ ...somePost(random, 1), title: "臺灣ＡＩ後市 AI", excerpt: "<b>台湾</b> ai." }]),
      ),
    );
    const [hit] = await (await own.search({ query: "台湾ai" })).next(10);
    expect(hit?.title).toEqual(["", "臺灣ＡＩ", "後市 AI"]);
    const [other] = await (await own.search({ query: "台湾 AI" })).next(10);
    expect(other?.title).toEqual(["", "臺灣ＡＩ", "後市 ", "AI", ""]);
    expect(other?.excerpt).toEqual(["<b>", "台湾", "</b> ", "ai", "."]);
  });
});
