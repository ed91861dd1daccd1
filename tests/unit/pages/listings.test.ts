// Frozen pages: which posts are on which page, and how pages lead to each other. The end-to-end side (what is
// rewritten when a post is added) is in ../frozen-pages.test.ts.
import { describe, expect, it } from "vitest";
import { frozenPages, listingGroup, listingId, parseListingId } from "../../../src/pages/listings.js";
import type { Site } from "../../../src/pages/site.js";
import type { Post } from "../../../src/types/content.js";
import type { ListingPage, ListingRef, PagePlan, TouchedListing } from "../../../src/types/pages.js";
import { samplePost, siteWith } from "../../tools/sample-catalog.js";

const LOCAL: ListingRef = { kind: "category", key: "local" };

/** `count` posts, p1 the oldest, all in one category, with one tag, on one day. */
const archive = (count: number, facts: Partial<Omit<Post, "date">> = {}): Post[] =>
  Array.from({ length: count }, (_, i) =>
    samplePost(`p${i + 1}`, {
      date: new Date(Date.UTC(2022, 2, 23, 0, i)).toISOString(),
      categories: ["Local"],
      tags: ["Ferry"],
      ...facts,
    }),
  );

const plans = (site: Site, ref: ListingRef, touched: TouchedListing | null = null): PagePlan[] => [
  ...listingGroup(site, ref, touched).pages,
];
const listingOf = (plan: PagePlan) => plan.facts["listing"] as ListingPage;

/** `/url: oldest to newest, older …, newer …` */
function sketch(plan: PagePlan): string {
  const { posts, older, newer } = listingOf(plan);
  const titles = posts.map((post) => post.title);
  const range = titles.length === 0 ? "nothing" : `${titles.at(-1)} to ${titles[0]}`;
  return `${plan.url}: ${range}, older ${older ?? "-"}, newer ${newer ?? "-"}`;
}

const listingPages = (site: Site, ref: ListingRef, touched: TouchedListing | null = null) =>
  plans(site, ref, touched).filter((plan) => plan.facts["listing"]);
const sketches = (site: Site, ref: ListingRef, touched: TouchedListing | null = null) =>
  listingPages(site, ref, touched).map(sketch);

describe("frozenPages", () => {
  it.each([
    [0, 0],
    [1, 0],
    [19, 0],
    [20, 0],
    [39, 0],
    [40, 1],
    [41, 1],
    [59, 1],
    [60, 2],
  ])("of %i posts at 20 a page are %i", (total, pages) => {
    expect(frozenPages(total, 20)).toBe(pages);
  });

  it("of any number of posts leave the head between one and two pages' worth", () => {
    for (const perPage of [1, 2, 7, 20])
      for (let total = perPage; total < 200; total++) {
        const onHead = total - frozenPages(total, perPage) * perPage;
        expect(onHead).toBeGreaterThanOrEqual(perPage);
        expect(onHead).toBeLessThan(2 * perPage);
      }
  });
});

