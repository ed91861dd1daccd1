// Quotes as typed, and the side on which each of them stands.
import { addText, createElement, type Parse } from "./element.js";
import { check, scan } from "./scanner.js";

export const SMART_QUOTE = /[^\\]?["']/uy;

const PUNCTUATION = "[!\"#$%'()*+,\\-.\\/:;<=>?@\\[\\\\\\]^_`{|}~]";
const CLOSING = "[^ \\\\\\t\\r\\n\\[{(-]";
const WORD = "[A-Za-z0-9_]";
// Ruby's \b and \B know the words of every script.
const ANY_WORD = "[\\p{L}\\p{M}\\p{N}\\p{Pc}]";
const NO_BORDER = `(?:(?<=${ANY_WORD})(?=${ANY_WORD})|(?<!${ANY_WORD})(?!${ANY_WORD}))`;
const rule = (source: string) => new RegExp(source, "uym");

/** Numbers are groups to be kept; `left` and `right` say what becomes of the quote in that group. */
type Part = number | "lsquo" | "rsquo" | "ldquo" | ["left" | "right", number];

const RULES: readonly (readonly [pattern: RegExp, parts: readonly Part[]])[] = [
  [rule("(\"|')(?=[_*]{1,2}[^ \\t\\r\\n\\f\\v])"), [["left", 1]]],
  [rule(`("|')(?=${PUNCTUATION}(?!\\.\\.)${NO_BORDER})`), [["right", 1]]],
  [rule(`([ \\t\\r\\n\\f\\v]?)"'(?=${WORD})`), [1, "ldquo", "lsquo"]],
  [rule(`([ \\t\\r\\n\\f\\v]?)'"(?=${WORD})`), [1, "lsquo", "ldquo"]],
  [rule("([ \\t\\r\\n\\f\\v]?)'(?=\\d\\ds)"), [1, "rsquo"]],
  [rule(`([ \\t\\r\\n\\f\\v])('|")(?=${WORD})`), [1, ["left", 2]]],
  [rule(`(${CLOSING})('|")`), [1, ["right", 2]]],
  [rule(`("|')(?=[ \\t\\r\\n\\f\\v]|s(?!${ANY_WORD})|$)`), [["right", 1]]],
  [rule("([\\s\\S]?)'"), [1, "lsquo"]],
  [rule('([\\s\\S]?)"'), [1, "ldquo"]],
];

export function parseSmartQuotes(parse: Parse): boolean {
  const { src } = parse;
  const found = RULES.find(([pattern]) => check(src, pattern));
  if (found === undefined) return false;
  const [pattern, parts] = found;
  scan(src, pattern);
  const groups = src.match as RegExpExecArray;
  for (const part of parts) {
    if (typeof part === "number") addText(parse, groups[part] ?? "");
    else parse.tree.children.push(createElement("smart_quote", quoteName(part, groups)));
  }
  return true;
}

function quoteName(part: Exclude<Part, number>, groups: RegExpExecArray): string {
  if (typeof part === "string") return part;
  const [side, at] = part;
  const kind = groups[at] === '"' ? "dquo" : "squo";
  return `${side === "left" ? "l" : "r"}${kind}`;
}
