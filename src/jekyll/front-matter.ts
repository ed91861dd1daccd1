// A source's bytes -> front matter and body, as Jekyll divides them.
import { jekyllFrontMatterNotKeys, jekyllYaml } from "../diagnostics/jekyll.js";
import { utf8Invalid } from "../diagnostics/posts.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { readYaml, YamlError } from "./yaml.js";

export type OpenedSource =
  | { ok: true; data: Record<string, unknown>; body: string; bodyLine: number }
  | { ok: false; problem: Diagnostic };

const BLOCK = /(---[ \t\r\n\f\v]*\n[\s\S]*?\n?)^((?:---|\.\.\.)[ \t\r\n\f\v]*$\n?)/my;

export function openSource(path: string, bytes: Uint8Array): OpenedSource {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, problem: utf8Invalid({ file: path }) };
  }
  BLOCK.lastIndex = 0;
  // Ruby's `$` stands before \n alone; a carriage return before it is white space.
  const found = BLOCK.exec(text);
  if (found === null) return { ok: true, data: {}, body: text, bodyLine: 1 };
  const [whole, block = ""] = found;
  const body = text.slice(whole.length);
  const bodyLine = whole.split("\n").length;
  try {
    const data = readYaml(block.replace(/^---[^\n]*\n/, "\n")) ?? {};
    if (typeof data !== "object" || Array.isArray(data))
      return { ok: false, problem: jekyllFrontMatterNotKeys({ file: path, line: 1 }) };
    return { ok: true, data: data as Record<string, unknown>, body, bodyLine };
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return { ok: false, problem: jekyllYaml(error.message, { file: path, line: error.line }) };
  }
}

/** The body alone, of a source that is known to be readable. */
export function bodyOfSource(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  BLOCK.lastIndex = 0;
  return text.slice(BLOCK.exec(text)?.[0].length ?? 0);
}
