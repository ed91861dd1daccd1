import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFrontMatter } from "../../../src/content/front-matter.js";
import type { Diagnostic } from "../../../src/types/diagnostic.js";

const FILE = "posts/2022-03-23-a.md";

function read(text: string) {
  const result = parseFrontMatter(text, FILE);
  if (!result.ok) throw new Error(`refused: ${result.problems[0]?.message}`);
  return result;
}

function refuse(text: string): Diagnostic {
  const result = parseFrontMatter(text, FILE);
  if (result.ok) throw new Error("was read");
  expect(result.problems).toHaveLength(1);
  return result.problems[0]!;
}

const between = (...lines: string[]) => `---\n${lines.join("\n")}\n---\n正文。\n`;
const matterOf = (...lines: string[]) => read(between(...lines)).matter;

describe("the fences", () => {
  it("part front matter from body, and say at which line the body begins", () => {
    const { matter, body, bodyLine, warnings } = read(
      "---\nlayout: post\ntitle: 标题\n---\n\n正文。\n---\n尾\n",
    );
    expect(matter.present).toBe(true);
    expect(matter.data).toEqual({ layout: "post", title: "标题" });
    expect(body).toBe("\n正文。\n---\n尾\n");
    expect(bodyLine).toBe(5);
    expect(warnings).toEqual([]);
  });

  it.each([
    "只有正文。\n",
    "",
    "----\ntitle: x\n---\n",
    "--- text\nx\n---\n",
    " ---\ntitle",
    "-- -",
    "+++ x\n+++\n",
  ])("are missing from %j: all of it is body", (text) => {
    const { matter, body, bodyLine, warnings } = read(text);
    expect(matter.present).toBe(false);
    expect(matter.data).toEqual({});
    expect(matter.text("title")).toBeNull();
    expect(matter.place("title")).toEqual({ file: FILE });
    expect({ body, bodyLine, warnings }).toEqual({ body: text, bodyLine: 1, warnings: [] });
  });

  it.each([
    ["---\n---\nx", "x", 3],
    ["---\n---", "", 3],
    ["---\n\n# nothing\n---\nx", "x", 5],
    ["---  \ntitle:\n---\t\nx", "x", 4],
    ["---\r\ntitle: \r\n---\r\nx\r\n", "x\r\n", 4],
    ["---\ntitle:\n...\nx", "x", 4],
  ])("may be bare or have blanks behind them: %j", (text, body, bodyLine) => {
    expect(read(text)).toMatchObject({ body, bodyLine });
    expect(read(text).matter.present).toBe(true);
  });

  it("close only on a line of their own", () => {
    const { matter, body } = read("---\ntext: |\n  --- not yet\n  ----\n---\nx");
    expect(matter.text("text")).toBe("--- not yet\n----\n");
    expect(body).toBe("x");
  });

  it.each([
    "---\ntitle: 没有结束\n\n正文。\n",
    "---",
    "---\ntitle: x\n----\n",
    "---json\n{}\n...\n",
  ])("are refused when they never close: %j", (text) => {
    expect(refuse(text)).toMatchObject({ code: "front-matter-unclosed", file: FILE, line: 1, column: 1 });
  });

  it("are refused behind an empty line, where a draft would be published as text", () => {
    const problem = refuse("\n\n---\ntitle: 标题\ndraft: true\n---\n正文。\n");
    expect(problem).toMatchObject({ code: "front-matter-not-first", line: 3, source: "---" });
    expect(read("\n---\n\n一条线之下的正文。\n").matter.present).toBe(false);
  });
});

