import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ParseSettings, parsePost } from "../../../src/content/post.js";
import type { Config } from "../../../src/types/config.js";
import type { Post } from "../../../src/types/content.js";

const config = {
  images: false,
  timezone: "Asia/Shanghai",
  permalink: "/:categories/:year/:month/:day/:title:output_ext",
  categoriesFromFolders: false,
  folders: { posts: "posts", pages: "pages", data: "data", templates: "templates", public: "public" },
} as Config;

/** Stands in for Markdown: these tests are about everything else. */
const renderBody: ParseSettings["renderBody"] = (body, format) => ({
  html: `<${format}>${body.trim()}</${format}>`,
  excerpt: body.trim(),
  words: body.length,
  minutes: 1,
});

interface Options {
  path?: string;
  body?: string;
  config?: Partial<Config>;
  renderBody?: ParseSettings["renderBody"];
}

const parseText = (text: string, options: Options = {}) =>
  parsePost(
    {
      path: options.path ?? "posts/2022-03-23-market-news.md",
      fingerprint: "f1",
      bytes: new TextEncoder().encode(text),
    },
    { config: { ...config, ...options.config }, renderBody: options.renderBody ?? renderBody },
  );

const parse = (lines: string[], options: Options = {}) =>
  parseText(`---\n${lines.join("\n")}\n---\n${options.body ?? "正文。"}\n`, options);

const published = (lines: string[], options: Options = {}): Post => {
  const parsed = parse(lines, options);
  if (!parsed.ok) throw new Error(parsed.problems.map((p) => p.message).join("\n"));
  return parsed.record;
};

const problems = (lines: string[], options: Options = {}) => {
  const parsed = parse(lines, options);
  if (parsed.ok) throw new Error(`published at ${parsed.record.url}`);
  return parsed.problems;
};

const warnings = (lines: string[], options: Options = {}) => {
  const parsed = parse(lines, options);
  if (!parsed.ok) throw new Error(parsed.problems.map((p) => p.message).join("\n"));
  return parsed.warnings;
};

const instant = (text: string) => Date.parse(text);

describe("a bot's post", () => {
  it("is read with every field", () => {
    const parsed = parse([
      "layout: post",
      'title: "“快讯”: 市场"',
      "date: 2022-03-23 20:37:10 +0800",
      "categories: kejiribao",
      "tags: 科技日报新闻",
    ]);
    expect(parsed).toEqual({
      ok: true,
      html: "<markdown>正文。</markdown>",
      warnings: [],
      record: {
        path: "posts/2022-03-23-market-news.md",
        fingerprint: "f1",
        title: "“快讯”: 市场",
        date: instant("2022-03-23T20:37:10+08:00"),
        updated: null,
        layout: "post",
        url: "/kejiribao/2022/03/23/market-news.html",
        output: "kejiribao/2022/03/23/market-news.html",
        visibility: "public",
        categories: ["kejiribao"],
        tags: ["科技日报新闻"],
        excerpt: "正文。",
        description: "正文。",
        image: null,
        author: null,
        authors: [],
        series: null,
        translationKey: null,
        images: [],
        signature: "",
        lang: null,
        words: expect.any(Number),
        minutes: 1,
        redirectFrom: [],
        inSitemap: true,
        data: {},
      },
    });
  });
});

