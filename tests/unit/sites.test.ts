// Each folder `tests/sites/<behaviour>/` is a small site, and `expected/` holds those of its published files that the
// behaviour is about; `report.txt` is what the build says of it, where that matters. A file `x.part` is a part of
// `x`. `build.json` may give the time (`now`) and variants: lines added to `site.yml`, each with its own folder
// in `expected/`; `theme` asks for the real templates in the place of bare ones. For a new file put an empty one there and run
// `npx vitest run --config tests/vitest.config.ts -u tests/unit/sites.test.ts`, then read what it wrote.
import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { outputPath } from "../../src/urls.js";
import { publishedPosts, reportText } from "../tools/report-text.js";
import { addBareTemplates, buildSite, copySite, readTree } from "../tools/temp-site.js";

const SITES = fileURLToPath(new URL("../sites/", import.meta.url));

interface BuildFile {
  now?: string;
  theme?: boolean;
  variants?: Record<string, string>;
}

for (const name of readdirSync(SITES)) {
  const folder = join(SITES, name);
  const file = join(folder, "build.json");
  const {
    now,
    theme = false,
    variants = { "": "" },
  } = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as BuildFile) : {};

  describe(`the site "${name}"`, () => {
    for (const [variant, settings] of Object.entries(variants))
      it(variant || "is published as expected", async () => {
        const root = copySite(folder);
        appendFileSync(join(root, "site.yml"), `${settings}\n`);
        if (!theme) addBareTemplates(root);
        const report = await buildSite(root, now === undefined ? {} : { now: Date.parse(now) });
        const out = join(root, "dist");
        const expected = join(folder, "expected", variant);

        const files = readTree(expected);
        expect(files.size).toBeGreaterThan(0);
        for (const [path, text] of files) {
          if (path.endsWith(".part"))
            expect(readFileSync(join(out, path.slice(0, -".part".length)), "utf8")).toContain(text);
          else {
            const published = path === "report.txt" ? reportText(report, out) : publishedText(out, path);
            await expect(published).toMatchFileSnapshot(join(expected, path));
          }
        }
        for (const url of publishedPosts(out))
          expect(existsSync(join(out, fileOf(root, url))), url).toBe(true);
      });
  });
}

/** Host files without the hashes in the theme's file names, so that a change of its style changes none of them. */
function publishedText(out: string, path: string): string {
  const text = readFileSync(join(out, path), "utf8");
  return path === "_headers"
    ? text.replace(/(\/theme\/[\w-]+)\.[0-9a-f]{10}\.(?=(?:css|js)\b)/g, "$1.HASH.")
    : text;
}

/** The file of a post's address, below the path at which the site lives. */
function fileOf(root: string, url: string): string {
  const base =
    /^url: https:\/\/[^/\s]+(\/\S*?)\/?$/m.exec(readFileSync(join(root, "site.yml"), "utf8"))?.[1] ?? "";
  const target = outputPath(url.slice(base.length));
  if (!target.ok) throw new Error(target.why);
  return target.output;
}

describe("a site that lives below a path", () => {
  it("has no link that leads out of it or nowhere, in pages, feeds and sitemaps", async () => {
    const root = copySite(join(SITES, "base-path"));
    rmSync(join(root, "templates"), { recursive: true }); // with the theme's own
    await buildSite(root);
    const files = readTree(join(root, "dist"));
    const links = [...files].flatMap(([path, text]) => linksOf(text).map((url) => ({ path, url })));
    const own = links.filter(({ url }) => /^(?:\/|https:\/\/x\.example)/.test(url));
    expect(own.length).toBeGreaterThan(200);
    for (const { path, url } of own) {
      const below = /^(?:https:\/\/x\.example)?\/news(\/[^?#]*)/.exec(url)?.[1] ?? "";
      const target = outputPath(below);
      expect(target.ok && files.has(target.output), `${path} links to ${url}`).toBe(true);
    }
  });
});

/** What attributes of HTML and Atom, elements of RSS and sitemaps, and keys of JSON Feed link to. */
function linksOf(text: string): string[] {
  const places = [
    /\b(?:href|src|action)="([^"]*)"/g,
    /<meta [^>]*content="(https?:[^"]*)"/g,
    /<(?:link|loc|url)>([^<]*)</g,
    /"(?:url|image|home_page_url|feed_url)": "([^"]*)"/g,
    /^Sitemap: (.*)$/gm,
    /; url=([^"]*)"/g,
  ];
  return places.flatMap((place) => [...text.matchAll(place)].map(([, url]) => url!));
}
