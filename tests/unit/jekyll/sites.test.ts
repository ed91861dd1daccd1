// The small sites of tests/jekyll/sites.txt, one for each behaviour, against what Jekyll 4.3.1 made of them.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildSite, readTree, tempFolder } from "../../tools/temp-site.js";

const folder = new URL("../../jekyll/", import.meta.url);
const recorded = JSON.parse(readFileSync(new URL("sites.json", folder), "utf8")) as Record<
  string,
  Record<string, string>
>;
const sites = readFileSync(new URL("sites.txt", folder), "utf8")
  .split(/^## /m)
  .slice(1)
  .map((part) => part.split(/^@@ /m));

/** Colours have other names, SassC writes blank lines where Dart Sass has none, and a feed's `updated` is the newest post's date here, the clock's there. */
const comparable = (text: string): string =>
  text
    .replace(/<span class="[a-z0-9]+">|<\/span>/g, "")
    .replace(/<updated>[^<]*<\/updated>(?=<id>[^<]*feed)/, "")
    .replace(/(?<=\}\n)\n/g, "")
    .trim();

describe("a Jekyll site is published as Jekyll publishes it", () => {
  for (const [name = "", ...files] of sites) {
    const title = name.trim();
    it(title, async () => {
      const root = tempFolder();
      writeFileSync(join(root, "_config.yml"), "");
      for (const file of files) {
        const path = file.slice(0, file.indexOf("\n"));
        const text = file.slice(path.length + 1);
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), title.startsWith("CRLF") ? text.replaceAll("\n", "\r\n") : text);
      }
      const report = await buildSite(root, { now: Date.parse("2026-01-01T00:00:00Z") });
      const published = readTree(join(root, "dist"));
      const expected = recorded[title] as Record<string, string>;
      expect([...published.keys()].sort(), JSON.stringify(report.posts)).toEqual(
        Object.keys(expected).sort(),
      );
      for (const [path, text] of Object.entries(expected))
        expect(comparable(published.get(path) as string), path).toBe(comparable(text));
    });
  }
});
