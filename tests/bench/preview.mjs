// The preview, measured: how long a warm start takes until it listens, and a save until its bytes are served.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {object} PreviewFigures
 * @property {number[]} starts seconds from starting the process to its listening, on a catalog that is there
 * @property {number[]} firstPages milliseconds until the front page is there, right after that
 * @property {number[]} saves milliseconds from a saved post to its page with the new text
 */

/** Saves that are measured after each start. */
const SAVES = 5;

/**
 * @param {import("./site.mjs").Site} site @param {number} runs
 * @returns {Promise<PreviewFigures>}
 */
export async function measurePreview(site, runs) {
  await site.build();
  await (await start(site)).stop(); // its own catalog is there from now on
  /** @type {PreviewFigures} */
  const figures = { starts: [], firstPages: [], saves: [] };
  for (let count = 0; count < runs; count++) {
    const preview = await start(site);
    try {
      figures.starts.push(preview.seconds);
      figures.firstPages.push(await timed(() => fetchText(`${preview.url}`)));
      for (let save = 0; save < SAVES; save++)
        figures.saves.push(await savePost(site, preview.url, `${count}-${save}`));
    } finally {
      await preview.stop();
    }
  }
  return figures;
}

/** Saves the newest post with a word that it did not have, and waits for it. @param {import("./site.mjs").Site} site @param {string} url @param {string} word */
async function savePost(site, url, word) {
  const folder = site.postFolder;
  const name = readdirSync(folder).sort().at(-1) ?? "";
  const file = join(folder, name);
  const text = readFileSync(file, "utf8");
  const page = await pageOf(url, text);
  const marked = `Saved ${word}.`;
  const begin = performance.now();
  writeFileSync(file, `${text.replace(/\nSaved [\d-]+\.\n$/, "")}\n${marked}\n`);
  while (!(await fetchText(page)).includes(marked))
    if (performance.now() - begin > 60_000) throw new Error(`${page} does not show what was saved`);
  return performance.now() - begin;
}

/** The address of a post, as the front page links to it. @param {string} url @param {string} source */
async function pageOf(url, source) {
  const title = /^title: "?(.*?)"?$/m.exec(source)?.[1] ?? "";
  const home = await fetchText(url);
  const link = [...home.matchAll(/<a[^>]* href="([^"]+\.html)"[^>]*>([^<]*)</g)].find(
    ([, , text]) => text.trim() === title.trim(),
  );
  if (link === undefined) throw new Error(`the front page has no link to “${title}”`);
  return new URL(link[1], url).href;
}

/** @param {string} url */
const fetchText = async (url) => (await fetch(url)).text();

/** @param {() => Promise<unknown>} what @returns {Promise<number>} milliseconds */
async function timed(what) {
  const begin = performance.now();
  await what();
  return performance.now() - begin;
}

/** @param {import("./site.mjs").Site} site */
async function start(site) {
  const begin = performance.now();
  const child = spawn(process.execPath, site.previewCommand(), {
    env: { ...process.env, NO_COLOR: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    signal: site.signal,
  });
  let said = "";
  /** @type {Promise<unknown>} */
  const ended = new Promise((resolve) => child.once("close", resolve));
  const url = await new Promise((resolve, reject) => {
    const hear = (/** @type {Buffer} */ chunk) => {
      said += chunk;
      const address = /^Preview\s+(\S+)/m.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    ended.then(() => reject(new Error(`the preview ended:\n${said}`)));
  });
  const seconds = (performance.now() - begin) / 1000;
  return {
    url: /** @type {string} */ (url),
    seconds,
    async stop() {
      child.kill("SIGINT");
      await ended;
    },
  };
}
