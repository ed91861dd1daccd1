// Blocks: which grammar takes each line, and those grammars that need no file of their own.
import { parseBlockExtensions } from "./attributes.js";
import { afterBoundary, beforeBoundary } from "./boundary.js";
import { addText, blockElement, createElement, type Element, linkId, type Parse, spend } from "./element.js";
import { parseBlockHtml } from "./html.js";
import { parseDefinitionList, parseList } from "./lists.js";
import { BLOCK } from "./patterns.js";
import { atEnd, check, createScanner, group, scan } from "./scanner.js";
import { parseTable } from "./tables.js";

export function parseBlocks(parse: Parse, element: Element, text?: string): boolean {
  const { src, tree, blockIal } = parse;
  parse.stack.push(tree);
  parse.tree = element;
  parse.blockIal = null;
  if (text !== undefined) parse.src = createScanner(text);
  let found = false;
  while (!found && !atEnd(parse.src)) {
    spend(parse, 1);
    const outcome = parseBlock(parse);
    if (outcome === "stop") found = true;
    else if (!outcome) addText(parse, scan(parse.src, BLOCK.line) ?? "");
  }
  parse.stack.pop();
  parse.tree = tree;
  if (text !== undefined) parse.src = src;
  parse.blockIal = blockIal;
  return found;
}

type Outcome = boolean | "stop";

/** The grammars in their order. Most are ruled out by the line's first character. */
function parseBlock(parse: Parse): Outcome {
  const { src } = parse;
  const first = firstCharacter(src.text, src.pos);
  if (first === "\n" && check(src, BLOCK.blank)) return parseBlank(parse);
  if (check(src, BLOCK.indented)) return parseIndentedCode(parse);
  const special = SPECIAL.has(first);
  const outcome = special && parseMarked(parse, first);
  if (outcome) return outcome;
  if (check(src, BLOCK.setext) && parseSetext(parse)) return true;
  if ((first === "$" || first === "\\") && check(src, BLOCK.math) && parseMath(parse)) return true;
  return parseTable(parse) || (special && parseDefined(parse, first)) || parseParagraph(parse);
}

/** Blocks that a mark begins. */
function parseMarked(parse: Parse, first: string): Outcome {
  const { src } = parse;
  const { gfm } = parse.options;
  if (first === ">") return check(src, BLOCK.quote) && parseQuote(parse);
  if (first === "#") return check(src, gfm ? BLOCK.atxGfm : BLOCK.atx) && parseAtx(parse);
  if (first === ":") return check(src, BLOCK.definition) && parseDefinitionList(parse);
  if (first === "<") return check(src, BLOCK.html) && parseBlockHtml(parse);
  if (first === "~" || first === "`")
    return check(src, gfm ? BLOCK.fenceGfm : BLOCK.fence) && parseFence(parse);
  if (check(src, BLOCK.rule)) return parseRule(parse);
  return check(src, BLOCK.list) && parseList(parse);
}

/** What defines something and is not shown where it stands. */
function parseDefined(parse: Parse, first: string): boolean {
  const { src } = parse;
  if (first === "[") return parseFootnoteDefinition(parse) || parseLinkDefinition(parse);
  if (first === "*") return parseAbbreviation(parse);
  if (first === "{") return check(src, BLOCK.extensions) && parseBlockExtensions(parse);
  if (first !== "^" || scan(src, BLOCK.eob) === null) return false;
  parse.tree.children.push(blockElement(parse, "eob"));
  return true;
}

const SPECIAL: ReadonlySet<string> = new Set("~`>#*-_+:<$\\[{^0123456789");

/** The first that is no space; `\n` for an empty line. */
function firstCharacter(text: string, pos: number): string {
  let at = pos;
  while (" \t\r\f\v".includes(text[at] ?? "x")) at++;
  return text[at] ?? "\n";
}

function parseBlank(parse: Parse): true {
  const text = scan(parse.src, BLOCK.blank) ?? "";
  const last = parse.tree.children.at(-1);
  if (last?.type === "blank") last.value += text;
  else parse.tree.children.push(blockElement(parse, "blank", text));
  return true;
}

function parseIndentedCode(parse: Parse): boolean {
  const data = scan(parse.src, BLOCK.code);
  if (!data) return parseParagraph(parse);
  const code = data.replace(/\n( {0,3}[^ \t\r\n\f\v])/g, " $1").replace(/^(?:\t| {4})/gm, "");
  parse.tree.children.push(blockElement(parse, "codeblock", code));
  return true;
}

function parseFence(parse: Parse): boolean {
  const { src, options } = parse;
  if (scan(src, options.gfm ? BLOCK.fencedGfm : BLOCK.fenced) === null) return false;
  const element = blockElement(parse, "codeblock", group(src, 5) ?? "");
  const lang = (group(src, 3) ?? "").trim();
  if (lang !== "") {
    element.options.lang = lang;
    element.attr.class = `language-${group(src, 4)}`;
  }
  parse.tree.children.push(element);
  return true;
}

/** Lines of a block that may go on lazily, without its mark. */
function lazyLines(parse: Parse, end: RegExp): string {
  const { src } = parse;
  const start = src.pos;
  scan(src, BLOCK.line);
  while (!check(src, end) && scan(src, BLOCK.line) !== null) spend(parse, 1);
  return src.text.slice(start, src.pos);
}

