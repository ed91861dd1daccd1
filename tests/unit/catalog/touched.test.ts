import { describe, expect, it } from "vitest";
import { comesBefore, createTouchCollector, listingsOf } from "../../../src/catalog/touched.js";
import { samplePost } from "../../tools/sample-catalog.js";

describe("listingsOf", () => {
  it("names every listing that holds a post, by folded name and in the site's zone", () => {
    const post = samplePost("a", {
      date: "2021-12-31T20:00:00Z",
      categories: ["City Council"],
      tags: ["潮汐", "ＦＥＲＲＹ"],
    });
    expect(listingsOf(post, "Asia/Shanghai")).toEqual([
      "home:",
      "year:2022",
      "month:2022-01",
      "day:2022-01-01",
      "category:city council",
      "tag:潮汐",
      "tag:ferry",
    ]);
  });
});

describe("comesBefore", () => {
  const at = (date: number, path: string) => ({ date, path });

  it("compares dates, then paths by their bytes", () => {
    expect(comesBefore(at(1, "b"), at(2, "a"))).toBe(true);
    expect(comesBefore(at(1, "a"), at(1, "b"))).toBe(true);
    expect(comesBefore(at(1, "a"), at(1, "a"))).toBe(false);
    expect(comesBefore(at(1, "\uFF21"), at(1, "\u{1F30A}"))).toBe(true); // JavaScript's own order says no
  });
});

describe("the collector", () => {
  it("keeps the oldest place from which a listing shifts, and every changed one", () => {
    const touch = createTouchCollector("UTC");
    touch.moved(samplePost("b", { date: "2022-03-02" }));
    touch.moved(samplePost("a", { date: "2022-03-01" }));
    touch.changed(samplePost("c", { date: "2022-03-03" }));
    touch.moved(samplePost("d", { date: "2022-03-04" }));
    const home = touch.touched.listings.get("home:");
    expect(home?.shiftedFrom?.path).toBe("posts/a.md");
    expect(home?.changed.map(({ path }) => path)).toEqual(["posts/c.md"]);
    expect(touch.positions).toHaveLength(4);
  });

  it("keeps nothing once everything is touched", () => {
    const touch = createTouchCollector("UTC");
    touch.moved(samplePost("a"));
    touch.everything();
    touch.moved(samplePost("b"));
    expect(touch.touched).toMatchObject({ everything: true, posts: new Set(), listings: new Map() });
    expect(touch.positions).toEqual([]);
  });
});
