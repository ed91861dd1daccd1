// A catalog that is damaged, older or from somebody else is a cold build: with a warning where it is noticed, never a
// wrong one, never a crash. `CUTS` says how many are cut off somewhere.
import { cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, expect, it } from "vitest";
import { openDatabase } from "../../src/catalog/sqlite.js";
import type { BuildReport } from "../../src/types/report.js";
import { newsroom, nextEdition, PRESS_TIME } from "../tools/newsroom.js";
import { quickFolder } from "../tools/quick-folder.js";
import { buildSite, writeFiles } from "../tools/temp-site.js";
import { readBytes, sameTree, type Tree } from "../tools/trees.js";

const CUTS = Number(process.env.CUTS ?? 30);
const SEED = Number(process.env.SEED ?? 170631359);
const POSTS = 20;

/** Published, then changed; and what the next build must make of it. */
let before: string;
let fresh: Tree;
let catalog: Buffer;

beforeAll(async () => {
  before = join(quickFolder(), "site");
  writeFiles(before, newsroom(POSTS));
  await build(before);
  catalog = readFileSync(catalogOf(before));
  const { put, remove } = nextEdition(POSTS);
  writeFiles(before, put);
  for (const path of remove) rmSync(join(before, path));
  const clean = join(quickFolder(), "site");
  cpSync(before, clean, { recursive: true });
  for (const part of ["dist", ".broadsheet"]) rmSync(join(clean, part), { recursive: true });
  await build(clean);
  fresh = readBytes(join(clean, "dist"));
}, 60_000);

const catalogOf = (root: string) => join(root, ".broadsheet/catalog.db");
const build = (root: string) => buildSite(root, { now: Date.parse(PRESS_TIME) });

/** Builds on a catalog to which something was done. */
async function buildAfter(harm: (file: string) => void): Promise<BuildReport> {
  const root = join(quickFolder(), "site");
  try {
    cpSync(before, root, { recursive: true, preserveTimestamps: true });
    harm(catalogOf(root));
    const report = await build(root);
    sameTree("dist/", fresh, readBytes(join(root, "dist")));
    await build(root);
    sameTree("dist/ after one more build", fresh, readBytes(join(root, "dist")));
    return report;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const warned = ({ posts }: BuildReport) =>
  posts.warnings.filter(({ code }) => code === "catalog-refused").length;

it("builds on a whole one without a word", async () => {
  const report = await buildAfter(() => {});
  expect(warned(report)).toBe(0);
  expect(report.pages.unchanged).toBeGreaterThan(5);
});

const HARMS: Record<string, (file: string) => void> = {
  "is empty": (file) => writeFileSync(file, ""),
  "holds something else": (file) => writeFileSync(file, "Not a catalog at all. ".repeat(1000)),
  "lost its second half": (file) => truncateSync(file, catalog.length / 2),
  "lost everything but its header": (file) => truncateSync(file, 100),
  "is a folder": (file) => {
    rmSync(file);
    mkdirSync(join(file, "inside"), { recursive: true });
  },
  "is of a later version": (file) =>
    rewrite(file, "UPDATE meta SET value = '999 ' || value WHERE key = 'key'"),
  "has no tables": (file) => rewrite(file, "DROP TABLE pages; DROP TABLE posts"),
  "has another table of that name": (file) =>
    rewrite(file, "DROP TABLE posts; CREATE TABLE posts (id INTEGER)"),
};

it.each(Object.keys(HARMS))("starts over, and says so, where it %s", async (name) => {
  expect(warned(await buildAfter(HARMS[name]!))).toBe(1);
});

it.each([
  "-journal",
  "-wal",
  ".new",
  ".new-journal",
])("is not misled by a left-over catalog.db%s", async (suffix) => {
  await buildAfter((file) => writeFileSync(file + suffix, Buffer.from(catalog).reverse()));
});

it(`makes the same site wherever it was cut off, ${CUTS} times (seed ${SEED})`, async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(catalog.length - 1), async (length) => {
      await buildAfter((file) => truncateSync(file, length));
    }),
    { numRuns: CUTS, seed: SEED },
  );
}, 600_000);

function rewrite(file: string, sql: string): void {
  const db = openDatabase(file);
  db.exec(sql);
  db.close();
}
