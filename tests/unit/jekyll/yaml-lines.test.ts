import fc from "fast-check";
import { expect, it } from "vitest";
import { parseYaml } from "../../../src/jekyll/yaml.js";
import { readPlainLines } from "../../../src/jekyll/yaml-lines.js";

it("reads the front matter of a news post", () => {
  const text =
    'layout: post\ntitle: "A: b"\ndate: 2021-11-03 08:00:01 +0800\ncategories: finance\ntags: [a b, 中文]\nempty:\n';
  expect(readPlainLines(text)).toEqual({
    layout: "post",
    title: "A: b",
    date: { $time: Date.UTC(2021, 10, 3, 0, 0, 1) },
    categories: "finance",
    tags: ["a b", "中文"],
    empty: null,
  });
});

it.each([
  "a: yes",
  "on: b",
  "a: 12",
  "a: b: c",
  "a: b #c",
  "a:\n- b",
  "a: |\n  b",
  "a: &x b",
  "a: 'it''s'",
  'a: "\\n"',
  "a: [b, [c]]",
  "a: [yes]",
  "a: 1:30",
  "a: {b: c}",
])("leaves to the parser what is not plain: %j", (text) => expect(readPlainLines(text)).toBeNull());

it("says what the parser says, or nothing", () => {
  const piece = fc.constantFrom(
    ...[
      "a",
      "é",
      "中",
      "😀",
      " ",
      "  ",
      ":",
      ": ",
      " #",
      "#",
      "'",
      '"',
      "[",
      "]",
      ",",
      ", ",
      "-",
      "- ",
      "yes",
      "no",
      "null",
      "~",
      "1",
      "2020-01-02",
      "2020-01-02 10:00:00",
      " +0800",
    ],
    ...[
      "\\",
      "|",
      ">",
      "&",
      "*",
      "!",
      "%",
      "@",
      "`",
      "{",
      "}",
      "\t",
      ".",
      "_",
      "0x1",
      "\u0085",
      "\u2028",
      "\ufeff",
      "=",
    ],
  );
  const line = fc
    .tuple(fc.constantFrom("a", "b-c", "title", "y", "D1"), fc.array(piece, { maxLength: 6 }))
    .map(([key, parts]) => `${key}: ${parts.join("")}`);
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 3 }), (lines) => {
      const text = `${lines.join("\n")}\n`;
      const plain = readPlainLines(text);
      if (plain !== null) expect(plain).toEqual(parseYaml(text));
    }),
    { numRuns: 5000, seed: 7 },
  );
});
