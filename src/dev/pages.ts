// Pages as they are asked for: found in the catalog, rendered by the workshop of a build, and kept until what they
// read has another value.
import { statSync } from "node:fs";
import { join } from "node:path";
import { isAsRecorded } from "../catalog/sources.js";
import { createJekyllBench } from "../crew/jekyll-bench.js";
import { createWorkshop, type Workshop } from "../crew/workshop.js";
import { BuildError } from "../diagnostics/diagnostic.js";
import { sha256 } from "../hash.js";
import { createJekyllFinder } from "../jekyll/find.js";
import { after, type Later } from "../later.js";
import { createFinder, type FindPage } from "../pages/find.js";
import { selfValue } from "../render/self.js";
import type { Asset } from "../site-inputs.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { FreeQuery, PagePlan } from "../types/pages.js";
import { pathKey } from "../urls.js";
import type { LiveSite, Renewal } from "./live-site.js";

/** A page as `build` would write it. */
export interface ShownPage {
  plan: PagePlan;
  text: string;
  /** In the place of text. */
  picture: Uint8Array | null;
  sha256: string;
  reads: string[];
  recipe: string;
  /** What it was made without. */
  problems: readonly Diagnostic[];
  /** How long it took to render. */
  milliseconds: number;
}

export type Answer =
  | { kind: "page"; page: ShownPage }
  | { kind: "asset"; asset: Asset }
  /** `last`: as it was when it could be rendered. */
  | { kind: "broken"; problems: readonly Diagnostic[]; last: ShownPage | null }
  /** Its source was rejected, or looks otherwise than the catalog knows it: as it was last shown. */
  | { kind: "last"; page: ShownPage }
  /** Its source has changed since it was recorded, and it was never shown. */
  | { kind: "unsettled"; source: string; last: ShownPage | null }
  | { kind: "missing" };

export interface Pages {
  /** What is at a path below `dist/`. `settled`: whatever its source looks like by now. */
  at(output: string, settled?: boolean): Answer;
  /** Makes the page, if plugins must be waited for; `at` then has it. */
  ready(output: string): Promise<void>;
  /** After an update of the site. */
  renew(renewal: Renewal): void;
  /** URLs of the theme's files by name. */
  readonly theme: Readonly<Record<string, string>>;
  /** URLs below the base path of the files that are published as they are from this path, or from below it. */
  addressesOf(path: string): string[];
  /** Outputs of the stylesheets that browsers asked for and that are made, of Sass for one. */
  readonly sheets: ReadonlySet<string>;
  /** As browsers saw it until now. */
  snapshot(): Snapshot;
}

export interface Snapshot {
  theme: Readonly<Record<string, string>>;
  /** Pages that were shown, by output. */
  texts: ReadonlyMap<string, Pick<ShownPage, "text" | "sha256">>;
}

/** Pages kept in memory: those that somebody looks at, and some more. */
const KEPT = 200;

