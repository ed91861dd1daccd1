// One worker's bench: it parses sources, keeps their bodies for a while, and renders pages into the staging
// folder. A thread runs one (worker.ts); a small build runs one in its own thread.
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { renderCard } from "../cards/card.js";
import { type CardTools, openCardTools } from "../cards/tools.js";
import { type ParseSettings, parsePost } from "../content/post.js";
import { parseStaticPage } from "../content/static-page.js";
import { sourceUnreadable } from "../diagnostics/site.js";
import { blobId, sha256 } from "../hash.js";
import { after, inOrder, type Later } from "../later.js";
import { renderBuiltIn } from "../pages/built-in.js";
import type { BodySource, PlannedFeed } from "../pages/feed-pages.js";
import type { CopyFact } from "../pages/picture-pages.js";
import type { LoadedPlugin } from "../plugins/load.js";
import { createShapes } from "../recipe.js";
import { createInputs, type RenderSettings } from "../render/inputs.js";
import { selfValue } from "../render/self.js";
import { type Ask, createTemplateRenderer, type TemplateRenderer } from "../render/templates.js";
import type { Config } from "../types/config.js";
import type { Parsed, Post, StaticPage } from "../types/content.js";
import type { CardFacts, PagePlan, RenderedPage } from "../types/pages.js";
import { createBodyStore } from "./body-store.js";
import { makeCopies, mtimeIfSame } from "./copies.js";
import { createFeedBodies } from "./feed-bodies.js";
import type { createJekyllBench, JekyllBench } from "./jekyll-bench.js";
import type { ParsedSource, ParseTask, RenderTask, WorkshopSettings } from "./messages.js";
import { changedMeanwhile, type ParsedAny, type ParseSource } from "./parsing.js";
import { openPictureBench, type PictureBench } from "./picture-bench.js";
import { type Plugged, plugIn, type Rendering } from "./plugged.js";

export interface Workshop {
  parse(tasks: readonly ParseTask[]): Later<ParsedSource[]>;
  render(tasks: readonly RenderTask[]): Later<RenderedPage[]>;
  /** One page, not written anywhere: for a preview. */
  show(plan: PagePlan): Later<Rendering>;
  /** The catalog, data, words, assets and templates may hold something else now. Settings stay. */
  renew(render: RenderSettings): void;
}

/** Opens a workshop. What a Jekyll site needs of it is as much code again, which other sites do not load. */
export async function openWorkshop(
  settings: WorkshopSettings,
  ask: Ask,
  plugins: readonly LoadedPlugin[] = [],
): Promise<Workshop> {
  const isJekyll = settings.render.config.jekyll !== null;
  const bench = isJekyll ? (await import("./jekyll-bench.js")).createJekyllBench : null;
  return createWorkshop(settings, ask, plugins, bench);
}

