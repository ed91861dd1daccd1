// Lists, task lists and definition lists.
import { emptyList, readAttributes } from "./attributes.js";
import { blockElement, createElement, type Element, type Parse, spend } from "./element.js";
import { BLOCK, itemPatterns, itemStart, LIST_ITEM_IAL, LIST_ITEM_IAL_CHECK } from "./patterns.js";
import { atEnd, check, createScanner, group, scan } from "./scanner.js";

interface Item {
  element: Element;
  /** Its text; a nested list may begin a second one. */
  parts: string[];
  patterns: ReturnType<typeof itemPatterns>;
  indentation: number;
}

export function parseList(parse: Parse): true {
  const type = check(parse.src, BLOCK.ul) ? "ul" : "ol";
  const list = blockElement(parse, type);
  const { items, endFound } = readItems(parse, type);
  list.children = items.map(({ element }) => element);
  parse.tree.children.push(list);
  let last: Element | null = null;
  for (const { element, parts } of items) {
    const content = createElement("temp");
    for (const part of parts) parse.grammar.blocks(parse, content, part);
    element.children = content.children;
  }
  for (const { element } of items) last = settleItem(list, element, endFound, last);
  if (last !== null && !endFound) parse.tree.children.push(last);
  if (parse.options.gfm) markTasks(list);
  return true;
}

function readItems(parse: Parse, type: "ul" | "ol"): { items: Item[]; endFound: boolean } {
  const { src } = parse;
  const items: Item[] = [];
  let start: RegExp = type === "ul" ? BLOCK.ul : BLOCK.ol;
  let nested = false;
  let afterBlank = false;
  while (!atEnd(src)) {
    spend(parse, 1);
    if (afterBlank && check(src, BLOCK.rule)) break;
    if (scan(src, BLOCK.eob) !== null) return { items, endFound: true };
    if (scan(src, start) !== null) {
      const item = openItem("li", group(src, 1) as string, group(src, 2) as string);
      items.push(item);
      start = itemStart(type, item.indentation);
      nested = beginsList(item.parts[0] as string);
      afterBlank = false;
      continue;
    }
    const item = items.at(-1);
    if (item === undefined) break;
    const line = scan(src, item.patterns.content) ?? (afterBlank ? null : scan(src, item.patterns.lazy));
    if (line !== null) {
      nested = addLine(item, line, nested);
      afterBlank = false;
      continue;
    }
    const blank = scan(src, BLOCK.blank);
    if (blank === null) break;
    nested = true;
    afterBlank = true;
    item.parts[item.parts.length - 1] += blank;
  }
  return { items, endFound: false };
}

const beginsList = (text: string): boolean => check(createScanner(text), BLOCK.list);

/** Whether a nested list has begun. */
function addLine(item: Item, line: string, nested: boolean): boolean {
  const spaced = line.replace(/^(\t+)/, (tabs) => "    ".repeat(tabs.length));
  const indented = item.patterns.indent.test(spaced);
  let text = spaced.replace(item.patterns.indent, "");
  let begins = nested;
  if (!nested && indented && beginsList(text)) {
    item.parts.push("");
    begins = true;
  } else if (nested && !indented && beginsList(text)) text = " ".repeat(item.indentation + 4) + text;
  item.parts[item.parts.length - 1] += text;
  return begins;
}

function openItem(type: "li" | "dd", marker: string, tail: string): Item {
  const element = createElement(type);
  let indentation = marker.length;
  let content = tail;
  if (LIST_ITEM_IAL_CHECK.test(content)) indentation = 4;
  else {
    for (let tab = /^( *)(\t+)/.exec(content); tab !== null; tab = /^( *)(\t+)/.exec(content)) {
      const [whole, spaces = "", tabs = ""] = tab;
      const column = spaces.length + indentation;
      content = `${spaces}${" ".repeat(4 - (column % 4) + (tabs.length - 1) * 4)}${content.slice(whole.length)}`;
    }
    indentation += /^ */.exec(content)![0].length;
  }
  content = takeAttributes(element, content.replace(/^[ \t\r\n\f\v]*/, ""));
  return { element, parts: [content], patterns: itemPatterns(indentation), indentation };
}

function takeAttributes(element: Element, text: string): string {
  return text.replace(LIST_ITEM_IAL, (_, list: string) => {
    element.options.ial ??= emptyList();
    readAttributes(list, element.options.ial);
    return "";
  });
}

/** Whether an item is tight, and what blank line it leaves behind. */
function settleItem(list: Element, item: Element, endFound: boolean, last: Element | null): Element | null {
  const { children } = item;
  const [first, second] = children;
  if (first === undefined) return last;
  if (first.type === "p" && second?.type === "eob" && first.options.ial !== undefined) children.splice(1, 1);
  if (first.type === "p" && isTight(list, item, endFound)) {
    const following = children[1];
    if (following !== undefined && following.type !== "blank" && first.children[0])
      first.children[0].value += "\n";
    first.options.transparent = true;
  }
  return children.at(-1)?.type === "blank" ? (children.pop() as Element) : null;
}

