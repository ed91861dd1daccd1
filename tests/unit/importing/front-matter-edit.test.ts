import { describe, expect, it } from "vitest";
import { editFrontMatter, quoted } from "../../../src/importing/front-matter-edit.js";

describe("front matter of a file that is imported", () => {
  it("gets keys at its end, and keeps its lines as they were typed", () => {
    expect(editFrontMatter("---\ntitle:   A # x\n# note\ntags: [a]\n---\n\nText\n", { lang: '"en"' })).toBe(
      '---\ntitle:   A # x\n# note\ntags: [a]\nlang: "en"\n---\n\nText\n',
    );
  });

  it("loses a key with all that belongs to it", () => {
    const text = '---\ncategories:\n  - a\n  - b\ntitle: A\ntags:\n- c\n"date": 2020\nother: |\n  x\n---\nT';
    expect(editFrontMatter(text, { categories: "[c]", tags: null, date: "2021" })).toBe(
      "---\ntitle: A\nother: |\n  x\ncategories: [c]\ndate: 2021\n---\nT",
    );
  });

  it("is made where there is none", () => {
    expect(editFrontMatter("Text\n", { title: "A" })).toBe("---\ntitle: A\n---\nText\n");
    expect(editFrontMatter("---\n---\nText\n", { title: "A" })).toBe("---\ntitle: A\n---\nText\n");
  });

  it("keeps carriage returns", () => {
    expect(editFrontMatter("---\r\ntitle: A\r\n---\r\nT\r\n", { lang: "de" })).toBe(
      "---\r\ntitle: A\r\nlang: de\r\n---\r\nT\r\n",
    );
  });

  it("holds any text as one scalar", () => {
    expect(quoted('a: "b"\u0085')).toBe('"a: \\"b\\"\\u0085"');
  });
});