/** What `plugins` do is waited for only where a hook gives a promise. `openBench`: for a Jekyll site, and for no other. */
export function createWorkshop(
  given: WorkshopSettings,
  ask: Ask,
  plugins: readonly LoadedPlugin[],
  openBench: typeof createJekyllBench | null,
): Workshop {
  let settings = given;
  const spool = settings.spool === null ? null : join(settings.spool, `bodies-${threadId}`);
  const bodies = createBodyStore(settings.bodyBudget, spool);
  const makeFolder = createFolderMaker();
  const encode = createEncoder();
  const { config } = settings.render;
  const plugged = plugIn(plugins, config);
  const jekyll: JekyllBench | null = openBench && openBench(settings, ask);
  const parse = jekyll?.parse ?? createParser(config, plugged);
  let templates: TemplateRenderer | undefined;
  const builtInShapes = createShapes(createInputs(settings.render).hashOf);

  const readBody = (path: string, fingerprint: string, kind: "post" | "page"): Later<string> => {
    const kept = bodies.take(path);
    if (kept !== undefined) return kept;
    if (jekyll !== null) return jekyll.body(path, fingerprint);
    return after(parseSource(settings.root, parse, path, kind, null), (parsed) => {
      if (parsed === null || parsed === "same" || !parsed.ok || parsed.record.fingerprint !== fingerprint)
        throw changedMeanwhile(path);
      return parsed.html;
    });
  };
  /** Bodies that hooks had to make, read before a page that may show them is rendered: templates do not wait. */
  let ready: ReadonlyMap<string, string> = new Map();
  const bodyOf = (path: string, fingerprint: string, kind: "post" | "page"): string =>
    ready.get(path) ?? (readBody(path, fingerprint, kind) as string);
  const put = (path: string, bytes: Uint8Array): number => {
    const file = join(settings.staging as string, path);
    makeFolder(dirname(file));
    return writePage(file, bytes);
  };
  const feedBody = createFeedBodies(({ path, fingerprint }) => bodyOf(path, fingerprint, "post"));
  let cardTools: CardTools | undefined;
  const drawCard = ({ facts }: PagePlan) => {
    cardTools ??= openCardTools(settings.root);
    return renderCard(facts.card as CardFacts, cardTools);
  };
  const recipeOf = (plan: PagePlan) => {
    const shape = builtInShapes.of(
      new Set([
        ...["program:", ...Object.keys(plan.facts).map((fact) => `self.${fact}`)],
        ...(bodiesOf(plan).length > 0 ? plugged.bodyReads : []),
      ]),
    );
    return { reads: shape.reads, recipe: shape.recipe((fact) => selfValue(plan, fact)) };
  };
  let pictures: PictureBench | undefined;
  const drawPicture = (plan: PagePlan): Later<Rendering> => {
    pictures ??= openPictureBench(settings.root, settings.pictures);
    return after(pictures.make(plan.facts.picture as CopyFact), (text) => ({ text, ...recipeOf(plan) }));
  };
  const draw = (plan: PagePlan): Rendering => {
    if (jekyll !== null) return jekyll.render(plan, bodyOf);
    const builtIn = plan.template === "built-in/card" ? drawCard(plan) : renderBuiltIn(plan, feedBody);
    if (builtIn !== null) return { text: builtIn, ...recipeOf(plan) };
    templates ??= createTemplateRenderer(settings.render, ask, plugged.extras);
    return templates.render(plan, () => {
      const { path, fingerprint } = plan.source!;
      return bodyOf(path, fingerprint, plan.kind === "post" ? "post" : "page");
    });
  };

  const prepare = (plan: PagePlan): Later<ReadonlyMap<string, string>> =>
    after(
      inOrder(bodiesOf(plan), ({ path, fingerprint }) =>
        after(feedBody.known(path) ?? readBody(path, fingerprint, "post"), (html) => [path, html] as const),
      ),
      (pairs) => new Map(pairs),
    );
  const render = (plan: PagePlan): Later<Rendering> => {
    if (plan.kind === "picture") return drawPicture(plan);
    if (plugins.length === 0) return draw(plan);
    if (!plugged.shapesPosts) return plugged.finish(plan, draw(plan));
    return after(prepare(plan), (bodies) => {
      ready = bodies;
      return plugged.finish(plan, draw(plan));
    });
  };
  const stage = (
    { plan, published, existing, copies }: RenderTask,
    { text, reads, recipe, problems }: Rendering,
  ): RenderedPage => {
    const bytes = typeof text === "string" ? encode(text) : text;
    const sum = sha256(bytes);
    const own = { path: plan.path, sha256: sum, bytes: bytes.length, reads, recipe };
    const page = problems === undefined ? own : { ...own, problems };
    if (settings.staging === null) return { ...page, same: true, mtime: 0, copies: [] };
    const isMade = sum !== published || copies.anew;
    const made = isMade ? makeCopies(copies, bytes, { existing, kept: false, put }) : [];
    if (sum === published) return { ...page, same: true, mtime: 0, copies: made };
    const kept = existing === null ? null : mtimeIfSame(existing, bytes);
    if (kept !== null) return { ...page, same: true, mtime: kept, copies: made };
    return { ...page, same: false, mtime: put(plan.path, bytes), copies: made };
  };

  return {
    parse: (tasks) =>
      inOrder(tasks, (task) =>
        after(parseSource(settings.root, parse, task.path, task.kind, task.fingerprint), (parsed) => {
          if (parsed !== null && parsed !== "same" && parsed.ok) bodies.keep(task.path, parsed.html);
          return outcomeOf(task, parsed);
        }),
      ),
    render: (tasks) =>
      // Nobody looks at a picture that is written nowhere, and making one takes long.
      inOrder(tasks, (task) =>
        task.plan.kind === "picture" && settings.staging === null
          ? stage(task, { text: "", ...recipeOf(task.plan) })
          : after(render(task.plan), (rendering) => stage(task, rendering)),
      ),
    show: render,
    renew(render) {
      settings = { ...settings, render };
      templates?.renew(render);
      jekyll?.renew(render);
    },
  };
}

