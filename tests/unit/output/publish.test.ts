import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inOrder, publish, type StagedFile } from "../../../src/output/publish.js";
import { type Files, readTree, tempFolder, writeFiles } from "../../tools/temp-site.js";

const file = (path: string, more: Partial<StagedFile> = {}): StagedFile => ({
  path,
  isNew: true,
  isAsset: false,
  ...more,
});

interface Sample {
  staged: Files;
  published?: Files;
  removed?: string[];
  /** Of the staged ones, those that were there before. */
  changed?: string[];
}

function publishSample({ staged, published, removed = [], changed = [] }: Sample) {
  const root = tempFolder();
  const [staging, out] = [join(root, "staging"), join(root, "dist")];
  writeFiles(staging, staged);
  if (published) writeFiles(out, published);
  const files = inOrder(Object.keys(staged).map((path) => file(path, { isNew: !changed.includes(path) })));
  const copied = publish({ staging, out, ...files, removed, fresh: published === undefined });
  return { root, staging, out, copied, tree: Object.fromEntries(readTree(out)) };
}

describe("inOrder", () => {
  it("puts assets before the pages that link to them, and what is new apart from what changed", () => {
    const staged = [
      file("b.html"),
      file("z.css", { isAsset: true }),
      file("a.html", { isNew: false }),
      file("a.css", { isAsset: true }),
      file("a/b.html"),
    ];
    const { added, changed } = inOrder(staged);
    expect(added.map(({ path }) => path)).toEqual(["a.css", "z.css", "a/b.html", "b.html"]);
    expect(changed.map(({ path }) => path)).toEqual(["a.html"]);
  });

  it("puts what is named before what names it", () => {
    const paths = ["index.html", "robots.txt", "sitemap.xml", "sitemap/2026-01.xml", "a.html", "_redirects"];
    const { added } = inOrder(paths.map((path) => file(path)));
    expect(added.map(({ path }) => path)).toEqual([
      ...["sitemap/2026-01.xml", "_redirects", "sitemap.xml", "robots.txt", "a.html", "index.html"],
    ]);
  });
});

describe("publishing", () => {
  it("makes a first site appear as a whole", () => {
    const { tree, staging, copied } = publishSample({ staged: { "index.html": "home", "a/b.html": "b" } });
    expect(tree).toEqual({ "index.html": "home", "a/b.html": "b" });
    expect([existsSync(staging), copied.size]).toEqual([false, 0]);
  });

  it("removes the folder that somebody put in the place of a page that is gone", () => {
    const { tree } = publishSample({
      published: { "gone.html/note.txt": "mine", "other.html/note.txt": "mine", "a.html": "a" },
      staged: {},
      removed: ["gone.html", "other.html"],
    });
    expect(tree).toEqual({ "a.html": "a" });
  });

  it("makes one appear where an empty folder waits", () => {
    const root = tempFolder();
    mkdirSync(join(root, "dist"));
    writeFiles(join(root, "staging"), { "index.html": "home" });
    publish({
      staging: join(root, "staging"),
      out: join(root, "dist"),
      added: [file("index.html")],
      changed: [],
      removed: [],
      fresh: true,
    });
    expect(readdirSync(join(root, "dist"))).toEqual(["index.html"]);
  });

  it("adds, replaces and removes files, and leaves the others alone", () => {
    const { tree } = publishSample({
      published: {
        "index.html": "old home",
        "kept.html": "kept",
        "gone.html": "gone",
        "old/deep/gone.html": "gone",
      },
      staged: { "index.html": "new home", "new.html": "new", "new/deep/page.html": "new" },
      changed: ["index.html"],
      removed: ["gone.html", "old/deep/gone.html"],
    });
    expect(tree).toEqual({
      "index.html": "new home",
      "kept.html": "kept",
      "new.html": "new",
      "new/deep/page.html": "new",
    });
  });

  it("removes folders that are empty without their file, and no others", () => {
    const { out } = publishSample({
      published: { "a/b/c.html": "c", "a/d.html": "d", "x/y.html": "y" },
      staged: {},
      removed: ["a/b/c.html", "x/y.html"],
    });
    expect(readdirSync(out)).toEqual(["a"]);
    expect(readdirSync(join(out, "a"))).toEqual(["d.html"]);
  });

  it("does not mind that what is to go is gone", () => {
    expect(
      publishSample({ published: { "a.html": "a" }, staged: {}, removed: ["b.html", "c/d.html"] }).tree,
    ).toEqual({ "a.html": "a" });
  });

  it("puts a file where a folder was, and a folder where a file was", () => {
    const { tree } = publishSample({
      published: { "a.html/index.html": "folder", "b.html": "file" },
      staged: { "a.html": "file", "b.html/index.html": "folder" },
      removed: ["a.html/index.html", "b.html"],
    });
    expect(tree).toEqual({ "a.html": "file", "b.html/index.html": "folder" });
  });

  it("keeps the times that the files got when they were staged", () => {
    const root = tempFolder();
    const [staging, out] = [join(root, "staging"), join(root, "dist")];
    writeFiles(staging, { "a.html": "a" });
    writeFiles(out, { "b.html": "b" });
    utimesSync(join(staging, "a.html"), 1_600_000_000, 1_600_000_000);
    publish({ staging, out, added: [file("a.html")], changed: [], removed: [], fresh: false });
    expect(statSync(join(out, "a.html")).mtimeMs).toBe(1_600_000_000_000);
  });

  it("leaves nothing behind but the site", () => {
    const { root, tree } = publishSample({
      published: { "index.html": "home" },
      staged: { "a.html": "a", "b.html": "b", "c.css": "c" },
      removed: ["index.html", "gone.html"],
    });
    expect(readdirSync(root)).toEqual(["dist"]);
    expect(Object.keys(tree)).toEqual(["a.html", "b.html", "c.css"]);
  });

  it("does nothing where nothing is to do", () => {
    expect(publishSample({ published: { "a.html": "a" }, staged: {} }).tree).toEqual({ "a.html": "a" });
  });

  it("throws what the system says where it may not write, and leaves what is there", () => {
    const root = tempFolder();
    writeFiles(join(root, "staging"), { "a.html": "a" });
    writeFileSync(join(root, "dist"), "a file in the way");
    const publication = {
      staging: join(root, "staging"),
      out: join(root, "dist"),
      added: [file("a.html")],
      changed: [],
      removed: [],
      fresh: false,
    };
    expect(() => publish(publication)).toThrow(/EEXIST|ENOTDIR/);
  });
});
