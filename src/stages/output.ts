// Write: from the staging folder to the published site, and then, not before, into the catalog.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { isAbsolute, join, relative } from "node:path";
import type { KnownPage, Ledger } from "../catalog/ledger.js";
import { BuildError } from "../diagnostics/diagnostic.js";
import { deltaNotEmpty, outputNotOurs } from "../diagnostics/program.js";
import { type Inspection, identityOf, inspectOutput, inspectPart } from "../output/inspect.js";
import { type Changes, inOrder, publish, type StagedFile } from "../output/publish.js";
import type { Instant } from "../types/content.js";
import { keepTally } from "./host-limits.js";
import type { PageBook } from "./page-book.js";
import { type ChangesReport, reportChanges } from "./report.js";
import { recordInputs } from "./stale.js";
import type { Workspace } from "./workspace.js";

/** A site of so many files is looked at whole in every build. */
const FEW = 5_000;
/**
 * Of a larger one so many, on from where the last build stopped: a look takes 10 µs, and nothing else in a build grows
 * with the site. The top folder is always looked at, and all of `out` where it is another folder than the last build's.
 */
const LOOKS = 1_000;

/** Compares `out` with what the last build left there. Refuses a folder that is somebody else's. */
export function inspect(workspace: Workspace, root: string, out: string | null): Inspection {
  const { ledger, home, catalog, config } = workspace;
  if (out === null) return { empty: true, damaged: new Set(), foreign: [] };
  const seen = seenOutput(catalog);
  const isKnown = seen.folder !== undefined && seen.folder === identityOf(out);
  const found =
    isKnown && ledger.count() > FEW
      ? inspectSome(out, ledger, seen.upTo ?? "", (upTo) => seeOutput(catalog, { ...seen, upTo }))
      : inspectOutput(out, ledger.files());
  const inspection = withoutKept(found, config.jekyll?.keepFiles ?? []);
  const below = relative(root, out);
  const inside = below !== "" && !below.startsWith("..") && !isAbsolute(below);
  if (!inside && inspection.foreign.length > 0 && !knownOutputs(home).includes(out))
    throw new BuildError(outputNotOurs(out));
  return inspection;
}

/** What a Jekyll site's `keep_files` names is somebody else's, and stays. */
function withoutKept(found: Inspection, kept: readonly string[]): Inspection {
  const isKept = (path: string) => kept.some((name) => path === name || path.startsWith(`${name}/`));
  return kept.length === 0 ? found : { ...found, foreign: found.foreign.filter((path) => !isKept(path)) };
}

function inspectSome(out: string, ledger: Ledger, from: string, stop: (upTo: string) => void): Inspection {
  const next = ledger.filesAfter(from, LOOKS);
  const last = next.length < LOOKS ? undefined : next.at(-1)?.path;
  stop(last ?? "");
  const files = [...new Map([...ledger.filesAtTop(), ...next].map((file) => [file.path, file])).values()];
  return inspectPart(out, { files, from, to: last ?? "\uffff", holds: ledger.holds });
}

/** In the catalog: which folder the last build published into, and how far it was looked at. */
interface SeenOutput {
  folder: string;
  upTo: string;
}

const seenOutput = (catalog: Workspace["catalog"]): Partial<SeenOutput> =>
  JSON.parse(catalog.meta("output") ?? "{}") as Partial<SeenOutput>;

const seeOutput = (catalog: Workspace["catalog"], seen: Partial<SeenOutput>): void =>
  catalog.setMeta("output", JSON.stringify(seen));

/** Folders outside the site that it was published to before: there, unknown files are old ones of ours. */
const knownOutputs = (home: string): string[] => {
  const file = join(home, "outputs");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
};

function rememberOutput(home: string, out: string): void {
  const known = knownOutputs(home);
  if (!known.includes(out)) writeFileSync(join(home, "outputs"), [...known, out].filter(Boolean).join("\n"));
}

export interface Published {
  pages: { total: number; written: number; unchanged: number; removed: number };
  /** For changes.json. */
  told: ChangesReport;
}

/** Puts staged pages in their places, removes those that are gone, and brings the ledger up to date. */
export function publishPages(
  workspace: Workspace,
  book: PageBook,
  gone: ReadonlySet<string>,
  target: { out: string; inspection: Inspection; delta?: string | undefined; now: Instant },
): Published {
  const { ledger, catalog } = workspace;
  const { inspection } = target;
  const removed = [...gone].filter((path) => ledger.get(path) !== null).sort();
  const foreign = inspection.foreign.filter((path) => !book.planned.has(path));
  const files = inOrder(book.staged);
  const written = [...files.added, ...files.changed];
  const staging = stagingFolder(workspace.home);
  // Before the first file is there: what a killed build leaves is ours.
  if (target.delta === undefined) rememberOutput(workspace.home, target.out);
  let copied = new Map<string, number>();
  if (target.delta !== undefined) deliver(staging, target.delta, files);
  else if (written.length + removed.length + foreign.length > 0)
    copied = publish({
      staging,
      out: target.out,
      fresh: inspection.empty,
      ...files,
      removed: [...removed, ...foreign],
    });
  // What was only put back is no change to those who have the last site.
  const told = reportChanges(book, {
    added: files.added,
    changed: files.changed.filter(({ differs }) => differs),
    removed: [...removed, ...foreign],
  });
  const put = [...written, ...book.kept];
  const records: Iterable<KnownPage> = {
    *[Symbol.iterator]() {
      for (const noted of put) yield book.record(noted);
    },
  };
  const counted = keepTally(workspace, {
    put: records,
    isDeed: put.length + removed.length > 0,
    removed,
    now: target.now,
  });
  const lists = new Set<readonly string[]>();
  for (const page of records) {
    ledger.put({ ...page, mtime: copied.get(page.path) ?? page.mtime });
    lists.add(page.reads);
  }
  catalog.makeIndexes("pages");
  for (const path of removed) ledger.remove(path);
  counted();
  recordInputs(workspace, new Set([...lists].flat()));
  if (target.delta === undefined)
    seeOutput(catalog, { ...seenOutput(catalog), folder: identityOf(target.out) ?? "" });
  const total = ledger.count();
  const pages = {
    total,
    written: written.length,
    unchanged: total - written.length,
    removed: removed.length + foreign.length,
  };
  return { pages, told };
}

/** The difference alone, for a job that has the catalog but not the published site. */
function deliver(staging: string, folder: string, files: Changes<StagedFile>): void {
  requireEmpty(folder);
  publish({ staging, out: folder, ...files, removed: [], fresh: true });
}

/** A folder for `--delta` holds nothing, or is not there yet. */
export function requireEmpty(folder: string): void {
  if (existsSync(folder) && readdirSync(folder).length > 0) throw new BuildError(deltaNotEmpty(folder));
}

export const stagingFolder = (home: string): string => join(home, "staging");