function outcomeOf({ path, fingerprint }: ParseTask, parsed: ParsedAny | "same" | null): ParsedSource {
  if (parsed === null) return { outcome: "gone", path };
  if (parsed === "same") return { outcome: "same", path, fingerprint: fingerprint as string };
  if (!parsed.ok) return { outcome: "rejected", ...withoutOk(parsed) };
  const { record, warnings } = parsed;
  return { outcome: "parsed", path, fingerprint: record.fingerprint, record, warnings };
}

const withoutOk = ({ path, fingerprint, problems }: Extract<Parsed<Post>, { ok: false }>) => ({
  path,
  fingerprint,
  problems,
});

/** Of the posts whose whole text the page may hold. */
function bodiesOf({ kind, source, facts }: PagePlan): readonly BodySource[] {
  if (kind === "post") return source === null ? [] : [source];
  return kind === "feed" ? (facts.feed as PlannedFeed).bodies : [];
}

function createParser(config: Config, plugged: Plugged): ParseSource {
  const settings: ParseSettings = { config, renderBody: plugged.renderBody };
  return (source, kind) =>
    kind === "post"
      ? plugged.settle<Post>(parsePost(source, settings), kind)
      : plugged.settle<StaticPage>(parseStaticPage(source, settings), kind);
}

/** `null`: there is no such file. `"same"`: it has the fingerprint `unless`, and was not parsed. */
function parseSource(
  root: string,
  parse: ParseSource,
  path: string,
  kind: "post" | "page",
  unless: string | null,
): Later<ParsedAny | "same" | null> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(join(root, path));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    const problem = sourceUnreadable(String((cause as Error).message), { file: path, line: 1 });
    return { ok: false, path, fingerprint: "", problems: [problem] };
  }
  const fingerprint = blobId(bytes);
  if (fingerprint === unless) return "same";
  const source = { path, fingerprint, bytes };
  return parse(source, kind);
}

/** One buffer for all pages: what it gives is good until it is asked again. */
function createEncoder() {
  let buffer = Buffer.allocUnsafeSlow(256 * 1024);
  return (text: string): Buffer => {
    const most = text.length * 3;
    if (most > buffer.length) buffer = Buffer.allocUnsafeSlow(2 * most);
    return buffer.subarray(0, buffer.write(text));
  };
}

/** Returns the file's mtime in whole milliseconds. */
function writePage(file: string, bytes: Uint8Array): number {
  const handle = openSync(file, "w");
  try {
    for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    return Math.floor(fstatSync(handle).mtimeMs);
  } finally {
    closeSync(handle);
  }
}

/** Folders that are known to be there: more than a run of neighbouring pages needs. */
const FOLDERS_KNOWN = 50_000;

/** Most folders of a site hold one page: each is made by one call, below those that were made before. */
function createFolderMaker() {
  const made = new Set<string>();
  const make = (folder: string): void => {
    if (made.has(folder)) return;
    try {
      mkdirSync(folder);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "ENOENT") {
        make(dirname(folder));
        make(folder);
      } else if (code !== "EEXIST") throw error; // another thread was here first
    }
    if (made.size >= FOLDERS_KNOWN) made.clear();
    made.add(folder);
  };
  return make;
}
