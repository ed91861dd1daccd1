// The pipeline. A first build, an incremental one and a rebuild in a preview are this one function with a warmer
// catalog: discover, compare, parse, record, plan, render, write, report.
import { rmSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { isDamage } from "./catalog/catalog.js";
import { type Crew, createSoloCrew, createThreadCrew } from "./crew.js";
import { catalogRefused } from "./diagnostics.js";
import { lockSite } from "./lock.js";
import type { Inspection } from "./output/inspect.js";
import { writeJson } from "./output/write-json.js";
import type { Reporter } from "./reporter.js";
import { stageAssets } from "./stages/assets.js";
import { inspect, publishPages, stagingFolder } from "./stages/output.js";
import { createPageBook, planAndRender } from "./stages/pages.js";
import { reportPosts } from "./stages/report.js";
import { compare, discoverSources, parseAndRecord } from "./stages/sources.js";
import { touchReaders } from "./stages/stale.js";
import { openWorkspace, type Workspace } from "./stages/workspace.js";
import type { BuildReport, Diagnostic, Instant } from "./types.js";
import { pathKey } from "./urls.js";
import { programVersion } from "./version.js";

export interface BuildOptions {
  /** The site's folder. */
  root: string;
  /** Where to publish; `<root>/dist` by default. */
  out?: string | undefined;
  /** Posts dated later wait. The clock, by default. */
  now?: Instant | undefined;
  drafts?: boolean | undefined;
  future?: boolean | undefined;
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
 * is thrown as a BuildError or the system's error, and `out` is then as it was.
 */
export async function build(options: BuildOptions): Promise<BuildReport> {
  const home = join(options.root, ".broadsheet");
  const release = options.dryRun ? () => {} : lockSite(join(home, "lock"));
  try {
    try {
      return await run(options, false);
    } catch (error) {
      if (!isDamage(error)) throw error;
      return await run({ ...options, full: true }, true);
    }
  } finally {
    release();
  }
}

async function run(options: BuildOptions, catalogDamaged: boolean): Promise<BuildReport> {
  const { root, dryRun = false, reporter } = options;
  const out = resolve(options.out ?? join(root, "dist"));
  const now = options.now ?? Date.now();
  const timings = stopwatch();
  const workspace = await openWorkspace(options);
  const { catalog, config, ledger, queries, siteInputs, answers, inputs, reservedBy } = workspace;
  const staging = dryRun ? null : stagingFolder(workspace.home);
  if (staging !== null) rmSync(staging, { recursive: true, force: true });
  const version = programVersion();
  let crew: Crew | undefined;
  timings.lap("open");
  try {
    const found = discoverSources(root, config);
    timings.lap("discover");

    const changes = compare(catalog, found);
    timings.lap("compare");

    crew = hire(workspace, options, staging, changes.suspects.size);
    const { drafts, future, timezone: zone } = config;
    const context = { catalog, crew, reporter, reservedBy };
    const outcome = await parseAndRecord(context, changes, { zone, now, drafts, future });
    const { touched } = outcome;
    timings.lap("parse");

    const site = workspace.site();
    const refused = catalogDamaged ? ("damaged" as const) : catalog.refused;
    const problems: Diagnostic[] = [
      ...workspace.warnings,
      ...(refused ? [catalogRefused(refused)] : []),
      ...siteInputs.problems,
      ...found.posts.problems,
      ...found.pages.problems,
      ...outcome.collisions,
    ];
    const facts = { version, now, zone, catalog, queries, problems, hasTemplate: site.hasTemplate };
    const report = (pages: BuildReport["pages"], failed: boolean): BuildReport => {
      const posts = reportPosts(facts);
      return { ...posts, pages, timings: timings.read(), failed };
    };
    if (options.strict && reportPosts(facts).posts.rejected.length > 0) {
      const refusal = report({ total: ledger.count(), written: 0, unchanged: ledger.count(), removed: 0 }, true);
      catalog.discard();
      if (!dryRun) writeJson(join(workspace.home, "report.json"), refusal);
      return refusal;
    }

    const inspection: Inspection = dryRun ? { empty: true, damaged: new Set(), foreign: [] } : inspect(workspace, root, out);
    if (inspection.damaged.size > 0 || catalog.meta("plan") !== workspace.planKey) touched.everything = true;
    catalog.setMeta("plan", workspace.planKey);
    touchReaders({ ledger, inputs, queryHash: answers.hash }, touched);
    timings.lap("compare");

    if (touched.everything && changes.suspects.size < WORTH_THREADS) {
      await crew.close();
      crew = hire(workspace, options, staging, ledger.count());
    }
    const book = createPageBook(inspection.damaged);
    const takenBy = (output: string) => reservedBy(output) ?? (queries.isTaken(pathKey(output)) ? "a post" : null);
    problems.push(...stageAssets(siteInputs.assets, { ledger, book, staging, takenBy }));
    const nothing = touched.posts.size + touched.listings.size === 0 && !touched.everything && !outcome.pagesChanged;
    const gone = nothing
      ? new Set<string>()
      : await planAndRender({ site, ledger, crew, inputs, queryHash: answers.hash, book, reporter }, touched);
    for (const path of vanishedAssets(workspace, book.planned)) gone.add(path);
    timings.lap("render");

    if (staging === null) {
      catalog.discard();
      return report({ total: book.planned.size, written: 0, unchanged: book.planned.size, removed: 0 }, false);
    }
    const { pages, changes: told } = publishPages(workspace, book, gone, { out, staging, inspection, version });
    timings.lap("write");

    const done = report(pages, false);
    catalog.commit();
    writeJson(join(workspace.home, "changes.json"), told);
    timings.lap("report");
    done.timings = timings.read();
    writeJson(join(workspace.home, "report.json"), done);
    return done;
  } catch (error) {
    catalog.discard();
    throw error;
  } finally {
    await crew?.close();
  }
}

/** Below this many sources to read or pages to look at, starting threads costs more than they bring. */
const WORTH_THREADS = 400;
/** Bytes of bodies kept between parsing and rendering, by all workers together. */
const BODY_BUDGET = 256 * 2 ** 20;

function hire(workspace: Workspace, options: BuildOptions, staging: string | null, tasks: number): Crew {
  const threads = options.threads ?? availableParallelism();
  const bodyBudget = BODY_BUDGET / Math.max(1, threads);
  const settings = { root: options.root, staging, render: workspace.renderSettings, bodyBudget };
  const { ask } = workspace.answers;
  return threads <= 1 || tasks < WORTH_THREADS ? createSoloCrew(settings, ask) : createThreadCrew(settings, ask, threads);
}

/** Assets are looked at in every build, so those that nobody planned are gone. */
function vanishedAssets({ ledger }: Workspace, planned: ReadonlySet<string>): string[] {
  return ledger
    .ofSubject("assets:")
    .map(({ path }) => path)
    .filter((path) => !planned.has(path));
}

function stopwatch() {
  const laps: Record<string, number> = {};
  const start = performance.now();
  let last = start;
  return {
    lap(name: string): void {
      const at = performance.now();
      laps[name] = (laps[name] ?? 0) + at - last;
      last = at;
    },
    read: (): Record<string, number> => {
      const whole = Object.entries({ ...laps, total: performance.now() - start });
      return Object.fromEntries(whole.map(([name, ms]) => [name, Math.round(ms * 10) / 10]));
    },
  };
}