describe("languages", () => {
  it("are YAML, JSON and TOML", () => {
    for (const text of [
      "---yaml\ntitle: 标题\n---\nx",
      "---YML\ntitle: 标题\n---\nx",
      '---json\n{"title": "标题"}\n---\nx',
      '--- json\n{"title": "标题"}\n---\nx',
      '---toml\ntitle = "标题"\n---\nx',
      '+++\ntitle = "标题"\n+++\nx',
    ]) {
      const { matter, body } = read(text);
      expect([matter.data, body]).toEqual([{ title: "标题" }, "x"]);
    }
  });

  it.each([
    "js",
    "javascript",
    "JS",
    "coffee",
    "cson",
    "ruby",
    "constructor",
    "__proto__",
    "toString",
  ])("do not include %s", (language) => {
    const text = `---${language}\n{ title: globalThis.pwned = true }\n---\n正文。\n`;
    if (language === "__proto__") expect(read(text).matter.present).toBe(false);
    else expect(refuse(text)).toMatchObject({ code: "front-matter-language", line: 1 });
    expect(globalThis).not.toHaveProperty("pwned");
  });

  it("are refused behind a space too when they execute", () => {
    expect(refuse("--- js\n{}\n---\n").code).toBe("front-matter-language");
  });
});

describe("values", () => {
  it("keep what was typed beside what it means", () => {
    const matter = matterOf(
      "a: 012",
      "b: 2021",
      "c: 1.10",
      "d: yes",
      "e: true",
      "f: 0x1F",
      "g: '3'",
      "h: 1e3",
    );
    const keys = ["a", "b", "c", "d", "e", "f", "g", "h"];
    expect(keys.map((key) => matter.text(key))).toEqual([
      "012",
      "2021",
      "1.10",
      "yes",
      "true",
      "0x1F",
      "3",
      "1e3",
    ]);
    expect(keys.map((key) => matter.data[key])).toEqual(["012", 2021, 1.1, "yes", true, 31, "3", 1000]);
  });

  it("lose no digits: stock codes and long numbers stay text", () => {
    const { data } = matterOf("code: 000001", "id: 202112080000000123", "huge: 1e999", "half: 00.5");
    expect(data).toEqual({ code: "000001", id: "202112080000000123", huge: "1e999", half: "00.5" });
  });

  it("keep dates as text, for parseDate to read", () => {
    const matter = matterOf("date: 2022-13-45", "updated: 2022-03-23 20:37:10 +0800", "list: [2022-03-23]");
    expect(matter.data).toEqual({
      date: "2022-13-45",
      updated: "2022-03-23 20:37:10 +0800",
      list: ["2022-03-23"],
    });
  });

  it("tell an empty text from none", () => {
    const matter = matterOf('a: ""', "b:", "c: ~", "d: null", "e: ''");
    expect(["a", "b", "c", "d", "e", "absent"].map((key) => matter.text(key))).toEqual([
      "",
      null,
      null,
      null,
      "",
      null,
    ]);
    expect(matter.textList("b")).toBeNull();
  });

  it("may be lists, in one line or in several, with items as typed", () => {
    const matter = matterOf(
      "tags: [科技, 2021, 012, two words]",
      "categories:",
      "  - a b",
      "  - ~",
      "  - [c, 1.0]",
    );
    expect(matter.textList("tags")).toEqual(["科技", "2021", "012", "two words"]);
    expect(matter.textList("categories")).toEqual(["a b", "c", "1.0"]);
    expect(matter.isList("tags")).toBe(true);
    expect(matter.text("tags")).toBeNull();
  });

  it("are lists of one where they are scalars", () => {
    const matter = matterOf("tags: 科技日报新闻", "params: {a: 1}");
    expect(matter.textList("tags")).toEqual(["科技日报新闻"]);
    expect(matter.isList("tags")).toBe(false);
    expect(matter.textList("params")).toBeNull();
  });

  it("are followed through aliases and merges", () => {
    const matter = matterOf(
      "base: &base {lang: en, image: /a.png, n: 007}",
      "tags: &tags [x, 01]",
      "categories: *tags",
      "<<: *base",
      "lang: zh",
    );
    expect(matter.textList("categories")).toEqual(["x", "01"]);
    expect(matter.data).toMatchObject({ lang: "zh", image: "/a.png", n: "007" });
    expect([matter.text("lang"), matter.text("image"), matter.text("n")]).toEqual(["zh", "/a.png", "007"]);
  });

  it("belong to keys that may be indented with a full-width space by mistake", () => {
    expect(matterOf("title: 标题", "　date: 2022-03-23").text("date")).toBe("2022-03-23");
  });

  it("are not found under names that every object has", () => {
    const matter = matterOf("title: x");
    expect(matter.text("toString")).toBeNull();
    expect(matter.text("constructor")).toBeNull();
  });

  it("do not leak from one text to the next, as they would from a cache", () => {
    const text = between("tags: [a]");
    const first = read(text).matter;
    (first.data.tags as string[]).push("b");
    first.textList("tags")?.push("c");
    expect(read(text).matter.data).toEqual({ tags: ["a"] });
    expect(first.textList("tags")).toEqual(["a"]);
    read("x").matter.data.y = 1;
    expect(read("x").matter.data).toEqual({});
  });
});

