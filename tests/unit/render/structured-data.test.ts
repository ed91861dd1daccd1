// What a page says to machines of itself: as JSON-LD that no title can leave, by the rules of two readers.
import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PageFacts } from "../../../src/render/page-facts.js";
import { isChinese, structuredData } from "../../../src/render/structured-data.js";
import type { PageFact, PostCard, TermLink } from "../../../src/types/pages.js";
import { elements, parsePage } from "../../tools/html.js";
import { sampleConfig } from "../../tools/sample-catalog.js";

interface Issue {
  severity: "ERROR" | "WARNING";
  issueMessage: string;
}
/** It comes without types. */
interface Validating {
  validate(data: object): Promise<Issue[]>;
}
const { default: Validator } = createRequire(import.meta.url)("@adobe/structured-data-validator") as {
  default: new (schemaOrg: null) => Validating;
};

const SETTINGS = `timezone: Asia/Shanghai
author: The newsroom
description: All of it.
publisher: {name: The Gazette Ltd, logo: /logo.png, sameAs: [https://social.example/@g]}
`;

const term = (taxonomy: TermLink["taxonomy"], name: string): TermLink => ({
  ...{ taxonomy, name, key: name.toLowerCase(), title: name, description: "", slug: name },
  url: `/${taxonomy}/${encodeURIComponent(name)}.html`,
});

const card = (changes: Partial<PostCard> = {}): PostCard => ({
  ...{ path: "posts/a.md", url: "/a.html", title: "A", date: Date.parse("2026-03-01T10:00:00Z") },
  ...{
    updated: null,
    excerpt: "E",
    description: "D",
    image: null,
    picture: null,
    author: null,
    authors: [],
    series: null,
  },
  ...{ lang: null, words: 120, minutes: 1, draft: false, data: {} },
  categories: [term("category", "Local")],
  tags: [term("tag", "boats")],
  ...changes,
});

const page = (changes: Partial<PageFact> = {}): PageFact => ({
  ...{ kind: "post", url: "/a.html", canonical: "https://news.example.com/sub/a.html", title: "A" },
  ...{ description: "D", lang: "en", image: null, shareCard: null },
  ...changes,
});

const config = { ...sampleConfig(SETTINGS), basePath: "/sub" };
const html = (facts: PageFacts) =>
  String(structuredData(facts, config, { home: "Home", allAuthors: "Authors", allTags: "Tags" }));

type Node = Record<string, unknown>;

/** As a browser finds it. */
function blocks(facts: PageFacts): Node[] {
  const { document } = parsePage(`<!doctype html><html><head>${html(facts)}</head><body></body></html>`);
  const scripts = elements(document, "script");
  return scripts.map((script) => JSON.parse((script.childNodes[0] as { value: string }).value) as Node);
}
const graph = (facts: PageFacts): Node[] => blocks(facts)[0]?.["@graph"] as Node[];
const node = (facts: PageFacts, type: string): Node => graph(facts).find((one) => one["@type"] === type)!;

/** The kinds of pages, with everything that they can have. */
const PAGES: Record<string, PageFacts> = {
  post: {
    page: page({ shareCard: "/cards/a.png" }),
    post: card({ image: "/a.jpg", updated: Date.parse("2026-03-02T10:00:00Z") }),
    authors: [
      {
        term: { ...term("author", "Ann"), description: "Writes." },
        profile: {
          type: "person",
          url: "https://ann.example",
          image: "/ann.jpg",
          jobTitle: "Editor",
          sameAs: [],
        },
      },
      {
        term: term("author", "Desk"),
        profile: { type: "organization", url: null, image: null, jobTitle: null, sameAs: [] },
      },
      { term: term("author", "Bo"), profile: null },
    ],
    series: { term: term("series", "Flood"), parts: [], isWhole: true },
  },
  home: {
    page: page({ kind: "home", url: "/", canonical: "https://news.example.com/sub/" }),
    listing: {
      kind: "home",
      key: "",
      number: null,
      posts: [card()],
      older: null,
      newer: null,
      total: 1,
      url: "/",
    },
  },
  category: {
    page: page({ kind: "category", url: "/category/Local.html" }),
    directory: "/categories.html",
    listing: {
      kind: "category",
      key: "local",
      number: null,
      posts: [card(), card({ url: "/b.html" })],
      older: null,
      newer: null,
      total: 2,
      url: "/category/Local.html",
    },
  },
  author: {
    page: page({ kind: "author", url: "/author/Ann.html" }),
    term: term("author", "Ann"),
    profile: {
      type: "person",
      url: null,
      image: null,
      jobTitle: null,
      sameAs: ["https://social.example/@ann"],
    },
    directory: "/authors.html",
  },
  month: {
    page: page({ kind: "month", url: "/2026/03/" }),
    period: { parents: [{ title: "2026", url: "/2026/" }] },
  },
  static: { page: page({ kind: "page", url: "/about.html" }) },
};

