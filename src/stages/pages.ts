// Plan, render: which pages are stale, and their new bytes in the staging folder.
import { join } from "node:path";
import type { KnownPage, Ledger } from "../catalog/ledger.js";
import { copiedFrom } from "../compress.js";
import type { CopyTask, RenderTask } from "../crew/messages.js";
import { planJekyllGroups } from "../jekyll/plan.js";
import type { Inspection } from "../output/inspect.js";
import { planGroups } from "../pages/plan.js";
import type { Group } from "../pages/site.js";
import { selfValue } from "../render/self.js";
import type { Reporter } from "../terminal/reporter.js";
import type { Instant } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { PagePlan, RenderedPage, Touched } from "../types/pages.js";
import { pathKey } from "../urls.js";
import { stageAssets } from "./assets.js";
import { createCauses, type FindCause } from "./cause.js";
import { planCopies, settleCopies } from "./copies.js";
import type { CrewOffice } from "./crew.js";
import type { PageBook } from "./page-book.js";
import { gatherPluginPages } from "./plugins.js";
import type { SourceOutcome } from "./sources.js";
import { openTroubles, type Troubles } from "./troubles.js";
import type { Workspace } from "./workspace.js";

export interface PageContext {
  workspace: Workspace;
  crew: CrewOffice;
  reporter: Reporter;
  /** `null`: nothing is written. */
  staging: string | null;
  /** The published site, `null` if it is not at hand. */
  out: string | null;
  now: Instant;
  inspection: Inspection;
  book: PageBook;
}

export interface PageOutcome {
  /** Pages that no plan has any more. */
  gone: Set<string>;
  /** Files that may not be where they are. */
  rejected: Diagnostic[];
}

/** Stages assets, and every touched page whose recipe is not that of last time. */
export async function renderPages(
  context: PageContext,
  { touched, pagesChanged }: SourceOutcome,
): Promise<PageOutcome> {
  const { workspace, staging, book, now } = context;
  const { ledger, siteInputs, queries, reservedBy } = workspace;
  const takenBy = (output: string) =>
    (copiedFrom(output) === null ? reservedBy(output) : null) ??
    (queries.isTaken(pathKey(output)) ? "a post" : null);
  const { compress, images } = workspace.config;
  const rejected = stageAssets(siteInputs.assets, {
    ...{ ledger, book, staging, takenBy, now, compress },
    cleaned: images !== false,
  });
  const { everything, posts, listings, site, pages, pictures } = touched;
  const sizes = [posts, listings, pages, pictures].map((some) => some?.size ?? 0);
  const nothing = sizes.every((size) => size === 0) && !everything && !site && !pagesChanged;
  const troubles = openTroubles(workspace.catalog);
  const gone = nothing ? new Set<string>() : await planAndRender(context, touched, troubles);
  rejected.push(...troubles.settle(gone));
  for (const { path } of ledger.ofSubject("assets:")) if (!book.planned.has(path)) gone.add(path);
  return { gone, rejected };
}

async function planAndRender(
  context: PageContext,
  touched: Touched,
  troubles: Troubles,
): Promise<Set<string>> {
  const { book } = context;
  const { ledger, catalog } = context.workspace;
  const plans = new Map<string, Planned>();
  const gone = new Set<string>();
  const posts = touched.everything && !catalog.cold ? ledger.count() : touched.posts.size;
  const crew = context.crew.for(posts + PICTURE * picturesToMake(context.workspace, touched));
  const misplanned = await gatherPluginPages(context.workspace, context.now);
  troubles.put("plugins:", misplanned.length > 0 ? misplanned : undefined);
  const tasks = staleTasks(context, touched, plans, gone);
  const findCause = createCauses(context.workspace);
  const stage = context.reporter.stage("rendering", undefined, "pages");
  try {
    for await (const batch of crew.render(tasks))
      for (const rendered of batch) {
        stage.advance();
        const planned = plans.get(rendered.path) as Planned;
        plans.delete(rendered.path);
        troubles.put(planned.plan.path, rendered.problems);
        settlePage(context, findCause, planned, rendered);
      }
  } finally {
    stage.done();
  }
  for (const path of gone) if (book.planned.has(path)) gone.delete(path);
  if (touched.everything) for (const { path } of ledger.files()) if (!book.planned.has(path)) gone.add(path);
  return gone;
}

