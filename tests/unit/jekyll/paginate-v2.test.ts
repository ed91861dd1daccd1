// What jekyll-paginate-v2 does beyond the sites that are recorded with Jekyll and version 3.0.0 of the gem.
import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildSite, type Files, readPage, readTree, tempFolder, writeFiles } from "../../tools/temp-site.js";

const NOW = Date.parse("2026-01-01T00:00:00Z");
const SHOWN = "{{ page.title }}:{% for p in paginator.posts %} {{ p.title }}{% endfor %}";
const post = (title: string, more = "") => `---\ntitle: ${title}\n${more}---\n`;
const list = (settings: string, more = "") =>
  `---\nlayout: list\ntitle: L\n${more}pagination: {enabled: true, ${settings}}\n---\n`;

function site(settings: string, files: Files): string {
  const root = tempFolder();
  const config = `permalink: none\nplugins: [jekyll-paginate-v2]\n${settings}\n`;
  writeFiles(root, { "_config.yml": config, "_layouts/list.html": SHOWN, ...files });
  return root;
}
const build = (root: string) => buildSite(root, { now: NOW });
const pages = (root: string) => [...readTree(join(root, "dist")).keys()];
const inodes = (root: string) =>
  new Map(pages(root).map((path) => [path, statSync(join(root, "dist", path)).ino]));

/** Files that are there before and after, and were written. */
async function rewritten(root: string): Promise<string[]> {
  const before = inodes(root);
  await build(root);
  const after = inodes(root);
  return [...after].filter(([path, inode]) => (before.get(path) ?? inode) !== inode).map(([path]) => path);
}

describe("jekyll-paginate-v2", () => {
  it("writes for a new post only the pages that show something else", async () => {
    const root = site("pagination: {enabled: true, per_page: 2}", {
      "index.html": list("title: ':title :num'"),
      "x/index.html": list("tag: X, sort_reverse: true, title: ':title :num'"),
      "y/index.html": list("tag: y, title: ':title :num'"),
      "_posts/2020-01-01-a.md": post("A", "tags: x\n"),
      "_posts/2020-01-02-b.md": post("B", "tags: [x, y]\n"),
      "_posts/2020-01-03-c.md": post("C", "tags: [X]\n"),
    });
    await build(root);
    expect(readPage(root, "index.html")).toBe("L: A B");
    expect(readPage(root, "page2/index.html")).toBe("L 2: C");
    expect(readPage(root, "x/page2/index.html")).toBe("L 2: A");
    writeFiles(root, { "_posts/2020-01-04-d.md": post("D", "tags: x\n") });
    expect(await rewritten(root)).toEqual(["page2/index.html", "x/index.html", "x/page2/index.html"]);
    expect(readPage(root, "page2/index.html")).toBe("L 2: C D");
    expect(readPage(root, "x/index.html")).toBe("L: D C");
    expect(readPage(root, "x/page2/index.html")).toBe("L 2: B A");
    writeFiles(root, { "_posts/2020-01-04-d.md": post("D", "hidden: true\ntags: x\n") });
    await build(root);
    expect(readPage(root, "page2/index.html")).toBe("L 2: C");
    rmSync(join(root, "_posts/2020-01-03-c.md"));
    await build(root);
    expect(pages(root)).toEqual(["a.html", "b.html", "d.html", "index.html", "x/index.html", "y/index.html"]);
  });

  it.each([
    "pagination: {enabled: true}",
    "paginate: 1",
  ])("plans its pages, too, where all are looked at for so many read what changed (%s)", async (settings) => {
    const many = Array.from({ length: 220 }, (_, at) => [`p/${at}.html`, "---\n---\n{{ site.posts.size }}"]);
    const root = site(settings, {
      ...Object.fromEntries(many),
      "index.html": list("tag: y"),
      "_posts/2020-01-01-a.md": post("A", "tags: x\n"),
    });
    await build(root);
    writeFiles(root, { "_posts/2020-01-02-b.md": post("B", "tag: 'x, Y'\n") });
    await build(root);
    expect(readPage(root, "index.html")).toBe("L: B");
  });

  it("sorts as the gem does: nothing before something, capitals no difference, equals by date", async () => {
    const sorted = async (field: string) => {
      const root = site("pagination: {enabled: true}", {
        "index.html": list(`sort_field: ${field}`),
        "_posts/2020-01-01-a.md": post("b", "rank: 10\nmeta: {day: 2020-02-01}\n"),
        "_posts/2020-01-02-b.md": post("A", "rank: 9\nmeta: {day: 2020-01-01 10:00:00}\n"),
        "_posts/2020-01-03-c.md": post("B", "meta: {day: 2019-01-01}\n"),
        "_posts/2020-01-04-d.md": post("c", "meta: none\n"),
      });
      await build(root);
      return readPage(root, "index.html");
    };
    expect(await sorted("title")).toBe("L: A b B c");
    expect(await sorted("rank")).toBe("L: B c A b");
    expect(await sorted("meta:day")).toBe("L: c B A b");
    expect(await sorted("constructor")).toBe("L: b A B c");
  });

  it("runs each paginated page's own text, where Jekyll 4 runs that of the first for all", async () => {
    const root = site("pagination: {enabled: true, per_page: 1}", {
      "a/index.html": `${list("").replace("layout: list\n", "")}a{{ paginator.page }}`,
      "b/index.html": `${list("").replace("layout: list\n", "")}b{{ paginator.page }}`,
      "_posts/2020-01-01-a.md": post("A"),
      "_posts/2020-01-02-b.md": post("B"),
    });
    await build(root);
    const texts = ["a/index.html", "a/page2/index.html", "b/index.html", "b/page2/index.html"];
    expect(texts.map((path) => readPage(root, path))).toEqual(["a1", "a2", "b1", "b2"]);
  });

  it("leaves an address to a page or post of the site's own, for as long as that is there", async () => {
    const root = site("pagination: {enabled: true, per_page: 1}", {
      "index.html": list(""),
      "_posts/2020-01-01-a.md": post("A", "permalink: /page3/\n"),
      "_posts/2020-01-02-b.md": post("B"),
      "_posts/2020-01-03-c.md": post("C"),
      "own.html": "---\npermalink: /page2/\n---\nown",
    });
    const published = async () => {
      await build(root);
      return [readPage(root, "page2/index.html"), readPage(root, "page3/index.html")];
    };
    expect(await published()).toEqual(["own", "\n"]);
    rmSync(join(root, "own.html"));
    expect(await published()).toEqual(["L - page 2: B", "\n"]);
    writeFiles(root, { "_posts/2020-01-01-a.md": post("A") });
    expect(await published()).toEqual(["L - page 2: B", "L - page 3: C"]);
  });

  it("says what a site asks for in vain", async () => {
    const reported = async (config: string) => {
      const root = tempFolder();
      writeFiles(root, { "_config.yml": config });
      const { posts } = await build(root);
      return posts.warnings.map(({ message }) => message.replace(/ is not supported.*/, ""));
    };
    expect(await reported("pagination: {enabled: true}\n")).toEqual([
      "pagination without jekyll-paginate-v2 among the plugins",
    ]);
    const named = "plugins: [jekyll-paginate-v2]\n";
    expect(await reported(`${named}autopages: {enabled: true}\n`)).toEqual(["autopages without pagination"]);
    expect(await reported(`${named}pagination: {enabled: true}\nautopages: {enabled: true}\n`)).toEqual([]);
    expect(await reported(`${named}pagination: {}\n`)).toEqual([]);
  });
});

