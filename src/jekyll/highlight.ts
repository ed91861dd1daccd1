// Code in colours under Rouge's class names, which a Jekyll site's style sheet knows. The highlighter is loaded when
// the first code that needs it comes.
import { createRequire } from "node:module";
import type { HLJSApi } from "highlight.js";
import { ROUGE_NAMES } from "./rouge-names.js";

const require = createRequire(import.meta.url);

/** Grammars are regular expressions, and some are slow on what is not really code. */
const MAX_LENGTH = 50_000;

/** HTML; `null` where Rouge does not know the language. */
export function highlight(code: string, language: string): string | null {
  if (!ROUGE_NAMES.has(language)) return null;
  if (PLAIN.has(language) || code.length > MAX_LENGTH) return escapeCode(code);
  const highlighter = require("highlight.js/lib/common") as HLJSApi;
  const known = ALIASES[language] ?? language;
  if (highlighter.getLanguage(known) === undefined) return escapeCode(code);
  const { value } = highlighter.highlight(code, { language: known, ignoreIllegals: true });
  return value
    .replace(/<span class="([^"]*)">/g, (_, classes: string) => `<span class="${rougeClass(classes)}">`)
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'");
}

const PLAIN: ReadonlySet<string> = new Set(["plaintext", "text"]);

const ALIASES: Readonly<Record<string, string>> = {
  console: "shell",
  irb: "ruby",
  conf: "ini",
  jsonc: "json",
};

const CLASSES: Readonly<Record<string, string>> = {
  keyword: "k",
  "title function_": "nf",
  "title class_": "nc",
  title: "nf",
  built_in: "nb",
  type: "kt",
  literal: "kc",
  number: "mi",
  string: "s",
  regexp: "sr",
  symbol: "ss",
  comment: "c1",
  doctag: "cd",
  meta: "cp",
  attr: "na",
  attribute: "na",
  name: "nt",
  tag: "nt",
  variable: "nv",
  "variable language_": "nb",
  params: "n",
  property: "n",
  operator: "o",
  punctuation: "p",
  "selector-tag": "nt",
  "selector-class": "nc",
  "selector-id": "nn",
  addition: "gi",
  deletion: "gd",
  section: "gh",
  bullet: "p",
  link: "sx",
  subst: "si",
};

function rougeClass(classes: string): string {
  const name = classes.replace(/^hljs-/, "");
  return CLASSES[name] ?? CLASSES[name.split(" ")[0] as string] ?? "n";
}

const escapeCode = (code: string): string =>
  code.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
