// What readers might ask of an archive: pieces of its own titles and excerpts, the same at every run.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { randomFrom } from "./archive.mjs";

/** @typedef {{ title: string, excerpt: string }} Texts a post's, as the index has them */

/** Texts of all posts, the oldest first, from a published folder. @param {string} dist @returns {Texts[]} */
export function readTexts(dist) {
  const read = (/** @type {string} */ name) =>
    JSON.parse(readFileSync(join(dist, "search", `${name}.json`), "utf8"));
  /** @type {string[]} a segment's name, then a digit for each of its files */
  const segments = read("index").segments;
  return segments.flatMap((name, at) =>
    at % 2 === 1
      ? []
      : Array.from(segments[at + 1], (_, chunk) => read(`posts/${name}-${chunk}`))
          .flat()
          .map(([, title = "", , excerpt = ""]) => ({ title, excerpt })),
  );
}

/**
 * Queries from posts all over the archive: strings of two to six Chinese characters, from titles and excerpts by turns,
 * and every fifth a word in Latin letters, or a figure where there is none.
 * @param {Texts[]} posts @param {number} count
 */
export function sampleQueries(posts, count) {
  const random = randomFrom(count);
  const queries = Array.from({ length: count }, (_, turn) => {
    const { title, excerpt } = posts[Math.floor(((turn + 0.5) * posts.length) / count)];
    const whole = `${title} ${excerpt}`;
    const words = whole.match(/[a-z]{2,}/gi) ?? whole.match(/[a-z0-9]{2,}/gi) ?? [];
    const runs = runsOf(turn % 2 === 0 ? title : excerpt) ?? runsOf(whole) ?? [];
    const isWord = runs.length === 0 || (turn % 5 === 4 && words.length > 0);
    return isWord ? pick(words, random) : pieceOf(pick(runs, random), random);
  });
  return queries.filter((query) => query !== undefined);
}

export const isChinese = (/** @type {string} */ query) => /\p{Script=Han}/u.test(query);

const runsOf = (/** @type {string} */ text) => text.match(/\p{Script=Han}{2,}/gu);

/** @template T @param {T[]} items @param {() => number} random */
const pick = (items, random) => items[Math.floor(random() * items.length)];

/** @param {string} run @param {() => number} random */
function pieceOf(run, random) {
  const characters = Array.from(run);
  const length = Math.min(2 + Math.floor(random() * 5), characters.length);
  const from = Math.floor(random() * (characters.length - length + 1));
  return characters.slice(from, from + length).join("");
}
