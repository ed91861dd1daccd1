// Links, images and footnote markers.
import { applyAttributes } from "./attributes.js";
import { addText, createElement, type Element, linkId, type Parse } from "./element.js";
import { check, group, scan, scanUntil } from "./scanner.js";

const START = /!?\[(?=[^^])/y;
const BRACKET = /(\])|!?\[/y;
const PARENTHESIS = /(\()|(\))|[ \t\r\n\f\v](?=['"])/g;
const REFERENCE = /[ \t\r\n\f\v]*?\[([^\]]+)?\]/y;
const TITLE = /[ \t\r\n\f\v]*?(["'])([\s\S]+?)\1[ \t\r\n\f\v]*?\)/y;
const ESCAPED = /\\([\\.*_+`<>()[\]{}#!:|"'$=-])/g;

export function parseLink(parse: Parse): boolean {
  const { src } = parse;
  const mark = scan(src, START);
  if (mark === null) return false;
  const from = src.pos;
  const type = mark === "[" ? "a" : "img";
  const giveUp = (): true => {
    src.pos = from;
    addText(parse, mark);
    return true;
  };
  if (type === "a" && isInLink(parse)) return giveUp();
  const element = createElement(type);
  if (!parseText(parse, element)) return giveUp();
  const alt = src.text.slice(from, src.pos).replace(ESCAPED, "$1");
  scan(src, BRACKET);
  const reference = scan(src, REFERENCE);
  if (reference !== null || src.text[src.pos] !== "(") {
    const named = reference === null ? undefined : group(src, 1);
    const definition = parse.links.get(linkId(named ?? alt));
    if (definition === undefined) return giveUp();
    applyAttributes(parse, element.attr, definition.marker?.options.ial);
    addLink(parse, element, { href: definition.href, title: definition.title, alt });
    return true;
  }
  const target = parseTarget(parse);
  if (target === null) return giveUp();
  addLink(parse, element, { ...target, alt });
  return true;
}

const isInLink = ({ tree, stack }: Parse): boolean =>
  [tree, ...stack].some(({ type }) => type === "img" || type === "a");

/** Up to the bracket that closes the first one. */
function parseText(parse: Parse, element: Element): boolean {
  let open = 1;
  return parse.grammar.spans(parse, element, BRACKET, () => {
    open += group(parse.src, 1) === undefined ? 1 : -1;
    return open - element.children.filter(({ type }) => type === "img").length === 0;
  });
}

const ANGLES = /\(<([^\n]*?)>/y;

function parseTarget(parse: Parse): { href: string; title?: string } | null {
  const { src } = parse;
  let href = "";
  if (scan(src, ANGLES) !== null) {
    href = group(src, 1) as string;
    if (scan(src, /\)/y) !== null) return { href };
  } else {
    let open = 0;
    for (let part = scanUntil(src, PARENTHESIS); part !== null; part = scanUntil(src, PARENTHESIS)) {
      href += part;
      if (group(src, 2) !== undefined) {
        open--;
        if (open === 0) break;
      } else if (group(src, 1) !== undefined) open++;
      else break;
    }
    href = href.slice(1, -1).trim();
    if (open === 0) return { href };
  }
  if (scan(src, TITLE) === null) return null;
  return { href, title: group(src, 2) as string };
}

function addLink(
  parse: Parse,
  element: Element,
  { href, title, alt }: { href: string; title?: string | undefined; alt: string },
): void {
  if (element.type === "a") element.attr.href = href;
  else {
    element.attr.src = href;
    element.attr.alt = alt;
    element.children = [];
  }
  if (title !== undefined) element.attr.title = title;
  parse.tree.children.push(element);
}

const MARKER = /\[\^([A-Za-z0-9_][A-Za-z0-9_-]*)\]/y;

export function parseFootnoteMarker(parse: Parse): boolean {
  const { src } = parse;
  if (!check(src, MARKER)) return false;
  const text = scan(src, MARKER) as string;
  const name = group(src, 1) as string;
  const footnote = parse.footnotes.get(name);
  if (footnote === undefined) addText(parse, text);
  else {
    footnote.used = true;
    parse.tree.children.push(createElement("footnote", name));
  }
  return true;
}
