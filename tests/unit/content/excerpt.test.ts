import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cut, excerptOf } from "../../../src/content/excerpt.js";

const first = (html: string, length = 40) => excerptOf({ html, lead: null, length });

describe("which text is the excerpt", () => {
  it("is the first paragraph that has any", () => {
    expect(
      first(
        '<h2>题</h2><p><img src="/a.jpg" alt="图"></p><p>\u00a0 </p><p class="a">第一<b>段</b>。</p><p>二</p>',
      ),
    ).toBe("第一段。");
  });

  it("is whatever text there is where there is no paragraph", () => {
    expect(first("<ul><li>甲</li><li>乙</li></ul>")).toBe("甲 乙");
    expect(first('<img src="/a.jpg" alt="图">')).toBe("");
  });

  it("is plain text: references resolved, white space collapsed, footnotes gone", () => {
    expect(
      first(
        '<p>a &amp;lt; &lt;b&gt;\n  "c"<br>d<sup class="footnote-ref" id="fnref-1"><a href="#fn-1">1</a></sup></p>',
      ),
    ).toBe('a &lt; <b> "c" d');
  });

  it("is the text before the separator, up to four times as long", () => {
    const lead = `<p>${"甲".repeat(30)}</p><p>${"乙".repeat(30)}</p>`;
    expect(excerptOf({ html: `${lead}<p>丙</p>`, lead, length: 20 })).toBe(
      `${"甲".repeat(30)} ${"乙".repeat(30)}`,
    );
    expect(excerptOf({ html: lead, lead, length: 10 })).toHaveLength(40);
    expect(excerptOf({ html: "<p>丙</p>", lead: "<p></p>", length: 20 })).toBe("丙");
  });
});

describe("where a text is cut", () => {
  it("is at a sentence's end in the last two fifths, quotes and brackets with it", () => {
    expect(cut(`${"一".repeat(7)}。${"二".repeat(30)}`, 10)).toBe(`${"一".repeat(7)}。`);
    expect(cut(`他说：“${"好".repeat(6)}！”${"二".repeat(30)}`, 15)).toBe(`他说：“${"好".repeat(6)}！”`);
    expect(cut("It rose by 3.5 percent. Then it fell again and again.", 30)).toBe("It rose by 3.5 percent.");
  });

  it("is not at a decimal point", () => {
    expect(cut("The index rose by more than 3.5 percent", 32)).toBe("The index rose by more than 3.5…");
  });

  it("is else between Chinese characters, and between English words", () => {
    expect(cut(`一。${"二".repeat(30)}`, 10)).toBe(`一。${"二".repeat(7)}…`);
    expect(cut("The quick brown fox jumps over the dog", 14)).toBe("The quick…");
    expect(cut("使用 TypeScript 编写的生成器", 10)).toBe("使用…");
  });

  it("leaves no comma before the ellipsis", () => {
    expect(cut(`${"二".repeat(8)}，${"三".repeat(9)}`, 10)).toBe(`${"二".repeat(8)}…`);
  });

  it("cuts a word without end rather than nothing", () => {
    expect(cut("a".repeat(100), 50)).toBe(`${"a".repeat(49)}…`);
  });

  it("keeps a short text as it is", () => {
    expect(cut("短。", 2)).toBe("短。");
  });

  it("never tears a character", () => {
    const whole = ["👩‍👩‍👧", "🇨🇳", "é", "e\u0301", "𠮷", "👍🏽", "字", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"];
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...whole), { maxLength: 40 }),
        fc.integer({ min: 20, max: 60 }),
        (parts, length) => {
          const result = cut(parts.join(""), length);
          expect(result.length).toBeLessThanOrEqual(length);
          const kept = result.replace(/…$/, "");
          let at = 0;
          const edges = new Set([0, ...parts.map((part) => (at += part.length))]);
          expect(edges.has(kept.length)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});
