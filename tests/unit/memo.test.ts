import { describe, expect, it } from "vitest";
import { createRecent } from "../../src/memo.js";

describe("a map of what is recent", () => {
  it("holds the last that were put, up to as many before them, and no others", () => {
    const recent = createRecent<number, string>(100);
    for (let key = 0; key < 1000; key++) {
      recent.set(key, `value ${key}`);
      for (let back = 0; back < Math.min(100, key + 1); back++)
        expect(recent.get(key - back)).toBe(`value ${key - back}`);
      expect(recent.has(key - 200)).toBe(false);
    }
  });

  it("gives the newer of two values of a key", () => {
    const recent = createRecent<string, number>(2);
    recent.set("a", 1);
    recent.set("b", 1);
    recent.set("a", 2);
    expect(recent.get("a")).toBe(2);
    expect(recent.get("b")).toBe(1);
    expect(recent.has("c")).toBe(false);
  });
});
