// The tree -> HTML, with kramdown's white space.

import { codeBlock, codeSpan } from "./code.js";
import { createElement, type Element, type Parse } from "./element.js";
import { attributes, escapeAll, escapeText } from "./escape.js";
import { footnoteList } from "./footnotes.js";
import { VOID_ELEMENTS } from "./html.js";
import { tableOfContents } from "./toc.js";
import type { Writing } from "./writing.js";

/** Characters that no text has: they keep a place until its content is known. */
const TOC_PLACE = "\ue000toc\ue001";
const NOTES_PLACE = "\ue000notes\ue001";

export function convertDocument(parse: Parse, root: Element): string {
  const writing: Writing = {
    parse,
    around: [],
    toc: [],
    tocPlace: null,
    notesPlaced: false,
    notes: [],
    ids: new Map(),
  };
  let html = inner(writing, root, -2);
  const notes = footnoteList(writing, convert);
  html = writing.notesPlaced ? html.replace(NOTES_PLACE, () => notes) : html + notes;
  const { tocPlace } = writing;
  if (tocPlace === null) return html;
  const contents = tableOfContents(writing.toc, tocPlace);
  return html.replace(TOC_PLACE, () => (contents.children.length > 0 ? convert(writing, contents, 0) : ""));
}

export function inner(writing: Writing, element: Element, indent: number): string {
  let html = "";
  writing.around.push(element);
  for (const child of element.children) html += convert(writing, child, indent + 2);
  writing.around.pop();
  return html;
}

const pad = (indent: number): string => (indent > 0 ? " ".repeat(indent) : "");

const spanTag = (name: string, attr: Record<string, string>, body: string): string =>
  `<${name}${attributes(attr)}>${body}</${name}>`;

const blockTag = (name: string, attr: Record<string, string>, body: string, indent: number): string =>
  `${pad(indent)}${spanTag(name, attr, body)}\n`;

const indentedTag = (name: string, attr: Record<string, string>, body: string, indent: number): string =>
  `${pad(indent)}<${name}${attributes(attr)}>\n${body}${pad(indent)}</${name}>\n`;

type Converter = (writing: Writing, element: Element, indent: number) => string;

export function convert(writing: Writing, element: Element, indent: number): string {
  const converter = CONVERTERS[element.type];
  return converter === undefined ? inner(writing, element, indent) : converter(writing, element, indent);
}

const span: Converter = (writing, element, indent) =>
  spanTag(element.type, element.attr, inner(writing, element, indent));
const container: Converter = (writing, element, indent) =>
  indentedTag(element.type, element.attr, inner(writing, element, indent), indent);
