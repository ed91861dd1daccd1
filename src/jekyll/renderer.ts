// Pages of a Jekyll site: Liquid, then Markdown, then layouts around it, with a record of what each page read.
import { BuildError } from "../diagnostics/diagnostic.js";
import { jekyllLayoutMissing, jekyllLiquid, jekyllLiquidWarning } from "../diagnostics/jekyll.js";
import { valueText } from "../hash.js";
import { remembered } from "../memo.js";
import { createShapes } from "../recipe.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { JekyllConfig } from "../types/jekyll.js";
import type { JekyllQuery, PagePlan } from "../types/pages.js";
import { createAsker } from "./answers/asking.js";
import { createBodies, createPathFinder, withEmoji } from "./bodies.js";
import { type BuiltInHost, renderJekyllBuiltIn } from "./built-in.js";
import { excerptOf } from "./excerpt.js";
import { type OpenedSource, openSource } from "./front-matter.js";
import { createJekyllInputs, type JekyllInputSettings } from "./inputs.js";
import { createLiquid, type Parsed } from "./liquid/engine.js";
import type { LiquidHost } from "./liquid/host.js";
import { smartify } from "./liquid/text-filters.js";
import { createMarkdown } from "./markdown.js";
import type { Current } from "./rendering.js";
import { createStylesheets } from "./sass/sass.js";
import { feedMeta, seoTags } from "./seo.js";
import { explainLiquid, hasLiquid } from "./syntax.js";
import { createSiteView, createViews, type Doc, hydrate, type View } from "./view.js";

export interface JekyllRenderer {
  /** Throws a BuildError for a layout or include that is no Liquid. */
  render(plan: PagePlan): { text: string; reads: string[]; recipe: string; problems?: Diagnostic[] };
  /** A source's own Liquid run, and Sass compiled: no Markdown, no layouts. */
  runBody(doc: Doc): { text: string; problems: Diagnostic[] };
}

export interface JekyllRenderSettings extends JekyllInputSettings {
  /** The body of a source, which must still have this fingerprint. */
  body(path: string, fingerprint: string, kind: "post" | "page"): string;
  ask(query: JekyllQuery): unknown;
  /** Characters by name, where jemoji is on. */
  emoji?: Record<string, string> | undefined;
}

const ALWAYS = ["program:", "settings:"];
/** Bodies and excerpts of other pages that are kept. */
const KEPT = 400;
/** A page that shows a page that shows the first … */
const MAX_NESTING = 8;

