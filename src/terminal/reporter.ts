// Everything printed during a command: progress, diagnostics, the summary. Colours and a progress bar on a
// terminal; plain lines elsewhere, and few of them.

import type { Diagnostic } from "../types/diagnostic.js";
import type { BuildReport } from "../types/report.js";
import { codeFrame } from "./code-frame.js";
import { createProgress, type ProgressOptions, type Stage } from "./progress.js";
import { counted, formatSummary, formatTimings, grouped, type SummaryOptions } from "./summary.js";
import { type Paint, paintWith, printable } from "./terminal.js";

export type { Stage } from "./progress.js";

export interface ReporterOptions extends ProgressOptions {
  color: boolean;
  /** Print what each stage took. */
  timings?: boolean | undefined;
}

export interface Reporter {
  /**
   * A stage begins: `stage("parsing", 100_000, "posts")`. Call `advance` as often as you like, and `done` in any
   * case. A stage may begin before an earlier one is done.
   */
  stage(name: string, total?: number, unit?: string): Stage;
  /** Prints one at once. What is in the report is printed by `summary`, and only once in any case. */
  diagnostic(diagnostic: Diagnostic): void;
  /** Warnings, rejected posts, then the totals. Call it once, last. */
  summary(report: BuildReport, options?: Omit<SummaryOptions, "color">): void;
  /** A line of plain text. */
  line(text: string): void;
  /** A line for those who asked for `--timings`. */
  detail(text: string): void;
  /** Takes an unfinished progress bar off the screen. */
  close(): void;
}

export function createReporter(options: ReporterOptions): Reporter {
  const { stream, color } = options;
  const progress = createProgress(options);
  const printed = new Set<Diagnostic>();
  const print = (text: string) => {
    progress.clear();
    stream.write(`${text}\n`);
  };
  return {
    stage: progress.stage,
    diagnostic(diagnostic) {
      printed.add(diagnostic);
      print(formatDiagnostic(diagnostic, { color }));
    },
    summary(report, shape = {}) {
      const fresh = (diagnostic: Diagnostic) => !printed.has(diagnostic);
      const rejected = report.posts.rejected.filter(fresh);
      // A check writes no report to look the rest up in, so it lists them all.
      const limit = shape.checked ? Number.POSITIVE_INFINITY : SHOWN_POSTS;
      const blocks = [
        ...warningBlocks(report.posts.warnings.filter(fresh), color),
        ...rejectedBlocks(rejected, limit, color),
      ];
      for (const block of blocks) print(`${block}\n`);
      if (options.timings) print(`${formatTimings(report.timings)}\n`);
      print(formatSummary(report, { ...shape, color }));
    },
    line: (text) => print(printableLines(text)),
    detail(text) {
      if (options.timings) print(printableLines(text));
    },
    close: progress.clear,
  };
}

/**
 * A diagnostic as the terminal shows it, and in parts the preview's overlay:
 * ```
 * posts/a.md:3:8  error  date "2022-13-45" is not a date
 *     3 | date: 2022-13-45
 *       |       ^
 *   → Write it as 2022-03-23 20:37:10 +0800.
 * ```
 */
export function formatDiagnostic(diagnostic: Diagnostic, options: { color?: boolean } = {}): string {
  const color = options.color ?? false;
  const paint = paintWith(color);
  const { file, source, line, column } = diagnostic;
  const lines = [`${file ? `${paint("bold", place(diagnostic))}  ` : ""}${verdict(diagnostic, paint)}`];
  if (source !== undefined) lines.push(codeFrame({ source, line, column }, { color }));
  if (diagnostic.hint) lines.push(hintLine(diagnostic.hint, paint));
  return lines.join("\n");
}

/** The same in parts, without colours. */
export function diagnosticParts(diagnostic: Diagnostic) {
  const { file, source, line, column, severity, message, hint } = diagnostic;
  return {
    severity,
    place: file ? place(diagnostic) : "",
    message: printableLines(message, "    "),
    frame: source === undefined ? "" : codeFrame({ source, line, column }),
    hint: printableLines(hint, "    "),
  };
}

/** Posts shown in full before the rest is only counted. */
const SHOWN_POSTS = 20;
/** Warnings of one code shown in full before they become one block. */
const SHOWN_WARNINGS = 5;
const REPORT = ".broadsheet/report.json";

function rejectedBlocks(rejected: readonly Diagnostic[], limit: number, color: boolean): string[] {
  const byPost = groupBy(rejected, (problem) => problem.file ?? "");
  const shown = [...byPost.values()].slice(0, limit).flat();
  const blocks = shown.map((problem) => formatDiagnostic(problem, { color }));
  const more = byPost.size - limit;
  if (more > 0) blocks.push(`and ${grouped(more)} more; all are in ${REPORT}`);
  return blocks;
}

function warningBlocks(warnings: readonly Diagnostic[], color: boolean): string[] {
  return [...groupBy(warnings, (warning) => warning.code).values()].flatMap((group) =>
    group.length > SHOWN_WARNINGS
      ? [warningGroup(group, paintWith(color))]
      : group.map((warning) => formatDiagnostic(warning, { color })),
  );
}

function warningGroup(group: readonly Diagnostic[], paint: Paint): string {
  const first = group[0]!;
  const files = new Set(group.map((warning) => warning.file)).size;
  const places = group.slice(0, SHOWN_WARNINGS).map(place).join(", ");
  const more = `and ${grouped(group.length - SHOWN_WARNINGS)} more; all are in ${REPORT}`;
  const lines = [
    `${verdict(first, paint)}  (${counted(files, "file")}, ${first.code})`,
    `    ${places} ${more}`,
  ];
  if (first.hint) lines.push(hintLine(first.hint, paint));
  return lines.join("\n");
}

function place({ file, line, column }: Diagnostic): string {
  const numbers = line === undefined ? [] : column === undefined ? [line] : [line, column];
  return [printable(file ?? ""), ...numbers].join(":");
}

function verdict({ severity, message }: Diagnostic, paint: Paint): string {
  const label = severity === "error" ? paint("red", "error") : paint("yellow", "warning");
  return `${label}  ${printableLines(message, "    ")}`;
}

const hintLine = (hint: string, paint: Paint): string =>
  `  ${paint("cyan", "→")} ${printableLines(hint, "    ")}`;

/** Lines after the first are indented, so that text from a post cannot pass for a message of ours. */
const printableLines = (text: string, indent = ""): string =>
  text.split(/\r?\n/).map(printable).join(`\n${indent}`);

function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
