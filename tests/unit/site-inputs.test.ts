import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadSiteInputs } from "../../src/site-inputs.js";
import { sampleConfig } from "../tools/sample-catalog.js";
import { type Files, readTree, tempSite } from "../tools/temp-site.js";

const OWN = fileURLToPath(new URL("../..", import.meta.url));
const inputsOf = (files: Files, settings = "") => loadSiteInputs(tempSite(files), sampleConfig(settings));

describe("templates", () => {
  it("are the theme's where a site brings none", () => {
    const { templateFolders, templateNames } = inputsOf({});
    expect(templateFolders).toEqual([join(OWN, "templates")]);
    expect(templateNames).toContain("post.njk");
    expect(templateNames).toContain("partials/head.njk");
  });

  it("are the site's first, then the theme's, each name once", () => {
    const { templateFolders, templateNames } = inputsOf({
      "templates/post.njk": "",
      "templates/special/report.njk": "",
    });
    expect(templateFolders).toHaveLength(2);
    expect(templateFolders[1]).toBe(join(OWN, "templates"));
    expect(templateNames.filter((name) => name === "post.njk")).toHaveLength(1);
    expect(templateNames).toContain("special/report.njk");
    expect(templateNames).toEqual([...templateNames].sort());
  });

  it("are looked for where the settings say", () => {
    const root = tempSite({ "layouts/post.njk": "" });
    const { templateFolders } = loadSiteInputs(root, sampleConfig("folders: { templates: layouts }\n"));
    expect(templateFolders[0]).toBe(join(root, "layouts"));
  });

  it("are not looked for in a file of that name", () => {
    expect(inputsOf({ templates: "a file\n" }).templateFolders).toHaveLength(1);
  });
});

