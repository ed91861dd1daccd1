// marked, with limits: some short texts would keep it busy for minutes (`*a_` 20,000 times: 48 s; a quotation whose
// lines lose one `>` each: twice the time for each line) or exhaust the stack. They are refused instead.
import { Lexer, type Token, type TokensList } from "marked";

export class BoundedLexer extends Lexer {
  #depth = 0;
  /** Characters that may still be read as blocks; each level of nesting reads its own again. */
  #blocks = 0;
  /** The work that may still be spent on the marks in running text. */
  #marks = MAX_MARKS;

  override lex(src: string): TokensList {
    this.#blocks = src.length * 30 + 100_000;
    return super.lex(src);
  }

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(src: string, tokens?: TokensList, lastParagraphClipped?: boolean): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    this.#blocks -= src.length;
    if (this.#blocks < 0)
      throw new Error("its lists and quotations are nested in a way that takes too long to read");
    this.#enter("lists and quotations");
    const read = super.blockTokens(src, tokens, lastParagraphClipped);
    this.#depth -= 1;
    return read;
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    const work = weigh(src) * src.length;
    if (work > LITTLE_WORK) this.#marks -= work;
    if (this.#marks < 0)
      throw new Error("a paragraph has too many * _ ~ [ or other marks to read it in time");
    this.#enter("emphasis and links");
    const read = super.inlineTokens(src, tokens);
    this.#depth -= 1;
    return read;
  }

  #enter(what: string): void {
    if (this.#depth >= MAX_DEPTH) throw new Error(`its ${what} are nested more than ${MAX_DEPTH} deep`);
    this.#depth += 1;
  }
}

const MAX_DEPTH = 100;

/** Marks times length, at worst 9 ns each: some 3 s in all. A paragraph that is soon read does not count. */
const MAX_MARKS = 300_000_000;
const LITTLE_WORK = 200_000;

/** For each `*`, `_` or `~` the rest may be searched for its partner, which costs seven times what a bracket does. */
function weigh(src: string): number {
  let weight = 0;
  for (let i = 0; i < src.length; i++) {
    const code = src.charCodeAt(i);
    if (code > 0x7e) continue;
    if (code === 0x2a || code === 0x5f || code === 0x7e) weight += src.charCodeAt(i - 1) === code ? 0 : 7;
    else if (code === 0x5b || code === 0x21 || code === 0x60 || code === 0x3c || code === 0x26) weight += 1;
  }
  return weight;
}
