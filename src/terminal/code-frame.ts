// The line at fault with a caret under the place, as an editor with a fixed-width font would show it.
import { characterWidth, type Paint, paintWith, printable } from "./terminal.js";

export interface FramedSource {
  /** The line at fault; further lines, if any, follow it in the file. */
  source: string;
  /** Both count from 1; a column is a UTF-16 unit, as string indexes are. */
  line?: number | undefined;
  column?: number | undefined;
}

/**
 * ```
 *   3 | date: 2022-13-45
 *     |       ^
 * ```
 * The caret stands under the column also behind tabs and wide characters; of a long line the part around it shows.
 */
export function codeFrame(at: FramedSource, options: { color?: boolean; width?: number } = {}): string {
  const paint = paintWith(options.color ?? false);
  const lines = at.source.split(/\r\n|\n|\r/).slice(0, MAX_LINES);
  while (lines.length > 1 && lines.at(-1) === "") lines.pop();
  const gutter = at.line === undefined ? 0 : String(at.line + lines.length - 1).length;
  const room = Math.max(20, (options.width ?? 100) - gutter - INDENT.length - 3);
  return lines
    .flatMap((text, index) => {
      const number = at.line === undefined ? "" : String(at.line + index);
      const row = frameRow(text, index === 0 ? at.column : undefined, room);
      return withGutter(row, number.padStart(gutter), paint);
    })
    .join("\n");
}

const MAX_LINES = 5;
const INDENT = "    ";
const TAB = 4;

function withGutter(row: Row, number: string, paint: Paint): string[] {
  const shown = [`${INDENT}${paint("dim", `${number} |`)} ${row.text}`.trimEnd()];
  if (row.caret !== null) {
    const blank = `${" ".repeat(number.length)} |`;
    shown.push(`${INDENT}${paint("dim", blank)} ${" ".repeat(row.caret)}${paint("red", "^")}`);
  }
  return shown;
}

interface Row {
  text: string;
  /** Columns to the left of the caret. */
  caret: number | null;
}

function frameRow(line: string, column: number | undefined, room: number): Row {
  // A line may be a megabyte of minified HTML: look only at what could show.
  const start = Math.max(0, (column ?? 1) - 1 - 4 * room);
  const near = line.slice(start, start + 8 * room);
  const { cells, mark } = layOut(near, column === undefined ? undefined : column - start);
  let from = 0;
  let to = cells.length;
  if (near.length < line.length || widthOf(cells) > room) {
    from = firstShown(cells, mark ?? 0, Math.floor((room * 2) / 3));
    to = lastShown(cells, from, room - 2);
  }
  const before = start + from > 0 ? "…" : "";
  const after = to < cells.length || start + near.length < line.length ? "…" : "";
  const text = cells.slice(from, to).map((cell) => cell.text);
  const caret = mark === null ? null : before.length + widthOf(cells.slice(from, mark));
  return { text: before + text.join("") + after, caret };
}

/** The leftmost cell from which at most `room` columns lead to `mark`. */
function firstShown(cells: readonly Cell[], mark: number, room: number): number {
  let from = mark;
  for (let width = 0; from > 0; from--) {
    width += cells[from - 1]!.width;
    if (width > room) break;
  }
  return from;
}

/** The end of the cells that fit into `room` columns from `from` on. */
function lastShown(cells: readonly Cell[], from: number, room: number): number {
  let to = from;
  for (let width = 0; to < cells.length; to++) {
    width += cells[to]!.width;
    if (width > room) break;
  }
  return to;
}

interface Cell {
  text: string;
  width: number;
}

/** The line as cells of what is printed, and the index of the cell under the caret (one past the end at most). */
function layOut(line: string, column: number | undefined): { cells: Cell[]; mark: number | null } {
  const cells: Cell[] = [];
  let mark: number | null = null;
  let units = 0;
  let width = 0;
  for (const character of line) {
    if (column !== undefined && mark === null && column - 1 < units + character.length) mark = cells.length;
    const text = character === "\t" ? " ".repeat(TAB - (width % TAB)) : printable(character);
    const cell = { text, width: character === "\t" ? text.length : characterWidth(text) };
    cells.push(cell);
    units += character.length;
    width += cell.width;
  }
  return { cells, mark: column === undefined ? null : (mark ?? cells.length) };
}

const widthOf = (cells: readonly Cell[]): number => cells.reduce((sum, cell) => sum + cell.width, 0);
