// One worker's bench: it parses sources, keeps their bodies for a while, and renders pages into the staging
// folder. A thread runs one (worker.ts); a small build runs one in its own thread.
import { closeSync, fstatSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { renderCard } from "../cards/card.js";
import { type CardTools, openCardTools } from "../cards/tools.js";
import { createBodyRenderer } from "../content/body.js";
import { type ParseSettings, parsePost } from "../content/post.js";
import type { Source } from "../content/source.js";
import { parseStaticPage } from "../content/static-page.js";
import { sourceUnreadable } from "../diagnostics/site.js";
import { blobId, sha256 } from "../hash.js";
import { createDocumentParser } from "../jekyll/documents.js";
import { bodyOfSource } from "../jekyll/front-matter.js";
import { createJekyllRenderer, type JekyllRenderer } from "../jekyll/renderer.js";
import { renderBuiltIn } from "../pages/built-in.js";
import { createShapes } from "../recipe.js";
import type { RenderSettings } from "../render/inputs.js";
import { selfValue } from "../render/self.js";
import { type Ask, createTemplateRenderer, type TemplateRenderer } from "../render/templates.js";
import type { Config } from "../types/config.js";
import type { Parsed, Post, StaticPage } from "../types/content.js";
import type { CardFacts, PagePlan, RenderedPage } from "../types/pages.js";
import { createBodyStore } from "./body-store.js";
import { makeCopies, mtimeIfSame } from "./copies.js";
import { createFeedBodies } from "./feed-bodies.js";
import type { ParsedSource, ParseTask, RenderTask, WorkshopSettings } from "./messages.js";

export interface Workshop {
  parse(tasks: readonly ParseTask[]): ParsedSource[];
  render(tasks: readonly RenderTask[]): RenderedPage[];
  /** One page, not written anywhere: for a preview. */
  show(plan: PagePlan): { text: string | Uint8Array; reads: string[]; recipe: string };
  /** The catalog, data, words and assets hold something else now, and so do these templates. Settings stay. */
  renew(render: RenderSettings, templates: Iterable<string>): void;
}

export function createWorkshop(settings: WorkshopSettings, ask: Ask): Workshop {
  const spool = settings.spool === null ? null : join(settings.spool, `bodies-${threadId}`);
  const bodies = createBodyStore(settings.bodyBudget, spool);
  const makeFolder = createFolderMaker();
  const encode = createEncoder();
  const { config } = settings.render;
  const parse = config.jekyll === null ? createParser(config) : createJekyllParser(config, settings.root);
  let templates: TemplateRenderer | undefined;
  const builtInShapes = createShapes(() => settings.render.version);
  let jekyll: JekyllRenderer | undefined;

  const bodyOf = (path: string, fingerprint: string, kind: "post" | "page"): string => {
    const kept = bodies.take(path);
    if (kept !== undefined) return kept;
    if (config.jekyll !== null) return jekyllBody(settings.root, path, fingerprint);
    const parsed = parseSource(settings.root, parse, path, kind, null);
    if (parsed === null || parsed === "same" || !parsed.ok || parsed.record.fingerprint !== fingerprint)
      throw changedMeanwhile(path);
    return parsed.html;
  };
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
  const render = (plan: PagePlan): Rendering => {
    if (config.jekyll !== null) {
      jekyll ??= createJekyllRenderer({ ...settings.render, body: bodyOf, ask });
      return jekyll.render(plan);
    }
    const builtIn = plan.template === "built-in/card" ? drawCard(plan) : renderBuiltIn(plan, feedBody);
    if (builtIn !== null) {
      const shape = builtInShapes.of(
        new Set(["program:", ...Object.keys(plan.facts).map((fact) => `self.${fact}`)]),
      );
      return { text: builtIn, reads: shape.reads, recipe: shape.recipe((fact) => selfValue(plan, fact)) };
    }
    templates ??= createTemplateRenderer(settings.render, ask);
    return templates.render(plan, () => {
      const { path, fingerprint } = plan.source!;
      return bodyOf(path, fingerprint, plan.kind === "post" ? "post" : "page");
    });
  };

  return {
    parse: (tasks) =>
      tasks.map(({ path, kind, fingerprint }) => {
        const parsed = parseSource(settings.root, parse, path, kind, fingerprint);
        if (parsed === null) return { outcome: "gone", path };
        if (parsed === "same") return { outcome: "same", path, fingerprint: fingerprint as string };
        if (!parsed.ok) return { outcome: "rejected", ...withoutOk(parsed) };
        bodies.keep(path, parsed.html);
        const { record, warnings } = parsed;
        return { outcome: "parsed", path, fingerprint: record.fingerprint, record, warnings };
      }),
    render: (tasks) =>
      tasks.map(({ plan, published, existing, copies }) => {
        const { text, reads, recipe, problems } = render(plan);
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
      }),
    show: render,
    renew: (render, names) => templates?.renew(render, names),
  };
}

const changedMeanwhile = (path: string) =>
  new Error(`${path} was changed while the site was being built; build again`);

/** Its text as it stands: front matter need not be read again for that. */
function jekyllBody(root: string, path: string, fingerprint: string): string {
  const bytes = readFileSync(join(root, path));
  if (blobId(bytes) !== fingerprint) throw changedMeanwhile(path);
  return bodyOfSource(bytes);
}

const withoutOk = ({ path, fingerprint, problems }: Extract<Parsed<Post>, { ok: false }>) => ({
  path,
  fingerprint,
  problems,
});

type Rendering = Pick<RenderedPage, "reads" | "recipe" | "problems"> & { text: string | Uint8Array };
type ParseSource = (source: Source, kind: "post" | "page") => ParsedAny;

function createParser(config: Config): ParseSource {
  const settings: ParseSettings = { config, renderBody: createBodyRenderer(config) };
  return (source, kind) =>
    kind === "post" ? parsePost(source, settings) : parseStaticPage(source, settings);
}

/** A draft without a date has that of its file. */
function createJekyllParser(config: Config, root: string): ParseSource {
  const parser = createDocumentParser(config);
  return (source, kind) => {
    const isDraft = source.path.includes("_drafts/");
    const mtime = isDraft ? Math.floor(statSync(join(root, source.path)).mtimeMs) : 0;
    return kind === "post" ? parser.post({ ...source, mtime }) : parser.page({ ...source, mtime });
  };
}

type ParsedAny = Parsed<Post> | Parsed<StaticPage>;

/** `null`: there is no such file. `"same"`: it has the fingerprint `unless`, and was not parsed. */
function parseSource(
  root: string,
  parse: ParseSource,
  path: string,
  kind: "post" | "page",
  unless: string | null,
): ParsedAny | "same" | null {
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
    made.add(folder);
  };
  return make;
}
