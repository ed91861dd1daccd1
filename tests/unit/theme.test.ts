// What can be said of the theme without rendering it: documented templates, complete words, a small style sheet
// with readable colours, nothing that needs a script.
import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { load } from "js-yaml";
import nunjucks from "nunjucks";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const templates = readdirSync(join(root, "templates"), { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => name.endsWith(".njk"))
  .sort()
  .map((name) => ({ name, text: read(`templates/${name}`) }));
const script = readFileSync(new URL("../../public/theme/search.js", import.meta.url), "utf8");
const css = read("public/theme/site.css");
const words = Object.fromEntries(
  readdirSync(join(root, "templates/words")).map((file) => [
    basename(file, ".yml"),
    load(read(`templates/words/${file}`)) as Record<string, string>,
  ]),
);

describe("templates", () => {
  it.each(templates)("$name says at its top what it shows", ({ name, text }) => {
    expect(text.startsWith(`{#\n  ${name}: `)).toBe(true);
  });

  it.each(templates)("$name documents every variable that it gets", ({ text }) => {
    const comment = text.slice(0, text.indexOf("#}"));
    const undocumented = variablesOf(text).filter((name) => !new RegExp(`\\b${name}\\b`).test(comment));
    // `site`, `page` and `t` are everywhere: base.njk documents them for all.
    expect(undocumented.filter((name) => !["site", "page", "t"].includes(name))).toEqual([]);
  });

  it.each(templates)("$name carries no script and no styles of its own", ({ text }) => {
    // A file of the theme may be loaded, behind everything else.
    expect(text).not.toMatch(
      /<script(?! type="module" src="\{\{ asset\('[\w-]+\.js'\) \}\}"><\/script>)|<style|\sstyle=|\son[a-z]+=|javascript:/i,
    );
  });

  it.each(templates)("$name stays short", ({ text }) => {
    expect(text.split("\n").length).toBeLessThan(90);
  });

  it("include and extend only what exists", () => {
    const known = new Set(templates.map(({ name }) => name));
    const used = templates.flatMap(({ text }) =>
      [...text.matchAll(/{% (?:include|extends) "([^"]+)"/g)].map((m) => m[1]),
    );
    expect(used.filter((name) => !known.has(name as string))).toEqual([]);
  });

  it("ask for lists of posts on the front page only, so that a new post rewrites no other page", () => {
    const asking = templates.filter(({ text }) => /\b(?:latest|posts|terms|periods)\(/.test(text));
    expect(asking.map(({ name }) => name)).toEqual(["partials/directory.njk", "partials/front-masthead.njk"]);
    for (const { name } of asking)
      expect(templates.filter(({ text }) => text.includes(`"${name}"`)).map((user) => user.name)).toEqual([
        "home.njk",
      ]);
  });
});

describe("interface words", () => {
  const names = Object.keys(words);

  it("exist in Chinese and English", () => {
    expect(names.sort()).toEqual(["en", "zh-CN"]);
  });

  it("have the same keys and the same placeholders in every language", () => {
    const shape = (name: string) =>
      Object.entries(words[name]!).map(([key, text]) => [
        key,
        [...text.matchAll(/\{\w+\}/g)].map(String).sort(),
      ]);
    for (const name of names)
      expect(Object.fromEntries(shape(name))).toEqual(Object.fromEntries(shape("en")));
  });

  it("are the ones that the templates use", () => {
    const used = new Set([
      ...templates.flatMap(({ text }) => [...text.matchAll(/\bt\.(\w+)/g)].map((m) => m[1])),
      ...[...script.matchAll(/\bwords\.(search\w+)/g)].map((m) => m[1]),
    ]);
    expect([...used].sort()).toEqual(Object.keys(words["en"]!).sort());
  });

  it("are text, never empty", () => {
    for (const name of names) for (const text of Object.values(words[name]!)) expect(text).toMatch(/\S/);
  });
});

describe("the search's scripts", () => {
  const size = (name: string) =>
    gzipSync(readFileSync(new URL(`../../public/theme/${name}`, import.meta.url)), { level: 9 }).length;

  it("are under 10 kB compressed, and what every page loads of them under 1 kB", () => {
    expect(size("search.js")).toBeLessThan(10_000);
    expect(size("search-box.js")).toBeLessThan(1_000);
  });

  it("run no text as code or as HTML, and no WebAssembly", () => {
    const loader = readFileSync(new URL("../../public/theme/search-box.js", import.meta.url), "utf8");
    expect(script + loader).not.toMatch(
      /\beval\b|new Function|WebAssembly|innerHTML|outerHTML|insertAdjacentHTML|\.style\b/,
    );
  });
});

describe("the style sheet", () => {
  it("is under 15 kB compressed and loads nothing else", () => {
    expect(gzipSync(css, { level: 9 }).length).toBeLessThan(15_000);
    expect(css).not.toMatch(/@import|url\(|@font-face/);
  });

  it("defines every custom property that it uses", () => {
    const defined = new Set([...css.matchAll(/(--[\w-]+):/g)].map((m) => m[1]));
    const used = [...css.matchAll(/var\((--[\w-]+)/g)].map((m) => m[1]);
    expect(used.filter((name) => !defined.has(name))).toEqual([]);
  });

  it("styles no class that neither a template nor the text of a post carries", () => {
    const fromPosts = /^(?:hljs-.+|footnotes|center|right|scroll|sr-only)$/;
    const styled = new Set(
      [...css.replace(/\/\*[\s\S]*?\*\//g, "").matchAll(/\.([a-z][\w-]*)(?=[^{}]*\{)/g)].map((m) => m[1]!),
    );
    const carried = new Set(
      templates.flatMap(({ text }) =>
        [...text.matchAll(/class="([^"]*)"/g)].flatMap((m) => m[1]!.split(" ")),
      ),
    );
    for (const [, name] of script.matchAll(/\bclass: "([\w-]+)"/g)) carried.add(name as string);
    expect([...styled].filter((name) => !carried.has(name) && !fromPosts.test(name))).toEqual([]);
  });

  it.each(["light", "dark"])("has text colours of at least 4.5 : 1 in the %s scheme", (scheme) => {
    const colour = palette(scheme);
    for (const name of ["ink", "soft", "accent", "code-1", "code-2", "code-3", "code-4", "code-5"])
      for (const ground of ["paper", "tint"])
        expect(contrast(colour(name), colour(ground)), `--${name} on --${ground}`).toBeGreaterThanOrEqual(
          4.5,
        );
  });

  it("tells the browser's own frame the same paper colours as the page", () => {
    const head = read("templates/partials/head.njk");
    const told = [...head.matchAll(/theme-color" content="(#\w+)" media="\(prefers-color-scheme: (\w+)\)"/g)];
    expect(told.map((m) => [m[2], m[1]])).toEqual(
      ["light", "dark"].map((scheme) => [scheme, palette(scheme)("paper")]),
    );
  });
});

/** The free variables of a template: what it neither sets nor loops over, without functions. */
function variablesOf(text: string): string[] {
  const { parser, nodes } = nunjucks as unknown as {
    parser: { parse(text: string, extensions: unknown[], options: object): AstNode };
    nodes: Record<"Symbol" | "Filter" | "FunCall" | "Set" | "For" | "Block" | "Pair", unknown>;
  };
  const tree = parser.parse(text, [], { trimBlocks: true, lstripBlocks: true });
  const names = (type: unknown, pick: (node: AstNode) => unknown) =>
    tree
      .findAll(type)
      .flatMap((node) => [pick(node)].flat())
      .map((node) => (node as AstNode | undefined)?.value);
  const own = new Set([
    ...names(nodes.Filter, (node) => node.name),
    ...names(nodes.FunCall, (node) => node.name),
    ...names(nodes.Set, (node) => node.targets),
    ...names(nodes.For, (node) => node.name),
    ...names(nodes.Block, (node) => node.name),
    ...names(nodes.Pair, (node) => node.key),
  ]);
  const all = tree.findAll(nodes.Symbol).map((node) => node.value as string);
  return [...new Set(all)].filter((name) => !own.has(name));
}

interface AstNode {
  value?: unknown;
  name?: unknown;
  key?: unknown;
  targets?: unknown;
  findAll(type: unknown): AstNode[];
}

/** Looks a colour of a scheme up by its custom property's name. */
function palette(scheme: string): (name: string) => string {
  const dark = css.indexOf("@media (prefers-color-scheme: dark)");
  const block = scheme === "dark" ? css.slice(dark) : css.slice(0, dark);
  return (name) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(block)?.[1] ?? `no --${name}`;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
