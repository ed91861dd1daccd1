// The site as it is now: the catalog stays open, and each change is taken in by the stages of a build up to `record`.
// Nothing is rendered here, and nothing is written but the preview's own catalog.
import { copyFileSync, existsSync, constants as fsConstants, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pictureProblems } from "../catalog/pictures.js";
import { nextDue, recordedProblems } from "../catalog/sources.js";
import { BuildError } from "../diagnostics/diagnostic.js";
import { previewRunning } from "../diagnostics/program.js";
import { lockSite } from "../lock.js";
import { importLocalModulesAnew } from "../plugins/fresh.js";
import { hireCrew } from "../stages/crew.js";
import { lookAtPosts } from "../stages/jekyll.js";
import { noticeNamed } from "../stages/named.js";
import { type SourceChanges, startNoticing } from "../stages/notice.js";
import { pictureRoom } from "../stages/pictures.js";
import { gatherPluginPages } from "../stages/plugins.js";
import { parseAndRecord } from "../stages/sources.js";
import {
  arrangeWorkspace,
  loadInputs,
  loadPlugins,
  loadSettings,
  openWorkspace,
  parseKey,
  type Workspace,
} from "../stages/workspace.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { EventKind, SiteEvent } from "./events.js";
import type { PreviewOptions } from "./options.js";

export interface LiveSite {
  readonly workspace: Workspace;
  /** Goes up with everything that is taken in. */
  readonly edition: number;
  /** Errors and warnings of sources, data and addresses. */
  readonly problems: readonly Diagnostic[];
  /** Why `site.yml` or the like could not be taken in: the site is as it was before. */
  readonly refused: readonly Diagnostic[];
  /** Takes changes in. One call at a time. Tells how much of what was loaded is left. */
  update(events: readonly SiteEvent[]): Promise<Renewal>;
  /** When the next post that waits is due; `null`: none waits. */
  nextDue(): Instant | null;
  /** Makes what was recorded permanent. */
  keep(): void;
  close(): void;
}

/** What an update made new: all that was loaded, or the inputs only, which are data, words, assets and templates. */
export type Renewal = "everything" | "inputs";

/** Opens the preview's catalog; where there is none yet, everything is read. */
export async function openLiveSite(options: PreviewOptions): Promise<LiveSite> {
  const home = options.home ?? join(options.root, ".broadsheet", "dev");
  const release = lockSite(join(home, "lock"), previewRunning);
  try {
    seedCatalog(options.root, home);
    const opened = await openRecorded(options, home);
    const misplanned = await gatherPluginPages(opened.workspace, options.clock());
    return createLiveSite(options, home, { ...opened, misplanned }, release);
  } catch (error) {
    release();
    throw error;
  }
}

interface Opened {
  workspace: Workspace;
  collisions: Diagnostic[];
}

/** The catalog of the last build is as good a beginning as any: what differs since is noticed. */
function seedCatalog(root: string, home: string): void {
  const [built, own] = [join(root, ".broadsheet", "catalog.db"), join(home, "catalog.db")];
  if (existsSync(own) || !existsSync(built)) return;
  try {
    const release = lockSite(join(root, ".broadsheet", "lock"));
    try {
      // A build that was killed leaves its journal: then the file alone is not to be trusted.
      if (existsSync(`${built}-journal`)) return;
      mkdirSync(home, { recursive: true });
      copyFileSync(built, own, fsConstants.COPYFILE_FICLONE);
    } finally {
      release();
    }
  } catch {
    rmSync(own, { force: true }); // a build is running, or the disk is full: everything is read anew
  }
}

/** A cold catalog is recorded whole, committed and opened again: from then on it is a warm one. */
async function openRecorded(options: PreviewOptions, home: string, full = false): Promise<Opened> {
  const { root, drafts, future, unpublished, config, reporter } = options;
  // A build and a preview share what was made of pictures.
  const pictures = options.home === undefined ? join(root, ".broadsheet", "pictures") : undefined;
  const place = { root, home, drafts, future, unpublished, config, now: options.clock(), pictures };
  const workspace = await openWorkspace({ ...place, full });
  const { catalog, plugins } = workspace;
  if (!catalog.cold && (catalog.meta("plugins") ?? "") !== plugins.sources) {
    catalog.discard();
    return openRecorded(options, home, true);
  }
  if (!catalog.cold) return { workspace, collisions: [] };
  try {
    const changes = await startNoticing(root, null).changes(workspace);
    const collisions = await record(options, workspace, changes);
    workspace.catalog.commit();
    reporter.close();
    return { workspace: await openWorkspace(place), collisions };
  } catch (error) {
    workspace.catalog.discard();
    throw error;
  }
}

