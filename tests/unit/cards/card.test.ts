// Share cards in a site: the packages that draw them are there for the tests.
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { cardToolVersions } from "../../../src/cards/tools.js";
import {
  addBareTemplates,
  buildSite,
  readPage,
  SITE,
  source,
  tempSite,
  writeFiles,
} from "../../tools/temp-site.js";

const post = (title: string, more = {}) =>
  source({ title, date: "2025-12-01 08:00:00 +0000", permalink: "/a.html", categories: "[News]", ...more });

function site(title: string, more = {}): string {
  const root = tempSite({ "site.yml": `${SITE}cards: true\n`, "posts/a.md": post(title, more) });
  addBareTemplates(root);
  writeFiles(root, { "templates/post.njk": "{{ page.image | absolute }} {{ post.content | safe }}" });
  return root;
}

function cards(root: string): string[] {
  const folder = join(root, "dist/cards");
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".png")).map((name) => `cards/${name}`);
}

const png = (root: string, path: string) => readFileSync(join(root, "dist", path));

describe.skipIf(cardToolVersions(".") === null)("a share card", () => {
  it("is 1200 by 630, and the page names it", async () => {
    const root = site("渡轮夜航恢复");
    await buildSite(root);
    const [card] = cards(root);
    const bytes = png(root, card as string);
    expect([bytes.toString("latin1", 1, 4), bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([
      "PNG",
      1200,
      630,
    ]);
    expect(readPage(root, "a.html")).toContain(`https://news.example.com/${card}`);
  });

  it("is left alone when only the text of its post changes", async () => {
    const root = site("One");
    await buildSite(root);
    const before = cards(root);
    writeFiles(root, { "posts/a.md": `${post("One")}More.\n` });
    await buildSite(root);
    const { changed, added } = JSON.parse(readFileSync(join(root, ".broadsheet/changes.json"), "utf8"));
    expect(changed.map(({ path }: { path: string }) => path)).toContain("a.html");
    expect([...changed, ...added].map(({ path }: { path: string }) => path)).not.toContain(before[0]);
  });

  it("gets another address with another title, and the old one goes", async () => {
    const root = site("One");
    await buildSite(root);
    const before = cards(root);
    writeFiles(root, { "posts/a.md": post("Two") });
    await buildSite(root);
    expect(cards(root)).toHaveLength(1);
    expect(cards(root)).not.toEqual(before);
  });

  it("goes with its post", async () => {
    const root = site("One");
    await buildSite(root);
    rmSync(join(root, "posts/a.md"));
    await buildSite(root);
    expect(cards(root)).toEqual([]);
  });

  it("is not what is shown where the post has a picture of its own", async () => {
    const root = site("One", { image: "/own.jpg" });
    await buildSite(root);
    expect(readPage(root, "a.html")).toContain("https://news.example.com/own.jpg");
  });

  it("is drawn from any title, also from one of emoji, markup or nothing that the font has", async () => {
    for (const title of ["🚢🎉", '"<script>&amp;</script>"', "ދިވެހި", "x".repeat(3000)]) {
      const root = site(title);
      const { posts } = await buildSite(root);
      expect(posts.rejected, title).toEqual([]);
      expect(cards(root), title).toHaveLength(1);
    }
  });
});
