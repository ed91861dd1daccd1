// After the blocks are known: their text becomes spans, attribute lists find their elements, abbreviations are
// marked, headings get their ids.
import { applyAttributes } from "./attributes.js";
import { createElement, type Element, type Parse } from "./element.js";
import { createScanner } from "./scanner.js";

export function settleDocument(parse: Parse, root: Element): void {
  settleTree(parse, root);
  for (const { content } of parse.footnotes.values()) settleTree(parse, content);
  if (parse.abbreviations.size > 0) {
    const pattern = abbreviationPattern(parse);
    for (const { marker } of parse.abbreviations.values())
      applyAttributes(parse, marker.attr, marker.options.ial);
    replaceAbbreviations(root, pattern);
    for (const { content } of parse.footnotes.values()) replaceAbbreviations(content, pattern);
  }
  if (parse.options.gfm) settleGfm(parse, root);
}

function settleTree(parse: Parse, element: Element): void {
  let lastBlank: Element | null = null;
  const settled: Element[] = [];
  for (const child of element.children) {
    if (child.type === "blank") {
      if (lastBlank !== null) lastBlank.value += child.value;
      else {
        lastBlank = child;
        settled.push(child);
      }
      continue;
    }
    if (child.type === "eob") {
      applyAttributes(parse, child.attr, child.options.ial);
      continue;
    }
    lastBlank = null;
    if (child.type === "raw_text") {
      const holder = createElement("raw_text");
      parse.grammar.spans(
        { ...parse, src: createScanner(child.value), tree: holder, stack: [], textType: "text" },
        holder,
      );
      settled.push(...holder.children);
      continue;
    }
    settleTree(parse, child);
    applyAttributes(parse, child.attr, child.options.ial);
    if (child.type === "dt" || (child.type === "header" && parse.options.gfm))
      child.options.rawText = rawText(child);
    settled.push(child);
  }
  element.children = settled;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  mdash: "—",
  ndash: "–",
  hellip: "…",
  laquo: "«",
  raquo: "»",
  laquo_space: "«\u00a0",
  raquo_space: "\u00a0»",
  lsquo: "‘",
  rsquo: "’",
  ldquo: "“",
  rdquo: "”",
};

function rawText(element: Element): string {
  return element.children
    .map((child) => {
      const { type, value } = child;
      if (["text", "codespan", "math", "entity"].includes(type)) return value;
      if (type === "smart_quote" || type === "typographic_sym") return SYMBOLS[value] ?? "";
      return rawText(child);
    })
    .join("");
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");

function abbreviationPattern({ abbreviations }: Parse): RegExp {
  const names = [...abbreviations.keys()].sort((a, b) => b.length - a.length).map(escaped);
  return new RegExp(`(?<![A-Za-z0-9_])(?:${names.join("|")})(?![A-Za-z0-9_])`, "g");
}

function replaceAbbreviations(element: Element, pattern: RegExp): void {
  const isRaw = element.options.contentModel === "raw";
  element.children = element.children.flatMap((child) => {
    if (child.type !== "text" || isRaw) {
      replaceAbbreviations(child, pattern);
      return [child];
    }
    const parts: Element[] = [];
    let from = 0;
    for (const match of child.value.matchAll(pattern)) {
      parts.push(createElement("text", child.value.slice(from, match.index)));
      parts.push(createElement("abbreviation", match[0]));
      from = match.index + match[0].length;
    }
    if (from === 0) return [child];
    parts.push(createElement("text", child.value.slice(from)));
    return parts;
  });
}

const BLOCKS: ReadonlySet<string> = new Set(
  "p header blockquote codeblock ul ol li dl dt dd table thead tbody tfoot tr td hr".split(" "),
);

/** Line ends that break, and ids of headings; what is in HTML is left alone. */
function settleGfm(parse: Parse, element: Element): void {
  const breaking = parse.options.hardWrap ? "\n" : "\\\n";
  element.children = element.children.flatMap((child, index) => {
    if (child.type === "text" && child.value.includes(breaking)) {
      const isLast = BLOCKS.has(element.type) && index === element.children.length - 1;
      return brokenText(child.value.split(breaking), isLast);
    }
    if (child.type === "html_element") return [child];
    if (child.type === "header" && parse.options.autoIds && child.attr.id === undefined)
      child.attr.id = headingId(parse, child.options.rawText ?? "");
    else settleGfm(parse, child);
    return [child];
  });
}

function brokenText(lines: string[], isLast: boolean): Element[] {
  const omitLast = isLast && lines.at(-1) === "";
  return lines.flatMap((line, index) => {
    const text = createElement("text", index > 0 ? `\n${line}` : line);
    const breaks = index < lines.length - 2 || (index === lines.length - 2 && !omitLast);
    return breaks ? [text, createElement("br")] : [text];
  });
}

function headingId({ usedIds, options }: Parse, text: string): string {
  const id = text
    .toLowerCase()
    .replace(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\- \t]/gu, "")
    .replace(/[ \t]/g, "-");
  const count = usedIds.get(id) ?? 0;
  usedIds.set(id, count + 1);
  return options.autoIdPrefix + (count > 0 ? `${id}-${count}` : id);
}
