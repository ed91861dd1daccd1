import { describe, expect, it } from "vitest";
import { openCatalog } from "../../../src/catalog/catalog.js";
import { createQueries } from "../../../src/catalog/queries.js";
import type { Post } from "../../../src/types/content.js";
import type { ListingRef } from "../../../src/types/pages.js";
import { catalogWith, queriesOf, recordRound, sampleConfig, samplePost } from "../../tools/sample-catalog.js";

// 25 posts, one a day from 1 March 2022; every fifth is about sport, every second is tagged.
const posts: Post[] = Array.from({ length: 25 }, (_, i) =>
  samplePost(`p${String(i + 1).padStart(2, "0")}`, {
    date: new Date(Date.UTC(2022, 2, 1 + i)).toISOString(),
    categories: (i + 1) % 5 === 0 ? ["sport"] : ["local"],
    tags: (i + 1) % 2 === 0 ? ["Even"] : [],
  }),
);
const shuffled = [...posts].sort((x, y) => (x.path.at(-4)! + x.path).localeCompare(y.path.at(-4)! + y.path));
const queries = queriesOf(catalogWith(shuffled));
const home: ListingRef = { kind: "home" };
const titles = (cards: Iterable<{ title: string }>) => [...cards].map((card) => card.title).join(" ");
const at = (number: number) => ({ date: posts[number - 1]!.date, path: posts[number - 1]!.path });

describe("a listing", () => {
  it("holds its posts, oldest first", () => {
    expect(titles(queries.slice(home, 0, 3))).toBe("p01 p02 p03");
    expect(titles(queries.slice(home, 23, 10))).toBe("p24 p25");
    expect(titles(queries.slice({ kind: "category", key: "sport" }, 1, 2))).toBe("p10 p15");
    expect(titles(queries.slice({ kind: "tag", key: "even" }, 10, 5))).toBe("p22 p24");
    expect(titles(queries.slice({ kind: "month", key: "2022-03" }, 0, 1))).toBe("p01");
    expect(titles(queries.slice({ kind: "day", key: "2022-03-05" }, 0, 9))).toBe("p05");
    expect(queries.slice({ kind: "category", key: "nothing" }, 0, 9)).toEqual([]);
  });

  it("is counted", () => {
    const counts = (["category", "tag", "year", "month", "day"] as const).map((kind, i) =>
      queries.count({ kind, key: ["sport", "even", "2022", "2022-03", "2022-03-25"][i]! }),
    );
    expect([queries.count(home), ...counts, queries.count({ kind: "year", key: "2021" })]).toEqual([
      25, 5, 12, 25, 25, 1, 0,
    ]);
  });

  it("is walked from any place, however long it is", () => {
    expect(titles(queries.walk(home, 22))).toBe("p23 p24 p25");
    expect(titles(queries.walk(home, 25))).toBe("");
    const many = Array.from({ length: 1203 }, (_, i) => samplePost(`m${i}`, { date: "2022-03-01" }));
    const long = queriesOf(catalogWith(many));
    const walked = [...long.walk(home, 2)].map((card) => card.path);
    expect(walked).toEqual(
      many
        .map((post) => post.path)
        .sort()
        .slice(2),
    );
  });

  it("can be walked while others are", () => {
    const first = queries.walk(home, 0)[Symbol.iterator]();
    const second = queries.walk({ kind: "category", key: "sport" }, 0)[Symbol.iterator]();
    const seen = [first.next(), second.next(), first.next(), second.next()].map(({ value }) => value.title);
    expect(seen).toEqual(["p01", "p05", "p02", "p10"]);
  });

  it("ranks a place by the posts that are older", () => {
    expect(queries.rank(home, at(1))).toBe(0);
    expect(queries.rank(home, at(20))).toBe(19);
    expect(queries.rank({ kind: "category", key: "sport" }, at(11))).toBe(2);
    expect(queries.rank(home, { date: at(3).date, path: "posts/p03.txt" })).toBe(3);
  });

  it("orders posts of one second by their paths' bytes", () => {
    const names = ["\u{1F30A}", "Ａ", "é", "b", "a"];
    const same = queriesOf(
      catalogWith(names.map((name) => samplePost(name, { url: `/${encodeURI(name)}.html` }))),
    );
    const sorted = [...names].sort((x, y) => Buffer.compare(Buffer.from(x), Buffer.from(y)));
    expect(titles(same.slice(home, 0, 9)).split(" ")).toEqual(sorted);
    expect([...same.livePosts()].map(({ post }) => post.title)).toEqual(sorted);
  });
});

