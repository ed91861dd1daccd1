// The order in which things are measured, and what is kept of each run.
import { CASES, inFreshClone, inPlace } from "./cases.mjs";
import { measurePreview } from "./preview.mjs";
import { measureRelated } from "./related.mjs";
import { measureSearch } from "./search.mjs";
import { seconds } from "./text.mjs";

/**
 * @typedef {import("./report.mjs").Measured} Measured
 * @typedef {import("./report.mjs").MeasuredRun} MeasuredRun
 * @typedef {import("./site.mjs").Site} Site
 * @typedef {import("./peers.mjs").Peer} Peer
 */

/**
 * @param {Site} site @param {Peer[]} peers
 * @param {{ cases: string[], git: boolean, runs: number }} options
 */
export async function measureAll(site, peers, { cases, git, runs }) {
  /** @type {Measured[]} */
  const measured = [];
  /** @type {Measured[]} */
  let others = [];
  /** @type {import("./report.mjs").OwnFigures} */
  const own = { preview: null, search: null, related: null };
  for (const name of cases) {
    const which = CASES[name];
    if (which.isOwn) Object.assign(own, { [name]: await OWN[name](site, runs) });
    else if (name !== "cold") measured.push(await series(which.title, inPlace(site, which, runs)));
    else {
      const { cold, theirs } = await alternate(site, peers, runs);
      measured.push(cold);
      others = theirs;
    }
  }
  // Last, because the site is a repository from then on.
  for (const which of cases.map((name) => CASES[name]).filter(({ inGit }) => git && inGit))
    measured.push(await series(`${which.title}, fresh clone, --delta`, inFreshClone(site, which, runs)));
  return { cases: measured, peers: others, ...own };
}

/** @type {Record<string, (site: Site, runs: number) => Promise<unknown>>} */
const OWN = { preview: measurePreview, search: measureSearch, related: measureRelated };

/** @param {string} title @param {AsyncIterable<import("./site.mjs").Build>} builds @returns {Promise<Measured>} */
async function series(title, builds) {
  /** @type {MeasuredRun[]} */
  const runs = [];
  for await (const build of builds) runs.push(noted(title, ours(build)));
  return { title, runs };
}

/**
 * First builds, ours and the others' by turns, so that a busy minute of the machine is everybody's.
 * @param {Site} site @param {Peer[]} peers @param {number} runs
 */
async function alternate(site, peers, runs) {
  /** @type {Measured} */
  const cold = { title: CASES.cold.title, runs: [] };
  /** @type {(Measured & { peer: Peer, failed: boolean })[]} */
  const theirs = peers.map((peer) => ({
    peer,
    title: `${peer.name} ${peer.version}`,
    runs: [],
    failed: false,
  }));
  for (let count = 0; count < runs; count++) {
    site.clear();
    cold.runs.push(noted(cold.title, ours(await site.build())));
    for (const other of theirs) if (!other.failed && !(other.peer.once && count > 0)) await addRun(other);
  }
  const measured = theirs.filter(({ failed }) => !failed).map(({ title, runs }) => ({ title, runs }));
  return { cold, theirs: measured };
}

/**
 * What is wrong with another generator must not cost the figures of ours.
 * @param {Measured & { peer: Peer, failed: boolean }} other
 */
async function addRun(other) {
  try {
    const { wall, cpu, peak, files } = await other.peer.build();
    other.runs.push(noted(other.title, { wall, cpu, peak, files }));
  } catch (error) {
    const { name, message } = /** @type {Error} */ (error);
    if (name === "AbortError") throw error;
    other.failed = true;
    process.stderr.write(`  ${other.title} is left out: ${message}\n`);
  }
}

/** @param {import("./site.mjs").Build} build @returns {MeasuredRun} */
const ours = ({ wall, cpu, peak, report }) => ({
  ...{ wall, cpu, peak },
  files: report.pages.written,
  timings: report.timings,
});

/** A line as it goes, for those who wait. @param {string} title @param {MeasuredRun} run */
function noted(title, run) {
  process.stderr.write(`  ${title}: ${seconds([run.wall])} s\n`);
  return run;
}
