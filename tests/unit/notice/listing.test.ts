import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blobsOf, differences, firstOdd } from "../../../src/notice/listing.js";

/** As `git ls-files -s -v -z` prints it. */
function listingOf(files: Record<string, string>): Buffer {
  const paths = Object.keys(files).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return Buffer.from(paths.map((path) => `${line(files[path]!)}\t${path}\0`).join(""));
}

const line = (blob: string) => (blob.includes(" ") ? blob : `H 100644 ${blob} 0`);
const blob = (number: number) => number.toString(16).padStart(40, "0");
const found = (before: Buffer, after: Buffer) =>
  [...differences(before, after)].map(({ path, now }) => (now === null ? `-${path}` : path));

describe("the difference of two listings", () => {
  const posts = { "posts/a.md": blob(1), "posts/b.md": blob(2), "posts/市场.md": blob(3) };

  it("is empty for equal ones", () => {
    expect(found(listingOf(posts), listingOf(posts))).toEqual([]);
    expect(found(listingOf({}), listingOf({}))).toEqual([]);
  });

  it("names what came, went and changed, with what is there now", () => {
    const after = { "posts/a.md": blob(9), "posts/c.md": blob(4), "posts/市场.md": blob(3) };
    expect(found(listingOf(posts), listingOf(after))).toEqual(["posts/a.md", "-posts/b.md", "posts/c.md"]);
    const [first] = differences(listingOf(posts), listingOf(after));
    expect(first).toEqual({ path: "posts/a.md", now: { path: "posts/a.md", blob: blob(9), oddity: null } });
  });

  it("starts from and ends in nothing", () => {
    expect(found(listingOf({}), listingOf(posts))).toEqual(Object.keys(posts));
    expect(found(listingOf(posts), listingOf({}))).toEqual(Object.keys(posts).map((path) => `-${path}`));
  });

  it("includes files whose mode or flag alone is another one", () => {
    const after = { ...posts, "posts/a.md": `H 100755 ${blob(1)} 0`, "posts/b.md": `h 100644 ${blob(2)} 0` };
    expect(found(listingOf(posts), listingOf(after))).toEqual(["posts/a.md", "posts/b.md"]);
  });

  it("is what a comparison path by path finds, whatever the files", () => {
    // Names that are starts of one another, and contents that begin alike, are where lines are easily cut wrongly.
    const name = fc.string({
      unit: fc.constantFrom("a", "ab", "/", "-", "é", "市", "\t"),
      minLength: 1,
      maxLength: 5,
    });
    const files = fc.dictionary(name, fc.nat(3).map(blob), { maxKeys: 40 });
    fc.assert(
      fc.property(files, files, (before, edits) => {
        const after = { ...before, ...edits };
        for (const [index, path] of Object.keys(before).entries()) if (index % 3 === 0) delete after[path];
        const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
        const expected = paths.filter((path) => before[path] !== after[path]);
        const signed = expected.map((path) => (path in after ? path : `-${path}`));
        expect(found(listingOf(before), listingOf(after)).sort()).toEqual(signed.sort());
      }),
      { numRuns: 300 },
    );
  });

  it("is found in long listings, whether differences are many, few or at the ends", () => {
    const before = Object.fromEntries(
      Array.from({ length: 5000 }, (_, n) => [`posts/${10_000 + n}.md`, blob(n)]),
    );
    for (const step of [1, 7, 700, 4999]) {
      const after = { ...before };
      for (let n = 0; n < 5000; n += step) after[`posts/${10_000 + n}.md`] = blob(9999);
      const expected = Object.keys(before).filter((path) => before[path] !== after[path]);
      expect(found(listingOf(before), listingOf(after))).toEqual(expected);
    }
  });
});

describe("blobs", () => {
  const files = Object.fromEntries(Array.from({ length: 3000 }, (_, n) => [`posts/${n}-市.md`, blob(n)]));
  const listing = listingOf({ ...files, "posts/link.md": `H 120000 ${blob(1)} 0` });
  const asked = (paths: string[]) => blobsOf(listing, new Map(paths.map((path) => [path, null])));

  it("are found for few paths and for many, and only for plain files that are listed", () => {
    const odd = ["posts/link.md", "posts/nowhere.md", "", "a", "z", "posts/0-市.mdx"];
    for (const paths of [Object.keys(files), Object.keys(files).filter((_, n) => n % 50 === 0)]) {
      const expected = paths.map((path) => [path, files[path]]);
      expect(new Map([...asked([...paths, ...odd])])).toEqual(new Map(expected as [string, string][]));
    }
  });

  it("are none in an empty listing", () => {
    expect(blobsOf(Buffer.alloc(0), new Map([["a", 1]]))).toEqual(new Map());
  });
});

describe("files that are not plain", () => {
  it.each([
    [`H 120000 ${blob(1)} 0`, "is a symbolic link"],
    [`H 160000 ${blob(1)} 0`, "is a submodule"],
    [`M 100644 ${blob(1)} 2`, "has a merge conflict"],
    [`h 100644 ${blob(1)} 0`, "is one that git was told not to look at (assume-unchanged or skip-worktree)"],
    [`S 100644 ${blob(1)} 0`, "is one that git was told not to look at (assume-unchanged or skip-worktree)"],
  ])("are named: %s", (odd, oddity) => {
    const listing = listingOf({ "posts/a.md": blob(1), "posts/b.md": odd, "posts/c.md": blob(1) });
    expect(firstOdd(listing)).toEqual({ path: "posts/b.md", blob: null, oddity });
  });

  it("include those whose name cannot be told", () => {
    const listing = Buffer.concat([Buffer.from(`${line(blob(1))}\tposts/`), Buffer.from([0xb4, 0xba, 0])]);
    expect(firstOdd(listing)?.oddity).toBe("has a name that is not UTF-8");
  });

  it("are none among plain ones", () => {
    expect(firstOdd(listingOf({ "posts/a.md": blob(1), "posts/b.md": `H 100755 ${blob(1)} 0` }))).toBeNull();
  });
});
