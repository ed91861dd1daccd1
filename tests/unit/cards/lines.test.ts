import { describe, expect, it } from "vitest";
import { breakLines } from "../../../src/cards/lines.js";

/** Ideographs and full-width marks are two wide, all else one. */
const measure = (text: string) =>
  [...text].reduce((sum, one) => sum + (/[\u2e80-\uffef“”…—]/u.test(one) ? 2 : 1), 0);
const broken = (text: string, width: number, most = 9, lang = "zh-CN") =>
  breakLines(text, { width, most, measure, lang });

describe("a title is broken", () => {
  it("at spaces", () => {
    expect(broken("The night ferry is back", 10, 9, "en").lines).toEqual(["The night", "ferry is", "back"]);
  });

  it("between Chinese words, with marks on the side where they belong", () => {
    const { lines } = broken("他说：“好的。”《办法》第三条", 12);
    for (const line of lines) {
      expect(line).not.toMatch(/^[：。”》，]/u);
      expect(line).not.toMatch(/[“《（]$/u);
      expect(measure(line)).toBeLessThanOrEqual(12);
    }
    expect(lines.join("")).toBe("他说：“好的。”《办法》第三条");
  });

  it("inside a word only if it is too long alone, and never inside a character that people see as one", () => {
    expect(broken("a Donaudampfschiff b", 8, 9, "de").lines).toEqual(["a", "Donaudam", "pfschiff", "b"]);
    const family = "👨‍👩‍👧";
    const width = (text: string) => [...new Intl.Segmenter("en").segment(text)].length;
    const { lines } = breakLines(family.repeat(5), { width: 2, most: 9, measure: width, lang: "en" });
    expect(lines).toEqual([family.repeat(2), family.repeat(2), family]);
  });

  it("not inside what hangs together", () => {
    expect(broken("see AC/DC on tour", 8, 9, "en").lines).toEqual(["see", "AC/DC on", "tour"]);
  });
});

describe("a title that is too long", () => {
  it("ends with an ellipsis, and not with a comma before it", () => {
    const { lines, isWhole } = broken("湖边城市，编辑们，写了很长的标题", 10, 2);
    expect(isWhole).toBe(false);
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/[^，]…$/u);
    for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(10);
  });

  it("is whole if it fits exactly", () => {
    expect(broken("湖边城市", 8, 1)).toEqual({ lines: ["湖边城市"], isWhole: true });
  });
});
