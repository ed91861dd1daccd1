// What a change to the posts of a warm catalog touches: too little, and pages go stale; too much, and the cost
// grows with the archive.
import { describe, expect, it } from "vitest";
import type { Queries } from "../../../src/catalog/queries.js";
import {
  catalogWith,
  createArchive,
  type Outcome,
  queriesOf,
  type Round,
  samplePost,
} from "../../tools/sample-catalog.js";
import { NOW } from "../../tools/temp-site.js";

const a = samplePost("a", { date: "2022-03-01", categories: ["local"] });
const b = samplePost("b", { date: "2022-03-02", categories: ["local"], tags: ["ferry"] });
const c = samplePost("c", { date: "2022-04-03", tags: ["ferry"] });
const d = samplePost("d", { date: "2023-01-04" });

/** Sources without folder and ending; listings with what is known of each. */
function summary({ touched }: Outcome) {
  const listings = [...touched.listings].map(([id, { shiftedFrom, changed }]) => {
    const parts = [
      shiftedFrom ? `from ${short(shiftedFrom.path)}` : "",
      ...changed.map(({ path }) => `changed ${short(path)}`),
    ];
    return `${id} ${parts.filter(Boolean).join(", ")}`;
  });
  return {
    everything: touched.everything,
    posts: [...touched.posts].map(short).sort(),
    listings: listings.sort(),
  };
}

const short = (path: string) => path.replace(/^posts\/|\.md$/g, "");

function change(round: Round) {
  return summary(createArchive([a, b, c, d]).round(round));
}

describe("recording posts", () => {
  it("touches everything when the catalog is cold", () => {
    const { touched } = catalogWith([a, b]);
    expect(touched).toMatchObject({ everything: true, posts: new Set(), listings: new Map() });
  });

  it("touches nothing when nothing changed", () => {
    expect(change({})).toEqual({ everything: false, posts: [], listings: [] });
  });

  it("touches a new post, the posts beside it, and its listings from its place on", () => {
    expect(
      change({ add: [samplePost("n", { date: "2022-03-20", categories: ["sport"], tags: ["Ferry"] })] }),
    ).toEqual({
      everything: false,
      posts: ["b", "c", "n"],
      listings: [
        "category:sport from n",
        "day:2022-03-20 from n",
        "home: from n",
        "month:2022-03 from n",
        "tag:ferry from n",
        "year:2022 from n",
      ],
    });
  });

  it("touches a changed post, the posts beside it, and its listings where it stands", () => {
    expect(change({ add: [{ ...b, title: "Other words" }] })).toEqual({
      everything: false,
      posts: ["a", "b", "c"],
      listings: [
        "category:local changed b",
        "day:2022-03-02 changed b",
        "home: changed b",
        "month:2022-03 changed b",
        "tag:ferry changed b",
        "year:2022 changed b",
      ],
    });
  });

  it("touches a removed post, the posts that were beside it, and its listings from its place on", () => {
    expect(change({ remove: ["posts/b.md"] })).toEqual({
      everything: false,
      posts: ["a", "b", "c"],
      listings: [
        "category:local from b",
        "day:2022-03-02 from b",
        "home: from b",
        "month:2022-03 from b",
        "tag:ferry from b",
        "year:2022 from b",
      ],
    });
  });

  it("treats a post that cannot be read any more as removed", () => {
    expect(change({ broken: ["posts/b.md"] })).toEqual(change({ remove: ["posts/b.md"] }));
  });

  it("does not mind a removal of what it never knew", () => {
    expect(change({ remove: ["posts/never.md"] })).toMatchObject({ posts: [], listings: [] });
  });

  it("touches the listings that a post leaves and those that it enters", () => {
    const { listings } = change({ add: [{ ...b, categories: ["sport"] }] });
    expect(listings).toContain("category:local from b");
    expect(listings).toContain("category:sport from b");
    expect(listings).toContain("tag:ferry from b");
  });

  it("touches old and new neighbours and periods of a post with another date, from the older place on", () => {
    const outcome = change({ add: [{ ...a, date: Date.UTC(2022, 3, 20) }] });
    expect(outcome.posts).toEqual(["a", "b", "c", "d"]);
    expect(outcome.listings).toContain("month:2022-03 from a");
    expect(outcome.listings).toContain("month:2022-04 from a");
    const home = createArchive([a, b, c, d])
      .round({ add: [{ ...a, date: Date.UTC(2022, 3, 20) }] })
      .touched.listings.get("home:");
    expect(home?.shiftedFrom?.date).toBe(a.date);
  });

  it("takes the oldest place where several posts come and go", () => {
    const outcome = createArchive([a, b, c, d]).round({
      add: [samplePost("n", { date: "2022-02-01" })],
      remove: ["posts/c.md"],
    });
    expect(outcome.touched.listings.get("home:")?.shiftedFrom?.path).toBe("posts/n.md");
  });

  it("touches the last day of a month in the site's zone, not in UTC", () => {
    const late = samplePost("n", { date: "2022-03-31T20:00:00Z" });
    const outcome = createArchive([a]).round({ add: [late], options: { zone: "Asia/Shanghai" } });
    expect([...outcome.touched.listings.keys()]).toContain("day:2022-04-01");
  });
});

