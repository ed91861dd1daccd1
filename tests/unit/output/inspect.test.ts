import { mkdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type ExpectedFile, identityOf, inspectOutput, inspectPart } from "../../../src/output/inspect.js";
import { tempFolder, writeFiles } from "../../tools/temp-site.js";

/** Seconds. */
const AT = 1_600_000_000;

/** A published site and what the ledger knows of it. */
function published(files: Record<string, string>) {
  const out = join(tempFolder(), "dist");
  writeFiles(out, files);
  const expected: ExpectedFile[] = Object.keys(files).map((path) => {
    utimesSync(join(out, path), AT, AT);
    return { path, bytes: statSync(join(out, path)).size, mtime: AT * 1000 };
  });
  return { out, expected };
}

describe("inspecting what was published", () => {
  it("finds nothing to say where everything is as it was left", () => {
    const { out, expected } = published({ "index.html": "home", "a/b.html": "b" });
    expect(inspectOutput(out, expected)).toEqual({ empty: false, damaged: new Set(), foreign: [] });
  });

  it("finds pages that are missing, or have another size or time", () => {
    const { out, expected } = published({ "a.html": "a", "b.html": "b", "c.html": "c", "d.html": "d" });
    rmSync(join(out, "a.html"));
    writeFileSync(join(out, "b.html"), "longer");
    utimesSync(join(out, "b.html"), AT, AT);
    utimesSync(join(out, "c.html"), AT, AT + 1);
    expect(inspectOutput(out, expected).damaged).toEqual(new Set(["a.html", "b.html", "c.html"]));
  });

  it("finds a page in whose place a folder is", () => {
    const { out, expected } = published({ "a.html": "a", "b.html": "b" });
    rmSync(join(out, "a.html"));
    mkdirSync(join(out, "a.html"));
    expect(inspectOutput(out, expected).damaged).toEqual(new Set(["a.html"]));
  });

  it("finds files that nobody knows, by path", () => {
    const { out, expected } = published({ "a.html": "a" });
    writeFiles(out, { "z.txt": "z", "deep/er/b.html": "b", ".hidden": "h" });
    symlinkSync("/etc/hostname", join(out, "link"));
    expect(inspectOutput(out, expected).foreign).toEqual([".hidden", "deep/er/b.html", "link", "z.txt"]);
  });

  it("leaves version control alone", () => {
    const { out, expected } = published({ "a.html": "a" });
    writeFiles(out, { ".git/HEAD": "ref", "sub/.git/HEAD": "ref" });
    expect(inspectOutput(out, expected).foreign).toEqual([]);
  });

  it("says that nothing is there yet, and only then", () => {
    const root = tempFolder();
    const empty = (path: string) => inspectOutput(join(root, path), []).empty;
    mkdirSync(join(root, "empty"));
    writeFiles(root, { "some/a.txt": "a", "git/.git/HEAD": "ref" });
    expect([empty("nothing"), empty("empty"), empty("some"), empty("git")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it("is not empty where all that was published is gone", () => {
    const { out, expected } = published({ "a.html": "a" });
    rmSync(out, { recursive: true });
    expect(inspectOutput(out, expected)).toMatchObject({ empty: false, damaged: new Set(["a.html"]) });
  });
});

describe("inspecting a part of it", () => {
  const site = { "index.html": "home", "a/b.html": "b", "a/c.html": "c", "a/d/e.html": "e", "f/g.html": "g" };
  const holds = (path: string) => Object.keys(site).some((one) => one === path || one.startsWith(`${path}/`));

  it("looks at those files, and at what else lies in their folders", () => {
    const { out, expected } = published(site);
    writeFileSync(join(out, "a/b.html"), "touched");
    writeFileSync(join(out, "f/g.html"), "touched");
    writeFiles(out, { "a/new.txt": "n", "a/folder/new.txt": "n", "f/new.txt": "n" });
    const part = expected.filter(({ path }) => path.startsWith("a/") && path !== "a/d/e.html");
    expect(inspectPart(out, { files: part, from: "a/", to: "a0", holds })).toEqual({
      empty: false,
      damaged: new Set(["a/b.html"]),
      foreign: ["a/folder/new.txt", "a/new.txt"],
    });
  });

  it("looks for foreign folders between its first and its last path only, and for files at the top always", () => {
    const { out, expected } = published(site);
    writeFiles(out, { "b/new.txt": "n", "g/new.txt": "n", "z.txt": "z" });
    const part = expected.filter(({ path }) => path === "index.html" || path.startsWith("a/"));
    const foreign = (to: string) => inspectPart(out, { files: part, from: "", to, holds }).foreign;
    expect([foreign("c"), foreign("\uffff")]).toEqual([
      ["b/new.txt", "z.txt"],
      ["b/new.txt", "g/new.txt", "z.txt"],
    ]);
  });

  it("finds everything damaged where the folder is gone", () => {
    const { out, expected } = published(site);
    rmSync(join(out, "a"), { recursive: true });
    const part = expected.filter(({ path }) => path.startsWith("a/"));
    expect(inspectPart(out, { files: part, from: "a/", to: "a0", holds }).damaged.size).toBe(3);
  });

  it("leaves version control alone", () => {
    const { out, expected } = published(site);
    writeFiles(out, { ".git/HEAD": "ref", "a/.git/HEAD": "ref" });
    expect(inspectPart(out, { files: expected, from: "", to: "\uffff", holds }).foreign).toEqual([]);
  });
});

describe("a folder's identity", () => {
  it("is another one when it was made anew, and none where there is no folder", () => {
    const { out } = published({ "a.html": "a" });
    const before = identityOf(out);
    expect(identityOf(out)).toBe(before);
    mkdirSync(`${out}-2`);
    expect([
      identityOf(`${out}-2`) === before,
      identityOf(join(out, "a.html")),
      identityOf(`${out}-3`),
    ]).toEqual([false, null, null]);
  });
});
