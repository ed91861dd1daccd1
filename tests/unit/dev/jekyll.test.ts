// The preview of a Jekyll site shows what a clean build publishes, byte for byte, whatever happens to its files.
import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { equalsCleanBuild, preview, type TestPreview, until } from "../../tools/previewing.js";
import { type Files, tempFolder, writeFiles } from "../../tools/temp-site.js";

const CONFIG = `title: The Harbour Gazette
url: https://news.example.com
plugins: [jekyll-feed, jekyll-sitemap, jekyll-redirect-from, jekyll-archives, jekyll-paginate]
paginate: 2
collections: { notes: { output: true } }
jekyll-archives: { enabled: all }
`;
const SITE: Files = {
  "_config.yml": CONFIG,
  "_layouts/default.html": "<title>{{ page.title }}</title>{% include head.html %}<body>{{ content }}</body>",
  "_layouts/post.html":
    "---\nlayout: default\n---\n{{ content }}{{ page.previous.title }} {{ page.next.url }} {{ site.data.team | join }}",
  "_layouts/archive.html": "{{ page.type }}{% for p in page.posts %} {{ p.title }}{% endfor %}",
  "_includes/head.html": "<i>{{ site.title }}</i>",
  "_data/team.yml": "- Ann\n",
  "_sass/_base.scss": "a { b: c; }",
  "css/main.scss": '---\n---\n@use "base";',
  "css/plain.css": "h1 {}",
  "index.html":
    "---\nlayout: default\n---\n{% for p in paginator.posts %}{{ p.title }}: {{ p.excerpt }}{% endfor %}",
  "about.md": "---\nlayout: default\ntitle: About\nredirect_from: /me\n---\n# About us\n",
  "404.html": "---\npermalink: /404.html\n---\nNot here.",
  "_notes/n.md": "---\ntitle: N\n---\nA note.",
  "_posts/2022-03-01-a.md":
    "---\nlayout: post\ntitle: A\ntags: [x]\nredirect_from: [/old/a/]\n---\nText of A.\n",
  "_posts/2022-03-02-b.md": "---\nlayout: post\ntitle: B\ntags: [x, y]\n---\nText of B.\n",
  "news/_posts/2022-03-03-c.md": "---\nlayout: post\ntitle: C\n---\nText of C.\n",
};
const A = "/2022/03/01/a.html";

async function open(files: Files = {}, options = {}): Promise<TestPreview> {
  const root = tempFolder();
  writeFiles(root, { ...SITE, ...files });
  return preview(root, options);
}

async function shows(shown: TestPreview, path: string, text: string, others: string[] = []): Promise<void> {
  await until(
    () => shown.text(path),
    (found) => found.includes(text),
  );
  await equalsCleanBuild(shown, {}, others);
}

