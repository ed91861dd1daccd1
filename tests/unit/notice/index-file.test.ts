import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { lateEntries } from "../../../src/notice/index-file.js";
import { git, newFolder, newSite, siteAt, type TestSite } from "./site.js";

const indexOf = (site: TestSite) => readFileSync(join(site.root, ".git/index"));
/** Of any time. */
const entriesOf = (site: TestSite) => lateEntries(indexOf(site), 0);

describe("entries of git's index", () => {
  it("are what git lists, with what lstat() says", () => {
    const site = newSite();
    site.write({
      "posts/市场 收盘.md": "x\n",
      ...Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`p${"x".repeat(n)}`, "x"])),
    });
    site.commit();
    const entries = entriesOf(site)!;
    const listed = site.git("ls-files", "-s", "-z").split("\0").slice(0, -1);
    expect(entries.map(({ path, blob }) => `100644 ${blob} 0\t${path}`)).toEqual(listed);
    for (const { path, size, mtime, ctime, inode } of entries) {
      const stats = lstatSync(join(site.root, path));
      expect([size, inode]).toEqual([stats.size, stats.ino >>> 0]);
      expect(Math.abs(mtime - stats.mtimeMs) + Math.abs(ctime - stats.ctimeMs)).toBeLessThan(0.001);
    }
  });

  it("are late from the second on in which the index was written", () => {
    const site = newSite();
    const [first] = entriesOf(site)!;
    const second = Math.floor(first!.mtime / 1000) * 1000;
    expect(lateEntries(indexOf(site), second + 999)).toContainEqual(first);
    expect(lateEntries(indexOf(site), second + 1000)).not.toContainEqual(first);
  });

  it("may have further flags and very long names", () => {
    const site = newSite();
    const long = `${"folder/".repeat(700)}a.md`;
    site.write({ "posts/planned.md": "x\n" });
    site.git("add", "--intent-to-add", "posts/planned.md");
    const blob = site.git("hash-object", "-w", "posts/a.md").trim();
    site.git("update-index", "--add", "--cacheinfo", `100644,${blob},${long}`);
    expect(indexOf(site).readUInt32BE(4)).toBe(3);
    const paths = entriesOf(site)!.map(({ path }) => path);
    expect(paths).toEqual([
      ".gitignore",
      long,
      "pages/about.md",
      "posts/a.md",
      "posts/b.md",
      "posts/planned.md",
    ]);
  });

  it("are none before anything was added", () => {
    const site = newSite();
    site.git("rm", "-q", "-r", "--cached", ".");
    expect(entriesOf(site)).toEqual([]);
  });
});

describe("an index of another making", () => {
  it.each([
    ["version 4", ["update-index", "--index-version", "4"]],
    ["split", ["update-index", "--split-index"]],
    ["sparse", ["sparse-checkout", "set", "--cone", "--sparse-index", "posts"]],
  ])("is not read: %s", (_, command) => {
    const site = newSite();
    site.write({ "posts/a.md": "changed\n", "other/deep/a.md": "a\n" });
    site.commit();
    site.git(...command);
    expect(entriesOf(site)).toBeNull();
  });

  it("is not read: SHA-256", () => {
    const root = newFolder();
    git(root, "init", "-q", "--object-format=sha256");
    const site = siteAt(root);
    site.write({ "posts/a.md": "a\n", "posts/b.md": "b\n" });
    site.commit();
    expect(entriesOf(site)).toBeNull();
  });

  it("is not read in part, wherever it was cut short", () => {
    const site = newSite();
    const index = indexOf(site);
    // Git itself is left to see that what follows the entries is not whole.
    const whole = index.indexOf("TREE");
    for (let length = 0; length < index.length; length++) {
      const entries = lateEntries(index.subarray(0, length), 0);
      if (length < whole) expect(entries).toBeNull();
      else expect([null, entriesOf(site)]).toContainEqual(entries);
    }
  });

  it("is not read: no index", () => {
    expect(lateEntries(Buffer.from("no index at all"), 0)).toBeNull();
  });
});
