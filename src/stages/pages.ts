// Plan, render: which pages are stale, and their new bytes in the staging folder.
import type { KnownPage, Ledger } from "../catalog/ledger.js";
import type { RenderTask } from "../messages.js";
import type { Inspection } from "../output/inspect.js";
import { planGroups } from "../pages/plan.js";
import type { Group, Site } from "../pages/site.js";
import { recipeOf } from "../render/inputs.js";
import { selfValue } from "../render/self.js";
import type { Reporter } from "../reporter.js";
import type { Diagnostic, PagePlan, RenderedPage, Touched } from "../types.js";
import { pathKey } from "../urls.js";
import { stageAssets } from "./assets.js";
import type { CrewOffice } from "./crew.js";
import type { SourceOutcome } from "./sources.js";
import type { Workspace } from "./workspace.js";

/** What one build does to the pages: planned, staged, gone. */
export interface PageBook {
  plan(path: string): void;
  stage(page: KnownPage, isNew: boolean): void;
  /** The file in `dist/` is not what was published. */
  isDamaged(path: string): boolean;
  readonly planned: ReadonlySet<string>;
  readonly staged: readonly { page: KnownPage; isNew: boolean }[];
}

export function createPageBook(damaged: ReadonlySet<string>): PageBook {
  const planned = new Set<string>();
  const staged: { page: KnownPage; isNew: boolean }[] = [];
  return {
    plan: (path) => void planned.add(path),
    stage: (page, isNew) => void staged.push({ page, isNew }),
    isDamaged: (path) => damaged.has(path),
    planned,
    staged,
  };
}

export interface PageContext {
  workspace: Workspace;
  crew: CrewOffice;
  reporter: Reporter;
  /** `null`: nothing is written. */
  staging: string | null;
  inspection: Inspection;
}

export interface PageOutcome {
  book: PageBook;
  /** Pages that no plan has any more. */
  gone: Set<string>;
  /** Files that may not be where they are. */
  rejected: Diagnostic[];
}

/** Stages assets, and every touched page whose recipe is not that of last time. */
export async function renderPages(context: PageContext, { touched, pagesChanged }: SourceOutcome): Promise<PageOutcome> {
  const { workspace, staging, inspection } = context;
  const { ledger, siteInputs, queries, reservedBy } = workspace;
  const book = createPageBook(inspection.damaged);
  const takenBy = (output: string) => reservedBy(output) ?? (queries.isTaken(pathKey(output)) ? "a post" : null);
  const rejected = stageAssets(siteInputs.assets, { ledger, book, staging, takenBy });
  const { everything, posts, listings, site } = touched;
  const nothing = posts.size + listings.size === 0 && !everything && !site && !pagesChanged;
  const gone = nothing ? new Set<string>() : await planAndRender(context, book, touched);
  for (const { path } of ledger.ofSubject("assets:")) if (!book.planned.has(path)) gone.add(path);
  return { book, gone, rejected };
}

async function planAndRender(context: PageContext, book: PageBook, touched: Touched): Promise<Set<string>> {
  const { ledger, site, catalog } = context.workspace;
  const plans = new Map<string, PagePlan>();
  const gone = new Set<string>();
  const crew = context.crew.for(touched.everything && !catalog.cold ? ledger.count() : touched.posts.size);
  const tasks = staleTasks(context.workspace, site(), book, touched, plans, gone);
  const stage = context.reporter.stage("rendering", undefined, "pages");
  try {
    for await (const batch of crew.render(tasks))
      for (const rendered of batch) {
        stage.advance();
        const plan = plans.get(rendered.path) as PagePlan;
        plans.delete(rendered.path);
        settlePage(ledger, book, plan, rendered);
      }
  } finally {
    stage.done();
  }
  if (touched.everything) for (const { path } of ledger.all()) gone.add(path);
  for (const path of book.planned) gone.delete(path);
  return gone;
}

function settlePage(ledger: Ledger, book: PageBook, plan: PagePlan, rendered: RenderedPage): void {
  const known = ledger.get(plan.path);
  const { path, kind, subject, number } = plan;
  const { reads, recipe, sha256, bytes, mtime } = rendered;
  const page = { path, kind, subject, number, reads, recipe, sha256, bytes, mtime };
  if (rendered.same) ledger.put({ ...page, mtime: known?.mtime ?? 0 });
  else book.stage(page, known === null);
}

function* staleTasks(
  workspace: Workspace,
  site: Site,
  book: PageBook,
  touched: Touched,
  plans: Map<string, PagePlan>,
  gone: Set<string>,
): Iterable<RenderTask> {
  const { ledger } = workspace;
  for (const group of planGroups(site, touched)) {
    for (const plan of group.pages) {
      if (book.planned.has(plan.path)) continue; // an asset or an earlier page has the place
      book.plan(plan.path);
      const known = ledger.get(plan.path);
      const whole = known !== null && !book.isDamaged(plan.path);
      if (whole && isCurrent(workspace, plan, known)) continue;
      plans.set(plan.path, plan);
      yield { plan, published: whole ? known.sha256 : null };
    }
    if (!touched.everything) for (const path of vanished(ledger, group, book)) gone.add(path);
  }
}

/** Law 3: a page is current if, and only if, its recipe is. */
function isCurrent({ inputs, answers }: Workspace, plan: PagePlan, known: KnownPage): boolean {
  if (known.subject !== plan.subject || known.number !== plan.number) return false;
  const recipe = recipeOf(known.reads, (read) => {
    if (read.startsWith("self.")) return selfValue(plan, read.slice("self.".length));
    return read.startsWith("query:") ? answers.hash(read) : inputs.hashOf(read);
  });
  return recipe === known.recipe;
}

/** Known pages of a planned subject that are not planned any more. */
function vanished(ledger: Ledger, group: Group, book: PageBook): string[] {
  return ledger
    .ofSubject(group.subject)
    .filter(({ path, number }) => !book.planned.has(path) && (number === 0 || number >= group.from))
    .map(({ path }) => path);
}