function isTight(list: Element, item: Element, endFound: boolean): boolean {
  const { children } = item;
  const isLast = item === list.children.at(-1);
  const close =
    children.length < 2 || children[1]?.type !== "blank" || (isLast && children.length === 2 && !endFound);
  if (!close) return false;
  if (!isLast || list.children.length === 1) return true;
  return list.children
    .slice(0, -1)
    .some(({ children: [first] }) => first?.type !== "p" || first.options.transparent);
}

const UNCHECKED = '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled" />';
const CHECKED =
  '<input type="checkbox" class="task-list-item-checkbox" disabled="disabled" checked="checked" />';

function markTasks(list: Element): void {
  let isTaskList = false;
  for (const item of list.children) {
    const text = item.children[0]?.type === "p" ? item.children[0].children[0] : undefined;
    if (text === undefined) continue;
    const marked = text.value
      .replace(/^[ \t\r\n\f\v]*\[ \][ \t\r\n\f\v]+/, UNCHECKED)
      .replace(/^[ \t\r\n\f\v]*\[x\][ \t\r\n\f\v]+/i, CHECKED);
    isTaskList ||= marked !== text.value;
    text.value = marked;
    if (isTaskList) item.attr.class = "task-list-item";
  }
  if (isTaskList) list.attr.class = "task-list";
}

export function parseDefinitionList(parse: Parse): boolean {
  const { children } = parse.tree;
  const [before, last] = [children.at(-2), children.at(-1)];
  if (last === undefined) return false;
  const afterBlank = last.type === "blank";
  if (last.type !== "p" && !(afterBlank && last.value === "\n" && before?.type === "p")) return false;
  if (afterBlank) children.pop();
  const terms = children.pop() as Element;
  const list = blockElement(parse, "dl");
  for (const text of (terms.children[0]?.value ?? "").split("\n")) {
    const term = createElement("dt");
    const own = takeAttributes(term, text);
    term.options.rawText = own;
    term.children.push(createElement("raw_text", own));
    list.children.push(term);
  }
  if (terms.options.ial !== undefined) list.options.ial = terms.options.ial;
  let left: Element | null = null;
  for (const item of readDefinitions(parse, afterBlank)) {
    list.children.push(item.element);
    left = settleDefinition(parse, item);
  }
  joinLists(children, list);
  if (left !== null) children.push(left);
  return true;
}

function readDefinitions(parse: Parse, afterBlank: boolean): Item[] {
  const { src } = parse;
  const items: Item[] = [];
  let start: RegExp = BLOCK.definition;
  let asParagraph = afterBlank;
  let lastBlank = false;
  while (!atEnd(src)) {
    spend(parse, 1);
    if (scan(src, start) !== null) {
      const item = openItem("dd", group(src, 1) as string, group(src, 2) as string);
      item.element.options.firstAsPara = asParagraph;
      items.push(item);
      start = itemStart("dl", item.indentation);
      asParagraph = false;
      lastBlank = false;
      continue;
    }
    const item = items.at(-1);
    if (item === undefined || check(src, BLOCK.eob)) break;
    const line = scan(src, item.patterns.content) ?? (lastBlank ? null : scan(src, item.patterns.lazy));
    if (line !== null) {
      const spaced = line.replace(/^(\t+)/, (tabs) => "    ".repeat(tabs.length));
      item.parts[0] += spaced.replace(item.patterns.indent, "");
      asParagraph = false;
      lastBlank = false;
      continue;
    }
    const blank = scan(src, BLOCK.blank);
    if (blank === null) break;
    asParagraph = true;
    lastBlank = true;
    item.parts[0] += blank;
  }
  return items;
}

function settleDefinition(parse: Parse, { element, parts }: Item): Element | null {
  parse.grammar.blocks(parse, element, parts[0] as string);
  const { children, options } = element;
  if (children.length === 0) return null;
  const left = children.at(-1)?.type === "blank" ? (children.pop() as Element) : null;
  const [first] = children;
  if (first?.type === "p" && !options.firstAsPara) {
    if (children.length > 1 && first.children[0]) first.children[0].value += "\n";
    first.options.transparent = true;
  }
  return left;
}

/** Definitions after a definition list, with at most a blank line between, belong to it. */
function joinLists(children: Element[], list: Element): void {
  const blank = children.at(-1)?.type === "blank" && children.at(-2)?.type === "dl";
  if (blank) children.pop();
  const last = children.at(-1);
  if (last?.type === "dl") last.children.push(...list.children);
  else children.push(list);
}
