// Tables: any lines with a pipe in each, whether or not a separator line follows the first.
import { afterBoundary, beforeBoundary } from "./boundary.js";
import { blockElement, createElement, type Element, type Parse } from "./element.js";
import { at } from "./patterns.js";
import { atEnd, check, createScanner, scan } from "./scanner.js";

const PIPE = "(?:\\||[^\\n]*?[^\\\\\\n]\\|)";
const START = at(` {0,3}(?=[^ \\t\\r\\n\\f\\v])${PIPE}[^\\n]*?\\n`);
const LINE = at(`${PIPE}[^\\n]*?\\n`);
const SEPARATOR = at("([+|: \\t-]*?-[+|: \\t-]*?)[ \\t]*\\n");
const FOOT = at("[+|: \\t=]*?=[+|: \\t=]*?[ \\t]*\\n");
const ROW = at("([^\\n]*?)[ \\t]*\\n");
const HAS_PIPE = new RegExp(`^${PIPE}`);

export function parseTable(parse: Parse): boolean {
  const { src } = parse;
  if (!hasPipe(src.text, src.pos) || !check(src, START) || !afterBoundary(parse)) return false;
  const from = src.pos;
  const saved = parse.blockIal;
  const table = blockElement(parse, "table", "", { alignment: [] });
  const refuse = (): false => {
    src.pos = from;
    parse.blockIal = saved;
    return false;
  };
  readRows(parse, table);
  if (!beforeBoundary(parse)) return refuse();
  if (!isPipedThroughout(parse, src.text.slice(from, src.pos - 1))) return refuse();
  if (!table.children.some(({ type }) => type === "tbody")) return refuse();
  fillUp(table);
  parse.tree.children.push(table);
  return true;
}

function hasPipe(text: string, pos: number): boolean {
  const end = text.indexOf("\n", pos);
  const pipe = text.indexOf("|", pos);
  return pipe >= 0 && (end < 0 || pipe < end);
}

function readRows(parse: Parse, table: Element): void {
  const { src } = parse;
  let rows: Element[] = [];
  let footed = false;
  const close = (type: "thead" | "tbody" | "tfoot", force = false) => {
    if (footed && type === "tbody" && !force) return;
    const part = createElement(type);
    part.children = rows;
    rows = [];
    table.children.push(part);
  };
  check(src, LINE);
  const leadingPipe = /^[ \t\r\n\f\v]*\|/.test(src.match?.[0] ?? "");
  scan(src, SEPARATOR);
  while (!atEnd(src) && check(src, LINE)) {
    if (scan(src, SEPARATOR) !== null) {
      const marks = src.match?.[1] ?? "";
      if (rows.length === 0) continue;
      if (table.options.alignment?.length === 0 && !footed) {
        close("thead");
        table.options.alignment = alignments(marks);
      } else close("tbody");
    } else if (scan(src, FOOT) !== null) {
      if (rows.length > 0) close("tbody", true);
      footed = true;
    } else if (scan(src, ROW) !== null) rows.push(readRow(parse, src.match?.[1] ?? "", leadingPipe));
    else break;
  }
  if (rows.length > 0) close(footed ? "tfoot" : "tbody");
}

const alignments = (marks: string): string[] =>
  [...marks.matchAll(/[ \t]?(:?)-+(:?)[ \t]?/g)].map(([, left, right]) => {
    if (!left && !right) return "default";
    if (!right) return "left";
    return left ? "center" : "right";
  });

function readRow(parse: Parse, line: string, leadingPipe: boolean): Element {
  const row = createElement("tr");
  const cells: string[] = [];
  const append = (text: string) => {
    if (cells.length === 0) cells.push(text);
    else cells[cells.length - 1] += text;
  };
  line.split(/(<code.*?>.*?<\/code>)/).forEach((text, index) => {
    if (index % 2 === 1) append(text);
    else splitCells(parse, text, cells, append);
  });
  if (leadingPipe && cells[0]?.trim() === "") cells.shift();
  if (cells.at(-1)?.trim() === "") cells.pop();
  for (const text of cells) {
    const cell = createElement("td");
    cell.children.push(createElement("raw_text", text.trim()));
    row.children.push(cell);
  }
  return row;
}

/** A pipe in a code span divides nothing. */
function splitCells(parse: Parse, text: string, cells: string[], append: (text: string) => void): void {
  for (const { type, value } of spansOf(parse, text, ["codespan"]).children) {
    if (type === "codespan") {
      const longest =
        [...value.matchAll(/`+/g)].map(([run]) => run).sort((a, b) => (a > b ? -1 : 1))[0] ?? "";
      const mark = `${longest}\``;
      const space = mark.length > 1 ? " " : "";
      append(`${mark}${space}${value}${space}${mark}`);
    } else {
      const [first = "", ...others] = value.split(/(?<!\\)\|/).map((part) => part.replaceAll("\\|", "|"));
      append(first);
      cells.push(...others);
    }
  }
}

function spansOf(parse: Parse, text: string, only: readonly ("codespan" | "span_html")[]): Element {
  const root = createElement("root");
  const inner: Parse = { ...parse, src: createScanner(text), tree: root, stack: [], textType: "raw_text" };
  parse.grammar.spans(inner, root, null, () => true, only);
  return root;
}

/** Every line needs a pipe outside of code and HTML. */
function isPipedThroughout(parse: Parse, text: string): boolean {
  let piped = false;
  for (const { type, value } of spansOf(parse, text, ["codespan", "span_html"]).children) {
    const lines = value.replace(/\n+$/, "").split("\n");
    if (value === "") continue;
    if (type === "codespan") {
      if (lines.length > 2 || (lines.length === 2 && !piped)) return piped;
      if (lines.length === 2 && piped) piped = false;
      continue;
    }
    if (lines.length > 1 && !piped && !HAS_PIPE.test(lines[0] as string)) return piped;
    piped = (lines.length > 1 ? false : piped) || HAS_PIPE.test(lines.at(-1) as string);
  }
  return piped;
}

/** Rows are made equally long. */
function fillUp(table: Element): void {
  const rows = table.children.flatMap(({ children }) => children);
  const columns = Math.max(0, ...rows.map(({ children }) => children.length));
  for (const { children } of rows) while (children.length < columns) children.push(createElement("td"));
  const alignment = (table.options.alignment ?? []).slice(0, columns);
  while (alignment.length < columns) alignment.push("default");
  table.options.alignment = alignment;
}
