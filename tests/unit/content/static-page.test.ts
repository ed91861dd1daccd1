import { describe, expect, it } from "vitest";
import type { ParseSettings } from "../../../src/content/post.js";
import { parseStaticPage } from "../../../src/content/static-page.js";
import type { Config } from "../../../src/types/config.js";

const config = { title: "金融消息", folders: { pages: "pages" } } as Config;
const renderBody: ParseSettings["renderBody"] = (body, format) => ({
  html: `<${format}>${body.trim()}</${format}>`,
  excerpt: body.trim(),
  words: 1,
  minutes: 1,
});

const parse = (path: string, text: string) =>
  parseStaticPage({ path, fingerprint: "f1", bytes: new TextEncoder().encode(text) }, { config, renderBody });

describe("a page", () => {
  it("is read with every field", () => {
    expect(parse("pages/about.md", "---\ntitle: 关于\nlang: zh-CN\nweight: 3\n---\n我们。\n")).toEqual({
      ok: true,
      html: "<markdown>我们。</markdown>",
      warnings: [],
      record: {
        path: "pages/about.md",
        fingerprint: "f1",
        title: "关于",
        description: "我们。",
        layout: "page",
        url: "/about.html",
        output: "about.html",
        visibility: "public",
        lang: "zh-CN",
        inSitemap: true,
        redirectFrom: [],
        format: "markdown",
        data: { weight: 3 },
      },
    });
  });

  it.each([
    ["pages/x/index.md", "/x/", "x/index.html", "X"],
    ["pages/index.html", "/", "index.html", "金融消息"],
    ["pages/about-us.markdown", "/about-us.html", "about-us.html", "About us"],
    ["pages/关于 我们.md", "/%E5%85%B3%E4%BA%8E%20%E6%88%91%E4%BB%AC.html", "关于 我们.html", "关于 我们"],
    ["pages/v1.0.md", "/v1.0.html", "v1.0.html", "V1.0"],
    ["pages/a/b.njk", "/a/b.html", "a/b.html", "B"],
  ])("%s is at %s", (path, url, output, title) => {
    expect(parse(path, "---\nlayout: page\n---\nx")).toMatchObject({
      ok: true,
      record: { url, output, title },
    });
  });

  it("needs no front matter", () => {
    expect(parse("pages/about.html", "<p>x</p>")).toMatchObject({
      ok: true,
      html: "<html><p>x</p></html>",
      warnings: [],
    });
  });

  it("takes a permalink and redirects of its own", () => {
    const text = "---\npermalink: /team/:basename/\nredirect_from: /old\nsitemap: false\n---\nx";
    expect(parse("pages/about.md", text)).toMatchObject({
      record: {
        url: "/team/about/",
        output: "team/about/index.html",
        redirectFrom: ["/old"],
        inSitemap: false,
      },
    });
  });

  it.each(["/../x", "/:title/"])("with the permalink %s is rejected at its line", (permalink) => {
    expect(parse("pages/about.md", `---\npermalink: ${permalink}\n---\nx`)).toMatchObject({
      ok: false,
      problems: [{ code: "permalink-invalid", line: 2 }],
    });
  });

  it("that is a template is handed on as it is", () => {
    expect(
      parse("pages/links.njk", "---\ntitle: Links\n---\n{% for x in y %}{{ x }}{% endfor %}\n"),
    ).toMatchObject({
      record: { format: "njk", description: "" },
      html: "{% for x in y %}{{ x }}{% endfor %}\n",
    });
  });

  it("may be a draft", () => {
    expect(parse("pages/about.md", "---\ndraft: true\n---\nx")).toMatchObject({
      record: { visibility: "draft" },
    });
    expect(parse("pages/about.md", "---\npublished: false\n---\nx")).toMatchObject({
      record: { visibility: "unpublished" },
    });
  });

  it("that is empty is rejected", () => {
    expect(parse("pages/about.md", "\n")).toMatchObject({ ok: false, problems: [{ code: "file-empty" }] });
  });
});
