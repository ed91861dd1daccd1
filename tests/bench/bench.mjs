#!/usr/bin/env node
// Measures the compiled program, as whole processes, on an archive made for it: npm run bench -- --posts 10000
import { existsSync, mkdtempSync, realpathSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createArchive } from "./archive.mjs";
import { HELP, readOptions, UsageError } from "./options.mjs";
import { preparePeers } from "./peers.mjs";
import { reportText } from "./report.mjs";
import { measureAll } from "./series.mjs";
import { createSite } from "./site.mjs";
import { SITE_KINDS } from "./site-kinds.mjs";
import { whole } from "./text.mjs";

/** Sources, pages, catalog, a clone of all that, and the others' pages, for one post. */
const BYTES_PER_POST = 90_000;
/** Up to here the slowest is done in a minute. */
const PATIENCE = 1000;

const interruption = new AbortController();
const { signal } = interruption;
process.once("SIGINT", () => interruption.abort());
process.once("SIGTERM", () => interruption.abort());
try {
  const options = readOptions(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else await bench(options);
} catch (error) {
  const { message } = /** @type {Error} */ (error);
  process.stderr.write(signal.aborted ? "Interrupted.\n" : `bench: ${message}\n`);
  process.exitCode = signal.aborted ? 130 : error instanceof UsageError ? 2 : 1;
}

/** @param {import("./options.mjs").Options} options */
async function bench(options) {
  const { program, posts, json } = options;
  const cli = join(program, "lib", "cli.js");
  if (!existsSync(cli)) throw new Error(`there is no ${cli}: run npm run compile first`);
  const folder = mkdtempSync(join(realpathSync(options.dir ?? roomyFolder(posts)), "broadsheet-bench-"));
  try {
    const archive = createArchive(options);
    const kind = SITE_KINDS[options["jekyll-site"] ? "jekyll" : "own"];
    const site = createSite(join(folder, "site"), { ...options, archive, kind, signal });
    const { bytes, categories } = site.write();
    const facts = { posts, bytes, categories: categories.length, seed: options.seed };
    const machine = describeMachine();
    process.stdout.write(introduction(facts, machine, folder));
    const wanted = wantedPeers(options);
    const peers = await preparePeers({ folder, posts: site.postFolder, categories, signal, wanted });
    const measured = await measureAll(site, peers, options);
    process.stdout.write(`\n${reportText(measured)}\n`);
    if (json) writeFileSync(json, `${JSON.stringify({ machine, archive: facts, ...measured }, null, 2)}\n`);
  } finally {
    if (options.keep) process.stdout.write(`\nKept: ${folder}\n`);
    else rmSync(folder, { recursive: true, force: true });
  }
}

/** Memory, if there is a file system in it with room: disks swing by a factor of three. @param {number} posts */
function roomyFolder(posts) {
  if (!existsSync("/dev/shm")) return tmpdir();
  const { bavail, bsize } = statfsSync("/dev/shm");
  return bavail * bsize > posts * BYTES_PER_POST ? "/dev/shm" : tmpdir();
}

/** Which others to measure: they only ever build from nothing. @param {import("./options.mjs").Options} options */
function wantedPeers({ alone, cases, jekyll, posts }) {
  if (alone || !cases.includes("cold")) return () => false;
  return (/** @type {string} */ name) => name !== "Jekyll" || jekyll || posts <= PATIENCE;
}

function describeMachine() {
  const [{ model } = { model: "unknown" }] = cpus();
  return { cores: availableParallelism(), processor: model, node: process.versions.node, load: loadavg()[0] };
}

/**
 * @param {{ posts: number, bytes: number, categories: number }} archive @param {ReturnType<typeof describeMachine>} machine
 * @param {string} folder
 */
function introduction(archive, machine, folder) {
  const { posts, bytes, categories } = archive;
  return `Archive  ${whole(posts)} posts of ${whole(bytes / posts)} bytes on average in ${whole(categories)} categories
Place    ${folder}
Machine  ${machine.cores} cores, ${machine.processor}, Node ${machine.node}, load ${machine.load.toFixed(1)} before the start
${machine.load > machine.cores / 2 ? "The machine is busy: trust the ratios and `cpu s`, not `wall s`.\n" : ""}
`;
}
