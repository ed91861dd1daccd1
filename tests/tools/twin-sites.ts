// One site in two folders: the first is built again and again, the second always from nothing. They must not differ.
import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { BuildError } from "../../src/diagnostics.js";
import { sha256 } from "../../src/hash.js";
import type { BuildReport, Diagnostic } from "../../src/types.js";
import type { Edit, Tampering } from "./random-edits.js";
import { applyEdit } from "./random-edits.js";
import { type RandomSite, sourcesOf } from "./random-site.js";
import { buildSite } from "./temp-site.js";
import { bytesOf, filesIn, readBytes, same, sameTree, type Tree } from "./trees.js";

export interface Twins {
  /** Applies edits, builds both, and throws if anything tells them apart. */
  step(edits: readonly Edit[]): Promise<void>;
}

interface Outcome {
  report: BuildReport | null;
  /** Of a build that stopped. */
  stopped: string[];
}

export function createTwins(folder: string, initial: RandomSite): Twins {
  const again = join(folder, "again");
  const clean = join(folder, "clean");
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
    async step(edits) {
      for (const edit of edits) {
        site = applyEdit(site, edit);
        if (edit.do === "tamper") tamper(again, edit);
      }
      write();
      const before = readBytes(join(again, "dist"));
      const rebuilt = await tryBuild(again, site);
      for (const part of ["dist", ".broadsheet"]) rmSync(join(clean, part), { recursive: true, force: true });
      const fresh = await tryBuild(clean, site);
      const after = readBytes(join(again, "dist"));
      same("what stopped the build", fresh.stopped, rebuilt.stopped);
      if (!rebuilt.report || !fresh.report) return sameTree("dist/ though the build stopped", before, after);
      sameTree("dist/", readBytes(join(clean, "dist")), after);
      same("report.posts", postsOf(fresh.report), postsOf(rebuilt.report));
      const isTampered = edits.some((edit) => edit.do === "tamper");
      checkChanges(again, rebuilt.report, { before, after, last: published, isTampered });
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
    writeFileSync(join(root, path), text);
  }
}

async function tryBuild(root: string, { now, drafts, future }: RandomSite): Promise<Outcome> {
  try {
    // A flag that is not given leaves the word to site.yml.
    const report = await buildSite(root, { now, drafts: drafts || undefined, future: future || undefined });
    return { report, stopped: [] };
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    return { report: null, stopped: error.diagnostics.map(({ code, file }) => `${code} ${file}`) };
  }
}

const ABOUT_CATALOG = /^catalog-/;

function postsOf({ posts, nextDue, pages }: BuildReport) {
  const told = (diagnostics: readonly Diagnostic[]) =>
    diagnostics.filter(({ code }) => !ABOUT_CATALOG.test(code));
  return {
    ...posts,
    rejected: told(posts.rejected),
    warnings: told(posts.warnings),
    nextDue,
    total: pages.total,
  };
}

interface Trees {
  before: Tree;
  after: Tree;
  last: Tree;
  isTampered: boolean;
}

interface ChangesFile {
  added: { path: string; sha256: string; bytes: number }[];
  changed: { path: string; sha256: string; bytes: number }[];
  removed: { path: string }[];
}

/** changes.json tells the difference to what was published last, to those who have it. */
function checkChanges(root: string, report: BuildReport, { before, after, last, isTampered }: Trees): void {
  const changes = JSON.parse(readFileSync(join(root, ".broadsheet/changes.json"), "utf8")) as ChangesFile;
  for (const { path, sha256: sum, bytes } of [...changes.added, ...changes.changed])
    same(
      `what changes.json says of ${path}`,
      [sha256(bytesOf(after, path)), bytesOf(after, path).length],
      [sum, bytes],
    );
  const isCold = report.posts.warnings.some(({ code }) => ABOUT_CATALOG.test(code)) || isTampered;
  const told = {
    put: [...changes.added, ...changes.changed].map(({ path }) => path),
    removed: changes.removed.map(({ path }) => path),
  };
  const put = [...after.keys()].filter((path) => last.get(path) !== after.get(path));
  const removed = [...last.keys()].filter((path) => !after.has(path));
  if (isCold) {
    // It may name more, but nothing may be missing.
    same(
      "pages missing in changes.json",
      [],
      put.filter((path) => !told.put.includes(path)),
    );
    return;
  }
  same("changes.json, put", put.sort(), told.put.sort());
  same("changes.json, removed", removed.sort(), told.removed.sort());
  same(
    "changes.json, added",
    put.filter((path) => !last.has(path)),
    changes.added.map(({ path }) => path).sort(),
  );
  same("pages written", put.length, report.pages.written);
  same("pages removed", removed.length, report.pages.removed);
  same("pages unchanged", after.size - put.length, report.pages.unchanged);
  same(
    "pages in all",
    before.size - removed.length + put.filter((path) => !last.has(path)).length,
    report.pages.total,
  );
}

// ---------------------------------------------------------------- between builds

function tamper(root: string, tampering: Tampering): void {
  const dist = join(root, "dist");
  const catalog = join(root, ".broadsheet/catalog.db");
  if ("path" in tampering) {
    mkdirSync(dirname(join(dist, tampering.path)), { recursive: true });
    appendFileSync(join(dist, tampering.path), "Left by somebody.\n");
  } else if ("file" in tampering) {
    const paths = filesIn(dist);
    const path = paths[tampering.file % paths.length];
    if (path !== undefined) spoil(join(dist, path), tampering.how);
  } else if (tampering.how === "delete all") rmSync(dist, { recursive: true, force: true });
  else if (tampering.how === "lose catalog") rmSync(catalog, { force: true });
  else writeFileSync(catalog, "SQLite format 3\0 and then no more");
}

function spoil(file: string, how: "delete" | "edit" | "touch" | "folder"): void {
  if (how === "edit") appendFileSync(file, "Somebody was here.\n");
  else if (how === "touch") utimesSync(file, 1e9, statSync(file).mtimeMs / 1000 + 60);
  else rmSync(file);
  if (how === "folder") mkdirSync(file);
}
