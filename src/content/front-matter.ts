// A source file's text -> its front matter and its body. gray-matter chooses the reader by the fence's language; its
// own engines are all replaced, because they execute JavaScript and guess dates.
import matter from "gray-matter";
import type { Place } from "../diagnostics/diagnostic.js";
import {
  frontMatterKeyUnsafe,
  frontMatterLanguage,
  frontMatterNotFirst,
  frontMatterTooLarge,
  frontMatterUnclosed,
} from "../diagnostics/posts.js";
import type { Diagnostic } from "../types/diagnostic.js";
import { type Block, type BlockRead, EMPTY_BLOCK } from "./front-matter/block.js";
import { readJson } from "./front-matter/json.js";
import { readToml } from "./front-matter/toml.js";
import { readYaml } from "./front-matter/yaml.js";
import { readLines } from "./front-matter/yaml-lines.js";

export interface FrontMatter {
  /** `false`: the file has none, and all of it is body. */
  present: boolean;
  /** Typed values by key; dates, and numbers that would lose digits, are text. */
  data: Record<string, unknown>;
  /** A scalar as it was typed (`012` stays `012`, `""` is empty); `null` where there is none. */
  text(key: string): string | null;
  /** A list's items as typed, without those that have no value; a scalar is one item; `null` where there is neither. */
  textList(key: string): string[] | null;
  isList(key: string): boolean;
  /** Where the key stands; of a key that is absent, where the front matter begins. */
  place(key: string): Place;
}

export type FrontMatterResult =
  | { ok: true; matter: FrontMatter; body: string; bodyLine: number; warnings: Diagnostic[] }
  | { ok: false; problems: Diagnostic[] };

/**
 * Reads the front matter at the very start of `text`: between lines of `---` in YAML (`---json` and `---toml` name
 * another language; `...` ends YAML too, as in Jekyll) or of `+++` in TOML. `bodyLine` is the file's line at which
 * `body` begins. Bad front matter is a problem with its place in `file`, never an exception.
 */
export function parseFrontMatter(text: string, file: string): FrontMatterResult {
  const opening = openingOf(text);
  if (opening === null) {
    if (LATE_OPENING.test(text)) return refused(frontMatterNotFirst(placeAt(text, text.search(/\S/), file)));
    return { ok: true, matter: frontMatter(EMPTY_BLOCK, null, file), body: text, bodyLine: 1, warnings: [] };
  }
  const { fence, line } = opening;
  const at: Place = { file, line: 1, column: 1, source: line.trimEnd() };
  const language = LANGUAGES.get(opening.language.toLowerCase());
  if (language === undefined) return refused(frontMatterLanguage(opening.language, at));

  const rest = text.slice(line.length);
  const closing = closingOf(fence, language).exec(rest);
  if (closing === null) return refused(frontMatterUnclosed(fence, at));
  const source = rest.slice(0, closing.index + 1); // from the end of the first line
  const excess = excessOf(source);
  if (excess !== null) return refused(frontMatterTooLarge(excess, at));

  const block = readBlock(fence, language, source);
  const inFile = (offset: number) => placeAt(source, offset, file);
  if (!block.ok) return refused(block.problem(inFile(block.offset)));
  return {
    ok: true,
    matter: frontMatter(block, source, file),
    body: rest.slice(closing.index + closing[0].length),
    bodyLine: countLines(source) + 2,
    warnings: block.unsafe.map(({ key, offset }) => frontMatterKeyUnsafe(key, inFile(offset))),
  };
}

const refused = (problem: Diagnostic): FrontMatterResult => ({ ok: false, problems: [problem] });

// ---------------------------------------------------------------- fences

const LANGUAGES: ReadonlyMap<string, string> = new Map([
  ["", "yaml"],
  ["yaml", "yaml"],
  ["yml", "yaml"],
  ["json", "json"],
  ["toml", "toml"],
]);

/** Languages of gray-matter that execute or need a compiler: named only to be refused. */
const EXECUTED: ReadonlySet<string> = new Set(["js", "javascript", "coffee", "coffeescript", "cson"]);

interface Opening {
  fence: string;
  /** As typed behind the fence. */
  language: string;
  line: string;
}

