// Sass beyond the sites that are recorded with Jekyll: what a stylesheet depends on, and its mistakes.
import { rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BuildError } from "../../../src/diagnostics/diagnostic.js";
import { diagnosticText } from "../../tools/diagnostic-text.js";
import { buildSite, type Files, readPage, readTree, tempFolder, writeFiles } from "../../tools/temp-site.js";

const MAIN = "---\n---\n";

function site(files: Files, settings = ""): string {
  const root = tempFolder();
  writeFiles(root, { "_config.yml": `permalink: none\n${settings}`, "index.html": `${MAIN}Hello`, ...files });
  return root;
}

/** Builds, and throws unless a clean build makes the same. */
async function build(root: string) {
  const report = await buildSite(root);
  await buildSite(root, {
    out: join(root, ".broadsheet/clean"),
    full: true,
    home: join(root, ".broadsheet/other"),
  });
  expect(readTree(join(root, "dist"))).toEqual(readTree(join(root, ".broadsheet/clean")));
  return report;
}
const sheet = (root: string) => readPage(root, "a.css").replace(/\s+/g, " ");

async function failure(root: string): Promise<string> {
  const error: unknown = await buildSite(root).catch((cause: unknown) => cause);
  if (!(error instanceof BuildError)) throw error;
  return diagnosticText(error.diagnostics);
}

describe("a stylesheet in Sass", () => {
  it("is made anew when what it loads changes, comes, goes, or is shadowed, and no other page is", async () => {
    const root = site(
      {
        "a.scss": `${MAIN}@use "b";`,
        "c.scss": `${MAIN}c { d: e; }`,
        "_sass/_b.scss": '@use "inner/d";',
        "_sass/inner/d.sass": "a\n  b: first",
      },
      "sass: {load_paths: [first]}\n",
    );
    await build(root);
    expect(sheet(root)).toBe("a { b: first; }");
    const change = async (files: Files) => {
      writeFiles(root, files);
      return (await build(root)).pages.written;
    };
    expect(await change({ "_sass/inner/d.sass": "a\n  b: second" })).toBe(1);
    expect(sheet(root)).toBe("a { b: second; }");
    expect(await change({ "_sass/unrelated.txt": "", "_includes/x.html": "" })).toBe(0);
    rmSync(join(root, "_sass/inner/d.sass"));
    expect(await change({ "_sass/inner/d/_index.scss": "a { b: index; }" })).toBe(1);
    expect(sheet(root)).toBe("a { b: index; }");
    await change({ "first/_b.scss": "a { b: shadow; }" });
    expect(sheet(root)).toBe("a { b: shadow; }");
    await change({ "_b.scss": "a { b: beside; }" });
    expect(sheet(root)).toBe("a { b: beside; }");
    for (const path of ["_b.scss", "first/_b.scss"]) rmSync(join(root, path));
    await build(root);
    expect(sheet(root)).toBe("a { b: index; }");
    await change({ "_config.yml": "permalink: none\nsass: {style: compressed}\n" });
    expect(sheet(root)).toBe("a{b:index}");
  });

  it("takes the file for imports alone with @import, and only there", async () => {
    const root = site({
      "a.scss": `${MAIN}@import "b"; `,
      "_sass/_b.import.scss": "a { b: import; }",
      "_sass/_b.scss": "a { b: use; }",
    });
    await build(root);
    expect(sheet(root)).toBe("a { b: import; }");
    writeFiles(root, { "a.scss": `${MAIN}@use "b";` });
    await build(root);
    expect(sheet(root)).toBe("a { b: use; }");
  });

  it("loads plain CSS and names that are not ASCII", async () => {
    const root = site({
      "a.scss": `${MAIN}@use "字/颜 色" as b; @use "reset.css";`,
      "_sass/字/_颜 色.scss": "a { b: c; }",
      "_sass/reset.css": "d { e: f; }",
    });
    await build(root);
    expect(sheet(root)).toBe("a { b: c; } d { e: f; }");
  });

  it("loads nothing that is not the site's", async () => {
    const outside = tempFolder();
    writeFileSync(join(outside, "_secret.scss"), "a { b: secret; }");
    for (const name of [join(outside, "secret"), `file://${outside}/secret`, "../../secret"])
      expect(await failure(site({ "a.scss": `${MAIN}@use "${name}" as s;` }))).toContain(
        "Can't find stylesheet to import.",
      );
    const root = site({ "a.scss": `${MAIN}@use "secret";` });
    writeFiles(root, { "_sass/other.scss": "" });
    symlinkSync(join(outside, "_secret.scss"), join(root, "_sass/_secret.scss"));
    expect(await failure(root)).toContain("Can't find stylesheet to import.");
  });
});

describe("a mistake in Sass", () => {
  it("stops the build, and is told by file, line and column, in the stylesheet and in what it loads", async () => {
    const root = site({ "a.scss": "---\nx: y\n---\n$a: 1;\n@use 'b' c\n" });
    expect(await failure(root)).toMatch(/^a\.scss:5:\d+ jekyll-sass: Sass says: expected ";"\./);
    writeFiles(root, { "a.scss": `${MAIN}@use 'b';`, "_sass/b.scss": "\n\n  a { b: $none; }" });
    expect(await failure(root)).toMatch(/^_sass\/b\.scss:3:10 jekyll-sass: Sass says: Undefined variable\./);
  });

  it("is told where two files would do", async () => {
    const root = site({ "a.scss": `${MAIN}@use "b";`, "_sass/_b.scss": "", "_sass/b.sass": "" });
    expect(await failure(root)).toContain("It's not clear which file to load: b.sass or _b.scss.");
  });

  it("leaves the stylesheet empty where it may be that of a theme that is not here", async () => {
    const root = site({ "a.scss": `${MAIN}@import "minima";` }, "theme: minima\n");
    const { posts } = await build(root);
    expect(posts.warnings.map(({ code }) => code).sort()).toEqual([
      "jekyll-sass-theme",
      "jekyll-theme-replaced",
    ]);
    expect(readPage(root, "a.css")).toBe("");
  });

  it("is none where Sass only foretells what it will not take one day", async () => {
    const root = site({ "a.scss": `${MAIN}@import "b"; a { b: darken(red, 10%); }`, "_sass/b.scss": "" });
    expect((await build(root)).posts.warnings).toEqual([]);
  });
});
