// The tree that kramdown's grammar makes of a text, and the state of one parse.
import type { Scanner } from "./scanner.js";

export interface Element {
  type: string;
  value: string;
  /** In the order in which they are written. */
  attr: Record<string, string>;
  children: Element[];
  options: ElementOptions;
}

export interface ElementOptions {
  level?: number;
  rawText?: string;
  category?: "block" | "span";
  /** A paragraph without its `<p>`: in tight lists. */
  transparent?: boolean;
  contentModel?: ContentModel;
  isClosed?: boolean;
  lang?: string;
  alignment?: string[];
  ial?: AttributeList;
  firstAsPara?: boolean;
  /** What the source of a span was, for entities. */
  original?: string;
}

export type ContentModel = "raw" | "span" | "block";

/** `{: .class #id key="value" ref}`, read. */
export interface AttributeList {
  attrs: Record<string, string>;
  refs: string[];
}

export const createElement = (
  type: string,
  value = "",
  options: ElementOptions = {},
  attr: Record<string, string> = {},
): Element => ({ type, value, attr, children: [], options });

export interface Footnote {
  content: Element;
  /** Attributes for it may follow its definition. */
  marker: Element;
  used: boolean;
}

export interface LinkDefinition {
  href: string;
  title: string | undefined;
  marker: Element | null;
}

export interface KramdownOptions {
  hardWrap: boolean;
  autoIds: boolean;
  autoIdPrefix: string;
  parseBlockHtml: boolean;
  parseSpanHtml: boolean;
  /** `input: GFM`, which is Jekyll's default. */
  gfm: boolean;
  /** Quotes as typed, in the order left and right single, left and right double. */
  smartQuotes: readonly string[];
  typographicSymbols: Readonly<Record<string, string>>;
  noTypography: boolean;
  footnoteNumber: number;
  footnotePrefix: string;
  footnoteBacklink: string;
  tocLevels: readonly number[];
  headerOffset: number;
  mathEngine: string | null;
  removeLineBreaksForCjk: boolean;
  entityOutput: string;
  /** Gives code in colours, or `null` where the language is not known. */
  highlight: ((code: string, lang: string) => string | null) | null;
  /** For code without a language; `null`: it is not dressed. */
  defaultLang: string | null;
  highlighterName: string;
  lineNumbers: boolean;
}

/** Grammars that hold each other: blocks in HTML in blocks, spans in links in spans. */
export interface Grammar {
  /** `true`: the end tag of the HTML element was found. Without `text`, goes on where the parse is. */
  blocks(parse: Parse, element: Element, text?: string): boolean;
  /** Parses on to the end, or to `stop` where it matches and `accept` agrees. `true`: it was found. */
  spans(
    parse: Parse,
    element: Element,
    stop?: RegExp | null,
    accept?: () => boolean,
    only?: readonly ("codespan" | "span_html")[] | null,
  ): boolean;
}

/** One text being parsed. */
export interface Parse {
  options: KramdownOptions;
  grammar: Grammar;
  src: Scanner;
  tree: Element;
  /** An attribute list that waits for the next block. */
  blockIal: AttributeList | null;
  stack: Element[];
  textType: "raw_text" | "text";
  attributeLists: Map<string, AttributeList>;
  footnotes: Map<string, Footnote>;
  links: Map<string, LinkDefinition>;
  abbreviations: Map<string, { title: string; marker: Element }>;
  usedIds: Map<string, number>;
  /** Counts down; text that would take too long is refused. */
  budget: { steps: number };
}

export function addText(parse: Parse, text: string, tree = parse.tree, type: string = parse.textType): void {
  if (text === "") return;
  const last = tree.children.at(-1);
  if (last?.type === type) last.value += text;
  else tree.children.push(createElement(type, text));
}

/** A block takes the attributes that were written above it. */
export function blockElement(parse: Parse, type: string, value = "", options: ElementOptions = {}): Element {
  const element = createElement(type, value, options);
  if (parse.blockIal !== null) {
    element.options.ial = parse.blockIal;
    parse.blockIal = null;
  }
  return element;
}

/** Hostile text makes some grammars go over it again and again. */
export function spend(parse: Parse, steps: number): void {
  parse.budget.steps -= steps;
  if (parse.budget.steps < 0) throw new Error("its Markdown would take too long");
}

export const linkId = (id: string): string => id.replace(/[ \t\r\n\f\v]+/g, " ").toLowerCase();