describe("places", () => {
  it("are lines and columns of the file", () => {
    const matter = matterOf(
      "layout: post",
      "# note",
      'title: "标题"',
      "params:",
      "  a: 1",
      '"quoted key": 1',
    );
    expect(matter.place("title")).toEqual({ file: FILE, line: 4, column: 1, source: 'title: "标题"' });
    expect(matter.place("params")).toMatchObject({ line: 5, source: "params:" });
    expect(matter.place("quoted key")).toMatchObject({ line: 7, column: 1 });
    expect(matter.place("absent")).toEqual({ file: FILE, line: 1 });
  });

  it("do not depend on whether the short way or the parser read the block", () => {
    const short = matterOf("a: 1x", "title: t");
    const parsed = matterOf("a: [1]", "title: t");
    expect(parsed.place("title")).toEqual(short.place("title"));
  });
});

describe("keys that would reach every object", () => {
  it.each([
    between("__proto__: {polluted: true}", "constructor: {prototype: {polluted: true}}", "title: t"),
    '---json\n{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}, "title": "t"}\n---\n',
    '+++\ntitle = "t"\n[__proto__]\npolluted = true\n[constructor.prototype]\npolluted = true\n+++\n',
  ])("are left out, with a warning: %j", (text) => {
    const { matter, warnings } = read(text);
    expect(Object.keys(matter.data)).toEqual(["title"]);
    expect(matter.data.polluted).toBeUndefined();
    expect(Object.prototype).not.toHaveProperty("polluted");
    expect(warnings.length).toBeGreaterThanOrEqual(2);
    for (const warning of warnings)
      expect(warning).toMatchObject({ code: "front-matter-key-unsafe", severity: "warning" });
    expect(warnings[0]?.source).toContain("__proto__");
  });

  it("are left out of nested values too", () => {
    const { matter, warnings } = read(between("a:", "  - {__proto__: 1, b: constructor}", "prototype: x"));
    expect(matter.data).toEqual({ a: [{ b: "constructor" }] });
    expect(warnings.map(({ line, column }) => [line, column])).toEqual([
      [3, 6],
      [4, 1],
    ]);
  });
});

