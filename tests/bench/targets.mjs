// Figures that have a target, as a table with the target beside each, and whether it was reached.
import { median } from "./measure.mjs";
import { table, whole } from "./text.mjs";

/**
 * @typedef {object} Figure
 * @property {string} name
 * @property {number[]} values of each query, run or the like
 * @property {number} [digits] behind the point
 * @property {{ below: number } | { atMost: number }} [target] `below`: not even that
 */

/** What a query may cost, in kB, by the number of posts. @param {number} posts */
const kilobytesPerQuery = (posts) => (posts <= 10_000 ? 100 : 300);

/** @param {import("./search.mjs").SearchFigures | { leftOut: string }} figures */
export function searchText(figures) {
  if ("leftOut" in figures) return `Search is left out: ${figures.leftOut}`;
  const { posts, asked, script, rewritten, builds } = figures;
  const { queries, chinese, missed, bytes, loopback, slow, slowGzip } = asked;
  const kilobytes = (/** @type {number[]} */ values) => values.map((value) => value / 1000);
  const aQuery = { digits: 1, target: { below: kilobytesPerQuery(posts) } };
  const aScript = { digits: 2, target: { below: 10 } };
  const [soon, slowly] = [{ target: { atMost: 200 } }, { target: { atMost: 1000 } }];
  const aBuild = { digits: 1, target: { atMost: 25 } };
  const text = targetTable([
    { name: "kB of index a query, new browser", values: kilobytes(bytes.index), ...aQuery },
    { name: "  and the script", values: kilobytes(bytes.plain), ...aQuery },
    { name: "  both, from a host that compresses (gzip)", values: kilobytes(bytes.gzip), ...aQuery },
    { name: "ms from the last key to first results, loopback", values: loopback.typing, ...soon },
    { name: "ms from opening /search.html?q=…, loopback", values: loopback.opening, ...soon },
    { name: "ms from the last key, slow 4G, page loaded", values: slow.typing, ...slowly },
    { name: "  with gzip", values: slowGzip.typing, ...slowly },
    { name: "ms from opening /search.html?q=…, slow 4G, cold", values: slow.opening, ...slowly },
    { name: "  with gzip", values: slowGzip.opening, ...slowly },
    { name: "kB of script, gzip", values: kilobytes([script.gzip]), ...aScript },
    { name: "kB of script, Brotli", values: kilobytes([script.brotli]), ...aScript },
    { name: "files of the index that a new post rewrites", values: rewritten, target: { atMost: 40 } },
    { name: "% added to a cold build, wall time", values: added(builds, "wall"), ...aBuild },
    { name: "% added to a cold build, processor time", values: added(builds, "cpu"), ...aBuild },
  ]);
  const words = chinese === queries ? "" : `, ${queries - chinese} words or figures`;
  const without = missed.length === 0 ? "" : `\nWithout a hit: ${missed.join(", ")}`;
  const some = `on slow 4G ${slow.typing.length} of them`;
  return `Search in ${whole(posts)} posts: ${chinese} Chinese queries${words}; ${some}\n\n${text}${without}`;
}

/** @param {import("./related.mjs").RelatedFigures} figures */
export function relatedText({ posts, enough, changed, builds }) {
  const perPost = (/** @type {"wall" | "cpu"} */ time) =>
    builds.with[time].length === 0
      ? []
      : [((median(builds.with[time]) - median(builds.without[time])) * 1000) / posts];
  const text = targetTable([
    { name: "% of posts with three related posts or more", values: [(100 * enough) / posts], digits: 1 },
    { name: "ms a post added to a cold build, wall time", values: perPost("wall"), digits: 3 },
    { name: "ms a post added to a cold build, processor time", values: perPost("cpu"), digits: 3 },
    { name: "% added to a cold build, wall time", values: added(builds, "wall"), digits: 1 },
    { name: "% added to a cold build, processor time", values: added(builds, "cpu"), digits: 1 },
    { name: "other articles that a new post changes", values: changed, target: { atMost: 0 } },
  ]);
  return `Related posts of ${whole(posts)} posts\n\n${text}`;
}

/**
 * By how much builds take longer: a percentage of those without.
 * @param {import("./in-turn.mjs").InTurn} builds @param {"wall" | "cpu"} time
 */
function added(builds, time) {
  if (builds.with[time].length === 0) return [];
  return [100 * (median(builds.with[time]) / median(builds.without[time]) - 1)];
}

/** @param {Figure[]} figures */
export function targetTable(figures) {
  const lines = figures.map(({ name, values, digits = 0, target }) => {
    if (values.length === 0) return [name, "-", "-", targetName(target), "-"];
    const number = (/** @type {number} */ value) => value.toFixed(digits);
    const largest = values.length === 1 ? "-" : number(Math.max(...values));
    return [name, number(median(values)), largest, targetName(target), verdict(values, target)];
  });
  return table([["", "median", "largest", "target", "reached"], ...lines]);
}

/** @param {Figure["target"]} target */
function targetName(target) {
  if (target === undefined) return "-";
  return "below" in target ? `below ${target.below}` : `at most ${target.atMost}`;
}

/** @param {number[]} values @param {Figure["target"]} target */
function verdict(values, target) {
  if (target === undefined) return "-";
  const isReached = (/** @type {number} */ value) =>
    "below" in target ? value < target.below : value <= target.atMost;
  if (values.every(isReached)) return "yes";
  return isReached(median(values)) ? "median only" : "no";
}
