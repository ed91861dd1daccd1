import { describe, expect, it } from "vitest";
import type { Catalog } from "../../../src/catalog/catalog.js";
import { signatureOf } from "../../../src/related/signature.js";
import type { Post } from "../../../src/types/content.js";
import {
  catalogWith,
  createArchive,
  queriesOf,
  recordRound,
  samplePost,
} from "../../tools/sample-catalog.js";
import { createRandom, type Random } from "../../tools/search-archive.js";

const PLACES = ["北京", "上海", "广东", "Harbour", "Island"];
const DEEDS = [
  "发布新能源汽车补贴",
  "推进数字经济建设",
  "公布半年度业绩",
  "ferry delayed",
  "bridge reopened",
];
const MORE = ["助力消费", "扩大投资", "after storm", "despite rain", ""];
const BODIES = Array.from({ length: 6 }, (_, i) =>
  signatureOf(
    `<p>${`第${i}篇`.repeat(3)}${PLACES[i % 5]}${DEEDS.slice(i % 3).join("，")}记者获悉${i * 37}项措施</p>`,
  ),
);

/** Few words, terms, bodies and dates, so that everything that can coincide does. */
function somePost(random: Random, number: number): Post {
  const pick = <T>(list: readonly T[]): T => list[random(list.length)] as T;
  const day = String(1 + random(28)).padStart(2, "0");
  return samplePost(`p${number}`, {
    title: `${pick(PLACES)} ${pick(DEEDS)} ${pick(MORE)}`,
    date: `2022-0${1 + random(6)}-${day} 0${random(3)}:00:00 Z`,
    categories: [pick(["News", "news", "Sport", "港口"])],
    tags: random(3) ? [pick(["a", "b", "c", "D", "d"])] : [],
    signature: random(4) === 0 ? pick(BODIES) : "",
    series: random(12) === 0 ? "The flood" : null,
    lang: random(9) === 0 ? "zh-CN" : null,
  });
}

/** What each published post leads to, by path. */
function listsOf(catalog: Catalog): Map<string, string> {
  const queries = queriesOf(catalog);
  const text = (path: string) => {
    const { related, section, original } = queries.nextReads(path);
    const names = (posts: readonly { path: string; title: string }[]) =>
      posts.map((post) => `${post.path} ${post.title}`).join("|");
    return `${names(related)} / ${names(section)} / ${original?.path}`;
  };
  return new Map([...queries.livePosts()].map(({ post }) => [post.path, text(post.path)]));
}

describe("what to read next", () => {
  it.each([
    1, 2, 3,
  ])("is after any changes what it is from nothing, and tells whose differ (seed %i)", (seed) => {
    const random = createRandom(seed);
    const archive = createArchive();
    const all = new Map<string, Post>();
    let before = new Map<string, string>();
    for (let count = 0; count < 30; count++) {
      const paths = [...all.keys()];
      const some = () => all.get(paths[random(paths.length)] as string) as Post;
      const fresh = Array.from({ length: count === 0 ? 150 : random(4) }, () =>
        somePost(random, random(400)),
      );
      const edited =
        count === 0
          ? []
          : Array.from({ length: random(3) }, () => {
              const { title, date, signature, categories } = somePost(random, 0);
              const change = [
                { title },
                { date },
                { signature },
                { categories },
                { url: `/moved${count}.html`, output: `moved${count}.html` },
              ];
              return { ...some(), ...change[random(change.length)] } as Post;
            });
      const add = [...new Map([...fresh, ...edited].map((post) => [post.path, post])).values()];
      const remove = [
        ...new Set(paths.length === 0 ? [] : Array.from({ length: random(3) }, () => some().path)),
      ].filter((path) => !add.some((post) => post.path === path));
      for (const path of remove) all.delete(path);
      for (const post of add) all.set(post.path, post);
      const catalog = archive.open();
      const { touched } = recordRound(catalog, { add, remove });
      const after = listsOf(catalog);
      catalog.commit();
      expect(Object.fromEntries(after)).toEqual(Object.fromEntries(listsOf(catalogWith([...all.values()]))));
      const differing = [...after.keys()].filter((path) => before.get(path) !== after.get(path));
      if (!touched.everything) expect(differing.filter((path) => !touched.posts.has(path))).toEqual([]);
      before = after;
    }
  }, 120_000);

  it("is the same for every post that was there, when a newer one comes", () => {
    const random = createRandom(7);
    const posts = Array.from({ length: 200 }, (_, number) => somePost(random, number));
    const before = listsOf(catalogWith(posts));
    const after = listsOf(
      catalogWith([...posts, { ...somePost(random, 900), date: Date.parse("2023-01-01") }]),
    );
    after.delete("posts/p900.md");
    expect(Object.fromEntries(after)).toEqual(Object.fromEntries(before));
  });

  it("looks at few posts for a new one, and at those around for a late one", () => {
    const random = createRandom(8);
    const archive = createArchive(Array.from({ length: 300 }, (_, number) => somePost(random, number)));
    const fresh = {
      ...somePost(random, 900),
      date: Date.parse("2023-01-01"),
      categories: [],
      tags: [],
      series: null,
    };
    const { touched } = archive.round({ add: [fresh] });
    expect(touched.posts.size).toBeLessThanOrEqual(2);
  });
});