describe("the preview of a Jekyll site shows", () => {
  it("every page and file that a build publishes, and no other", async () => {
    const shown = await open();
    const pages = await equalsCleanBuild(shown, {}, [
      "_layouts/post.html",
      "_config.yml",
      "_sass/_base.scss",
    ]);
    expect(pages).toEqual(
      expect.arrayContaining([
        ...[
          "2022/03/01/a.html",
          "old/a/index.html",
          "me.html",
          "notes/n.html",
          "page2/index.html",
          "css/main.css",
        ],
        ...["news/2022/03/03/c.html", "tag/x/index.html", "2022/index.html", "feed.xml", "sitemap.xml"],
      ]),
    );
    expect((await shown.get("/nowhere/")).status).toBe(404);
    expect(await shown.text("/nowhere/")).toContain("Not here.");
    expect(await shown.text("/about")).toContain("About us");
    expect(shown.said.join()).not.toContain("internal-error");
  });

  it("posts that change, come, move and go", async () => {
    const shown = await open();
    const at = (path: string) => join(shown.root, path);
    appendFileSync(at("_posts/2022-03-01-a.md"), "More of it.\n");
    await shows(shown, A, "More of it.");
    writeFiles(shown.root, {
      "_posts/2022-03-04-d.md": "---\nlayout: post\ntitle: D\ntags: [z]\n---\nOf D.\n",
    });
    await shows(shown, "/tag/z/", "D");
    renameSync(at("_posts/2022-03-04-d.md"), at("_posts/2022-03-05-e.md"));
    await shows(shown, "/2022/03/05/e.html", "Of D.", ["2022/03/04/d.html"]);
    rmSync(at("_posts/2022-03-02-b.md"));
    await shows(shown, "/tag/x/", "tag A", ["2022/03/02/b.html", "tag/y/index.html"]);
    mkdirSync(at("sport/_posts"), { recursive: true });
    writeFiles(shown.root, { "sport/_posts/2022-03-06-f.md": "---\nlayout: post\ntitle: F\n---\nOf F.\n" });
    await shows(shown, "/sport/2022/03/06/f.html", "Of F.");
  });

  it("layouts, includes, data, Sass, pages, documents and files", async () => {
    const shown = await open();
    const change = (path: string, text: string) => writeFiles(shown.root, { [path]: text });
    change("_layouts/post.html", "---\nlayout: default\n---\nnew {{ content }} {{ site.data.team | join }}");
    await shows(shown, A, "new ");
    change("_includes/head.html", "<b>head</b>");
    await shows(shown, A, "<b>head</b>");
    change("_data/team.yml", "- Ben\n");
    await shows(shown, A, "Ben");
    change("_sass/_base.scss", "a { b: d; }");
    await shows(shown, "/css/main.css", "b: d");
    change("about.md", "---\ntitle: About\npermalink: /us/\n---\nOthers\n");
    await shows(shown, "/us/", "Others", ["about.html", "me.html"]);
    change("_notes/m.md", "---\ntitle: M\n---\nAnother note.");
    await shows(shown, "/notes/m.html", "Another note.");
    change("css/plain.css", "h2 {}");
    await shows(shown, "/css/plain.css", "h2");
    change("contact.html", "---\n---\nWrite!");
    await shows(shown, "/contact.html", "Write!");
    change("contact.html", "Plain.");
    await shows(shown, "/contact.html", "Plain.");
  });

  it("what the settings say, also when they become others", async () => {
    const shown = await open();
    const change = (text: string) => writeFileSync(join(shown.root, "_config.yml"), text);
    change(CONFIG.replace("Harbour", "Canal"));
    await shows(shown, A, "Canal");
    change(`${CONFIG}permalink: pretty\n`);
    await shows(shown, "/2022/03/01/a/", "Text of A.", ["2022/03/01/a.html"]);
    change(`${CONFIG}exclude: [about.md, css]\n`);
    await shows(shown, A, "Text of A.", ["about.html", "css/main.css"]);
    change(CONFIG);
    await shows(shown, "/about.html", "About us");
    appendFileSync(join(shown.root, "about.md"), "Watched again.\n");
    await shows(shown, "/about.html", "Watched again.");
  });

  it("the last good page of a post that is broken, and the post when it is mended", async () => {
    const shown = await open();
    const file = join(shown.root, "_posts/2022-03-01-a.md");
    expect(await shown.text(A)).toContain("Text of A.");
    writeFileSync(file, "---\ntitle: [\n---\nBroken.\n");
    await until(
      () => shown.said.join("\n"),
      (said) => said.includes("jekyll-yaml _posts/2022-03-01-a.md"),
    );
    expect(await shown.text(A)).toContain("Text of A.");
    writeFileSync(file, "---\nlayout: post\ntitle: A\n---\nMended.\n");
    await shows(shown, A, "Mended.");
  });

  it("settings that cannot be read by the last ones that could", async () => {
    const shown = await open();
    expect(await shown.text(A)).toContain("Harbour");
    writeFileSync(join(shown.root, "_config.yml"), "title: [\n");
    await until(
      () => shown.said.join("\n"),
      (said) => said.includes("jekyll-config-broken _config.yml"),
    );
    expect(await shown.text(A)).toContain("Harbour");
    writeFileSync(join(shown.root, "_config.yml"), CONFIG.replace("Harbour", "Lake"));
    await shows(shown, A, "Lake");
  });

  it("the site below its baseurl, and drafts where they are asked for", async () => {
    const shown = await open(
      {
        "_config.yml": `${CONFIG}baseurl: /news\n`,
        "_drafts/e.md": "---\ntitle: E\ndate: 2022-05-05\n---\nDraft.\n",
      },
      { drafts: true },
    );
    expect((await shown.get("/")).headers.get("location")).toBe("/news/");
    expect(await shown.text("/news/2022/05/05/e.html")).toContain("Draft.");
    await equalsCleanBuild(shown, { basePath: "/news", drafts: true });
  });

  it("what no event told, and what another build's catalog holds", async () => {
    const root = tempFolder();
    writeFiles(root, SITE);
    const first = await preview(root);
    await equalsCleanBuild(first);
    await first.close();
    writeFiles(root, { "_posts/2022-03-07-g.md": "---\nlayout: post\ntitle: G\n---\nOf G.\n" });
    rmSync(join(root, "_posts/2022-03-01-a.md"));
    const second = await preview(root);
    await shows(second, "/2022/03/07/g.html", "Of G.", ["2022/03/01/a.html"]);
  });
});
