// What jekyll-archives does beyond the sites that are recorded with Jekyll.
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildSite, type Files, readPage, readTree, tempFolder, writeFiles } from "../../tools/temp-site.js";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const post = (title: string, tags: string) => `---\ntitle: ${title}\ntags: [${tags}]\n---\n`;

function site(settings: string, files: Files): string {
  const root = tempFolder();
  const config = `permalink: none\nplugins: [jekyll-archives]\njekyll-archives: {${settings}}\n`;
  const layout = "{{ page.title }}{{ page.date }}:{% for p in page.posts %} {{ p.title }}{% endfor %}";
  writeFiles(root, { "_config.yml": config, "_layouts/archive.html": layout, ...files });
  return root;
}
const pages = (root: string) => [...readTree(join(root, "dist")).keys()];

describe("jekyll-archives", () => {
  it("makes anew only the archives that a new post is in, and takes away those that no post is in", async () => {
    const root = site("enabled: [year, month, tags]", {
      "_posts/2020-01-01-a.md": post("A", "x, y"),
      "_posts/2021-02-01-b.md": post("B", "y, z"),
    });
    await buildSite(root, { now: NOW });
    const old = ["2020/01/index.html", "2020/index.html", "2021/02/index.html", "2021/index.html"];
    const terms = ["tag/x/index.html", "tag/y/index.html", "tag/z/index.html"];
    expect(pages(root)).toEqual([...old, "a.html", "b.html", ...terms]);
    const inode = (path: string) => statSync(join(root, "dist", path)).ino;
    const before = [...old, ...terms].map((path) => [path, inode(path)] as const);
    writeFiles(root, { "_posts/2021-03-01-c.md": post("C", "x") });
    const { pages: counts } = await buildSite(root, { now: NOW });
    expect(counts).toMatchObject({ written: 4, removed: 0 });
    expect(before.filter(([path, known]) => inode(path) !== known).map(([path]) => path)).toEqual([
      "2021/index.html",
      "tag/x/index.html",
    ]);
    expect(readPage(root, "2021/index.html")).toBe("2021-01-01: C B");
    expect(readPage(root, "tag/x/index.html")).toBe("x: C A");
    writeFiles(root, { "_posts/2021-02-01-b.md": "---\npublished: false\n---\n" });
    await buildSite(root, { now: NOW });
    expect(pages(root)).not.toContain("2021/02/index.html");
    expect(pages(root)).not.toContain("tag/z/index.html");
    expect(readPage(root, "tag/y/index.html")).toBe("y: A");
  });

  it("makes slugs as slug_mode says", async () => {
    const root = site("enabled: [tags], slug_mode: pretty", {
      "_posts/2020-01-01-a.md": post("A", "Node.js, 'C (1)'"),
    });
    await buildSite(root, { now: NOW });
    expect(pages(root)).toEqual(["a.html", "tag/c-(1)/index.html", "tag/node.js/index.html"]);
  });

  it("leaves an address to a page of the site's own, for as long as that is there", async () => {
    const root = site("enabled: [tags]", {
      "_posts/2020-01-01-a.md": post("A", "x"),
      "x.html": "---\npermalink: /tag/x/\n---\nown",
    });
    const published = async () => {
      await buildSite(root, { now: NOW });
      return readPage(root, "tag/x/index.html");
    };
    expect(await published()).toBe("own");
    writeFiles(root, { "_posts/2020-01-02-b.md": post("B", "x") });
    expect(await published()).toBe("own");
    writeFiles(root, { "x.html": "---\npermalink: /x/\n---\nown" });
    expect(await published()).toBe("x: B A");
  });

  it("shows the day of an archive in a zone west of Greenwich", async () => {
    const root = site("enabled: [day]", {
      "_posts/2020-01-01-a.md": "---\n---\n",
      "_layouts/archive.html": '{{ page.date | date: "%F %H" }} {{ page.date | date_to_string }}',
    });
    const config = readPage(root, "../_config.yml");
    writeFiles(root, { "_config.yml": `${config}timezone: America/New_York\n` });
    await buildSite(root, { now: NOW });
    expect(readPage(root, "2020/01/01/index.html")).toBe("2020-01-01 00 01 Jan 2020");
  });

  it("says that a layout is missing", async () => {
    const root = site("enabled: [tags], layouts: {tag: nosuch}", {
      "_posts/2020-01-01-a.md": post("A", "x"),
    });
    const { posts } = await buildSite(root, { now: NOW });
    expect(posts.warnings).toMatchObject([{ code: "jekyll-layout-missing", file: "tag/x/index.html" }]);
  });
});
