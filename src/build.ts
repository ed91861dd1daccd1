// The pipeline. A first build, an incremental one and a rebuild in a preview are this one function with a warmer
// catalog: claim, open, discover, compare, parse, record, plan, render, write, report.
import { rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDiskTrouble } from "./catalog/catalog.js";
import { BuildError } from "./diagnostics/diagnostic.js";
import { isFrontMatterProblem } from "./diagnostics/jekyll.js";
import { catalogUnusable, isSystemError } from "./diagnostics/program.js";
import type { GitNoticing } from "./notice/git.js";
import { askGit, claimSite } from "./stages/claim.js";
import { hireCrew } from "./stages/crew.js";
import { type SourceChanges, startNoticing } from "./stages/notice.js";
import { inspect, publishPages, requireEmpty, stagingFolder } from "./stages/output.js";
import { createPageBook, type PageBook } from "./stages/page-book.js";
import { renderPages } from "./stages/pages.js";
import { pictureRoom } from "./stages/pictures.js";
import {
  collectProblems,
  copyWarnings,
  type ReportFacts,
  reportBuild,
  writeReports,
} from "./stages/report.js";
import { parseAndRecord } from "./stages/sources.js";
import { touchReaders } from "./stages/stale.js";
import { type Stopwatch, startStopwatch } from "./stages/stopwatch.js";
import { openWorkspace, type Workspace } from "./stages/workspace.js";
import type { Reporter } from "./terminal/reporter.js";
import type { Config } from "./types/config.js";
import type { Instant } from "./types/content.js";
import type { Diagnostic } from "./types/diagnostic.js";
import type { BuildReport } from "./types/report.js";

export interface BuildOptions {
  /** The site's folder. */
  root: string;
  /** Where to publish; `<root>/dist` by default. */
  out?: string | undefined;
  /** Write what is added and changed into this empty folder, and nothing else: `out` need not be at hand. */
  delta?: string | undefined;
  /** Where catalog and reports are kept; `<root>/.broadsheet` by default. */
  home?: string | undefined;
  /** Posts dated later wait. The clock, by default. */
  now?: Instant | undefined;
  drafts?: boolean | undefined;
  future?: boolean | undefined;
  /** In a Jekyll site: publish what says `published: false`, and read these settings instead of `_config.yml`. */
  unpublished?: boolean | undefined;
  config?: string | undefined;
  /** Publish nothing if any post is rejected. */
  strict?: boolean | undefined;
  /** Do as if nothing had been built before. */
  full?: boolean | undefined;
  /** Worker threads; by default as many as there are cores, and none for a small build. */
  threads?: number | undefined;
  /** Read and render everything, write nothing. */
  dryRun?: boolean | undefined;
  reporter: Reporter;
}

/**
 * Builds the site. A bad post is rejected and reported; what stops the whole build (settings, templates, the disk)
 * is thrown as a BuildError or the system's error, and `out` is then as it was. `claim`: the site, if it was claimed
 * before this module was loaded.
 */
export async function build(options: BuildOptions, claim = claimSite(options)): Promise<BuildReport> {
  const timings = startStopwatch();
  try {
    return await insist(options, claim.git, timings);
  } catch (error) {
    if (error instanceof Hasty) return await insist(options, claim.git, timings);
    throw error;
  } finally {
    claim.release();
  }
}

/** What was taken for all that changed was not; now git knows. */
class Hasty extends Error {}

/** Builds from nothing if the catalog is no good. */
async function insist(
  options: BuildOptions,
  git: GitNoticing | null,
  timings: Stopwatch,
): Promise<BuildReport> {
  const attempt: Attempt = { git, timings, damaged: false, cold: true };
  try {
    return await run(options, attempt);
  } catch (error) {
    if (isDiskTrouble(error)) throw new BuildError(catalogUnusable(error.message), { cause: error });
    // What nobody expected is the catalog's fault, if there is one: SQLite says so, or what was read made no sense.
    if (attempt.cold || error instanceof BuildError || error instanceof Hasty || isSystemError(error))
      throw error;
    return await run(
      { ...options, full: true },
      { git: askGit(options), timings, damaged: true, cold: true },
    );
  }
}

interface Attempt {
  git: GitNoticing | null;
  timings: Stopwatch;
  /** The catalog was found to be damaged by an earlier attempt. */
  damaged: boolean;
  /** It holds nothing from an earlier build. */
  cold: boolean;
}

