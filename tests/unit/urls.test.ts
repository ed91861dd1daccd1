import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  expandStyle,
  fillPattern,
  foldTerm,
  outputPath,
  pagePermalink,
  pathKey,
  permalink,
  permalinkUrl,
  slugify,
  validatePattern,
  withBase,
} from "../../src/urls.js";

const values = (more: Partial<Parameters<typeof permalink>[1]> = {}) => ({
  name: "hello",
  date: Date.parse("2022-03-23T20:37:10+08:00"),
  zone: "Asia/Shanghai",
  categories: ["kejiribao"],
  ...more,
});

/** Text that attackers and accidents write, mixed with any Unicode. */
const nasty = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc
    .array(
      fc.constantFrom(
        ..."../|..|.|/|\\|%2e|%2E%2e|%252e|%2f|%5c|\0|:title|:|a|中|\ud800|?|#|//|-|~|é|%".split("|"),
      ),
      {
        maxLength: 12,
      },
    )
    .map((parts) => parts.join("")),
  fc.constantFrom("长".repeat(400), "a".repeat(3000), "", "...", "-", "/", "//evil.example/x"),
);

const staysInside = (output: string) => {
  expect(output).not.toMatch(/^\/|\\|(?:^|\/)\.\.?(?:\/|$)|\/\//);
  for (const segment of output.split("/")) expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(255);
};

describe("slugify", () => {
  it.each([
    ["iptables防火墙（一）", "iptables防火墙-一"],
    ["a(一)+b_c", "a(一)+b_c"],
    ["Apache——配置", "Apache-配置"],
    ["tweekend--the.aspx", "tweekend-the.aspx"],
    ["-released-", "released"],
    ["hash-#1", "hash-1"],
    ["Foo Bar_Baz.Q", "Foo-Bar_Baz.Q"],
    ["C#", "C"],
    ["Ünïcode Straße", "Ünïcode-Straße"],
  ])("keeps of %j what Jekyll keeps", (text, slug) => {
    expect(slugify(text)).toBe(slug);
  });

  it("does not normalise Unicode", () => {
    expect(slugify("n\u0303")).toBe("n\u0303");
    expect(slugify("\u00f1")).toBe("\u00f1");
  });

  it("gives names without a letter a stable slug of their own", () => {
    expect(slugify("???")).toMatch(/^[0-9a-f]{8}$/);
    expect(slugify("???")).toBe(slugify("???"));
    expect(slugify("???")).not.toBe(slugify("!?"));
    expect(slugify("..")).toMatch(/^[0-9a-f]{8}$/);
  });

  it("cuts a long name at a character and keeps two long names apart", () => {
    const one = slugify(`${"长".repeat(100)}一`);
    expect(one).toMatch(/^长+-[0-9a-f]{8}$/);
    expect(Buffer.byteLength(one)).toBeLessThanOrEqual(180);
    expect(one).not.toBe(slugify(`${"长".repeat(100)}二`));
  });

  it("is idempotent and always one safe segment", () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const slug = slugify(text);
        expect(slugify(slug)).toBe(slug);
        expect(slug).not.toMatch(/^\.*$|[/\\]/);
        expect(Buffer.byteLength(slug)).toBeLessThanOrEqual(180);
      }),
    );
  });
});

describe("foldTerm", () => {
  it("makes spellings of one term equal", () => {
    expect(foldTerm("TechWeb")).toBe(foldTerm("Techweb"));
    expect(foldTerm("ＴｅｃｈＷｅｂ")).toBe("techweb");
    expect(foldTerm("  Elixir \t in　Production ")).toBe("elixir in production");
    expect(foldTerm("Straße")).toBe(foldTerm("STRASSE"));
    expect(foldTerm("ΟΔΟΣ")).toBe(foldTerm("οδος"));
    expect(foldTerm("Espan\u0303a")).toBe(foldTerm("España"));
  });

  it("is idempotent", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(foldTerm(foldTerm(text))).toBe(foldTerm(text));
      }),
    );
  });
});

describe("pathKey", () => {
  it("is one for paths that differ in case or Unicode form only", () => {
    expect(pathKey("Twin.html")).toBe(pathKey("twin.html"));
    expect(pathKey("Espan\u0303ol.html")).toBe(pathKey("español.html"));
    expect(pathKey("a/ÉTÉ.html")).toBe(pathKey("a/e\u0301te\u0301.html"));
    expect(pathKey("a.html")).not.toBe(pathKey("b.html"));
  });
});

