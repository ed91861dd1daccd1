// What plugins do at the bench: to a body as it is rendered, to a post as it was parsed, to a page as its templates
// made it. A hook that fails is said, and what it would have done is left out.
import { createBodyRenderer } from "../content/body.js";
import { imagesIn } from "../content/images.js";
import type { RenderBody } from "../content/post.js";
import { after, type Later } from "../later.js";
import type { HtmlPage, PostChange } from "../plugins/define.js";
import {
  type Check,
  callHook,
  checkGroup,
  faultProblem,
  isGroup,
  isPlain,
  orElse,
  PluginFault,
  shown,
} from "../plugins/fault.js";
import type { LoadedPlugin } from "../plugins/load.js";
import type { TemplateExtras } from "../render/extras.js";
import type { Config } from "../types/config.js";
import type { Parsed, Post } from "../types/content.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { PageFact, PagePlan, RenderedPage } from "../types/pages.js";
import type { PluginHook } from "../types/plugins.js";

export type Rendering = Pick<RenderedPage, "reads" | "recipe" | "problems"> & { text: string | Uint8Array };

export interface Plugged {
  /** Whether some plugin has a say in what a post is. */
  shapesPosts: boolean;
  renderBody: RenderBody;
  /** After a source was parsed: posts go through the hooks, and what failed meanwhile is said. */
  settle<T>(parsed: Parsed<T>, kind: "post" | "page"): Later<Parsed<T>>;
  extras: TemplateExtras;
  /** Reads of a feed that holds whole texts. */
  bodyReads: readonly string[];
  finish(plan: PagePlan, rendering: Rendering): Later<Rendering>;
}

export function plugIn(plugins: readonly LoadedPlugin[], config: Config): Plugged {
  const faults: PluginFault[] = [];
  const tell = (fault: PluginFault) => void faults.push(fault);
  const having = (...hooks: PluginHook[]) =>
    plugins.filter((plugin) => hooks.some((hook) => plugin.hooks.includes(hook)));
  const readsOf = (some: readonly LoadedPlugin[]) => some.map(({ name }) => `plugin:${name}`);
  const [posting, shaping, finishing] = [having("post"), having("markdown", "post"), having("html")];
  const [bodyReads, markdownReads, pageReads] = [shaping, having("markdown"), finishing].map(readsOf);
  /** What has failed since it was last asked. */
  const said = (file: string): Diagnostic[] => faults.splice(0).map((fault) => faultProblem(fault, file));

  return {
    shapesPosts: posting.length > 0,
    renderBody: bodyRenderer(plugins, config, tell),
    settle(parsed, kind) {
      const failed = (own: Diagnostic[]) => own.concat(said(own[0]?.file ?? pathOf(parsed)));
      if (!parsed.ok) {
        faults.length = 0; // it is not published anyway
        return parsed;
      }
      const warned = { ...parsed, warnings: failed(parsed.warnings) };
      return kind === "post" && posting.length > 0
        ? (throughPostHooks(posting, warned as unknown as Parsed<Post> & { ok: true }) as Later<never>)
        : warned;
    },
    extras: {
      ...templateExtras(plugins, tell),
      readsOf(plan, what) {
        if (what === "page") return isFinished(plan) ? pageReads! : [];
        return plan.kind === "post" ? bodyReads! : plan.source?.isTemplate ? [] : markdownReads!;
      },
    },
    bodyReads: bodyReads!,
    finish(plan, rendering) {
      const file = plan.source?.path ?? "site.yml";
      const problems = [...(rendering.problems ?? []), ...said(file)];
      const begun = problems.length > 0 ? { ...rendering, problems } : rendering;
      return isFinished(plan) ? throughHtmlHooks(finishing, plan, begun) : begun;
    },
  };
}

const pathOf = (parsed: Parsed<unknown>): string =>
  parsed.ok ? (parsed.record as { path: string }).path : parsed.path;

// ---------------------------------------------------------------- bodies

/** Where an extension fails, the text is rendered without any. */
function bodyRenderer(
  plugins: readonly LoadedPlugin[],
  config: Config,
  tell: (fault: PluginFault) => void,
): RenderBody {
  const plain = createBodyRenderer(config);
  const extensions = plugins.flatMap(({ markdown }) => markdown);
  if (extensions.length === 0) return plain;
  const extended = createBodyRenderer(config, extensions);
  return (body, format) => {
    if (format === "html") return plain(body, format);
    try {
      return extended(body, format);
    } catch (error) {
      if (!(error instanceof PluginFault)) throw error;
      tell(error);
      return plain(body, format);
    }
  };
}