async function record(
  { root, threads, clock, reporter }: PreviewOptions,
  workspace: Workspace,
  changes: SourceChanges,
): Promise<Diagnostic[]> {
  const office = hireCrew(workspace, { root, staging: null, threads });
  try {
    const crew = office.for(changes.suspects.size);
    const now = workspace.config.jekyll?.time ?? clock();
    const pictures = pictureRoom(workspace, { root, now });
    const { collisions } = await parseAndRecord({ workspace, crew, reporter, pictures }, changes, now);
    return collisions;
  } finally {
    await office.close();
  }
}

function createLiveSite(
  options: PreviewOptions,
  home: string,
  opened: Opened & { misplanned: readonly Diagnostic[] },
  release: () => void,
): LiveSite {
  const { root, drafts, future, unpublished, clock } = options;
  let { workspace, collisions } = opened;
  let edition = 0;
  let problems = [...problemsOf(workspace, collisions), ...opened.misplanned];
  let refused: readonly Diagnostic[] = [];
  let unsaved = false;
  let isFresh = false;

  /** Reads settings and inputs again. `true`: so much is different that the sources are read anew, too. */
  const reload = async (): Promise<boolean> => {
    let { config, warnings, plugins } = workspace;
    try {
      const asked = { drafts, future, unpublished, config: options.config, now: clock() };
      const loaded = await loadSettings(root, asked);
      if (loaded.config.plugins.length > 0 && !isFresh) importLocalModulesAnew();
      isFresh ||= loaded.config.plugins.length > 0;
      plugins = await loadPlugins(root, loaded.config);
      ({ config, warnings } = loaded);
      refused = [];
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      refused = error.diagnostics; // the settings stay as they were, and the rest goes on
    }
    const isSame = plugins.sources === workspace.plugins.sources;
    const siteInputs = await loadInputs(root, config, { plugins });
    if (!isSame || parseKey(config) !== parseKey(workspace.config)) return true;
    workspace = { ...workspace, config, warnings, plugins, siteInputs };
    return false;
  };
  const reopen = async (full: boolean) => {
    if (full) workspace.catalog.discard();
    else workspace.catalog.commit();
    ({ workspace, collisions } = await openRecorded(options, home, full));
  };
  const takeIn = async (events: readonly SiteEvent[]): Promise<Renewal> => {
    const isSetting = events.some(({ kind }) => kind === "setting");
    const isJekyll = workspace.config.jekyll !== null;
    const named = (kinds: readonly EventKind[]) =>
      events.filter(({ kind }) => kinds.includes(kind)).map(({ path }) => path);
    const isOfPosts = events.length > 0 && named(["post"]).length === events.length;
    const posts = isJekyll && isOfPosts ? lookAtPosts(root, workspace.catalog, named(["post"])) : null;
    // Any other file of a Jekyll site may be a page, so all of them are looked at.
    const isInput = isJekyll ? posts === null : named(["post", "page"]).length < events.length;
    if (isInput && (await reload())) {
      await reopen(false);
      return "everything";
    }
    const changes = isJekyll
      ? (posts ?? (await startNoticing(root, null).changes(workspace)))
      : noticeNamed(root, workspace, named(["post", "page"]));
    unsaved = true;
    collisions = await record(options, workspace, changes);
    workspace = arrangeWorkspace(workspace);
    return isSetting ? "everything" : "inputs";
  };

  return {
    async update(events) {
      try {
        return await takeIn(events);
      } catch {
        // What nobody expected may be the catalog's fault: it is made anew, once.
        await reopen(true);
        return "everything";
      } finally {
        edition++;
        const misplanned = await gatherPluginPages(workspace, options.clock());
        problems = [...problemsOf(workspace, collisions), ...misplanned];
      }
    },
    nextDue: () => nextDue(workspace.catalog),
    keep() {
      if (unsaved) workspace.catalog.keep();
      unsaved = false;
    },
    close() {
      try {
        if (unsaved) workspace.catalog.commit();
        else workspace.catalog.discard();
      } finally {
        release();
      }
    },
    get workspace() {
      return workspace;
    },
    get edition() {
      return edition;
    },
    get problems() {
      return problems;
    },
    get refused() {
      return refused;
    },
  };
}

const problemsOf = (
  { warnings, plugins, siteInputs, catalog }: Workspace,
  collisions: readonly Diagnostic[],
): Diagnostic[] => [
  ...warnings,
  ...plugins.problems,
  ...siteInputs.problems,
  ...collisions,
  ...recordedProblems(catalog),
  ...pictureProblems(catalog),
];
