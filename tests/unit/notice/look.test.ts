import { linkSync, mkdirSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { firstWithAlias, lookAt } from "../../../src/notice/look.js";
import { newFolder } from "./site.js";

function folderWith(...paths: string[]): string {
  const root = newFolder();
  for (const path of paths) {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), "text\n");
  }
  return root;
}

describe("looking at a path", () => {
  it("tells size, time and inode of a file", () => {
    const root = folderWith("posts/a.md");
    utimesSync(join(root, "posts/a.md"), 1, 1_648_000_000.9876);
    const { ino } = statSync(join(root, "posts/a.md"));
    const seen = { path: "posts/a.md", size: 5, mtime: 1_648_000_000_987, inode: ino };
    expect(lookAt(root, "posts/a.md")).toEqual({ seen });
  });

  it("finds nothing where there is nothing, or no file", () => {
    const root = folderWith("posts/a.md");
    for (const path of ["posts/b.md", "nowhere/a.md", "posts/a.md/inner.md", "posts"])
      expect(lookAt(root, path)).toEqual({ seen: null });
  });

  it("says why it cannot tell", () => {
    const root = folderWith("posts/a.md");
    symlinkSync("nowhere", join(root, "posts/link.md"));
    expect(lookAt(root, "posts/link.md")).toEqual({ why: "posts/link.md is a symbolic link" });
    expect(lookAt(root, "posts/sub/")).toEqual({ why: "posts/sub/ is a repository of its own" });
    expect(lookAt(root, "posts/\uFFFD.md")).toEqual({ why: "posts/\uFFFD.md has a name that is not UTF-8" });
    const long = `posts/${"x".repeat(300)}.md`;
    expect(lookAt(root, long)).toEqual({ why: expect.stringMatching(/cannot be looked at: ENAMETOOLONG/) });
  });
});

describe("other spellings of a name", () => {
  it("are found where the disk ignores case", () => {
    // A second name for the same file is what such a disk shows.
    const root = folderWith("posts/a.md", "posts/b.md", "POSTS/x.md");
    linkSync(join(root, "posts/a.md"), join(root, "POSTS/A.MD"));
    expect(firstWithAlias(root, ["posts/a.md"])).toBe("posts/a.md");
    expect(firstWithAlias(root, ["posts/b.md"])).toBeNull();
  });

  it("are found where the disk ignores how an accent is written", () => {
    const [composed, decomposed] = ["posts/\u00e9.md", "posts/e\u0301.md"];
    const root = folderWith("posts/a.md", composed);
    linkSync(join(root, composed), join(root, decomposed));
    expect(firstWithAlias(root, ["posts/a.md", composed])).toBe(composed);
    expect(firstWithAlias(root, ["posts/a.md", decomposed])).toBe(decomposed);
  });

  it("are none where two files differ in case alone", () => {
    const root = folderWith("posts/a.md", "POSTS/A.MD");
    expect(firstWithAlias(root, ["posts/a.md"])).toBeNull();
  });
});
