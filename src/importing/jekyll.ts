// A Jekyll site -> a site of Broadsheet's own kind beside it: posts with their names and front matter, settings
// translated, pages where they can be moved, and a table of all addresses, old and new.
import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { BuildError } from "../diagnostics/diagnostic.js";
import { importNoJekyll, importTargetTaken } from "../diagnostics/importing.js";
import { isJekyllSite } from "../jekyll/config.js";
import type { Reporter } from "../terminal/reporter.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { archivePatterns } from "./archive-patterns.js";
import { createCarrier } from "./carry.js";
import { openDesk } from "./desk.js";
import { moveData, moveFiles } from "./files.js";
import { createLayouts } from "./layouts.js";
import { type Listing, listSite } from "./listing.js";
import { createMarks } from "./marks.js";
import { movePages } from "./pages.js";
import { createPlaces } from "./places.js";
import { movePosts } from "./posts.js";
import { redoText } from "./redo.js";
import { translateSettings } from "./settings.js";
import { compareAddresses, type Row, tableText } from "./table.js";
import { findTermPages } from "./term-pages.js";

export interface ImportOptions {
  /** The Jekyll site's folder, which is only read. Absolute. */
  from: string;
  /** Where the new site goes. What is there stays; nothing of it is overwritten. */
  to: string;
  now: Instant;
  reporter: Reporter;
}

export interface ImportReport {
  posts: number;
  pages: number;
  files: number;
  rows: Row[];
  problems: Diagnostic[];
}

/** Throws a BuildError where there is nothing to import, or no place for it; then nothing is left behind. */
export async function importJekyll({ from, to, now, reporter }: ImportOptions): Promise<ImportReport> {
  if (!isJekyllSite(from)) throw new BuildError(importNoJekyll(from));
  for (const name of TOP_LEVEL) if (existsSync(join(to, name))) throw new BuildError(importTargetTaken(name));
  const staging = join(to, ".broadsheet-import");
  rmSync(staging, { recursive: true, force: true });
  let old: Listing | undefined;
  try {
    old = await listSite(from, now, reporter);
    const report = await makeSite(old, { from, staging, now, reporter });
    // The settings last: a folder without them is no site yet.
    const names = readdirSync(staging).filter((name) => name !== ".broadsheet");
    for (const name of names.sort((a, b) => Number(a === "site.yml") - Number(b === "site.yml")))
      renameSync(join(staging, name), join(to, name));
    return report;
  } finally {
    old?.close();
    rmSync(staging, { recursive: true, force: true });
  }
}

/** What an import makes. */
const TOP_LEVEL = [
  "site.yml",
  "posts",
  "pages",
  "data",
  "public",
  "templates",
  "IMPORT.md",
  "import-urls.tsv",
];

interface Making {
  from: string;
  staging: string;
  now: Instant;
  reporter: Reporter;
}

async function makeSite(old: Listing, { from, staging, now, reporter }: Making): Promise<ImportReport> {
  const desk = openDesk(old, from, staging);
  const { put, bytesOf, bodyOf, runBody, jekyll } = desk;
  const layouts = createLayouts();
  const places = createPlaces(jekyll);
  const marks = createMarks();
  const terms = findTermPages({ posts: [...old.posts].sort(byDate), pages: old.pages, bodyOf });
  const permalinks = { ...archivePatterns(jekyll), ...terms.patterns };
  const settings = translateSettings(old.workspace.config, desk.typedSettings(), permalinks);
  put("site.yml", settings.text);
  const isRun = desk.isRun;
  const carrier = createCarrier({ config: settings.config, layouts, runBody, isRun });
  const posts = movePosts({ old, places, carrier, marks, bytesOf, bodyOf, put });
  const data = moveData(from, jekyll, places, put);

  const first = await listSite(staging, now, reporter);
  first.close();
  const files = moveFiles(old, first, places, put);
  const pages = movePages({ old, first, terms, places, carrier, bytesOf, bodyOf, runBody, put });
  const templates = layouts.templates();
  for (const { name, text } of templates) put(`templates/${name}.njk`, text);

  const last = await listSite(staging, now, reporter);
  last.close();
  const rows = compareAddresses(old.addresses, last.addresses, pages.leads, pages.elsewhere);
  // A post that could not be read went along, and is refused where it is now.
  const unread = old.problems.filter(
    ({ severity, file }) => severity === "error" && !old.postFiles.includes(file ?? ""),
  );
  const refused = last.problems.filter(({ severity }) => severity === "error");
  const problems = distinct([...unread, ...refused, ...posts.problems, ...pages.problems]);
  put("import-urls.tsv", tableText(rows));
  const text = redoText({
    ...{ settings: settings.notes, templates, liquidFiles: desk.liquidFiles() },
    left: [...posts.left, ...pages.left, ...files.left, ...data.left],
    run: [...posts.run, ...pages.run],
    compiled: pages.compiled,
    ...{ marks: marks.found(), keys: posts.keys, rows, problems },
  });
  put("IMPORT.md", text);
  return { posts: posts.moved, pages: pages.moved, files: files.moved, rows, problems };
}

const byDate = (a: { date: number; path: string }, b: { date: number; path: string }): number =>
  a.date - b.date || (a.path < b.path ? -1 : 1);

function distinct(problems: readonly Diagnostic[]): Diagnostic[] {
  const told = new Map(problems.map((one) => [`${one.file}:${one.line} ${one.code} ${one.message}`, one]));
  return [...told.values()];
}
