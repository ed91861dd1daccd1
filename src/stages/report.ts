// What a build has to say: report.json for scripts and the summary, changes.json for deployers.
import { join } from "node:path";
import { pictureProblems } from "../catalog/pictures.js";
import { countPosts, recordedProblems } from "../catalog/sources.js";
import { catalogRefused } from "../diagnostics/program.js";
import { layoutMissing, nearDuplicate, postsFolderMissing, termsMerged } from "../diagnostics/site.js";
import { writeJson, writeLists } from "../output/write-json.js";
import { keepChanges } from "../ping/waiting.js";
import { isoWithOffset } from "../time.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { BuildReport } from "../types/report.js";
import { programVersion } from "../version.js";
import { fanOutWarnings } from "./fan-out.js";
import { limitWarnings } from "./host-limits.js";
import type { SourceChanges } from "./notice.js";
import type { NotedPage, PageBook } from "./page-book.js";
import type { SourceOutcome } from "./sources.js";
import type { Stopwatch } from "./stopwatch.js";
import type { Workspace } from "./workspace.js";

export interface ReportFacts {
  now: Instant;
  /** Found outside of parsing: settings, folders, collisions. */
  problems: readonly Diagnostic[];
  timings: Stopwatch;
  pages?: BuildReport["pages"];
}

/** What is wrong and is not recorded with a source. */
export function collectProblems(
  { warnings, plugins, siteInputs, catalog, config }: Workspace,
  { hasPostsFolder }: SourceChanges,
  { collisions }: SourceOutcome,
  damaged: boolean,
): Diagnostic[] {
  const refused = damaged ? "damaged" : catalog.refused;
  return [
    ...warnings,
    ...(refused ? [catalogRefused(refused)] : []),
    ...plugins.problems,
    ...siteInputs.problems,
    ...(hasPostsFolder ? [] : [postsFolderMissing(config.folders.posts)]),
    ...collisions,
  ];
}

export function reportBuild(workspace: Workspace, facts: ReportFacts): BuildReport {
  const { catalog, config, ledger } = workspace;
  const zone = config.timezone;
  const { nextDue, ...counts } = countPosts(catalog);
  const all = [
    ...facts.problems,
    ...recordedProblems(catalog),
    ...pictureProblems(catalog),
    ...siteWarnings(workspace),
  ];
  const total = ledger.count();
  return {
    version: programVersion(),
    now: new Date(facts.now).toISOString(),
    posts: {
      ...counts,
      rejected: all.filter((problem) => problem.severity === "error"),
      warnings: all.filter((problem) => problem.severity === "warning"),
    },
    pages: facts.pages ?? { total, written: 0, unchanged: total, removed: 0 },
    timings: facts.timings.read(),
    nextDue: nextDue === null ? null : isoWithOffset(nextDue, zone),
    failed: false,
  };
}

/** `null` leaves changes.json as it was. */
export function writeReports(home: string, report: BuildReport, changes: ChangesReport | null): void {
  if (changes !== null) {
    const file = join(home, "changes.json");
    const count = writeLists(file, changes);
    if (count > 0) keepChanges(home, file);
  }
  writeJson(join(home, "report.json"), report);
}

/** Of a Jekyll site its pages and sources say all there is to say. */
const siteWarnings = (workspace: Workspace): Diagnostic[] =>
  workspace.jekyll === null ? themeWarnings(workspace) : [];

const themeWarnings = (workspace: Workspace): Diagnostic[] => [
  ...layoutWarnings(workspace),
  ...spellingWarnings(workspace),
  ...fanOutWarnings(workspace),
  ...limitWarnings(workspace),
];

/** Posts that tell what an older one tells: `check` says so, a build has other things to do. */
export const copyWarnings = ({ queries, config }: Workspace): Diagnostic[] =>
  queries
    .nearDuplicates()
    .map(({ path, original }) => nearDuplicate(original, config.duplicates, { file: path, line: 1 }));

function layoutWarnings({ queries, inputs }: Workspace): Diagnostic[] {
  return queries
    .layouts()
    .filter(({ layout }) => inputs.template(`${layout}.njk`).file === null)
    .map(({ layout, path }) => layoutMissing(layout, { file: path }));
}

function spellingWarnings({ queries }: Workspace): Diagnostic[] {
  return queries.mergedTerms().map(({ taxonomy, name, others }) => termsMerged(taxonomy, name, others));
}

export interface Change {
  path: string;
  url: string;
}

/**
 * `changes.json`: paths relative to `dist/`, in the order in which a deployer must apply them. There may be as many as
 * the site has pages, so they are worked out as they are written.
 */
export interface ChangesReport {
  version: string;
  added: Iterable<Change & { sha256: string; bytes: number }>;
  changed: Iterable<Change & { sha256: string; bytes: number }>;
  removed: Iterable<Change>;
}

export function reportChanges(
  book: PageBook,
  files: { added: readonly NotedPage[]; changed: readonly NotedPage[]; removed: readonly string[] },
): ChangesReport {
  const change = (path: string) => ({ path, url: urlOf(path) });
  const entry = (page: NotedPage) => {
    const { sha256, bytes } = book.record(page);
    return { ...change(page.path), sha256, bytes };
  };
  return {
    version: programVersion(),
    added: mapped(files.added, entry),
    changed: mapped(files.changed, entry),
    removed: mapped(files.removed, change),
  };
}

function* mapped<T, R>(items: Iterable<T>, map: (item: T) => R): Iterable<R> {
  for (const item of items) yield map(item);
}

const urlOf = (path: string) =>
  `/${path.split("/").map(encodeURIComponent).join("/")}`.replace(/\/index\.html$/, "/");
