import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Block } from "../../../../src/content/front-matter/block.js";
import { readYaml } from "../../../../src/content/front-matter/yaml.js";
import { readLines } from "../../../../src/content/front-matter/yaml-lines.js";

/** What a reader found, without what only identifies the reader. */
function shown(block: Block | null) {
  if (!block?.ok) return block;
  return { data: block.data, entries: [...block.entries], unsafe: block.unsafe };
}

describe("readLines", () => {
  it("reads what nearly every post has", () => {
    const source =
      '\nlayout: post\ntitle: "标题：一"\ndate: 2022-03-23 20:37:10 +0800\n\ntags: 科技\ndraft: true\nlead:\n';
    expect(shown(readLines(source))).toHaveProperty("data", {
      layout: "post",
      title: "标题：一",
      date: "2022-03-23 20:37:10 +0800",
      tags: "科技",
      draft: true,
      lead: null,
    });
    expect(shown(readLines(source))).toEqual(shown(readYaml(source)));
  });

  it.each([
    'title: "他说"你好""',
    'title: "a\\nb"',
    "title: 'it''s'",
    "title: a: b",
    "title: a #b",
    "title: [a]",
    "title: 2021",
    "title: .inf",
    "title: Null",
    "title: &a b",
    "title: - b",
    "title:a",
    "title: a\n  b",
    "title: a\n- b",
    "title: a\ntitle: b",
    "title: 😀",
    "title:\ta",
    " title: a",
    "true: a",
    "__proto__: a",
    "# a",
    "a",
    "",
  ])("leaves %j to the parser", (source) => {
    expect(readLines(`\n${source}\n`)).toBeNull();
  });

  it("agrees with the parser wherever it reads at all", () => {
    const signs = `"'[]{}#&*!|>%@\`:?-,=~.+<`.split("");
    const words = [
      "a",
      "b1",
      "标题",
      "　",
      "\u00a0",
      "true",
      "False",
      "null",
      "~",
      "yes",
      "012",
      "0x1f",
      "1e5",
      "1.e+5",
      "-1",
    ];
    const more = [
      ".5",
      ".inf",
      "+.INF",
      ".NaN",
      "2022-03-23",
      "20:37:10",
      "+0800",
      " ",
      "  ",
      ": ",
      " #",
      "\\",
      "<<",
    ];
    const value = fc
      .array(fc.constantFrom(...signs, ...words, ...more), { maxLength: 5 })
      .chain((parts) => fc.constantFrom(parts.join(""), `"${parts.join("")}"`, `'${parts.join("")}'`));
    const key = fc.constantFrom("title", "a-b", "_c", "d1", "true", "Null", "constructor", "y", "1", "标");
    const line = fc.tuple(key, fc.constantFrom(": ", ":", ":  "), value, fc.constantFrom("", " ", "  "));
    const source = fc
      .array(fc.oneof({ weight: 5, arbitrary: line.map((parts) => parts.join("")) }, value), { maxLength: 3 })
      .map((lines) => `\n${lines.join("\n")}`);
    let read = 0;
    fc.assert(
      fc.property(source, (any) => {
        const short = readLines(any);
        if (short === null) return;
        read++;
        expect(shown(short)).toEqual(shown(readYaml(any)));
      }),
      { numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(100);
  });
});
