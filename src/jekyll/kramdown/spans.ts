// Spans: which grammar takes what stands at a special character, and those grammars that need no file of their own.
import { parseSpanExtensions } from "./attributes.js";
import { addText, createElement, type Element, type Parse, spend } from "./element.js";
import { ENTITIES } from "./entities.js";
import { parseSpanHtml } from "./html.js";
import { parseFootnoteMarker, parseLink } from "./links.js";
import { HTML } from "./patterns.js";
import { atEnd, check, createScanner, group, nextCharacter, rest, scan } from "./scanner.js";
import { parseSmartQuotes, SMART_QUOTE } from "./smart-quotes.js";

/** Where a span may begin. A quote is found with the character before it. */
const STARTS = {
  all: /[*_`<$&\\]|!?\[|[^\\]?["']|\{:|--|\.\.\.|>>| <<| >>| {2}(?=\n)|~~/gu,
  codespan: /`/g,
  span_html: /</g,
  both: /[`<]/g,
} as const;

type Only = "codespan" | "span_html";

export function parseSpans(
  parse: Parse,
  element: Element,
  stop: RegExp | null = null,
  accept: () => boolean = () => true,
  only: readonly Only[] | null = null,
): boolean {
  const { src, tree } = parse;
  parse.stack.push(tree);
  parse.tree = element;
  let found = false;
  const starts = only === null ? STARTS.all : only.length === 2 ? STARTS.both : STARTS[only[0] as Only];
  const stopping = stop === null ? null : new RegExp(stop.source, stop.flags.replace("y", "g"));
  let stopAt = -1;
  while (!atEnd(src)) {
    const place = indexFrom(starts, src.text, src.pos);
    if (stopping !== null && stopAt < src.pos && stopAt !== Number.POSITIVE_INFINITY)
      stopAt = indexFrom(stopping, src.text, src.pos);
    const to = Math.min(place, stopAt < 0 ? Number.POSITIVE_INFINITY : stopAt);
    if (to === Number.POSITIVE_INFINITY) {
      if (stop === null) addText(parse, rest(src));
      break;
    }
    spend(parse, 1 + (to - src.pos) / 16);
    addText(parse, src.text.slice(src.pos, to));
    src.pos = to;
    if (stop !== null && check(src, stop) && accept()) {
      found = true;
      break;
    }
    if (!parseSpan(parse, only)) addText(parse, nextCharacter(src));
  }
  parse.stack.pop();
  parse.tree = tree;
  return found;
}

function indexFrom(pattern: RegExp, text: string, pos: number): number {
  pattern.lastIndex = pos;
  return pattern.exec(text)?.index ?? Number.POSITIVE_INFINITY;
}

function parseSpan(parse: Parse, only: readonly Only[] | null): boolean {
  const { src } = parse;
  const first = src.text[src.pos] as string;
  if (first === "`") return parseCodeSpan(parse);
  if (only !== null) {
    if (first !== "<" || !only.includes("span_html") || !check(src, HTML.spanStart)) return false;
    parseSpanHtml(parse);
    return true;
  }
  if (first === "*" || first === "_") return parseEmphasis(parse);
  if (first === "<") {
    if (parseAutolink(parse)) return true;
    if (check(src, HTML.spanStart)) {
      parseSpanHtml(parse);
      return true;
    }
  }
  if (first === "[" && parseFootnoteMarker(parse)) return true;
  if ((first === "[" || first === "!") && parseLink(parse)) return true;
  if (check(src, SMART_QUOTE)) return parseSmartQuotes(parse);
  return parseSymbol(parse, first);
}

function parseSymbol(parse: Parse, first: string): boolean {
  const { src, options } = parse;
  if (first === "$" && scan(src, MATH) !== null) {
    parse.tree.children.push(createElement("math", (group(src, 1) as string).trim(), { category: "span" }));
    return true;
  }
  if (first === "{") {
    if (!src.text.startsWith("{:", src.pos)) return false;
    parseSpanExtensions(parse);
    return true;
  }
  if (first === "&") return parseEntity(parse);
  if (!options.noTypography && scan(src, SYMBOL) !== null)
    return addSymbol(parse, (src.match as RegExpExecArray)[0]);
  if (!(options.gfm && options.hardWrap) && scan(src, LINE_BREAK) !== null) {
    parse.tree.children.push(createElement("br"));
    return true;
  }
  if (first === "\\" && scan(src, options.gfm ? ESCAPED_GFM : ESCAPED) !== null) {
    addText(parse, group(src, 1) as string);
    return true;
  }
  return first === "~" && options.gfm && parseStrike(parse);
}

const MATH = /\$\$([\s\S]*?)\$\$/y;
const SYMBOL = /---|--|\.\.\.|\\<<|\\>>|<< | >>|<<|>>/y;
const LINE_BREAK = /(?: {2}|\\\\)(?=\n)/y;
const ESCAPED = /\\([\\.*_+`<>()[\]{}#!:|"'$=-])/y;
const ESCAPED_GFM = /\\([\\.*_+`<>()[\]{}#!:|"'$=\-~])/y;
const SYMBOL_NAMES: Readonly<Record<string, string>> = {
  "---": "mdash",
  "--": "ndash",
  "...": "hellip",
  "<< ": "laquo_space",
  " >>": "raquo_space",
  "<<": "laquo",
  ">>": "raquo",
};

function addSymbol(parse: Parse, text: string): true {
  const name = SYMBOL_NAMES[text];
  if (name !== undefined) parse.tree.children.push(createElement("typographic_sym", name));
  else {
    const character = text[1] as string;
    for (let count = 0; count < 2; count++) parse.tree.children.push(createElement("entity", character));
  }
  return true;
}

const ENTITY = /&(?:([A-Za-z0-9_:][-A-Za-z0-9_.:]*);|#(\d+);|#x([0-9a-fA-F]+);)/y;

function parseEntity(parse: Parse): boolean {
  const { src } = parse;
  const original = scan(src, ENTITY);
  if (original === null) return false;
  const [, name, decimal, hex] = src.match as RegExpExecArray;
  const character =
    name !== undefined
      ? ENTITIES.get(name)
      : fromCode(Number.parseInt(decimal ?? hex ?? "", decimal ? 10 : 16));
  if (character === undefined) {
    parse.tree.children.push(createElement("entity", "&"));
    addText(parse, original.slice(1));
  } else parse.tree.children.push(createElement("entity", character, { original }));
  return true;
}

const fromCode = (code: number): string | undefined =>
  code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;

const TICKS = /`+/y;

function parseCodeSpan(parse: Parse): boolean {
  const { src } = parse;
  const from = src.pos;
  const ticks = scan(src, TICKS) as string;
  const simple = ticks.length === 1;
  const isLone = simple && (from === 0 || isSpace(src.text[from - 1])) && isSpace(src.text[src.pos]);
  const end = isLone ? -1 : src.text.indexOf(ticks, src.pos);
  if (end < 0) {
    addText(parse, ticks);
    return true;
  }
  let code = src.text.slice(src.pos, end);
  if (!simple) code = code.replace(/^ /, "").replace(/ $/, "");
  src.pos = end + ticks.length;
  parse.tree.children.push(createElement("codespan", code));
  return true;
}

const isSpace = (character: string | undefined): boolean =>
  character !== undefined && " \t\r\n\f\v".includes(character);

const AUTOLINK =
  /<((mailto|https?|ftps?):[^\n]+?|[\p{Alphabetic}\p{Nd}\-_.]+?@[\p{Alphabetic}\p{Nd}\-_.]+?)>/uy;

function parseAutolink(parse: Parse): boolean {
  const { src } = parse;
  if (scan(src, AUTOLINK) === null) return false;
  const text = group(src, 1) as string;
  const href = group(src, 2) === undefined ? `mailto:${text}` : text;
  const link = createElement("a", "", {}, { href });
  addText(parse, text.replace(/^mailto:/, ""), link);
  parse.tree.children.push(link);
  return true;
}

const STRIKE = /~~(?![ \t\r\n\f\v~])[\s\S]*?[^ \t\r\n\f\v~]~~/y;

function parseStrike(parse: Parse): boolean {
  const { src } = parse;
  const text = scan(src, STRIKE);
  if (text === null) return false;
  const struck = createElement("html_element", "del", { category: "span", contentModel: "span" });
  parse.tree.children.push(struck);
  const inner: Parse = { ...parse, src: createScanner(text.slice(2, -2)), stack: [], textType: "text" };
  parseSpans(inner, struck);
  return true;
}

const BEFORE_INSIDE_WORD = /\p{Alphabetic}-?\p{Alphabetic}*$/u;

function parseEmphasis(parse: Parse): boolean {
  const { src } = parse;
  const from = src.pos;
  const mark = src.text[from] as string;
  const marks = src.text[from + 1] === mark ? mark + mark : mark;
  const type = marks.length === 2 ? "strong" : "em";
  src.pos += marks.length;
  const inWord = mark === "_" && BEFORE_INSIDE_WORD.test(src.text.slice(Math.max(0, from - 40), from));
  if (inWord || isSpace(src.text[src.pos]) || isInside(parse, type)) {
    addText(parse, marks);
    return true;
  }
  let found = emphasise(parse, marks, type);
  if (found === null && type === "strong" && parse.tree.type !== "em") {
    src.pos = from + 1;
    found = emphasise(parse, mark, "em");
  }
  if (found !== null) {
    src.pos += found.length;
    return true;
  }
  src.pos = from + marks.length;
  addText(parse, marks);
  return true;
}

const isInside = ({ tree, stack }: Parse, type: string): boolean =>
  tree.type === type || stack.some((element) => element.type === type);

/** The mark that ends it, `null` if nothing does. */
function emphasise(parse: Parse, marks: string, type: string): string | null {
  const { src } = parse;
  const mark = marks[0] as string;
  const element = createElement(type);
  const stop = new RegExp(mark === "*" ? `\\*{${marks.length}}` : `_{${marks.length}}`, "y");
  const found = parseSpans(parse, element, stop, () => {
    const { text, pos } = src;
    if (isSpace(text[pos - 1]) || element.children.length === 0) return false;
    if (
      type === "em" &&
      text.startsWith(marks + marks, pos) &&
      !text.startsWith(marks, pos + 2 * marks.length)
    )
      return false;
    return (
      mark !== "_" || !/^[\p{Alphabetic}\p{Nd}]/u.test(text.slice(pos + marks.length, pos + marks.length + 2))
    );
  });
  if (!found) return null;
  parse.tree.children.push(element);
  return marks;
}