const CJK_BREAK =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])\n(?=[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/gu;

const CONVERTERS: Readonly<Record<string, Converter>> = {
  blank: () => "\n",
  text: ({ parse }, { value }) => {
    const text = escapeText(value);
    return parse.options.removeLineBreaksForCjk ? text.replace(CJK_BREAK, "$1") : text;
  },
  raw_text: (_, { value }) => escapeText(value),
  raw: (_, { value, options }) => (options.category === "block" ? `${value}\n` : value),
  p: paragraph,
  codeblock: (writing, element, indent) => codeBlock(writing.parse.options, element, pad(indent)),
  codespan: (writing, element) => codeSpan(writing.parse.options, element),
  blockquote: container,
  header,
  hr: (_, { attr }, indent) => `${pad(indent)}<hr${attributes(attr)} />\n`,
  ul: list,
  ol: list,
  dl: container,
  li: item,
  dd: item,
  dt: (writing, element, indent) => blockTag("dt", element.attr, inner(writing, element, indent), indent),
  html_element: htmlElement,
  xml_comment: comment,
  xml_pi: comment,
  table: container,
  thead: container,
  tbody: container,
  tfoot: container,
  tr: container,
  td: cell,
  comment: (_, { value, options }, indent) =>
    options.category === "block" ? `${pad(indent)}<!-- ${value} -->\n` : `<!-- ${value} -->`,
  br: () => "<br />",
  a: span,
  em: span,
  strong: span,
  img: (_, { attr }) => `<img${attributes(attr)} />`,
  footnote,
  entity: ({ parse }, element) => entity(parse, element),
  typographic_sym: symbol,
  smart_quote: ({ parse }, { value }) =>
    parse.options.smartQuotes[["lsquo", "rsquo", "ldquo", "rdquo"].indexOf(value)] as string,
  math,
  abbreviation: ({ parse }, { value }) => {
    const known = parse.abbreviations.get(value);
    const attr = { ...known?.marker.attr };
    if (known?.title) attr.title = known.title;
    return spanTag("abbr", attr, escapeText(value));
  },
};

function paragraph(writing: Writing, element: Element, indent: number): string {
  if (element.options.transparent) return inner(writing, element, indent);
  const [only] = element.children;
  if (element.children.length === 1 && only?.type === "img" && only.options.ial?.refs.includes("standalone"))
    return figure(element, only, indent);
  return blockTag("p", element.attr, inner(writing, element, indent), indent);
}

function figure(element: Element, image: Element, indent: number): string {
  const outer = { ...element.attr };
  const own = { ...image.attr };
  for (const key of ["class", "id"])
    if (own[key] !== undefined && outer[key] === undefined) {
      outer[key] = own[key];
      delete own[key];
    }
  const space = pad(indent + 2);
  const body = `${space}<img${attributes(own)} />\n${space}<figcaption>${own.alt ?? ""}</figcaption>\n`;
  return indentedTag("figure", outer, body, indent);
}

function header(writing: Writing, element: Element, indent: number): string {
  const { options } = writing.parse;
  const attr = { ...element.attr };
  const level = element.options.level ?? 1;
  if (options.autoIds && attr.id === undefined)
    attr.id = options.autoIdPrefix + plainId(element.options.rawText ?? "", writing.ids);
  const isListed = !/(?:^|\s)no_toc(?:\s|$)/.test(attr.class ?? "") && options.tocLevels.includes(level);
  if (attr.id !== undefined && isListed) writing.toc.push({ level, id: attr.id, children: element.children });
  const shown = Math.min(6, Math.max(1, level + options.headerOffset));
  return blockTag(`h${shown}`, attr, inner(writing, element, indent), indent);
}

/** Kramdown's own ids, where GFM's are not made: only ASCII's letters, digits and dashes. */
function plainId(text: string, used: Map<string, number>): string {
  const id =
    text
      .replace(/^[^a-zA-Z]+/, "")
      .replace(/[^a-zA-Z0-9 -]/g, "")
      .replaceAll(" ", "-")
      .toLowerCase() || "section";
  const count = used.get(id);
  used.set(id, (count ?? -1) + 1);
  return count === undefined ? id : `${id}-${count + 1}`;
}

function list(writing: Writing, element: Element, indent: number): string {
  const refs = element.options.ial?.refs ?? [];
  if (writing.tocPlace === null && refs.includes("toc")) {
    writing.tocPlace = element;
    return TOC_PLACE;
  }
  if (!writing.notesPlaced && refs.includes("footnotes")) {
    writing.notesPlaced = true;
    return NOTES_PLACE;
  }
  return container(writing, element, indent);
}

function item(writing: Writing, element: Element, indent: number): string {
  const body = inner(writing, element, indent);
  const [first] = element.children;
  const isInline = first === undefined || (first.type === "p" && first.options.transparent);
  const open = `${pad(indent)}<${element.type}${attributes(element.attr)}>`;
  const close = `</${element.type}>\n`;
  if (isInline) return `${open}${body}${body.endsWith("\n") ? pad(indent) : ""}${close}`;
  return `${open}\n${body}${pad(indent)}${close}`;
}

const isInRaw = ({ around }: Writing): boolean => {
  const parent = around.at(-1);
  return parent?.type === "html_element" && parent.options.contentModel === "raw";
};

function htmlElement(writing: Writing, element: Element, indent: number): string {
  const body = inner(writing, element, indent);
  const { value: name, attr, options } = element;
  const isVoid = VOID_ELEMENTS.has(name);
  if (options.category === "span")
    return `<${name}${attributes(attr)}${body === "" && isVoid ? " />" : `>${body}</${name}>`}`;
  const inRaw = isInRaw(writing);
  const open = `${inRaw ? "" : pad(indent)}<${name}${attributes(attr)}`;
  const end = inRaw ? "" : "\n";
  if (options.isClosed && options.contentModel === "raw") return `${open} />${end}`;
  if (body !== "" && options.contentModel !== "block") return `${open}>${body}</${name}>${end}`;
  if (body !== "") return `${open}>\n${body.replace(/\n$/, "")}\n${pad(indent)}</${name}>${end}`;
  return isVoid ? `${open} />${end}` : `${open}></${name}>${end}`;
}

function comment(writing: Writing, { value, options }: Element, indent: number): string {
  return options.category === "block" && !isInRaw(writing) ? `${pad(indent)}${value}\n` : value;
}

function cell(writing: Writing, element: Element, indent: number): string {
  const row = writing.around.at(-1) as Element;
  const name = writing.around.at(-2)?.type === "thead" ? "th" : "td";
  const alignment = writing.around.at(-3)?.options.alignment?.[row.children.indexOf(element)] ?? "default";
  const attr = { ...element.attr };
  if (alignment !== "default")
    attr.style = `${attr.style === undefined ? "" : `${attr.style}; `}text-align: ${alignment}`;
  return blockTag(name, attr, inner(writing, element, indent) || "\u00a0", indent);
}

function footnote(writing: Writing, { value }: Element): string {
  const { options, footnotes } = writing.parse;
  const name = options.footnotePrefix + value;
  let at = writing.notes.findIndex((note) => note.name === name);
  let repeat = "";
  const known = writing.notes[at];
  if (known === undefined) {
    at = writing.notes.length;
    writing.notes.push({ name, content: footnotes.get(value)?.content ?? createElement("root"), repeats: 0 });
  } else {
    known.repeats++;
    repeat = `:${known.repeats}`;
  }
  const number = options.footnoteNumber + at;
  return `<sup id="fnref:${name}${repeat}" role="doc-noteref"><a href="#fn:${name}" class="footnote" rel="footnote">${number}</a></sup>`;
}

function entity({ options }: Parse, { value, options: { original } }: Element): string {
  if (options.entityOutput === "as_char" && (value === '"' || !"<>&".includes(value))) return value;
  if ((options.entityOutput === "as_input" || options.entityOutput === "as_char") && original !== undefined)
    return original;
  return "<>&".includes(value) ? escapeAll(value) : `&#${value.codePointAt(0)};`;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  mdash: "—",
  ndash: "–",
  hellip: "…",
  laquo_space: "«\u00a0",
  raquo_space: "\u00a0»",
  laquo: "«",
  raquo: "»",
};

function symbol({ parse }: Writing, { value }: Element): string {
  const own = parse.options.typographicSymbols[value];
  return own === undefined ? (SYMBOLS[value] as string) : escapeText(own);
}

function math({ parse }: Writing, { value, attr, options: { category } }: Element, indent: number): string {
  if (parse.options.mathEngine === "mathjax") {
    const body = escapeAll(value);
    const marked = category === "block" ? `\\[${body}\\]\n` : `\\(${body}\\)`;
    if (Object.keys(attr).length === 0) return marked;
    return category === "block" ? blockTag("div", attr, marked, indent) : spanTag("span", attr, `$${value}$`);
  }
  const own = { ...attr, class: `${attr.class ?? ""} kdmath`.trimStart() };
  return category === "block"
    ? blockTag("div", own, `$$\n${value}\n$$`, indent)
    : spanTag("span", own, `$${value}$`);
}
