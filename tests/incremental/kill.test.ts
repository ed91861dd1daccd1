// Law 5: a build killed at any moment leaves every page whole and every internal link resolving, and the next build
// repairs the rest. Two thirds of the kills come out of nowhere, `KILLS` of them; the others in the middle of a known
// change to the disk.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import {
  copy,
  type Edition,
  firstEdition,
  type Press,
  print,
  reprint,
  secondEdition,
} from "../tools/edition.js";
import { deadLinks } from "../tools/links.js";
import { compileProgram, type Program } from "../tools/program.js";
import { readBytes, sameTree } from "../tools/trees.js";

const KILLS = Number(process.env.KILLS ?? 50);
const POSTS = 40;
const ORIGIN = "https://news.example.com";

let program: Program;
beforeAll(async () => {
  program = await compileProgram();
}, 60_000);

/** What must be true at every moment of a build, and after the next one. */
async function inspect(press: Press, { old, fresh }: Edition): Promise<void> {
  const found = readBytes(press.out);
  // Files that are not in their places yet may be half of what they will be.
  const pages = new Map([...found].filter(([path]) => !path.endsWith(".broadsheet-new")));
  const neither = [...pages].filter(([path, bytes]) => old.get(path) !== bytes && fresh.get(path) !== bytes);
  expect(neither.filter(([, bytes]) => !isPlaceholder(bytes)).map(([path]) => path)).toEqual([]);
  expect(deadLinks(pages, ORIGIN)).toEqual([]);

  await reprint(program, press);
  sameTree("dist/ after the next build", fresh, readBytes(press.out));
  expect(existsSync(join(press.root, ".broadsheet/lock"))).toBe(false);
}

/** Whole, and without links: it holds the place of a page that comes or goes in this very build. */
const isPlaceholder = (bytes: string) => /<meta name="robots" content="noindex">.*<\/html>\n$/s.test(bytes);

/** Kills builds until enough of them were killed. Each is inspected, also those that were not. */
async function killAll(
  edition: Edition,
  count: number,
  kill: (press: Press, share: number) => Promise<Killing>,
) {
  let killed = 0;
  for (let attempt = 0; killed < count; attempt++) {
    expect(attempt).toBeLessThan(4 * count);
    const press = copy(edition);
    const { moment, wasKilled } = await kill(press, (killed + Math.random()) / count);
    if (wasKilled) killed++;
    try {
      await inspect(press, edition);
    } catch (cause) {
      throw new Error(`killed ${moment}: ${(cause as Error).message}`, { cause });
    }
    for (const folder of [press.root, press.out]) rmSync(folder, { recursive: true, force: true });
  }
}

interface Killing {
  moment: string;
  wasKilled: boolean;
}

const EDITIONS: Record<string, () => Promise<Edition>> = {
  "a first build": () => firstEdition(program, POSTS),
  "a first build onto another disk": () => firstEdition(program, POSTS, true),
  "an incremental build": () => secondEdition(program, POSTS),
};

describe.each(Object.keys(EDITIONS))("%s", (name) => {
  let edition: Edition;
  beforeAll(async () => {
    edition = await EDITIONS[name]!();
  }, 60_000);

  it("has no dead links if nobody kills it", () => {
    expect(deadLinks(edition.fresh, ORIGIN)).toEqual([]);
    expect(deadLinks(edition.old, ORIGIN)).toEqual([]);
    expect(edition.changes).toBeGreaterThan(100);
  });

  it("leaves whole pages and links that lead somewhere when it is killed at a random moment", async () => {
    let { milliseconds } = edition;
    await killAll(edition, Math.ceil(KILLS / 3), async (press, share) => {
      const moment = milliseconds * share;
      const started = (child: { kill(signal: "SIGKILL"): unknown }) =>
        void setTimeout(() => child.kill("SIGKILL"), moment);
      const run = await print(program, press, {}, { started });
      if (run.signal === null) milliseconds = Math.min(milliseconds, run.milliseconds);
      return { moment: `after ${moment.toFixed(1)} ms`, wasKilled: run.signal === "SIGKILL" };
    });
  }, 600_000);

  it("leaves whole pages and links that lead somewhere when it is killed while it publishes", async () => {
    const below = (press: Press) => (edition.changesOut > 20 ? press.out : "");
    const changes = edition.changesOut > 20 ? edition.changesOut : edition.changes;
    await killAll(edition, Math.ceil(KILLS / 6), async (press, share) => {
      const change = 1 + Math.floor(changes * share);
      const run = await print(program, press, { KILL_AT: String(change), KILL_BELOW: below(press) });
      return { moment: `in change ${change} of ${changes}`, wasKilled: run.signal === "SIGKILL" };
    });
  }, 600_000);
});
