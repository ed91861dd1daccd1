// Markdown -> HTML, not yet sanitised: GitHub's flavour with footnotes, heading ids, highlighted code, emphasis
// that works beside Chinese punctuation, and scraped HTML that is not taken for code.
import { Marked, type MarkedExtension, Parser, type RendererObject, type Tokens } from "marked";
import { escapeText } from "../html-text.js";
import { BoundedLexer } from "./markdown/bounded-lexer.js";
import { eastAsianEmphasis, eastAsianLinks } from "./markdown/east-asian.js";
import { createFootnotes } from "./markdown/footnotes.js";
import { createHeadingIds, type HeadingIds } from "./markdown/heading-ids.js";
import { highlight } from "./markdown/highlight.js";
import { indentedHtml } from "./markdown/indented-html.js";
import { type BodyWords, bodyWords } from "./markdown/words.js";

export type MarkdownRenderer = (text: string) => string;

/** Throws on text that nests too deep or would take too long; the message says which. */
/** `extensions` come last, so what they say of a part of Markdown holds. */
export function createMarkdownRenderer(
  lang: string,
  extensions: readonly MarkedExtension[] = [],
): MarkdownRenderer {
  const words = bodyWords(lang);
  const headingIds = createHeadingIds();
  const footnotes = createFootnotes(words);
  const common: MarkedExtension[] = [
    { gfm: true, renderer: createRenderer(headingIds, words) },
    indentedHtml,
    eastAsianLinks,
  ];
  const plain = new Marked(...common, ...extensions);
  // Each extension is asked at every block and run of text; most posts have no use for these two.
  const full = new Marked(...common, eastAsianEmphasis, footnotes.extension, ...extensions);
  return (text) => {
    headingIds.reset();
    footnotes.reset();
    const marked = text.includes("*") || text.includes("[^") ? full : plain;
    const { defaults: options } = marked;
    const { hooks, walkTokens } = options;
    const lexed = new BoundedLexer(options).lex(hooks ? atOnce(hooks.preprocess(text)) : text);
    const tokens = hooks ? (hooks.processAllTokens(lexed) as typeof lexed) : lexed;
    if (walkTokens) marked.walkTokens(tokens, walkTokens);
    const parser = new Parser(options);
    const html = parser.parse(tokens) + footnotes.render(parser);
    return hooks ? atOnce(hooks.postprocess(html)) : html;
  };
}

/** marked's hooks may wait; texts are rendered at once. */
function atOnce(text: unknown): string {
  if (typeof text !== "string") throw new TypeError("a hook of marked did not return text");
  return text;
}

function createRenderer(ids: HeadingIds, words: BodyWords): RendererObject {
  return {
    /** A page's h1 is its title. */
    heading({ tokens, depth }) {
      const html = this.parser.parseInline(tokens);
      const tag = `h${Math.max(depth, 2)}`;
      return `<${tag} id="${ids.take(html)}">${html}</${tag}>\n`;
    },
    code: ({ text, lang }) => renderCode(text, lang),
    /** `<javascript:…>` has no text but its address; where that may not be a link, nothing is left to show. */
    link: ({ raw, href }: Tokens.Link) =>
      raw.startsWith("<") && /^(?:javascript|vbscript|data):/i.test(href) ? "" : false,
    tablecell({ tokens, header, align }: Tokens.TableCell) {
      const tag = header ? "th" : "td";
      return `<${tag}${align ? ` class="${align}"` : ""}>${this.parser.parseInline(tokens)}</${tag}>\n`;
    },
    checkbox({ checked }) {
      const label = checked ? words.done : words.notDone;
      return `<input type="checkbox"${checked ? " checked" : ""} disabled aria-label="${label}"> `;
    },
  };
}

/** Long lines scroll, and what scrolls must be in reach of the keyboard. */
function renderCode(text: string, info: string | undefined): string {
  const code = text === "" ? "" : `${text.replace(/\n$/, "")}\n`;
  const language = info?.match(/^[\w+.#-]+/)?.[0].toLowerCase();
  if (language === undefined) return `<pre tabindex="0"><code>${escapeText(code)}</code></pre>\n`;
  const html = highlight(code, language) ?? escapeText(code);
  return `<pre tabindex="0"><code class="language-${language.replaceAll("#", "sharp")}">${html}</code></pre>\n`;
}
