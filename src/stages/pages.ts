// Plan, render: which pages are stale, and their new bytes in the staging folder.
import type { KnownPage, Ledger } from "../catalog/ledger.js";
import type { Crew } from "../crew.js";
import { valueHash } from "../hash.js";
import type { RenderTask } from "../messages.js";
import { planGroups } from "../pages/plan.js";
import type { Group, Site } from "../pages/site.js";
import { type Inputs, recipeOf } from "../render/inputs.js";
import { selfHash } from "../render/self.js";
import type { Reporter } from "../reporter.js";
import type { FreeQuery, PagePlan, RenderedPage, Touched } from "../types.js";

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
  site: Site;
  ledger: Ledger;
  crew: Crew;
  inputs: Inputs;
  queryHash(key: string): string;
  book: PageBook;
  reporter: Reporter;
}

/** Renders every touched page whose recipe is not that of last time. Returns paths that no plan has any more. */
export async function planAndRender(context: PageContext, touched: Touched): Promise<Set<string>> {
  const { ledger, crew, book, reporter } = context;
  const plans = new Map<string, PagePlan>();
  const gone = new Set<string>();
  const stage = reporter.stage("rendering", undefined, "pages");
  try {
    for await (const batch of crew.render(staleTasks(context, touched, plans, gone)))
      for (const rendered of batch) {
        stage.advance();
        const plan = plans.get(rendered.path) as PagePlan;
        plans.delete(rendered.path);
        settlePage(context, plan, rendered);
      }
  } finally {
    stage.done();
  }
  if (touched.everything) for (const { path } of ledger.all()) gone.add(path);
  for (const path of book.planned) gone.delete(path);
  return gone;
}

function settlePage({ ledger, book }: PageContext, plan: PagePlan, rendered: RenderedPage): void {
  const known = ledger.get(plan.path);
  const { path, url, kind, subject, number } = plan;
  const { reads, recipe, sha256, bytes, mtime } = rendered;
  const page = { path, url, kind, subject, number, reads, recipe, sha256, bytes, mtime };
  if (rendered.same) ledger.put({ ...page, mtime: known?.mtime ?? 0 });
  else book.stage(page, known === null);
}

function* staleTasks(
  context: PageContext,
  touched: Touched,
  plans: Map<string, PagePlan>,
  gone: Set<string>,
): Iterable<RenderTask> {
  const { ledger, book } = context;
  for (const group of planGroups(context.site, touched)) {
    for (const plan of group.pages) {
      if (book.planned.has(plan.path)) continue; // an asset or an earlier page has the place
      book.plan(plan.path);
      const known = ledger.get(plan.path);
      const whole = known !== null && !book.isDamaged(plan.path);
      if (whole && isCurrent(context, plan, known)) continue;
      plans.set(plan.path, plan);
      yield { plan, published: whole ? known.sha256 : null };
    }
    if (!touched.everything) for (const path of vanished(ledger, group, book)) gone.add(path);
  }
}

/** Law 3: a page is current if, and only if, its recipe is. */
function isCurrent({ inputs, queryHash }: PageContext, plan: PagePlan, known: KnownPage): boolean {
  if (known.subject !== plan.subject || known.number !== plan.number) return false;
  const recipe = recipeOf(known.reads, (read) => {
    if (read.startsWith("self.")) return selfHash(plan, read.slice("self.".length));
    return read.startsWith("query:") ? queryHash(read) : inputs.hashOf(read);
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

/** Answers each free query once, for templates and for recipes. */
export function createAnswers(answer: (query: FreeQuery) => unknown) {
  const known = new Map<string, { result: unknown; hash: string }>();
  const find = (key: string) => {
    let entry = known.get(key);
    if (!entry) {
      const result = answer(JSON.parse(key.slice("query:".length)) as FreeQuery);
      known.set(key, (entry = { result, hash: valueHash(result) }));
    }
    return entry;
  };
  return {
    ask: (query: FreeQuery): unknown => find(`query:${JSON.stringify(query)}`).result,
    hash: (key: string): string => find(key).hash,
  };
}
