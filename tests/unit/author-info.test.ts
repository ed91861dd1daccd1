import { describe, expect, it } from "vitest";
import { authorInfo } from "../../src/author-info.js";
import type { Diagnostic } from "../../src/types/diagnostic.js";

function read(data: unknown) {
  const problems: Diagnostic[] = [];
  const info = authorInfo(data, "data/authors", problems);
  return { info: Object.fromEntries(info), said: problems.map(({ message }) => message) };
}
const NOTHING = { type: "person", url: null, image: null, jobTitle: null, sameAs: [] };

describe("data/authors.yml", () => {
  it("says of an author what it says, by folded name", () => {
    const { info, said } = read({
      "Ann  LEE": {
        name: "Ann Lee",
        bio: "Writes.",
        url: "https://ann.example",
        image: "/ann.jpg",
        jobTitle: "Editor",
        sameAs: "https://social.example/@ann",
      },
      Bo: "A reporter.",
      Desk: { type: "organization", title: "The desk", description: "All of us." },
    });
    expect(said).toEqual([]);
    expect(info).toEqual({
      "ann lee": {
        title: "Ann Lee",
        description: "Writes.",
        profile: {
          ...{ type: "person", url: "https://ann.example", image: "/ann.jpg", jobTitle: "Editor" },
          sameAs: ["https://social.example/@ann"],
        },
      },
      bo: { description: "A reporter." },
      desk: { title: "The desk", description: "All of us.", profile: { ...NOTHING, type: "organization" } },
    });
  });

  it.each([
    ["url", "javascript:alert(1)", 'url of the author "A" must be a whole address'],
    ["url", "/here", "must be a whole address"],
    ["image", "//other.example/x.png", "must be a path of this site or a whole address"],
    ["image", "data:image/png;base64,AA", "must be a path of this site or a whole address"],
    ["type", "robot", "must be person or organization"],
    ["sameAs", ["https://a.example", 5, "mailto:a@b"], "must be a list of whole addresses"],
    ["jobTitle", 5, "must be text"],
    ["bio", ["x"], "must be text"],
  ])("leaves out %s: %j, and says so", (key, value, rule) => {
    const { info, said } = read({ A: { [key]: value } });
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(rule);
    const kept = key === "sameAs" ? { ...NOTHING, sameAs: ["https://a.example"] } : NOTHING;
    expect(info.a).toEqual({ profile: kept });
  });

  it.each([[null], [5], [["a"]], ["text"], [undefined]])("that holds %j says nothing of anybody", (data) => {
    expect(read(data)).toEqual({ info: {}, said: [] });
  });

  it("leaves an author alone of whom it says nothing", () => {
    expect(read({ A: null, B: 5, C: ["x"] })).toEqual({ info: {}, said: [] });
  });
});
