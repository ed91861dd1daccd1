// An article whose page calls another one the original is in no sitemap: search engines are told one thing.
import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildSite, readPage, readTree, SITE, source, tempSite, writeFiles } from "../../tools/temp-site.js";

const NOW = Date.parse("2022-04-02T12:00:00Z");
const BODY =
  "The ferry to the island stops at noon, the harbour master said, and stays there for the winter. ".repeat(
    2,
  );
const OWN = "Tea gets cheaper each year, says everybody who grows it here.";
const POSTS = {
  "posts/2022-03-01-a.md": source({ title: "No more ferries" }, BODY),
  "posts/2022-04-01-b.md": source({ title: "Island cut off" }, `${BODY} By us.`),
  "posts/2022-04-02-c.md": source({ title: "Tea is cheap" }, OWN),
};
const settings = (duplicates: string) => `${SITE}timezone: UTC\nduplicates: ${duplicates}\n`;

const listed = (root: string, file: string) =>
  [...readPage(root, file).matchAll(/<loc>https:\/\/news\.example\.com\/(.*?)\.html<\/loc>/g)].map(
    ([, name]) => name,
  );

/** In the month's sitemap and in the one for news. */
async function build(root: string) {
  await buildSite(root, { now: NOW });
  await buildSite(root, { now: NOW, out: join(root, "clean"), full: true });
  expect(readTree(join(root, "dist"))).toEqual(readTree(join(root, "clean")));
  return { month: listed(root, "sitemap/2022-04.xml"), news: listed(root, "sitemap-news.xml") };
}

describe("a post that tells what an older one tells", () => {
  it("is in sitemaps unless the older one is named as the original", async () => {
    const root = tempSite({ "site.yml": settings("keep"), ...POSTS });
    const both = { month: ["2022/04/01/b", "2022/04/02/c"], news: ["2022/04/02/c", "2022/04/01/b"] };
    const others = { month: ["2022/04/02/c"], news: ["2022/04/02/c"] };
    expect(await build(root)).toEqual(both);
    writeFiles(root, { "site.yml": settings("canonical") });
    expect(await build(root)).toEqual(others);
    expect(readPage(root, "2022/04/01/b.html")).toContain(
      '<link rel="canonical" href="https://news.example.com/2022/03/01/a.html">',
    );
    writeFiles(root, { "site.yml": settings("keep") });
    expect(await build(root)).toEqual(both);
  });

  it("comes back when the older one goes or tells something else", async () => {
    const root = tempSite({ "site.yml": settings("canonical"), ...POSTS });
    expect((await build(root)).month).toEqual(["2022/04/02/c"]);
    const original = "posts/2022-03-01-a.md";
    writeFiles(root, { [original]: source({ title: "No more ferries" }, OWN) });
    expect((await build(root)).month).toEqual(["2022/04/01/b"]); // now it is the other one that is a copy
    rmSync(join(root, original));
    expect((await build(root)).month).toEqual(["2022/04/01/b", "2022/04/02/c"]);
    writeFiles(root, { [original]: POSTS[original] });
    expect((await build(root)).month).toEqual(["2022/04/02/c"]);
  });
});
