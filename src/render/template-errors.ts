// What is wrong with a template, and where. nunjucks tells the line of a mistake in the syntax (counted from 1), and
// of a call that failed (counted from 0, and by the entry template's name, also where its parent made the call). The
// rest is looked up in the templates here.
import nunjucks from "nunjucks";
import { templateBroken } from "../diagnostics/site.js";
import type { Diagnostic } from "../types/diagnostic.js";
import type { PagePlan } from "../types/pages.js";
import type { Inputs, RenderSettings } from "./inputs.js";

export interface TemplateErrorContext {
  plan: PagePlan;
  inputs: Inputs;
  settings: Pick<RenderSettings, "config" | "templateFolders">;
  /** The page's own template, if it is one of `pages/*.njk`. */
  body: () => string;
}

export function explainTemplateError(cause: unknown, context: TemplateErrorContext): Diagnostic {
  const text = cause instanceof Error ? cause.message : String(cause);
  const { why, name, call } = readMessage(text, context.plan);
  const suspects = templatesAround(name, context);
  for (const suspect of suspects) {
    const mistake = syntaxMistake(suspect);
    if (mistake !== null) return report(mistake.why, suspect, mistake, context);
  }
  for (const suspect of suspects) {
    const place = (call && callAt(suspect.text, call)) ?? placeOf(suspect.text, why);
    if (place !== null) return report(why, suspect, place, context);
  }
  return report(why, suspects[0], null, context);
}

interface Suspect {
  /** As diagnostics name it: relative to the site's root. */
  file: string;
  text: string;
  /** Lines of the file before the text. */
  linesBefore: number;
}

interface Spot {
  /** Within the text, both from 1. */
  line: number;
  column: number | undefined;
}

// ---------------------------------------------------------------- what nunjucks says

const PAGE_ITSELF = "unknown path";
const TEMPLATE =
  /(?:Template render error: )?\(([^()\n]+\.njk|unknown path)\)(?: \[Line (\d+)(?:, Column (\d+))?\])?/g;

/** `(post.njk) [Line 3, Column 5]\n  Error: why`, nested for includes: the innermost is the culprit. */
function readMessage(text: string, plan: PagePlan) {
  const last = [...text.matchAll(TEMPLATE)].at(-1);
  const [, name = `${plan.template}.njk`, line, column] = last ?? [];
  const call = line && column ? { line: Number(line) + 1, column: Number(column) + 1 } : null;
  const words = text
    .replace(TEMPLATE, "")
    .replace(/(?:^|\n)\s*(?:Template render error: |\w*Error: )*/g, " ");
  const why = words
    .trim()
    .replace(/^filter not found: (.*)$/, 'there is no filter "$1"')
    .replace(/^template not found: (.*)$/, 'there is no template "$1"');
  return { why: why || text, name, call };
}

/** The template of that name and those that it extends: an error in a parent is told as the child's. */
function templatesAround(name: string, context: TemplateErrorContext): Suspect[] {
  const suspects: Suspect[] = [];
  const seen = new Set<string>();
  for (let next: string | undefined = name; next !== undefined && !seen.has(next); ) {
    seen.add(next);
    const suspect: Suspect = next === PAGE_ITSELF ? ownTemplate(context) : themeTemplate(next, context);
    suspects.push(suspect);
    next = /\{%-?\s*extends\s+["']([^"']+)["']/.exec(suspect.text)?.[1];
  }
  return suspects;
}

function ownTemplate({ plan, body }: TemplateErrorContext): Suspect {
  const source = plan.source;
  return { file: source?.path ?? "", text: body(), linesBefore: (source?.bodyLine ?? 1) - 1 };
}

function themeTemplate(name: string, { inputs, settings }: TemplateErrorContext): Suspect {
  const { file, text } = inputs.template(name);
  const own = settings.config.folders.templates;
  const folder = settings.templateFolders.find((candidate) => file?.startsWith(candidate));
  return { file: `${folder?.endsWith(`/${own}`) ? own : "templates"}/${name}`, text, linesBefore: 0 };
}

// ---------------------------------------------------------------- where it is

interface Compiler {
  compiler: {
    compile(text: string, asyncFilters: [], extensions: [], name: string, options: object): string;
  };
}

/** Compiles the text alone: the error then still has its place. */
function syntaxMistake({ text, file }: Suspect): (Spot & { why: string }) | null {
  try {
    (nunjucks as unknown as Compiler).compiler.compile(text, [], [], file, {
      trimBlocks: true,
      lstripBlocks: true,
    });
    return null;
  } catch (error) {
    const { message, lineno, colno } = error as Error & { lineno?: number; colno?: number };
    // Where something was never closed, it noticed at the end.
    return { why: message, line: lineno || text.trimEnd().split("\n").length, column: colno || undefined };
  }
}

/** Of the name that is called: nunjucks gives the place of its bracket. */
function callAt(text: string, { line, column }: { line: number; column: number }): Spot | null {
  const source = text.split("\n")[line - 1] ?? "";
  if (source[column - 1] !== "(") return null;
  const called = /[\w.\]["'[]*$/.exec(source.slice(0, column - 1))?.[0] ?? "";
  return { line, column: column - called.length };
}

/** Of the thing that the message names: a filter, or a template. */
function placeOf(text: string, why: string): Spot | null {
  const [, kind, name = ""] = /^there is no (filter|template) "(.*)"$/.exec(why) ?? [];
  if (kind === undefined) return null;
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const found = (
    kind === "filter" ? new RegExp(`(\\|\\s*)${escaped}\\b`) : new RegExp(`(["'])${escaped}["']`)
  ).exec(text);
  if (found === null) return null;
  const before = text.slice(0, found.index + found[1]!.length).split("\n");
  return { line: before.length, column: before.at(-1)!.length + 1 };
}

function report(
  why: string,
  suspect: Suspect | undefined,
  spot: Spot | null,
  { plan }: TemplateErrorContext,
): Diagnostic {
  const { file = "", text = "", linesBefore = 0 } = suspect ?? {};
  return templateBroken(why, plan.url, {
    file,
    line: spot ? spot.line + linesBefore : undefined,
    column: spot?.column,
    source: spot ? text.split("\n")[spot.line - 1] : undefined,
  });
}
