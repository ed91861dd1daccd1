// One pass over HTML that needs no parser: every tag is known, stands where it may and is closed where it should be.
// For such HTML the result is, byte for byte, what the full sanitiser gives; for anything else it is `null`.
// Each `return false` below is a case left to the parser: it costs time, and can never cost safety.

import { decodeAttribute, escapeAttribute, hasForbidden, rewriteText } from "../html-text.js";
import type { SanitizeConfig } from "../types/config.js";
import { policyOf } from "./sanitize/allow-list.js";
import { type Attributes, createRefiner, type Refine, type Refined } from "./sanitize/attributes.js";
import { VOID } from "./sanitize/nesting.js";
import { fits, type OpenTags } from "./sanitize/plain-nesting.js";

export function createPlainScan(setting: SanitizeConfig): (html: string) => string | null {
  const refine = createRefiner(policyOf(setting));
  const bare = new Map<string, StartTag>();
  for (const tag of PLAIN_TAGS) bare.set(tag, startTag(refine(tag, {}, new Set())));
  return (html) => {
    const scan = startScan(html, refine, bare);
    return !hasForbidden(html) && readAll(scan) ? finish(scan) : null;
  };
}

/** `font` and its like are on no list: such tags go, their text stays. */
const PLAIN_TAGS = (
  "a abbr article aside audio b bdi big blockquote br caption center cite code col colgroup dd del details dfn div " +
  "dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header hr i img input ins kbd li mark nobr ol p picture " +
  "pre q rp rt ruby s samp section small source span strong sub summary sup table tbody td tfoot th thead time tr " +
  "u ul var video wbr"
).split(" ");

interface Scan {
  html: string;
  /** Where it reads. */
  at: number;
  /** What is before this is in `out`; what is between this and `at` will be copied as it is. */
  copied: number;
  out: string;
  /** The next `&` and `>` at or after `at`, found ahead. */
  nextReference: number;
  nextBracket: number;
  open: OpenTags & { elements: OpenElement[] };
  ids: Set<string>;
  refine: Refine;
  /** Start tags without attributes, refined once. */
  bare: ReadonlyMap<string, StartTag>;
}

interface StartTag {
  name: string;
  /** As the output has it. */
  text: string;
  verdict: Refined["verdict"];
}

interface OpenElement {
  name: string;
  verdict: Refined["verdict"];
  /** As the source calls it. */
  source: string;
  /** What `out` was before an element that is removed. */
  before: string;
}

const startScan = (html: string, refine: Refine, bare: Scan["bare"]): Scan => ({
  html,
  at: 0,
  copied: 0,
  out: "",
  nextReference: -1,
  nextBracket: -1,
  open: { elements: [], paragraphs: 0, links: 0 },
  ids: new Set(),
  refine,
  bare,
});

function startTag({ tag, attributes, verdict }: Refined): StartTag {
  let text = `<${tag}`;
  for (const name in attributes) {
    const value = attributes[name]!;
    text += value === "" && name !== "alt" ? ` ${name}` : ` ${name}="${escapeAttribute(value)}"`;
  }
  return { name: tag, text: verdict === "keep" ? `${text}>` : "", verdict };
}

function readAll(scan: Scan): boolean {
  const { html } = scan;
  for (;;) {
    const start = html.indexOf("<", scan.at);
    const end = start < 0 ? html.length : start;
    if (!readText(scan, end)) return false;
    if (start < 0) return scan.open.elements.length === 0;
    if (!readMarkup(scan, start)) return false;
  }
}

const finish = (scan: Scan): string =>
  scan.copied === 0 ? scan.html : scan.out + scan.html.slice(scan.copied);

/** Writes `text` for the source from `start` to `end`, and reads on there. */
function write(scan: Scan, start: number, end: number, text: string): void {
  scan.out += scan.html.slice(scan.copied, start) + text;
  scan.copied = end;
  scan.at = end;
}

/** Reads on at `end`; the source up to there is copied unless it differs from `text`. */
function writeTag(scan: Scan, start: number, end: number, text: string): void {
  const isSame = end - start === text.length && scan.html.startsWith(text, start);
  if (isSame) scan.at = end;
  else write(scan, start, end, text);
}

function readText(scan: Scan, end: number): boolean {
  const { html, at } = scan;
  if (scan.nextReference < at) scan.nextReference = indexOr(html, "&", at);
  if (scan.nextBracket < at) scan.nextBracket = indexOr(html, ">", at);
  if (scan.nextReference >= end && scan.nextBracket >= end) {
    scan.at = end;
    return true;
  }
  const text = rewriteText(html.slice(at, end));
  if (text === null) return false;
  write(scan, at, end, text);
  return true;
}