describe("what is published", () => {
  const draft = samplePost("draft", { date: "2022-03-05", visibility: "draft" });
  const hidden = samplePost("hidden", { date: "2022-03-06", visibility: "unpublished" });
  const future = samplePost("future", { date: "2026-02-01" });
  const live = (queries: Queries) => [...queries.livePosts()].map(({ post }) => short(post.path));

  it("is neither draft nor unpublished nor dated after now", () => {
    expect(live(queriesOf(catalogWith([a, draft, hidden, future])))).toEqual(["a"]);
  });

  it("holds drafts and future posts where they are asked for, and unpublished ones never", () => {
    const catalog = catalogWith([a, draft, hidden, future], { drafts: true, future: true });
    expect(live(queriesOf(catalog))).toEqual(["a", "draft", "future"]);
  });

  it("holds a post dated this very millisecond", () => {
    expect(
      live(
        queriesOf(
          catalogWith([
            { ...a, date: NOW },
            { ...b, date: NOW + 1 },
          ]),
        ),
      ),
    ).toEqual(["a"]);
  });

  it("touches no listing for a draft that changes", () => {
    const outcome = summary(createArchive([a, draft]).round({ add: [{ ...draft, title: "Better" }] }));
    expect(outcome.listings).toEqual([]);
  });

  it("gains a future post when it is due, and loses it when the clock is put back", () => {
    const archive = createArchive([a, future]);
    const due = archive.round({ options: { now: future.date } });
    expect(summary(due)).toMatchObject({
      posts: ["a", "future"],
      listings: expect.arrayContaining(["home: from future"]),
    });
    expect(archive.ask(live)).toEqual(["a", "future"]);
    const back = archive.round({});
    expect(summary(back)).toMatchObject({
      posts: ["a", "future"],
      listings: expect.arrayContaining(["month:2026-02 from future"]),
    });
    expect(archive.ask(live)).toEqual(["a"]);
  });

  it("gains drafts with the flag, and loses them without", () => {
    const archive = createArchive([a, draft]);
    archive.round({ options: { drafts: true } });
    expect(archive.ask(live)).toEqual(["a", "draft"]);
    expect(summary(archive.round({})).posts).toEqual(["a", "draft"]);
    expect(archive.ask(live)).toEqual(["a"]);
    expect(summary(archive.round({})).posts).toEqual([]);
  });

  it("turns a post into a draft and back", () => {
    const archive = createArchive([a, b]);
    archive.round({ add: [{ ...b, visibility: "draft" }] });
    expect(archive.ask(live)).toEqual(["a"]);
    expect(archive.ask((queries) => queries.term("tag", "ferry"))).toBeNull();
    archive.round({ add: [b] });
    expect(archive.ask(live)).toEqual(["a", "b"]);
    expect(archive.ask((queries) => queries.term("tag", "ferry")?.name)).toBe("ferry");
  });

  it("holds a draft's terms only while it is shown", () => {
    const tagged = { ...draft, tags: ["secret"] };
    expect(queriesOf(catalogWith([tagged])).terms("tag")).toEqual([]);
    expect(queriesOf(catalogWith([tagged], { drafts: true })).terms("tag")).toMatchObject([
      { name: "secret", count: 1 },
    ]);
  });
});