export function createPages(root: string, live: LiveSite, now: () => number): Pages {
  const sheets = new Set<string>();
  const kept = new Map<string, ShownPage & { edition: number }>();
  let workshop: Workshop;
  let findOwn: FindPage;
  let find: (output: string) => PagePlan | null;
  let assets: Map<string, Asset>;
  const look = () => {
    const { jekyll, queries } = live.workspace;
    const site = live.workspace.site(now());
    find =
      jekyll === null
        ? (output) => findOwn(site, output)
        : createJekyllFinder(jekyll, (output) => queries.postAt(pathKey(output)));
    assets = new Map(live.workspace.siteInputs.assets.map((asset) => [asset.output, asset]));
  };
  const open = () => {
    const { renderSettings, config } = live.workspace;
    const { pictures } = live.workspace;
    const settings = { root, staging: null, pictures, render: renderSettings, bodyBudget: 0, spool: null };
    const ask = (query: FreeQuery) => live.workspace.answers.ask(query);
    const bench = config.jekyll === null ? null : createJekyllBench;
    workshop = createWorkshop(settings, ask, live.workspace.plugins.loaded, bench);
    findOwn = createFinder({ config });
    look();
  };
  open();

  const keep = (output: string, page: ShownPage) => {
    kept.delete(output);
    kept.set(output, { ...page, edition: live.edition });
    if (kept.size > KEPT) kept.delete(kept.keys().next().value as string);
  };
  const render = (plan: PagePlan): Later<ShownPage> => {
    const known = kept.get(plan.path);
    if (known !== undefined && isCurrent(known, plan)) {
      keep(plan.path, { ...known, plan });
      return known;
    }
    const begin = performance.now();
    return after(workshop.show(plan), ({ text: made, reads, recipe, problems = [] }) => {
      const [text, picture] = typeof made === "string" ? [made, null] : ["", made];
      const milliseconds = performance.now() - begin;
      const page = { plan, text, picture, reads, recipe, sha256: sha256(made), problems, milliseconds };
      keep(plan.path, page);
      return page;
    });
  };
  /** What came of pages for which plugins had to be waited for, where nothing did. */
  const failures = new Map<string, { edition: number; error: unknown }>();
  const renderNow = (plan: PagePlan): ShownPage | null => {
    const page = render(plan);
    if (!(page instanceof Promise)) return page;
    page.catch(() => {}); // whoever waits for it says it
    const failure = failures.get(plan.path);
    if (failure?.edition === live.edition) throw failure.error;
    return null;
  };
  const isCurrent = (known: ShownPage & { edition: number }, plan: PagePlan): boolean =>
    known.edition === live.edition || recipeNow(live, plan, known.reads) === known.recipe;

  const pageAt = (output: string, settled: boolean): Answer => {
    const plan = find(output);
    const last = kept.get(output) ?? null;
    if (plan === null) {
      const source = last?.plan.source?.path;
      const isRejected = live.problems.some(({ file, severity }) => file === source && severity === "error");
      return last !== null && source !== undefined && isRejected
        ? { kind: "last", page: last }
        : { kind: "missing" };
    }
    if (!settled && plan.source !== null && !isAsOnDisk(root, live, plan.source.path))
      return { kind: "unsettled", source: plan.source.path, last };
    try {
      const page = renderNow(plan) ?? last;
      return page === null ? { kind: "missing" } : { kind: "page", page };
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      // Saved again since: the event is on its way.
      if (plan.source !== null && !isAsOnDisk(root, live, plan.source.path))
        return { kind: "unsettled", source: plan.source.path, last };
      return { kind: "broken", problems: error.diagnostics, last };
    }
  };
  return {
    at(output, settled = false) {
      const asset = assets.get(output);
      if (asset !== undefined && mayStand(asset, live)) return { kind: "asset", asset };
      const answer = pageAt(output, settled);
      if (output.endsWith(".css") && answer.kind !== "missing") sheets.add(output);
      return answer;
    },
    sheets,
    async ready(output) {
      const mayWait = live.workspace.plugins.loaded.length > 0 || output.startsWith("pictures/");
      const plan = mayWait ? find(output) : null;
      if (plan === null) return;
      const { edition } = live;
      try {
        await render(plan);
        failures.delete(output);
      } catch (error) {
        failures.set(output, { edition, error });
      }
    },
    renew(renewal) {
      if (renewal === "everything") return open();
      workshop.renew(live.workspace.renderSettings);
      look();
    },
    addressesOf: (path) =>
      [...assets.values()]
        .filter((asset) => asset.path === path || asset.path.startsWith(`${path}/`))
        .flatMap(({ themeName, output }) => (themeName === null ? [urlOf(output)] : [])),
    snapshot: () => ({ theme: live.workspace.renderSettings.assets, texts: new Map(kept) }),
    get theme() {
      return live.workspace.renderSettings.assets;
    },
  };
}

const urlOf = (output: string): string => `/${output.split("/").map(encodeURIComponent).join("/")}`;

const recipeNow = ({ workspace }: LiveSite, plan: PagePlan, reads: string[]): string =>
  workspace.shapes.ofSorted(reads).recipe((fact) => selfValue(plan, fact));

/** As in a build, a file of `public/` may not take a page's address; the theme's have addresses of their own. */
function mayStand({ themeName, output }: Asset, { workspace }: LiveSite): boolean {
  if (themeName !== null) return true;
  return workspace.reservedBy(output) === null && !workspace.queries.isTaken(pathKey(output));
}

function isAsOnDisk(root: string, { workspace }: LiveSite, path: string): boolean {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined) return false;
  const { size, mtimeMs, ino } = stats;
  return isAsRecorded(workspace.catalog, { path, size, mtime: Math.floor(mtimeMs), inode: ino });
}
