import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createInputs, type RenderSettings, siteView, wordsOf } from "../../../src/render/inputs.js";
import { sampleConfig } from "../../tools/sample-catalog.js";
import { tempFolder, writeFiles } from "../../tools/temp-site.js";

const settings = (more: Partial<RenderSettings> = {}): RenderSettings => ({
  version: "1",
  config: sampleConfig(),
  templateFolders: [],
  words: {},
  data: {},
  assets: {},
  plugins: [],
  ...more,
});

describe("templates", () => {
  const root = tempFolder();
  writeFiles(root, {
    "site/post.njk": "the site's",
    "theme/post.njk": "the theme's",
    "theme/partials/head.njk": "head",
    "secret.njk": "secret",
  });
  const inputs = createInputs(settings({ templateFolders: [join(root, "site"), join(root, "theme")] }));

  it("come from the first folder that has them", () => {
    expect(inputs.template("post.njk")).toEqual({ file: join(root, "site/post.njk"), text: "the site's" });
    expect(inputs.template("partials/head.njk").text).toBe("head");
  });

  it("are none where no folder has them, and never from outside", () => {
    expect(inputs.template("gone.njk")).toEqual({ file: null, text: "" });
    expect(inputs.template("../secret.njk").file).toBeNull();
  });

  it("that are missing have a hash of their own, as they may come", () => {
    expect(inputs.hashOf("template:gone.njk")).toBe("missing");
    expect(inputs.hashOf("template:post.njk")).toMatch(/^[0-9a-f]{32,}$/);
  });
});

describe("the hash of an input", () => {
  it.each<[string, Partial<RenderSettings>, Partial<RenderSettings>]>([
    ["site.title", {}, { config: { ...sampleConfig(), title: "Other" } }],
    ["site.menu", {}, { config: { ...sampleConfig(), menu: [{ title: "A", url: "/" }] } }],
    ["data.team", { data: { team: ["a"] } }, { data: { team: ["b"] } }],
    ["data.team", { data: {} }, { data: { team: [] } }],
    ["data.*", { data: { team: 1 } }, { data: { team: 1, tides: 1 } }],
    ["words:en", { words: { en: { a: "1" } } }, { words: { en: { a: "2" } } }],
    ["asset:a.css", { assets: { "a.css": "/a.1.css" } }, { assets: { "a.css": "/a.2.css" } }],
    ["urls:", {}, { config: sampleConfig("permalinks: { tags: /all-tags.html }\n") }],
    ["program:", {}, { version: "2" }],
  ])("%s differs with its value", (read, one, other) => {
    const hash = (more: Partial<RenderSettings>) => createInputs(settings(more)).hashOf(read);
    expect(hash(one)).toBe(hash(one));
    expect(hash(one)).not.toBe(hash(other));
  });

  it("does not hang on the order in which data files were read", () => {
    const hash = (data: Record<string, unknown>) => createInputs(settings({ data })).hashOf("data.*");
    expect(hash({ a: 1, b: 2 })).toBe(hash({ b: 2, a: 1 }));
  });

  it("is refused for what is no shared input", () => {
    expect(() => createInputs(settings()).hashOf("self.post")).toThrow();
    expect(() => createInputs(settings()).hashOf("weather.today")).toThrow();
  });
});

describe("what templates see as site", () => {
  it("is the settings that are theirs, with the whole address", () => {
    const config = { ...sampleConfig("lang: zh-CN\n"), basePath: "/news" };
    expect(siteView(config)).toMatchObject({
      title: "The Harbour Gazette",
      url: "https://news.example.com/news",
      lang: "zh-CN",
    });
    expect(siteView(config)).not.toHaveProperty("folders");
  });
});

describe("wordsOf", () => {
  const words = { en: { a: "en" }, "zh-CN": { a: "zh-CN" }, fr: { a: "fr" } };

  it.each([
    ["en", "en"],
    ["zh-CN", "zh-CN"],
    ["zh-TW", "zh-CN"],
    ["zh", "zh-CN"],
    ["fr-CA", "fr"],
    ["sv", "en"],
    ["en-GB", "en"],
  ])("are for %s those of %s", (lang, expected) => {
    expect(wordsOf({ words }, lang)).toEqual({ a: expected });
  });
});
