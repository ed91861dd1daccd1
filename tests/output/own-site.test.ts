// Every page of the repository's own site, as machines read it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { HtmlValidate } from "html-validate";
import { parse, serialize } from "parse5";
import { beforeAll, describe, expect, test } from "vitest";
import { attribute, elements, type HtmlDocument, parsePage, shapeOf, textOf } from "../tools/html.js";
import { buildOwnSite } from "../tools/own-site.js";
import { readTree } from "../tools/temp-site.js";

interface Page {
  path: string;
  /** Absolute. */
  url: string;
  html: string;
  document: HtmlDocument;
  /** What the standard's parser objects to. */
  errors: string[];
  kind: string;
}

let dist: string;
let origin: string;
let files: Map<string, string>;
/** All pages, redirects among them. */
let all: Page[];
let pages: Page[];
const ofKind = (...kinds: string[]) => pages.filter((page) => kinds.includes(page.kind));

beforeAll(async () => {
  ({ dist, origin } = await buildOwnSite());
  files = readTree(dist);
  all = [...files].filter(([path]) => path.endsWith(".html")).map(([path, html]) => pageOf(path, html));
  pages = all.filter((page) => page.kind !== "redirect");
});

function pageOf(path: string, html: string): Page {
  const { document, errors } = parsePage(html);
  const body = elements(document, "body")[0]!;
  const kind = attribute(body, "class")?.match(/\bkind-([\w-]+)/)?.[1] ?? "redirect";
  const url = `${origin}/${encodeURI(path.replace(/(^|\/)index\.html$/, "$1"))}`;
  return { path, url, html, document, errors, kind };
}

/** The paths of the pages that fail, each with what it has instead. */
function failures(of: readonly Page[], found: (page: Page) => unknown, expected: unknown): string[] {
  const wanted = JSON.stringify(expected);
  const got = of.map((page) => ({ path: page.path, value: JSON.stringify(found(page)) }));
  return got.filter(({ value }) => value !== wanted).map(({ path, value }) => `${path}: ${value}`);
}

describe("pages", () => {
  test("are there in every kind", () => {
    expect(new Set(all.map((page) => page.kind))).toEqual(
      new Set([
        ...["home", "post", "category", "tag", "year", "month", "day", "categories", "tags"],
        ...["author", "authors", "series", "all-series"],
        ...["page", "search", "not-found", "redirect"],
      ]),
    );
  });

  test("pass html-validate's recommended rules", async () => {
    const validator = new HtmlValidate({ root: true, extends: ["html-validate:recommended"] });
    const reports = await Promise.all(all.map((page) => validator.validateString(page.html, page.path)));
    const problems = reports
      .flatMap((report) => report.results)
      .flatMap(({ filePath, messages }) =>
        messages.map((one) => `${filePath}:${one.line}:${one.column} ${one.ruleId}: ${one.message}`),
      );
    expect(problems).toEqual([]);
  });

  test("have no error that the standard's parser would mend", () => {
    expect(failures(all, (page) => page.errors, [])).toEqual([]);
  });

  test("are read again as they were written", () => {
    const survives = ({ document }: Page) =>
      JSON.stringify(shapeOf(parse(serialize(document)))) === JSON.stringify(shapeOf(document));
    expect(failures(all, survives, true)).toEqual([]);
  });

  test("say what they are in: language, title, one heading, main", () => {
    const language = ({ document }: Page) =>
      /^(zh-CN|en)$/.test(attribute(elements(document, "html")[0]!, "lang") ?? "");
    expect(failures(all, language, true)).toEqual([]);
    for (const name of ["h1", "main", "title"])
      expect(
        failures(all, ({ document }) => elements(document, name).length, 1),
        name,
      ).toEqual([]);
    expect(failures(all, ({ document }) => textOf(elements(document, "h1")[0]!).trim() !== "", true)).toEqual(
      [],
    );
  });

  test("step from heading to heading without leaving a level out", () => {
    const jumps = ({ document }: Page) => {
      const levels = elements(document, "h1", "h2", "h3", "h4", "h5", "h6").map((one) => +one.tagName[1]!);
      return levels.filter((level, i) => i > 0 && level > levels[i - 1]! + 1);
    };
    expect(failures(pages, jumps, [])).toEqual([]);
  });

  test("have their own address as canonical", () => {
    const canonical = (page: Page) => linksOf(page, "canonical").map((href) => href === page.url);
    expect(failures(pages, canonical, [true])).toEqual([]);
  });

  test("have titles of their own", () => {
    const titles = pages.map(({ document }) => textOf(elements(document, "title")[0]!));
    expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
  });

  test("give no id twice", () => {
    const repeated = ({ document }: Page) => {
      const ids = idsOf(document);
      return ids.filter((id, i) => ids.indexOf(id) !== i);
    };
    expect(failures(all, repeated, [])).toEqual([]);
  });

  test("have a text for every picture", () => {
    const bare = ({ document }: Page) =>
      elements(document, "img")
        .filter((image) => attribute(image, "alt") === undefined)
        .map((image) => attribute(image, "src"));
    expect(failures(all, bare, [])).toEqual([]);
  });

  test("bring no script but the search box's, and no styles of their own", () => {
    const isAllowed = (one: ReturnType<typeof elements>[number]) =>
      attribute(one, "type") === "application/ld+json" || // data, which nothing runs
      (/^\/theme\/search-box\.[0-9a-f]{10}\.js$/.test(attribute(one, "src") ?? "") && textOf(one) === "");
    const extras = ({ document, html }: Page) => [
      ...elements(document, "script", "style")
        .filter((one) => !isAllowed(one))
        .map((one) => one.tagName),
      ...(html.match(/\son[a-z]+=|\sstyle=|javascript:/g) ?? []),
    ];
    expect(failures(all, extras, [])).toEqual([]);
  });
});

