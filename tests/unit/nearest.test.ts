import { describe, expect, it } from "vitest";
import { nearest } from "../../src/nearest.js";

const KNOWN = ["title", "url", "lang", "description", "excerptSeparator", "excerptLength", "perPage"];

describe("nearest", () => {
  it.each([
    ["titel", "title"],
    ["Title", "title"],
    ["ulr", "url"],
    ["language", null],
    ["desc", "description"],
    ["excerpt_separator", "excerptSeparator"],
    ["excerpt", null],
    ["per-page", "perPage"],
    ["perpages", "perPage"],
    ["x", null],
    ["", null],
    ["colour", null],
  ])("answers %j with %j", (name, expected) => {
    expect(nearest(name, KNOWN)).toBe(expected);
  });

  it("prefers the nearer of two", () => {
    expect(nearest("tags", ["tag", "tags"])).toBe("tags");
  });
});