describe("posts that want one address", () => {
  const x = samplePost("x", { date: "2022-03-07", url: "/same.html" });
  const y = samplePost("y", { date: "2022-03-08", url: "/Same.html" });
  const live = (queries: Queries) => [...queries.livePosts()].map(({ post }) => short(post.path));
  const files = ({ collisions }: Outcome) => collisions.map(({ file, message }) => `${file} ${message}`);

  it("are all refused, each naming the others, also where only case differs", () => {
    const catalog = catalogWith([a, x, y]);
    expect(files(catalog)).toEqual([
      "posts/x.md wants the address /same.html, and so does posts/y.md",
      "posts/y.md wants the address /Same.html, and so does posts/x.md",
    ]);
    expect(live(queriesOf(catalog))).toEqual(["a"]);
  });

  it("are told apart by more than Unicode's forms", () => {
    const nfc = samplePost("nfc", { url: "/caf%C3%A9.html" });
    const nfd = samplePost("nfd", { url: "/cafe%CC%81.html" });
    expect(catalogWith([nfc, nfd]).collisions).toHaveLength(2);
  });

  it("take a published one down when the second comes, and bring it back when it goes", () => {
    const archive = createArchive([a, x]);
    const clash = archive.round({ add: [y] });
    expect(files(clash)).toHaveLength(2);
    expect(summary(clash).posts).toEqual(["a", "x", "y"]);
    expect(archive.ask(live)).toEqual(["a"]);

    expect(files(archive.round({}))).toHaveLength(2); // still said, though nothing changed

    const solved = archive.round({ remove: [y.path] });
    expect(files(solved)).toEqual([]);
    expect(summary(solved).posts).toContain("x");
    expect(archive.ask(live)).toEqual(["a", "x"]);
  });

  it("make peace when one of them gets another address", () => {
    const archive = createArchive([x, y]);
    expect(archive.round({ add: [{ ...y, url: "/other.html", output: "other.html" }] }).collisions).toEqual(
      [],
    );
    expect(archive.ask(live)).toEqual(["x", "y"]);
  });

  it("want one too where the one would be a file and the other in a folder of that name", () => {
    const folder = samplePost("folder", { url: "/same.html/", output: "same.html/index.html" });
    const inside = samplePost("inside", { url: "/Same.html/b/c.html" });
    const catalog = catalogWith([x, folder, inside, a]);
    expect(catalog.collisions.map(({ message }) => message)).toEqual([
      "wants the address /same.html/, and so does posts/x.md",
      "wants the address /Same.html/b/c.html, and so does posts/x.md",
      "wants the address /same.html, and so does posts/folder.md, posts/inside.md",
    ]);
    expect(live(queriesOf(catalog))).toEqual(["a"]);

    const archive = createArchive([folder, inside]);
    expect(archive.ask(live)).toEqual(["folder", "inside"]);
    expect(archive.round({ add: [x] }).collisions).toHaveLength(3);
    expect(archive.ask(live)).toEqual([]);
    expect(archive.round({ remove: [x.path] }).collisions).toEqual([]);
    expect(archive.ask(live)).toEqual(["folder", "inside"]);
  });

  it("do not count a draft, nor a post that is not due", () => {
    expect(catalogWith([x, { ...y, visibility: "draft" }]).collisions).toEqual([]);
    expect(catalogWith([x, { ...y, date: NOW + 1 }]).collisions).toEqual([]);
  });

  it.each([
    ["a draft", { ...y, visibility: "draft" as const }, { drafts: true }],
    ["a post that is not due", { ...y, date: NOW + 1 }, { future: true }],
  ])("make peace when %s is hidden again", (_, rival, options) => {
    const archive = createArchive([x, rival]);
    expect(archive.round({ options }).collisions).toHaveLength(2);
    const outcome = archive.round({});
    expect(outcome.collisions).toEqual([]);
    expect(archive.ask(live)).toEqual(["x"]);
    expect(summary(outcome).posts).toContain("x");
  });

  it("are said anew when the rival falls due", () => {
    const archive = createArchive([x, { ...y, date: NOW + 1 }]);
    expect(archive.round({ options: { now: NOW + 1 } }).collisions).toHaveLength(2);
    expect(archive.ask(live)).toEqual([]);
  });
});

