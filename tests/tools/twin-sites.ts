// One site in two folders: the first is built again and again, the second always from nothing. They must not differ.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { BuildOptions } from "../../src/build.js";
import { BuildError } from "../../src/diagnostics/diagnostic.js";
import type { Diagnostic } from "../../src/types/diagnostic.js";
import type { BuildReport } from "../../src/types/report.js";
import { type ChangesFile, checkChanges, isAboutCatalog } from "./changes-file.js";
import { doInGit, type GitDoing } from "./git-doings.js";
import { noisePng } from "./noise-png.js";
import { applyEdit, type Edit } from "./random-edits.js";
import { type RandomSite, sourcesOf } from "./random-site.js";
import { tamper } from "./tampering.js";
import { buildSite } from "./temp-site.js";
import { readBytes, same, sameTree, type Tree } from "./trees.js";

export interface Twins {
  /** Applies edits, builds both, and throws if anything tells them apart. */
  step(edits: readonly Edit[], doing?: GitDoing): Promise<void>;
}

interface Outcome {
  report: BuildReport | null;
  /** Of a build that stopped. */
  stopped: string[];
}

export interface TwinOptions {
  /** The first is built as by a job that has not got the published site, and hands on the difference. */
  byDelta?: boolean;
}

export function createTwins(
  folder: string,
  initial: RandomSite,
  { byDelta = false }: TwinOptions = {},
): Twins {
  const again = join(folder, "again");
  const clean = join(folder, "clean");
  const delta = join(folder, "delta");
  const served = byDelta ? join(folder, "served") : join(again, "dist");
  let site = initial;
  let written: ReadonlyMap<string, string> = new Map();
  /** As the last build that did not stop left it. */
  let published: Tree = new Map();

  const write = () => {
    const sources = sourcesOf(site);
    for (const root of [again, clean]) writeDifference(root, written, sources);
    written = sources;
  };
  return {
    async step(edits, doing) {
      for (const edit of edits) {
        site = applyEdit(site, edit);
        if (edit.do === "tamper") tamper(again, edit);
      }
      write();
      if (doing !== undefined) doInGit(again, doing);
      const before = readBytes(served);
      const rebuilt = await tryBuild(again, site, byDelta ? { delta } : {});
      for (const part of ["dist", ".broadsheet"]) rmSync(join(clean, part), { recursive: true, force: true });
      const fresh = await tryBuild(clean, site);
      same("what stopped the build", fresh.stopped, rebuilt.stopped);
      if (!rebuilt.report || !fresh.report)
        return sameTree("what was published, though the build stopped", before, readBytes(served));
      if (byDelta) deploy(again, delta, served, isCold(rebuilt.report, edits));
      const after = readBytes(served);
      sameTree("what is published", readBytes(join(clean, "dist")), after);
      same("pages in all", after.size, rebuilt.report.pages.total);
      same("report.posts", postsOf(fresh.report), postsOf(rebuilt.report));
      const isSurprised = isCold(rebuilt.report, edits) || (!byDelta && isTampered(edits));
      if (!isSurprised) checkChanges(readChanges(again), rebuilt.report, published, after);
      published = after;
    },
  };
}

function writeDifference(
  root: string,
  old: ReadonlyMap<string, string>,
  sources: ReadonlyMap<string, string>,
): void {
  for (const path of old.keys()) if (!sources.has(path)) rmSync(join(root, path));
  for (const [path, text] of sources) {
    if (old.get(path) === text) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    const seed = /^picture (\d+)$/.exec(text)?.[1];
    writeFileSync(join(root, path), seed === undefined ? text : noisePng(Number(seed)));
  }
}

async function tryBuild(
  root: string,
  site: RandomSite,
  options: Partial<BuildOptions> = {},
): Promise<Outcome> {
  const { now, drafts, future } = site;
  try {
    // A flag that is not given leaves the word to site.yml.
    const flags = { drafts: drafts || undefined, future: future || undefined };
    return { report: await buildSite(root, { now, ...flags, ...options }), stopped: [] };
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return { report: null, stopped: error.diagnostics.map(({ code, file }) => `${code} ${file}`) };
  }
}

/** Whether the build did not know what the last one had published. */
const isCold = ({ posts }: BuildReport, edits: readonly Edit[]): boolean =>
  posts.warnings.some(isAboutCatalog) ||
  edits.some((edit) => edit.do === "tamper" && edit.how === "lose catalog");

const isTampered = (edits: readonly Edit[]): boolean => edits.some((edit) => edit.do === "tamper");

function postsOf({ posts, nextDue, pages }: BuildReport) {
  const told = (diagnostics: readonly Diagnostic[]) => diagnostics.filter((one) => !isAboutCatalog(one));
  return {
    ...posts,
    rejected: told(posts.rejected),
    warnings: told(posts.warnings),
    nextDue,
    total: pages.total,
  };
}

const readChanges = (root: string): ChangesFile =>
  JSON.parse(readFileSync(join(root, ".broadsheet/changes.json"), "utf8"));

/** What a deployer does: the files of `delta` in the order of changes.json; where all is new, into an empty folder. */
function deploy(root: string, delta: string, served: string, isAnew: boolean): void {
  const { added, changed, removed } = readChanges(root);
  if (isAnew) rmSync(served, { recursive: true, force: true });
  for (const { path } of [...added, ...changed]) cpSync(join(delta, path), join(served, path));
  for (const { path } of removed) rmSync(join(served, path));
  rmSync(delta, { recursive: true, force: true });
}