describe("structured data", () => {
  it("of a post is a NewsArticle with all that is known, and the way to it", () => {
    expect(node(PAGES.post!, "NewsArticle")).toMatchObject({
      url: "https://news.example.com/sub/a.html",
      mainEntityOfPage: "https://news.example.com/sub/a.html",
      headline: "A",
      description: "D",
      image: ["https://news.example.com/sub/a.jpg", "https://news.example.com/sub/cards/a.png"],
      datePublished: "2026-03-01T18:00:00+08:00",
      dateModified: "2026-03-02T18:00:00+08:00",
      articleSection: ["Local"],
      keywords: ["boats"],
      wordCount: 120,
      author: [
        {
          "@type": "Person",
          name: "Ann",
          jobTitle: "Editor",
          url: "https://news.example.com/sub/author/Ann.html",
          sameAs: ["https://ann.example"],
        },
        { "@type": "Organization", name: "Desk" },
        { "@type": "Person", name: "Bo" },
      ],
      publisher: {
        "@type": "Organization",
        name: "The Gazette Ltd",
        logo: "https://news.example.com/sub/logo.png",
      },
      isPartOf: [{}, { "@type": "CreativeWorkSeries", name: "Flood" }],
    });
    const way = node(PAGES.post!, "BreadcrumbList").itemListElement as Node[];
    expect(way.map(({ position, name, item }) => [position, name, item])).toEqual([
      [1, "Home", "https://news.example.com/sub/"],
      [2, "Local", "https://news.example.com/sub/category/Local.html"],
      [3, "A", "https://news.example.com/sub/a.html"],
    ]);
  });

  it("names the text of a byline, else the site's author, else its publisher", () => {
    const author = (post: PostCard) => node({ page: page(), post }, "NewsArticle").author;
    expect(author(card({ author: "Ann and Bo" }))).toEqual({ "@type": "Person", name: "Ann and Bo" });
    expect(author(card())).toMatchObject({ "@type": "Organization", name: "The newsroom" });
  });

  it("dates no change before the post", () => {
    const post = card({ updated: 0 });
    expect(node({ page: page(), post }, "NewsArticle").dateModified).toBe("2026-03-01T18:00:00+08:00");
  });

  it("of the front page is the site and its list, of a list a list of addresses, of an author a profile", () => {
    expect(graph(PAGES.home!).map((one) => one["@type"])).toEqual(["WebSite", "ItemList"]);
    const list = node(PAGES.category!, "CollectionPage").mainEntity as Node;
    expect((list.itemListElement as Node[]).map(({ position, url }) => [position, url])).toEqual([
      [1, "https://news.example.com/sub/a.html"],
      [2, "https://news.example.com/sub/b.html"],
    ]);
    expect(node(PAGES.author!, "ProfilePage").mainEntity).toMatchObject({ "@type": "Person", name: "Ann" });
    expect(graph(PAGES.month!).map((one) => one["@type"])).toEqual(["CollectionPage", "BreadcrumbList"]);
    expect(graph(PAGES.static!)[0]).toMatchObject({ "@type": "WebPage", description: "D" });
  });

  it("is none of a page that is not to be found", () => {
    for (const kind of ["not-found", "redirect"]) expect(html({ page: page({ kind }) })).toBe("");
  });

  it("tells Baidu a post's dates in Beijing's time where the language is Chinese", () => {
    const facts = { page: page({ lang: "zh-CN" }), post: card() };
    expect(blocks(facts)[1]).toMatchObject({
      "@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld",
      "@id": "https://news.example.com/sub/a.html",
      pubDate: "2026-03-01T18:00:00",
      upDate: "2026-03-01T18:00:00",
    });
    expect(["zh", "ZH-hant", "zhx", "en"].map(isChinese)).toEqual([true, true, false, false]);
  });

  it.each([
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]>\u2028\u2029",
    "\\u003c/script>",
    '"}</script>',
    "&lt;/script&gt;",
  ])("holds a title like %j, and the title does not leave it", (title) => {
    const facts = {
      page: page({ title, description: title, lang: "zh" }),
      post: card({ title, tags: [term("tag", title)] }),
    };
    expect(html(facts).replace(/<\/?script(?: type="application\/ld\+json")?>/g, "")).not.toMatch(
      /[<>\u2028\u2029]/,
    );
    expect(node(facts, "NewsArticle")).toMatchObject({ headline: title, keywords: [title] });
    expect(blocks(facts)).toHaveLength(2);
  });

  it("holds any title", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (title) => {
        expect(node({ page: page(), post: card({ title }) }, "NewsArticle").headline).toBe(title);
      }),
    );
  });

  it.each(Object.keys(PAGES))("of a page such as %s has nothing that a validator refuses", async (kind) => {
    const validator = new Validator(null);
    const jsonld: Record<string, Node[]> = {};
    // It takes every item of a list for a step of breadcrumbs.
    for (const one of everything(graph(PAGES[kind]!)).filter((found) => !isOrHoldsList(found)))
      jsonld[String(one["@type"])] = [...(jsonld[String(one["@type"])] ?? []), one];
    const issues = await validator.validate({ jsonld, microdata: {}, rdfa: {} });
    expect(issues.filter(({ severity }) => severity === "ERROR")).toEqual([]);
  });
});

const isOrHoldsList = (found: Node): boolean =>
  JSON.stringify(found).includes('"ItemList"') || (found["@type"] === "ListItem" && found.name === undefined);

/** Every node, also inside others. */
function everything(value: unknown): Node[] {
  if (typeof value !== "object" || value === null) return [];
  const own = "@type" in value ? [value as Node] : [];
  return [...own, ...Object.values(value).flatMap(everything)];
}
