// Settings of `_config.yml` that decide what is published, and what happens to what stands in the way.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { BuildOptions } from "../../../src/build.js";
import { buildSite, type Files, readPage, readTree, tempFolder, writeFiles } from "../../tools/temp-site.js";

function site(files: Files): string {
  const root = tempFolder();
  writeFiles(root, files);
  return root;
}
const pages = (root: string) => [...readTree(join(root, "dist")).keys()];
const build = (root: string, options: Partial<BuildOptions> = {}) =>
  buildSite(root, { now: Date.parse("2026-01-01T00:00:00Z"), ...options });
const post = (text: string) => `---\ntitle: ${text}\n---\n${text}\n`;

describe("limit_posts", () => {
  it("publishes the newest posts only, whatever comes and goes", async () => {
    const root = site({
      "_config.yml": "limit_posts: 2\npermalink: none\n",
      "_posts/2020-01-01-a.md": post("A"),
      "_posts/2020-01-02-b.md": post("B"),
      "_posts/2020-01-03-c.md": post("C"),
      "index.html": "---\n---\n{% for p in site.posts %}{{ p.title }}{% endfor %}",
    });
    await build(root);
    expect(pages(root)).toEqual(["b.html", "c.html", "index.html"]);
    expect(readPage(root, "index.html")).toBe("CB");
    writeFiles(root, { "_posts/2020-01-04-d.md": post("D") });
    await build(root);
    expect(readPage(root, "index.html")).toBe("DC");
    writeFiles(root, {
      "_posts/2020-01-03-c.md": "---\npublished: false\n---\n",
      "_posts/2020-01-01-a.md": post("AA"),
    });
    await build(root);
    expect(pages(root)).toEqual(["b.html", "d.html", "index.html"]);
    writeFiles(root, { "_config.yml": "permalink: none\n" });
    await build(root);
    expect(readPage(root, "index.html")).toBe("DBAA");
  });
});

describe("strict_front_matter", () => {
  it("publishes nothing if a front matter is no YAML, and minds no other mistake", async () => {
    const root = site({
      "_config.yml": "strict_front_matter: true\npermalink: none\n",
      "_posts/2020-01-01-a.md": post("A"),
      "_posts/2020-01-02-b.md": "---\ntitle: [\n---\n",
    });
    expect(await build(root)).toMatchObject({ failed: true, posts: { rejected: [{ code: "jekyll-yaml" }] } });
    expect(existsSync(join(root, "dist"))).toBe(false);
    writeFiles(root, { "_posts/2020-01-02-b.md": "---\ndate: soon\n---\n" });
    expect(await build(root)).toMatchObject({
      failed: false,
      posts: { rejected: [{ code: "jekyll-date" }] },
    });
    expect(pages(root)).toEqual(["a.html"]);
  });
});

describe("keep_files", () => {
  it("leaves in the published folder what it names, and nothing else that is not the site's", async () => {
    const root = site({ "_config.yml": "keep_files: [stats, CNAME]\n", "a.html": "---\n---\nA" });
    await build(root);
    writeFiles(root, { "dist/stats/x.html": "x", "dist/CNAME": "x", "dist/stats.html": "x" });
    await build(root);
    expect(pages(root)).toEqual(["CNAME", "a.html", "stats/x.html"]);
  });
});

describe("--config", () => {
  it("reads several files, the later ones winning, also where there is no _config.yml", async () => {
    const root = site({
      "_a.yml": "title: A\nowner: {name: Ann, role: Editor}\n",
      "_b.yml": "title: B\nowner: {name: Ben}\n",
      "index.html": "---\n---\n{{ site.title }} {{ site.owner.name }} {{ site.owner.role }}",
    });
    await build(root, { config: "_a.yml,_b.yml" });
    expect(readPage(root, "index.html")).toBe("B Ben Editor");
  });
});

describe("liquid: false", () => {
  it("publishes the Liquid in posts as text, and runs that of pages and layouts", async () => {
    const root = site({
      "_config.yml": "liquid: false\npermalink: none\n",
      "_layouts/p.html": "{{ page.title }}: {{ content }}",
      "_posts/2020-01-01-a.md": "---\nlayout: p\ntitle: A\n---\n{{ site.time }} {% nosuch",
      "index.html": "---\n---\n{{ site.posts.size }}",
    });
    const { posts } = await build(root);
    expect(posts.rejected).toEqual([]);
    expect(readPage(root, "a.html")).toBe("A: <p>{{ site.time }} {% nosuch</p>\n");
    expect(readPage(root, "index.html")).toBe("1");
  });
});

describe("a theme that is a gem", () => {
  it("is replaced by Broadsheet's own, where the site has no layout of that name, and that is said", async () => {
    const root = site({
      "_config.yml": "title: T\ntheme: minima\npermalink: none\nbaseurl: /b\nplugins: [jekyll-feed]\n",
      "_layouts/post.html": "own {{ content }}",
      "_posts/2020-01-01-a.md": "---\nlayout: post\n---\nA",
      "about.md": "---\nlayout: splash\ntitle: About <us>\n---\nWe.",
      "index.md": "---\nlayout: home\n---\n",
    });
    const { posts } = await build(root);
    expect(posts.warnings.map(({ code }) => code)).toEqual(["jekyll-theme-replaced"]);
    expect(readPage(root, "a.html")).toBe("own <p>A</p>\n");
    expect(readPage(root, "about.html")).toContain("<h1>About &lt;us&gt;</h1>");
    expect(readPage(root, "index.html")).toContain('<a href="/b/a.html">A</a>');
    const [, stylesheet = ""] =
      /<link rel="stylesheet" href="\/b\/([^"]+)"/.exec(readPage(root, "index.html")) ?? [];
    expect(pages(root)).toContain(stylesheet);
  });
});
