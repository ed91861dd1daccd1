// HTML in Markdown: kept as it is, closed where it is open, and Markdown inside only where it asks for that.
import { addText, type ContentModel, createElement, type Element, type Parse, spend } from "./element.js";
import { HTML, next, SPACE, SPAN_ELEMENTS } from "./patterns.js";
import { atEnd, check, group, nextCharacter, rest, scan, scanUntil } from "./scanner.js";

const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

const BLOCK_MODEL = words(
  "address applet article aside blockquote body dd details div dl fieldset figure figcaption footer form header hgroup iframe li main map menu nav noscript object section summary td",
);
const SPAN_MODEL = words(
  "a abbr acronym b bdo big button cite caption del dfn dt em h1 h2 h3 h4 h5 h6 i ins label legend optgroup p q rb rbc rp rt rtc ruby select small span strong sub sup th tt",
);
const BLOCK_ELEMENTS = words(
  "address article aside applet body blockquote caption col colgroup dd div dl dt fieldset figcaption footer form h1 h2 h3 h4 h5 h6 header hgroup hr html head iframe legend menu li main map nav ol optgroup p pre section summary table tbody td th thead tfoot tr ul",
);
export const VOID_ELEMENTS = words(
  "area base br col command embed hr img input keygen link meta param source track wbr",
);
const RAW_MODEL = words("script style math option textarea pre code kbd samp var");
const KNOWN: ReadonlySet<string> = new Set([
  ...[...SPAN_ELEMENTS, ...BLOCK_ELEMENTS, ...VOID_ELEMENTS, ...BLOCK_MODEL, ...SPAN_MODEL, ...RAW_MODEL],
]);

const modelOf = (name: string): ContentModel => {
  if (BLOCK_MODEL.has(name)) return "block";
  return SPAN_MODEL.has(name) ? "span" : "raw";
};
const ASKED: Readonly<Record<string, ContentModel | "default">> = {
  "0": "raw",
  "1": "default",
  span: "span",
  block: "block",
};

export function parseBlockHtml(parse: Parse): boolean | "stop" {
  const { src } = parse;
  const comment = scan(src, HTML.comment);
  if (comment !== null) {
    parse.tree.children.push(createElement("xml_comment", comment, { category: "block" }));
    scan(src, HTML.trailingSpace);
    return true;
  }
  if (check(src, HTML.blockTag) && !SPAN_ELEMENTS.has((group(src, 1) as string).toLowerCase())) {
    src.pos += (src.match as RegExpExecArray)[0].length;
    openElement(parse);
    return true;
  }
  if (!check(src, HTML.blockClose)) return false;
  const name = (group(src, 1) as string).toLowerCase();
  if (parse.tree.type !== "html_element" || parse.tree.value !== name) return false;
  src.pos += (src.match as RegExpExecArray)[0].length;
  return "stop";
}

const nameOf = (typed: string): string => (KNOWN.has(typed.toLowerCase()) ? typed.toLowerCase() : typed);

export function readHtmlAttributes(text: string, isKnown: boolean): Record<string, string> {
  const attrs: Record<string, string> = {};
  for (const [, name = "", bare, , quoted] of text.matchAll(HTML.attributes))
    attrs[isKnown ? name.toLowerCase() : name] = bare ?? quoted ?? "";
  return attrs;
}

/** Behind a start tag that has just matched: the element and what is in it. */
function openElement(parse: Parse): void {
  const { src } = parse;
  const [, typed = "", attributes = "", , slash] = src.match as RegExpExecArray;
  const name = nameOf(typed);
  const attr = readHtmlAttributes(attributes, KNOWN.has(name));
  const element = createElement("html_element", name, { category: "block" }, attr);
  parse.tree.children.push(element);
  const closed = slash !== undefined || VOID_ELEMENTS.has(name);
  const verbatim = name === "script" || name === "style";
  if (verbatim) addVerbatim(parse, element);
  fillElement(parse, element, verbatim ? false : closed, !verbatim);
}

function addVerbatim(parse: Parse, element: Element): void {
  addText(parse, upToClosing(parse, element.value), element, "raw");
}

/** The text before the element's end tag; moves behind the tag. */
function upToClosing(parse: Parse, name: string): string {
  const { src } = parse;
  const from = src.pos;
  const text = scanUntil(src, next(`<\\/${name.replace(/[.]/g, "\\.")}${SPACE}*>`, "i"));
  if (text === null) return rest(src);
  return src.text.slice(from, src.pos - (src.match as RegExpExecArray)[0].length);
}

