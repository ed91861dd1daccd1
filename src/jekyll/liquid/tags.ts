// Jekyll's tags: includes with parameters, links to sources, highlighted code, and what two plugins put into a head.
import { createRequire } from "node:module";
import type { Context, Emitter, Liquid, TagToken, Template, TopLevelToken, Value } from "liquidjs";
import { highlight } from "../highlight.js";
import { type LiquidHost, MAX_DEPTH } from "./host.js";
import { lineOf } from "./lines.js";
import { relativeUrl } from "./text-filters.js";
import { toText } from "./values.js";

const require = createRequire(import.meta.url);

type Ask = () => LiquidHost;
type TagOptions = Parameters<Liquid["registerTag"]>[1];

export function addTags(liquid: Liquid, ask: Ask): void {
  const { Value: createValue } = require("liquidjs") as typeof import("liquidjs");
  const expression = (text: string): Value => new createValue(text, liquid);
  liquid.registerTag(
    "include",
    includeTag(liquid, expression, (name) => ask().include(name), ask),
  );
  liquid.registerTag(
    "include_cached",
    includeTag(liquid, expression, (name) => ask().include(name), ask),
  );
  liquid.registerTag(
    "include_relative",
    includeTag(liquid, expression, (name) => ask().includeRelative(name), ask),
  );
  liquid.registerTag(
    "post_url",
    linkTag(liquid, "post", (name) => ask().findPost(name), ask),
  );
  liquid.registerTag(
    "link",
    linkTag(liquid, "source", (path) => ask().findPath(path), ask),
  );
  liquid.registerTag("highlight", highlightTag(liquid));
  liquid.registerTag(
    "seo",
    simpleTag(() => ask().seo()),
  );
  liquid.registerTag(
    "feed_meta",
    simpleTag(() => ask().feedMeta()),
  );
}

const simpleTag = (text: () => string) => ({
  parse() {},
  render: (_: Context, emitter: Emitter) => emitter.write(text()),
});

const PARAMETER = /([\w-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|'([^'\\]*(?:\\.[^'\\]*)*)'|([\w.[\]'"-]+))/g;

interface IncludeTag {
  file: string;
  line: number;
  parameters: [name: string, value: Value | string][];
}

function includeTag(
  liquid: Liquid,
  expression: (text: string) => Value,
  find: (name: string) => string | null,
  ask: Ask,
) {
  const parsed = new Map<string, Template[]>();
  return {
    parse(this: IncludeTag, token: TagToken) {
      const [, file = ""] = /^((?:\{\{.*?\}\}|[^\s{])+)/.exec(token.args.trim()) ?? [];
      this.file = file;
      this.line = lineOf(token);
      this.parameters = [...token.args.slice(token.args.indexOf(file) + file.length).matchAll(PARAMETER)].map(
        ([, name = "", double, single, variable]) => {
          const typed = double ?? single;
          return [
            name,
            typed === undefined ? expression(variable as string) : typed.replace(/\\(["'])/g, "$1"),
          ];
        },
      );
    },
    *render(this: IncludeTag, context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      let { file } = this;
      if (file.includes("{{")) file = toText(yield liquid._parseAndRender(file, context, {})).trim();
      const text = find(file);
      if (text === null) {
        ask().problem(`Liquid: there is no include ${file}`, "error", this.line);
        return;
      }
      const include: Record<string, unknown> = Object.create(null);
      for (const [name, value] of this.parameters)
        include[name] = typeof value === "string" ? value : yield value.value(context, true);
      const depth = depthOf(context);
      if (depth > MAX_DEPTH) throw new Error(`${file} includes itself`);
      let templates = parsed.get(text);
      if (templates === undefined) {
        templates = liquid.parse(text);
        parsed.set(text, templates);
      }
      const leave = ask().enter(file);
      context.push({ include, $depth: depth + 1 });
      yield liquid.renderer.renderTemplates(templates, context, emitter);
      context.pop();
      leave();
    },
  } as unknown as TagOptions;
}

function depthOf(context: Context): number {
  const depth = context.getSync(["$depth"]);
  return typeof depth === "number" ? depth : 0;
}

interface LinkTag {
  name: string;
  line: number;
}

function linkTag(liquid: Liquid, what: string, find: (name: string) => string | null, ask: Ask) {
  return {
    parse(this: LinkTag, token: TagToken) {
      this.name = token.args.trim();
      this.line = lineOf(token);
    },
    *render(this: LinkTag, context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      const name = this.name.includes("{{")
        ? toText(yield liquid._parseAndRender(this.name, context, {})).trim()
        : this.name;
      const url = find(name);
      if (url === null) ask().problem(`Liquid: there is no ${what} "${name}" to link to`, "error", this.line);
      else emitter.write(relativeUrl(url, ask().config.basePath));
    },
  } as unknown as TagOptions;
}

interface HighlightTag {
  lang: string;
  numbered: boolean;
  templates: Template[];
}

function highlightTag(liquid: Liquid) {
  return {
    parse(this: HighlightTag, token: TagToken, rest: TopLevelToken[]) {
      const [lang = "plaintext", ...options] = token.args.trim().split(/\s+/);
      this.lang = lang.toLowerCase();
      this.numbered = options.some((option) => option.startsWith("linenos"));
      this.templates = [];
      const stream = liquid.parser.parseStream(rest);
      stream
        .on("tag:endhighlight", () => stream.stop())
        .on("template", (template: Template) => this.templates.push(template))
        .on("end", () => {
          throw new Error(`tag ${token.getText()} not closed`);
        });
      stream.start();
    },
    *render(this: HighlightTag, context: Context, emitter: Emitter): Generator<unknown, void, unknown> {
      const text = toText(yield liquid.renderer.renderTemplates(this.templates, context));
      const code = text.replace(/^[\r\n]+|[\r\n]+$/g, "");
      const html = (highlight(code, this.lang) ?? highlight(code, "plaintext") ?? "").replace(/\n$/, "");
      const body = this.numbered ? numbered(html) : html;
      const lang = this.lang.replaceAll("+", "-");
      emitter.write(
        `\n<figure class="highlight"><pre><code class="language-${lang}" data-lang="${this.lang}">${body}</code></pre></figure>\n`,
      );
    },
  } as unknown as TagOptions;
}

function numbered(html: string): string {
  const numbers = html
    .split("\n")
    .map((_, index) => `${index + 1}\n`)
    .join("");
  const gutter = `<td class="gutter gl"><pre class="lineno">${numbers}</pre></td>`;
  return `<table class="rouge-table"><tbody><tr>${gutter}<td class="code"><pre>${html}\n</pre></td></tr></tbody></table>`;
}
