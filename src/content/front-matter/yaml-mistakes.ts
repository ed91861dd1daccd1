// What the YAML parser refuses, in words for somebody who writes news: what is wrong, and the line as it should be.
import type { YAMLException } from "js-yaml";
import type { Place } from "../../diagnostics/diagnostic.js";
import { frontMatterDuplicateKey, frontMatterSyntax, frontMatterTag } from "../../diagnostics/posts.js";
import { explainYamlError } from "../../yaml/errors.js";
import { Refusal, tooDeep } from "./block.js";

/** Explains `error`, which the parser threw on `source`. */
export function yamlRefusal(error: YAMLException, source: string): Refusal {
  const offset = Math.min(error.mark?.position ?? 0, source.length);
  const line = lineAt(source, offset);
  if (error.reason === "duplicated mapping key") {
    const key = /^[^"':]*/.exec(source.slice(offset))?.[0] ?? "";
    const start = /["']/.test(source.charAt(offset - 1)) ? offset - 1 : offset;
    return new Refusal(start, (at) => frontMatterDuplicateKey(key.trim(), at));
  }
  if (error.reason.startsWith("nesting exceeded")) return new Refusal(offset, tooDeep);
  const tag = /^unknown \w+ tag/.test(error.reason)
    ? /^![^\s,[\]{}]*/.exec(source.slice(offset))?.[0]
    : undefined;
  if (tag !== undefined) return new Refusal(offset, (at) => frontMatterTag(tag, at));
  const known = REASONS.find(([reason]) => reason.test(error.reason));
  if (known !== undefined) return syntax(known[1], known[2], offset);
  const value = explainValue(line.text);
  if (value !== null) return syntax(value.message, value.hint, line.start + value.column);
  const indented = indentedLine(error.reason, source, line);
  if (indented !== null) return syntax(INDENTED, "Remove the spaces at its start.", indented);
  if (source.length > MAX_EXPLAINED) return syntax(`this is not YAML: ${error.reason}`, GENERAL_HINT, offset);
  const { message, hint, offset: place } = explainYamlError(error, source);
  return syntax(message, mendedLine(lineAt(source, place).text) ?? hint, place);
}

/** Finding the culprit among other lines takes the square of their length, and a hostile line is long. */
const MAX_EXPLAINED = 4_000;
const GENERAL_HINT =
  "Check the quotes and colons of this line and of the one above; when in doubt, quote the text.";

const REASONS: readonly [reason: RegExp, message: string, hint: string][] = [
  [/^a key must be text/, "a key cannot be a list or a set of keys", "Put the key in quotes if it is text."],
  [
    /found ','/,
    "a list holds two commas in a row",
    "Remove one of them, or put the text between them in quotes.",
  ],
  [/^missed comma/, "a comma is missing between two items of a list", "Part the items with commas."],
];

const INDENTED = "the line begins with a space, as if it belonged to the one above";

/** Where a key stands that was indented by mistake; of the first key the parser complains at the second. */
function indentedLine(reason: string, source: string, at: { text: string; start: number }): number | null {
  const isKey = /^[ \t\u00a0\u3000]+[\w-]+:\s/;
  if (/^bad indentation of a mapping/.test(reason) && isKey.test(at.text)) return at.start;
  const first = lineAt(source, Math.max(source.search(/\S/), 1));
  return /document separator/.test(reason) && isKey.test(first.text) ? first.start : null;
}

/** A hint for a line `key：value` or `key:value`, which YAML takes for text. */
export function mendedLine(line: string): string | undefined {
  const [, key, value] = /^\s*([\w-]+)(?:\s*：\s*|:(?=[^\s/]))(\S.*)$/.exec(line) ?? [];
  if (key === undefined || value === undefined) return undefined;
  return `Use the colon of the English keyboard with a space behind it: ${short(`${key}: ${value}`)}`;
}

function syntax(message: string, hint: string, offset: number): Refusal {
  return new Refusal(offset, (at: Place) => frontMatterSyntax(message, hint, at));
}

interface ValueMistake {
  message: string;
  hint: string;
  /** From 0, within the line. */
  column: number;
}

/** Mistakes in the value of a line `key: value`, which the parser reports as something else. */
function explainValue(line: string): ValueMistake | null {
  const [, before, value] = /^(\s*(?:- +)?[^\s:"'#]+:\s+|\s*- +)(\S.*)$/.exec(line.trimEnd()) ?? [];
  if (before === undefined || value === undefined) return null;
  const asText = `${before}${quoted(value)}`.trim();
  if (/^(["']).*\1$/.test(value) && !isWhole(value)) {
    const inner = `${before}${quoted(value.slice(1, -1))}`.trim();
    const kinds =
      value[0] === '"'
        ? 'or write the inner ones as “ ” or 「 」, or each as \\"'
        : "or write the inner ones twice";
    return {
      message: `the text in quotes holds the same quotes, and ends at the second`,
      hint: `Write ${short(inner)} — ${kinds}.`,
      column: before.length,
    };
  }
  if (/^\[[^\]]*\]\s*[^\s,#]|^\{[^}]*\}\s*[^\s,#]/.test(value)) {
    return {
      message: `a value that begins with ${value[0]} is a list or a set of keys, and nothing may follow it`,
      hint: `Put the text in quotes: ${short(asText)}`,
      column: before.length,
    };
  }
  if (/^[@`%*&!|>]|^[-?] |^[,\]}]/.test(value)) {
    return {
      message: `a value cannot begin with ${value[0]}`,
      hint: `Put the text in quotes: ${short(asText)}`,
      column: before.length,
    };
  }
  if (/^[^"'[{].*:(\s|$)/.test(value)) {
    return {
      message: "a value that holds a colon with a space behind it must be in quotes",
      hint: `Write ${short(asText)}`,
      column: before.length,
    };
  }
  return null;
}

/** Whether the quotation mark at the start is closed by the one at the end. */
const isWhole = (value: string) => /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')$/.test(value);

/** `text` in the quotes that need the least change inside. */
function quoted(text: string): string {
  if (!/["\\]/.test(text)) return `"${text}"`;
  return `'${text.replaceAll("'", "''")}'`;
}

const short = (text: string) => (text.length > 120 ? `${text.slice(0, 119)}…` : text);

function lineAt(source: string, offset: number): { text: string; start: number } {
  const start = source.lastIndexOf("\n", offset - 1) + 1;
  const end = source.indexOf("\n", start);
  return { text: source.slice(start, end < 0 ? source.length : end), start };
}
