import { describe, expect, it } from "vitest";
import { codeFrame } from "../../../src/terminal/code-frame.js";
import { displayWidth } from "../../../src/terminal/terminal.js";

/** The character above the caret, found by display columns. */
function pointedAt(frame: string): string {
  const [line = "", caret = ""] = frame.split("\n");
  const column = displayWidth(caret.slice(0, caret.indexOf("^")));
  let width = 0;
  for (const character of line) {
    if (width === column && displayWidth(character) > 0) return character;
    width += displayWidth(character);
  }
  return width === column ? "(end)" : "(between)";
}

describe("codeFrame", () => {
  it("puts a caret under the column, and the line's number before it", () => {
    expect(codeFrame({ source: "date: 2022-13-45", line: 3, column: 7 })).toBe(
      ["    3 | date: 2022-13-45", "      |       ^"].join("\n"),
    );
  });

  it.each([
    ["after Chinese text", "标题: 天气@x", "@"],
    ["after tabs", "a\tb\t\t@x", "@"],
    ["after emoji outside the first plane", "😀😀@x", "@"],
    ["after a combining mark", "e\u0301e\u0301@x", "@"],
    ["after an escape character", "\u001b[31m@x", "@"],
    ["on a wide character", "天气热", "热"],
  ])("counts display columns %s", (_, source, mark) => {
    expect(pointedAt(codeFrame({ source, line: 12, column: source.indexOf(mark) + 1 }))).toBe(mark);
  });

  it("points at a character when the column is its second half", () => {
    expect(pointedAt(codeFrame({ source: "😀x", line: 1, column: 2 }))).toBe("😀");
  });

  it("points behind the end when the column is there or further", () => {
    expect(codeFrame({ source: "ab", line: 1, column: 3 })).toBe("    1 | ab\n      |   ^");
    expect(codeFrame({ source: "ab", line: 1, column: 99 })).toBe("    1 | ab\n      |   ^");
    expect(codeFrame({ source: "", line: 1, column: 1 })).toBe("    1 |\n      | ^");
  });

  it("shows the line alone when the column is not known, and no number when the line is not", () => {
    expect(codeFrame({ source: "ab", line: 7 })).toBe("    7 | ab");
    expect(codeFrame({ source: "ab" })).toBe("     | ab");
  });

  it("numbers further lines, aligned, and shows five at most", () => {
    expect(codeFrame({ source: "a\r\nb\n", line: 9, column: 1 })).toBe(
      ["     9 | a", "       | ^", "    10 | b"].join("\n"),
    );
    expect(codeFrame({ source: "1\n2\n3\n4\n5\n6\n7", line: 1 }).split("\n")).toHaveLength(5);
  });

  it.each([
    ["in the middle", "x".repeat(3000), 1500],
    ["at the start", "x".repeat(3000), 0],
    ["near the end", "x".repeat(3000), 2999],
    ["of wide text", "天".repeat(3000), 1500],
    ["just over the room", "x".repeat(100), 50],
  ])("cuts a long line around the caret: %s", (_, filler, index) => {
    const source = `${filler.slice(0, index)}@${filler.slice(index + 1)}`;
    const frame = codeFrame({ source, line: 1, column: index + 1 }, { width: 80 });
    expect(pointedAt(frame)).toBe("@");
    for (const line of frame.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(80);
    expect(frame).toContain("…");
    expect(frame.startsWith("    1 | …")).toBe(index > 48);
  });

  it("shows a line that fits in full", () => {
    const source = "x".repeat(72);
    expect(codeFrame({ source, line: 1, column: 72 }, { width: 80 })).toContain(`| ${source}\n`);
  });

  it("is quick with a line of a megabyte", () => {
    const started = performance.now();
    codeFrame({ source: "<p>天</p>".repeat(150_000), line: 1, column: 600_000 });
    expect(performance.now() - started).toBeLessThan(250);
  });

  it("sends no control character of the source to the terminal", () => {
    const frame = codeFrame({ source: "a\u001b]0;x\u0007\u202e\u009b", line: 1, column: 2 });
    expect(frame).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
  });
});
