// The whole sites of tests/jekyll/whole-sites.txt against what Jekyll 4.3.1 made of them: the same files, and in each
// page the same title, visible text and links.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "parse5";
import { describe, expect, it } from "vitest";
import { buildSite, readTree, tempFolder } from "../../tools/temp-site.js";

const folder = new URL("../../jekyll/", import.meta.url);
const recorded = JSON.parse(readFileSync(new URL("whole-sites.json", folder), "utf8")) as Record<
  string,
  Record<string, string>
>;
const sites = readFileSync(new URL("whole-sites.txt", folder), "utf8")
  .split(/^## /m)
  .slice(1)
  .map((part) => part.split(/^@@ /m));

interface Node {
  nodeName: string;
  value?: string;
  attrs?: { name: string; value: string }[];
  childNodes?: Node[];
}

/** What readers see and where they can go. */
function contentOf(html: string): { title: string; text: string; links: string[] } {
  const found = { title: "", text: "", links: [] as string[] };
  const visit = (node: Node, inTitle: boolean) => {
    if (node.nodeName === "script" || node.nodeName === "style") return;
    if (node.nodeName === "#text") found[inTitle ? "title" : "text"] += node.value ?? "";
    for (const { name, value } of node.attrs ?? [])
      if (name === "href" || name === "src") found.links.push(`${node.nodeName} ${value}`);
    for (const child of node.childNodes ?? []) visit(child, inTitle || node.nodeName === "title");
  };
  visit(parse(html) as unknown as Node, false);
  return { ...found, text: found.text.replace(/\s+/g, " ").trim() };
}

/** The feed is of the newest post's date here, of the clock's there; colours of code have other names. */
const comparable = (text: string) =>
  text
    .replace(/<span class="[a-z0-9]+">|<\/span>/g, "")
    .replace(/<updated>[^<]*<\/updated>(?=<id>[^<]*feed)/, "")
    .trim();

/** Jekyll gives documents without a date that of the build, and lists them before posts. */
const addresses = (sitemap: string) => [...sitemap.matchAll(/<loc>([^<]*)/g)].map(([, url]) => url).sort();

describe("a whole Jekyll site is published as Jekyll publishes it", () => {
  for (const [name = "", ...files] of sites) {
    const title = name.trim();
    it(title, async () => {
      const root = tempFolder();
      for (const file of files) {
        const path = file.slice(0, file.indexOf("\n"));
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), file.slice(path.length + 1));
      }
      const report = await buildSite(root, { now: Date.parse("2026-01-01T00:00:00Z") });
      expect(report.posts.rejected).toEqual([]);
      const published = readTree(join(root, "dist"));
      const expected = recorded[title] as Record<string, string>;
      expect([...published.keys()].sort()).toEqual(Object.keys(expected).sort());
      for (const [path, text] of Object.entries(expected)) {
        const own = published.get(path) as string;
        if (path.endsWith(".html")) expect(contentOf(own), path).toEqual(contentOf(text));
        else if (path === "sitemap.xml") expect(addresses(own), path).toEqual(addresses(text));
        else expect(comparable(own), path).toBe(comparable(text));
      }
    });
  }
});
