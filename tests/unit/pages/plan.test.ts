import { describe, expect, it } from "vitest";
import { untouched } from "../../../src/catalog/touched.js";
import { planGroups } from "../../../src/pages/plan.js";
import type { Site } from "../../../src/pages/site.js";
import type { PagePlan, Touched } from "../../../src/types/pages.js";
import {
  createArchive,
  recordRound,
  samplePage,
  samplePost,
  siteOf,
  siteWith,
} from "../../tools/sample-catalog.js";

const EVERYTHING: Touched = { ...untouched(), everything: true };
const NOTHING = untouched();

const allPaths = (site: Site, touched: Touched) =>
  [...planGroups(site, touched)].flatMap((group) => [...group.pages].map((plan) => plan.path));
/** Without the search index, whose files are named after posts. */
const paths = (site: Site, touched: Touched) =>
  allPaths(site, touched).filter((path) => !path.startsWith("search/"));
const subjects = (site: Site, touched: Touched) =>
  [...planGroups(site, touched)].map((group) => group.subject);

const a = samplePost("a", {
  date: "2022-03-23",
  categories: ["Local"],
  tags: ["ferry"],
  redirectFrom: ["/old.html"],
});
const b = samplePost("b", { date: "2021-12-31", tags: ["ferry"] });

const SITE_PAGES = [
  "feed.xml",
  "rss.xml",
  "feed.json",
  "categories.html",
  "tags.html",
  "404.html",
  "robots.txt",
  "search.html",
  "sitemap.xml",
  "sitemap-news.xml",
  "sitemap/pages.xml",
];

describe("the whole plan", () => {
  it("has every page of the site", () => {
    expect(
      paths(
        siteWith([a, b], "", [samplePage("about", { redirectFrom: ["/about-us.html"] })]),
        EVERYTHING,
      ).sort(),
    ).toEqual(
      [
        ...["a.html", "old.html", "b.html", "index.html", "about.html", "about-us.html"],
        ...["category/Local.html", "category/Local/feed.xml", "tag/ferry.html"],
        ...["2021/index.html", "2021/12/index.html", "2021/12/31/index.html"],
        ...["2022/index.html", "2022/03/index.html", "2022/03/23/index.html"],
        ...["sitemap/2021-12.xml", "sitemap/2022-03.xml"],
        ...SITE_PAGES,
      ].sort(),
    );
  });

  it("has each path once", () => {
    const all = paths(siteWith([a, b], "perPage: 1\narchivePerPage: 1\n"), EVERYTHING);
    expect(all).toEqual([...new Set(all)]);
  });

  it("is that of a site without posts, too", () => {
    expect(paths(siteWith([]), EVERYTHING).sort()).toEqual(["index.html", ...SITE_PAGES].sort());
  });

  it("keeps a page of the site's own in the place of one that every site has", () => {
    const own = samplePage("404");
    const plans = [...planGroups(siteWith([a], "", [own]), EVERYTHING)].flatMap((group) => [...group.pages]);
    expect(plans.filter((plan) => plan.path === "404.html").map((plan) => plan.subject)).toEqual([
      "page:pages/404.md",
    ]);
  });

  it("does not depend on the order in which posts were read", () => {
    const plain = (site: Site) =>
      JSON.stringify([...planGroups(site, EVERYTHING)].map((group) => [...group.pages]));
    expect(plain(siteWith([a, b]))).toBe(plain(siteWith([b, a])));
  });

  it("can be handed to a worker, and holds no body", () => {
    for (const group of planGroups(siteWith([a, b]), EVERYTHING))
      for (const plan of group.pages) expect(structuredClone(plan)).toEqual(plan);
  });
});

describe("a plan after a change", () => {
  it("has the pages that every change may reach, and no others where nothing is touched", () => {
    expect(subjects(siteWith([a, b], "", [samplePage("about")]), NOTHING)).toEqual([
      "search:",
      "feeds:",
      "page:pages/about.md",
      "site:",
    ]);
  });

  it("has a touched post's own page, and its listings", () => {
    const touched: Touched = {
      ...untouched(),
      posts: new Set(["posts/b.md"]),
      listings: new Map([["month:2021-12", { shiftedFrom: null, changed: [] }]]),
    };
    expect(subjects(siteWith([a, b]), touched)).toEqual([
      "post:posts/b.md",
      "month:2021-12",
      "sitemap:2021-12",
      "search:",
      "feeds:",
      "site:",
    ]);
  });

  it("names subjects that have no pages any more", () => {
    const touched: Touched = {
      ...untouched(),
      posts: new Set(["posts/gone.md"]),
      listings: new Map([["tag:gone", { shiftedFrom: null, changed: [] }]]),
      pages: new Set(["pages/gone.md", "pages/about.md"]),
    };
    const groups = [...planGroups(siteWith([a], "", [samplePage("about")]), touched)];
    const empty = groups.filter((group) => [...group.pages].length === 0).map((group) => group.subject);
    expect(empty).toEqual(["post:posts/gone.md", "tag:gone", "page:pages/gone.md"]);
  });

  it("holds every page that differs from the whole plan of before", () => {
    const posts = Array.from({ length: 30 }, (_, i) =>
      samplePost(`p${i}`, {
        date: `2022-0${1 + (i % 3)}-1${i % 10}`,
        categories: [`c${i % 4}`],
        tags: [`t${i % 5}`, `u${i % 2}`],
      }),
    );
    const edits = [
      { add: [samplePost("new", { date: "2022-02-15", categories: ["c1"], tags: ["t9"] })] },
      { add: [{ ...posts[7]!, title: "Other words" }] },
      { add: [{ ...posts[7]!, tags: ["t1"], date: Date.UTC(2022, 0, 3) }] },
      { remove: [posts[3]!.path, posts[4]!.path] },
      { remove: [posts[0]!.path], add: [{ ...posts[1]!, categories: [] }] },
      { pages: [samplePage("about")] },
    ];
    for (const edit of edits) {
      const archive = createArchive(posts);
      const before = archive.ask((_, catalog) => wholePlan(siteOf(catalog)));
      const catalog = archive.open();
      const { touched } = recordRound(catalog, edit);
      const site = siteOf(catalog);
      const after = wholePlan(site);
      const planned = new Set(allPaths(site, touched));
      const differing = [...after].filter(([path, plan]) => before.get(path) !== plan).map(([path]) => path);
      expect(
        differing.filter((path) => !planned.has(path)),
        JSON.stringify(edit).slice(0, 80),
      ).toEqual([]);
      expect(touched.everything).toBe(false);
      catalog.discard();
    }
  });
});

function wholePlan(site: Site): Map<string, string> {
  const plans = [...planGroups(site, EVERYTHING)].flatMap((group) => [...group.pages] as PagePlan[]);
  return new Map(plans.map((plan) => [plan.path, JSON.stringify(plan)]));
}
