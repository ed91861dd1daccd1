// What a build has to say: report.json for scripts and the summary, changes.json for deployers.
import type { Catalog } from "../catalog/catalog.js";
import type { KnownPage } from "../catalog/ledger.js";
import type { Queries } from "../catalog/queries.js";
import { countPosts, recordedProblems } from "../catalog/sources.js";
import { layoutMissing, termsMerged } from "../diagnostics.js";
import { isoWithOffset } from "../time.js";
import type { BuildReport, Diagnostic, Instant } from "../types.js";

export interface ReportFacts {
  version: string;
  now: Instant;
  zone: string;
  catalog: Catalog;
  queries: Queries;
  /** Found outside of parsing: settings, folders, collisions. */
  problems: readonly Diagnostic[];
  hasTemplate(name: string): boolean;
}

export function reportPosts(facts: ReportFacts): Pick<BuildReport, "version" | "now" | "posts" | "nextDue"> {
  const { catalog, zone } = facts;
  const counts = countPosts(catalog);
  const all = [...facts.problems, ...recordedProblems(catalog), ...layoutWarnings(facts), ...spellingWarnings(facts)];
  return {
    version: facts.version,
    now: isoWithOffset(facts.now, zone),
    posts: {
      published: counts.published,
      drafts: counts.drafts,
      future: counts.future,
      rejected: all.filter((problem) => problem.severity === "error"),
      warnings: all.filter((problem) => problem.severity === "warning"),
    },
    nextDue: counts.nextDue === null ? null : isoWithOffset(counts.nextDue, zone),
  };
}

function layoutWarnings({ queries, hasTemplate }: ReportFacts): Diagnostic[] {
  return queries
    .layouts()
    .filter(({ layout }) => !hasTemplate(`${layout}.njk`))
    .map(({ layout, path }) => layoutMissing(layout, { file: path }));
}

function spellingWarnings({ queries }: ReportFacts): Diagnostic[] {
  return queries.mergedTerms().map(({ taxonomy, name, others }) => termsMerged(taxonomy, name, others));
}

export interface Change {
  path: string;
  url: string;
}

/** `changes.json`: paths relative to `dist/`, in the order in which a deployer must apply them. */
export interface ChangesReport {
  version: string;
  added: (Change & { sha256: string; bytes: number })[];
  changed: (Change & { sha256: string; bytes: number })[];
  removed: Change[];
}

export function reportChanges(
  version: string,
  files: { added: readonly KnownPage[]; changed: readonly KnownPage[] },
  removed: readonly string[],
): ChangesReport {
  const entry = ({ path, url, sha256, bytes }: KnownPage) => ({ path, url, sha256, bytes });
  return {
    version,
    added: files.added.map(entry),
    changed: files.changed.map(entry),
    removed: removed.map((path) => ({ path, url: urlOf(path) })),
  };
}

const urlOf = (path: string) =>
  `/${path.split("/").map(encodeURIComponent).join("/")}`.replace(/\/index\.html$/, "/");
