// Pages through nunjucks, with a record of what each page read: the closure of its templates (nunjucks does not
// tell, so its own look-ups are overheard), site settings, data files, words, assets, and queries.
import nunjucks from "nunjucks";
import { BuildError } from "../diagnostics/diagnostic.js";
import { valueHash } from "../hash.js";
import { remembered } from "../memo.js";
import { recipeOf } from "../recipe.js";
import { periodKeys } from "../time.js";
import type { FreeQuery, PagePlan } from "../types/pages.js";
import { fillPattern, withBase } from "../urls.js";
import { addFilters } from "./filters.js";
import { createInputs, type Inputs, type RenderSettings, siteView, wordsOf } from "./inputs.js";
import { selfValue } from "./self.js";
import { explainTemplateError } from "./template-errors.js";

export interface TemplateRenderer {
  /** Renders one page; `body` is the post's or static page's own HTML. Throws BuildError for a broken template. */
  render(plan: PagePlan, body: () => string): { text: string; reads: string[]; recipe: string };
}

/** Answers a query that a template made. Same query, same answer, for as long as the renderer lives. */
export type Ask = (query: FreeQuery) => unknown;

/** What every page reads, whatever its template says: they shape URLs, dates and the bytes of everything. */
const ALWAYS = ["program:", "site.basePath", "site.lang", "site.origin", "site.timezone"];

interface Current {
  plan: PagePlan;
  lang: string;
  reads: Set<string>;
}

export function createTemplateRenderer(settings: RenderSettings, ask: Ask): TemplateRenderer {
  const inputs = createInputs(settings);
  const results = new Map<string, { result: unknown; hash: string }>();
  let current: Current | undefined;
  const note = (read: string) => current?.reads.add(read);

  const query = (query: FreeQuery): unknown => {
    const key = `query:${JSON.stringify(query)}`;
    note(key);
    return remembered(results, key, () => {
      const result = ask(query);
      return { result, hash: valueHash(result) };
    }).result;
  };
  const env = createEnvironment(settings, inputs, note, () => current?.lang ?? settings.config.lang);
  const shared = { ...sharedViews(settings, note), ...templateFunctions(settings, query, note) };

  return {
    render(plan, body) {
      const reads = new Set(ALWAYS);
      const page = plan.facts.page as { lang: string };
      current = { plan, lang: page.lang, reads };
      try {
        const globals = { ...shared, t: wordsView(settings, page.lang, note) };
        const own = plan.source?.isTemplate
          ? () => env.renderString(body(), { ...globals, ...plan.facts })
          : body;
        const text = env.render(`${plan.template}.njk`, {
          ...globals,
          ...pageContext(plan, own, settings.config.basePath, note),
        });
        const sorted = [...reads].sort();
        return {
          text,
          reads: sorted,
          recipe: recipeOf(sorted, (read) => hashOf(read, plan, inputs, results)),
        };
      } catch (cause) {
        throw new BuildError(explainTemplateError(cause, { plan, inputs, settings, body }), { cause });
      } finally {
        current = undefined;
      }
    },
  };
}

function hashOf(
  read: string,
  plan: PagePlan,
  inputs: Inputs,
  results: Map<string, { hash: string }>,
): string {
  if (read.startsWith("self.")) return selfValue(plan, read.slice(5));
  if (read.startsWith("query:")) return results.get(read)!.hash;
  return inputs.hashOf(read);
}

function createEnvironment(
  settings: RenderSettings,
  inputs: Inputs,
  note: (read: string) => void,
  lang: () => string,
): nunjucks.Environment {
  const loader: nunjucks.ILoader = {
    getSource(name) {
      const { file, text } = inputs.template(name);
      // nunjucks asks for null where a template is missing; its types do not know.
      return (file === null ? null : { src: text, path: name, noCache: false }) as nunjucks.LoaderSource;
    },
  };
  const env = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
  const getTemplate = env.getTemplate.bind(env) as (...args: unknown[]) => nunjucks.Template;
  env.getTemplate = ((name: unknown, ...rest: unknown[]) => {
    if (typeof name === "string") note(`template:${name}`);
    // An included template is compiled when it is asked for, or its mistakes would be thrown past the render.
    if (typeof rest[0] !== "function") rest[0] = true;
    return getTemplate(name, ...rest);
  }) as typeof env.getTemplate;
  addFilters(env, settings.config, lang);
  return env;
}

/** Objects whose properties say when they are read. */
function sharedViews(settings: RenderSettings, note: (read: string) => void) {
  return {
    site: recorded(siteView(settings.config), (key) => note(`site.${key}`)),
    data: recordedMap(settings.data, (key) => note(`data.${key}`)),
  };
}

