// Law 2: after any edits, an incremental build leaves what a clean one would. Sites and sequences of edits are made
// from a seed that is the same in every run, so that a red one means a change. `SEQUENCES` and `SEED` change how many
// and which; a failure prints the shortest sequence found.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, it, vi } from "vitest";
import { GIT_DOINGS, type GitDoing } from "../tools/git-doings.js";
import { quickFolder } from "../tools/quick-folder.js";
import type { Edit } from "../tools/random-edits.js";
import { someSequence } from "../tools/random-sequences.js";
import { type RandomSite, siteText, someSite } from "../tools/random-site.js";
import { slowGit } from "../tools/slow-git.js";
import { createTwins, type TwinOptions } from "../tools/twin-sites.js";

const SEQUENCES = Number(process.env.SEQUENCES ?? 300);
const SEED = Number(process.env.SEED ?? 170631359);
const FOR_EVER = 24 * 3_600_000;

interface Step {
  edits: Edit[];
  doing?: GitDoing;
}

const usual = someSequence.map((sequence): Step[] => sequence.map((edits) => ({ edits })));
const inGit = (doings: readonly GitDoing[]) =>
  someSequence.chain((sequence) =>
    fc.tuple(
      ...sequence.map((edits) => fc.record({ edits: fc.constant(edits), doing: fc.constantFrom(...doings) })),
    ),
  );

it(
  `builds what a clean build would, after ${SEQUENCES} sequences of edits (seed ${SEED})`,
  async () => {
    await check(SEQUENCES, usual);
  },
  FOR_EVER,
);

it(
  `builds what a clean build would in git, after ${SEQUENCES / 10} sequences of edits (seed ${SEED})`,
  async () => {
    await check(SEQUENCES / 10, inGit(GIT_DOINGS));
  },
  FOR_EVER,
);

it(
  `builds what a clean build would while git still looks, after ${SEQUENCES / 10} sequences (seed ${SEED})`,
  async () => {
    vi.stubEnv("PATH", slowGit(0.05));
    // What is left of an edition is what git names when the build is under way.
    await check(SEQUENCES / 10, inGit(["commit", "commit every other post"]));
  },
  FOR_EVER,
);
afterEach(() => vi.unstubAllEnvs());

it(
  `hands on what makes a clean build of the last one, ${SEQUENCES / 10} times (seed ${SEED})`,
  async () => {
    await check(SEQUENCES / 10, usual, { byDelta: true });
  },
  FOR_EVER,
);

async function check(
  numRuns: number,
  sequences: fc.Arbitrary<Step[]>,
  options: TwinOptions = {},
): Promise<void> {
  const place = quickFolder();
  const property = fc.asyncProperty(someSite, sequences, async (site, steps) => {
    const folder = mkdtempSync(join(place, "twins-"));
    try {
      const twins = createTwins(folder, site, options);
      await twins.step([]);
      for (const { edits, doing } of steps) await twins.step(edits, doing);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  await fc.assert(property, { numRuns, seed: SEED, asyncReporter: report, ...replay() });
}

async function report(run: fc.RunDetails<[RandomSite, Step[]]>): Promise<void> {
  if (run.counterexample === null) return;
  const [site, steps] = run.counterexample;
  const found = `after ${run.numRuns} sequences; again with SEED=${run.seed} REPLAY=${run.counterexamplePath}`;
  const builds = steps.map(({ edits, doing }) => {
    const lines = [
      ...edits.map((edit) => JSON.stringify(edit)),
      ...(doing ? [`git: ${doing}`] : []),
      "build",
    ];
    return lines.map((line) => `  ${line}\n`).join("");
  });
  const why = run.errorInstance instanceof Error ? run.errorInstance.message : String(run.errorInstance);
  const text = `${why}\n${found}\nThe site:\n${siteText(site)}  build\nWhat was done to it:\n${builds.join("")}`;
  throw new Error(text, { cause: run.errorInstance });
}

/** `REPLAY`, the path that a failure printed, goes straight to it. */
function replay(): { path?: string } {
  const { REPLAY } = process.env;
  return REPLAY ? { path: REPLAY } : {};
}
