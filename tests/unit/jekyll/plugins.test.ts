// What plugins of GitHub Pages do beyond the sites that are recorded with Jekyll.
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emojify } from "../../../src/jekyll/page-plugins.js";
import { buildSite, readPage, readTree, tempFolder, writeFiles } from "../../tools/temp-site.js";

describe("jemoji", () => {
  it("shows the characters that names stand for, in text and not in code", () => {
    const names = { smile: "😄", "+1": "👍" };
    expect(
      emojify(
        "<head><title>:smile:</title></head><body title=':smile:'>:smile: :+1: :none: <code>:smile:</code> a:smile:</body>",
        names,
      ),
    ).toBe(
      "<head><title>:smile:</title></head><body title=':smile:'>😄 👍 :none: <code>:smile:</code> a😄</body>",
    );
    expect(emojify("<p>:constructor: 10:30:50</p>", names)).toBe("<p>:constructor: 10:30:50</p>");
  });

  it("is on where the site names it", async () => {
    const root = tempFolder();
    writeFiles(root, { "_config.yml": "plugins: [jemoji]\n", "a.md": "---\n---\n:tada: `:tada:`" });
    const { posts } = await buildSite(root);
    expect(posts.warnings).toEqual([]);
    expect(readPage(root, "a.html")).toBe(
      '<p>🎉 <code class="language-plaintext highlighter-rouge">:tada:</code></p>\n',
    );
  });
});

describe("jekyll-readme-index", () => {
  it("gives way to an index that comes, and comes back when it goes", async () => {
    const root = tempFolder();
    writeFiles(root, { "_config.yml": "plugins: [jekyll-readme-index]\n", "docs/README.md": "# Docs" });
    const published = async () => {
      await buildSite(root);
      return Object.fromEntries(readTree(join(root, "dist")));
    };
    const first = { "docs/README.md": "# Docs", "docs/index.html": '<h1 id="docs">Docs</h1>\n' };
    expect(await published()).toEqual(first);
    writeFiles(root, { "docs/index.md": "---\n---\nOwn" });
    expect(await published()).toEqual({ "docs/README.md": "# Docs", "docs/index.html": "<p>Own</p>\n" });
    const { rmSync } = await import("node:fs");
    rmSync(join(root, "docs/index.md"));
    expect(await published()).toEqual(first);
  });
});

describe("jekyll-relative-links", () => {
  it("follows a link's target when its address changes", async () => {
    const root = tempFolder();
    writeFiles(root, {
      "_config.yml": "plugins: [jekyll-relative-links]\n",
      "a.md": "---\n---\n[b](b.md)",
      "b.md": "---\n---\nb",
    });
    await buildSite(root);
    expect(readPage(root, "a.html")).toContain('href="/b.html"');
    writeFiles(root, { "b.md": "---\npermalink: /c/\n---\nb" });
    await buildSite(root);
    expect(readPage(root, "a.html")).toContain('href="/c/"');
  });
});
