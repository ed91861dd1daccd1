import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { parseConfig } from "../../../src/config/config.js";
import { loadConfig } from "../../../src/config/load.js";
import { BuildError } from "../../../src/diagnostics/diagnostic.js";
import type { Diagnostic } from "../../../src/types/diagnostic.js";

const file = "site.yml";
const parse = (text: string) => parseConfig(text, { file });

function problemsOf(text: string): readonly Diagnostic[] {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof BuildError) return error.diagnostics;
    throw error;
  }
  return [];
}

/** `line:column message`, then the hint. */
const told = (text: string) =>
  problemsOf(text).map((found) => `${found.line}:${found.column} ${found.message}. ${found.hint}`);

describe("parseConfig: defaults", () => {
  it("fills in every setting of an empty file", () => {
    expect(parse("")).toEqual({
      title: "Untitled site",
      description: "",
      origin: "http://localhost:8080",
      basePath: "",
      lang: "en",
      timezone: "UTC",
      author: null,
      menu: [],
      permalink: "/:categories/:year/:month/:day/:title:output_ext",
      permalinks: {
        category: "/category/:slug.html",
        categoryPage: "/category/:slug/:n.html",
        categoryFeed: "/category/:slug/feed.xml",
        tagFeed: "/tag/:slug/feed.xml",
        author: "/author/:slug.html",
        authorPage: "/author/:slug/:n.html",
        authorFeed: "/author/:slug/feed.xml",
        series: "/series/:slug.html",
        seriesPage: "/series/:slug/:n.html",
        authors: "/authors.html",
        allSeries: "/series.html",
        tag: "/tag/:slug.html",
        tagPage: "/tag/:slug/:n.html",
        homePage: "/page/:n.html",
        year: "/:year/",
        month: "/:year/:month/",
        day: "/:year/:month/:day/",
        archivePage: "page/:n.html",
        categories: "/categories.html",
        tags: "/tags.html",
        search: "/search.html",
      },
      perPage: 20,
      archivePerPage: 100,
      excerpt: { separator: "<!-- more -->", length: 140 },
      sanitize: { tags: [], attributes: {}, schemes: [], iframeHosts: [] },
      categoriesFromFolders: false,
      home: { sections: [], maxSections: 8, perSection: 5 },
      cards: false,
      images: {
        ...{ formats: ["avif", "webp"], widths: [480, 960, 1600], sizes: "(min-width: 44rem) 41rem, 100vw" },
        ...{ referrerPolicy: "no-referrer", alt: "keep", fetch: [] },
      },
      host: "none",
      csp: {},
      compress: false,
      ping: {
        indexNowKey: null,
        indexNow: "https://api.indexnow.org/indexnow",
        baidu: "http://data.zz.baidu.com/urls",
        baiduSite: null,
      },
      search: { engine: "duckduckgo", segmentSize: 128 },
      related: { posts: 3, section: 2 },
      duplicates: "keep",
      feed: {
        ...{ limit: 20, content: "excerpt", hubs: [] },
        ...{ categories: ["atom"], tags: [], authors: ["atom"] },
      },
      authorPages: true,
      publisher: { name: "Untitled site", logo: null, sameAs: [] },
      sitemap: { news: true },
      robots: { aiCrawlers: "neutral" },
      plugins: [],
      folders: { posts: "posts", pages: "pages", data: "data", templates: "templates", public: "public" },
      drafts: false,
      future: false,
      jekyll: null,
    });
  });

  it.each([
    ["nothing but comments", "# my site\n\n"],
    ["a document marker alone", "---\n"],
    ["a byte order mark", "\uFEFF"],
    ["keys without values", "title:\nauthor:\nhome:\n  sections:\nmenu: null\n"],
  ])("treats %s as an empty file", (_, text) => {
    expect(parse(text)).toEqual(parse(""));
  });

  it("keeps the other defaults of a group of which one key is set", () => {
    expect(parse("home:\n  perSection: 3\n").home).toEqual({ sections: [], maxSections: 8, perSection: 3 });
  });
});