function wordsView(
  settings: RenderSettings,
  lang: string,
  note: (read: string) => void,
): Record<string, string> {
  note(`words:${lang}`);
  return wordsOf(settings, lang);
}

function templateFunctions(
  settings: RenderSettings,
  query: (query: FreeQuery) => unknown,
  note: (read: string) => void,
) {
  const { permalinks, basePath, timezone } = settings.config;
  const fixed: Record<string, string> = {
    home: "/",
    feed: "/feed.xml",
    rss: "/rss.xml",
    jsonfeed: "/feed.json",
    categories: permalinks.categories,
    tags: permalinks.tags,
  };
  return {
    latest: (limit = 10) => query({ name: "latest", limit }),
    posts: ({ category, tag, limit = 10 }: { category?: string; tag?: string; limit?: number } = {}) =>
      query({
        name: "posts",
        ...(category !== undefined && { category }),
        ...(tag !== undefined && { tag }),
        limit,
      }),
    terms: (
      taxonomy: "category" | "tag",
      { limit = 1000, order = "name" }: { limit?: number; order?: "count" | "name" } = {},
    ) => query({ name: "terms", taxonomy, limit, order }),
    periods: (kind: "year" | "month" | "day", within?: string) =>
      query({ name: "periods", kind, ...(within !== undefined && { within }) }),
    asset(name: string) {
      note(`asset:${name}`);
      const url = settings.assets[name];
      if (url === undefined) throw new Error(`there is no asset "${name}" in public/theme/`);
      return withBase(basePath, url);
    },
    urlFor(name: string, date?: number) {
      note("urls:");
      if (typeof date === "number" && isPeriod(name)) {
        const [year = "", month = "", day = ""] = periodKeys(date, timezone)[name].split("-");
        return withBase(basePath, fillPattern(permalinks[name], { year, month, day }));
      }
      const url = fixed[name];
      if (url === undefined) throw new Error(`urlFor knows ${Object.keys(fixed).join(", ")}, not "${name}"`);
      return withBase(basePath, fillPattern(url, {}));
    },
  };
}

const isPeriod = (name: string): name is "year" | "month" | "day" => ["year", "month", "day"].includes(name);

/** A page's facts as template variables. A post's neighbours and body count as read only where they are shown. */
function pageContext(
  plan: PagePlan,
  body: () => string,
  basePath: string,
  note: (read: string) => void,
): Record<string, unknown> {
  const { older, newer, ...facts } = plan.facts;
  for (const name of Object.keys(facts)) note(`self.${name}`);
  let known: string | undefined;
  const content = () => {
    note("self.source");
    known ??= withBaseLinks(body(), basePath);
    return known;
  };
  const lazily = (target: object, getters: Record<string, () => unknown>) => {
    for (const [name, get] of Object.entries(getters))
      Object.defineProperty(target, name, { get, enumerable: true });
    return target;
  };
  if (facts.post) {
    const neighbour = (name: string, value: unknown) => () => {
      note(`self.${name}`);
      return value;
    };
    const getters = { content, older: neighbour("older", older), newer: neighbour("newer", newer) };
    return { ...facts, post: lazily({ ...(facts.post as object) }, getters) };
  }
  if (plan.source) return { ...facts, page: lazily({ ...(facts.page as object) }, { content }) };
  return facts;
}

/** Where the site lives below a path, so do the addresses that its posts write as `/…`. */
function withBaseLinks(html: string, basePath: string): string {
  if (basePath === "") return html;
  return html.replace(
    /(\s(?:href|src|poster|cite)=")\/(?!\/)/g,
    (_, attribute: string) => `${attribute}${basePath}/`,
  );
}

function recorded<T extends object>(target: T, note: (key: string) => void): T {
  const view = {};
  for (const [key, value] of Object.entries(target))
    Object.defineProperty(view, key, {
      enumerable: true,
      get() {
        note(key);
        return value;
      },
    });
  return view as T;
}

/** Like `recorded`, but a missing key counts as read too: the file may come later. */
function recordedMap(target: Record<string, unknown>, note: (key: string) => void): Record<string, unknown> {
  return new Proxy(target, {
    get(map, key) {
      if (typeof key !== "string") return undefined;
      note(key);
      return Object.hasOwn(map, key) ? map[key] : undefined;
    },
    ownKeys(map) {
      for (const key of ["*", ...Object.keys(map)]) note(key);
      return Reflect.ownKeys(map);
    },
  });
}
