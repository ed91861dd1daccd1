// What the YAML parser's complaints mean to somebody who does not know its words, and what to do about them.
import type { YAMLException } from "js-yaml";

export interface YamlExplanation {
  message: string;
  hint: string;
  /** Where the mistake most likely is: the parser often notices it some lines below. */
  offset: number;
}

const SPACES = "Indent with spaces: the same number for all settings of one group.";
const COLON = "Write each setting as name: value, with a space behind the colon.";
const WIDE_COLON = "Type the colon in half width, with a space behind it: name: value.";
const QUOTE = 'Put the whole value in quotes, as in title: "Markets: a record day".';

/** Explains `error`, which the parser threw on `text`. */
export function explainYamlError(error: YAMLException, text: string): YamlExplanation {
  const offset = Math.min(error.mark?.position ?? 0, text.length);
  return (
    explainReason(error.reason, text, offset) ??
    explainUnclosed(error.reason, text, offset) ??
    explainValue(text, offset) ??
    explainSetting(error.reason, text, offset) ?? {
      message: `this is not YAML: ${error.reason}`,
      hint: QUOTE,
      offset,
    }
  );
}

/** How to write what looks like a setting but is text to YAML. */
export function settingHint(line: string): string {
  return line.includes("：") ? WIDE_COLON : COLON;
}

const REASONS: readonly { reason: RegExp; message: string; hint: string }[] = [
  { reason: /tab characters/, message: "a tab is used to indent", hint: SPACES },
  {
    reason: /unidentified alias/,
    message: "a value that starts with * stands for one marked with &, and there is none of that name",
    hint: "Put the value in quotes if the * belongs to it.",
  },
  {
    reason: /unknown .*tag/,
    message: "a value that starts with ! names a type, and there is none of that name",
    hint: "Put the value in quotes if the ! belongs to it.",
  },
  {
    reason: /unknown escape/,
    message: "a backslash in double quotes starts a special character, and there is none of that name",
    hint: "Use single quotes.",
  },
  {
    reason: /null byte|non-printable/,
    message: "there is a character here that text cannot hold",
    hint: "Remove it.",
  },
];

function explainReason(reason: string, text: string, offset: number): YamlExplanation | null {
  const known = REASONS.find((entry) => entry.reason.test(reason));
  if (known === undefined) return null;
  // Of a reference, the parser points behind the `*`.
  return { message: known.message, hint: known.hint, offset: text[offset - 1] === "*" ? offset - 1 : offset };
}

function explainUnclosed(reason: string, text: string, offset: number): YamlExplanation | null {
  if (!/deficient indentation|unexpected end/.test(reason)) return null;
  return {
    message: "a quotation mark or bracket is not closed",
    hint: "Close it on the line where it was opened.",
    offset: lastLineWith(/["'[{]/, text.slice(0, offset)) ?? offset,
  };
}

/** The parser says "bad indentation" also of a value that holds `: ` or starts with a sign of YAML's own. */
function explainValue(text: string, offset: number): YamlExplanation | null {
  const { line, start } = lineAt(text, offset);
  const setting = /^(\s*(?:- )?[\w-]+:\s+)(\S.*)$/.exec(line);
  if (setting === null) return null;
  const [, before = "", value = ""] = setting;
  const at = start + before.length;
  if (/^- /.test(value)) {
    return {
      message: "a list cannot start on the line of its name",
      hint: "Move it to the next line.",
      offset: at,
    };
  }
  if (/^["']/.test(value)) {
    const hint = `Write a quotation mark inside the value twice ('it''s'), or use the other kind around it.`;
    return { message: "there is text behind the closing quotation mark", hint, offset };
  }
  if (/^[@`%&*!|>]/.test(value)) {
    return { message: `a value cannot start with ${value[0]}`, hint: QUOTE, offset: at };
  }
  if (/:(\s|$)/.test(value)) {
    return { message: "a value that holds a colon and a space needs quotes", hint: QUOTE, offset: at };
  }
  return null;
}

function explainSetting(reason: string, text: string, offset: number): YamlExplanation | null {
  if (/indentation/.test(reason)) {
    return { message: "the indentation does not fit the lines above", hint: SPACES, offset };
  }
  if (!/document separator|mapping key|mapping entry|implicit key/.test(reason)) return null;
  const { line, start } = lineAt(text, offset);
  const looksLikeOne = /^\s*[\w-]+：|^\s*[\w-]+:[^\s/]|^\s*[\w-]+\s*$/;
  const at = lastLineWith(looksLikeOne, text.slice(0, start + line.length)) ?? offset;
  return { message: "this line is not a setting", hint: settingHint(lineAt(text, at).line), offset: at };
}

function lineAt(text: string, offset: number): { line: string; start: number } {
  const start = text.slice(0, offset).search(/[^\r\n]*$/);
  return { line: /^[^\r\n]*/.exec(text.slice(start))?.[0] ?? "", start };
}

/** Offset of the match on the last line of `text` that has one, white space at its start not counted. */
function lastLineWith(pattern: RegExp, text: string): number | null {
  const lines = [...text.matchAll(/[^\r\n]+/g)].reverse();
  for (const { 0: line, index: start } of lines) {
    const found = pattern.exec(line);
    if (found !== null) return start + found.index + found[0].search(/\S/);
  }
  return null;
}
