// What newsrooms and scrapers really publish: too wide, too long, too much, or nothing at all. The theme holds.
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { axeViolations, chromium, overflowingWidths, type Reader, readIn } from "../tools/browsing.js";
import { buildSite, source, tempSite } from "../tools/temp-site.js";

const WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
const URL = `https://news.example.org/${"a-very-long-path-without-any-space/".repeat(6)}`;
const cells = (text: string) => `| ${Array.from({ length: 14 }, (_, i) => `${text}${i}`).join(" | ")} |\n`;

const BODIES: Record<string, string> = {
  word: `${WORD}${WORD}\n\n## ${WORD}\n\n> ${WORD}\n\n- ${WORD}\n`,
  address: `<${URL}>\n\n[${URL}](${URL}) \`${URL}\`\n\nNote.[^1]\n\n[^1]: ${URL}\n`,
  table: `${cells("column")}|${"---|".repeat(14)}\n${cells("a value ")}`,
  "table in HTML": `<table width="1600"><tr><td width="1600" nowrap>${"wide ".repeat(80)}</td></tr></table>`,
  code: `\`\`\`js\n${"const value = 1; ".repeat(40)}\n\`\`\`\n`,
  nesting: Array.from({ length: 7 }, (_, i) => `${"  ".repeat(i)}- level ${i} ${WORD}\n`).join(""),
  quotations: `${"> ".repeat(12)}${WORD}\n`,
  picture: `![A wide picture](/wide.svg)\n\n<img src="/wide.svg" width="2400" height="300" alt="A wide one">\n`,
  scraped: `<div style="width:1600px"><p align="center" style="min-width:1500px">&nbsp;${"text&nbsp;".repeat(200)}</p></div>`,
  spaces: ` <p>${"\u3000".repeat(60)}${"中文没有空格".repeat(100)}</p>`,
  lines: `${"&mdash;".repeat(300)}\n\n${"=".repeat(300)}\n\n${"。".repeat(200)}\n`,
};

const WIDE = `<svg xmlns="http://www.w3.org/2000/svg" width="2400" height="300"/>`;
const TITLE = `${WORD} ${"很长的标题没有标点".repeat(12)}`;

function hardSite(): string {
  const posts = Object.entries(BODIES).map(([name, body], i) => {
    const front = {
      title: i % 2 ? TITLE : name,
      date: `2025-06-${10 + i} 08:00:00`,
      categories: JSON.stringify([`${WORD} ${"长".repeat(60)}`]),
      tags: JSON.stringify(Array.from({ length: 40 }, (_, n) => `${n} ${WORD}`)),
      author: WORD,
      source: WORD,
      source_url: URL,
      image: i % 3 ? "/wide.svg" : "",
    };
    return [`posts/2025-06-${10 + i}-${name.replaceAll(" ", "-")}.md`, source(front, body)];
  });
  const menu = Array.from({ length: 20 }, (_, n) => `  - { title: "${n} ${WORD}", url: / }\n`).join("");
  const settings = `title: ${WORD}\nurl: https://news.example.com\npermalink: /:title.html\nmenu:\n${menu}`;
  return tempSite({ ...Object.fromEntries(posts), "site.yml": settings, "public/wide.svg": WIDE });
}

describe.skipIf(chromium === null)("hard content", () => {
  let reader: Reader;
  beforeAll(async () => {
    const root = hardSite();
    const { posts } = await buildSite(root);
    expect(posts).toMatchObject({ published: Object.keys(BODIES).length, rejected: [] });
    reader = await readIn(chromium!, join(root, "dist"));
  }, 60_000);
  afterAll(() => reader?.leave());

  test.each(Object.keys(BODIES))("a post with a hard %s never scrolls the page sideways", async (name) => {
    const path = `/${name.replaceAll(" ", "-")}.html`;
    await reader.visit(path, {}, async ({ page }) => {
      expect(await page.locator(".story-body").count()).toBe(1);
      expect(await overflowingWidths(page, [320, 1440])).toEqual([]);
    });
  });

  test.each([
    "/",
    "/2025/",
    "/categories.html",
    "/tags.html",
  ])("nor does %s with such posts", async (path) => {
    await reader.visit(path, {}, async ({ page }) => {
      expect(await axeViolations(page)).toEqual([]);
    });
  });
});

describe.skipIf(chromium === null)("a site without a post", () => {
  test("says so, accessibly", async () => {
    const root = tempSite({});
    await buildSite(root);
    const reader = await readIn(chromium!, join(root, "dist"));
    try {
      await reader.visit("/", {}, async ({ page }) => {
        expect(await page.locator("main .no-posts").isVisible()).toBe(true);
        expect(await axeViolations(page)).toEqual([]);
      });
    } finally {
      await reader.leave();
    }
  }, 60_000);
});
