// Each folder `tests/sites/<behaviour>/` is a small site, and `expected/` holds those of its published files that the
// behaviour is about, and `report.txt`, which says what was published and what was not. A file `x.part` is a part
// of `x`. `build.json` may give the time (`now`) and variants: lines added to `site.yml`, each with its own folder
// in `expected/`. For a new file put an empty one there and run
// `npx vitest run --config tests/vitest.config.ts -u tests/unit/sites.test.ts`, then read what it wrote.
import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { outputPath } from "../../src/urls.js";
import { publishedPosts, reportText } from "../tools/report-text.js";
import { buildSite, copySite, readTree } from "../tools/temp-site.js";

const SITES = fileURLToPath(new URL("../sites/", import.meta.url));

interface BuildFile {
  now?: string;
  variants?: Record<string, string>;
}

for (const name of readdirSync(SITES)) {
  const folder = join(SITES, name);
  const file = join(folder, "build.json");
  const { now, variants = { "": "" } } = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as BuildFile) : {};

  describe(`the site "${name}"`, () => {
    for (const [variant, settings] of Object.entries(variants))
      it(variant || "is published as expected", async () => {
        const root = copySite(folder);
        appendFileSync(join(root, "site.yml"), `${settings}\n`);
        const report = await buildSite(root, now === undefined ? {} : { now: Date.parse(now) });
        const out = join(root, "dist");
        const expected = join(folder, "expected", variant);

        await expect(reportText(report, out)).toMatchFileSnapshot(join(expected, "report.txt"));
        for (const [path, text] of readTree(expected)) {
          if (path === "report.txt") continue;
          if (path.endsWith(".part")) expect(readFileSync(join(out, path.slice(0, -".part".length)), "utf8")).toContain(text);
          else await expect(readFileSync(join(out, path), "utf8")).toMatchFileSnapshot(join(expected, path));
        }
        for (const url of publishedPosts(out)) expect(existsSync(join(out, fileOf(root, url))), url).toBe(true);
      });
  });
}

/** The file of a post's address, below the path at which the site lives. */
function fileOf(root: string, url: string): string {
  const base = /^url: https:\/\/[^/\s]+(\/\S*?)\/?$/m.exec(readFileSync(join(root, "site.yml"), "utf8"))?.[1] ?? "";
  const target = outputPath(url.slice(base.length));
  if (!target.ok) throw new Error(target.why);
  return target.output;
}