function fillElement(parse: Parse, element: Element, closed: boolean, hasBody: boolean): void {
  const { src, tree, options } = parse;
  if (parse.blockIal !== null) {
    element.options.ial = parse.blockIal;
    parse.blockIal = null;
  }
  const inRaw = tree.type === "html_element" && tree.options.contentModel === "raw";
  let model: ContentModel = !inRaw && options.parseBlockHtml ? modelOf(element.value) : "raw";
  const asked = ASKED[element.attr.markdown ?? ""];
  delete element.attr.markdown;
  if (asked !== undefined) model = asked === "default" ? modelOf(element.value) : asked;
  if (model === "block") scan(src, HTML.trailingSpace);
  element.options.contentModel = model;
  element.options.isClosed = closed;
  if (closed || !hasBody) return;
  if (model === "block") parse.grammar.blocks(parse, element);
  else if (model === "span") addText(parse, upToClosing(parse, element.value), element);
  else parseRaw(parse, element);
  if (!inRaw) scan(src, HTML.trailingSpace);
}

function parseRaw(parse: Parse, element: Element): void {
  const { src, tree } = parse;
  parse.stack.push(tree);
  parse.tree = element;
  for (let done = false; !atEnd(src) && !done; ) {
    spend(parse, 1);
    const from = src.pos;
    HTML.rawStart.lastIndex = from;
    const start = HTML.rawStart.exec(src.text);
    if (start === null) {
      addText(parse, rest(src), element, "text");
      break;
    }
    src.pos = start.index;
    addText(parse, src.text.slice(from, src.pos), element, "text");
    done = parseRawTag(parse, element);
  }
  parse.stack.pop();
  parse.tree = tree;
}

/** `true`: it was the element's end tag. */
function parseRawTag(parse: Parse, element: Element): boolean {
  const { src } = parse;
  const comment = scan(src, HTML.comment);
  if (comment !== null) element.children.push(createElement("xml_comment", comment, { category: "block" }));
  else {
    const instruction = scan(src, HTML.instruction);
    if (instruction !== null)
      element.children.push(createElement("xml_pi", instruction, { category: "block" }));
    else if (scan(src, HTML.tag) !== null) openElement(parse);
    else if (scan(src, HTML.close) !== null) {
      if (element.value === nameOf(group(src, 1) as string)) return true;
      addText(parse, (src.match as RegExpExecArray)[0], element, "text");
    } else addText(parse, nextCharacter(src), element, "text");
  }
  return false;
}

export function parseSpanHtml(parse: Parse): void {
  const { src } = parse;
  const comment = scan(src, HTML.comment);
  if (comment !== null) {
    parse.tree.children.push(createElement("xml_comment", comment, { category: "span" }));
    return;
  }
  const stray = scan(src, HTML.close);
  const tag = stray ?? scan(src, HTML.tag);
  if (stray !== null || tag === null) {
    addText(parse, stray ?? nextCharacter(src));
    return;
  }
  const [, typed = "", attributes = "", , slash] = src.match as RegExpExecArray;
  const name = nameOf(typed);
  if (BLOCK_ELEMENTS.has(name)) {
    addText(parse, tag);
    return;
  }
  const attr = readHtmlAttributes(attributes, KNOWN.has(name));
  for (const key of Object.keys(attr)) attr[key] = (attr[key] as string).replace(/\n+/g, " ");
  const isParsed = parsesInside(parse, name, attr);
  delete attr.markdown;
  const options = {
    category: "span",
    contentModel: isParsed ? "span" : "raw",
    isClosed: slash !== undefined,
  } as const;
  const element = createElement("html_element", name, options, attr);
  parse.tree.children.push(element);
  if (slash !== undefined || VOID_ELEMENTS.has(name)) return;
  const stop = new RegExp(`<\\/${typed.replace(/[.]/g, "\\.")}${SPACE}*>`, KNOWN.has(name) ? "yi" : "y");
  if (parse.grammar.spans(parse, element, stop, () => true, isParsed ? null : ["span_html"])) scan(src, stop);
  else addText(parse, rest(src), element);
}

function parsesInside(parse: Parse, name: string, attr: Record<string, string>): boolean {
  const asked = ASKED[attr.markdown ?? ""];
  if (asked === "span") return true;
  if (asked === "raw") return false;
  if (asked === "default") return modelOf(name) !== "raw";
  // A name that is no element of HTML has raw content, as kramdown's table of models says.
  if (modelOf(name) === "raw" || parse.tree.options.contentModel === "raw") return false;
  return parse.options.parseSpanHtml;
}
