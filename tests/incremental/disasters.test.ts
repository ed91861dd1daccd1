// What the machine may do to a build: no room, no files, no permission. The program says so in its own words and ends
// with 1, nothing that was published is lost, and the next build is as good as any.
import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { copy, type Edition, firstEdition, type Press, reprint, secondEdition } from "../tools/edition.js";
import { deadLinks } from "../tools/links.js";
import { newsroom, PRESS_TIME } from "../tools/newsroom.js";
import { compileProgram, type Program, type Run, type RunOptions, runProgram } from "../tools/program.js";
import { quickFolder } from "../tools/quick-folder.js";
import { canMount, makeReadOnly, smallDisk } from "../tools/small-disk.js";
import { writeFiles } from "../tools/temp-site.js";
import { readBytes, sameTree, type Tree } from "../tools/trees.js";

const POSTS = 40;
const ORIGIN = "https://news.example.com";

let program: Program;
let first: Edition;
let second: Edition;
beforeAll(async () => {
  program = await compileProgram();
  first = await firstEdition(program, POSTS);
  second = await secondEdition(program, POSTS);
}, 120_000);

interface Trouble extends RunOptions {
  args?: string[];
}

const build = ({ root, out }: Press, { args = [], ...options }: Trouble = {}): Promise<Run> =>
  runProgram(program, ["build", "--root", root, "--out", out, "--now", PRESS_TIME, ...args], options);

/** The build failed as it should: `message` says why. */
function expectRefusal(run: Run, message: RegExp): void {
  expect(run).toMatchObject({ code: 1, signal: null });
  expect(run.stderr).toMatch(message);
  expect(run.stderr).not.toMatch(/^\s+at .*:\d+|fault of/m);
  expect(run.stderr.trim().split("\n").length).toBeLessThan(8);
}

/** Nothing was lost by it, and the next build makes the site. */
async function expectRepair(press: Press, { old, fresh }: Edition): Promise<void> {
  const found = readBytes(press.out);
  for (const [path, bytes] of found) if (bytes !== fresh.get(path)) expect(bytes, path).toBe(old.get(path));
  expect([...old.keys()].filter((path) => fresh.has(path) && !found.has(path))).toEqual([]);
  expect(deadLinks(found, ORIGIN)).toEqual([]);
  expect(strays(press)).toEqual([]);
  const { posts } = await reprint(program, press);
  expect(posts.published).toBeGreaterThan(30);
  sameTree("dist/ after the next build", fresh, readBytes(press.out));
}

/** Nobody cleans up `.broadsheet/`: what a failed build leaves there stays. */
function strays({ root }: Press): string[] {
  const kept = /^(?:catalog\.db(?:-journal)?|changes\.json|report\.json|outputs|understood\.json|git.*)$/;
  const home = join(root, ".broadsheet");
  return readdirSync(home).filter((name) => !kept.test(name));
}

const unchanged = (press: Press, old: Tree) => sameTree("dist/", old, readBytes(press.out));

describe.each(["first", "second"] as const)("the %s build", (which) => {
  const edition = () => (which === "first" ? first : second);

  // From no room at all to some for the catalog, some for pages, and nearly enough.
  it.runIf(canMount).each([0, 8, 40, 120, 300, 700])(
    "stops where the disk is full, %s kB before it would be done",
    async (kilobytes) => {
      const disk = smallDisk(8_000);
      const press = copy(edition(), disk.folder);
      disk.leave(kilobytes * 1024);
      const run = await build(press);
      if (run.code === 0) unchanged(press, edition().fresh);
      else expectRefusal(run, /disk (?:is full|I\/O error)|no space left/);
      disk.empty();
      await expectRepair(press, edition());
    },
    60_000,
  );

  it.each([1, 16, 64, 200])("stops where files may have only %s blocks", async (blocks) => {
    const press = copy(edition());
    const run = await build(press, { limits: `ulimit -f ${blocks}` });
    expectRefusal(run, /file too large|disk I\/O error/);
    await expectRepair(press, edition());
  });

  it("needs no more than 64 open files", async () => {
    const press = copy(edition());
    const run = await build(press, { limits: "ulimit -n 64" });
    expect(run).toMatchObject({ code: 0, stderr: "" });
    unchanged(press, edition().fresh);
  });

  it.runIf(canMount)("stops where dist/ may only be read", async () => {
    const press = copy(edition());
    mkdirSync(press.out, { recursive: true });
    const release = makeReadOnly(press.out);
    const run = await build(press);
    release();
    expectRefusal(run, /read-only|may only be read/);
    unchanged(press, edition().old);
    await expectRepair(press, edition());
  });

  it.runIf(canMount)("stops where .broadsheet/ may only be read", async () => {
    const press = copy(edition());
    mkdirSync(join(press.root, ".broadsheet"), { recursive: true });
    const release = makeReadOnly(join(press.root, ".broadsheet"));
    const run = await build(press);
    release();
    expectRefusal(run, /read-only|may only be read/);
    unchanged(press, edition().old);
    await expectRepair(press, edition());
  });

  it("publishes into a folder that is a link", async () => {
    const press = copy(edition());
    const real = join(quickFolder(), "elsewhere");
    mkdirSync(press.out, { recursive: true });
    renameSync(press.out, real);
    symlinkSync(real, press.out);
    expect(await build(press)).toMatchObject({ code: 0, stderr: "" });
    unchanged({ ...press, out: real }, edition().fresh);
    expect(lstatSync(press.out).isSymbolicLink()).toBe(true);
  });

  it.runIf(canMount)("publishes into a folder that is a disk of its own", async () => {
    const press = copy(edition());
    smallDisk(4_000, press.out);
    expect(await build(press)).toMatchObject({ code: 0, stderr: "" });
    unchanged(press, edition().fresh);
  });

  it("stops where dist/ is a file", async () => {
    const press = copy(edition());
    const aside = `${press.out}.aside`;
    mkdirSync(press.out, { recursive: true });
    renameSync(press.out, aside);
    writeFileSync(press.out, "Mine.\n");
    expectRefusal(await build(press), /dist/);
    rmSync(press.out);
    renameSync(aside, press.out);
    await expectRepair(press, edition());
  });
});

it("needs no more than 64 open files with threads", async () => {
  const root = join(quickFolder(), "site");
  writeFiles(root, newsroom(420));
  const press = { root, out: join(root, "dist") };
  const run = await build(press, { limits: "ulimit -n 64", args: ["--threads", "2"] });
  expect(run).toMatchObject({ code: 0, stderr: "" });
}, 60_000);

it.runIf(canMount)(
  "stops where the disk is full while threads render",
  async () => {
    const disk = smallDisk(2_500);
    const root = join(disk.folder, "site");
    writeFiles(root, newsroom(420));
    const press = { root, out: join(root, "dist") };
    disk.leave(400 * 1024);
    expectRefusal(await build(press, { args: ["--threads", "2"] }), /no space left/);
    disk.empty();
    expect(readdirSync(root)).not.toContain("dist");
  },
  60_000,
);
