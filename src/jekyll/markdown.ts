// A site's kramdown: what `_config.yml` says of it, as options.
import type { JekyllConfig } from "../types/jekyll.js";
import { highlight } from "./highlight.js";
import { JEKYLL_DEFAULTS, type KramdownOptions, kramdown } from "./kramdown/kramdown.js";

export function createMarkdown(jekyll: JekyllConfig): (text: string) => string {
  const options = readOptions(jekyll.values);
  return (text) => kramdown(text, options);
}

type Values = Record<string, unknown>;
const isMapping = (value: unknown): value is Values => typeof value === "object" && value !== null;

const QUOTES: Readonly<Record<string, string>> = {
  ...{ lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", apos: "'", quot: '"', sbquo: "‚", bdquo: "„" },
  ...{ laquo: "«", raquo: "»", lsaquo: "‹", rsaquo: "›", 39: "'", 34: '"' },
};

export function readOptions(values: Values): KramdownOptions {
  const own = isMapping(values.kramdown) ? values.kramdown : {};
  const flag = (key: string, usual: boolean) =>
    typeof own[key] === "boolean" ? (own[key] as boolean) : usual;
  const text = (key: string, usual: string) => (own[key] == null ? usual : String(own[key]));
  const quirks = Array.isArray(own.gfm_quirks) ? own.gfm_quirks : String(own.gfm_quirks ?? "").split(",");
  const highlighter = own.syntax_highlighter === undefined ? values.highlighter : own.syntax_highlighter;
  const highlighting = isMapping(own.syntax_highlighter_opts) ? own.syntax_highlighter_opts : {};
  const block = isMapping(highlighting.block) ? highlighting.block : {};
  const isOff = highlighting.disable === true || !["rouge", undefined].includes(highlighter as string);
  return {
    ...JEKYLL_DEFAULTS,
    gfm: text("input", "GFM") === "GFM",
    hardWrap: flag("hard_wrap", false),
    autoIds: flag("auto_ids", true),
    autoIdPrefix: text("auto_id_prefix", ""),
    parseBlockHtml: flag("parse_block_html", false),
    parseSpanHtml: flag("parse_span_html", true),
    smartQuotes: readQuotes(own.smart_quotes),
    typographicSymbols: isMapping(own.typographic_symbols)
      ? (own.typographic_symbols as Record<string, string>)
      : {},
    noTypography: quirks.some((quirk) => String(quirk).trim() === "no_auto_typographic"),
    footnoteNumber: Number(own.footnote_nr ?? 1) || 1,
    footnotePrefix: text("footnote_prefix", ""),
    footnoteBacklink: text("footnote_backlink", JEKYLL_DEFAULTS.footnoteBacklink),
    tocLevels: readTocLevels(own.toc_levels),
    headerOffset: Number(own.header_offset ?? 0) || 0,
    mathEngine: own.math_engine === null ? null : text("math_engine", "mathjax"),
    removeLineBreaksForCjk: flag("remove_line_breaks_for_cjk", false),
    entityOutput: text("entity_output", "as_char"),
    highlight: isOff ? null : highlight,
    defaultLang: text(
      "syntax_highlighter_opts.default_lang",
      String(highlighting.default_lang ?? "plaintext"),
    ),
    lineNumbers: block.line_numbers === true || highlighting.line_numbers === true,
  };
}

function readQuotes(value: unknown): readonly string[] {
  const names = Array.isArray(value) ? value.map(String) : typeof value === "string" ? value.split(",") : [];
  if (names.length !== 4) return JEKYLL_DEFAULTS.smartQuotes;
  return names.map((name, index) => QUOTES[name.trim()] ?? (JEKYLL_DEFAULTS.smartQuotes[index] as string));
}

function readTocLevels(value: unknown): readonly number[] {
  if (Array.isArray(value)) return value.map(Number);
  const range = /^(\d)\.\.(\d)$/.exec(String(value ?? "1..6"));
  if (range === null) return String(value).split(",").map(Number);
  return [1, 2, 3, 4, 5, 6].filter((level) => level >= Number(range[1]) && level <= Number(range[2]));
}