function openingOf(text: string): Opening | null {
  const [line, fence, behind] = /^(---|\+\+\+)([^\n]*)/.exec(text) ?? [];
  if (line === undefined || fence === undefined || behind === undefined) return null;
  const word = behind.trim();
  if (word === "") return { fence, language: fence === "+++" ? "toml" : "", line };
  // Right behind the hyphens any word names a language; behind a space it may be text under a rule.
  const isName =
    /^[a-z][\w.+#-]*$/i.test(word) && (behind.startsWith(word) || isLanguage(word.toLowerCase()));
  return isName && fence === "---" ? { fence, language: word, line } : null;
}

const isLanguage = (word: string) => LANGUAGES.has(word) || EXECUTED.has(word);

const LATE_OPENING =
  /^\s+---[ \t\r]*\n(?:title|date|layout|categor(?:y|ies)|tags?|permalink|draft|published)[ \t]*:/;

const CLOSING = /\n---[ \t\r]*(?:\n|$)/;
const CLOSING_YAML = /\n(?:---|\.\.\.)[ \t\r]*(?:\n|$)/;
const CLOSING_HUGO = /\n\+\+\+[ \t\r]*(?:\n|$)/;

function closingOf(fence: string, language: string): RegExp {
  if (fence === "+++") return CLOSING_HUGO;
  return language === "yaml" ? CLOSING_YAML : CLOSING;
}

// ---------------------------------------------------------------- reading

const MAX_BYTES = 256 * 1024;
const MAX_BLANKS = 500;

/** What is too much about the front matter, before anything reads it. */
function excessOf(source: string): string | null {
  if (source.length * 3 > MAX_BYTES && Buffer.byteLength(source) > MAX_BYTES) return "is larger than 256 kB";
  // gray-matter looks for comments in a time that grows with the square of the blanks at a line's start.
  const tooBlank = source.length > MAX_BLANKS && BLANKS.test(source);
  return tooBlank ? `holds a gap of more than ${MAX_BLANKS} blanks and empty lines` : null;
}

const BLANKS = new RegExp(`\\n\\s{${MAX_BLANKS}}`);

interface Engines {
  [language: string]: (source: string) => { block: Block };
}

function refuseToExecute(): never {
  throw new Error("front matter is never executed");
}

const ENGINES: Engines = {
  yaml: (source) => ({ block: readLines(source) ?? readYaml(source) }),
  json: (source) => ({ block: readJson(source) }),
  toml: (source) => ({ block: readToml(source) }),
  javascript: refuseToExecute,
  js: refuseToExecute,
  coffee: refuseToExecute,
};

// The closing fence ends its line here, or gray-matter would also stop at `----`.
const BETWEEN_HYPHENS = { engines: ENGINES, delimiters: ["---", "---\n"] as [string, string] };
const BETWEEN_PLUSES = {
  engines: ENGINES,
  delimiters: ["+++", "+++\n"] as [string, string],
  language: "toml",
};

/** Without options gray-matter would keep every text that it has seen, so there always are some. */
function readBlock(fence: string, language: string, source: string): Block {
  const file =
    fence === "+++"
      ? matter(`+++${source}+++\n`, BETWEEN_PLUSES)
      : matter(`---${language}${source}---\n`, BETWEEN_HYPHENS);
  // It calls no engine where there is nothing but comments.
  return (file.data as { block?: Block }).block ?? EMPTY_BLOCK;
}

// ---------------------------------------------------------------- the result

function frontMatter(block: BlockRead, source: string | null, file: string): FrontMatter {
  const { data, entries } = block;
  return {
    present: source !== null,
    data: block === EMPTY_BLOCK ? {} : data,
    text: (key) => entries.get(key)?.text ?? null,
    textList: (key) => {
      const entry = entries.get(key);
      if (entry === undefined) return null;
      return entry.text === null ? entry.items && [...entry.items] : [entry.text];
    },
    isList: (key) => entries.get(key)?.items != null,
    place: (key) => {
      if (source === null) return { file };
      const entry = entries.get(key);
      return entry === undefined ? { file, line: 1 } : placeAt(source, entry.offset, file);
    },
  };
}

/** `source` begins within the file's first line, so its lines are the file's. */
function placeAt(source: string, offset: number, file: string): Place {
  const at = Math.max(offset, 1); // what has no place is shown at the first line within the fences
  const start = source.lastIndexOf("\n", at - 1) + 1;
  const end = source.indexOf("\n", start);
  const line = source.slice(start, end < 0 ? source.length : end).replace(/\r$/, "");
  return { file, line: countLines(source.slice(0, start)) + 1, column: at - start + 1, source: line };
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
