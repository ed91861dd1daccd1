// The search, measured: what a query costs a reader, and what the index costs the site.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { openChromium } from "./chromium.mjs";
import { buildInTurn } from "./in-turn.mjs";
import { isChinese, readTexts, sampleQueries } from "./queries.mjs";
import { openReader } from "./visits.mjs";

/**
 * @typedef {object} QueryFigures
 * @property {number} queries
 * @property {number} chinese how many of them are Chinese
 * @property {string[]} missed those without a hit, though they are from the archive
 * @property {Record<"index" | "plain" | "gzip", number[]>} bytes of the index, and of script and index, for each query
 * @property {Waits} loopback milliseconds
 * @property {Waits} slow milliseconds on slow 4G, for some of the queries
 * @property {Waits} slowGzip the same from a host that compresses
 *
 * @typedef {{ typing: number[], opening: number[] }} Waits
 *
 * @typedef {object} SearchFigures
 * @property {number} posts
 * @property {QueryFigures} asked
 * @property {Record<"gzip" | "brotli", number>} script bytes
 * @property {number[]} rewritten files of the index, for each new post
 * @property {import("./in-turn.mjs").InTurn} builds
 */

const QUERIES = 50;
/** On slow 4G every fifth, because they take their time. */
const SLOW_STRIDE = 5;

/**
 * @param {import("./site.mjs").Site} site @param {number} runs
 * @returns {Promise<SearchFigures | { leftOut: string }>}
 */
export async function measureSearch(site, runs) {
  const opened = await openChromium();
  if ("missing" in opened) return { leftOut: opened.missing };
  const { browser } = opened;
  const dist = join(site.root, "dist");
  try {
    await site.build();
    const { posts } = site;
    const asked = await ask(browser, dist, site.signal);
    await browser.close();
    const script = measureScript(dist);
    const rewritten = await countRewritten(site, runs);
    const builds = await buildInTurn(site, runs, { name: "search", off: "search: false\n" });
    return { posts, asked, script, rewritten, builds };
  } finally {
    await browser.close();
  }
}

/**
 * @param {import("playwright-core").Browser} browser @param {string} dist @param {AbortSignal | undefined} signal
 * @returns {Promise<QueryFigures>}
 */
async function ask(browser, dist, signal) {
  const queries = sampleQueries(readTexts(dist), QUERIES);
  const some = queries.filter((_, at) => at % SLOW_STRIDE === 0);
  const reader = await openReader(browser, dist);
  /** @type {Set<string>} */
  const missed = new Set();
  /** @param {string[]} wanted @param {import("./visits.mjs").Circumstances} circumstances */
  const askAll = async (wanted, circumstances) => {
    /** @type {Waits} */
    const waits = { typing: [], opening: [] };
    /** @type {string[][]} */
    const files = [];
    for (const query of wanted)
      for (const way of /** @type {const} */ (["typing", "opening"])) {
        signal?.throwIfAborted();
        const visit = await reader[way](query, circumstances);
        if (visit.milliseconds === null) missed.add(query);
        else waits[way].push(visit.milliseconds);
        if (way === "opening") files.push(visit.files.filter(isOfSearch));
      }
    process.stderr.write(`  search: ${wanted.length} queries${circumstances.slow ? " on slow 4G" : ""}\n`);
    return { waits, files };
  };
  try {
    await reader.opening(queries[0]); // the browser's own first time
    const quick = await askAll(queries, {});
    const slow = await askAll(some, { slow: true });
    const slowGzip = await askAll(some, { slow: true, gzip: true });
    return {
      queries: queries.length,
      chinese: queries.filter(isChinese).length,
      missed: [...missed],
      bytes: weigh(dist, quick.files),
      loopback: quick.waits,
      slow: slow.waits,
      slowGzip: slowGzip.waits,
    };
  } finally {
    await reader.close();
  }
}

/** Scripts and index; the page around them is like any other. @param {string} path */
const isOfSearch = (path) => /^\/search\/|\/search[^/]*\.js$/.test(path);

/** What the files of each query weigh together. @param {string} dist @param {string[][]} queries */
function weigh(dist, queries) {
  const files = [...new Set(queries.flat())];
  const sums = (/** @type {(bytes: Buffer) => number} */ sizeOf) => {
    const sizes = new Map(files.map((path) => [path, sizeOf(readFileSync(join(dist, path)))]));
    return queries.map((paths) => paths.reduce((sum, path) => sum + (sizes.get(path) ?? 0), 0));
  };
  const isScript = (/** @type {string} */ path) => path.endsWith(".js");
  const script = queries.map((paths) =>
    paths.filter(isScript).reduce((sum, path) => sum + readFileSync(join(dist, path)).length, 0),
  );
  const plain = sums((bytes) => bytes.length);
  return {
    index: plain.map((bytes, at) => bytes - (script[at] ?? 0)),
    plain,
    gzip: sums((bytes) => gzipSync(bytes).length),
  };
}

/** The search itself and what loads it, each by itself as a host sends them. @param {string} dist */
function measureScript(dist) {
  const folder = join(dist, "theme");
  const scripts = readdirSync(folder)
    .filter((name) => /^search.*\.js$/.test(name))
    .map((name) => readFileSync(join(folder, name)));
  const sum = (/** @type {(bytes: Buffer) => Buffer} */ compress) =>
    scripts.reduce((total, bytes) => total + compress(bytes).length, 0);
  return {
    gzip: sum((bytes) => gzipSync(bytes, { level: 9 })),
    brotli: sum((bytes) => brotliCompressSync(bytes)),
  };
}

/** @param {import("./site.mjs").Site} site @param {number} runs */
async function countRewritten(site, runs) {
  /** @type {number[]} */
  const counts = [];
  for (let count = 0; count < runs; count++) {
    site.addPost();
    await site.build();
    const { added, changed, removed } = site.changes();
    counts.push([...added, ...changed, ...removed].filter((path) => path.startsWith("search/")).length);
  }
  return counts;
}