describe("a post", () => {
  it("comes with its neighbours", () => {
    const live = queries.livePost("posts/p05.md")!;
    expect([live.older, live.newer]).toMatchObject([
      { url: "/p04.html", title: "p04", date: at(4).date },
      { url: "/p06.html", title: "p06", date: at(6).date },
    ]);
    expect(queries.livePost("posts/p01.md")?.older).toBeNull();
    expect(queries.livePost("posts/p25.md")?.newer).toBeNull();
  });

  it("is the same alone and among all", () => {
    for (const live of queries.livePosts()) expect(queries.livePost(live.post.path)).toEqual(live);
  });

  it("is none if it is not there or not published", () => {
    const some = queriesOf(catalogWith([samplePost("a", { visibility: "draft" })]));
    expect(some.livePost("posts/a.md")).toBeNull();
    expect(some.livePost("posts/b.md")).toBeNull();
    expect(some.isTaken("a.html")).toBe(false);
  });

  it("has terms as links on its card, and nothing that only the program needs", () => {
    const { card } = queries.livePost("posts/p10.md")!;
    expect(card.categories).toEqual([
      {
        taxonomy: "category",
        key: "sport",
        name: "sport",
        title: "sport",
        description: "",
        slug: "sport",
        url: "/category/sport.html",
      },
    ]);
    expect(card.tags.map((term) => term.name)).toEqual(["Even"]);
    expect(card).not.toHaveProperty("fingerprint");
    expect(card).not.toHaveProperty("output");
    expect(card.draft).toBe(false);
  });

  it("takes its address, whatever its case", () => {
    const some = queriesOf(catalogWith([samplePost("a", { url: "/A.html" })]));
    expect(some.isTaken("a.html")).toBe(true);
  });

  it("has its line in the sitemap of its time", () => {
    const lines = queries.sitemapLines(at(3).date, at(5).date);
    expect(lines).toEqual(posts.slice(2, 4).map((post) => `<url>${post.url}</url>\n`));
  });
});

describe("periods", () => {
  const dates = [
    "2021-12-31T23:30:00Z",
    "2022-01-01T00:30:00Z",
    "2022-03-13T06:59:59Z",
    "2022-03-13T07:00:00Z",
    "2022-11-06T05:30:00Z",
  ];
  const scattered = dates.map((date, i) => samplePost(`s${i}`, { date }));
  const list = (zone: string, kind: "year" | "month" | "day", within?: string) => {
    const catalog = openCatalog({ file: null, key: "test" });
    recordRound(catalog, { add: scattered, options: { zone } });
    const asked = queriesOf(catalog, { ...sampleConfig(), timezone: zone });
    return asked.periods(kind, within).map(({ key, count }) => `${key} ${count}`);
  };

  it("are those that hold posts, newest first", () => {
    expect(list("UTC", "year")).toEqual(["2022 4", "2021 1"]);
    expect(list("UTC", "month", "2022")).toEqual(["2022-11 1", "2022-03 2", "2022-01 1"]);
    expect(list("UTC", "day", "2022-03")).toEqual(["2022-03-13 2"]);
    expect(list("UTC", "month", "2020")).toEqual([]);
  });

  it("are the site's zone's", () => {
    expect(list("Asia/Shanghai", "year")).toEqual(["2022 5"]);
    expect(list("America/New_York", "year")).toEqual(["2022 3", "2021 2"]);
    expect(list("America/New_York", "day", "2022-03")).toEqual(["2022-03-13 2"]);
    expect(list("Pacific/Kiritimati", "day", "2022-01")).toEqual(["2022-01-01 2"]);
  });

  it("have a title and an address", () => {
    expect(queries.periods("month")).toEqual([
      { key: "2022-03", title: "March 2022", url: "/2022/03/", count: 25 },
    ]);
    expect(queries.periods("day", "2022-03")[20]).toMatchObject({ key: "2022-03-05", url: "/2022/03/05/" });
  });

  it("reach back before 1970", () => {
    const old = queriesOf(catalogWith([samplePost("old", { date: "1912-04-15" })]));
    expect(old.periods("year").map(({ key }) => key)).toEqual(["1912"]);
  });
});

