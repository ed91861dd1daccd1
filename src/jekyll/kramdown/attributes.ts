// `{: .class #id key="value"}`, `{:name: …}` and `{::comment}`: attributes and extensions, of blocks and of spans.
import {
  type AttributeList,
  addText,
  blockElement,
  createElement,
  type Element,
  type Parse,
} from "./element.js";
import { BLOCK, blockStop, EXTENSION, ID, SPACE, spanStop } from "./patterns.js";
import { check, group, nextCharacter, scan, scanUntil } from "./scanner.js";

const PARTS = new RegExp(
  `(?:^|${SPACE})(?:(${ID})=("|')((?:\\\\\\}|\\\\\\2|(?!\\2)[^}])*?)\\2|(${ID})|((?:#[A-Za-z][A-Za-z0-9_:-]*|\\.[^ \\t\\r\\n\\f\\v.#]+)+))(?=${SPACE}|$)`,
  "gu",
);

export const emptyList = (): AttributeList => ({ attrs: {}, refs: [] });

/** Adds what the text says to the list. */
export function readAttributes(text: string, list: AttributeList): void {
  for (const [, key, quote, value = "", ref, marks] of text.matchAll(PARTS)) {
    if (ref !== undefined) list.refs.push(ref);
    else if (marks !== undefined) readMarks(marks, list);
    else if (key !== undefined) {
      const escaped = quote === '"' ? /\\([}"])/g : /\\([}'])/g;
      list.attrs[key] = value.replace(escaped, "$1");
    }
  }
}

function readMarks(marks: string, { attrs }: AttributeList): void {
  for (const [, id, name] of marks.matchAll(/#([A-Za-z][A-Za-z0-9_:-]*)|\.([^ \t\r\n\f\v.#]+)/g)) {
    if (name !== undefined) attrs.class = attrs.class === undefined ? name : `${attrs.class} ${name}`;
    else attrs.id = id as string;
  }
}

/** Puts a list's attributes on an element; classes add up. */
export function applyAttributes(
  parse: Parse,
  attr: Record<string, string>,
  list: AttributeList | undefined,
): void {
  if (list === undefined) return;
  for (const ref of list.refs) {
    const named = parse.attributeLists.get(ref);
    if (named !== undefined && named !== list) applyAttributes(parse, attr, { ...named, refs: [] });
  }
  for (const [key, value] of Object.entries(list.attrs))
    attr[key] = key === "class" && attr.class !== undefined ? `${attr.class} ${value}` : value;
}

export function parseBlockExtensions(parse: Parse): boolean {
  const { src } = parse;
  if (scan(src, BLOCK.ald) !== null) {
    const name = group(src, 1) as string;
    const list = parse.attributeLists.get(name) ?? emptyList();
    readAttributes(group(src, 2) as string, list);
    parse.attributeLists.set(name, list);
    parse.tree.children.push(blockElement(parse, "eob", "ald"));
    return true;
  }
  if (check(src, EXTENSION.block)) return parseExtension(parse, "block");
  if (scan(src, BLOCK.ial) === null) return false;
  const text = group(src, 1) as string;
  const last = parse.tree.children.at(-1);
  if (last !== undefined && takesAttributes(last)) {
    last.options.ial ??= emptyList();
    readAttributes(text, last.options.ial);
    if (!check(src, BLOCK.ial)) parse.tree.children.push(blockElement(parse, "eob", "ial"));
  } else {
    parse.blockIal ??= emptyList();
    readAttributes(text, parse.blockIal);
  }
  return true;
}

const takesAttributes = ({ type, value }: Element): boolean =>
  type !== "blank" && (type !== "eob" || ["link_def", "abbrev_def", "footnote_def"].includes(value));

export function parseSpanExtensions(parse: Parse): void {
  const { src } = parse;
  if (check(src, EXTENSION.span)) {
    parseExtension(parse, "span");
    return;
  }
  const last = parse.tree.children.at(-1);
  if (check(src, EXTENSION.ialSpan) && last !== undefined && last.type !== "text") {
    src.pos += (src.match as RegExpExecArray)[0].length;
    const list = emptyList();
    readAttributes(group(src, 1) as string, list);
    last.options.ial ??= emptyList();
    last.options.ial.refs.push(...list.refs);
    applyAttributes(parse, last.attr, list);
  } else addText(parse, nextCharacter(src));
}

function parseExtension(parse: Parse, category: "block" | "span"): boolean {
  const { src } = parse;
  const from = src.pos;
  const [whole = "", name, attributes = "", closed] = src.match ?? [];
  src.pos += whole.length;
  const refuse = (): false => {
    src.pos = from;
    if (category === "span") addText(parse, nextCharacter(src));
    return false;
  };
  if (name === undefined) return refuse();
  let body: string | null = null;
  if (!closed) {
    const found = scanUntil(src, category === "block" ? blockStop(name) : spanStop(name));
    if (found === null) return refuse();
    body = found.slice(0, -(src.match as RegExpExecArray)[0].length);
    if (category === "block") body = body.replace(/\n$/, "");
  }
  return handleExtension(parse, name, attributes, body, category) || refuse();
}

function handleExtension(
  parse: Parse,
  name: string,
  attributes: string,
  body: string | null,
  category: "block" | "span",
): boolean {
  const list = emptyList();
  readAttributes(attributes, list);
  if (name === "comment") {
    if (body !== null) parse.tree.children.push(createElement("comment", body, { category }));
    return true;
  }
  if (name === "nomarkdown") {
    const type = (list.attrs.type ?? "").trim();
    if (body !== null && (type === "" || type.split(/\s+/).includes("html")))
      parse.tree.children.push(createElement("raw", body, { category }));
    return true;
  }
  if (name !== "options") return false;
  setOptions(parse, list.attrs);
  if (category === "block") parse.tree.children.push(blockElement(parse, "eob", "extension"));
  return true;
}

/** `{::options parse_block_html="true" /}`: of kramdown's options those that a text may need for itself. */
function setOptions(parse: Parse, attrs: Record<string, string>): void {
  const { options } = parse;
  const flag = (key: string, old: boolean) => (attrs[key] === undefined ? old : attrs[key] === "true");
  parse.options = {
    ...options,
    parseBlockHtml: flag("parse_block_html", options.parseBlockHtml),
    parseSpanHtml: flag("parse_span_html", options.parseSpanHtml),
    autoIds: flag("auto_ids", options.autoIds),
    tocLevels: attrs.toc_levels === undefined ? options.tocLevels : readLevels(attrs.toc_levels),
    footnoteNumber: Number(attrs.footnote_nr ?? options.footnoteNumber) || options.footnoteNumber,
  };
}

/** `1..3`, `2,3`. */
export function readLevels(text: string): number[] {
  const range = /^(\d)\.\.(\d)$/.exec(text.trim());
  if (range === null) return text.split(",").map(Number);
  return [1, 2, 3, 4, 5, 6].filter((level) => level >= Number(range[1]) && level <= Number(range[2]));
}