describe("parseConfig: values", () => {
  it("reads a file with a byte order mark and Windows line ends", () => {
    const config = parse("\uFEFF---\r\ntitle: 海港日报\r\nperPage: 5\r\n");
    expect([config.title, config.perPage]).toEqual(["海港日报", 5]);
  });

  it.each([
    ["https://news.example.com", "https://news.example.com", ""],
    ["https://news.example.com/", "https://news.example.com", ""],
    ["https://example.com/repo/", "https://example.com", "/repo"],
    ["HTTPS://Example.com:443/a/b", "https://example.com", "/a/b"],
    ["http://127.0.0.1:4000", "http://127.0.0.1:4000", ""],
    ["https://example.com/新闻", "https://example.com", "/%E6%96%B0%E9%97%BB"],
  ])("splits the address %s", (url, origin, basePath) => {
    expect(parse(`url: ${url}`)).toMatchObject({ origin, basePath });
  });

  it("tidies a language tag's case", () => {
    expect(parse("lang: zh-cn").lang).toBe("zh-CN");
  });

  it("expands a named permalink style, and leaves a pattern as it is", () => {
    expect(parse("permalink: pretty").permalink).toBe("/:categories/:year/:month/:day/:title/");
    expect(parse("permalink: /:year/:title.html").permalink).toBe("/:year/:title.html");
  });

  it("switches the sanitiser off only for false", () => {
    expect(parse("sanitize: false").sanitize).toBe(false);
    expect(parse("sanitize: true").sanitize).toEqual(parse("").sanitize);
  });

  it("folds the case of what the sanitiser is to keep", () => {
    const { sanitize } = parse(
      "sanitize:\n  tags: [Details, details]\n  attributes: {TD: [Headers], '*': [data-*]}\n",
    );
    expect(sanitize).toMatchObject({ tags: ["details"], attributes: { td: ["headers"], "*": ["data-*"] } });
  });

  it("tidies folders, and lets pages lie inside posts", () => {
    const { folders } = parse("folders:\n  posts: ./content/\n  pages: content/pages\n");
    expect(folders).toMatchObject({ posts: "content", pages: "content/pages", data: "data" });
  });

  it("reads a menu through an anchor and an alias", () => {
    const { home } = parse("menu:\n  - {title: &f Finance, url: /finance.html}\nhome:\n  sections: [*f]\n");
    expect(home.sections).toEqual(["Finance"]);
  });

  it("lets the command line win over the file", () => {
    const text = "drafts: true\nfuture: false\n";
    expect(parseConfig(text, { file, overrides: { drafts: false, future: true } })).toMatchObject({
      drafts: false,
      future: true,
    });
    expect(parseConfig(text, { file, overrides: {} })).toMatchObject({ drafts: true, future: false });
  });
});