describe("permalinkUrl", () => {
  it.each([
    ["date", "/kejiribao/2022/03/23/hello.html"],
    ["pretty", "/kejiribao/2022/03/23/hello/"],
    ["ordinal", "/kejiribao/2022/082/hello.html"],
    ["weekdate", "/kejiribao/2022/W12/Wed/hello.html"],
    ["none", "/kejiribao/hello.html"],
    ["/:year/:month/:title.html", "/2022/03/hello.html"],
    [":short_year-:i_month-:i_day_:hour:minute:second/", "/22-3-23_203710/"],
    ["/:long_day/:short_month/:long_month/:w_year/:w_day", "/Wednesday/Mar/March/2022/3"],
  ])("fills %s as Jekyll does", (style, url) => {
    expect(permalinkUrl(expandStyle(style), values())).toBe(url);
  });

  it("takes the date in the site's zone", () => {
    const date = Date.parse("2013-05-06T02:12:52+02:00");
    expect(permalinkUrl("/:year/:month/:day/", values({ date, zone: "America/Los_Angeles" }))).toBe(
      "/2013/05/05/",
    );
  });

  it("counts ISO weeks at both ends of a year", () => {
    const week = (day: string) =>
      permalinkUrl("/:w_year-:week-:w_day/", values({ date: Date.parse(day), zone: "UTC" }));
    expect(week("2021-01-03")).toBe("/2020-53-7/");
    expect(week("2021-01-04")).toBe("/2021-01-1/");
    expect(week("2018-12-31")).toBe("/2019-01-1/");
  });

  it("puts categories in lower case, in order, once, with their spaces", () => {
    const categories = ["News", "Elixir in Production", "news", "C#", "50%", "q?z"];
    expect(permalinkUrl("/:categories/:title/", values({ categories }))).toBe(
      "/news/elixir%20in%20production/c%23/50%25/q%3Fz/hello/",
    );
    expect(permalinkUrl("/:slugified_categories/", values({ categories: ["Sci-Fi Movi3s"] }))).toBe(
      "/sci-fi-movi3s/",
    );
  });

  it("leaves no doubled slash where there is no category", () => {
    expect(permalinkUrl(expandStyle("date"), values({ categories: [] }))).toBe("/2022/03/23/hello.html");
  });

  it("encodes the URL and not the file", () => {
    expect(permalink("/:title.html", values({ name: "中文 文件名" }))).toEqual({
      ok: true,
      url: "/%E4%B8%AD%E6%96%87-%E6%96%87%E4%BB%B6%E5%90%8D.html",
      output: "中文-文件名.html",
    });
    expect(permalink("/中文 路径/:title.html", values())).toMatchObject({ output: "中文 路径/hello.html" });
    expect(permalink("/%E4%B8%AD/x.html", values())).toEqual({
      ok: true,
      url: "/%E4%B8%AD/x.html",
      output: "中/x.html",
    });
  });

  it("keeps every category below its place", () => {
    const categories = ["..", ".", "%2e%2E", "%252e.", "a/../../b", "a\\b", "x/y", "\0"];
    const found = permalink(expandStyle("pretty"), values({ categories }));
    expect(found.ok).toBe(true);
    if (found.ok) expect(found.output).toContain("/x/y/");
  });

  it("lower-cases :slug, and reads a trailing _ as text", () => {
    expect(permalinkUrl("/:slug/:year_:month", values({ name: "Custom_Schema" }))).toBe(
      "/custom-schema/2022_03",
    );
  });
});

