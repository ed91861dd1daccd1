// What the promise of frozen pages means on disk: which files a new post rewrites. One archive grows, build by build.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildSite, readPage, readTree, source, tempSite, writeFiles } from "../tools/temp-site.js";

const LINES =
  "{% for post in listing.posts %}\n{{ post.title }}\n{% endfor %}\nolder {{ listing.older }}\nnewer {{ listing.newer }}\n";
const templates = {
  "templates/home.njk": LINES,
  "templates/listing.njk": LINES,
  "templates/category.njk": LINES,
  "templates/tag.njk": LINES,
  "templates/archive.njk": LINES,
  "templates/post.njk": "{{ post.title }} {{ post.older.title }} {{ post.newer.title }}\n",
  "templates/terms.njk": "{% for term in terms %}\n{{ term.title }} {{ term.count }}\n{% endfor %}\n",
  "templates/not-found.njk": "not found\n",
};

const post = (number: number) => {
  const date = new Date(Date.UTC(2022, 2, 1, number)).toISOString();
  const front = {
    title: `P${number}`,
    date,
    permalink: `/p${number}.html`,
    categories: "Local",
    tags: "ferry",
  };
  return { [`posts/2022-03-01-p${number}.md`]: source(front) };
};

const root = tempSite(templates);
let published = 0;

/** Adds posts until there are `count`, builds, and tells what changed. */
async function growTo(count: number) {
  while (published < count) writeFiles(root, post(++published));
  const report = await buildSite(root);
  const { added, changed, removed } = JSON.parse(
    readFileSync(join(root, ".broadsheet/changes.json"), "utf8"),
  ) as Record<string, { path: string }[]>;
  // Files of the search index have a test of their own.
  const paths = (files: { path: string }[] = []) =>
    files
      .map(({ path }) => path)
      .filter((path) => !path.startsWith("search/"))
      .sort();
  return { report, added: paths(added), changed: paths(changed), removed: paths(removed) };
}

/** A listing's page as `P40 to P21, older 1, newer -`. */
function sketch(path: string): string {
  const lines = readPage(root, path).trimEnd().split("\n");
  const titles = lines.filter((line) => /^P\d+$/.test(line));
  const [older, newer] = lines.slice(-2).map((line) => line.replace(/^(?:older|newer) ?/, "") || "-");
  return `${titles.length} posts, ${titles[0] ?? "none"} to ${titles.at(-1) ?? "none"}, older ${older}, newer ${newer}`;
}

const numbered = (prefix: string) =>
  [...readTree(join(root, "dist")).keys()].filter(
    (path) => path.startsWith(prefix) && /\/\d+\.html$/.test(path),
  );

/** What every new post of this archive rewrites, whatever page it opens. */
const ALWAYS = [
  ...["2022/03/index.html", "2022/index.html", "categories.html", "tags.html"],
  ...["category/Local.html", "category/Local/feed.xml", "feed.json", "feed.xml", "index.html", "rss.xml"],
  ...["sitemap.xml", "sitemap/2022-03.xml", "tag/ferry.html"],
];

describe("an archive that grows", () => {
  it("has a front page with nothing on it, and no listings", async () => {
    await growTo(0);
    expect(sketch("index.html")).toBe("0 posts, none to none, older -, newer -");
    expect(numbered("")).toEqual([]);
  });

  it.each([1, 19, 20, 39])("has everything on the head at %i posts", async (count) => {
    await growTo(count);
    for (const head of ["index.html", "category/Local.html", "tag/ferry.html"])
      expect(sketch(head)).toBe(`${count} posts, P${count} to P1, older -, newer -`);
    expect(numbered("")).toEqual([]);
  });

  it("freezes the first page of each listing at 40 posts, and rewrites nothing else than the heads", async () => {
    const { added, changed, removed } = await growTo(40);
    expect(added).toEqual(["category/Local/1.html", "p40.html", "page/1.html", "tag/ferry/1.html"]);
    expect(changed.filter((path) => !/^2022\/03\/\d\d\//.test(path))).toEqual([...ALWAYS, "p39.html"].sort());
    expect(removed).toEqual([]);
    expect(sketch("category/Local.html")).toBe("20 posts, P40 to P21, older /category/Local/1.html, newer -");
    expect(sketch("category/Local/1.html")).toBe("20 posts, P20 to P1, older -, newer /category/Local.html");
    expect(sketch("page/1.html")).toBe("20 posts, P20 to P1, older -, newer /");
    expect(sketch("tag/ferry/1.html")).toBe("20 posts, P20 to P1, older -, newer /tag/ferry.html");
  });

  it("does not touch a frozen page at 41 posts", async () => {
    const { added, changed } = await growTo(41);
    expect(added).toEqual(["p41.html"]);
    expect(changed.filter((path) => !/^2022\/03\/\d\d\//.test(path))).toEqual([...ALWAYS, "p40.html"].sort());
    expect(sketch("index.html")).toBe("21 posts, P41 to P21, older /page/1.html, newer -");
  });

  it("rewrites of the frozen pages only the last one's way to its newer posts, at 60", async () => {
    await growTo(59);
    const { added, changed } = await growTo(60);
    expect(added).toEqual(["category/Local/2.html", "p60.html", "page/2.html", "tag/ferry/2.html"]);
    expect(changed.filter((path) => path.endsWith("/1.html"))).toEqual([
      "category/Local/1.html",
      "page/1.html",
      "tag/ferry/1.html",
    ]);
    expect(sketch("page/1.html")).toBe("20 posts, P20 to P1, older -, newer /page/2.html");
    expect(sketch("page/2.html")).toBe("20 posts, P40 to P21, older /page/1.html, newer /");
  });

  it("writes nothing where nothing changed", async () => {
    const { report } = await growTo(60);
    expect(report.pages).toMatchObject({ written: 0, removed: 0 });
  });

  it("is byte for byte what a build from nothing makes", async () => {
    const grown = readTree(join(root, "dist"));
    await buildSite(root, { out: join(root, "clean"), full: true });
    expect(grown).toEqual(readTree(join(root, "clean")));
  });
});