describe("parseConfig: refusals", () => {
  it("points at the value, says the rule, the value and the cure", () => {
    const [problem] = problemsOf('title: A\n\n# busy\nperPage: "many"\n');
    expect(problem).toEqual({
      code: "config-value",
      severity: "error",
      message: 'perPage must be a whole number from 1 to 1000, not "many"',
      hint: "Write for example perPage: 20.",
      file,
      line: 4,
      column: 10,
      source: 'perPage: "many"',
    });
  });

  it("reports every problem at once, in the order of the file", () => {
    expect(
      told("drafts: 1\nhome: {sections: 3}\ntitel: x\nurl: example\n").map((line) => line.slice(0, 3)),
    ).toEqual(["1:9", "2:1", "3:1", "4:6"]);
  });

  it.each([
    ["titel: x", "1:1 `titel` is not a setting. Did you mean `title`?"],
    ["feed:\n  limt: 3", "2:3 `feed.limt` is not a setting. Did you mean `limit`?"],
    ["maxSections: 3", "1:1 `maxSections` is not a setting. Did you mean `home.maxSections`?"],
    [
      "home:\n  timezone: UTC",
      "2:3 `home.timezone` is not a setting. Did you mean `timezone`, outside `home`?",
    ],
    ["excerpt_length: 3", "1:1 `excerpt_length` is not a setting. Did you mean `excerptLength`?"],
    ["baseurl: /x", "1:1 `baseurl` is not a setting. Add the path to url: https://example.com/path."],
    ["colour_scheme: dark", "1:1 `colour_scheme` is not a setting. Remove it."],
    [
      "feed: {format: atom}",
      "1:8 `feed.format` is not a setting. Remove it, or write one of limit, content, categories, tags, authors, hubs.",
    ],
    [
      "menu:\n  - {title: A, url: /, icon: b}",
      "2:24 `menu, item 1, icon` is not a setting. Remove it, or write one of title, url.",
    ],
    ["constructor: 1", "1:1 `constructor` is not a setting. Remove it."],
    ["__proto__: {title: x}", "1:1 `__proto__` is not a setting. Remove it."],
    ["<<: {title: x}", "1:1 `<<` is not a setting. Remove it."],
  ])("refuses the unknown key of %j", (text, message) => {
    expect(told(text)).toEqual([message]);
  });

  it.each([
    ["title: 2024", '1:8 title must be text, not 2024. Put it in quotes: title: "2024".'],
    ["title: ' '", "1:8 title must not be empty. Write for example title: Untitled site."],
    [
      "home:\n  sections:\n    - Finance\n    - 2024",
      '4:7 home.sections, item 2 must be text, not 2024. Put it in quotes: - "2024".',
    ],
    [
      "perPage: '20'",
      '1:10 perPage must be a whole number from 1 to 1000, not "20". Write it without quotes: perPage: 20.',
    ],
    [
      "perPage: 0",
      "1:10 perPage must be a whole number from 1 to 1000, not 0. Write for example perPage: 20.",
    ],
    [
      "perPage: 2.5",
      "1:10 perPage must be a whole number from 1 to 1000, not 2.5. Write for example perPage: 20.",
    ],
    ["drafts: yes", '1:9 drafts must be true or false, not "yes". Write for example drafts: false.'],
    [
      "home: [a]",
      "1:7 home must be a group of settings, one per line below it, not a list. Write its settings in the lines below it, indented.",
    ],
    [
      "sanitize: no",
      '1:11 sanitize must be true, false, or a group of additions, not "no". Write for example sanitize: true.',
    ],
    [
      "excerptSeparator: ''",
      "1:19 excerptSeparator must not be empty. Write for example excerptSeparator: <!-- more -->.",
    ],
    ["menu:\n  - title: Contact", "2:5 menu, item 1, url is missing. Write for example url: /about.html."],
    ["menu:\n  -\n", "2:3 menu, item 1 is missing. Write it, or remove the line."],
  ])("refuses the value of %j", (text, message) => {
    expect(told(text)).toEqual([message]);
  });

  it.each([
    "example.com",
    "/news",
    "ftp://example.com",
    "https://",
    "https:/example.com",
    "https://u:p@example.com",
    "https://example.com/?a",
    "https://example.com/a#b",
    "https://example.com//a",
  ])("refuses %s as the site's address", (url) => {
    expect(problemsOf(`url: "${url}"`).map(({ code }) => code)).toEqual(["config-value"]);
  });

  it.each([
    ["Asia/Beijing", "Did you mean Asia/Shanghai?"],
    ["Shanghai", "Did you mean Asia/Shanghai?"],
    ["Asia/Shangai", "Did you mean Asia/Shanghai?"],
    ["Europa/Berlin", "Did you mean Europe/Berlin?"],
    ["GMT+8:00h", "Write for example Asia/Shanghai, Europe/London or UTC."],
  ])("refuses the time zone %s", (zone, hint) => {
    expect(problemsOf(`timezone: ${zone}`)).toMatchObject([{ code: "config-value", hint }]);
  });

  it("refuses a language tag with an underscore, and says how to write it", () => {
    expect(problemsOf("lang: zh_CN.UTF-8")).toMatchObject([{ hint: "Write zh-CN." }]);
  });

  it.each([
    ["permalink: prety", "Did you mean pretty?"],
    ["permalink: /news/", "Write for example permalink: /:year/:month/:title.html."],
    ["permalink: /:categories/:titel", "Write for example permalink: /:year/:month/:title.html."],
    ["permalink: /../:title", "Write for example permalink: /:year/:month/:title.html."],
    ["permalink: ''", "Write for example permalink: pretty."],
    ["permalinks: {category: /c/:n.html}", "Write for example category: /category/:slug.html."],
    ["permalinks: {month: '/:year/'}", "Write for example month: /:year/:month/."],
    ["permalinks: {tagPage: '/t/:slug.html'}", "Write for example tagPage: /tag/:slug/:n.html."],
    ["permalinks: {categories: '/all/:slug'}", "Write for example categories: /categories.html."],
    ["permalinks: {archivePage: '/page/:n'}", "Write for example archivePage: page/:n.html."],
    ["permalinks: {homePage: 'page/:n'}", "Write for example homePage: /page/:n.html."],
    ["permalinks: {categoryFeed: '/c/:slug/'}", "Write for example categoryFeed: /category/:slug/feed.xml."],
  ])("refuses the pattern of %j", (text, hint) => {
    expect(problemsOf(text)).toMatchObject([{ code: "config-value", hint, line: 1 }]);
  });

  it.each([
    "/etc",
    "..",
    "../posts",
    "a/../../b",
    "C:/posts",
    "C:\\posts",
    "~/posts",
    ".",
    "./",
    "dist",
    "dist/posts",
    "DIST",
    ".broadsheet",
    ".git/x",
    "node_modules/x",
    "a:b",
  ])("refuses %j as a folder", (path) => {
    expect(problemsOf(`folders: {posts: '${path}'}`)).toMatchObject([
      { code: "config-value", line: 1, column: 18 },
    ]);
  });

  it.each([
    "{posts: a, pages: a}",
    "{posts: a, pages: ./A/}",
    "{templates: posts/templates}",
    "{public: posts}",
    "{posts: public/posts}",
    "{templates: public}",
  ])("refuses the folders %s, of which one lies in another", (folders) => {
    expect(problemsOf(`folders: ${folders}`)).toHaveLength(1);
  });

  it("does not mistake posts-old for a folder inside posts", () => {
    expect(problemsOf("folders: {public: posts-old}")).toEqual([]);
  });

  it.each([
    "tags: [script]",
    "tags: [STYLE]",
    "tags: [iframe]",
    "tags: ['<b>']",
    "attributes: {a: [onclick]}",
    "attributes: {a: [OnClick]}",
    "attributes: {a: ['*']}",
    "attributes: {a: ['o*']}",
    "attributes: {'*': [style]}",
    "attributes: {script: [src]}",
    "attributes: {a: href}",
    "schemes: [javascript]",
    "schemes: ['JavaScript:']",
    "schemes: ['https://']",
    "iframeHosts: ['https://a.example.com']",
    "iframeHosts: ['*']",
  ])("refuses to let the sanitiser keep %s", (addition) => {
    expect(problemsOf(`sanitize: {${addition}}`)).toMatchObject([{ code: "config-value", line: 1 }]);
  });
});

