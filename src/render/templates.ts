// Pages through nunjucks, with a record of what each page read: the closure of its templates (nunjucks does not
// tell, so its own look-ups are overheard), site settings, data files, words, assets, and queries.
import nunjucks from "nunjucks";
import { BuildError } from "../diagnostics/diagnostic.js";
import { shortHash, valueHash } from "../hash.js";
import { remembered } from "../memo.js";
import { createShapes } from "../recipe.js";
import type { Config } from "../types/config.js";
import type { FreeQuery, PagePlan } from "../types/pages.js";
import { addExtras, NO_EXTRAS, type TemplateExtras } from "./extras.js";
import { addFilters } from "./filters.js";
import { templateFunctions } from "./functions.js";
import { createInputs, type Inputs, type RenderSettings, type TemplateSource, wordsOf } from "./inputs.js";
import type { PageFacts } from "./page-facts.js";
import { selfValue } from "./self.js";
import { STRUCTURED_DATA_READS, structuredData } from "./structured-data.js";
import { renderSynchronously } from "./synchronous.js";
import { explainTemplateError } from "./template-errors.js";
import { THEME_CODE } from "./theme-code.js";
import { pageContext, sharedViews, wordsView } from "./variables.js";

export interface TemplateRenderer {
  /** Renders one page; `body` is the post's or static page's own HTML. Throws BuildError for a broken template. */
  render(plan: PagePlan, body: () => string): { text: string; reads: string[]; recipe: string };
  /** Answers, data, words, assets and templates may be others now. A template whose text is the same stays compiled. */
  renew(settings: RenderSettings): void;
}

/** Answers a query that a template made. Same query, same answer, until the renderer is renewed. */
export type Ask = (query: FreeQuery) => unknown;

/** What every page reads, whatever its template says: they shape URLs, dates and the bytes of everything. */
const ALWAYS = ["program:", "site.basePath", "site.lang", "site.origin", "site.timezone"];

/** `.bundle.mjs` compiles the theme with the same. */
const NUNJUCKS_OPTIONS = { autoescape: true, trimBlocks: true, lstripBlocks: true };

interface Current {
  plan: PagePlan;
  lang: string;
  reads: Set<string>;
}

export function createTemplateRenderer(
  initial: RenderSettings,
  ask: Ask,
  extras: TemplateExtras = NO_EXTRAS,
): TemplateRenderer {
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
  const furnish = (settings: RenderSettings) => {
    const inputs = createInputs(settings);
    return {
      settings,
      inputs,
      shared: {
        ...sharedViews(settings, note),
        ...templateFunctions(settings, query, note),
        structuredData: () => {
          for (const read of STRUCTURED_DATA_READS) note(read);
          const { plan, lang } = current!;
          return structuredData(plan.facts as unknown as PageFacts, settings.config, wordsOf(settings, lang));
        },
      },
      shapes: createShapes((read) =>
        read.startsWith("query:") ? results.get(read)!.hash : inputs.hashOf(read),
      ),
    };
  };
  let at = furnish(initial);
  const lang = () => current?.lang ?? initial.config.lang;
  const template = (name: string) => at.inputs.template(name);
  const { env, forgetChanged } = createEnvironment(initial.config, template, note, lang);
  const ofPages = [
    ...Object.keys(at.shared),
    "t",
    "page",
    "post",
    "listing",
    "self",
    "super",
    "caller",
    "loop",
  ];
  addExtras(env, extras, ofPages, note);

  return {
    renew(settings) {
      results.clear();
      at = furnish(settings);
      forgetChanged();
    },
    render(plan, body) {
      const { settings, inputs, shared, shapes } = at;
      const reads = new Set([...ALWAYS, ...extras.readsOf(plan, "page")]);
      const page = plan.facts.page as { lang: string };
      current = { plan, lang: page.lang, reads };
      try {
        const globals = { ...shared, t: wordsView(settings, page.lang, note) };
        const own = plan.source?.isTemplate
          ? () => env.renderString(body(), { ...globals, ...plan.facts })
          : body;
        const noteBody = () => {
          note("self.source");
          for (const read of extras.readsOf(plan, "source")) note(read);
        };
        const facts = pageContext(plan, own, settings.config, { note, noteBody });
        const text = env.render(`${plan.template}.njk`, Object.assign(globals, facts));
        const shape = shapes.of(reads);
        return { text, reads: shape.reads, recipe: shape.recipe((fact) => selfValue(plan, fact)) };
      } catch (cause) {
        throw new BuildError(explainTemplateError(cause, { plan, inputs, settings, body }), { cause });
      } finally {
        current = undefined;
      }
    },
  };
}

function createEnvironment(
  config: Config,
  template: Inputs["template"],
  note: (read: string) => void,
  lang: () => string,
) {
  const compiled = new Map<string, TemplateSource>();
  // nunjucks keeps in `cache` what it has compiled.
  const loader: nunjucks.ILoader & { cache?: Record<string, unknown> } = {
    getSource(name) {
      const source = template(name);
      compiled.set(name, source);
      const { file, text } = source;
      const compile = THEME_CODE[`${name} ${shortHash(text)}`];
      const src = compile === undefined ? text : { type: "code", obj: compile() };
      // nunjucks takes code as well, and asks for null where a template is missing; its types do not know.
      return (file === null ? null : { src, path: name, noCache: false }) as nunjucks.LoaderSource;
    },
  };
  const env = new nunjucks.Environment(loader, NUNJUCKS_OPTIONS);
  const getTemplate = env.getTemplate.bind(env) as (...args: unknown[]) => nunjucks.Template;
  env.getTemplate = ((name: unknown, ...rest: unknown[]) => {
    if (typeof name === "string") note(`template:${name}`);
    // An included template is compiled when it is asked for, or its mistakes would be thrown past the render.
    if (typeof rest[0] !== "function") rest[0] = true;
    return getTemplate(name, ...rest);
  }) as typeof env.getTemplate;
  addFilters(env, config, lang);
  renderSynchronously(env);
  /** What a template's recipe says is its text now; so must be what was compiled, whether an event has told or not. */
  const forgetChanged = () => {
    for (const [name, { file, text }] of compiled) {
      const now = template(name);
      if (now.file !== file || now.text !== text) delete loader.cache?.[name];
    }
  };
  return { env, forgetChanged };
}
