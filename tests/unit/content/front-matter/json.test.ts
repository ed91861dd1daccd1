import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "../../../../src/content/front-matter/json.js";

const at = { file: "posts/a.md" };

function read(source: string) {
  const block = readJson(source);
  if (!block.ok) throw new Error(block.problem(at).message);
  return block;
}

function refuse(source: string) {
  const block = readJson(source);
  if (block.ok) throw new Error("was read");
  return { ...block.problem(at), offset: block.offset };
}

/** Keys that are dropped, and numbers so long that they stay text. */
const DIFFERS_ON_PURPOSE = /__proto__|constructor|prototype|\d{16}/;

describe("readJson", () => {
  it("keeps what was typed beside what it means", () => {
    const { data, entries } = read(
      '\n{"n": 1.10, "t": "a\\u4e00", "b": true, "none": null, "l": ["a", 1.0, ["b"], null]}\n',
    );
    expect(data).toEqual({ n: 1.1, t: "a一", b: true, none: null, l: ["a", 1, ["b"], null] });
    expect(entries.get("n")).toEqual({ offset: 2, text: "1.10", items: null });
    expect(entries.get("t")?.text).toBe("a一");
    expect(entries.get("none")?.text).toBeNull();
    expect(entries.get("l")?.items).toEqual(["a", "1.0", "b"]);
  });

  it("keeps numbers as text that would lose digits", () => {
    expect(read('{"id": 202112080000000123, "huge": 1e999}').data).toEqual({
      id: "202112080000000123",
      huge: "1e999",
    });
  });

  it("reads what JSON.parse reads, and nothing else", () => {
    const signs = [
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      '"a"',
      '"b"',
      "1",
      "-0.5e3",
      "01",
      "true",
      "nul",
      " ",
      "\n",
      '"\\x"',
      "'a'",
    ];
    const text = fc.oneof(
      fc.json().map((any) => `{"k": ${any}}`),
      fc.array(fc.constantFrom(...signs), { maxLength: 8 }).map((parts) => `{${parts.join("")}}`),
    );
    fc.assert(
      fc.property(text, (any) => {
        const block = readJson(any);
        let expected: unknown;
        try {
          expected = JSON.parse(any);
        } catch {
          expect(block.ok).toBe(false);
          return;
        }
        if (!block.ok) expect(block.problem(at).code).toBe("front-matter-duplicate-key");
        else if (!DIFFERS_ON_PURPOSE.test(any)) expect(block.data).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['{"a": 1,}', 8, "a key in double quotes"],
    ['{"a": 1 "b": 2}', 8, "a comma or }"],
    ['{"a" 1}', 5, "a colon"],
    ["{a: 1}", 1, "a key in double quotes"],
    ['{"a": 01}', 6, "a value"],
    ['{"a": [1, 2}', 11, "a comma or ]"],
    ['{"a": "x\n"}', 6, "a text that ends"],
    ['{"a": 1} b', 9, "nothing behind"],
    ['{"a": 1', 7, "a comma or }"],
  ])("says what it expected, and where: %j", (source, offset, message) => {
    const problem = refuse(source);
    expect(problem).toMatchObject({ code: "front-matter-syntax", offset });
    expect(problem.message).toContain(message);
  });

  it("refuses a key given twice, at any depth", () => {
    expect(refuse('{"a": {"b": 1, "b": 2}}')).toMatchObject({
      code: "front-matter-duplicate-key",
      offset: 15,
    });
  });

  it("refuses what is no set of keys", () => {
    expect(refuse('["a"]').code).toBe("front-matter-not-keys");
  });
});
