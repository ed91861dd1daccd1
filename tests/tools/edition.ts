// A site that is about to be built, and what that build must make of it: for tests that disturb the build.
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { newsroom, nextEdition, PRESS_TIME } from "./newsroom.js";
import { type Program, type Run, type RunOptions, runProgram } from "./program.js";
import { quickFolder } from "./quick-folder.js";
import { silent, tempFolder, writeFiles } from "./temp-site.js";
import { readBytes, type Tree } from "./trees.js";

const killAt = fileURLToPath(new URL("./kill-at.mjs", import.meta.url));

export interface Edition {
  /** As it is before the build. Never built itself. */
  before: string;
  /** `dist/` as it is, and as it is to be. */
  old: Tree;
  fresh: Tree;
  /** How long a whole build takes. */
  milliseconds: number;
  /** How often it changes something on the disk, and below `out`. */
  changes: number;
  changesOut: number;
  /** The published folder is on another disk than the site. */
  isAcross: boolean;
}

/** A copy of an edition's site, ready for a build. */
export interface Press {
  root: string;
  out: string;
}

/** The paper's first edition: there is nothing yet. */
export async function firstEdition(program: Program, posts: number, isAcross = false): Promise<Edition> {
  const before = join(quickFolder(), "site");
  writeFiles(before, newsroom(posts));
  return prepare(program, before, isAcross);
}

/** The next one: published, and then changed. */
export async function secondEdition(program: Program, posts: number): Promise<Edition> {
  const before = join(quickFolder(), "site");
  writeFiles(before, newsroom(posts));
  await print(program, { root: before, out: join(before, "dist") });
  const { put, remove } = nextEdition(posts);
  writeFiles(before, put);
  for (const path of remove) rmSync(join(before, path));
  return prepare(program, before, false);
}

async function prepare(program: Program, before: string, isAcross: boolean): Promise<Edition> {
  const edition = { before, isAcross, old: readBytes(join(before, "dist")) };
  const count = async (below: (press: Press) => string) => {
    const press = copy(edition);
    const file = join(quickFolder(), "count");
    await print(program, press, { KILL_COUNT: file, KILL_BELOW: below(press) });
    return Number(readFileSync(file, "utf8"));
  };
  const [changes, changesOut] = [await count(() => ""), await count(({ out }) => out)];
  const press = copy(edition);
  const { milliseconds } = await print(program, press);
  return { ...edition, changes, changesOut, milliseconds, fresh: readBytes(press.out) };
}

export function copy(edition: Pick<Edition, "before" | "isAcross">, folder?: string): Press {
  const { before, isAcross } = edition;
  const root = join(folder ?? (isAcross ? tempFolder() : quickFolder()), "site");
  // With its times, by which the program knows that nobody else was here.
  cpSync(before, root, { recursive: true, preserveTimestamps: true });
  return { root, out: isAcross ? join(quickFolder(), "dist") : join(root, "dist") };
}

/** Runs the program on it. If it comes to its end, that must be a good one. */
export async function print(
  program: Program,
  { root, out }: Press,
  killing: Record<string, string> = {},
  options: RunOptions = {},
): Promise<Run> {
  const args = ["build", "--root", root, "--out", out, "--now", PRESS_TIME, "--threads", "1"];
  const nodeArguments = Object.keys(killing).length > 0 ? ["--import", killAt] : [];
  const env = { ...process.env, ...killing };
  const run = await runProgram(program, args, { env, nodeArguments, ...options });
  if (run.signal === null) expect(run).toMatchObject({ code: 0, stderr: "" });
  return run;
}

/** The same in this process, which is quicker. */
export const reprint = (program: Program, { root, out }: Press) =>
  program.build({ root, out, now: Date.parse(PRESS_TIME), threads: 1, reporter: silent });
