// What was measured, as text for people.
import { median } from "./measure.mjs";

/**
 * @typedef {object} MeasuredRun
 * @property {number} wall seconds
 * @property {number | null} cpu seconds
 * @property {number | null} peak bytes
 * @property {number} files written
 * @property {Record<string, number>} [timings] milliseconds by stage, and their `total`
 *
 * @typedef {{ title: string, runs: MeasuredRun[] }} Measured a case, or another generator's first build
 */

/** @param {{ cases: Measured[], peers: Measured[], preview: import("./preview.mjs").PreviewFigures | null }} measured */
export function reportText({ cases, peers, preview }) {
  const cold = cases.find(({ title }) => title === "cold");
  const parts = [
    ...(cases.length > 0
      ? [costs([...cases, ...peers], cold), `Milliseconds by stage (medians)\n\n${stages(cases)}`]
      : []),
    cold ? peers.map((peer) => comparison(cold, peer)).join("\n") : "",
    preview ? previewText(preview) : "",
  ];
  return parts.filter((part) => part !== "").join("\n\n");
}

/** @param {import("./preview.mjs").PreviewFigures} figures */
function previewText({ starts, firstPages, saves }) {
  const milliseconds = (/** @type {number[]} */ values) =>
    `${whole(median(values))} ms (${whole(Math.min(...values))}–${whole(Math.max(...values))})`;
  return [
    `Preview, warm: listens after ${seconds(starts).replace(/^[\d.]+/, "$& s")}, front page after ${milliseconds(firstPages)} more`,
    `From a saved post to its new bytes: ${milliseconds(saves)}`,
  ].join("\n");
}

/** @param {number[]} values the median, and from where to where they go */
export function seconds(values) {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)].map(short);
  return values.length === 1 ? middle : `${middle} (${low}–${high})`;
}

/** @param {number} value */
export const whole = (value) => Math.round(value).toLocaleString("en-US");

/** @param {Measured[]} rows @param {Measured | undefined} cold what all are compared with */
function costs(rows, cold) {
  const base = cold && median(walls(cold));
  const head = ["", "wall s", "x cold", "cpu s", "files", "files/s", "peak MB"];
  const lines = rows.map((row) => {
    const wall = median(walls(row));
    const files = median(row.runs.map((run) => run.files));
    const peak = row.runs.flatMap((run) => run.peak ?? []);
    return [
      row.title,
      seconds(walls(row)),
      base === undefined ? "-" : (wall / base).toFixed(3),
      cpus(row).length === 0 ? "-" : short(median(cpus(row))),
      whole(files),
      whole(files / wall),
      peak.length === 0 ? "-" : whole(Math.max(...peak) / 1e6),
    ];
  });
  return table([head, ...lines]);
}

/** @param {Measured[]} cases */
function stages(cases) {
  const names = new Set(
    cases.flatMap(({ runs }) => runs.flatMap(({ timings }) => Object.keys(timings ?? {}))),
  );
  names.delete("total");
  const lines = cases.map(({ title, runs }) => {
    const inside = [...names].map((name) => median(runs.map(({ timings }) => timings?.[name] ?? 0)));
    const outside = median(runs.map(({ wall, timings }) => wall * 1000 - (timings?.total ?? 0)));
    return [title, ...[...inside, outside].map(whole)];
  });
  return table([["", ...names, "start and exit"], ...lines]);
}

/** @param {Measured} cold @param {Measured} peer */
function comparison(cold, peer) {
  const inSeconds = (/** @type {Measured} */ row) => seconds(walls(row)).replace(/^[\d.]+/, "$& s");
  const ratio = (/** @type {number[]} */ ours, /** @type {number[]} */ theirs) =>
    (median(ours) / median(theirs)).toPrecision(2);
  const name = peer.title.replace(/ [\d.]+$/, "");
  const ofTime = `${ratio(walls(cold), walls(peer))} of ${name}'s time`;
  const work = cpus(peer).length === 0 ? "" : `, ${ratio(cpus(cold), cpus(peer))} of its processor time`;
  return `Broadsheet ${inSeconds(cold)}, ${peer.title} ${inSeconds(peer)}: ${ofTime}${work}`;
}

const walls = (/** @type {Measured} */ { runs }) => runs.map(({ wall }) => wall);
const cpus = (/** @type {Measured} */ { runs }) => runs.flatMap(({ cpu }) => cpu ?? []);

/** @param {number} value seconds */
const short = (value) => value.toFixed(value < 1 ? 3 : value < 20 ? 2 : 1);

/** The first column is text, the others are numbers. @param {string[][]} rows */
function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (/** @type {string} */ text, /** @type {number} */ column) =>
    column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}