describe("the file's name", () => {
  it("gives the date, at midnight in the site's zone, and the title", () => {
    const post = published(["layout: post"]);
    expect(post.date).toBe(instant("2022-03-23T00:00:00+08:00"));
    expect(post.title).toBe("Market news");
  });

  it.each([
    ["posts/2017-2-5-x.md", "2017-02-05"],
    ["posts/09-01-02-x.md", "2009-01-02"],
    ["posts/2022-03-23.md", "2022-03-23"],
    ["posts/a/b/2022-03-23-x.MARKDOWN", "2022-03-23"],
  ])("may be %s", (path, day) => {
    expect(published([], { path }).date).toBe(instant(`${day}T00:00:00+08:00`));
  });

  it("needs no date where the front matter has one", () => {
    const post = published(["date: 2022-03-23"], { path: "posts/flash.md" });
    expect(post.url).toBe("/2022/03/23/flash.html");
  });

  it("is rejected where nothing has a date", () => {
    expect(problems(["title: x"], { path: "posts/flash.md" })).toMatchObject([
      { code: "date-missing", file: "posts/flash.md", hint: expect.stringContaining("2022-03-23") },
    ]);
  });

  it("is rejected with a day that does not exist, unless the front matter has another", () => {
    const path = "posts/2022-02-30-x.md";
    expect(problems([], { path })).toMatchObject([{ code: "date-invalid", file: path }]);
    expect(published(["date: 2022-03-01"], { path }).url).toBe("/2022/03/01/x.html");
  });

  it("ends in .html for a body that is not Markdown", () => {
    const parsed = parse([], { path: "posts/2022-03-23-x.html", body: "<p>*x*</p>" });
    expect(parsed).toMatchObject({ html: "<html><p>*x*</p></html>" });
  });

  it("gives no categories unless asked to", () => {
    const path = "posts/City Desk/2022/2022-03-23-x.md";
    expect(published(["categories: news"], { path }).categories).toEqual(["news"]);
    expect(
      published(["categories: news"], { path, config: { categoriesFromFolders: true } }).categories,
    ).toEqual(["City Desk", "2022", "news"]);
  });
});

describe("dates", () => {
  it("in front matter beat the name's, in the URL too", () => {
    expect(published(["date: 2014-04-28 01:00"]).url).toBe("/2014/04/28/market-news.html");
  });

  it("are shown in URLs in the site's zone", () => {
    expect(published(["date: 2022-03-23 20:37:10 -0800"]).url).toBe("/2022/03/24/market-news.html");
  });

  it.each([
    "2022-13-45 20:37:10 +0800",
    " +0800",
    "tuesday",
  ])("that are none (%s) are rejected at their line", (date) => {
    expect(problems(["title: x", `date: ${date}`])).toMatchObject([
      { code: "date-invalid", line: 3, message: expect.stringContaining(date.trim()) },
    ]);
  });

  it("without a value are the name's", () => {
    expect(published(["date:"]).date).toBe(instant("2022-03-23T00:00:00+08:00"));
  });

  it("of an update are read from either key, and ignored with a warning where they are none", () => {
    expect(published(["updated: 2022-04-01"]).updated).toBe(instant("2022-04-01T00:00:00+08:00"));
    expect(published(["last_modified_at: 2022-04-01T10:00:00Z"]).updated).toBe(
      instant("2022-04-01T10:00:00Z"),
    );
    expect(published(["updated: soon"]).updated).toBeNull();
    expect(warnings(["updated: soon"])).toMatchObject([{ code: "updated-invalid", line: 2 }]);
  });
});

describe("titles", () => {
  it.each([
    ["title: 2021", "2021"],
    ["title: 012", "012"],
    ["title: '<b>粗</b>'", "<b>粗</b>"],
    ['title: "a\\u0000b\\tc \\n d"', "a b c d"],
    ["title: yes", "yes"],
  ])("stay text as typed: %s", (line, title) => {
    expect(published([line]).title).toBe(title);
  });

  it("that are empty are the first sentence of the text, else its first words", () => {
    expect(published(['title: ""'], { body: "央行公布新规。自下月起执行。" }).title).toBe("央行公布新规");
    expect(published(['title: ""'], { body: "长".repeat(50) }).title).toBe(`${"长".repeat(40)}…`);
    expect(published(['title: ""'], { body: "word ".repeat(30) }).title).toMatch(/word…$/);
    expect(published(['title: ""'], { body: "👨‍👩‍👧".repeat(50) }).title).toBe(`${"👨‍👩‍👧".repeat(40)}…`);
    expect(published(['title: ""'], { body: "" }).title).toBe("Market news");
  });

  it("may be very long", () => {
    expect(published([`title: ${"长".repeat(3000)}`]).title).toHaveLength(3000);
  });

  it("that are no text are rejected at their line", () => {
    expect(problems(["title: {a: b}"])).toMatchObject([
      { code: "field-type", line: 2, message: "title must be text; it is a group of keys" },
    ]);
  });
});

