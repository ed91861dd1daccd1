// Every feed and sitemap of the repository's own site, with all formats on, against schemas in RELAX NG: by libxml2's
// xmllint, which knows nothing of our own checks (tests/schemas/*.ts), which know what no schema can say.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { copyOwnSite } from "../tools/own-site.js";
import { buildSite, readTree } from "../tools/temp-site.js";

const FORMATS = "[atom, rss, json]";
const SETTINGS = `
feed: {content: full, categories: ${FORMATS}, tags: ${FORMATS}, authors: ${FORMATS}, hubs: [https://hub.example/]}
`;
/** Two stories are news then. */
const NOW = Date.parse("2026-09-26T12:00:00+08:00");

let files: ReadonlyMap<string, string>;

beforeAll(async () => {
  const root = copyOwnSite();
  const file = join(root, "site.yml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^feed:.*\n(?:[ #].*\n|\n)*/m, "") + SETTINGS);
  await buildSite(root, { now: NOW });
  files = readTree(join(root, "dist"));
});

const schema = (name: string) => readFileSync(new URL(`../schemas/${name}.rng`, import.meta.url), "utf8");

async function problemsOf(
  name: string,
  documents: readonly [path: string, text: string][],
): Promise<string[]> {
  const { errors } = await validateXML({
    xml: documents.map(([path, text]) => ({ fileName: path.replaceAll("/", "_"), contents: text })),
    schema: schema(name),
    extension: "relaxng",
    maxMemoryPages: 8192,
  });
  return errors.map(({ rawMessage }) => rawMessage);
}

const KINDS = {
  atom: { match: /<feed xmlns="http:\/\/www\.w3\.org\/2005\/Atom"/, least: 60 },
  rss: { match: /<rss version="2\.0"/, least: 60 },
  sitemap: { match: /<(?:urlset|sitemapindex) xmlns=/, least: 8 },
} as const;

describe.each(Object.entries(KINDS))("%s", (name, { match, least }) => {
  test("of every page is valid", async () => {
    const all = [...files].filter(([path, text]) => path.endsWith(".xml") && match.test(text.slice(0, 300)));
    expect(all.length).toBeGreaterThan(least);
    expect(await problemsOf(name, all)).toEqual([]);
  });
});

test("no XML file is of another kind", () => {
  const others = [...files].filter(
    ([path, text]) =>
      path.endsWith(".xml") && !Object.values(KINDS).some(({ match }) => match.test(text.slice(0, 300))),
  );
  expect(others.map(([path]) => path)).toEqual([]);
});

// A schema that takes anything would find nothing, too.
test.each([
  ["atom", "feed.xml", /<id>/, "<ID>"],
  ["atom", "feed.xml", /(<published>[^<]*)\+08:00/, "$1"],
  ["atom", "feed.xml", /rel="alternate"/, 'rel="elsewhere"'],
  ["rss", "rss.xml", /<pubDate>Sat, 26/, "<pubDate>26"],
  ["rss", "rss.xml", /<\/channel>/, "<blink/></channel>"],
  ["rss", "rss.xml", /isPermaLink="false"/, 'isPermaLink="no"'],
  ["sitemap", "sitemap.xml", /<loc>https:/, "<loc>"],
  ["sitemap", "sitemap-news.xml", /zh-cn/, "zh-CN"],
  ["sitemap", "sitemap-news.xml", /<news:title>[^<]*/, "<news:title>"],
  ["sitemap", "sitemap/2026-07.xml", /<lastmod>[^<]*/, "<lastmod>July"],
])("%s finds what is wrong in %s: %s", async (name, path, sound, broken) => {
  const text = files.get(path)!;
  const damaged = text.replace(sound, broken);
  expect(damaged).not.toBe(text);
  expect(await problemsOf(name, [[path, damaged]])).not.toEqual([]);
});
