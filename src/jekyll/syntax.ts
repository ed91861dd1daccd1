// What a source is written in, and whether it is Liquid that can be run: asked when it is read, so that a mistake costs
// that source alone.
import { jekyllLiquid } from "../diagnostics/jekyll.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { createLiquid } from "./liquid/engine.js";

/** Whether a page with front matter is a stylesheet in Sass, by its path. */
export const isSass = (path: string): boolean => /\.s[ac]ss$/.test(path);

export const hasLiquid = (text: string): boolean => text.includes("{%") || text.includes("{{");

/** `null`: it can be. `line`: where in the file the text begins. */
export function checkLiquid(text: string, file: string, line: number): Diagnostic | null {
  if (!hasLiquid(text)) return null;
  try {
    createLiquid(null).parse(text);
    return null;
  } catch (error) {
    const { message, at } = explainLiquid(error);
    return jekyllLiquid(message, { file, line: line + at - 1 });
  }
}

/** What liquidjs says, without its own place and excerpt; `at` is the line in the text, from 1. */
export function explainLiquid(error: unknown): { message: string; at: number } {
  const text = error instanceof Error ? error.message : String(error);
  const at = /, line:(\d+)/.exec(text);
  const message = text.replace(/, (?:file:[^,]*, )?line:\d+, col:\d+[\s\S]*$/, "");
  return { message: `Liquid: ${message}`, at: Number(at?.[1] ?? 1) };
}