export function createJekyllRenderer(settings: JekyllRenderSettings): JekyllRenderer {
  const { config } = settings;
  const jekyll = config.jekyll as JekyllConfig;
  const inputs = createJekyllInputs(settings);
  const markdown = createMarkdown(jekyll);
  const rendered = new Map<string, { html: string; reads: string[] }>();
  const templates = new Map<string, Parsed>();
  const layouts = new Map<string, OpenedSource>();
  let current: Current | undefined;
  let nesting = 0;
  const note = (read: string) => void current?.reads.add(read);

  const { ask, hashOf } = createAsker(settings.ask, note);
  const problem = (message: string, severity: "error" | "warning", line: number) => {
    if (current === undefined) return;
    const make = severity === "error" ? jekyllLiquid : jekyllLiquidWarning;
    const { file, problems } = current;
    if (!problems.some((known) => known.message === message && known.file === file))
      problems.push(make(message, { file, line: current.line + line - 1 }));
  };
  /** From now on this text runs; the function that comes back ends that. */
  const enter = (file: string, line: number) => {
    const outer = current as Current;
    const { file: outerFile, line: outerLine } = outer;
    Object.assign(outer, { file, line });
    return () => void Object.assign(outer, { file: outerFile, line: outerLine });
  };
  const host: LiquidHost = {
    config,
    include(name) {
      note(`include:${name}`);
      return inputs.include(name);
    },
    includeRelative(name) {
      const path = current?.doc?.path ?? "";
      const file = path.slice(0, path.lastIndexOf("/") + 1) + name;
      note(`file:${file}`);
      return inputs.file(file);
    },
    findPost(name) {
      const found = ask({ name: "jekyll-post", post: name }) as { url: string; lenient: boolean } | null;
      if (found?.lenient) problem(`post_url ${name} names the post without its folder`, "warning", 1);
      return found?.url ?? null;
    },
    findPath: createPathFinder(ask, jekyll.collectionsDir),
    markdown,
    seo: () =>
      seoTags(
        config,
        site,
        (current?.doc && views.viewOf(current.doc)) ?? null,
        current?.plan.facts.paginator as View,
      ),
    feedMeta: () => feedMeta(config, site),
    problem,
    enter: (name) => enter(`${jekyll.includesDir}/${name}`, 1),
  };
  const liquid = createLiquid(() => host, {
    filters: jekyll.strictFilters,
    variables: jekyll.strictVariables,
  });
  const views = createViews({ ...viewHost(), content, excerpt });
  const site = createSiteView({ ...viewHost(), content, excerpt }, views);

  function viewHost() {
    return {
      config,
      note,
      ask,
      data: settings.data,
      current: () => current?.doc ?? null,
      neighbour(doc: Doc, side: "previous" | "next"): Doc | null {
        if (doc.path === current?.doc?.path && nesting === 0 && side in (current?.plan.facts ?? {})) {
          note(`self.${side}`);
          return current?.plan.facts[side] as Doc | null;
        }
        const found = ask({ name: "jekyll-neighbours", path: doc.path }) as Record<string, Doc | null> | null;
        return found?.[side] ?? null;
      },
    };
  }

  /** Runs a text; what cannot be run is said, and nothing stands in its place. */
  function run(text: string, scope: View, file: string, line: number): string {
    if (!hasLiquid(text)) return text;
    const leave = enter(file, line);
    try {
      let parsed = templates.get(text);
      if (parsed === undefined) {
        parsed = liquid.parse(text);
        if (templates.size > KEPT) templates.clear();
        templates.set(text, parsed);
      }
      return liquid.render(parsed, scope);
    } catch (error) {
      if (error instanceof BuildError) throw error;
      const { message, at } = explainLiquid(error);
      current?.problems.push(jekyllLiquid(message, { file, line: line + at - 1 }));
      return "";
    } finally {
      leave();
    }
  }

  const isMarkdown = (doc: Doc) => jekyll.markdownExt.includes((doc.jekyll?.ext ?? "").toLowerCase());
  const themeView = {
    stylesheet: settings.assets["site.css"] ?? "",
    hasFeed: jekyll.plugins.includes("jekyll-feed"),
  };
  const scopeOf = (doc: Doc | null, more: View = {}): View => ({
    site,
    page: doc === null ? {} : views.viewOf(doc),
    jekyll: { version: "4.3.1", environment: "production" },
    paginator: paginatorView(),
    theme: themeView,
    ...more,
  });

  function paginatorView(): unknown {
    const { paginator } = current?.plan.facts ?? {};
    if (paginator === undefined) return null;
    const { posts, ...rest } = paginator as { posts: Doc[] };
    return { ...rest, posts: posts.map(views.viewOf) };
  }

  function convert(doc: Doc, text: string): string {
    const runs =
      doc.data.render_with_liquid !== false && (jekyll.liquid || doc.jekyll?.collection !== "posts");
    const html = runs ? run(text, scopeOf(doc), doc.path, doc.jekyll?.bodyLine ?? 1) : text;
    if (stylesheet.isOne(doc)) return stylesheet.compile(doc, html);
    return isMarkdown(doc) ? markdown(html) : html;
  }

  const stylesheet = createStylesheets({
    jekyll,
    inputs,
    note,
    report: (found) => current?.problems.push(found),
  });
  const bodyOf = createBodies({ config, isMarkdown, body: settings.body, find: host.findPath });

  /** Of another page: kept for a while, with what rendering it read. */
  function keptHtml(key: string, make: () => string): string {
    const known = rendered.get(key);
    if (known !== undefined) {
      for (const read of known.reads) note(read);
      return known.html;
    }
    if (nesting >= MAX_NESTING) return "";
    const outer = current as Current;
    const inner: Current = { ...outer, reads: new Set(), problems: [] };
    current = inner;
    nesting++;
    try {
      const html = make();
      const reads = [...inner.reads];
      // A page with problems says so itself; here its text is shown as far as it goes.
      if (rendered.size > KEPT) rendered.delete(rendered.keys().next().value as string);
      rendered.set(key, { html, reads });
      for (const read of reads) outer.reads.add(read);
      return html;
    } finally {
      nesting--;
      current = outer;
    }
  }

  function content(doc: Doc): string {
    return keptHtml(`${doc.path} ${doc.url} ${doc.fingerprint}`, () => convert(doc, bodyOf(doc)));
  }

  function excerpt(doc: Doc): string | null {
    const separator = String(doc.data.excerpt_separator ?? jekyll.excerptSeparator);
    if (separator === "" || doc.jekyll?.collection == null) return null;
    return keptHtml(`excerpt ${doc.path} ${doc.fingerprint}`, () =>
      convert(doc, excerptOf(bodyOf(doc), separator)),
    );
  }

  /** Layouts from the inside out. */
  function wrap(doc: Doc, html: string): string {
    let name = stylesheet.isOne(doc) ? "" : doc.layout;
    let text = html;
    let data: View = {};
    const used = new Set<string>();
    while (name !== "" && name !== "none" && !used.has(name)) {
      used.add(name);
      note(`layout:${name}`);
      const layout = inputs.layout(name);
      if (layout === null) {
        current?.problems.push(jekyllLayoutMissing(name, { file: doc.path }));
        return text;
      }
      const opened = remembered(layouts, name, () => openSource(layout.path, Buffer.from(layout.text)));
      if (!opened.ok) throw new BuildError(opened.problem);
      data = { ...opened.data, ...data };
      const scope = scopeOf(doc, { content: text, layout: hydrate(data, config.timezone) });
      text = runLayout(opened.body, scope, layout.path, opened.bodyLine);
      name = typeof opened.data.layout === "string" ? opened.data.layout : "";
    }
    return text;
  }

  /** A layout is every page's: one that is no Liquid stops the build. */
  function runLayout(text: string, scope: View, file: string, line: number): string {
    try {
      if (!templates.has(text)) templates.set(text, liquid.parse(text));
    } catch (cause) {
      const { message, at } = explainLiquid(cause);
      throw new BuildError(jekyllLiquid(message, { file, line: line + at - 1 }), { cause });
    }
    return run(text, scope, file, line);
  }

  const shapes = createShapes((read) => (read.startsWith("query:") ? hashOf(read) : inputs.hashOf(read)));
  const builtIn: BuiltInHost = {
    config,
    setting: (key) => site[key],
    content,
    excerpt,
    smartify: (text) => smartify(text, markdown),
  };

  return {
    runBody(doc) {
      const plan = { facts: { doc } } as unknown as PagePlan;
      current = { plan, doc, reads: new Set(), problems: [], file: doc.path, line: 1 };
      const { problems } = current;
      try {
        const text = run(bodyOf(doc), scopeOf(doc), doc.path, doc.jekyll?.bodyLine ?? 1);
        return { text: stylesheet.isOne(doc) ? stylesheet.compile(doc, text) : text, problems };
      } finally {
        current = undefined;
      }
    },
    render(plan) {
      const doc = (plan.facts.doc as Doc | undefined) ?? null;
      const own = Object.keys(plan.facts).filter((fact) => fact !== "previous" && fact !== "next");
      const reads = new Set([...ALWAYS, ...own.map((fact) => `self.${fact}`)]);
      current = { plan, doc, reads, problems: [], file: doc?.path ?? "", line: 1 };
      try {
        const text =
          renderJekyllBuiltIn(plan, builtIn) ??
          (doc === null ? "" : withEmoji(doc, wrap(doc, convert(doc, bodyOf(doc))), settings.emoji));
        const { problems } = current;
        const shape = shapes.of(reads);
        const recipe = shape.recipe((fact) => valueText(plan.facts[fact]));
        return { text, reads: shape.reads, recipe, ...(problems.length > 0 && { problems }) };
      } finally {
        current = undefined;
      }
    },
  };
}
