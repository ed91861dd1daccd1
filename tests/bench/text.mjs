// Numbers and tables as text for people.
import { median } from "./measure.mjs";

/** @param {number[]} values the median, and from where to where they go */
export function seconds(values) {
  const [low, middle, high] = [Math.min(...values), median(values), Math.max(...values)].map(short);
  return values.length === 1 ? middle : `${middle} (${low}–${high})`;
}

/** @param {number} value */
export const whole = (value) => Math.round(value).toLocaleString("en-US");

/** @param {number} value seconds */
export const short = (value) => value.toFixed(value < 1 ? 3 : value < 20 ? 2 : 1);

/** The first column is text, the others are numbers. @param {string[][]} rows */
export function table(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const cell = (/** @type {string} */ text, /** @type {number} */ column) =>
    column === 0 ? text.padEnd(widths[column]) : text.padStart(widths[column]);
  return rows.map((row) => row.map(cell).join("  ").trimEnd()).join("\n");
}
