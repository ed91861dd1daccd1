import { describe, expect, it } from "vitest";
import { displayWidth, paintWith, printable, terminalAbilities } from "../../../src/terminal/terminal.js";

describe("printable", () => {
  it("shows control characters instead of sending them", () => {
    expect(printable("a\u001b[2Jb\u0007\r\n\t\u007f")).toBe("a␛[2Jb␇␍␊␉␡");
    expect(printable("\u0085\u009b31m")).toBe("\ufffd\ufffd31m");
  });

  it("lets no text turn the writing direction or hide", () => {
    expect(printable("a\u202egnp.exe")).toBe("a\ufffdgnp.exe");
    expect(printable("\u2066\u2069\u200f\ufeff\u2028\u{e0041}")).toBe("\ufffd".repeat(6));
  });

  it("replaces half a surrogate pair and keeps whole ones", () => {
    expect(printable("a\ud83d b\udc00 😀")).toBe("a\ufffd b\ufffd 😀");
  });

  it("keeps what people write", () => {
    const text = "市政府：“新”政策 é e\u0301 नि 👨\u200d👩\u200d👧 עברית";
    expect(printable(text)).toBe(text);
  });
});

describe("displayWidth", () => {
  it.each([
    ["abc é", 5],
    ["天气，热", 8],
    ["ｱﾊﾟｰﾄ", 5],
    ["한국어", 6],
    ["全角Ａ", 6],
    ["e\u0301", 1],
    ["😀", 2],
    ["🇨🇳", 2],
    ["“…”", 3],
    ["𠮷", 2],
  ])("%s takes %i columns", (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe("terminalAbilities", () => {
  const of = (env: Record<string, string>, isTTY = true) => terminalAbilities({ isTTY }, env);
  it("is colourful and interactive on a terminal, and plain elsewhere", () => {
    expect(of({})).toEqual({ color: true, interactive: true });
    expect(of({}, false)).toEqual({ color: false, interactive: false });
    expect(terminalAbilities({}, {})).toEqual({ color: false, interactive: false });
  });

  it("heeds NO_COLOR, unless it is empty, and FORCE_COLOR above it", () => {
    expect(of({ NO_COLOR: "1" })).toEqual({ color: false, interactive: true });
    expect(of({ NO_COLOR: "" }).color).toBe(true);
    expect(of({ NO_COLOR: "1", FORCE_COLOR: "1" }, false).color).toBe(true);
    expect(of({ FORCE_COLOR: "0" }).color).toBe(false);
  });

  it("draws no progress bar for a dumb terminal or in CI", () => {
    expect(of({ TERM: "dumb" })).toEqual({ color: false, interactive: false });
    expect(of({ CI: "true" }).interactive).toBe(false);
    expect(of({ CI: "false" }).interactive).toBe(true);
  });
});

describe("paintWith", () => {
  it("colours whatever stdout is, or leaves the text alone", () => {
    expect(paintWith(true)("red", "x")).toBe("\u001b[31mx\u001b[39m");
    expect(paintWith(false)("red", "x")).toBe("x");
  });
});
