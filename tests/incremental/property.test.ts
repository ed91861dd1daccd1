// Law 2: after any edits, an incremental build leaves what a clean one would. Sites and sequences of edits are made at
// random; a failure prints the shortest sequence found, and the seed. `SEQUENCES` and `SEED` change how many and which.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { quickFolder } from "../tools/quick-folder.js";
import type { Edit } from "../tools/random-edits.js";
import { someSequence } from "../tools/random-sequences.js";
import { type RandomSite, siteText, someSite } from "../tools/random-site.js";
import { createTwins } from "../tools/twin-sites.js";

const SEQUENCES = Number(process.env.SEQUENCES ?? 300);
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);

it(`builds what a clean build would after ${SEQUENCES} random sequences of edits (seed ${SEED})`, async () => {
  let steps = 0;
  const property = fc.asyncProperty(someSite, someSequence, async (site, sequence) => {
    const folder = mkdtempSync(join(quickFolder(), "twins-"));
    try {
      const twins = createTwins(folder, site);
      await twins.step([]);
      for (const edits of sequence) {
        await twins.step(edits);
        steps++;
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
  await fc.assert(property, { numRuns: SEQUENCES, seed: SEED, asyncReporter: report, ...replay() });
  expect(steps).toBeGreaterThan(SEQUENCES);
}, 3_600_000);

async function report(run: fc.RunDetails<[RandomSite, Edit[][]]>): Promise<void> {
  if (run.counterexample === null) return;
  const [site, sequence] = run.counterexample;
  const found = `after ${run.numRuns} sequences; again with SEED=${run.seed} REPLAY=${run.counterexamplePath}`;
  const builds = sequence.map(
    (edits) => `${edits.map((edit) => `  ${JSON.stringify(edit)}\n`).join("")}  build\n`,
  );
  const why = run.errorInstance instanceof Error ? run.errorInstance.message : String(run.errorInstance);
  const text = `${why}\n${found}\nThe site:\n${siteText(site)}  build\nWhat was done to it:\n${builds.join("")}`;
  throw new Error(text, { cause: run.errorInstance });
}

/** `REPLAY`, the path that a failure printed, goes straight to it. */
function replay(): { path?: string } {
  const { REPLAY } = process.env;
  return REPLAY ? { path: REPLAY } : {};
}