describe("what is chosen", () => {
  const titles = (posts: Post[], path = "posts/this.md") => {
    const { related, section, original } = queriesOf(catalogWith(posts)).nextReads(path);
    return {
      related: related.map(({ title }) => title),
      section: section.map(({ title }) => title),
      original: original?.path ?? null,
    };
  };
  const others = [
    "春茶上市价格平稳",
    "地铁五号线试运行",
    "气象台发布大风预警",
    "足球联赛周末开幕",
    "图书馆延长开放",
  ].map((title, i) => samplePost(`other${i}`, { title, date: `2022-01-0${i + 1}` }));
  const older = samplePost("older", { title: "新能源汽车补贴明年继续", date: "2022-02-01" });
  const thisOne = samplePost("this", { title: "多地公布新能源汽车补贴办法", date: "2022-03-01" });

  it("shares rare words, in Chinese two characters at a time", () => {
    expect(titles([...others, older, thisOne]).related).toEqual(["新能源汽车补贴明年继续"]);
  });

  it("is never newer", () => {
    const newer = samplePost("newer", { title: "新能源汽车补贴到期", date: "2022-04-01" });
    expect(titles([...others, older, thisOne, newer]).related).toEqual(["新能源汽车补贴明年继续"]);
  });

  it("is never the same story, nor one story twice", () => {
    const body = signatureOf(
      `<p>${"各地陆续公布了明年的补贴办法，消费者可以通过网上平台申请，审核需要十五个工作日。".repeat(1)}</p>`,
    );
    const copies = ["甲", "乙"].map((name, i) =>
      samplePost(`copy${i}`, {
        title: `${name}报：新能源汽车补贴明年怎么领`,
        date: `2022-02-1${i}`,
        signature: body,
      }),
    );
    expect(titles([...others, ...copies, thisOne]).related).toEqual(["乙报：新能源汽车补贴明年怎么领"]);
    expect(titles([...others, ...copies, { ...thisOne, signature: body }])).toMatchObject({
      related: [],
      original: "posts/copy0.md",
    });
  });

  it("is followed by the last ones of the section that are not there already", () => {
    const inSection = [older, ...others].map((post) => ({ ...post, categories: ["财经"] }));
    const found = titles([...inSection, { ...thisOne, categories: ["财经"] }]);
    expect(found.related[0]).toBe("新能源汽车补贴明年继续");
    expect(found.section).not.toContain("新能源汽车补贴明年继续");
    expect(found.section).toHaveLength(3);
  });

  it("is found again after a quiet year", () => {
    const daily = Array.from({ length: 40 }, (_, i) =>
      samplePost(`d${i}`, {
        title: `${["春茶上市", "地铁试运行", "足球联赛开幕", "新能源汽车补贴办法"][i % 4]}第${i}期`,
        date: `2022-01-${10 + Math.floor(i / 2)}`,
      }),
    );
    const found = titles([...daily, { ...thisOne, date: Date.parse("2023-03-01") }]).related;
    expect(found.every((title) => title.includes("新能源"))).toBe(true);
    expect(found.length).toBeGreaterThan(0);
  });

  it("is in the post's own language", () => {
    expect(titles([...others, { ...older, lang: "ja" }, thisOne]).related).toEqual([]);
  });
});
