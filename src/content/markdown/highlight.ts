// Code in colours. The highlighter is loaded when the first code block names a language: few news sites need it.
import { createRequire } from "node:module";
import type { HLJSApi } from "highlight.js";

const require = createRequire(import.meta.url);

/** HTML with `hljs-…` spans; `null` if the language is not known or the code is too long to be worth it. */
export function highlight(code: string, language: string): string | null {
  if (code.length > MAX_LENGTH) return null;
  const highlighter = require("highlight.js/lib/common") as HLJSApi;
  if (highlighter.getLanguage(language) === undefined) return null;
  return highlighter.highlight(code, { language, ignoreIllegals: true }).value;
}

/** Grammars are regular expressions, and some are slow on what is not really code. */
const MAX_LENGTH = 50_000;
