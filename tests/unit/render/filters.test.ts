import nunjucks from "nunjucks";
import { describe, expect, it } from "vitest";
import { addFilters } from "../../../src/render/filters.js";
import { sampleConfig } from "../../tools/sample-catalog.js";

const AT = Date.UTC(2022, 2, 23, 16, 30);

function show(template: string, values: object = {}, lang = "en") {
  const env = new nunjucks.Environment(null, { autoescape: true });
  const config = {
    ...sampleConfig("timezone: Asia/Shanghai\n"),
    origin: "https://x.example",
    basePath: "/news",
  };
  addFilters(env, config, () => lang);
  return env.renderString(template, { at: AT, ...values });
}

describe("date", () => {
  it("is written in the site's zone and the page's language", () => {
    expect(show("{{ at | date }}")).toBe("24 March 2022");
    expect(show('{{ at | date("datetime") }}')).toBe("24 March 2022, 00:30");
    expect(show("{{ at | date }}", {}, "zh-CN")).toBe("2022年3月24日");
  });

  it("of nothing is nothing", () => {
    expect(show("{{ missing | date }}{{ none | iso }}{{ '2022' | date }}")).toBe("");
  });
});

describe("iso", () => {
  it("has the site's offset", () => {
    expect(show("{{ at | iso }}")).toBe("2022-03-24T00:30:00+08:00");
  });
});

describe("number", () => {
  it("groups thousands, and leaves what is no number", () => {
    expect(show("{{ 1234567 | number }} {{ 'many' | number }} {{ missing | number }}")).toBe(
      "1,234,567 many ",
    );
  });
});

describe("url and absolute", () => {
  it.each([
    ["/a.html", "/news/a.html", "https://x.example/news/a.html"],
    ["/", "/news/", "https://x.example/news/"],
    ["https://other.example/a", "https://other.example/a", "https://other.example/a"],
    ["//cdn.example/a.js", "//cdn.example/a.js", "//cdn.example/a.js"],
    ["#top", "#top", "#top"],
    ["mailto:desk@x.example", "mailto:desk@x.example", "mailto:desk@x.example"],
    [undefined, "", ""],
  ])("of %s are %s and %s", (url, path, whole) => {
    expect(show("{{ url | url }}", { url })).toBe(path);
    expect(show("{{ url | absolute }}", { url })).toBe(whole);
  });

  it("are escaped where they are shown", () => {
    expect(show('<a href="{{ url | url }}">', { url: '/a"><script>' })).toBe(
      '<a href="/news/a&quot;&gt;&lt;script&gt;">',
    );
  });
});

describe("fill", () => {
  it("puts values into words, and leaves a place for which there is none", () => {
    expect(show("{{ text | fill({ n: 3, title: '<b>' }) }}", { text: "{n} of {title}, {missing}" })).toBe(
      "3 of &lt;b&gt;, {missing}",
    );
    expect(show("{{ missing | fill({ n: 1 }) }}")).toBe("");
  });
});

describe("inert", () => {
  it("leaves nothing that could run, even where somebody undoes the escaping of brackets", () => {
    const text = show("{{ title | inert }}", { title: `<script>alert(1)</script> & "x" 'y'` });
    expect(text).not.toMatch(/[<>"'()]/);
    expect(text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)))).toBe(
      `<script>alert(1)</script> & "x" 'y'`,
    );
  });
});
