// READMEs as indexes beyond the sites that are recorded with Jekyll: what else in the site decides it may change.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openWorkspace, parseKey } from "../../../src/stages/workspace.js";
import { buildSite, readTree, tempFolder, writeFiles } from "../../tools/temp-site.js";

const CONFIG = "permalink: none\nplugins: [jekyll-readme-index]\nreadme_index: {with_frontmatter: true}\n";

/** Builds, and throws unless a clean build makes the same. */
async function build(root: string): Promise<Record<string, string>> {
  await buildSite(root);
  const clean = join(root, ".broadsheet/clean");
  await buildSite(root, { out: clean, full: true, home: join(root, ".broadsheet/other") });
  const made = readTree(join(root, "dist"));
  expect(made).toEqual(readTree(clean));
  return Object.fromEntries(made);
}

describe("a README with front matter", () => {
  it("gives way when its folder gets an index, by name or by address, and comes back", async () => {
    const root = tempFolder();
    writeFiles(root, { "_config.yml": CONFIG, "docs/README.md": "---\n---\n{{ page.url }}" });
    const alone = await build(root);
    expect(alone["docs/index.html"]).toContain("/docs/");

    writeFiles(root, { "docs/index.html": "another" });
    const beside = await build(root);
    expect(beside["docs/index.html"]).toBe("another");
    expect(beside["docs/README.html"]).toContain("/docs/README.html");
    rmSync(join(root, "docs/index.html"));
    expect(await build(root)).toEqual(alone);

    writeFiles(root, { "home.md": "---\npermalink: /docs/\n---\nby its address" });
    const placed = await build(root);
    expect(placed["docs/index.html"]).toContain("by its address");
    expect(placed["docs/README.html"]).toContain("/docs/README.html");
    writeFiles(root, { "home.md": "---\npermalink: /other/\n---\nby its address" });
    expect((await build(root))["docs/index.html"]).toBe(alone["docs/index.html"]);
  });

  it("has all sources read anew when it becomes an index or gives way, and for no other README", async () => {
    const keyOf = async (root: string) => {
      const { config, catalog } = await openWorkspace({ root, now: 0, dryRun: true });
      catalog.discard();
      return parseKey(config);
    };
    const root = tempFolder();
    writeFiles(root, { "_config.yml": CONFIG, "docs/README.md": "---\n---\ntext" });
    const before = await keyOf(root);
    writeFiles(root, { "plain/README.md": "# Plain" });
    expect(await keyOf(root)).toBe(before);
    expect(Object.keys(await build(root))).toContain("plain/index.html");
    writeFiles(root, { "docs/index.html": "another" });
    expect(await keyOf(root)).not.toBe(before);
  });

  it("is a page like any other where nobody asks for that", async () => {
    const root = tempFolder();
    writeFiles(root, {
      "_config.yml": CONFIG.replace("with_frontmatter: true", "with_frontmatter: false"),
      "docs/README.md": "---\n---\ntext",
    });
    expect(Object.keys(await build(root))).toEqual(["docs/README.html"]);
  });
});