describe("data", () => {
  it("is each file by its name, in folders by path", () => {
    const { data, problems } = inputsOf({
      "data/team.yml": "- Ana\n- Lin\n",
      "data/tides.json": '\ufeff{"high": [1, 2]}',
      "data/regions/north.yaml": "name: North\n",
      "data/commented.yml": "# first a word\n- one\n",
      "data/empty.yml": "",
      "data/notes.txt": "no data",
      "data/.hidden.yml": "a: 1\n",
    });
    expect(data).toEqual({
      team: ["Ana", "Lin"],
      tides: { high: [1, 2] },
      "regions/north": { name: "North" },
      commented: ["one"],
      empty: {},
    });
    expect(problems).toEqual([]);
  });

  it.each([
    ["data/a.json", '{\n  "a": 1,\n  "b" 2\n}\n', 3, 7],
    ["data/a.json", "[1,\n 2,\n", 3, 1],
    ["data/a.json", "", 1, 1],
    ["data/a.json", '"text', 1, 1],
    ["data/a.yml", "- a\n- b: [c\n- d\n", 2, 6],
    ["data/a.yml", "a: 1\nb: [2\n", 2, 4],
  ])("that cannot be read is left out and said, with its place: %s %j", (path, text, line, column) => {
    const { data, problems } = inputsOf({ [path]: text, "data/b.yml": "b: 1\n" });
    expect(data).toEqual({ b: { b: 1 } });
    expect(problems).toMatchObject([
      { severity: "error", file: path, line, column, source: text.split("\n")[line - 1] },
    ]);
  });

  it("does not execute and does not explode", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${"bcdefgh"
      .split("")
      .map((c, i) => `${c}: &${c} [${`*${"abcdefgh"[i]},`.repeat(10).slice(0, -1)}]\n`)
      .join("")}`;
    const { data, problems } = inputsOf({ "data/bomb.yml": bomb, "data/list.yml": "- !!js/function 'x'\n" });
    expect(data).toEqual({});
    expect(problems).toHaveLength(2);
  });
});

describe("titles of terms", () => {
  it("are text, or a title and a description, by folded name; anything else is as if it was not there", () => {
    const { termInfo } = inputsOf({
      "data/categories.yml":
        "Ｌocal: Around the harbour\nsport: { title: Sports, description: Rowing }\nodd: { title: [1], description: 2 }\nnumber: 7\nnothing:\n",
      "data/tags.yml": "- a list\n",
    });
    expect(Object.fromEntries(termInfo.category)).toEqual({
      local: { title: "Around the harbour" },
      sport: { title: "Sports", description: "Rowing" },
      odd: {},
    });
    expect(termInfo.tag.size).toBe(0);
  });
});

describe("interface words", () => {
  it("are the theme's, single ones changed by the site", () => {
    const { words } = inputsOf({ "templates/words/en.yml": "home: Front page\n" });
    expect(words["en"]).toMatchObject({ home: "Front page", older: "Older story" });
    expect(words["zh-CN"]).toMatchObject({ home: "首页" });
  });

  it("of a language that the theme does not speak fall back word by word: to a relative, then to English", () => {
    const { words } = inputsOf({
      "templates/words/fr.yml": "home: Accueil\n",
      "templates/words/zh-TW.yml": "home: 首頁\n",
    });
    expect(words["fr"]).toMatchObject({ home: "Accueil", older: "Older story" });
    expect(words["zh-TW"]).toMatchObject({ home: "首頁", older: "较早一篇" });
  });

  it("that cannot be read leave the theme's in place", () => {
    const { words, problems } = inputsOf({ "templates/words/en.yml": "home: [Front page\n" });
    expect(words["en"]?.["home"]).toBe("Home");
    expect(problems).toMatchObject([{ file: "templates/words/en.yml", line: 1 }]);
  });
});

describe("assets", () => {
  const outputs = (files: Files) => inputsOf(files).assets.map(({ output }) => output);

  it("keep their names", () => {
    expect(outputs({ "public/images/a b.jpg": "x", "public/CNAME": "x", "public/潮.txt": "x" })).toEqual(
      expect.arrayContaining(["images/a b.jpg", "CNAME", "潮.txt"]),
    );
  });

  it("leave out what editors and systems leave behind, but for hidden names that hosts look for", () => {
    const files = {
      "public/.DS_Store": "x",
      "public/a.txt~": "x",
      "public/Thumbs.db": "x",
      "public/.well-known/a.txt": "x",
      "public/.nojekyll": "",
    };
    expect(outputs(files).filter((path) => !path.startsWith("theme/"))).toEqual([
      ".nojekyll",
      ".well-known/a.txt",
    ]);
  });

  it("of the theme have a hash of their content in their names", () => {
    const { assets } = inputsOf({});
    const css = assets.find(({ themeName }) => themeName === "site.css");
    expect(css?.output).toMatch(/^theme\/site\.[0-9a-f]{10}\.css$/);
    expect(css?.path).toBe("public/theme/site.css");
  });

  it("of the theme are the site's where it brings one of that name, and get another name when they change", () => {
    const root = tempSite({ "public/theme/site.css": "body {}\n", "public/theme/fonts/a.woff2": "x" });
    const name = () =>
      loadSiteInputs(root, sampleConfig()).assets.find(({ themeName }) => themeName === "site.css")!;
    const before = name();
    expect(before.file).toBe(join(root, "public/theme/site.css"));
    writeFileSync(before.file, "body { color: teal }\n");
    expect(name().output).not.toBe(before.output);
    const { assets } = loadSiteInputs(root, sampleConfig());
    expect(assets.map(({ themeName }) => themeName).filter(Boolean)).toEqual(
      expect.arrayContaining(["favicon.svg", "fonts/a.woff2", "site.css"]),
    );
  });

  it("are all there in the repository's own site", () => {
    const { assets } = loadSiteInputs(OWN, sampleConfig());
    const own = [...readTree(join(OWN, "public")).keys()].filter((path) => !path.startsWith("theme/"));
    expect(assets.filter(({ themeName }) => themeName === null).map(({ output }) => output)).toEqual(own);
    for (const { file } of assets) expect(readFileSync(file).length).toBeGreaterThan(0);
  });
});