describe("addresses that redirect", () => {
  // Far from each other, with posts between: no one is touched as a neighbour.
  const first = samplePost("first", { date: "2021-01-01", redirectFrom: ["/old.html"] });
  const second = samplePost("second", { date: "2024-01-01", redirectFrom: ["/OLD.html"] });
  const owner = (queries: Queries) => queries.aliasOwner("old.html");

  it("belong to the first post by path", () => {
    expect(owner(queriesOf(catalogWith([second, first])))).toBe("posts/first.md");
  });

  it("pass to the next when their owner goes, and touch it", () => {
    const archive = createArchive([a, b, c, d, first, second]);
    const outcome = archive.round({ remove: [first.path] });
    expect(summary(outcome).posts).toContain("second");
    expect(archive.ask(owner)).toBe("posts/second.md");
    expect(summary(archive.round({ add: [first] })).posts).toContain("second");
  });

  it("belong to no draft, and pass on when a draft is shown or hidden again", () => {
    const draft = { ...first, visibility: "draft" as const };
    const archive = createArchive([a, b, c, d, draft, second]);
    expect(archive.ask(owner)).toBe("posts/second.md");
    expect(summary(archive.round({ options: { drafts: true } })).posts).toContain("second");
    expect(archive.ask(owner)).toBe("posts/first.md");
    expect(summary(archive.round({})).posts).toContain("second");
    expect(archive.ask(owner)).toBe("posts/second.md");
  });

  it("touch their owner when a post takes the address, and when it leaves", () => {
    const archive = createArchive([a, b, c, d, first]);
    const taker = samplePost("taker", { url: "/old.html", date: "2022-12-01" });
    expect(summary(archive.round({ add: [taker] })).posts).toContain("first");
    expect(summary(archive.round({ remove: [taker.path] })).posts).toContain("first");
  });

  it("are forgotten with the key that named them", () => {
    const archive = createArchive([first]);
    archive.round({ add: [{ ...first, redirectFrom: [] }] });
    expect(archive.ask(owner)).toBeNull();
  });
});

describe("months for sitemaps", () => {
  const months = (queries: Queries) => queries.months().map(({ key, files }) => `${key} ${files}`);

  it("hold the posts that are listed in sitemaps, with the latest change", () => {
    const updated = { ...b, updated: Date.UTC(2024, 0, 1) };
    const queries = queriesOf(
      catalogWith([a, updated, c, samplePost("unlisted", { date: "2022-03-09", inSitemap: false })]),
    );
    expect(months(queries)).toEqual(["2022-03 1", "2022-04 1"]);
    expect(queries.months()[0]?.modified).toBe(updated.updated);
  });

  it("are split into files that readers take", () => {
    const big = { sitemapLine: () => "x".repeat(4_000_000) };
    const archive = createArchive();
    archive.round({ add: [a, b, c], options: big });
    expect(archive.ask(months)).toEqual(["2022-03 1", "2022-04 1"]);
    const more = ["x", "y"].map((name) => samplePost(name, { date: "2022-03-09" }));
    archive.round({ add: more, options: big });
    expect(archive.ask(months)).toEqual(["2022-03 2", "2022-04 1"]);
  });

  it("come and go with their posts", () => {
    const archive = createArchive([a, b, c]);
    archive.round({ remove: [c.path], add: [samplePost("n", { date: "2021-12-31" })] });
    expect(archive.ask(months)).toEqual(["2021-12 1", "2022-03 1"]);
  });
});
