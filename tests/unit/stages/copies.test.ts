import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { addBareTemplates, buildSite, SITE, source, tempSite, writeFiles } from "../../tools/temp-site.js";

const post = (title: string, day: number, more = {}) =>
  source({ title, date: `2025-12-0${day} 08:00:00 +0000`, permalink: `/${title}.html`, ...more });

function site(files: Record<string, string> = {}): string {
  const root = tempSite({
    "site.yml": `${SITE}compress: true\n`,
    "posts/a.md": post("a", 1, { redirect_from: "/old.html" }),
    "posts/b.md": post("b", 2),
    ...files,
  });
  addBareTemplates(root);
  writeFiles(root, { "templates/post.njk": "{{ post.title }} {{ post.content | safe }}" });
  return root;
}

const file = (root: string, path: string) => join(root, "dist", path);
const has = (root: string, path: string) => existsSync(file(root, path));

function expectCopies(root: string, path: string): void {
  const original = readFileSync(file(root, path));
  expect(gunzipSync(readFileSync(file(root, `${path}.gz`))), path).toEqual(original);
  expect(brotliDecompressSync(readFileSync(file(root, `${path}.br`))), path).toEqual(original);
}

const changes = (root: string) =>
  JSON.parse(readFileSync(join(root, ".broadsheet/changes.json"), "utf8")) as Record<
    "added" | "changed" | "removed",
    { path: string }[]
  >;
const paths = (list: { path: string }[]) => list.map(({ path }) => path).sort();

describe("compressed copies", () => {
  it("are beside every text, and hold the same", async () => {
    const root = site({ "public/notes.txt": "Notes.\n", "public/a.png": "a picture" });
    await buildSite(root);
    for (const path of ["a.html", "old.html", "feed.xml", "sitemap.xml", "notes.txt"])
      expectCopies(root, path);
    expect(has(root, "a.png.gz")).toBe(false);
  });

  it("are made anew with their page, and not otherwise", async () => {
    const root = site();
    await buildSite(root);
    writeFiles(root, { "posts/a.md": post("a", 1, { redirect_from: "/old.html", excerpt: "Other." }) });
    appendFileSync(join(root, "posts/a.md"), "More.\n");
    await buildSite(root);
    const changed = paths(changes(root).changed);
    expect(changed).toEqual(expect.arrayContaining(["a.html", "a.html.br", "a.html.gz"]));
    expect(changed.filter((path) => path.startsWith("b.html"))).toEqual([]);
    expectCopies(root, "a.html");
  });

  it("go with their page", async () => {
    const root = site();
    await buildSite(root);
    rmSync(join(root, "posts/a.md"));
    await buildSite(root);
    const gone = ["a.html", "a.html.br", "a.html.gz", "old.html", "old.html.br", "old.html.gz"];
    expect(paths(changes(root).removed)).toEqual(expect.arrayContaining(gone));
    for (const path of gone) expect(has(root, path), path).toBe(false);
  });

  it("are repaired when somebody touches them, and the page is left alone", async () => {
    const root = site();
    await buildSite(root);
    writeFileSync(file(root, "a.html.gz"), "broken");
    rmSync(file(root, "feed.xml.br"));
    const { pages } = await buildSite(root);
    expect(pages.written).toBe(2);
    expectCopies(root, "a.html");
    expectCopies(root, "feed.xml");
  });

  it("give way to a file of that name in public/, and come back", async () => {
    const root = site({ "public/a.html.gz": "by hand" });
    await buildSite(root);
    expect(readFileSync(file(root, "a.html.gz"), "utf8")).toBe("by hand");
    expect(has(root, "a.html.br")).toBe(true);
    rmSync(join(root, "public/a.html.gz"));
    await buildSite(root);
    expectCopies(root, "a.html");
  });

  it("go and come with the setting", async () => {
    const root = site();
    await buildSite(root);
    writeFiles(root, { "site.yml": SITE });
    await buildSite(root);
    expect(has(root, "a.html.gz")).toBe(false);
    expect(paths(changes(root).changed)).toEqual([]);
    writeFiles(root, { "site.yml": `${SITE}host: nginx\n` });
    await buildSite(root);
    expectCopies(root, "a.html");
  });

  it("have their names to themselves", async () => {
    const root = site({ "posts/c.md": source({ title: "C", date: "2025-12-03", permalink: "/a.html.gz" }) });
    const report = await buildSite(root);
    expect(report.posts.rejected.map(({ code }) => code)).toEqual(["url-reserved"]);
  });
});
