// The last lines of a build, in words: numbers grouped, singular and plural right.

import type { BuildReport } from "../types/report.js";
import { type Paint, paintWith, printable } from "./terminal.js";

export interface SummaryOptions {
  color?: boolean;
  /** The published folder, as the user would name it: `dist/`. */
  out?: string | undefined;
  /** Nothing was to be published, only read. */
  checked?: boolean | undefined;
}

export function formatSummary(report: BuildReport, options: SummaryOptions = {}): string {
  const paint = paintWith(options.color ?? false);
  const { total, written, unchanged, removed } = report.pages;
  const idle = nothingChanged(report);
  const lines = [headline(report, options, paint)];
  if (!options.checked && !report.failed && !idle)
    lines.push(`written ${grouped(written)}, unchanged ${grouped(unchanged)}, removed ${grouped(removed)}`);
  const problems = problemsLine(report, paint);
  if (problems) lines.push(problems);
  const waiting = waitingLine(report);
  if (waiting) lines.push(waiting);
  if (options.out && !options.checked && !report.failed && total > 0)
    lines.push(paint("dim", `→ ${printable(options.out)}`));
  return lines.join("\n  ");
}

/** Stages, longest-running visible at a glance: `parse   1.2 s   60%`. */
export function formatTimings(timings: Record<string, number>): string {
  const { total = sum(timings), ...stages } = timings;
  const rows = Object.entries(stages).map(
    ([name, ms]) => [name, formatDuration(ms), percent(ms, total)] as const,
  );
  rows.push(["total", formatDuration(total), ""]);
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const timeWidth = Math.max(...rows.map(([, time]) => time.length));
  return rows
    .map(([name, time, share]) =>
      `  ${name.padEnd(nameWidth)}  ${time.padStart(timeWidth)}  ${share}`.trimEnd(),
    )
    .join("\n");
}

/** `45 ms`, `1.9 s`, `2 min 5 s`, `1 h 3 min`. */
export function formatDuration(ms: number): string {
  if (ms < 99.5) return `${Math.max(0, Math.round(ms))} ms`;
  const tenths = Math.round(ms / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  const minutes = Math.round(ms / 60_000);
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** `4312` as `4,312`, without the cost of loading a locale. */
export const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/** `1 post`, `2,000 posts`. */
export const counted = (count: number, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1 ? "" : "s"}`;

/** Posts among the rejected: each counts once, however many problems it has. */
export const rejectedPosts = (report: BuildReport): number =>
  new Set(report.posts.rejected.map((problem) => problem.file ?? problem)).size;

function headline(report: BuildReport, options: SummaryOptions, paint: Paint): string {
  const { posts, pages } = report;
  const time = formatDuration(report.timings.total ?? sum(report.timings));
  const rejected = rejectedPosts(report);
  if (report.failed) {
    const cause = rejected === 1 ? "1 post was rejected" : `${grouped(rejected)} posts were rejected`;
    const kept = options.out ? `${printable(options.out)} is` : "The published site is";
    return `${paint("red", "Nothing was published")}: --strict is on and ${cause}. ${kept} as it was.`;
  }
  if (options.checked) {
    const all = posts.published + posts.drafts + posts.future + rejected;
    const clean = posts.rejected.length + posts.warnings.length === 0;
    return `${paint("bold", `Checked ${counted(all, "post")}`)} in ${time}${clean ? ": nothing to mend" : ""}`;
  }
  if (nothingChanged(report)) {
    const current = pages.total === 1 ? "1 page is current" : `${grouped(pages.total)} pages are current`;
    return `${paint("bold", "Nothing changed")}: ${current} (${time})`;
  }
  return `${paint("bold", `Published ${counted(posts.published, "post")}`)} as ${counted(pages.total, "page")} in ${time}`;
}

const nothingChanged = (report: BuildReport): boolean =>
  !report.failed && report.pages.total > 0 && report.pages.written + report.pages.removed === 0;

function problemsLine(report: BuildReport, paint: Paint): string {
  const rejected = rejectedPosts(report);
  const warnings = report.posts.warnings.length;
  const parts: string[] = [];
  if (rejected > 0) parts.push(paint("red", `rejected ${counted(rejected, "post")}`));
  if (warnings > 0) parts.push(paint("yellow", counted(warnings, "warning")));
  return parts.length === 0 ? "" : `${parts.join(", ")}  (listed above)`;
}

function waitingLine(report: BuildReport): string {
  const { drafts, future } = report.posts;
  const parts: string[] = [];
  if (drafts > 0) parts.push(counted(drafts, "draft"));
  if (future > 0) parts.push(`${grouped(future)} future`);
  if (parts.length === 0) return "";
  const due = report.nextDue ? `, the next is due ${readableTime(report.nextDue)}` : "";
  return `waiting: ${parts.join(", ")}${due}`;
}

/** `2026-03-01T08:00:00+08:00` as `2026-03-01 08:00 (+08:00)`. */
function readableTime(iso: string): string {
  const parts = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.exec(iso);
  if (!parts) return printable(iso);
  return `${parts[1]} ${parts[2]} (${parts[3] === "Z" ? "UTC" : parts[3]})`;
}

const sum = (timings: Record<string, number>): number =>
  Object.values(timings).reduce((all, ms) => all + ms, 0);

const percent = (ms: number, total: number): string =>
  `${total > 0 ? Math.round((ms / total) * 100) : 0}%`.padStart(4);
