// The patterns of kramdown's grammar. White space and word characters are ASCII's, as in Ruby; a line's end is \n.
// Sticky: the place decides, and counts as a line's beginning as it does in Ruby's scanner; so no pattern asks for one.

export const SPACE = "[ \\t\\r\\n\\f\\v]";
const LETTER = "\\p{Alphabetic}";
export const NAME = `(?:[${LETTER}_][-${LETTER}\\p{Nd}._]*:)?[${LETTER}_][-${LETTER}\\p{Nd}._]*`;
const WORD = "[\\p{L}\\p{M}\\p{Nd}\\p{Pc}]";

export const BLANK = `(?:${SPACE}*\\n)+`;
const OPT = " {0,3}";
export const ANY = "(?:\\\\\\}|[^}])";
export const ID = "[A-Za-z0-9_][A-Za-z0-9_-]*";

/** Sticky. */
export const at = (source: string, flags = ""): RegExp => new RegExp(source, `yum${flags}`);
/** To be found further on. */
export const next = (source: string, flags = ""): RegExp => new RegExp(source, `gum${flags}`);

export const SPAN_TAGS =
  "a abbr acronym b big bdo br button cite code del dfn em i img input ins kbd label mark option q rb rbc rp rt rtc ruby samp select small span strong sub sup tt u var".split(
    " ",
  );
export const SPAN_ELEMENTS: ReadonlySet<string> = new Set(SPAN_TAGS);

const lazyTags = [...SPAN_TAGS, "script"].join("|");
// What follows a tag's name in it is no letter of the name: `<b` is not the beginning of `<blockquote>`.
const NOT_SPAN = `(?!(?:${lazyTags})(?![${LETTER}\\p{Nd}_]))`;
export const LAZY_HTML_START = `<${NOT_SPAN}${NAME}`;
export const LAZY_HTML_STOP = `<\\/${NOT_SPAN}${NAME}${SPACE}*>`;

export const IAL = `\\{:(?!:|\\/)(${ANY}+)\\}${SPACE}*?\\n`;
const IAL_OPEN = `\\{:(?!:|\\/)${ANY}+\\}${SPACE}*?\\n`;
const IAL_START = `${OPT}${IAL_OPEN}`;
export const EOB = `\\^${SPACE}*?\\n`;
const END = "(?![\\s\\S])";
const LAZY_END = `${BLANK}|${IAL_START}|${EOB}|${OPT}${LAZY_HTML_STOP}|${OPT}${LAZY_HTML_START}|${END}`;

