// Parse and record: from sources that may have changed to what that does to the catalog.

import { createPictureUses } from "../catalog/pictures.js";
import { createRecorder, type RecordOptions } from "../catalog/record.js";
import { forgetSourceRead, recordSource, type SourceKind, touchSource } from "../catalog/sources.js";
import { createStaticPageRecorder } from "../catalog/static-pages.js";
import type { Crew } from "../crew/crew.js";
import type { ParsedSource, ParseTask } from "../crew/messages.js";
import { redirectInvalid } from "../diagnostics/posts.js";
import { urlReserved } from "../diagnostics/site.js";
import { sitemapLine } from "../pages/sitemap-pages.js";
import { isReplaceable } from "../pages/static-pages.js";
import { pictureUses } from "../pictures/address.js";
import type { Reporter } from "../terminal/reporter.js";
import type { Config } from "../types/config.js";
import type { Instant, Parsed, Post, StaticPage } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { Touched } from "../types/pages.js";
import { foldersLikeFiles, outputPath } from "../urls.js";
import type { SourceChanges, Suspect } from "./notice.js";
import { type PictureChanges, type PictureRoom, settlePictures } from "./pictures.js";
import type { Workspace } from "./workspace.js";

export interface SourceOutcome {
  touched: Touched;
  /** Posts and pages that want one address. */
  collisions: Diagnostic[];
  /** Some file of `pages/` came, went or changed. */
  pagesChanged: boolean;
  /** Fingerprints of what was read, by path, if git told what to read. */
  read: Map<string, string>;
}

export interface ParseContext {
  workspace: Pick<Workspace, "catalog" | "config" | "reservedBy">;
  crew: Crew;
  reporter: Reporter;
  /** Whether copies are looked for though the site does nothing about them. */
  findCopies?: boolean;
  /** Missing: pictures are left alone. */
  pictures?: PictureRoom | null;
}

/** Reads what may have changed and records it as it comes. */
export async function parseAndRecord(
  context: ParseContext,
  changes: SourceChanges,
  now: Instant,
): Promise<SourceOutcome> {
  const { crew, reporter } = context;
  const { catalog } = context.workspace;
  const { recorder, pages, finish } = openRecorders(context, now);
  const read = new Map<string, string>();
  let pagesChanged = false;
  const forget = (path: string, kind: SourceKind) => {
    forgetSourceRead(catalog, path);
    if (kind === "post") recorder.remove(path);
    else {
      pages.remove(path);
      pagesChanged = true;
    }
  };
  for (const { path, kind } of changes.gone) forget(path, kind);

  const stage = reporter.stage("parsing", changes.suspects.size, "posts");
  try {
    for await (const batch of crew.parse(tasks(changes)))
      for (const source of batch) {
        stage.advance();
        const suspect = changes.suspects.get(source.path) as Suspect;
        changes.suspects.delete(source.path);
        if (source.outcome === "gone") {
          forget(source.path, suspect.kind);
          continue;
        }
        if (changes.byGit) read.set(source.path, source.fingerprint);
        const { parsed, problems } = judge(source, context);
        if (parsed === null) {
          touchSource(catalog, { path: source.path, ...suspect });
          continue;
        }
        // What could not be read has no fingerprint: it is tried again next time, however it looks from outside.
        const stat = { path: source.path, ...suspect, ...(source.fingerprint === "" && { size: -1 }) };
        recordSource(catalog, suspect.kind, stat, source.fingerprint, problems);
        if (suspect.kind === "post") recorder.add(parsed as Parsed<Post>);
        else {
          pagesChanged = true;
          if (parsed.ok) pages.put(parsed.record as StaticPage);
          else pages.remove(source.path);
        }
      }
  } finally {
    stage.done();
  }
  return { ...(await finish()), pagesChanged, read };
}

