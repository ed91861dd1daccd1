// One build at a time: who comes second is told who is there, and a lock that nobody holds is no lock.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { copy, type Edition, firstEdition, type Press, secondEdition } from "../tools/edition.js";
import { PRESS_TIME } from "../tools/newsroom.js";
import { compileProgram, type Program, runProgram } from "../tools/program.js";
import { readBytes, sameTree } from "../tools/trees.js";

let program: Program;
let first: Edition;
let second: Edition;
beforeAll(async () => {
  program = await compileProgram();
  first = await firstEdition(program, 40);
  second = await secondEdition(program, 40);
}, 120_000);

const build = ({ root }: Press) => runProgram(program, ["build", "--root", root, "--now", PRESS_TIME]);

function lock({ root }: Press, pid: number): string {
  const file = join(root, ".broadsheet/lock");
  mkdirSync(join(root, ".broadsheet"), { recursive: true });
  writeFileSync(file, JSON.stringify({ pid, host: hostname() }));
  return file;
}

it("names the process that builds, and leaves everything to it", async () => {
  const press = copy(second);
  const other = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"]);
  const file = lock(press, other.pid!);
  const run = await build(press);
  other.kill();
  expect(run).toMatchObject({ code: 1, signal: null });
  expect(run.stderr).toContain(`process ${other.pid}`);
  expect(run.stderr).not.toMatch(/^\s+at /m);
  expect(existsSync(file)).toBe(true);
  sameTree("dist/", second.old, readBytes(press.out));
});

it("takes over from a process that has ended", async () => {
  const press = copy(second);
  const file = lock(press, spawnSync(process.execPath, ["-e", ""]).pid);
  expect(await build(press)).toMatchObject({ code: 0, stderr: "" });
  expect(existsSync(file)).toBe(false);
  sameTree("dist/", second.fresh, readBytes(press.out));
});

it.each([
  "first",
  "second",
] as const)("lets one of four win that start together on the %s build", async (which) => {
  const edition = which === "first" ? first : second;
  const press = copy(edition);
  const runs = await Promise.all(Array.from({ length: 4 }, () => build(press)));
  const failed = runs.filter(({ code }) => code !== 0);
  for (const run of failed) {
    expect(run).toMatchObject({ code: 1, signal: null });
    expect(run.stderr).toMatch(/another build of this site is running/);
    expect(run.stderr).not.toMatch(/^\s+at /m);
  }
  expect(failed.length).toBeLessThan(4);
  sameTree("dist/", edition.fresh, readBytes(press.out));
  expect(await build(press)).toMatchObject({ code: 0, stderr: "" });
  sameTree("dist/ after one more build", edition.fresh, readBytes(press.out));
}, 60_000);

it("lets one of four win that find the same lock without a holder", async () => {
  const press = copy(second);
  lock(press, spawnSync(process.execPath, ["-e", ""]).pid);
  const runs = await Promise.all(Array.from({ length: 4 }, () => build(press)));
  for (const run of runs) expect(run.signal).toBe(null);
  expect(runs.some(({ code }) => code === 0)).toBe(true);
  for (const { code, stderr } of runs)
    if (code !== 0) expect(stderr).toMatch(/another build of this site is running/);
  sameTree("dist/", second.fresh, readBytes(press.out));
}, 60_000);