describe("a category's pages", () => {
  it.each([
    [1, ["/category/Local.html: p1 to p1, older -, newer -"]],
    [19, ["/category/Local.html: p1 to p19, older -, newer -"]],
    [20, ["/category/Local.html: p1 to p20, older -, newer -"]],
    [39, ["/category/Local.html: p1 to p39, older -, newer -"]],
    [
      40,
      [
        "/category/Local/1.html: p1 to p20, older -, newer /category/Local.html",
        "/category/Local.html: p21 to p40, older /category/Local/1.html, newer -",
      ],
    ],
    [
      41,
      [
        "/category/Local/1.html: p1 to p20, older -, newer /category/Local.html",
        "/category/Local.html: p21 to p41, older /category/Local/1.html, newer -",
      ],
    ],
    [
      60,
      [
        "/category/Local/1.html: p1 to p20, older -, newer /category/Local/2.html",
        "/category/Local/2.html: p21 to p40, older /category/Local/1.html, newer /category/Local.html",
        "/category/Local.html: p41 to p60, older /category/Local/2.html, newer -",
      ],
    ],
  ])("of %i posts hold each once, newest first", (count, expected) => {
    expect(sketches(siteWith(archive(count)), LOCAL)).toEqual(expected);
  });

  it("of no posts are none", () => {
    expect(plans(siteWith([]), LOCAL)).toEqual([]);
  });

  it("hold their posts newest first", () => {
    const [head] = listingPages(siteWith(archive(3)), LOCAL);
    expect(listingOf(head!).posts.map((post) => post.title)).toEqual(["p3", "p2", "p1"]);
  });

  it("say how many posts there are on the head only, as a full page must not change with them", () => {
    const [frozen, head] = listingPages(siteWith(archive(41)), LOCAL);
    expect([listingOf(frozen!).total, listingOf(frozen!).number, frozen!.number]).toEqual([null, 1, 1]);
    expect([listingOf(head!).total, listingOf(head!).number, head!.number]).toEqual([41, null, 0]);
  });

  it("do not change, but for the last one's way to its newer posts, when posts are added", () => {
    const facts = (count: number, number: number) => {
      const plan = listingPages(siteWith(archive(count)), LOCAL).find((page) => page.number === number)!;
      return JSON.stringify(plan.facts);
    };
    for (const count of [61, 79, 80, 100]) expect(facts(count, 1)).toBe(facts(60, 1));
    expect(facts(79, 2)).toBe(facts(60, 2));
    expect(facts(80, 2)).toBe(
      facts(60, 2).replace('"newer":"/category/Local.html"', '"newer":"/category/Local/3.html"'),
    );
  });

  it("come with the category's feed", () => {
    const feeds = plans(siteWith(archive(41)), LOCAL).filter((plan) => plan.kind === "feed");
    expect(feeds.map((plan) => [plan.url, plan.subject])).toEqual([
      ["/category/Local/feed.xml", "category:local"],
    ]);
  });

  it("are planned for one subject, so that what is not planned any more can be told", () => {
    for (const plan of plans(siteWith(archive(41)), LOCAL)) expect(plan.subject).toBe("category:local");
  });
});

describe("other listings", () => {
  const site = siteWith(archive(4), "perPage: 2\narchivePerPage: 3\n");

  it("are paged alike, each at its addresses", () => {
    expect(sketches(site, { kind: "home" })).toEqual([
      "/page/1.html: p1 to p2, older -, newer /",
      "/: p3 to p4, older /page/1.html, newer -",
    ]);
    expect(sketches(site, { kind: "tag", key: "ferry" }).map((text) => text.split(":")[0])).toEqual([
      "/tag/Ferry/1.html",
      "/tag/Ferry.html",
    ]);
  });

  it("show more at once in archives, which list headlines only", () => {
    expect(sketches(site, { kind: "day", key: "2022-03-23" })).toEqual([
      "/2022/03/23/: p1 to p4, older -, newer -",
    ]);
    expect(sketches(siteWith(archive(6), "archivePerPage: 3\n"), { kind: "year", key: "2022" })).toEqual([
      "/2022/page/1.html: p1 to p3, older -, newer /2022/",
      "/2022/: p4 to p6, older /2022/page/1.html, newer -",
    ]);
  });

  it("have a head at home even where nothing is published", () => {
    const [home, ...more] = plans(siteWith([]), { kind: "home" });
    expect(more).toEqual([]);
    expect(home).toMatchObject({
      url: "/",
      path: "index.html",
      facts: { lead: null, others: [], sections: [] },
    });
  });

  it("split the front page's head into the lead story and the others", () => {
    const home = plans(site, { kind: "home" }).at(-1)!;
    expect(home.facts).toMatchObject({ lead: { title: "p4" }, others: [{ title: "p3" }] });
  });

  it("take their addresses from the settings", () => {
    const settings =
      "perPage: 1\npermalinks: { category: /c/:slug/, categoryPage: '/c/:slug/p:n/', tag: /t/:slug.html, tagPage: /t/:slug-:n.html, homePage: /older/:n/ }\n";
    const other = siteWith(archive(2), settings);
    expect(listingPages(other, LOCAL).map((plan) => plan.path)).toEqual([
      "c/Local/p1/index.html",
      "c/Local/index.html",
    ]);
    expect(listingPages(other, { kind: "tag", key: "ferry" }).map((plan) => plan.path)).toEqual([
      "t/Ferry-1.html",
      "t/Ferry.html",
    ]);
    expect(listingPages(other, { kind: "home" }).map((plan) => plan.path)).toEqual([
      "older/1/index.html",
      "index.html",
    ]);
  });

  it("lead from an archive to what is above and below it, the frozen pages only to what is above", () => {
    const small = siteWith(archive(2), "archivePerPage: 1\n");
    const [frozen, head] = listingPages(small, { kind: "month", key: "2022-03" });
    const period = (plan: PagePlan) =>
      plan.facts["period"] as { children: { url: string; count: number }[]; parents: { url: string }[] };
    expect(period(head!).children).toMatchObject([{ url: "/2022/03/23/", count: 2 }]);
    expect(period(frozen!).children).toEqual([]);
    expect(period(frozen!).parents).toMatchObject([{ url: "/2022/" }]);
  });
});