// ---------------------------------------------------------------- posts

type ParsedPost = Extract<Parsed<Post>, { ok: true }>;

function throughPostHooks(plugins: readonly LoadedPlugin[], parsed: ParsedPost): Later<ParsedPost> {
  return plugins.reduce<Later<ParsedPost>>(
    (before, plugin) => after(before, (current) => throughPostHook(plugin, current)),
    parsed,
  );
}

function throughPostHook({ name, plugin, context }: LoadedPlugin, parsed: ParsedPost): Later<ParsedPost> {
  const { record, html, warnings } = parsed;
  const { fingerprint: _, output: __, ...post } = structuredClone(record);
  const call = () =>
    callHook<PostChange | undefined>(
      name,
      "post",
      () => plugin.post!({ ...post, body: html }, context),
      isChange,
    );
  const problems: Diagnostic[] = [];
  const change = orElse(call, undefined, (fault) => void problems.push(faultProblem(fault, record.path)));
  return after(change, (made) => {
    const said = [...warnings, ...problems];
    if (!made) return { ...parsed, warnings: said };
    const { body = html, ...fields } = made;
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const images = body === html ? record.images : imagesIn(body);
    return { ...parsed, html: body, warnings: said, record: { ...record, ...given, images } };
  });
}

const isText = (value: unknown) => typeof value === "string";
const CHANGES = {
  data: (value: unknown) => isGroup(value) && isPlain(value),
  body: isText,
  title: (value: unknown) => isText(value) && value !== "",
  excerpt: isText,
  description: isText,
  image: (value: unknown) => value === null || isText(value),
};
const isChange: Check = (value) =>
  value === undefined || value === null ? null : checkGroup(value, CHANGES);

// ---------------------------------------------------------------- templates and pages

/** A filter or function that throws, or would have to be waited for, gives nothing. */
function templateExtras(
  plugins: readonly LoadedPlugin[],
  tell: (fault: PluginFault) => void,
): Pick<TemplateExtras, "filters" | "globals"> {
  const guard =
    (plugin: string, what: string, call: (...values: never[]) => unknown) =>
    (...values: unknown[]): unknown => {
      const fail = (why: string, options?: ErrorOptions) => {
        tell(new PluginFault(plugin, "templates", `${what}: ${why}`, options));
        return "";
      };
      try {
        const value = call(...(values as never[]));
        return value instanceof Promise ? fail("it returned a promise; templates do not wait") : value;
      } catch (cause) {
        return fail((cause as Error)?.message ?? String(cause), { cause });
      }
    };
  return {
    filters: plugins.flatMap(({ name: plugin, templates }) =>
      Object.entries(templates.filters).map(([name, call]) => ({
        ...{ name, plugin },
        value: guard(plugin, `the filter ${name}`, call),
      })),
    ),
    globals: plugins.flatMap(({ name: plugin, templates }) =>
      Object.entries(templates.globals).map(([name, value]) => ({
        ...{ name, plugin },
        value:
          typeof value === "function" ? guard(plugin, `the function ${name}`, value as () => unknown) : value,
      })),
    ),
  };
}

/** The pages that readers see: a redirect leads on before anybody reads it. */
const isFinished = ({ path, kind, template }: PagePlan): boolean =>
  path.endsWith(".html") && kind !== "redirect" && !template.startsWith("built-in/");

const isHtml: Check = (value) => (isText(value) ? null : `it returned ${shown(value)}, not the page's HTML`);

function throughHtmlHooks(
  plugins: readonly LoadedPlugin[],
  plan: PagePlan,
  rendering: Rendering,
): Later<Rendering> {
  const { kind, url, title, lang } = plan.facts.page as PageFact;
  const page: HtmlPage = { kind, url, title, lang, path: plan.path, source: plan.source?.path ?? null };
  const file = plan.source?.path ?? "site.yml";
  return plugins.reduce<Later<Rendering>>(
    (before, { name, plugin, context }) =>
      after(before, (current) => {
        const problems = [...(current.problems ?? [])];
        const html = current.text as string;
        const call = () =>
          callHook<string>(name, "html", () => plugin.html!(html, { ...page }, context), isHtml);
        const made = orElse(call, html, (fault) => {
          problems.push(faultProblem(fault, file));
        });
        return after(made, (text) =>
          problems.length > 0 ? { ...current, text, problems } : { ...current, text },
        );
      }),
    rendering,
  );
}