describe("links", () => {
  test("lead to pages and places that exist", () => {
    const ids = new Map(all.map((page) => [page.path, new Set(idsOf(page.document))]));
    const dead = (page: Page) =>
      referencesOf(page)
        .map((href) => new URL(href, page.url))
        .filter((url) => url.origin === origin && !exists(url, ids))
        .map((url) => decodeURI(url.href));
    expect(failures(all, dead, [])).toEqual([]);
  });

  test("reach every page from the front page", () => {
    const byPath = new Map(all.map((page) => [page.path, page]));
    const reached = new Set(["index.html", "404.html"]);
    for (const path of reached) {
      const page = byPath.get(path);
      if (page)
        for (const href of referencesOf(page)) {
          const url = new URL(href, page.url);
          if (url.origin === origin) reached.add(fileOf(url));
        }
    }
    expect(pages.map((page) => page.path).filter((path) => !reached.has(path))).toEqual([]);
  });

  test("of redirects name the new address in three ways", () => {
    const targets = (page: Page) => {
      const refresh = elements(page.document, "meta").find(
        (meta) => attribute(meta, "http-equiv") === "refresh",
      );
      const told = [
        ...linksOf(page, "canonical"),
        attribute(refresh!, "content")?.replace("0; url=", ""),
        ...elements(page.document, "a").map((a) => attribute(a, "href")),
      ];
      return [told.length, new Set(told).size, told[0] !== page.url && files.has(fileOf(new URL(told[0]!)))];
    };
    const redirects = all.filter((page) => page.kind === "redirect");
    expect(redirects.length).toBeGreaterThan(0);
    expect(failures(redirects, targets, [3, 1, true])).toEqual([]);
  });
});

describe("posts", () => {
  test("are articles that begin with their date, in the site's zone", () => {
    const date = ({ document }: Page) => {
      const [article, ...others] = elements(document, "article");
      const time = elements(article!, "time")[0];
      return [others.length, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/.test(attribute(time!, "datetime")!)];
    };
    expect(failures(ofKind("post"), date, [0, true])).toEqual([]);
  });

  test("have their heading in the page's title", () => {
    const titled = ({ document }: Page) =>
      textOf(elements(document, "title")[0]!).startsWith(textOf(elements(document, "h1")[0]!));
    expect(failures(ofKind("post"), titled, true)).toEqual([]);
  });

  test("carry little around their text", () => {
    const chrome = ({ document, html }: Page) => {
      const body = elements(document, "div").find((div) => attribute(div, "class") === "story-body")!;
      return Buffer.byteLength(html) - Buffer.byteLength(serialize(body)) < 12_000; // cards and structured data are some 3,000, what to read next 1,500
    };
    expect(failures(ofKind("post"), chrome, true)).toEqual([]);
  });
});

describe("listings", () => {
  test("show posts newest first", () => {
    const listed = ofKind("category", "tag", "year", "month", "day");
    const inOrder = ({ document }: Page) => {
      const times = elements(elements(document, "main")[0]!, "time").map((time) =>
        Date.parse(attribute(time, "datetime")!),
      );
      return times.length > 0 && times.every((time, i) => i === 0 || time <= times[i - 1]!);
    };
    expect(listed.length).toBeGreaterThan(50);
    expect(failures(listed, inOrder, true)).toEqual([]);
  });

  test("lead to older pages and back", () => {
    const older = pages.flatMap((page) => relOf(page, "next", "main").map((href) => ({ page, href })));
    const chains = older.filter(({ page }) => page.kind !== "post");
    expect(chains.length).toBeGreaterThan(1);
    for (const { page, href } of chains) {
      const next = pages.find((one) => one.url === new URL(href, page.url).href)!;
      expect(
        relOf(next, "prev", "main").map((back) => new URL(back, next.url).href),
        next.path,
      ).toEqual([page.url]);
    }
  });
});

describe("the style sheet", () => {
  test("is one, named by its content, and light", () => {
    const sheets = new Set(pages.flatMap((page) => linksOf(page, "stylesheet")));
    expect([...sheets]).toEqual([expect.stringMatching(/^\/theme\/site\.[0-9a-f]{8,}\.css$/)]);
    expect(gzipSync(readFileSync(join(dist, [...sheets][0]!))).length).toBeLessThan(15_000);
  });
});

const idsOf = (document: HtmlDocument): string[] =>
  elements(document).flatMap((element) => attribute(element, "id") ?? []);

const linksOf = (page: Page, rel: string): string[] => relOf(page, rel, "head");

const relOf = (page: Page, rel: string, within: "head" | "main"): string[] =>
  elements(elements(page.document, within)[0]!, "link", "a")
    .filter((link) => attribute(link, "rel") === rel)
    .map((link) => attribute(link, "href")!);

/** Whatever a page names by its address. */
function referencesOf({ document }: Page): string[] {
  const named = elements(document).flatMap((element) =>
    ["href", "src", "poster"].flatMap((name) => attribute(element, name) ?? []),
  );
  const told = elements(document, "meta").filter((meta) =>
    /^og:(url|image)$/.test(attribute(meta, "property") ?? ""),
  );
  return [...named, ...told.map((meta) => attribute(meta, "content")!)];
}

const fileOf = (url: URL): string =>
  decodeURIComponent(url.pathname)
    .slice(1)
    .replace(/(^|\/)$/, "$1index.html");

function exists(url: URL, ids: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  const file = fileOf(url);
  if (!files.has(file)) return false;
  return url.hash === "" || ids.get(file)?.has(decodeURIComponent(url.hash.slice(1))) === true;
}