function parseQuote(parse: Parse): true {
  const text = lazyLines(parse, BLOCK.lazyEnd).replace(/^ {0,3}> ?/gm, "");
  const element = blockElement(parse, "blockquote");
  parse.tree.children.push(element);
  parse.grammar.blocks(parse, element, text);
  return true;
}

const HEADER_ID = /[\t ]\{#([\p{L}:_][\p{L}\p{M}\p{Nd}\-.:_]*)\}$/u;

function headerContents(text: string): { text: string; id: string | null } {
  const contents = trimEnd(text);
  const id = HEADER_ID.exec(contents);
  if (id === null) return { text: contents, id: null };
  return { text: trimEnd(contents.slice(0, -id[0].length)), id: id[1] as string };
}

function addHeader(parse: Parse, level: number, text: string, id: string | null): true {
  const element = blockElement(parse, "header", "", { level, rawText: text });
  addText(parse, text, element);
  if (id !== null) element.attr.id = id;
  parse.tree.children.push(element);
  return true;
}

function parseAtx(parse: Parse): boolean {
  const { src, options } = parse;
  if (!options.gfm && !afterBoundary(parse)) return false;
  const [line = "", marks = ""] = src.match ?? [];
  const { text: contents, id } = headerContents(group(src, 2) ?? "");
  const text = trimEnd(contents.replace(options.gfm ? /[\t ]#+$/ : /(?<!\\)#+$/, ""));
  if (text === "") return false;
  src.pos += line.length;
  return addHeader(parse, marks.length, text, id);
}

function parseSetext(parse: Parse): boolean {
  if (!afterBoundary(parse)) return false;
  const { src } = parse;
  const [whole = "", contents = "", level] = src.match ?? [];
  const { text, id } = headerContents(contents);
  if (text === "") return false;
  src.pos += whole.length;
  return addHeader(parse, level === "-" ? 2 : 1, text, id);
}

function parseRule(parse: Parse): true {
  scan(parse.src, BLOCK.rule);
  parse.tree.children.push(blockElement(parse, "hr"));
  return true;
}

function parseMath(parse: Parse): boolean {
  const { src } = parse;
  const [whole = "", escaped, data = ""] = src.match ?? [];
  if (!afterBoundary(parse)) return false;
  if (escaped) {
    src.pos += whole.indexOf("\\") + 1;
    return false;
  }
  const from = src.pos;
  src.pos += whole.length;
  if (!beforeBoundary(parse)) {
    src.pos = from;
    return false;
  }
  parse.tree.children.push(blockElement(parse, "math", data.trim(), { category: "block" }));
  return true;
}

function parseParagraph(parse: Parse): true {
  const { src, options } = parse;
  const from = src.pos;
  const text = trimEnd(lazyLines(parse, options.gfm ? BLOCK.paragraphEndGfm : BLOCK.paragraphEnd));
  const last = parse.tree.children.at(-1);
  if (last?.type === "p") {
    const end = last.children.at(-1);
    const joiner = src.text.slice(Math.max(0, from - 3), from) === "  \n" ? "  \n" : "\n";
    if (end?.type === "raw_text") end.value += joiner + text;
    else addText(parse, text, last);
    return true;
  }
  const paragraph = blockElement(parse, "p");
  parse.tree.children.push(paragraph);
  addText(parse, text.replace(/^[ \t\r\n\f\v]+/, ""), paragraph);
  return true;
}

function parseFootnoteDefinition(parse: Parse): boolean {
  const { src } = parse;
  if (scan(src, BLOCK.footnote) === null) return false;
  const name = group(src, 1) as string;
  const first = group(src, 2) as string;
  const text = first + (scan(src, BLOCK.code) ?? "");
  const content = createElement("footnote_def");
  parse.grammar.blocks(parse, content, text.replace(/^(?:\t| {4})/gm, ""));
  const marker = blockElement(parse, "eob", "footnote_def");
  parse.tree.children.push(marker);
  parse.footnotes.set(name, { content, marker, used: false });
  return true;
}

function parseLinkDefinition(parse: Parse): boolean {
  const { src } = parse;
  if (!check(src, BLOCK.link) || /[ \t]+["']/.test(group(src, 3) ?? "")) return false;
  const [whole = "", id = "", inAngles, bare, , title] = src.match ?? [];
  src.pos += whole.length;
  const marker = blockElement(parse, "eob", "link_def");
  parse.tree.children.push(marker);
  parse.links.set(linkId(id), { href: inAngles ?? bare ?? "", title, marker });
  return true;
}

function parseAbbreviation(parse: Parse): boolean {
  const { src } = parse;
  if (scan(src, BLOCK.abbreviation) === null) return false;
  const marker = blockElement(parse, "eob", "abbrev_def");
  parse.tree.children.push(marker);
  parse.abbreviations.set(group(src, 1) as string, { title: (group(src, 2) as string).trim(), marker });
  return true;
}

export const trimEnd = (text: string): string => text.replace(/[ \t\r\n\f\v\0]+$/, "");