function openRecorders(context: ParseContext, now: Instant) {
  const { catalog, config } = context.workspace;
  const { timezone: zone, drafts, future, search } = config;
  // A Jekyll site is published as it stands.
  const segmentSize = search === false || config.jekyll !== null ? null : search.segmentSize;
  const room = context.pictures ?? null;
  const uses = createPictureUses(catalog);
  const picturesOf = (source: Post | StaticPage) =>
    room === null ? NO_PICTURES : pictureUses(source, config);
  const options: RecordOptions = {
    ...{ zone, now, drafts, future, segmentSize, related: relatedOptions(config, context.findCopies) },
    // To Jekyll two spellings are two terms.
    ...(config.jekyll !== null && { fold: (name: string) => name }),
    ...(config.jekyll !== null && config.jekyll.limitPosts > 0 && { limit: config.jekyll.limitPosts }),
    sitemapLine: (post) => sitemapLine(config, post),
    picturesOf,
  };
  const recorder = createRecorder(catalog, options, uses);
  const pages = createStaticPageRecorder(catalog, { drafts, picturesOf }, uses);
  return {
    recorder,
    pages,
    async finish() {
      const { pictures, users } = room === null ? NO_CHANGES : await settlePictures(catalog, uses, room);
      for (const user of users) for (const kind of [recorder, pages]) kind.touch(user);
      const { touched, collisions } = recorder.finish();
      if (pictures.size > 0) touched.pictures = pictures;
      return { touched, collisions: [...collisions, ...pages.finish(touched)] };
    },
  };
}

const NO_PICTURES: ReadonlyMap<string, string> = new Map();
const NO_CHANGES: PictureChanges = { pictures: new Set(), users: new Set() };

/** `null`: nobody will ask. */
function relatedOptions(
  { related, duplicates, lang, jekyll }: Config,
  findCopies = false,
): RecordOptions["related"] {
  const isWanted = related.posts + related.section > 0 || duplicates !== "keep" || findCopies;
  return jekyll === null && isWanted ? { ...related, lang, hidesCopies: duplicates === "canonical" } : null;
}

function* tasks(changes: SourceChanges): Iterable<ParseTask> {
  for (const [path, { kind, fingerprint }] of changes.suspects) yield { path, kind, fingerprint };
}

/** Turns a worker's word into what is recorded. `null`: the content is as it was. */
function judge(
  source: Exclude<ParsedSource, { outcome: "gone" }>,
  { workspace: { reservedBy } }: ParseContext,
): { parsed: Parsed<Post | StaticPage> | null; problems: Diagnostic[] } {
  if (source.outcome === "same") return { parsed: null, problems: [] };
  const { path, fingerprint } = source;
  if (source.outcome === "rejected")
    return { parsed: { ok: false, path, fingerprint, problems: source.problems }, problems: source.problems };
  const owner = reservedBy(source.record.output);
  if (owner !== null) {
    const problems = [urlReserved(source.record.url, owner, { file: path, line: 1 })];
    return { parsed: { ok: false, path, fingerprint, problems }, problems };
  }
  const { redirectFrom, warnings } = withoutReserved(source.record, reservedBy);
  const record = { ...source.record, redirectFrom };
  return {
    parsed: { ok: true, record, html: "", warnings: [] },
    problems: [...source.warnings, ...warnings],
  };
}

/** The front page and its like are nobody's to lead elsewhere. */
function withoutReserved(
  { path, redirectFrom }: Post | StaticPage,
  reservedBy: (output: string) => string | null,
) {
  const warnings: Diagnostic[] = [];
  const free = redirectFrom.filter((url) => {
    const target = outputPath(url);
    if (!target.ok) return false; // refused when the source was parsed
    const owner = reservedBy(target.output) ?? (isReplaceable(target.output) ? "the site" : null);
    const why = owner === null ? folderProblem(target.output) : `it belongs to ${owner}`;
    if (why !== null) warnings.push(redirectInvalid(url, why, { file: path, line: 1 }));
    return why === null;
  });
  return { redirectFrom: free, warnings };
}

/** `/old.html/` would be a folder where `/old.html` may have to be a file: people ask for both. */
function folderProblem(output: string): string | null {
  const folder = foldersLikeFiles(output).find((name) => /\.(?:html?|xml|json|txt)$/i.test(name));
  return folder === undefined ? null : `"${folder}" is a file's name, not a folder's`;
}
