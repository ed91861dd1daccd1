// What is worth reading next, measured: how many posts have enough of it, and what it costs.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildInTurn } from "./in-turn.mjs";

/**
 * @typedef {object} RelatedFigures
 * @property {number} posts
 * @property {number} enough posts whose page leads to three related ones or more
 * @property {number[]} changed pages of other articles that each new post changed, its neighbour's not counted
 * @property {import("./in-turn.mjs").InTurn} builds
 */

const ENOUGH = 3;

/** @param {import("./site.mjs").Site} site @param {number} runs @returns {Promise<RelatedFigures>} */
export async function measureRelated(site, runs) {
  await site.build();
  const { posts } = site;
  const pages = Array.from({ length: posts }, (_, index) => site.pageOf(index));
  const enough = pages.filter((page) => countRelated(join(site.root, "dist", page)) >= ENOUGH).length;
  const changed = await countChanged(site, pages, runs);
  const off = "related:\n  posts: 0\n  section: 0\n";
  const builds = await buildInTurn(site, runs, { name: "related posts", off });
  return { posts, enough, changed, builds };
}

/** Links in a page's list of related posts (templates/partials/read-next.njk). @param {string} file */
function countRelated(file) {
  const list = /<ul class="?read-next-related"?>(.*?)<\/ul>/s.exec(readFileSync(file, "utf8"));
  return list?.[1].match(/<a\s/g)?.length ?? 0;
}

/** @param {import("./site.mjs").Site} site @param {string[]} pages the oldest first @param {number} runs */
async function countChanged(site, pages, runs) {
  /** @type {number[]} */
  const counts = [];
  const articles = new Set(pages);
  let newest = pages.at(-1);
  for (let count = 0; count < runs; count++) {
    const fresh = site.pageOf(site.addPost());
    await site.build();
    // The one that was the newest leads to the next one now.
    const others = site.changes().changed.filter((path) => articles.has(path) && path !== newest);
    counts.push(others.length);
    articles.add(fresh);
    newest = fresh;
  }
  return counts;
}