describe("parseConfig: what is not YAML", () => {
  it.each([
    ["title: A: B\n", "1:8 a value that holds a colon and a space needs quotes"],
    ["title: @home\n", "1:8 a value cannot start with @"],
    ["title: `home`\n", "1:8 a value cannot start with `"],
    ["title: 'it's'\n", "1:12 there is text behind the closing quotation mark"],
    ["title: A\n menu: []\n", "2:6 the indentation does not fit the lines above"],
    ["feed:\n\tlimit: 1\n", "2:1 a tab is used to indent"],
    ["menu: [\n", "1:7 a quotation mark or bracket is not closed"],
    ["title: A\nurl: 'https\nlang: en\n", "2:6 a quotation mark or bracket is not closed"],
    ["title:A\nlang: en\n", "1:1 this line is not a setting"],
    ["title: A\nlang\nperPage: 2\n", "2:1 this line is not a setting"],
    ["title: A\r\nlang\r\nperPage: 2\r\n", "2:1 this line is not a setting"],
    ["title： A\nlang: en\n", "1:1 this line is not a setting"],
    ["title：A\n", "1:1 the file is not a list of settings"],
    ["- title\n", "1:1 the file is not a list of settings"],
    ["title: A\n---\ntitle: B\n", "2:1 a second document begins here"],
    [
      "title: A\nfeed: {limit: 1, limit: 2}\ntitle: B\n",
      "2:18 feed.limit is set twice, first in line 2|3:1 title is set twice, first in line 1",
    ],
    [
      "title: *star\n",
      "1:8 a value that starts with * stands for one marked with &, and there is none of that name",
    ],
    [
      "title: !!js/function f\n",
      "1:8 a value that starts with ! names a type, and there is none of that name",
    ],
    ["? [a]\n: 1\n", "1:1 this is not YAML: object-based map does not support complex keys"],
    ["title: a\0b\n", "1:9 there is a character here that text cannot hold"],
  ])("explains %j", (text, expected) => {
    const problems = problemsOf(text);
    expect(problems.map((found) => `${found.line}:${found.column} ${found.message}`).join("|")).toBe(
      expected,
    );
    expect(problems.every(({ hint, code }) => hint !== "" && code.startsWith("yaml-"))).toBe(true);
  });

  it("names the full-width colon as the mistake", () => {
    expect(problemsOf("title：海港日报\n")[0]?.hint).toContain("half width");
  });

  it("refuses aliases and nesting beyond what settings need, quickly", () => {
    const levels = Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`);
    expect(problemsOf(`a0: &a0 x\n${levels.join("\n")}\n`)[0]?.code).toBe("yaml-syntax");
    expect(problemsOf(`menu: ${"[".repeat(5000)}`)[0]?.code).toBe("yaml-syntax");
    expect(problemsOf("menu: &a [*a]\n")[0]?.code).toBe("config-value");
    expect(problemsOf("home: &a {feed: *a}\n")[0]?.code).toBe("config-unknown-key");
  });

  it("gives a Config or a BuildError with places inside the text, whatever the text", () => {
    const piece = fc.constantFrom(
      ..."title url menu home folders a : ： - [ ] { } ' \" # & * ! | > @ \n \r\n \t 1 true ~ --- ...".split(
        " ",
      ),
      " ",
      "  ",
      "\n",
      ": ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join("");
        for (const found of problemsOf(text)) {
          const line = text.split(/\r\n|\r|\n/)[(found.line ?? 0) - 1];
          expect(line).toBe(found.source);
          expect(found.column).toBeLessThanOrEqual((line ?? "").length + 1);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("loadConfig", () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });
  async function siteWith(name?: string, content: string | Uint8Array = ""): Promise<string> {
    const root = await mkdtemp(join(tmpdir(), "broadsheet-config-"));
    folders.push(root);
    if (name !== undefined) await writeFile(join(root, name), content);
    return root;
  }

  it("reads site.yml, and hands back its text", async () => {
    const text = "title: A\nurl: https://a.example\n";
    const loaded = await loadConfig(await siteWith("site.yml", text), { drafts: true });
    expect(loaded).toMatchObject({ text, warnings: [], config: { title: "A", drafts: true } });
  });

  it("warns when the address is not set", async () => {
    const { warnings } = await loadConfig(await siteWith("site.yml", "title: A\nurl:\n"));
    expect(warnings).toMatchObject([{ code: "config-url-missing", severity: "warning", file }]);
  });

  it("goes on with the defaults when there is no site.yml, and says so", async () => {
    const loaded = await loadConfig(await siteWith());
    expect(loaded.config).toEqual(parse(""));
    expect(loaded.warnings).toMatchObject([{ code: "config-missing", severity: "warning" }]);
  });

  it("names a file that may have been meant", async () => {
    const { warnings } = await loadConfig(await siteWith("_config.yml", "title: A"));
    expect(warnings[0]?.hint).toBe("Did you mean _config.yml to be site.yml? Rename it.");
  });

  it("refuses a file that is not UTF-8", async () => {
    const root = await siteWith("site.yml", Uint8Array.of(0x74, 0x3a, 0x20, 0xba, 0xa3));
    await expect(loadConfig(root)).rejects.toMatchObject({
      diagnostics: [{ code: "config-encoding", file }],
    });
  });

  it("refuses a folder named site.yml", async () => {
    const root = await siteWith();
    await mkdir(join(root, "site.yml"));
    await expect(loadConfig(root)).rejects.toMatchObject({
      diagnostics: [{ code: "config-unreadable", file }],
    });
  });
});

describe("parseConfig: plugins", () => {
  it("are named by a file of the site or by a package, with options or without", () => {
    const plugins = "plugins: [./plugins/a.js, '@x/b', {module: c/sub, options: {n: 1}}]";
    expect(parse(plugins).plugins).toEqual([
      { module: "./plugins/a.js", options: null },
      { module: "@x/b", options: null },
      { module: "c/sub", options: { n: 1 } },
    ]);
  });

  it.each([
    ["plugins: [./plugins/a]", "must be a file of the site or a package"],
    ["plugins: ['https://x.example/a.js']", "must be a file of the site or a package"],
    ["plugins: [{modul: a}]", "`plugins, item 1, modul` is not a setting"],
    ["plugins: [{module: a, options: 5}]", "must be a group of settings"],
    ["plugins: a", "must be a list of plugins"],
  ])("%s is refused", (text, why) => {
    expect(told(text).join("\n")).toContain(why);
  });
});
