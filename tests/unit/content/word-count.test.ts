import { describe, expect, it } from "vitest";
import { lengthOf } from "../../../src/content/word-count.js";

const words = (html: string) => lengthOf(html).words;

describe("length of a text", () => {
  it("counts each Chinese, Japanese and Korean character as a word", () => {
    expect(words("<p>今天，天气“很好”。</p>")).toBe(6);
    expect(words("カタカナ・ひらがな")).toBe(8);
    expect(words("한국어")).toBe(3);
    expect(words("𠮷野家")).toBe(3);
  });

  it("counts other words by their letters and digits", () => {
    expect(words("It’s 3 o'clock, naïve Привет!")).toBe(5);
    expect(words("用 TypeScript 写")).toBe(3);
    expect(words("ＡＢＣ，１２３")).toBe(2);
  });

  it("does not count tags, attributes, references and signs", () => {
    expect(words('<a href="/a-b-c" title="x y">甲</a> &amp; &lt; — … 😀 →')).toBe(1);
  });

  it("takes a minute for 400 characters or 220 words, and at least one", () => {
    expect(lengthOf("").minutes).toBe(1);
    expect(lengthOf("字".repeat(2000)).minutes).toBe(5);
    expect(lengthOf("word ".repeat(660)).minutes).toBe(3);
    expect(lengthOf("字".repeat(800) + " word".repeat(440)).minutes).toBe(4);
  });
});