describe("permalink", () => {
  it.each([
    ["/v1.0", "v1.0"],
    ["/about", "about.html"],
    ["/foo.html/", "foo.html/index.html"],
    ["/2016/i-am-php.php", "2016/i-am-php.php"],
    ["/", "index.html"],
  ])("writes %s where Jekyll does", (pattern, output) => {
    expect(permalink(pattern, values())).toEqual({ ok: true, url: pattern, output });
  });

  it("adds .html where only the title holds a dot", () => {
    expect(permalink("/:title", values({ name: "v1.0-released" }))).toEqual({
      ok: true,
      url: "/v1.0-released",
      output: "v1.0-released.html",
    });
  });

  it.each([
    "/../../escaped.html",
    "/%2e%2e/%2e%2e/escaped.html",
    "/%252e%252e/x.html",
    "/%25252e./x.html",
    "/a/./b.html",
    "/a%2f..%2fb.html",
    "/a%252f..%252fb.html",
    "/a\\..\\b.html",
    "/a%5cb.html",
    "/a\0b.html",
    "/a%00b.html",
    "//evil.example/x.html",
    "https://evil.example/x.html",
    "/x%ff.html",
    "/x?y=1",
    "/x#y",
    `/${"a".repeat(256)}.html`,
    `/${"a/".repeat(600)}`,
  ])("refuses %j", (pattern) => {
    expect(permalink(pattern, values())).toMatchObject({ ok: false, why: expect.any(String) });
  });

  it("names a placeholder that does not exist", () => {
    const found = permalink("/:yeer/:title/", values());
    expect(found).toMatchObject({ ok: false, why: expect.stringContaining('":yeer"') });
  });

  it("never fails nor leaves dist with a named style, whatever name and categories are", () => {
    const styles = fc.constantFrom("date", "pretty", "ordinal", "weekdate", "none");
    const date = fc.integer({ min: Date.parse("1970-01-02"), max: Date.parse("2099-01-01") });
    fc.assert(
      fc.property(styles, nasty, fc.array(nasty, { maxLength: 10 }), date, (style, name, categories, at) => {
        const found = permalink(expandStyle(style), values({ name, categories, date: at }));
        expect(found).toMatchObject({ ok: true });
        if (found.ok) staysInside(found.output);
      }),
    );
  });

  it("never leaves dist whatever a post's own permalink is", () => {
    fc.assert(
      fc.property(nasty, nasty, (pattern, name) => {
        const found = permalink(pattern, values({ name, categories: [name] }));
        if (found.ok) staysInside(found.output);
      }),
    );
  });
});

describe("outputPath", () => {
  it("never leaves dist whatever the URL is", () => {
    fc.assert(
      fc.property(nasty, (url) => {
        const found = outputPath(url);
        if (found.ok) staysInside(found.output);
      }),
    );
  });

  it("refuses a URL that does not begin with a slash", () => {
    expect(outputPath("x.html")).toMatchObject({ ok: false });
    expect(outputPath("")).toMatchObject({ ok: false });
  });
});

describe("fillPattern", () => {
  it("fills a listing's pattern", () => {
    expect(fillPattern("/category/:slug/:n.html", { slug: "科技", n: 12 })).toBe(
      "/category/%E7%A7%91%E6%8A%80/12.html",
    );
    expect(fillPattern("/:year/:month/:day/", { year: 2022, month: 3, day: 5 })).toBe("/2022/03/05/");
    expect(fillPattern("/:year/:month/", { year: "2022", month: "03" })).toBe("/2022/03/");
  });

  it("keeps a value below its place", () => {
    fc.assert(
      fc.property(nasty, (slug) => {
        const found = outputPath(fillPattern("/category/x:slug.html", { slug }));
        expect(found).toMatchObject({ ok: true });
        if (found.ok) staysInside(found.output);
      }),
    );
  });

  it("gives a page its URL and file", () => {
    expect(pagePermalink("/:path.html", { path: "x/about" })).toEqual({
      ok: true,
      url: "/x/about.html",
      output: "x/about.html",
    });
    expect(pagePermalink("/../x", { path: "x" })).toMatchObject({ ok: false });
  });
});

describe("validatePattern", () => {
  it("accepts every named style", () => {
    for (const style of ["date", "pretty", "ordinal", "weekdate", "none"]) {
      expect(validatePattern(expandStyle(style))).toBeNull();
    }
  });

  it("names what is wrong", () => {
    expect(validatePattern("/:titel/")).toContain('":titel"');
    expect(validatePattern("/../:title/")).toContain("..");
    expect(validatePattern("/:title?x")).toContain("?");
    expect(validatePattern("/:title/", ["slug"])).toContain('":title"');
    expect(validatePattern("/category/:slug.html", ["slug"])).toBeNull();
  });
});

describe("withBase", () => {
  it("prefixes site paths only", () => {
    expect(withBase("/repo", "/x.html")).toBe("/repo/x.html");
    expect(withBase("", "/x.html")).toBe("/x.html");
    expect(withBase("/repo", "https://example.com/")).toBe("https://example.com/");
    expect(withBase("/repo", "//example.com/")).toBe("//example.com/");
    expect(withBase("/repo", "#top")).toBe("#top");
  });
});