describe("autopages", () => {
  const AUTOPAGES = `pagination: {enabled: true, per_page: 1, sort_reverse: true}
autopages: {enabled: true, categories: {enabled: false}, tags: {layouts: [list.html]}, collections: {layouts: [list.html]}}
collections: {notes: {}}`;

  it("come and go with their terms, and only those of a changed post are made anew", async () => {
    const root = site(AUTOPAGES, {
      "_posts/2020-01-01-a.md": post("A", "tags: [x]\n"),
      "_posts/2020-01-02-b.md": post("B", "tags: [y]\n"),
    });
    await build(root);
    const ofPosts = ["collection/posts/index.html", "collection/posts/page2/index.html"];
    const first = ["a.html", "b.html", ...ofPosts, "tag/x/index.html", "tag/y/index.html"];
    expect(pages(root)).toEqual(first);
    expect(readPage(root, "tag/x/index.html")).toBe("Posts tagged with x: A");
    writeFiles(root, { "_posts/2020-01-03-c.md": post("C", "tag: 'X; Z z'\n") });
    expect(await rewritten(root)).toEqual([...ofPosts, "tag/x/index.html"]);
    expect(readPage(root, "tag/x/index.html")).toBe("Posts tagged with x: C");
    expect(readPage(root, "tag/x/page2/index.html")).toBe("Posts tagged with x - page 2: A");
    expect(readPage(root, "tag/z z/index.html")).toBe("Posts tagged with z z: C");
    rmSync(join(root, "_posts/2020-01-03-c.md"));
    await build(root);
    expect(pages(root)).toEqual(first);
    writeFiles(root, { "_notes/n.md": post("N", "tags: [n]\n") });
    await build(root);
    expect(readPage(root, "collection/notes/index.html")).toBe("Posts in collection notes: N");
    expect(readPage(root, "tag/n/index.html")).toBe("Posts tagged with n:");
  });

  it("follow their layout's front matter", async () => {
    const root = site(AUTOPAGES, { "_posts/2020-01-01-a.md": post("A", "tags: [x]\n") });
    await build(root);
    writeFiles(root, {
      "_layouts/list.html": `---\nautopages: {title: 'T :tag', permalink: '/:tag/:coll'}\n---\n${SHOWN}`,
    });
    await build(root);
    expect(readPage(root, "x/:coll/index.html")).toBe("T x: A");
    expect(pages(root)).not.toContain("tag/x/index.html");
  });

  it("say that a layout is missing", async () => {
    const root = site(AUTOPAGES.replace("tags: {layouts: [list.html]}", "tags: {}"), {
      "_posts/2020-01-01-a.md": post("A", "tags: [x]\n"),
    });
    const { posts } = await build(root);
    expect(posts.warnings).toMatchObject([{ code: "jekyll-layout-missing", file: "tag/x/index.html" }]);
  });
});
