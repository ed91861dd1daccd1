// Markdown as kramdown reads it, with Jekyll's defaults: a text -> HTML. Pure.
import { parseBlocks } from "./blocks.js";
import { convertDocument } from "./convert.js";
import { createElement, type KramdownOptions, type Parse } from "./element.js";
import { createScanner } from "./scanner.js";
import { settleDocument } from "./settle.js";
import { parseSpans } from "./spans.js";

export type { KramdownOptions } from "./element.js";

/** What Jekyll 4.3 asks of kramdown where `_config.yml` says nothing. */
export const JEKYLL_DEFAULTS: KramdownOptions = {
  hardWrap: false,
  autoIds: true,
  autoIdPrefix: "",
  parseBlockHtml: false,
  parseSpanHtml: true,
  gfm: true,
  smartQuotes: ["‘", "’", "“", "”"],
  typographicSymbols: {},
  noTypography: false,
  footnoteNumber: 1,
  footnotePrefix: "",
  footnoteBacklink: "&#8617;",
  tocLevels: [1, 2, 3, 4, 5, 6],
  headerOffset: 0,
  mathEngine: "mathjax",
  removeLineBreaksForCjk: false,
  entityOutput: "as_char",
  highlight: null,
  defaultLang: "plaintext",
  highlighterName: "rouge",
  lineNumbers: false,
};

/** Steps of the parse that a text may take beyond a share for each of its characters. */
const FREE_STEPS = 200_000;
const STEPS_PER_CHARACTER = 40;

/** Throws on text that nests too deep or would take too long. */
export function kramdown(text: string, options: KramdownOptions): string {
  const source = `${(text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text).replace(/\n$/, "")}\n`;
  const root = createElement("root");
  const parse: Parse = {
    options,
    grammar: { blocks: parseBlocks, spans: parseSpans },
    src: createScanner(source),
    tree: root,
    blockIal: null,
    stack: [],
    textType: "raw_text",
    attributeLists: new Map(),
    footnotes: new Map(),
    links: new Map(),
    abbreviations: new Map(),
    usedIds: new Map(),
    budget: { steps: FREE_STEPS + STEPS_PER_CHARACTER * source.length },
  };
  parseBlocks(parse, root, source);
  settleDocument(parse, root);
  return convertDocument(parse, root);
}