describe("limits", () => {
  const nine = (name: string) => `[${Array(9).fill(name).join(",")}]`;

  it("stop an alias bomb at the line where it goes too far", () => {
    const text = between(
      `a: &a ${nine("x")}`,
      `b: &b ${nine("*a")}`,
      `c: &c ${nine("*b")}`,
      `d: &d ${nine("*c")}`,
      `e: &e ${nine("*d")}`,
      `f: &f ${nine("*e")}`,
    );
    expect(refuse(text)).toMatchObject({ code: "front-matter-too-large", line: 6 });
  });

  it("stop one made of long texts, of merges, or of depth", () => {
    const long = `a: &a ${"长".repeat(20_000)}`;
    expect(refuse(between(long, `b: [${Array(60).fill("*a").join(",")}]`)).message).toContain(
      "1000000 characters",
    );
    const deep = Array.from(
      { length: 6 },
      (_, i) => `k${i}: &k${i} ${"[".repeat(9)}${i && `*k${i - 1}`}${"]".repeat(9)}`,
    );
    expect(refuse(between(...deep))).toMatchObject({ code: "front-matter-too-large", line: 7 });
    const keys = Array.from({ length: 900 }, (_, i) => `k${i}: 1`).join(", ");
    expect(
      refuse(between(`a: &a {${keys}}`, ...Array.from({ length: 9 }, (_, i) => `m${i}: {<<: *a}`))).line,
    ).toBe(7);
  });

  it("refuse what stands inside itself", () => {
    expect(refuse(between("a: &a [b, *a]"))).toMatchObject({
      code: "front-matter-alias-loop",
      line: 2,
      column: 11,
    });
  });

  it("hold for plain size, depth and number", () => {
    expect(refuse(between(`a: ${"长".repeat(90_000)}`)).message).toContain("256 kB");
    expect(refuse(between(`a: ${"[".repeat(60)}${"]".repeat(60)}`))).toMatchObject({
      code: "front-matter-too-large",
      line: 2,
    });
    expect(refuse(between(`a: [${"x,".repeat(10_001)}]`)).message).toContain("10000 values");
    expect(refuse(between(...Array.from({ length: 5_001 }, (_, i) => `k${i}: v`))).message).toContain(
      "10000 values",
    );
    expect(read(between(...Array.from({ length: 4_000 }, (_, i) => `k${i}: v`))).matter.text("k3999")).toBe(
      "v",
    );
  });

  it("keep hostile text from taking long", () => {
    const hostile = [
      `a: 1${"\n".repeat(200_000)}`,
      `${"\n".repeat(490)}a\n`.repeat(400),
      `a: ${"x ".repeat(120_000)}\nb c`,
      `a: "${'"'.repeat(200_000)}" x`,
      `a: x${" ".repeat(200_000)}: y`,
      `a: "x\n${"b: y\n".repeat(40_000)}`,
    ];
    const start = performance.now();
    for (const block of hostile) refuse(between(block));
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

describe("parseFrontMatter", () => {
  const words = [
    "---",
    "+++",
    "...",
    "title",
    ":",
    ": ",
    "：",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    ",",
    "\n",
    "\n  ",
    "\n---\n",
    "\t",
    "- ",
  ];
  const signs = [
    "&a",
    "*a",
    "!!js/function ",
    "!t ",
    "|",
    ">",
    "#",
    " #",
    "?",
    "<<: ",
    "=",
    "__proto__",
    "012",
    "标题",
    "\r\n",
    "json",
    "\\",
    "%YAML",
  ];
  const text = fc
    .tuple(
      fc.constantFrom("---\n", "---json\n", "---toml\n", "+++\n", "---js\n", ""),
      fc.array(fc.oneof(fc.constantFrom(...words, ...signs), fc.string({ maxLength: 3 })), { maxLength: 30 }),
      fc.constantFrom("\n---\n", "\n+++\n", "\n...\n", ""),
    )
    .map(([open, inner, close]) => open + inner.join("") + close);

  const anyText = fc.uint16Array({ maxLength: 50 }).map((units) => String.fromCharCode(...units));

  it("never throws, and every problem says where it is", () => {
    fc.assert(
      fc.property(fc.oneof(text, anyText), (any) => {
        const result = parseFrontMatter(any, FILE);
        const lines = any.split("\n");
        const found = result.ok ? result.warnings : result.problems;
        for (const { file, line, hint } of found) {
          expect(file).toBe(FILE);
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(hint).not.toBe("");
        }
        if (!result.ok) return;
        expect(any.endsWith(result.body)).toBe(true);
        if (result.body !== "") expect(lines.slice(result.bodyLine - 1).join("\n")).toBe(result.body);
        for (const key of Object.keys(result.matter.data)) {
          result.matter.text(key);
          expect(result.matter.place(key).file).toBe(FILE);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("gives back every key and text that was written with JSON's quotes", () => {
    const key = fc
      .string({ unit: "grapheme", minLength: 1 })
      .filter((any) => !/^(__proto__|constructor|prototype)$/.test(any));
    const written = fc.dictionary(key, fc.string({ unit: "grapheme" }), { noNullPrototype: true });
    fc.assert(
      fc.property(written, (data) => {
        expect(read(`---json\n${JSON.stringify(data)}\n---\n`).matter.data).toEqual(data);
      }),
    );
  });
});