const TAIL = "[\\t| ][^\\n]*?\\n";
const UL = `(${OPT}[+*-])(${TAIL})`;
const OL = `(${OPT}[0-9]+\\.)(${TAIL})`;
const DL = `(${OPT}:)(${TAIL})`;
const ungrouped = (source: string) => source.replace(/\((?!\?)/g, "(?:");

const ATX_GFM = "(#{1,6})[\\t ]+([^\\n]*)\\n";
const FENCE_GFM = "[ ]{0,3}[~`]{3,}";

export const BLOCK = {
  blank: at(BLANK),
  boundary: at(`${BLANK}|${EOB}|${IAL_START}|${END}`),
  indented: at("(?:\\t| {4})"),
  eob: at(EOB),
  line: at("[^\\n]*\\n"),
  lazyEnd: at(LAZY_END),
  paragraphEnd: at(`${LAZY_END}|${ungrouped(DL)}`),
  paragraphEndGfm: at(
    `${LAZY_END}|${ungrouped(UL)}|${ungrouped(OL)}|${ungrouped(ATX_GFM)}|${ungrouped(DL)}|${OPT}> ?|${FENCE_GFM}`,
  ),
  atx: at("(#{1,6})[\\t ]*([^ \\t][^\\n]*)\\n"),
  atxGfm: at(ATX_GFM),
  setext: at(`${OPT}([^ \\t][^\\n]*)\\n([-=])[-=]*[ \\t\\r\\f\\v]*\\n`),
  rule: at(
    `${OPT}(?:\\*[ \\t]*\\*[ \\t]*\\*[ \\t*]*|-[ \\t]*-[ \\t]*-[ \\t-]*|_[ \\t]*_[ \\t]*_[ \\t_]*)\\n`,
  ),
  quote: at(`${OPT}> ?`),
  ul: at(UL),
  ol: at(OL),
  list: at(`${ungrouped(UL)}|${ungrouped(OL)}`),
  definition: at(DL),
  fence: at("~{3,}"),
  fenceGfm: at(FENCE_GFM),
  fenced: at(
    `((~){3,})${SPACE}*?(([^ \\t\\r\\n\\f\\v]+?)(?:\\?[^ \\t\\r\\n\\f\\v]*)?)?${SPACE}*?\\n([\\s\\S]*?)^\\1\\2*${SPACE}*?\\n`,
  ),
  fencedGfm: at(
    `[ ]{0,3}(([~\`]){3,})${SPACE}*?(([^ \\t\\r\\n\\f\\v]+?)(?:\\?[^ \\t\\r\\n\\f\\v]*)?)?${SPACE}*?\\n([\\s\\S]*?)^[ ]{0,3}\\1\\2*${SPACE}*?\\n`,
  ),
  code: at(
    `(?:(?:${BLANK})?(?:(?:\\t| {4})[ \\t]*[^ \\t\\r\\n\\f\\v][^\\n]*\\n)+(?:(?!${IAL_START}|${EOB}|${OPT}${LAZY_HTML_STOP}|${OPT}${LAZY_HTML_START})[ \\t]*[^ \\t\\r\\n\\f\\v][^\\n]*\\n)*)*`,
  ),
  math: at(`${OPT}(\\\\)?\\$\\$([\\s\\S]*?)\\$\\$(${SPACE}*?\\n)?`),
  footnote: at(`${OPT}\\[\\^(${ID})\\]:${SPACE}*?([^\\n]*?\\n)`),
  link: at(
    `${OPT}\\[([^\\n\\]]+)\\]:[ \\t]*(?:<([^\\n]*?)>|([^\\n]*?[^ \\t\\r\\n\\f\\v][^\\n]*?))(?:(?:[ \\t]*?\\n|[ \\t]+?)[ \\t]*?(["'])([^\\n]+?)\\4)?[ \\t]*?\\n`,
  ),
  abbreviation: at(`${OPT}\\*\\[([^\\n]+?)\\]:([^\\n]*?)\\n`),
  extensions: at(`${OPT}\\{:`),
  ald: at(`${OPT}\\{:(${ID}):(${ANY}+)\\}${SPACE}*?\\n`),
  ial: at(`${OPT}${IAL}`),
  html: at(`${OPT}<(?:${NAME}|!--|\\/)`),
} as const;

const extStart = `\\{::([A-Za-z0-9_]+)(?:${SPACE}(${ANY}*?)|)(\\/)?\\}`;
const extStop = `\\{:\\/(${ID})?\\}`;
export const EXTENSION = {
  block: at(`${OPT}(?:${extStart}|${extStop})${SPACE}*?\\n`),
  span: at(`${extStart}|${extStop}`),
  ialSpan: at(`\\{:(${ANY}+)\\}`),
} as const;
export const blockStop = (name: string): RegExp => next(`^${OPT}\\{:\\/(?:${name})?\\}${SPACE}*?\\n`);
export const spanStop = (name: string): RegExp => next(`\\{:\\/(?:${name})?\\}`);

const attribute = `${SPACE}+${NAME}(?:${SPACE}*=${SPACE}*(?:${WORD}+|("|')[\\s\\S]*?\\3))?`;
const TAG = `<(${NAME})${SPACE}*((?:${attribute})*)${SPACE}*(\\/)?>`;
const CLOSE = `<\\/(${NAME})${SPACE}*>`;
export const HTML = {
  comment: at("<!--([\\s\\S]*?)-->"),
  instruction: at("<\\?([\\s\\S]*?)\\?>"),
  tag: at(TAG),
  close: at(CLOSE),
  blockTag: at(`${OPT}${TAG}`),
  blockClose: at(`${OPT}${CLOSE}`),
  spanStart: at(`<(?:${NAME}|!--|\\/)`),
  trailingSpace: at("[ \\t]*\\n"),
  rawStart: next(`<(?:${NAME}|\\/|!--|\\?)`),
  attributes: next(`${SPACE}*(${NAME})(?:${SPACE}*=${SPACE}*(?:(${WORD}+)|("|')([\\s\\S]*?)\\3))?`),
} as const;

export const LIST_ITEM_IAL = new RegExp(`^${SPACE}*(?:\\{:(?!(?:${ID})?:|\\/)(${ANY}+)\\})${SPACE}*`, "u");
export const LIST_ITEM_IAL_CHECK = new RegExp(
  `^(?:${SPACE}*(?:\\{:(?!(?:${ID})?:|\\/)(?:${ANY}+)\\})${SPACE}*)?${SPACE}*\\n`,
  "u",
);

/** What goes on with a list item whose text begins at this column: its lines, lazy lines, and its indentation. */
export function itemPatterns(indentation: number) {
  const whole = Math.floor(indentation / 4);
  return {
    content: at(
      `(?:(?:\\t| {4}){${whole}} {${indentation % 4}}|(?:\\t| {4}){${whole + 1}})[^\\n]*[^ \\t\\r\\n\\f\\v][^\\n]*\\n`,
    ),
    lazy: at(
      `(?! {0,${Math.min(indentation, 3)}}(?:${IAL_OPEN}|${LAZY_HTML_STOP}|${LAZY_HTML_START}))[^\\n]*[^ \\t\\r\\n\\f\\v][^\\n]*\\n`,
    ),
    indent: new RegExp(`^ {${indentation}}`),
  };
}

/** The next item of a list whose text begins at this column. */
export function itemStart(type: "ul" | "ol" | "dl", indentation: number): RegExp {
  const marker = { ul: "[+*-]", ol: "[0-9]+\\.", dl: ":" }[type];
  return at(`( {0,${Math.min(indentation, 4) - 1}}${marker})(${TAIL})`);
}