describe("terms", () => {
  it.each([
    [["categories: a b"], ["a", "b"]],
    [["categories: [a b, c]"], ["a b", "c"]],
    [["category: Elixir in Production"], ["Elixir in Production"]],
    [
      ["categories: [two, three]", "category: one"],
      ["two", "three", "one"],
    ],
    [["categories: [TechWeb, Techweb, '  ', ~]"], ["TechWeb"]],
    [["categories: [2024, true, 012]"], ["2024", "true", "012"]],
    [["categories: 5"], ["5"]],
    [["categories:"], []],
    [['categories: ["a\\u0000b", "c\\u200bd"]'], ["a b", "cd"]],
  ])("of %j are %j", (lines, categories) => {
    expect(published(lines).categories).toEqual(categories);
  });

  it("as tags are split at blanks, the single tag is not", () => {
    expect(published(["tags: embedded nerves", "tag: 要闻 一"]).tags).toEqual([
      "embedded",
      "nerves",
      "要闻 一",
    ]);
  });

  it("separated by commas get a warning", () => {
    expect(warnings(["tags: a, b"])).toMatchObject([{ code: "term-comma", line: 2 }]);
  });

  it("that are too long are ignored with a warning", () => {
    const lines = [`tags: [${"x".repeat(201)}, ok]`];
    expect(published(lines).tags).toEqual(["ok"]);
    expect(warnings(lines)).toMatchObject([{ code: "term-too-long", line: 2 }]);
  });

  it.each([
    "categories: [a, [b, c]]",
    "categories: {a: b}",
    "tags: [{a: b}]",
  ])("that are no texts (%s) are rejected", (line) => {
    expect(problems(["title: x", line])).toMatchObject([{ code: "field-type", line: 3 }]);
  });

  it("never lead out of the site", () => {
    const post = published(['categories: ["..", "a/../b", "C#"]', 'tags: ["../.."]']);
    expect(post.output).not.toMatch(/(?:^|\/)\.\.?\//);
    expect(post.url).toContain("/c%23/2022/");
  });
});

describe("visibility", () => {
  it.each([
    ["draft: true", "draft"],
    ["draft: false", "public"],
    ["published: false", "unpublished"],
    ['published: "false"', "unpublished"],
    ["published: no", "unpublished"],
    ["published: true", "public"],
  ])("of %s is %s", (line, visibility) => {
    expect(published([line]).visibility).toBe(visibility);
  });

  it("of a draft that is not to be published stays hidden where drafts are shown", () => {
    expect(published(["draft: true", "published: false"]).visibility).toBe("unpublished");
  });

  it("of files in a folder for drafts is draft", () => {
    expect(published([], { path: "posts/drafts/2022-03-23-x.md" }).visibility).toBe("draft");
    expect(published([], { path: "posts/a/_drafts/2022-03-23-x.md" }).visibility).toBe("draft");
    expect(published([], { path: "posts/a/drafts/2022-03-23-x.md" }).visibility).toBe("public");
  });

  it("that is unclear is a mistake, never a publication", () => {
    expect(problems(["published: maybe"])).toMatchObject([{ code: "field-type", line: 2 }]);
  });
});

describe("permalinks", () => {
  it.each([
    ["/twin.html", "/twin.html", "twin.html"],
    ["wiki/:year/:title/", "/wiki/2022/market-news/", "wiki/2022/market-news/index.html"],
    ["pretty", "/2022/03/23/market-news/", "2022/03/23/market-news/index.html"],
    ["/中文 路径/x", "/%E4%B8%AD%E6%96%87%20%E8%B7%AF%E5%BE%84/x", "中文 路径/x.html"],
  ])("may be %s", (permalink, url, output) => {
    expect(published([`permalink: "${permalink}"`])).toMatchObject({ url, output });
  });

  it.each([
    "/../../escaped.html",
    "/%2e%2e/%2e%2e/escaped.html",
    "/a\\0b.html",
    "//evil.example/",
    "https://evil.example/",
    "/:yeer/",
  ])("that leave the site or make no sense (%s) are rejected at their line", (permalink) => {
    const found = problems(["title: x", `permalink: "${permalink}"`]);
    expect(found).toMatchObject([{ code: "permalink-invalid", line: 3, hint: expect.any(String) }]);
    expect(found[0]?.message).not.toContain("\0");
  });

  it("take a slug instead of the name", () => {
    expect(published(['slug: "Foo Bar_Baz.Q"']).url).toBe("/2022/03/23/Foo-Bar_Baz.Q.html");
  });

  it("of old addresses become redirects, once each and never to the page itself", () => {
    const lines = ["redirect_from: [/old/, old2.html, /old/, /2022/03/23/market-news.html, '/旧']"];
    expect(published(lines).redirectFrom).toEqual(["/old/", "/old2.html", "/%E6%97%A7"]);
    expect(published(["redirect_from: /a b/"]).redirectFrom).toEqual(["/a%20b/"]);
  });

  it("of old addresses that cannot be served are ignored with a warning", () => {
    const lines = ["redirect_from: [/../x, '/?p=12', /ok/]"];
    expect(published(lines).redirectFrom).toEqual(["/ok/"]);
    expect(warnings(lines)).toMatchObject([
      { code: "redirect-invalid", line: 2 },
      { code: "redirect-invalid" },
    ]);
  });
});

describe("layouts", () => {
  it.each([
    "layout: null",
    "layout: none",
    "layout: false",
    "layout: ''",
    "title: x",
  ])("of %s are post", (line) => {
    expect(published([line]).layout).toBe("post");
  });

  it("may be in folders", () => {
    expect(published(["layout: special/long-read"]).layout).toBe("special/long-read");
  });

  it.each([
    "../secret",
    "/etc/passwd",
    "a b",
    "a//b",
  ])("that are no name of a template (%s) are rejected", (layout) => {
    expect(problems([`layout: "${layout}"`])).toMatchObject([{ code: "layout-invalid", line: 2 }]);
  });
});

describe("other keys", () => {
  it("for texts are plain text", () => {
    const post = published(["description: 'a <b>bold</b> claim'", "excerpt: '<p>Short.</p>'"]);
    expect(post).toMatchObject({ description: "a bold claim", excerpt: "Short." });
    expect(published(["excerpt: Short."]).description).toBe("Short.");
    expect(published(["description: 'R&amp;D: 1 < 2 <!-- x -->& <3'"]).description).toBe("R&D: 1 < 2 & <3");
  });

  it.each([
    ["image: /images/a.jpg", "/images/a.jpg"],
    ["image: https://img.example.com/a b.jpg?x=1", "https://img.example.com/a%20b.jpg?x=1"],
    ["image: //img.example.com/a.jpg", "//img.example.com/a.jpg"],
    ["image: {path: /a.jpg, alt: A}", "/a.jpg"],
    ["image: [/a.jpg, /b.jpg]", "/a.jpg"],
    ["image: 图/一.jpg", "%E5%9B%BE/%E4%B8%80.jpg"],
    ["image:", null],
  ])("%s is an image", (line, image) => {
    expect(published([line]).image).toBe(image);
    expect(warnings([line])).toEqual([]);
  });

  it.each([
    "image: javascript:alert(1)",
    'image: "java\\nscript:alert(1)//x"',
    "image: data:text/html,x",
    "image: {alt: A}",
    "image: 5",
  ])("%s is no image", (line) => {
    expect(published([line]).image).toBeNull();
    expect(warnings([line])).toMatchObject([{ code: "field-ignored", line: 2 }]);
  });

  it.each([
    ["author: 张继超", "张继超"],
    ["author: [张继超, 王海燕]", "张继超、王海燕"],
    ["author: [Ann, {name: Bob}]", "Ann, Bob"],
    ["author: {name: Ann, url: /ann/}", "Ann"],
    ["author: ''", null],
  ])("%s is an author", (line, author) => {
    expect(published([line]).author).toBe(author);
  });

  it("for the language takes tags only", () => {
    expect(published(["lang: zh-CN"]).lang).toBe("zh-CN");
    expect(published(["lang: zh_CN"]).lang).toBe("zh-CN");
    expect(published(["lang: 中文"]).lang).toBeNull();
    expect(warnings(["lang: 中文"])).toMatchObject([{ code: "field-ignored", line: 2 }]);
  });

  it("keep a post out of the sitemap", () => {
    expect(published(["sitemap: false"]).inSitemap).toBe(false);
  });

  it("are kept as data that JSON can hold", () => {
    const { data } = published([
      "source: 新华社",
      "rating: 4.5",
      "more: {list: [1, ~, x]}",
      "image: {path: /a.jpg, alt: A}",
    ]);
    expect(data).toEqual({
      source: "新华社",
      rating: 4.5,
      more: { list: [1, null, "x"] },
      image: { path: "/a.jpg", alt: "A" },
    });
    expect(JSON.parse(JSON.stringify(data))).toEqual(data);
  });

  it("never reach other objects", () => {
    const { data } = published(["__proto__: {polluted: true}", "deep: {__proto__: {polluted: true}}"]);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect(JSON.stringify(data)).not.toContain("polluted");
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});

describe("a file that is no article", () => {
  it("without front matter is published with a warning", () => {
    const parsed = parseText("只有正文，没有头信息。\n");
    expect(parsed).toMatchObject({
      ok: true,
      record: { title: "Market news", url: "/2022/03/23/market-news.html" },
      warnings: [{ code: "front-matter-missing", file: "posts/2022-03-23-market-news.md" }],
    });
  });

  it.each([
    ["", "file-empty"],
    ["\ufeff \n\n", "file-empty"],
    ["x".repeat(5 * 1024 * 1024 + 1), "file-too-large"],
  ])("is rejected (%#)", (text, code) => {
    expect(parseText(text)).toMatchObject({ ok: false, fingerprint: "f1", problems: [{ code }] });
  });

  it("in other bytes than text is rejected, in GB18030 read with a warning", () => {
    const bytes = Uint8Array.from([0x2d, 0x2d, 0x2d, 0x0a, 0x61, 0xff, 0xfe, 0xc0, 0x80]);
    const settings = { config, renderBody };
    const source = { path: "posts/2022-03-23-x.md", fingerprint: "f1", bytes };
    expect(parsePost(source, settings)).toMatchObject({ problems: [{ code: "encoding-unknown" }] });
    const text = [
      ...new TextEncoder().encode("---\ntitle: "),
      0xb0,
      0xb2,
      0xc8,
      0xab,
      ...new TextEncoder().encode("\n---\nx"),
    ];
    expect(parsePost({ ...source, bytes: Uint8Array.from(text) }, settings)).toMatchObject({
      ok: true,
      record: { title: "安全" },
      warnings: [{ code: "encoding-gb18030" }],
    });
  });

  it("that the renderer gives up on is rejected with the cause", () => {
    const overflow = () => {
      throw new RangeError("Maximum call stack size exceeded");
    };
    expect(problems([], { renderBody: overflow })).toMatchObject([
      { code: "body-unrenderable", message: expect.stringContaining("call stack") },
    ]);
  });

  it("shows all its mistakes at once", () => {
    const found = problems(["title: [x]", "date: soon", "layout: ../x"]);
    expect(found.map((p) => [p.code, p.line])).toEqual([
      ["field-type", 2],
      ["date-invalid", 3],
      ["layout-invalid", 4],
    ]);
  });

  it("never throws and never leaves dist, whatever its front matter says", () => {
    const key = fc.constantFrom(
      "title",
      "date",
      "permalink",
      "slug",
      "categories",
      "tags",
      "image",
      "layout",
      "lang",
      "author",
      "redirect_from",
      "published",
      "x",
    );
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("../..", "/%2e%2e/x", "\0", "2022-03-23", ["..", "."], "/:title/../x", "\ud800"),
    );
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 6 }), (matter) => {
        const lines = Object.entries(matter).map(([name, item]) => `${name}: ${JSON.stringify(item)}`);
        const parsed = parse(lines);
        if (!parsed.ok) expect(parsed.problems.length).toBeGreaterThan(0);
        else expect(parsed.record.output).not.toMatch(/^\/|\\|(?:^|\/)\.\.?(?:\/|$)/);
      }),
    );
  });
});