describe("a touched listing", () => {
  const site = siteWith(archive(100)); // pages 1 to 4 frozen, p81 to p100 on the head
  const at = (number: number) => ({
    date: Date.UTC(2022, 2, 23, 0, number - 1),
    path: `posts/p${number}.md`,
  });
  const urls = (touched: TouchedListing) =>
    listingPages(site, LOCAL, touched).map((plan) => plan.url.replace("/category/Local", ""));

  it("plans its head and the page before where a post was added at the end", () => {
    expect(urls({ shiftedFrom: at(100), changed: [] })).toEqual(["/3.html", "/4.html", ".html"]);
  });

  it("plans every page from the place where a post came or went, and the one before", () => {
    expect(urls({ shiftedFrom: at(50), changed: [] })).toEqual([
      "/1.html",
      "/2.html",
      "/3.html",
      "/4.html",
      ".html",
    ]);
    expect(urls({ shiftedFrom: at(1), changed: [] })).toEqual([
      "/1.html",
      "/2.html",
      "/3.html",
      "/4.html",
      ".html",
    ]);
  });

  it("plans the pages that hold a changed post, and the head", () => {
    expect(urls({ shiftedFrom: null, changed: [at(25), at(26)] })).toEqual(["/2.html", ".html"]);
    expect(urls({ shiftedFrom: null, changed: [at(90)] })).toEqual([".html"]);
    expect(urls({ shiftedFrom: at(70), changed: [at(5)] })).toEqual([
      "/1.html",
      "/2.html",
      "/3.html",
      "/4.html",
      ".html",
    ]);
  });

  it("says from which page on it was looked at, so that older ones are not taken for gone", () => {
    expect(listingGroup(site, LOCAL, { shiftedFrom: at(100), changed: [] }).from).toBe(3);
    expect(listingGroup(site, LOCAL, { shiftedFrom: null, changed: [at(25)] }).from).toBe(5);
    expect(listingGroup(site, LOCAL, null).from).toBe(1);
  });

  it("plans the same pages as a whole plan has", () => {
    const whole = new Map(listingPages(site, LOCAL).map((plan) => [plan.url, plan]));
    const touched = { shiftedFrom: at(77), changed: [at(3)] };
    for (const plan of listingPages(site, LOCAL, touched)) expect(plan).toEqual(whole.get(plan.url));
  });
});

describe("a term's other spellings", () => {
  const posts = [
    samplePost("a", { date: "2022-03-01", tags: ["Sea wall"] }),
    samplePost("b", { date: "2022-03-02", tags: ["SEA WALL"] }),
    samplePost("c", { date: "2022-03-03", tags: ["Ｓｅａ Ｗａｌｌ"] }),
  ];
  const redirects = (site: Site, ref: ListingRef) =>
    plans(site, ref)
      .filter((plan) => plan.kind === "redirect")
      .map((plan) => `${plan.path} to ${plan.facts["target"]}`);

  it("redirect to it where their address differs by more than case", () => {
    expect(redirects(siteWith(posts), { kind: "tag", key: "sea wall" })).toEqual([
      "tag/Ｓｅａ-Ｗａｌｌ.html to https://news.example.com/tag/Sea-wall.html",
    ]);
  });

  it("do not redirect where another term is at that address", () => {
    // full-width brackets are other characters to a slug, and none to a term's identity
    const taken = [...posts, samplePost("d", { date: "2022-03-04", tags: ["Ｓｅａ/Ｗａｌｌ"] })];
    expect(redirects(siteWith(taken), { kind: "tag", key: "sea wall" })).toEqual([]);
  });
});

describe("listing ids", () => {
  it("are read as they were written", () => {
    for (const ref of [
      { kind: "home" },
      { kind: "tag", key: "a: b" },
      { kind: "day", key: "2022-03-23" },
    ] as const)
      expect(parseListingId(listingId(ref))).toEqual(ref);
  });
});