describe("what a template asks", () => {
  it("is the most used terms, whatever number it names", () => {
    const named = ["a", "b", "b", "c", "c", "\u{1f600}", "\uff21x"].map((tag, i) =>
      samplePost(`t${i}`, { tags: [tag] }),
    );
    const tagged = queriesOf(catalogWith(named));
    const byCount = [...tagged.terms("tag")].sort((x, y) => y.count - x.count || (x.key < y.key ? -1 : 1));
    for (const limit of [0, 1, 2, 3, 4, 5, 99, -1, 2.5, Number.POSITIVE_INFINITY])
      expect(tagged.answer({ name: "terms", taxonomy: "tag", limit, order: "count" })).toEqual(
        byCount.slice(0, limit),
      );
    expect(tagged.topTerms("series", 3)).toEqual([]);
  });

  it("is answered newest first, and never with more than there is", () => {
    const asked = (query: Parameters<typeof queries.answer>[0]) =>
      titles(queries.answer(query) as { title: string }[]);
    expect(asked({ name: "latest", limit: 2 })).toBe("p25 p24");
    expect(asked({ name: "posts", category: "Sport", limit: 2 })).toBe("p25 p20");
    expect(asked({ name: "posts", tag: "EVEN", limit: 1 })).toBe("p24");
    expect(asked({ name: "posts", category: "weather", limit: 2 })).toBe("");
    expect(asked({ name: "posts", limit: 100 }).split(" ")).toHaveLength(25);
    expect(asked({ name: "latest", limit: 0 })).toBe("");
  });

  it("gives terms by name or by how many posts they have", () => {
    const asked = (order: "name" | "count", limit: number) =>
      (
        queries.answer({ name: "terms", taxonomy: "category", limit, order }) as {
          name: string;
          count: number;
        }[]
      ).map((term) => `${term.name} ${term.count}`);
    expect(asked("name", 9)).toEqual(["local 20", "sport 5"]);
    expect(asked("count", 1)).toEqual(["local 20"]);
    const even = queriesOf(catalogWith([samplePost("a", { tags: ["z", "y", "x"] })]));
    expect(even.answer({ name: "terms", taxonomy: "tag", limit: 2, order: "count" })).toMatchObject([
      { name: "x" },
      { name: "y" },
    ]);
  });

  it("gives periods", () => {
    expect(queries.answer({ name: "periods", kind: "day", within: "2022-03" })).toHaveLength(25);
  });
});

describe("titles and descriptions of terms", () => {
  it("come from the site's data, by folded name", () => {
    const catalog = catalogWith([samplePost("a", { categories: ["Local"] })]);
    const { timezone: zone, lang, permalinks } = sampleConfig();
    const termInfo = {
      category: new Map([["local", { title: "Around the harbour", description: "News." }]]),
      tag: new Map(),
      author: new Map(),
      series: new Map(),
    };
    const asked = createQueries(catalog, {
      ...{ zone, lang, permalinks, termInfo, authorPages: true, hidesCopies: false },
      pictures: sampleConfig(),
    });
    expect(asked.term("category", "local")).toMatchObject({
      name: "Local",
      title: "Around the harbour",
      description: "News.",
      url: "/category/Local.html",
    });
    expect(asked.livePost("posts/a.md")?.card.categories).toMatchObject([{ title: "Around the harbour" }]);
  });
});

describe("layouts", () => {
  it("are those that published posts ask for beside the usual one, with the first that does", () => {
    const some = queriesOf(
      catalogWith([
        samplePost("a"),
        samplePost("c", { layout: "photo" }),
        samplePost("b", { layout: "photo" }),
        samplePost("d", { layout: "secret", visibility: "draft" }),
      ]),
    );
    expect(some.layouts()).toEqual([{ layout: "photo", path: "posts/b.md" }]);
  });
});
