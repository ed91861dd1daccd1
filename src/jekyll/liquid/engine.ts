// Liquid through liquidjs, as Jekyll runs it: its filters and tags, nothing from the disk but what the host gives,
// and bounds on what a template may use.
import { createRequire } from "node:module";
import type { Liquid, TagToken, Template } from "liquidjs";
import { addDateFilters } from "./date-filters.js";
import type { LiquidHost } from "./host.js";
import { lineAt, lineOf } from "./lines.js";
import { addListFilters } from "./list-filters.js";
import { addTags } from "./tags.js";
import { addTextFilters } from "./text-filters.js";

const require = createRequire(import.meta.url);

type TagOptions = Parameters<Liquid["registerTag"]>[1];

export interface Engine {
  /** Throws what liquidjs throws. */
  parse(text: string): Parsed;
  render(parsed: Parsed, scope: object): string;
}

export interface Parsed {
  templates: Template[];
  /** Filters that there are not: their input is passed on. */
  unknownFilters: { name: string; line: number }[];
}

/** Of one template's lists and texts together, in items and characters. */
const MEMORY = 200_000_000;
/** `liquid:` of `_config.yml`: what is not known is a mistake, and not empty. */
export interface Strictness {
  filters: boolean;
  variables: boolean;
}

const LENIENT: Strictness = { filters: false, variables: false };

/** Without a host templates can be parsed, not run. `host` is asked again for each page. */
export function createLiquid(host: (() => LiquidHost) | null, strict: Strictness = LENIENT): Engine {
  const { Liquid: Constructor } = require("liquidjs") as typeof import("liquidjs");
  const liquid = new Constructor({
    jekyllWhere: true,
    dynamicPartials: false,
    relativeReference: false,
    templates: {},
    strictFilters: strict.filters,
    strictVariables: strict.variables,
    ownPropertyOnly: true,
    memoryLimit: MEMORY,
  });
  const ask = host ?? noHost;
  addTextFilters(liquid, ask);
  addListFilters(liquid);
  addDateFilters(liquid, ask);
  addTags(liquid, ask);
  const { parse } = createParser(liquid, ask);
  return {
    parse: (text) => ({ templates: parse(text), unknownFilters: unknownFilters(text, liquid) }),
    render(parsed, scope) {
      for (const { name, line } of parsed.unknownFilters)
        ask().problem(`Liquid: there is no filter ${name}`, "warning", line);
      return liquid.renderSync(parsed.templates, scope) as string;
    },
  };
}

/** 2.0 and 2 are one number in JavaScript; only a division tells them apart. */
const withFloats = (text: string): string =>
  text.includes("divided_by") ? text.replace(/(\|\s*divided_by:\s*-?\d+\.\d+)/g, "$1, true") : text;

/** Names behind a pipe, outside of quotes. */
function unknownFilters(text: string, { filters }: Liquid): Parsed["unknownFilters"] {
  if (!text.includes("|")) return [];
  const names = new Map<string, number>();
  for (const found of text.matchAll(/\{\{[\s\S]*?\}\}|\{%-?\s*(?:assign|echo)\b[\s\S]*?%\}/g))
    for (const [, name] of found[0].replace(/"[^"]*"|'[^']*'/g, "").matchAll(/\|\s*([a-z_]\w*)/g))
      if (!Object.hasOwn(filters, name as string)) names.set(name as string, found.index);
  return [...names].map(([name, index]) => ({ name, line: lineAt(text, index) }));
}

const noHost = (): LiquidHost => {
  throw new Error("this Liquid is only parsed");
};

/** A tag that is not known is said and left out; the page is made all the same. */
function createParser(liquid: Liquid, ask: () => LiquidHost) {
  const unknown = (name: string) => ({
    parse(this: { line: number }, token: TagToken) {
      this.line = lineOf(token);
    },
    render(this: { line: number }) {
      ask().problem(`Liquid: there is no tag ${name}`, "error", this.line);
    },
  });
  const silent = { parse() {}, render() {} };
  const parse = (text: string): Template[] => {
    for (;;) {
      try {
        return liquid.parse(withFloats(text));
      } catch (error) {
        const name = /tag "([^"]+)" not found/.exec((error as Error).message)?.[1];
        if (name === undefined) throw error;
        const opened = /^end(.+)$/.exec(name)?.[1];
        if (opened === undefined) liquid.registerTag(name, unknown(name) as unknown as TagOptions);
        else if (isUnknown.has(opened)) liquid.registerTag(name, silent);
        else throw error;
        isUnknown.add(name);
      }
    }
  };
  const isUnknown = new Set<string>();
  return { parse };
}
