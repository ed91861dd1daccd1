// `import jekyll` as a whole: a Jekyll site in, a site of Broadsheet's own kind out, built, and held against the old one.
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { BuildError } from "../../../src/diagnostics/diagnostic.js";
import { importJekyll } from "../../../src/importing/jekyll.js";
import { buildSite, type Files, readTree, silent, tempFolder, writeFiles } from "../../tools/temp-site.js";

const NOW = Date.parse("2026-01-01T00:00:00Z");

async function imported(files: Files) {
  const from = tempFolder();
  const to = tempFolder();
  writeFiles(from, { "_config.yml": "url: https://old.example\n", ...files });
  const before = readTree(from);
  const report = await importJekyll({ from, to, now: NOW, reporter: silent });
  expect(readTree(from), "the old site is only read").toEqual(before);
  const states = Object.fromEntries(
    report.rows.map(({ url, now, state }) => [url, state === "same" ? state : `${state}: ${now}`]),
  );
  return { from, to, report, states, files: readTree(to) };
}

describe("import jekyll", () => {
  it("moves posts with their names and front matter, and changes nothing that needs no change", async () => {
    const text = "---\ntitle: First\nlayout: post\ndate: 2020-01-02 10:00:00 +0000\nmood: good\n---\nText.\n";
    const { files, states } = await imported({ "_posts/2020-01-02-first.md": text });
    expect(files.get("posts/2020-01-02-first.md")).toBe(text);
    expect(states["/2020/01/02/first.html"]).toBe("same");
  });

  it("says in front matter what Jekyll took from elsewhere: zones, defaults, folders, addresses", async () => {
    const { files, states, report } = await imported({
      "_config.yml":
        "timezone: Asia/Shanghai\npermalink: pretty\ndefaults:\n- {scope: {path: ''}, values: {author: Desk}}\n",
      "world/_posts/2020-01-02-a.md": "---\ntitle: A\ndate: 2020-01-02 20:00:00\ncategory: b c\n---\nText.\n",
      "_posts/2020-01-03-no-title.md": "---\ndraft: true\npermalink: /x/../y/\n---\nText.\n",
    });
    expect(report.problems).toEqual([]);
    expect(files.get("posts/world/2020-01-02-a.md")).toBe(
      '---\ntitle: A\ndate: 2020-01-03 04:00:00 +0800\ncategories: ["world", "b c"]\nauthor: "Desk"\n---\nText.\n',
    );
    expect(files.get("posts/2020-01-03-no-title.md")).toBe(
      '---\npermalink: "/x/y/"\ntitle: "No Title"\ndraft: false\nauthor: "Desk"\n---\nText.\n',
    );
    expect(states["/world/b%20c/2020/01/03/a/"]).toBe("same");
    expect(states["/x/y/"]).toBe("same");
  });

  it("compiles Sass once, so that stylesheets stay where they were", async () => {
    const { files, states, report } = await imported({
      "css/main.scss": '---\n---\n@use "b";\na { b: {{ site.url | size }}; }\n',
      "css/broken.scss": "---\n---\na { b: $none; }\n",
      "_sass/_b.scss": "c { d: e; }",
    });
    expect(files.get("public/css/main.css")).toBe("c {\n  d: e;\n}\n\na {\n  b: 19;\n}");
    expect(states["/css/main.css"]).toBe("same");
    expect(states["/css/broken.css"]).toMatch(/^gone/);
    expect(report.problems.map(({ code, file }) => [code, file])).toEqual([
      ["jekyll-sass", "css/broken.scss"],
    ]);
    const redo = files.get("IMPORT.md");
    expect(redo).toContain("- `css/main.scss` is `public/css/main.css`");
    expect(redo).toContain("- `css/broken.scss`: it does not compile");
  });

  it("runs Liquid in texts once, and leaves code as code", async () => {
    const { files } = await imported({
      "_config.yml": "baseurl: /news\n",
      "_includes/note.html": "<b>{{ include.text }}</b>",
      "_posts/2020-01-02-a.md":
        "---\ntitle: A\n---\n{{ site.baseurl }} {% include note.html text='x' %}\n\n{% highlight ruby %}\nputs 1\n{% endhighlight %}\n",
      "about.md": "---\ntitle: About {{ a }}\n---\n{{ page.title }}, {{ site.posts.size }} posts",
    });
    expect(files.get("posts/2020-01-02-a.md")).toContain("/news <b>x</b>\n\n```ruby\nputs 1\n```\n");
    expect(files.get("pages/about.md")).toContain("About {{ a }}, 1 posts");
    expect(files.get("IMPORT.md")).toContain("- `posts/2020-01-02-a.md`");
  });

  it("keeps the addresses of pages, lists, files and redirects, and names those that it cannot keep", async () => {
    const { states, files, report } = await imported({
      "_config.yml":
        "permalink: none\npaginate: 1\nplugins: [jekyll-paginate, jekyll-redirect-from, jekyll-feed]\ncollections: {notes: {output: true}}\n",
      "_layouts/category.html": "{% for p in site.categories[page.category] %}{{ p.title }}{% endfor %}",
      "index.html": "---\n---\n{% for p in paginator.posts %}{{ p.title }}{% endfor %}",
      "about.md": "---\npermalink: /about/\nredirect_from: /me/\n---\nWe.",
      "atom.xml": "---\n---\n<feed>{{ site.title }}</feed>",
      "404.html": "---\n---\nNot here.",
      "category/news.html": "---\nlayout: category\ncategory: news\n---\n",
      "archive.html": "---\nlayout: category\n---\n",
      "_notes/n.md": "---\ntitle: N\n---\nNote.",
      "css/a.css": "a {}",
      "_posts/2020-01-01-a.md": "---\ncategory: news\n---\nA\n",
      "_posts/2020-01-02-b.md": "---\ncategory: news\nredirect_from: [/old.html]\n---\nB\n",
    });
    expect(states).toEqual({
      "/": "same",
      "/404.html": "same",
      "/about/": "same",
      "/archive.html": "gone: null",
      "/atom.xml": "gone: /feed.xml",
      "/category/news.html": "same",
      "/css/a.css": "same",
      "/feed.xml": "same",
      "/me/": "same",
      "/news/a.html": "same",
      "/news/b.html": "same",
      "/notes/n.html": "same",
      "/old.html": "same",
      "/page2/": "leads: /",
      "/redirects.json": "gone: null",
    });
    expect(report).toMatchObject({ posts: 2, pages: 3, files: 1 });
    expect(files.get("IMPORT.md")).toContain(
      "`archive.html`: its text is empty: the layout category makes it",
    );
  });

  it("keeps archives where they are, and tells where those are that cannot be there", async () => {
    const { states, files } = await imported({
      "_config.yml":
        "permalink: none\nplugins: [jekyll-archives]\njekyll-archives:\n  enabled: [year, tags, categories]\n  slug_mode: latin\n  permalinks: {year: '/y:year.txt', tag: '/:type/:name/'}\n",
      "_layouts/archive.html": "{{ page.title }}",
      "_posts/2020-01-01-a.md": "---\ntags: [x, Übung]\ncategory: k\n---\nA\n",
    });
    expect(states).toMatchObject({
      "/category/k/": "same",
      "/tag/x/": "same",
      "/tag/ubung/": "gone: /tag/%C3%9Cbung/",
      "/y2020.txt": "same",
    });
    expect(files.get("site.yml")).toContain('  category: "/category/:slug/"\n');
  });

  it("keeps the pages of terms that jekyll-paginate-v2 makes, and names those of collections", async () => {
    const { states, files } = await imported({
      "_config.yml":
        "permalink: none\nplugins: [jekyll-paginate-v2]\ncollections: {notes: {output: true}}\npagination: {enabled: true, per_page: 7}\nautopages:\n  enabled: true\n  tags: {permalink: '/on/:tag', layouts: [all.html]}\n  categories: {permalink: '/:cat/', layouts: [all.html]}\n  collections: {layouts: [all.html]}\n",
      "_layouts/all.html": "{{ page.title }}",
      "_posts/2020-01-01-a.md": "---\ntags: [x, y]\ncategory: k\n---\nA\n",
      "_notes/n.md": "---\ntitle: N\n---\nNote.",
    });
    expect(states).toMatchObject({
      "/on/x/index.html": "same",
      "/on/y/index.html": "same",
      "/k/index.html": "same",
      "/collection/notes/index.html": "gone: null",
    });
    expect(files.get("site.yml")).toContain('perPage: 7\npermalinks:\n  tag: "/on/:slug/"\n');
    expect(files.get("IMPORT.md")).toContain("- `/collection/notes/index.html` (page)");
  });

  it("makes a site that builds, with every address of its table", async () => {
    const { to, report } = await imported({
      "_config.yml":
        "title: T\nurl: https://old.example\nbaseurl: /b\nplugins: [jekyll-feed, jekyll-sitemap]\n",
      "_posts/2020-01-01-a.md": "---\nlayout: story\ncategories: [K k]\n---\nA\n",
      "_posts/2020-01-02-broken.md": "---\ntitle: [\n---\nA\n",
      "_data/team.csv": "name\nAnn\n",
      "team/index.md": "---\nlayout: story\ntitle: Team\n---\nWe.",
    });
    const { posts } = await buildSite(to, { now: NOW });
    expect(posts.rejected.map(({ file }) => file)).toEqual(["posts/2020-01-02-broken.md"]);
    const published = readTree(join(to, "dist"));
    for (const { now, state } of report.rows)
      if (state !== "gone") {
        const path = decodeURIComponent(now as string)
          .slice(1)
          .replace(/(^|\/)$/, "$1index.html");
        expect(published.has(path), path).toBe(true);
      }
    expect(report.rows.filter(({ state }) => state !== "same")).toEqual([]);
    expect(JSON.parse(readFileSync(join(to, "data/team.json"), "utf8"))).toEqual([{ name: "Ann" }]);
  });

  it("gives a draft the date of its file", async () => {
    const from = tempFolder();
    writeFiles(from, { "_config.yml": "", "_drafts/idea.md": "---\ntitle: Idea\n---\nText" });
    utimesSync(join(from, "_drafts/idea.md"), 1_700_000_000, 1_700_000_000);
    const to = join(tempFolder(), "new");
    await importJekyll({ from, to, now: NOW, reporter: silent });
    expect(readFileSync(join(to, "posts/_drafts/idea.md"), "utf8")).toContain(
      "date: 2023-11-14 22:13:20 +0000",
    );
  });

  it("overwrites nothing, and leaves nothing half done", async () => {
    const from = tempFolder();
    writeFiles(from, { "_config.yml": "" });
    const to = tempFolder();
    writeFiles(to, { "posts/a.md": "mine" });
    const codeOf = (options: { from: string; to: string }) =>
      importJekyll({ ...options, now: NOW, reporter: silent }).then(
        () => "none",
        (error) => (error as BuildError).diagnostics[0]?.code,
      );
    expect(await codeOf({ from, to })).toBe("import-target-taken");
    expect(await codeOf({ from: to, to: from })).toBe("import-no-jekyll");
    writeFiles(from, { "_config.yml": "a: [" });
    const empty = tempFolder();
    expect(await codeOf({ from, to: empty })).toBe("jekyll-config-broken");
    expect([readTree(to).size, readTree(empty).size, existsSync(join(empty, ".broadsheet-import"))]).toEqual([
      1,
      0,
      false,
    ]);
  });
});

