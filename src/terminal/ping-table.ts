// What `ping` has to say: a line for each service, then what was refused and why.
import type { Instant } from "../types/content.js";
import { grouped } from "./summary.js";
import { displayWidth, paintWith, printable } from "./terminal.js";

export interface PingLine {
  name: string;
  told: number;
  refused: readonly { url: string; why: string }[];
  /** What still is to be told. */
  waiting: readonly string[];
  stopped: string | null;
  notBefore: Instant | null;
}

export interface PingTableOptions {
  color: boolean;
  /** Words for a moment, in the site's zone. */
  moment: (at: Instant) => string;
}

const MOST_SHOWN = 20;

export function pingTable(lines: readonly PingLine[], { color, moment }: PingTableOptions): string[] {
  const paint = paintWith(color);
  const rows = lines.map((line) => [
    printable(line.name),
    ...[line.told, line.refused.length, line.waiting.length].map(grouped),
  ]);
  const table = aligned([["", "told", "refused", "waiting"], ...rows]);
  const body = lines.map((line, index) => {
    const why = line.stopped === null ? "" : `   ${printable(line.stopped)}`;
    const until = line.notBefore === null ? "" : `, until ${moment(line.notBefore)}`;
    const colour = line.stopped !== null || line.refused.length > 0 ? "yellow" : "green";
    return paint(colour, `${table[index + 1]}${why}${until}`);
  });
  return [paint("bold", table[0] as string), ...body, ...refusals(lines)];
}

/** What a ping would tell. */
export function pingPlan(lines: readonly PingLine[]): string[] {
  return lines.flatMap(({ name, waiting }) => [
    `${printable(name)}: ${waiting.length === 0 ? "nothing" : grouped(waiting.length)}`,
    ...waiting.map((url) => `  ${printable(url)}`),
  ]);
}

function refusals(lines: readonly PingLine[]): string[] {
  const all = lines.flatMap(({ name, refused }) => refused.map((refusal) => ({ name, ...refusal })));
  if (all.length === 0) return [];
  const shown = all.slice(0, MOST_SHOWN);
  const more = all.length - shown.length;
  return [
    "",
    ...shown.map(({ name, url, why }) => `refused  ${printable(url)}  ${printable(`${name}: ${why}`)}`),
    ...(more > 0 ? [`and ${grouped(more)} more`] : []),
  ];
}

/** The first column to the left, numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.map((row) => displayWidth(row[column] as string))),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const room = " ".repeat((widths[column] as number) - displayWidth(cell));
        return column === 0 ? cell + room : room + cell;
      })
      .join("  "),
  );
}
