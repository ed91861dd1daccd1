import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Catalog, openCatalog } from "../../../src/catalog/catalog.js";
import {
  compareSources,
  countPosts,
  forgetSource,
  recordedProblems,
  recordSource,
  touchSource,
} from "../../../src/catalog/sources.js";
import { dateInvalid, frontMatterMissing } from "../../../src/diagnostics/posts.js";
import { catalogWith, samplePost } from "../../tools/sample-catalog.js";
import { NOW, tempFolder } from "../../tools/temp-site.js";

const stat = (path: string, more: Partial<{ size: number; mtime: number; inode: number }> = {}) => ({
  path,
  size: 100,
  mtime: 1648039030000,
  inode: 7,
  ...more,
});

/** A warm catalog that knows two posts and a page. */
function warm(): Catalog {
  const file = join(tempFolder(), "catalog.db");
  const cold = openCatalog({ file, key: "test" });
  recordSource(cold, "post", stat("posts/a.md"), "blob-a", []);
  recordSource(cold, "post", stat("posts/b.md"), "blob-b", []);
  recordSource(cold, "page", stat("pages/about.md"), "blob-about", []);
  cold.commit();
  return openCatalog({ file, key: "test" });
}

describe("comparing sources", () => {
  it("suspects everything when the catalog is cold", () => {
    const cold = openCatalog({ file: null, key: "test" });
    expect(compareSources(cold, "post", [stat("posts/a.md")])).toEqual({
      suspects: [{ ...stat("posts/a.md"), fingerprint: null }],
      gone: [],
      unchanged: 0,
    });
  });

  it("suspects nothing that looks the same", () => {
    const found = [stat("posts/a.md"), stat("posts/b.md")];
    expect(compareSources(warm(), "post", found)).toEqual({ suspects: [], gone: [], unchanged: 2 });
  });

  it.each([
    { size: 101 },
    { mtime: 1648039030001 },
    { mtime: 1648039029999 },
    { inode: 8 },
  ])("suspects a file with another %o, and tells its last fingerprint", (other) => {
    const changed = stat("posts/a.md", other);
    const { suspects, unchanged } = compareSources(warm(), "post", [changed, stat("posts/b.md")]);
    expect(suspects).toEqual([{ ...changed, fingerprint: "blob-a" }]);
    expect(unchanged).toBe(1);
  });

  it("tells what is new and what is gone, of its own kind only", () => {
    const { suspects, gone } = compareSources(warm(), "post", [stat("posts/b.md"), stat("posts/new.md")]);
    expect(suspects).toEqual([{ ...stat("posts/new.md"), fingerprint: null }]);
    expect(gone).toEqual(["posts/a.md"]);
  });

  it("believes the new look of a file once its content proved to be the same", () => {
    const catalog = warm();
    touchSource(catalog, stat("posts/a.md", { mtime: 1 }));
    expect(
      compareSources(catalog, "post", [stat("posts/a.md", { mtime: 1 }), stat("posts/b.md")]).suspects,
    ).toEqual([]);
  });

  it("forgets a source", () => {
    const catalog = warm();
    forgetSource(catalog, "posts/a.md");
    expect(compareSources(catalog, "post", [stat("posts/a.md"), stat("posts/b.md")]).suspects).toMatchObject([
      { fingerprint: null },
    ]);
  });
});

describe("problems of sources", () => {
  it("are remembered, by path, until the source is read again", () => {
    const catalog = openCatalog({ file: null, key: "test" });
    const late = frontMatterMissing({ file: "posts/b.md" });
    const early = dateInvalid("2022-13-45", {
      file: "posts/a.md",
      line: 3,
      column: 7,
      source: "date: 2022-13-45",
    });
    recordSource(catalog, "post", stat("posts/b.md"), "blob-b", [late]);
    recordSource(catalog, "post", stat("posts/a.md"), "blob-a", [early]);
    expect(recordedProblems(catalog)).toEqual([early, late]);
    recordSource(catalog, "post", stat("posts/a.md"), "blob-a2", []);
    forgetSource(catalog, "posts/b.md");
    expect(recordedProblems(catalog)).toEqual([]);
  });
});

describe("counting posts", () => {
  it("tells what is published, what waits, and when the next is due", () => {
    const catalog = catalogWith([
      samplePost("a"),
      samplePost("draft", { visibility: "draft", date: "2027-01-01" }),
      samplePost("hidden", { visibility: "unpublished" }),
      samplePost("later", { date: "2026-03-02" }),
      samplePost("soon", { date: "2026-03-01" }),
      samplePost("x", { url: "/same.html" }),
      samplePost("y", { url: "/same.html" }),
    ]);
    expect(countPosts(catalog)).toEqual({
      published: 1,
      drafts: 1,
      future: 2,
      nextDue: Date.UTC(2026, 2, 1),
    });
    expect(NOW).toBeLessThan(Date.UTC(2026, 2, 1));
  });

  it("says nothing of a next one where none waits", () => {
    expect(countPosts(catalogWith([]))).toEqual({ published: 0, drafts: 0, future: 0, nextDue: null });
  });
});