function indexOr(html: string, character: string, from: number): number {
  const index = html.indexOf(character, from);
  return index < 0 ? Number.POSITIVE_INFINITY : index;
}

function readMarkup(scan: Scan, start: number): boolean {
  const next = scan.html.charCodeAt(start + 1);
  if (next === SLASH) return readEndTag(scan, start);
  if (next === EXCLAMATION) return readComment(scan, start);
  if (isLetter(next)) return readStartTag(scan, start);
  if (next === QUESTION) return false;
  write(scan, start, start + 1, "&lt;");
  return true;
}

const EXCLAMATION = 0x21;
const SLASH = 0x2f;
const GREATER = 0x3e;
const QUESTION = 0x3f;
const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

/** Comments go. `<!-->` and `<!--->` end at once, for some parsers. */
function readComment(scan: Scan, start: number): boolean {
  const { html } = scan;
  const end = html.startsWith("<!--", start) ? html.indexOf("-->", start + 4) : -1;
  if (end < 0 || html.startsWith(">", start + 4) || html.startsWith("->", start + 4)) return false;
  write(scan, start, end + 3, "");
  return true;
}

function readStartTag(scan: Scan, start: number): boolean {
  const { html, open } = scan;
  let end = endOfName(html, start + 1);
  const source = html.slice(start + 1, end).toLowerCase();
  let tag = scan.bare.get(source);
  if (tag === undefined) return false;
  if (html.charCodeAt(end) === GREATER) end += 1;
  else {
    scan.at = end;
    const attributes = readAttributes(scan);
    if (attributes === null) return false;
    end = scan.at;
    tag = startTag(scan.refine(source, attributes, scan.ids));
  }
  const { name, text, verdict } = tag;
  if (!fits(name, open)) return false;

  writeTag(scan, start, end, text);
  if (VOID.has(source)) return true;
  open.elements.push({ name, verdict, source, before: verdict === "remove" ? scan.out : "" });
  if (name === "p") open.paragraphs += 1;
  else if (name === "a") open.links += 1;
  return true;
}

function endOfName(html: string, from: number): number {
  let at = from;
  for (let code = html.charCodeAt(at); isLetter(code) || isDigit(code); code = html.charCodeAt(at)) at += 1;
  return at;
}

const ATTRIBUTE =
  /[ \t\n\f\r]+([a-zA-Z][\w:.-]*)(?:[ \t\n\f\r]*=[ \t\n\f\r]*(?:"([^"]*)"|'([^']*)'|([^ \t\n\f\r"'=<>`&]+)))?/y;
const TAG_END = /[ \t\n\f\r]*\/?>/y;

/** Reads to the tag's end; of an attribute that comes twice, the first counts. */
function readAttributes(scan: Scan): Attributes | null {
  const { html } = scan;
  const attributes: Attributes = {};
  for (;;) {
    ATTRIBUTE.lastIndex = scan.at;
    const match = ATTRIBUTE.exec(html);
    if (match === null) break;
    scan.at = ATTRIBUTE.lastIndex;
    const name = match[1]!.toLowerCase();
    const value = decodeAttribute(match[2] ?? match[3] ?? match[4] ?? "");
    if (value === null) return null;
    if (!Object.hasOwn(attributes, name)) attributes[name] = value;
  }
  TAG_END.lastIndex = scan.at;
  if (!TAG_END.test(html)) return null;
  scan.at = TAG_END.lastIndex;
  return attributes;
}

function readEndTag(scan: Scan, start: number): boolean {
  const { html, open } = scan;
  const element = open.elements.pop();
  if (element === undefined) return false;
  const { name, source, verdict } = element;
  const end = endOfEndTag(html, start, source);
  if (end < 0) return false;

  writeTag(scan, start, end, verdict === "keep" ? `</${name}>` : "");
  if (verdict === "remove") scan.out = element.before;
  if (name === "p") open.paragraphs -= 1;
  else if (name === "a") open.links -= 1;
  return true;
}

/** Behind the end tag of `name`; -1 if it is another's. */
function endOfEndTag(html: string, start: number, name: string): number {
  const end = start + 2 + name.length;
  if (html.charCodeAt(end) === GREATER && html.startsWith(name, start + 2)) return end + 1;
  END_TAG.lastIndex = start;
  return END_TAG.exec(html)?.[1]?.toLowerCase() === name ? END_TAG.lastIndex : -1;
}

const END_TAG = /<\/([a-z][a-z0-9]*)[ \t\n\f\r]*>/iy;