async function run(options: BuildOptions, attempt: Attempt): Promise<BuildReport> {
  const { root, dryRun = false, reporter } = options;
  const { git, timings } = attempt;
  const out = resolve(options.out ?? join(root, "dist"));
  if (options.delta !== undefined) requireEmpty(options.delta);
  const noticing = startNoticing(root, git);
  const now = options.now ?? Date.now();
  const workspace = await openWorkspace({ ...options, now, out });
  const { catalog } = workspace;
  attempt.cold = catalog.cold;
  const staging = dryRun ? null : stagingFolder(workspace.home);
  if (staging !== null) rmSync(staging, { recursive: true, force: true });
  const crew = hireCrew(workspace, { root, staging, threads: options.threads });
  let book: PageBook | undefined;
  let changes: SourceChanges | undefined;
  const requireAll = async () => {
    if ((await changes?.confirm?.()) === false) throw new Hasty();
    timings.lap("notice");
  };
  timings.lap("open");
  try {
    changes = await noticing.changes(workspace);
    reporter.detail(`noticed ${changes.way}`);
    timings.lap("notice");

    const outcome = await parseAndRecord(
      {
        ...{ workspace, crew: crew.for(changes.suspects.size), reporter, findCopies: dryRun },
        pictures: pictureRoom(workspace, { root, now, dryRun }),
      },
      changes,
      workspace.config.jekyll?.time ?? now,
    );
    const problems = collectProblems(workspace, changes, outcome, attempt.damaged);
    timings.lap("parse");

    const isStrict = strictness(options, workspace.config);
    if (isStrict !== null) await requireAll();
    const refusal = () => isStrict && refuse(workspace, { now, problems, timings }, isStrict, dryRun);
    const refused = refusal();
    if (refused !== null) return refused;

    const published = dryRun || options.delta !== undefined ? null : out;
    const inspection = inspect(workspace, root, published);
    touchReaders(workspace, outcome.touched, inspection, now);
    timings.lap("plan");

    book = createPageBook(inspection.damaged, dryRun ? null : join(workspace.home, "notes"));
    const { gone, rejected } = await renderPages(
      { workspace, crew, reporter, staging, inspection, book, now, out: published },
      outcome,
    );
    problems.push(...rejected);
    timings.lap("render");
    const refusedLate = rejected.length > 0 ? refusal() : null;
    if (refusedLate !== null) return refusedLate;

    if (dryRun) {
      problems.push(...copyWarnings(workspace));
      const report = reportBuild(workspace, { now, problems, timings });
      catalog.discard();
      return report;
    }
    await requireAll();
    const { pages, told } = publishPages(workspace, book, gone, {
      ...{ out, inspection, now },
      delta: options.delta,
    });
    timings.lap("write");

    const report = reportBuild(workspace, { now, problems, timings, pages });
    await noticing.record(catalog, outcome.read);
    catalog.commit();
    noticing.settle();
    writeReports(workspace.home, report, told);
    return report;
  } catch (error) {
    catalog.discard();
    await crew.close();
    if (staging !== null) clearAway(staging);
    await requireAll();
    throw error;
  } finally {
    book?.close();
    await crew.close();
  }
}

type IsStrict = (problem: Diagnostic) => boolean;

/** Which rejections stop the build; `null`: none. */
function strictness({ strict }: BuildOptions, { jekyll }: Config): IsStrict | null {
  if (strict) return () => true;
  return jekyll?.strictFrontMatter ? isFrontMatterProblem : null;
}

/** If something is rejected that may not be: the report that says so. */
function refuse(
  workspace: Workspace,
  facts: ReportFacts,
  isStrict: IsStrict,
  dryRun: boolean,
): BuildReport | null {
  const refusal = { ...reportBuild(workspace, facts), failed: true };
  if (!refusal.posts.rejected.some(isStrict)) return null;
  workspace.catalog.discard();
  if (!dryRun) writeReports(workspace.home, refusal, null);
  return refusal;
}

/** On a full disk it would be in the way of the cure. The next build would remove it, too. */
function clearAway(staging: string): void {
  try {
    rmSync(staging, { recursive: true, force: true });
  } catch {} // why the build failed is what matters
}
