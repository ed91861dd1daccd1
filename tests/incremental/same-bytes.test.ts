// Law 1: the machine leaves no trace in what is published: not its zone, language, folders, order of files, masks or
// number of processors.
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { newsroom, nextEdition, PRESS_TIME } from "../tools/newsroom.js";
import { compileProgram, type Program, type RunOptions, runProgram } from "../tools/program.js";
import { quickFolder } from "../tools/quick-folder.js";
import { type Files, writeFiles } from "../tools/temp-site.js";
import { readBytes, sameTree, type Tree } from "../tools/trees.js";

let program: Program;
let usual: Published;
const FEW = newsroom(40);

beforeAll(async () => {
  program = await compileProgram();
  usual = await publish(FEW);
}, 120_000);

interface Published {
  tree: Tree;
  changes: string;
  report: unknown;
}

interface Circumstances extends RunOptions {
  root?: string;
  args?: string[];
}

/** Publishes these files in a process of its own, under these circumstances. */
async function publish(files: Files, circumstances: Circumstances = {}): Promise<Published> {
  const { root = join(quickFolder(), "site"), args = [], ...options } = circumstances;
  writeFiles(root, files);
  const env = {
    PATH: process.env.PATH,
    SOURCE_DATE_EPOCH: String(Date.parse(PRESS_TIME) / 1000),
    ...options.env,
  };
  const run = await runProgram(program, ["build", "--root", root, ...args], { ...options, env });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  const home = join(root, ".broadsheet");
  const { timings, ...report } = JSON.parse(readFileSync(join(home, "report.json"), "utf8"));
  return {
    tree: readBytes(join(root, "dist")),
    changes: readFileSync(join(home, "changes.json"), "utf8"),
    report,
  };
}

function expectSame(found: Published, expected: Published): void {
  sameTree("dist/", expected.tree, found.tree);
  expect(found.changes).toBe(expected.changes);
  expect(found.report).toEqual(expected.report);
}

it("is a site worth comparing", () => {
  const paths = [...usual.tree.keys()];
  expect(paths.length).toBeGreaterThan(130);
  for (const path of [
    "index.html",
    "page/3.html",
    "feed.xml",
    "old/11.html",
    "category/C-2.html",
    "team/index.html",
  ])
    expect(paths).toContain(path);
});

it.each([
  "Pacific/Kiritimati",
  "America/St_Johns",
  "Etc/GMT+12",
])("publishes the same bytes where TZ is %s", async (TZ) => {
  expectSame(await publish(FEW, { env: { TZ } }), usual);
});

it.each([
  "tr_TR.UTF-8",
  "zh_CN.GB18030",
  "C",
  "de_DE@euro",
])("publishes the same bytes where LANG is %s", async (lang) => {
  expectSame(await publish(FEW, { env: { LANG: lang, LC_ALL: lang, LANGUAGE: lang } }), usual);
});

it.each(["000", "077"])("publishes the same bytes under umask %s", async (mask) => {
  expectSame(await publish(FEW, { limits: `umask ${mask}` }), usual);
});

it("publishes the same bytes wherever the site is, and from wherever it is built", async () => {
  const root = join(quickFolder(), "a b#c%20é?", "港口");
  const cwd = dirname(root);
  mkdirSync(cwd, { recursive: true });
  expectSame(await publish(FEW, { root, cwd }), usual);
  rmSync(root, { recursive: true });
  expectSame(await publish(FEW, { root, cwd, args: ["--root", "港口"] }), usual);
});

it("publishes the same bytes in whatever order folders list their files", async () => {
  const backwards = Object.fromEntries(Object.entries(FEW).reverse());
  const root = join(quickFolder(), "site");
  writeFiles(root, { ...backwards, "posts/zzz.md": "x", "posts/000.md": "x" });
  for (const name of ["posts/zzz.md", "posts/000.md"]) rmSync(join(root, name));
  expectSame(await publish(backwards, { root }), usual);
});

it("publishes the same bytes whether the time comes from --now or from SOURCE_DATE_EPOCH", async () => {
  const args = ["--now", PRESS_TIME];
  expectSame(await publish(FEW, { args, env: { SOURCE_DATE_EPOCH: "86400" } }), usual);
});

it("publishes the same bytes with 1, 2 and 3 threads, and goes on from there", async () => {
  // Enough that threads are worth starting, and a batch of each kind is not the last.
  const many = newsroom(460);
  const root = join(quickFolder(), "site");
  const alone = await publish(many, { args: ["--threads", "1"] });
  expectSame(await publish(many, { args: ["--threads", "2"] }), alone);
  expectSame(await publish(many, { args: ["--threads", "3"], root }), alone);

  const { put, remove } = nextEdition(460);
  for (const path of remove) rmSync(join(root, path));
  const next = await publish(put, { root, args: ["--threads", "1"] });
  const kept = Object.entries({ ...many, ...put }).filter(([path]) => !remove.includes(path));
  const clean = await publish(Object.fromEntries(kept), { args: ["--threads", "2"] });
  sameTree("dist/", clean.tree, next.tree);
}, 240_000);