/** Copies of one take as long as so many other pages. */
const PICTURE = 150;

const picturesToMake = ({ catalog, queries }: Workspace, touched: Touched): number =>
  touched.everything && catalog.cold ? queries.pictures.all().length : (touched.pictures?.size ?? 0);

interface Planned {
  plan: PagePlan;
  copies: CopyTask;
}

function settlePage(
  context: PageContext,
  findCause: FindCause,
  { plan, copies }: Planned,
  rendered: RenderedPage,
): void {
  const { book } = context;
  const { ledger } = context.workspace;
  const known = ledger.get(plan.path);
  const { path, kind, subject, number } = plan;
  const { reads, recipe, sha256, bytes, mtime } = rendered;
  const page = {
    path,
    kind,
    subject,
    number,
    reads,
    recipe,
    sha256,
    bytes,
    mtime: mtime || (known?.mtime ?? 0),
  };
  const kept = known !== null && known.sha256 === sha256;
  const cause = kept
    ? known.cause
    : { at: context.now, because: findCause(known, rendered, book.isDamaged(path)) };
  if (rendered.same) book.keep({ ...page, cause });
  else book.stage({ ...page, cause }, known);
  settleCopies(copies, rendered.copies, page, { ledger, book, now: context.now });
}

function* staleTasks(
  { workspace, out, inspection, book, now }: PageContext,
  touched: Touched,
  plans: Map<string, Planned>,
  gone: Set<string>,
): Iterable<RenderTask> {
  const { ledger, config } = workspace;
  const { compress } = config;
  const groups =
    workspace.jekyll === null
      ? planGroups(workspace.site(now), touched)
      : planJekyllGroups(workspace.jekyll, touched);
  for (const group of groups) {
    for (const plan of group.pages) {
      if (book.planned.has(plan.path)) continue; // an asset or an earlier page has the place
      book.plan(plan.path);
      const known = ledger.get(plan.path);
      const whole = known !== null && !book.isDamaged(plan.path);
      const copies = planCopies(plan.path, known?.sha256 ?? null, { ledger, book, compress });
      if (whole && !copies.anew && isCurrent(workspace, touched, plan, known)) continue;
      plans.set(plan.path, { plan, copies });
      const existing = known === null && out !== null && !inspection.empty ? join(out, plan.path) : null;
      yield { plan, published: whole ? known.sha256 : null, existing, copies };
    }
    if (!touched.everything) for (const path of vanished(ledger, group, book)) gone.add(path);
  }
}

/** Law 3: a page is current if, and only if, its recipe is. The rest saves working it out where the answer is plain. */
function isCurrent({ shapes }: Workspace, touched: Touched, plan: PagePlan, known: KnownPage): boolean {
  if (known.subject !== plan.subject || known.number !== plan.number) return false;
  if (touched.stale.size > 0 && known.reads.some((read) => touched.stale.has(read))) return false;
  if (touched.readersOnly && isUntouched(plan, touched)) return true;
  return shapes.ofSorted(known.reads).recipe((fact) => selfValue(plan, fact)) === known.recipe;
}

const isUntouched = ({ kind, subject }: PagePlan, touched: Touched): boolean =>
  (subject.startsWith("doc:") && !touched.pages?.has(subject.slice("doc:".length))) ||
  (kind === "post" && !touched.posts.has(subject.slice("post:".length))) ||
  (kind === "listing" && !touched.listings.has(subject));

/** Known pages of a planned subject that are not planned any more. */
function vanished(ledger: Ledger, group: Group, book: PageBook): string[] {
  return ledger
    .ofSubject(group.subject)
    .filter(({ path, number }) => !book.planned.has(path) && (number === 0 || number >= group.from))
    .map(({ path }) => path);
}