describe("the addresses of every sample site's posts and files", () => {
  const sites = readFileSync(new URL("../../jekyll/sites.txt", import.meta.url), "utf8")
    .split(/^## /m)
    .slice(1)
    .map((part) => part.split(/^@@ /m));
  for (const [name = "", ...files] of sites) {
    it(`stay: ${name.trim()}`, async () => {
      const from = tempFolder();
      writeFileSync(join(from, "_config.yml"), "");
      for (const file of files) {
        const path = file.slice(0, file.indexOf("\n"));
        mkdirSync(dirname(join(from, path)), { recursive: true });
        writeFileSync(join(from, path), file.slice(path.length + 1));
      }
      const to = tempFolder();
      const { rows, problems } = await importJekyll({ from, to, now: NOW, reporter: silent });
      const refused = new Set(problems.map(({ file }) => file));
      const text = readFileSync(join(to, "IMPORT.md"), "utf8");
      for (const { url, source, kind, state, now } of rows) {
        const isNamed = text.includes(`\`${source ?? url}\``);
        const isRefused =
          source !== null && [...refused].some((file) => file?.endsWith(source.split("/").at(-1) as string));
        if (state === "gone")
          expect({
            url,
            kind,
            isNamed: isNamed || isRefused || now !== null || kind === "redirect" || url === "/redirects.json",
          }).toMatchObject({ isNamed: true });
        if (kind === "post" && !isRefused && !isNamed) expect({ url, state }).toEqual({ url, state: "same" });
      }
      expect(statSync(join(to, "site.yml")).isFile()).toBe(true);
    });
  }
});
