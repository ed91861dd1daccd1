// What was measured, as text for people.
import { median } from "./measure.mjs";
import { relatedText, searchText } from "./targets.mjs";
import { seconds, short, table, whole } from "./text.mjs";

/**
 * @typedef {object} MeasuredRun
 * @property {number} wall seconds
 * @property {number | null} cpu seconds
 * @property {number | null} peak bytes
 * @property {number} files written
 * @property {Record<string, number>} [timings] milliseconds by stage, and their `total`
 *
 * @typedef {{ title: string, runs: MeasuredRun[] }} Measured a case, or another generator's first build
 *
 * @typedef {object} OwnFigures of the cases that are more than builds; `null` where one was not asked for
 * @property {import("./preview.mjs").PreviewFigures | null} preview
 * @property {import("./search.mjs").SearchFigures | { leftOut: string } | null} search
 * @property {import("./related.mjs").RelatedFigures | null} related
 */

/** @param {{ cases: Measured[], peers: Measured[] } & OwnFigures} measured */
export function reportText({ cases, peers, preview, search, related }) {
  const cold = cases.find(({ title }) => title === "cold");
  const parts = [
    ...(cases.length > 0
      ? [costs([...cases, ...peers], cold), `Milliseconds by stage (medians)\n\n${stages(cases)}`]
      : []),
    cold ? peers.map((peer) => comparison(cold, peer)).join("\n") : "",
    preview ? previewText(preview) : "",
    search ? searchText(search) : "",
    related ? relatedText(related) : "",
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
